//! Names in Han characters: variants, surnames, readings.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti;
use rustc_hash::FxHashMap as HashMap;

/// No more readings than this are kept of one word; the usual ones come first.
pub(crate) const MOST_READINGS: usize = 8;

static VARIANTS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pairs = include_str!("../data/han_variants.txt").lines().filter(|line| !line.starts_with('#'));
    let pair = |pair: &str| {
        let mut characters = pair.chars();
        Some((characters.next()?, characters.next()?))
    };
    pairs.flat_map(str::split_whitespace).filter_map(pair).collect()
});

static SURNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/han_surnames.txt").lines().filter(|line| !line.starts_with('#'));
    let entry = |line: &'static str| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.collect()))
    };
    lines.filter_map(entry).collect()
});

/// Names in kanji with their readings: surnames, given names. Under the simplified characters, as all names are read here.
static JAPANESE: LazyLock<[HashMap<String, Vec<&'static str>>; 2]> = LazyLock::new(|| {
    let mut out = [HashMap::default(), HashMap::default()];
    let mut at = 0;
    for line in include_str!("../data/japanese.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("---") => at = 1,
            Some(name) => {
                out[at].insert(name.chars().map(simplified).collect(), words.collect());
            }
            None => {}
        }
    }
    out
});

/// Readings of Korean syllables, the commonest first.
static KOREAN: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/korean.txt").lines().filter(|line| !line.starts_with('#'));
    let entry = |line: &'static str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.chars().next()?, words.collect()))
    };
    lines.filter_map(entry).collect()
});

/// The Japanese readings of a run of simplified characters, where it is a name that the list knows.
pub(crate) fn japanese(run: &str) -> impl Iterator<Item = &'static str> {
    JAPANESE.iter().filter_map(|names| names.get(run)).flatten().copied()
}

/// The readings of Korean syllables: each by its commonest spelling, and the surname, or the one syllable, by all.
pub(crate) fn korean(run: &str) -> Vec<String> {
    let usual = |syllable: char, at: usize| -> String {
        let known = KOREAN.get(&syllable).and_then(|known| known.get(at).or_else(|| known.last()));
        known.map_or_else(|| crate::romanise::ascii(syllable.encode_utf8(&mut [0; 4])), |known| (*known).to_owned())
    };
    let mut characters = run.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && let Some(known) = KOREAN.get(&only)
    {
        return known.iter().map(|reading| (*reading).to_owned()).collect();
    }
    let mut out: Vec<String> = Vec::new();
    for at in 0..2 {
        let reading: String = run.chars().map(|syllable| usual(syllable, at)).collect();
        if !out.contains(&reading) {
            out.push(reading);
        }
    }
    let official = crate::romanise::ascii(run);
    if !out.contains(&official) {
        out.push(official);
    }
    out
}

/// The simplified form of a character; the character itself where it has none.
pub(crate) fn simplified(character: char) -> char {
    VARIANTS.get(&character).copied().unwrap_or(character)
}

/// Cuts a person's name that is written in one run: the surname, then the given name. The length of each part in
/// characters. Simplified characters are expected.
///
/// Two characters of surname are recognised by the list; a name of four without a known surname is cut in the middle,
/// as most such names (Japanese, or a married woman's) are. Longer runs are left whole.
pub(crate) fn person_parts(run: &str) -> Option<(usize, usize)> {
    let count = run.chars().count();
    let cut = |characters: usize| run.char_indices().nth(characters).map(|(at, _)| run.split_at(at));
    let is_japanese = |characters: usize| {
        cut(characters).is_some_and(|(surname, given)| {
            JAPANESE[0].contains_key(surname) && (characters > 1 || JAPANESE[1].contains_key(given))
        })
    };
    let compound = || run.char_indices().nth(2).is_some_and(|(two, _)| SURNAMES.contains_key(&run[..two]));
    match count {
        2 => Some((1, 1)),
        3 if compound() || is_japanese(2) => Some((2, 1)),
        3 => Some((1, 2)),
        4 if is_japanese(1) => Some((1, 3)),
        4 if is_japanese(3) => Some((3, 1)),
        4 => Some((2, 2)),
        5 if is_japanese(3) => Some((3, 2)),
        5 if is_japanese(2) => Some((2, 3)),
        _ => None,
    }
}

/// The readings of a run in pinyin without tones, the usual one first, at most [`MOST_READINGS`].
pub(crate) fn readings(run: &str, is_surname: bool) -> Vec<String> {
    let japanese = japanese(run).map(str::to_owned);
    if is_surname && let Some(known) = SURNAMES.get(run) {
        return known.iter().map(|reading| (*reading).to_owned()).chain(japanese).collect();
    }
    let mut all = vec![String::new()];
    let mut before = None;
    for character in run.chars() {
        // The iteration mark repeats the character before it.
        let character = before.filter(|_| character == '々').unwrap_or(character);
        before = Some(character);
        let each = syllables(character);
        // Past the limit the usual reading of each further character is taken.
        let room = if all.len() * each.len() > MOST_READINGS { 1 } else { each.len() };
        let mut longer = Vec::with_capacity(all.len() * room);
        for begun in &all {
            longer.extend(each[..room].iter().map(|syllable| format!("{begun}{syllable}")));
        }
        all = longer;
    }
    all.extend(japanese);
    all
}

fn syllables(character: char) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if let Some(multi) = character.to_pinyin_multi() {
        for reading in multi {
            let plain = reading.plain();
            let written: &[&str] = if plain.contains('ü') { &["u", "yu", "v"] } else { &[""] };
            for vowel in written {
                let syllable = plain.replace('ü', vowel);
                if !out.contains(&syllable) {
                    out.push(syllable);
                }
            }
        }
    }
    if out.is_empty() {
        out.push(crate::romanise::ascii(character.encode_utf8(&mut [0; 4])));
    }
    out
}

/// Whether a romanised word is one syllable of pinyin or a like spelling of Chinese or Korean: short words, of which
/// there are few, so that one more or less makes another name.
pub(crate) fn is_syllable(word: &str) -> bool {
    const INITIALS: [&str; 25] = [
        "zh", "ch", "sh", "ts", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
        "s", "y", "w", "",
    ];
    const FINALS: [&str; 47] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er", "an", "en", "in",
        "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua", "uo", "uai", "uan", "uang",
        "oo", "ee", "yu", "yo", "yon", "yong", "yun", "eon", "eong", "ok", "ol", "uk",
    ];
    word.len() <= 6
        && INITIALS.iter().any(|initial| word.strip_prefix(initial).is_some_and(|rest| FINALS.contains(&rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_have_their_own_readings() {
        assert_eq!(readings("单", true), ["shan"]);
        assert!(readings("单", false).contains(&"dan".to_owned()));
        assert_eq!(readings("爱军", false)[0], "aijun");
        assert!(readings("吕", false).contains(&"lyu".to_owned()));
    }

    #[test]
    fn runs_are_cut_after_the_surname() {
        assert_eq!(person_parts("马爱军"), Some((1, 2)));
        assert_eq!(person_parts("李岩"), Some((1, 1)));
        assert_eq!(person_parts("欧阳锋"), Some((2, 1)));
        assert_eq!(person_parts("司马相如"), Some((2, 2)));
        assert_eq!(person_parts("马"), None);
    }

    #[test]
    fn readings_are_bounded() {
        assert!(readings(&"单曾解朴乐仇".repeat(50), false).len() <= MOST_READINGS);
    }

    #[test]
    fn syllables_are_told_from_longer_words() {
        for syllable in ["ma", "li", "yan", "zhang", "xiong", "chol", "yong", "lee"] {
            assert!(is_syllable(syllable), "{syllable}");
        }
        for word in ["aijun", "smith", "olga", "brandt", "olaf"] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
