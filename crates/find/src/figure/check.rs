//! What a check says.

use serde::Serialize;
use umbra_model::EntityId;

use super::number::show;
use super::{Figure, Period};
use crate::{Evidence, Finding, FindingKind, Part};

/// What was compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// A number that can't be.
    Impossible,
    /// The same measure over the same period.
    SameMeasure,
    /// Parts and their whole: years and a total, districts and a province, outcomes and those who were arrested.
    PartsAndWhole,
    /// The same measure over periods that overlap and are not the same.
    OverlappingPeriods,
    /// A change and the two counts between which it lies.
    ChangeAndCounts,
    /// A change and one count, which give the other.
    ImpliedBase,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing contradicts.
    Agree,
    /// They can't all be right.
    Disagree {
        /// By how much: "9 (14.5 %)", "1.3 points".
        by: String,
    },
    /// They can't be compared.
    CannotCompare {
        /// Why.
        why: String,
    },
}

impl Verdict {
    /// Disagreements first, then agreements.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Disagree { .. } => 0,
            Self::Agree => 1,
            Self::CannotCompare { .. } => 2,
        }
    }
}

/// One check between figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What was compared with what.
    #[serde(rename = "check")]
    pub kind: CheckKind,
    /// What came out.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The figures, in the order in which the sentence speaks of them.
    pub figures: Vec<EntityId>,
    /// The check in one sentence, with its numbers.
    pub says: String,
    /// The assessment: evidence and caveats. Its score is the size of a disagreement in per cent.
    #[serde(flatten)]
    pub finding: Finding,
}

impl Check {
    /// A check between these figures. `size` is that of a disagreement, in per cent.
    ///
    /// `None` when there is no figure: nothing was checked.
    pub(super) fn new(kind: CheckKind, verdict: Verdict, figures: &[&Figure], says: String, size: f64) -> Option<Self> {
        let evidence = figures.iter().map(|figure| figure.evidence.clone()).reduce(|a, b| a.and(&b))?;
        let ids: Vec<EntityId> = figures.iter().map(|figure| figure.id.clone()).collect();
        let finding = Finding::new(FindingKind::FigureCheck, ids.clone(), &evidence, difference(size, &evidence));
        let check = Self { kind, verdict, figures: ids, says, finding };
        let check = figures.iter().fold(check, |check, figure| {
            let periods = std::iter::once(&figure.period).chain(&figure.base);
            periods.filter_map(Period::counted_words).fold(check, |check, words| {
                let source = &figure.citation.source_name;
                check.with_caveat(format!("{words:?} is counted from the date of {source:?}"))
            })
        });
        Some(check.with_origins(figures))
    }

    /// Adds a doubt.
    pub(super) fn with_caveat(mut self, caveat: impl Into<String>) -> Self {
        self.finding = self.finding.with_caveat(caveat);
        self
    }

    /// Agreement between figures of one voice is no second witness.
    fn with_origins(self, figures: &[&Figure]) -> Self {
        let voices: std::collections::BTreeSet<String> =
            figures.iter().map(|figure| figure.voice().to_lowercase()).collect();
        let is_one = figures.len() > 1 && voices.len() == 1 && self.verdict == Verdict::Agree;
        if is_one { self.with_caveat("all of it is of one origin") } else { self }
    }
}

fn difference(size: f64, evidence: &Evidence) -> Vec<Part> {
    // Without a bound there is no per cent to tell.
    let size = (size * 10.0).round() / 10.0;
    if size <= 0.0 || !size.is_finite() {
        return Vec::new();
    }
    vec![Part {
        name: "difference",
        points: size,
        why: format!("apart by {} % of the smaller", show(size)),
        evidence: evidence.clone(),
    }]
}
