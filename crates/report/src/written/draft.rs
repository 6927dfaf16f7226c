//! A report before it is kept: what somebody sent or typed, with what its blocks show looked at.

use std::collections::BTreeSet;

use serde::Deserialize;
use umbra_find::Aim;
use umbra_model::EntityId;

use super::{Block, Material, Reference, Seen, WrittenPart, WrittenReport, look_at};

/// A part of a draft: a text, or what a block shows.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct DraftPart {
    /// The text.
    #[serde(default)]
    pub text: Option<String>,
    /// What the block shows.
    #[serde(default)]
    pub shows: Option<Reference>,
    /// The block's number, if it stood in an earlier version.
    #[serde(default)]
    pub number: Option<u32>,
    /// Whether somebody has looked at what it shows now.
    #[serde(default)]
    pub again: bool,
}

/// Makes the report that is kept of a draft. `earlier` are its earlier versions, the oldest first: a block that stood in one of them keeps what
/// was seen in it, unless somebody has looked again; what a new one shows is looked at now, by whom and when.
///
/// # Errors
/// A sentence, when a new block has nothing to show.
pub fn drafted(
    title: &str,
    draft: Vec<DraftPart>,
    earlier: &[WrittenReport],
    material: &Material<'_>,
    by: &str,
    at: &str,
) -> Result<WrittenReport, String> {
    let mut known: Vec<&Block> = Vec::new();
    for part in earlier.iter().rev().flat_map(|report| &report.parts) {
        if let WrittenPart::Block(block) = part
            && !known.iter().any(|known| known.number == block.number && known.shows == block.shows)
        {
            known.push(block);
        }
    }
    let numbers = draft.iter().filter_map(|part| part.number).chain(known.iter().map(|block| block.number));
    let mut next = numbers.max().unwrap_or(0).saturating_add(1);
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    let mut parts = Vec::new();
    for part in draft {
        let Some(shows) = part.shows else {
            parts.push(WrittenPart::Text { text: part.text.unwrap_or_default() });
            continue;
        };
        let number = part.number.filter(|number| !taken.contains(number)).unwrap_or_else(|| {
            next = next.saturating_add(1);
            next - 1
        });
        taken.insert(number);
        let before = known.iter().find(|block| block.number == number && block.shows == shows);
        let seen: Option<Seen> = match before.filter(|_| !part.again) {
            Some(block) => block.seen.clone(),
            None => Some(look_at(material, &shows, by, at)?),
        };
        parts.push(WrittenPart::Block(Block { number, shows, seen }));
    }
    Ok(WrittenReport { title: title.trim().to_owned(), parts })
}

/// A report as it is typed in an editor: its title is the first line that begins with `# `, a line like `[[dossier: Ann Lee]]` is a block, all else
/// is text. `meant` finds whom a name means. Gives the title and the parts.
///
/// Blocks are `umbrella: GROUP`, `tie: ID`, `figure: ID`, `dossier: NAME`, `picture` or `picture: NAME`, `break` or `break: NAME`, and
/// `money: PAYER -> PAYEE`.
///
/// # Errors
/// A sentence with the line, when there is no title or a block can't be understood.
pub fn typed(
    text: &str,
    meant: &mut dyn FnMut(&str) -> Result<EntityId, String>,
) -> Result<(String, Vec<DraftPart>), String> {
    let mut title: Option<String> = None;
    let mut parts: Vec<DraftPart> = Vec::new();
    let mut words = String::new();
    let close = |words: &mut String, parts: &mut Vec<DraftPart>| {
        if !words.trim().is_empty() {
            parts.push(DraftPart { text: Some(words.trim().to_owned()), ..DraftPart::default() });
        }
        words.clear();
    };
    for (number, line) in (1..).zip(text.lines()) {
        let bare = line.trim();
        if let Some(heading) = bare.strip_prefix("# ").filter(|_| title.is_none()) {
            title = Some(heading.trim().to_owned());
        } else if let Some(block) = bare.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            close(&mut words, &mut parts);
            let shows = reference(block, meant).map_err(|why| format!("line {number}, {bare}: {why}"))?;
            parts.push(DraftPart { shows: Some(shows), ..DraftPart::default() });
        } else {
            words.push_str(line);
            words.push('\n');
        }
    }
    close(&mut words, &mut parts);
    let title = title.filter(|title| !title.is_empty());
    Ok((title.ok_or("no line begins with “# ” and gives the title")?, parts))
}

fn reference(block: &str, meant: &mut dyn FnMut(&str) -> Result<EntityId, String>) -> Result<Reference, String> {
    let (kind, what) = block.split_once(':').unwrap_or((block, ""));
    let (kind, what) = (kind.trim(), what.trim());
    let id = |what: &str| EntityId::new(what).map_err(|error| error.to_string());
    let mut whom = |what: &str| if what.is_empty() { Err("whom or what?".to_owned()) } else { meant(what) };
    Ok(match kind {
        "umbrella" => Reference::Umbrella { id: whom(what)? },
        "tie" => Reference::Tie { id: id(what)? },
        "figure" => Reference::Figure { id: id(what)? },
        "dossier" => Reference::Dossier { id: whom(what)? },
        "picture" => {
            let around = if what.is_empty() { None } else { Some(whom(what)?) };
            Reference::Picture { around, most: 30, arrangement: None }
        }
        "break" => {
            let around = if what.is_empty() { None } else { Some(whom(what)?) };
            Reference::Break { around, aim: Aim::default(), most: None }
        }
        "money" => {
            let (from, to) = what.split_once("->").ok_or("write it as [[money: PAYER -> PAYEE]]")?;
            Reference::Money { from: whom(from.trim())?, to: whom(to.trim())? }
        }
        _ => return Err("blocks are umbrella, tie, figure, dossier, picture, break and money".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Vec<DraftPart>), String> {
        typed(text, &mut |name| EntityId::new(name.to_lowercase().replace(' ', "-")).map_err(|error| error.to_string()))
    }

    #[test]
    fn text_and_blocks_are_told_apart() {
        let (title, parts) =
            read("# The quay\n\nWords.\n\n## More\n[[dossier: Ann Lee]]\n[[money: A -> B]]\nEnd [[x]].\n").unwrap();
        assert_eq!(title, "The quay");
        let id = |id: &str| EntityId::new(id).unwrap();
        let kinds: Vec<_> = parts.into_iter().map(|part| (part.text, part.shows)).collect();
        let expected = [
            (Some("Words.\n\n## More".to_owned()), None),
            (None, Some(Reference::Dossier { id: id("ann-lee") })),
            (None, Some(Reference::Money { from: id("a"), to: id("b") })),
            (Some("End [[x]].".to_owned()), None),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn what_can_t_be_understood_is_told_with_its_line() {
        assert!(read("no title").unwrap_err().contains("title"));
        for (block, why) in [("verdict: x", "blocks are"), ("dossier:", "whom"), ("money: a", "PAYER"), ("tie", "id")] {
            let told = read(&format!("# T\n\n[[{block}]]")).unwrap_err();
            assert!(told.starts_with("line 3") && told.contains(why), "{told}");
        }
    }
}
