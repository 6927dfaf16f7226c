//! Putting other words for names wherever they stand in a text.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::EntityId;

use super::redact::names_of;
use crate::Facts;

/// Names to be withheld, and what stands for each.
pub(super) struct Veil {
    labels: BTreeMap<EntityId, String>,
    /// Words of names, in small letters, the longest names first.
    phrases: Vec<(Vec<String>, String)>,
    /// Names in scripts that put no spaces between words, the longest first.
    solid: Vec<(String, String)>,
}

/// A word of a name is withheld by itself from this many letters on: shorter ones are words of every text.
const LETTERS: usize = 3;

impl Veil {
    /// Withholds the names of these, and each word of them; but no lone word that is one of `but`'s names too, whom the text
    /// is about.
    pub(super) fn new(facts: &Facts, labels: BTreeMap<EntityId, String>, but: Option<&EntityId>) -> Self {
        let own: BTreeSet<String> =
            but.into_iter().flat_map(|id| names_of(facts, id)).flat_map(|name| words(&name)).collect();
        let mut phrases: BTreeMap<Vec<String>, String> = BTreeMap::new();
        let mut solid: BTreeMap<String, String> = BTreeMap::new();
        for (id, label) in &labels {
            for name in names_of(facts, id) {
                if name.chars().any(is_unspaced) {
                    if name.chars().count() > 1 {
                        solid.entry(name).or_insert_with(|| label.clone());
                    }
                    continue;
                }
                let all = words(&name);
                for word in &all {
                    if word.chars().count() >= LETTERS && !own.contains(word) {
                        phrases.entry(vec![word.clone()]).or_insert_with(|| label.clone());
                    }
                }
                if all.len() > 1 {
                    phrases.insert(all, label.clone());
                }
            }
        }
        let mut phrases: Vec<_> = phrases.into_iter().collect();
        phrases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let mut solid: Vec<_> = solid.into_iter().collect();
        solid.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Self { labels, phrases, solid }
    }

    /// What stands for somebody, if they are withheld.
    pub(super) fn label(&self, id: &EntityId) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }

    /// The text without the names. A lone word goes only where it is written with a capital, as names are.
    pub(super) fn over(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, label) in &self.solid {
            if text.contains(name.as_str()) {
                text = text.replace(name.as_str(), label);
            }
        }
        let tokens = tokens(&text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < tokens.len() {
            let found = self.phrases.iter().find_map(|(phrase, label)| Some((end_of(&tokens, at, phrase)?, label)));
            match found {
                Some((end, label)) => {
                    // "Lee, Anna" after "Anna Lee" is one person told once.
                    if !out.trim_end().ends_with(label.as_str()) {
                        out.push_str(label);
                    }
                    at = end;
                }
                None => {
                    out.push_str(tokens[at]);
                    at += 1;
                }
            }
        }
        out
    }
}

/// The place after a phrase that begins at a token; `None` where it does not.
fn end_of(tokens: &[&str], start: usize, phrase: &[String]) -> Option<usize> {
    let mut at = start;
    for (number, word) in phrase.iter().enumerate() {
        let mut token = tokens.get(at)?;
        if number > 0 && !token.starts_with(char::is_alphanumeric) {
            // Between words of a name: a space, a hyphen, a line's end, the comma of "Lee, Anna".
            if token.chars().filter(|c| !c.is_whitespace()).count() > 1 {
                return None;
            }
            at += 1;
            token = tokens.get(at)?;
        }
        if token.to_lowercase() != *word {
            return None;
        }
        if phrase.len() == 1 && token.starts_with(char::is_lowercase) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Runs of letters and digits, and the runs between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut was_word = None;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        if was_word.is_some_and(|was| was != is_word) {
            tokens.push(&text[start..at]);
            start = at;
        }
        was_word = Some(is_word);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

fn words(name: &str) -> Vec<String> {
    tokens(name).into_iter().filter(|token| token.starts_with(char::is_alphanumeric)).map(str::to_lowercase).collect()
}

/// Whether a letter is of a script that puts no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Story, id, person};

    fn veil(names: &[&str], but: &str) -> Veil {
        let people = names.iter().enumerate().map(|(at, name)| person(&format!("v{at}"), name));
        let facts = Story::new().tell(people).tell([person("s", but)]).facts();
        let labels = (0..names.len()).map(|at| (id(&format!("v{at}")), format!("[victim {}]", at + 1))).collect();
        Veil::new(&facts, labels, Some(&id("s")))
    }

    #[test]
    fn names_go_in_every_form_and_other_words_stay() {
        let veil = veil(&["May Hollow", "马爱军"], "Tom Hollow");
        for (text, left) in [
            ("MAY HOLLOW may sue", "[victim 1] may sue"),
            ("Hollow, May's father", "Hollow, [victim 1]'s father"),
            ("Ms. May-Hollow", "Ms. [victim 1]"),
            ("he hit 马爱军。", "he hit [victim 2]。"),
            ("Tom Hollow walked through the hollow", "Tom Hollow walked through the hollow"),
            ("Mayor Hollows", "Mayor Hollows"),
            ("", ""),
        ] {
            assert_eq!(veil.over(text), left, "{text}");
        }
    }
}
