//! What a person has to judge before the case says more.

use super::Report;
use crate::markup::Markup;
use crate::sentence::Sentences;
use crate::words;

/// Lines that are seen without being asked for.
const FIRST: usize = 12;

/// Hits of alerts that are shown.
const HITS: usize = 200;

/// What is new for the alerts that the case keeps; nothing where nothing is.
pub(super) fn alerts(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let hits = &report.findings.hits;
    if hits.is_empty() {
        return;
    }
    out.raw("<section id=\"alerts\" aria-labelledby=\"alerts-title\"><h2 id=\"alerts-title\">Alerts</h2>");
    out.raw("<p class=\"lead\">").text(words::count(hits.len(), "new hit", "new hits"));
    out.raw(" for the patterns that this case keeps. A hit is a place to look at and says nothing of anybody.</p><ol class=\"review\">");
    for hit in hits.iter().take(HITS) {
        out.raw("<li><bdi>").text(&hit.says).raw("</bdi> <span class=\"quiet\">").text(&hit.alert).raw("</span>");
        sentences.notes(out, &[hit.citation.statement]);
        out.raw("</li>");
    }
    out.raw("</ol>");
    if hits.len() > HITS {
        let rest = words::count(hits.len() - HITS, "more", "more");
        out.element("p", &[("class", &"quiet")], format_args!("{rest}: umbra alert run"));
    }
    out.raw("</section>\n");
}

/// Writes the section; nothing where nothing waits.
pub(super) fn write(out: &mut Markup, report: &Report<'_>) {
    if report.to_review.is_empty() {
        return;
    }
    out.raw("<section id=\"review\" aria-labelledby=\"review-title\"><h2 id=\"review-title\">For you to judge</h2>");
    out.raw(
        "<p class=\"lead\">What the sources leave open. Umbra joins only what is beyond doubt: records that may be one are kept \
        apart until somebody judges them, and nothing is told of one for the other.</p>",
    );
    let (first, rest) = report.to_review.split_at(report.to_review.len().min(FIRST));
    list(out, first);
    if !rest.is_empty() {
        out.raw("<details><summary>").text(words::count(rest.len(), "more", "more")).raw("</summary>");
        list(out, rest);
        out.raw("</details>");
    }
    out.raw("</section>\n");
}

fn list(out: &mut Markup, lines: &[String]) {
    out.raw("<ul class=\"review\">");
    for line in lines {
        out.raw("<li><bdi>").text(line).raw("</bdi></li>");
    }
    out.raw("</ul>");
}
