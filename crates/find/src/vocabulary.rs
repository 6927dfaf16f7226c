//! Word lists: data files that name classes of words, one class a line.
//!
//! `class: word, two words, brib*`. A word matches whole, without regard to case; a star stands for any ending. Words
//! in scripts without spaces match anywhere. Lines that begin with `#` are remarks.

use std::sync::LazyLock;

/// One class of words.
#[derive(Debug)]
struct Class {
    name: &'static str,
    phrases: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    tokens: Vec<Token>,
}

#[derive(Debug)]
enum Token {
    Whole(String),
    Prefix(String),
    Anywhere(String),
}

/// A list of classes.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    classes: Vec<Class>,
}

impl Vocabulary {
    fn read(table: &'static str) -> Self {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let classes = lines.filter_map(|line| line.split_once(':')).map(|(name, words)| Class {
            name: name.trim(),
            phrases: words.split(',').filter(|word| !word.trim().is_empty()).map(Phrase::read).collect(),
        });
        Self { classes: classes.collect() }
    }

    /// The classes of which a text has a word, in the order of the list.
    pub(crate) fn classes(&self, text: &str) -> Vec<&'static str> {
        // Sums, dates and shares stand on most ties of a register.
        if !has_letter(text) {
            return Vec::new();
        }
        let text = text.to_lowercase();
        let words = words(&text);
        let hits = self.classes.iter().filter(|class| class.phrases.iter().any(|p| p.place(&text, &words).is_some()));
        hits.map(|class| class.name).collect()
    }

    /// The class of the longest phrase in a text; of equals the last in the text, since English puts the head of a
    /// noun phrase at its end.
    pub(crate) fn longest(&self, text: &str) -> Option<&'static str> {
        let text = text.to_lowercase();
        let words = words(&text);
        let hits = self.classes.iter().filter_map(|class| {
            let places = class.phrases.iter().filter_map(|p| Some((p.tokens.len(), p.place(&text, &words)?)));
            places.max().map(|best| (best, class.name))
        });
        hits.max_by_key(|(best, _)| *best).map(|(_, name)| name)
    }

    /// Whether a text has a word of the list.
    pub(crate) fn has(&self, text: &str) -> bool {
        if !has_letter(text) {
            return false;
        }
        let text = text.to_lowercase();
        let words = words(&text);
        self.classes.iter().flat_map(|class| &class.phrases).any(|phrase| phrase.place(&text, &words).is_some())
    }
}

impl Phrase {
    fn read(words: &str) -> Self {
        let token = |word: &str| match word.strip_suffix('*') {
            _ if word.chars().any(is_unspaced) => Token::Anywhere(word.trim_end_matches('*').to_owned()),
            Some(stem) => Token::Prefix(stem.to_owned()),
            None => Token::Whole(word.to_owned()),
        };
        Self { tokens: words.to_lowercase().split_whitespace().map(token).collect() }
    }

    /// Where the phrase stands: the number of the word after it, or the byte, in scripts without spaces.
    fn place(&self, text: &str, words: &[&str]) -> Option<usize> {
        if let [Token::Anywhere(part)] = self.tokens.as_slice() {
            return text.rfind(part.as_str());
        }
        let fits = |window: &[&str]| {
            window.iter().zip(&self.tokens).all(|(word, token)| match token {
                Token::Whole(whole) => word == whole,
                Token::Prefix(stem) => word.starts_with(stem.as_str()),
                Token::Anywhere(part) => word.contains(part.as_str()),
            })
        };
        let last = words.windows(self.tokens.len().max(1)).rposition(fits);
        last.map(|start| start + self.tokens.len())
    }
}

/// Whether a text can hold a word of any list: each of them has a letter.
fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Han and kana, which put no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(crate) fn $name() -> &'static Vocabulary {
            static LIST: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(include_str!($file)));
            &LIST
        }
    };
}

list!(
    /// Kinds of conduct that protectors are accused of.
    conducts, "../data/conducts.txt"
);
list!(
    /// Words in the names of parts of the state.
    public_bodies, "../data/public-bodies.txt"
);
list!(
    /// Words for public offices.
    public_offices, "../data/public-offices.txt"
);
list!(
    /// Words for those who lead a part of the state.
    heads, "../data/heads.txt"
);
list!(
    /// Words for what a tip-off warns of.
    raids, "../data/raids.txt"
);
list!(
    /// Words for complaints and reports from the public.
    complaints, "../data/complaints.txt"
);
list!(
    /// Words for being elsewhere.
    alibis, "../data/alibis.txt"
);
list!(
    /// Words for acting in a case as somebody's lawyer, which ties nobody to the client's deeds.
    counsel, "../data/counsel.txt"
);
list!(
    /// What part somebody plays in a group.
    parts, "../data/parts.txt"
);
list!(
    /// What is counted: each class is one unit under several words.
    units, "../data/units.txt"
);
list!(
    /// What units are close enough to be set side by side under another name.
    unit_families, "../data/unit-families.txt"
);
list!(
    /// What happened to the things counted: each class is one event under several words.
    predicates, "../data/predicates.txt"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_whole_stems_by_their_beginning_and_han_anywhere() {
        let list = Vocabulary::read("# remark\nbribe: brib*, kick back\nlaw: law, 律师\n");
        assert_eq!(list.classes("Accepting BRIBES"), ["bribe"]);
        assert_eq!(list.classes("a kick-back from the law"), ["bribe", "law"]);
        assert_eq!(list.classes("lawn, kick him back"), Vec::<&str>::new());
        assert_eq!(list.classes("他的律师说"), ["law"]);
    }

    #[test]
    fn the_longest_phrase_wins_and_then_the_last() {
        let list = Vocabulary::read("case: cases\ncriminal case: criminal cases\nperson: suspects, people\n");
        assert_eq!(list.longest("criminal cases filed"), Some("criminal case"));
        assert_eq!(list.longest("cases of people"), Some("person"));
        assert_eq!(list.longest("lorries"), None);
    }

    #[test]
    fn every_list_is_well_formed() {
        for list in [
            conducts(),
            public_bodies(),
            public_offices(),
            heads(),
            raids(),
            complaints(),
            alibis(),
            counsel(),
            parts(),
            units(),
            unit_families(),
            predicates(),
        ] {
            assert!(!list.classes.is_empty());
            for class in &list.classes {
                assert!(!class.name.is_empty() && !class.phrases.is_empty(), "{class:?}");
                let holds_letter = |token: &Token| match token {
                    Token::Whole(word) | Token::Prefix(word) | Token::Anywhere(word) => has_letter(word),
                };
                assert!(class.phrases.iter().all(|phrase| phrase.tokens.iter().any(holds_letter)), "{class:?}");
            }
        }
    }
}
