//! Lists of trades, and whether words are of one.

use std::sync::LazyLock;

/// A trade with the words by which sources speak of it, in small letters.
pub type Trade = (String, Vec<String>);

static ISIC: LazyLock<Vec<Trade>> =
    LazyLock::new(|| read_trades(include_str!("../../data/isic.txt")).unwrap_or_default());

/// The divisions of the International Standard Industrial Classification, with the words by which sources speak of them in
/// English. Whatever it lacks stays in the source's own words.
pub fn isic() -> &'static [Trade] {
    &ISIC
}

/// Reads a list of trades: a trade a line, a colon, and the words by which sources speak of it, with commas between them. Lines that
/// begin with `#` are comments.
///
/// # Errors
/// The number of the first line that has no colon.
pub fn read_trades(list: &str) -> Result<Vec<Trade>, usize> {
    let lines = (1..).zip(list.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let trade = |(number, line): (usize, &str)| {
        let (name, words) = line.split_once(':').ok_or(number)?;
        let words = words.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty());
        Ok((name.trim().to_owned(), words.collect()))
    };
    lines.map(trade).collect()
}

/// Whether a text, in small letters, has a word that begins so: "haul" is in "road haulage" and "port" not in "export". Letters
/// other than those of English may stand anywhere, since some scripts put no spaces between words.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !word.is_ascii() || before.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&'static str> {
        let of = isic().iter().filter(|(_, known)| known.iter().any(|word| has_word(words, word)));
        of.map(|(trade, _)| trade.split(' ').next().unwrap()).collect()
    }

    #[test]
    fn words_are_found_from_their_beginning() {
        assert!(has_word("road haulage", "haul") && !has_word("overhaul", "haul"));
        assert!(has_word("经营砂石", "砂石"));
        assert!(!has_word("", "x"));
    }

    #[test]
    fn trades_of_which_sources_speak_are_in_their_division() {
        for (words, divisions) in [
            ("road haulage and gravel trade", vec!["B08", "H49"]),
            ("waste collection", vec!["E38"]),
            ("export", vec![]),
            ("online gambling", vec!["R92"]),
        ] {
            assert_eq!(found(words), divisions, "{words}");
        }
    }

    #[test]
    fn every_division_has_a_code_of_its_own_and_words() {
        let mut codes: Vec<&str> = isic().iter().map(|(trade, _)| &trade[..3]).collect();
        assert_eq!(codes.len(), 88);
        assert!(codes.iter().all(|code| code.as_bytes()[0].is_ascii_uppercase() && code[1..].parse::<u8>().is_ok()));
        codes.dedup();
        assert_eq!(codes.len(), 88);
        assert!(isic().iter().all(|(_, words)| !words.is_empty()));
    }
}
