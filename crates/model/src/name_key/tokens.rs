//! Names taken apart into words.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// What is dropped from within a word: accents that are characters of their own, letters that only modify, format
/// characters, and the stops and apostrophes of abbreviations. Marks that stand for letters in Han and Kana stay.
static DROPPED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Mn}\p{Me}\p{Lm}\p{Sk}\p{Cf}\p{Cn}\p{Co}.'‘’&&[^々〆ー]]").expect("the pattern is a constant")
});

/// The words of a name in lower case, in their order.
///
/// ```
/// assert_eq!(umbra_model::name_tokens("O’Brien, Mary-Ann"), ["obrien", "mary", "ann"]);
/// ```
pub fn name_tokens(name: &str) -> Vec<String> {
    words(&name.to_lowercase())
}

/// A name in lower case, its words parted by single spaces: what is compared letter by letter. Empty where no letter
/// is left.
pub fn normalise_name(name: &str) -> String {
    words(&case_folded(name)).join(" ")
}

fn words(lower: &str) -> Vec<String> {
    let bare = DROPPED.replace_all(lower, "");
    let is_letter = |c: char| c.is_alphanumeric() || is_spacing_mark(c) || "々〆ー".contains(c);
    bare.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Vowel signs that take room of their own, as many of India's do. The others have been dropped.
fn is_spacing_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Lower case in which all ways to write a letter are one.
pub(super) fn case_folded(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bare() {
        for (name, expected) in [
            ("MA,  Ai-jun", "ma ai jun"),
            ("Corinna Gieß", "corinna giess"),
            ("S.p.A.", "spa"),
            ("3%ers", "3 ers"),
            ("佐々木", "佐々木"),
            ("Вʼячеслав", "вячеслав"),
            ("पाण्डेय", "पाणडय"),
            ("\u{202e}☃", ""),
        ] {
            assert_eq!(normalise_name(name), expected, "{name}");
        }
        assert_eq!(name_tokens("Corinna Gieß"), ["corinna", "gieß"]);
    }
}
