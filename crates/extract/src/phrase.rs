//! Lists of phrases, found in a run of words by their longest match.

use std::collections::HashMap;

/// Phrases with a value each. Lookups cost the length of the longest phrase that begins with the same word.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_text: HashMap<String, T>,
    /// The longest phrase, in words, that begins with a word.
    longest: HashMap<String, usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_text: HashMap::new(), longest: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    pub fn insert(&mut self, phrase: &str, value: T) {
        let first = phrase.split(' ').next().unwrap_or_default().to_owned();
        let count = phrase.split(' ').count();
        let longest = self.longest.entry(first).or_insert(0);
        *longest = count.max(*longest);
        self.by_text.insert(phrase.to_owned(), value);
    }

    /// The value of a whole phrase, its words parted by single spaces.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        self.by_text.get(phrase)
    }

    /// The longest phrase that begins at word `at`: its length in words, and its value.
    pub fn longest_at<'w>(&self, words: impl Fn(usize) -> Option<&'w str>, at: usize) -> Option<(usize, &T)> {
        let first = words(at)?;
        let most = *self.longest.get(first)?;
        if most == 1 {
            return self.by_text.get(first).map(|value| (1, value));
        }
        let mut phrase = String::from(first);
        let mut best = self.by_text.get(first).map(|value| (1, value));
        for count in 2..=most {
            let Some(word) = words(at + count - 1) else { break };
            phrase.push(' ');
            phrase.push_str(word);
            if let Some(value) = self.by_text.get(phrase.as_str()) {
                best = Some((count, value));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.insert("chief", 1);
        phrases.insert("chief of police", 2);
        let words = ["the", "chief", "of", "police", "chief"];
        let find = |at| phrases.longest_at(|i| words.get(i).copied(), at).map(|(n, v)| (n, *v));
        assert_eq!(find(1), Some((3, 2)));
        assert_eq!(find(4), Some((1, 1)));
        assert_eq!(find(0), None);
    }
}
