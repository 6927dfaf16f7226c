//! Lists of allowed values, each with a label.

use std::sync::LazyLock;

/// A list of codes in order, each with its label.
pub(crate) struct Vocabulary {
    entries: Vec<(&'static str, &'static str)>,
}

/// Codes for countries and territories.
pub(crate) static COUNTRIES: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::read(include_str!("../../vocabulary/countries.tsv")));

/// ISO 639-3 codes of languages.
pub(crate) static LANGUAGES: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::read(include_str!("../../vocabulary/languages.tsv")));

/// Why an entity is of interest.
pub(crate) static TOPICS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::read(include_str!("../../vocabulary/topics.tsv")));

/// Genders.
pub(crate) static GENDERS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::read("female\tfemale\nmale\tmale\nother\tother\n"));

/// The rows of a vocabulary file: the cells between tabs, comments left out.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

impl Vocabulary {
    fn read(file: &'static str) -> Self {
        let entries: Vec<_> = rows(file).map(|row| (row[0], row[1])).collect();
        debug_assert!(entries.is_sorted(), "codes are searched by halving");
        Self { entries }
    }

    /// The code as the list holds it, given exactly so.
    pub(crate) fn code(&self, code: &str) -> Option<&'static str> {
        self.index(code).map(|index| self.entries[index].0)
    }

    /// The label of a code.
    pub(crate) fn label(&self, code: &str) -> Option<&'static str> {
        self.index(code).map(|index| self.entries[index].1)
    }

    /// Every code with its label, by code.
    pub(crate) fn entries(&self) -> &[(&'static str, &'static str)] {
        &self.entries
    }

    fn index(&self, code: &str) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.0.cmp(code)).ok()
    }
}
