//! Languages: by ISO 639 code of any part, or by name.

use super::vocabulary::{LANGUAGES, rows};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ALIASES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut aliases = BTreeMap::new();
    for row in rows(include_str!("../../vocabulary/languages.tsv")) {
        for alias in &row[1..] {
            aliases.entry(alias.to_lowercase()).or_insert(row[0]);
        }
    }
    aliases
});

/// The ISO 639-3 code of a language; script and region of a tag such as `pt-BR` are dropped.
pub(super) fn clean(text: &str) -> Option<&'static str> {
    if let Some(code) = LANGUAGES.code(text) {
        return Some(code);
    }
    let lower = text.to_lowercase();
    let find = |text: &str| LANGUAGES.code(text).or_else(|| ALIASES.get(text).copied());
    find(&lower).or_else(|| {
        let tag = lower.split(['-', '_']).next().unwrap_or_default();
        // A tag begins with a code, so a name cut at its hyphen can't pass for one.
        if tag.len() <= 3 { find(tag) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn reads_codes_tags_and_names() {
        for raw in ["deu", "DE", "ger", "German", "Deutsch", "de-AT", "de_CH"] {
            assert_eq!(clean(raw), Some("deu"), "{raw}");
        }
        for raw in ["", "xx", "xx-DE", "ang", "hbs", "german-ish"] {
            assert_eq!(clean(raw), None, "{raw}");
        }
    }
}
