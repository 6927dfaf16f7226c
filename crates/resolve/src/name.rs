//! How well the names of two records agree.

use umbra_names::{Comparison, Kind, Name, Rule};

use crate::proposal::Part;
use crate::record::Record;

/// Names that agree less are two names, and their records are not compared.
pub(crate) const LEAST_SCORE: f64 = 0.75;

/// The two names of two records that agree best.
#[derive(Debug, Clone)]
pub(crate) struct Agreement {
    pub kind: Kind,
    pub left: String,
    pub right: String,
    pub comparison: Comparison,
    /// Whether both names are written out, and two of their words met.
    pub is_full: bool,
    /// Whether both names have a word that sets them apart.
    pub is_distinctive: bool,
}

impl Agreement {
    /// The best agreement of the names of two records, read as names of a kind.
    pub(crate) fn of(left: &Record, right: &Record, kind: Kind) -> Option<Self> {
        let mut best: Option<Self> = None;
        for one in left.names_as(kind) {
            for other in right.names_as(kind) {
                let found = Self::between(one, other, kind);
                let rank = |agreement: &Self| {
                    let fit = agreement.comparison.score >= LEAST_SCORE;
                    (fit && agreement.is_full, agreement.comparison.score, agreement.comparison.information)
                };
                if best.as_ref().is_none_or(|best| rank(best) < rank(&found)) {
                    best = Some(found);
                }
            }
        }
        best
    }

    fn between(one: &Name, other: &Name, kind: Kind) -> Self {
        let comparison = one.compare(other);
        let whole = |rule: Rule| {
            !matches!(rule, Rule::Initial | Rule::Alone | Rule::Repeated | Rule::Form | Rule::FormConflict)
        };
        // A joined pair holds two words of one name.
        let met = comparison.pairs.iter().filter(|pair| whole(pair.rule) && pair.weight > 2.5);
        let words: usize = met.map(|pair| 1 + usize::from(pair.rule == Rule::Joined)).sum();
        Self {
            kind,
            left: one.text().to_owned(),
            right: other.text().to_owned(),
            is_full: one.is_full() && other.is_full() && words > 1,
            is_distinctive: one.is_distinctive() && other.is_distinctive(),
            comparison,
        }
    }

    pub(crate) fn agrees(&self) -> bool {
        self.comparison.score >= LEAST_SCORE
    }

    /// What the agreement weighs, up to a limit; `slope` is what the whole of the score would cost.
    pub(crate) fn part(&self, most: f64, slope: f64) -> Part {
        let bits = self.comparison.information;
        if !self.agrees() {
            return Part::new("name", -4.0, format!("“{}” and “{}” are two names", self.left, self.right));
        }
        let weight = (bits * std::f64::consts::LN_2).min(most) - slope * (1.0 - self.comparison.score);
        let mut why = if self.left == self.right {
            format!("both “{}”", self.left)
        } else {
            format!("“{}” and “{}”", self.left, self.right)
        };
        for pair in self.comparison.pairs.iter().filter(|pair| pair.rule != Rule::Same && pair.rule != Rule::Form) {
            let side = |side: &Option<String>| side.as_deref().unwrap_or("nothing").to_owned();
            why += &format!(", {} met {}: {}", side(&pair.left), side(&pair.right), pair.rule);
        }
        why += &format!("; the agreement tells {bits:.0} bits");
        Part::new("name", weight, why)
    }
}
