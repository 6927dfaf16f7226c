//! `umbra serve`: starts, says where, answers, stops.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::folder::Folder;

const ANA: &str = r#"{"id": "ana", "schema": "Person", "properties": {"name": ["Ana Brandt"]}}"#;

#[test]
fn it_says_where_it_listens_and_ends_well() {
    let folder = Folder::new();
    folder.write("list.json", ANA);
    let mut server = Command::new(env!("CARGO_BIN_EXE_umbra"))
        .args(["--json", "--quiet", "serve", "list.json", "--port", "0"])
        .current_dir(folder.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(started["datasets"][0], "list");
    let address = started["address"].as_str().unwrap().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET /entities/ana HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 200") && reply.contains("Ana Brandt"), "{reply}");
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    let ended = server.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn what_can_not_be_served_is_told() {
    let folder = Folder::new();
    folder.write("empty.json", "nothing");
    folder.write("a.json", ANA);
    folder.write("a.jsonl", ANA);
    for (arguments, code, part) in [
        (&["serve"][..], 2, "this folder holds no case file"),
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
