//! Countries and places.

use umbra_names::Kind;

use crate::proposal::Part;
use crate::record::Record;

/// What the countries and places of two records say.
pub(crate) fn parts(left: &Record, right: &Record, kind: Kind) -> Vec<Part> {
    let mut out = Vec::new();
    if !left.countries.is_empty() && !right.countries.is_empty() {
        let shared: Vec<&str> = left.countries.intersection(&right.countries).map(String::as_str).collect();
        out.push(if shared.is_empty() {
            // People have several countries, companies register in several; a place lies in one.
            let weight = match kind {
                Kind::Person => -1.5,
                Kind::Organisation => -3.0,
                Kind::Place => -6.0,
            };
            Part::new("country", weight, format!("{} and {}", list(left), list(right)))
        } else {
            Part::new("country", 0.8, format!("both {}", shared.join(", ")))
        });
    }
    if kind != Kind::Place {
        out.extend(places(left, right));
    }
    out
}

fn list(record: &Record) -> String {
    record.countries.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn places(left: &Record, right: &Record) -> Option<Part> {
    let mut best: Option<(f64, String)> = None;
    for one in &left.places {
        for other in &right.places {
            let found = one.compare(other);
            let agrees = found.score > 0.85 && one.is_distinctive() && other.is_distinctive();
            if agrees && best.as_ref().is_none_or(|(bits, _)| *bits < found.information) {
                best = Some((found.information, format!("“{}” and “{}”", one.text(), other.text())));
            }
        }
    }
    // A town is shared by many, a street and number by few.
    best.map(|(bits, why)| Part::new("place", (0.1 * bits).min(4.0), why))
}
