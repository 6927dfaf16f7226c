//! `umbra serve`: starts, says where, answers, stops.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::folder::Folder;

const ANA: &str = r#"{"id": "ana", "schema": "Person", "properties": {"name": ["Ana Brandt"]}}"#;

/// Starts the server, and gives it with what it says of itself.
fn serve(folder: &Folder, arguments: &[&str]) -> (Child, Value) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_umbra"))
        .args(["--json", "--quiet", "serve", "--port", "0"])
        .args(arguments)
        .current_dir(folder.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (server, serde_json::from_str(&line).unwrap())
}

fn address(started: &Value) -> String {
    started["address"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned()
}

/// Starts a workbench, and gives it with its address.
fn workbench(folder: &Folder, arguments: &[&str]) -> (Child, String) {
    let (server, started) = serve(folder, &[&["--as", "Ana"], arguments].concat());
    (server, address(&started))
}

/// Ends a server as Ctrl-C does, and well.
fn interrupt(server: Child) {
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    let ended = server.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

#[test]
fn it_says_where_it_listens_and_ends_well() {
    let folder = Folder::new();
    folder.write("list.json", ANA);
    let (server, started) = serve(&folder, &["list.json"]);
    assert_eq!(started["datasets"][0], "list");
    let reply = get(&address(&started), "/entities/ana");
    assert!(reply.starts_with("HTTP/1.1 200") && reply.contains("Ana Brandt"), "{reply}");
    interrupt(server);
}

#[test]
fn a_folder_of_documents_becomes_a_case_in_the_browser() {
    let folder = Folder::new();
    folder.write("papers/courier.txt", "Dragan Velkoran was convicted of leading the Lantern Crew.");
    folder.write("papers/broken.pdf", "%PDF-1.4 nothing");
    let (server, address) = workbench(&folder, &["papers"]);
    let page = get(&address, "/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("/page/app.js"), "{page}");
    let mut sources = String::new();
    for _ in 0..600 {
        let session = get(&address, "/api/v1/session");
        if session.contains("\"idle\"") {
            sources = get(&address, "/api/v1/sources");
            break;
        }
        assert!(!session.contains("\"failed\""), "{session}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(sources.contains("courier.txt") && sources.contains("broken.pdf"), "{sources}");
    assert!(get(&address, "/api/v1/network").contains("Dragan Velkoran"));
    assert!(folder.path("papers.umbra").exists());
    interrupt(server);
}

#[test]
fn without_a_case_an_empty_workbench_waits() {
    let folder = Folder::new();
    let (server, address) = workbench(&folder, &[]);
    assert!(get(&address, "/api/v1/session").contains("\"empty\""));
    interrupt(server);
    assert!(!folder.path("case.umbra").exists(), "nothing is made of nothing");
}

#[test]
fn what_can_not_be_served_is_told() {
    let folder = Folder::new();
    folder.write("empty.json", "nothing");
    folder.write("a.json", ANA);
    folder.write("a.jsonl", ANA);
    for (arguments, code, part) in [
        (&["serve", "--no-page"][..], 2, "this folder holds no case file"),
        (&["serve", "--no-page", "."], 2, "which only the workbench reads"),
        (&["serve", "none.umbra"], 2, "there is no case file none.umbra"),
        (&["serve", ".", "--host", "0.0.0.0", "--port", "0"], 3, "leave --host out"),
        (&["serve", "none.json"], 3, "none.json can't be read"),
        (&["serve", "empty.json", "--port", "0"], 3, "holds no entity"),
        (&["serve", "a.json", "a.jsonl", "--port", "0"], 3, "would both be served as"),
        (&["serve", "a.json", "--port", "x"], 2, "invalid value"),
        (&["serve", "a.json", "--host", "192.0.2.1"], 3, "can't be listened on"),
    ] {
        let ended = folder.umbra(arguments);
        assert_eq!(ended.code, code, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(part), "{arguments:?}: {}", ended.err);
    }
}
