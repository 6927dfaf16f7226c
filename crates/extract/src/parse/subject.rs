//! What stands to the left of a verb: its subject, or the phrase that it describes.

use super::*;
use crate::chunk::{Opening, Piece, Shape, is_person_noun};
use crate::clause::{Clause, Link};
use crate::mention::MentionKind;
use std::ops::Range;

impl Parser<'_, '_> {
    /// Whether a finite verb follows whose subject must lie to the left of this clause.
    pub(super) fn main_verb_follows(&self, clause: &Clause, range: &Range<usize>) -> bool {
        let mut at = clause.chunk + 1;
        let mut closed = false;
        while let Some(piece) = self.piece(at, range) {
            match piece {
                Piece::Verb(group) => {
                    let verb = &self.chunks.groups[group];
                    if verb.shape == Shape::Finite && (!verb.ambiguous || closed) && !verb.bare {
                        // It has a subject of its own when a phrase without a preposition stands right before it.
                        let mut left = at - 1;
                        while matches!(self.piece(left, range), Some(Piece::Adverb)) && left > clause.chunk {
                            left -= 1;
                        }
                        let own = matches!(self.piece(left, range), Some(Piece::Noun(phrase)) if self.attached[phrase].governor.is_none() && !matches!(self.piece(left.wrapping_sub(1), range), Some(Piece::Preposition)));
                        return !own || self.closes_gerund(left, clause.chunk, range);
                    }
                }
                Piece::Comma => closed = true,
                // "a firm registered in Cyprus and owned by Brandt, won".
                Piece::Conjunction
                    if matches!(
                        (self.piece(at + 1, range), self.piece(at + 2, range)),
                        (Some(Piece::Verb(group)), Some(Piece::Preposition))
                            if self.chunks.groups[group].ambiguous && self.lower(at + 2) == "by"
                    ) =>
                {
                    at += 1;
                }
                Piece::Subordinator | Piece::Relative | Piece::Conjunction | Piece::Colon => return false,
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// "the officer charged with killing Brandt has": the object of a gerund after a preposition.
    fn closes_gerund(&self, noun: usize, after: usize, range: &Range<usize>) -> bool {
        let gerund = noun.checked_sub(1).filter(|at| *at > after + 1);
        matches!(gerund.and_then(|at| self.piece(at, range)), Some(Piece::Verb(group)) if self.chunks.groups[group].shape == Shape::Gerund)
            && matches!(self.piece(noun.wrapping_sub(2), range), Some(Piece::Preposition))
    }

    /// The phrase at the top of a chain of complements, apposed names preferred over descriptions.
    pub(super) fn top(&self, phrase: usize, range: &Range<usize>) -> usize {
        let mut phrase = phrase;
        for _ in 0..8 {
            if let Some((governor, _)) = self.attached[phrase].governor {
                phrase = governor;
            } else {
                break;
            }
        }
        let start = range.start;
        // An apposition to the left: "Brandt, the head of the office, was".
        if let Some(left) = self.attached[phrase].appositions.iter().find(|other| {
            self.attached[**other].chunk < self.attached[phrase].chunk && self.attached[**other].chunk >= start
        }) {
            return self.top_of_left(*left);
        }
        phrase
    }

    pub(super) fn top_of_left(&self, phrase: usize) -> usize {
        self.attached[phrase].governor.map_or(phrase, |(governor, _)| governor)
    }

    /// Subjects that are joined with this one to its left: "Velkoran and Telluvan were".
    pub(super) fn joined_left(&self, phrase: usize, range: &Range<usize>, before: &[Clause]) -> Vec<usize> {
        let mut phrases = vec![phrase];
        let mut at = self.attached[phrase].chunk;
        loop {
            let joined = match (self.piece(at.wrapping_sub(1), range), self.piece(at.wrapping_sub(2), range)) {
                // "Brandt (34), of Glebe Road, Dunholm and Pell were": not the town.
                (Some(Piece::Conjunction), Some(Piece::Noun(other))) => {
                    let resident = self.is_person(phrase).then(|| self.resident(other, range)).flatten();
                    Some(resident.unwrap_or(other))
                }
                (Some(Piece::Conjunction), Some(Piece::Comma)) => match self.piece(at.wrapping_sub(3), range) {
                    Some(Piece::Noun(other)) if self.before_relative(at.wrapping_sub(3), range).is_none() => {
                        Some(other)
                    }
                    _ => self.before_relative(at.wrapping_sub(3), range),
                },
                (Some(Piece::Comma), Some(Piece::Noun(other))) if phrases.len() > 1 => Some(other),
                // "Welsh, of Arden; Griffiths, of Osoko; and Pollard, of Dunholm, were": items between semicolons.
                (Some(Piece::Conjunction), Some(Piece::Colon)) => self.item_before(at - 2, range),
                (Some(Piece::Colon), _) if phrases.len() > 1 => self.item_before(at - 1, range),
                // "Tavares (45) and his wife": past an age in brackets.
                (Some(Piece::Conjunction), Some(Piece::Close)) => {
                    match (
                        self.piece(at.wrapping_sub(3), range),
                        self.piece(at.wrapping_sub(4), range),
                        self.piece(at.wrapping_sub(5), range),
                    ) {
                        (Some(Piece::Noun(age)), Some(Piece::Open), Some(Piece::Noun(other))) if self.is_age(age) => {
                            Some(other)
                        }
                        _ => None,
                    }
                }
                _ => None,
            };
            let described = || {
                let comma = [at.wrapping_sub(1), at.wrapping_sub(2)];
                let comma = comma.into_iter().find(|i| self.piece(*i, range) == Some(Piece::Comma))?;
                self.described_before(comma, range).filter(|_| self.is_person(phrase))
            };
            let Some(other) = described().or(joined) else { break };
            let top = self.top(other, range);
            // The object of an earlier verb begins no subject: "arrested Brandt and Smith fled".
            let taken = before
                .iter()
                .any(|c| c.objects.contains(&top) || c.complements.iter().any(|p| p.phrases.contains(&top)));
            let fronted =
                matches!(self.piece(self.attached[top].chunk.wrapping_sub(1), range), Some(Piece::Preposition));
            if taken || fronted || self.attached[top].chunk >= at {
                break;
            }
            phrases.push(top);
            at = self.attached[top].chunk;
        }
        phrases.reverse();
        phrases
    }

    /// Whose address ends with a phrase: "Brandt (34), of Glebe Road, Dunholm". A town that no list knows may pass for a name.
    fn resident(&self, place: usize, range: &Range<usize>) -> Option<usize> {
        let chunk = self.attached[place].chunk;
        if self.mention_kind(place) == Some(MentionKind::Place) {
            return self.person_of_place(place, range);
        }
        let np = &self.chunks.phrases[place];
        let before = match (self.piece(chunk.wrapping_sub(1), range), self.piece(chunk.wrapping_sub(2), range)) {
            (Some(Piece::Comma), Some(Piece::Noun(before))) if np.tokens.len() == 1 && np.mention.is_some() => before,
            _ => return None,
        };
        let named = self.mention_kind(before) == Some(MentionKind::Place)
            || self.chunks.phrases[before].mention.is_some() && self.mention_kind(before) != Some(MentionKind::Person);
        let of = self.piece(self.attached[before].chunk.wrapping_sub(1), range) == Some(Piece::Preposition)
            && matches!(self.lower(self.attached[before].chunk - 1), "of" | "from");
        if named && of {
            return self.person_of_place(before, range);
        }
        // "Brandt (34), of Harrow Glebe, Dunholm": behind an age the two are an address, whatever they look like.
        let comma = self.attached[before].chunk.checked_sub(2).filter(|at| of && *at > range.start)?;
        match (self.piece(comma, range)?, self.piece(comma - 1, range)?) {
            (Piece::Comma, Piece::Close) => {
                let open = (range.start..comma).rev().take(4).find(|at| self.piece(*at, range) == Some(Piece::Open))?;
                match (self.piece(open + 1, range)?, self.piece(open.checked_sub(1)?, range)?) {
                    (Piece::Noun(age), Piece::Noun(name)) if self.is_age(age) && self.is_person(name) => Some(name),
                    _ => None,
                }
            }
            (Piece::Comma, Piece::Noun(age)) => self.before_age(age, range),
            _ => None,
        }
    }

    /// The person at the head of the item of a list that ends at a semicolon.
    fn item_before(&self, semicolon: usize, range: &Range<usize>) -> Option<usize> {
        if self.lower(semicolon) != ";" {
            return None;
        }
        let start = (range.start..semicolon)
            .rev()
            .find(|i| self.chunks.chunks[*i].piece == Piece::Colon)
            .map_or(range.start, |colon| colon + 1);
        let holds_verb = (start..semicolon).any(|i| {
            matches!(self.chunks.chunks[i].piece, Piece::Verb(group) if self.chunks.groups[group].shape == Shape::Finite && !self.chunks.groups[group].ambiguous)
        });
        match self.piece(start, range) {
            Some(Piece::Noun(name)) if !holds_verb && self.mention_kind(name) == Some(MentionKind::Person) => {
                Some(name)
            }
            _ => None,
        }
    }

    /// "Brandt, 41, of Arden, Pell, 35, of Osoko, and Ostrow were": the person whose age and address end at a comma.
    fn described_before(&self, comma: usize, range: &Range<usize>) -> Option<usize> {
        let last = comma.checked_sub(1).filter(|i| *i >= range.start)?;
        match self.chunks.chunks[last].piece {
            Piece::Noun(place) => self.person_of_place(place, range).or_else(|| self.before_age(place, range)),
            _ => None,
        }
    }

    /// "Brandt, who denies it, and Pell were charged": the phrase before a relative clause between commas, from its end.
    fn before_relative(&self, end: usize, range: &Range<usize>) -> Option<usize> {
        self.piece(end, range)?;
        let opens = (range.start..=end)
            .rev()
            .take(12)
            .find(|i| matches!(self.chunks.chunks[*i].piece, Piece::Relative | Piece::Comma | Piece::Conjunction))?;
        let (before, name) = (opens.checked_sub(1)?, opens.checked_sub(2)?);
        if self.piece(opens, range) != Some(Piece::Relative) || self.piece(before, range) != Some(Piece::Comma) {
            return None;
        }
        match self.piece(name, range) {
            Some(Piece::Noun(phrase)) if self.is_person(phrase) => Some(phrase),
            _ => None,
        }
    }

    pub(super) fn left(&self, clause: &Clause, range: &Range<usize>, before: &[Clause]) -> Left {
        let mut at = clause.chunk;
        loop {
            if at == range.start {
                return Left::Nothing(None);
            }
            at -= 1;
            match self.chunks.chunks[at].piece {
                Piece::Adverb | Piece::QuoteOpen | Piece::QuoteClose | Piece::Adjective => {}
                Piece::Date => {
                    if at > range.start && self.chunks.chunks[at - 1].piece == Piece::Preposition {
                        at -= 1;
                    }
                }
                Piece::Noun(phrase) => {
                    if let Some(relative) = self.accompanied(at, range) {
                        return self.antecedent(relative, range).map_or(Left::Nothing(Some(at)), Left::Relative);
                    }
                    // "soon after he became": the preposition opens a clause.
                    let lead = at
                        .checked_sub(1)
                        .filter(|lead| *lead >= range.start && self.chunks.chunks[*lead].piece == Piece::Preposition);
                    let opens = lead.filter(|lead| is_clausal(self.lower(*lead)));
                    let apart = opens.is_some_and(|lead| {
                        lead == range.start || before.iter().any(|c| c.shape == Shape::Finite && c.chunk < lead)
                    });
                    if let Some(lead) = opens.filter(|_| apart) {
                        return Left::Subject(vec![phrase], Some(lead));
                    }
                    let phrase = self
                        .named_after(phrase, at, clause, range)
                        .or_else(|| self.before_quoted(phrase, at, range))
                        .unwrap_or(phrase);
                    return self.subject(self.past_relatives(phrase, range, before), range, before);
                }
                // "the number of officials prosecuted had tripled".
                Piece::Verb(group) => {
                    let described = before.last().filter(|c| c.group == group && c.shape == Shape::Participle);
                    let Some(Link::Relative(described)) = described.map(|c| c.link) else {
                        return Left::Nothing(Some(at));
                    };
                    return self.subject(self.past_relatives(described, range, before), range, before);
                }
                Piece::Relative => {
                    return self.antecedent(at, range).map_or(Left::Nothing(Some(at)), Left::Relative);
                }
                // "who with her husband, Pell, ran".
                Piece::Comma if self.accompanied(at, range).is_some() => {
                    let relative = self.accompanied(at, range).and_then(|at| self.antecedent(at, range));
                    return relative.map_or(Left::Nothing(Some(at)), Left::Relative);
                }
                Piece::Comma | Piece::Dash | Piece::Close => return self.past_parenthesis(at, range, before),
                Piece::Conjunction => return Left::Shared,
                Piece::Preposition if matches!(self.lower(at), "as" | "than" | "like") => {
                    return Left::Nothing(Some(at));
                }
                _ => return Left::Nothing(Some(at)),
            }
        }
    }

    /// "who with her husband, Pell, ran": the relative pronoun before those who only go along.
    fn accompanied(&self, noun: usize, range: &Range<usize>) -> Option<usize> {
        let mut at = noun;
        while at > range.start && noun - at < 8 {
            at -= 1;
            match self.chunks.chunks[at].piece {
                Piece::Noun(_) | Piece::Comma | Piece::Conjunction => {}
                Piece::Preposition if matches!(self.lower(at), "with" | "alongside") => break,
                _ => return None,
            }
        }
        let mut before = at;
        while before > range.start {
            before -= 1;
            match self.chunks.chunks[before].piece {
                Piece::Adverb | Piece::Comma => {}
                Piece::Relative => return Some(before),
                _ => return None,
            }
        }
        None
    }

    /// The phrase at the top of a chain; where it belongs to a clause that describes another phrase, that one:
    /// "a driver dismissed by the company had".
    pub(super) fn past_relatives(&self, phrase: usize, range: &Range<usize>, before: &[Clause]) -> usize {
        let mut top = self.top(phrase, range);
        for _ in 0..4 {
            let holding = before
                .iter()
                .rposition(|c| c.objects.contains(&top) || c.complements.iter().any(|p| p.phrases.contains(&top)));
            let described = holding.and_then(|at| self.described_by(at, before)).filter(|d| *d != top);
            match described {
                Some(described) => top = self.top(described, range),
                None => break,
            }
        }
        top
    }

    /// The phrase that a clause describes, itself or through those that govern it.
    pub(super) fn described_by(&self, at: usize, before: &[Clause]) -> Option<usize> {
        let mut at = at;
        for _ in 0..6 {
            let clause = &before[at];
            match clause.link {
                Link::Relative(described) => return clause.subjects.contains(&described).then_some(described),
                Link::NounPreposition(noun, _) => {
                    let chunks = &self.chunks.chunks[self.chunks.sentences[clause.sentence].clone()];
                    return chunks.iter().find_map(|chunk| match chunk.piece {
                        Piece::Noun(phrase) if self.chunks.phrases[phrase].head == noun => Some(phrase),
                        _ => None,
                    });
                }
                Link::Preposition(_) | Link::Infinitive | Link::Object | Link::Purpose
                    if clause.shape != Shape::Finite =>
                {
                    let first = before.first()?.chunk;
                    let parent = before.iter().rposition(|c| c.chunk < clause.chunk && c.chunk >= first)?;
                    at = parent;
                }
                _ => return None,
            }
        }
        None
    }

    pub(super) fn subject(&self, top: usize, range: &Range<usize>, before: &[Clause]) -> Left {
        let subjects = self.joined_left(top, range, before);
        let first = subjects.iter().map(|phrase| self.attached[*phrase].chunk).min().unwrap_or(range.start);
        Left::Subject(subjects, (first > range.start).then(|| first - 1))
    }

    /// The subject before a closed parenthesis: "Ma Aijun, former head of the office, was".
    pub(super) fn past_parenthesis(&self, close: usize, range: &Range<usize>, before: &[Clause]) -> Left {
        // "Brandt (born 1960), was": the bracket is the parenthesis.
        let bracket = close.checked_sub(1).filter(|at| {
            self.piece(*at, range) == Some(Piece::Close) && self.chunks.chunks[close].piece == Piece::Comma
        });
        let close = bracket.unwrap_or(close);
        let opener = match self.chunks.chunks[close].piece {
            Piece::Close => Piece::Open,
            piece => piece,
        };
        // "Brandt, aged 44, of Dunholm, Arden, was": past his age and address, to him.
        if opener == Piece::Comma
            && let Some(Piece::Noun(place)) = self.piece(close.wrapping_sub(1), range).filter(|_| close > range.start)
            && let Some(person) = self.resident(place, range)
        {
            return self.subject(self.past_relatives(person, range, before), range, before);
        }
        // "Brandt, 46, was": the comma may follow a bracket.
        let mut at = close;
        while at > range.start {
            at -= 1;
            if self.chunks.chunks[at].piece != opener {
                continue;
            }
            // "the judgment of 27 October (case no. 3) is": a date may stand before the bracket.
            let mut before_opener = at;
            while before_opener > range.start && self.chunks.chunks[before_opener - 1].piece == Piece::Date {
                before_opener -= 1;
                if before_opener > range.start && self.chunks.chunks[before_opener - 1].piece == Piece::Preposition {
                    before_opener -= 1;
                }
            }
            // "Brandt (73), alleged to lead the gang, was": past an age in brackets.
            while opener == Piece::Comma
                && before_opener > range.start
                && self.piece(before_opener - 1, range) == Some(Piece::Close)
            {
                let nearest = range.start.max(before_opener.saturating_sub(8))..before_opener;
                let Some(open) = nearest.rev().find(|i| self.chunks.chunks[*i].piece == Piece::Open) else { break };
                before_opener = open;
            }
            let noun = self.piece(before_opener.wrapping_sub(1), range).filter(|_| before_opener > range.start);
            let Some(Piece::Noun(phrase)) = noun else { continue };
            let phrase = self.before_age(phrase, range).unwrap_or(phrase);
            // "The only suspect arrested in the raid, Brandt, pleaded": whose name it is that stands in the parenthesis.
            if let Piece::Noun(inner) = self.chunks.chunks[at + 1].piece
                && opener == Piece::Comma
                && self.mention_kind(inner) == Some(MentionKind::Person)
                && self.attached[inner].last + 1 == close
                && self.mention_kind(phrase) != Some(MentionKind::Person)
                && !before.iter().any(|c| c.shape == Shape::Finite)
            {
                let described = self.past_relatives(phrase, range, before);
                let np = &self.chunks.phrases[described];
                if described != phrase && np.mention.is_none() && !np.is_plural && self.is_person(described) {
                    return Left::Subject(vec![inner], None);
                }
            }
            let starts_well = match self.chunks.chunks[at + 1].piece {
                _ if opener == Piece::Open => true,
                Piece::Noun(inner) => {
                    self.attached[phrase].appositions.contains(&inner)
                        || self.is_aside(inner)
                        || self.is_apposed_to_chain(phrase, inner)
                }
                Piece::Relative
                | Piece::Preposition
                | Piece::Adverb
                | Piece::Adjective
                | Piece::Date
                | Piece::QuoteOpen
                | Piece::Subordinator => true,
                Piece::Verb(group) => {
                    self.chunks.groups[group].shape != Shape::Finite || self.chunks.groups[group].ambiguous
                }
                Piece::Conjunction => false,
                _ => opener != Piece::Comma,
            };
            if !starts_well {
                continue;
            }
            let top = self.top(phrase, range);
            let taken = before.iter().any(|c| {
                c.shape == Shape::Finite
                    && c.chunk < self.attached[top].chunk
                    && (c.objects.contains(&top) || c.complements.iter().any(|p| p.phrases.contains(&top)))
            });
            if taken && !self.starts_clause(top, range) {
                continue;
            }
            let top = self.in_number(top, close, range, before).unwrap_or(top);
            let top = self.named_last(top, close, range, before).unwrap_or(top);
            return self.subject(top, range, before);
        }
        if opener == Piece::Comma && before.iter().any(|c| c.shape == Shape::Finite) {
            Left::Shared
        } else {
            Left::Nothing(Some(close))
        }
    }

    /// "the founder of the exchange Quorex was arrested": a name right after what it is the name of.
    fn named_after(&self, name: usize, at: usize, clause: &Clause, range: &Range<usize>) -> Option<usize> {
        let Some(Piece::Noun(body)) = self.piece(at.wrapping_sub(1), range).filter(|_| at > range.start) else {
            return None;
        };
        // What only persons and firms undergo or do, and never to the body named before them.
        let verb = &self.chunks.groups[clause.group];
        let passive = verb.passive || matches!(verb.lemma, "plead" | "resign" | "surrender" | "confess" | "testify");
        let (_, preposition) = self.attached[body].governor?;
        let np = &self.chunks.phrases[body];
        let named = self.chunks.phrases[name].mention.is_some() && np.mention.is_none() && !np.is_pronoun;
        let of_body = matches!(self.document.lower(preposition), "of" | "at" | "for" | "from");
        (passive && named && of_body).then_some(body)
    }

    /// "eight members of the far-right “Dockside Front” were": what a name in quotation marks is the name of.
    fn before_quoted(&self, name: usize, at: usize, range: &Range<usize>) -> Option<usize> {
        let quoted = at > range.start + 1 && self.piece(at - 1, range) == Some(Piece::QuoteOpen);
        match self.piece(at.wrapping_sub(2), range).filter(|_| quoted) {
            Some(Piece::Noun(body)) => {
                let np = &self.chunks.phrases[body];
                let named = self.mention_kind(name) == Some(MentionKind::Organisation);
                (named && np.mention.is_none() && self.attached[body].governor.is_some()).then_some(body)
            }
            _ => None,
        }
    }

    /// "After handing over to his successor, Pell, former mayor, Brandt, was arrested": the last name, where the first
    /// stands in a clause that only leads up to this one.
    fn named_last(&self, top: usize, close: usize, range: &Range<usize>, before: &[Clause]) -> Option<usize> {
        let Some(Piece::Noun(name)) = self.piece(close.wrapping_sub(1), range).filter(|_| close > range.start) else {
            return None;
        };
        let is_name = |phrase: usize| self.is_person(phrase) && self.chunks.phrases[phrase].mention.is_some();
        let means = |phrase: &usize| *phrase == top || self.attached[*phrase].appositions.contains(&top);
        let leads_up = before.iter().any(|c| {
            c.shape == Shape::Gerund
                && (c.objects.iter().any(means) || c.complements.iter().any(|p| p.phrases.iter().any(means)))
        });
        let described = match (self.piece(close.wrapping_sub(2), range), self.piece(close.wrapping_sub(3), range)) {
            (Some(Piece::Comma), Some(Piece::Noun(between))) => {
                self.chunks.phrases[between].mention.is_none()
                    && self.chunks.phrases[between].opening == Opening::Bare
                    && self.attached[between].chunk == self.attached[top].chunk + 2
            }
            _ => false,
        };
        (name != top && is_name(name) && is_name(top) && leads_up && described).then_some(name)
    }

    /// "Firms linked to Brandt, who was mayor, were charged": not the one person of whom the parenthesis tells, where the
    /// verb is in the plural and he stands in what describes several.
    fn in_number(&self, top: usize, close: usize, range: &Range<usize>, before: &[Clause]) -> Option<usize> {
        let verb = (close + 1..range.end.min(close + 4)).find_map(|at| match self.chunks.chunks[at].piece {
            Piece::Verb(group) => Some(self.chunks.groups[group].tokens.start),
            _ => None,
        })?;
        if !matches!(self.document.lower(verb), "were" | "are" | "have") || !self.is_person(top) {
            return None;
        }
        let described = self.past_relatives(top, range, before);
        (described != top && self.chunks.phrases[described].is_plural).then_some(described)
    }

    /// "Petra Lindgaard, 47, who ... is": whose age a number is.
    pub(super) fn before_age(&self, number: usize, range: &Range<usize>) -> Option<usize> {
        let np = &self.chunks.phrases[number];
        let chunk = self.attached[number].chunk;
        let aged = np.tokens.len() == 2 && self.document.lower(np.tokens.start) == "aged";
        let is_age = np.opening == Opening::Counted && np.tokens.len() == 1 || aged;
        match (self.piece(chunk.wrapping_sub(1), range), self.piece(chunk.wrapping_sub(2), range)) {
            (Some(Piece::Comma), Some(Piece::Noun(name))) if is_age && self.is_person(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn starts_clause(&self, phrase: usize, range: &Range<usize>) -> bool {
        match self.piece(self.attached[phrase].chunk.wrapping_sub(1), range) {
            None | Some(Piece::Subordinator) => true,
            Some(Piece::Verb(group)) => self.reporting.takes_content(self.chunks.groups[group].lemma),
            _ => false,
        }
    }

    pub(super) fn is_apposed_to_chain(&self, phrase: usize, inner: usize) -> bool {
        let mut phrase = phrase;
        while let Some((governor, _)) = self.attached[phrase].governor {
            phrase = governor;
            if self.attached[phrase].appositions.contains(&inner) {
                return true;
            }
        }
        false
    }

    /// A number alone, as an age is put, or a description without a finite verb of its own.
    pub(super) fn is_aside(&self, phrase: usize) -> bool {
        let phrase = &self.chunks.phrases[phrase];
        phrase.opening == Opening::Counted && phrase.tokens.len() <= 2
            || phrase.mention.is_none()
                && matches!(phrase.opening, Opening::Indefinite | Opening::Definite | Opening::Bare)
    }

    /// What "who", "which" or "that" at a chunk stands for.
    pub(super) fn antecedent(&self, at: usize, range: &Range<usize>) -> Option<usize> {
        let mut left = at;
        let phrase = loop {
            if left == range.start {
                return None;
            }
            left -= 1;
            match self.chunks.chunks[left].piece {
                // "Brandt (“B”) (a driver), who": past what the brackets hold.
                Piece::Close => {
                    let open = (range.start..left).rev().take(8).find(|i| self.chunks.chunks[*i].piece == Piece::Open);
                    left = open.filter(|open| *open > range.start).unwrap_or(left);
                }
                Piece::Comma | Piece::Dash | Piece::Date | Piece::QuoteClose => {}
                // "a firm of which Brandt", "the man with whom he".
                Piece::Preposition if left > range.start => {}
                Piece::Noun(phrase) => break phrase,
                _ => return None,
            }
        };
        let who = matches!(self.lower(at), "who" | "whom");
        let mut candidate = phrase;
        for _ in 0..8 {
            let is_person = self.is_person(candidate);
            let is_place = self.mention_kind(candidate) == Some(MentionKind::Place);
            if who == is_person
                && !(is_place
                    && !who
                    && self.attached[candidate]
                        .governor
                        .is_some_and(|(governor, _)| self.mention_kind(governor) == Some(MentionKind::Organisation)))
            {
                return Some(candidate);
            }
            // An age or a bare number is passed over.
            let next = self.attached[candidate].governor.map(|(governor, _)| governor).or_else(|| {
                let aside = self.chunks.phrases[candidate].tokens.len() == 1
                    && self.chunks.phrases[candidate].opening == Opening::Counted;
                let chunk = self.attached[candidate].chunk;
                let before = aside.then(|| self.piece(chunk.wrapping_sub(2), range)).flatten();
                match before {
                    Some(Piece::Noun(phrase)) => Some(phrase),
                    _ => None,
                }
            });
            match next {
                Some(next) => candidate = next,
                None => break,
            }
        }
        Some(phrase)
    }

    pub(super) fn mention_kind(&self, phrase: usize) -> Option<MentionKind> {
        self.chunks.phrases[phrase].mention.map(|mention| self.mentions[mention].kind)
    }

    pub(super) fn is_person(&self, phrase: usize) -> bool {
        match self.mention_kind(phrase) {
            Some(kind) => kind == MentionKind::Person,
            None => {
                let np = &self.chunks.phrases[phrase];
                let lower = self.document.lower(np.head);
                np.is_pronoun && lower != "it"
                    || is_person_noun(lower, self.lexicon)
                    || np.is_plural
                        && (is_person_noun(lower.trim_end_matches('s'), self.lexicon)
                            || matches!(lower, "people" | "men" | "women" | "officials" | "those" | "police"))
            }
        }
    }
}
