//! The entities of a scope that may be the one that a query describes.

use std::collections::{BTreeMap, HashSet};

use umbra_model::Entity;

use crate::catalog::Scope;
use crate::index::{Filter, Result, texts};
use crate::limits::MOST_MATCHES;
use crate::matcher::{Match, Profile, score};

/// Fewer candidates than this are never compared.
const FEWEST_CANDIDATES: usize = 50;
/// So many candidates are compared for each result that is wanted.
const CANDIDATES_A_RESULT: usize = 10;

/// How a query is answered.
#[derive(Debug, Clone)]
pub(crate) struct Manner {
    /// How many results at most.
    pub limit: usize,
    /// Results below this are left out.
    pub cutoff: f64,
    /// Which entities may be among the results.
    pub filter: Filter,
    /// Ids, also merged ones, that are to be left out.
    pub excluded: HashSet<String>,
    /// What multiplies the parts of the score, by name.
    pub weights: BTreeMap<String, f64>,
}

/// An entity, with how it compares with the query.
pub(crate) struct Scored<'s> {
    pub entity: Entity,
    pub dataset: &'s str,
    pub compared: Match,
}

/// Finds the entities that may be the one that is asked for, the best first. The order is the same whenever the data are.
pub(crate) fn matches<'s>(scope: &'s Scope, query: &Entity, manner: &Manner) -> Result<Vec<Scored<'s>>> {
    let asked = Profile::of_entity(query);
    let keys = asked.keys();
    let wanted = manner.limit.max(1) * CANDIDATES_A_RESULT;
    let keep = wanted.clamp(FEWEST_CANDIDATES, MOST_MATCHES.max(manner.limit)) + manner.excluded.len();
    let mut scored: Vec<Scored<'s>> = Vec::new();
    for part in &scope.parts {
        let filter = Filter { datasets: part.within.clone(), ..manner.filter.clone() };
        for entity in part.snapshot.candidates(&keys, &filter, keep)? {
            let is_excluded = |id: &str| manner.excluded.contains(id);
            if is_excluded(entity.id().as_str()) || texts(&entity, "referents").any(is_excluded) {
                continue;
            }
            let compared = score(&asked, &Profile::of_entity(&entity), &manner.weights);
            if compared.score >= manner.cutoff {
                scored.push(Scored { entity, dataset: &part.name, compared });
            }
        }
    }
    scored.sort_by(|a, b| {
        let best = b.compared.score.total_cmp(&a.compared.score);
        best.then_with(|| a.entity.id().cmp(b.entity.id()))
    });
    let mut met = HashSet::new();
    scored.retain(|found| met.insert(found.entity.id().clone()));
    scored.truncate(manner.limit);
    Ok(scored)
}
