//! Reading in the background, and being told of it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::bench::Bench;

#[test]
fn a_folder_becomes_a_case_without_a_click() {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("documents");
    std::fs::create_dir(&documents).unwrap();
    std::fs::write(documents.join("a.txt"), "x").unwrap();
    let bench = Bench::over(folder, vec![documents.clone()]).settled();
    assert_eq!(bench.get("overview")["summary"]["protectors"][0]["person"]["id"], "ana");
    assert_eq!(*bench.read.lock().unwrap(), [documents.join("a.txt")]);
    // The matching API serves the case that was made.
    bench.running.until(|running| running.get("/entities/ana").status == 200);
    let again = bench.post("sources/again", &serde_json::json!({}));
    assert_eq!(again.status, 200, "{}", again.body);
    bench.running.until(|_| bench.read.lock().unwrap().len() == 2);
}

#[test]
fn what_fails_is_told_and_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::over(folder, vec!["broken".into()]).settled();
    let session = bench.running.get("/api/v1/session").ok();
    assert_eq!(session["activity"]["state"], "failed");
    assert!(session["activity"]["says"].as_str().unwrap().contains("it is broken"));
    let fault = bench.running.get("/api/v1/overview").fault(503);
    assert!(fault.contains("being opened"), "{fault}");
}

#[test]
fn without_a_case_the_page_waits_for_documents() {
    let bench = Bench::over(tempfile::tempdir().unwrap(), Vec::new()).settled();
    assert_eq!(bench.running.get("/api/v1/session").ok()["activity"]["state"], "empty");
    assert_eq!(bench.running.get("/").status, 200);
    assert_eq!(bench.post("sources/again", &serde_json::json!({})).status, 400);
}

#[test]
fn events_tell_of_a_new_state() {
    let bench = Bench::new().settled();
    let mut stream = TcpStream::connect(bench.running.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    write!(stream, "GET /api/v1/events HTTP/1.1\r\nhost: {}\r\n\r\n", bench.running.address).unwrap();
    let mut heard = String::new();
    let mut listen = |wanted: &str| {
        let mut buffer = [0; 1024];
        while !heard.contains(wanted) {
            let count = stream.read(&mut buffer).unwrap();
            assert!(count > 0, "the stream ended before {wanted}: {heard}");
            heard.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        }
        heard.clone()
    };
    let first = listen("event: desk");
    assert!(first.contains("text/event-stream") && first.contains("event: activity"), "{first}");
    let body = serde_json::json!({ "left": "ana", "right": "a-brandt", "judgement": "unsure" });
    bench.post("review/judge", &body).ok();
    let version = bench.get("session")["version"].as_i64().unwrap();
    listen(&format!("data: {version}"));
}

#[test]
fn a_server_with_a_listener_ends_at_once() {
    let bench = Bench::new().settled();
    let mut stream = TcpStream::connect(bench.running.address).unwrap();
    write!(stream, "GET /api/v1/events HTTP/1.1\r\nhost: {}\r\n\r\n", bench.running.address).unwrap();
    let mut buffer = [0; 16];
    assert!(stream.read(&mut buffer).unwrap() > 0);
    bench.running.stop();
    let mut rest = Vec::new();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    assert!(stream.read_to_end(&mut rest).is_ok(), "the stream is closed, not left hanging");
}
