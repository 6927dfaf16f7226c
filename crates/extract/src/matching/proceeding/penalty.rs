//! Penalties: prison terms and fines.

use std::ops::Range;

use super::super::Matcher;
use crate::clause::Clause;
use crate::date::DateForm;
use crate::rule::Rule;

impl Matcher<'_, '_> {
    /// Whether a length of time is a penalty and no term of office or service.
    pub(in crate::matching) fn is_penalty(&self, clause: &Clause) -> bool {
        let prison = |word: &str| {
            matches!(
                word,
                "prison"
                    | "jail"
                    | "sentence"
                    | "sentences"
                    | "imprisonment"
                    | "bars"
                    | "behind"
                    | "custody"
                    | "labour"
                    | "labor"
            )
        };
        let said = clause.extent.clone().any(|i| prison(self.lower(i)));
        let group = &self.analysis.chunks.groups[clause.group];
        let heads = || clause.objects.iter().map(|o| self.lower(self.analysis.chunks.phrases[*o].head));
        let part = |head: &str| matches!(head, "half" | "most" | "part" | "third" | "two-thirds" | "minimum" | "fine");
        let other_object = heads().any(|head| !prison(head) && !matches!(head, "term" | "terms") && !part(head));
        let as_office = clause.complements.iter().any(|c| self.lower(c.preposition) == "as");
        let purpose = self.analysis.document.lower_at(clause.extent.end) == Some("to");
        !other_object
            && !as_office
            && !purpose
            && (said
                || self.is_serving(clause)
                || matches!(
                    group.lemma,
                    "get" | "give" | "hand" | "impose" | "receive" | "go" | "draw" | "mete" | "deal" | "slap"
                ))
    }

    /// "was jailed in December", "has been jailed pending trial": locked up, and no word of a verdict.
    pub(in crate::matching) fn is_held_only(&self, rule: &Rule, clause: &Clause, who: usize) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let locks_up = rule.id == "sentence.verb" && group.lemma != "sentence";
        if !locks_up || self.term(clause).is_some() {
            return false;
        }
        let tokens = self.analysis.document.sentences[clause.sentence].tokens.clone();
        let says = |words: &[&str]| tokens.clone().any(|i| words.contains(&self.lower(i)));
        let near = || (clause.extent.end..tokens.end.min(clause.extent.end + 6)).chain(clause.extent.clone());
        // "is jailed without bond": nobody who was sentenced is.
        let waits = near().any(|i| {
            matches!(self.lower(i), "pending" | "awaiting" | "pre-trial" | "pretrial" | "bond" | "bail" | "alleged")
        });
        waits
            || !self.judged.contains(&who)
                && !says(&[
                    "court",
                    "judge",
                    "jury",
                    "guilty",
                    "convicted",
                    "sentence",
                    "verdict",
                    "crown",
                    "appeal",
                    "trial",
                    "total",
                    "combined",
                ])
    }

    /// "received three months of counselling": what fills the time, where it is no prison.
    pub(in crate::matching) fn is_of_other(&self, end: usize) -> bool {
        let word = |i: usize| self.analysis.document.lower_at(i).unwrap_or_default();
        let penal = |word: &str| {
            matches!(
                word,
                "imprisonment"
                    | "incarceration"
                    | "prison"
                    | "jail"
                    | "detention"
                    | "custody"
                    | "hard"
                    | "labour"
                    | "labor"
                    | "confinement"
                    | "probation"
                    | "house"
                    | "rigorous"
                    | "penal"
                    | "his"
                    | "her"
                    | "a"
                    | "the"
            )
        };
        word(end) == "of" && !penal(word(end + 1))
    }

    /// "is serving 14 years for drug trafficking", near crime; "did six years", of a convict: time, and at most what for.
    fn is_serving(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let serves = matches!(group.lemma, "serve" | "do");
        let elsewhere = clause.complements.iter().any(|c| self.lower(c.preposition) != "for");
        if !serves || elsewhere || !clause.objects.is_empty() {
            return false;
        }
        let now = matches!(self.lower(group.main), "serving" | "doing") || group.modal.is_some();
        let mut persons = clause.subjects.iter().filter_map(|p| self.referents.of_phrase[*p]);
        now && (self.speaks_of_verdicts || self.speaks_of_crime(clause.sentence))
            || persons.any(|who| self.judged.contains(&who) || self.convicts.contains(&who))
    }

    /// "must serve at least nine years", "you will go to prison for six years": what is still to come of a sentence that the
    /// document tells, or that a judge pronounces.
    pub(in crate::matching) fn is_term_to_serve(&self, rule: &Rule, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let will = group.modal.is_some_and(|modal| matches!(self.lower(modal), "will" | "must" | "shall"));
        if rule.kind != "sentence" || !will || group.negated || !matches!(group.lemma, "serve" | "spend" | "go") {
            return false;
        }
        let sentence = &self.analysis.document.sentences[clause.sentence];
        let open = |i: usize| {
            matches!(
                self.lower(i),
                "if" | "unless"
                    | "would"
                    | "could"
                    | "may"
                    | "might"
                    | "whether"
                    | "when"
                    | "once"
                    | "until"
                    | "expected"
            )
        };
        if sentence.is_question || sentence.tokens.clone().any(open) {
            return false;
        }
        let addressed = clause.subjects.iter().any(|p| self.lower(self.analysis.chunks.phrases[*p].head) == "you");
        let agents = rule.roles.get("defendant").map(|slot| self.in_clause(slot, clause)).unwrap_or_default();
        let known = |fill: &super::super::Fill| !fill.unsure && self.convicts.contains(&fill.entity);
        !agents.is_empty() && (addressed || agents.iter().all(known))
    }

    /// A prison term: its words and its length.
    pub(in crate::matching) fn term(&self, clause: &Clause) -> Option<(Range<usize>, String)> {
        let range = self.analysis.chunks.groups[clause.group].tokens.end..clause.extent.end;
        for date in self.dates_in(&range).map(|i| &self.analysis.dates[i]).filter(|d| d.form == DateForm::Duration) {
            if !date.value.is_empty() && range.start <= date.tokens.start && date.tokens.end <= range.end {
                // "in a seven-day trial": a length of something else.
                let modifies = self.lower(date.tokens.end - 1).contains('-')
                    && !(date.tokens.end..(date.tokens.end + 4).min(range.end)).any(|i| {
                        matches!(
                            self.lower(i),
                            "sentence"
                                | "sentences"
                                | "terms"
                                | "prison"
                                | "jail"
                                | "term"
                                | "imprisonment"
                                | "custodial"
                                | "stretch"
                                | "life"
                        )
                    });
                // "after two weeks of trial": how long the court took.
                let before = date.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                // "to nearly four years".
                let before = match before {
                    "nearly" | "almost" | "about" | "roughly" | "just" | "only" | "around" | "exactly" => {
                        date.tokens.start.checked_sub(2).map_or("", |t| self.lower(t))
                    }
                    before => before,
                };
                let court = |i: usize| {
                    matches!(
                        self.analysis.document.lower_at(i),
                        Some("trial" | "deliberation" | "deliberations" | "testimony" | "hearings" | "proceedings")
                    )
                };
                let of_court = court(date.tokens.end) || court(date.tokens.end + 1);
                // "was sentenced one day after the appeal".
                let lemma = self.analysis.chunks.groups[clause.group].lemma;
                let is_object = matches!(before, "to" | "for")
                    || matches!(lemma, "give" | "hand" | "get" | "receive" | "serve" | "spend" | "draw" | "do");
                let measures = !is_object
                    && matches!(
                        self.analysis.document.lower_at(date.tokens.end),
                        Some("after" | "before" | "later" | "earlier" | "ago" | "prior" | "since")
                    );
                // "jailed for a total of 40 years": what all of them got together.
                let together = before == "of"
                    && date.tokens.start.checked_sub(2).is_some_and(|i| matches!(self.lower(i), "total" | "combined"));
                if modifies
                    || of_court
                    || measures
                    || together
                    || matches!(before, "after" | "within" | "following" | "during")
                {
                    continue;
                }
                // "cut his sentence by two years": only what it was cut to is a length.
                let changes = matches!(
                    lemma,
                    "increase" | "reduce" | "cut" | "raise" | "extend" | "lower" | "shorten" | "commute" | "lengthen"
                );
                if changes && before != "to" {
                    continue;
                }
                // "jailed for life with a minimum term of 22 years".
                let life = (range.start..date.tokens.start).find(|i| self.lower(*i) == "life");
                let least = (range.start..date.tokens.start).any(|i| matches!(self.lower(i), "minimum" | "least"));
                if let Some(life) = life.filter(|_| least) {
                    return Some((life..life + 1, "life".to_owned()));
                }
                let limit = before == "to" && date.tokens.start > 1 && self.lower(date.tokens.start - 2) == "up"
                    || matches!(before, "than" | "most");
                if !limit {
                    return Some((date.tokens.clone(), date.value.clone()));
                }
            }
        }
        // "Sentences of ten years were given to Brandt": the length stands with the subject.
        let told =
            clause.subjects.first().map(|s| &self.analysis.chunks.phrases[*s]).filter(|np| {
                clause.passive && matches!(self.lower(np.head), "sentence" | "sentences" | "term" | "terms")
            });
        let told = told.and_then(|np| {
            let before = np.tokens.start..self.analysis.chunks.groups[clause.group].tokens.start;
            let dates: Vec<usize> = self.dates_in(&before).collect();
            let date = dates.into_iter().map(|i| &self.analysis.dates[i]).find(|d| d.form == DateForm::Duration)?;
            Some((date.tokens.clone(), date.value.clone()))
        });
        if let Some(found) = told.filter(|(_, value)| !value.is_empty()) {
            return Some(found);
        }
        let word = range.clone().find(|i| matches!(self.lower(*i), "life" | "death"))?;
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let sure = matches!(self.lower(word.saturating_sub(1)), "to" | "for" | "a")
            || word == range.start && matches!(lemma, "give" | "get" | "receive" | "hand" | "face")
            || self
                .analysis
                .document
                .lower_at(word + 1)
                .is_some_and(|w| matches!(w, "imprisonment" | "sentence" | "in" | "term"));
        sure.then(|| (word..word + 1, self.lower(word).to_owned()))
    }

    /// "five to 15 years", "15 years to life": both ends of a term that leaves them open.
    pub(in crate::matching) fn whole_term(&self, tokens: Range<usize>) -> Range<usize> {
        let at = |i: usize| self.analysis.document.lower_at(i).unwrap_or_default();
        let mut whole = tokens;
        if whole.start >= 2 && at(whole.start - 1) == "to" {
            let number = at(whole.start - 2);
            if crate::number::digits_value(number).or_else(|| crate::number::word_value(number)).is_some() {
                whole.start -= 2;
            }
        }
        if at(whole.end) == "to" && at(whole.end + 1) == "life" {
            whole.end += 2;
        }
        // "nearly four years", "at least nine years": the doubt is part of the words.
        let before = |back: usize| whole.start.checked_sub(back).map_or("", at);
        if matches!(before(1), "nearly" | "almost" | "about" | "roughly" | "around") {
            whole.start -= 1;
        } else if before(2) == "at" && before(1) == "least" {
            whole.start -= 2;
        }
        whole
    }

    pub(in crate::matching) fn penalty(&self, rule: &Rule, clause: &Clause, properties: &mut Vec<(String, String)>) {
        if rule.stage.as_deref() != Some("convicted") {
            return;
        }
        let term = self.term(clause).filter(|_| rule.kind != "fine");
        if let Some((tokens, length)) = term {
            let suspended = clause.extent.clone().any(|i| self.lower(i) == "suspended");
            properties.push(("sentenceLength".to_owned(), length));
            let tokens = self.whole_term(tokens);
            let words = self.analysis.document.words(&tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            properties.push((
                "sentence".to_owned(),
                if suspended { format!("suspended sentence of {words}") } else { words },
            ));
        }
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let fined =
            lemma == "fine" || clause.extent.clone().any(|i| self.lower(i) == "fine" || self.lower(i) == "fined");
        // "pay $290,000 in restitution plus a $568,000 fine": the sum beside the word.
        let beside = || {
            let word = clause.extent.clone().find(|i| matches!(self.lower(*i), "fine" | "fines"))?;
            let near = word.saturating_sub(4).max(clause.extent.start)..(word + 6).min(clause.extent.end);
            crate::money::amount_in(self.analysis, &near)
        };
        let amount = || beside().or_else(|| crate::money::amount_in(self.analysis, &clause.extent));
        if let Some((amount, currency)) = fined.then(amount).flatten() {
            properties.push(("fine".to_owned(), amount.to_string()));
            if currency != "XXX" {
                properties.push(("currency".to_owned(), currency.to_owned()));
            }
        }
    }
}
