//! Money: sums, the largest flows, shapes that launderers leave, who stands behind firms, money near protectors.

use std::collections::BTreeMap;

use umbra_find::{Flow, Money, MoneyPattern, NearProtector, PartyTotal, Total};

use super::Report;
use crate::chart::sankey;
use crate::markup::Markup;
use crate::sentence::Sentences;
use crate::words;

/// Flows in one drawing.
const DRAWN: usize = 24;
/// Entries of each list.
const LISTED: usize = 12;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let money = &report.findings.money;
    out.raw("<section id=\"money\" aria-labelledby=\"money-title\"><h2 id=\"money-title\">Money</h2>");
    if money.payments == 0 && money.ownership.is_empty() {
        out.raw("<p>No source tells of a payment.</p></section>\n");
        return;
    }
    out.raw("<p class=\"lead\">").text(words::count(money.payments, "payment", "payments"));
    out.raw(". Sums are of one currency each; nothing is converted. A payment is no crime by itself.</p>");
    totals(out, &money.totals);
    drawings(out, money);
    parties(out, sentences, "Who paid most", &money.payers);
    parties(out, sentences, "Who was paid most", &money.takers);
    near(out, report, sentences, &money.near_protectors);
    patterns(out, report, sentences, money);
    ownership(out, report, sentences, money);
    if !money.warnings.is_empty() {
        out.raw("<details><summary>Payments that can’t be as they are told, or can’t be added up: ");
        out.text(money.warnings.len()).raw("</summary><ul>");
        for warning in &money.warnings {
            out.raw("<li>").text(words::capitalised(&warning.what));
            sentences.notes(out, &[warning.citation.statement]);
            out.raw("</li>");
        }
        out.raw("</ul></details>");
    }
    out.raw("</section>\n");
}

fn amount(sum: f64, currency: Option<&str>) -> String {
    format!("{} {}", words::number(sum.round()), currency.unwrap_or("(no currency told)"))
}

fn totals(out: &mut Markup, totals: &[Total]) {
    if totals.is_empty() {
        return;
    }
    out.raw("<h3>By currency and year</h3>").open_table("Payments by currency and year", &[]).raw(
        "<thead><tr><th scope=\"col\">Year</th><th scope=\"col\">Payments</th>\
        <th scope=\"col\">Sum</th><th scope=\"col\">Without an amount</th></tr></thead><tbody>",
    );
    for total in totals {
        let year = total.year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        out.raw("<tr>").element("th", &[("scope", &"row")], year).element("td", &[], total.payments);
        out.element("td", &[], amount(total.sum, total.currency.as_deref())).element("td", &[], total.without_amount);
        out.raw("</tr>");
    }
    out.raw("</tbody>").close_table();
}

fn drawings(out: &mut Markup, money: &Money) {
    let mut by_currency: BTreeMap<Option<&str>, Vec<&Flow>> = BTreeMap::new();
    for flow in &money.flows {
        by_currency.entry(flow.currency.as_deref()).or_default().push(flow);
    }
    for (currency, mut flows) in by_currency {
        flows.truncate(DRAWN);
        if flows.len() < 2 {
            continue;
        }
        let name = currency.unwrap_or("no currency told");
        out.raw("<figure><figcaption>").text(format_args!("The largest flows in {name}"));
        out.raw("<span class=\"quiet\"> from payer to payee, all years together; the bands are as wide as the sums</span></figcaption>");
        sankey(out, &flows, &format!("Flows of money in {name}"));
        out.raw("</figure>");
    }
}

fn parties(out: &mut Markup, sentences: &Sentences<'_>, title: &str, parties: &[PartyTotal]) {
    if parties.is_empty() {
        return;
    }
    out.element("h3", &[], title).raw("<ol>");
    for party in parties.iter().take(LISTED) {
        out.raw("<li><bdi>").text(&party.party.caption).raw("</bdi>: ");
        out.text(amount(party.sum, party.currency.as_deref())).text(" in ");
        out.text(words::count(party.payments, "payment", "payments"));
        sentences.notes(out, party.evidence.statements());
        out.raw("</li>");
    }
    out.raw("</ol>");
}

fn near(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>, near: &[NearProtector]) {
    if near.is_empty() {
        return;
    }
    out.raw("<h3>Money near protectors</h3>");
    for entry in near.iter().take(LISTED) {
        out.raw("<article class=\"finding\"><h4><bdi>")
            .text(&entry.taker.caption)
            .raw("</bdi></h4><p class=\"marks\">");
        out.raw("<span class=\"assessment\">assessment</span><span>").text(format_args!(
            "paid by those around {}; {} stands on the shelf “{}”",
            entry.group.caption,
            entry.protector.caption,
            entry.shelf.title()
        ));
        out.raw("</span></p>");
        if let Some(tie) = &entry.tie {
            out.element("p", &[], tie);
        }
        sentences.list(out, entry.finding.evidence(), report.limits.sentences);
        out.raw("</article>");
    }
    if near.len() > LISTED {
        let rest = words::count(near.len() - LISTED, "more", "more");
        out.element("p", &[("class", &"quiet")], format_args!("{rest}: umbra money."));
    }
}

fn patterns(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>, money: &Money) {
    let mut by_kind: BTreeMap<umbra_find::PatternKind, Vec<&MoneyPattern>> = BTreeMap::new();
    for pattern in &money.patterns {
        by_kind.entry(pattern.kind).or_default().push(pattern);
    }
    for (kind, patterns) in by_kind {
        out.raw("<h3>Money ")
            .text(kind.title())
            .raw(" <span class=\"tally\">")
            .text(patterns.len())
            .raw("</span></h3>");
        out.element("p", &[], kind.explanation());
        for pattern in patterns.iter().take(LISTED) {
            let names: Vec<&str> = pattern.parties.iter().map(|party| party.caption.as_str()).collect();
            out.raw("<details><summary><span class=\"assessment\">assessment</span> ");
            out.text(&pattern.says).text(": ").raw("<bdi>").text(names.join(", ")).raw("</bdi></summary>");
            sentences.list(out, pattern.finding.evidence(), report.limits.sentences);
            out.raw("</details>");
        }
    }
    if !money.is_complete {
        out.raw("<p class=\"caution\">The search for rows and circles was cut short: there may be more.</p>");
    }
}

fn ownership(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>, money: &Money) {
    if money.ownership.is_empty() {
        return;
    }
    out.raw("<h3>Who stands behind firms</h3>");
    for firm in money.ownership.iter().take(LISTED) {
        out.raw("<article class=\"finding\"><h4><bdi>").text(&firm.firm.caption).raw("</bdi></h4>");
        for warning in &firm.warnings {
            out.element("p", &[("class", &"caution")], words::capitalised(warning));
        }
        for owner in &firm.owners {
            let share = owner.share.map_or_else(|| "a share that is not told".to_owned(), |share| format!("{share} %"));
            let through: Vec<&str> = owner.through.iter().map(|party| party.caption.as_str()).collect();
            out.raw("<details><summary><bdi>").text(&owner.owner.caption).raw("</bdi>: ").text(share);
            out.text(format_args!(", {}", through.join(" → "))).raw("</summary>");
            sentences.list(out, owner.finding.evidence(), report.limits.sentences);
            out.raw("</details>");
        }
        out.raw("</article>");
    }
    let unlisted = money.more_firms + money.ownership.len().saturating_sub(LISTED);
    if unlisted > 0 {
        let rest = words::count(unlisted, "more firm is", "more firms are");
        out.element("p", &[("class", &"caution")], format_args!("{rest} held through others and not listed."));
    }
}
