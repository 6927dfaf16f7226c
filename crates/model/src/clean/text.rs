//! What every value goes through: safe characters, composed form, no blanks at the ends.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Removes control and invisible characters, turns odd spaces into plain ones, composes (NFC) and trims. `None` when
/// nothing is left. A clean value is lent back.
///
/// Invisible characters go before composing, not after as in FollowTheMoney: what they kept apart would else only
/// compose the next time, and cleaning twice would not be the same as cleaning once.
pub(crate) fn sanitize(raw: &str) -> Option<Cow<'_, str>> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return None;
    }
    if is_clean(trimmed) {
        return Some(Cow::Borrowed(trimmed));
    }
    let composed: String = trimmed.chars().filter_map(safe).nfc().collect();
    match composed.trim() {
        "" => None,
        clean if clean == trimmed => Some(Cow::Borrowed(trimmed)),
        clean => Some(Cow::Owned(clean.to_owned())),
    }
}

fn is_clean(text: &str) -> bool {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')) {
        return true;
    }
    // Below U+0300 nothing composes, and neither does what is already a whole letter, sign or syllable in the blocks
    // that most names are written in; the full test is several times slower.
    let mut composed = true;
    for character in text.chars() {
        match character {
            ' '..='~' | '\t' | '\n' | '\r' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => {}
            'А'..='я' | 'ё' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {}
            _ if safe(character) != Some(character) => return false,
            _ => composed = false,
        }
    }
    composed || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// The character to keep in place of one: itself, a plain space, or nothing.
fn safe(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' => Some(character),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => None,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
        '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' => Some(' '),
        '\u{a00}' | '\u{1680}' | '\u{3000}' => Some(' '),
        _ => Some(character),
    }
}

/// Makes every run of blanks a single space and trims.
pub(crate) fn squash(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_plain = |pair: &[u8]| matches!(pair[0], b'!'..=b'~') || pair[0] == b' ' && pair[1] != b' ';
    // It begins and ends with no blank.
    if text.as_bytes().windows(2).all(is_plain) && text.ends_with(|last: char| last.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    let mut blank = false;
    let tidy = text.chars().all(|character| {
        let ok = !character.is_whitespace() || (character == ' ' && !blank);
        blank = character == ' ';
        ok
    });
    if tidy {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// The value of a decimal digit in the scripts whose digits occur in documents.
pub(super) fn digit(character: char) -> Option<u32> {
    const ZEROES: [char; 9] = ['0', '٠', '۰', '०', '০', '๐', '໐', '០', '０'];
    ZEROES.iter().find_map(|&zero| (character as u32).checked_sub(zero as u32).filter(|value| *value < 10))
}

/// Applies a step to a value that may be lent or owned, and lends on what the step lends.
pub(crate) fn then<'a>(value: Cow<'a, str>, step: impl Fn(&str) -> Cow<'_, str>) -> Cow<'a, str> {
    match value {
        Cow::Borrowed(text) => step(text),
        Cow::Owned(text) => match step(&text) {
            Cow::Borrowed(part) if part.len() == text.len() => Cow::Owned(text),
            other => Cow::Owned(other.into_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lends_what_is_clean() {
        for clean in ["John", "a\nb", "Ångström", "Владимир", "王毅", "김정은", "جون"] {
            assert!(matches!(sanitize(clean), Some(Cow::Borrowed(_))), "{clean}");
        }
    }

    #[test]
    fn removes_what_cannot_be_seen() {
        assert_eq!(sanitize("J\0o\u{200b}h\u{ad}n\u{feff}").as_deref(), Some("John"));
        assert_eq!(sanitize("a\u{3000}b\u{2009}c").as_deref(), Some("a b c"));
        assert_eq!(sanitize(" \u{200b}x\u{200b} ").as_deref(), Some("x"));
        assert_eq!(sanitize("\u{200e}\u{200f} \t"), None);
    }

    #[test]
    fn composes() {
        assert_eq!(sanitize("e\u{301}").as_deref(), Some("é"));
        assert_eq!(sanitize("e\u{200d}\u{301}").as_deref(), Some("é"));
    }

    #[test]
    fn squashes_blanks_of_every_kind() {
        assert_eq!(squash(" a \t\n b\u{a0}c "), "a b c");
        assert!(matches!(squash(" a b "), Cow::Borrowed("a b")));
    }

    proptest! {
        #[test]
        fn twice_is_once(raw in any::<String>()) {
            if let Some(once) = sanitize(&raw) {
                prop_assert!(matches!(sanitize(&once), Some(Cow::Borrowed(twice)) if twice == once));
                let squashed = squash(&once);
                prop_assert!(matches!(squash(&squashed), Cow::Borrowed(again) if again == squashed));
            }
        }
    }
}
