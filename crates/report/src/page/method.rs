//! How to read the page.

use umbra_model::Standing;

use super::Report;
use crate::markup::Markup;
use crate::sentence::chip;
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>) {
    out.raw("<section id=\"method\" aria-labelledby=\"method-title\"><h2 id=\"method-title\">How to read this</h2>");
    out.raw("<p>Every line, score and number rests on statements, and every statement on a place in a source, marked below in its text. \
        A link leads there; the back button of the browser, or “Back” at the bottom of the window, returns.</p>");
    out.raw("<h3>Standing: how far an accusation has got</h3><dl class=\"ladder\">");
    for standing in Standing::ALL {
        out.raw("<div><dt>");
        chip(out, standing);
        out.raw("</dt>").element("dd", &[], words::meaning(standing)).raw("</div>");
    }
    out.raw("</dl><p>A standing belongs to one accusation, never to a person, and is read off the words of the source. \
        Where several are told, the latest by date is shown and all are kept; a report that recalls a charge does not undo an acquittal. \
        What accuses nobody has no standing.</p>");
    out.raw("<h3>Grade</h3><p>The letter says how reliable the source is, A (completely reliable) to F (cannot be judged); the digit how \
        credible the statement is, 1 (confirmed by an independent source) to 6 (cannot be judged). F6 means that nobody has judged it yet.</p>");
    out.raw("<h3>Assessment</h3><p>What follows from the statements without any source saying it. A score is the sum of the parts shown with \
        it and only puts one list in order; it forecasts nothing and says nothing of guilt.</p>");
    let view = report.findings.network.view();
    let mut limits = Vec::new();
    limits.extend(view.standing_at_least.map(|standing| format!("accusing ties that have got at least to {standing}")));
    limits.extend(view.reliability_at_least.map(|grade| format!("sources of reliability {grade} or better")));
    limits.extend(
        view.credibility_at_least.map(|grade| format!("statements of credibility {} or better", grade.digit())),
    );
    limits.extend(view.as_of.map(|date| format!("ties that may hold on {date}")));
    out.raw("<h3>What this page shows</h3><p>");
    if limits.is_empty() {
        out.raw("The whole case, without a filter.");
    } else {
        out.text(format_args!("A view of the case: only {}.", limits.join("; ")));
    }
    out.raw("</p></section>\n");
}
