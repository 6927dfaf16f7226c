//! The figures: which disagree, how they run over time, and the ledger of all.

use umbra_find::{Check, CheckKind, Figure, Verdict};

use super::Report;
use crate::chart::{bars, series, series_of};
use crate::markup::Markup;
use crate::sentence::Sentences;
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let ledger = &report.findings.ledger;
    out.raw("<section id=\"figures\" aria-labelledby=\"figures-title\"><h2 id=\"figures-title\">Figures</h2>");
    if ledger.figures.is_empty() {
        out.raw("<p>No source gives a figure.</p></section>\n");
        return;
    }
    out.raw("<p class=\"lead\">").text(words::count(ledger.figures.len(), "published figure", "published figures"));
    out.raw(", as printed and by whom; every number links to its sentence.</p>");
    checks(out, report, sentences);
    charts(out, report, sentences);
    table(out, report, sentences);
    out.raw("</section>\n");
}

fn checks(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let checks = &report.findings.ledger.checks;
    let of = |wanted: fn(&Verdict) -> bool| checks.iter().filter(move |check| wanted(&check.verdict));
    out.raw("<h3>Do they agree?</h3>");
    if checks.is_empty() {
        out.raw("<p>No two figures speak of the same thing, so none can be checked against another.</p>");
        return;
    }
    let disagree: Vec<_> = of(|verdict| matches!(verdict, Verdict::Disagree { .. })).collect();
    if disagree.is_empty() {
        out.raw("<p>No figures disagree.</p>");
    }
    for check in disagree {
        check_article(out, report, sentences, check);
    }
    for (title, checks) in [
        ("Checks that agree", of(|verdict| matches!(verdict, Verdict::Agree)).collect::<Vec<_>>()),
        ("Figures that can't be compared", of(|verdict| matches!(verdict, Verdict::CannotCompare { .. })).collect()),
    ] {
        if checks.is_empty() {
            continue;
        }
        out.raw("<details class=\"checks\"><summary>").text(title).text(": ").text(checks.len()).raw("</summary>");
        for check in checks {
            check_article(out, report, sentences, check);
        }
        out.raw("</details>");
    }
}

fn check_article(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>, check: &Check) {
    let (class, verdict, detail) = match &check.verdict {
        Verdict::Agree => ("agree", "agree", String::new()),
        Verdict::Disagree { by } => ("disagree", "disagree", format!(" by {by}")),
        Verdict::CannotCompare { why } => ("cannot", "can't be compared", format!(": {why}")),
    };
    out.open("article", &[("class", &format_args!("check {class}"))]);
    out.raw("<p class=\"verdict\"><strong>").text(verdict).raw("</strong>").text(detail);
    out.raw(" <span class=\"quiet\">")
        .text(check_kind(check.kind))
        .raw("</span></p><p>")
        .text(words::capitalised(&check.says))
        .raw("</p>");
    let figures: Vec<&Figure> = check.figures.iter().filter_map(|id| report.findings.ledger.figure(id)).collect();
    bars(out, &figures, sentences);
    if !check.finding.caveats().is_empty() {
        out.raw("<ul class=\"caveats\">");
        for caveat in check.finding.caveats() {
            out.element("li", &[], caveat);
        }
        out.raw("</ul>");
    }
    out.raw("</article>");
}

fn check_kind(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::Impossible => "a number that can't be",
        CheckKind::SameMeasure => "the same measure over the same period",
        CheckKind::PartsAndWhole => "parts and their whole",
        CheckKind::OverlappingPeriods => "the same measure over periods that overlap",
        CheckKind::ChangeAndCounts => "a change and the counts that it lies between",
        CheckKind::ImpliedBase => "a change and a count, which give the other count",
    }
}

fn charts(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let all = series_of(&report.findings.ledger);
    if all.is_empty() {
        return;
    }
    out.raw("<h3>Over time</h3><div class=\"charts\">");
    for one in &all {
        out.raw("<figure><figcaption>").text(words::capitalised(one.measure)).raw("<span class=\"quiet\">");
        let is_said = |unit: &&str| one.measure.to_lowercase().contains(&unit.to_lowercase());
        let detail: Vec<_> = [one.unit.filter(|unit| !is_said(unit)), one.territory].into_iter().flatten().collect();
        out.text(detail.join(", ")).raw("</span></figcaption>");
        let target = |figure: &Figure| {
            sentences.places.target(figure.citation.source, &figure.citation.place).map(|anchor| anchor.to_string())
        };
        series(out, one, &target);
        out.raw("<p class=\"quiet\">");
        let mut sources: Vec<_> = one.figures().map(|figure| figure.citation.source_name.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        out.text(sources.join("; "));
        let gaps = one.gaps();
        if !gaps.is_empty() {
            out.raw(". The line breaks where a source has no figure: ").text(gaps.join("; "));
        }
        out.raw("</p></figure>");
    }
    out.raw("</div>");
}

fn table(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    out.raw("<h3>All figures</h3><table class=\"ledger\"><thead><tr><th scope=\"col\">Measure</th><th scope=\"col\">Value</th>\
        <th scope=\"col\">Period</th><th scope=\"col\">Compared with</th><th scope=\"col\">Area</th><th scope=\"col\">According to</th>\
        <th scope=\"col\">Source</th></tr></thead><tbody>");
    for figure in &report.findings.ledger.figures {
        out.raw("<tr><th scope=\"row\">").text(&figure.measure).raw("</th><td data-label=\"Value\" class=\"value\">");
        sentences.link(out, figure.citation.statement, &words::figure(figure));
        for warning in &figure.warnings {
            out.raw(" ").element("small", &[("class", &"quiet")], warning);
        }
        let base = figure.base.as_ref().map(umbra_find::Period::show).unwrap_or_default();
        let voice = figure.attribution.to_string();
        for (label, text) in [
            ("Period", figure.period.show()),
            ("Compared with", base),
            ("Area", figure.territory.clone().unwrap_or_default()),
            ("According to", if voice.is_empty() { "the source itself".to_owned() } else { voice }),
        ] {
            out.raw("</td>").open("td", &[("data-label", &label)]).text(text);
        }
        out.raw("</td><td data-label=\"Source\">").text(&figure.citation.source_name);
        let date = figure.citation.published.map(|date| format!(", {date}")).unwrap_or_default();
        out.text(date).raw("</td></tr>");
    }
    out.raw("</tbody></table>");
}
