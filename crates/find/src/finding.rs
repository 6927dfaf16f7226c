//! What a finding is: an assessment that shows its parts and its evidence.

use serde::Serialize;
use umbra_model::EntityId;

use crate::StatementId;

/// Statements that bear something out: one at least, ascending, each once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Evidence(Vec<StatementId>);

impl Evidence {
    /// Takes the statements; `None` when there is none, because nothing is claimed without a source.
    pub fn new(statements: impl IntoIterator<Item = StatementId>) -> Option<Self> {
        let all = Self::of(statements);
        (!all.0.is_empty()).then_some(all)
    }

    /// Each statement once, ascending.
    fn of(statements: impl IntoIterator<Item = StatementId>) -> Self {
        let mut all: Vec<StatementId> = statements.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        all.shrink_to_fit();
        Self(all)
    }

    /// The statements.
    pub fn statements(&self) -> &[StatementId] {
        &self.0
    }

    /// The statement with the lowest number.
    pub fn first(&self) -> StatementId {
        self.0[0]
    }

    /// All statements of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }
}

/// One named summand of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// What it is called, such as "court decision".
    pub name: &'static str,
    /// What it adds; below zero where it speaks against.
    pub points: f64,
    /// Why, for people.
    pub why: String,
    /// What bears it out.
    pub evidence: Evidence,
}

/// What sort of question a finding answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Who shelters a group.
    Umbrella,
    /// Whether published figures agree.
    FigureCheck,
    /// What a network loses when somebody is taken out.
    Removal,
    /// How a group grows.
    Growth,
    /// Where money went.
    Money,
    /// Where trades and places breed it.
    Inspection,
    /// What differs between periods.
    Campaign,
}

/// An assessment: what follows from the statements, with the parts of its score, its evidence and its doubt.
///
/// There is no way to make one without evidence, and its score is always the sum of its parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    kind: FindingKind,
    subjects: Vec<EntityId>,
    score: f64,
    parts: Vec<Part>,
    evidence: Evidence,
    caveats: Vec<String>,
}

impl Finding {
    /// A finding on these subjects that rests on this evidence and on that of its parts.
    pub fn new(kind: FindingKind, subjects: Vec<EntityId>, evidence: &Evidence, parts: Vec<Part>) -> Self {
        let score = parts.iter().map(|part| part.points).fold(0.0, |sum, points| sum + points);
        let evidence = parts.iter().fold(evidence.clone(), |all, part| all.and(&part.evidence));
        Self { kind, subjects, score, parts, evidence, caveats: Vec::new() }
    }

    /// Adds a doubt that the reader has to know of; the same words are kept once.
    #[must_use]
    pub fn with_caveat(mut self, caveat: impl Into<String>) -> Self {
        let caveat = caveat.into();
        if !self.caveats.contains(&caveat) {
            self.caveats.push(caveat);
        }
        self
    }

    /// What sort of question it answers.
    pub fn kind(&self) -> FindingKind {
        self.kind
    }

    /// The entities that it is about, the chief one first.
    pub fn subjects(&self) -> &[EntityId] {
        &self.subjects
    }

    /// The sum of the parts' points. Only good for putting findings of one list in order.
    pub fn score(&self) -> f64 {
        self.score
    }

    /// The summands.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// All statements that it rests on.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// What the reader has to know before relying on it.
    pub fn caveats(&self) -> &[String] {
        &self.caveats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(ids: &[i64]) -> Evidence {
        Evidence::new(ids.iter().map(|&id| StatementId::from_number(id))).unwrap()
    }

    #[test]
    fn nothing_is_no_evidence() {
        assert_eq!(Evidence::new([]), None);
        assert_eq!(evidence(&[3, 1, 3]).statements(), [1, 3].map(StatementId::from_number));
    }

    #[test]
    fn a_score_is_the_sum_of_its_parts_and_takes_over_their_evidence() {
        let part = |points, id| Part { name: "p", points, why: String::new(), evidence: evidence(&[id]) };
        let finding =
            Finding::new(FindingKind::Umbrella, Vec::new(), &evidence(&[9]), vec![part(4.0, 2), part(-1.5, 5)])
                .with_caveat("a")
                .with_caveat("a");
        assert_eq!(finding.score(), 2.5);
        assert_eq!(finding.evidence(), &evidence(&[2, 5, 9]));
        assert_eq!(finding.caveats(), ["a"]);
    }
}
