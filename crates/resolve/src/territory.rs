//! Countries and places.

use umbra_names::{Kind, Likeness, Name};

use crate::proposal::Parts;
use crate::record::{Record, list};
use crate::weights::Weights;

/// What the countries and places of two records say.
pub(crate) fn weigh(left: &Record, right: &Record, kind: Kind, weights: &Weights, parts: &mut Parts) {
    if !left.countries.is_empty() && !right.countries.is_empty() {
        if left.countries.iter().any(|country| right.countries.contains(country)) {
            parts.add("country", weights.country, || {
                let shared = left.countries.iter().filter(|country| right.countries.contains(country));
                format!("both {}", list(shared.copied()))
            });
        } else {
            // People have several countries, companies register in several; a place lies in one.
            let weight = match kind {
                Kind::Person => weights.other_country,
                Kind::Organisation => weights.other_country_of_body,
                Kind::Place => -6.0,
            };
            parts.add("country", weight, || {
                format!("{} and {}", list(left.countries.iter().copied()), list(right.countries.iter().copied()))
            });
        }
    }
    if kind != Kind::Place {
        places(left, right, weights, parts);
    }
}

fn places(left: &Record, right: &Record, weights: &Weights, parts: &mut Parts) {
    let mut best: Option<(f64, &Name, &Name)> = None;
    for one in &left.places {
        for other in &right.places {
            let Likeness { score, information: bits, .. } = one.likeness(other);
            let agrees = score > 0.85 && one.is_distinctive() && other.is_distinctive();
            if agrees && best.is_none_or(|(known, _, _)| known < bits) {
                best = Some((bits, one, other));
            }
        }
    }
    // A town is shared by many, a street and number by few.
    if let Some((bits, one, other)) = best {
        parts.add("place", (weights.place_bit * bits).min(weights.place), || {
            format!("“{}” and “{}”", one.text(), other.text())
        });
    } else if let ([one, ..], [other, ..]) = (&left.places[..], &right.places[..])
        && weights.other_place != 0.0
    {
        parts.add("place", weights.other_place, || format!("“{}” and “{}”", one.text(), other.text()));
    }
}
