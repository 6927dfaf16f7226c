//! Slugs: a text in lower-case letters and figures of ASCII, with hyphens between its words.

use unicode_normalization::UnicodeNormalization;

/// The slug of a text; `None` when nothing of it can be written in ASCII letters.
pub(super) fn slug(text: &str) -> Option<String> {
    let mut slug = String::with_capacity(text.len());
    for character in text.nfkd().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            '\u{300}'..='\u{36f}' => {}
            _ => match letters(character) {
                Some(letters) => slug.push_str(letters),
                None if slug.ends_with('-') || slug.is_empty() => {}
                None => slug.push('-'),
            },
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    (!slug.is_empty()).then_some(slug)
}

/// Latin letters for one of another alphabet, as ISO 9 and ISO 843 have them, less the accents. Scripts without such a
/// table (Han, Arabic, Hebrew) have none.
fn letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'ø' | 'ѳ' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ĸ' => "k",
        'а' | 'α' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'ђ' | 'δ' => "d",
        'е' | 'э' | 'є' | 'ε' => "e",
        'ж' | 'з' | 'ζ' => "z",
        'и' | 'і' | 'η' | 'ι' => "i",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'ш' | 'щ' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' => "u",
        'υ' => "y",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "h",
        'ц' | 'ч' | 'ћ' => "c",
        'ы' => "y",
        'ю' => "u",
        'я' => "a",
        'ј' => "j",
        'љ' => "l",
        'њ' => "n",
        'џ' => "d",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        'β' => "v",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn writes_alphabets_in_latin() {
        for (text, expected) in [
            ("«ООО Ромашка»", Some("ooo-romaska")),
            ("Ａcme  & Søn ÅS", Some("acme-son-as")),
            ("O'Neil", Some("o-neil")),
            ("Ελλάς", Some("ellas")),
            ("....", None),
            ("王", None),
        ] {
            assert_eq!(slug(text).as_deref(), expected, "{text}");
        }
    }
}
