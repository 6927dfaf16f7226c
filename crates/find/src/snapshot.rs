//! Taking a snapshot of a case file.

use std::collections::BTreeSet;

use umbra_case::{Case, Filter, Judgement};
use umbra_model::EntityId;

use crate::facts::Merge;
use crate::{Facts, FindError};

impl Facts {
    /// Takes a snapshot of a case: its sources, its live statements, the decisions that stand, and what was not read.
    ///
    /// Memory grows with the number of statements, by some 500 bytes each.
    ///
    /// # Errors
    /// [`FindError::Case`] when the case can't be read.
    pub fn of_case(case: &Case) -> Result<Self, FindError> {
        let mut builder = Self::builder();
        for source in case.sources()? {
            builder = builder.source(source);
        }
        let mut decided: BTreeSet<EntityId> = BTreeSet::new();
        for decision in case.decisions()?.into_iter().filter(|decision| decision.stands) {
            decided.extend([decision.left.clone(), decision.right.clone()]);
            let merge = Merge { left: decision.left, right: decision.right, why: decision.why, by: decision.actor };
            builder = match decision.judgement {
                Judgement::Same => builder.merged(merge),
                Judgement::Different => builder.different(merge.left, merge.right),
                Judgement::Unsure => builder.undecided(merge),
            };
        }
        for decision in case.contradicted_decisions()? {
            let why = format!("contradicts another decision; {}", decision.why);
            builder = builder.undecided(Merge { left: decision.left, right: decision.right, why, by: decision.actor });
        }
        for id in decided {
            let canonical = case.canonical(&id)?;
            if canonical != id {
                builder = builder.same(id, canonical);
            }
        }
        for skipped in case.skipped()? {
            let path = match skipped.row {
                Some(row) => format!("{}, row {row}", skipped.path),
                None => skipped.path,
            };
            builder = builder.skipped(path, skipped.reason);
        }
        case.each_statement(&Filter::all().without_retracted(), |stated| {
            // Candidates and reviews are no part of what a case says.
            if !stated.statement.schema().is_aside() {
                builder.add(stated.id, stated.statement);
            }
        })?;
        Ok(builder.build())
    }
}
