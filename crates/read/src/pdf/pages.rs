//! The pages of a PDF, as texts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, Object, output_doc_page};
use serde::{Deserialize, Serialize};

use super::{fonts, layout::PageText};

/// What is in a PDF.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Pages {
    pub pages: Vec<String>,
    pub title: Option<String>,
    pub notes: Vec<String>,
    /// Characters that were drawn but whose fonts do not say what they stand for.
    pub unmapped: usize,
    /// Pages that could not be read whole.
    pub failed: usize,
}

/// Reads the pages. A page that the library can't take is left empty and noted; the library panics where others would
/// give an error, so that each page is guarded.
pub(super) fn read(bytes: &[u8], max_pages: usize) -> Result<Pages, String> {
    let loaded = catch_unwind(|| Document::load_mem(bytes)).map_err(|_| damaged("its structure makes no sense"))?;
    let mut document = loaded.map_err(|error| damaged(&error.to_string()))?;
    if document.is_encrypted() {
        let decrypted = catch_unwind(AssertUnwindSafe(|| document.decrypt("").is_ok()));
        if !matches!(decrypted, Ok(true)) {
            return Err("It is encrypted: open it with its password and save it without one.".to_owned());
        }
    }
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(damaged("it has no pages"));
    }
    if numbers.len() > max_pages {
        return Err(format!("It has {} pages, over the limit of {max_pages}: split it.", numbers.len()));
    }
    if catch_unwind(AssertUnwindSafe(|| fonts::make_readable(&mut document))).is_err() {
        return Err(damaged("its fonts make no sense"));
    }
    let mut found = Pages { title: title(&document), ..Pages::default() };
    let mut failed = Vec::new();
    for number in numbers {
        let page = catch_unwind(AssertUnwindSafe(|| {
            let mut page = PageText::default();
            // What a page shows before an error is worth having.
            let result = output_doc_page(&document, &mut page, number);
            (page.text(), page.unmapped(), result.is_ok())
        }));
        match page {
            Ok((text, unmapped, whole)) => {
                found.pages.push(text);
                found.unmapped += unmapped;
                failed.extend((!whole).then(|| number.to_string()));
            }
            Err(_) => {
                found.pages.push(String::new());
                failed.push(number.to_string());
            }
        }
    }
    found.failed = failed.len();
    if !failed.is_empty() {
        let first = failed[..failed.len().min(10)].join(", ");
        found.notes.push(format!(
            "{} of its {} pages could not be read whole ({first}): look at them.",
            failed.len(),
            found.pages.len()
        ));
    }
    Ok(found)
}

fn damaged(why: &str) -> String {
    format!("It is a damaged PDF ({why}): open it in a PDF program and save it anew.")
}

/// The title in the document's properties, unless it is one that a program made up.
fn title(document: &Document) -> Option<String> {
    let info =
        document.trailer.get(b"Info").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok()?;
    let title = pdf_extract::decode_text_string(info.get(b"Title").ok()?).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let made_up = lower.starts_with("microsoft ")
        || matches!(lower.as_str(), "untitled" | "(anonymous)" | "(unspecified)")
        || [".doc", ".docx", ".indd", ".qxd", ".rtf", ".pdf", ".tif"].iter().any(|ending| lower.ends_with(ending));
    (!title.is_empty() && !made_up && !title.contains(char::REPLACEMENT_CHARACTER)).then_some(title)
}
