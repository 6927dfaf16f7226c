//! Cues of standing: the words that say how far an accusation has got.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use umbra_model::Standing;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cue: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    standing: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    states: Vec<String>,
}

/// The cues of `data/standing.toml`, by the part they play.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    verbs: HashMap<String, Standing>,
    nouns: HashMap<String, Standing>,
    adverbs: HashMap<String, Standing>,
    adjectives: HashMap<String, Standing>,
    states: HashMap<String, Standing>,
}

static ENGLISH: LazyLock<Cues> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../data/standing.toml")).expect("the crate's own data file, read by its tests");
    let mut cues = Cues::default();
    for entry in file.cue {
        let standing = entry.standing.parse().expect("the crate's own data file names known standings");
        let add = |map: &mut HashMap<String, Standing>, words: Vec<String>| {
            map.extend(words.into_iter().map(|word| (word, standing)));
        };
        add(&mut cues.verbs, entry.verbs);
        add(&mut cues.nouns, entry.nouns);
        add(&mut cues.adverbs, entry.adverbs);
        add(&mut cues.adjectives, entry.adjectives);
        add(&mut cues.states, entry.states);
    }
    cues
});

impl Cues {
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// What a governing verb says, by its base form.
    pub fn verb(&self, lemma: &str) -> Option<Standing> {
        self.verbs.get(lemma).copied()
    }

    /// What a noun says that carries the accusation.
    pub fn noun(&self, noun: &str) -> Option<Standing> {
        self.nouns.get(noun).or_else(|| self.nouns.get(noun.strip_suffix('s')?)).copied()
    }

    pub fn adverb(&self, word: &str) -> Option<Standing> {
        self.adverbs.get(word).copied()
    }

    pub fn adjective(&self, word: &str) -> Option<Standing> {
        self.adjectives.get(word).copied()
    }

    /// What a state after "be" says: "guilty", "on trial".
    pub fn state(&self, words: &str) -> Option<Standing> {
        self.states.get(words).copied()
    }
}

/// The higher of two standings on the ladder; what stands against an assertion is not topped by what stands for it.
pub(crate) fn higher(left: Standing, right: Standing) -> Standing {
    if left.is_against() || right.is_against() {
        return if left.is_against() { left } else { right };
    }
    if right.reaches(left) { right } else { left }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_read() {
        let cues = Cues::english();
        assert_eq!(cues.verb("convict"), Some(Standing::Convicted));
        assert_eq!(cues.noun("charges"), Some(Standing::Charged));
        assert_eq!(cues.adverb("allegedly"), Some(Standing::Alleged));
        assert_eq!(cues.state("on trial"), Some(Standing::Tried));
        assert_eq!(higher(Standing::Convicted, Standing::Charged), Standing::Convicted);
    }
}
