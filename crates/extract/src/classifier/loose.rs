//! Bodies that no name was found for: what a text tells by a noun alone ("a gym in Orlo"), and capitals that no list and no model
//! took for a name. Good enough to be offered, never for a fact.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use crate::analysis::Analysis;
use crate::chunk::{NounPhrase, Opening, noun_base};
use crate::coreference::{Referents, is_legal_form};
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::sentence::Document;
use crate::word::Class;

/// The most words of a name in capitals; more are a headline.
const LONGEST: usize = 6;

static PREMISES: LazyLock<HashMap<&'static str, Sort>> = LazyLock::new(|| {
    let rows = include_str!("../../data/premises.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows =
        rows.filter_map(|row| row.split_once('\t')).filter_map(|(sort, nouns)| Some((Sort::parse(sort)?, nouns)));
    rows.flat_map(|(sort, nouns)| nouns.split(' ').map(move |noun| (noun, sort))).collect()
});

/// A body that may be spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loose {
    /// The words for it.
    pub tokens: Range<usize>,
    /// Which it is, counted on from the entities that are known.
    pub entity: usize,
    pub sort: Sort,
    /// Whether it is told in capitals, like a name.
    pub is_name: bool,
}

impl Loose {
    /// As a mention of its entity.
    pub fn mention(&self, document: &Document<'_>) -> Mention {
        let form = if self.is_name { MentionForm::Name } else { MentionForm::Nominal };
        let mut mention = Mention::new(MentionKind::Organisation, self.sort, form, self.tokens.clone());
        mention.range = document.bytes(&mention.tokens);
        mention.entity = Some(self.entity);
        mention
    }
}

/// Those of a document, in its order.
pub(crate) fn loose(analysis: &Analysis, referents: &Referents) -> Vec<Loose> {
    let reader = Reader { analysis, referents, is_taken: taken(analysis) };
    let mut found: Vec<(Range<usize>, Sort, bool)> = reader.names();
    let names = found.len();
    for (at, phrase) in analysis.chunks.phrases.iter().enumerate() {
        let Some((tokens, sort)) = reader.described(at, phrase) else { continue };
        let overlaps = |(name, ..): &(Range<usize>, Sort, bool)| name.start < tokens.end && tokens.start < name.end;
        if !found[..names].iter().any(overlaps) {
            found.push((tokens, sort, false));
        }
    }
    found.sort_by_key(|(tokens, ..)| (tokens.start, tokens.end));
    reader.joined(found)
}

/// The tokens of names and of whatever else is known already.
fn taken(analysis: &Analysis) -> Vec<bool> {
    let mut taken = vec![false; analysis.words.len()];
    let spoken = analysis.mentions.iter().filter(|m| m.entity.is_some() && !m.is_generic).map(|m| &m.tokens);
    for tokens in spoken.chain(analysis.dates.iter().map(|d| &d.tokens)) {
        if let Some(own) = taken.get_mut(tokens.clone()) {
            own.fill(true);
        }
    }
    taken
}

struct Reader<'a, 't> {
    analysis: &'a Analysis<'t>,
    referents: &'a Referents,
    is_taken: Vec<bool>,
}

impl Reader<'_, '_> {
    /// "a gym", "the town hall", "her husband's firm".
    fn described(&self, at: usize, phrase: &NounPhrase) -> Option<(Range<usize>, Sort)> {
        let word = self.analysis.document.lower(phrase.head);
        let is_open = self.referents.of_phrase[at].is_none()
            && phrase.mention.is_none()
            && !phrase.is_pronoun
            && !self.is_taken[phrase.head]
            && phrase.opening != Opening::Negative
            && self.analysis.words[phrase.head].class == Class::Noun;
        if !is_open {
            return None;
        }
        let sort =
            *PREMISES.get(word).or_else(|| PREMISES.get(noun_base(word).as_str()).filter(|_| !phrase.is_plural))?;
        Some((phrase.own.start..phrase.head + 1, sort))
    }

    /// Capitals that belong to no name: "the Shing Wo", "Torv Marine".
    fn names(&self) -> Vec<(Range<usize>, Sort, bool)> {
        let document = &self.analysis.document;
        let mut found = Vec::new();
        for sentence in &document.sentences {
            let tokens = sentence.tokens.clone();
            let small = tokens.clone().filter(|t| starts_small(document.word(*t))).count();
            // A headline.
            if small * 3 < tokens.len() {
                continue;
            }
            let mut at = tokens.start;
            while at < tokens.end {
                if !self.is_capital(at, tokens.start) {
                    at += 1;
                    continue;
                }
                let mut end = at + 1;
                while end < tokens.end {
                    let joins = matches!(document.word(end), "&" | "de" | "del" | "di" | "da" | "of" | "'s" | "’s");
                    if self.is_capital(end, tokens.start) {
                        end += 1;
                    } else if joins && end + 1 < tokens.end && self.is_capital(end + 1, tokens.start) {
                        end += 2;
                    } else {
                        break;
                    }
                }
                if end - at <= LONGEST {
                    found.push((at..end, self.sort_of(&(at..end)), true));
                }
                at = end;
            }
        }
        found
    }

    fn is_capital(&self, token: usize, first: usize) -> bool {
        let (document, lexicon) = (&self.analysis.document, self.analysis.lexicon);
        let word = document.word(token);
        let mut letters = word.chars();
        let is_upper = letters.next().is_some_and(char::is_uppercase);
        if !is_upper || self.is_taken[token] || word.chars().count() < 2 {
            return false;
        }
        let lower = document.lower(token);
        let is_common = lexicon.is_closed(lower)
            || lexicon.is_title(lower)
            || lexicon.is_title(word)
            || lexicon.is_demonym(word)
            || lexicon.offices.get(lower).is_some();
        !is_common && (token != first || !lexicon.is_common(lower) && lexicon.uses(lower).is_none())
    }

    fn sort_of(&self, tokens: &Range<usize>) -> Sort {
        let document = &self.analysis.document;
        let last = document.lower(tokens.end - 1);
        let after = document.lower_at(tokens.end).unwrap_or_default();
        if is_legal_form(last) {
            return Sort::Company;
        }
        let of = |word: &str| PREMISES.get(word).copied().or_else(|| self.analysis.lexicon.head(word).map(|h| h.sort));
        of(last).or_else(|| of(after)).unwrap_or(Sort::Unknown)
    }

    /// The bodies that the text knows, by the noun at the end of their names: "union" for the Dockers' Union.
    fn named_by_noun(&self) -> BTreeMap<String, Vec<usize>> {
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let bodies = self.referents.entities.iter().enumerate().filter(|(_, e)| e.kind == MentionKind::Organisation);
        for (at, body) in bodies {
            for noun in body.names.iter().chain(&body.designation).filter_map(|name| name.rsplit(' ').next()) {
                let of_noun = named.entry(noun.to_lowercase()).or_default();
                if !of_noun.contains(&at) {
                    of_noun.push(at);
                }
            }
        }
        named
    }

    /// One entity for the same words; "the gym" is the last gym.
    fn joined(&self, found: Vec<(Range<usize>, Sort, bool)>) -> Vec<Loose> {
        let document = &self.analysis.document;
        let mut by_words: BTreeMap<String, usize> = BTreeMap::new();
        let mut by_noun: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = self.referents.entities.len();
        let mut loose = Vec::with_capacity(found.len());
        let named = self.named_by_noun();
        for (tokens, sort, is_name) in found {
            let is_word = |t: &usize| !matches!(document.lower(*t), "the" | "a" | "an");
            let words: Vec<&str> = tokens.clone().filter(is_word).map(|t| document.lower(t)).collect();
            let (words, noun) = (words.join(" "), document.lower(tokens.end - 1).to_owned());
            let is_definite = document.lower(tokens.start) == "the";
            // "the union" where the text names one union, or several.
            if let Some(bodies) = named.get(&noun).filter(|_| is_definite && !is_name) {
                if let [entity] = bodies.as_slice() {
                    loose.push(Loose { tokens, entity: *entity, sort, is_name });
                }
                continue;
            }
            let same = by_words.get(&words).or_else(|| by_noun.get(&noun).filter(|_| is_definite && !is_name));
            let is_new = document.lower(tokens.start) == "a" || document.lower(tokens.start) == "an";
            let entity = match same.copied().filter(|_| !is_new) {
                Some(entity) => entity,
                None => {
                    next += 1;
                    next - 1
                }
            };
            by_words.insert(words, entity);
            if !is_name {
                by_noun.insert(noun, entity);
            }
            loose.push(Loose { tokens, entity, sort, is_name });
        }
        loose
    }
}

fn starts_small(word: &str) -> bool {
    !word.chars().next().is_some_and(char::is_uppercase)
}
