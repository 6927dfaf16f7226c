//! Pages of other origins, other names for this machine, and whoever has no token: all refused.

use serde_json::json;

use crate::bench::Bench;

/// What writes.
const WRITES: [&str; 6] = ["sources/again", "statements/add", "review/judge", "review/undo", "verify", "uploads/read"];

#[test]
fn names_that_are_not_of_this_machine_are_refused() {
    let bench = Bench::new();
    for path in ["/", "/page/app.js", "/api/v1/session", "/api/v1/overview", "/api/v1/events", "/healthz"] {
        for host in ["attacker.example", "127.0.0.1.attacker.example:80", "localhost.attacker.example", ""] {
            let reply = bench.running.send("GET", path, &[("host", host)], b"");
            assert_eq!(reply.status, 403, "{path} as {host}: {}", reply.body);
            assert!(!reply.body.contains(&bench.token));
        }
    }
    let port = bench.running.address.port();
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), "[::1]:1".to_owned()] {
        assert_eq!(bench.running.send("GET", "/api/v1/session", &[("host", &host)], b"").status, 200, "{host}");
    }
}

#[test]
fn pages_of_other_origins_are_refused() {
    let bench = Bench::new();
    let own = format!("http://{}", bench.running.address);
    for path in ["session", "overview", "events", "source/bytes?id=x"] {
        for origin in ["https://attacker.example", "http://localhost:1", "null", "http://127.0.0.1"] {
            let reply = bench.running.send("GET", &format!("/api/v1/{path}"), &[("origin", origin)], b"");
            assert_eq!(reply.status, 403, "{path} from {origin}");
            assert!(!reply.head.contains("access-control-allow-origin"), "{}", reply.head);
        }
        for site in ["cross-site", "same-site"] {
            let reply = bench.running.send("GET", &format!("/api/v1/{path}"), &[("sec-fetch-site", site)], b"");
            assert_eq!(reply.status, 403, "{path} from {site}");
        }
    }
    let reply =
        bench.running.send("GET", "/api/v1/session", &[("origin", &own), ("sec-fetch-site", "same-origin")], b"");
    assert_eq!(reply.status, 200, "{}", reply.body);
    // A question of a browser whether it may: it may not.
    let asked = bench.running.send("OPTIONS", "/api/v1/review/judge", &[("origin", "http://localhost:1")], b"");
    assert_eq!(asked.status, 403);
    assert!(!asked.head.contains("access-control"), "{}", asked.head);
}

#[test]
fn nothing_is_written_without_the_token() {
    let bench = Bench::new().settled();
    let before = std::fs::read(&bench.case).unwrap();
    let body = json!({ "left": "ana", "right": "a-brandt", "judgement": "same" }).to_string();
    let other = "0".repeat(bench.token.len());
    for path in WRITES {
        for token in [None, Some(""), Some(other.as_str()), Some(&bench.token[1..])] {
            let mut headers = vec![("content-type", "text/plain")];
            headers.extend(token.map(|token| ("x-umbra-token", token)));
            let reply = bench.running.send("POST", &format!("/api/v1/{path}"), &headers, body.as_bytes());
            assert_eq!(reply.status, 403, "{path} with {token:?}: {}", reply.body);
        }
    }
    assert_eq!(bench.running.send("PUT", "/api/v1/uploads/a.txt", &[], b"x").status, 403);
    assert_eq!(std::fs::read(&bench.case).unwrap(), before);
    assert!(!bench.case.with_extension("uploads").exists());
    // The token alone does not help a page of another origin.
    let headers = [("x-umbra-token", bench.token.as_str()), ("origin", "https://attacker.example")];
    assert_eq!(bench.running.send("POST", "/api/v1/review/judge", &headers, body.as_bytes()).status, 403);
}

#[test]
fn every_server_has_a_token_of_its_own() {
    let (one, other) = (Bench::new(), Bench::new());
    assert!(one.token.len() >= 64 && one.token != other.token);
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let bench = Bench::new().settled();
    for path in
        ["/", "/page/app.js", "/page/app.css", "/api/v1/session", "/api/v1/nothing", "/api/v1/dossier?id=nobody"]
    {
        let head = bench.running.get(path).head;
        let policy = head
            .lines()
            .find_map(|line| line.strip_prefix("content-security-policy: "))
            .unwrap_or_else(|| panic!("{path}: {head}"));
        for rule in
            ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        for line in ["x-content-type-options: nosniff", "x-frame-options: deny", "referrer-policy: no-referrer"] {
            assert!(head.contains(line), "{path}: no {line} in {head}");
        }
    }
}

#[test]
fn odd_requests_get_an_answer_that_says_why() {
    let bench = Bench::new().settled();
    for (path, status) in [
        ("network?most=x", 422),
        ("network?most=100000", 422),
        ("network?standing=guilty", 422),
        ("network?as_of=soon", 422),
        ("network?kinds=friend", 422),
        ("network?around=nobody", 404),
        ("network?credibility=9", 422),
        ("network?reliability=Z", 422),
        ("network/neighbours?id=nobody", 404),
        ("network/neighbours?id=", 422),
        ("network/path?from=ana", 422),
        ("tie?id=nobody", 404),
        ("statements?ids=x", 422),
        ("statements?ids=99999999999999999999", 422),
        ("break?aim=people", 422),
        ("dossier", 422),
        ("dossier?id=nobody", 404),
        ("source?id=../../etc/passwd", 422),
        ("source?id=0000000000000000000000000000000000000000000000000000000000000000", 404),
        ("source/bytes?id=%2e%2e%2f", 422),
        ("export?format=exe", 422),
        ("search?q=a&limit=101", 422),
        ("nothing", 404),
        ("timeline?limit=61", 422),
        ("review?limit=x", 422),
        ("log?offset=-1", 422),
        ("../../etc/passwd", 404),
    ] {
        let reply = bench.running.get(&format!("/api/v1/{path}"));
        assert_eq!(reply.status, status, "{path}: {}", reply.body);
        assert!(reply.json()["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{path}: {}", reply.body);
    }
    for path in ["/page/../Cargo.toml", "/page/%2e%2e/lock", "/page/lock", "/web/src/main.tsx"] {
        assert_eq!(bench.running.get(path).status, 404, "{path}");
    }
    assert_eq!(bench.post("overview", &json!({})).status, 405);
    assert_eq!(bench.running.get("/api/v1/verify").status, 405);
    let large = bench.post("review/judge", &json!({ "why": "x".repeat(2 << 20) }));
    assert_eq!(large.status, 413);
    for (body, status) in
        [(json!({ "id": "nobody" }), 404), (json!({}), 422), (json!({ "id": "ana", "limit": 1_000 }), 422)]
    {
        assert_eq!(bench.post("network/expand", &body).status, status, "{body}");
    }
    for body in ["", "[]", "{\"left\":1}", "\u{0}"] {
        let headers = [("x-umbra-token", bench.token.as_str())];
        assert_eq!(
            bench.running.send("POST", "/api/v1/review/judge", &headers, body.as_bytes()).status,
            422,
            "{body:?}"
        );
    }
}

#[test]
fn bodies_that_do_not_come_hold_nobody_up() {
    let bench = Bench::new().settled();
    // More than the server has threads for anything.
    let halting: Vec<_> = ["POST /api/v1/review/judge", "PUT /api/v1/uploads/a.txt", "POST /match/default"]
        .iter()
        .cycle()
        .take(90)
        .map(|line| {
            let mut stream = std::net::TcpStream::connect(bench.running.address).unwrap();
            let (address, token) = (bench.running.address, &bench.token);
            let head = format!(
                "{line} HTTP/1.1\r\nhost: {address}\r\nx-umbra-token: {token}\r\ncontent-length: 1000\r\n\r\n{{"
            );
            std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
            stream
        })
        .collect();
    for path in ["/api/v1/overview", "/api/v1/search?q=brandt", "/healthz"] {
        assert_eq!(bench.running.get(path).status, 200, "{path}");
    }
    let judged = bench.post("review/judge", &json!({ "left": "ana", "right": "a-brandt", "judgement": "unsure" }));
    assert_eq!(judged.status, 200, "{}", judged.body);
    drop(halting);
}
