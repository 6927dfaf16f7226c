//! Whole runs over small files, and what holds of every file.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use umbra_model::SourceId;
use umbra_read::{Content, Item, Options, map_table, read, text_again};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn items(paths: &[PathBuf]) -> Vec<Item> {
    let mut items = Vec::new();
    read(paths, &Options::default(), &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    })
    .unwrap();
    items
}

/// What came of a file, in a few lines: path, media type, metadata, notes, and the text or the statements.
fn show(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        let document = match item {
            Item::Skipped(skipped) => {
                writeln!(out, "- {}: {}", skipped.path, skipped.reason).unwrap();
                continue;
            }
            Item::Document(document) => document,
        };
        let source = &document.source;
        write!(out, "{} {}", source.path, source.media_type).unwrap();
        for (name, value) in
            [("title", &source.title), ("by", &source.publisher), ("lang", &source.language), ("enc", &source.encoding)]
        {
            if let Some(value) = value {
                write!(out, " {name}={value}").unwrap();
            }
        }
        writeln!(out, "{}", source.published.map(|date| format!(" on={date}")).unwrap_or_default()).unwrap();
        document.notes.iter().for_each(|note| writeln!(out, "  ! {note}").unwrap());
        match &document.content {
            Content::Text(text) => text.as_str().lines().for_each(|line| writeln!(out, "  | {line}").unwrap()),
            Content::Table(table) => {
                let mut line = |statement: umbra_model::Statement| {
                    let (schema, property) = (statement.schema().name(), statement.property().name());
                    if statement.target().is_none() && property != "namesMentioned" {
                        writeln!(out, "  {} {schema}:{property} {}", statement.span().place(), statement.value())
                            .unwrap();
                    }
                };
                map_table(source, table, &mut line).unwrap();
            }
            Content::Entities => writeln!(out, "  entities").unwrap(),
            Content::Statements => writeln!(out, "  statements").unwrap(),
        }
    }
    out
}

fn check(name: &str, expected: &str) {
    let found = show(&items(&[data(name)]));
    assert_eq!(found.trim_end(), expected.trim(), "\n{found}");
}

#[test]
fn encodings_of_all_kinds_are_read() {
    check(
        "chief-gbk.html",
        "chief-gbk.html text/html title=码头通讯 lang=zho enc=GBK
  | 派出所原所长受审
  | 
  | 奥斯特兰法院星期一开庭审理码头区派出所原所长一案。检察机关指控他向“灯笼帮”通风报信。
  | 
  | 他否认全部指控。",
    );
    check(
        "notice-1251.txt",
        "notice-1251.txt text/plain by=Районный суд lang=rus enc=windows-1251 on=2023-05-19
  ! It is no valid UTF-8 (the first fault is at byte 0) and states no encoding: windows-1251 was guessed from its bytes, so some letters may be wrong.
  | Издатель: Районный суд
  | Дата: 19.05.2023
  | 
  | Суд признал Драгана Велькорана виновным в вымогательстве и приговорил его к четырнадцати годам лишения свободы.
  | Приговор не вступил в законную силу.",
    );
    check(
        "payments-utf16.csv",
        "payments-utf16.csv text/csv enc=UTF-16LE
  ! What its columns mean was guessed (LegalEntity, Payment): look at the mapping and correct it.
  row 2, column Payer LegalEntity:name Halvane Haulage
  row 2, column Payee LegalEntity:name Perrinmoor Advisory
  row 2, column Date Payment:date 2019-04-03
  row 2, column Amount (EUR) Payment:amount 35000
  row 2, column Payer Payment:currency EUR
  row 3, column Payee LegalEntity:name “T. Erlingworth”
  row 3, column Date Payment:date 2019-04-08
  row 3, column Amount (EUR) Payment:amount 30000
  row 3, column Payer Payment:currency EUR",
    );
    check(
        "broken.txt",
        "broken.txt text/plain lang=deu enc=UTF-8
  ! 2 places hold bytes that are no UTF-8 (1 byte at offset 72, 1 byte at offset 75); each shows as \u{FFFD}.
  | Čapek sagte, der Hafenmeister habe nichts gewußt. Über die Zahlungen \u{FFFD} f\u{FFFD}r Kies wollte er nichts wissen. Später schwieg er ganz.",
    );
}

#[test]
fn a_mail_is_read_with_all_that_is_in_it() {
    check(
        "leak.eml",
        "leak.eml message/rfc822 title=The list – as promised by=Lindqvaal, Yusra lang=eng on=2024-03-04
  ! Attached: list.zip, attachment-2.eml.
  | From: Lindqvaal, Yusra <y.lindqvaal@harbour.example>
  | To: Desk <desk@courier.example>
  | Date: Mon, 4 Mar 2024 08:59:41 +0000
  | Subject: The list – as promised
  | 
  | Here is the list. Please do not name me. I never spoke to anybody in the gang, whatever the café says.
- leak.eml/list.zip/../escape.txt: Its name leads out of the archive, as only an attack or a broken program writes it; it was not read. Rename the member to read it.
leak.eml/list.zip/owners.csv text/csv enc=UTF-8
  row 2, column company Company:name Halvane Haulage
leak.eml/attachment-2.eml message/rfc822 title=Fwd: berth 7 by=Somebody lang=eng
  | From: Somebody <s@example.example>
  | Subject: Fwd: berth 7
  | 
  | The licence was signed on 27 August.",
    );
}

#[test]
fn what_is_in_followthemoneys_form_is_handed_on() {
    check("entities.json.gz", "entities.json.gz/entities.json application/json+ftm\n  entities");
    check("statements.csv", "statements.csv text/csv+ftm-statements\n  statements");
}

#[test]
fn a_text_can_be_extracted_again() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/marenport/documents");
    let mut count = 0;
    for item in items(&[data(""), example]) {
        let Item::Document(document) = item else { continue };
        let Some(text) = document.text() else { continue };
        let bytes = document.bytes.load().unwrap();
        assert_eq!(SourceId::of(&bytes), document.source.id);
        let again = text_again(&bytes, &document.source.media_type, &Options::default()).unwrap();
        assert_eq!((again.as_str(), again.pages()), (text.as_str(), text.pages()), "{}", document.source.path);
        count += 1;
    }
    assert!(count > 20, "{count}");
    assert!(text_again(b"{}", "application/json+ftm", &Options::default()).is_err());
    assert!(text_again(&[0; 10], "text/plain", &Options::default()).is_err());
}

#[test]
fn the_sink_can_end_the_run() {
    let mut count = 0;
    read(&[data("")], &Options::default(), &mut |_| {
        count += 1;
        if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap();
    assert_eq!(count, 2);
}

/// Files of every kind that the tests have, to be spoiled.
fn originals() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(data(""))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &files {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    let mut document = zip::ZipWriter::new(Cursor::new(Vec::new()));
    document.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    document
        .write_all(b"<w:document><w:body><w:p><w:r><w:t>One &amp; two</w:t></w:r></w:p></w:body></w:document>")
        .unwrap();
    files.push(("all.zip".to_owned(), archive.finish().unwrap().into_inner()));
    files.push(("a.docx".to_owned(), document.finish().unwrap().into_inner()));
    let court = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/marenport/documents/court/judgment-notice-2023-05-19.pdf");
    files.extend(std::fs::read(court).ok().map(|bytes| ("a.pdf".to_owned(), bytes)));
    files
}

/// Reads bytes under a name and looks at every promise that is made of a document.
fn check_promises(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let found = items(&[folder.path().join(name)]);
    assert!(!found.is_empty(), "{name} was lost");
    for item in found {
        let document = match item {
            Item::Skipped(skipped) => {
                assert!(skipped.reason.ends_with(['.', '!']) && skipped.reason.len() > 10, "{}", skipped.reason);
                continue;
            }
            Item::Document(document) => document,
        };
        if let Some(text) = document.text() {
            assert!(text.pages().iter().all(|page| text.as_str().is_char_boundary(*page)) && text.pages().is_sorted());
            assert!(document.main.iter().all(|range| text.span(range.clone()).is_ok()));
            assert!(document.main.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
        if let Content::Table(table) = &document.content {
            map_table(&document.source, table, &mut |statement| assert!(!statement.span().quote().is_empty())).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_under_any_name_are_met(
        bytes: Vec<u8>,
        magic in proptest::sample::select(vec!["", "%PDF-1.4\n", "PK\u{3}\u{4}", "From: a\nMIME-Version: 1.0\n\n", "<html>", "a,b\n1,", "{\"id\":\"a\",\"schema\":\"Person\"}"]),
        name in proptest::sample::select(vec!["a.txt", "a.md", "a.html", "a.csv", "a.tsv", "a.pdf", "a.docx", "a.zip", "a.gz", "a.eml", "a"]),
    ) {
        check_promises(name, &[magic.as_bytes(), &bytes].concat());
    }

    #[test]
    fn spoiled_files_are_met(which: proptest::sample::Index, at: proptest::sample::Index, with: Vec<u8>, cut: bool) {
        let files = originals();
        let (name, bytes) = which.get(&files);
        let mut bytes = bytes.clone();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at + 1);
        }
        for (byte, spoiled) in bytes[at..].iter_mut().zip(with) {
            *byte = spoiled;
        }
        check_promises(name, &bytes);
    }
}
