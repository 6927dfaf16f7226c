//! A citation on a terminal: the words, and where they stand.

use umbra_find::Citation;

use crate::page::{self, FAINT, styled};

/// The quote, in at most three lines, and below it where it stands and who says so.
pub fn block(citation: &Citation, indent: usize) -> String {
    let width = page::width().saturating_sub(indent + 2);
    let quote = page::wrapped(&format!("“{}”", citation.quote), width, indent + 1, 3);
    let margin = " ".repeat(indent);
    format!("{margin}{quote}\n{margin}{}\n", styled(FAINT, page::cut(&place(citation), width)))
}

/// Where it stands, on one line: source, date, place, and who says so if it is not the source itself.
pub fn place(citation: &Citation) -> String {
    let mut place = match &citation.publisher {
        Some(publisher) => format!("{publisher}, "),
        None => String::new(),
    };
    if let Some(date) = citation.published {
        place.push_str(&format!("{date}, "));
    }
    place.push_str(&format!("{}, {}", citation.path, citation.place));
    if !citation.attribution.is_own_voice() {
        place.push_str(&format!("; according to {}", citation.attribution));
    }
    place
}
