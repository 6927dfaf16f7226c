//! What a number counts, said or left unsaid.

use super::change::{direction, is_change_noun};
use super::reported::holds;
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// What is counted.
    pub(super) fn counted(
        &self,
        quantity: &Quantity,
        beside: &Beside,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        let Beside { phrase, clause, limits, last, earlier, .. } = *beside;
        let analysis = self.analysis;
        let np = phrase.map(|p| &analysis.chunks.phrases[p]);
        match quantity.kind {
            FigureKind::Amount => {
                // "a bribe of 40,000 crowns", "assets worth 2.1 million".
                let governor = phrase.and_then(|p| analysis.attached[p].governor).map(|(g, _)| g);
                let before = quantity.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                let exceeds = self.lower(quantity.tokens.start) == "exceeding";
                let worth = if exceeds {
                    let (_, p) = analysis.phrase_at.range(limits.start..quantity.tokens.start).next_back().unzip();
                    p.copied().filter(|p| analysis.chunks.phrases[*p].tokens.end == quantity.tokens.start)
                } else if before == "worth" || before == "totalling" || before == "totaling" {
                    analysis.phrase_at.range(..quantity.tokens.start - 1).next_back().map(|(_, p)| *p)
                } else {
                    None
                };
                let noun = worth.filter(|_| exceeds).or(governor.filter(|_| before == "of")).or(worth);
                let inner = np.filter(|np| np.head >= quantity.tokens.end).map(|np| quantity.tokens.end..np.head + 1);
                // "£21m worth of drugs".
                let worth_of = (self.at(quantity.tokens.end, limits.end) == "worth"
                    && self.at(quantity.tokens.end + 1, limits.end) == "of")
                    .then(|| analysis.phrase_at.range(quantity.tokens.end + 2..limits.end).next().map(|(_, p)| *p))
                    .flatten();
                // "£3.5m of other goods".
                let of = self
                    .phrase_from(quantity.tokens.end + 1)
                    .filter(|_| self.at(quantity.tokens.end, limits.end) == "of");
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
                // "a balance of 2.8 million dollars and 126.5 million kwacha".
                let joined = last.filter(|f| {
                    f.kind == FigureKind::Amount && f.tokens.end + 1 == quantity.tokens.start && before == "and"
                });
                if let Some(last) = joined.filter(|_| words.is_empty()) {
                    return Some(counted_of(last));
                }
                // "decreased by 12.6 per cent, falling to 456 million from 522 million".
                let moved = matches!(before, "to" | "from") && words.is_empty();
                if moved
                    && let Some(last) =
                        last.filter(|f| f.kind.is_change() || f.kind == FigureKind::Amount && f.measure != "fallen")
                {
                    return Some(counted_of(last));
                }
                let clause_moves = clause.map(|c| &analysis.clauses[c]).filter(|c| moved && self.tells_change(c));
                if let Some(told) = clause_moves.and_then(|c| self.told_of(c, limits)).filter(|s| !self.names_body(*s))
                {
                    return Some(self.resolved(told, limits, last, anaphor));
                }
                Some(if words.is_empty() { self.valued(clause, before, last.or(earlier)) } else { words })
            }
            FigureKind::Share => self.share_of(quantity, beside, anaphor),
            FigureKind::RelativeChange | FigureKind::AbsoluteChange => {
                // "49 people, a decrease of 5 per cent year-on-year".
                if matches!(self.at(quantity.tokens.end, limits.end), "year-on-year" | "year-over-year")
                    && let Some(last) = last
                {
                    return Some(counted_of(last));
                }
                // "a reduction of 19 per cent in major crimes".
                // "an increase of 116 on the number of murders".
                let on_number = |p: usize| {
                    matches!(self.at(quantity.tokens.end, limits.end), "on" | "over" | "from")
                        && subject::is_number_word(self.lower(analysis.chunks.phrases[p].head))
                        && self.at(analysis.chunks.phrases[p].tokens.end, limits.end) == "of"
                };
                // "a drop of 1.1 per cent nationally in assaults".
                let far = usize::from(
                    self.at(quantity.tokens.end + 1, limits.end) == "in"
                        && analysis.words[quantity.tokens.end].class == Class::Adverb,
                );
                let lies_in = self.event_from(quantity.tokens.end + far + 1).filter(|p| {
                    let np = &analysis.chunks.phrases[*p];
                    let of_change = self.at(quantity.tokens.end, limits.end) == "for"
                        && matches!(analysis.words[np.head].class, Class::Noun);
                    (self.at(quantity.tokens.end + far, limits.end) == "in" || of_change || on_number(*p))
                        && np.mention.is_none()
                        && !np.is_pronoun
                        && self.change_noun_before(quantity, limits).is_some()
                        && np
                            .tokens
                            .clone()
                            .all(|i| !matches!(analysis.words[i].class, Class::Date | Class::Number | Class::Name))
                        && !matches!(self.lower(np.head), "year" | "years" | "months" | "period" | "quarter" | "half")
                });
                if let Some(what) = lies_in {
                    return Some(self.resolved(what, limits, last, anaphor));
                }
                // "up 4.6 percentage points": of what was told before.
                let points = np.is_some_and(|np| matches!(self.lower(np.head), "points" | "point"))
                    || matches!(self.at(quantity.tokens.end, limits.end), "percentage" | "points");
                if points && let Some(last) = last.or(earlier) {
                    return Some(counted_of(last));
                }
                // "13 per cent fewer criminal cases".
                let skip = usize::from(direction(self.at(quantity.tokens.end, limits.end)).is_some());
                if let Some(np) = np.filter(|np| {
                    np.head >= quantity.tokens.end + skip
                        && !is_change_noun(self.lower(np.head))
                        && analysis.words[np.head].class != Class::Number
                        && direction(self.lower(np.head)).is_none()
                        && !matches!(
                            self.lower(np.head),
                            "year-on-year"
                                | "year-over-year"
                                | "quarter-on-quarter"
                                | "month-on-month"
                                | "year"
                                | "points"
                        )
                }) {
                    return Some(self.text(&(quantity.tokens.end + skip..np.head + 1)));
                }
                // "a decline in filings for this category of 10 per cent", "a 10 per cent decline in murders".
                let noun = self.change_noun_before(quantity, limits).or_else(|| {
                    (quantity.tokens.end..(quantity.tokens.end + 3).min(limits.end))
                        .find(|i| is_change_noun(self.lower(*i)))
                });
                if let Some(noun) = noun {
                    let complements = analysis.phrase_at.get(&noun).map(|p| &analysis.attached[*p].complements);
                    let what = complements
                        .and_then(|c| {
                            c.iter().find(|c| {
                                matches!(self.lower(c.preposition), "in" | "of")
                                    && c.phrases.iter().all(|p| {
                                        analysis.words[analysis.chunks.phrases[*p].head].class != Class::Number
                                    })
                            })
                        })
                        .and_then(|c| c.phrases.first().copied());
                    if let Some(what) = what {
                        return Some(self.resolved(what, limits, last, anaphor));
                    }
                    // "gun crime has seen a 17 per cent fall".
                    // "reported 304 kidnappings, a 137 per cent increase": beside the object, not the object.
                    let opening = analysis.phrase_at.get(&noun).map(|p| analysis.chunks.phrases[*p].tokens.start);
                    let opening = opening.into_iter().chain(np.map(|np| np.tokens.start));
                    let apposed = opening
                        .filter_map(|start| start.checked_sub(1))
                        .any(|i| i >= limits.start && matches!(self.lower(i), "," | "-" | "–" | "—" | "("));
                    let seen = clause.map(|c| &analysis.clauses[c]).filter(|c| {
                        !(c.passive || apposed && last.is_some())
                            && matches!(
                                analysis.chunks.groups[c.group].lemma,
                                "see" | "record" | "register" | "show" | "report" | "post" | "suffer" | "experience"
                            )
                    });
                    if let Some(subject) = seen.and_then(|c| c.subjects.first()) {
                        // "the county has seen a rise of 10 per cent": of what is not said here.
                        if analysis.chunks.phrases[*subject].mention.is_some() {
                            return self.counted_ahead(quantity, limits);
                        }
                        return Some(self.resolved(*subject, limits, last, anaphor));
                    }
                    return last.or(earlier).map(counted_of);
                }
                // "cut the number of cases by a third": of the object.
                if let Some(verb) = self.changed_before(quantity.tokens.start, limits.start) {
                    let object = self.described_from(verb + 1, limits.end)?;
                    return Some(self.resolved(object, limits, last, anaphor));
                }
                // "robberies (up 22 per cent), burglaries (2 per cent)".
                if let Some(words) = self.deed_before_brackets(quantity, limits) {
                    return Some(words);
                }
                if let Some(named) = self.before_brackets(quantity, limits) {
                    return Some(self.resolved(named, limits, None, anaphor));
                }
                // "murders and robberies fell by 6.3 per cent and 29.1 per cent respectively".
                let parallel = clause
                    .map(|c| &analysis.clauses[c])
                    .filter(|c| c.subjects.len() == 2 && self.follows_change(quantity, last));
                if let Some(second) = parallel.and_then(|c| c.subjects.get(1)) {
                    return Some(self.resolved(*second, limits, None, anaphor));
                }
                // "Extortion complaints fell by 15 per cent", "killings were down 14 per cent".
                let is_down = |c: &Clause| {
                    analysis.chunks.groups[c.group].lemma == "be"
                        && (quantity.tokens.start.saturating_sub(3).max(limits.start)..quantity.tokens.start)
                            .any(|i| matches!(self.lower(i), "up" | "down"))
                };
                if let Some(clause) = clause.map(|c| &analysis.clauses[c])
                    && (self.tells_change(clause) || is_down(clause))
                {
                    // "The number of cases registered increased 10 per cent": the verb's own subject was not found.
                    let group = analysis.chunks.groups[clause.group].tokens.start;
                    let numbered = || {
                        let (_, first) = analysis.phrase_at.range(limits.start..group).next()?;
                        let head = self.lower(analysis.chunks.phrases[*first].head);
                        matches!(head, "number" | "total" | "rate" | "share").then_some(*first)
                    };
                    let subject = self.told_of(clause, limits).or_else(numbered)?;
                    // "the force reports that crimes are down by 19 per cent": no body goes down.
                    if self.names_body(subject) {
                        let ahead = self.counted_ahead(quantity, limits);
                        return ahead.or_else(|| last.filter(|f| f.kind == FigureKind::Count).map(counted_of));
                    }
                    // "murder and manslaughter rose by 0.3 per cent": of both.
                    let both = clause.subjects.get(1).map(|s| &analysis.chunks.phrases[*s]).filter(|second| {
                        let first = &analysis.chunks.phrases[subject];
                        clause.subjects.len() == 2
                            && clause.subjects[0] == subject
                            && first.tokens.end + 1 == second.tokens.start
                            && self.lower(first.tokens.end) == "and"
                            && second.head < group
                            && limits.clone().all(|i| self.lower(i) != "respectively")
                    });
                    if let Some(second) = both {
                        let first = &analysis.chunks.phrases[subject];
                        return Some(strip_article(&self.text(&(first.own.start..second.head + 1))));
                    }
                    return Some(self.resolved(subject, limits, last, anaphor));
                }
                // "Road works cost the town 11 per cent more in 2017 than in 2016".
                let compares = direction(self.at(quantity.tokens.end, limits.end)).is_some();
                let subject = clause.and_then(|c| analysis.clauses[c].subjects.first().copied());
                if let Some(subject) = subject.filter(|s| {
                    let np = &analysis.chunks.phrases[*s];
                    let points = matches!(self.lower(np.head), "this" | "that" | "it" | "these" | "they");
                    last.is_none() && compares && !np.is_pronoun && !points
                }) {
                    return Some(self.resolved(subject, limits, last, anaphor));
                }
                last.or(earlier).map(counted_of)
            }
            FigureKind::Count | FigureKind::Range => {
                // "5,507 calls, of which 48 contained hints": so many of what was told before.
                let of_which = quantity.tokens.start >= limits.start + 2
                    && matches!(self.lower(quantity.tokens.start - 1), "which" | "whom")
                    && self.lower(quantity.tokens.start - 2) == "of"
                    && self.at(quantity.tokens.end, limits.end) != "were";
                let is_verb = |i: usize| {
                    let word = self.at(i, limits.end);
                    i < limits.end
                        && (matches!(analysis.words[i].class, Class::Verb | Class::Have) || word.ends_with("ed"))
                };
                if let Some(whole) = last.filter(|f| of_which && f.kind == FigureKind::Count)
                    && is_verb(quantity.tokens.end)
                {
                    return Some(counted_of(whole));
                }
                if let Some(np) =
                    np.filter(|np| np.head >= quantity.tokens.end && analysis.words[np.head].class != Class::Number)
                {
                    let words = self.text(&(quantity.tokens.end..self.end_of_counted(np.head, limits) + 1));
                    // The address of a page, not something counted.
                    if (quantity.tokens.end..np.head + 1).any(|i| matches!(self.lower(i), "http" | "https" | "www")) {
                        return None;
                    }
                    let of = phrase
                        .and_then(|p| analysis.attached[p].complements.first())
                        .filter(|c| self.lower(c.preposition) == "of" && holds(self.lower(np.head)));
                    return Some(match of.and_then(|c| c.phrases.first()) {
                        Some(more) if analysis.words[analysis.chunks.phrases[*more].head].class == Class::Noun => {
                            format!("{words} of {}", self.text(&analysis.chunks.phrases[*more].tokens))
                        }
                        _ => words,
                    });
                }
                self.elliptical(quantity, beside, anaphor)
            }
        }
    }

    /// Whether a percentage in brackets goes on with the changes in brackets before it: "robberies (up 22 per cent),
    /// burglaries (2 per cent)".
    pub(super) fn follows_brackets(&self, quantity: &Quantity, limits: &Range<usize>, last: Option<&Figure>) -> bool {
        let in_brackets = |tokens: &Range<usize>| {
            (1..3).any(|back| tokens.start.checked_sub(back).is_some_and(|i| i >= limits.start && self.lower(i) == "("))
                && self.at(tokens.end, limits.end) == ")"
        };
        last.is_some_and(|f| f.kind == FigureKind::RelativeChange && in_brackets(&f.tokens))
            && in_brackets(&quantity.tokens)
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
        if (lemma == "be" || reaches(lemma) || lemma == "amount") && !clause.passive {
            let sentence = &self.analysis.document.sentences[clause.sentence].tokens;
            let told = self.told_of(clause, sentence);
            let subject = told.map(|o| &self.analysis.chunks.phrases[o]);
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

    /// Whether a percentage goes on with the change that the figure right before it tells.
    pub(super) fn follows_change(&self, quantity: &Quantity, last: Option<&Figure>) -> bool {
        let joined = |f: &Figure| {
            let between = f.tokens.end..quantity.tokens.start;
            (1..=2).contains(&between.len()) && between.into_iter().all(|i| matches!(self.lower(i), "and" | ","))
        };
        last.is_some_and(|f| f.kind == FigureKind::RelativeChange && joined(f))
    }
}

/// Verbs whose object is how much of the subject there is.
pub(super) fn reaches(lemma: &str) -> bool {
    matches!(
        lemma,
        "exceed" | "reach" | "total" | "top" | "surpass" | "hit" | "pass" | "average" | "approach" | "near" | "number"
    )
}

/// The word before a number and its comparator.
pub(super) fn before_of<'w>(reader: &'w FigureReader, quantity: &Quantity) -> &'w str {
    quantity.tokens.start.checked_sub(1).map_or("", |t| reader.lower(t))
}

/// What a figure counts, whatever its unit.
pub(super) fn counted_of(figure: &Figure) -> String {
    if figure.unit != "percent" && figure.currency.is_none() && figure.kind != FigureKind::Amount {
        return figure.unit.clone();
    }
    match &figure.predicate {
        Some(predicate) => {
            figure.measure.strip_suffix(predicate.as_str()).unwrap_or(&figure.measure).trim_end().to_owned()
        }
        None => figure.measure.clone(),
    }
}

pub(super) fn strip_article(words: &str) -> String {
    let lower = words.to_lowercase();
    let skip = ["the ", "a ", "an ", "this ", "these ", "those ", "all "]
        .iter()
        .find(|article| lower.starts_with(*article))
        .map_or(0, |article| article.len());
    words.get(skip..).unwrap_or(words).to_owned()
}
