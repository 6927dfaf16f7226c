//! Whom a name typed on the command line means.

use anyhow::Result;
use umbra_find::{EntityRef, Facts};
use umbra_model::EntityId;

use crate::exit::Usage;

/// The one entity with that id or name, letters' case and accents aside.
///
/// # Errors
/// [`Usage`] when nothing has the name, or several do: it lists what could be meant.
pub fn meant(facts: &Facts, name: &str) -> Result<EntityId> {
    if let Some(id) = EntityId::new(name).ok().filter(|id| facts.profile(id).is_some()) {
        return Ok(facts.canonical(&id).clone());
    }
    let found = named(facts, name);
    match found.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            Err(Usage(format!("nothing in the case is called {name:?}; search for it with: umbra who {name:?}")).into())
        }
        several => {
            let list: Vec<String> =
                several.iter().map(|e| format!("\n  {}  {} ({})", e.id, e.caption, e.schema)).collect();
            Err(Usage(format!("several are called {name:?}; name one by its id:{}", list.concat())).into())
        }
    }
}

/// Whoever bears the name; if nobody does, whoever's name holds all its words.
fn named(facts: &Facts, name: &str) -> Vec<EntityRef> {
    let wanted = umbra_names::normalise(name);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let (mut same, mut like) = (Vec::new(), Vec::new());
    for profile in facts.profiles().filter(|profile| !profile.schema().is_edge()) {
        let names =
            ["name", "alias", "weakAlias", "previousName"].into_iter().flat_map(|p| facts.values(profile.id(), p));
        let names: Vec<String> = names.map(umbra_names::normalise).collect();
        if names.contains(&wanted) {
            same.push(facts.entity(profile.id()));
        } else if names.iter().any(|own| words.iter().all(|word| own.split_whitespace().any(|w| w == *word))) {
            like.push(facts.entity(profile.id()));
        }
    }
    if same.is_empty() && !words.is_empty() { like } else { same }
}
