//! A place with all that lies in it, to narrow a view to.

use std::collections::BTreeSet;
use std::sync::Arc;

use umbra_model::EntityId;

use super::Whereabouts;
use crate::inspect::{Key, contents_by_place};
use crate::{Facts, Network};

/// A place with all that lies in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Area {
    /// The places.
    pub(crate) keys: BTreeSet<Key>,
    /// Whoever and whatever is told to be there.
    inside: BTreeSet<EntityId>,
    /// All places of the case, as they were read to find it.
    pub(crate) read: Option<Arc<Whereabouts>>,
}

impl Area {
    /// The area of a place that is asked for by its key or its name; an empty one where the case knows no such place.
    /// `network` is that of the view without the place: groups are where their members hold firms.
    pub(crate) fn of(facts: &Facts, network: &Network, asked: &str) -> Self {
        let read = Whereabouts::of(facts);
        let (places, contents) = contents_by_place(facts, network, read.places.clone());
        let Some(center) = places.asked(asked) else { return Self::default() };
        let lies_in = |key: &&Key| **key == center || places.above(key).contains(&center);
        let keys: BTreeSet<Key> = places.keys().filter(lies_in).cloned().collect();
        let mut inside: BTreeSet<EntityId> = read
            .at
            .iter()
            .filter(|(_, told)| told.iter().any(|key| keys.contains(key)))
            .map(|(id, _)| id.clone())
            .collect();
        for contents in contents.iter().filter(|(key, _)| keys.contains(*key)).map(|(_, contents)| contents) {
            let sets = [&contents.groups, &contents.offences, &contents.complaints, &contents.held];
            inside.extend(sets.into_iter().flatten().cloned());
        }
        Self { keys, inside, read: Some(Arc::new(read)) }
    }

    /// Whether something is told to be there.
    pub(crate) fn has(&self, id: &EntityId) -> bool {
        self.inside.contains(id)
    }
}
