//! Word documents (Office Open XML).
//!
//! The text is that of the document as it would print, then its footnotes, endnotes and comments. Paragraphs stand apart
//! by an empty line, rows of tables by a line break, cells by a tab. Deleted text of tracked changes and the codes of
//! fields are left out.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use crate::document::{Extracted, Metadata, Refusal};
use crate::limits::size;
use crate::{Limits, encoding, language, leading_lines};

/// The parts that hold text, in the order in which they are read.
const PARTS: [&str; 4] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"];

/// Takes the text out of a Word document.
pub(crate) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, Refusal> {
    let damaged = |error: &dyn std::fmt::Display| {
        format!("It is a damaged Word document ({error}): open it in an office program and save it anew.")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut story = Story::default();
    let mut notes = Vec::new();
    for part in PARTS {
        match read_part(&mut archive, part, limits)? {
            Some(xml) => {
                if let Err(error) = story.read(&xml) {
                    notes.push(format!("Its part {part} is damaged ({error}); what stands before the damage is read."));
                }
                story.end_part();
            }
            None if part == PARTS[0] => return Err(damaged(&"it has no word/document.xml")),
            None => {}
        }
    }
    if story.text.is_empty() {
        return Err("It holds no text; if it holds pictures of text, it needs character recognition (OCR).".to_owned());
    }
    let core =
        read_part(&mut archive, "docProps/core.xml", limits)?.map(|xml| core_properties(&xml)).unwrap_or_default();
    let title = story.title.take().or(core.title);
    let publisher = story.letterhead.take();
    let styled = Metadata { title, publisher, language: core.language, ..Metadata::default() };
    let metadata = styled.or(leading_lines::read(&story.text, false));
    Ok(Extracted { text: story.text, metadata, notes, ..Extracted::default() })
}

fn read_part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Option<String>, Refusal> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let mut xml = Vec::new();
    part.take(limits.max_document_bytes + 1).read_to_end(&mut xml).map_err(|error| {
        format!("Its part {name} can't be unpacked ({error}): open it in an office program and save it anew.")
    })?;
    if xml.len() as u64 > limits.max_document_bytes {
        return Err(format!(
            "Its part {name} unpacks to more than {}, as zip bombs do; it was not read.",
            size(limits.max_document_bytes)
        ));
    }
    Ok(Some(encoding::decode(xml, None).text))
}

/// Text as it is put together.
#[derive(Default)]
struct Story {
    text: String,
    paragraph: String,
    /// The first paragraph styled as title or as the highest heading.
    title: Option<String>,
    /// The one short line over the title: who writes.
    letterhead: Option<String>,
    is_title: bool,
    /// Depth of table cells.
    cells: usize,
    /// Cells of the table row that is being read, by depth of tables.
    rows: Vec<Vec<String>>,
    /// Elements whose content is left out.
    skipped: usize,
    in_text: bool,
}

impl Story {
    fn read(&mut self, xml: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(xml);
        // Malformed documents of lesser programs are read as far as they go.
        reader.config_mut().check_end_names = false;
        loop {
            match reader.read_event()? {
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref());
                }
                Event::End(element) => self.end(element.local_name().as_ref()),
                Event::Text(text) if self.in_text && self.skipped == 0 => {
                    self.paragraph.push_str(&text.xml10_content());
                }
                Event::CData(text) if self.in_text && self.skipped == 0 => {
                    self.paragraph.push_str(&text.xml10_content());
                }
                Event::GeneralRef(reference) if self.in_text && self.skipped == 0 => {
                    self.paragraph.extend(resolve(&reference));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || matches!(name, "Fallback" | "del" | "moveFrom") {
            self.skipped += 1;
            return;
        }
        match name {
            "t" => self.in_text = true,
            "tab" | "ptab" => self.paragraph.push('\t'),
            "br" | "cr" => self.paragraph.push('\n'),
            "noBreakHyphen" => self.paragraph.push('\u{2011}'),
            "pStyle" => {
                self.is_title =
                    style(element).is_some_and(|style| matches!(style.as_str(), "title" | "heading1" | "titel"));
            }
            // A text box opens paragraphs within one.
            "p" => self.end_paragraph(),
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                self.cells += 1;
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => {
                self.end_paragraph();
                self.cells = self.cells.saturating_sub(1);
            }
            "tr" => self.end_row(),
            _ => {}
        }
    }

    /// Ends a paragraph: into the cell that it stands in, or into the text.
    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let paragraph = paragraph.trim();
        let is_title = std::mem::take(&mut self.is_title);
        if paragraph.is_empty() {
            return;
        }
        if let (true, Some(row)) = (self.cells > 0, self.rows.last_mut()) {
            if let Some(cell) = row.last_mut() {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(paragraph);
            }
            return;
        }
        if is_title && self.title.is_none() {
            self.title = Some(paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
            let above = self.text.as_str();
            let is_name =
                !above.is_empty() && above.len() <= 100 && !above.contains('\n') && !above.ends_with(['.', ':', ',']);
            self.letterhead = is_name.then(|| above.to_owned());
        }
        self.append(paragraph, "\n\n");
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let row = row.join("\t");
        if row.trim().is_empty() {
            return;
        }
        match self.rows.last_mut() {
            // A table within a cell becomes part of the cell.
            Some(outer) => match outer.last_mut() {
                Some(cell) => cell.push_str(&row),
                None => outer.push(row),
            },
            None => self.append(&row, "\n"),
        }
    }

    /// Ends what a part that breaks off has left open, so that none of its text is lost.
    fn end_part(&mut self) {
        self.end_paragraph();
        while !self.rows.is_empty() {
            self.end_row();
        }
        (self.cells, self.skipped, self.in_text) = (0, 0, false);
    }

    fn append(&mut self, block: &str, apart: &str) {
        if !self.text.is_empty() {
            let in_table = apart == "\n" && self.last_was_row();
            self.text.push_str(if in_table { "\n" } else { "\n\n" });
        }
        self.text.push_str(block);
    }

    fn last_was_row(&self) -> bool {
        self.text.rsplit("\n\n").next().is_some_and(|block| block.contains('\t'))
    }
}

fn style(element: &BytesStart<'_>) -> Option<String> {
    let value = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(value.value.to_lowercase().replace(' ', ""))
}

fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        // Entities of a document type are never expanded.
        _ => None,
    }
}

/// Title and language in the document's properties.
fn core_properties(xml: &str) -> Metadata {
    let mut reader = Reader::from_str(xml);
    let (mut element, mut title, mut language) = (String::new(), String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        let mut add = |text: &str| match element.as_str() {
            "title" => title.push_str(text),
            "language" => language.push_str(text),
            _ => {}
        };
        match event {
            Event::Start(start) => element = start.local_name().as_ref().to_owned(),
            Event::End(_) => element.clear(),
            Event::Text(text) => add(&text.xml10_content()),
            Event::GeneralRef(reference) => add(&resolve(&reference).map(String::from).unwrap_or_default()),
            Event::Eof => break,
            _ => {}
        }
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Metadata {
        title: (!title.is_empty()).then_some(title),
        language: language::from_tag(&language),
        ..Metadata::default()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, xml) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(xml.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn check(body: &str, text: &str) {
        let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
        let extracted = extract(&docx(&[("word/document.xml", &xml)]), &Limits::default()).unwrap();
        assert_eq!(extracted.text, text, "{body}");
    }

    #[test]
    fn paragraphs_and_tables_become_text() {
        check(
            "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:t xml:space='preserve'> two</w:t></w:r></w:p><w:p/><w:p><w:t>Three &amp; four&#x2013;</w:t></w:p>",
            "One two\n\nThree & four–",
        );
        let row = |a: &str, b: &str| {
            format!(
                "<w:tr><w:tc><w:p><w:t>{a}</w:t></w:p></w:tc><w:tc><w:p><w:t>{b}</w:t></w:p><w:p><w:t>x</w:t></w:p></w:tc></w:tr>"
            )
        };
        check(
            &format!("<w:p><w:t>T</w:t></w:p><w:tbl>{}{}</w:tbl><w:p><w:t>E</w:t></w:p>", row("a", "b"), row("", "d")),
            "T\n\na\tb x\n\td x\n\nE",
        );
        check("<w:p><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:p>", "a\nb\tc");
    }

    #[test]
    fn deleted_text_and_field_codes_are_left_out() {
        check(
            "<w:p><w:del><w:r><w:delText>no</w:delText><w:t>no</w:t></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r></w:ins><w:instrText>PAGE</w:instrText></w:p>",
            "yes",
        );
        check(
            "<w:p><mc:AlternateContent><mc:Choice><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>a</w:t></mc:Fallback></mc:AlternateContent></w:p>",
            "a",
        );
    }

    #[test]
    fn notes_follow_and_properties_are_read() {
        let parts = [
            (
                "word/document.xml",
                "<d><w:p><w:t>The Commission</w:t></w:p><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:t>A notice</w:t></w:p><w:p><w:t>Body.</w:t></w:p></d>",
            ),
            ("word/footnotes.xml", "<f><w:p><w:t>Note.</w:t></w:p></f>"),
            ("docProps/core.xml", "<c><dc:title>Other</dc:title><dc:language>en-GB</dc:language></c>"),
        ];
        let extracted = extract(&docx(&parts), &Limits::default()).unwrap();
        assert_eq!(extracted.text, "The Commission\n\nA notice\n\nBody.\n\nNote.");
        assert_eq!(extracted.metadata.publisher.as_deref(), Some("The Commission"));
        assert_eq!(
            (extracted.metadata.title.as_deref(), extracted.metadata.language.as_deref()),
            (Some("A notice"), Some("eng"))
        );
    }

    #[test]
    fn what_is_broken_is_said() {
        let refusal = |bytes: &[u8]| extract(bytes, &Limits::default()).unwrap_err();
        assert!(refusal(b"PK\x03\x04 nothing").contains("damaged"));
        assert!(refusal(&docx(&[("a", "b")])).contains("document.xml"));
        assert!(refusal(&docx(&[("word/document.xml", "<d/>")])).contains("no text"));
        let cut = docx(&[("word/document.xml", "<d><w:p><w:t>Before</w:t></w:p><w:p a=")]);
        let extracted = extract(&cut, &Limits::default()).unwrap();
        assert_eq!((extracted.text.as_str(), extracted.notes.len()), ("Before", 1));
        let limits = Limits { max_document_bytes: 1000, ..Limits::default() };
        let bomb = docx(&[("word/document.xml", &"x".repeat(5000))]);
        assert!(extract(&bomb, &limits).unwrap_err().contains("zip bomb"));
    }

    #[test]
    fn deep_nesting_costs_nothing() {
        let deep = format!("{}<w:p><w:t>deep</w:t></w:p>", "<w:tbl><w:tr><w:tc>".repeat(50_000));
        let xml = format!("<d>{deep}{}</d>", "</w:tc></w:tr></w:tbl>".repeat(50_000));
        assert_eq!(extract(&docx(&[("word/document.xml", &xml)]), &Limits::default()).unwrap().text, "deep");
    }

    proptest! {
        #[test]
        fn any_xml_is_taken(xml in "(</?w:(p|t|tr|tc|tbl|del|pStyle)( w:val='Title')?/?>|[a-z<>&;]){0,60}") {
            let _ = extract(&docx(&[("word/document.xml", &xml), ("docProps/core.xml", &xml)]), &Limits::default());
        }
    }
}
