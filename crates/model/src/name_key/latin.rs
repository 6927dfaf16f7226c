//! Any script in Latin letters, as keys have them: the letters' usual transliteration without its accents.

use super::letters::letter;
use super::{devanagari, hangul};
use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A lower-case text in Latin letters. What no rule knows becomes a space.
pub(super) fn latin(lower: &str) -> String {
    if lower.is_ascii() {
        return lower.to_owned();
    }
    let characters: Vec<char> = lower.nfc().collect();
    let mut out = String::with_capacity(lower.len());
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let run = |is_in: fn(char) -> bool| {
            characters[at..].iter().position(|c| !is_in(*c)).map_or(characters.len(), |end| at + end)
        };
        if hangul::is_syllable(character) {
            let end = run(hangul::is_syllable);
            hangul::write(&characters[at..end], &mut out);
            at = end;
        } else if devanagari::is_letter(character) {
            let end = run(devanagari::is_letter);
            let is_last = !characters[end..].iter().any(|c| c.is_alphanumeric());
            devanagari::write(&characters[at..end], is_last, &mut out);
            at = end;
        } else {
            write_letter(character, &mut out);
            at += 1;
        }
    }
    out
}

fn write_letter(character: char, out: &mut String) {
    if character.is_ascii() {
        out.push(character);
    } else if let Some(letter) = letter(character) {
        out.push_str(&letter.key);
    } else if let Some(reading) = character.to_pinyin() {
        // Each character is a word.
        out.push(' ');
        out.push_str(&reading.plain().replace('ü', "u"));
        out.push(' ');
    } else if is_combining_mark(character) {
    } else {
        let bare = std::iter::once(character).nfkd().filter(|c| !is_combining_mark(*c));
        for part in bare {
            match letter(part) {
                Some(letter) => out.push_str(&letter.key),
                None if part.is_ascii() => out.push(part.to_ascii_lowercase()),
                None => out.push(' '),
            }
        }
    }
}
