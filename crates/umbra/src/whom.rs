//! Whom a name typed on the command line means.

use std::collections::BTreeSet;

use anyhow::Result;
use umbra_find::{Facts, Office, offices};
use umbra_model::EntityId;

use crate::exit::Usage;

/// Records that are listed where several could be meant.
const MOST: usize = 12;

/// The one entity with that id or name, letters' case and accents aside.
///
/// # Errors
/// [`Usage`] when nothing has the name, or several do: it lists what could be meant, with what tells them apart.
pub fn meant(facts: &Facts, name: &str) -> Result<EntityId> {
    if let Some(id) = EntityId::new(name).ok().filter(|id| facts.profile(id).is_some()) {
        return Ok(facts.canonical(&id).clone());
    }
    let found = named(facts, name);
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            Err(Usage(format!("nothing in the case is called {name:?}; search for it with: umbra who {name:?}")).into())
        }
        several => {
            let mut list: Vec<String> = several
                .iter()
                .take(MOST)
                .map(|id| format!("\n  umbra dossier {id}\n    {}", told(facts, id)))
                .collect();
            if several.len() > MOST {
                list.push(format!("\n  and {} more: umbra who {name:?} --limit 100", several.len() - MOST));
            }
            Err(Usage(format!(
                "{} records are called {name:?}, and nobody has judged whether they are one; choose:{}",
                several.len(),
                list.concat()
            ))
            .into())
        }
    }
}

/// What tells a record from its namesakes: what it is, since when, in which office, in which documents.
fn told(facts: &Facts, id: &EntityId) -> String {
    let entity = facts.entity(id);
    let mut told = format!("{}, {}", entity.caption, entity.schema);
    for (property, words) in [("birthDate", "born "), ("incorporationDate", "founded "), ("registrationNumber", "no. ")]
    {
        if let Some(value) = facts.value(id, property) {
            told.push_str(&format!(", {words}{value}"));
        }
    }
    let office = Office::chief(&offices(facts, id)).map(Office::title);
    if let Some(post) = office.or_else(|| facts.value(id, "position").map(str::to_owned)) {
        told.push_str(&format!(", {post}"));
    }
    let sources: BTreeSet<_> = facts.of(id).map(|fact| fact.statement.span().source()).collect();
    let mut files: Vec<&str> = sources
        .iter()
        .filter_map(|source| facts.source(*source))
        .map(|source| source.path.rsplit('/').next().unwrap_or(&source.path))
        .collect();
    files.sort_unstable();
    let more = if files.len() > 3 { format!(" and {} more", files.len() - 3) } else { String::new() };
    files.truncate(3);
    format!("{told}; in {}{more}", files.join(", "))
}

/// Whoever bears the name: as a full name, else as a short one; if nobody does, whoever's name holds all its words. By id.
fn named(facts: &Facts, name: &str) -> Vec<EntityId> {
    let wanted = umbra_names::normalise(name);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut found: [Vec<EntityId>; 3] = Default::default();
    for profile in facts.profiles().filter(|profile| !profile.schema().is_edge()) {
        let id = profile.id();
        let names = |properties: &[&'static str]| -> Vec<String> {
            properties.iter().flat_map(|property| facts.values(id, property)).map(umbra_names::normalise).collect()
        };
        let (full, short) = (names(&["name", "alias", "previousName"]), names(&["weakAlias"]));
        let holds = |own: &String| words.iter().all(|word| own.split_whitespace().any(|other| other == *word));
        let rank = if full.contains(&wanted) {
            0
        } else if short.contains(&wanted) {
            1
        } else if !words.is_empty() && full.iter().chain(&short).any(holds) {
            2
        } else {
            continue;
        };
        found[rank].push(id.clone());
    }
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}
