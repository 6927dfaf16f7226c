//! What a person has to judge before the case says more.

use super::Report;
use crate::markup::Markup;
use crate::words;

/// Lines that are seen without being asked for.
const FIRST: usize = 12;

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
