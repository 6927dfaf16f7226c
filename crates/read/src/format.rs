//! What kind of file it is: by its content first, by its name second.

use crate::encoding;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Html,
    Csv,
    Entities,
    Statements,
    Pdf,
    Docx,
    Mail,
    Gzip,
    Zip,
}

impl Format {
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Csv,
        Self::Entities,
        Self::Statements,
        Self::Pdf,
        Self::Docx,
        Self::Mail,
        Self::Gzip,
        Self::Zip,
    ];

    /// The media type under which sources of the format are kept.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Csv => "text/csv",
            // As Aleph and OpenSanctions serve them.
            Self::Entities => "application/json+ftm",
            Self::Statements => "text/csv+ftm-statements",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Mail => "message/rfc822",
            Self::Gzip => "application/gzip",
            Self::Zip => "application/zip",
        }
    }

    pub fn from_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.media_type() == media_type)
    }

    /// Whether a file of the format is read in a stream, so that its size is no matter of memory.
    pub fn is_streamed(self) -> bool {
        matches!(self, Self::Csv | Self::Entities | Self::Statements | Self::Gzip | Self::Zip)
    }
}

/// Formats that are told but not read, and what to do about them.
const UNREAD: &[(&[u8], usize, &str)] = &[
    (
        b"SQLite format 3\0",
        0,
        "It is a database (SQLite), perhaps a case file: a case is opened, not read; export the tables of any other database as CSV.",
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        0,
        "It is an Office file of the form before 2007, or an Outlook message, which are not read: save it as DOCX, CSV, EML or PDF.",
    ),
    (b"{\\rtf", 0, "It is Rich Text, which is not yet read: save it as DOCX or PDF."),
    (
        b"\x89PNG",
        0,
        "It is an image: it needs character recognition (OCR), which is not part of this program; pass a PDF with a text layer.",
    ),
    (
        b"\xFF\xD8\xFF",
        0,
        "It is an image: it needs character recognition (OCR), which is not part of this program; pass a PDF with a text layer.",
    ),
    (
        b"GIF8",
        0,
        "It is an image: it needs character recognition (OCR), which is not part of this program; pass a PDF with a text layer.",
    ),
    (
        b"II*\0",
        0,
        "It is an image: it needs character recognition (OCR), which is not part of this program; pass a PDF with a text layer.",
    ),
    (
        b"MM\0*",
        0,
        "It is an image: it needs character recognition (OCR), which is not part of this program; pass a PDF with a text layer.",
    ),
    (
        b"WEBP",
        8,
        "It is an image: it needs character recognition (OCR), which is not part of this program; pass a PDF with a text layer.",
    ),
    (b"WAVE", 8, "It is a sound: write down what is said and pass that."),
    (b"ID3", 0, "It is a sound: write down what is said and pass that."),
    (b"OggS", 0, "It is a sound or film: write down what is said and pass that."),
    (b"ftyp", 4, "It is a film or sound: write down what is said and pass that."),
    (b"\x1A\x45\xDF\xA3", 0, "It is a film: write down what is said and pass that."),
    (b"7z\xBC\xAF\x27\x1C", 0, "It is a 7z archive, which is not read: unpack it, or pack it as zip."),
    (b"Rar!\x1A\x07", 0, "It is a RAR archive, which is not read: unpack it, or pack it as zip."),
    (b"BZh", 0, "It is packed with bzip2, which is not read: unpack it first."),
    (b"\xFD7zXZ\0", 0, "It is packed with xz, which is not read: unpack it first."),
    (b"\x28\xB5\x2F\xFD", 0, "It is packed with zstd, which is not read: unpack it first."),
    (b"ustar", 257, "It is a tar archive, which is not yet read: unpack it, or pack it as zip."),
    (b"PAR1", 0, "It is a Parquet file, which is not yet read: export it as CSV."),
    (b"\x7FELF", 0, "It is a program."),
    (b"MZ\x90", 0, "It is a program."),
];

/// The extension of a path, in small letters: `csv`.
pub(crate) fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// Tells how to read a file from its first bytes (64 KiB are enough) and its path, or why it is not read.
pub(crate) fn detect(head: &[u8], path: &str) -> Result<Format, String> {
    if head.is_empty() {
        return Err("It is empty.".to_owned());
    }
    if memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
        return if is_own_report(head) { Err(OWN.to_owned()) } else { Ok(Format::Pdf) };
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return match zipped(head, path) {
            Ok(Format::Docx) if is_own_report(head) => Err(OWN.to_owned()),
            told => told,
        };
    }
    if head.starts_with(&[0x1F, 0x8B]) {
        return Ok(Format::Gzip);
    }
    for (magic, at, reason) in UNREAD {
        if head.get(*at..).is_some_and(|rest| rest.starts_with(magic)) {
            return Err((*reason).to_owned());
        }
    }
    if let Some(reason) = encoding::not_text(head) {
        return Err(reason);
    }
    if is_mailbox(head) {
        return Err("It is a mailbox of several mails, which is not yet read: export each mail as EML.".to_owned());
    }
    match written(head, path) {
        Format::Html | Format::Markdown | Format::Text if is_own_report(head) => Err(OWN.to_owned()),
        format => Ok(format),
    }
}

const OWN: &str =
    "It is a report that this program wrote, not a source: what stands in it comes from the sources named there.";

/// Our pages and dossiers name the program in their first lines. Read as sources, they would seem to confirm what they only repeat.
fn is_own_report(head: &[u8]) -> bool {
    let marks = [
        &br#"<meta name="generator" content="Umbra "#[..],
        b"\n%Umbra dossier\n",
        b"\n%Umbra report\n",
        b"<!-- Umbra dossier -->",
        b"<!-- Umbra report -->",
        // Of a Word document, whose first member is not packed.
        b"<Application>Umbra</Application>",
    ];
    marks.iter().any(|mark| memchr::memmem::find(&head[..head.len().min(4096)], mark).is_some())
}

/// Office files are zip archives; their first member or their name tells them.
fn zipped(head: &[u8], path: &str) -> Result<Format, String> {
    let extension = extension(path);
    let office = |member: &[u8]| memchr::memmem::find(head, member).is_some();
    match extension.as_str() {
        "docx" | "docm" | "dotx" => Ok(Format::Docx),
        "zip" => Ok(Format::Zip),
        "xlsx" | "xlsm" => Err("It is an Excel workbook, which is not yet read: save each sheet as CSV.".to_owned()),
        "ods" => Err("It is an OpenDocument sheet, which is not yet read: save each sheet as CSV.".to_owned()),
        "odt" => Err("It is an OpenDocument text, which is not yet read: save it as DOCX or PDF.".to_owned()),
        "pptx" | "odp" => Err("It is a slide show, which is not yet read: save it as PDF.".to_owned()),
        "epub" => Err("It is an e-book (EPUB), which is not yet read: save it as HTML or PDF.".to_owned()),
        "jar" | "apk" => Err("It is a program.".to_owned()),
        _ if office(b"word/") => Ok(Format::Docx),
        _ if office(b"xl/") => {
            Err("It is an Excel workbook, which is not yet read: save each sheet as CSV.".to_owned())
        }
        _ => Ok(Format::Zip),
    }
}

/// Tells kinds of text apart.
fn written(head: &[u8], path: &str) -> Format {
    let extension = extension(path);
    let (charset, mark) = encoding::detect(head, None);
    let (text, _) = charset.decode_without_bom_handling(&head[mark..]);
    let text = text.trim_start();
    if is_entity_line(text) {
        return Format::Entities;
    }
    let start: String = text.chars().take(1024).collect::<String>().to_ascii_lowercase();
    let starts_html = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag));
    let declares_html = start.starts_with("<?xml") || start.starts_with("<!--") || start.starts_with("<!doctype");
    if starts_html || (declares_html && start.contains("<html")) {
        return Format::Html;
    }
    if is_mail(text, extension == "eml") {
        return Format::Mail;
    }
    match extension.as_str() {
        "html" | "htm" | "xhtml" | "shtml" | "php" | "asp" | "aspx" | "jsp" if start.contains('<') => Format::Html,
        "csv" | "tsv" | "tab" | "psv" if is_statement_header(text) => Format::Statements,
        "csv" | "tsv" | "tab" | "psv" => Format::Csv,
        "md" | "markdown" | "mkd" => Format::Markdown,
        _ => Format::Text,
    }
}

/// The first line is an entity: a JSON object with an id, a schema and properties. A line that the sample cuts off
/// is judged by its keys.
fn is_entity_line(text: &str) -> bool {
    if !text.starts_with('{') {
        return false;
    }
    let line = text.lines().next().unwrap_or_default();
    match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line) {
        Ok(object) => object.contains_key("schema") && (object.contains_key("properties") || object.contains_key("id")),
        Err(error) => error.is_eof() && ["\"schema\"", "\"properties\"", "\"id\""].iter().all(|key| line.contains(key)),
    }
}

fn is_statement_header(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let names: Vec<&str> = header.split(',').map(|name| name.trim().trim_matches('"')).collect();
    ["entity_id", "prop", "schema", "value"].iter().all(|name| names.contains(name))
}

/// A mailbox begins with a line "From " over the header lines of its first mail.
fn is_mailbox(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    text.starts_with("From ") && text.split_once('\n').is_some_and(|(_, rest)| is_mail(rest, true))
}

/// A mail begins with header lines, some of which only mail programs write.
fn is_mail(text: &str, named_so: bool) -> bool {
    let certain =
        ["message-id", "mime-version", "received", "return-path", "delivered-to", "x-mailer", "dkim-signature"];
    let usual = ["from", "to", "subject", "date", "cc", "sender", "reply-to"];
    let (mut seen_certain, mut seen_usual) = (0, 0);
    for (number, line) in text.lines().take(200).enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && number > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':').filter(|(name, _)| name.bytes().all(|b| b.is_ascii_graphic()))
        else {
            return false;
        };
        let name = name.to_ascii_lowercase();
        seen_certain += u32::from(certain.contains(&name.as_str()));
        seen_usual += u32::from(usual.contains(&name.as_str()));
    }
    seen_usual >= 1 && (seen_certain >= 1 || named_so)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, path: &str, format: Format) {
        assert_eq!(detect(head.as_bytes(), path), Ok(format), "{path}: {head}");
    }

    #[test]
    fn content_comes_before_the_name() {
        check("<!DOCTYPE html><p>Not found", "register.csv", Format::Html);
        check("%PDF-1.4\n", "scan.txt", Format::Pdf);
        check("{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n", "people.txt", Format::Entities);
        check("canonical_id,entity_id,prop,prop_type,schema,value\n", "x.csv", Format::Statements);
        check("Message-ID: <1@x>\nFrom: a@x\n\nHello", "1.txt", Format::Mail);
    }

    #[test]
    fn the_name_decides_between_kinds_of_text() {
        check("a,b\n1,2\n", "a.csv", Format::Csv);
        check("a,b\n1,2\n", "a.txt", Format::Text);
        check("# A", "a.md", Format::Markdown);
        check("<p>A", "a.html", Format::Html);
        check("From: the sea\n\nSubject to weather", "poem.txt", Format::Text);
        check("{\"a\": 1}", "a.json", Format::Text);
    }

    #[test]
    fn unread_formats_say_what_to_do() {
        let reason = |head: &[u8], path: &str| detect(head, path).unwrap_err();
        assert!(reason(b"PK\x03\x04", "a.xlsx").contains("save each sheet as CSV"));
        assert!(reason(b"\x89PNG\r\n", "a.png").contains("OCR"));
        assert!(reason(&[0; 100], "zeros").contains("zero bytes"));
        assert!(reason(b"From a@x Mon Feb 1\nFrom: a@x\nSubject: s\n\nx", "all.mbox").contains("mailbox"));
        assert!(reason(b"", "a.txt").contains("empty"));
    }

    #[test]
    fn our_own_reports_are_no_sources() {
        let page = |generator: &str| {
            format!(
                "<!doctype html>\n<html><head><meta name=\"generator\" content=\"{generator}\"></head><p>Raid</p></html>"
            )
        };
        let refused = detect(page("Umbra 0.1.0").as_bytes(), "case.html").unwrap_err();
        assert!(refused.starts_with("It is a report that this program wrote"), "{refused}");
        check(&page("Umbraco"), "a.html", Format::Html);
        let own = |head: &str, name: &str| detect(head.as_bytes(), name).is_err_and(|reason| reason == refused);
        assert!(own("%PDF-1.7\n%Umbra dossier\n", "a.pdf") && own("<!-- Umbra dossier -->\n\n# Ann Lee\n", "a.md"));
        assert!(own("%PDF-1.7\n%Umbra report\n", "a.pdf") && own("<!-- Umbra report -->\n\n# Ann Lee\n", "a.md"));
        assert!(own("PK\x03\x04docProps/app.xml<Application>Umbra</Application>word/", "a.docx"));
        check("PK\x03\x04docProps/app.xml<Application>Other</Application>word/", "a.docx", Format::Docx);
        check("%PDF-1.7\n%x\n", "a.pdf", Format::Pdf);
    }

    #[test]
    fn media_types_are_one_to_one() {
        for format in Format::ALL {
            assert_eq!(Format::from_media_type(format.media_type()), Some(format));
        }
    }
}
