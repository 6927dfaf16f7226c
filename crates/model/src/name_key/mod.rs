//! Names in the forms under which the field's other programs file them.
//!
//! An index, a blocking key or a cross-reference that was made elsewhere can only be met with the same key, letter for
//! letter. So these functions write what `rigour` 2.6.1 and `fingerprints` 1.3.1 write, also where another romanisation would
//! be better; where they differ, the manual's page on FollowTheMoney says how and why. To tell whether two names are one,
//! use the crate `umbra-names`, which knows more.

mod ascii;
mod devanagari;
mod forms;
mod hangul;
mod latin;
mod letters;
mod tokens;

pub use ascii::ascii_name;
pub use forms::{compare_legal_forms, remove_legal_forms};
pub use tokens::{name_tokens, normalise_name};

use std::collections::BTreeSet;

/// The key under which a name is filed whatever the order of its words: in ASCII, without brackets and what they
/// hold, legal forms in their short form, each word once, sorted. Empty where nothing is left.
///
/// ```
/// use umbra_model::fingerprint;
///
/// assert_eq!(fingerprint("Siemens Aktiengesellschaft"), "ag siemens");
/// assert_eq!(fingerprint("Наталья Ильин"), "ilin natala");
/// ```
///
/// Linear time, and the sorting of the words.
pub fn fingerprint(name: &str) -> String {
    let lower = name.to_lowercase();
    let open = without_brackets(without_article(&lower));
    let plain = forms::short(&plain_key(&open));
    let words: BTreeSet<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// A lower-case text as a key has it, legal forms apart: ASCII letters and figures and single spaces.
fn plain_key(lower: &str) -> String {
    let latin = latin::latin(lower);
    let mut out = String::with_capacity(latin.len());
    for character in latin.chars() {
        match character {
            '.' | '\'' => {}
            'a'..='z' | '0'..='9' => out.push(character),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name without the word that may as well be missing at its start.
fn without_article(lower: &str) -> &str {
    const WORDS: [&str; 7] = ["the ", "mr ", "mr. ", "mrs ", "mrs. ", "ms ", "ms. "];
    let trimmed = lower.trim_start();
    WORDS.iter().find_map(|word| trimmed.strip_prefix(word)).unwrap_or(trimmed)
}

/// A text with a space in place of every pair of brackets and what it holds; the innermost where they are nested.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<(usize, char)> = None;
    for character in text.chars() {
        match (character, open) {
            ('(', _) => open = Some((out.len(), ')')),
            ('[', _) => open = Some((out.len(), ']')),
            (_, Some((start, close))) if character == close => {
                out.truncate(start);
                open = None;
                out.push(' ');
                continue;
            }
            _ => {}
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_in_any_order_give_one_key() {
        for (name, key) in [
            ("The Bank of China (Hong Kong) Limited", "bank china ltd of"),
            ("Société Générale S.A.", "generale sa societe"),
            ("A/S Nord", "a nord s"),
            ("O’Brien, Mary", "mary obrien"),
            ("Łukasz Żak", "lukasz zak"),
            ("((()", ""),
            ("☃", ""),
        ] {
            assert_eq!(fingerprint(name), key, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_key_of_plain_words(text in any::<String>()) {
            let key = fingerprint(&text);
            prop_assert!(key.bytes().all(|byte| byte == b' ' || byte.is_ascii_lowercase() || byte.is_ascii_digit()));
            prop_assert!(!key.contains("  ") && key.trim() == key);
        }
    }
}
