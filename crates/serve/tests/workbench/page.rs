//! The page that is part of the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::bench::Bench;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("node_modules") {
            continue;
        }
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

#[test]
fn the_page_is_built_of_the_sources_that_lie_beside_it() {
    let page = root().join("crates/serve/page");
    let mut files = vec![
        page.join("app.css"),
        page.join("app.js"),
        page.join("icon.svg"),
        page.join("index.html"),
        page.join("world.json"),
    ];
    walk(&root().join("web"), &mut files);
    let now: BTreeMap<String, String> = files
        .iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            (name, Sha256::digest(fs::read(path).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect())
        })
        .collect();
    let lock = fs::read_to_string(page.join("lock")).unwrap();
    let locked: BTreeMap<String, String> = lock
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(hash, name)| (name.to_owned(), hash.to_owned()))
        .collect();
    for (name, hash) in &now {
        assert_eq!(
            locked.get(name),
            Some(hash),
            "{name} is not what the page was built of: run `npm ci && npm run build` in web/"
        );
    }
    assert_eq!(
        now.len(),
        locked.len(),
        "the page was built of files that are gone: run `npm ci && npm run build` in web/"
    );
}

#[test]
fn the_page_is_small_and_asks_nobody_else() {
    let bench = Bench::new();
    let mut packed = 0;
    for path in ["/", "/page/app.js", "/page/app.css", "/page/icon.svg", "/page/world.json"] {
        let reply = bench.running.get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.head.contains("etag: "), "{path}");
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, reply.body.as_bytes()).unwrap();
        packed += encoder.finish().unwrap().len();
        for address in
            reply.body.split("http").skip(1).filter(|rest| rest.starts_with("://") || rest.starts_with("s://"))
        {
            let address: String = address.chars().take(40).collect();
            let is_name =
                ["://www.w3.org/", "s://react", "s://preactjs"].iter().any(|known| address.starts_with(known));
            assert!(is_name, "{path} names http{address}");
        }
    }
    assert!(packed < 150_000, "{packed} bytes");
    let tag = bench.running.get("/page/app.js").head;
    let tag = tag.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    assert_eq!(bench.running.send("GET", "/page/app.js", &[("if-none-match", tag)], b"").status, 304);
}

#[test]
fn nothing_is_put_into_the_page_as_markup() {
    let mut files = Vec::new();
    walk(&root().join("web/src"), &mut files);
    assert!(files.len() > 15);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"]
        {
            assert!(!text.contains(way), "{} uses {way}", path.display());
        }
    }
}
