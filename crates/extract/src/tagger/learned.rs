//! Names that the trained model finds where the rules are silent.

use std::ops::Range;

use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::name::NameReader;
use crate::perceptron::NameModel;
use crate::sentence::Sentence;
use crate::token::Kind;

/// Names of a model, in the text's order.
pub(super) fn names(reader: &NameReader, model: &NameModel, sentences: &[&Sentence]) -> Vec<Mention> {
    let document = reader.document;
    let words: Vec<Vec<String>> = sentences
        .iter()
        .map(|s| s.tokens.clone().map(|i| document.word(i).replace(['’', 'ʼ'], "'")).collect())
        .collect();
    let slices: Vec<&[String]> = words.iter().map(Vec::as_slice).collect();
    let mut found = Vec::new();
    for (names, sentence) in model.names(&slices, None).into_iter().zip(sentences) {
        let start = sentence.tokens.start;
        let spans = names.into_iter().map(|(span, kind)| (start + span.start..start + span.end, kind));
        found.extend(spans.filter_map(|(tokens, kind)| reader.learned(tokens, kind, sentence.tokens.end)));
    }
    found.sort_by_key(|m| m.tokens.start);
    found
}

/// Adds the model's names that touch nothing that the rules or the dates have taken. Nothing of the rules gives way, a guess
/// neither: what is cut off "Okoth Were" becomes a verb, and Okoth's accuser the accused.
pub(super) fn add(names: Vec<Mention>, taken: &mut [bool], mentions: &mut Vec<Mention>) {
    for mention in names {
        if taken[mention.tokens.clone()].iter().all(|taken| !taken) {
            taken[mention.tokens.clone()].fill(true);
            mentions.push(mention);
        }
    }
}

impl NameReader<'_, '_> {
    /// The mention that a model's name makes, or none where its words speak against it.
    fn learned(&self, span: Range<usize>, kind: MentionKind, limit: usize) -> Option<Mention> {
        let (document, lexicon) = (self.document, self.lexicon);
        let lower = |at: usize| document.lower_at(at).unwrap_or("");
        let mut tokens = span;
        let is_word = |at: usize| document.tokens.get(at).is_some_and(|t| t.kind == Kind::Word);
        while !tokens.is_empty() && (!is_word(tokens.end - 1) || lexicon.is(lower(tokens.end - 1), "preposition")) {
            tokens.end -= 1;
        }
        let mut title: Option<Range<usize>> = None;
        while tokens.len() > 1 {
            let at = tokens.start;
            let office = if kind == MentionKind::Person {
                lexicon
                    .offices
                    .longest_at(|i| (i + 1 < tokens.end).then(|| document.lower(i)), at)
                    .map_or(usize::from(lexicon.is_title(lower(at))), |(count, _)| count)
            } else {
                0
            };
            if office > 0 {
                title = Some(title.map_or(at, |t| t.start)..at + office);
                tokens.start += office;
            } else if !is_word(at) || lexicon.is(lower(at), "determiner") || lower(at) == "former" {
                tokens.start += 1;
            } else {
                break;
            }
        }
        let first = tokens.start;
        // "Glad I asked": whoever writes is no part of a name.
        if tokens.is_empty() || !self.begins_name(first) || tokens.clone().any(|i| lower(i) == "i") {
            return None;
        }
        let word = document.word(first);
        let common = tokens.clone().all(|i| lexicon.is_common(lower(i).trim_end_matches('.')));
        let named = lexicon.is_given(word) || lexicon.is_surname(word);
        let opens = document.sentences[document.sentence_of(first)].tokens.start == first;
        let single = tokens.len() == 1;
        // An ordinary word with a capital may be anything; alone it is no name.
        if single && (lexicon.is_demonym(word) || common && (!named || opens) || word.chars().count() < 2) {
            return None;
        }
        let head = lexicon.head(lower(tokens.end - 1));
        if head.is_some_and(|head| head.sort == Sort::Work) {
            return None;
        }
        let mut mention = match kind {
            MentionKind::Person => {
                // "Justice", "Council": a head noun makes nobody a person.
                if common && !named || head.is_some() && !lexicon.is_surname(document.word(tokens.end - 1)) {
                    return None;
                }
                let form = if single { MentionForm::SurnameOnly } else { MentionForm::FullName };
                let mut mention = Mention::new(kind, Sort::Unknown, form, tokens.clone());
                mention.gender = title
                    .clone()
                    .and_then(|mut title| title.find_map(|i| lexicon.title_gender(lower(i))))
                    .or_else(|| if single { None } else { lexicon.given_gender(word) });
                mention.title_tokens = title;
                mention
            }
            MentionKind::Place => {
                let street = head.is_some_and(|head| head.sort == Sort::Street);
                let sort = if street { Sort::Street } else { Sort::Place };
                self.with_place_word(Mention::new(kind, sort, MentionForm::Name, tokens), limit)
            }
            _ => {
                let head = tokens.clone().rev().find_map(|i| lexicon.head(lower(i)));
                let sort = head.map_or(Sort::Unknown, |head| if head.sort.is_place() { Sort::Body } else { head.sort });
                let sort =
                    if matches!(sort, Sort::Body | Sort::Ngo) { self.refined(tokens.clone(), sort) } else { sort };
                Mention::new(MentionKind::Organisation, sort, MentionForm::Name, tokens)
            }
        };
        mention.tokens.end = mention.tokens.end.min(limit);
        Some(mention)
    }
}
