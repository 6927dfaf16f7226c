//! How alike two values of a type are, how much a value tells, and the key under which equal values meet.

use super::{country, slug, url};
use crate::property_type::PropertyType;
use rapidfuzz::distance::levenshtein;
use std::collections::BTreeMap;

impl PropertyType {
    /// How much two clean values agree, from 0 (they tell nothing) to 1 (they are the same as far as the type goes).
    ///
    /// This is the plain comparison of the model, for tools that expect it; names and addresses deserve better and get
    /// it elsewhere. Names cost time in proportion to the product of their lengths.
    pub fn compare(self, left: &str, right: &str) -> f64 {
        match self {
            Self::Address => compare_addresses(left, right),
            Self::Country => f64::from(u8::from(country::overlap(left, right))),
            Self::Date => damped(4, 10, common_prefix(left, right)),
            Self::Identifier => compare_identifiers(left, right),
            Self::Name => compare_names(left, right),
            Self::Url => match (url::comparable(left), url::comparable(right)) {
                (Some(left), Some(right)) if left == right => 1.0,
                _ => 0.0,
            },
            _ if left.to_lowercase() == right.to_lowercase() => self.specificity(left),
            _ => 0.0,
        }
    }

    /// How telling a value is, from 0 to 1: a whole date more than a year, a long address more than a short one. It is
    /// 0 for types that are not matched on.
    pub fn specificity(self, value: &str) -> f64 {
        if !self.is_matchable() {
            return 0.0;
        }
        let length = value.chars().count();
        match self {
            Self::Address => damped(10, 60, length),
            Self::Date => damped(5, 13, length),
            Self::Identifier => damped(4, 10, length),
            Self::Name => damped(3, 50, length),
            Self::Phone => damped(7, 11, length),
            Self::Url => damped(10, 120, length),
            _ => 1.0,
        }
    }

    /// The key of a value as a node of its own, by which entities that share it are joined; `None` for values that are
    /// not to be joined on.
    pub fn node_id(self, value: &str) -> Option<String> {
        match self {
            Self::Html | Self::Json | Self::Number | Self::String | Self::Text => None,
            Self::Address => Some(format!("addr:{}", slug::slug(&address_words(value).join(" "))?)),
            Self::Identifier => Some(format!("id:{value}")),
            Self::Name => Some(format!("name:{}", slug::slug(value)?)),
            Self::Phone => Some(format!("tel:{value}")),
            _ => Some(format!("{self}:{value}")),
        }
    }
}

/// Nothing up to one length, all from another, and evenly between.
fn damped(none: usize, all: usize, length: usize) -> f64 {
    (length.saturating_sub(none) as f64 / (all - none) as f64).min(1.0)
}

fn common_prefix(left: &str, right: &str) -> usize {
    left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count()
}

/// Equal but for case and punctuation, or the part that the one is of the other.
fn compare_identifiers(left: &str, right: &str) -> f64 {
    let key = |text: &str| -> String {
        text.chars().filter(|next| next.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (left, right) = (key(left), key(right));
    if left == right {
        return 1.0;
    }
    if !left.contains(&right) && !right.contains(&left) {
        return 0.0;
    }
    let (left, right) = (left.chars().count() as f64, right.chars().count() as f64);
    left.min(right) / left.max(right)
}

/// Part of the letters that stay when the one name is edited into the other; a fifth of the shorter name and four
/// letters may change, else the names have nothing in common.
fn compare_names(left: &str, right: &str) -> f64 {
    let (left, right) = (name_words(left), name_words(right));
    let (left_length, right_length) = (left.chars().count(), right.chars().count());
    let (short, long) = (left_length.min(right_length), left_length.max(right_length));
    let most = short.div_ceil(5).min(4);
    if short == 0 || long - short > most {
        return 0.0;
    }
    let arguments = levenshtein::Args::default().score_cutoff(most);
    levenshtein::distance_with_args(left.chars(), right.chars(), &arguments)
        .map_or(0.0, |distance| 1.0 - distance as f64 / long as f64)
}

/// The words of a name in lower case. Apostrophes and full stops stand inside words, other signs between them.
fn name_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    for next in name.to_lowercase().chars() {
        match next {
            '.' | ',' | '\'' | '’' | '‘' | 'ʼ' | '`' | '"' | '“' | '”' | '«' | '»' => {}
            _ if next.is_alphanumeric() || unicode_normalization::char::is_combining_mark(next) => words.push(next),
            _ if words.ends_with(' ') || words.is_empty() => {}
            _ => words.push(' '),
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// The words of an address, with names of countries as codes and the commonest words for a street as one.
fn address_words(address: &str) -> Vec<String> {
    let lower = address.to_lowercase();
    lower
        .split(|next: char| !next.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "street" | "strasse" | "straße" | "str" | "via" | "rue" | "calle" | "ulica" => "st".to_owned(),
            "avenue" => "ave".to_owned(),
            "road" => "rd".to_owned(),
            _ if word.len() > 3 => country::clean(word, false).map_or(word.to_owned(), str::to_owned),
            _ => word.to_owned(),
        })
        .collect()
}

/// Part of the letters that stand in words which both addresses have.
fn compare_addresses(left: &str, right: &str) -> f64 {
    let count = |address: &str| {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for word in address_words(address) {
            *words.entry(word).or_default() += 1;
        }
        words
    };
    let (left, right) = (count(left), count(right));
    let letters = |words: &BTreeMap<String, usize>| -> usize {
        words.iter().map(|(word, count)| word.chars().count() * count).sum()
    };
    let shared: usize = left
        .iter()
        .map(|(word, count)| word.chars().count() * (*count).min(right.get(word).copied().unwrap_or(0)))
        .sum();
    let all = letters(&left) + letters(&right);
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_agree_as_far_as_both_are_known() {
        let compare = |left, right| PropertyType::Date.compare(left, right);
        assert_eq!(compare("1975-04-03", "1975-04-03"), 1.0);
        assert_eq!(compare("1975-04", "1975-04-03"), 0.5);
        assert_eq!(compare("1975", "1975-04-03"), 0.0);
    }

    #[test]
    fn identifiers_agree_but_for_signs_or_in_part() {
        let compare = |left, right| PropertyType::Identifier.compare(left, right);
        assert_eq!(compare("AB-12/34", "ab1234"), 1.0);
        assert_eq!(compare("12345678", "1234"), 0.5);
        assert_eq!(compare("1234", "4321"), 0.0);
    }

    #[test]
    fn names_may_differ_by_a_slip() {
        let compare = |left, right| PropertyType::Name.compare(left, right);
        assert_eq!(compare("Viktor O'Neil", "viktor oneil"), 1.0);
        assert!(compare("Viktor Orlow", "Victor Orlov") > 0.8);
        assert_eq!(compare("Viktor Orlow", "Ines Corvo"), 0.0);
        assert_eq!(compare("-", "-"), 0.0);
    }

    #[test]
    fn addresses_agree_by_their_words() {
        let compare = |left, right| PropertyType::Address.compare(left, right);
        assert_eq!(compare("1 Main Street, London", "London, Main St 1"), 1.0);
        assert_eq!(compare("a, b", "a, b, c"), 0.8);
        assert_eq!(compare("", ""), 0.0);
    }

    #[test]
    fn a_value_tells_more_the_longer_it_is() {
        assert_eq!(PropertyType::Date.specificity("1975"), 0.0);
        assert_eq!(PropertyType::Date.specificity("1975-04"), 0.25);
        assert_eq!(PropertyType::String.specificity("anything"), 0.0);
        assert_eq!(PropertyType::Country.specificity("de"), 1.0);
    }

    #[test]
    fn values_that_are_not_joined_on_have_no_node() {
        assert_eq!(PropertyType::Text.node_id("x"), None);
        assert_eq!(PropertyType::Name.node_id("...."), None);
        assert_eq!(PropertyType::Phone.node_id("+49301234567").as_deref(), Some("tel:+49301234567"));
        assert_eq!(PropertyType::Address.node_id("1 Main St\nLondon").as_deref(), Some("addr:1-main-st-london"));
    }
}
