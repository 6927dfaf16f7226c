//! Counts whose noun stands elsewhere: "31 of them", "27 of the gang's members", "Nineteen were moved", "63 in all".

use super::*;
use crate::comparator::Comparator;
use crate::word::Class;

impl FigureReader<'_, '_> {
    /// What a number of ten and more counts where no noun follows it: those of whom it is a part, or the last things told of.
    pub(super) fn part_of(&self, quantity: &Quantity, beside: &Beside) -> Option<String> {
        let Beside { limits, last, earlier, .. } = *beside;
        let bounded =
            matches!(quantity.comparator, Comparator::AtLeast | Comparator::MoreThan) && quantity.value >= 3.0;
        if quantity.value < 10.0 && !bounded {
            return None;
        }
        let at = quantity.tokens.end;
        let (next, second) = (self.at(at, limits.end), self.at(at + 1, limits.end));
        let told = || {
            let count = |f: &&Figure| f.kind == FigureKind::Count && !f.unit.is_empty();
            last.filter(count)
                .map(|f| f.unit.clone())
                .or_else(|| self.plural_before(quantity.tokens.start, limits.start))
                .or_else(|| earlier.filter(count).map(|f| f.unit.clone()))
        };
        if next == "of" {
            return match second {
                "them" | "these" | "those" | "whom" | "us" => {
                    let noun = self.phrase_from(at + 2).filter(|_| second != "them" && second != "us");
                    let np = noun.map(|p| &self.analysis.chunks.phrases[p]).filter(|np| !np.is_pronoun);
                    np.map(|np| self.uncounted(np)).or_else(told)
                }
                "its" | "his" | "her" | "their" | "our" | "the" => {
                    let (_, p) = self.analysis.phrases_within(at + 1..limits.end).next()?;
                    let np = &self.analysis.chunks.phrases[*p];
                    Some(self.uncounted(self.possessed(np)))
                }
                _ => None,
            };
        }
        let before = quantity.tokens.start.checked_sub(1).filter(|i| *i >= limits.start).map_or("", |i| self.lower(i));
        let opens =
            quantity.tokens.start == limits.start || matches!(before, "," | ";" | "and" | "but" | "that" | "–" | "—");
        let holds = matches!(next, "were" | "have" | "had" | "are") && opens;
        let total = next == "in" && matches!(second, "all" | "total");
        let there = matches!(before, "were" | "are")
            && quantity.tokens.start >= limits.start + 2
            && self.lower(quantity.tokens.start - 2) == "there"
            && matches!(next, "" | "." | "," | ";");
        if holds || total || there { told() } else { None }
    }

    /// "the gang's members": the members, where a phrase is only the one that has them.
    pub(super) fn possessed<'s>(&'s self, np: &'s crate::chunk::NounPhrase) -> &'s crate::chunk::NounPhrase {
        let genitive = self.analysis.words.get(np.head + 1).is_some_and(|w| w.class == Class::Genitive);
        let owned = self.phrase_from(np.head + 2).filter(|_| genitive);
        owned.map_or(np, |p| &self.analysis.chunks.phrases[p])
    }

    /// The last plural noun that reports count, before a token: in its sentence, else in the one before.
    fn plural_before(&self, token: usize, start: usize) -> Option<String> {
        let sentence = self.analysis.document.sentence_of(start);
        let from = sentence.checked_sub(1).map_or(start, |s| self.analysis.document.sentences[s].tokens.start);
        (from..token)
            .rev()
            .find(|i| self.analysis.words[*i].class == Class::Noun && countable::is_counted(self.lower(*i)))
            .or_else(|| {
                (from..token).rev().find(|i| {
                    let word = self.lower(*i);
                    self.analysis.words[*i].class == Class::Noun
                        && word.len() > 3
                        && word.ends_with('s')
                        && !word.ends_with("ss")
                })
            })
            .map(|i| self.lower(i).to_owned())
    }
}
