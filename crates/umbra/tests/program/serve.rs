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

/// Asks for something with a body, with the page's token.
fn send(address: &str, method: &str, path: &str, body: &[u8]) -> String {
    let session = get(address, "/api/v1/session");
    let session: Value = serde_json::from_str(session.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let token = session["token"].as_str().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head = format!(
        "{method} /api/v1/{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nx-umbra-token: {token}\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

/// The sources, once nothing is being read.
fn sources(address: &str) -> Value {
    for _ in 0..600 {
        let session = get(address, "/api/v1/session");
        assert!(!session.contains("\"failed\""), "{session}");
        if session.contains("\"idle\"") {
            let sources = get(address, "/api/v1/sources");
            return serde_json::from_str(sources.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("reading does not end");
}

/// The paths of what was read, and of what was not.
fn paths(sources: &Value) -> (Vec<&str>, Vec<&str>) {
    let of = |list: &'static str| sources[list].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap());
    (of("results").collect(), of("skipped").collect())
}

#[test]
fn a_file_that_failed_is_tried_again() {
    let folder = Folder::new();
    folder.write("papers/good.txt", "Dragan Velkoran was convicted of leading the Lantern Crew.");
    folder.write("papers/late.pdf", "%PDF-1.4 nothing");
    folder.write("papers/never.pdf", "%PDF-1.4 nothing at all");
    let (server, address) = workbench(&folder, &["papers"]);
    let first = sources(&address);
    assert_eq!(paths(&first), (vec!["papers/good.txt"], vec!["papers/late.pdf", "papers/never.pdf"]), "{first}");
    assert_eq!(first["can_read_again"], true);
    // Whoever sent it has sent it anew; by content it is a text.
    folder.write("papers/late.pdf", "Olga Weiss was charged with extortion on 5 May 2021.");
    let again = send(&address, "POST", "sources/again", b"{}");
    assert!(again.starts_with("HTTP/1.1 200"), "{again}");
    let second = sources(&address);
    assert_eq!(paths(&second), (vec!["papers/good.txt", "papers/late.pdf"], vec!["papers/never.pdf"]), "{second}");
    assert!(get(&address, "/api/v1/search?q=weiss").contains("Olga Weiss"));
    interrupt(server);
}

#[test]
fn an_archive_that_would_fill_the_machine_is_listed_and_harms_nothing() {
    let folder = Folder::new();
    let (server, address) = workbench(&folder, &[]);
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    bomb.start_file("zeros.txt", packed).unwrap();
    bomb.write_all(&vec![b'0'; 48 << 20]).unwrap();
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    for (name, content) in [("bomb.zip", bomb.as_slice()), ("good.txt", b"Olga Weiss was charged with extortion.")] {
        let reply = send(&address, "PUT", &format!("uploads/{name}"), content);
        assert!(reply.starts_with("HTTP/1.1 204"), "{name}: {reply}");
    }
    let reply = send(&address, "POST", "uploads/read", b"{}");
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    let told = sources(&address);
    let (read, skipped) = paths(&told);
    assert!(read.iter().any(|path| path.ends_with("good.txt")) && read.len() == 1, "{told}");
    assert!(skipped.iter().any(|path| path.contains("bomb.zip")), "{told}");
    let verified = send(&address, "POST", "verify", b"{}");
    assert!(verified.contains("\"is_whole\":true"), "{verified}");
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
