//! Files that are broken, hostile or strange: each gives a clear message, and the files after it are read.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

mod support;

use std::io::Write;

use support::*;
use umbra_read::{Content, Limits, map_table};

#[test]
fn a_file_of_zeros_is_refused() {
    for name in ["a.txt", "a.html", "a.csv", "a.pdf", "a"] {
        check_refused(name, &[0; 100_000], "nothing but zero bytes");
    }
    check_refused("a.txt", b"", "empty");
    check_refused("a.txt", b" \n\t\n", "white space");
}

#[test]
fn two_hundred_megabytes_of_one_line_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let line = "The quay is long and the gravel is grey ".repeat(25_000);
    for name in ["a.txt", "b.csv"] {
        let mut file = std::fs::File::create(folder.path().join(name)).unwrap();
        for _ in 0..200 {
            file.write_all(line.as_bytes()).unwrap();
        }
    }
    let found = read_folder(folder.path(), Limits::default());
    assert_eq!(found.len(), 2);
    for (path, document) in found {
        let document = document.unwrap();
        assert_eq!(text(&document).len(), 200_000_000, "{path}");
        assert!(matches!(document.bytes, umbra_read::Bytes::File(_)), "the bytes stay on disk");
        assert_eq!(
            document.notes.iter().any(|note| note.contains("read as plain text")),
            path == "b.csv",
            "{:?}",
            document.notes
        );
    }
    // Past the limit it is refused, with what to do.
    let found = read_folder(folder.path(), Limits { max_document_bytes: 100_000_000, ..Limits::default() });
    let reason = found[0].1.as_ref().unwrap_err();
    assert!(reason.contains("200 MB, over the limit of 100 MB") && reason.contains("split it"), "{reason}");
}

#[test]
fn broken_utf8_is_read_and_counted() {
    let bytes = "Müller und Söhne für Gäste ".repeat(3).into_bytes();
    let bytes = [&bytes[..], b"\xFF\xFE\xC3 end"].concat();
    let found = read_all(&[("a.txt", &bytes)], Limits::default());
    let document = found[0].1.as_ref().unwrap();
    assert!(text(document).ends_with("\u{FFFD}\u{FFFD}\u{FFFD} end"));
    let note = &document.notes[0];
    assert!(note.contains("3 places") && note.contains("1 byte at offset 93"), "{note}");
}

#[test]
fn ragged_rows_are_listed() {
    let table = "name,birth_date,nationality\nMa Aijun,1960-01-02,cn\nBrandt,1971-03-04\nLi,1980-05-06,cn,stray\n\
                 Yan,1975-07-08,cn,,\n\"Open,1990-01-01,cn\nZhou,1985-09-10,cn\n";
    let found = read_all(&[("a.csv", table.as_bytes())], Limits::default());
    let document = found[0].1.as_ref().unwrap();
    let Content::Table(table) = &document.content else { panic!("{document:?}") };
    let mut names = Vec::new();
    let report = map_table(&document.source, table, &mut |statement| {
        if statement.property().name() == "name" {
            names.push(statement.value().to_owned());
        }
    })
    .unwrap();
    assert_eq!(names, ["Ma Aijun", "Brandt", "Yan", "\"Open", "Zhou"]);
    let refused: Vec<u64> = report.refused_rows.iter().map(|fault| fault.row).collect();
    let doubtful: Vec<u64> = report.doubtful_rows.iter().map(|fault| fault.row).collect();
    assert_eq!((refused, doubtful), (vec![4], vec![3, 6]));
    let notes = report.notes().join(" ");
    assert!(notes.contains("row 4: it has 4 cells where the table has 3 columns"), "{notes}");
}

#[test]
fn fifty_thousand_nested_tags_are_read() {
    let page = format!("<html><body>{}deep{}</body></html>", "<div><b>".repeat(50_000), "</b></div>".repeat(50_000));
    let found = read_all(&[("a.html", page.as_bytes())], Limits::default());
    assert_eq!(text(found[0].1.as_ref().unwrap()), "deep");
}

#[test]
fn a_zip_bomb_is_refused_and_its_neighbours_read() {
    let bomb = zipped(&[("a.txt", b"Before."), ("bomb.txt", &vec![b'x'; 50 << 20]), ("c.txt", b"After.")]);
    let found = read_all(&[("a.zip", &bomb)], Limits::default());
    let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["a.zip/a.txt", "a.zip/bomb.txt", "a.zip/c.txt"]);
    let reason = found[1].1.as_ref().unwrap_err();
    assert!(reason.contains("zip bombs"), "{reason}");
    assert!(found[0].1.is_ok() && found[2].1.is_ok());
}

#[test]
fn archives_within_archives_share_their_bounds() {
    let mut nested = zipped(&[("a.txt", b"Deep.")]);
    for _ in 0..8 {
        nested = zipped(&[("in.zip", &nested)]);
    }
    let found = read_all(&[("a.zip", &nested)], Limits::default());
    assert!(found[0].1.as_ref().unwrap_err().contains("more than 5 archives"), "{found:?}");
    // Many small members within one archive.
    let small: Vec<(String, Vec<u8>)> = (0..9).map(|n| (format!("{n}.txt"), vec![b'y'; 1000])).collect();
    let members: Vec<(&str, &[u8])> = small.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let inner = zipped(&members);
    let outer = zipped(&[("1.zip", &inner), ("2.zip", &inner)]);
    let found = read_all(&[("a.zip", &outer)], Limits { max_archive_members: 7, ..Limits::default() });
    let (path, reason) = &found[6];
    assert!(path == "a.zip/1.zip" && reason.as_ref().unwrap_err().contains("3 members were left out"), "{found:?}");
    assert!(found[7].0 == "a.zip" && found.len() == 8, "{found:?}");
    let found = read_all(&[("a.zip", &outer)], Limits { max_archive_bytes: 5_000, ..Limits::default() });
    assert!(
        found
            .iter()
            .any(|(_, result)| result.as_ref().is_err_and(|reason| reason.contains("unpacks to more than 5 kB"))),
        "{found:?}"
    );
}

#[test]
fn names_that_lead_out_of_the_archive_are_refused() {
    let names = ["../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt", "..\\evil.txt"];
    let members: Vec<(&str, &[u8])> =
        names.iter().map(|name| (*name, &b"Evil."[..])).chain([("good.txt", &b"Good."[..])]).collect();
    let found = read_all(&[("a.zip", &zipped(&members))], Limits::default());
    assert_eq!(found.len(), 6);
    for (path, result) in &found {
        match result {
            Ok(document) => assert_eq!((path.as_str(), text(document)), ("a.zip/good.txt", "Good.")),
            Err(reason) => {
                assert!(path.ends_with("evil.txt") && reason.contains("leads out of the archive"), "{path}: {reason}");
            }
        }
    }
}

#[test]
fn damaged_and_encrypted_archives_are_listed() {
    check_refused("a.zip", b"PK\x03\x04 and no more", "damaged");
    check_refused("a.gz", b"\x1F\x8B\x08\x00 and no more", "damaged");
    let mut archive = zipped(&[("a.txt", b"Secret.")]);
    // The flag for encryption, in the local header and in the directory.
    let directory = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    archive[6] |= 1;
    archive[directory + 8] |= 1;
    let found = read_all(&[("a.zip", &archive)], Limits::default());
    assert!(found[0].1.as_ref().unwrap_err().contains("encrypted"), "{found:?}");
}

#[test]
fn what_is_not_read_says_what_to_do() {
    check_refused("a.xlsx", &zipped(&[("xl/workbook.xml", b"<x/>")]), "save each sheet as CSV");
    check_refused("a.jpg", b"\xFF\xD8\xFF\xE0 JFIF", "OCR");
    check_refused("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "save it as DOCX");
    check_refused("a.html", b"<html><body><div id=root></div><script>render()</script>", "scripts");
}
