//! The index beside the file: a cache, whatever happens to it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use serde_json::json;
use umbra_serve::{Options, ServeError, Server};

use crate::client::{HARBOUR, Running, copy};

/// The folder of the one generation.
fn generation(server: &Running) -> PathBuf {
    let folders = fs::read_dir(server.path("harbour.json-match")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    folders.remove(0)
}

#[test]
fn a_whole_index_is_used_again_and_a_broken_one_is_not() {
    let server = Running::harbour();
    assert!(server.taken[0].rebuilt);
    let again = Running::over(server.stop(), &["harbour.json"]);
    assert!(!again.taken[0].rebuilt && again.taken[0].entities == 7);
    let spare = tempfile::tempdir().unwrap();
    let folder = generation(&again);
    copy(&folder, spare.path());
    let names: Vec<_> = fs::read_dir(spare.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let mut server = again;
    for name in names.iter().filter(|name| !name.to_string_lossy().ends_with(".lock")) {
        let kept = server.stop();
        let folder = fs::read_dir(kept.path().join("harbour.json-match")).unwrap();
        let folder = folder.map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        copy(spare.path(), &folder);
        let content = fs::read(folder.join(name)).unwrap();
        fs::write(folder.join(name), &content[..content.len() / 2]).unwrap();
        server = Running::over(kept, &["harbour.json"]);
        server.get("/entities/ana").ok();
        assert_eq!(server.get("/search/harbour").ok()["total"]["value"], 5, "{name:?}");
        generation(&server);
    }
}

#[test]
fn gzip_and_faulty_lines_and_lines_of_one_entity() {
    let folder = tempfile::tempdir().unwrap();
    let lines =
        format!("{HARBOUR}no json\n{}\n", r#"{"id": "ana", "schema": "Person", "properties": {"alias": ["Anna"]}}"#);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(lines.as_bytes()).unwrap();
    fs::write(folder.path().join("harbour.json.gz"), packed.finish().unwrap()).unwrap();
    let server = Running::over(folder, &["harbour.json.gz"]);
    assert_eq!((server.taken[0].entities, server.taken[0].faults), (7, 1));
    assert!(server.taken[0].first_fault.as_ref().unwrap().starts_with("line 8: "));
    let ana = server.get("/entities/ana?nested=false").ok();
    assert_eq!((&ana["properties"]["name"], &ana["properties"]["alias"]), (&json!(["Ana Brandt"]), &json!(["Anna"])));
}

#[test]
fn a_generic_name_gives_way_to_the_folders_and_a_catalogue_to_both() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["donations", "listed"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("entities.ftm.json"), HARBOUR).unwrap();
    }
    let catalogue = r#"{"name": "eu_list", "title": "The list", "resources": [{"name": "entities.ftm.json"}]}"#;
    fs::write(folder.path().join("listed/index.json"), catalogue).unwrap();
    let server = Running::over(folder, &["donations/entities.ftm.json", "listed/entities.ftm.json"]);
    let catalog = server.get("/catalog").ok();
    assert_eq!(
        (&catalog["datasets"][0]["name"], &catalog["datasets"][1]["name"]),
        (&json!("donations"), &json!("eu_list"))
    );
    assert_eq!(catalog["datasets"][1]["title"], "The list");
}

#[test]
fn what_can_not_be_served_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (empty, one, other) =
        (folder.path().join("empty.json"), folder.path().join("a.json"), folder.path().join("a.jsonl"));
    fs::write(&empty, "no json\n").unwrap();
    fs::write(&one, HARBOUR).unwrap();
    fs::write(&other, HARBOUR).unwrap();
    let open = |files: &[&PathBuf]| {
        let files = files.iter().map(|path| (*path).clone()).collect();
        Server::open(Options { files, port: 0, ..Options::default() }, &mut |_| ()).err().unwrap()
    };
    assert!(matches!(open(&[]), ServeError::Nothing));
    assert!(matches!(open(&[&folder.path().join("none.json")]), ServeError::Read { .. }));
    let error = open(&[&empty]);
    assert!(error.to_string().contains("line 1: the line is no entity"), "{error}");
    assert!(matches!(open(&[&one, &other]), ServeError::SameName { .. }));
    fs::write(folder.path().join("b.umbra"), "no case").unwrap();
    assert!(matches!(open(&[&folder.path().join("b.umbra")]), ServeError::Case(_)));
}
