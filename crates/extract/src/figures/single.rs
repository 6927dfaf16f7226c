//! Amounts that are set for one case and are no statistics.

use super::*;
use crate::token::Kind;

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
        // "released on bail of R5,000 each", "granted R10,000 bail", "a reward of $15 million": what is set for one.
        let beside = amount.start.saturating_sub(7).max(sentence.start)..(amount.end + 4).min(sentence.end);
        let bond = self.at(amount.end, sentence.end) == "bond"
            || (1..5).any(|back| {
                amount.start.checked_sub(back).is_some_and(|i| i >= sentence.start && self.lower(i) == "bond")
            });
        // "gave him 4,500 as a reward for his help": what was paid.
        let as_reward = (amount.end..(amount.end + 4).min(sentence.end))
            .any(|i| self.lower(i) == "reward" && matches!(self.lower(i - 2), "as"));
        if bond || near(beside, &["bail", "reward", "bounty"]) && !as_reward {
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
        // "71.7 billion yuan (about 10.13 billion U.S. dollars)".
        let open = amount.start.checked_sub(1).filter(|i| *i > sentence.start).map(|i| {
            let skip = usize::from(matches!(self.lower(i), "about" | "some" | "approximately" | "around" | "roughly"));
            i - skip
        });
        let currency = |i: usize| {
            self.analysis.lexicon.currencies.get(self.lower(i)).is_some()
                || matches!(self.lower(i), "million" | "billion" | "trillion" | "thousand" | "lakh" | "crore")
                || self.analysis.document.tokens[i].kind == Kind::Number
        };
        if open.is_some_and(|i| self.lower(i) == "(" && i > sentence.start && currency(i - 1)) {
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
