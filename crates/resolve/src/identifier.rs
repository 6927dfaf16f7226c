//! Numbers that registers give out, and ways to reach somebody.

use std::collections::BTreeSet;

use crate::proposal::Part;
use crate::record::Record;

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
pub(crate) fn parts(left: &Record, right: &Record) -> Vec<Part> {
    let mut out = Vec::new();
    for (property, ours) in &left.identifiers {
        let Some(theirs) = right.identifiers.get(property) else { continue };
        if let Some(shared) = ours.intersection(theirs).next() {
            out.push(Part::new("identifier", 14.0, format!("{property} {shared} in both")));
        } else if EXCLUSIVE.contains(property) && !same_but_cut(ours, theirs) && !other_registers(left, right) {
            let (ours, theirs) = (first(ours), first(theirs));
            out.push(Part::excluding("identifier", -12.0, format!("{property} {ours} and {theirs} differ")));
        }
    }
    if out.is_empty() {
        out.extend(elsewhere(left, right));
    }
    if let Some(contact) = left.contacts.intersection(&right.contacts).next() {
        out.push(Part::new("contact", 4.0, format!("{contact} in both")));
    }
    out
}

fn first(numbers: &BTreeSet<String>) -> &str {
    numbers.first().map_or("", String::as_str)
}

/// "OST-20417" and "20417" may be one number, written with and without its register.
fn same_but_cut(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    let cut = |one: &str, other: &str| one.len() > 4 && other.ends_with(one);
    ours.iter().any(|one| theirs.iter().any(|other| cut(one, other) || cut(other, one)))
}

/// Registers of two countries give two numbers to one company.
fn other_registers(left: &Record, right: &Record) -> bool {
    !left.countries.is_empty() && !right.countries.is_empty() && left.countries.is_disjoint(&right.countries)
}

/// One number under two properties: sources call them differently.
fn elsewhere(left: &Record, right: &Record) -> Option<Part> {
    let numbers = |record: &Record| -> BTreeSet<String> {
        record.identifiers.values().flatten().filter(|number| number.len() > 5).cloned().collect()
    };
    let (ours, theirs) = (numbers(left), numbers(right));
    let shared = ours.intersection(&theirs).next()?;
    Some(Part::new("identifier", 8.0, format!("{shared} in both, under different names")))
}
