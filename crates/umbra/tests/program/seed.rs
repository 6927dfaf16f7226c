//! The first real input: a news report, if the shared data is there.

use std::path::{Path, PathBuf};

use crate::folder::Folder;

pub fn article() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("UMBRA_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("seed/article.txt")).filter(|path| path.exists())
}

#[test]
fn the_article_gives_its_protector_with_the_very_sentence_and_nobody_else() {
    let Some(article) = article() else {
        println!("skipped: no shared data");
        return;
    };
    let folder = Folder::new();
    assert_eq!(folder.umbra([std::ffi::OsStr::new("investigate"), article.as_os_str()]).code, 0);

    let umbrellas = folder.umbra(["--json", "umbrellas"]).json();
    let umbrella = &umbrellas[0];
    assert_eq!(umbrellas.as_array().unwrap().len(), 1, "{umbrellas}");
    assert_eq!(umbrella["is_named"], false);
    let protectors = umbrella["protectors"].as_array().unwrap();
    assert_eq!(protectors.len(), 1, "{umbrella}");
    let protector = &protectors[0];
    assert_eq!(protector["person"]["caption"], "Ma Aijun");
    assert_eq!((&protector["shelf"], &protector["standing"]), (&"court".into(), &"convicted".into()));
    let quote = protector["best"]["quote"].as_str().unwrap();
    assert!(quote.contains("convicted and sentenced for sheltering the gang"), "{quote}");
    let office = &protector["offices"][0];
    assert_eq!(office["status"], "past");
    assert!(office["body"]["caption"].as_str().unwrap().contains("Tangshan Public Security Bureau"), "{office}");

    let figures = folder.umbra(["--json", "figures"]).json();
    let values: Vec<f64> = figures["figures"].as_array().unwrap().iter().filter_map(|f| f["value"].as_f64()).collect();
    for wanted in [5200.0, -13.0, -10.0, 1900.0, 27000.0] {
        assert!(values.contains(&wanted), "{wanted} is not in {values:?}");
    }
    assert_eq!(values.len(), 5, "{values:?}");
    let checks = figures["checks"].as_array().unwrap();
    let part = checks.iter().find(|check| check["check"] == "parts_and_whole").expect("1,900 of 5,200");
    assert_eq!(part["verdict"], "agree");
    let (says, caveats) = (part["says"].to_string(), part["caveats"].to_string());
    assert!(says.contains("1,900") && says.contains("5,200") && says.contains("36.5 %"), "{says}");
    assert!(caveats.contains("under another name"), "{caveats}");
}
