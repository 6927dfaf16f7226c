//! A written report as a page.

use super::{BlockState, Composed, Inline, Piece, Prose, ShownBlock, ShownLine, Style};
use crate::dossier::write_footnotes;
use crate::markup::Markup;
use crate::page::{Frame, write_page};
use crate::sentence::chip;
use crate::words;

/// A written report as one HTML page that asks no network for anything and needs no script. `by` is who wrote it and when, `head` the hash
/// of the case's last log entry.
pub fn written_html(report: &Composed, by: &str, head: Option<&str>) -> String {
    let mut out = Markup::new();
    out.raw("<header class=\"masthead\"><p class=\"kicker\">Report</p><h1><bdi>")
        .text(&report.title)
        .raw("</bdi></h1>");
    out.element("p", &[("class", &"standfirst")], by);
    out.raw("<p class=\"leads\"><strong>Leads, not verdicts:</strong> what stands in a frame is what the case says, with its standing; \
        check each sentence in its source before you rely on it, and ask the people concerned.</p>");
    if let Some(says) = report.doubt() {
        out.element("p", &[("class", &"caution")], says);
    }
    out.raw("</header><main class=\"dossier written\">");
    for piece in &report.pieces {
        match piece {
            Piece::Text { prose } => prose.iter().for_each(|one| write_prose(&mut out, one)),
            Piece::Block(block) => write_block(&mut out, block),
        }
    }
    if !report.footnotes.is_empty() {
        write_footnotes(&mut out, &report.footnotes);
    }
    out.raw("</main>");
    write_page(&Frame { title: &report.title, kind: "report", head, has_script: false }, &out)
}

fn write_prose(out: &mut Markup, prose: &Prose) {
    match prose {
        Prose::Heading { level, words } => {
            let tag = ["h2", "h3", "h4"][usize::from((*level).clamp(1, 3)) - 1];
            out.open(tag, &[("dir", &"auto")]);
            inlines(out, words);
            out.close(tag);
        }
        Prose::Paragraph { words } => {
            out.raw("<p dir=\"auto\">");
            inlines(out, words);
            out.raw("</p>");
        }
        Prose::Quotation { words } => {
            out.raw("<blockquote dir=\"auto\"><p>");
            inlines(out, words);
            out.raw("</p></blockquote>");
        }
        Prose::List { is_numbered, points } => {
            let tag = if *is_numbered { "ol" } else { "ul" };
            out.open(tag, &[]);
            for point in points {
                out.raw("<li dir=\"auto\">");
                inlines(out, point);
                out.raw("</li>");
            }
            out.close(tag);
        }
    }
}

fn inlines(out: &mut Markup, words: &[Inline]) {
    for inline in words {
        match inline.style {
            Style::Plain => out.text(&inline.text),
            Style::Strong => out.element("strong", &[], &inline.text),
            Style::Emphasis => out.element("em", &[], &inline.text),
        };
    }
}

fn write_block(out: &mut Markup, block: &ShownBlock) {
    out.raw("<article class=\"finding block\"><p class=\"quiet\">").text(block.sort);
    if block.is_assessment {
        out.raw(" · <span class=\"assessment\">assessment</span>");
    }
    out.raw("</p><h3>").text(&block.title).raw("</h3>");
    match &block.state {
        BlockState::AsSeen => {}
        BlockState::Changed { says } => {
            out.raw("<p class=\"caution\">")
                .text(words::capitalised(&block.since()))
                .text(": ")
                .text(says.join("; "))
                .raw(".</p>");
        }
        BlockState::Gone { why } => {
            out.raw("<p class=\"caution\">What stood here is gone: ").text(why).raw(".</p>");
        }
    }
    if let Some(sketch) = &block.sketch {
        sketch.draw(out);
    }
    lines(out, &block.lines);
    if block.left_out > 0 {
        let more = words::count(block.left_out, "line more is not shown.", "lines more are not shown.");
        out.element("p", &[("class", &"quiet")], more);
    }
    if !block.caveats.is_empty() {
        out.raw("<ul class=\"caveats\">");
        block.caveats.iter().for_each(|caveat| {
            out.element("li", &[], caveat);
        });
        out.raw("</ul>");
    }
    for note in &block.noted {
        out.raw("<p class=\"quiet\">Note, no source: ").text(note).raw("</p>");
    }
    out.raw("</article>");
}

fn lines(out: &mut Markup, lines: &[ShownLine]) {
    let mut is_open = false;
    for line in lines {
        if line.level == 0 {
            if std::mem::take(&mut is_open) {
                out.raw("</ul>");
            }
            out.element("h4", &[], &line.text);
            continue;
        }
        if !std::mem::replace(&mut is_open, true) {
            out.raw("<ul>");
        }
        out.open("li", &[("class", &if line.level > 1 { "within" } else { "point" }), ("dir", &"auto")]);
        if let Some(standing) = line.standing {
            chip(out, standing);
            out.raw(" ");
        }
        if line.is_assessment {
            out.raw("<span class=\"assessment\">assessment</span> ");
        }
        if line.is_new {
            out.raw("<span class=\"caution\">new</span> ");
        }
        out.text(&line.text).raw("<span class=\"notes\">");
        for note in &line.notes {
            out.open("a", &[("class", &"note"), ("href", &format_args!("#note-{note}"))]).text(note).raw("</a>");
        }
        if line.more > 0 {
            out.element("span", &[("class", &"more")], format_args!("+{}", line.more));
        }
        out.raw("</span></li>");
    }
    if is_open {
        out.raw("</ul>");
    }
}
