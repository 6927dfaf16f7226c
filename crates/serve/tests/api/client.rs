//! A server of its own for each test, and the simplest client.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use umbra_serve::{Event, Options, Server, Taken};

/// Two datasets in one file, with ties, a merged id, and names in several scripts.
pub const HARBOUR: &str = r#"{"id": "ana", "schema": "Person", "properties": {"name": ["Ana Brandt"], "birthDate": ["1961-03-05"], "nationality": ["mt"], "topics": ["role.pep"], "addressEntity": ["quay"]}, "datasets": ["press"], "referents": ["ana-old"], "first_seen": "2024-01-01T00:00:00", "last_change": "2024-05-01T00:00:00"}
{"id": "ma", "schema": "Person", "properties": {"name": ["马爱军", "Ma Aijun"], "birthDate": ["1970"], "gender": ["male"]}, "datasets": ["press"], "first_seen": "2023-01-01T00:00:00"}
{"id": "haulage", "schema": "Company", "properties": {"name": ["Quay Haulage Ltd"], "jurisdiction": ["mt"], "registrationNumber": ["HRB 20417"], "topics": ["sanction"]}, "datasets": ["register"], "last_change": "2026-01-01"}
{"id": "gravel", "schema": "Company", "properties": {"name": ["Gravel and Sons"], "jurisdiction": ["de"]}, "datasets": ["register"]}
{"id": "quay", "schema": "Address", "properties": {"full": ["1 Quay Street, Marenport"], "country": ["mt"]}}
{"id": "o1", "schema": "Ownership", "properties": {"owner": ["ana"], "asset": ["haulage"], "percentage": ["51"]}}
{"id": "o2", "schema": "Ownership", "properties": {"owner": ["ana"], "asset": ["gravel", "nobody"]}}
"#;

/// A server, and the folder of its files.
pub struct Running {
    pub address: SocketAddr,
    pub folder: TempDir,
    pub taken: Vec<Taken>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The answer, all being well.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.json()
    }

    /// The reason why there is no answer.
    #[track_caller]
    pub fn fault(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.body);
        self.json()["detail"].as_str().unwrap().to_owned()
    }
}

impl Running {
    /// Serves some texts as files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        Self::over(folder, &files.iter().map(|(name, _)| *name).collect::<Vec<_>>())
    }

    /// Serves the files of a folder.
    pub fn over(folder: TempDir, files: &[&str]) -> Self {
        let files: Vec<PathBuf> = files.iter().map(|name| folder.path().join(name)).collect();
        let options = Options {
            files,
            port: 0,
            token: Some("secret".to_owned()),
            look_every: Some(Duration::from_millis(20)),
            ..Options::default()
        };
        Self::start(folder, options)
    }

    /// Serves as it is told to.
    pub fn start(folder: TempDir, options: Options) -> Self {
        let mut taken = Vec::new();
        let server = Server::open(options, &mut |one| taken.push(one.clone())).unwrap();
        let address = server.address();
        let (stop, stopped) = channel::<()>();
        let wait = move || {
            let _ = stopped.recv();
        };
        let thread = std::thread::spawn(move || server.run(wait, |_: Event| ()).unwrap());
        Self { address, folder, taken, stop: Some(stop), thread: Some(thread) }
    }

    pub fn harbour() -> Self {
        Self::with(&[("harbour.json", HARBOUR)])
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, json: &Value) -> Reply {
        self.send("POST", path, &[("content-type", "application/json")], json.to_string().as_bytes())
    }

    pub fn form(&self, path: &str, name: &str, json: &Value) -> Reply {
        let form = format!("{name}={}", encoded(&json.to_string()));
        self.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], form.as_bytes())
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
        if headers.iter().all(|(name, _)| *name != "host") {
            head += &format!("host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        // The server may answer, and close, before it has read a body that it won't take.
        let _ = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(body));
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        // A file that is handed out need not be text.
        let reply = String::from_utf8_lossy(&reply);
        let (head, body) = reply.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{method} {path}: {reply:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// Waits until something holds.
    #[track_caller]
    pub fn until(&self, mut holds: impl FnMut(&Self) -> bool) {
        for _ in 0..500 {
            if holds(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not come about in 10 seconds");
    }

    /// Stops the server, and hands its folder back.
    pub fn stop(mut self) -> TempDir {
        self.end();
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    fn end(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The ids of a list of entities.
pub fn ids(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap_or_else(|| panic!("{list}"));
    list.iter().map(|entity| entity["id"].as_str().unwrap().to_owned()).collect()
}

/// Copies a folder's files.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
