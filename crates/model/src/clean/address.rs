//! Addresses on one line: commas for line breaks.

use super::text::squash;
use std::borrow::Cow;

/// What ends a line in the files that addresses come from; the last two mark a lawyer's title in old registers.
const BREAKS: [&str; 8] = ["\r\n", "\n", "<BR/>", "<BR>", "\t", "ESQ.,", "ESQ,", ";"];

/// The normal form of an address.
pub(super) fn clean(text: &str) -> Option<Cow<'_, str>> {
    let mut address = squash_unless_broken(text);
    // A break that is replaced can bring two commas together, so repeat until nothing changes; each round takes off a
    // break or a comma.
    while has_breaks(&address) || has_double_commas(&address) {
        address = Cow::Owned(squash(&join_commas(&replace_breaks(&address))).into_owned());
    }
    (!address.is_empty()).then_some(address)
}

fn squash_unless_broken(text: &str) -> Cow<'_, str> {
    if has_breaks(text) { Cow::Borrowed(text) } else { squash(text) }
}

fn has_breaks(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The first byte of each break is rare enough that looking for it settles most addresses.
    bytes.iter().any(|byte| matches!(byte, b'\n' | b'<' | b'\t' | b';' | b'E'))
        && BREAKS.iter().any(|mark| text.contains(mark))
}

fn replace_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if let Some(mark) = BREAKS.iter().find(|mark| rest.starts_with(**mark)) {
            out.push_str(", ");
            rest = &rest[mark.len()..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

/// Length in bytes of a comma that another comma or a full stop follows, one blank at most between them.
fn double_comma(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(',')?;
    let tail = rest.strip_prefix(char::is_whitespace).filter(|tail| tail.starts_with([',', '.']));
    let tail = if rest.starts_with([',', '.']) { Some(rest) } else { tail }?;
    Some(text.len() - tail.len() + 1)
}

fn has_double_commas(text: &str) -> bool {
    text.match_indices(',').any(|(place, _)| double_comma(&text[place..]).is_some())
}

fn join_commas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if let Some(length) = double_comma(rest) {
            out.push_str(", ");
            rest = &rest[length..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clean;
    use std::borrow::Cow;

    #[test]
    fn puts_commas_for_breaks() {
        for (raw, expected) in [
            ("1 Main St\r\n\r\nLondon", "1 Main St, London"),
            ("a,,b", "a, b"),
            ("a,,,,,b", "a, b"),
            ("a,.b", "a, b"),
            ("a; b;c", "a, b, c"),
            ("<BR>a<BR/>b", ", a, b"),
            ("J. SMITH, ESQ., x", "J. SMITH, x"),
        ] {
            assert_eq!(clean(raw).as_deref(), Some(expected), "{raw}");
        }
        assert_eq!(clean("  "), None);
        assert!(matches!(clean("Empire State, 5th Avenue"), Some(Cow::Borrowed(_))));
    }
}
