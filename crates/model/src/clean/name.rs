//! Names: one space between words, no quotation marks around the whole.

use super::text::{squash, then};
use std::borrow::Cow;

/// The normal form of a name.
pub(super) fn clean(text: &str) -> Option<Cow<'_, str>> {
    let mut name = squash(text);
    // Marks within marks are taken off too, so that cleaning twice is cleaning once.
    while is_quoted(&name) {
        name = then(name, |name| squash(&name[1..name.len() - 1]));
    }
    (!name.is_empty()).then_some(name)
}

fn is_quoted(name: &str) -> bool {
    name.len() > 1 && name.starts_with(['"', '\'']) && name.ends_with(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::clean;
    use std::borrow::Cow;

    #[test]
    fn takes_off_marks_around_the_whole() {
        assert_eq!(clean("\"John  Smith\"").as_deref(), Some("John Smith"));
        assert_eq!(clean("\"'John' \"").as_deref(), Some("John"));
        assert_eq!(clean("\"Acme\" Ltd").as_deref(), Some("\"Acme\" Ltd"));
        assert_eq!(clean("\"\""), None);
        assert_eq!(clean("\"").as_deref(), Some("\""));
        assert!(matches!(clean("John Smith"), Some(Cow::Borrowed(_))));
    }
}
