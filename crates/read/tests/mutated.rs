//! Sound files of every format, damaged at random: whatever comes of them, nothing panics and the run goes on.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

mod support;

use std::io::{BufRead, Read};

use flate2::read::MultiGzDecoder;
use proptest::prelude::*;
use proptest::sample::Index;
use support::*;
use umbra_model::parse_line;
use umbra_read::{Bytes, Content, Limits, map_table};

/// Sound files, with their names.
fn fixtures() -> Vec<(&'static str, Vec<u8>)> {
    let data = |name: &str| std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut entities = Vec::new();
    MultiGzDecoder::new(&data("entities.json.gz")[..]).read_to_end(&mut entities).unwrap();
    let story = b"<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>\
        <w:r><w:t>Notice &amp; ruling</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Brandt</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>4 years</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    vec![
        ("a.html", data("chief-gbk.html")),
        ("b.eml", data("leak.eml")),
        ("c.csv", data("payments-utf16.csv")),
        ("d.csv", data("statements.csv")),
        ("e.ftm.json", entities),
        ("f.json.gz", data("entities.json.gz")),
        ("g.docx", zipped(&[("word/document.xml", story)])),
        ("h.zip", zipped(&[("in/a.txt", b"The harbour master signed twice."), ("b.csv", b"name,born\nBrandt,1960\n")])),
        ("i.txt", data("notice-1251.txt")),
        ("j.xml", story.to_vec()),
    ]
}

/// What happens to a file on its way.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index, u8),
    Insert(Index, Vec<u8>),
    Truncate(Index),
}

impl Damage {
    fn any() -> impl Strategy<Value = Self> {
        let piece = prop_oneof![
            proptest::collection::vec(any::<u8>(), 1..20),
            prop_oneof![
                Just("\0"),
                Just("\"\"\""),
                Just("<!--"),
                Just("]]>"),
                Just("&#x110000;"),
                Just("\u{FEFF}"),
                Just("\r\n\r\n"),
                Just("{\"id\":"),
                Just("[[[[["),
                Just("--B--\r\n"),
                Just("=?utf-8?b?"),
                Just("\u{202E}"),
                Just("<table><tr>"),
            ]
            .prop_map(|piece| piece.as_bytes().to_vec()),
        ];
        prop_oneof![
            3 => (any::<Index>(), 1u8..).prop_map(|(at, mask)| Self::Flip(at, mask)),
            1 => any::<(Index, Index)>().prop_map(|(at, to)| Self::Cut(at, to)),
            1 => (any::<(Index, Index)>(), 1u8..9).prop_map(|((at, to), times)| Self::Repeat(at, to, times)),
            3 => (any::<Index>(), piece).prop_map(|(at, piece)| Self::Insert(at, piece)),
            1 => any::<Index>().prop_map(Self::Truncate),
        ]
    }

    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let range = |one: &Index, other: &Index| {
            let (one, other) = (one.index(bytes.len()), other.index(bytes.len()));
            one.min(other)..one.max(other)
        };
        match self {
            Self::Flip(at, mask) => {
                let at = at.index(bytes.len());
                bytes[at] ^= mask;
            }
            Self::Cut(at, to) => drop(bytes.drain(range(at, to))),
            Self::Repeat(at, to, times) => {
                let range = range(at, to);
                let piece = bytes[range.clone()].repeat(usize::from(*times));
                bytes.splice(range.end..range.end, piece);
            }
            Self::Insert(at, piece) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, piece.iter().copied());
            }
            Self::Truncate(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_listed(damages in proptest::collection::vec(Damage::any(), 1..6)) {
        let mut files = fixtures();
        for (_, bytes) in &mut files {
            for damage in &damages {
                damage.apply(bytes);
            }
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
        let found = read_all(&files, Limits::default());
        for (name, _) in &files {
            prop_assert!(found.iter().any(|(path, _)| path.starts_with(name)), "{name} is lost");
        }
        for (path, result) in &found {
            match result {
                Err(reason) => prop_assert!(reason.ends_with(['.', ')']), "{path}: {reason}"),
                Ok(document) => match &document.content {
                    Content::Text(text) => {
                        let whole = text.as_str().len();
                        if whole > 0 {
                            let span = text.span(0..whole).unwrap();
                            prop_assert_eq!(span.quote(), text.as_str());
                        }
                    }
                    Content::Table(table) => {
                        // A table whose mapping makes no sense is an error, as a value.
                        let _ = map_table(&document.source, table, &mut |_| ());
                    }
                    Content::Entities => lines(&document.bytes),
                    Content::Statements => {}
                },
            }
        }
    }
}

fn lines(bytes: &Bytes) {
    for line in bytes.open().unwrap().split(b'\n') {
        let _ = parse_line(&line.unwrap());
    }
}
