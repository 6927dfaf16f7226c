//! What the text itself says around words that a model cites: whether they state anything, how far an accusation has
//! got there, and who says so.

use std::ops::Range;

use umbra_model::{PartialDate, Standing};

/// What the clauses of a quote are worth.
#[derive(Debug, Clone)]
pub(crate) struct Stance {
    /// The lowest standing that the ladder of cues gives to any clause of the quote.
    pub standing: Standing,
    /// Who says so, the outermost first, as positions in the attributions.
    pub voices: Vec<usize>,
}

/// A text as its pipeline has read it.
pub(crate) trait Ground {
    /// What the quote is worth; nothing where the clause of the trigger, or the quote's, states nothing: negated, possible,
    /// future, asked, said of everybody. Both are bytes of the text.
    fn stance(&self, quote: &Range<usize>, trigger: &Range<usize>) -> Option<Stance>;

    /// The amount of money that the words give, with its currency.
    fn amount(&self, words: &Range<usize>) -> Option<(f64, String)>;

    /// The number that the words give, percentages without their sign.
    fn number(&self, words: &Range<usize>) -> Option<f64>;

    /// The day, month or year that the words name.
    fn date(&self, words: &Range<usize>) -> Option<PartialDate>;
}

/// The lower of two standings: what stands against an assertion is lower than what stands for it.
pub(crate) fn lower(left: Standing, right: Standing) -> Standing {
    match (left.rung(), right.rung()) {
        (None, _) => left,
        (_, None) => right,
        (Some(a), Some(b)) => {
            if b < a {
                right
            } else {
                left
            }
        }
    }
}
