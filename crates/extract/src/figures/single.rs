//! Amounts that are set for one case and are no statistics.

use super::*;

impl FigureReader<'_, '_> {
    /// Amounts that are no statistics: the least sum of an enhanced sentence, the price of each of several things, the same
    /// amount in another currency.
    pub(super) fn is_of_one_case(&self, amount: &Range<usize>, sentence: &Range<usize>) -> bool {
        let near = |range: Range<usize>, words: &[&str]| range.into_iter().any(|i| words.contains(&self.lower(i)));
        // "with sentencing enhancements for loss over $100,000, property loss over $200,000".
        let enhanced = ["enhancement", "enhancements"];
        let aggravated = |i: usize| {
            self.lower(i) == "aggravated"
                && self.at(i + 1, sentence.end) == "white"
                && self.at(i + 2, sentence.end) == "collar"
        };
        if near(sentence.start..amount.start, &enhanced) || (sentence.start..amount.start).any(aggravated) {
            return true;
        }
        // "punishable by a fine of $500", "faces fines of up to $14 million": what the law allows.
        let exposed = near(
            amount.start.saturating_sub(24).max(sentence.start)..amount.start,
            &["punishable", "faces", "face", "facing", "could", "maximum", "carries", "carry"],
        );
        let fines = ["fine", "fines", "penalty", "penalties"];
        let around = amount.start.saturating_sub(5).max(sentence.start)..(amount.end + 3).min(sentence.end);
        if exposed && near(around, &fines) {
            return true;
        }
        // "can be fined up to 5,000": what the law allows.
        let up_to = amount.start > sentence.start + 2
            && self.lower(amount.start - 1) == "to"
            && self.lower(amount.start - 2) == "up";
        let fined = ["fine", "fines", "fined", "penalty", "penalties"];
        if up_to && near(amount.start.saturating_sub(6).max(sentence.start)..amount.start, &fined) {
            return true;
        }
        // "$45 purchases", "$100 bills".
        let large = crate::money::amount_at(self.analysis, amount.start, sentence.end).is_some_and(|a| a.value >= 1e7);
        if large {
            return false;
        }
        let head = self.analysis.phrases_within(amount.end..sentence.end).next();
        let head = head.map(|(_, p)| &self.analysis.chunks.phrases[*p]);
        head.is_some_and(|np| {
            let word = self.lower(np.head);
            np.head >= amount.end
                && np.tokens.start <= amount.start
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !is_sum(word)
        })
    }
}

/// Nouns in the plural that an amount before them is the sum of: "$2 million losses".
fn is_sum(word: &str) -> bool {
    matches!(
        word,
        "losses"
            | "damages"
            | "profits"
            | "assets"
            | "funds"
            | "bribes"
            | "kickbacks"
            | "proceeds"
            | "fees"
            | "taxes"
            | "sales"
            | "payments"
            | "debts"
            | "fines"
            | "costs"
            | "revenues"
            | "earnings"
            | "savings"
            | "wages"
            | "drugs"
            | "goods"
            | "dollars"
            | "euros"
            | "pounds"
            | "loans"
            | "liens"
            | "contributions"
            | "donations"
            | "penalties"
            | "winnings"
            | "benefits"
            | "contracts"
            | "works"
            | "deposits"
    )
}
