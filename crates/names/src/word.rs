//! A name cut into words.

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::script::Script;

/// Names with more words than this are compared by their first ones only.
pub(crate) const MOST_WORDS: usize = 48;

/// A word as it stands in a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written, compatibility forms resolved.
    pub text: String,
    /// In lower case.
    pub lower: String,
    /// A hyphen ties it to the next word.
    pub hyphen_after: bool,
    /// A full stop follows.
    pub stop_after: bool,
    /// It is the first word after a comma.
    pub comma_before: bool,
    /// It stands in brackets.
    pub in_brackets: bool,
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '′' | 'ʹ' | '׳' | '״' | '＇')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '‒' | '–' | '־')
}

fn is_part(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    // The middle dot of Catalan and the modifier letters count as letters in Unicode, but never carry a name.
    (character.is_alphanumeric() && !is_apostrophe(character)) || is_combining_mark(character)
}

/// What has been read of a name.
#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    text: String,
    comma: bool,
    brackets: usize,
}

impl Cutter {
    fn finish(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.chars().any(|c| c.is_alphanumeric() && !is_combining_mark(c)) {
            let lower = match text.is_ascii() {
                true => text.to_ascii_lowercase(),
                // Folding of case beyond lower case: ß is ss in capitals, and Turkish İ would leave a dot behind.
                false => text.to_lowercase().replace('ß', "ss").replace("i\u{307}", "i"),
            };
            self.words.push(Word {
                lower,
                text,
                hyphen_after: false,
                stop_after: false,
                comma_before: std::mem::take(&mut self.comma),
                in_brackets: self.brackets > 0,
            });
        }
    }

    fn punctuation(&mut self, mark: char) {
        self.finish();
        match mark {
            '.' => self.words.last_mut().into_iter().for_each(|word| word.stop_after = true),
            ',' | '，' | '،' | '、' => self.comma = !self.words.is_empty(),
            '(' | '[' | '（' => self.brackets += 1,
            ')' | ']' | '）' => self.brackets = self.brackets.saturating_sub(1),
            _ if is_hyphen(mark) => self.words.last_mut().into_iter().for_each(|word| word.hyphen_after = true),
            _ => {}
        }
    }
}

/// Joiners, soft hyphens and marks of direction: they shape the line and are no part of the name.
fn is_invisible(character: char) -> bool {
    matches!(u32::from(character), 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x2069 | 0xFEFF)
}

/// Cuts a name into words. With `joins_stops`, single letters with full stops between them are one word ("S.p.A.");
/// without, each is a word of its own ("J.K. Rowling").
pub(crate) fn words(name: &str, joins_stops: bool) -> Vec<Word> {
    let kept = name.chars().filter(|c| !is_invisible(*c) && !is_apostrophe(*c));
    let characters: SmallVec<[char; 64]> = if name.is_ascii() { kept.collect() } else { kept.nfkc().collect() };
    let mut cutter = Cutter::default();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let after = &characters[at + 1..];
        at += 1;
        if is_part(character) {
            if is_boundary(&cutter.text, character) {
                cutter.finish();
            }
            cutter.text.push(character);
        } else if !(is_apostrophe(character) || character == '.' && joins_stops && is_abbreviated(&cutter.text, after))
        {
            cutter.punctuation(character);
        }
    }
    cutter.finish();
    cutter.words
}

/// Han runs and words of other scripts are parted even without a space.
fn is_boundary(text: &str, next: char) -> bool {
    if text.is_empty() || next.is_ascii() && text.ends_with(|c: char| c.is_ascii()) {
        return false;
    }
    let han = |script: Option<Script>| script == Some(Script::Han) || script == Some(Script::Kana);
    match (text.chars().rev().find_map(Script::of_char), Script::of_char(next)) {
        (Some(before), Some(after)) => han(Some(before)) != han(Some(after)),
        _ => false,
    }
}

/// Whether the word so far is a single letter, or single letters joined, and another single letter follows the stop.
fn is_abbreviated(text: &str, after: &[char]) -> bool {
    let letter = |c: &char| c.is_alphabetic();
    let single_follows = after.first().is_some_and(letter) && !after.get(1).copied().is_some_and(is_part);
    let short = text.chars().count() <= 8 && text.chars().all(char::is_alphabetic);
    !text.is_empty() && short && single_follows && !Script::of(text).is_unspaced()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, joins: bool, expected: &[&str]) {
        let found: Vec<_> = words(name, joins).into_iter().map(|w| w.lower).collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn words_are_found() {
        check("J.K. Rowling", false, &["j", "k", "rowling"]);
        check("J.K. Rowling", true, &["jk", "rowling"]);
        check("Sp. z o.o.", true, &["sp", "z", "oo"]);
        check("People's Army", true, &["peoples", "army"]);
        check("Smith & Weiß", true, &["smith", "weiss"]);
        check("İnci", false, &["inci"]);
        check("华为Technologies", true, &["华为", "technologies"]);
        check("'Abd al-Aziz", false, &["abd", "al", "aziz"]);
        check("Citigroup 2007-AHL2", true, &["citigroup", "2007", "ahl2"]);
        check("", true, &[]);
    }

    #[test]
    fn the_punctuation_around_a_word_is_kept() {
        let found = words("Frost, William-W. (Bill)", false);
        assert!(found[1].comma_before && found[1].hyphen_after && found[2].stop_after && found[3].in_brackets);
        assert!(!found[0].comma_before && !found[0].stop_after);
    }
}
