//! A name taken apart, ready to be compared many times.

use crate::keys;
use crate::kind::Kind;
use crate::legal_form::LegalForm;
use crate::lexicon::PlaceHead;
use crate::script::Script;
use crate::term::{Reading, Terms};
use crate::token::{Role, Token};
use crate::word::{MOST_WORDS, Word, words};

/// What a name that no list knows is worth, in bits: about one bearer in 8,000.
pub(crate) const RARE: f64 = 13.0;
/// What a small word is worth.
pub(crate) const PARTICLE: f64 = 2.0;

/// A name taken apart: cut into [`Token`]s whose roles, readings and weights are known.
///
/// Taking a name apart costs far more than comparing it; whoever compares many names keeps them in this form.
/// Names of more than 48 words are compared by their first 48; words of more than 64 characters are the same or not, and
/// nothing between.
#[derive(Debug, Clone)]
pub struct Name {
    pub(crate) text: Box<str>,
    pub(crate) tokens: Box<[Token]>,
    pub(crate) heads: Box<[PlaceHead]>,
    pub(crate) form: Option<LegalForm>,
    pub(crate) kind: Kind,
    /// One number for its words in their order.
    pub(crate) order: u64,
}

/// A name while it is taken apart.
pub(crate) struct Cut<'a> {
    pub kind: Kind,
    pub tokens: Vec<Token>,
    pub form: Option<LegalForm>,
    pub heads: Vec<PlaceHead>,
    /// Whether it is a name of another language that is written in Han by its sound.
    pub is_foreign: bool,
    terms: &'a mut Terms,
}

impl Name {
    /// Takes a name apart.
    pub fn new(text: &str, kind: Kind) -> Self {
        Self::with(text, kind, &mut Terms::new())
    }

    /// Takes a name apart, with the words of other names at hand.
    pub fn with(text: &str, kind: Kind, terms: &mut Terms) -> Self {
        let spelled = if kind == Kind::Organisation && has_per_cent(text) {
            text.replace('%', " percent ")
        } else {
            String::new()
        };
        let mut found: Vec<Word> = words(if spelled.is_empty() { text } else { &spelled }, kind != Kind::Person);
        found.truncate(MOST_WORDS);
        let mut cut = Cut {
            kind,
            tokens: Vec::with_capacity(found.len()),
            form: None,
            heads: Vec::new(),
            is_foreign: false,
            terms,
        };
        match kind {
            Kind::Person => cut.take_person(&found),
            Kind::Organisation => cut.take_organisation(&found),
            Kind::Place => cut.take_place(&found),
        }
        cut.settle();
        let (tokens, heads) = (cut.tokens.into_boxed_slice(), cut.heads.into_boxed_slice());
        let word = |token: &Token| keys::hash(token.term.folded.as_bytes());
        let order = tokens.iter().fold(0, |order, token| keys::mix(order, word(token)));
        Self { text: text.into(), tokens, heads, form: cut.form, kind, order }
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
        self.tokens.iter().filter(|token| token.role.counts()).map(Token::bits).sum()
    }

    /// Says of each part that tells something what it tells, in bits, as counted where the name stands: there another name may
    /// be common than elsewhere.
    pub fn reweigh(&mut self, bits: impl Fn(&Token) -> f64) {
        for token in self.tokens.iter_mut().filter(|token| matches!(token.role, Role::Proper | Role::Generic)) {
            // Bits are small, and rounded by nature.
            token.bits = bits(token) as f32;
        }
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
}

impl Cut<'_> {
    pub(crate) fn push(&mut self, text: &str, lower: &str, script: Script, role: Role, bits: f64, is_surname: bool) {
        let (is_personal, is_foreign) = (self.kind == Kind::Person, self.is_foreign);
        let term = self.terms.term(lower, Reading { script, role, is_personal, is_surname, is_foreign });
        // Bits are small, and rounded by nature.
        self.tokens.push(Token {
            text: self.terms.text(text),
            term,
            number: None,
            bits: bits as f32,
            role,
            is_translated: false,
        });
    }

    /// A name in which nothing counts ("President", "The Company Ltd") is compared by all its words.
    fn settle(&mut self) {
        if self.tokens.iter().any(|token| token.role.counts()) {
            return;
        }
        for token in &mut self.tokens {
            token.role = Role::Generic;
            token.bits = PARTICLE as f32;
        }
        self.form = None;
        self.heads.clear();
    }
}

/// Whether a sign for per cent follows a figure.
fn has_per_cent(text: &str) -> bool {
    text.split_once('%').is_some_and(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()))
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
