//! Word classes: what part each token plays.
//!
//! There is no statistical tagger behind this: closed classes come from a list, verbs from their forms, and where a
//! word can be both noun and verb ("report", "charges") its neighbours decide.

mod court;
mod guess;
mod neighbours;
mod speech;

use guess::first_guess;
use neighbours::Classifier;

use crate::date::Date;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::sentence::Document;
use crate::verb::Forms;

/// A word class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Determiner,
    Possessive,
    Pronoun,
    /// "who", "which", "whom".
    Relative,
    Preposition,
    /// "to", before a verb or a noun.
    To,
    /// "and", "or", "but".
    Conjunction,
    /// "that", "because", "if".
    Subordinator,
    Modal,
    Be,
    Have,
    Do,
    Verb,
    Negation,
    Adverb,
    Adjective,
    Noun,
    /// A word inside a name.
    Name,
    Number,
    /// Part of a date.
    Date,
    /// `'s` of possession.
    Genitive,
    Comma,
    Dash,
    Open,
    Close,
    QuoteOpen,
    QuoteClose,
    /// Colons and semicolons.
    Colon,
    /// Marks that end a sentence, and anything else.
    Other,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub class: Class,
    /// The base form of a verb; empty for anything else.
    pub lemma: &'static str,
    pub forms: Forms,
}

/// Classifies the tokens of a document.
pub(crate) fn classify(
    document: &Document,
    dates: &[Date],
    mentions: &[Mention],
    lexicon: &'static Lexicon,
) -> Vec<Word> {
    let plain = Word { class: Class::Other, lemma: "", forms: Forms::default() };
    let mut words = vec![plain; document.tokens.len()];
    let mut fixed = vec![false; document.tokens.len()];
    for date in dates {
        // "a 10-year sentence", "the three-year campaign": the length describes a noun.
        let hyphened = date.tokens.len() == 1 && document.lower(date.tokens.start).contains('-');
        // "a three year suspended sentence": without its hyphen.
        let single = date.tokens.len() == 2
            && matches!(document.lower(date.tokens.start + 1), "year" | "month")
            && !matches!(
                document.lower(date.tokens.start),
                "one" | "1" | "a" | "last" | "this" | "next" | "that" | "every" | "each"
            )
            && document.lower_at(date.tokens.end).is_some_and(|next| {
                matches!(next, "suspended" | "prison" | "jail" | "sentence" | "term" | "custodial")
            });
        let describes = !date.is_point() && (hyphened || single);
        for i in date.tokens.clone() {
            words[i].class = if describes { Class::Adjective } else { Class::Date };
            fixed[i] = true;
        }
    }
    for mention in mentions {
        for i in mention.tokens.clone() {
            words[i].class = Class::Name;
            fixed[i] = true;
        }
    }
    for i in 0..words.len() {
        if !fixed[i] {
            words[i] = first_guess(document, i, lexicon);
        }
        // "Brandt, aged 31, of Tallow Street": a part of the number.
        let is_aged = document.lower(i) == "aged"
            && document.lower_at(i + 1).is_some_and(|next| next.len() <= 3 && next.parse::<u8>().is_ok())
            && i > 0
            && matches!(document.lower(i - 1), "," | "(");
        if is_aged && !fixed[i] {
            words[i].class = Class::Determiner;
            fixed[i] = true;
        }
    }
    let classifier = Classifier { document, lexicon };
    for sentence in &document.sentences {
        for i in sentence.tokens.clone().filter(|i| !fixed[*i]) {
            let range = (sentence.tokens.start, sentence.tokens.end);
            words[i] = classifier.decide(&words, i, range);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DateReader;
    use crate::tagger::{NameTagger, Tagger};

    fn verbs(text: &str) -> Vec<String> {
        let lexicon = Lexicon::english();
        let document = Document::read(text, lexicon);
        let dates = DateReader::new(&document, None).dates();
        let mentions = NameTagger { lexicon, model: None }.tag(&document, &dates);
        let words = classify(&document, &dates, &mentions, lexicon);
        words
            .iter()
            .enumerate()
            .filter(|(_, w)| w.class == Class::Verb)
            .map(|(i, _)| document.word(i).to_owned())
            .collect()
    }

    #[test]
    fn nouns_and_verbs_are_told_apart() {
        assert_eq!(verbs("Police reports said the charges were dropped."), ["said", "dropped"]);
        assert_eq!(verbs("The arrest of the suspected leader followed a raid."), ["followed"]);
        assert_eq!(verbs("Police suspect that Brandt sheltered them."), ["suspect", "sheltered"]);
        assert_eq!(
            verbs("He was convicted and sentenced for sheltering the gang."),
            ["convicted", "sentenced", "sheltering"]
        );
        assert_eq!(verbs("Prosecutors charge that the head of the office took bribes."), ["charge", "took"]);
        assert_eq!(verbs("Officials who collude with them must go."), ["collude", "go"]);
        assert_eq!(verbs("The organised crime groups control the trade."), ["control"]);
        assert_eq!(verbs("All three deny the charges."), ["deny"]);
        assert_eq!(verbs("Both men deny the charges."), ["deny"]);
        assert_eq!(verbs("Both deny any wrongdoing."), ["deny"]);
        assert_eq!(verbs("He denies laundering money and running the clan."), ["denies", "laundering", "running"]);
    }
}
