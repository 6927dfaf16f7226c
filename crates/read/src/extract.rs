//! A document's bytes into its text.

use umbra_model::{SourceId, Text};

use crate::document::{Extracted, Refusal};
use crate::format::Format;
use crate::limits::size;
use crate::{Options, ReadError, docx, encoding, html, leading_lines, mail, pdf};

/// Takes the text out of a document that is held in memory.
pub(crate) fn extract(format: Format, bytes: Vec<u8>, options: &Options) -> Result<Extracted, Refusal> {
    let extracted = match format {
        Format::Html => {
            let extracted = html::extract(bytes);
            if extracted.text.is_empty() {
                return Err(
                    "It shows no text unless its scripts are run: save the page from a browser, or print it to PDF."
                        .to_owned(),
                );
            }
            extracted
        }
        Format::Pdf => pdf::extract(bytes, options)?,
        Format::Docx => docx::extract(&bytes, &options.limits)?,
        Format::Mail => mail::extract_mail(&bytes)?.0,
        _ => plain(bytes, format == Format::Markdown)?,
    };
    checked(extracted, options)
}

/// Refuses a text that is too long.
pub(crate) fn checked(extracted: Extracted, options: &Options) -> Result<Extracted, Refusal> {
    if extracted.text.len() as u64 > options.limits.max_text_bytes {
        let (found, allowed) = (size(extracted.text.len() as u64), size(options.limits.max_text_bytes));
        return Err(format!("Its text has {found}, over the limit of {allowed}: split it, or raise the limit."));
    }
    Ok(extracted)
}

fn plain(bytes: Vec<u8>, markdown: bool) -> Result<Extracted, Refusal> {
    if let Some(reason) = encoding::not_text(&bytes) {
        return Err(reason);
    }
    let decoded = encoding::decode(bytes, None);
    if decoded.text.trim().is_empty() {
        return Err("It holds nothing but white space.".to_owned());
    }
    let metadata = leading_lines::read(&decoded.text, markdown);
    Ok(Extracted {
        metadata,
        encoding: Some(decoded.encoding.name()),
        notes: decoded.notes,
        text: decoded.text,
        ..Extracted::default()
    })
}

/// Extracts the text of a source again, to verify what was stored: the same bytes give the same text, in the same
/// version of this crate. `media_type` is that of the [`Source`](umbra_model::Source).
///
/// A table's text is the table as it was written.
///
/// # Errors
/// [`ReadError::Unreadable`] when the media type has no text or the bytes are not of it.
pub fn text_again(bytes: &[u8], media_type: &str, options: &Options) -> Result<Text, ReadError> {
    let wrong = |reason: String| ReadError::Unreadable { media_type: media_type.to_owned(), reason };
    let format = match Format::from_media_type(media_type) {
        None | Some(Format::Entities | Format::Statements | Format::Gzip | Format::Zip) => {
            return Err(wrong("sources of this kind have no text of their own".to_owned()));
        }
        Some(format) => format,
    };
    let extracted = extract(format, bytes.to_vec(), options).map_err(wrong)?;
    Ok(Text::new(SourceId::of(bytes), extracted.text, extracted.pages))
}
