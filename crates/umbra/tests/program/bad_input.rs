//! Bad input is refused or listed with a message that helps, and costs nothing of what was there.

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::Value;

use crate::folder::Folder;

/// A folder with one good document in `files`.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("files/good.txt", "Elin Brandtmann, former mayor of Saltmarsh, opened the bridge in 2019.\n");
    folder
}

/// What was said of the file whose path ends so: reasons for leaving it or a row of it out, and notes.
fn said_of(read: &Value, name: &str) -> String {
    let mut said = String::new();
    for list in ["skipped", "notes"] {
        for line in read[list].as_array().into_iter().flatten() {
            if line["path"].as_str().is_some_and(|path| path.contains(name)) {
                let _ = writeln!(said, "{line}");
            }
        }
    }
    said
}

/// Reads a bad file beside the good one; the message must hold all of `words`, and the good file must be there.
fn check(name: &str, content: impl AsRef<[u8]>, words: &[&str]) {
    let folder = folder();
    folder.write(&format!("files/{name}"), content);
    let said = said_of(&folder.read(), name);
    for word in words {
        assert!(said.to_lowercase().contains(&word.to_lowercase()), "{name}: {word:?} is not in {said:?}");
    }
    folder.holds_the_good_file();
}

#[test]
fn a_file_of_zeros() {
    check("zeros.txt", vec![0; 1 << 20], &["zero"]);
}

#[test]
fn broken_utf8() {
    check(
        "broken.txt",
        b"Elin Brandtmann met \xff\xfe\xfa in Saltmarsh \xe2\x82 again, as everybody knows.",
        &["utf-8"],
    );
}

#[test]
fn one_long_line() {
    check("line.txt", "a".repeat(3_000_000), &[]);
}

#[test]
fn ragged_rows() {
    let rows =
        "name,birthDate,nationality\nAda Varnholm,1980,mt\nBo Quist,1981,mt,too,many\nCy Tarn\nDi Orre,1983,mt\n";
    check("ragged.csv", rows, &["row\":3", "5", "3"]);
}

#[test]
fn entities_of_an_unknown_schema_or_property() {
    let lines = [
        r#"{"id":"a","schema":"Person","properties":{"name":["Ada Varnholm"]}}"#,
        r#"{"id":"b","schema":"Wizard","properties":{"name":["Bo Quist"]}}"#,
        r#"{"id":"c","schema":"Person","properties":{"wandLength":["9"],"name":["Cy Tarn"]}}"#,
        r#"{"id":"d","schema":"Person","properties":{"name":["Di Orre"]}"#,
    ];
    let folder = folder();
    folder.write("files/list.ftm.json", lines.join("\n"));
    let said = said_of(&folder.read(), "list.ftm.json");
    for words in ["Wizard", "wandLength", "row\":2", "row\":3", "row\":4"] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
    let found = folder.umbra(["who", "Ada Varnholm", "case.umbra"]);
    assert!(found.out.contains("Ada Varnholm"), "{}", found.out);
    folder.holds_the_good_file();
}

#[test]
fn entities_that_refer_in_a_circle() {
    let folder = folder();
    let owns = |owner: &str, asset: &str| {
        format!(r#"{{"id":"o-{owner}","schema":"Ownership","properties":{{"owner":["{owner}"],"asset":["{asset}"]}}}}"#)
    };
    let company = |id: &str| {
        format!(r#"{{"id":"{id}","schema":"Company","properties":{{"name":["{id} Ltd"],"parent":["{id}"]}}}}"#)
    };
    let lines =
        [company("x"), company("y"), company("z"), owns("x", "y"), owns("y", "z"), owns("z", "x"), owns("x", "x")];
    folder.write("files/circle.ftm.json", lines.join("\n"));
    folder.read();
    let dossier = folder.umbra(["dossier", "x Ltd", "case.umbra"]);
    assert_eq!(dossier.code, 0, "{}", dossier.err);
    assert!(dossier.out.contains("y Ltd") && dossier.out.contains("z Ltd"), "{}", dossier.out);
    assert_eq!(folder.umbra(["umbrellas", "case.umbra"]).code, 0);
    folder.holds_the_good_file();
}

#[test]
fn fifty_thousand_nested_tags() {
    let page = format!(
        "<html><body>{}Elin Brandtmann spoke.{}</body></html>",
        "<div>".repeat(50_000),
        "</div>".repeat(50_000)
    );
    check("nested.html", page, &[]);
}

#[test]
fn a_zip_bomb() {
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    bomb.start_file("bomb.txt", options).unwrap();
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..300 {
        bomb.write_all(&zeros).unwrap();
    }
    check("bomb.zip", bomb.finish().unwrap().into_inner(), &["bomb.txt"]);
}

#[test]
fn a_path_that_leaves_its_archive() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("../../escaped.txt", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"Out I go.").unwrap();
    let folder = folder();
    folder.write("files/in/escape.zip", archive.finish().unwrap().into_inner());
    let said = said_of(&folder.read(), "escape.zip");
    assert!(said.contains(".."), "{said}");
    assert!(!folder.path("escaped.txt").exists() && !folder.path("files/escaped.txt").exists());
    folder.holds_the_good_file();
}

#[test]
fn a_case_file_of_another_program() {
    let folder = folder();
    for (name, content) in [("text.umbra", b"not a database".as_slice()), ("empty.umbra", b"")] {
        folder.write(name, content);
        let ended = folder.umbra(["read", "files", "--case", name]);
        assert_eq!(ended.code, 3, "{}", ended.err);
        assert!(ended.err.contains(name), "{}", ended.err);
        assert_eq!(std::fs::read(folder.path(name)).unwrap(), content, "the foreign file was touched");
    }
    let foreign = rusqlite::Connection::open(folder.path("foreign.umbra")).unwrap();
    foreign.execute_batch("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')").unwrap();
    drop(foreign);
    let before = std::fs::read(folder.path("foreign.umbra")).unwrap();
    let ended = folder.umbra(["read", "files", "--case", "foreign.umbra"]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert_eq!(std::fs::read(folder.path("foreign.umbra")).unwrap(), before, "the foreign file was touched");
}

#[test]
fn a_case_file_of_a_newer_version() {
    let folder = folder();
    folder.read();
    let case = rusqlite::Connection::open(folder.path("case.umbra")).unwrap();
    case.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(case);
    for arguments in [vec!["read", "files", "--case", "case.umbra"], vec!["umbrellas", "case.umbra"]] {
        let ended = folder.umbra(&arguments);
        assert_eq!(ended.code, 3, "{}", ended.err);
        assert!(ended.err.contains("newer") && ended.err.contains("99"), "{}", ended.err);
    }
}

#[test]
fn a_case_file_in_use() {
    let folder = folder();
    folder.read();
    let mut other = umbra_case::Case::open(folder.path("case.umbra")).unwrap();
    let writer = other.begin("somebody else").unwrap();
    folder.write("files/late.txt", "Ada Varnholm came late.");
    let ended = folder.umbra(["read", "files", "--case", "case.umbra"]);
    assert_eq!(ended.code, 4, "{}{}", ended.out, ended.err);
    drop(writer);
    drop(other);
    folder.holds_the_good_file();
}

#[test]
fn nothing_at_that_path() {
    let folder = folder();
    let ended = folder.umbra(["investigate", "nowhere"]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert!(ended.err.contains("nowhere"), "{}", ended.err);
    assert!(!folder.path("nowhere.umbra").exists(), "an empty case was left behind");
}

#[test]
fn nothing_that_can_be_read() {
    let folder = folder();
    folder.write("zeros/zeros.txt", vec![0; 1000]);
    std::fs::create_dir(folder.path("empty")).unwrap();
    for (path, words) in [("empty", "nothing to read"), ("zeros", "zero bytes")] {
        for command in ["investigate", "read"] {
            let ended = folder.umbra([command, path]);
            assert_eq!(ended.code, 3, "{}", ended.err);
            assert!(ended.err.contains(words), "{}", ended.err);
            for left in [format!("{path}.umbra"), format!("{path}.umbra-index"), format!("{path}.html")] {
                assert!(!folder.path(&left).exists(), "{left} was left behind");
            }
        }
    }
    // A case that was there before stays.
    folder.read();
    assert_eq!(folder.umbra(["read", "empty", "--case", "case.umbra"]).code, 3);
    folder.holds_the_good_file();
}

#[test]
fn a_case_file_in_a_folder_that_is_not_there() {
    let folder = folder();
    let ended = folder.umbra(["read", "files", "--case", "nowhere/case.umbra"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("no folder nowhere"), "{}", ended.err);
}
