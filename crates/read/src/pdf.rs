//! PDF files with a text layer.
//!
//! Pages are read one by one, in a process of its own where the caller offers one ([`Options::pdf_worker`]). A page is
//! text in the order of the file: lines end with a line break, a wider gap gives an empty line. Ligatures become their
//! letters. Pages are parted by a line break and a form feed.

mod fonts;
mod layout;
mod pages;
mod process;

use crate::document::{Extracted, Metadata, Refusal};
use crate::{Options, leading_lines};
use pages::Pages;
pub use process::pdf_worker;

/// Parts of unreadable characters from which on a reader is warned: one in fifty.
const TOO_MANY_UNREADABLE: usize = 50;

/// Takes the text out of a PDF.
pub(crate) fn extract(bytes: Vec<u8>, options: &Options) -> Result<Extracted, Refusal> {
    let pages = process::read(bytes, options)?;
    assemble(pages)
}

fn assemble(found: Pages) -> Result<Extracted, Refusal> {
    let Pages { pages, title, mut notes, unmapped, failed } = found;
    let count = pages.len();
    if pages.iter().all(|page| page.trim().is_empty()) {
        return Err(if unmapped > 0 || failed > 0 {
            format!(
                "None of its {count} pages can be read, since its fonts or its structure are not known here: print it to a new PDF, or use character recognition (OCR)."
            )
        } else {
            format!("It has no text layer: its {count} pages are pictures. It needs character recognition (OCR) first.")
        });
    }
    let empty: Vec<String> = pages
        .iter()
        .zip(1..)
        .filter(|(page, _)| page.trim().is_empty())
        .map(|(_, number)| number.to_string())
        .collect();
    if !empty.is_empty() {
        let shown = empty[..empty.len().min(10)].join(", ");
        let more = if empty.len() > 10 { ", ..." } else { "" };
        notes.push(format!(
            "{} of its {} pages have no text ({shown}{more}); pictures of text need OCR.",
            empty.len(),
            count
        ));
    }
    let (mut text, mut starts) = (String::new(), Vec::with_capacity(pages.len()));
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            text.push_str("\n\u{C}");
        }
        starts.push(text.len());
        text.push_str(page.trim());
    }
    let characters = text.chars().count() + unmapped;
    let is_riddle = |c: &char| *c == char::REPLACEMENT_CHARACTER || ('\u{E000}'..='\u{F8FF}').contains(c);
    let unreadable = text.chars().filter(is_riddle).count() + unmapped;
    if unreadable * TOO_MANY_UNREADABLE > characters {
        notes.push(format!(
            "{unreadable} of its {characters} characters can't be read, since its fonts do not say what they stand for: compare the text with the pages."
        ));
    }
    let metadata = Metadata { title, ..Metadata::default() }
        .or(leading_lines::read(pages.iter().find(|p| !p.trim().is_empty()).map_or("", |p| p.trim()), false));
    Ok(Extracted { text, pages: starts, metadata, notes, ..Extracted::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(pages: &[&str]) -> Pages {
        Pages { pages: pages.iter().map(|page| (*page).to_owned()).collect(), ..Pages::default() }
    }

    #[test]
    fn pages_are_kept_as_positions() {
        let extracted = assemble(pages(&["One.\n", "", "Two."])).unwrap();
        assert_eq!(extracted.text, "One.\n\u{C}\n\u{C}Two.");
        assert_eq!(extracted.pages, [0, 6, 8]);
        assert!(extracted.notes[0].contains("1 of its 3 pages"), "{:?}", extracted.notes);
    }

    #[test]
    fn unknown_fonts_are_not_taken_for_pictures() {
        let reason = assemble(Pages { unmapped: 40, ..pages(&[""]) }).unwrap_err();
        assert!(reason.contains("fonts"), "{reason}");
        let extracted = assemble(Pages { unmapped: 40, ..pages(&["some text"]) }).unwrap();
        assert!(extracted.notes[0].contains("40 of its 49 characters"), "{:?}", extracted.notes);
    }

    #[test]
    fn pictures_are_refused_and_riddles_noted() {
        assert!(assemble(pages(&["", " "])).unwrap_err().contains("OCR"));
        let extracted = assemble(pages(&["a\u{FFFD}\u{E001}b"])).unwrap();
        assert!(extracted.notes[0].contains("2 of its 4 characters"), "{:?}", extracted.notes);
    }
}
