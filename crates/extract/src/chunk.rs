//! Chunks: noun phrases and verb groups, and what stands between them.

use std::ops::Range;

use crate::comparator::comparator_before;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind, near};
use crate::sentence::{Document, Sentence};
use crate::word::{Class, Word};

/// What opens a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    Bare,
    Definite,
    Indefinite,
    /// "this", "these".
    Pointing,
    /// "no", "neither".
    Negative,
    /// "some", "several", a number.
    Counted,
    /// "his", "the gang's".
    Possessed,
}

#[derive(Debug, Clone)]
pub(crate) struct NounPhrase {
    /// All its tokens, owner included.
    pub tokens: Range<usize>,
    /// The tokens after the owner.
    pub own: Range<usize>,
    pub head: usize,
    pub opening: Opening,
    /// The phrase before `'s`.
    pub owner: Option<usize>,
    /// "his", "her", "its", "their".
    pub owner_pronoun: Option<usize>,
    /// The name at its head.
    pub mention: Option<usize>,
    pub is_pronoun: bool,
    pub is_plural: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    pub tokens: Range<usize>,
    /// The main verb.
    pub main: usize,
    pub lemma: &'static str,
    /// "off" in "tipped off".
    pub particle: Option<usize>,
    pub passive: bool,
    pub shape: Shape,
    pub negated: bool,
    pub modal: Option<usize>,
    /// A past form that could be finite or a participle.
    pub ambiguous: bool,
    /// A base form alone, as in an order.
    pub bare: bool,
}

/// What a verb group's form lets it be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Finite,
    Infinitive,
    Gerund,
    /// A participle without an auxiliary: "launched in 2018".
    Participle,
}

/// One piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Noun(usize),
    Verb(usize),
    Preposition,
    Comma,
    Conjunction,
    Subordinator,
    Relative,
    Dash,
    Open,
    Close,
    QuoteOpen,
    QuoteClose,
    Colon,
    Date,
    Adverb,
    Adjective,
    Other,
}

#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub piece: Piece,
    pub tokens: Range<usize>,
}

/// The chunks of a document, by sentence.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    pub phrases: Vec<NounPhrase>,
    pub groups: Vec<VerbGroup>,
    /// The chunks of all sentences.
    pub chunks: Vec<Chunk>,
    /// Where each sentence's chunks lie.
    pub sentences: Vec<Range<usize>>,
}

pub(crate) struct Chunker<'a, 't> {
    pub document: &'a Document<'t>,
    pub words: &'a mut [Word],
    pub mentions: &'a [Mention],
    pub lexicon: &'static Lexicon,
}

impl Chunker<'_, '_> {
    pub fn chunk(mut self) -> Chunks {
        let mut chunks = Chunks::default();
        for i in 0..self.document.sentences.len() {
            let sentence = &self.document.sentences[i];
            self.mark_numbers(sentence);
            let start = chunks.chunks.len();
            self.sentence(sentence, &mut chunks);
            chunks.sentences.push(start..chunks.chunks.len());
        }
        chunks
    }

    /// Comparators and "per cent" go with their number.
    fn mark_numbers(&mut self, sentence: &Sentence) {
        for at in sentence.tokens.clone() {
            if self.words[at].class != Class::Number {
                continue;
            }
            if let Some((from, _)) = comparator_before(self.document, at, sentence.tokens.start) {
                self.words[from..at].iter_mut().for_each(|word| word.class = Class::Number);
            }
            let next = self.document.lower_at(at + 1).unwrap_or("");
            let unit = match next {
                "per" if self.document.lower_at(at + 2) == Some("cent") => 2,
                "percent" | "%" | "per-cent" => 1,
                _ => 0,
            };
            for word in self.words.iter_mut().take((at + 1 + unit).min(sentence.tokens.end)).skip(at + 1) {
                word.class = Class::Number;
            }
            if at > sentence.tokens.start
                && self.lexicon.currencies.get(self.document.word(at - 1)).is_some()
                && self.document.tokens[at - 1].kind != crate::token::Kind::Word
            {
                self.words[at - 1].class = Class::Number;
            }
        }
    }

    fn sentence(&self, sentence: &Sentence, out: &mut Chunks) {
        let limit = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        while at < limit {
            let class = self.words[at].class;
            if let Some(end) = self.verb_group(at, limit, out) {
                out.chunks.push(Chunk { piece: Piece::Verb(out.groups.len() - 1), tokens: at..end });
                at = end;
                continue;
            }
            if let Some(end) = self.noun_phrase(at, limit, out) {
                out.chunks.push(Chunk { piece: Piece::Noun(out.phrases.len() - 1), tokens: at..end });
                at = end;
                continue;
            }
            let piece = match class {
                Class::Preposition | Class::To => Piece::Preposition,
                Class::Comma => Piece::Comma,
                Class::Conjunction => Piece::Conjunction,
                Class::Subordinator => Piece::Subordinator,
                Class::Relative => Piece::Relative,
                Class::Dash => Piece::Dash,
                Class::Open => Piece::Open,
                Class::Close => Piece::Close,
                Class::QuoteOpen => Piece::QuoteOpen,
                Class::QuoteClose => Piece::QuoteClose,
                Class::Colon => Piece::Colon,
                Class::Date => Piece::Date,
                Class::Adverb | Class::Negation => Piece::Adverb,
                Class::Adjective => Piece::Adjective,
                _ => Piece::Other,
            };
            let mut end = at + 1;
            while piece == Piece::Date && end < limit && self.words[end].class == Class::Date {
                end += 1;
            }
            out.chunks.push(Chunk { piece, tokens: at..end });
            at = end;
        }
    }

    fn class(&self, at: usize, limit: usize) -> Option<Class> {
        (at < limit).then(|| self.words[at].class)
    }

    fn verb_group(&self, start: usize, limit: usize, out: &mut Chunks) -> Option<usize> {
        let mut at = start;
        let mut modal = None;
        let mut negated = false;
        let mut passive = false;
        let mut main: Option<usize> = None;
        let mut auxiliary: Option<Class> = None;
        let mut infinitive = false;
        let mut gerund_auxiliary = false;
        let mut finite = false;
        while at < limit {
            let word = &self.words[at];
            match word.class {
                Class::Adverb | Class::Negation => {
                    if at == start && word.class == Class::Adverb {
                        return None;
                    }
                    // Look past adverbs for a verb that goes on with the group.
                    let mut next = at;
                    while matches!(self.class(next, limit), Some(Class::Adverb | Class::Negation)) {
                        next += 1;
                    }
                    let negates = (at..next).any(|i| {
                        self.words[i].class == Class::Negation || matches!(self.document.lower(i), "never" | "hardly")
                    });
                    let verb_next = self.class(next, limit).is_some_and(|class| {
                        matches!(class, Class::Verb | Class::Be | Class::Have | Class::Modal | Class::Do)
                            || class == Class::To && main.is_none() && at == start
                    });
                    if !verb_next || !self.fits(auxiliary, infinitive, modal.is_some(), next) {
                        if main.is_some() && negates && self.words[at].class == Class::Negation {
                            negated = true;
                            at += 1;
                        }
                        break;
                    }
                    negated |= negates;
                    at = next;
                }
                Class::To => {
                    if at != start && main.is_some() || infinitive {
                        break;
                    }
                    let mut next = at + 1;
                    while matches!(self.class(next, limit), Some(Class::Adverb | Class::Negation | Class::QuoteOpen)) {
                        next += 1;
                    }
                    let base = next < limit
                        && matches!(self.words[next].class, Class::Verb | Class::Be | Class::Have | Class::Do)
                        && self.words[next].forms.base;
                    if !base {
                        return None;
                    }
                    infinitive = true;
                    at += 1;
                    while self.class(at, limit) == Some(Class::QuoteOpen) {
                        at += 1;
                    }
                }
                Class::Modal => {
                    if main.is_some() || modal.is_some() || infinitive {
                        break;
                    }
                    modal = Some(at);
                    finite = true;
                    at += 1;
                }
                Class::Be | Class::Have | Class::Do | Class::Verb => {
                    if !self.fits(auxiliary, infinitive, modal.is_some(), at) {
                        break;
                    }
                    let is_auxiliary = matches!(word.class, Class::Be | Class::Have | Class::Do);
                    if auxiliary.is_none() && !infinitive && modal.is_none() {
                        finite = word.forms.past
                            || word.forms.third
                            || word.forms.base
                            || word.class == Class::Be && !word.forms.ing && !word.forms.participle
                            || self.document.tokens[at].kind == crate::token::Kind::Clitic;
                        gerund_auxiliary = word.forms.ing;
                        if gerund_auxiliary {
                            finite = false;
                        }
                    }
                    let after_be = auxiliary == Some(Class::Be) || auxiliary.is_some() && self.lemma_is_get(main);
                    passive = !is_auxiliary && after_be && word.forms.participle && !word.forms.ing
                        || is_auxiliary && passive;
                    main = Some(at);
                    at += 1;
                    if is_auxiliary {
                        auxiliary = Some(word.class);
                    } else if word.lemma == "get"
                        && self.words.get(at).is_some_and(|w| {
                            at < limit && w.class == Class::Verb && w.forms.participle && !w.forms.base
                        })
                    {
                        auxiliary = Some(Class::Be);
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        let main = main?;
        let word = &self.words[main];
        let lemma = if word.lemma.is_empty() { "be" } else { word.lemma };
        let bare = auxiliary.is_none() && !infinitive && modal.is_none();
        let ambiguous = bare && word.class == Class::Verb && word.forms.participle && word.forms.past;
        let participle =
            bare && word.class == Class::Verb && word.forms.participle && !word.forms.past && !word.forms.base;
        let shape = if infinitive {
            Shape::Infinitive
        } else if participle {
            Shape::Participle
        } else if bare && word.forms.ing || gerund_auxiliary {
            Shape::Gerund
        } else if finite || ambiguous {
            Shape::Finite
        } else if word.forms.participle {
            Shape::Participle
        } else {
            Shape::Finite
        };
        // Trailing adverbs stay outside.
        while at > main + 1 && self.words[at - 1].class == Class::Adverb {
            at -= 1;
        }
        let particle = (at < limit
            && matches!(self.document.lower(at), "off" | "up" | "out" | "down" | "over" | "away" | "back")
            && matches!(self.words[at].class, Class::Preposition | Class::Adverb))
        .then_some(at);
        // "from" or "of" after a particle belongs to what follows; a particle before a noun phrase may be a preposition.
        let particle = particle.filter(|i| {
            !matches!(self.document.lower(*i), "over") || !matches!(self.class(*i + 1, limit), Some(Class::Date))
        });
        let end = particle.map_or(at, |particle| particle + 1);
        out.groups.push(VerbGroup {
            tokens: start..end,
            main,
            lemma,
            particle,
            passive,
            shape,
            negated,
            modal,
            ambiguous,
            bare: bare && word.forms.base && !word.forms.past,
        });
        Some(end)
    }

    fn lemma_is_get(&self, main: Option<usize>) -> bool {
        main.is_some_and(|i| self.words[i].lemma == "get")
    }

    /// Whether a verb form can follow what the group has so far.
    fn fits(&self, auxiliary: Option<Class>, infinitive: bool, modal: bool, at: usize) -> bool {
        let word = &self.words[at];
        match auxiliary {
            Some(Class::Be) => {
                word.forms.ing || word.forms.participle || word.class == Class::Be && word.forms.participle
            }
            Some(Class::Have) => {
                word.forms.participle && !(word.class == Class::Have && word.forms.past && word.forms.base)
            }
            Some(_) => word.forms.base,
            None if infinitive || modal => {
                word.forms.base || word.forms.past && !word.forms.participle && word.forms.base
            }
            None => true,
        }
    }

    fn noun_phrase(&self, start: usize, limit: usize, out: &mut Chunks) -> Option<usize> {
        let class = self.words[start].class;
        if class == Class::Pronoun {
            out.phrases.push(NounPhrase {
                tokens: start..start + 1,
                own: start..start + 1,
                head: start,
                opening: if matches!(self.document.lower(start), "nobody" | "nothing" | "none" | "no-one") {
                    Opening::Negative
                } else {
                    Opening::Bare
                },
                owner: None,
                owner_pronoun: None,
                mention: None,
                is_pronoun: true,
                is_plural: matches!(
                    self.document.lower(start),
                    "they" | "them" | "we" | "us" | "those" | "these" | "ones"
                ),
            });
            return Some(start + 1);
        }
        let mut own = start;
        let mut at = start;
        let mut opening = Opening::Bare;
        let mut owner = None;
        let mut owner_pronoun = None;
        let mut last_noun: Option<usize> = None;
        let mut numbers_only = true;
        while at < limit {
            let lower = self.document.lower(at);
            match self.words[at].class {
                Class::Determiner | Class::Negation
                    if matches!(self.words[at].class, Class::Determiner) || matches!(lower, "neither") =>
                {
                    if last_noun.is_some() || (at > start && !self.may_follow(at, start)) {
                        break;
                    }
                    if at == start {
                        opening = match lower {
                            "the" => Opening::Definite,
                            "a" | "an" | "another" => Opening::Indefinite,
                            "this" | "that" | "these" | "those" => Opening::Pointing,
                            "no" | "neither" => Opening::Negative,
                            _ => Opening::Counted,
                        };
                    }
                }
                Class::Possessive => {
                    if last_noun.is_some() || at != start {
                        break;
                    }
                    owner_pronoun = Some(at);
                    opening = Opening::Possessed;
                    own = at + 1;
                }
                Class::Number => {
                    if last_noun.is_some() {
                        // "Berth 7", "section 88".
                        let small = self.document.tokens[at].kind == crate::token::Kind::Number
                            && self.document.tokens[at].lower.len() <= 3;
                        let label = last_noun.is_some_and(|i| {
                            matches!(
                                self.document.lower(i),
                                "section"
                                    | "article"
                                    | "berth"
                                    | "room"
                                    | "no"
                                    | "number"
                                    | "chapter"
                                    | "part"
                                    | "table"
                                    | "class"
                                    | "paragraph"
                            )
                        });
                        if !(small && label) {
                            break;
                        }
                    } else if at == start {
                        opening = Opening::Counted;
                    }
                }
                Class::Adjective | Class::Adverb => {
                    // "Communist Party general secretary": an office after a body's name.
                    let office = last_noun.is_some_and(|i| self.words[i].class == Class::Name)
                        && self
                            .lexicon
                            .offices
                            .longest_at(|i| (i < limit).then(|| self.document.lower(i)), at)
                            .is_some_and(|(n, _)| n > 1);
                    if last_noun.is_some() && !office {
                        break;
                    }
                    if self.words[at].class == Class::Adverb
                        && !matches!(self.class(at + 1, limit), Some(Class::Adjective))
                        || at == start && self.words[at].class == Class::Adverb
                    {
                        break;
                    }
                    numbers_only = false;
                }
                Class::Verb
                    if self.words[at].forms.ing
                        && at > start
                        && last_noun.is_none()
                        && matches!(self.class(at + 1, limit), Some(Class::Noun))
                        && owner_pronoun.is_none()
                        && opening != Opening::Bare => {}
                Class::Noun => {
                    if let Some(before) = last_noun.filter(|i| self.words[*i].class == Class::Name) {
                        if !self.name_then_noun(before, at) {
                            break;
                        }
                    }
                    last_noun = Some(at);
                    numbers_only = false;
                }
                Class::Name => {
                    if let Some(before) = last_noun {
                        if !self.goes_with_name(before, at, opening) {
                            break;
                        }
                    }
                    // A whole mention at once; the outermost begins here.
                    let end = near(self.mentions, at)
                        .1
                        .iter()
                        .filter(|m| m.tokens.contains(&at))
                        .map(|m| m.tokens.end)
                        .max()
                        .unwrap_or(at + 1)
                        .min(limit);
                    last_noun = Some(end - 1);
                    numbers_only = false;
                    at = end;
                    continue;
                }
                Class::Genitive => {
                    let Some(head) = last_noun else { break };
                    let nominal_next = matches!(
                        self.class(at + 1, limit),
                        Some(
                            Class::Noun
                                | Class::Adjective
                                | Class::Name
                                | Class::Number
                                | Class::Verb
                                | Class::Determiner
                        )
                    );
                    if !nominal_next {
                        at += 1;
                        break;
                    }
                    out.phrases.push(self.phrase(start..at, own, head, opening, owner, owner_pronoun));
                    owner = Some(out.phrases.len() - 1);
                    owner_pronoun = None;
                    opening = Opening::Possessed;
                    own = at + 1;
                    last_noun = None;
                }
                _ => break,
            }
            at += 1;
        }
        if at == start {
            return None;
        }
        // Back to the last noun; adjectives alone are no phrase, pointers and numbers are.
        let Some(head) = last_noun else {
            if owner.is_some() {
                // "Xi's" before something that is no noun: the owner stands for itself.
                let phrase = out.phrases.len() - 1;
                return Some(out.phrases[phrase].tokens.end + 1);
            }
            let first = self.words[start].class;
            if !(numbers_only && matches!(first, Class::Determiner | Class::Number)) || owner_pronoun.is_some() {
                return None;
            }
            if first == Class::Determiner
                && matches!(self.document.lower(start), "the" | "a" | "an" | "no" | "every")
                && at == start + 1
            {
                return None;
            }
            let end = (start..at)
                .rev()
                .find(|i| matches!(self.words[*i].class, Class::Determiner | Class::Number))
                .map_or(start + 1, |i| i + 1);
            let mut phrase = self.phrase(start..end, own, end - 1, opening, None, None);
            phrase.is_plural = !matches!(self.document.lower(start), "this" | "that");
            out.phrases.push(phrase);
            return Some(end);
        };
        let end = if self.words.get(head + 1).is_some_and(|w| w.class == Class::Genitive) && head + 2 == at {
            at
        } else {
            at.max(head + 1)
        };
        let end = if end > head + 1
            && self.words[end - 1].class != Class::Genitive
            && self.words[end - 1].class != Class::Number
        {
            head + 1
        } else {
            end
        };
        out.phrases.push(self.phrase(start..end, own, head, opening, owner, owner_pronoun));
        Some(end)
    }

    /// Determiners after others: "all the", "13 per cent fewer", "the many".
    fn may_follow(&self, at: usize, start: usize) -> bool {
        let lower = self.document.lower(at);
        matches!(
            lower,
            "more"
                | "fewer"
                | "less"
                | "other"
                | "several"
                | "many"
                | "few"
                | "such"
                | "certain"
                | "various"
                | "another"
        ) || matches!(self.document.lower(start), "all" | "both" | "half" | "such") && at == start + 1
    }

    /// "Lantern Crew boss": a noun after a name belongs to the same phrase when it says what somebody is.
    fn name_then_noun(&self, name: usize, noun: usize) -> bool {
        let person =
            near(self.mentions, name).1.iter().any(|m| m.kind == MentionKind::Person && m.tokens.end == name + 1);
        !person
            || matches!(
                self.document.lower(noun),
                "family"
                    | "clan"
                    | "gang"
                    | "case"
                    | "trial"
                    | "brothers"
                    | "network"
                    | "affair"
                    | "scandal"
                    | "faction"
                    | "administration"
                    | "government"
                    | "crew"
            )
    }

    /// "police chief Brandt", "broadcaster CCTV": a name after a noun that says what it is.
    fn goes_with_name(&self, noun: usize, name: usize, opening: Opening) -> bool {
        if self.words[noun].class == Class::Name {
            // Two names side by side go together only through an office between them.
            return false;
        }
        let lower = self.document.lower(noun);
        let Some(mention) = near(self.mentions, name).1.iter().find(|m| m.tokens.start == name) else { return false };
        match mention.kind {
            MentionKind::Person => {
                is_person_noun(lower, self.lexicon) && !(opening == Opening::Definite && lower == "court")
            }
            MentionKind::Organisation => matches!(
                lower,
                "broadcaster"
                    | "agency"
                    | "company"
                    | "firm"
                    | "newspaper"
                    | "paper"
                    | "daily"
                    | "weekly"
                    | "group"
                    | "gang"
                    | "party"
                    | "bank"
                    | "clan"
                    | "cartel"
                    | "syndicate"
                    | "network"
                    | "developer"
                    | "builder"
                    | "contractor"
                    | "watchdog"
                    | "ngo"
                    | "charity"
                    | "union"
                    | "club"
                    | "giant"
                    | "operator"
                    | "magazine"
                    | "website"
                    | "site"
                    | "outlet"
                    | "channel"
                    | "station"
            ),
            MentionKind::Place => matches!(
                lower,
                "city"
                    | "town"
                    | "village"
                    | "province"
                    | "district"
                    | "county"
                    | "capital"
                    | "port"
                    | "suburb"
                    | "region"
                    | "island"
                    | "state"
                    | "resort"
            ),
            _ => false,
        }
    }

    fn phrase(
        &self,
        tokens: Range<usize>,
        own: usize,
        head: usize,
        opening: Opening,
        owner: Option<usize>,
        owner_pronoun: Option<usize>,
    ) -> NounPhrase {
        let (offset, candidates) = near(self.mentions, head);
        let mention = candidates
            .iter()
            .enumerate()
            .filter(|(_, m)| m.tokens.end == head + 1 && m.tokens.start >= tokens.start && m.tokens.start >= own)
            .min_by_key(|(_, m)| m.tokens.start)
            .map(|(i, _)| offset + i);
        let lower = self.document.lower(head);
        let is_plural = mention.is_none()
            && (lower.ends_with('s') && !lower.ends_with("ss")
                || matches!(lower, "people" | "police" | "men" | "women" | "children" | "others"));
        NounPhrase {
            own: own..tokens.end,
            tokens,
            head,
            opening,
            owner,
            owner_pronoun,
            mention,
            is_pronoun: false,
            is_plural,
        }
    }
}

/// Whether a noun speaks of a person.
pub(crate) fn is_person_noun(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.offices.get(word).is_some()
        || lexicon.kin.get(word).is_some()
        || lexicon.is_title(word)
        || matches!(
            word,
            "man"
                | "woman"
                | "boss"
                | "kingpin"
                | "ringleader"
                | "mobster"
                | "gangster"
                | "suspect"
                | "defendant"
                | "accused"
                | "fugitive"
                | "associate"
                | "accomplice"
                | "member"
                | "businessman"
                | "businesswoman"
                | "tycoon"
                | "oligarch"
                | "magnate"
                | "entrepreneur"
                | "owner"
                | "founder"
                | "co-founder"
                | "politician"
                | "criminal"
                | "drug-lord"
                | "lord"
                | "baron"
                | "trafficker"
                | "smuggler"
                | "hitman"
                | "killer"
                | "enforcer"
                | "lieutenant"
                | "witness"
                | "informant"
                | "informer"
                | "whistleblower"
                | "turncoat"
                | "activist"
                | "lawmaker"
                | "citizen"
                | "national"
                | "resident"
                | "farmer"
                | "dealer"
                | "godfather"
                | "capo"
                | "don"
                | "fixer"
                | "middleman"
                | "haulier"
                | "contractor"
                | "developer"
                | "investor"
                | "shareholder"
                | "friend"
                | "rival"
                | "ally"
                | "colleague"
                | "predecessor"
                | "successor"
                | "neighbour"
                | "neighbor"
                | "person"
                | "individual"
                | "youth"
                | "teenager"
                | "student"
                | "worker"
                | "player"
                | "actor"
                | "actress"
                | "singer"
                | "author"
                | "writer"
                | "expert"
                | "scholar"
                | "bodyguard"
                | "chauffeur"
                | "protector"
                | "patron"
                | "partner"
                | "mastermind"
                | "figurehead"
                | "strongman"
                | "leader"
                | "deputy"
                | "victim"
                | "convict"
                | "prisoner"
                | "inmate"
                | "policeman"
                | "cop"
                | "detective"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DateReader;
    use crate::tagger::{NameTagger, Tagger};
    use crate::word::classify;

    /// Noun phrases in brackets, verb groups in braces.
    fn chunk(text: &str) -> String {
        let lexicon = Lexicon::english();
        let document = Document::read(text, lexicon);
        let dates = DateReader::new(&document, None).dates();
        let mentions = NameTagger { lexicon }.tag(&document, &dates);
        let mut words = classify(&document, &dates, &mentions, lexicon);
        let chunks = Chunker { document: &document, words: &mut words, mentions: &mentions, lexicon }.chunk();
        let shown = chunks.chunks.iter().map(|chunk| {
            let words = document.words(&chunk.tokens);
            match chunk.piece {
                Piece::Noun(_) => format!("[{words}]"),
                Piece::Verb(_) => format!("{{{words}}}"),
                _ => words.to_owned(),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn phrases_and_groups() {
        for (text, expected) in [
            (
                "Ma Aijun was convicted and sentenced for sheltering the gang.",
                "[Ma Aijun] {was convicted} and {sentenced} for {sheltering} [the gang] .",
            ),
            (
                "More than 5,200 organised crime groups were smashed.",
                "[More than 5,200 organised crime groups] {were smashed} .",
            ),
            (
                "13 per cent fewer criminal cases were filed in 2023.",
                "[13 per cent fewer criminal cases] {were filed} in 2023 .",
            ),
            (
                "It was part of Xi’s signature anti-corruption drive.",
                "[It] {was} [part] of [Xi’s signature anti-corruption drive] .",
            ),
            ("State broadcaster CCTV reported it.", "[State broadcaster CCTV] {reported} [it] ."),
            ("Police chief Erik Brandt has not been charged.", "[Police chief Erik Brandt] {has not been charged} ."),
            (
                "He told the court Brandt had tipped off the gang.",
                "[He] {told} [the court] [Brandt] {had tipped off} [the gang] .",
            ),
            ("He is alleged to have led the Lantern Crew.", "[He] {is alleged} {to have led} [the Lantern Crew] ."),
            ("His brother, Milo, could be jailed.", "[His brother] , [Milo] , {could be jailed} ."),
            ("The charges against him were dropped.", "[The charges] against [him] {were dropped} ."),
        ] {
            assert_eq!(chunk(text), expected);
        }
    }
}
