//! How letters are written in ASCII, as a table.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a letter becomes.
pub(super) struct Letter {
    /// In ASCII for reading; `None` in scripts that are left as they are.
    pub ascii: Option<String>,
    /// In a key.
    pub key: String,
}

static LETTERS: LazyLock<HashMap<char, Letter>> = LazyLock::new(|| {
    let rows = include_str!("../../vocabulary/letters.tsv").lines().filter(|line| !line.starts_with('#'));
    let text = |cell: &'static str| cell.replace('_', " ").replace('-', "");
    let letter = |row: &'static str| {
        let mut cells = row.split('\t');
        let (letter, ascii, key) = (cells.next()?, cells.next()?, cells.next()?);
        let ascii = Some(text(ascii)).filter(|ascii| ascii != "=");
        Some((letter.chars().next()?, Letter { ascii, key: text(key) }))
    };
    rows.filter_map(letter).collect()
});

/// The entry of a lower-case letter or sign.
pub(super) fn letter(character: char) -> Option<&'static Letter> {
    LETTERS.get(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("../../vocabulary/letters.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(LETTERS.len(), rows, "a letter comes twice, or a row lacks a cell");
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || b" '\"-".contains(&byte));
        assert!(LETTERS.values().all(|letter| is_plain(&letter.key) && letter.ascii.as_deref().is_none_or(is_plain)));
    }
}
