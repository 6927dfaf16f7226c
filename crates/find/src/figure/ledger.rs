//! One published figure, with all that bounds it.

use serde::Serialize;
use umbra_model::{Attribution, EntityId, Reliability};

use super::{Check, Comparator, Period, Range};
use crate::{Citation, Evidence};

/// What sort of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// So many.
    Count,
    /// So much money.
    Amount,
    /// A part of a whole, in per cent.
    Share,
    /// More or fewer by so many per cent; a fall is negative.
    RelativeChange,
    /// More or fewer by so many; a fall is negative.
    AbsoluteChange,
    /// How long.
    Duration,
    /// Between two numbers.
    Range,
    /// The source's kind is none of these.
    Other,
}

/// A statistical claim, as made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The entity.
    pub id: EntityId,
    /// What is measured, in the source's words: "criminal cases filed".
    pub measure: String,
    /// What sort of number.
    pub kind: FigureKind,
    /// The number as printed.
    pub printed: String,
    /// The number; `None` where it can't be read.
    pub value: Option<f64>,
    /// How it bounds the claim.
    pub comparator: Comparator,
    /// What it allows, the comparator and the rounding of the printed number taken into account.
    pub range: Option<Range>,
    /// What is counted, or the unit in which is measured.
    pub unit: Option<String>,
    /// Currency of an amount.
    pub currency: Option<String>,
    /// What happened to the things counted.
    pub predicate: Option<String>,
    /// The time that it covers.
    pub period: Period,
    /// The time that it is compared with, for a change.
    pub base: Option<Period>,
    /// The area that it covers.
    pub territory: Option<String>,
    /// The stage of the justice system at which was counted.
    pub stage: Option<String>,
    /// The entity that is measured.
    pub about: Option<EntityId>,
    /// The figure of which it counts a part.
    pub whole: Option<EntityId>,
    /// Who says so.
    pub attribution: Attribution,
    /// How reliable the source is.
    pub reliability: Reliability,
    /// Where the number stands.
    pub citation: Citation,
    /// Everything that the source says of it.
    pub evidence: Evidence,
}

/// All figures of a case and the checks between them.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
pub struct Ledger {
    /// By measure, period, source and place.
    pub figures: Vec<Figure>,
    /// Disagreements first, then agreements, then what can't be compared.
    pub checks: Vec<Check>,
}

impl Ledger {
    /// The figure of that id.
    pub fn figure(&self, id: &EntityId) -> Option<&Figure> {
        self.figures.iter().find(|figure| &figure.id == id)
    }
}
