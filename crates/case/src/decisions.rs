//! Which ids mean one entity.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use umbra_model::EntityId;

use crate::Case;
use crate::clusters::Clusters;
use crate::error::{CaseError, Result};
use crate::records::entity_id;

/// Whether two ids mean one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Judgement {
    /// They mean one entity.
    Same,
    /// They mean two.
    Different,
    /// It can't be told; an earlier decision is taken back.
    Unsure,
}

impl Judgement {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Judgement {
    type Err = CaseError;
    fn from_str(name: &str) -> Result<Self> {
        [Self::Same, Self::Different, Self::Unsure]
            .into_iter()
            .find(|judgement| judgement.name() == name)
            .ok_or_else(|| CaseError::Damaged(format!("{name:?} is no judgement")))
    }
}

/// A decision on a pair of ids.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// Its number, counted from 1.
    pub id: i64,
    /// The lesser id.
    pub left: EntityId,
    /// The greater id.
    pub right: EntityId,
    /// What was decided.
    pub judgement: Judgement,
    /// The score of the comparison behind it, from 0 to 1.
    pub score: Option<f64>,
    /// The reason given.
    pub why: String,
    /// Who decided.
    pub actor: String,
    /// When, in UTC, as ISO 8601.
    pub at: String,
    /// Whether it still counts: no later decision is on the same pair.
    pub stands: bool,
}

/// Clusters of ids under the decisions that stand, as far as they have been read.
#[derive(Default)]
pub(crate) struct Decided {
    /// The last row of `decision` that was read.
    last: i64,
    canonical: HashMap<EntityId, EntityId>,
    /// By canonical id, ids in order.
    members: BTreeMap<EntityId, Vec<EntityId>>,
    /// Decisions "same" that were not followed, as they would join ids judged different.
    contradicted: Vec<i64>,
}

impl Decided {
    fn refresh(&mut self, connection: &Connection) -> Result<()> {
        let damaged = |error: rusqlite::Error| CaseError::Damaged(format!("decisions: {error}"));
        let last: i64 = connection
            .prepare_cached("SELECT coalesce(max(id), 0) FROM decision")
            .and_then(|mut select| select.query_row([], |row| row.get(0)))
            .map_err(damaged)?;
        // A transaction that was rolled back takes numbers back, so only equality means that nothing is new.
        if last != self.last {
            *self = Self::of(&read(connection)?);
            self.last = last;
        }
        Ok(())
    }

    fn of(decisions: &[Decision]) -> Self {
        let mut clusters = Clusters::default();
        let standing = || decisions.iter().filter(|decision| decision.stands);
        for decision in standing().filter(|decision| decision.judgement == Judgement::Different) {
            clusters.part(&decision.left, &decision.right);
        }
        let mut contradicted = Vec::new();
        for decision in standing().filter(|decision| decision.judgement == Judgement::Same) {
            if !clusters.join(&decision.left, &decision.right) {
                contradicted.push(decision.id);
            }
        }
        let mut decided = Self { contradicted, ..Self::default() };
        for ids in clusters.groups() {
            for id in &ids {
                decided.canonical.insert(id.clone(), ids[0].clone());
            }
            decided.members.insert(ids[0].clone(), ids);
        }
        decided
    }
}

fn read(connection: &Connection) -> Result<Vec<Decision>> {
    let damaged = |error: rusqlite::Error| CaseError::Damaged(format!("decisions: {error}"));
    let sql = "SELECT id, \"left\", \"right\", judgement, score, why, actor, at FROM decision ORDER BY id";
    let mut select = connection.prepare_cached(sql).map_err(damaged)?;
    let mut rows = select.query([]).map_err(damaged)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(damaged)? {
        let text = |index: usize| row.get::<_, String>(index).map_err(damaged);
        all.push(Decision {
            id: row.get(0).map_err(damaged)?,
            left: entity_id(&text(1)?)?,
            right: entity_id(&text(2)?)?,
            judgement: text(3)?.parse()?,
            score: row.get(4).map_err(damaged)?,
            why: text(5)?,
            actor: text(6)?,
            at: text(7)?,
            stands: false,
        });
    }
    let mut last_of_pair = HashMap::new();
    for (index, decision) in all.iter().enumerate() {
        last_of_pair.insert((decision.left.clone(), decision.right.clone()), index);
    }
    for index in last_of_pair.into_values() {
        all[index].stands = true;
    }
    Ok(all)
}

impl Case {
    /// The id that stands for an entity: the least, in the order of its characters' bytes, of those judged the same.
    ///
    /// Ids are the same through any chain of decisions "same" that stand. Where such a chain would join two ids judged
    /// different, the later of its decisions is not followed; see [`Case::contradicted_decisions`].
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn canonical(&self, id: &EntityId) -> Result<EntityId> {
        let mut decided = self.decided.borrow_mut();
        decided.refresh(&self.connection)?;
        Ok(decided.canonical.get(id).unwrap_or(id).clone())
    }

    /// All ids judged the same as an id, itself included, in order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn same_as(&self, id: &EntityId) -> Result<Vec<EntityId>> {
        let canonical = self.canonical(id)?;
        let decided = self.decided.borrow();
        Ok(decided.members.get(&canonical).cloned().unwrap_or_else(|| vec![canonical]))
    }

    /// Every decision ever made, the oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        read(&self.connection)
    }

    /// The decisions "same" that stand but are not followed, as together with earlier ones they would join two ids
    /// judged different. Somebody should look at them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn contradicted_decisions(&self) -> Result<Vec<Decision>> {
        let mut decided = self.decided.borrow_mut();
        decided.refresh(&self.connection)?;
        let contradicted = &decided.contradicted;
        Ok(read(&self.connection)?.into_iter().filter(|decision| contradicted.contains(&decision.id)).collect())
    }
}
