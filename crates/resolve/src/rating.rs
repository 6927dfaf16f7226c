//! How likely a query means a record, as a score that is the sum of its shares.
//!
//! A [`Proposal`](crate::Proposal) sums up logarithms, which nobody adds up by eye. A [`Rating`] tells the same judgement
//! as numbers from 0 to 1: each [`Share`] is what the score rose or fell by when that part was taken in, in a fixed order.

use umbra_names::Kind;

use crate::judge::weighed;
use crate::life::depth;
use crate::name::Agreement;
use crate::proposal::{Part, Parts, logistic};
use crate::record::{Record, list};
use crate::weights::Weights;

/// What likeness alone comes to at most.
const MOST: f64 = 0.99;
/// What a number in common comes to at least, whatever speaks against it.
const NUMBER: f64 = 0.85;
/// What a single name of a person, or one written in short, comes to at most as a logarithm of odds: 0.75.
const SHORT_NAME: f64 = 1.1;
/// Names that agree so far are the same for a full match.
const SAME_NAME: f64 = 0.95;

/// The order in which parts are taken in. The name is first; a number, which settles most, is last.
const ORDER: [&str; 10] = [
    "name",
    "kind",
    "birth date",
    "death date",
    "founding date",
    "gender",
    "country",
    "place",
    "contact",
    "identifier",
];

/// How a query and a record agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// From 0 to 1: a ranking of what somebody should look at, and no verdict. It is the sum of the shares.
    pub score: f64,
    /// What the score is made of.
    pub shares: Vec<Share>,
}

/// One named share of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// What was compared, such as "name" or "birth date".
    pub name: &'static str,
    /// What it adds to the score, or takes from it.
    pub score: f64,
    /// What was found, in words; empty where they were not asked for.
    pub why: String,
    /// What the query says, where one value is compared.
    pub query: Option<String>,
    /// What the record says.
    pub record: Option<String>,
}

/// How likely a query means a record. `None` where it can't; see [`compare`](crate::compare).
///
/// The score is [`Proposal::score`](crate::Proposal::score), with four rules for those who read it. 1 is said only where
/// both have a number in common, or the same name, day of birth and country, and nothing speaks against it; else 0.99 is the
/// most. A number in common comes to 0.85 at least, whatever else differs. A
/// single name of a person, or one written in short, comes to 0.75 at most. And what a pair of records has to overcome, and how
/// the names agree, are one share.
///
/// With `explains` the shares are put into words, which takes some ten times as long.
pub fn rate(query: &Record, record: &Record, weights: &Weights, explains: bool) -> Option<Rating> {
    let (parts, agreement) = weighed(query, record, weights, explains)?;
    let whole = whole(query, record, agreement.as_ref(), &parts);
    let mut rating = Rating { score: 0.0, shares: Vec::with_capacity(parts.list.len()) };
    let mut sum = 0.0;
    let mut list = parts.list.into_vec();
    if let Some(chance) = list.iter().position(|part| part.name == "chance") {
        // The name is what brought the two together: what speaks for it and how little that says are one thing.
        sum = list.remove(chance).weight;
    }
    list.sort_by_key(|part| ORDER.iter().position(|name| *name == part.name));
    let is_short = agreement
        .as_ref()
        .is_some_and(|agreement| agreement.kind == Kind::Person && !agreement.is_written_out(query, record));
    for Part { name, weight, why, .. } in list {
        sum += weight;
        if name == "name" && is_short {
            sum = sum.min(SHORT_NAME);
        }
        let reached = logistic(sum).min(MOST);
        let added = reached - rating.score;
        rating.score = reached;
        if let Some(known) = rating.shares.last_mut().filter(|known| known.name == name) {
            known.score += added;
            known.why += &format!("; {why}");
            continue;
        }
        let [query, record] = if explains { values(name, query, record, agreement.as_ref()) } else { [None, None] };
        rating.shares.push(Share { name, score: added, why, query, record });
    }
    if let Some((settled_by, least)) = whole.filter(|(_, least)| *least > rating.score)
        && let Some(share) = rating.shares.iter_mut().find(|share| share.name == settled_by)
    {
        share.score += least - rating.score;
        rating.score = least;
    }
    rating.score = (rating.score * 1e6).round() / 1e6;
    Some(rating)
}

/// What settles the matter, and what the score then is at least.
fn whole(query: &Record, record: &Record, agreement: Option<&Agreement>, parts: &Parts) -> Option<(&'static str, f64)> {
    let own = |part: &Part| ["chance", "name"].contains(&part.name);
    let is_opposed = parts.list.iter().any(|part| part.weight < 0.0 && !own(part));
    if parts.holds("identifier") {
        let is_other = agreement.is_some_and(|agreement| !agreement.agrees);
        return Some(("identifier", if is_opposed || is_other { NUMBER } else { 1.0 }));
    }
    let agreement = agreement.filter(|agreement| agreement.kind == Kind::Person && agreement.score >= SAME_NAME)?;
    let mut days = query.births.iter().flat_map(|one| record.births.iter().map(move |other| (*one, *other)));
    let same_day = days.any(|(one, other)| one.may_equal(other) && depth(one, other) == 3);
    let is_full = agreement.is_full(query, record) && same_day && parts.holds("country");
    (is_full && !is_opposed).then_some(("birth date", 1.0))
}

/// The values that a part compares.
fn values(part: &str, query: &Record, record: &Record, agreement: Option<&Agreement>) -> [Option<String>; 2] {
    if part == "name" {
        return agreement
            .map_or([None, None], |agreement| agreement.texts(query, record).map(|text| Some(text.to_owned())));
    }
    let texts = |one: &mut dyn Iterator<Item = String>| one.take(4).collect::<Vec<_>>().join(", ");
    [query, record].map(|side| match part {
        "birth date" | "founding date" => Some(texts(&mut side.births.iter().map(ToString::to_string))),
        "death date" => Some(texts(&mut side.deaths.iter().map(ToString::to_string))),
        "gender" => Some(texts(&mut side.genders.iter().map(ToString::to_string))),
        "country" => Some(list(side.countries.iter().copied())),
        "kind" => Some(side.schema.label().to_owned()),
        "identifier" => Some(texts(&mut side.identifiers.iter().map(|(_, number)| number.to_string()))),
        "contact" => Some(texts(&mut side.contacts.iter().map(ToString::to_string))),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::record;

    fn check(schema: &str, query: &[(&str, &str)], known: &[(&str, &str)]) -> f64 {
        let weights = Weights::screening();
        let (query, known) = (record(schema, query), record(schema, known));
        let Some(found) = rate(&query, &known, &weights, true) else { return 0.0 };
        let sum: f64 = found.shares.iter().map(|share| share.score).sum();
        assert!((sum - found.score).abs() < 1e-5, "the score is the sum of its shares: {found:?}");
        let wordless = rate(&query, &known, &weights, false).unwrap();
        assert!((wordless.score - found.score).abs() < 1e-12, "words change nothing");
        found.score
    }

    #[test]
    fn a_name_alone_is_no_full_match() {
        let name = check("Person", &[("name", "Viktor Hallström")], &[("name", "HALLSTROM, Victor")]);
        assert!((0.7..0.95).contains(&name), "{name}");
        assert!(check("Person", &[("name", "Viktor Hallström")], &[("name", "Olga Brandt")]) < 0.1);
        for common in ["Ma", "Wang Wei", "王伟", "Ivan Ivanov"] {
            let score = check("Person", &[("name", common)], &[("name", common)]);
            assert!(score < 0.7, "{common}: {score}");
        }
        for short in ["Hallström", "V. Hallström"] {
            let score = check("Person", &[("name", short)], &[("name", short)]);
            assert!((0.7..0.76).contains(&score), "{short}: {score}");
            let longer = check("Person", &[("name", "Hallström")], &[("name", "Viktor Hallström")]);
            assert!(longer < 0.7, "a surname and a full name: {longer}");
        }
    }

    #[test]
    fn a_full_biography_or_a_number_is() {
        let known = [("name", "Viktor Hallström"), ("birthDate", "1961-03-05"), ("nationality", "mt")];
        assert!((check("Person", &known, &known) - 1.0).abs() < 1e-9);
        assert!(check("Person", &known[..2], &known) <= 0.99, "no country");
        let other = [("name", "Viktor Hallström"), ("birthDate", "1988-03-05"), ("nationality", "mt")];
        assert!(check("Person", &known, &other) < 0.1);
        let firm = [("name", "Quay Haulage Ltd"), ("registrationNumber", "HRB 20417")];
        assert!((check("Company", &firm, &[("registrationNumber", "HRB-20417")]) - 1.0).abs() < 1e-9);
        let two = [("name", "Quay Haulage Ltd"), ("registrationNumber", "HRB 99999")];
        assert!(check("Company", &firm, &two) < 0.7);
        let renamed = [("name", "Lantern Gravel"), ("registrationNumber", "HRB 20417")];
        assert!((0.85..0.999).contains(&check("Company", &firm, &renamed)));
    }
}
