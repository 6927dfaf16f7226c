//! Several people: who is let in, what each role may do, and those who try to be somebody else.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Value, json};
use umbra_serve::{
    AccountName, AccountsFile, AccountsOptions, Lifetimes, Options, Role, ServeError, Server, Transport,
};

use crate::bench::{Bench, COURIER, make_case, source, story};
use crate::client::Reply;

const PASSWORD: &str = "four grey herons wait";

/// What each address takes at least, told once more: whoever changes it changes it here too, and sees it.
const LEAST: [(&str, &str, Option<Role>); 61] = [
    ("GET", "/api/v1/openapi.json", Some(Role::Reader)),
    ("GET", "/api/v1/session", None),
    ("GET", "/api/v1/overview", Some(Role::Reader)),
    ("GET", "/api/v1/network", Some(Role::Reader)),
    ("GET", "/api/v1/network/neighbours", Some(Role::Reader)),
    ("POST", "/api/v1/network/expand", Some(Role::Reader)),
    ("GET", "/api/v1/network/path", Some(Role::Reader)),
    ("GET", "/api/v1/tie", Some(Role::Reader)),
    ("GET", "/api/v1/statements", Some(Role::Reader)),
    ("GET", "/api/v1/break", Some(Role::Reader)),
    ("GET", "/api/v1/umbrellas", Some(Role::Reader)),
    ("GET", "/api/v1/timeline", Some(Role::Reader)),
    ("GET", "/api/v1/figures", Some(Role::Reader)),
    ("GET", "/api/v1/dossier", Some(Role::Reader)),
    ("GET", "/api/v1/dossier/file", Some(Role::Reader)),
    ("GET", "/api/v1/search", Some(Role::Reader)),
    ("GET", "/api/v1/sources", Some(Role::Reader)),
    ("POST", "/api/v1/sources/again", Some(Role::Editor)),
    ("GET", "/api/v1/source", Some(Role::Reader)),
    ("GET", "/api/v1/source/bytes", Some(Role::Reader)),
    ("POST", "/api/v1/statements/add", Some(Role::Editor)),
    ("GET", "/api/v1/review", Some(Role::Reader)),
    ("POST", "/api/v1/review/judge", Some(Role::Reviewer)),
    ("POST", "/api/v1/review/undo", Some(Role::Reviewer)),
    ("GET", "/api/v1/money", Some(Role::Reader)),
    ("GET", "/api/v1/money/paths", Some(Role::Reader)),
    ("GET", "/api/v1/trades", Some(Role::Reader)),
    ("GET", "/api/v1/trades/cell", Some(Role::Reader)),
    ("GET", "/api/v1/inspection", Some(Role::Reader)),
    ("POST", "/api/v1/inspection/step", Some(Role::Editor)),
    ("GET", "/api/v1/review/statements", Some(Role::Reader)),
    ("POST", "/api/v1/review/statements/judge", Some(Role::Reviewer)),
    ("POST", "/api/v1/review/statements/undo", Some(Role::Reviewer)),
    ("GET", "/api/v1/alerts", Some(Role::Reader)),
    ("POST", "/api/v1/alerts/add", Some(Role::Editor)),
    ("POST", "/api/v1/alerts/judge", Some(Role::Reviewer)),
    ("GET", "/api/v1/log", Some(Role::Reader)),
    ("POST", "/api/v1/verify", Some(Role::Reviewer)),
    ("GET", "/api/v1/export", Some(Role::Reader)),
    ("POST", "/api/v1/uploads/read", Some(Role::Editor)),
    ("POST", "/api/v1/sign-in", None),
    ("POST", "/api/v1/sign-out", Some(Role::Reader)),
    ("POST", "/api/v1/password", Some(Role::Reader)),
    ("GET", "/api/v1/accounts", Some(Role::Owner)),
    ("POST", "/api/v1/accounts/sign-out", Some(Role::Owner)),
    ("PUT", "/api/v1/uploads/{path}", Some(Role::Editor)),
    ("GET", "/api/v1/events", Some(Role::Reader)),
    ("GET", "/api/v1/places", Some(Role::Reader)),
    ("GET", "/api/v1/places/place", Some(Role::Reader)),
    ("GET", "/api/v1/places/names", Some(Role::Reader)),
    ("GET", "/api/v1/reports", Some(Role::Reader)),
    ("GET", "/api/v1/report", Some(Role::Reader)),
    ("GET", "/api/v1/report/file", Some(Role::Reader)),
    ("POST", "/api/v1/reports/show", Some(Role::Reader)),
    ("POST", "/api/v1/reports/save", Some(Role::Editor)),
    ("POST", "/api/v1/reports/remove", Some(Role::Editor)),
    ("GET", "/api/v1/notes", Some(Role::Reader)),
    ("POST", "/api/v1/notes/save", Some(Role::Editor)),
    ("GET", "/api/v1/pictures", Some(Role::Reader)),
    ("POST", "/api/v1/pictures/save", Some(Role::Editor)),
    ("GET", "/api/v1/source/pdf", Some(Role::Reader)),
];

/// One file of accounts for all tests, since hashing passwords is slow on purpose.
fn accounts() -> &'static str {
    static AC60S: OnceLock<String> = OnceLock::new();
    AC60S.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = AccountsFile::at(folder.path().join("users.toml"));
        for role in Role::ALL {
            file.change(|all| all.add(AccountName::new(role.name())?, role, PASSWORD)).unwrap();
        }
        std::fs::read_to_string(file.path()).unwrap()
    })
}

fn write_accounts(path: &std::path::Path) {
    std::fs::write(path, accounts()).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

fn bench_with(lifetimes: Lifetimes) -> (Bench, AccountsFile) {
    let folder = tempfile::tempdir().unwrap();
    make_case(&folder.path().join("quay.umbra"), &source(COURIER, "press/courier.txt"), COURIER, &story());
    let path = folder.path().join("users.toml");
    write_accounts(&path);
    let file = AccountsFile::at(path);
    let options = AccountsOptions { file: file.clone(), lifetimes };
    (Bench::with_accounts(folder, Vec::new(), Some(options)), file)
}

fn bench() -> (Bench, AccountsFile) {
    bench_with(Lifetimes::default())
}

/// Somebody at a browser.
struct Person {
    cookie: String,
    token: String,
}

fn sign_in_as(bench: &Bench, name: &str, password: &str, cookie: &str) -> Reply {
    let body = json!({ "name": name, "password": password }).to_string();
    let session = bench.running.send("GET", "/api/v1/session", &[("cookie", cookie)], b"").ok();
    let token = session["token"].as_str().unwrap();
    let headers = [("cookie", cookie), ("x-umbra-token", token), ("content-type", "application/json")];
    bench.running.send("POST", "/api/v1/sign-in", &headers, body.as_bytes())
}

fn cookie_of(reply: &Reply) -> String {
    let line = reply.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    line.split(';').next().unwrap().to_owned()
}

impl Person {
    fn sign_in(bench: &Bench, name: &str) -> Self {
        let reply = sign_in_as(bench, name, PASSWORD, "");
        assert_eq!(reply.status, 200, "{}", reply.body);
        let cookie = cookie_of(&reply);
        let session = bench.running.send("GET", "/api/v1/session", &[("cookie", &cookie)], b"").ok();
        Self { cookie, token: session["token"].as_str().unwrap().to_owned() }
    }

    fn ask(&self, bench: &Bench, method: &str, path: &str, body: &[u8]) -> Reply {
        let headers = [("cookie", self.cookie.as_str()), ("x-umbra-token", self.token.as_str())];
        bench.running.send(method, path, &headers, body)
    }

    fn post(&self, bench: &Bench, path: &str, body: &Value) -> Reply {
        self.ask(bench, "POST", &format!("/api/v1/{path}"), body.to_string().as_bytes())
    }

    fn settled(self, bench: &Bench) -> Self {
        bench.running.until(|_| self.ask(bench, "GET", "/api/v1/session", b"").ok()["activity"]["state"] == "idle");
        self
    }
}

/// Something at an address of the table; the stream of events is not waited for.
fn at(path: &str) -> String {
    path.replace("{path}", "a.txt")
}

#[test]
fn whoever_is_not_signed_in_learns_nothing() {
    let (bench, _) = bench();
    let told = bench.running.get("/api/v1/session");
    assert_eq!(
        told.ok().as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(),
        ["accounts", "signed_in", "token"]
    );
    for (method, path, least) in LEAST {
        let headers = [("x-umbra-token", bench.token.as_str())];
        let reply = bench.running.send(method, &at(path), &headers, b"{}");
        assert_eq!(reply.status == 401, least.is_some(), "{method} {path}: {} {}", reply.status, reply.body);
    }
    // The API for programs tells of the same case.
    for path in
        ["/entities/ana", "/search/default?q=ana", "/catalog", "/openapi.json", "/reconcile/default", "/nothing"]
    {
        assert_eq!(bench.running.get(path).status, 401, "{path}");
    }
    let headers = [("x-umbra-token", bench.token.as_str())];
    assert_eq!(bench.running.send("POST", "/match/default", &headers, b"{\"queries\":{}}").status, 401);
    assert_eq!(bench.running.get("/").status, 200, "the page holds no secret");
    let reader = Person::sign_in(&bench, "reader").settled(&bench);
    bench.running.until(|_| reader.ask(&bench, "GET", "/entities/ana", b"").status == 200);
}

#[test]
fn every_address_asks_for_its_role_of_every_role() {
    let (bench, _) = bench();
    let owner = Person::sign_in(&bench, "owner").settled(&bench);
    let document = owner.ask(&bench, "GET", "/api/v1/openapi.json", b"").ok();
    let mut described: BTreeMap<(String, String), Value> = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            described.insert((method.to_uppercase(), path.clone()), operation["x-least-role"].clone());
        }
    }
    let known: BTreeMap<(String, String), Value> = LEAST
        .iter()
        .map(|(method, path, least)| (((*method).to_owned(), (*path).to_owned()), json!(least.map(Role::name))))
        .collect();
    assert_eq!(described, known, "an address that is not tried here, or asks for another role");
    for role in Role::ALL {
        let person = Person::sign_in(&bench, role.name());
        for (method, path, least) in LEAST {
            // Those that sign somebody out are tried by themselves, and events don't end.
            if path.ends_with("sign-out") || path.ends_with("/events") && least <= Some(role) {
                continue;
            }
            let reply = person.ask(&bench, method, &at(path), b"{}");
            let is_refused = reply.status == 403 && reply.body.contains("takes the role");
            assert_eq!(is_refused, least > Some(role), "{role} at {method} {path}: {} {}", reply.status, reply.body);
            assert!(is_refused || !matches!(reply.status, 401 | 403) || path.ends_with("password"), "{role} at {path}");
        }
    }
}

#[test]
fn signing_in_always_gives_a_new_session() {
    let (bench, _) = bench();
    // A number that somebody else put into the browser is worth nothing, before and after.
    let planted = format!("umbra-{}={}", bench.running.address.port(), "a".repeat(64));
    let reply = sign_in_as(&bench, "reader", PASSWORD, &planted);
    let first = cookie_of(&reply);
    assert_ne!(first, planted);
    assert_eq!(bench.running.send("GET", "/api/v1/log", &[("cookie", &planted)], b"").status, 401);
    for word in ["; httponly", "; samesite=strict", "; path=/"] {
        assert!(reply.head.contains(word), "{}", reply.head);
    }
    let second = cookie_of(&sign_in_as(&bench, "editor", PASSWORD, &first));
    assert_ne!(first, second);
    let of = |cookie: &str| bench.running.send("GET", "/api/v1/log", &[("cookie", cookie)], b"").status;
    assert_eq!((of(&first), of(&second) == 401), (401, false), "the old one has ended");
}

#[test]
fn whoever_signs_out_is_out_on_the_server() {
    let (bench, _) = bench();
    let (reader, other) = (Person::sign_in(&bench, "reader"), Person::sign_in(&bench, "reader"));
    assert_eq!(reader.post(&bench, "sign-out", &json!({})).status, 200);
    let session = |person: &Person| person.ask(&bench, "GET", "/api/v1/session", b"").ok()["signed_in"] == true;
    assert!(!session(&reader) && session(&other));
    let owner = Person::sign_in(&bench, "owner");
    assert_eq!(
        reader.post(&bench, "accounts/sign-out", &json!({ "name": "reader" })).status,
        401,
        "its session has ended"
    );
    assert_eq!(owner.post(&bench, "accounts/sign-out", &json!({ "name": "reader" })).status, 200);
    assert!(!session(&other) && session(&owner));
}

#[test]
fn sessions_that_are_over_are_none() {
    for lifetimes in [
        Lifetimes { idle: Duration::ZERO, ..Lifetimes::default() },
        Lifetimes { whole: Duration::ZERO, ..Lifetimes::default() },
    ] {
        let (bench, _) = bench_with(lifetimes);
        let reply = sign_in_as(&bench, "owner", PASSWORD, "");
        assert_eq!(reply.status, 200);
        let cookie = cookie_of(&reply);
        assert_eq!(bench.running.send("GET", "/api/v1/log", &[("cookie", &cookie)], b"").status, 401);
    }
}

#[test]
fn what_is_changed_in_the_file_holds_at_once() {
    let (bench, file) = bench();
    let reader = Person::sign_in(&bench, "reader").settled(&bench);
    assert_eq!(reader.ask(&bench, "GET", "/api/v1/log", b"").status, 200);
    assert_eq!(reader.post(&bench, "verify", &json!({})).status, 403);
    file.change(|all| all.set_role("reader", Role::Reviewer)).unwrap();
    assert_eq!(reader.post(&bench, "verify", &json!({})).status, 200);
    file.change(|all| all.remove("reader")).unwrap();
    assert_eq!(reader.ask(&bench, "GET", "/api/v1/log", b"").status, 401);
    assert_eq!(sign_in_as(&bench, "reader", PASSWORD, "").status, 401);
    let editor = Person::sign_in(&bench, "editor");
    file.change(|all| all.set_password("editor", "another word of mine")).unwrap();
    assert_eq!(editor.ask(&bench, "GET", "/api/v1/log", b"").status, 401);
    std::fs::write(file.path(), "nothing").unwrap();
    let owner = sign_in_as(&bench, "owner", PASSWORD, "");
    assert_eq!(owner.status, 503, "what can't be read lets nobody in: {}", owner.body);
}

#[test]
fn a_name_that_nobody_has_is_answered_as_a_wrong_password_is() {
    let (bench, _) = bench();
    let (known, unknown) =
        (sign_in_as(&bench, "owner", "wrong wrong wrong", ""), sign_in_as(&bench, "nobody", "wrong wrong wrong", ""));
    assert_eq!((known.status, &known.body), (401, &unknown.body));
    let lines = |reply: &Reply| {
        let lines = reply.head.lines().filter(|line| !line.starts_with("date:"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&known), lines(&unknown));
}

#[test]
fn guessing_ends() {
    let (bench, _) = bench();
    for name in ["owner", "nobody"] {
        let statuses: Vec<u16> = (0..10).map(|_| sign_in_as(&bench, name, "wrong wrong wrong", "").status).collect();
        assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 401, 401, 429, 429], "{name}");
    }
    let late = sign_in_as(&bench, "owner", PASSWORD, "");
    assert_eq!(late.status, 429, "the right one comes too late");
    let wait = late.head.lines().find_map(|line| line.strip_prefix("retry-after: ")).unwrap();
    assert!((1..=15 * 60 + 1).contains(&wait.parse::<u64>().unwrap()), "{wait}");
    assert_eq!(sign_in_as(&bench, "reader", PASSWORD, "").status, 200, "others are not shut out");
}

#[test]
fn pages_of_others_can_not_act_in_somebodys_name() {
    let (bench, _) = bench();
    let editor = Person::sign_in(&bench, "editor").settled(&bench);
    let before = std::fs::read(&bench.case).unwrap();
    let body = json!({ "left": "ana", "right": "a-brandt", "judgement": "same" }).to_string();
    let own = format!("http://{}", bench.running.address);
    let other = Person::sign_in(&bench, "owner");
    for headers in [
        vec![],
        vec![("x-umbra-token", "")],
        // The token of whoever is not signed in, and that of somebody else.
        vec![("x-umbra-token", bench.token.as_str())],
        vec![("x-umbra-token", other.token.as_str())],
        vec![("x-umbra-token", editor.token.as_str()), ("origin", "https://attacker.example")],
        vec![("x-umbra-token", editor.token.as_str()), ("origin", "null")],
        vec![("x-umbra-token", editor.token.as_str()), ("sec-fetch-site", "cross-site")],
        vec![("x-umbra-token", editor.token.as_str()), ("host", "attacker.example")],
    ] {
        let all = [vec![("cookie", editor.cookie.as_str())], headers.clone()].concat();
        let reply = bench.running.send("POST", "/api/v1/review/judge", &all, body.as_bytes());
        assert_eq!(reply.status, 403, "{headers:?}: {}", reply.body);
        let reply = bench.running.send("POST", "/match/default", &all, b"{\"queries\":{}}");
        assert_eq!(reply.status, 403, "{headers:?}: {}", reply.body);
    }
    for (name, value) in [("origin", "https://attacker.example"), ("host", "attacker.example")] {
        for path in ["/api/v1/events", "/api/v1/log", "/entities/ana"] {
            let reply = bench.running.send("GET", path, &[("cookie", &editor.cookie), (name, value)], b"");
            assert_eq!(reply.status, 403, "{path}: {}", reply.body);
            assert!(!reply.head.contains("access-control"), "{}", reply.head);
        }
    }
    assert_eq!(std::fs::read(&bench.case).unwrap(), before);
    let headers =
        [("cookie", editor.cookie.as_str()), ("x-umbra-token", editor.token.as_str()), ("origin", own.as_str())];
    assert_eq!(bench.running.send("POST", "/api/v1/review/judge", &headers, body.as_bytes()).status, 200);
}

#[test]
fn the_log_names_the_account_and_reviewers_take_back_their_own() {
    let (bench, _) = bench();
    let reviewer = Person::sign_in(&bench, "reviewer").settled(&bench);
    let editor = Person::sign_in(&bench, "editor");
    let body = json!({ "left": "ana", "right": "a-brandt", "judgement": "same" });
    let decided = |person: &Person| person.post(&bench, "review/judge", &body).ok()["decision"].clone();
    let last = || reviewer.ask(&bench, "GET", "/api/v1/log", b"").ok()["results"][0]["actor"].clone();
    let own = decided(&reviewer);
    assert_eq!(last(), "reviewer");
    assert_eq!(reviewer.post(&bench, "review/undo", &json!({ "decision": own })).status, 200);
    let others = decided(&editor);
    assert_eq!(last(), "editor");
    assert_eq!(reviewer.post(&bench, "review/undo", &json!({ "decision": others })).status, 403);
    let decided_by = |person: &Person| {
        let told = person.ask(&bench, "GET", "/api/v1/review", b"").ok();
        told["decided"].as_array().unwrap().iter().map(|one| one["by"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(decided_by(&reviewer), ["editor", "reviewer", "reviewer"], "each sees who decided what");
    let back = decided(&reviewer);
    assert_eq!(editor.post(&bench, "review/undo", &json!({ "decision": back })).status, 200, "an editor may");
    let reject =
        |person: &Person| person.post(&bench, "review/statements/judge", &json!({ "id": "t1", "is_so": false }));
    assert_eq!(reject(&editor).status, 200);
    assert_eq!(last(), "editor");
    let back = |person: &Person| person.post(&bench, "review/statements/undo", &json!({ "id": "t1" })).status;
    assert_eq!(back(&reviewer), 403);
    assert_eq!((back(&editor), reject(&reviewer).status, back(&reviewer)), (200, 200, 200));
    assert_eq!(last(), "reviewer");
    assert_eq!(editor.post(&bench, "alerts/add", &json!({ "kind": "name", "words": "Olga" })).status, 200);
    assert_eq!(last(), "editor");
    assert_eq!(editor.post(&bench, "alerts/add", &json!({ "kind": "protector", "looks_back": true })).status, 200);
    let hit = editor.ask(&bench, "GET", "/api/v1/alerts", b"").ok()["hits"][0].clone();
    let body = |judgement: Option<&str>| json!({ "alert": hit["alert"], "hit": hit["key"], "judgement": judgement });
    let judge = |person: &Person| person.post(&bench, "alerts/judge", &body(Some("different"))).status;
    let back = |person: &Person| person.post(&bench, "alerts/judge", &body(None)).status;
    assert_eq!((judge(&editor), back(&reviewer)), (200, 403), "somebody else judged it");
    let judged = reviewer.ask(&bench, "GET", "/api/v1/alerts", b"").ok()["judged"][0].clone();
    assert_eq!(judged["by"], "editor");
    assert_eq!((back(&editor), judge(&reviewer), back(&reviewer)), (200, 200, 200));
    assert_eq!((judge(&reviewer), back(&editor)), (200, 200), "an editor may");
    let step = json!({ "state": "opened", "trade": "gravel", "place": "the quay" });
    assert_eq!(editor.post(&bench, "inspection/step", &step).status, 200);
    assert_eq!(last(), "editor");
    let start = COURIER.find("port authority").unwrap();
    let body = json!({ "source": source(COURIER, "x").id.to_string(), "start": start, "end": start + 14,
        "schema": "PublicBody", "property": "name" });
    assert_eq!(editor.post(&bench, "statements/add", &body).status, 200);
    assert_eq!(last(), "editor");
}

#[test]
fn somebody_sets_another_password_and_stays() {
    let (bench, _) = bench();
    let (here, there) = (Person::sign_in(&bench, "reader"), Person::sign_in(&bench, "reader"));
    let set = |old: &str, new: &str| here.post(&bench, "password", &json!({ "old": old, "new": new }));
    assert_eq!(set("wrong wrong wrong", "a much better one").status, 401);
    assert_eq!(set(PASSWORD, "short").status, 422);
    let reply = set(PASSWORD, "a much better one");
    assert_eq!(reply.status, 200, "{}", reply.body);
    let of = |cookie: &str| bench.running.send("GET", "/api/v1/session", &[("cookie", cookie)], b"").ok();
    assert_eq!(of(&cookie_of(&reply))["signed_in"], true);
    assert!(of(&there.cookie)["signed_in"] == false && of(&here.cookie)["signed_in"] == false);
    assert_eq!(sign_in_as(&bench, "reader", PASSWORD, "").status, 401);
}

#[test]
fn a_workbench_listens_elsewhere_only_where_nobody_can_listen_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.toml");
    write_accounts(&path);
    let open = |has_accounts: bool, transport: Transport| {
        let accounts =
            has_accounts.then(|| AccountsOptions { file: AccountsFile::at(&path), lifetimes: Lifetimes::default() });
        let workbench = umbra_serve::WorkbenchOptions {
            case: folder.path().join("quay.umbra"),
            inputs: Vec::new(),
            actor: "Ana".to_owned(),
            reader: Box::new(|_, _, _| Ok(())),
            accounts,
            large: umbra_serve::LARGE_CASE,
        };
        let options = Options {
            host: "0.0.0.0".to_owned(),
            port: 0,
            workbench: Some(workbench),
            transport,
            ..Options::default()
        };
        Server::open(options, &mut |_| ()).map(|_| ())
    };
    assert!(matches!(open(false, Transport::Plain), Err(ServeError::NotLocal(_))));
    assert!(matches!(open(false, Transport::BehindProxy), Err(ServeError::NotLocal(_))));
    assert!(matches!(open(true, Transport::Plain), Err(ServeError::InTheClear(_))));
    assert!(open(true, Transport::BehindProxy).is_ok());
}

#[cfg(unix)]
#[test]
fn accounts_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = AccountsFile::at(folder.path().join("users.toml"));
    assert!(file.read().unwrap_err().to_string().contains("umbra users add"));
    file.change(|all| all.add(AccountName::new("ana")?, Role::Owner, PASSWORD)).unwrap();
    assert_eq!(std::fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!std::fs::read_to_string(file.path()).unwrap().contains(PASSWORD));
    assert!(file.change(|all| all.add(AccountName::new("ANA")?, Role::Reader, PASSWORD)).is_err());
    std::fs::set_permissions(file.path(), PermissionsExt::from_mode(0o644)).unwrap();
    assert!(file.read().unwrap_err().to_string().contains("chmod 600"));
    for name in ["", "umbra resolve", "a\nb", "../a", ".a", &"a".repeat(65)] {
        assert!(AccountName::new(name).is_err(), "{name:?}");
    }
}

#[test]
fn an_editor_writes_a_report_and_a_reader_reads_it() {
    let (bench, _) = bench();
    let editor = Person::sign_in(&bench, "editor").settled(&bench);
    let draft = json!({ "title": "T", "parts": [{ "shows": { "kind": "tie", "id": "t1" } }] });
    for name in ["reader", "reviewer"] {
        let person = Person::sign_in(&bench, name);
        assert_eq!(person.post(&bench, "reports/save", &draft).status, 403);
        assert_eq!(person.post(&bench, "notes/save", &json!({ "entity": "ana", "text": "x" })).status, 403);
    }
    let name = editor.post(&bench, "reports/save", &draft).ok()["name"].as_str().unwrap().to_owned();
    editor.post(&bench, "notes/save", &json!({ "entity": "ana", "text": "x" })).ok();
    let reader = Person::sign_in(&bench, "reader");
    let told = reader.ask(&bench, "GET", &format!("/api/v1/report?name={name}"), b"").ok();
    assert_eq!((&told["by"], &told["shown"]["pieces"][0]["seen_by"][0]), (&"editor".into(), &"editor".into()));
    let notes = reader.ask(&bench, "GET", "/api/v1/notes?id=ana", b"").ok();
    assert_eq!(notes["notes"][0]["by"], "editor");
    let file = reader.ask(&bench, "GET", &format!("/api/v1/report/file?name={name}&format=markdown"), b"");
    assert!(file.body.contains("Written by editor"), "{}", file.body);
}
