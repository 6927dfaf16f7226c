//! Web pages.
//!
//! Pages are read token by token and no tree is built, so that neither depth nor mis-nesting costs more than a pass:
//! time and memory are linear in the page. What is cited is the whole visible text; see [`visible`] for its form.

mod article;
mod elements;
mod metadata;
mod visible;

use encoding_rs::Encoding;

use crate::document::Extracted;
use crate::encoding;

/// Bytes in which a page has to declare its encoding; browsers look at 1,024.
const DECLARATION: usize = 4096;

/// Takes the visible text out of a page.
pub(crate) fn extract(bytes: Vec<u8>) -> Extracted {
    let declared = declared_encoding(&bytes);
    let decoded = encoding::decode(bytes, declared);
    let mut extracted = extract_text(&decoded.text);
    extracted.encoding = Some(decoded.encoding.name());
    extracted.notes.splice(0..0, decoded.notes);
    extracted
}

/// The same for a page that is decoded already, such as the body of a mail.
pub(crate) fn extract_text(html: &str) -> Extracted {
    let mut notes = Vec::new();
    let mut page = visible::read(html, true);
    if page.ends_hidden {
        // Somebody forgot to close a hidden element: hiding the rest would lose what readers may have seen.
        page = visible::read(html, false);
        notes.push("A hidden part of the page is never closed; hidden parts are read as well.".to_owned());
    }
    let main = article::main_ranges(&page);
    let metadata = metadata::read(&page);
    Extracted { text: page.text, pages: Vec::new(), main, metadata, encoding: None, notes }
}

/// The encoding in `<meta charset>`, `<meta http-equiv>` or an XML declaration.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION)].to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        memchr::memmem::find_iter(&head, key).find_map(|at| {
            let rest = head[at + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest.iter().position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/' | b' ' | b'?'))?;
            Encoding::for_label(&rest[..end])
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn main_text(html: &str) -> String {
        let extracted = extract_text(html);
        extracted.main.iter().map(|range| &extracted.text[range.clone()]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn encodings_are_found_where_pages_declare_them() {
        let check =
            |html: &str, name: &str| assert_eq!(declared_encoding(html.as_bytes()).map(Encoding::name), Some(name));
        check("<meta charset=gbk>", "GBK");
        check("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "windows-1251");
        check("<?xml version='1.0' encoding='ISO-8859-2'?>", "ISO-8859-2");
        assert_eq!(declared_encoding(b"<p>no charset here"), None);
        let page = b"<meta charset=\"iso-8859-1\"><p>M\xFCller".to_vec();
        let extracted = extract(page);
        assert_eq!((extracted.text.as_str(), extracted.encoding), ("Müller", Some("windows-1252")));
    }

    #[test]
    fn fifty_thousand_nested_tags_are_read() {
        for tag in ["div", "b", "svg"] {
            let html = format!("{}deep{}", format!("<{tag}>").repeat(50_000), format!("</{tag}>").repeat(50_000));
            let extracted = extract_text(&format!("<p>before</p>{html}<p>after"));
            assert!(extracted.text.starts_with("before") && extracted.text.ends_with("after"), "{tag}");
        }
        let unclosed = extract_text(&format!("{}deep", "<div><table><b>".repeat(50_000)));
        assert_eq!(unclosed.text, "deep");
        let only_ends = extract_text(&format!("{}{}deep", "<div>".repeat(50_000), "</p></b></section>".repeat(50_000)));
        assert_eq!(only_ends.text, "deep");
    }

    #[test]
    fn the_article_is_told_from_its_surroundings() {
        let body =
            "The harbour master was charged on Friday with accepting a bribe of 40,000 crowns for a berth. ".repeat(4);
        let page = format!(
            "<title>x</title><div id=top><a href=a>Front page</a> | <a href=b>Letters</a></div>\
             <div id=content><h2>Licensing chief charged</h2><p>{body}</p><p>{body}</p></div>\
             <div id=side><b>In this issue</b><br><a href=c>Woman charged after swan is stolen</a></div>\
             <div id=foot>Printed by the Press. Contact: desk</div>"
        );
        let main = main_text(&page);
        assert!(main.starts_with("Licensing chief charged") && main.ends_with("berth."), "{main}");
        let page = format!(
            "<nav><a>Home</a></nav><main><article><h1>Raid</h1><p>{body}</p><aside>{body}</aside></article></main><footer>{body}</footer>"
        );
        let main = main_text(&page);
        assert!(main.starts_with("Raid") && main.matches("crowns").count() == 4, "{main}");
    }

    #[test]
    fn a_class_on_the_whole_page_does_not_hide_the_article() {
        let body =
            "The harbour master was charged on Friday with accepting a bribe of 40,000 crowns for a berth. ".repeat(4);
        let page = format!("<form><div class='with-sidebar'><nav><a>Home</a></nav><p>{body}</p></div></form>");
        assert!(main_text(&page).starts_with("The harbour"), "{}", main_text(&page));
    }

    #[test]
    fn a_page_without_an_article_counts_whole() {
        assert!(extract_text("<p>Short.</p>").main.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes: Vec<u8>) {
            extract(bytes);
        }

        #[test]
        fn any_tags_are_taken(tags in proptest::collection::vec("</?(p|div|b|pre|td|tr|title|script|svg|article|p hidden|main|a|h1|table)>|word|<!--|-->| ", 0..60)) {
            let extracted = extract_text(&tags.concat());
            let mut last = 0;
            for range in &extracted.main {
                prop_assert!(range.start >= last && range.end > range.start);
                prop_assert!(extracted.text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
