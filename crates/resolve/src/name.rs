//! How far the names of two records agree.

use umbra_names::{Comparison, Kind, Likeness, Name, Rule};

use crate::proposal::Parts;
use crate::record::Record;
use crate::weights::Weights;

/// The two names of two records that agree best.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Agreement {
    pub kind: Kind,
    /// Which of the names of each.
    names: [u8; 2],
    pub score: f64,
    /// Bits that the names share.
    pub information: f64,
    /// Bits of the words that met, whatever their costs.
    shared: f64,
    /// Whether they may be one name.
    pub agrees: bool,
}

impl Agreement {
    /// The best agreement of the names of two records, read as names of a kind. Names that agree less than `least` are two.
    pub(crate) fn of(left: &Record, right: &Record, kind: Kind, least: f64) -> Option<Self> {
        let mut best: Option<(bool, Self)> = None;
        for (at, one) in (0..=u8::MAX).zip(left.names_as(kind)) {
            for (beside, other) in (0..=u8::MAX).zip(right.names_as(kind)) {
                let Likeness { score, information, shared } = one.likeness(other);
                let agrees = score >= least;
                let is_full = agrees && one.is_full() && other.is_full();
                let is_better = |(full, known): &(bool, Self)| {
                    (is_full, score, information) > (*full, known.score, known.information)
                };
                if best.as_ref().is_none_or(is_better) {
                    let found = Self { kind, names: [at, beside], score, information, shared, agrees };
                    // Nothing agrees better than the same name in full; that it may tell a bit more in another spelling
                    // is not worth looking at all of them.
                    if is_full && score >= 1.0 {
                        return Some(found);
                    }
                    best = Some((is_full, found));
                }
            }
        }
        best.map(|(_, found)| found)
    }

    fn name<'a>(&self, record: &'a Record, side: usize) -> &'a Name {
        &record.names_as(self.kind)[usize::from(self.names[side])]
    }

    /// The two names.
    pub(crate) fn texts<'a>(&self, left: &'a Record, right: &'a Record) -> [&'a str; 2] {
        [self.name(left, 0).text(), self.name(right, 1).text()]
    }

    pub(crate) fn comparison(&self, left: &Record, right: &Record) -> Comparison {
        self.name(left, 0).compare(self.name(right, 1))
    }

    /// Whether both names are written out, and two of their words met.
    pub(crate) fn is_full(&self, left: &Record, right: &Record) -> bool {
        if !self.is_written_out(left, right) {
            return false;
        }
        let comparison = self.comparison(left, right);
        let whole = |rule: Rule| {
            !matches!(rule, Rule::Initial | Rule::Alone | Rule::Repeated | Rule::Form | Rule::FormConflict)
        };
        // A joined pair holds two words of one name.
        let met = comparison.pairs.iter().filter(|pair| whole(pair.rule) && pair.weight > 2.5);
        met.map(|pair| 1 + usize::from(pair.rule == Rule::Joined)).sum::<usize>() > 1
    }

    /// Whether both names are written out.
    pub(crate) fn is_written_out(&self, left: &Record, right: &Record) -> bool {
        self.name(left, 0).is_full() && self.name(right, 1).is_full()
    }

    /// Whether both names have a word that sets them apart.
    pub(crate) fn is_distinctive(&self, left: &Record, right: &Record) -> bool {
        self.name(left, 0).is_distinctive() && self.name(right, 1).is_distinctive()
    }

    /// What the agreement weighs.
    pub(crate) fn weigh(&self, left: &Record, right: &Record, weights: &Weights, parts: &mut Parts) {
        let texts = || self.texts(left, right);
        if !self.agrees {
            parts.add("name", weights.other_name, || {
                let [one, other] = texts();
                format!("“{one}” and “{other}” are two names")
            });
            return;
        }
        parts.add("name", weights.name(self.kind, self.score, self.information, self.shared), || {
            let [one, other] = texts();
            let mut why =
                if one == other { format!("both “{one}”") } else { format!("“{one}” and “{other}”") };
            let comparison = self.comparison(left, right);
            for pair in comparison.pairs.iter().filter(|pair| pair.rule != Rule::Same && pair.rule != Rule::Form) {
                let side = |side: &Option<String>| side.as_deref().unwrap_or("nothing").to_owned();
                why += &format!(", {} met {}: {}", side(&pair.left), side(&pair.right), pair.rule);
            }
            why += &format!("; the agreement tells {:.0} bits", self.information);
            why
        });
    }
}
