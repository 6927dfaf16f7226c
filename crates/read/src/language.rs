//! In what language a text is written.

use umbra_model::Property;
use whatlang::{Lang, Script};

/// Enough words for the statistics; more changes nothing.
const SAMPLE_CHARACTERS: usize = 20_000;
/// Letters below which a guess would be one.
const FEWEST_LETTERS: usize = 60;
/// The same for scripts whose characters are syllables or words.
const FEWEST_IDEOGRAPHS: usize = 12;

/// A language told from the words of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Detected {
    /// ISO 639-3; macrolanguages where FollowTheMoney uses them (`zho`, `fas`).
    pub code: &'static str,
    /// 0 to 1.
    pub confidence: f64,
    pub reliable: bool,
}

/// Tells the language of a text, or nothing where the text is too short to tell.
pub(crate) fn detect(text: &str) -> Option<Detected> {
    let end = text.char_indices().nth(SAMPLE_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    let info = whatlang::detect(sample)?;
    let letters = sample.chars().filter(|c| c.is_alphabetic()).take(FEWEST_LETTERS).count();
    let dense = matches!(
        info.script(),
        Script::Mandarin
            | Script::Hiragana
            | Script::Katakana
            | Script::Hangul
            | Script::Thai
            | Script::Khmer
            | Script::Myanmar
    );
    if letters < if dense { FEWEST_IDEOGRAPHS } else { FEWEST_LETTERS } {
        return None;
    }
    let code = match info.lang() {
        Lang::Cmn => "zho",
        Lang::Pes => "fas",
        other => other.code(),
    };
    Some(Detected { code, confidence: info.confidence(), reliable: info.is_reliable() })
}

/// The ISO 639-3 code of a language tag such as `en-GB`, `zh_CN` or `eng`.
pub(crate) fn from_tag(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let languages = Property::get("Document:language")?;
    languages.clean(&primary).map(std::borrow::Cow::into_owned)
}

/// Decides between what a source says of its language and what its words tell; adds a note where they differ.
pub(crate) fn decide(declared: Option<String>, text: &str, notes: &mut Vec<String>) -> Option<String> {
    match (declared, detect(text)) {
        (Some(declared), Some(detected)) if detected.reliable && detected.code != declared => {
            notes.push(format!(
                "It calls its language {declared}, but its words are {} (confidence {:.2}); taken as {}.",
                detected.code, detected.confidence, detected.code
            ));
            Some(detected.code.to_owned())
        }
        (Some(declared), _) => Some(declared),
        (None, Some(detected)) => {
            if !detected.reliable {
                notes.push(format!(
                    "Its language seems to be {}, with a confidence of only {:.2}.",
                    detected.code, detected.confidence
                ));
            }
            Some(detected.code.to_owned())
        }
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: Option<&str>) {
        assert_eq!(detect(text).map(|d| d.code), code, "{text}");
    }

    #[test]
    fn languages_are_told_by_their_words() {
        check(
            "The court of appeal dismissed the appeals of both men against the judgment of the district court.",
            Some("eng"),
        );
        check(
            "Das Gericht hat die Berufung der beiden Angeklagten gegen das Urteil des Landgerichts verworfen.",
            Some("deu"),
        );
        check("警方搜查了公司设在码头区的货场，公司老板被拘留。", Some("zho"));
    }

    #[test]
    fn short_texts_tell_nothing() {
        check("Nota bene", None);
        check("4,812 14 401", None);
        check("", None);
    }

    #[test]
    fn tags_become_three_letters() {
        assert_eq!(from_tag("en-GB").as_deref(), Some("eng"));
        assert_eq!(from_tag("zh_CN").as_deref(), Some("zho"));
        assert_eq!(from_tag("xx"), None);
    }

    #[test]
    fn words_win_over_a_wrong_tag() {
        let mut notes = Vec::new();
        let text = "Das Gericht hat die Berufung der beiden Angeklagten gegen das Urteil des Landgerichts verworfen.";
        assert_eq!(decide(Some("eng".to_owned()), text, &mut notes).as_deref(), Some("deu"));
        assert_eq!(notes.len(), 1);
    }
}
