//! What a printed number allows: comparators, rounding, and arithmetic on the intervals that follow.

use std::fmt;

use serde::Serialize;

/// How a number bounds the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Comparator {
    /// Just that many, as far as the number is printed.
    #[serde(rename = "=")]
    Equal,
    /// More than that.
    #[serde(rename = ">")]
    Above,
    /// At least that.
    #[serde(rename = ">=")]
    AtLeast,
    /// Less than that.
    #[serde(rename = "<")]
    Below,
    /// At most that.
    #[serde(rename = "<=")]
    AtMost,
    /// About that.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// Reads `=`, `>`, `>=`, `<`, `<=`, `~` (and `≥`, `≤`, `≈`).
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim() {
            "=" | "==" => Self::Equal,
            ">" => Self::Above,
            ">=" | "≥" => Self::AtLeast,
            "<" => Self::Below,
            "<=" | "≤" => Self::AtMost,
            "~" | "≈" => Self::About,
            _ => return None,
        })
    }

    /// The words before the number: "more than".
    pub fn words(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::Above => "more than ",
            Self::AtLeast => "at least ",
            Self::Below => "less than ",
            Self::AtMost => "at most ",
            Self::About => "about ",
        }
    }
}

/// The values that a figure allows: a closed interval, either end possibly open to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// The least value; `None` for no bound.
    pub low: Option<f64>,
    /// The greatest value; `None` for no bound.
    pub high: Option<f64>,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{low}"),
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
            (Some(low), None) => write!(f, "{low} or more"),
            (None, Some(high)) => write!(f, "{high} or less"),
            (None, None) => f.write_str("anything"),
        }
    }
}
