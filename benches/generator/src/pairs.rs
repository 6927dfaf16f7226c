//! Pairs of records of which it is known whether they are of one entity.

use crate::entity::Entity;
use crate::population::{Options, Population};

/// Two records and whether they are of one entity.
#[derive(Clone, Debug)]
pub struct Pair {
    /// One record.
    pub query: Entity,
    /// The other.
    pub candidate: Entity,
    /// Whether both are of one entity.
    pub is_match: bool,
}

impl Pair {
    /// The pair as one line of JSON, without the line's end.
    pub fn to_line(&self) -> String {
        format!(
            "{{\"schema\": \"{}\", \"query\": {}, \"candidate\": {}, \"is_match\": {}}}",
            self.query.schema,
            self.query.to_flat_object(),
            self.candidate.to_flat_object(),
            self.is_match
        )
    }
}

/// That many pairs, a match and a hard non-match in turn, each entity with up to `names` names.
///
/// A non-match is of two entities that one could take for each other: father and son, sisters, the same name by
/// chance, nearly the same given name, twin firms.
pub fn pairs(options: Options, names: usize) -> impl Iterator<Item = Pair> {
    let count = options.count as u32;
    // Every other entity is the one that its namesake is of, so none is a namesake itself.
    let population = Population::new(Options { namesakes: 0.0, ..options });
    (0..count).map(move |number| {
        let thing = population.thing(number);
        let is_match = number % 2 == 0;
        let other = if is_match { thing.clone() } else { population.namesake_of(number, number) };
        let mut query = population.record_of(&thing, number, 0);
        let mut candidate = population.record_of(&other, number, 1);
        for copy in 0..(names as u32 * 2) {
            let (own, others) = (copy + 2, copy + 2 + names as u32 * 2);
            add_name(&mut query, &population.record_of(&thing, number, own), names);
            add_name(&mut candidate, &population.record_of(&other, number, others), names);
        }
        Pair { query, candidate, is_match }
    })
}

/// Adds the other record's name as an alias, while there are fewer than `names`.
fn add_name(entity: &mut Entity, other: &Entity, names: usize) {
    let have = entity.values("name").len() + entity.values("alias").len();
    if have < names {
        let name = other.values("name")[0].clone();
        if !entity.values("name").contains(&name) {
            entity.add("alias", name);
        }
    }
}
