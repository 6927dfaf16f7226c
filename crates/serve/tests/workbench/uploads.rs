//! Files that are dropped onto the page.

use serde_json::json;

use crate::bench::Bench;

#[test]
fn files_and_folders_are_taken_up_read_and_removed() {
    let bench = Bench::over(tempfile::tempdir().unwrap(), Vec::new()).settled();
    for path in ["press/2021/courier.html", "马.txt", "a b.pdf"] {
        let reply = bench.put(path, b"content");
        assert_eq!(reply.status, 204, "{path}: {}", reply.body);
    }
    assert_eq!(bench.post("uploads/read", &json!({})).status, 200);
    bench.running.until(|running| running.get("/api/v1/session").ok()["activity"]["state"] == "idle");
    let inbox = bench.case.with_extension("uploads");
    let mut read: Vec<String> = bench
        .read
        .lock()
        .unwrap()
        .iter()
        .map(|path| path.strip_prefix(&inbox).unwrap().to_str().unwrap().to_owned())
        .collect();
    read.sort();
    assert_eq!(read, ["a b.pdf", "press/2021/courier.html", "马.txt"]);
    bench.running.until(|_| !inbox.exists());
    assert_eq!(bench.get("overview")["summary"]["counts"]["sources"], 1, "there is a case now");
    assert_eq!(bench.post("uploads/read", &json!({})).status, 400, "nothing is left to read");
}

#[test]
fn no_path_leads_out_of_the_inbox() {
    let bench = Bench::new().settled();
    let folder = bench.case.parent().unwrap().to_owned();
    for path in [
        "../escaped.txt",
        "a/../../escaped.txt",
        "..",
        "/escaped.txt",
        "a//b",
        ".hidden",
        "a\\..\\escaped.txt",
        "C:x",
        "a\0b",
    ] {
        let reply = bench.put(path, b"content");
        assert!([404, 422].contains(&reply.status), "{path:?}: {} {}", reply.status, reply.body);
    }
    for raw in ["../escaped.txt", "%2e%2e/escaped.txt", "..%2fescaped.txt", "a/%2e%2e/%2e%2e/escaped.txt"] {
        let headers = [("x-umbra-token", bench.token.as_str())];
        let reply = bench.running.send("PUT", &format!("/api/v1/uploads/{raw}"), &headers, b"content");
        assert!([404, 422].contains(&reply.status), "{raw}: {}", reply.status);
    }
    assert!(!folder.join("escaped.txt").exists() && !folder.parent().unwrap().join("escaped.txt").exists());
}

#[test]
fn a_file_that_is_announced_too_large_is_refused_before_it_is_sent() {
    let bench = Bench::new().settled();
    let mut stream = std::net::TcpStream::connect(bench.running.address).unwrap();
    let head = format!(
        "PUT /api/v1/uploads/bomb.zip HTTP/1.1\r\nhost: {}\r\nx-umbra-token: {}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        bench.running.address,
        bench.token,
        1u64 << 40
    );
    std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
    let mut reply = [0; 64];
    let count = std::io::Read::read(&mut stream, &mut reply).unwrap();
    assert!(reply[..count].starts_with(b"HTTP/1.1 413"), "{}", String::from_utf8_lossy(&reply));
    assert!(!bench.case.with_extension("uploads").join("bomb.zip").exists());
}

#[test]
fn nothing_comes_in_while_documents_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let slow = folder.path().join("slow");
    let bench = Bench::over(folder, vec![slow.clone()]);
    bench
        .running
        .until(|running| running.get("/api/v1/session").ok()["activity"]["says"] == "reading what the test put there");
    assert_eq!(bench.put("a.txt", b"content").status, 409);
    assert_eq!(bench.post("uploads/read", &json!({})).status, 400, "nothing was kept of it");
    std::fs::write(slow.with_extension("go"), "").unwrap();
    let bench = bench.settled();
    assert_eq!(bench.put("a.txt", b"content").status, 204);
    assert_eq!(bench.post("uploads/read", &json!({})).status, 200);
}
