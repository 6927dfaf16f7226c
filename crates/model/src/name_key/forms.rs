//! Legal forms in names: found as whole words, written short or left out.

use super::{plain_key, tokens};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Forms as written, and what stands for them.
struct Forms {
    short: HashMap<String, String>,
    /// Words in the longest of them.
    most_words: usize,
}

static COMPARED: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut forms: Vec<(String, &'static str)> =
        rows().filter(|row| row[1] != "-").map(|row| (tokens::case_folded(row[0]).into_owned(), row[1])).collect();
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    forms
});

static IN_KEYS: LazyLock<Forms> = LazyLock::new(|| {
    let short: HashMap<String, String> =
        rows().filter(|row| row[2] != "-").map(|row| (plain_key(row[0]), row[2].to_owned())).collect();
    let most_words = short.keys().map(|form| form.split(' ').count()).max().unwrap_or(0);
    Forms { short, most_words }
});

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let rows = include_str!("../../vocabulary/legal-forms.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// A key with its legal forms in their short form, the longest first.
pub(super) fn short(key: &str) -> String {
    let words: Vec<&str> = key.split(' ').collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let known = (1..=IN_KEYS.most_words.min(words.len() - at)).rev().find_map(|count| {
            let form = IN_KEYS.short.get(&words[at..at + count].join(" "))?;
            Some((count, form.as_str()))
        });
        let (count, word) = known.unwrap_or((1, words[at]));
        out.push(word);
        at += count;
    }
    out.join(" ")
}

/// A name in lower case with every legal form written in one way, to be compared with others: "Apple Incorporated" as
/// "apple inc". Punctuation and spaces stay.
pub fn compare_legal_forms(name: &str) -> String {
    replaced(name, |form| form)
}

/// A name in lower case without its legal forms. The spaces around them stay.
pub fn remove_legal_forms(name: &str) -> String {
    replaced(name, |_| "")
}

fn replaced(name: &str, with: impl Fn(&'static str) -> &'static str) -> String {
    let lower = tokens::case_folded(name);
    let mut out = String::with_capacity(lower.len());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest: &str = &lower;
    while let Some(first) = rest.chars().next() {
        let at_start = !out.ends_with(is_word) && !lower[..lower.len() - rest.len()].ends_with(is_word);
        let found = COMPARED
            .iter()
            .filter(|_| at_start)
            .find(|(form, _)| rest.strip_prefix(form.as_str()).is_some_and(|after| !after.starts_with(is_word)));
        match found {
            Some((form, short)) => {
                out.push_str(with(short));
                rest = &rest[form.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_whole_words() {
        for (name, compared, removed) in [
            ("Apple, Incorporated", "apple, inc", "apple, "),
            ("ООО \"БАЙКАЛ\"", "ooo \"байкал\"", " \"байкал\""),
            ("Volkswagen Gesellschaft mit beschränkter Haftung", "volkswagen gmbh", "volkswagen "),
            ("SiemensAG", "siemensag", "siemensag"),
            ("Incorporate", "incorporate", "incorporate"),
        ] {
            assert_eq!((compare_legal_forms(name).as_str(), remove_legal_forms(name).as_str()), (compared, removed));
        }
    }
}
