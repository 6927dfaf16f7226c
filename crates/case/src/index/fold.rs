//! What two spellings of a word have in common: no case, no accents, no width.

use unicode_normalization::UnicodeNormalization;

/// Writes a word's folded form behind what `folded` holds.
///
/// Accents of the alphabets go, and so do the vowel signs of Arabic and Hebrew, which texts set or leave out; those of
/// the Indic scripts stay, since they tell words apart.
pub(super) fn fold(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let start = folded.len();
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
        return;
    }
    let kept = word.nfkd().flat_map(char::to_lowercase).filter(|c| !is_dropped(*c));
    for c in kept.nfc() {
        match spelled_out(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
}

fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        // Hebrew points and cantillation.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        // Arabic vowel signs, hamza above and below, the stretching stroke.
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        // Joiners.
        | '\u{200c}' | '\u{200d}')
}

/// Letters that Unicode does not take apart but people without them spell with others.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŋ' => "n",
        'þ' => "th",
        'ŧ' => "t",
        'ς' => "σ",
        'ى' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        'ی' => "ي",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        let mut folded = String::new();
        fold(word, &mut folded);
        assert_eq!(folded, expected, "{word}");
    }

    #[test]
    fn accents_case_and_width_go() {
        check("Öztürk", "ozturk");
        check("GARÇON", "garcon");
        check("Łódź", "lodz");
        check("Straße", "strasse");
        check("İstanbul", "istanbul");
        check("Ｍａ", "ma");
        check("Ёлкин", "елкин");
        check("Νίκος", "νικοσ");
        check("مُحَمَّد", "محمد");
    }

    #[test]
    fn what_tells_words_apart_stays() {
        check("की", "की");
        check("한국", "한국");
        check("が", "が");
    }
}
