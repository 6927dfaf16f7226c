//! Addresses on the web: a scheme is added where it lacks, the rest stays as written.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

const SCHEMES: [&str; 7] = ["http", "https", "ftp", "mailto", "file", "s3", "gs"];

/// A web address in its parts.
struct Parts<'a> {
    scheme: String,
    authority: &'a str,
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

/// The normal form of an address; without a scheme, `http` is meant.
pub(super) fn clean(text: &str) -> Option<Cow<'_, str>> {
    let is_break = |next: char| matches!(next, '\t' | '\n' | '\r');
    // Line breaks come from copying out of a document and are part of no address.
    let normal = if text.contains(is_break) { parse(&text.replace(is_break, ""))?.text() } else { parse(text)?.text() };
    Some(if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal) })
}

/// A form under which addresses of one page agree: no `www`, no fragment, parameters in order.
pub(super) fn comparable(text: &str) -> Option<String> {
    let mut parts = parse(text)?;
    if parts.scheme == "https" {
        parts.scheme.truncate(4);
    }
    let authority = parts.authority.to_lowercase().replace("www.", "");
    let mut query: Vec<&str> = parts
        .query
        .split('&')
        .filter(|parameter| parameter.split_once('=').is_some_and(|(_, value)| !value.is_empty()))
        .collect();
    query.sort_unstable();
    let query = query.join("&");
    Some(Parts { authority: &authority, query: &query, fragment: "", ..parts }.text())
}

fn parse(text: &str) -> Option<Parts<'_>> {
    let parts = split(text);
    if parts.authority.is_empty() {
        // What has a scheme but no host can't be repaired; what has neither may begin with the host.
        if SCHEMES.contains(&parts.scheme.as_str()) || text.starts_with("//") || !parts.path.contains('.') {
            return None;
        }
        return finish(split_authority(String::new(), text));
    }
    finish(parts)
}

fn finish(mut parts: Parts<'_>) -> Option<Parts<'_>> {
    if !is_authority(parts.authority) {
        return None;
    }
    if parts.scheme.is_empty() {
        parts.scheme.push_str("http");
    } else if !SCHEMES.contains(&parts.scheme.as_str()) {
        return None;
    }
    parts.path = parts.path.trim();
    if parts.path.is_empty() {
        parts.path = "/";
    }
    Some(parts)
}

fn split(text: &str) -> Parts<'_> {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '+' | '-' | '.'))
    };
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => (String::new(), text),
    };
    if let Some(rest) = rest.strip_prefix("//") {
        return split_authority(scheme, rest);
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Parts { scheme, authority: "", path, query, fragment }
}

fn split_authority(scheme: String, text: &str) -> Parts<'_> {
    let (authority, rest) = text.split_at(text.find(['/', '?', '#']).unwrap_or(text.len()));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Parts { scheme, authority, path, query, fragment }
}

/// Whether this can be a host, perhaps with a user before and a port after it; prose in the place of one is not.
fn is_authority(authority: &str) -> bool {
    if authority.contains(char::is_whitespace) {
        return false;
    }
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = if let Some(rest) = host.strip_prefix('[') {
        let Some((host, rest)) = rest.split_once(']') else { return false };
        if host.parse::<Ipv6Addr>().is_err() {
            return false;
        }
        match rest.strip_prefix(':') {
            Some(port) => return is_port(port),
            None => return rest.is_empty(),
        }
    } else {
        host.split_once(':').unwrap_or((host, ""))
    };
    is_port(port) && (host.parse::<Ipv4Addr>().is_ok() || is_host(host))
}

fn is_port(port: &str) -> bool {
    port.is_empty() || port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.chars().count())
            && label.chars().all(|next| next.is_alphanumeric() || matches!(next, '_' | '-'))
            && label.chars().any(char::is_alphanumeric)
    };
    // No public domain ends in one letter or in figures: those are decimals and abbreviations.
    let ends_well = match labels.as_slice() {
        [.., _, end] => end.chars().count() > 1 && !end.chars().all(char::is_numeric),
        _ => true,
    };
    labels.iter().all(is_label) && ends_well
}

impl Parts<'_> {
    fn text(&self) -> String {
        let Self { scheme, authority, path, query, fragment } = self;
        let slash = if path.starts_with('/') { "" } else { "/" };
        let mut text = format!("{scheme}://{authority}{slash}{path}");
        for (mark, part) in [('?', query), ('#', fragment)] {
            if !part.is_empty() {
                text.push(mark);
                text.push_str(part);
            }
        }
        // A blank before a mark that was dropped.
        text.truncate(text.trim_end().len());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(clean(raw).as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn adds_scheme_and_slash() {
        check("example.com", Some("http://example.com/"));
        check("//example.com/x", Some("http://example.com/x"));
        check("www.example.com?x=1", Some("http://www.example.com/?x=1"));
        check("HTTP://EXAMPLE.COM", Some("http://EXAMPLE.COM/"));
        check("http://a.com?", Some("http://a.com/"));
    }

    #[test]
    fn leaves_the_rest_as_written() {
        for url in [
            "http://example.com/%7Euser/../x",
            "http://example.com/a b",
            "https://user:pw@example.com:443/x?b=2&a=1#f",
            "http://bücher.de/ü",
            "http://[::1]/",
            "http://localhost/",
            "gs://bucket.example/a",
        ] {
            assert!(matches!(clean(url), Some(Cow::Borrowed(text)) if text == url), "{url}");
        }
    }

    #[test]
    fn refuses_what_leads_nowhere() {
        for raw in [
            "",
            "example",
            "/path",
            "not a url",
            "mailto:a@example.com",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://",
            "http://exa mple.com",
            "http://a..b",
            "http://a:x/",
            "http://a:99999/",
            "http://[::1",
            "3.4",
            "N.A.",
            "s3x://a.bc",
            "http:/x",
            "Social media: http://example.com",
        ] {
            check(raw, None);
        }
    }

    #[test]
    fn compares_pages_not_spellings() {
        let same = |left, right| comparable(left) == comparable(right);
        assert!(same("https://www.example.com/?b=2&a=1#x", "http://EXAMPLE.com/?a=1&b=2&c="));
        assert!(!same("http://example.com/a", "http://example.com/b"));
    }
}
