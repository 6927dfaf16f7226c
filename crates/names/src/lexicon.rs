//! The word lists: what a word of a name is, and how much it tells.
//!
//! All lists are data files of the crate, in normalised form, and are found with and without their diacritics.

use std::sync::LazyLock;

use rapidfuzz::distance::osa;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::han;
use crate::legal_form;
use crate::normal::fold_lower;

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn set(file: &'static str) -> HashSet<String> {
    lines(file).flat_map(str::split_whitespace).flat_map(|word| [word.to_owned(), fold_lower(word)]).collect()
}

/// A file of lines "value, tab, words": each word with its value, the first line that has it winning.
fn values(file: &'static str) -> HashMap<String, u32> {
    let mut out = HashMap::default();
    for line in lines(file) {
        let Some((value, words)) = line.split_once('\t') else { continue };
        let Ok(value) = value.parse() else { continue };
        for word in words.split_whitespace() {
            for form in [word.to_owned(), fold_lower(word)] {
                out.entry(form).or_insert(value);
            }
        }
    }
    out
}

static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| set(include_str!("../data/titles.txt")));
static SUFFIXES: LazyLock<HashSet<String>> = LazyLock::new(|| set(include_str!("../data/suffixes.txt")));
static PARTICLES: LazyLock<HashSet<String>> = LazyLock::new(|| set(include_str!("../data/particles.txt")));
static STOP_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| set(include_str!("../data/stop_words.txt")));
static NUMBERS: LazyLock<HashMap<String, u32>> = LazyLock::new(|| values(include_str!("../data/numbers.tsv")));
static COMMON: LazyLock<HashMap<String, u32>> = LazyLock::new(|| values(include_str!("../data/common_names.tsv")));
static GENERIC: LazyLock<HashMap<String, u32>> = LazyLock::new(|| values(include_str!("../data/generic_words.tsv")));

static GIVEN: LazyLock<HashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut out: HashMap<&str, Vec<u16>> = HashMap::default();
    for (number, line) in (0u16..).zip(lines(include_str!("../data/given_names.txt"))) {
        for form in line.split_whitespace() {
            out.entry(form).or_default().push(number);
        }
    }
    out
});

static ABBREVIATIONS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut out = HashMap::default();
    let translations = lines(include_str!("../data/translations.tsv"));
    for line in lines(include_str!("../data/abbreviations.tsv")).chain(translations) {
        let Some((full, forms)) = line.split_once('\t') else { continue };
        for form in forms.split_whitespace() {
            out.insert(form.to_owned(), full);
            out.insert(fold_lower(form), full);
        }
    }
    out
});

static PLACE_HEADS: LazyLock<HashMap<String, Vec<PlaceHead>>> = LazyLock::new(|| {
    let mut out: HashMap<String, Vec<PlaceHead>> = HashMap::default();
    for line in lines(include_str!("../data/place_heads.tsv")) {
        let Some((name, words)) = line.split_once('\t') else { continue };
        let Some(head) = PlaceHead::named(name) else { continue };
        for word in words.split_whitespace() {
            for form in [word.to_owned(), fold_lower(word)] {
                let heads = out.entry(form).or_default();
                if !heads.contains(&head) {
                    heads.push(head);
                }
            }
        }
    }
    out
});

/// Longer words of the trade and of legal forms, under themselves and under what is left of them without one letter.
static SPELLED: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let generic = lines(include_str!("../data/generic_words.tsv")).flat_map(str::split_whitespace);
    let mut words: Vec<&str> = generic.chain(legal_form::written_words()).collect();
    words.retain(|word| word.chars().count() > 6);
    let mut out: HashMap<String, &str> = words.iter().map(|word| ((*word).to_owned(), *word)).collect();
    for word in words {
        for left in without_a_letter(word) {
            out.entry(left).or_insert(word);
        }
    }
    out
});

fn without_a_letter(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(|(at, c)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..]))
}

/// Where the words at the beginning and the end of a run without spaces are parted that have another form in the lists: the
/// places after the first ones, and those before the last. At least one character is left between them.
pub(crate) fn without_known_words(run: &str) -> (Vec<usize>, Vec<usize>) {
    let places: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let is_known = |from: usize, to: usize| {
        let word = &run[places[from]..places[to]];
        let simplified = || word.chars().map(han::simplified).collect::<String>();
        ABBREVIATIONS.contains_key(word) || ABBREVIATIONS.contains_key(&simplified())
    };
    let (mut from, mut to) = (0, places.len() - 1);
    let (mut start, mut end) = (Vec::new(), Vec::new());
    while let Some(length) = (2..=6).rev().find(|length| from + length < to && is_known(to - length, to)) {
        to -= length;
        end.push(places[to]);
    }
    while let Some(length) = (2..=4).rev().find(|length| from + length < to && is_known(from, from + length)) {
        from += length;
        start.push(places[from]);
    }
    end.reverse();
    (start, end)
}

/// A longer word of the trade or of a legal form with a slip in it, as it is meant; other words as they are.
pub(crate) fn corrected(lower: &str) -> &str {
    let letters = lower.chars().count();
    if !(6..=30).contains(&letters) || GENERIC.contains_key(lower) || ABBREVIATIONS.contains_key(lower) {
        return lower;
    }
    let is_slip = |meant: &&str| osa::distance(lower.chars(), meant.chars()) == 1;
    let meant = SPELLED.get(lower).copied().filter(|meant| *meant == lower || is_slip(meant));
    let missed = || without_a_letter(lower).find_map(|left| SPELLED.get(&left).copied().filter(is_slip));
    meant.or_else(missed).unwrap_or(lower)
}

/// The kind of place that the noun of a place's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceHead {
    /// A state or republic.
    Country,
    /// A province, oblast or federal state.
    Province,
    /// A prefecture.
    Prefecture,
    /// A county or shire.
    County,
    /// A district or borough.
    District,
    /// A city, town or municipality.
    City,
    /// A town below a county.
    Town,
    /// A village or hamlet.
    Village,
    /// A street, road or square.
    Street,
    /// A harbour or dock.
    Harbour,
    /// An airport.
    Airport,
    /// A river, lake or sea.
    Water,
    /// A mountain, island or other land.
    Land,
}

impl PlaceHead {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "country" => Self::Country,
            "province" => Self::Province,
            "prefecture" => Self::Prefecture,
            "county" => Self::County,
            "district" => Self::District,
            "city" => Self::City,
            "town" => Self::Town,
            "village" => Self::Village,
            "street" => Self::Street,
            "harbour" => Self::Harbour,
            "airport" => Self::Airport,
            "water" => Self::Water,
            "land" => Self::Land,
            _ => return None,
        })
    }

    /// Whether it is a unit of administration, whose noun writers leave out ("Tangshan" for the city of Tangshan), and
    /// not a thing that lies in or beside the place it is called after.
    pub(crate) fn is_administrative(self) -> bool {
        !matches!(self, Self::Street | Self::Harbour | Self::Airport | Self::Water | Self::Land)
    }
}

fn holds(set: &HashSet<String>, lower: &str) -> bool {
    set.contains(lower) || (!lower.is_ascii() && set.contains(&fold_lower(lower)))
}

pub(crate) fn is_title(lower: &str) -> bool {
    holds(&TITLES, lower)
}

/// Whether a title is that of an office that one person in a country holds.
pub(crate) fn is_sole_office(folded: &str) -> bool {
    const OFFICES: [&str; 22] = [
        "president",
        "prasident",
        "presidente",
        "predsjednik",
        "presedintele",
        "prezident",
        "prezydent",
        "presiden",
        "elnok",
        "президент",
        "prime",
        "premier",
        "chancellor",
        "king",
        "queen",
        "emperor",
        "emir",
        "amir",
        "sultan",
        "ayatollah",
        "pope",
        "总统",
    ];
    OFFICES.contains(&folded)
}

pub(crate) fn is_suffix(lower: &str) -> bool {
    holds(&SUFFIXES, lower)
}

pub(crate) fn is_particle(lower: &str, hyphen_after: bool) -> bool {
    holds(&PARTICLES, lower) || (hyphen_after && PARTICLES.contains(&format!("{lower}-")))
}

pub(crate) fn is_stop_word(lower: &str) -> bool {
    holds(&STOP_WORDS, lower)
}

/// The value of a number word.
pub(crate) fn number_word(lower: &str) -> Option<u32> {
    NUMBERS.get(lower).or_else(|| NUMBERS.get(&fold_lower(lower))).copied()
}

/// The word that an abbreviation stands for, or the word itself.
pub(crate) fn unabbreviated(lower: &str) -> &str {
    ABBREVIATIONS.get(lower).copied().unwrap_or(lower)
}

/// The kinds of place that a noun may mean.
pub(crate) fn place_heads(lower: &str) -> &'static [PlaceHead] {
    PLACE_HEADS.get(lower).map_or(&[], Vec::as_slice)
}

/// Bits of a common personal name.
pub(crate) fn common_name(romanised: &str) -> Option<u32> {
    COMMON.get(romanised).copied()
}

/// Bits of a word that many bodies and places carry.
pub(crate) fn generic_word(lower: &str) -> Option<u32> {
    GENERIC.get(lower).copied()
}

/// The given names that a romanised word is a form of, by number, ascending.
pub(crate) fn given_names(romanised: &str) -> &'static [u16] {
    GIVEN.get(romanised).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_with_and_without_diacritics() {
        assert!(is_title("präsident") && is_title("prasident") && is_title("президент"));
        assert!(is_particle("bin", false) && is_particle("an", true) && !is_particle("an", false));
        assert_eq!(number_word("fünf"), Some(5));
        assert_eq!(unabbreviated("int'l"), "international");
        assert_eq!(place_heads("市"), [PlaceHead::City]);
        assert_eq!(common_name("wang"), Some(4));
        assert_eq!(generic_word("company"), Some(2));
        assert!(given_names("katarzyna").iter().any(|form| given_names("katarina").contains(form)));
    }

    #[test]
    fn every_kind_of_place_in_the_data_is_known() {
        for line in lines(include_str!("../data/place_heads.tsv")) {
            let name = line.split('\t').next().unwrap();
            assert!(PlaceHead::named(name).is_some(), "{name}");
        }
    }
}
