//! The word lists of Chinese, read once from `data/chinese.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use umbra_model::Standing;

use crate::lexicon::Sort;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    bodies: BTreeMap<String, Vec<String>>,
    words: Inside,
    offices: Offices,
    titles: List,
    kin: List,
    groups: List,
    gangs: List,
    pub campaigns: Campaigns,
    voices: Voices,
    silence: Silence,
    cue: Vec<CueEntry>,
    tie: Vec<Tie>,
    hint: Vec<Tie>,
    proceeding: Vec<Proceeding>,
    offer: Vec<Proceeding>,
    figures: Figures,
}

/// Words in the order of their characters, of which those that begin with one character are found at once.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Sorted {
    words: Vec<String>,
    /// A bit for each character with which a word begins, by its last twelve bits: most characters begin none.
    begins: [u64; 64],
}

impl Default for Sorted {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl From<Vec<String>> for Sorted {
    fn from(mut words: Vec<String>) -> Self {
        words.sort();
        let mut begins = [0; 64];
        for first in words.iter().filter_map(|word| word.chars().next()) {
            let (cell, bit) = place_of(first);
            begins[cell] |= bit;
        }
        Self { words, begins }
    }
}

impl std::ops::Deref for Sorted {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

impl Sorted {
    /// The words that begin with a character.
    pub fn with_first(&self, letter: char) -> &[String] {
        let (cell, bit) = place_of(letter);
        if self.begins[cell] & bit == 0 {
            return &[];
        }
        let first = |word: &String| word.chars().next().unwrap_or_default();
        let start = self.words.partition_point(|word| first(word) < letter);
        let count = self.words[start..].partition_point(|word| first(word) == letter);
        &self.words[start..start + count]
    }
}

/// Where the bit of a character lies in a table of 4096.
fn place_of(letter: char) -> (usize, u64) {
    let low = letter as usize & 0xfff;
    (low >> 6, 1 << (low & 63))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Sorted,
}

/// Words inside of names of bodies and at their left edge.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inside {
    pub inside: Vec<String>,
    pub borders: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    power: Vec<String>,
    work: Vec<String>,
}

/// Words of campaigns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Campaigns {
    pub ends: Sorted,
    pub begin: Sorted,
    pub finish: Sorted,
    pub extend: Sorted,
}

/// Words of voices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    pub words: Sorted,
    pub says: Sorted,
    pub according: Sorted,
    pub denies: Sorted,
}

/// Words that make a clause state nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Silence {
    pub negation: Vec<String>,
    pub modality: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    standing: String,
    words: Vec<String>,
}

/// A tie and its words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tie {
    /// Empty for a hint, which is no rule.
    #[serde(default)]
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub schema: String,
    pub subject: String,
    pub object: String,
    #[serde(default)]
    pub accuses: bool,
    #[serde(default)]
    pub before: bool,
    #[serde(default)]
    pub swap: bool,
    pub verbs: Sorted,
    #[serde(default)]
    pub needs: Sorted,
    #[serde(default)]
    pub without: Vec<String>,
    /// Words of which one must stand before the verb in its clause: "将行动时间告知…".
    #[serde(default)]
    pub told: Sorted,
    /// Whether all of a list after the verb are meant.
    #[serde(default)]
    pub list: bool,
    /// Whether 将 or 把 may put the object before the verb.
    #[serde(default)]
    pub take: bool,
    /// Whether 对 may put the object before the verb.
    #[serde(default)]
    pub towards: bool,
    /// Whether 向 or 对 may put the object before the verb as well: "向何某勒索".
    #[serde(default)]
    pub either: bool,
    /// Whether the object is the one from whom something is had: "从何某处收取".
    #[serde(default)]
    pub source: bool,
    /// Whether the object stands right beside the verb.
    #[serde(default)]
    pub tight: bool,
    pub from: Vec<String>,
    pub to: Vec<String>,
    #[serde(default)]
    pub set: BTreeMap<String, String>,
}

/// A proceeding and its words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proceeding {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub stage: Option<Standing>,
    pub words: Sorted,
    #[serde(default)]
    pub needs: Sorted,
}

/// Words around figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    pub up: Vec<String>,
    pub down: Vec<String>,
    pub verbs: Sorted,
    pub signs: Vec<String>,
    pub units: Sorted,
    /// Words by which a sentence speaks of crime or of what is done about it.
    pub crime: Vec<String>,
}

/// All lists.
pub(super) struct Words {
    /// Ends of names of bodies, the longest first.
    pub bodies: Vec<(String, Sort)>,
    /// The same by their first character.
    pub bodies_by_first: HashMap<char, Vec<(String, Sort)>>,
    pub names: Inside,
    pub offices: Sorted,
    pub titles: Sorted,
    pub kin: Sorted,
    pub groups: Sorted,
    /// Gangs known by name.
    pub gangs: Sorted,
    pub campaigns: Campaigns,
    pub voices: Voices,
    pub silence: Silence,
    pub cues: Vec<(Standing, Vec<String>)>,
    pub ties: Vec<Tie>,
    /// Words that only hint at a tie: candidates come of them, and no tie.
    pub hints: Vec<Tie>,
    pub proceedings: Vec<Proceeding>,
    /// Proceedings that are only offered.
    pub offers: Vec<Proceeding>,
    pub figures: Figures,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/chinese.toml")).expect("the crate's own data file, read by its tests");
    let mut bodies: Vec<(String, Sort)> = file
        .bodies
        .into_iter()
        .flat_map(|(sort, ends)| {
            let sort = Sort::parse(&sort).unwrap_or(Sort::Unknown);
            ends.into_iter().map(move |end| (end, sort))
        })
        .collect();
    bodies.sort_by_key(|(end, _)| std::cmp::Reverse(end.len()));
    let mut bodies_by_first: HashMap<char, Vec<(String, Sort)>> = HashMap::new();
    for (end, sort) in &bodies {
        if let Some(first) = end.chars().next() {
            bodies_by_first.entry(first).or_default().push((end.clone(), *sort));
        }
    }
    let deputies: Vec<String> = file.offices.power.iter().map(|office| format!("副{office}")).collect();
    let offices =
        file.offices.power.into_iter().chain(deputies).chain(file.offices.work).collect::<Vec<String>>().into();
    Words {
        bodies,
        bodies_by_first,
        names: file.words,
        offices,
        titles: file.titles.words,
        kin: file.kin.words,
        groups: file.groups.words,
        gangs: file.gangs.words,
        campaigns: file.campaigns,
        voices: file.voices,
        silence: file.silence,
        cues: file
            .cue
            .into_iter()
            .map(|cue| (cue.standing.parse().expect("the crate's own data file names known standings"), cue.words))
            .collect(),
        ties: file.tie,
        hints: file.hint,
        proceedings: file.proceeding,
        offers: file.offer,
        figures: file.figures,
    }
});

impl Words {
    /// The lists.
    pub fn get() -> &'static Self {
        &WORDS
    }
}
