//! What a sum of money is the worth of.

use super::counted::{counted_of, reaches, strip_article};
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// What a sum is the worth of; empty where nothing tells.
    pub(super) fn amount_of(&self, quantity: &Quantity, beside: &Beside, anaphor: &mut Option<Range<usize>>) -> String {
        let Beside { phrase, clause, limits, last, earlier, .. } = *beside;
        let analysis = self.analysis;
        let np = phrase.map(|p| &analysis.chunks.phrases[p]);
        // "a bribe of 40,000 crowns", "assets worth 2.1 million".
        let governor = phrase.and_then(|p| analysis.attached[p].governor).map(|(g, _)| g);
        let before = quantity.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
        let exceeds = self.lower(quantity.tokens.start) == "exceeding";
        let worth = if exceeds {
            let (_, p) = analysis.phrases_within(limits.start..quantity.tokens.start).next_back().unzip();
            p.copied().filter(|p| analysis.chunks.phrases[*p].tokens.end == quantity.tokens.start)
        } else if before == "worth" || before == "totalling" || before == "totaling" {
            let near = analysis.phrase_at.range(..quantity.tokens.start.saturating_sub(1)).next_back().map(|(_, p)| *p);
            // "a flat in Ostwick worth 8 million": the flat.
            near.map(|p| {
                let np = &analysis.chunks.phrases[p];
                let place = np.tokens.start.checked_sub(1).filter(|i| {
                    analysis.document.is_capitalised(np.head)
                        && *i > limits.start
                        && matches!(self.lower(*i), "in" | "at" | "near")
                });
                let thing = place.and_then(|i| analysis.phrases_within(limits.start..i).next_back());
                thing.map(|(_, t)| *t).filter(|t| Some(analysis.chunks.phrases[*t].tokens.end) == place).unwrap_or(p)
            })
        } else if let Some(start) = self.comes_to(quantity.tokens.start, limits.start) {
            let (_, p) = analysis.phrases_within(limits.start..start).next_back().unzip();
            let ends = |p: &usize| {
                let end = analysis.chunks.phrases[*p].tokens.end;
                end == start || end + 1 == start && matches!(self.lower(end), "," | "(")
            };
            p.copied().filter(ends).map(|p| self.described_by(p, limits.start).unwrap_or(p))
        } else {
            None
        };
        let noun = worth.filter(|_| exceeds).or(governor.filter(|_| before == "of")).or(worth);
        let inner = np.filter(|np| np.head >= quantity.tokens.end).map(|np| quantity.tokens.end..np.head + 1);
        // "£21m worth of drugs".
        let worth_of = (self.at(quantity.tokens.end, limits.end) == "worth"
            && self.at(quantity.tokens.end + 1, limits.end) == "of")
            .then(|| analysis.phrases_within(quantity.tokens.end + 2..limits.end).next().map(|(_, p)| *p))
            .flatten();
        // "£3.5m of other goods".
        let of = self.phrase_from(quantity.tokens.end + 1).filter(|_| self.at(quantity.tokens.end, limits.end) == "of");
        // "$60 million in fraudulent billing".
        let is_in = self.at(quantity.tokens.end, limits.end) == "in";
        let lies_in = self.described_from(quantity.tokens.end + 1, limits.end).filter(|p| {
            let np = &analysis.chunks.phrases[*p];
            is_in
                && np.mention.is_none()
                && !np.is_pronoun
                && matches!(analysis.words[np.head].class, Class::Noun)
                && !matches!(
                    self.lower(np.head),
                    "exchange"
                        | "return"
                        | "addition"
                        | "total"
                        | "court"
                        | "prison"
                        | "bail"
                        | "turn"
                        | "all"
                        | "contrast"
                        | "comparison"
                        | "last"
                        | "year"
                        | "years"
                        | "period"
                        | "quarter"
                        | "months"
                        | "half"
                )
        });
        let worth_of = worth_of.or(of).or(lies_in);
        let noun = worth_of.or(noun);
        let inner = inner.filter(|_| worth_of.is_none());
        let kind = noun
            .map(|n| {
                let np = &analysis.chunks.phrases[n];
                self.text(&(np.own.start..self.end_of_counted(np.head, limits) + 1))
            })
            .or_else(|| inner.map(|i| self.text(&i)));
        let in_cash = (self.at(quantity.tokens.end, limits.end) == "in"
            && self.at(quantity.tokens.end + 1, limits.end) == "cash")
            .then(|| "cash".to_owned());
        let words = strip_article(&in_cash.or(kind).unwrap_or_default());
        // "£408 million was stolen by one way and £208 million by another": of what the first is told.
        let next = self.at(quantity.tokens.end, limits.end);
        let gapped = last.filter(|f| {
            f.kind == FigureKind::Amount
                && matches!(before, "and" | ",")
                && matches!(next, "via" | "through" | "by" | "from" | "in" | "to" | "for" | "at")
                && quantity.tokens.start - f.tokens.end < 12
        });
        if let Some(last) = gapped.filter(|_| words.is_empty()) {
            return counted_of(last);
        }
        // "a reduction in irregularities from 103 million in 2022 to 81 million": of what the change is told.
        if words.is_empty()
            && (matches!(before, "from" | "to") || matches!(before, "-" | "–" | "—") && last.is_none())
            && let Some(what) = self.change_told(quantity, limits)
        {
            return self.resolved(what, limits, last, anaphor);
        }
        // "a balance of 2.8 million dollars and 126.5 million kwacha".
        let joined = last
            .filter(|f| f.kind == FigureKind::Amount && f.tokens.end + 1 == quantity.tokens.start && before == "and");
        if let Some(last) = joined.filter(|_| words.is_empty()) {
            return counted_of(last);
        }
        // "decreased by 12.6 per cent, falling to 456 million from 522 million".
        let moved = matches!(before, "to" | "from") && words.is_empty();
        // "cuts rose from 1 million, while losses rose from 2 million to 3 million": the verb's own subject.
        let clause_moves = clause.map(|c| &analysis.clauses[c]).filter(|c| moved && self.tells_change(c));
        let told = clause_moves.and_then(|c| self.told_of(c, limits)).filter(|s| !self.names_body(*s));
        let own = told.filter(|t| {
            let np = &analysis.chunks.phrases[*t];
            np.tokens.end <= quantity.tokens.start && last.is_some_and(|f| f.tokens.end <= np.tokens.start)
        });
        if let Some(own) = own.filter(|p| !analysis.chunks.phrases[*p].is_pronoun) {
            return self.resolved(own, limits, last, anaphor);
        }
        if moved
            && let Some(last) =
                last.filter(|f| f.kind.is_change() || f.kind == FigureKind::Amount && f.measure != "fallen")
        {
            return counted_of(last);
        }
        if let Some(told) = told {
            return self.resolved(told, limits, last, anaphor);
        }
        // "the ministry's unsettled accounts totalled 3.87 billion": a verb that looks like none.
        if words.is_empty()
            && matches!(before, "totalled" | "totaled" | "reached" | "exceeded" | "topped")
            && let Some((_, p)) = analysis.phrases_within(limits.start..quantity.tokens.start).next_back()
        {
            let np = &analysis.chunks.phrases[*p];
            if np.tokens.end + 1 >= quantity.tokens.start && np.mention.is_none() && !np.is_pronoun {
                let end = if self.lower(np.head) == before { np.head } else { np.head + 1 };
                return strip_article(&self.text(&(np.own.start..end.max(np.own.start + 1))));
            }
        }
        if words.is_empty() { self.valued(clause, before, last.or(earlier)) } else { words }
    }

    /// Where the words begin that lead from a noun to a sum: "irregularities to the tune of 11 billion".
    fn comes_to(&self, number: usize, floor: usize) -> Option<usize> {
        const LEADS: &[&[&str]] = &[
            &["amounting", "to"],
            &["to", "the", "tune", "of"],
            &["valued", "at"],
            &["estimated", "at"],
            &["running", "to"],
            &["adding", "up", "to"],
            &["amounted", "to"],
        ];
        LEADS.iter().find_map(|words| {
            let start = number.checked_sub(words.len()).filter(|start| *start > floor)?;
            words.iter().enumerate().all(|(i, word)| self.lower(start + i) == *word).then_some(start)
        })
    }

    /// What an amount alone is the worth of: "the bribes, which the court put at 180,000 crowns", and after that
    /// "prosecutors had spoken of more than 200,000 crowns". Empty where nothing tells.
    fn valued(&self, clause: Option<usize>, before: &str, earlier: Option<&Figure>) -> String {
        let Some(clause) = clause.map(|c| &self.analysis.clauses[c]) else { return String::new() };
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        if before == "at" && matches!(lemma, "put" | "estimate" | "value" | "set" | "reckon") {
            let object = clause.patients().first().map(|o| &self.analysis.chunks.phrases[*o]);
            if let Some(np) = object.filter(|np| !np.is_pronoun) {
                return strip_article(&self.text(&(np.own.start..np.head + 1)));
            }
        }
        // "The average bribe was 1,500 lei", "The damage reached 4 million euros".
        let stays = before == "at" && matches!(lemma, "remain" | "stand");
        if (lemma == "be" || reaches(lemma) || lemma == "amount" || stays) && !clause.passive {
            let sentence = &self.analysis.document.sentences[clause.sentence].tokens;
            let told = self.told_of(clause, sentence);
            let group = &self.analysis.chunks.groups[clause.group].tokens;
            let told = told.filter(|o| {
                let np = &self.analysis.chunks.phrases[*o];
                np.tokens.start < group.start
                    && !np.tokens.clone().any(|i| self.analysis.words[i].class == Class::Number)
            });
            let subject = told.map(|o| &self.analysis.chunks.phrases[o]);
            if let Some(it) = subject.filter(|np| self.lower(np.head) == "it").and(earlier).filter(|_| stays) {
                return counted_of(it);
            }
            if let Some(np) = subject.filter(|np| !np.is_pronoun && np.mention.is_none()) {
                // "the value of state losses reached 33 trillion".
                let of = told.and_then(|s| {
                    let complements = &self.analysis.attached[s].complements;
                    complements.iter().find(|c| self.lower(c.preposition) == "of").and_then(|c| c.phrases.first())
                });
                if let Some(of) = of.filter(|_| subject::is_number_word(self.lower(np.head))) {
                    let of = &self.analysis.chunks.phrases[*of];
                    let words = self.text(&(np.own.start..np.head + 1));
                    return format!("{} of {}", strip_article(&words), self.text(&(of.own.start..of.head + 1)));
                }
                return strip_article(&self.text(&(np.own.start..np.head + 1)));
            }
        }
        let speaks = matches!(lemma, "put" | "estimate" | "speak" | "talk" | "claim" | "mention");
        let amount = earlier.filter(|f| speaks && f.kind == FigureKind::Amount);
        amount
            .map(|f| match &f.predicate {
                Some(predicate) => {
                    f.measure.strip_suffix(predicate.as_str()).unwrap_or(&f.measure).trim_end().to_owned()
                }
                None => f.measure.clone(),
            })
            .unwrap_or_default()
    }
}
