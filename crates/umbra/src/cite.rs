//! A citation on a terminal: the words, and where they stand.

use umbra_find::Citation;

use crate::page::{self, FAINT, styled};

/// The quote, in at most three lines, and below it where it stands and who says so.
pub fn block(citation: &Citation, indent: usize) -> String {
    let width = page::width().saturating_sub(indent + 2);
    let quote = page::wrapped(&format!("“{}”", citation.quote), width, indent + 1, 3);
    let margin = " ".repeat(indent);
    let place = page::wrapped(&place(citation), width, indent + 1, 2);
    format!("{margin}{quote}\n{margin}{}\n", styled(FAINT, place))
}

/// Where it stands, on one line: source, date, place, and who says so if it is not the source itself.
pub fn place(citation: &Citation) -> String {
    in_file(citation, &citation.path)
}

/// Likewise, with the name of the file without its folders.
pub fn short_place(citation: &Citation) -> String {
    in_file(citation, citation.path.rsplit('/').next().unwrap_or(&citation.path))
}

/// The source alone: who says so, who published it and when, or the file.
pub fn short_source(citation: &Citation) -> String {
    let file = citation.path.rsplit('/').next().unwrap_or(&citation.path);
    let source = match (&citation.publisher, citation.published) {
        (Some(publisher), Some(date)) => format!("{publisher}, {date}"),
        (Some(publisher), None) => format!("{publisher}, {file}"),
        (None, _) => format!("{file}, {}", citation.place),
    };
    if citation.attribution.is_own_voice() {
        source
    } else {
        format!("according to {}: {source}", citation.attribution)
    }
}

fn in_file(citation: &Citation, file: &str) -> String {
    let mut place = match &citation.publisher {
        Some(publisher) => format!("{publisher}, "),
        None => String::new(),
    };
    if let Some(date) = citation.published {
        place.push_str(&format!("{date}, "));
    }
    place.push_str(&format!("{file}, {}", citation.place));
    if !citation.attribution.is_own_voice() {
        place.push_str(&format!("; according to {}", citation.attribution));
    }
    place
}
