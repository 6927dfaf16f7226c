//! A written report as a Word document (Office Open XML, ECMA-376), with footnotes that are Word's own.
//!
//! Word numbers footnotes by their first calls, as [`Footnotes`](umbra_find::Footnotes) does, so that the numbers are those of the other
//! formats. A footnote is called once; where it is called for again, a field shows its number and leads there (`NOTEREF`).

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use umbra_find::Footnote;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use self::metafile::{metafile, size};
use super::{BlockState, Composed, Inline, Piece, Prose, ShownBlock, ShownLine, Style};
use crate::dossier::source_of;
use crate::markup::Markup;
use crate::words;
use crate::{ReportError, Sketch};

mod metafile;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// What programs ask of the file, in the order in which they come. By the first, which is not packed, our own reports are known, and not read
/// as sources.
const APP: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
    <Application>Umbra</Application></Properties>";
const TYPES: &str = include_str!("docx/types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document-relations.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");

/// The widest and the highest picture that stands between the margins, with room for its title, in EMU: 360,000 to the centimetre.
const ROOM: (f64, f64) = (6_120_000.0, 5_400_000.0);
/// EMU of a unit of a drawing, 1/96 inch.
const UNIT: f64 = 9_525.0;

/// A written report as a Word document. The same report gives the same bytes. Drawings are pictures of lines and words; the lines of a
/// block say all that its drawing shows.
///
/// # Errors
/// [`ReportError::Write`] when the document is too large to be packed.
pub fn written_docx(report: &Composed, by: &str) -> Result<Vec<u8>, ReportError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts = [
        ("docProps/app.xml", plain, APP.to_owned()),
        ("[Content_Types].xml", packed, TYPES.to_owned()),
        ("_rels/.rels", packed, RELATIONS.to_owned()),
        ("docProps/core.xml", packed, core(report, by)),
        ("word/_rels/document.xml.rels", packed, relations(report)),
        ("word/styles.xml", packed, STYLES.to_owned()),
        ("word/settings.xml", packed, SETTINGS.to_owned()),
        ("word/numbering.xml", packed, numbering(report)),
        ("word/footnotes.xml", packed, footnotes(&report.footnotes)),
        ("word/document.xml", packed, document(report, by)),
    ];
    let failed = |error: zip::result::ZipError| ReportError::Write(std::io::Error::other(error));
    for (name, options, content) in parts {
        archive.start_file(name, options).map_err(failed)?;
        archive.write_all(XML.as_bytes())?;
        archive.write_all(content.as_bytes())?;
    }
    for (number, sketch) in sketches(report).enumerate() {
        archive.start_file(format!("word/media/drawing{}.emf", number + 1), packed).map_err(failed)?;
        archive.write_all(&metafile(sketch))?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

/// The drawings, in the order of their blocks.
fn sketches(report: &Composed) -> impl Iterator<Item = &Sketch> {
    report.pieces.iter().filter_map(|piece| match piece {
        Piece::Text { .. } => None,
        Piece::Block(block) => block.sketch.as_ref(),
    })
}

/// What the document's body names by ids: the files that are always there, and its drawings.
fn relations(report: &Composed) -> String {
    let mut out = Markup::new();
    for number in 1..=sketches(report).count() {
        out.empty(
            "Relationship",
            &[
                ("Id", &format_args!("drawing{number}")),
                ("Type", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"),
                ("Target", &format_args!("media/drawing{number}.emf")),
            ],
        );
    }
    DOCUMENT_RELATIONS.replace("</Relationships>", &format!("{}</Relationships>", out.as_str()))
}

fn core(report: &Composed, by: &str) -> String {
    let mut out = Markup::new();
    out.raw(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
    );
    out.element("dc:title", &[], &report.title).element("dc:creator", &[], by);
    out.raw("</cp:coreProperties>");
    out.as_str().to_owned()
}

/// A numbering of its own for each numbered list, so that each begins with 1.
fn numbering(report: &Composed) -> String {
    let mut out = Markup::new();
    for number in 0..numbered_lists(report) {
        let id = number + 2;
        out.open("w:num", &[("w:numId", &id)]).raw("<w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">");
        out.raw("<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>");
    }
    NUMBERING.replace("<!-- numbered lists -->", out.as_str())
}

fn numbered_lists(report: &Composed) -> usize {
    let prose = report.pieces.iter().flat_map(|piece| match piece {
        Piece::Text { prose } => prose.as_slice(),
        Piece::Block(_) => &[],
    });
    prose.filter(|one| matches!(one, Prose::List { is_numbered: true, .. })).count()
}

fn footnotes(notes: &[Footnote]) -> String {
    let mut out = Markup::new();
    out.raw("<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
        <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>");
    for note in notes {
        let citation = &note.citation;
        out.open("w:footnote", &[("w:id", &note.number)]).raw("<w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>");
        out.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>");
        let standing =
            citation.standing.map(|standing| format!("[{}] ", words::standing(standing))).unwrap_or_default();
        let grade = format!("grade {}{}", citation.reliability, citation.credibility.digit());
        run(
            &mut out,
            "",
            &format!(" {standing}“{}” {}; {grade}; {}", citation.quote, source_of(citation), citation.path),
        );
        out.raw("</w:p></w:footnote>");
    }
    out.raw("</w:footnotes>");
    out.as_str().to_owned()
}

/// The document's body under construction.
struct Body {
    out: Markup,
    /// Footnotes that have been called.
    called: BTreeSet<usize>,
    numbered_lists: usize,
    drawings: usize,
}

fn document(report: &Composed, by: &str) -> String {
    let mut body = Body { out: Markup::new(), called: BTreeSet::new(), numbered_lists: 0, drawings: 0 };
    body.out.raw(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
        xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
        xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
        xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>",
    );
    body.paragraph("Title", &report.title);
    body.paragraph("Subtitle", by);
    body.paragraph(
        "Caution",
        "Leads, not verdicts: check each sentence in its source before you rely on it, and ask the people concerned.",
    );
    if let Some(says) = report.doubt() {
        body.paragraph("Caution", &says);
    }
    for piece in &report.pieces {
        match piece {
            Piece::Text { prose } => prose.iter().for_each(|one| body.prose(one)),
            Piece::Block(block) => body.block(block),
        }
    }
    body.out.raw("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
        <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>\
        </w:sectPr></w:body></w:document>");
    body.out.as_str().to_owned()
}

/// Words in one run; `properties` is one of the literals that say how they look.
fn run(out: &mut Markup, properties: &'static str, text: &str) {
    out.raw("<w:r>");
    if !properties.is_empty() {
        out.raw("<w:rPr>").raw(properties).raw("</w:rPr>");
    }
    out.raw("<w:t xml:space=\"preserve\">").text(text).raw("</w:t></w:r>");
}

const BOLD: &str = "<w:b/>";
const ITALIC: &str = "<w:i/>";

impl Body {
    fn open(&mut self, style: &'static str) {
        self.out.raw("<w:p><w:pPr><w:pStyle w:val=\"").raw(style).raw("\"/></w:pPr>");
    }

    fn close(&mut self) {
        self.out.raw("</w:p>");
    }

    fn paragraph(&mut self, style: &'static str, text: &str) {
        self.open(style);
        run(&mut self.out, "", text);
        self.close();
    }

    fn prose(&mut self, prose: &Prose) {
        match prose {
            Prose::Heading { level, words } => {
                self.open(["Heading1", "Heading2", "Heading3"][usize::from((*level).clamp(1, 3)) - 1]);
                self.inlines(words);
            }
            Prose::Paragraph { words } => {
                self.open("Normal");
                self.inlines(words);
            }
            Prose::Quotation { words } => {
                self.open("Quote");
                self.inlines(words);
            }
            Prose::List { is_numbered, points } => {
                self.numbered_lists += usize::from(*is_numbered);
                let list = if *is_numbered { self.numbered_lists + 1 } else { 1 };
                for (at, point) in points.iter().enumerate() {
                    if at > 0 {
                        self.close();
                    }
                    self.out.raw("<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/>");
                    self.out.empty("w:numId", &[("w:val", &list)]).raw("</w:numPr></w:pPr>");
                    self.inlines(point);
                }
            }
        }
        self.close();
    }

    fn inlines(&mut self, words: &[Inline]) {
        for inline in words {
            let properties = match inline.style {
                Style::Plain => "",
                Style::Strong => BOLD,
                Style::Emphasis => ITALIC,
            };
            run(&mut self.out, properties, &inline.text);
        }
    }

    fn block(&mut self, block: &ShownBlock) {
        self.paragraph("BlockTitle", &block.title);
        let assessed = if block.is_assessment { ", assessment" } else { "" };
        self.paragraph("BlockSort", &format!("{}{assessed}", words::capitalised(block.sort)));
        match &block.state {
            BlockState::AsSeen => {}
            BlockState::Changed { says } => {
                self.paragraph("Caution", &format!("{}: {}.", words::capitalised(&block.since()), says.join("; ")));
            }
            BlockState::Gone { why } => self.paragraph("Caution", &format!("What stood here is gone: {why}.")),
        }
        if let Some(sketch) = &block.sketch {
            self.drawing(sketch);
        }
        block.lines.iter().for_each(|line| self.line(line));
        if block.left_out > 0 {
            let more = words::count(block.left_out, "line more is not shown.", "lines more are not shown.");
            self.paragraph("BlockSort", &more);
        }
        for caveat in &block.caveats {
            self.paragraph("Caution", &format!("Mind: {caveat}"));
        }
        for note in &block.noted {
            self.paragraph("BlockSort", &format!("Note, no source: {note}"));
        }
    }

    /// A picture in a paragraph of its own.
    fn drawing(&mut self, sketch: &Sketch) {
        self.drawings += 1;
        let (width, height) = size(sketch);
        let scale = (ROOM.0 / (width * UNIT)).min(ROOM.1 / (height * UNIT)).min(1.0);
        let [cx, cy] = [width, height].map(|length| (length * UNIT * scale).round() as u64);
        let number = self.drawings;
        let name = format!("drawing{number}");
        self.open("Normal");
        let out = &mut self.out;
        out.raw("<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">");
        out.empty("wp:extent", &[("cx", &cx), ("cy", &cy)]);
        out.empty("wp:docPr", &[("id", &number), ("name", &name), ("descr", &sketch.label)]);
        out.raw("<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>");
        out.empty("pic:cNvPr", &[("id", &number), ("name", &name), ("descr", &sketch.label)]);
        out.raw("<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>").empty("a:blip", &[("r:embed", &name)]);
        out.raw("<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
        out.empty("a:ext", &[("cx", &cx), ("cy", &cy)]);
        out.raw("</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>");
        out.raw("</wp:inline></w:drawing></w:r>");
        self.close();
    }

    fn line(&mut self, line: &ShownLine) {
        self.open(["BlockHeading", "BlockLine", "BlockWithin"][usize::from(line.level.min(2))]);
        if let Some(standing) = line.standing {
            run(&mut self.out, BOLD, &format!("[{}] ", words::standing(standing)));
        }
        if line.is_assessment {
            run(&mut self.out, ITALIC, "assessment: ");
        }
        if line.is_new {
            run(&mut self.out, BOLD, "new: ");
        }
        run(&mut self.out, "", &line.text);
        for (at, note) in line.notes.iter().enumerate() {
            if at > 0 {
                run(&mut self.out, "<w:vertAlign w:val=\"superscript\"/>", ", ");
            }
            self.call(*note);
        }
        if line.more > 0 {
            run(&mut self.out, "<w:vertAlign w:val=\"superscript\"/>", &format!(" +{}", line.more));
        }
        self.close();
    }

    fn call(&mut self, note: usize) {
        let name = format!("_note{note}");
        let out = &mut self.out;
        if self.called.insert(note) {
            out.empty("w:bookmarkStart", &[("w:id", &note), ("w:name", &name)]);
            out.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
            out.empty("w:footnoteReference", &[("w:id", &note)]).raw("</w:r>");
            out.empty("w:bookmarkEnd", &[("w:id", &note)]);
        } else {
            out.open("w:fldSimple", &[("w:instr", &format_args!(" NOTEREF {name} \\f \\h "))]);
            out.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:t>")
                .text(note)
                .raw("</w:t></w:r></w:fldSimple>");
        }
    }
}
