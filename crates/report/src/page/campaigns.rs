//! Campaigns: what was planned and what became of it.

use umbra_find::{Campaign, Comparison, FigureIn};

use super::Report;
use crate::markup::Markup;
use crate::sentence::Sentences;
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    out.raw("<section id=\"campaigns\" aria-labelledby=\"campaigns-title\"><h2 id=\"campaigns-title\">Campaigns</h2>");
    if report.findings.campaigns.is_empty() {
        out.raw("<p>No source tells of a campaign.</p>");
    }
    for campaign in &report.findings.campaigns {
        write_campaign(out, campaign, sentences, report.limits.sentences);
        let of_it = |comparison: &&Comparison| comparison.campaign.as_ref().is_some_and(|c| c.id == campaign.entity.id);
        if let Some(comparison) = report.findings.comparisons.iter().find(of_it) {
            write_comparison(out, comparison, sentences);
        }
    }
    out.raw("</section>\n");
}

/// Before, during and after, side by side.
fn write_comparison(out: &mut Markup, comparison: &Comparison, sentences: &Sentences<'_>) {
    out.raw("<div><p class=\"marks\"><span class=\"assessment\">assessment</span></p>");
    out.open_table("What is told, before, during and after", &[]).raw("<thead><tr><th scope=\"col\">Told of</th>");
    for span in &comparison.spans {
        out.raw("<th scope=\"col\">").text(words::capitalised(&span.name)).raw("<br><span class=\"quiet\">");
        out.text(format_args!("{} to {}", span.from, span.to)).raw("</span></th>");
    }
    out.raw("</tr></thead><tbody>");
    for counted in &comparison.counted {
        out.raw("<tr><th scope=\"row\">").text(words::capitalised(counted.what));
        if let Some(level) = &counted.level {
            out.text(format_args!(", {level}"));
        }
        if let Some(evidence) = &counted.evidence {
            sentences.notes(out, evidence.statements());
        }
        out.raw("</th>");
        for (count, rate) in counted.counts.iter().zip(&counted.per_year) {
            out.element("td", &[], format_args!("{count} ({rate} a year)"));
        }
        out.raw("</tr>");
    }
    for summed in &comparison.money {
        out.raw("<tr><th scope=\"row\">Money, ").text(summed.currency.as_deref().unwrap_or("no currency told"));
        sentences.notes(out, summed.evidence.statements());
        out.raw("</th>");
        for (sum, count) in summed.sums.iter().zip(&summed.payments) {
            let payments = words::count(*count, "payment", "payments");
            out.element("td", &[], format_args!("{} ({payments})", words::number(*sum)));
        }
        out.raw("</tr>");
    }
    for over in &comparison.figures {
        out.raw("<tr><th scope=\"row\">").text(words::capitalised(&over.measure));
        if let Some(territory) = &over.territory {
            out.text(format_args!(", {territory}"));
        }
        sentences.notes(out, over.evidence.statements());
        out.raw("</th>");
        for figures in &over.values {
            let told: Vec<String> = figures.iter().map(FigureIn::says).collect();
            out.element("td", &[], told.join("; "));
        }
        out.raw("</tr>");
    }
    out.raw("</tbody>").close_table().raw("<ul class=\"caveats\">");
    for caveat in comparison.finding.caveats() {
        out.element("li", &[], words::capitalised(caveat));
    }
    out.raw("</ul></div>");
}

fn write_campaign(out: &mut Markup, campaign: &Campaign, sentences: &Sentences<'_>, most: usize) {
    out.raw("<article class=\"campaign\"><h3><bdi>")
        .text(words::capitalised(&campaign.entity.caption))
        .raw("</bdi></h3>");
    if let Some(target) = &campaign.target {
        out.raw("<p>Against ").text(target).raw("</p>");
    }
    out.raw("<ol class=\"timeline\">");
    let mut moment = |date: Option<String>, what: &str, note: Option<&umbra_find::CampaignChange>| {
        out.raw("<li>").element("time", &[], date.unwrap_or_else(|| "undated".to_owned()));
        out.raw("<span>").text(what);
        if let Some(change) = note {
            sentences.notes(out, &[change.citation.statement]);
        }
        out.raw("</span></li>");
    };
    if let Some(start) = campaign.start {
        moment(Some(start.to_string()), "Began", None);
    }
    let planned = campaign.planned_duration.as_deref().map(duration_words);
    if let Some(end) = campaign.planned_end {
        let how = match (&planned, campaign.planned_end_is_computed) {
            (Some(duration), true) => format!("Planned end, worked out from the start and the planned {duration}"),
            (Some(duration), false) => format!("Planned end, after {duration}"),
            (None, _) => "Planned end".to_owned(),
        };
        moment(Some(end.to_string()), &how, None);
    } else if let Some(duration) = planned {
        moment(None, &format!("Planned to last {duration}"), None);
    }
    for change in &campaign.changes {
        moment(change.date.map(|date| date.to_string()), &words::capitalised(&change.what), Some(change));
    }
    if let Some(end) = campaign.end {
        moment(Some(end.to_string()), "Ended", None);
    }
    out.raw("</ol>");
    sentences.list(out, &campaign.evidence, most);
    out.raw("</article>");
}

/// An ISO 8601 duration of whole years, months, weeks or days in words; anything else as it is.
fn duration_words(duration: &str) -> String {
    let parse = || {
        let mut parts = Vec::new();
        let mut rest = duration.strip_prefix('P')?;
        while !rest.is_empty() {
            let unit_at = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: usize = rest[..unit_at].parse().ok()?;
            let (one, many) = match rest[unit_at..].chars().next()? {
                'Y' => ("year", "years"),
                'M' => ("month", "months"),
                'W' => ("week", "weeks"),
                'D' => ("day", "days"),
                _ => return None,
            };
            parts.push(words::count(number, one, many));
            rest = &rest[unit_at + 1..];
        }
        (!parts.is_empty()).then(|| parts.join(" and "))
    };
    parse().unwrap_or_else(|| duration.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_words() {
        for (duration, words) in
            [("P3Y", "3 years"), ("P1Y6M", "1 year and 6 months"), ("PT5H", "PT5H"), ("life", "life"), ("P", "P")]
        {
            assert_eq!(duration_words(duration), words);
        }
    }
}
