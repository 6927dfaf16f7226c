//! Which texts are read: English ones.

use crate::token::is_unspaced;

/// Function words that no English text of some length is without.
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "in", "to", "a", "was", "is", "for", "on", "that", "with", "by", "he", "at", "from", "his",
    "were", "are", "has",
];

/// Why a text is not read, as a sentence; nothing where it is.
pub(crate) fn why_not(text: &str, language: Option<&str>) -> Option<String> {
    if let Some(code) =
        language.filter(|code| !matches!(code.to_lowercase().as_str(), "eng" | "en" | "und" | "mul" | ""))
    {
        return Some(format!(
            "The text is marked as being in the language {code:?}; only English (eng) is read so far."
        ));
    }
    let sample = text.char_indices().nth(20_000).map_or(text, |(end, _)| &text[..end]);
    let (mut latin, mut other) = (0usize, 0usize);
    for letter in sample.chars().filter(|c| c.is_alphabetic()) {
        if letter <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&letter) {
            latin += 1;
        } else {
            // A character of these scripts is worth about two letters.
            other += if is_unspaced(letter) { 2 } else { 1 };
        }
    }
    if other > latin {
        return Some(
            "The text is mostly in another script than the Latin one; only English is read so far.".to_owned(),
        );
    }
    if language.is_some_and(|code| !code.is_empty() && code != "und") {
        return None;
    }
    let words: Vec<&str> = sample.split_whitespace().take(2_000).collect();
    let english = words
        .iter()
        .filter(|word| ENGLISH.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric())))
        .count();
    // Lists and tables of names have few function words; running text in English has one in four or five.
    let running = words.iter().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
    (running >= 60 && english * 25 < running)
        .then(|| "The text does not seem to be in English; only English is read so far.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_english_is_read() {
        assert!(why_not("He was convicted.", None).is_none());
        assert!(why_not("He was convicted.", Some("eng")).is_none());
        assert!(why_not("Er wurde verurteilt.", Some("deu")).unwrap().contains("deu"));
        assert!(why_not("警方搜查了货场，公司老板被拘留。ok", None).unwrap().contains("script"));
        let german =
            "der mann wurde von dem gericht zu sieben jahren haft verurteilt und muss die kosten tragen ".repeat(8);
        assert!(why_not(&german, None).unwrap().contains("English"));
        assert!(why_not("", None).is_none());
    }
}
