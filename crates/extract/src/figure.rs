//! Figures: statistical claims.

use std::ops::Range;

use umbra_model::PartialDate;

use crate::comparator::Comparator;

/// What sort of number a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// So many of something.
    Count,
    /// More or less by a percentage.
    RelativeChange,
    /// More or less by a number.
    AbsoluteChange,
    /// A percentage of a whole.
    Share,
    /// Money.
    Amount,
    /// From one number to another.
    Range,
}

impl FigureKind {
    /// Its name, as stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::RelativeChange => "relative_change",
            Self::AbsoluteChange => "absolute_change",
            Self::Share => "share",
            Self::Amount => "amount",
            Self::Range => "range",
        }
    }

    /// Whether it is a change.
    pub fn is_change(self) -> bool {
        matches!(self, Self::RelativeChange | Self::AbsoluteChange)
    }
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A rise.
    Increase,
    /// A fall.
    Decrease,
}

impl Direction {
    /// Its name, as stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
        }
    }
}

/// The period that a figure covers or is compared with.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Period {
    /// The words: "over the past five years".
    pub words: String,
    /// Where they stand.
    pub range: Range<usize>,
    /// The first day, month or year.
    pub start: Option<PartialDate>,
    /// The last day, month or year.
    pub end: Option<PartialDate>,
    /// Whether start and end follow from the document's date and not from the words alone.
    pub is_inferred: bool,
    /// Whether it is taken over from another figure or clause: "... in 2023 alone, and more than 27,000 were arrested".
    pub is_inherited: bool,
}

/// One statistical claim.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Figure {
    /// What is measured: "criminal cases filed".
    pub measure: String,
    /// What sort of number it is.
    pub kind: FigureKind,
    /// The number; a decrease is negative. Of a range the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// How the value bounds the claim.
    pub comparator: Comparator,
    /// Up or down, for changes.
    pub direction: Option<Direction>,
    /// What is counted, or the unit: "suspects", "percent", "crowns".
    pub unit: String,
    /// The ISO 4217 code of an amount, where the word has one.
    pub currency: Option<String>,
    /// What happened to the things counted: "arrested".
    pub predicate: Option<String>,
    /// When.
    pub period: Option<Period>,
    /// Compared with when.
    pub base: Option<Period>,
    /// Where: an entity.
    pub territory: Option<usize>,
    /// Who says so, the outermost first, as positions in [`Extraction::attributions`](crate::Extraction::attributions).
    pub attribution: Vec<usize>,
    /// The number, as bytes of the text.
    pub range: Range<usize>,
    /// The clause.
    pub evidence: Range<usize>,
    /// "this category": words that stand for what was counted before.
    pub anaphor: Option<Range<usize>>,
    #[serde(skip)]
    pub(crate) tokens: Range<usize>,
    #[serde(skip)]
    pub(crate) clause: Option<usize>,
    /// Whether it is what another figure is compared with: "up from 29 in 2023". Its period is nobody else's.
    #[serde(skip)]
    pub(crate) is_base: bool,
}
