//! Which texts are read: English and Chinese ones.

use crate::token::is_unspaced;

/// A language that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

/// Function words that no English text of some length is without.
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "in", "to", "a", "was", "is", "for", "on", "that", "with", "by", "he", "at", "from", "his",
    "were", "are", "has",
];

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The language that a text is read as.
///
/// # Errors
///
/// Why it is not read, as a sentence.
pub(crate) fn language_of(text: &str, declared: Option<&str>) -> Result<Language, String> {
    let code = declared.map(str::to_lowercase).unwrap_or_default();
    let is_chinese = matches!(code.as_str(), "zho" | "zh" | "chi" | "cmn" | "yue") || code.starts_with("zh-");
    if !is_chinese && !matches!(code.as_str(), "eng" | "en" | "und" | "mul" | "") {
        return Err(format!(
            "The text is marked as being in the language {:?}; only English (eng) and Chinese (zho) are read so far.",
            declared.unwrap_or_default()
        ));
    }
    let sample = text.char_indices().nth(20_000).map_or(text, |(end, _)| &text[..end]);
    let (mut latin, mut other, mut han) = (0usize, 0usize, 0usize);
    for letter in sample.chars().filter(|c| c.is_alphabetic()) {
        if letter <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&letter) {
            latin += 1;
        } else if is_han(letter) {
            han += 1;
        } else {
            // A character of the scripts without spaces is worth about two letters.
            other += if is_unspaced(letter) { 2 } else { 1 };
        }
    }
    // Japanese has its own characters between those of Han, one in two or more.
    if han * 2 > latin && han > other {
        return Ok(Language::Chinese);
    }
    if other + han * 2 > latin {
        return Err(
            "The text is mostly in another script than those of English and Chinese, which are read so far.".to_owned()
        );
    }
    if is_chinese && latin > 0 {
        return Err(
            "The text is marked as Chinese and is not; English (eng) and Chinese (zho) are read so far.".to_owned()
        );
    }
    if !code.is_empty() && code != "und" {
        return Ok(Language::English);
    }
    let words: Vec<&str> = sample.split_whitespace().take(2_000).collect();
    let english = words
        .iter()
        .filter(|word| ENGLISH.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric())))
        .count();
    // Lists and tables of names have few function words; running text in English has one in four or five.
    let running = words.iter().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
    if running >= 60 && english * 25 < running {
        return Err("The text seems to be neither in English nor in Chinese, which are read so far.".to_owned());
    }
    Ok(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_and_chinese_are_read() {
        assert_eq!(language_of("He was convicted.", None), Ok(Language::English));
        assert_eq!(language_of("He was convicted.", Some("eng")), Ok(Language::English));
        assert!(language_of("Er wurde verurteilt.", Some("deu")).unwrap_err().contains("deu"));
        assert_eq!(language_of("警方搜查了货场，公司老板被拘留。ok", None), Ok(Language::Chinese));
        assert_eq!(language_of("警方搜查了貨場。", Some("zh-TW")), Ok(Language::Chinese));
        assert!(language_of("He was convicted.", Some("zho")).unwrap_err().contains("Chinese"));
        assert!(language_of("警察は会社の社長を逮捕したと発表しました。", None).unwrap_err().contains("script"));
        let german =
            "der mann wurde von dem gericht zu sieben jahren haft verurteilt und muss die kosten tragen ".repeat(8);
        assert!(language_of(&german, None).unwrap_err().contains("English"));
        assert_eq!(language_of("", None), Ok(Language::English));
    }
}
