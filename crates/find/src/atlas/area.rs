//! A place with all that lies in it, to narrow a view to.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::EntityId;

use crate::inspect::{Contents, Key, Places, contents_by_place};
use crate::{Facts, Network};

/// All places under a view, and what is told of each itself: worked out once, whatever place is then asked for.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    /// Those that sources tell of, with those that are named for want of anything nearer.
    pub(crate) places: Places,
    pub(crate) contents: BTreeMap<Key, Contents>,
}

impl Ground {
    /// What is told of the places. Groups are also where they or their members hold firms, so that it depends on the network.
    pub(crate) fn of(facts: &Facts, network: &Network) -> Self {
        let (places, contents) = contents_by_place(facts, network, facts.whereabouts().places.clone());
        Self { places, contents }
    }
}

/// A place with all that lies in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Area {
    /// The places.
    pub(crate) keys: BTreeSet<Key>,
    /// Whoever and whatever is told to be there.
    inside: BTreeSet<EntityId>,
}

impl Area {
    /// The area of a place that is asked for by its key or its name; an empty one where the case knows no such place.
    /// `ground` is that of the view without the place: groups are where their members hold firms.
    pub(crate) fn of(facts: &Facts, ground: &Ground, asked: &str) -> Self {
        let Ground { places, contents } = ground;
        let Some(center) = places.asked(asked) else { return Self::default() };
        let lies_in = |key: &&Key| **key == center || places.above(key).contains(&center);
        let keys: BTreeSet<Key> = places.keys().filter(lies_in).cloned().collect();
        let mut inside: BTreeSet<EntityId> = facts
            .whereabouts()
            .at
            .iter()
            .filter(|(_, told)| told.iter().any(|key| keys.contains(key)))
            .map(|(id, _)| id.clone())
            .collect();
        for contents in contents.iter().filter(|(key, _)| keys.contains(*key)).map(|(_, contents)| contents) {
            let sets = [&contents.groups, &contents.offences, &contents.complaints, &contents.held];
            inside.extend(sets.into_iter().flatten().cloned());
        }
        Self { keys, inside }
    }

    /// Whether something is told to be there.
    pub(crate) fn has(&self, id: &EntityId) -> bool {
        self.inside.contains(id)
    }
}
