//! Flows of money between parties, as bands as wide as what flowed.

use std::collections::BTreeMap;

use umbra_find::Flow;

use crate::markup::{Length, Markup};
use crate::words;

/// Width and height of the drawing in its own units.
const SIZE: (f64, f64) = (900.0, 420.0);
/// Width of a party's bar.
const BAR: f64 = 12.0;
/// Room between two parties of a column.
const GAP: f64 = 14.0;
/// Columns at most; money that goes round is drawn from a later column to an earlier one.
const COLUMNS: usize = 5;

struct Party<'f> {
    name: &'f str,
    column: usize,
    sum_in: f64,
    sum_out: f64,
    y: f64,
    used_in: f64,
    used_out: f64,
}

/// Draws flows of one currency, from left to right. Each band leads with a title that tells it in words.
pub(crate) fn sankey(out: &mut Markup, flows: &[&Flow], label: &str) {
    let mut parties: BTreeMap<&str, Party<'_>> = BTreeMap::new();
    for flow in flows {
        for (entity, is_payer) in [(&flow.from, true), (&flow.to, false)] {
            let party = parties.entry(entity.id.as_str()).or_insert(Party {
                name: &entity.caption,
                column: 0,
                sum_in: 0.0,
                sum_out: 0.0,
                y: 0.0,
                used_in: 0.0,
                used_out: 0.0,
            });
            if is_payer { party.sum_out += flow.sum } else { party.sum_in += flow.sum }
        }
    }
    for _ in 1..COLUMNS {
        for flow in flows {
            let from = parties.get(flow.from.id.as_str()).map_or(0, |party| party.column);
            if let Some(party) = parties.get_mut(flow.to.id.as_str()) {
                party.column = party.column.max((from + 1).min(COLUMNS - 1));
            }
        }
    }
    let columns = parties.values().map(|party| party.column).max().unwrap_or_default() + 1;
    let height_of = |party: &Party<'_>| party.sum_in.max(party.sum_out);
    let mut scale = f64::INFINITY;
    for column in 0..columns {
        let own: Vec<f64> = parties.values().filter(|party| party.column == column).map(height_of).collect();
        let sum: f64 = own.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "parties are few")]
        let room = (SIZE.1 - GAP * own.len() as f64).max(SIZE.1 / 4.0);
        if sum > 0.0 {
            scale = scale.min(room / sum);
        }
    }
    if !scale.is_finite() {
        return;
    }
    for column in 0..columns {
        let mut y = GAP / 2.0;
        let mut own: Vec<&mut Party<'_>> = parties.values_mut().filter(|party| party.column == column).collect();
        own.sort_by(|a, b| height_of(b).total_cmp(&height_of(a)).then_with(|| a.name.cmp(b.name)));
        for party in own {
            party.y = y;
            y += height_of(party) * scale + GAP;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "columns are few")]
    let x = |column: usize| column as f64 * (SIZE.0 - BAR - 170.0) / (columns.max(2) - 1) as f64 + 4.0;
    let view = format!("0 0 {} {}", SIZE.0, SIZE.1 + GAP);
    out.open("svg", &[("viewBox", &view), ("role", &"img"), ("aria-label", &label), ("class", &"sankey")]);
    for flow in flows {
        let width = flow.sum * scale;
        let (Some(from), Some(to)) = (parties.get(flow.from.id.as_str()), parties.get(flow.to.id.as_str())) else {
            continue;
        };
        let (x1, y1) = (x(from.column) + BAR, from.y + from.used_out + width / 2.0);
        let (x2, y2) = (x(to.column), to.y + to.used_in + width / 2.0);
        let bend = ((x2 - x1) / 2.0).abs().max(40.0);
        let path = format!(
            "M{} {}C{} {} {} {} {} {}",
            Length(x1),
            Length(y1),
            Length(x1 + bend),
            Length(y1),
            Length(x2 - bend),
            Length(y2),
            Length(x2),
            Length(y2)
        );
        out.open(
            "path",
            &[
                ("d", &path),
                ("fill", &"none"),
                ("stroke", &"currentColor"),
                ("stroke-opacity", &"0.22"),
                ("stroke-width", &Length(width.max(1.0))),
            ],
        );
        let currency = flow.currency.as_deref().unwrap_or_default();
        let sum = words::number(flow.sum.round());
        out.element("title", &[], format_args!("{} to {}: {sum} {currency}", flow.from.caption, flow.to.caption));
        out.close("path");
        if let Some(party) = parties.get_mut(flow.from.id.as_str()) {
            party.used_out += width;
        }
        if let Some(party) = parties.get_mut(flow.to.id.as_str()) {
            party.used_in += width;
        }
    }
    for party in parties.values() {
        let height = (height_of(party) * scale).max(1.0);
        out.empty(
            "rect",
            &[
                ("class", &"fill"),
                ("x", &Length(x(party.column))),
                ("y", &Length(party.y)),
                ("width", &BAR),
                ("height", &Length(height)),
            ],
        );
        let attributes: [(&'static str, &dyn std::fmt::Display); 3] = [
            ("x", &Length(x(party.column) + BAR + 4.0)),
            ("y", &Length(party.y + height / 2.0 + 3.5)),
            ("font-size", &11),
        ];
        let name: String = party.name.chars().take(28).collect();
        let cut = if party.name.chars().count() > 28 { "…" } else { "" };
        out.element("text", &attributes, format_args!("{name}{cut}"));
    }
    out.raw("</svg>");
}

#[cfg(test)]
mod tests {
    use umbra_find::{EntityRef, Evidence, StatementId};
    use umbra_model::EntityId;

    use super::*;

    fn flow(from: &str, to: &str, sum: f64) -> Flow {
        let entity = |id: &str| EntityRef { id: EntityId::new(id).unwrap(), caption: id.to_owned(), schema: "Company" };
        Flow {
            from: entity(from),
            to: entity(to),
            currency: Some("EUR".to_owned()),
            payments: 1,
            sum,
            evidence: Evidence::new([StatementId::from_number(1)]).unwrap(),
        }
    }

    #[test]
    fn circles_are_drawn_and_numbers_stay_finite() {
        let flows = [flow("a", "b", 100.0), flow("b", "c", 90.0), flow("c", "a", 80.0)];
        let mut out = Markup::new();
        sankey(&mut out, &flows.iter().collect::<Vec<_>>(), "money");
        let drawn = out.as_str();
        assert_eq!(drawn.matches("<path").count(), 3);
        assert_eq!(drawn.matches("<rect").count(), 3);
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let mut out = Markup::new();
        sankey(&mut out, &[], "money");
        assert_eq!(out.as_str(), "");
    }
}
