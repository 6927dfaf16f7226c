//! Participles: "the men arrested in May", "launched in 2018".

use super::*;
use crate::chunk::{Opening, Piece, Shape, VerbGroup};
use crate::clause::{Clause, Link};
use crate::mention::MentionKind;
use std::ops::Range;

impl Parser<'_, '_> {
    /// Whether a past form without auxiliary is a participle: "a driver dismissed by the firm had", "men arrested in May".
    pub(super) fn is_participle(
        &self,
        clause: &Clause,
        verb: &VerbGroup,
        range: &Range<usize>,
        before: &[Clause],
    ) -> bool {
        let mut at = clause.chunk;
        let left = loop {
            if at == range.start {
                break None;
            }
            at -= 1;
            match self.chunks.chunks[at].piece {
                Piece::Adverb | Piece::QuoteOpen | Piece::QuoteClose => {}
                piece => break Some(piece),
            }
        };
        let by = matches!(self.piece(clause.chunk + 1, range), Some(Piece::Preposition))
            && self.lower(clause.chunk + 1) == "by";
        match left {
            // "was convicted and sentenced": what the verb before was.
            Some(Piece::Conjunction | Piece::Comma) if !before.is_empty() => {
                let noun_before_comma = left == Some(Piece::Comma)
                    && at > range.start
                    && matches!(self.chunks.chunks[at - 1].piece, Piece::Noun(_) | Piece::Date);
                let last = before.iter().rev().find(|c| c.shape == Shape::Finite || c.shape == Shape::Participle);
                let Some(last) = last else { return true };
                // "A former governor, who was extradited in May, pleaded": the main verb is still to come.
                let awaits_main = noun_before_comma
                    && matches!(last.link, Link::Relative(_))
                    && !before.iter().any(|c| c.shape == Shape::Finite && !matches!(c.link, Link::Relative(_)))
                    && !self.main_verb_follows(clause, range);
                if awaits_main {
                    return false;
                }
                let shares = last.passive
                    && !acts_alone(verb.lemma)
                    && (clause.objects.is_empty() || self.gets_penalty(clause, verb.lemma));
                if noun_before_comma {
                    // ", arrested in May," describes; ", arrested 5 men and" goes on.
                    return clause.objects.is_empty()
                        && (by
                            || self.group(last).passive
                            || self.closes_with_comma(clause, range)
                            || !self.is_intransitive(verb.lemma));
                }
                shares
            }
            // "Brandt, the mayor, resigned" and "..., said" are no participles without a main verb to come.
            Some(Piece::Comma) => {
                self.main_verb_follows(clause, range)
                    || clause.objects.is_empty()
                        && !self.is_intransitive(verb.lemma)
                        && !self.reporting.says(verb.lemma)
            }
            // "Halvane Ltd, a company associated with Brandt, although": what an apposition goes on to say.
            Some(Piece::Noun(phrase))
                if self.describes_name(phrase)
                    && clause.objects.is_empty()
                    && matches!(
                        verb.lemma,
                        "associate"
                            | "link"
                            | "connect"
                            | "tie"
                            | "register"
                            | "base"
                            | "own"
                            | "control"
                            | "run"
                            | "head"
                    )
                    && matches!(self.piece(clause.chunk + 1, range), Some(Piece::Preposition)) =>
            {
                true
            }
            // "Brandt, whom a court convicted of": the noun is who does it.
            Some(Piece::Noun(_)) if at > range.start && self.chunks.chunks[at - 1].piece == Piece::Relative => false,
            Some(Piece::Noun(_) | Piece::Date | Piece::Close) => {
                if by {
                    return true;
                }
                if !clause.objects.is_empty() {
                    // "the suspect named Brandt was": a participle with an object, before the main verb.
                    return matches!(verb.lemma, "name" | "call" | "dub" | "know")
                        && (self.main_verb_follows(clause, range) || before.iter().any(|c| c.shape == Shape::Finite));
                }
                // "appeared in court on Monday charged with": no other verb takes these words.
                let after_verb = before.iter().any(|c| c.shape == Shape::Finite && !matches!(c.link, Link::Content));
                let takes = matches!(self.piece(clause.chunk + 1, range), Some(Piece::Preposition))
                    && self.reporting.takes_of(verb.lemma, self.lower(clause.chunk + 1));
                if accuses(verb.lemma) && takes && after_verb && !self.main_verb_follows(clause, range) {
                    return true;
                }
                let object_of_verb = matches!(left, Some(Piece::Noun(phrase)) if before.iter().any(|c| c.objects.contains(&phrase) || c.complements.iter().any(|p| p.phrases.contains(&phrase))));
                let subject_taken =
                    object_of_verb && !self.reporting.takes_content(before.last().map_or("", |c| self.group(c).lemma));
                (subject_taken || self.main_verb_follows(clause, range)) && !self.is_intransitive(verb.lemma)
            }
            Some(Piece::Relative | Piece::Subordinator) => false,
            // "stands accused of".
            Some(Piece::Verb(group))
                if matches!(self.chunks.groups[group].lemma, "stand" | "remain") && accuses(verb.lemma) =>
            {
                true
            }
            Some(Piece::Preposition) => true,
            Some(Piece::Verb(_)) | None => !clause.objects.is_empty() && left.is_some() || left.is_none(),
            _ => false,
        }
    }

    /// "was jailed for a year and fined $19,500", "was convicted and handed a four-year sentence": what courts impose stands
    /// beside the verb as its object, and whoever was convicted gets it.
    fn gets_penalty(&self, clause: &Clause, lemma: &str) -> bool {
        let imposed = |phrase: &usize| {
            let np = &self.chunks.phrases[*phrase];
            let head = self.head(*phrase);
            let is_sum = np.tokens.clone().any(|i| self.document.lower(i).bytes().any(|b| b.is_ascii_digit()));
            matches!(head, "sentence" | "sentences" | "term" | "fine" | "fines" | "years" | "months" | "life")
                || lemma == "fine" && is_sum && np.mention.is_none()
        };
        matches!(lemma, "fine" | "hand" | "award") && clause.objects.iter().all(imposed)
    }

    /// "a firm" in "Halvane Ltd, a firm": says what the name before it is.
    pub(super) fn describes_name(&self, phrase: usize) -> bool {
        let np = &self.chunks.phrases[phrase];
        np.mention.is_none()
            && np.opening == Opening::Indefinite
            && self.attached[phrase].appositions.iter().any(|name| {
                self.attached[*name].chunk < self.attached[phrase].chunk && self.chunks.phrases[*name].mention.is_some()
            })
    }

    pub(super) fn is_intransitive(&self, lemma: &str) -> bool {
        matches!(
            lemma,
            "die"
                | "act"
                | "interfere"
                | "intervene"
                | "cooperate"
                | "collaborate"
                | "vanish"
                | "abscond"
                | "admit"
                | "deny"
                | "participate"
                | "walk"
                | "look"
                | "become"
                | "seem"
                | "lie"
                | "stay"
                | "wait"
                | "travel"
                | "sob"
                | "refuse"
                | "decline"
                | "threaten"
                | "connive"
                | "live"
                | "work"
                | "rise"
                | "fall"
                | "go"
                | "come"
                | "appear"
                | "happen"
                | "flee"
                | "escape"
                | "remain"
                | "return"
                | "arrive"
                | "disappear"
                | "emerge"
                | "occur"
                | "retire"
                | "resign"
                | "collude"
                | "conspire"
                | "belong"
                | "increase"
                | "decrease"
                | "drop"
                | "testify"
                | "confess"
                | "end"
                | "begin"
                | "start"
                | "succeed"
                | "serve"
                | "say"
                | "plead"
                | "talk"
                | "speak"
                | "collapse"
                | "vote"
                | "insist"
                | "agree"
                | "decide"
                | "lead"
                | "meet"
                | "apologise"
                | "appeal"
                | "surrender"
                | "protest"
                | "weep"
                | "nod"
                | "smile"
                | "depart"
                | "step"
                | "stand"
                | "sit"
                | "respond"
                | "react"
                | "survive"
                | "bow"
        )
    }

    pub(super) fn closes_with_comma(&self, clause: &Clause, range: &Range<usize>) -> bool {
        let after = self.chunk_after(clause, range);
        matches!(self.piece(after, range), Some(Piece::Comma))
    }

    pub(super) fn chunk_after(&self, clause: &Clause, range: &Range<usize>) -> usize {
        (clause.chunk + 1..range.end)
            .find(|i| self.chunks.chunks[*i].tokens.start >= clause.extent.end)
            .unwrap_or(range.end)
    }

    pub(super) fn participle(&self, clause: &mut Clause, range: &Range<usize>, before: &[Clause], first: usize) {
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
        clause.parent = before.len().checked_sub(1).and_then(parent);
        // "stands accused of", "appeared in court charged with": of whom the verb before tells.
        let lemma = self.group(clause).lemma;
        let stands = matches!(piece, Some(Piece::Verb(group)) if matches!(self.chunks.groups[group].lemma, "stand" | "remain" | "appear"));
        let told = accuses(lemma) && !matches!(piece, Some(Piece::Noun(phrase)) if self.is_person(phrase));
        if (stands || told && !matches!(piece, Some(Piece::Comma | Piece::Open | Piece::Dash)))
            && let Some((index, main)) = before.iter().enumerate().rev().find(|(_, c)| c.shape == Shape::Finite)
            && (stands || matches!(self.group(main).lemma, "appear" | "stand" | "go" | "be" | "remain" | "return"))
        {
            clause.subjects = main.subjects.clone();
            clause.link = Link::Coordinate;
            clause.parent = parent(index);
            return;
        }
        let described = match piece {
            Some(Piece::Noun(phrase)) => {
                Some(self.person_of_place(phrase, range).filter(|_| accuses(lemma)).unwrap_or(phrase))
            }
            Some(Piece::Comma | Piece::Open | Piece::Dash) => {
                match self.piece(left.wrapping_sub(1), range).filter(|_| left > range.start) {
                    // "the trial of Brandt, accused of": persons are accused.
                    Some(Piece::Noun(phrase)) if accuses(lemma) && self.is_person(phrase) => Some(phrase),
                    Some(Piece::Noun(phrase)) => {
                        let top = self.top(phrase, range);
                        Some(self.person_of_place(phrase, range).filter(|_| accuses(lemma)).unwrap_or(top))
                    }
                    _ => None,
                }
            }
            Some(Piece::Date) => {
                let skip = usize::from(left > range.start && self.chunks.chunks[left - 1].piece == Piece::Preposition);
                match self.piece(left.wrapping_sub(1 + skip), range) {
                    Some(Piece::Noun(phrase)) => Some(phrase),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(phrase) = described {
            clause.subjects = vec![phrase];
            clause.link = Link::Relative(phrase);
            return;
        }
        if matches!(piece, Some(Piece::Conjunction | Piece::Comma))
            && let Some((index, twin)) = before.iter().enumerate().rev().find(|(_, c)| c.passive)
        {
            clause.subjects = twin.subjects.clone();
            clause.link = Link::Coordinate;
            clause.parent = parent(index);
            clause.shape = twin.shape;
            return;
        }
        clause.link = Link::Adverbial;
        // "Convicted in May, Brandt appealed": the subject of the main verb.
        if piece.is_none() {
            let mut at = clause.chunk + 1;
            while let Some(piece) = self.piece(at, range) {
                if piece == Piece::Comma {
                    if let Some(Piece::Noun(phrase)) = self.piece(at + 1, range) {
                        clause.subjects = vec![phrase];
                    }
                    break;
                }
                at += 1;
            }
        }
    }

    /// "Jonas Pell, 35, of Leyton, east Arden, jailed for": the person of whom an age and an address tell, from their last
    /// phrase. Nobody where anything else stands between.
    pub(super) fn person_of_place(&self, place: usize, range: &Range<usize>) -> Option<usize> {
        if self.is_person(place) {
            return None;
        }
        let mut at = self.attached[place].chunk;
        let mut told = false;
        for _ in 0..12 {
            at = at.checked_sub(1).filter(|at| *at >= range.start)?;
            match self.chunks.chunks[at].piece {
                // "Brandt (34), of": past an age in brackets.
                Piece::Comma | Piece::Adjective | Piece::Open | Piece::Close => {}
                _ if is_quarter(self.lower(at)) => {}
                Piece::Preposition if matches!(self.lower(at), "of" | "from" | "in" | "at") => told = true,
                // "showing Brandt photographs of suspects arrested by": an address is set off from the name.
                Piece::Noun(name) if self.mention_kind(name) == Some(MentionKind::Person) => {
                    let set_off =
                        matches!(self.piece(at + 1, range), Some(Piece::Comma | Piece::Preposition | Piece::Open));
                    return (told && set_off).then_some(name);
                }
                Piece::Noun(other) => {
                    let np = &self.chunks.phrases[other];
                    let is_age = np.opening == Opening::Counted && np.tokens.len() <= 2;
                    let is_place = self.mention_kind(other) == Some(MentionKind::Place)
                        || np.mention.is_none() && !np.is_pronoun && !self.is_person(other) && told;
                    if !is_age && !is_place {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        None
    }
}

/// The part of a town or country: "east London".
fn is_quarter(word: &str) -> bool {
    matches!(word, "east" | "west" | "north" | "south" | "central" | "inner" | "greater" | "upper" | "lower" | "near")
        || ["north-", "south-"].iter().any(|start| word.starts_with(start))
}

/// Verbs of which a person is the object whatever noun stands beside them.
fn accuses(lemma: &str) -> bool {
    matches!(
        lemma,
        "accuse"
            | "charge"
            | "convict"
            | "suspect"
            | "acquit"
            | "indict"
            | "sentence"
            | "jail"
            | "imprison"
            | "arrest"
            | "detain"
            | "remand"
    )
}

/// Verbs of what nobody has done to him: "was indicted in May and pleaded guilty in August".
pub(super) fn acts_alone(lemma: &str) -> bool {
    matches!(
        lemma,
        "plead"
            | "confess"
            | "resign"
            | "die"
            | "flee"
            | "escape"
            | "abscond"
            | "vanish"
            | "disappear"
            | "testify"
            | "appeal"
            | "apologise"
            | "apologize"
            | "surrender"
            | "appear"
            | "cooperate"
            | "agree"
            | "retire"
            | "get"
            | "serve"
            | "receive"
    )
}
