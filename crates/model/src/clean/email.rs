//! Mail addresses: the part before the sign as it stands, the domain in lower case and in its own script.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::punycode;

/// The normal form of a mail address, bare or with `mailto:` before it.
pub(super) fn clean(text: &str) -> Option<Cow<'_, str>> {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    if !is_local_part(local) {
        return None;
    }
    if is_plain_domain(domain) {
        return Some(Cow::Borrowed(text));
    }
    Some(Cow::Owned(format!("{local}@{}", clean_domain(domain)?)))
}

fn is_local_part(local: &str) -> bool {
    let forbidden = |character: char| {
        matches!(character, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '?' | '@' | '"')
            || character.is_whitespace()
    };
    (1..=64).contains(&local.chars().count()) && !local.contains(forbidden)
}

/// The quick way for the domains that most addresses have.
fn is_plain_domain(domain: &str) -> bool {
    domain.len() <= 253
        && domain.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
        && domain.split('.').all(|label| label.len() <= 63 && is_label(label) && !label.starts_with("xn--"))
        && has_public_end(domain)
}

fn clean_domain(domain: &str) -> Option<String> {
    let domain = domain.trim_end_matches('.').replace(['。', '．', '｡'], ".");
    let mut labels = Vec::new();
    let mut length = 0;
    for label in domain.split('.') {
        let label = match label.get(..4) {
            Some(prefix) if prefix.eq_ignore_ascii_case("xn--") => punycode::decode(&label[4..].to_lowercase())?,
            _ => fold(label),
        };
        if !is_label(&label) || fold(&label) != label {
            return None;
        }
        let encoded = if label.is_ascii() { label.len() } else { 4 + punycode::encode(&label)?.len() };
        length += encoded + 1;
        if encoded > 63 {
            return None;
        }
        labels.push(label);
    }
    let domain = labels.join(".");
    (length <= 254 && has_public_end(&domain)).then_some(domain)
}

/// Lower case in compatibility form, without invisible characters; ß and ς stay, as they do in domains since 2010.
fn fold(label: &str) -> String {
    let visible = |character: &char| !matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    label.chars().filter(visible).flat_map(char::to_lowercase).nfkc().flat_map(char::to_lowercase).nfc().collect()
}

fn is_label(label: &str) -> bool {
    let letters = |character: char| {
        if character.is_ascii() {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
        } else {
            character.is_alphanumeric() || is_combining_mark(character) || character == '·'
        }
    };
    !label.is_empty()
        && label.len() <= 255
        && label.chars().all(letters)
        && !label.starts_with(is_combining_mark)
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !label.chars().skip(2).take(2).eq("--".chars())
}

/// Whether the domain lies in one that mail is delivered to from outside: not `localhost`, not an address in numbers.
fn has_public_end(domain: &str) -> bool {
    // A single letter outside ASCII is several when written inside it.
    domain.rsplit_once('.').is_some_and(|(_, end)| end.len() > 1 && !end.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::clean;

    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(clean(raw).as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn lowers_the_domain_only() {
        check("J.D@EXAMPLE.COM", Some("J.D@example.com"));
        check("mailto:j.d@example.com.", Some("j.d@example.com"));
    }

    #[test]
    fn shows_domains_in_their_own_script() {
        check("a@xn--bcher-kva.de", Some("a@bücher.de"));
        check("a@xn--Bcher-kva.DE", Some("a@bücher.de"));
        check("a@BÜCHER.de", Some("a@bücher.de"));
        check("a@пример.рф", Some("a@пример.рф"));
        check("a@straße.de", Some("a@straße.de"));
        check("a@b。com", Some("a@b.com"));
        check("a@b.ж", Some("a@b.ж"));
    }

    #[test]
    fn refuses_what_no_mail_reaches() {
        for raw in [
            "",
            "a",
            "@example.com",
            "a@",
            "a@b",
            "a@localhost",
            "a@b.c",
            "a@127.0.0.1",
            "a b@example.com",
            "a@exa mple.com",
            "a@@example.com",
            "<a@example.com>",
            "a@-example.com",
            "a@exam_ple.com",
            "a@b..co",
            "a@ab--c.co",
            "a@xn--a.co",
            "a@☃.net",
            "mailto:mailto:a@example.com",
        ] {
            check(raw, None);
        }
        let long = "x".repeat(65) + "@example.com";
        check(&long, None);
        check(&long[1..], Some(&long[1..]));
        check(&format!("a@{}.com", "b".repeat(64)), None);
        check(&format!("a@{}com", "b.".repeat(130)), None);
    }
}
