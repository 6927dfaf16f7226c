//! The entities of a scope that may be the one that a query describes.

use std::collections::{BTreeMap, HashSet};

use umbra_model::Entity;

use crate::catalog::Scope;
use crate::index::{Filter, Result, read, texts};
use crate::limits::MOST_MATCHES;
use crate::matcher::{Match, Profile, explain, score};

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

/// An entity that may be the one, before it is known whether it is among the best.
struct Rated<'s> {
    score: f64,
    id: String,
    line: Vec<u8>,
    profile: Profile,
    dataset: &'s str,
}

/// Finds the entities that may be the one that is asked for, the best first. The order is the same whenever the data are.
///
/// All candidates are scored; only those that are answered are put into words.
pub(crate) fn matches<'s>(scope: &'s Scope, query: &Entity, manner: &Manner) -> Result<Vec<Scored<'s>>> {
    let asked = Profile::of_entity(query);
    let keys = asked.keys();
    let wanted = manner.limit.max(1) * CANDIDATES_A_RESULT;
    let keep = wanted.clamp(FEWEST_CANDIDATES, MOST_MATCHES.max(manner.limit)) + manner.excluded.len();
    let mut rated: Vec<Rated<'s>> = Vec::new();
    for part in &scope.parts {
        let filter = Filter { datasets: part.within.clone(), ..manner.filter.clone() };
        for line in part.snapshot.candidates(&keys, &filter, keep)? {
            if is_excluded(&line, manner)? {
                continue;
            }
            let raw = read(&line)?;
            let profile = Profile::beside(&asked, &raw);
            let score = score(&asked, &profile, &manner.weights);
            if let Some(score) = score.filter(|score| *score >= manner.cutoff) {
                let id = raw.id.to_string();
                rated.push(Rated { score, id, line, profile, dataset: &part.name });
            }
        }
    }
    rated.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let mut met = HashSet::new();
    rated.retain(|found| met.insert(found.id.clone()));
    rated.truncate(manner.limit);
    let mut scored = Vec::with_capacity(rated.len());
    for Rated { line, profile, dataset, .. } in rated {
        if let Some(compared) = explain(&asked, &profile, &manner.weights) {
            scored.push(Scored { entity: Entity::from(read(&line)?), dataset, compared });
        }
    }
    Ok(scored)
}

fn is_excluded(line: &[u8], manner: &Manner) -> Result<bool> {
    if manner.excluded.is_empty() {
        return Ok(false);
    }
    let entity = Entity::from(read(line)?);
    let is_excluded = |id: &str| manner.excluded.contains(id);
    Ok(is_excluded(entity.id().as_str()) || texts(&entity, "referents").any(is_excluded))
}
