//! Fonts with encodings that the library does not know, put into a form that it does.
//!
//! Chinese, Japanese and Korean files often name a predefined CMap whose codes are UTF-16 (`UniGB-UCS2-H`), or embed a
//! CMap of two-byte codes beside a `ToUnicode` map. Both read rightly as `Identity-H`, with the map that goes with them.
//! CMaps of the older encodings (`GBK-EUC-H`, `90ms-RKSJ-H`) mix codes of one and two bytes and stay unread unless the
//! font has a `ToUnicode` map.

use std::fmt::Write;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Rewrites the fonts of a document in memory.
pub(super) fn make_readable(document: &mut Document) {
    let fonts: Vec<(ObjectId, bool)> = document
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, needs_map(document, object.as_dict().ok()?)?)))
        .collect();
    let map = fonts.iter().any(|(_, needs_map)| *needs_map).then(|| document.add_object(utf16_to_unicode()));
    for (id, needs_map) in fonts {
        let Ok(font) = document.get_object_mut(id).and_then(Object::as_dict_mut) else { continue };
        font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
        if let (true, Some(map)) = (needs_map, map) {
            font.set("ToUnicode", Object::Reference(map));
        }
    }
}

/// For a composite font with an unknown encoding that can be replaced: whether it needs a map to Unicode besides.
fn needs_map(document: &Document, font: &Dictionary) -> Option<bool> {
    let subtype = font.get(b"Subtype").and_then(Object::as_name).ok()?;
    let encoding = font.get(b"Encoding").and_then(|object| document.dereference(object)).ok()?.1;
    if subtype != b"Type0" {
        return None;
    }
    let name = encoding.as_name().unwrap_or_default();
    if name.starts_with(b"Identity") {
        return None;
    }
    if font.has(b"ToUnicode") {
        return Some(false);
    }
    let name = String::from_utf8_lossy(name);
    (name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16"))).then_some(true)
}

/// A map under which every code of two bytes is the character of that number.
fn utf16_to_unicode() -> Stream {
    // Halves of surrogate pairs are no characters.
    let pages: Vec<u8> = (0..=u8::MAX).filter(|page| !(0xD8..=0xDF).contains(page)).collect();
    let mut map = String::from("1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
    for pages in pages.chunks(100) {
        let _ = writeln!(map, "{} beginbfrange", pages.len());
        for page in pages {
            let _ = writeln!(map, "<{page:02X}00> <{page:02X}FF> <{page:02X}00>");
        }
        map.push_str("endbfrange\n");
    }
    Stream::new(Dictionary::new(), map.into_bytes())
}
