//! Flows of money between parties, as bands as wide as what flowed.

use std::collections::{BTreeMap, BTreeSet};

use umbra_find::{EntityRef, Flow};

use crate::markup::{Length, Markup};
use crate::words;

/// Width and height of the drawing in its own units.
const SIZE: (f64, f64) = (900.0, 420.0);
/// Width of a party's bar.
const BAR: f64 = 12.0;
/// Room between two parties of a column.
const GAP: f64 = 14.0;
/// Room for the names of the last column.
const NAME: f64 = 195.0;
/// Columns at most; money that goes round is drawn from a later column to an earlier one.
const COLUMNS: usize = 5;

/// A party as it is drawn.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct FlowBar {
    /// The party.
    pub party: EntityRef,
    /// The left side of its bar, in the drawing's units.
    pub x: f64,
    /// Its upper side.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height: what the party paid or was paid, whichever is more.
    pub height: f64,
    #[serde(skip)]
    column: usize,
    #[serde(skip)]
    sum_in: f64,
    #[serde(skip)]
    sum_out: f64,
    #[serde(skip)]
    used_in: f64,
    #[serde(skip)]
    used_out: f64,
}

/// A flow as it is drawn.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct FlowBand {
    /// Which flow, by its place among those that were laid out.
    pub flow: usize,
    /// The middle of the band as an SVG path.
    pub path: String,
    /// How wide it is: what flowed, to scale.
    pub width: f64,
}

/// Flows of one currency, laid out from left to right.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct FlowDrawing {
    /// Width of the drawing in its own units, room for names included.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The parties, by id.
    pub bars: Vec<FlowBar>,
    /// The flows, in the order in which they were given.
    pub bands: Vec<FlowBand>,
}

/// Lays flows of one currency out; `None` where nothing flowed. Money that goes round runs from a later column to an earlier one.
///
/// Time O(n log n) in flows.
pub fn draw_flows(flows: &[&Flow]) -> Option<FlowDrawing> {
    let mut parties: BTreeMap<&str, FlowBar> = BTreeMap::new();
    for flow in flows {
        for (entity, is_payer) in [(&flow.from, true), (&flow.to, false)] {
            let party = parties.entry(entity.id.as_str()).or_insert_with(|| FlowBar {
                party: entity.clone(),
                x: 0.0,
                y: 0.0,
                width: BAR,
                height: 0.0,
                column: 0,
                sum_in: 0.0,
                sum_out: 0.0,
                used_in: 0.0,
                used_out: 0.0,
            });
            if is_payer { party.sum_out += flow.sum } else { party.sum_in += flow.sum }
        }
    }
    for (id, column) in columns_of(flows) {
        if let Some(party) = parties.get_mut(id) {
            party.column = column;
        }
    }
    let columns = parties.values().map(|party| party.column).max().unwrap_or_default() + 1;
    let height_of = |party: &FlowBar| party.sum_in.max(party.sum_out);
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
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "columns are few")]
    let x = |column: usize| column as f64 * (SIZE.0 - BAR - NAME) / (columns.max(2) - 1) as f64 + 4.0;
    let mut bottom = SIZE.1;
    for column in 0..columns {
        let mut y = GAP / 2.0;
        let mut own: Vec<&mut FlowBar> = parties.values_mut().filter(|party| party.column == column).collect();
        own.sort_by(|a, b| height_of(b).total_cmp(&height_of(a)).then_with(|| a.party.caption.cmp(&b.party.caption)));
        for party in own {
            party.x = x(column);
            party.y = y;
            party.height = (height_of(party) * scale).max(1.0);
            y += height_of(party) * scale + GAP;
        }
        // With many parties the gaps alone are more than the usual height.
        bottom = bottom.max(y - GAP / 2.0);
    }
    let mut bands: Vec<FlowBand> = Vec::new();
    for (number, flow) in flows.iter().enumerate() {
        let width = flow.sum * scale;
        let (Some(from), Some(to)) = (parties.get(flow.from.id.as_str()), parties.get(flow.to.id.as_str())) else {
            continue;
        };
        let (x1, y1) = (from.x + BAR, from.y + from.used_out + width / 2.0);
        let (x2, y2) = (to.x, to.y + to.used_in + width / 2.0);
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
        bands.push(FlowBand { flow: number, path, width: width.max(1.0) });
        if let Some(party) = parties.get_mut(flow.from.id.as_str()) {
            party.used_out += width;
        }
        if let Some(party) = parties.get_mut(flow.to.id.as_str()) {
            party.used_in += width;
        }
    }
    Some(FlowDrawing { width: SIZE.0, height: bottom + GAP, bars: parties.into_values().collect(), bands })
}

/// In which column each party stands: after whoever pays it. Of flows that go round in a circle the smallest runs back.
fn columns_of<'f>(flows: &[&'f Flow]) -> BTreeMap<&'f str, usize> {
    let mut by_size: Vec<&Flow> = flows.to_vec();
    by_size.sort_by(|a, b| b.sum.total_cmp(&a.sum).then_with(|| (&a.from.id, &a.to.id).cmp(&(&b.from.id, &b.to.id))));
    let mut onwards: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for flow in by_size {
        let (from, to) = (flow.from.id.as_str(), flow.to.id.as_str());
        let mut seen: BTreeSet<&str> = BTreeSet::from([to]);
        let mut rim = vec![to];
        while let Some(party) = rim.pop() {
            rim.extend(onwards.get(party).into_iter().flatten().copied().filter(|next| seen.insert(next)));
        }
        if !seen.contains(from) {
            onwards.entry(from).or_default().insert(to);
        }
    }
    let mut columns: BTreeMap<&str, usize> =
        flows.iter().flat_map(|flow| [flow.from.id.as_str(), flow.to.id.as_str()]).map(|id| (id, 0)).collect();
    for _ in 1..COLUMNS {
        for (from, next) in &onwards {
            let column = columns.get(from).map_or(0, |column| (column + 1).min(COLUMNS - 1));
            for to in next {
                columns.entry(to).and_modify(|known| *known = column.max(*known));
            }
        }
    }
    columns
}

/// Writes flows of one currency as a drawing. Each band leads with a title that tells it in words.
pub(crate) fn sankey(out: &mut Markup, flows: &[&Flow], label: &str) {
    let Some(drawing) = draw_flows(flows) else { return };
    let view = format!("0 0 {} {}", Length(drawing.width), Length(drawing.height));
    out.open("svg", &[("viewBox", &view), ("role", &"img"), ("aria-label", &label), ("class", &"sankey")]);
    for band in &drawing.bands {
        let flow = flows[band.flow];
        out.open(
            "path",
            &[
                ("d", &band.path),
                ("fill", &"none"),
                ("stroke", &"currentColor"),
                ("stroke-opacity", &"0.22"),
                ("stroke-width", &Length(band.width)),
            ],
        );
        let currency = flow.currency.as_deref().unwrap_or_default();
        let sum = words::number(flow.sum.round());
        out.element("title", &[], format_args!("{} to {}: {sum} {currency}", flow.from.caption, flow.to.caption));
        out.close("path");
    }
    for bar in &drawing.bars {
        out.empty(
            "rect",
            &[
                ("class", &"fill"),
                ("x", &Length(bar.x)),
                ("y", &Length(bar.y)),
                ("width", &BAR),
                ("height", &Length(bar.height)),
            ],
        );
        let attributes: [(&'static str, &dyn std::fmt::Display); 3] =
            [("x", &Length(bar.x + BAR + 4.0)), ("y", &Length(bar.y + bar.height / 2.0 + 3.5)), ("font-size", &11)];
        let name: String = bar.party.caption.chars().take(28).collect();
        let cut = if bar.party.caption.chars().count() > 28 { "…" } else { "" };
        out.element("text", &attributes, format_args!("{name}{cut}"));
    }
    out.raw("</svg>");
}

#[cfg(test)]
mod tests {
    use umbra_find::{Evidence, StatementId};
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
        let laid_out = draw_flows(&flows.iter().collect::<Vec<_>>()).unwrap();
        let x: Vec<f64> = laid_out.bars.iter().map(|bar| bar.x).collect();
        assert!(x[0] < x[1] && x[1] < x[2], "only the smallest runs back: {x:?}");
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let mut out = Markup::new();
        sankey(&mut out, &[], "money");
        assert_eq!(out.as_str(), "");
    }
}
