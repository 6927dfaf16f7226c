//! Finite clauses: their subject and what they hang on.

use super::participle::acts_alone;
use super::*;
use crate::attachment::Complement;
use crate::chunk::{Piece, Shape, VerbGroup};
use crate::clause::{Clause, Link};
use std::ops::Range;

impl Parser<'_, '_> {
    pub(super) fn finite(
        &self,
        clause: &mut Clause,
        verb: &VerbGroup,
        range: &Range<usize>,
        before: &[Clause],
        first: usize,
    ) {
        let parent_at = |index: usize| Some(first + index);
        if self.is_inverted(clause, verb, range, before) {
            clause.subjects = std::mem::take(&mut clause.objects);
            return;
        }
        match self.left(clause, range, before) {
            Left::Subject(subjects, lead) => {
                let agreeing = self.agreeing(&subjects, lead, verb, before);
                if let Some(described) = agreeing {
                    clause.subjects = vec![described];
                    return;
                }
                clause.subjects = subjects;
                clause.passive |= self.is_headline_passive(clause, verb, range);
                self.lead(clause, lead, range, before, first);
                // "which Yang owns", "whom the police call": the relative is the object.
                if let Some(lead) = lead {
                    if self.chunks.chunks[lead].piece == Piece::Relative {
                        if let Some(antecedent) = self.antecedent(lead, range) {
                            let governed =
                                lead > range.start && self.chunks.chunks[lead - 1].piece == Piece::Preposition;
                            if governed {
                                clause.complements.push(Complement {
                                    preposition: self.chunks.chunks[lead - 1].tokens.start,
                                    phrases: vec![antecedent],
                                });
                            } else if clause.objects.is_empty() && !clause.passive {
                                clause.objects = vec![antecedent];
                            }
                            clause.link = Link::Relative(antecedent);
                            clause.parent = before.len().checked_sub(1).and_then(parent_at);
                        }
                    } else if let Piece::Noun(owned) = self.chunks.chunks[lead].piece {
                        // "the firm Yang owns": two phrases side by side and a verb without an object.
                        if clause.objects.is_empty()
                            && !clause.passive
                            && clause.link == Link::Root
                            && !verb.lemma.is_empty()
                            && self.chunks.phrases[owned].mention.is_none()
                        {
                            clause.objects = vec![owned];
                            clause.link = Link::Relative(owned);
                            clause.parent = before.len().checked_sub(1).and_then(parent_at);
                        }
                    }
                }
            }
            Left::Relative(antecedent) => {
                clause.subjects = vec![antecedent];
                clause.link = Link::Relative(antecedent);
                clause.parent = before.len().checked_sub(1).and_then(parent_at);
            }
            Left::Shared if self.goes_on_perfect(verb, before) => {
                // "is accused of having robbed and killed Pell": the second hangs where the first does.
                if let Some(first) = before.last() {
                    clause.shape = first.shape;
                    clause.subjects = first.subjects.clone();
                    clause.link = first.link;
                    clause.parent = first.parent;
                }
            }
            Left::Shared => {
                if let Some((index, previous)) =
                    before.iter().enumerate().rev().find(|(_, c)| self.can_share(c, clause))
                {
                    clause.subjects = previous.subjects.clone();
                    clause.link = Link::Coordinate;
                    clause.parent = parent_at(index);
                    // "met Brandt, who had no ties, and shot him": either may have shot; the words accuse neither.
                    let comma =
                        clause.chunk.checked_sub(2).is_some_and(|at| self.piece(at, range) == Some(Piece::Comma));
                    let other = before[..index].iter().rev().find(|c| self.can_share(c, clause));
                    if comma
                        && index + 1 == before.len()
                        && matches!(previous.link, Link::Relative(_))
                        && other
                            .is_some_and(|c| !matches!(c.link, Link::Relative(_)) && c.subjects != previous.subjects)
                    {
                        clause.subjects.clear();
                    }
                    // "Firms linked to Brandt, who was mayor, were charged": nothing joins the two verbs.
                    let bare =
                        clause.chunk.checked_sub(1).is_some_and(|at| self.piece(at, range) == Some(Piece::Comma));
                    if bare && matches!(previous.link, Link::Relative(_)) {
                        clause.subjects.clear();
                    }
                    if clause.shape == Shape::Finite
                        && previous.passive
                        && verb.ambiguous
                        && clause.objects.is_empty()
                        && !acts_alone(verb.lemma)
                        && previous.shape == Shape::Finite
                    {
                        clause.passive = true;
                    }
                }
            }
            Left::Nothing(lead) => {
                // "the ring, which police believe is led by Brandt": what the relative clause is about.
                let last = before.len().checked_sub(1);
                if let (Some(at), Some(index)) = (lead, last)
                    && let (Piece::Verb(said), Link::Relative(antecedent)) =
                        (self.chunks.chunks[at].piece, before[index].link)
                    && before[index].group == said
                    && self.reporting.takes_content(self.chunks.groups[said].lemma)
                    && !before[index].subjects.contains(&antecedent)
                {
                    clause.subjects = vec![antecedent];
                    clause.link = Link::Content;
                    clause.parent = parent_at(index);
                } else if let Some(lead) = lead
                    && self.chunks.chunks[lead].piece == Piece::Subordinator
                {
                    self.lead(clause, Some(lead), range, before, first);
                    // "When arrested in January, Brandt had": of whom the main clause tells.
                    let bare = verb.ambiguous && clause.objects.is_empty() && lead + 1 == clause.chunk;
                    let after = self.chunk_after(clause, range);
                    if bare
                        && matches!(self.lower(lead), "when" | "once" | "while" | "although" | "though")
                        && self.piece(after, range) == Some(Piece::Comma)
                        && let Some(Piece::Noun(subject)) = self.piece(after + 1, range)
                        && self.is_person(subject)
                    {
                        clause.passive = true;
                        clause.subjects = vec![subject];
                    }
                }
            }
        }
    }

    /// "of having robbed and killed", "to have robbed and killed": a past form that "have" before the first verb governs.
    fn goes_on_perfect(&self, verb: &VerbGroup, before: &[Clause]) -> bool {
        before.last().is_some_and(|first| {
            let group = self.group(first);
            matches!(first.shape, Shape::Gerund | Shape::Infinitive)
                && verb.ambiguous
                && verb.tokens.len() == 1
                && group.tokens.clone().any(|i| matches!(self.document.lower(i), "having" | "have"))
        })
    }

    /// "Ex-minister Erik Brandt jailed for graft": a verb of courts and police without an object is undergone.
    fn is_headline_passive(&self, clause: &Clause, verb: &VerbGroup, range: &Range<usize>) -> bool {
        let next = self.piece(clause.chunk + 1, range);
        let word = if next.is_some() { self.lower(clause.chunk + 1) } else { "" };
        let undergone = match verb.lemma {
            "jail" | "imprison" | "arrest" | "detain" | "acquit" | "indict" | "extradite" | "arraign" | "remand"
            | "sack" | "oust" => {
                matches!(word, "for" | "over" | "of" | "after" | "on" | "in" | "from" | "at" | "by" | "as" | "" | ".")
            }
            "sentence" => matches!(word, "to" | "for" | "over" | "in" | "" | "."),
            "convict" => matches!(word, "of" | "in" | "for" | "over" | "" | "."),
            "charge" => matches!(word, "with" | "over"),
            "suspend" | "expel" => matches!(word, "over" | "from" | "for"),
            _ => false,
        };
        let [subject] = clause.subjects.as_slice() else { return false };
        let np = &self.chunks.phrases[*subject];
        undergone
            && verb.ambiguous
            && verb.tokens.len() == 1
            && !verb.passive
            && clause.objects.is_empty()
            && self.is_person(*subject)
            && !np.is_pronoun
            && (np.mention.is_some() || np.opening == crate::chunk::Opening::Bare)
            && clause.chunk > range.start
            && !self.follows_relative(*subject, range)
    }

    /// "whom police charged with": the subject of a relative clause.
    fn follows_relative(&self, subject: usize, range: &Range<usize>) -> bool {
        let before = self.attached[subject].chunk.checked_sub(1).filter(|at| *at >= range.start);
        before.is_some_and(|at| self.chunks.chunks[at].piece == Piece::Relative)
    }

    /// "An officer who smuggled drugs and phones into the prison has been jailed": a verb in the singular, whose subject the
    /// phones can't be, and a relative clause before them that has no main verb yet.
    fn agreeing(&self, subjects: &[usize], lead: Option<usize>, verb: &VerbGroup, before: &[Clause]) -> Option<usize> {
        let [subject] = subjects else { return None };
        let np = &self.chunks.phrases[*subject];
        let singular = matches!(self.document.lower(verb.tokens.start), "has" | "was" | "is");
        let joined = self.chunks.chunks[lead?].piece == Piece::Conjunction;
        let last = before.last()?;
        let Link::Relative(described) = last.link else { return None };
        let fits = singular
            && joined
            && np.is_plural
            && np.mention.is_none()
            && last.subjects == [described]
            && !self.chunks.phrases[described].is_plural
            && !before.iter().any(|c| c.shape == Shape::Finite && !matches!(c.link, Link::Relative(_)));
        fits.then_some(described)
    }

    /// “...”, said Brandt.
    pub(super) fn is_inverted(
        &self,
        clause: &Clause,
        verb: &VerbGroup,
        range: &Range<usize>,
        before: &[Clause],
    ) -> bool {
        let speaks = matches!(
            verb.lemma,
            "say"
                | "add"
                | "explain"
                | "write"
                | "note"
                | "warn"
                | "claim"
                | "insist"
                | "argue"
                | "announce"
                | "reply"
                | "recall"
        );
        if !speaks || verb.tokens.len() != 1 || clause.objects.is_empty() || clause.chunk == range.start {
            return false;
        }
        match self.chunks.chunks[clause.chunk - 1].piece {
            Piece::QuoteClose => true,
            Piece::Comma => {
                let after_quote = self.piece(clause.chunk.wrapping_sub(2), range) == Some(Piece::QuoteClose);
                let after_clause =
                    verb.lemma == "say" && before.iter().any(|c| c.shape == Shape::Finite && c.link == Link::Root);
                after_quote || after_clause
            }
            _ => false,
        }
    }

    pub(super) fn can_share(&self, previous: &Clause, clause: &Clause) -> bool {
        match clause.shape {
            Shape::Finite => previous.shape == Shape::Finite,
            shape => previous.shape == shape,
        }
    }

    /// What a finite clause hangs on, by the chunk before its subject.
    pub(super) fn lead(
        &self,
        clause: &mut Clause,
        lead: Option<usize>,
        range: &Range<usize>,
        before: &[Clause],
        first: usize,
    ) {
        let Some(mut lead) = lead else { return };
        while matches!(
            self.chunks.chunks[lead].piece,
            Piece::Adverb | Piece::QuoteOpen | Piece::QuoteClose | Piece::Date
        ) && lead > range.start
        {
            lead -= 1;
        }
        // "said that on Friday Brandt ...", "that in 2021 he".
        if self.chunks.chunks[lead].piece == Piece::Preposition
            && lead > range.start
            && matches!(self.piece(lead + 1, range), Some(Piece::Date))
        {
            lead -= 1;
        }
        let parent = |index: usize| Some(first + index);
        let last_finite = before.iter().enumerate().rev().find(|(_, c)| c.shape == Shape::Finite);
        match self.chunks.chunks[lead].piece {
            Piece::Subordinator => {
                let token = self.chunks.chunks[lead].tokens.start;
                match self.document.lower(token) {
                    "that" => {
                        let before_that = self.piece(lead.wrapping_sub(1), range).filter(|_| lead > range.start);
                        let governor = before.iter().enumerate().rev().find(|(_, c)| c.chunk < lead);
                        let told = governor.is_some_and(|(_, c)| {
                            c.objects.len() == 1 && self.reporting.takes_content(self.group(c).lemma)
                        });
                        match (before_that, governor) {
                            (Some(Piece::Noun(noun)), governor)
                                if self.claim_above(noun).is_some()
                                    || !told && !governor.is_some_and(|(_, c)| self.says_after_place(c, noun)) =>
                            {
                                // "the claim of two workers that".
                                let noun = self.claim_above(noun).unwrap_or(noun);
                                clause.link = Link::NounContent(self.chunks.phrases[noun].head);
                                clause.parent = governor.and_then(|(index, _)| parent(index));
                            }
                            (_, Some((index, _))) => {
                                clause.link = Link::Content;
                                clause.parent = parent(index);
                            }
                            _ => {}
                        }
                    }
                    // "to the port, where he is held": a place, no condition.
                    "where"
                        if lead.checked_sub(1).is_some_and(|left| {
                            matches!(self.piece(left, range), Some(Piece::Comma | Piece::Noun(_)))
                        }) =>
                    {
                        clause.link = Link::Subordinate(token);
                        clause.parent = last_finite.and_then(|(index, _)| parent(index));
                    }
                    "if" | "unless" | "whether" | "how" | "why" | "where" | "lest" => {
                        clause.link = Link::Condition;
                        clause.parent = before.len().checked_sub(1).and_then(parent);
                    }
                    _ => {
                        clause.link = Link::Subordinate(token);
                        clause.parent = last_finite.and_then(|(index, _)| parent(index));
                    }
                }
            }
            Piece::Preposition => {
                clause.link = Link::Subordinate(self.chunks.chunks[lead].tokens.start);
                clause.parent = last_finite.and_then(|(index, _)| parent(index));
            }
            Piece::Verb(group) if self.reporting.takes_content(self.chunks.groups[group].lemma) => {
                clause.link = Link::Content;
                clause.parent = before.iter().position(|c| c.chunk == lead).and_then(parent);
            }
            // "told the court Brandt had".
            Piece::Noun(_) => {
                let teller = before.iter().enumerate().rev().find(|(_, c)| {
                    c.objects.iter().any(|o| self.attached[*o].last == lead || self.attached[*o].chunk == lead)
                        && self.reporting.takes_content(self.group(c).lemma)
                });
                if let Some((index, _)) = teller {
                    clause.link = Link::Content;
                    clause.parent = parent(index);
                }
            }
            Piece::Conjunction => {
                if let Some((index, previous)) = last_finite {
                    clause.link = Link::Coordinate;
                    clause.parent = parent(index);
                    let _ = previous;
                }
            }
            Piece::Comma => {
                // ", while", ", and" were met above; after a fronted clause this is the main one.
                let after_and = lead > range.start && self.chunks.chunks[lead - 1].piece == Piece::Conjunction;
                if after_and && let Some((index, _)) = last_finite {
                    clause.link = Link::Coordinate;
                    clause.parent = parent(index);
                }
            }
            _ => {}
        }
    }

    /// "admitted before a judge in Halston that": what stands between is no object of the verb and carries no clause.
    fn says_after_place(&self, governor: &Clause, noun: usize) -> bool {
        let lemma = self.group(governor).lemma;
        let owns = matches!(lemma, "admit" | "deny" | "confess" | "acknowledge" | "testify");
        (owns || self.reporting.takes_content(lemma))
            && governor.objects.is_empty()
            && !self.chunks.phrases[noun].is_pronoun
    }

    /// The noun that a clause fills: the phrase before "that", or the one above it.
    pub(super) fn claim_above(&self, phrase: usize) -> Option<usize> {
        if self.reporting.is_claim(self.head(phrase)) {
            return Some(phrase);
        }
        let (governor, _) = self.attached[phrase].governor?;
        self.reporting.is_claim(self.head(governor)).then_some(governor)
    }
}
