//! Sums of money whose currency the text leaves out: "was paid 900 a month", "a bribe of 40,000", "3 million in cash".

use super::*;
use crate::token::Kind;
use crate::word::Class;

/// How far before a number the verb or noun may stand that makes it money, in tokens.
const REACH: usize = 7;

impl FigureReader<'_, '_> {
    /// Whether a number without a currency is a sum of money, by the verb or noun before it and the words after it.
    pub(super) fn is_bare_sum(&self, number: &Range<usize>, end: usize, value: f64, sentence: &Range<usize>) -> bool {
        let document = &self.analysis.document;
        let limit = sentence.end;
        if value < 5.0 || document.tokens[number.start].kind == Kind::Word && value < 100.0 {
            return false;
        }
        let digits = &*document.tokens[number.start].lower;
        let scaled = value >= 1e5 && number.len() > 1;
        let is_year = number.len() == 1 && digits.len() == 4 && (1900.0..2100.0).contains(&value);
        if is_year || !self.is_closed(end, limit) {
            return false;
        }
        let each = self.is_for_each(end, limit);
        let before = number.start.checked_sub(1).filter(|i| *i >= sentence.start);
        let word = |back: usize| before.and_then(|i| (i + 1).checked_sub(back)).map_or("", |i| self.lower(i));
        // "cleared 40 at Quay 9", "aged 60, from": what is small must be said to be for a week or for each.
        if value < 50.0 && !each {
            return false;
        }
        // "extorting the farmer, Pell Orrin, 71, whose": an age.
        if matches!(word(1), "," | "(") && value < 120.0 && !each {
            return false;
        }
        // "a loan of 4 million", "a fee of 300 a week", "takings of 11 million", "a retainer, 3,000 a month".
        let of =
            matches!(word(1), "of" | "at" | "was" | "is" | "to" | "," | "(" | ":" | "were" | "reached" | "totalled");
        let from = before.map_or(number.start, |i| i.saturating_sub(3).max(sentence.start));
        let named = of && (from..number.start).rev().skip(1).any(|i| is_sum_noun(self.lower(i)));
        if named && (matches!(word(1), "of" | "(") || each || scaled || value >= 1000.0 && word(1) != ",") {
            return true;
        }
        // "sold tables at 15,000 a month".
        if each && matches!(word(1), "at" | "for") && value >= 50.0 {
            return true;
        }
        let until = number.start.saturating_sub(REACH).max(sentence.start);
        let stops = |i: usize| {
            matches!(self.lower(i), ";" | ":" | "." | "that" | "who" | "which" | "when")
                || self.analysis.words[i].class == Class::Number
        };
        let near = (until..number.start).rev().take_while(|i| !stops(*i));
        let Some(verb) = near
            .into_iter()
            .find(|i| self.analysis.words[*i].class == Class::Verb || is_always_paid(self.analysis.words[*i].lemma))
        else {
            return scaled && self.goes_its_way(end, limit);
        };
        let lemma = self.analysis.words[verb].lemma;
        let in_kind = matches!(self.at(end, limit), "in")
            && matches!(
                self.at(end + 1, limit),
                "cash"
                    | "bribes"
                    | "damages"
                    | "banknotes"
                    | "notes"
                    | "kickbacks"
                    | "fees"
                    | "fines"
                    | "advance"
                    | "excise"
            );
        if lemma == "fine" {
            // "police fined 120 for speeding": people.
            return (sentence.start..verb)
                .rev()
                .take(6)
                .any(|i| matches!(self.lower(i), "was" | "were" | "been" | "be" | "is" | "are" | "and" | "being"));
        }
        if is_always_paid(lemma) {
            return value >= 50.0 || each;
        }
        // "put the number of addicts at 1.8 million".
        is_often_paid(lemma) && word(1) != "at" && (each || scaled || in_kind || value >= 1000.0)
            || scaled && self.goes_its_way(end, limit)
    }

    /// Whether no noun follows that could be counted.
    fn is_closed(&self, at: usize, limit: usize) -> bool {
        matches!(
            self.at(at, limit),
            "" | ","
                | "."
                | ";"
                | ":"
                | ")"
                | "]"
                | "-"
                | "–"
                | "—"
                | "?"
                | "!"
                | "\""
                | "”"
                | "’"
                | "'"
                | "and"
                | "from"
                | "to"
                | "for"
                | "in"
                | "by"
                | "on"
                | "into"
                | "with"
                | "at"
                | "through"
                | "via"
                | "a"
                | "an"
                | "per"
                | "each"
                | "every"
                | "apiece"
                | "as"
                | "which"
                | "before"
                | "after"
                | "when"
                | "while"
                | "if"
                | "so"
                | "over"
                | "until"
                | "towards"
                | "but"
                | "or"
                | "upfront"
                | "monthly"
                | "yearly"
                | "annually"
                | "weekly"
                | "went"
                | "passed"
                | "bought"
                | "landed"
                | "vanished"
                | "was"
                | "came"
                | "ended"
                | "flowed"
                | "disappeared"
                | "moved"
                | "found"
                | "had"
                | "has"
                | "under"
                | "out"
                | "that"
                | "he"
                | "she"
                | "they"
                | "within"
                | "without"
                | "between"
                | "not"
                | "there"
                | "of which"
        )
    }

    /// "a week", "per container", "apiece", "each", "a head".
    fn is_for_each(&self, at: usize, limit: usize) -> bool {
        match self.at(at, limit) {
            "a" | "an" | "per" | "every" => at + 1 < limit && self.analysis.words[at + 1].class != Class::Number,
            "apiece" | "each" | "monthly" | "yearly" | "annually" | "weekly" => true,
            _ => false,
        }
    }

    /// "nine million passed to a consultancy", "some 90 million was withdrawn": what money does, and no crowd.
    fn goes_its_way(&self, at: usize, limit: usize) -> bool {
        let next = self.at(at + 1, limit);
        match self.at(at, limit) {
            "passed" | "went" | "flowed" | "landed" | "bought" | "vanished" => true,
            "was" | "had" | "has" => {
                let verb = if next == "been" { self.at(at + 2, limit) } else { next };
                matches!(
                    verb,
                    "withdrawn"
                        | "paid"
                        | "transferred"
                        | "wired"
                        | "laundered"
                        | "stolen"
                        | "recovered"
                        | "siphoned"
                        | "traced"
                        | "deposited"
                        | "spent"
                        | "lent"
                        | "missing"
                        | "moved"
                        | "embezzled"
                        | "diverted"
                        | "seized"
                        | "frozen"
                        | "returned"
                        | "repaid"
                        | "collected"
                        | "vanished"
                )
            }
            _ => false,
        }
    }
}

/// Nouns whose "of" names a sum.
pub(super) fn is_sum_noun(word: &str) -> bool {
    matches!(
        word,
        "advance"
            | "allowance"
            | "award"
            | "backhander"
            | "bail"
            | "bond"
            | "bounty"
            | "bribe"
            | "bribes"
            | "budget"
            | "commission"
            | "compensation"
            | "cost"
            | "costs"
            | "credit"
            | "damages"
            | "debt"
            | "debts"
            | "deposit"
            | "donation"
            | "donations"
            | "fee"
            | "fees"
            | "fine"
            | "fines"
            | "fortune"
            | "grant"
            | "gratuity"
            | "instalments"
            | "kickback"
            | "kickbacks"
            | "levy"
            | "loan"
            | "loans"
            | "loss"
            | "losses"
            | "loot"
            | "payment"
            | "payments"
            | "payout"
            | "pension"
            | "price"
            | "profit"
            | "profits"
            | "proceeds"
            | "ransom"
            | "recovered"
            | "refund"
            | "rent"
            | "retainer"
            | "revenue"
            | "revenues"
            | "reward"
            | "salary"
            | "savings"
            | "stipend"
            | "subsidy"
            | "sum"
            | "sums"
            | "takings"
            | "tax"
            | "taxes"
            | "toll"
            | "tribute"
            | "turnover"
            | "value"
            | "wage"
            | "wages"
            | "winnings"
            | "consultancy"
            | "dowry"
    )
}

/// Verbs whose number, with no noun behind it, can only be money.
fn is_always_paid(lemma: &str) -> bool {
    matches!(
        lemma,
        "pay"
            | "fine"
            | "borrow"
            | "lend"
            | "wire"
            | "launder"
            | "embezzle"
            | "bribe"
            | "owe"
            | "repay"
            | "donate"
            | "cost"
            | "extort"
            | "bleed"
            | "fleece"
            | "swindle"
            | "spend"
            | "withdraw"
            | "pocket"
            | "siphon"
            | "contribute"
            | "earn"
            | "invest"
            | "misappropriate"
            | "overcharge"
    )
}

/// Verbs whose number is money where it is for each week or head, or large.
fn is_often_paid(lemma: &str) -> bool {
    matches!(
        lemma,
        "take"
            | "give"
            | "receive"
            | "get"
            | "collect"
            | "demand"
            | "offer"
            | "hand"
            | "put"
            | "send"
            | "bring"
            | "steal"
            | "raise"
            | "win"
            | "sell"
            | "buy"
            | "ask"
            | "recover"
            | "lose"
            | "charge"
            | "accept"
            | "transfer"
            | "slip"
            | "squeeze"
            | "wash"
            | "strip"
            | "draw"
            | "rob"
            | "relieve"
            | "defraud"
            | "empty"
            | "cheat"
            | "total"
            | "deposit"
            | "divert"
            | "skim"
            | "promise"
            | "dun"
            | "value"
            | "estimate"
            | "make"
            | "go"
            | "bid"
            | "let"
            | "part"
            | "set"
            | "hire"
            | "supply"
            | "furnish"
            | "keep"
            | "contract"
            | "award"
            | "reimburse"
            | "save"
            | "gamble"
            | "bet"
    )
}
