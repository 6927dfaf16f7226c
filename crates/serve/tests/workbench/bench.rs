//! A workbench of its own for each test, on a case made by hand.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use umbra_case::Case;
use umbra_model::{EntityId, Origin, Schema, Source, SourceId, Standing, Statement, Text};
use umbra_serve::{AccountsOptions, Heard, Options, WorkbenchOptions};

use crate::client::{Reply, Running, encoded};

/// The document of the case.
pub const COURIER: &str = "Ana Brandt heads the port authority. Brandt was convicted of sheltering the Quay Gang. \
    Brandt denies it. Olga Weiss belongs to the Quay Gang. A. Brandt was seen at the quay.";

/// One value of an entity, and the words that say so.
pub struct Said<'a> {
    pub entity: &'a str,
    pub schema: &'a str,
    pub property: &'a str,
    pub value: &'a str,
    pub quote: &'a str,
    pub standing: Option<Standing>,
}

fn said<'a>(entity: &'a str, schema: &'a str, property: &'a str, value: &'a str, quote: &'a str) -> Said<'a> {
    Said { entity, schema, property, value, quote, standing: None }
}

/// A gang, the official who was convicted of sheltering it, a member, and somebody of a like name.
pub fn story() -> Vec<Said<'static>> {
    let sheltering = "Brandt was convicted of sheltering the Quay Gang";
    let belongs = "Olga Weiss belongs to the Quay Gang";
    let mut all = vec![
        said("ana", "Person", "name", "Ana Brandt", "Ana Brandt"),
        said("ana", "Person", "position", "head of the port authority", "heads the port authority"),
        said("gang", "CriminalGroup", "name", "Quay Gang", "Quay Gang"),
        said("olga", "Person", "name", "Olga Weiss", "Olga Weiss"),
        said("a-brandt", "Person", "name", "A. Brandt", "A. Brandt"),
    ];
    for (property, value) in [("protector", "ana"), ("protected", "gang")] {
        all.push(Said { standing: Some(Standing::Convicted), ..said("t1", "Protection", property, value, sheltering) });
    }
    for (property, value) in [("member", "olga"), ("organization", "gang")] {
        all.push(Said { standing: Some(Standing::Alleged), ..said("t2", "Membership", property, value, belongs) });
    }
    all
}

/// Writes a case with one source.
pub fn make_case(path: &Path, source: &Source, text: &str, said: &[Said<'_>]) {
    let mut case = Case::create(path).unwrap();
    let content = Text::new(source.id, text.to_owned(), Vec::new());
    let statements: Vec<Statement> = said
        .iter()
        .map(|said| {
            let start = text.find(said.quote).unwrap_or_else(|| panic!("{:?} is not in the text", said.quote));
            let span = content.span(start..start + said.quote.len()).unwrap();
            let (schema, entity) = (Schema::get(said.schema).unwrap(), EntityId::new(said.entity).unwrap());
            Statement::new(entity, schema, said.property, said.value, span, Origin::program("test", "1"))
                .unwrap()
                .with_standing(said.standing)
        })
        .collect();
    let mut writer = case.begin("Test").unwrap();
    writer.name_action("read");
    writer.add_source(source, &mut text.as_bytes(), Some(&content)).unwrap();
    writer.add_statements(&statements).unwrap();
    writer.commit().unwrap();
}

/// A text as a source.
pub fn source(text: &str, path: &str) -> Source {
    Source::new(SourceId::of(text.as_bytes()), path, "text/plain", text.len() as u64)
}

/// A workbench, and what its reader was told to read.
pub struct Bench {
    pub running: Running,
    pub case: PathBuf,
    pub token: String,
    pub read: Arc<Mutex<Vec<PathBuf>>>,
}

impl Bench {
    /// On the case of [`story`].
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        make_case(&folder.path().join("quay.umbra"), &source(COURIER, "press/courier.txt"), COURIER, &story());
        Self::over(folder, Vec::new())
    }

    /// On the case of a folder, reading some inputs into it.
    pub fn over(folder: TempDir, inputs: Vec<PathBuf>) -> Self {
        Self::with_accounts(folder, inputs, None)
    }

    /// On the case of a folder, for whoever has an account, if there are any.
    pub fn with_accounts(folder: TempDir, inputs: Vec<PathBuf>, accounts: Option<AccountsOptions>) -> Self {
        Self::large_from(umbra_serve::LARGE_CASE, folder, inputs, accounts)
    }

    /// Likewise, of a case that is large from so many statements on.
    pub fn large_from(large: usize, folder: TempDir, inputs: Vec<PathBuf>, accounts: Option<AccountsOptions>) -> Self {
        let case = folder.path().join("quay.umbra");
        let read: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
        let (told, target) = (Arc::clone(&read), case.clone());
        let reader = move |paths: &[PathBuf], _: &str, heard: &Heard<'_>| {
            heard("reading what the test put there");
            for path in paths {
                if path.ends_with("broken") {
                    return Err("broken can't be read: it is broken".to_owned());
                }
                // One that takes until the test lets it go on.
                while path.ends_with("slow") && !path.with_extension("go").exists() {
                    std::thread::sleep(Duration::from_millis(5));
                }
                told.lock().unwrap().extend(files(path));
            }
            if !target.exists() {
                make_case(&target, &source(COURIER, "press/courier.txt"), COURIER, &story());
            }
            Ok(())
        };
        let files = if case.exists() { vec![case.clone()] } else { Vec::new() };
        let workbench = WorkbenchOptions {
            case: case.clone(),
            inputs,
            actor: "Ana Lyst".to_owned(),
            reader: Box::new(reader),
            accounts,
            large,
        };
        let options = Options {
            files,
            port: 0,
            look_every: Some(Duration::from_millis(20)),
            workbench: Some(workbench),
            ..Options::default()
        };
        let running = Running::start(folder, options);
        let session = running.get("/api/v1/session").ok();
        let token = session["token"].as_str().unwrap().to_owned();
        Self { running, case, token, read }
    }

    /// Waits until all is read.
    pub fn settled(self) -> Self {
        self.running.until(|running| {
            let activity = &running.get("/api/v1/session").ok()["activity"]["state"];
            activity != "busy"
        });
        self
    }

    /// The answer, once the case is open.
    #[track_caller]
    pub fn get(&self, path: &str) -> Value {
        self.running.until(|running| running.get("/api/v1/overview").status == 200);
        self.running.get(&format!("/api/v1/{path}")).ok()
    }

    /// Writes, with the page's token.
    pub fn post(&self, path: &str, body: &Value) -> Reply {
        let headers = [("content-type", "application/json"), ("x-umbra-token", self.token.as_str())];
        self.running.send("POST", &format!("/api/v1/{path}"), &headers, body.to_string().as_bytes())
    }

    pub fn put(&self, path: &str, body: &[u8]) -> Reply {
        let path: Vec<String> = path.split('/').map(encoded).collect();
        let headers = [("x-umbra-token", self.token.as_str())];
        self.running.send("PUT", &format!("/api/v1/uploads/{}", path.join("/")), &headers, body)
    }
}

/// The files at or below a path.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut all: Vec<PathBuf> = entries.flat_map(|entry| files(&entry.unwrap().path())).collect();
    all.sort();
    all
}
