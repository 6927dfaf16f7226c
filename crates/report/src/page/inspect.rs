//! Trades by places, and the inspection list.

use umbra_find::{Cell, Shelf};

use super::Report;
use crate::markup::Markup;
use crate::sentence::Sentences;
use crate::words;

/// Rows of the table.
const ROWS: usize = 40;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let inspection = &report.findings.inspection;
    out.raw(
        "<section id=\"inspect\" aria-labelledby=\"inspect-title\"><h2 id=\"inspect-title\">Trades and places</h2>",
    );
    if inspection.cells.is_empty() {
        out.raw("<p>No source tells of groups, offences or complaints in a trade or at a place.</p></section>\n");
        return;
    }
    out.raw("<p class=\"lead\">What is told of each trade at each place, those that stand out most first. An assessment for putting \
        inspections in order: a place that is written about more has more in it.</p>");
    for warning in &inspection.warnings {
        out.element("p", &[("class", &"caution")], words::capitalised(warning));
    }
    out.open_table("Trades by places", &[]).raw("<thead><tr><th scope=\"col\">Trade and place</th><th scope=\"col\">Groups</th><th scope=\"col\">Protectors, by shelf</th>\
        <th scope=\"col\">Offences</th><th scope=\"col\">Complaints</th><th scope=\"col\">Money of their firms</th>\
        <th scope=\"col\">Two years, and the two before</th><th scope=\"col\">Sources</th></tr></thead><tbody>");
    for cell in inspection.cells.iter().take(ROWS) {
        row(out, sentences, cell);
    }
    out.raw("</tbody>").close_table();
    if inspection.cells.len() > ROWS {
        let rest = words::count(inspection.cells.len() - ROWS, "row more", "rows more");
        out.element("p", &[("class", &"quiet")], format_args!("{rest}: umbra inspect."));
    }
    if !inspection.items.is_empty() {
        out.raw("<h3>Inspection list</h3><ul>");
        for item in &inspection.items {
            out.raw("<li><strong>").text(&item.id).raw("</strong> ");
            out.text(format_args!("{} at {}: {}", item.trade, item.place, item.state.name()));
            if let Some(who) = &item.assigned_to {
                out.text(format_args!(", assigned to {who}"));
            }
            if let Some(due) = item.due {
                out.text(format_args!(", due {due}"));
            }
            sentences.notes(out, item.evidence.statements());
            out.raw("</li>");
        }
        out.raw("</ul>");
    }
    out.raw("</section>\n");
}

fn row(out: &mut Markup, sentences: &Sentences<'_>, cell: &Cell) {
    out.raw("<tr><th scope=\"row\">").text(words::capitalised(&cell.trade)).text(", ").text(&cell.place.name);
    if !cell.place.within.is_empty() {
        out.raw("<br><span class=\"quiet\">").text(cell.place.within.join(", ")).raw("</span>");
    }
    out.raw("</th><td>");
    let groups: Vec<&str> = cell.groups.iter().take(6).map(|group| group.caption.as_str()).collect();
    out.raw("<bdi>").text(groups.join(", ")).raw("</bdi>");
    if cell.groups.len() > 6 {
        out.text(format_args!(" and {} more", cell.groups.len() - 6));
    }
    out.raw("</td><td>");
    let shelves = Shelf::ALL
        .into_iter()
        .filter_map(|shelf| cell.protectors.get(&shelf).map(|count| format!("{count} {}", shelf.title())));
    out.text(shelves.collect::<Vec<_>>().join(", ")).raw("</td>");
    out.raw("<td>").text(cell.offences);
    if let Some(rate) = cell.per_100_000 {
        out.text(format_args!(" ({rate} per 100,000)"));
    }
    out.raw("</td>").element("td", &[], cell.complaints).raw("<td>");
    let money = cell.money.iter().map(|money| {
        format!("{} {}", words::number(money.sum.round()), money.currency.as_deref().unwrap_or("(no currency told)"))
    });
    out.text(money.collect::<Vec<_>>().join(", ")).raw("</td>");
    out.element("td", &[], format_args!("{}, {}", cell.now, cell.before));
    out.raw("<td>").text(cell.sources);
    sentences.notes(out, cell.finding.evidence().statements());
    out.raw("</td></tr>");
}
