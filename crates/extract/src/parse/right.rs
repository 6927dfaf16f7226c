//! What stands to the right of a verb: objects, complements, dates.

use super::*;
use crate::attachment::Complement;
use crate::chunk::{Piece, Shape};
use crate::clause::Clause;
use crate::mention::MentionKind;
use std::ops::Range;

impl Parser<'_, '_> {
    /// Takes the objects, complements and dates to the right of the verb.
    pub(super) fn right(&self, clause: &mut Clause, range: &Range<usize>) {
        let verb = &self.chunks.groups[clause.group];
        let mut at = clause.chunk + 1;
        let mut end = clause.chunk;
        let mut direct = true;
        while let Some(piece) = self.piece(at, range) {
            match piece {
                Piece::Adverb => at += 1,
                Piece::QuoteOpen | Piece::QuoteClose => at += 1,
                Piece::Adjective => {
                    clause.adjectives.push(self.chunks.chunks[at].tokens.start);
                    end = at;
                    at += 1;
                }
                // "tipped off the gang the evening before": when, not what.
                Piece::Noun(phrase) if direct && !clause.objects.is_empty() && self.is_time(phrase) => {
                    end = at;
                    at += 1;
                    direct = false;
                }
                // "threw out the case against brothers Ivan and Stefan": who the brothers are, no second object.
                Piece::Noun(phrase)
                    if direct
                        && self.chunks.phrases[phrase].mention.is_some()
                        && clause.objects.last().is_some_and(|o| {
                            self.attached[*o].last > self.attached[*o].chunk && self.attached[*o].last + 1 == at
                        })
                        && matches!(self.piece(at - 1, range), Some(Piece::Noun(description))
                            if self.chunks.phrases[description].mention.is_none()
                                && !self.chunks.phrases[description].is_pronoun) =>
                {
                    break;
                }
                // "a shell company they used to": the subject of a clause that describes the object.
                Piece::Noun(phrase)
                    if direct
                        && !clause.objects.is_empty()
                        && self.chunks.phrases[phrase].is_pronoun
                        && matches!(self.head(phrase), "they" | "he" | "she" | "we" | "i") =>
                {
                    break;
                }
                // "is prosecuting the case himself": he, once more.
                Piece::Noun(phrase) if direct && !clause.objects.is_empty() && self.head(phrase).ends_with("self") => {
                    end = at;
                    at += 1;
                }
                Piece::Noun(phrase) if direct => {
                    // The subject of what is said: "said Brandt had left".
                    let last = self.attached[phrase].last;
                    // "said 300 users and pushers had surrendered".
                    let paired = clause.objects.is_empty()
                        && matches!(verb.lemma, "say" | "claim" | "allege" | "believe" | "think" | "add" | "admit")
                        && matches!(
                            (self.piece(last + 1, range), self.piece(last + 2, range)),
                            (Some(Piece::Conjunction), Some(Piece::Noun(next)))
                                if self.finite_follows(self.attached[next].last, range)
                        );
                    // "the girl who met him was convicted": he is met, whoever was convicted.
                    let is_object = self.chunks.phrases[phrase].is_pronoun
                        && matches!(
                            self.document.lower(self.chunks.phrases[phrase].head),
                            "him" | "them" | "me" | "us"
                        );
                    let is_content = !is_object
                        && (paired || self.finite_follows(last, range))
                        && !(verb.passive && verb.lemma != "say");
                    if is_content
                        && (self.reporting.takes_content(verb.lemma)
                            || !clause.objects.is_empty()
                            || self.chunks.phrases[phrase].is_pronoun)
                    {
                        break;
                    }
                    let (phrases, next) = self.list(phrase, range);
                    if clause.objects.is_empty() {
                        clause.objects = phrases;
                    } else {
                        // Only once: "gave the gang shelter".
                        clause.receivers = std::mem::replace(&mut clause.objects, phrases);
                        direct = false;
                    }
                    // Complements of the object can be the verb's: "accused Brandt of".
                    let object = *clause.objects.last().unwrap_or(&phrase);
                    clause.complements.extend(self.attached[object].complements.iter().cloned());
                    clause.dates.extend(self.own_dates(object));
                    // And the complements of those: "arrested Brandt at his home in May".
                    self.deep(object, clause);
                    end = next - 1;
                    at = next;
                }
                Piece::Noun(_) => break,
                Piece::Preposition => match self.piece(at + 1, range) {
                    Some(Piece::Noun(phrase))
                        if is_clausal(self.lower(at)) && self.verb_comes(self.attached[phrase].last, range) =>
                    {
                        break;
                    }
                    // "was at the time a sergeant": when, and what he was is still to come.
                    Some(Piece::Noun(phrase))
                        if verb.lemma == "be"
                            && clause.objects.is_empty()
                            && matches!(self.head(phrase), "time" | "moment" | "stage")
                            && self.attached[phrase].complements.is_empty() =>
                    {
                        at += 2;
                    }
                    Some(Piece::Noun(phrase)) => {
                        direct = false;
                        let (phrases, next) = self.list(phrase, range);
                        let preposition = self.chunks.chunks[at].tokens.start;
                        // "were paid by Pell to Brandt": nor does "to".
                        let is_by = self.lower(at) == "by";
                        for phrase in &phrases {
                            // "were paid to Brandt by Pell": of a name "by" does not hang.
                            let by = self.attached[*phrase].complements.iter().filter(|c| {
                                let word = self.document.lower(c.preposition);
                                // "was warned about the raid by Brandt": who warned.
                                let told = word == "by"
                                    && matches!(verb.lemma, "warn" | "tell" | "inform" | "alert" | "tip" | "notify");
                                verb.passive
                                    && (word == "by" || is_by && word == "to")
                                    && (told
                                        || self.chunks.phrases[*phrase].mention.is_some()
                                        || self.is_person(*phrase))
                            });
                            clause.complements.extend(by.cloned());
                            // "were transferred from Halvane to Brandt": both ends are the verb's.
                            let to = self.attached[*phrase]
                                .complements
                                .iter()
                                .filter(|c| self.lower(at) == "from" && self.document.lower(c.preposition) == "to");
                            clause.complements.extend(to.cloned());
                            // "jailed for life for the murder of Pell": what for, past how long.
                            let kept = self.attached[*phrase].complements.iter().filter(|c| {
                                matches!(self.head(*phrase), "life" | "death" | "bars")
                                    && self.document.lower(c.preposition) == "for"
                            });
                            clause.complements.extend(kept.cloned());
                            self.deep(*phrase, clause);
                            clause.dates.extend(self.own_dates(*phrase));
                        }
                        clause.complements.push(Complement { preposition, phrases });
                        end = next - 1;
                        at = next;
                    }
                    Some(Piece::Date) => {
                        clause.dates.push((
                            Some(self.chunks.chunks[at].tokens.start),
                            self.chunks.chunks[at + 1].tokens.clone(),
                        ));
                        end = at + 1;
                        let between = self.lower(at) == "between";
                        at += 2;
                        if let (true, Some(Piece::Conjunction), Some(Piece::Date)) =
                            (between, self.piece(at, range), self.piece(at + 1, range))
                        {
                            clause.dates.push((
                                Some(self.chunks.chunks[at].tokens.start),
                                self.chunks.chunks[at + 1].tokens.clone(),
                            ));
                            end = at + 1;
                            at += 2;
                        }
                    }
                    Some(Piece::QuoteOpen) => {
                        at += 1;
                    }
                    // "to nearly four years", "at least nine years".
                    Some(Piece::Adverb | Piece::Adjective)
                        if self.piece(at + 2, range) == Some(Piece::Date) && is_about(self.lower(at + 1)) =>
                    {
                        let preposition = self.chunks.chunks[at].tokens.start;
                        clause.dates.push((Some(preposition), self.chunks.chunks[at + 2].tokens.clone()));
                        end = at + 2;
                        at += 3;
                        direct = false;
                    }
                    _ => break,
                },
                Piece::Date => {
                    clause.dates.push((None, self.chunks.chunks[at].tokens.clone()));
                    end = at;
                    at += 1;
                    direct = false;
                }
                // An age in commas: "sentenced Erlingworth, 55, to seven years".
                Piece::Comma if matches!((self.piece(at + 1, range), self.piece(at + 2, range)), (Some(Piece::Noun(age)), Some(Piece::Comma)) if self.is_age(age)) =>
                {
                    at += 3;
                    direct = false;
                }
                // "paid the mayor, Brandt, $5,000 a month": the second object behind the name of the first.
                Piece::Comma
                    if direct
                        && clause.receivers.is_empty()
                        && matches!(
                            verb.lemma,
                            "pay"
                                | "give"
                                | "hand"
                                | "offer"
                                | "send"
                                | "award"
                                | "lend"
                                | "promise"
                                | "slip"
                                | "grant"
                        )
                        && self.second_object(clause, at, range).is_some() =>
                {
                    at = self.second_object(clause, at, range).unwrap_or(at + 1);
                }
                // "in Marenport, Arden on Monday": the land of the place.
                Piece::Comma
                    if [at.wrapping_sub(1), at + 1].into_iter().all(|i| {
                        matches!(self.piece(i, range), Some(Piece::Noun(place))
                            if self.mention_kind(place) == Some(MentionKind::Place))
                    }) && matches!(self.piece(at + 2, range), Some(Piece::Preposition | Piece::Date)) =>
                {
                    end = at + 1;
                    at += 2;
                    direct = false;
                }
                // ", in May," and ", according to" go on; other commas end it.
                Piece::Comma => match self.piece(at + 1, range) {
                    Some(Piece::Preposition)
                        if self
                            .piece(at + 2, range)
                            .is_some_and(|piece| matches!(piece, Piece::Noun(_) | Piece::Date))
                            && !matches!(self.lower(at + 1), "including" | "following") =>
                    {
                        at += 1;
                        direct = false;
                    }
                    Some(Piece::Date) => {
                        at += 1;
                        direct = false;
                    }
                    _ => break,
                },
                // "and with setting": the gerund clause takes care of itself; "and of fraud" goes on.
                Piece::Conjunction => match (self.piece(at + 1, range), self.piece(at + 2, range)) {
                    (Some(Piece::Preposition), Some(Piece::Noun(_))) => {
                        at += 1;
                        direct = false;
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        clause.extent.end = clause.extent.end.max(self.chunks.chunks[end].tokens.end);
        // Dates before the clause: "In 2021, the drive was declared".
        if let Some((preposition, date, verb_reached)) = self.fronted_date(clause.chunk, range)
            && verb_reached
        {
            clause.dates.push((preposition, date));
        }
    }

    /// The chunk of a thing or an amount after the object's name between commas.
    fn second_object(&self, clause: &Clause, comma: usize, range: &Range<usize>) -> Option<usize> {
        let [object] = clause.objects.as_slice() else { return None };
        let named =
            self.end_of(*object, range) > self.attached[*object].last && self.end_of(*object, range) + 1 == comma;
        let Some(Piece::Noun(thing)) = self.piece(comma + 1, range).filter(|_| named) else { return None };
        let np = &self.chunks.phrases[thing];
        let is_thing = matches!(np.opening, crate::chunk::Opening::Counted | crate::chunk::Opening::Indefinite)
            && np.mention.is_none()
            && !crate::chunk::is_person_noun(self.head(thing), self.lexicon);
        is_thing.then_some(comma + 1)
    }

    /// Dates after a phrase that can be the verb's: "the judgment of 19 May" keeps its own.
    pub(super) fn own_dates(&self, phrase: usize) -> impl Iterator<Item = (Option<usize>, Range<usize>)> + '_ {
        let dates = self.attached[phrase].dates.iter();
        dates.filter(|(preposition, _)| preposition.is_none_or(|p| self.document.lower(p) != "of")).cloned()
    }

    pub(super) fn is_time(&self, phrase: usize) -> bool {
        matches!(
            self.head(phrase),
            "evening"
                | "day"
                | "night"
                | "morning"
                | "afternoon"
                | "week"
                | "weekend"
                | "month"
                | "year"
                | "time"
                | "moment"
                | "hour"
                | "way"
        )
    }

    pub(super) fn is_age(&self, phrase: usize) -> bool {
        let tokens = &self.chunks.phrases[phrase].tokens;
        (tokens.len() == 1 || tokens.len() == 2 && self.document.lower(tokens.start) == "aged")
            && self.head(phrase).parse::<u8>().is_ok_and(|age| (5..=110).contains(&age))
    }

    pub(super) fn deep(&self, phrase: usize, clause: &mut Clause) {
        let mut open = vec![phrase];
        let mut steps = 0;
        while let Some(phrase) = open.pop() {
            for complement in &self.attached[phrase].complements {
                for inner in &complement.phrases {
                    for deeper in &self.attached[*inner].complements {
                        // "of" binds to its noun and goes no further.
                        if self.document.lower(deeper.preposition) != "of" {
                            clause.complements.push(deeper.clone());
                        }
                    }
                    clause.dates.extend(self.own_dates(*inner));
                    open.push(*inner);
                }
            }
            steps += 1;
            if steps > 8 {
                break;
            }
        }
    }

    /// A date at the head of the sentence, if only the subject stands between it and the verb.
    pub(super) fn fronted_date(
        &self,
        verb: usize,
        range: &Range<usize>,
    ) -> Option<(Option<usize>, Range<usize>, bool)> {
        let mut at = range.start;
        while matches!(self.piece(at, range), Some(Piece::Conjunction | Piece::Adverb | Piece::QuoteOpen)) {
            at += 1;
        }
        let preposition =
            (self.piece(at, range) == Some(Piece::Preposition)).then(|| self.chunks.chunks[at].tokens.start);
        at += usize::from(preposition.is_some());
        if self.piece(at, range) != Some(Piece::Date) {
            return None;
        }
        let date = self.chunks.chunks[at].tokens.clone();
        let first_verb = range.clone().find(|i| matches!(self.chunks.chunks[*i].piece, Piece::Verb(_)))?;
        Some((preposition, date, first_verb == verb))
    }

    /// A list of phrases joined by commas and "and", and the chunk after it.
    pub(super) fn list(&self, first: usize, range: &Range<usize>) -> (Vec<usize>, usize) {
        let mut phrases = vec![first];
        let mut last = self.end_of(first, range);
        loop {
            let conjunction = match (self.piece(last + 1, range), self.piece(last + 2, range)) {
                (Some(Piece::Conjunction), Some(Piece::Noun(_))) => last + 2,
                (Some(Piece::Comma), Some(Piece::Conjunction))
                    if matches!(self.piece(last + 3, range), Some(Piece::Noun(_))) =>
                {
                    last + 3
                }
                (Some(Piece::Comma), Some(Piece::Noun(_))) if self.goes_on_as_list(last + 2, range) => last + 2,
                _ => break,
            };
            let Some(Piece::Noun(next)) = self.piece(conjunction, range) else { break };
            // "a sentence of 16 years on Brandt and one of five years on Pell": told anew.
            if self.head(next) == "one"
                && matches!(self.head(first), "sentence" | "term" | "fine")
                && self.piece(conjunction + 1, range) == Some(Piece::Preposition)
            {
                break;
            }
            let end = self.end_of(next, range);
            // "for murder, and his nephew, Dario Rizzo, fled": a subject with its apposition.
            let aside = end > self.attached[next].last && self.piece(end + 1, range) == Some(Piece::Comma);
            if self.finite_follows(end, range) || aside && self.finite_follows(end + 1, range) {
                break;
            }
            // "arrested Brandt, 46, and Pell": how old he is, nobody besides.
            let is_age = self.is_age(next)
                && self.piece(self.attached[next].chunk.wrapping_sub(1), range) == Some(Piece::Comma)
                && phrases.last().is_some_and(|last| self.is_person(*last));
            if !is_age {
                phrases.push(next);
            }
            last = end;
        }
        (phrases, last + 1)
    }

    /// The last chunk of a phrase, its complements and its apposition.
    pub(super) fn end_of(&self, phrase: usize, range: &Range<usize>) -> usize {
        let mut last = self.attached[phrase].last;
        for other in &self.attached[phrase].appositions {
            let end = self.attached[*other].last;
            if end > last {
                last = end;
                // The comma that closes it.
                if matches!(self.piece(last + 1, range), Some(Piece::Comma | Piece::Close))
                    && matches!(self.piece(last + 2, range), Some(Piece::Conjunction | Piece::Comma))
                {
                    last += 1;
                }
            }
        }
        last
    }

    /// Whether the phrases after a comma end in "and" and one more.
    pub(super) fn goes_on_as_list(&self, mut at: usize, range: &Range<usize>) -> bool {
        while let Some(Piece::Noun(phrase)) = self.piece(at, range) {
            let last = self.end_of(phrase, range);
            match (self.piece(last + 1, range), self.piece(last + 2, range)) {
                (Some(Piece::Conjunction), Some(Piece::Noun(next))) => {
                    return !self.finite_follows(self.attached[next].last, range) && !self.finite_follows(last, range);
                }
                (Some(Piece::Comma), Some(Piece::Conjunction)) => {
                    return matches!(self.piece(last + 3, range), Some(Piece::Noun(next)) if !self.finite_follows(self.attached[next].last, range));
                }
                (Some(Piece::Comma), Some(Piece::Noun(_))) => at = last + 2,
                _ => return false,
            }
        }
        false
    }

    /// Whether a verb that can be finite comes right after a chunk.
    pub(super) fn verb_comes(&self, last: usize, range: &Range<usize>) -> bool {
        let mut at = last + 1;
        while matches!(self.piece(at, range), Some(Piece::Adverb)) {
            at += 1;
        }
        matches!(self.piece(at, range), Some(Piece::Verb(group)) if {
            let verb = &self.chunks.groups[group];
            // "acted as a shield for a gang headed by Brandt": no clause of its own.
            let by = verb.ambiguous
                && self.piece(at + 1, range) == Some(Piece::Preposition)
                && self.lower(at + 1) == "by";
            verb.shape == Shape::Finite && !by && !(verb.ambiguous && matches!(verb.lemma, "call" | "name" | "dub" | "know" | "nickname"))
        })
    }

    /// Whether a finite verb comes right after a chunk.
    pub(super) fn finite_follows(&self, last: usize, range: &Range<usize>) -> bool {
        let mut at = last + 1;
        while matches!(self.piece(at, range), Some(Piece::Adverb)) {
            at += 1;
        }
        match self.piece(at, range) {
            Some(Piece::Verb(group)) => {
                let verb = &self.chunks.groups[group];
                let names = matches!(verb.lemma, "call" | "name" | "dub" | "know" | "nickname");
                verb.shape == Shape::Finite
                    && (!verb.ambiguous || !names && matches!(self.piece(at + 1, range), Some(Piece::Noun(_))))
            }
            _ => false,
        }
    }
}

/// Words that say how exact a length is.
fn is_about(word: &str) -> bool {
    matches!(
        word,
        "least"
            | "nearly"
            | "almost"
            | "about"
            | "roughly"
            | "approximately"
            | "around"
            | "just"
            | "only"
            | "over"
            | "exactly"
    )
}
