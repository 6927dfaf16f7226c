//! A written report as a PDF file: its text in lines, its drawings as lines and dots.

use super::{BlockState, Composed, Inline, Piece, Prose, ShownBlock};
use crate::dossier::TextPage;
use crate::sheet::{COLUMNS, Segment, sheets};
use crate::words;

/// A written report as a PDF file, A4, set as [`dossier_pdf`](crate::dossier_pdf) is. The same report gives the same bytes.
pub fn written_pdf(report: &Composed, by: &str, head: Option<&str>, romanise: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut page = TextPage::new(COLUMNS);
    let mut segments: Vec<Segment<'_>> = Vec::new();
    page.heading(&report.title, '=');
    page.line(0, by);
    page.line(0, "Leads, not verdicts: check each sentence in its source before you rely on it.");
    if let Some(says) = report.doubt() {
        page.line(0, &says);
    }
    for piece in &report.pieces {
        match piece {
            Piece::Text { prose } => prose.iter().for_each(|one| write_prose(&mut page, one)),
            Piece::Block(block) => write_block(&mut page, &mut segments, block),
        }
    }
    page.footnotes(&report.footnotes);
    segments.push(Segment::Text(page.take()));
    sheets(&report.title, "Umbra report", &segments, head, romanise)
}

fn text_of(words: &[Inline]) -> String {
    words.iter().map(|inline| inline.text.as_str()).collect()
}

fn write_prose(page: &mut TextPage, prose: &Prose) {
    match prose {
        Prose::Heading { level, words } => {
            page.space();
            page.heading(&text_of(words), if *level == 1 { '=' } else { '-' });
        }
        Prose::Paragraph { words } => {
            page.space();
            page.line(0, &text_of(words));
        }
        Prose::Quotation { words } => {
            page.space();
            page.line(4, &text_of(words));
        }
        Prose::List { is_numbered, points } => {
            page.space();
            for (number, point) in (1..).zip(points) {
                let mark = if *is_numbered { format!("  {number}. ") } else { "  - ".to_owned() };
                page.hanging(&mark, &text_of(point));
            }
        }
    }
}

fn write_block<'b>(page: &mut TextPage, segments: &mut Vec<Segment<'b>>, block: &'b ShownBlock) {
    page.space();
    page.heading(&block.title, '-');
    let assessed = if block.is_assessment { ", assessment" } else { "" };
    page.line(0, &format!("{}{assessed}", words::capitalised(block.sort)));
    match &block.state {
        BlockState::AsSeen => {}
        BlockState::Changed { says } => {
            page.line(0, &format!("{}: {}.", words::capitalised(&block.since()), says.join("; ")));
        }
        BlockState::Gone { why } => page.line(0, &format!("What stood here is gone: {why}.")),
    }
    if let Some(sketch) = &block.sketch {
        segments.push(Segment::Text(page.take()));
        segments.push(Segment::Drawing(sketch));
    }
    for line in &block.lines {
        let standing = line.standing.map(|standing| format!("[{}] ", words::standing(standing))).unwrap_or_default();
        let assessed = if line.is_assessment { "(assessment) " } else { "" };
        let new = if line.is_new { "(new) " } else { "" };
        let more = if line.more > 0 { format!(" +{}", line.more) } else { String::new() };
        let numbers: Vec<String> = line.notes.iter().map(ToString::to_string).collect();
        let notes = if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) };
        let lead = ["", "  - ", "      - "][usize::from(line.level.min(2))];
        page.hanging(lead, &format!("{standing}{assessed}{new}{}{notes}{more}", line.text));
    }
    if block.left_out > 0 {
        page.line(0, &words::count(block.left_out, "line more is not shown.", "lines more are not shown."));
    }
    for caveat in &block.caveats {
        page.hanging("  Mind: ", caveat);
    }
    for note in &block.noted {
        page.hanging("  Note, no source: ", note);
    }
}
