//! The forms of English verbs.

use std::collections::HashMap;

/// Which forms of a verb a word can be. Several may hold: "led" is past and participle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    pub base: bool,
    /// Third person singular of the present.
    pub third: bool,
    pub past: bool,
    pub participle: bool,
    pub ing: bool,
}

#[derive(Debug)]
pub(crate) struct Verbs {
    forms: HashMap<String, (&'static str, Forms)>,
    participles: HashMap<&'static str, String>,
}

fn doubled(base: &str) -> String {
    let last = base.chars().last().unwrap_or_default();
    format!("{base}{last}")
}

fn is_consonant(letter: char) -> bool {
    letter.is_ascii_alphabetic() && !"aeiou".contains(letter)
}

impl Verbs {
    /// Reads the list in the form that `data/verbs.txt` explains, and makes the regular forms.
    pub fn read(file: &'static str) -> Self {
        let mut verbs = Self { forms: HashMap::new(), participles: HashMap::new() };
        for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut words = line.split(' ');
            let entry = words.next().unwrap_or_default();
            let (base, doubles) = entry.strip_suffix('*').map_or((entry, false), |base| (base, true));
            let stem = if doubles { doubled(base) } else { base.to_owned() };
            let mut letters = base.chars().rev();
            let (last, before) = (letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
            let third = match last {
                'y' if is_consonant(before) => format!("{}ies", &base[..base.len() - 1]),
                's' | 'x' | 'z' => format!("{base}es"),
                'h' if before == 's' || before == 'c' => format!("{base}es"),
                'o' if is_consonant(before) => format!("{base}es"),
                _ => format!("{base}s"),
            };
            let ing = match (last, before) {
                ('e', 'i') => format!("{}ying", &base[..base.len() - 2]),
                ('e', before) if before != 'e' && before != 'y' && before != 'o' => {
                    format!("{}ing", &base[..base.len() - 1])
                }
                _ if !doubles && Self::doubles_irregularly(base) => format!("{}ing", doubled(base)),
                _ => format!("{stem}ing"),
            };
            verbs.add(base, base, |forms| forms.base = true);
            verbs.add(&third, base, |forms| forms.third = true);
            verbs.add(&ing, base, |forms| forms.ing = true);
            if let Some(past) = words.next() {
                let participle = words.next().unwrap_or(past);
                past.split('/').for_each(|past| verbs.add(past, base, |forms| forms.past = true));
                let first = participle.split('/').next().unwrap_or(participle);
                verbs.participles.insert(base, first.to_owned());
                participle
                    .split('/')
                    .for_each(|participle| verbs.add(participle, base, |forms| forms.participle = true));
            } else {
                let past = match (last, before) {
                    ('e', _) => format!("{base}d"),
                    ('y', before) if is_consonant(before) => format!("{}ied", &base[..base.len() - 1]),
                    _ => format!("{stem}ed"),
                };
                verbs.participles.insert(base, past.clone());
                verbs.add(&past, base, |forms| {
                    forms.past = true;
                    forms.participle = true;
                });
            }
        }
        verbs
    }

    /// Irregular verbs of one short syllable, whose -ing form doubles the last consonant.
    fn doubles_irregularly(base: &str) -> bool {
        matches!(
            base,
            "begin"
                | "bet"
                | "bid"
                | "cut"
                | "dig"
                | "forget"
                | "get"
                | "hit"
                | "let"
                | "put"
                | "quit"
                | "run"
                | "set"
                | "shed"
                | "shut"
                | "sit"
                | "split"
                | "swim"
                | "win"
                | "overrun"
                | "undercut"
                | "forbid"
        )
    }

    fn add(&mut self, form: &str, lemma: &'static str, mark: impl FnOnce(&mut Forms)) {
        let entry = self.forms.entry(form.to_owned()).or_insert((lemma, Forms::default()));
        // "found" is the past of "find" more often than the base of "found"; the list has the irregular verbs first.
        if entry.0 == lemma || !(entry.1.past || entry.1.participle) {
            if entry.0 != lemma && entry.1 == Forms::default() {
                entry.0 = lemma;
            }
            mark(&mut entry.1);
        }
    }

    /// The base form and the forms that a lower-case word can be.
    pub fn get(&self, word: &str) -> Option<(&'static str, Forms)> {
        self.forms.get(word).copied()
    }

    /// The past participle of a verb: "seize" gives "seized".
    pub fn participle(&self, lemma: &str) -> Option<&str> {
        self.participles.get(lemma).map(String::as_str)
    }

    pub fn is_form(&self, word: &str) -> bool {
        self.forms.contains_key(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made() {
        let verbs = Verbs::read(include_str!("../data/verbs.txt"));
        let lemma = |word: &str| verbs.get(word).map(|(lemma, _)| lemma);
        for (form, base) in [
            ("sheltering", "shelter"),
            ("charged", "charge"),
            ("denies", "deny"),
            ("tipped", "tip"),
            ("tipping", "tip"),
            ("taken", "take"),
            ("led", "lead"),
            ("running", "run"),
            ("lying", "lie"),
            ("found", "find"),
            ("quashed", "quash"),
            ("acquitted", "acquit"),
        ] {
            assert_eq!(lemma(form), Some(base), "{form}");
        }
        let (_, led) = verbs.get("led").unwrap();
        assert!(led.past && led.participle && !led.base);
        assert!(verbs.get("sheltere").is_none());
    }
}
