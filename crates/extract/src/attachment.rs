//! What hangs on a noun phrase: complements with prepositions, and appositions.

use crate::chunk::{Chunks, Opening, Piece, is_person_noun, singular};
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::sentence::Document;

/// A preposition and what it governs.
#[derive(Debug, Clone)]
pub(crate) struct Complement {
    pub preposition: usize,
    pub phrases: Vec<usize>,
}

/// What hangs on one noun phrase.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attached {
    /// "of the bureau", "in Hebei province": those that follow it directly, each with the phrase it governs.
    pub complements: Vec<Complement>,
    /// Phrases that speak of the same thing: "Ma Aijun, former head of ...".
    pub appositions: Vec<usize>,
    /// Dates that follow it: "director since 2013".
    pub dates: Vec<(Option<usize>, std::ops::Range<usize>)>,
    /// Its place among the chunks.
    pub chunk: usize,
    /// The phrase that governs it through a preposition, and the preposition.
    pub governor: Option<(usize, usize)>,
    /// The last chunk of the phrase with its complements.
    pub last: usize,
}

pub(crate) struct Attacher<'a, 't> {
    pub document: &'a Document<'t>,
    pub chunks: &'a Chunks,
    pub mentions: &'a [Mention],
    pub lexicon: &'static Lexicon,
}

impl Attacher<'_, '_> {
    pub fn attach(&self) -> Vec<Attached> {
        let mut attached = vec![Attached::default(); self.chunks.phrases.len()];
        for range in &self.chunks.sentences {
            for at in range.clone() {
                if let Piece::Noun(phrase) = self.chunks.chunks[at].piece {
                    attached[phrase].chunk = at;
                    attached[phrase].last = at;
                }
            }
            // From the right, so that the complements of complements are known.
            for at in range.clone().rev() {
                let Piece::Noun(phrase) = self.chunks.chunks[at].piece else { continue };
                self.complements(phrase, at, range.end, &mut attached);
            }
            for at in range.clone() {
                let Piece::Noun(phrase) = self.chunks.chunks[at].piece else { continue };
                self.apposition(phrase, range.clone(), &mut attached);
            }
        }
        attached
    }

    fn piece(&self, at: usize, limit: usize) -> Option<Piece> {
        (at < limit).then(|| self.chunks.chunks[at].piece)
    }

    fn complements(&self, phrase: usize, at: usize, limit: usize, attached: &mut [Attached]) {
        let mut next = at + 1;
        while let Some(piece) = self.piece(next, limit) {
            match piece {
                Piece::Preposition => match self.piece(next + 1, limit) {
                    Some(Piece::Noun(first)) => {
                        // "soon after he became": a clause, no complement.
                        let opens =
                            crate::parse::is_clausal(self.document.lower(self.chunks.chunks[next].tokens.start));
                        if opens
                            && matches!(self.piece(attached[first].last + 1, limit), Some(Piece::Verb(group)) if self.chunks.groups[group].shape == crate::chunk::Shape::Finite)
                        {
                            break;
                        }
                        let preposition = self.chunks.chunks[next].tokens.start;
                        // "after the arrest Brandt fled": a phrase before a finite verb governs nothing to its left.
                        let mut phrases = vec![first];
                        let mut last = attached[first].last;
                        while let (Some(Piece::Conjunction), Some(Piece::Noun(more))) =
                            (self.piece(last + 1, limit), self.piece(last + 2, limit))
                        {
                            // "a meeting between Brandt and the gang took place": between one there is nothing.
                            let needs_two = phrases.len() == 1 && self.document.lower(preposition) == "between";
                            if !needs_two
                                && (self.verb_follows(attached[more].last, limit)
                                    || self.is_human(phrases[0]) != self.is_human(more))
                            {
                                break;
                            }
                            phrases.push(more);
                            last = attached[more].last;
                        }
                        for governed in &phrases {
                            attached[*governed].governor = Some((phrase, preposition));
                        }
                        attached[phrase].complements.push(Complement { preposition, phrases });
                        attached[phrase].last = last;
                        next = last + 1;
                    }
                    Some(Piece::Date) => {
                        let preposition = self.chunks.chunks[next].tokens.start;
                        attached[phrase].dates.push((Some(preposition), self.chunks.chunks[next + 1].tokens.clone()));
                        next += 2;
                        if let Some(and) = self.second_date(preposition, next, limit) {
                            attached[phrase].dates.push(and);
                            next += 2;
                        }
                    }
                    _ => break,
                },
                Piece::Date => {
                    attached[phrase].dates.push((None, self.chunks.chunks[next].tokens.clone()));
                    next += 1;
                }
                _ => break,
            }
        }
    }

    /// "between March 2019 and June 2021": the second of two dates, after "and".
    fn second_date(
        &self,
        preposition: usize,
        at: usize,
        limit: usize,
    ) -> Option<(Option<usize>, std::ops::Range<usize>)> {
        let pair =
            matches!((self.piece(at, limit), self.piece(at + 1, limit)), (Some(Piece::Conjunction), Some(Piece::Date)));
        (pair && self.document.lower(preposition) == "between")
            .then(|| (Some(self.chunks.chunks[at].tokens.start), self.chunks.chunks[at + 1].tokens.clone()))
    }

    fn verb_follows(&self, last: usize, limit: usize) -> bool {
        let mut at = last + 1;
        while matches!(self.piece(at, limit), Some(Piece::Adverb)) {
            at += 1;
        }
        match self.piece(at, limit) {
            Some(Piece::Verb(group)) => {
                self.chunks.groups[group].shape == crate::chunk::Shape::Finite && !self.chunks.groups[group].ambiguous
            }
            _ => false,
        }
    }

    fn kind(&self, phrase: usize) -> Option<MentionKind> {
        self.chunks.phrases[phrase].mention.map(|mention| self.mentions[mention].kind)
    }

    /// Whether a phrase speaks of a person, by name or by noun.
    fn is_human(&self, phrase: usize) -> bool {
        match self.kind(phrase) {
            Some(kind) => kind == MentionKind::Person,
            None => self.is_person_phrase(phrase),
        }
    }

    fn is_person_phrase(&self, phrase: usize) -> bool {
        let np = &self.chunks.phrases[phrase];
        // "harbour master": an office of two words whose last alone is none.
        let two = || {
            (np.head > np.own.start)
                .then(|| self.document.words(&(np.head - 1..np.head + 1)).to_lowercase())
                .is_some_and(|words| self.lexicon.offices.get(&words).is_some())
        };
        is_person_noun(self.document.lower(np.head), self.lexicon) || two()
    }

    fn is_body_phrase(&self, phrase: usize) -> bool {
        let lower = self.document.lower(self.chunks.phrases[phrase].head);
        self.lexicon.head(lower).is_some_and(|head| !head.sort.is_place())
            || matches!(
                lower,
                "firm"
                    | "business"
                    | "subsidiary"
                    | "shell"
                    | "outfit"
                    | "group"
                    | "gang"
                    | "contractor"
                    | "supplier"
                    | "developer"
                    | "organisation"
                    | "newspaper"
                    | "agency"
                    | "entity"
                    | "vehicle"
                    | "consortium"
                    | "conglomerate"
                    | "cooperative"
                    | "importer"
                    | "exporter"
                    | "haulier"
                    | "retailer"
                    | "wholesaler"
                    | "operator"
                    | "manufacturer"
                    | "distributor"
                    | "producer"
                    | "builder"
                    | "charity"
                    | "weekly"
                    | "daily"
                    | "website"
                    | "outlet"
                    | "broadcaster"
                    | "clan"
                    | "cartel"
                    | "faction"
                    | "militia"
                    | "structure"
                    | "startup"
                    | "consultancy"
                    | "partnership"
                    | "dealership"
            )
    }

    /// Links a phrase with the one after the comma where one of them is a name and the other says what it is.
    /// "alias “the Wig,”" and "aka the Wig" after a comma: the last chunk before what goes on about whoever is called so.
    fn alias_end(&self, comma: usize, limit: usize) -> Option<usize> {
        let word = |at: usize| self.document.lower(self.chunks.chunks[at].tokens.start);
        let naming = (comma + 1..limit.min(comma + 4)).find(|at| {
            matches!(word(*at), "alias" | "aka" | "a.k.a" | "a.k.a." | "nicknamed" | "dubbed") || word(*at) == "known"
        })?;
        let close =
            (naming..limit.min(naming + 8)).find(|at| *at > comma && self.piece(*at, limit) == Some(Piece::Comma))?;
        // American papers put the comma inside.
        Some(close + usize::from(self.piece(close + 1, limit) == Some(Piece::QuoteClose)))
    }

    fn apposition(&self, phrase: usize, range: std::ops::Range<usize>, attached: &mut [Attached]) {
        let limit = range.end;
        let mut at = attached[phrase].last + 1;
        if !matches!(self.piece(at, limit), Some(Piece::Comma | Piece::Dash | Piece::Open)) {
            return;
        }
        // "Brandt (born 1960), a former officer": past a bracket.
        if self.chunks.chunks[at].piece == Piece::Open
            && let Some(close) = (at..limit.min(at + 7)).find(|i| self.piece(*i, limit) == Some(Piece::Close))
            && self.piece(close + 1, limit) == Some(Piece::Comma)
            && self.kind(phrase) == Some(MentionKind::Person)
        {
            at = close + 1;
        }
        let opened_by = self.chunks.chunks[at].piece;
        // "charge Brandt over the murder of Hutch, a brother of": of the name right before it.
        if let Some(Piece::Noun(inner)) = self.piece(attached[phrase].last, limit)
            && inner != phrase
            && self.kind(phrase) == Some(MentionKind::Person)
            && self.kind(inner) == Some(MentionKind::Person)
        {
            return;
        }
        // An age between the two: "Erlingworth, 55, a former officer".
        if let (Some(Piece::Noun(age)), Some(Piece::Comma | Piece::Close)) =
            (self.piece(at + 1, limit), self.piece(at + 2, limit))
            && self.is_age(age)
        {
            at += 2;
            if matches!(self.piece(at, limit), Some(Piece::Close))
                && matches!(self.piece(at + 1, limit), Some(Piece::Comma))
            {
                at += 1;
            }
        }
        // "Brandt, known as “the Wig”, a former officer": past what he is called.
        if let Some(Piece::Verb(group)) = self.piece(at + 1, limit)
            && opened_by == Piece::Comma
            && matches!(self.chunks.groups[group].lemma, "know" | "nickname" | "dub")
            && self.chunks.groups[group].tokens.len() == 1
            && self.kind(phrase) == Some(MentionKind::Person)
            && let Some(close) = (at + 2..limit.min(at + 9)).find(|i| self.piece(*i, limit) == Some(Piece::Comma))
        {
            at = close;
        }
        // "Brandt, alias “the Wig,” a former officer": the same, with a noun that names.
        if let Some(close) = self.alias_end(at, limit)
            && self.kind(phrase) == Some(MentionKind::Person)
        {
            at = close;
        }
        let mut next = at + 1;
        while matches!(self.piece(next, limit), Some(Piece::Adverb)) {
            next += 1;
        }
        let Some(Piece::Noun(second)) = self.piece(next, limit) else { return };
        if opened_by == Piece::Comma && self.listed(phrase, second, &range, attached)
            || matches!(opened_by, Piece::Comma | Piece::Dash) && self.several(phrase, next, limit, attached)
        {
            return;
        }
        // "Brandt, whose father was Pell": somebody else.
        if self.document.lower(self.chunks.phrases[second].tokens.start) == "whose" {
            return;
        }
        let after = self.piece(attached[second].last + 1, limit);
        // "... from the gang, the commission announced.": who says it, no other word for the gang.
        let speaks = match after {
            // "... for shooting his girlfriend, prosecutor Anna Pryce announced on Friday.": an apposition would be closed.
            Some(Piece::Verb(group)) if self.kind(second).is_none_or(|kind| kind == MentionKind::Person) => {
                let verb = &self.chunks.groups[group];
                (verb.ambiguous || verb.lemma == "say" || self.kind(second).is_some())
                    && opened_by == Piece::Comma
                    && crate::reporting::Reporting::english().says(verb.lemma)
                    && matches!(
                        self.piece(attached[second].last + 2, limit),
                        None | Some(Piece::Other | Piece::Preposition | Piece::Date)
                    )
                    && !self.chunks.chunks[attached[second].last + 2..limit]
                        .iter()
                        .any(|chunk| matches!(chunk.piece, Piece::Verb(_)))
            }
            _ => false,
        };
        if speaks {
            return;
        }
        // "the mayor, Brandt and Smith": a list.
        if after == Some(Piece::Conjunction)
            && opened_by == Piece::Comma
            && !matches!(self.piece(attached[second].last, limit), Some(Piece::Comma))
            && self.kind(second).is_some()
        {
            return;
        }
        // The second phrase begins a clause of its own: "When police came, Brandt fled".
        if self.verb_follows(attached[second].last, limit) && self.kind(second).is_some() {
            let lead = attached[phrase].chunk.checked_sub(1).filter(|lead| *lead >= range.start);
            // "According to the prosecutor, Brandt was": two words before the phrase.
            let fronted = lead.is_some_and(|lead| {
                lead <= range.start + 1
                    && matches!(self.chunks.chunks[lead].piece, Piece::Preposition | Piece::Subordinator)
            });
            if fronted || self.kind(phrase).is_some() {
                return;
            }
        }
        // "According to Mabuza, the main suspect, Hadebe, fled": the description goes with the name that follows it.
        let chunk = attached[phrase].chunk;
        let is_fronted = chunk > range.start
            && chunk <= range.start + 2
            && matches!(self.chunks.chunks[chunk - 1].piece, Piece::Preposition);
        let named_next =
            match (self.piece(attached[second].last + 1, limit), self.piece(attached[second].last + 2, limit)) {
                (Some(Piece::Comma), Some(Piece::Noun(name))) => self.kind(name) == Some(MentionKind::Person),
                _ => false,
            };
        // "cousins Ilir and Boban Zaev, the party's vice president, Brandt, said": whose description has a name behind it
        // and a list before it.
        let listed = chunk > range.start
            && matches!(self.chunks.chunks[chunk - 1].piece, Piece::Conjunction)
            && self.chunks.phrases[second].owner.is_some();
        if (is_fronted || listed) && named_next && self.kind(phrase).is_some() && self.kind(second).is_none() {
            return;
        }
        // "According to the judge, the gang's leader Brandt, a haulier, fled": a name with its own description is somebody else.
        let described = |name: usize| {
            let np = &self.chunks.phrases[name];
            np.mention.is_some_and(|m| np.own.start < self.mentions[m].tokens.start) && np.owner.is_some()
        };
        if is_fronted && self.kind(phrase).is_none() && described(second) {
            return;
        }
        // "Brandt, one of the leaders of the gang".
        let is_one = |phrase: usize| {
            let of = attached[phrase].complements.iter().filter(|c| self.document.lower(c.preposition) == "of");
            self.document.lower(self.chunks.phrases[phrase].head) == "one"
                && of.flat_map(|c| c.phrases.iter()).map(|p| (*p, &self.chunks.phrases[*p])).any(|(p, np)| {
                    self.kind(p).is_none()
                        && np.is_plural
                        && is_person_noun(&singular(self.document.lower(np.head)), self.lexicon)
                })
        };
        let describes = |name: usize, other: usize| match self.kind(name) {
            Some(MentionKind::Person) => {
                self.kind(other).is_none()
                    && (is_one(other) || self.is_person_phrase(other) && !self.chunks.phrases[other].is_plural)
            }
            Some(MentionKind::Organisation) => {
                self.kind(other).is_none()
                    && self.is_body_phrase(other)
                    && !self.chunks.phrases[other].is_plural
                    && !self.is_person_phrase(other)
            }
            _ => false,
        };
        let negative = self.chunks.phrases[second].opening == Opening::Negative;
        // "One man, Jonas Pell, was found guilty".
        let is_one_man = |phrase: usize| {
            let np = &self.chunks.phrases[phrase];
            self.document.lower(np.tokens.start) == "one" && !np.is_plural && self.is_person_phrase(phrase)
        };
        let counted = |phrase: usize| {
            self.chunks.phrases[phrase].opening == Opening::Counted && !is_one(phrase) && !is_one_man(phrase)
        };
        if negative || counted(second) || counted(phrase) {
            return;
        }
        let is_match = if self.kind(phrase).is_some() {
            describes(phrase, second)
        } else {
            // "arrested Marenport city manager, Erik Brandt, for": an office of a place before the one who holds it.
            let np = &self.chunks.phrases[phrase];
            let of_place = np.opening == Opening::Bare
                && self.lexicon.offices.get(self.document.lower(np.head)).is_some()
                && self.mentions.iter().any(|m| {
                    np.tokens.start <= m.tokens.start && m.tokens.end <= np.head && m.kind != MentionKind::Person
                })
                && matches!(after, Some(Piece::Comma));
            // "a cousin of former president, Brandt, who".
            let former = matches!(self.document.lower(np.own.start), "former" | "ex" | "then" | "late")
                && self.lexicon.offices.get(self.document.lower(np.head)).is_some()
                && matches!(after, Some(Piece::Comma | Piece::Other) | None);
            // "the gang's leader and main financier, Brandt, who".
            let paired = || {
                let before = attached[phrase].chunk.checked_sub(2).filter(|at| *at >= range.start)?;
                let Piece::Noun(first) = self.chunks.chunks[before].piece else { return None };
                let and = &self.chunks.chunks[before + 1];
                let told = &self.chunks.phrases[first];
                Some(
                    and.piece == Piece::Conjunction
                        && self.document.lower(and.tokens.start) == "and"
                        && self.kind(first).is_none()
                        && !told.is_plural
                        && matches!(told.opening, Opening::Definite | Opening::Possessed)
                        && self.is_person_phrase(first)
                        && matches!(after, Some(Piece::Comma | Piece::Other) | None),
                )
            };
            let paired = np.opening == Opening::Bare && paired().unwrap_or_default();
            describes(second, phrase) && (np.opening != Opening::Bare || of_place || former || paired)
                || describes(second, phrase) && attached[phrase].chunk == range.start
        };
        // "You, Marcus Trew, were".
        let addressed = self.document.lower(self.chunks.phrases[phrase].head) == "you"
            && self.kind(second) == Some(MentionKind::Person)
            && matches!(after, Some(Piece::Comma));
        if is_match || addressed {
            attached[phrase].appositions.push(second);
            attached[second].appositions.push(phrase);
        }
    }

    /// "two members of the gang, Erik Brandt and Jonas Pell,": several of a kind, and who they are.
    fn several(&self, phrase: usize, first: usize, limit: usize, attached: &mut [Attached]) -> bool {
        let np = &self.chunks.phrases[phrase];
        let head = self.document.lower(np.head);
        let single = &singular(head);
        let is_many = np.is_plural
            && np.mention.is_none()
            && matches!(np.opening, Opening::Counted | Opening::Definite | Opening::Possessed)
            && (is_person_noun(single, self.lexicon) || matches!(head, "people" | "others"));
        let mut names = Vec::new();
        let mut at = first;
        while let Some(Piece::Noun(name)) = self.piece(at, limit).filter(|_| is_many) {
            if self.kind(name) != Some(MentionKind::Person) {
                return false;
            }
            names.push(name);
            let mut last = attached[name].last;
            // "Daniel (47) and Jonas (44)".
            if let (Some(Piece::Open), Some(Piece::Noun(age)), Some(Piece::Close)) =
                (self.piece(last + 1, limit), self.piece(last + 2, limit), self.piece(last + 3, limit))
                && self.is_age(age)
            {
                last += 3;
            }
            at = match (self.piece(last + 1, limit), self.piece(last + 2, limit)) {
                (Some(Piece::Conjunction), Some(Piece::Noun(_))) => last + 2,
                (Some(Piece::Comma), Some(Piece::Noun(_))) => last + 2,
                (Some(Piece::Comma), Some(Piece::Conjunction)) => last + 3,
                (Some(Piece::Comma | Piece::Dash | Piece::Other) | None, _) => break,
                _ => return false,
            };
        }
        if names.len() < 2 {
            return false;
        }
        for name in names {
            attached[phrase].appositions.push(name);
            attached[name].appositions.push(phrase);
        }
        true
    }

    /// "Erik Brandt, Jonas Pell and Lars Ostrow, leaders of the gang,": what several are said to be.
    fn listed(&self, phrase: usize, second: usize, range: &std::ops::Range<usize>, attached: &mut [Attached]) -> bool {
        let np = &self.chunks.phrases[second];
        let head = self.document.lower(np.head);
        let is_many = np.is_plural
            && np.mention.is_none()
            && (matches!(np.opening, Opening::Bare | Opening::Definite)
                || matches!(self.document.lower(np.tokens.start), "both" | "all"))
            && is_person_noun(&singular(head), self.lexicon)
            && self.kind(phrase) == Some(MentionKind::Person);
        if !is_many
            || !matches!(self.piece(attached[second].last + 1, range.end), None | Some(Piece::Comma | Piece::Other))
        {
            return false;
        }
        let mut names = vec![phrase];
        let mut at = attached[phrase].chunk;
        loop {
            let back =
                |by: usize| at.checked_sub(by).filter(|i| *i >= range.start).map(|i| self.chunks.chunks[i].piece);
            let name = match (back(1), back(2), back(3)) {
                (Some(Piece::Conjunction), Some(Piece::Noun(name)), _) if names.len() == 1 => Some(name),
                (Some(Piece::Conjunction), Some(Piece::Comma), Some(Piece::Noun(name))) if names.len() == 1 => {
                    Some(name)
                }
                (Some(Piece::Comma), Some(Piece::Noun(name)), _) if names.len() > 1 => Some(name),
                _ => None,
            };
            match name.filter(|name| self.kind(*name) == Some(MentionKind::Person)) {
                Some(name) => {
                    names.push(name);
                    at = attached[name].chunk;
                }
                None => break,
            }
        }
        if names.len() < 2 {
            return false;
        }
        for name in names {
            attached[name].appositions.push(second);
        }
        true
    }

    fn is_age(&self, phrase: usize) -> bool {
        let phrase = &self.chunks.phrases[phrase];
        let word = self.document.lower(phrase.head);
        let alone =
            phrase.tokens.len() == 1 || phrase.tokens.len() == 2 && self.document.lower(phrase.tokens.start) == "aged";
        alone && word.len() <= 3 && word.parse::<u8>().is_ok_and(|age| (5..=110).contains(&age))
    }
}
