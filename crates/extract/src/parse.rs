//! Clauses out of chunks, by position.

use std::ops::Range;

use crate::attachment::{Attached, Complement};
use crate::chunk::{Chunks, Opening, Piece, Shape, VerbGroup, is_person_noun};
use crate::clause::{Clause, Link};
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::reporting::Reporting;
use crate::sentence::Document;

pub(crate) struct Parser<'a, 't> {
    pub document: &'a Document<'t>,
    pub chunks: &'a Chunks,
    pub attached: &'a [Attached],
    pub mentions: &'a [Mention],
    pub lexicon: &'static Lexicon,
    pub reporting: &'static Reporting,
}

/// What stands to the left of a verb.
enum Left {
    /// Its subject, and the chunk before the subject.
    Subject(Vec<usize>, Option<usize>),
    /// A relative pronoun: the chunk where it stands, and its antecedent.
    Relative(usize),
    /// "and", or a comma after another verb: it shares what the verb before has.
    Shared,
    /// Nothing: the chunk to the left, if any.
    Nothing(Option<usize>),
}

impl Parser<'_, '_> {
    /// The clauses of a document, in the order of their verbs.
    pub fn parse(&self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for (sentence, range) in self.chunks.sentences.iter().enumerate() {
            let first = clauses.len();
            for at in range.clone() {
                if let Piece::Verb(group) = self.chunks.chunks[at].piece {
                    let clause = self.clause(sentence, at, group, range.clone(), &clauses[first..], first);
                    clauses.push(clause);
                }
            }
        }
        clauses
    }

    fn piece(&self, at: usize, range: &Range<usize>) -> Option<Piece> {
        range.contains(&at).then(|| self.chunks.chunks[at].piece)
    }

    fn lower(&self, chunk: usize) -> &str {
        self.document.lower(self.chunks.chunks[chunk].tokens.start)
    }

    /// The head of a phrase in lower case.
    fn head(&self, phrase: usize) -> &str {
        self.document.lower(self.chunks.phrases[phrase].head)
    }

    fn group(&self, clause: &Clause) -> &VerbGroup {
        &self.chunks.groups[clause.group]
    }

    fn clause(
        &self,
        sentence: usize,
        at: usize,
        group: usize,
        range: Range<usize>,
        before: &[Clause],
        first: usize,
    ) -> Clause {
        let verb = &self.chunks.groups[group];
        let mut clause = Clause {
            sentence,
            group,
            chunk: at,
            shape: verb.shape,
            passive: verb.passive || verb.shape == Shape::Participle,
            subjects: Vec::new(),
            objects: Vec::new(),
            receivers: Vec::new(),
            complements: Vec::new(),
            dates: Vec::new(),
            link: Link::Root,
            parent: None,
            extent: verb.tokens.clone(),
            adjectives: Vec::new(),
        };
        self.right(&mut clause, &range);
        if verb.ambiguous && self.is_participle(&clause, verb, &range, before) {
            clause.shape = Shape::Participle;
            clause.passive = true;
        }
        match clause.shape {
            Shape::Finite => self.finite(&mut clause, verb, &range, before, first),
            Shape::Gerund => self.gerund(&mut clause, &range, before, first),
            Shape::Infinitive => self.infinitive(&mut clause, &range, before, first),
            Shape::Participle => self.participle(&mut clause, &range, before, first),
        }
        for subject in &clause.subjects {
            let tokens = &self.chunks.phrases[*subject].tokens;
            if tokens.start < clause.extent.start
                && !matches!(
                    clause.link,
                    Link::Relative(_)
                        | Link::Preposition(_)
                        | Link::Infinitive
                        | Link::Object
                        | Link::NounPreposition(..)
                        | Link::Purpose
                )
            {
                clause.extent.start = tokens.start;
            }
        }
        clause
    }

    /// Takes the objects, complements and dates to the right of the verb.
    fn right(&self, clause: &mut Clause, range: &Range<usize>) {
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
                Piece::Noun(phrase) if direct => {
                    // The subject of what is said: "said Brandt had left".
                    let last = self.attached[phrase].last;
                    let is_content = self.finite_follows(last, range) && !(verb.passive && verb.lemma != "say");
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
                    Some(Piece::Noun(phrase)) => {
                        direct = false;
                        let (phrases, next) = self.list(phrase, range);
                        let preposition = self.chunks.chunks[at].tokens.start;
                        for phrase in &phrases {
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
                        at += 2;
                    }
                    Some(Piece::QuoteOpen) => {
                        at += 1;
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
        if let Some((preposition, date, verb_reached)) = self.fronted_date(clause.chunk, range) {
            if verb_reached {
                clause.dates.push((preposition, date));
            }
        }
    }

    /// Dates after a phrase that can be the verb's: "the judgment of 19 May" keeps its own.
    fn own_dates(&self, phrase: usize) -> impl Iterator<Item = (Option<usize>, Range<usize>)> + '_ {
        let dates = self.attached[phrase].dates.iter();
        dates.filter(|(preposition, _)| preposition.is_none_or(|p| self.document.lower(p) != "of")).cloned()
    }

    fn is_time(&self, phrase: usize) -> bool {
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

    fn is_age(&self, phrase: usize) -> bool {
        self.chunks.phrases[phrase].tokens.len() == 1
            && self.head(phrase).parse::<u8>().is_ok_and(|age| (5..=110).contains(&age))
    }

    fn deep(&self, phrase: usize, clause: &mut Clause) {
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
    fn fronted_date(&self, verb: usize, range: &Range<usize>) -> Option<(Option<usize>, Range<usize>, bool)> {
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
    fn list(&self, first: usize, range: &Range<usize>) -> (Vec<usize>, usize) {
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
            let end = self.end_of(next, range);
            if self.finite_follows(end, range) {
                break;
            }
            phrases.push(next);
            last = end;
        }
        (phrases, last + 1)
    }

    /// The last chunk of a phrase, its complements and its apposition.
    fn end_of(&self, phrase: usize, range: &Range<usize>) -> usize {
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
    fn goes_on_as_list(&self, mut at: usize, range: &Range<usize>) -> bool {
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
    fn verb_comes(&self, last: usize, range: &Range<usize>) -> bool {
        let mut at = last + 1;
        while matches!(self.piece(at, range), Some(Piece::Adverb)) {
            at += 1;
        }
        matches!(self.piece(at, range), Some(Piece::Verb(group)) if {
            let verb = &self.chunks.groups[group];
            verb.shape == Shape::Finite && !(verb.ambiguous && matches!(verb.lemma, "call" | "name" | "dub" | "know" | "nickname"))
        })
    }

    /// Whether a finite verb comes right after a chunk.
    fn finite_follows(&self, last: usize, range: &Range<usize>) -> bool {
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

    /// Whether a past form without auxiliary is a participle: "a driver dismissed by the firm had", "men arrested in May".
    fn is_participle(&self, clause: &Clause, verb: &VerbGroup, range: &Range<usize>, before: &[Clause]) -> bool {
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
                let shares = last.passive && clause.objects.is_empty();
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
            Some(Piece::Comma) => clause.objects.is_empty() || self.main_verb_follows(clause, range),
            Some(Piece::Noun(_) | Piece::Date | Piece::Close) => {
                if by {
                    return true;
                }
                if !clause.objects.is_empty() {
                    // "the suspect named Brandt was": a participle with an object, before the main verb.
                    return matches!(verb.lemma, "name" | "call" | "dub" | "know")
                        && (self.main_verb_follows(clause, range) || before.iter().any(|c| c.shape == Shape::Finite));
                }
                let object_of_verb = matches!(left, Some(Piece::Noun(phrase)) if before.iter().any(|c| c.objects.contains(&phrase) || c.complements.iter().any(|p| p.phrases.contains(&phrase))));
                let subject_taken =
                    object_of_verb && !self.reporting.takes_content(before.last().map_or("", |c| self.group(c).lemma));
                (subject_taken || self.main_verb_follows(clause, range)) && !self.is_intransitive(verb.lemma)
            }
            Some(Piece::Relative | Piece::Subordinator) => false,
            Some(Piece::Preposition) => true,
            Some(Piece::Verb(_)) | None => !clause.objects.is_empty() && left.is_some() || left.is_none(),
            _ => false,
        }
    }

    fn is_intransitive(&self, lemma: &str) -> bool {
        matches!(
            lemma,
            "die"
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
                | "decline"
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
                | "refuse"
                | "decide"
                | "lead"
                | "meet"
                | "apologise"
                | "appeal"
                | "admit"
                | "deny"
        )
    }

    fn closes_with_comma(&self, clause: &Clause, range: &Range<usize>) -> bool {
        let after = self.chunk_after(clause, range);
        matches!(self.piece(after, range), Some(Piece::Comma))
    }

    fn chunk_after(&self, clause: &Clause, range: &Range<usize>) -> usize {
        (clause.chunk + 1..range.end)
            .find(|i| self.chunks.chunks[*i].tokens.start >= clause.extent.end)
            .unwrap_or(range.end)
    }

    /// Whether a finite verb follows whose subject must lie to the left of this clause.
    fn main_verb_follows(&self, clause: &Clause, range: &Range<usize>) -> bool {
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
                        return !own;
                    }
                }
                Piece::Comma => closed = true,
                Piece::Subordinator | Piece::Relative | Piece::Conjunction | Piece::Colon => return false,
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// The phrase at the top of a chain of complements, apposed names preferred over descriptions.
    fn top(&self, phrase: usize, range: &Range<usize>) -> usize {
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

    fn top_of_left(&self, phrase: usize) -> usize {
        self.attached[phrase].governor.map_or(phrase, |(governor, _)| governor)
    }

    /// Subjects that are joined with this one to its left: "Velkoran and Telluvan were".
    fn joined_left(&self, phrase: usize, range: &Range<usize>, before: &[Clause]) -> Vec<usize> {
        let mut phrases = vec![phrase];
        let mut at = self.attached[phrase].chunk;
        loop {
            let joined = match (self.piece(at.wrapping_sub(1), range), self.piece(at.wrapping_sub(2), range)) {
                (Some(Piece::Conjunction), Some(Piece::Noun(other))) => Some(other),
                (Some(Piece::Conjunction), Some(Piece::Comma)) => match self.piece(at - 3, range) {
                    Some(Piece::Noun(other)) => Some(other),
                    _ => None,
                },
                (Some(Piece::Comma), Some(Piece::Noun(other))) if phrases.len() > 1 => Some(other),
                _ => None,
            };
            let Some(other) = joined else { break };
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

    fn left(&self, clause: &Clause, range: &Range<usize>, before: &[Clause]) -> Left {
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
                    return self.subject(self.past_relatives(phrase, range, before), range, before);
                }
                Piece::Relative => {
                    return self.antecedent(at, range).map_or(Left::Nothing(Some(at)), Left::Relative);
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

    /// The phrase at the top of a chain; where it belongs to a clause that describes another phrase, that one:
    /// "a driver dismissed by the company had".
    fn past_relatives(&self, phrase: usize, range: &Range<usize>, before: &[Clause]) -> usize {
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
    fn described_by(&self, at: usize, before: &[Clause]) -> Option<usize> {
        let mut at = at;
        for _ in 0..6 {
            let clause = &before[at];
            match clause.link {
                Link::Relative(described) => return clause.subjects.contains(&described).then_some(described),
                Link::NounPreposition(noun, _) => {
                    return self.chunks.phrases.iter().rposition(|np| np.head == noun);
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

    fn subject(&self, top: usize, range: &Range<usize>, before: &[Clause]) -> Left {
        let subjects = self.joined_left(top, range, before);
        let first = subjects.iter().map(|phrase| self.attached[*phrase].chunk).min().unwrap_or(range.start);
        Left::Subject(subjects, (first > range.start).then(|| first - 1))
    }

    /// The subject before a closed parenthesis: "Ma Aijun, former head of the office, was".
    fn past_parenthesis(&self, close: usize, range: &Range<usize>, before: &[Clause]) -> Left {
        let opener = match self.chunks.chunks[close].piece {
            Piece::Close => Piece::Open,
            piece => piece,
        };
        // "Brandt, 46, was": the comma may follow a bracket.
        let mut at = close;
        while at > range.start {
            at -= 1;
            if self.chunks.chunks[at].piece != opener {
                continue;
            }
            let Some(Piece::Noun(phrase)) = self.piece(at.wrapping_sub(1), range).filter(|_| at > range.start) else {
                continue;
            };
            let starts_well = match self.chunks.chunks[at + 1].piece {
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
            return self.subject(top, range, before);
        }
        if opener == Piece::Comma && before.iter().any(|c| c.shape == Shape::Finite) {
            Left::Shared
        } else {
            Left::Nothing(Some(close))
        }
    }

    fn starts_clause(&self, phrase: usize, range: &Range<usize>) -> bool {
        match self.piece(self.attached[phrase].chunk.wrapping_sub(1), range) {
            None | Some(Piece::Subordinator) => true,
            Some(Piece::Verb(group)) => self.reporting.takes_content(self.chunks.groups[group].lemma),
            _ => false,
        }
    }

    fn is_apposed_to_chain(&self, phrase: usize, inner: usize) -> bool {
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
    fn is_aside(&self, phrase: usize) -> bool {
        let phrase = &self.chunks.phrases[phrase];
        phrase.opening == Opening::Counted && phrase.tokens.len() <= 2
            || phrase.mention.is_none()
                && matches!(phrase.opening, Opening::Indefinite | Opening::Definite | Opening::Bare)
    }

    /// What "who", "which" or "that" at a chunk stands for.
    fn antecedent(&self, at: usize, range: &Range<usize>) -> Option<usize> {
        let mut left = at;
        let phrase = loop {
            if left == range.start {
                return None;
            }
            left -= 1;
            match self.chunks.chunks[left].piece {
                Piece::Comma | Piece::Close | Piece::Dash | Piece::Date | Piece::QuoteClose => {}
                Piece::Preposition if left > range.start && left + 1 < at => {}
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

    fn mention_kind(&self, phrase: usize) -> Option<MentionKind> {
        self.chunks.phrases[phrase].mention.map(|mention| self.mentions[mention].kind)
    }

    fn is_person(&self, phrase: usize) -> bool {
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

    fn finite(&self, clause: &mut Clause, verb: &VerbGroup, range: &Range<usize>, before: &[Clause], first: usize) {
        let parent_at = |index: usize| Some(first + index);
        if self.is_inverted(clause, verb, range, before) {
            clause.subjects = std::mem::take(&mut clause.objects);
            return;
        }
        match self.left(clause, range, before) {
            Left::Subject(subjects, lead) => {
                clause.subjects = subjects;
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
            Left::Shared => {
                if let Some((index, previous)) =
                    before.iter().enumerate().rev().find(|(_, c)| self.can_share(c, clause))
                {
                    clause.subjects = previous.subjects.clone();
                    clause.link = Link::Coordinate;
                    clause.parent = parent_at(index);
                    if clause.shape == Shape::Finite
                        && previous.passive
                        && verb.ambiguous
                        && clause.objects.is_empty()
                        && previous.shape == Shape::Finite
                    {
                        clause.passive = true;
                    }
                }
            }
            Left::Nothing(lead) => {
                if let Some(lead) = lead {
                    if self.chunks.chunks[lead].piece == Piece::Subordinator {
                        self.lead(clause, Some(lead), range, before, first);
                    }
                }
            }
        }
    }

    /// “...”, said Brandt.
    fn is_inverted(&self, clause: &Clause, verb: &VerbGroup, range: &Range<usize>, before: &[Clause]) -> bool {
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

    fn can_share(&self, previous: &Clause, clause: &Clause) -> bool {
        match clause.shape {
            Shape::Finite => previous.shape == Shape::Finite,
            shape => previous.shape == shape,
        }
    }

    /// What a finite clause hangs on, by the chunk before its subject.
    fn lead(&self, clause: &mut Clause, lead: Option<usize>, range: &Range<usize>, before: &[Clause], first: usize) {
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
                            (Some(Piece::Noun(noun)), governor) if !told || self.claim_above(noun).is_some() => {
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
                if after_and {
                    if let Some((index, _)) = last_finite {
                        clause.link = Link::Coordinate;
                        clause.parent = parent(index);
                    }
                }
            }
            _ => {}
        }
    }

    /// The noun that a clause fills: the phrase before "that", or the one above it.
    fn claim_above(&self, phrase: usize) -> Option<usize> {
        if self.reporting.is_claim(self.head(phrase)) {
            return Some(phrase);
        }
        let (governor, _) = self.attached[phrase].governor?;
        self.reporting.is_claim(self.head(governor)).then_some(governor)
    }

    fn gerund(&self, clause: &mut Clause, range: &Range<usize>, before: &[Clause], first: usize) {
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
        match piece {
            Some(Piece::Preposition) => {
                let token = self.chunks.chunks[left].tokens.start;
                // "of leading and of bribing": the second hangs where the first does.
                let joined = left > range.start && self.chunks.chunks[left - 1].piece == Piece::Conjunction;
                let twin = joined.then(|| before.iter().enumerate().rev().find(|(_, c)| matches!(c.link, Link::Preposition(p) if self.document.lower(p) == self.document.lower(token)))).flatten();
                if let Some((_, twin)) = twin {
                    clause.link = Link::Preposition(token);
                    clause.parent = twin.parent;
                    clause.subjects = twin.subjects.clone();
                    return;
                }
                let skip = left - usize::from(joined);
                // "charged with extortion and with setting fire": past the conjunction.
                let noun = match self.piece(skip.wrapping_sub(1), range).filter(|_| skip > range.start) {
                    Some(Piece::Noun(noun)) => Some(noun),
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
                        && !(self.reporting.takes_of(lemma, self.document.lower(token)) && !self.carries_own(lemma))
                });
                if let Some(noun) = holds_noun {
                    clause.link = Link::NounPreposition(self.chunks.phrases[noun].head, token);
                    let holder = self.holder_of(noun);
                    clause.subjects = if holder.is_empty() { parent_clause.subjects.clone() } else { holder };
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

    /// Nouns that carry an accusation or an act over to a gerund: "charges of", "role in".
    fn carries(&self, noun: &str) -> bool {
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
    fn carries_own(&self, lemma: &str) -> bool {
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
        )
    }

    /// Whose charge, role or trial it is.
    fn holder_of(&self, noun: usize) -> Vec<usize> {
        if let Some(owner) = self.chunks.phrases[noun].owner {
            return vec![owner];
        }
        let of = self.attached[noun]
            .complements
            .iter()
            .find(|c| matches!(self.document.lower(c.preposition), "of" | "against"));
        of.map(|c| c.phrases.clone()).unwrap_or_default()
    }

    fn infinitive(&self, clause: &mut Clause, range: &Range<usize>, before: &[Clause], first: usize) {
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
                        ));
                clause.link = if controls { Link::Infinitive } else { Link::Purpose };
                clause.subjects = if controls { governor.objects.clone() } else { governor.subjects.clone() };
                if controls && clause.subjects.is_empty() {
                    clause.subjects = vec![noun];
                }
            }
            _ => {
                clause.link = Link::Purpose;
                clause.subjects = governor.subjects.clone();
            }
        }
    }

    fn participle(&self, clause: &mut Clause, range: &Range<usize>, before: &[Clause], first: usize) {
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
        let described = match piece {
            Some(Piece::Noun(phrase)) => Some(phrase),
            Some(Piece::Comma | Piece::Open | Piece::Dash) => {
                match self.piece(left.wrapping_sub(1), range).filter(|_| left > range.start) {
                    Some(Piece::Noun(phrase)) => Some(self.top(phrase, range)),
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
        if matches!(piece, Some(Piece::Conjunction | Piece::Comma)) {
            if let Some((index, twin)) = before.iter().enumerate().rev().find(|(_, c)| c.passive) {
                clause.subjects = twin.subjects.clone();
                clause.link = Link::Coordinate;
                clause.parent = parent(index);
                clause.shape = twin.shape;
                return;
            }
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
}

/// Prepositions that can open a clause.
pub(crate) fn is_clausal(word: &str) -> bool {
    matches!(word, "after" | "before" | "since" | "until" | "till" | "as" | "like" | "than")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;

    /// "lemma(agents; patients)" for each clause.
    fn clauses(text: &str) -> Vec<String> {
        let analysis = Analysis::of(text, None);
        let phrase = |p: &usize| analysis.document.words(&analysis.chunks.phrases[*p].tokens).to_owned();
        let list = |phrases: &[usize]| phrases.iter().map(phrase).collect::<Vec<_>>().join(" + ");
        analysis
            .clauses
            .iter()
            .map(|clause| {
                let agents = clause.agents(|i| analysis.document.lower(i));
                format!(
                    "{}({}; {})",
                    analysis.chunks.groups[clause.group].lemma,
                    list(&agents),
                    list(clause.patients())
                )
            })
            .collect()
    }

    #[test]
    fn subjects_and_objects() {
        for (text, expected) in [
            (
                "Ma Aijun, former head of the Lubei district branch of the Tangshan Public Security Bureau in Hebei province, was convicted and sentenced for sheltering the gang from justice.",
                vec!["convict(; Ma Aijun)", "sentence(; Ma Aijun)", "shelter(Ma Aijun; the gang)"],
            ),
            (
                "The campaign, launched in 2018 and initially expected to last three years, was part of the drive.",
                vec![
                    "launch(; The campaign)",
                    "expect(; The campaign)",
                    "last(The campaign; )",
                    "be(The campaign; part)",
                ],
            ),
            ("Velkoran and Telluvan were charged with extortion.", vec!["charge(; Velkoran + Telluvan)"]),
            (
                "Prosecutors accused Brandt of leading the Rook gang and taking bribes.",
                vec!["accuse(Prosecutors; Brandt)", "lead(Brandt; the Rook gang)", "take(Brandt; bribes)"],
            ),
            ("Brandt, who led the Rook gang, fled.", vec!["lead(Brandt; the Rook gang)", "flee(Brandt; )"]),
            ("He has admitted that he led the clan.", vec!["admit(He; )", "lead(he; the clan)"]),
            ("The court heard about a firm which Yang owns.", vec!["hear(The court; )", "own(Yang; a firm)"]),
            (
                "A driver dismissed by the company had contradicted himself.",
                vec!["dismiss(the company; A driver)", "contradict(A driver; himself)"],
            ),
            (
                "The judge said Erlingworth had telephoned Dragan Velkoran.",
                vec!["say(The judge; )", "telephone(Erlingworth; Dragan Velkoran)"],
            ),
            ("“It is late,” said Estrid Sarnoway.", vec!["be(It; )", "say(Estrid Sarnoway; )"]),
            ("Brandt gave protection to the clan.", vec!["give(Brandt; protection)"]),
            ("The gang was tipped off by Brandt.", vec!["tip(Brandt; The gang)"]),
            ("Brandt is alleged to lead the Lantern Crew.", vec!["allege(; Brandt)", "lead(Brandt; the Lantern Crew)"]),
        ] {
            assert_eq!(clauses(text), expected, "{text}");
        }
    }
}
