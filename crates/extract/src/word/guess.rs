//! The class of a word before its neighbours are asked.

use super::{Class, Word};
use crate::lexicon::Lexicon;
use crate::sentence::Document;
use crate::token::Kind;
use crate::verb::Forms;

pub(super) fn first_guess(document: &Document, at: usize, lexicon: &'static Lexicon) -> Word {
    let token = &document.tokens[at];
    let class = |class| Word { class, lemma: "", forms: Forms::default() };
    let lower = &*token.lower;
    match token.kind {
        Kind::QuoteOpen => class(Class::QuoteOpen),
        Kind::QuoteClose => class(Class::QuoteClose),
        Kind::Number => class(Class::Number),
        Kind::Clitic => match lower {
            "n't" => class(Class::Negation),
            "'ll" | "'d" => class(Class::Modal),
            "'re" | "'m" => Word { class: Class::Be, lemma: "be", forms: Forms::default() },
            "'ve" => Word { class: Class::Have, lemma: "have", forms: Forms::default() },
            _ => class(Class::Genitive),
        },
        Kind::Mark(mark) => class(match mark {
            ',' | '，' | '、' => Class::Comma,
            '–' | '—' | '-' | '―' => Class::Dash,
            '(' | '[' | '{' => Class::Open,
            ')' | ']' | '}' => Class::Close,
            ':' | ';' | '：' | '；' => Class::Colon,
            _ => Class::Other,
        }),
        Kind::Word => {
            let verb = lexicon.verbs.get(lower);
            let with = |class| Word {
                class,
                lemma: verb.map_or("", |(lemma, _)| lemma),
                forms: verb.map_or(Forms::default(), |(_, forms)| forms),
            };
            if lower.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                // "Zhao Yankai, 赵彦凯, a driver, was": the name once more, in another script.
                class(Class::Adverb)
            } else if lexicon.is(lower, "be") {
                Word { class: Class::Be, lemma: "be", forms: be_forms(lower) }
            } else if lexicon.is(lower, "have") {
                Word { class: Class::Have, lemma: "have", forms: auxiliary_forms(lower) }
            } else if lexicon.is(lower, "do") {
                Word { class: Class::Do, lemma: "do", forms: auxiliary_forms(lower) }
            } else if lexicon.is(lower, "modal") {
                with(Class::Modal)
            } else if lower == "to" {
                class(Class::To)
            } else if lower == "last"
                && document.lower_at(at + 1).is_some_and(|w| lexicon.verbs.get(w).is_some_and(|(_, f)| f.participle))
            {
                // "was last sentenced in 2017".
                class(Class::Adverb)
            } else if matches!(lower, "first" | "further")
                && !opens_phrase(document, at)
                && acts_next(document, at, lexicon)
            {
                // "was first arrested in 2016", "he first fled", "he further stated".
                class(Class::Adverb)
            } else if matches!(lower, "each" | "both") && is_undergone(document, at, lexicon) {
                // "were each handed a sentence".
                class(Class::Adverb)
            } else if matches!(lower, "earlier" | "later") && opens_phrase(document, at) {
                // "his earlier conviction".
                class(Class::Adjective)
            } else if lower == "once" && opens_phrase(document, at) {
                // "the once feared minister".
                class(Class::Adverb)
            } else if lower.ends_with("-degree")
                || matches!(lower, "aggravated" | "attempted")
                    && document.lower_at(at + 1).is_some_and(|next| qualifies(next, lexicon))
            {
                // "second-degree grand larceny", "aggravated assault", "attempted murder".
                class(Class::Adjective)
            } else if lower == "according" && document.lower_at(at + 1) == Some("to") {
                // No subject of what follows: "According to police, Brandt, the suspect, fled".
                class(Class::Adverb)
            } else if lexicon.is(lower, "relative") {
                class(Class::Relative)
            } else if lexicon.is(lower, "possessive") {
                class(Class::Possessive)
            } else if lexicon.is(lower, "negation") {
                class(Class::Negation)
            } else if lexicon.is(lower, "conjunction") {
                class(Class::Conjunction)
            } else if lower == "that" || lexicon.is(lower, "subordinator") {
                class(Class::Subordinator)
            } else if lexicon.is(lower, "preposition") {
                class(Class::Preposition)
            } else if lexicon.is(lower, "pronoun") {
                class(Class::Pronoun)
            } else if lexicon.is(lower, "determiner") {
                class(Class::Determiner)
            } else if lexicon.is(lower, "adverb")
                || lower.len() > 4
                    && lower.ends_with("ly")
                    && !lexicon.uses(lower).is_some_and(|u| u.first == b'n' || u.first == b'j')
            {
                class(Class::Adverb)
            } else if crate::number::word_value(lower).is_some()
                || matches!(lower, "hundred" | "thousand" | "million" | "billion" | "dozen")
            {
                class(Class::Number)
            } else if verb.is_some() {
                with(Class::Verb)
            } else {
                let uses = lexicon.uses(lower).unwrap_or_default();
                class(if uses.first == b'j' || (uses.first != b'n' && looks_adjective(lower)) {
                    Class::Adjective
                } else if uses.first == b'r' {
                    Class::Adverb
                } else {
                    Class::Noun
                })
            }
        }
    }
}

/// Whether a word names an offence, or begins such a name: "aggravated sexual assault".
fn qualifies(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.crime.contains(word)
        || matches!(
            word,
            "sexual"
                | "malicious"
                | "criminal"
                | "armed"
                | "battery"
                | "burglary"
                | "assault"
                | "murder"
                | "rape"
                | "kidnapping"
                | "identity"
                | "unlicensed"
                | "grand"
                | "bank"
                | "harassment"
                | "stalking"
                | "arson"
        )
}

/// Whether an article or an owner stands before a word: "the first", "his once".
fn opens_phrase(document: &Document, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| {
        matches!(
            document.lower(i),
            "the" | "a" | "an" | "this" | "that" | "his" | "her" | "its" | "their" | "'s" | "’s" | "very" | "for"
        )
    })
}

/// Whether a word stands between a form of "be" and a participle.
fn is_undergone(document: &Document, at: usize, lexicon: &Lexicon) -> bool {
    let being = at.checked_sub(1).is_some_and(|i| matches!(document.lower(i), "was" | "were" | "are" | "been"));
    being && acts_next(document, at, lexicon)
}

/// Whether a verb in the past follows.
fn acts_next(document: &Document, at: usize, lexicon: &Lexicon) -> bool {
    document
        .lower_at(at + 1)
        .and_then(|word| lexicon.verbs.get(word))
        .is_some_and(|(_, forms)| (forms.past || forms.participle) && !forms.base)
}

fn be_forms(word: &str) -> Forms {
    Forms {
        base: word == "be",
        third: word == "is",
        past: matches!(word, "was" | "were"),
        participle: word == "been",
        ing: word == "being",
    }
}

fn auxiliary_forms(word: &str) -> Forms {
    Forms {
        base: matches!(word, "have" | "do"),
        third: matches!(word, "has" | "does"),
        past: matches!(word, "had" | "did"),
        participle: matches!(word, "had" | "done"),
        ing: word.ends_with("ing"),
    }
}

fn looks_adjective(word: &str) -> bool {
    word.len() > 4
        && ["ous", "ful", "ive", "able", "ible", "ical", "less", "ish", "ary", "ian"]
            .iter()
            .any(|ending| word.ends_with(ending))
}
