//! A name taken apart, ready to be compared many times.

use crate::kind::Kind;
use crate::legal_form::LegalForm;
use crate::lexicon::{self, PlaceHead};
use crate::normal::fold_lower;
use crate::script::Script;
use crate::token::{Role, Token};
use crate::word::{MOST_WORDS, words};
use crate::{han, romanise};

/// What a name that no list knows is worth, in bits: about one bearer in 8,000.
pub(crate) const RARE: f64 = 13.0;
/// What a small word is worth.
pub(crate) const PARTICLE: f64 = 2.0;
/// Words of more characters than this are no words that people spell.
const LONGEST_WORD: usize = 64;

/// A name taken apart: cut into [`Token`]s whose roles, readings and weights are known.
///
/// Taking a name apart costs far more than comparing it; whoever compares many names keeps them in this form.
/// Names of more than 48 words are compared by their first 48; words of more than 64 characters are the same or not, and
/// nothing between.
#[derive(Debug, Clone)]
pub struct Name {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) tokens: Vec<Token>,
    pub(crate) form: Option<LegalForm>,
    pub(crate) heads: Vec<PlaceHead>,
}

impl Name {
    /// Takes a name apart.
    pub fn new(text: &str, kind: Kind) -> Self {
        let mut found = words(text, kind != Kind::Person);
        found.truncate(MOST_WORDS);
        let mut name = Self { text: text.to_owned(), kind, tokens: Vec::new(), form: None, heads: Vec::new() };
        match kind {
            Kind::Person => name.take_person(&found),
            Kind::Organisation => name.take_organisation(&found),
            Kind::Place => name.take_place(&found),
        }
        name.settle();
        name
    }

    /// The name as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it names.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its parts, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Its legal form, if it states one.
    pub fn legal_form(&self) -> Option<LegalForm> {
        self.form
    }

    /// The kinds of place that its noun may mean; empty where it has none.
    pub fn place_heads(&self) -> &[PlaceHead] {
        &self.heads
    }

    /// How much the whole name tells, in bits: the sum over its parts.
    pub fn bits(&self) -> f64 {
        self.tokens.iter().filter(|token| token.role.counts()).map(|token| token.bits).sum()
    }

    /// Whether it has two or more names that are written out: "Ma Aijun", but not "Ma", "Mr Ma", "A. Ma" or "the old
    /// man".
    pub fn is_full(&self) -> bool {
        let is_description = self.tokens.first().is_some_and(|token| token.role == Role::Stop);
        !is_description && self.tokens.iter().filter(|token| token.role == Role::Proper).count() > 1
    }

    /// Whether some part sets it apart from others of its kind: not so in "the District Court" and "Company 2".
    pub fn is_distinctive(&self) -> bool {
        self.tokens.iter().any(|token| token.role == Role::Proper)
    }

    pub(crate) fn push(&mut self, text: &str, lower: &str, script: Script, role: Role, bits: f64, is_surname: bool) {
        let folded = fold_lower(lower);
        let whole = if script == Script::Han { folded.as_str() } else { lower };
        let end = whole.char_indices().nth(LONGEST_WORD).map(|(at, _)| at);
        let is_overlong = end.is_some();
        let source = &whole[..end.unwrap_or(whole.len())];
        let readings = romanise::readings(source, script, is_surname);
        let first = readings.first().map_or("", String::as_str);
        let given = if self.kind == Kind::Person { lexicon::given_names(first) } else { &[] };
        let is_known = role != Role::Proper
            || !given.is_empty()
            || (self.kind == Kind::Person && lexicon::common_name(first).is_some());
        let is_syllable = self.kind == Kind::Person && han::is_syllable(first);
        let (sounds, skeletons) = (Vec::new(), Vec::new());
        let text = text.to_owned();
        let mut token = Token {
            text,
            folded,
            role,
            script,
            bits,
            readings,
            sounds,
            skeletons,
            given,
            is_known,
            is_syllable,
            number: None,
            is_overlong,
        };
        token.hear();
        self.tokens.push(token);
    }

    /// A name in which nothing counts ("President", "The Company Ltd") is compared by all its words.
    fn settle(&mut self) {
        if self.tokens.iter().any(|token| token.role.counts()) {
            return;
        }
        for token in &mut self.tokens {
            token.role = Role::Generic;
            token.bits = PARTICLE;
        }
        self.form = None;
        self.heads.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_are_told_from_mentions() {
        let full = |text: &str| Name::new(text, Kind::Person).is_full();
        assert!(full("Ma Aijun") && full("马爱军") && full("Chief Viktor Hallström"));
        assert!(!full("Ma") && !full("Mr Ma") && !full("A. Ma") && !full("bin Laden") && !full("the old man"));
    }

    #[test]
    fn common_names_tell_less() {
        let bits = |text: &str| Name::new(text, Kind::Person).bits();
        assert!(bits("Wang Wei") < bits("Ma Aijun"));
        assert!(bits("王伟") < bits("Viktor Hallström"));
    }
}
