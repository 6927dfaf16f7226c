//! What a careful reader finds in the example, as `examples/marenport/gold.json` tells it.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Gold {
    pub documents: Vec<Document>,
    people: Vec<Named>,
    groups: Vec<Named>,
    organisations: Vec<Named>,
    pub same: Vec<Same>,
    pub different: Vec<Different>,
    pub offices: Vec<Office>,
    pub ties: Vec<Tie>,
    pub proceedings: Vec<Proceeding>,
    pub campaigns: Vec<Campaign>,
    pub figures: Vec<Figure>,
    pub figure_checks: Vec<FigureCheck>,
    pub umbrellas: Vec<Umbrella>,
    pub silence: Vec<Silence>,
    pub search: Vec<Search>,
}

#[derive(Deserialize)]
pub struct Document {
    pub file: String,
    pub publisher: Option<String>,
    #[serde(default)]
    pub publisher_any: Vec<String>,
    pub date: Option<String>,
    pub about_the_case: bool,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
pub struct Mention {
    pub name: String,
    pub file: String,
}

#[derive(Deserialize)]
pub struct Same {
    pub a: Mention,
    pub b: Mention,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
pub struct Different {
    pub name: String,
    pub documents: [Vec<String>; 2],
}

/// Where something stands.
#[derive(Deserialize)]
pub struct At {
    pub file: String,
    pub quote: String,
    /// The data row of a table, counted from 1.
    pub row: Option<u64>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
pub struct Office {
    pub holder: String,
    pub office: String,
    pub organisation: Option<String>,
    pub status: Option<String>,
    #[serde(flatten)]
    pub at: At,
}

#[derive(Deserialize)]
pub struct Tie {
    schema: String,
    #[serde(default)]
    schema_any: Vec<String>,
    from: Option<String>,
    #[serde(default)]
    from_any: Vec<Option<String>>,
    to: Option<String>,
    #[serde(default)]
    to_any: Vec<Option<String>>,
    pub r#type: String,
    pub standing: Option<String>,
    #[serde(default)]
    pub standing_any: Vec<Option<String>>,
    #[serde(flatten)]
    pub at: At,
}

impl Tie {
    pub fn schemata(&self) -> Vec<&str> {
        std::iter::once(&self.schema).chain(&self.schema_any).map(String::as_str).collect()
    }

    pub fn froms(&self) -> Vec<&str> {
        self.from.iter().chain(self.from_any.iter().flatten()).map(String::as_str).collect()
    }

    pub fn tos(&self) -> Vec<&str> {
        self.to.iter().chain(self.to_any.iter().flatten()).map(String::as_str).collect()
    }

    pub fn standings(&self) -> Vec<Option<&str>> {
        std::iter::once(&self.standing).chain(&self.standing_any).map(Option::as_deref).collect()
    }
}

#[derive(Deserialize)]
pub struct Proceeding {
    pub defendant: String,
    pub stage: String,
    #[serde(default)]
    pub stage_any: Vec<String>,
    #[serde(flatten)]
    pub at: At,
}

#[derive(Deserialize)]
pub struct Campaign {
    pub name: String,
    pub start: Option<String>,
    pub planned_duration: Option<String>,
}

#[derive(Deserialize)]
pub struct Figure {
    pub value: Value,
    pub comparator: String,
    pub kind: String,
    pub period: Option<String>,
    pub base_period: Option<String>,
    #[serde(flatten)]
    pub at: At,
}

#[derive(Deserialize)]
pub struct FigureCheck {
    pub figures: Vec<usize>,
    pub verdict: String,
    #[serde(default)]
    pub verdict_any: Vec<String>,
    pub why: String,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
pub struct Umbrella {
    pub protector: String,
    pub group: String,
    pub shelf: String,
    pub standing: Option<String>,
    #[serde(flatten)]
    pub at: At,
}

#[derive(Deserialize)]
pub struct Silence {
    pub file: String,
    pub quote: Option<String>,
    pub must_not: String,
}

#[derive(Deserialize)]
pub struct Search {
    pub query: String,
    pub files: Vec<String>,
}

impl Gold {
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).expect("gold.json is as its own description says")
    }

    /// The full names of the people whose name holds another as its last words: "Dragan Velkoran" and "Milo Velkoran".
    pub fn full_names(&self, short: &str) -> Vec<&str> {
        let end = format!(" {}", plain(short));
        let mut names: Vec<&str> = self
            .people
            .iter()
            .filter_map(|person| person.name.as_deref())
            .filter(|name| format!(" {}", plain(name)).ends_with(&end))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Every name of everybody, by id, in the form of [`plain`].
    pub fn names(&self) -> HashMap<&str, Vec<String>> {
        let all = self.people.iter().chain(&self.groups).chain(&self.organisations);
        all.map(|named| {
            let names = named.name.iter().chain(&named.aliases).map(|name| plain(name)).collect();
            (named.id.as_str(), names)
        })
        .collect()
    }
}

/// A text without what printers change: case, white space, the shape of quotation marks, a leading article.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '–' => '-',
            c => c,
        }));
    }
    plain.strip_prefix("the ").map(str::to_owned).unwrap_or(plain)
}
