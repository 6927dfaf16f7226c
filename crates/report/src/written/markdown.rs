//! A written report as Markdown.

use std::fmt::Write;

use super::{BlockState, Composed, Inline, Piece, Prose, ShownBlock, Style};
use crate::dossier::{escaped, write_markdown_footnotes};
use crate::words;

/// A written report as Markdown (CommonMark, with footnotes as in `[^1]`). What comes from a source or was typed is escaped but for the marks
/// of headings, lists and words that stand out.
pub fn written_markdown(report: &Composed, by: &str) -> String {
    // By this line our own reports are known, and not read as sources.
    let mut out = String::from("<!-- Umbra report -->\n\n");
    let _ = write!(out, "# {}\n\n{}\n\n", escaped(&report.title), escaped(by));
    out.push_str("**Leads, not verdicts:** check each sentence in its source before you rely on it.\n");
    if let Some(says) = report.doubt() {
        let _ = write!(out, "\n**{}**\n", escaped(&says));
    }
    for piece in &report.pieces {
        match piece {
            Piece::Text { prose } => prose.iter().for_each(|one| write_prose(&mut out, one)),
            Piece::Block(block) => write_block(&mut out, block),
        }
    }
    write_markdown_footnotes(&mut out, &report.footnotes);
    out
}

fn write_prose(out: &mut String, prose: &Prose) {
    match prose {
        Prose::Heading { level, words } => {
            let _ = write!(out, "\n{} {}\n", "#".repeat(usize::from(*level) + 1), inlines(words));
        }
        Prose::Paragraph { words } => {
            let _ = write!(out, "\n{}\n", opened(&inlines(words)));
        }
        Prose::Quotation { words } => {
            let _ = write!(out, "\n> {}\n", opened(&inlines(words)));
        }
        Prose::List { is_numbered, points } => {
            out.push('\n');
            for (number, point) in (1..).zip(points) {
                let mark = if *is_numbered { format!("{number}.") } else { "-".to_owned() };
                let _ = writeln!(out, "{mark} {}", opened(&inlines(point)));
            }
        }
    }
}

/// A paragraph that begins with what would make something else of it.
fn opened(text: &str) -> String {
    match text.chars().next() {
        Some('-' | '+' | '>' | '=') => format!("\\{text}"),
        Some(c) if c.is_ascii_digit() => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = text.split_at(digits);
            if rest.starts_with(['.', ')']) { format!("{number}\\{rest}") } else { text.to_owned() }
        }
        _ => text.to_owned(),
    }
}

fn inlines(words: &[Inline]) -> String {
    let mut out = String::new();
    for inline in words {
        // Escaping joins white space, of which the ends part words here.
        let (text, escaped) = (&inline.text, escaped(&inline.text));
        let start = if text.starts_with(char::is_whitespace) { " " } else { "" };
        let end = if text.ends_with(char::is_whitespace) && !escaped.is_empty() { " " } else { "" };
        let mark = match inline.style {
            Style::Plain => "",
            Style::Strong => "**",
            Style::Emphasis => "*",
        };
        let _ = write!(out, "{start}{mark}{escaped}{mark}{end}");
    }
    out.trim().to_owned()
}

fn write_block(out: &mut String, block: &ShownBlock) {
    let assessed = if block.is_assessment { ", assessment" } else { "" };
    let _ = write!(out, "\n---\n\n*{}{assessed}*\n\n**{}**\n\n", block.sort, escaped(&block.title));
    match &block.state {
        BlockState::AsSeen => {}
        BlockState::Changed { says } => {
            let _ =
                write!(out, "**{}: {}.**\n\n", words::capitalised(&escaped(&block.since())), escaped(&says.join("; ")));
        }
        BlockState::Gone { why } => {
            let _ = write!(out, "**What stood here is gone: {}.**\n\n", escaped(why));
        }
    }
    let mut was_heading = true;
    for line in &block.lines {
        if line.level == 0 {
            let _ = write!(out, "{}*{}*\n\n", if was_heading { "" } else { "\n" }, escaped(&line.text));
            was_heading = true;
            continue;
        }
        was_heading = false;
        let indent = if line.level > 1 { "  " } else { "" };
        let standing = line.standing.map(|standing| format!("**{}**: ", words::standing(standing))).unwrap_or_default();
        let assessed = if line.is_assessment { "(assessment) " } else { "" };
        let new = if line.is_new { "(new) " } else { "" };
        let notes: String = line.notes.iter().map(|note| format!("[^{note}]")).collect();
        let more = if line.more > 0 { format!(" (+{})", line.more) } else { String::new() };
        let _ = writeln!(out, "{indent}- {standing}{assessed}{new}{}{notes}{more}", opened(&escaped(&line.text)));
    }
    if block.left_out > 0 {
        let _ =
            write!(out, "\n{}\n", words::count(block.left_out, "line more is not shown.", "lines more are not shown."));
    }
    for caveat in &block.caveats {
        let _ = write!(out, "\nMind: {}\n", escaped(caveat));
    }
    for note in &block.noted {
        let _ = write!(out, "\nNote, no source: {}\n", escaped(note));
    }
    out.push_str("\n---\n");
}
