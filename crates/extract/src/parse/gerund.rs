//! Clauses of a gerund or an infinitive: "convicted of leading", "is alleged to lead".

use super::*;
use crate::chunk::{Piece, Shape};
use crate::clause::{Clause, Link};
use std::ops::Range;

impl Parser<'_, '_> {
    pub(super) fn gerund(&self, clause: &mut Clause, range: &Range<usize>, before: &[Clause], first: usize) {
        let parent = |index: usize| Some(first + index);
        let mut left = clause.chunk;
        let piece = loop {
            if left == range.start {
                break None;
            }
            left -= 1;
            match self.chunks.chunks[left].piece {
                Piece::Adverb | Piece::QuoteOpen | Piece::QuoteClose => {}
                piece => break Some(piece),
            }
        };
        let governor = before.iter().enumerate().next_back();
        // "sentenced Brandt, who ran the port, to nine years for taking": past the aside that a comma closes.
        let aside = |c: &Clause| {
            matches!(c.link, Link::Relative(_))
                && (c.chunk + 1..left).any(|at| {
                    self.piece(at, range) == Some(Piece::Comma)
                        && matches!(self.piece(at + 1, range), Some(Piece::Preposition))
                        && (at + 1..left).all(|i| !matches!(self.piece(i, range), Some(Piece::Verb(_) | Piece::Comma)))
                })
        };
        let governor = match governor.filter(|(_, c)| piece == Some(Piece::Preposition) && aside(c)) {
            Some((index, _)) => before[..index]
                .iter()
                .enumerate()
                .rev()
                .find(|(_, c)| c.shape == Shape::Finite && punishes(self.group(c).lemma))
                .or(governor),
            None => governor,
        };
        match piece {
            // "Halvane Ltd, a firm belonging to Brandt".
            Some(Piece::Noun(phrase)) if self.group(clause).lemma == "belong" && self.describes_name(phrase) => {
                clause.link = Link::Relative(phrase);
                clause.subjects = vec![phrase];
                clause.parent = before.len().checked_sub(1).and_then(parent);
            }
            Some(Piece::Preposition) => {
                let token = self.chunks.chunks[left].tokens.start;
                // "of leading and of bribing": the second hangs where the first does.
                let before_preposition = self.piece(left.wrapping_sub(1), range).filter(|_| left > range.start);
                let joined = before_preposition == Some(Piece::Conjunction);
                // "of leading the gang, of leaking its plans and of bribing".
                let listed = joined || before_preposition == Some(Piece::Comma);
                let twin = listed.then(|| before.iter().enumerate().rev().find(|(_, c)| c.shape == Shape::Gerund && matches!(c.link, Link::Preposition(p) | Link::NounPreposition(_, p) if self.document.lower(p) == self.document.lower(token)))).flatten();
                if let Some((_, twin)) = twin {
                    clause.link = match twin.link {
                        Link::NounPreposition(noun, _) => Link::NounPreposition(noun, token),
                        _ => Link::Preposition(token),
                    };
                    clause.parent = twin.parent;
                    clause.subjects = twin.subjects.clone();
                    return;
                }
                let skip = left - usize::from(joined);
                // "charged with extortion and with setting fire": past the conjunction.
                let noun = match self.piece(skip.wrapping_sub(1), range).filter(|_| skip > range.start) {
                    Some(Piece::Noun(noun)) => Some(noun),
                    // "the conviction of Brandt, a former sergeant, for": past the apposition.
                    Some(Piece::Comma) if skip > range.start + 1 => match self.piece(skip - 2, range) {
                        Some(Piece::Noun(aside)) => self.attached[aside].appositions.iter().copied().find(|name| {
                            self.attached[*name].governor.is_some_and(|(above, _)| self.carries(self.head(above)))
                        }),
                        _ => None,
                    },
                    _ => None,
                };
                // "the conviction of Brandt for leading": the noun above the name.
                let noun = noun.map(|noun| match self.attached[noun].governor {
                    Some((above, _)) if !self.carries(self.head(noun)) && self.carries(self.head(above)) => above,
                    _ => noun,
                });
                let Some((index, parent_clause)) = governor else {
                    if let Some(noun) = noun {
                        clause.link = Link::NounPreposition(self.chunks.phrases[noun].head, token);
                        clause.subjects = self.holder_of(noun);
                    } else {
                        clause.link = Link::Subordinate(token);
                    }
                    return;
                };
                clause.parent = parent(index);
                let lemma = self.group(parent_clause).lemma;
                let holds_noun = noun.filter(|noun| {
                    !parent_clause.subjects.contains(noun)
                        && self.carries(self.document.lower(self.chunks.phrases[*noun].head))
                        && (self.carries_own(lemma) || !self.reporting.takes_of(lemma, self.document.lower(token)))
                });
                if let Some(noun) = holds_noun {
                    clause.link = Link::NounPreposition(self.chunks.phrases[noun].head, token);
                    let holder = self.holder_of(noun);
                    // "arrested Brandt on suspicion of leaking": the suspicion falls on whom they arrested.
                    let taken = !parent_clause.passive
                        && !parent_clause.objects.is_empty()
                        && takes_suspects(lemma)
                        && matches!(self.document.lower(token), "of" | "for" | "over");
                    // "imposed a sentence of 25 years on Brandt for leading".
                    let punished = parent_clause
                        .complements
                        .iter()
                        .find(|c| {
                            matches!(lemma, "impose" | "hand" | "pass" | "mete" | "give" | "issue")
                                && matches!(self.document.lower(c.preposition), "on" | "to" | "upon")
                        })
                        .map(|c| c.phrases.clone())
                        .filter(|_| !parent_clause.passive || parent_clause.subjects.contains(&noun));
                    clause.subjects = match holder.is_empty() {
                        _ if punished.is_some() => punished.unwrap_or_default(),
                        false => holder,
                        true if taken => parent_clause.objects.clone(),
                        true => parent_clause.subjects.clone(),
                    };
                } else {
                    clause.link = Link::Preposition(token);
                    let object_controls = !parent_clause.passive
                        && !parent_clause.objects.is_empty()
                        && self.reporting.takes_of(lemma, self.document.lower(token));
                    clause.subjects =
                        if object_controls { parent_clause.objects.clone() } else { parent_clause.subjects.clone() };
                }
            }
            Some(Piece::Verb(group)) => {
                if let Some((index, governor)) = before.iter().enumerate().rev().find(|(_, c)| c.group == group) {
                    clause.link = Link::Object;
                    clause.parent = parent(index);
                    clause.subjects = governor.subjects.clone();
                }
            }
            // "Brandt, also facing charges of fraud, has", "is led by Brandt, now serving a sentence": of whom it tells.
            Some(Piece::Comma | Piece::Dash) if self.tells_of_convict(clause, left, range, before).is_some() => {
                if let Some(person) = self.tells_of_convict(clause, left, range, before) {
                    clause.link = Link::Relative(person);
                    clause.subjects = vec![person];
                    clause.parent = before.len().checked_sub(1).and_then(parent);
                }
            }
            // "Halvane Ltd, belonging to Brandt,".
            Some(Piece::Comma)
                if self.group(clause).lemma == "belong"
                    && matches!(self.piece(left.wrapping_sub(1), range), Some(Piece::Noun(_))) =>
            {
                if let Some(Piece::Noun(phrase)) = self.piece(left - 1, range) {
                    let top = self.top(phrase, range);
                    clause.link = Link::Relative(top);
                    clause.subjects = vec![top];
                    clause.parent = before.len().checked_sub(1).and_then(parent);
                }
            }
            Some(Piece::Comma | Piece::Conjunction) => {
                let joined = before
                    .iter()
                    .enumerate()
                    .rev()
                    .take_while(|(_, c)| c.shape != Shape::Finite)
                    .find(|(_, c)| c.shape == Shape::Gerund);
                if let Some((index, twin)) =
                    joined.filter(|(_, c)| !matches!(c.link, Link::Adverbial) || piece == Some(Piece::Conjunction))
                {
                    clause.link = twin.link;
                    clause.parent = twin.parent.or(parent(index));
                    clause.subjects = twin.subjects.clone();
                } else if let Some((index, main)) =
                    before.iter().enumerate().rev().find(|(_, c)| c.shape == Shape::Finite)
                {
                    clause.link = Link::Adverbial;
                    clause.parent = parent(index);
                    clause.subjects = main.subjects.clone();
                }
            }
            Some(Piece::Noun(phrase)) => {
                // "a man leading the gang".
                let top = if self.is_person(phrase) { phrase } else { self.top(phrase, range) };
                clause.subjects = vec![top];
                clause.link = Link::Relative(top);
                clause.parent = governor.and_then(|(index, _)| parent(index));
            }
            Some(Piece::Subordinator) => {
                clause.link = Link::Subordinate(self.chunks.chunks[left].tokens.start);
                if let Some((index, main)) = governor {
                    clause.parent = parent(index);
                    clause.subjects = main.subjects.clone();
                }
            }
            _ => {
                clause.link = Link::Adverbial;
                clause.parent = governor.and_then(|(index, _)| parent(index));
            }
        }
    }

    /// The person before a comma of whom a gerund says what he faces or serves.
    fn tells_of_convict(
        &self,
        clause: &Clause,
        comma: usize,
        range: &Range<usize>,
        before: &[Clause],
    ) -> Option<usize> {
        let told = clause.objects.iter().any(|object| {
            let np = &self.chunks.phrases[*object];
            np.tokens.clone().any(|i| {
                matches!(
                    self.document.lower(i),
                    "charge"
                        | "charges"
                        | "count"
                        | "counts"
                        | "sentence"
                        | "term"
                        | "trial"
                        | "life"
                        | "years"
                        | "months"
                        | "time"
                )
            })
        });
        let fits = matches!(self.group(clause).lemma, "face" | "serve" | "await") && told;
        // "Brandt -- currently serving time --".
        let dashes = usize::from(
            comma > range.start && [comma, comma - 1].into_iter().all(|at| self.piece(at, range) == Some(Piece::Dash)),
        );
        let name = match self.piece(comma.wrapping_sub(1 + dashes), range).filter(|_| fits && comma > range.start) {
            Some(Piece::Noun(phrase)) => self.before_age(phrase, range).unwrap_or(phrase),
            _ => return None,
        };
        let is_name = self.mention_kind(name) == Some(crate::mention::MentionKind::Person);
        let now = (comma + 1..clause.chunk)
            .any(|at| matches!(self.lower(at), "now" | "currently" | "also" | "still" | "already" | "presently"));
        let opens = !before.iter().any(|c| c.shape == Shape::Finite);
        (is_name && (now || opens)).then_some(name)
    }

    /// Nouns that carry an accusation or an act over to a gerund: "charges of", "role in".
    pub(super) fn carries(&self, noun: &str) -> bool {
        let noun = noun.strip_suffix('s').unwrap_or(noun);
        matches!(
            noun,
            "charge"
                | "accusation"
                | "allegation"
                | "suspicion"
                | "conviction"
                | "trial"
                | "role"
                | "part"
                | "sentence"
                | "count"
                | "claim"
                | "verdict"
                | "indictment"
                | "arrest"
                | "warrant"
                | "investigation"
                | "involvement"
                | "acquittal"
                | "term"
                | "year"
                | "month"
                | "penalty"
                | "prison"
                | "jail"
                | "guilty"
                | "evidence"
                | "aim"
                | "purpose"
                | "intention"
                | "denial"
                | "practice"
                | "habit"
                | "way"
                | "means"
                | "danger"
                | "risk"
        )
    }

    /// Verbs whose object carries the accusation: "faces charges of".
    pub(super) fn carries_own(&self, lemma: &str) -> bool {
        matches!(
            lemma,
            "face"
                | "deny"
                | "stand"
                | "serve"
                | "receive"
                | "get"
                | "be"
                | "have"
                | "reject"
                | "hand"
                | "give"
                | "bring"
                | "file"
                | "drop"
                | "play"
                | "dismiss"
                | "overturn"
                | "quash"
                | "arrest"
                | "detain"
                | "hold"
                | "question"
                | "remand"
                | "suspend"
        )
    }

    /// Whose charge, role or trial it is.
    pub(super) fn holder_of(&self, noun: usize) -> Vec<usize> {
        if let Some(owner) = self.chunks.phrases[noun].owner {
            return vec![owner];
        }
        let of = self.attached[noun]
            .complements
            .iter()
            .find(|c| matches!(self.document.lower(c.preposition), "of" | "against"));
        of.map(|c| c.phrases.clone()).unwrap_or_default()
    }

    pub(super) fn infinitive(&self, clause: &mut Clause, range: &Range<usize>, before: &[Clause], first: usize) {
        let parent = |index: usize| Some(first + index);
        let mut left = clause.chunk;
        let piece = loop {
            if left == range.start {
                break None;
            }
            left -= 1;
            match self.chunks.chunks[left].piece {
                Piece::Adverb | Piece::QuoteOpen | Piece::QuoteClose | Piece::Adjective => {}
                piece => break Some(piece),
            }
        };
        let Some((index, governor)) = before.iter().enumerate().next_back() else {
            clause.link = Link::Purpose;
            return;
        };
        clause.parent = parent(index);
        match piece {
            Some(Piece::Verb(_)) => {
                clause.link = Link::Infinitive;
                clause.subjects = governor.subjects.clone();
            }
            Some(Piece::Conjunction | Piece::Comma) => {
                let twin = before.iter().enumerate().rev().find(|(_, c)| c.shape == Shape::Infinitive);
                if let Some((_, twin)) = twin {
                    clause.link = twin.link;
                    clause.parent = twin.parent;
                    clause.subjects = twin.subjects.clone();
                } else {
                    clause.link = Link::Purpose;
                }
            }
            Some(Piece::Noun(noun)) => {
                let object = governor.objects.contains(&noun)
                    || governor.objects.iter().any(|o| {
                        self.attached[*o].last >= self.attached[noun].chunk
                            && self.attached[*o].chunk <= self.attached[noun].chunk
                    })
                    || governor.complements.iter().any(|c| c.phrases.contains(&noun));
                let controls = object
                    && (self.reporting.orders(self.group(governor).lemma)
                        || matches!(
                            self.group(governor).lemma,
                            "allow"
                                | "let"
                                | "force"
                                | "help"
                                | "pay"
                                | "bribe"
                                | "tell"
                                | "enable"
                                | "persuade"
                                | "hire"
                                | "cause"
                                | "pressure"
                                | "send"
                                | "permit"
                                | "use"
                                | "believe"
                                | "expect"
                                | "know"
                                | "want"
                                | "find"
                                | "consider"
                                | "lead"
                                | "prompt"
                                | "appoint"
                                | "choose"
                        )
                        || self.group(governor).lemma == "extradite" && !governor.passive);
                // "used his position to shelter the gang": whoever uses it does it.
                let uses = object
                    && matches!(self.group(governor).lemma, "use" | "abuse" | "misuse" | "exploit")
                    && self.chunks.phrases[noun].mention.is_none()
                    && !self.is_person(noun);
                if uses {
                    clause.link = Link::Infinitive;
                    clause.subjects = governor.subjects.clone();
                    return;
                }
                clause.link = if controls { Link::Infinitive } else { Link::Purpose };
                // "believed by investigators to be": of whom they believe it.
                let by = governor.passive
                    && governor
                        .complements
                        .iter()
                        .any(|c| self.document.lower(c.preposition) == "by" && c.phrases.contains(&noun));
                clause.subjects = if controls && !by { governor.objects.clone() } else { governor.subjects.clone() };
                if controls && clause.subjects.is_empty() {
                    clause.subjects = vec![noun];
                }
            }
            // "went on to lead".
            Some(Piece::Preposition) if self.lower(left) == "on" && self.group(governor).lemma == "go" => {
                clause.link = Link::Infinitive;
                clause.subjects = governor.subjects.clone();
            }
            _ => {
                clause.link = Link::Purpose;
                clause.subjects = governor.subjects.clone();
            }
        }
    }
}

/// Verbs that say what becomes of somebody for what he did.
fn punishes(lemma: &str) -> bool {
    matches!(lemma, "sentence" | "jail" | "convict" | "arrest" | "charge" | "fine" | "imprison" | "indict" | "condemn")
}

/// Verbs whose object is the one whom an authority suspects.
fn takes_suspects(lemma: &str) -> bool {
    matches!(
        lemma,
        "arrest"
            | "detain"
            | "hold"
            | "question"
            | "charge"
            | "indict"
            | "jail"
            | "remand"
            | "try"
            | "prosecute"
            | "sentence"
            | "investigate"
            | "apprehend"
            | "rearrest"
            | "suspend"
    )
}
