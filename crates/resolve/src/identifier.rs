//! Numbers that registers give out, and ways to reach somebody.

use crate::proposal::Parts;
use crate::record::Record;
use crate::weights::Weights;

/// Numbers of which an entity has one: two of them are two entities.
const EXCLUSIVE: [&str; 14] = [
    "registrationNumber",
    "taxNumber",
    "vatCode",
    "innCode",
    "ogrnCode",
    "leiCode",
    "uscCode",
    "idNumber",
    "socialSecurityNumber",
    "imoNumber",
    "dunsCode",
    "cikCode",
    "vin",
    "mmsi",
];

/// What the numbers of two records say.
pub(crate) fn weigh(left: &Record, right: &Record, weights: &Weights, parts: &mut Parts) {
    let mut told = false;
    for (property, _) in left.identifiers.chunk_by(|a, b| a.0 == b.0).map(|run| &run[0]) {
        let mut theirs = right.identifiers_of(property).peekable();
        if theirs.peek().is_none() {
            continue;
        }
        let shared =
            left.identifiers_of(property).find(|one| right.identifiers_of(property).any(|other| other == *one));
        if let Some(shared) = shared {
            parts.add("identifier", weights.identifier, || format!("{property} {shared} in both"));
            told = true;
        } else if EXCLUSIVE.contains(property) && !same_but_cut(left, right, property) && !other_registers(left, right)
        {
            let first = |record: &Record| record.identifiers_of(property).next().unwrap_or_default().to_owned();
            let why = || format!("{property} {} and {} differ", first(left), first(right));
            // A slip in a long number is likelier than two numbers that are one figure apart.
            if is_slip(left, right, property) {
                parts.add("identifier", weights.identifier_slip, why);
            } else {
                parts.exclude("identifier", -12.0, why);
            }
            told = true;
        }
    }
    if !told {
        elsewhere(left, right, weights, parts);
    }
    if let Some(contact) = left.contacts.iter().find(|contact| right.contacts.contains(contact)) {
        parts.add("contact", weights.contact, || format!("{contact} in both"));
    }
}

/// "OST-20417" and "20417" may be one number, written with and without its register.
fn same_but_cut(left: &Record, right: &Record, property: &str) -> bool {
    let cut = |one: &str, other: &str| one.len() > 4 && other.ends_with(one);
    pairs(left, right, property).any(|(one, other)| cut(one, other) || cut(other, one))
}

/// Whether two numbers of seven figures or more differ in one.
fn is_slip(left: &Record, right: &Record, property: &str) -> bool {
    pairs(left, right, property).any(|(one, other)| {
        one.len() > 6 && one.len() == other.len() && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
    })
}

fn pairs<'a>(left: &'a Record, right: &'a Record, property: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    left.identifiers_of(property).flat_map(move |one| right.identifiers_of(property).map(move |other| (one, other)))
}

/// Registers of two countries give two numbers to one company.
fn other_registers(left: &Record, right: &Record) -> bool {
    let shares = left.countries.iter().any(|country| right.countries.contains(country));
    !left.countries.is_empty() && !right.countries.is_empty() && !shares
}

/// One number under two properties: sources call them differently.
fn elsewhere(left: &Record, right: &Record, weights: &Weights, parts: &mut Parts) {
    fn long(record: &Record) -> impl Iterator<Item = &str> {
        record.identifiers.iter().map(|(_, number)| &**number).filter(|number| number.len() > 5)
    }
    if let Some(shared) = long(left).find(|one| long(right).any(|other| other == *one)) {
        parts.add("identifier", weights.identifier_elsewhere, || format!("{shared} in both, under different names"));
    }
}
