//! Bytes into characters.
//!
//! In this order: a byte order mark; UTF-16 told by its zero bytes; an encoding declared inside the document that fits;
//! UTF-8 that is whole; UTF-8 with a few broken places; else a guess from the statistics of the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Characters and how they were come by.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
    pub notes: Vec<String>,
}

/// What the bytes begin with.
const SAMPLE: usize = 1 << 16;

/// The encoding that bytes are in, and the length of their byte order mark.
///
/// `declared` is what the document says of itself. Decides on all the bytes given: give all, or a long sample.
pub(crate) fn detect(bytes: &[u8], declared: Option<&'static Encoding>) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, 0);
    }
    // Escape sequences are pure ASCII, so that the bytes pass as UTF-8.
    if declared == Some(ISO_2022_JP) && memchr::memchr(0x1B, bytes).is_some() {
        return (ISO_2022_JP, 0);
    }
    let (valid, broken) = utf8_health(bytes);
    // Whole characters of UTF-8 hardly ever come about by chance in an alphabet, but now and then in Chinese or Japanese.
    let mostly_whole = |by_chance: usize| valid > 0 && valid >= broken.saturating_mul(by_chance);
    if broken == 0 || mostly_whole(4) || (declared == Some(UTF_8) && mostly_whole(1)) {
        return (UTF_8, 0);
    }
    // A declared UTF-16 that was readable as bytes is a lie, as browsers know too.
    if let Some(declared) = declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE)
        && declared.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    {
        return (declared, 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    (if guess.is_single_byte() && mostly_whole(1) { UTF_8 } else { guess }, 0)
}

/// Decodes all bytes. Valid UTF-8 is taken over without a copy. The byte order mark is left out, nothing else is.
pub(crate) fn decode(mut bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Decoded {
    let (encoding, mark) = detect(&bytes, declared);
    let mut notes = Vec::new();
    if encoding == UTF_8 {
        if mark > 0 {
            bytes.drain(..mark);
        }
        return match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding, notes },
            Err(broken) => {
                let bytes = broken.into_bytes();
                notes.extend(broken_places(&bytes, mark));
                Decoded { text: String::from_utf8_lossy(&bytes).into_owned(), encoding, notes }
            }
        };
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if mark == 0 && declared != Some(encoding) {
        let name = encoding.name();
        notes.push(match std::str::from_utf8(&bytes) {
            Err(broken) => format!(
                "It is no valid UTF-8 (the first fault is at byte {}) and states no encoding: {name} was guessed from its bytes, so some letters may be wrong.",
                broken.valid_up_to()
            ),
            Ok(_) => format!("Its encoding is not stated: {name} was guessed from its bytes."),
        });
    }
    if had_errors {
        let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
        notes.push(format!("{replaced} places hold bytes that are no {}; each shows as \u{FFFD}.", encoding.name()));
    }
    Decoded { text: text.into_owned(), encoding, notes }
}

/// Says where UTF-8 is broken: how many places, and the first three.
pub(crate) fn broken_places(bytes: &[u8], offset: usize) -> Option<String> {
    let (mut at, mut count, mut first) = (offset, 0usize, Vec::new());
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            count += 1;
            if first.len() < 3 {
                let length = chunk.invalid().len();
                first.push(format!("{length} byte{} at offset {at}", if length == 1 { "" } else { "s" }));
            }
        }
        at += chunk.invalid().len();
    }
    let more = if count > first.len() { ", ..." } else { "" };
    let (places, hold) = if count == 1 { ("place", "holds") } else { ("places", "hold") };
    (count > 0).then(|| {
        format!("{count} {places} {hold} bytes that are no UTF-8 ({}{more}); each shows as \u{FFFD}.", first.join(", "))
    })
}

/// How many characters of several bytes are whole, and how many places are broken.
fn utf8_health(bytes: &[u8]) -> (usize, usize) {
    if std::str::from_utf8(bytes).is_ok() {
        return (0, 0);
    }
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (valid, broken)
}

/// UTF-16 of a Latin script has zeros in every other byte; that of Chinese and Japanese shows by its commas and full
/// stops, whose bytes no other text has.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |phase: usize| sample.iter().skip(phase).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 3 > pairs && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 3 > pairs && odd * 20 < pairs {
        Some(UTF_16BE)
    } else if is_wide_han(sample, u16::from_le_bytes) {
        Some(UTF_16LE)
    } else if is_wide_han(sample, u16::from_be_bytes) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes, taken by twos, are Han, kana and the punctuation that goes with them, hardly anything else.
///
/// Letters of ASCII taken by twos look like Han too; commas and full stops between them do not.
fn is_wide_han(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let (mut fitting, mut stops, mut all) = (0, 0, 0);
    for pair in bytes.chunks_exact(2) {
        let unit = unit([pair[0], pair[1]]);
        all += 1;
        stops += usize::from(matches!(unit, 0x3001 | 0x3002 | 0xFF0C));
        fitting += usize::from(
            matches!(unit, 0x0A | 0x0D | 0x20..=0x7E | 0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF),
        );
    }
    stops * 200 > all && fitting * 100 > all * 97
}

/// Why bytes are no text at all, if so.
pub(crate) fn not_text(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() {
        return Some("It is empty.".to_owned());
    }
    if Encoding::for_bom(bytes).is_some_and(|(e, _)| e != UTF_8) || utf16_without_mark(bytes).is_some() {
        return None;
    }
    let zeros = memchr::memchr_iter(0, bytes).count();
    if zeros == bytes.len() {
        return Some(
            "It holds nothing but zero bytes: perhaps a download or a copy that broke off; fetch it again.".to_owned(),
        );
    }
    // Four stretches tell as much as the whole, which may be large.
    let stretches = bytes.chunks(bytes.len().div_ceil(4)).map(|quarter| &quarter[..quarter.len().min(SAMPLE)]);
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let (controls, all) = stretches.fold((0, 0), |(controls, all), stretch| {
        (controls + stretch.iter().filter(control).count(), all + stretch.len())
    });
    (controls * 20 > all).then(|| {
        let percent = controls * 100 / all;
        format!("It is no text and no format that is known: {percent} % of its bytes are control characters.")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes.to_vec(), None);
        assert_eq!((decoded.encoding.name(), decoded.text.as_str()), (encoding, text));
    }

    #[test]
    fn marks_are_followed_and_left_out() {
        check(b"\xEF\xBB\xBFMa", "UTF-8", "Ma");
        check(b"\xFF\xFEM\0a\0", "UTF-16LE", "Ma");
        check(b"\xFE\xFF\0M\0a", "UTF-16BE", "Ma");
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_zeros() {
        let wide: Vec<u8> = "The harbour master".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, "UTF-16LE", "The harbour master");
        let words = "马爱军被判处有期徒刑十年。法院说，他收受贿赂。";
        for (bytes, name) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")] {
            let wide: Vec<u8> = words.encode_utf16().flat_map(bytes).collect();
            assert!(not_text(&wide).is_none());
            check(&wide, name, words);
        }
        // Letters by twos look like Han.
        check(
            b"Caf\xE9 in the quay, and the master said: thelettersrunon",
            "windows-1252",
            "Caf\u{e9} in the quay, and the master said: thelettersrunon",
        );
    }

    #[test]
    fn older_encodings_are_guessed_and_it_is_said() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Начальник полиции был осуждён за получение взятки.");
        let decoded = decode(bytes.to_vec(), None);
        assert_eq!(decoded.text, "Начальник полиции был осуждён за получение взятки.");
        for words in ["no valid UTF-8", "at byte 0", "windows-1251"] {
            assert!(decoded.notes[0].contains(words), "{words:?} is not in {:?}", decoded.notes);
        }
        let (bytes, _, _) = encoding_rs::GBK.encode("警方搜查了公司设在码头区的货场,公司老板被拘留。");
        assert_eq!(decode(bytes.to_vec(), None).text, "警方搜查了公司设在码头区的货场,公司老板被拘留。");
    }

    #[test]
    fn a_declared_encoding_wins_where_it_fits() {
        let bytes = b"\xC4gypten".to_vec();
        assert_eq!(decode(bytes, Some(encoding_rs::ISO_8859_2)).encoding.name(), "ISO-8859-2");
        // The bytes are UTF-8, whatever the page claims.
        assert_eq!(decode("Ägypten".into(), Some(encoding_rs::WINDOWS_1252)).text, "Ägypten");
    }

    #[test]
    fn broken_places_are_counted_and_shown() {
        let mut bytes = "Über die Brücke führt ein Weg, müde Füße gehen ".as_bytes().to_vec();
        let at = bytes.len();
        bytes.extend(b"\xE2\x82 heim");
        let decoded = decode(bytes, None);
        assert_eq!(decoded.encoding, UTF_8);
        assert!(decoded.text.ends_with("gehen \u{FFFD} heim"));
        assert!(decoded.notes[0].contains(&format!("2 bytes at offset {at}")), "{:?}", decoded.notes);
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(not_text(&[0; 4096]).unwrap().contains("zero bytes"));
        assert!(not_text(&(0..=255).collect::<Vec<u8>>()).unwrap().contains("control"));
        assert_eq!(not_text("Ma Aijun\r\n\tBrandt\u{C}".as_bytes()), None);
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes: Vec<u8>) {
            let decoded = decode(bytes.clone(), None);
            if let Ok(text) = std::str::from_utf8(&bytes) && decoded.encoding == UTF_8 {
                prop_assert_eq!(decoded.text.as_str(), text.strip_prefix('\u{FEFF}').unwrap_or(text));
            }
        }
    }
}
