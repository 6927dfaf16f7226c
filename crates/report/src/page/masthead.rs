//! The top of the page: what it is, how much there is, what was left out.

use umbra_find::{LeftOut, NodeKind};

use super::Report;
use crate::markup::Markup;
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>) {
    let facts = report.facts;
    out.raw("<a class=\"skip\" href=\"#protectors\">Skip to the findings</a>\n<header class=\"masthead\">");
    out.raw("<p class=\"kicker\">Umbra report</p>");
    out.raw("<h1><bdi>").text(report.name).raw("</bdi></h1>");
    let dates = words::date_range(facts.sources().filter_map(|source| source.published));
    let sources = words::count(facts.sources().len(), "source", "sources");
    let say = if facts.sources().len() == 1 { "says" } else { "say" };
    let dated = dates.map(|dates| format!(", dated {dates},")).unwrap_or_default();
    out.element("p", &[("class", &"standfirst")], format_args!(
        "What {sources}{dated} {say} about criminal groups and those who shelter them, with the sentence behind every line."
    ));
    out.raw("<p class=\"leads\"><strong>Leads, not verdicts:</strong> everything here is what a source says, or what follows from it. \
        How far an accusation has got is written on it; what Umbra concluded is called an assessment. \
        Check the sentence in its source before you rely on it, and ask the people concerned.</p>");
    counts(out, report);
    left_out(out, report);
    out.raw("</header>\n<nav class=\"parts\" aria-label=\"Parts of the report\"><ul>");
    for (id, title) in [
        ("alerts", "Alerts"),
        ("network", "Network"),
        ("protectors", "Protectors"),
        ("watch", "Growing groups"),
        ("inspect", "Trades and places"),
        ("money", "Money"),
        ("figures", "Figures"),
        ("campaigns", "Campaigns"),
        ("review", "For you to judge"),
        ("register", "Who and what"),
        ("sources", "Sources"),
        ("method", "How to read this"),
    ] {
        let is_absent = match id {
            "alerts" => report.findings.hits.is_empty(),
            "review" => report.to_review.is_empty(),
            _ => false,
        };
        if is_absent {
            continue;
        }
        out.raw("<li>").element("a", &[("href", &format_args!("#{id}"))], title).raw("</li>");
    }
    out.raw("</ul></nav>\n");
}

fn counts(out: &mut Markup, report: &Report<'_>) {
    let network = &report.findings.network;
    let nodes = |kinds: &[NodeKind]| network.nodes().iter().filter(|node| kinds.contains(&node.kind)).count();
    let accusing = network.ties().iter().filter(|tie| tie.in_force().is_some()).count();
    let bodies = nodes(&[NodeKind::Company, NodeKind::PublicBody, NodeKind::Organisation]);
    out.raw("<dl class=\"counts\">");
    for (number, one, many) in [
        (report.facts.sources().len(), "source", "sources"),
        (report.facts.facts().len(), "statement", "statements"),
        (nodes(&[NodeKind::Person]), "person", "persons"),
        (nodes(&[NodeKind::CriminalGroup]), "criminal group", "criminal groups"),
        (bodies, "body or company", "bodies and companies"),
        (network.ties().len(), "tie", "ties"),
        (accusing, "accusing tie in force", "accusing ties in force"),
        (report.findings.ledger.figures.len(), "figure", "figures"),
    ] {
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
        let shown = words::number(number as f64);
        let label = if number == 1 { one } else { many };
        out.raw("<div>").element("dt", &[], label).element("dd", &[], shown).raw("</div>");
    }
    out.raw("</dl>");
}

/// Files that were not read and ties that the view hides.
fn left_out(out: &mut Markup, report: &Report<'_>) {
    let skipped = report.facts.skipped();
    let hidden = hidden_ties(report.findings.network.left_out());
    if skipped.is_empty() && hidden.is_empty() {
        out.raw("<p class=\"quiet\">Nothing was left out: every file was read and every tie is shown.</p>");
        return;
    }
    out.raw("<details class=\"left-out\"><summary>Left out: ");
    let files = (!skipped.is_empty()).then(|| words::count(skipped.len(), "file", "files"));
    let ties: usize = hidden.iter().map(|(count, _)| count).sum();
    let ties = (ties > 0).then(|| words::count(ties, "tie", "ties"));
    let parts: Vec<_> = [files, ties].into_iter().flatten().collect();
    out.text(parts.join(", ")).raw("</summary><ul>");
    for file in skipped {
        out.raw("<li><code>").text(&file.path).raw("</code>: ").text(&file.reason).raw("</li>");
    }
    for (count, why) in hidden {
        out.raw("<li>").text(words::count(count, "tie", "ties")).text(": ").text(why).raw("</li>");
    }
    out.raw("</ul></details>");
}

fn hidden_ties(left_out: LeftOut) -> Vec<(usize, &'static str)> {
    let all = [
        (left_out.without_end, "one end is missing, or no statement describes it"),
        (left_out.to_itself, "both ends are one after all decisions"),
        (left_out.other_kind, "not of the kinds asked for"),
        (left_out.below_standing, "the accusation has not got as far as was asked for, or was cleared away"),
        (left_out.below_grade, "no statement of the grade asked for"),
        (left_out.other_date, "did not hold at the date asked for"),
        (left_out.assessment, "stated by no source, only concluded"),
        (left_out.elsewhere, "not told to be at the place asked for, nor either end"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).collect()
}
