//! Countries: by code, by name in some fifty languages, and, if asked, by a name with a slip in it.

use super::vocabulary::{COUNTRIES, rows};
use rapidfuzz::distance::levenshtein;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Other codes and the codes they stand for, in order.
static CODES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut codes = Vec::new();
    for row in rows(include_str!("../../vocabulary/countries.tsv")) {
        codes.extend(row.get(2).map(|alpha3| ((*alpha3).to_owned(), row[0])));
    }
    for row in rows(include_str!("../../vocabulary/subdivisions.tsv")) {
        let parts = row[1].split(' ').map(|part| (format!("{}-{part}", row[0]), row[0]));
        codes.extend(parts);
    }
    codes.sort_unstable();
    codes
});

/// Names, without case, accents and punctuation, and the codes that they stand for.
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    let mut add = |name: &str, code| {
        names.entry(key(name)).or_insert(code);
    };
    for row in rows(include_str!("../../vocabulary/country-aliases.tsv")) {
        row[1..].iter().for_each(|name| add(name, row[0]));
    }
    for (code, label) in COUNTRIES.entries() {
        add(label, code);
    }
    for row in rows(include_str!("../../vocabulary/country-names.tsv")) {
        row[1..].iter().for_each(|name| add(name, row[0]));
    }
    names
});

/// Pairs of codes whose territories overlap, both ways round.
static TIES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut ties: Vec<_> = rows(include_str!("../../vocabulary/country-ties.tsv"))
        .flat_map(|row| [(row[0], row[1]), (row[1], row[0])])
        .collect();
    ties.sort_unstable();
    ties
});

/// The code that a code or name stands for.
pub(super) fn clean(text: &str, fuzzy: bool) -> Option<&'static str> {
    if let Some(code) = COUNTRIES.code(text) {
        return Some(code);
    }
    let lower = text.trim().to_lowercase().replace('_', "-");
    if let Some(code) = COUNTRIES.code(&lower) {
        return Some(code);
    }
    if let Ok(index) = CODES.binary_search_by(|entry| entry.0.as_str().cmp(&lower)) {
        return Some(CODES[index].1);
    }
    let key = key(text);
    let key = key.strip_prefix("the ").unwrap_or(&key);
    let named = NAMES.get(key).or_else(|| NAMES.get(without_form(key)?));
    named.copied().or_else(|| if fuzzy { nearest(key) } else { None })
}

/// The name of a state without its form of government. "State of" and "Commonwealth of" are left alone: those are also
/// parts of the United States.
fn without_form(key: &str) -> Option<&str> {
    const FORMS: [&str; 4] = ["republic of ", "kingdom of ", "principality of ", "sultanate of "];
    let name = FORMS.iter().find_map(|form| key.strip_prefix(form))?;
    Some(name.strip_prefix("the ").unwrap_or(name))
}

/// Codes of two letters that are no country of ISO 3166-1: its exceptional reservations, states of the past, and what
/// is no state.
const NOT_ISO: [&str; 14] = ["ac", "cp", "cq", "dd", "dg", "eu", "ic", "ip", "ta", "un", "xk", "zr", "zz", "su"];

/// Whether a code is of a country in ISO 3166-1, as codes for banks and securities take them.
pub(super) fn is_iso(code: &str) -> bool {
    code.len() == 2 && COUNTRIES.code(code).is_some() && !NOT_ISO.contains(&code)
}

/// Whether two codes are of one territory, or of two that overlap.
pub(super) fn overlap(left: &str, right: &str) -> bool {
    left == right && COUNTRIES.code(left).is_some() || TIES.binary_search(&(left, right)).is_ok()
}

/// The form under which names are filed.
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for character in name.nfkd().flat_map(char::to_lowercase) {
        match character {
            '.' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '_' | '-' | '/' | 'ʻ' | '\'' | '’' => {}
            // Accents; the vowel signs of Indian scripts are marks as well, but not combining ones in this sense.
            '\u{300}'..='\u{36f}' => {}
            _ if character.is_alphanumeric() || is_combining_mark(character) => key.push(character),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The country whose name is the fewest edits away, three in ten letters at most, where no other is as near.
fn nearest(key: &str) -> Option<&'static str> {
    let length = key.chars().count();
    let mut reach = length * 3 / 10;
    let comparator = levenshtein::BatchComparator::new(key.chars());
    let mut best: Option<&'static str> = None;
    let mut tied = false;
    for (name, &code) in NAMES.iter().filter(|(name, _)| name.chars().count() > 4) {
        let arguments = levenshtein::Args::default().score_cutoff(reach);
        let Some(distance) = comparator.distance_with_args(name.chars(), &arguments) else { continue };
        if best.is_none() || distance < reach {
            (best, tied, reach) = (Some(code), false, distance);
        } else if best != Some(code) {
            tied = true;
        }
    }
    best.filter(|_| !tied)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(clean(raw, false), expected, "{raw:?}");
    }

    #[test]
    fn reads_codes() {
        check("de", Some("de"));
        check(" DE ", Some("de"));
        check("DEU", Some("de"));
        check("GB_SCT", Some("gb-sct"));
        check("us-ca", Some("us"));
        check("xx", None);
    }

    #[test]
    fn reads_names_in_many_languages() {
        for name in ["Germany", "DEUTSCHLAND", "Allemagne", "Германия", "德国", "ドイツ", "독일", "ألمانيا"]
        {
            check(name, Some("de"));
        }
        check("the Netherlands", Some("nl"));
        check("Kingdom of the Netherlands", Some("nl"));
        check("Republic of Malta", Some("mt"));
        check("State of Georgia", None);
        check("Cote d'Ivoire", Some("ci"));
        check("U.S.A.", Some("us"));
        check("Germany; France", None);
        check("", None);
    }

    #[test]
    fn our_aliases_decide_where_a_name_is_shared() {
        check("Congo", Some("cg"));
        check("DR Congo", Some("cd"));
        check("Republic of China", Some("tw"));
    }

    #[test]
    fn guesses_only_when_asked() {
        check("germny", None);
        assert_eq!(clean("germny", true), Some("de"));
        assert_eq!(clean("Frence", true), Some("fr"));
        assert_eq!(clean("Xyzzyland", true), None);
        assert_eq!(clean("", true), None);
    }

    #[test]
    fn every_alias_belongs_to_a_code() {
        for file in [
            include_str!("../../vocabulary/country-aliases.tsv"),
            include_str!("../../vocabulary/country-names.tsv"),
            include_str!("../../vocabulary/subdivisions.tsv"),
        ] {
            for row in rows(file) {
                assert!(COUNTRIES.code(row[0]).is_some(), "{row:?}");
            }
        }
        for (left, right) in TIES.iter() {
            assert!(COUNTRIES.code(left).is_some() && COUNTRIES.code(right).is_some(), "{left} {right}");
        }
    }

    #[test]
    fn territories_overlap_with_those_that_hold_or_claim_them() {
        assert!(overlap("de", "de") && overlap("ge", "ge-ab") && overlap("ge-ab", "ru"));
        assert!(!overlap("ge", "ru") && !overlap("gb-sct", "gb-wls") && !overlap("??", "??"));
    }
}
