//! What every page has: its head, its style, its script, and the policy that forbids it all else.

use sha2::{Digest, Sha256};

use crate::markup::Markup;

const STYLE: &str = include_str!("../../assets/report.css");
const SCRIPT: &str = include_str!("../../assets/report.js");

/// What a page's frame says.
pub(crate) struct Frame<'a> {
    pub title: &'a str,
    /// "report" or "dossier".
    pub kind: &'static str,
    pub head: Option<&'a str>,
    pub has_script: bool,
}

/// Puts a page together.
///
/// The content security policy allows the one style and the one script that are in the page, by their hashes, and no
/// request for anything: what a hostile document might smuggle in could neither run nor call home.
pub(crate) fn write_page(frame: &Frame<'_>, body: &Markup) -> String {
    let script = if frame.has_script { format!("script-src 'sha256-{}'; ", hash(SCRIPT)) } else { String::new() };
    let policy =
        format!("default-src 'none'; style-src 'sha256-{}'; {script}base-uri 'none'; form-action 'none'", hash(STYLE));
    let mut page = Markup::new();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.open("meta", &[("http-equiv", &"Content-Security-Policy"), ("content", &policy)]);
    page.raw("\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    let generator = format!("Umbra {}", env!("CARGO_PKG_VERSION"));
    page.open("meta", &[("name", &"generator"), ("content", &generator)]);
    page.raw("\n").element("title", &[], format_args!("{}: {}", frame.title, frame.kind));
    page.raw("\n<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    page.raw(RUNGS);
    page.append(body);
    page.raw("\n<footer class=\"colophon\"><p>");
    page.text(format_args!("Made by {generator} from the case file {}.", frame.title));
    if let Some(head) = frame.head {
        page.raw(" State of the case: <code>").text(head).raw("</code>.");
    }
    page.raw(" This page is one file, works without a network and sends nothing.</p></footer>\n");
    if frame.has_script {
        page.raw("<script>").raw(SCRIPT).raw("</script>\n");
    }
    page.raw("</body>\n</html>\n");
    page.as_str().to_owned()
}

/// The signs for the rungs of the ladder: eight bars that grow, filled as far as the accusation has got; a crossed-out
/// bar for what stands against it.
const RUNGS: &str = include_str!("../../assets/rungs.svg");

/// SHA-256 in base64, as a content security policy wants it.
fn hash(content: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(content.as_bytes());
    let mut text = String::with_capacity(44);
    for group in digest.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            if place <= group.len() {
                text.push(char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_base64() {
        assert_eq!(hash("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn style_and_script_can_stand_in_a_page() {
        assert!(!STYLE.contains("</") && !STYLE.contains("url(") && !STYLE.contains("@import"));
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--") && !SCRIPT.contains("fetch"));
    }
}
