//! One way of writing: case, compatibility forms, punctuation, diacritics, variants of characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use crate::han;
use crate::script::Script;
use crate::word::words;

/// Writes a name in one way: compatibility forms resolved (NFKC), lower case, apostrophes and the stops of
/// abbreviations dropped, every other mark of punctuation a space, single spaces. Diacritics and the script stay.
///
/// ```
/// assert_eq!(umbra_names::normalise("  ＭＡ, Ai-jun "), "ma ai jun");
/// assert_eq!(umbra_names::normalise("Hallström G.m.b.H."), "hallström gmbh");
/// ```
///
/// Linear time.
pub fn normalise(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in words(name, true) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.lower);
    }
    out
}

/// [`normalise`], and what writers leave out or vary is dropped too: accents in Latin, Greek and Cyrillic, vowel points
/// in Arabic and Hebrew, traditional against simplified Han. The script stays.
///
/// ```
/// assert_eq!(umbra_names::fold("Hallström"), "hallstrom");
/// assert_eq!(umbra_names::fold("馬愛軍"), umbra_names::fold("马爱军"));
/// ```
///
/// Linear time.
pub fn fold(name: &str) -> String {
    fold_lower(&normalise(name))
}

/// Folds what is in lower case already, letter by letter: words, hyphens and apostrophes stay as they are.
///
/// Linear time.
pub fn fold_lower(lower: &str) -> String {
    if lower.is_ascii() {
        return lower.to_owned();
    }
    let mut out = String::with_capacity(lower.len());
    for character in lower.chars() {
        match Script::of_char(character) {
            Some(Script::Latin | Script::Cyrillic | Script::Greek) => {
                let first = std::iter::once(character).nfd().next().unwrap_or(character);
                out.push(if first == 'ς' { 'σ' } else { first });
            }
            Some(Script::Arabic) => out.push(match character {
                'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
                'ى' | 'ی' | 'ئ' => 'ي',
                'ک' => 'ك',
                'ة' | 'ۀ' | 'ە' => 'ه',
                'ؤ' => 'و',
                other => other,
            }),
            Some(Script::Han) => out.push(han::simplified(character)),
            // Marks of scripts whose vowels are marks must stay: without them the word is another.
            None if is_combining_mark(character) && is_accent(&out, character) => {}
            _ => out.push(character),
        }
    }
    out
}

/// Whether a combining mark after what is written so far is an accent or a vowel point, and no vowel of the word.
fn is_accent(before: &str, mark: char) -> bool {
    let Some(base) = before.chars().next_back() else { return true };
    match Script::of_char(base) {
        Some(Script::Latin | Script::Cyrillic | Script::Greek | Script::Arabic | Script::Hebrew) => true,
        Some(Script::Kana) => compose(base, mark).is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_punctuation_do_not_matter() {
        for (name, expected) in [
            ("Ma Aijun", "ma aijun"),
            ("MA,  Ai‐jun", "ma ai jun"),
            ("Ｎｏｒｄ GmbH", "nord gmbh"),
            ("O’Brien", "obrien"),
            ("S.p.A.", "spa"),
            ("Smith & Sons", "smith sons"),
            ("Int'l", "intl"),
            ("ПУ́ТИН", "пу́тин"),
            ("贝拉克·奥巴马", "贝拉克 奥巴马"),
            ("रामकृष्ण", "रामकृष्ण"),
            ("\u{0}\u{202e}", ""),
            ("☃", ""),
        ] {
            assert_eq!(normalise(name), expected, "{name}");
        }
    }

    #[test]
    fn folding_drops_what_writers_vary() {
        for (one, other) in
            [("Hallström", "Hallstrom"), ("ПУ́ТИН", "путин"), ("蕭麗華", "萧丽华"), ("أحمد", "احمد"), ("Łódź", "łodz")]
        {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("रामकृष्ण"), fold("रमकृष्ण"));
        assert_ne!(fold("李岩"), fold("李妍"));
    }
}
