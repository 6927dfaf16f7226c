//! `umbra ftm`: files of entities in, files of entities, statements or a network out.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use umbra_model::{Entity, EntityId, FtmReader, Schema};

use crate::folder::{Ended, Folder, example};

/// A fragment of a person with two values that can't be taken, three lines that can't be read, a fragment of the same
/// person, a tie, and a firm.
const MIXED: &str = r#"{"id": "a", "schema": "Person", "properties": {"name": [" Ana  Brandt "], "nome": ["x"], "birthDate": ["soon", "1975"]}}
{"id": "b", "schema": "Ghost"}
not json
{"id": "a", "schema": "LegalEntity", "properties": {"email": ["ana@x.example"]}, "datasets": ["x"]}
{"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["c"], "startDate": ["2015"]}}
{"id": "c", "schema": "Company", "properties": {"name": ["Quay"]}}
"#;

fn ftm(folder: &Folder, arguments: &[&str]) -> Ended {
    folder.umbra(std::iter::once("ftm").chain(arguments.iter().copied()))
}

/// Runs with something on standard input.
fn piped(folder: &Folder, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ended {
    let mut command = assert_cmd::Command::cargo_bin("umbra").unwrap();
    let output = command.current_dir(folder.path(".")).arg("ftm").args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn entities(lines: &str) -> Vec<Entity> {
    FtmReader::new(lines.as_bytes()).map(|read| read.expect("each line is an entity").1).collect()
}

/// Id, schema and values of each property, in order.
type Said = BTreeMap<String, (String, BTreeMap<String, Vec<String>>)>;

fn said(lines: &str) -> Said {
    let of = |entity: &Entity| {
        let values =
            entity.properties().map(|(property, values)| (property.name().to_owned(), values.to_vec())).collect();
        (entity.id().to_string(), (entity.schema().name().to_owned(), values))
    };
    entities(lines).iter().map(of).collect()
}

#[test]
fn validate_writes_what_is_valid_and_tells_the_rest() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED);
    let ended = ftm(&folder, &["validate", "mixed.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], r#"{"id":"a","schema":"Person","properties":{"birthDate":["1975"],"name":["Ana Brandt"]}}"#);
    for told in [
        "mixed.json:1:85: nome \"x\": Person has no such property\n",
        "mixed.json:1:105: birthDate \"soon\": this is no date\n",
        "mixed.json:2:24: there is no schema \"Ghost\"",
        "mixed.json:3:2: the line is no entity in JSON",
        "Wrote 4 entities; 1 value changed by cleaning; 2 lines and 2 values were left out\n",
    ] {
        assert!(ended.err.contains(told), "{told:?} is not in\n{}", ended.err);
    }
    let again = piped(&folder, &["validate"], ended.out.clone());
    assert_eq!((again.code, again.out), (0, ended.out), "what is valid stays as it is");
}

#[test]
fn what_is_left_out_is_listed_up_to_a_bound_and_counted_in_whole() {
    let folder = Folder::new();
    let line = "{\"id\": \"a\", \"schema\": \"Person\", \"properties\": {\"birthDate\": [\"soon\", \"\"]}}\n";
    folder.write("many.json", line.repeat(1000));
    let ended = folder.umbra(["--json", "ftm", "validate", "many.json", "-o", "out.json", "--limit", "3"]);
    let told = ended.json();
    assert_eq!((told["entities"].as_u64(), told["left_out"]["values"].as_u64()), (Some(1000), Some(2000)));
    assert_eq!(told["left_out"]["reasons"], json!({"this is no date": 2000}));
    assert_eq!(told["left_out"]["listed"].as_array().unwrap().len(), 3);
    assert_eq!(told["left_out"]["listed"][0]["column"], 63);
    assert!(ended.err.is_empty(), "{}", ended.err);
    let quiet = folder.umbra(["--quiet", "ftm", "validate", "many.json"]);
    assert_eq!((quiet.code, quiet.err.as_str(), quiet.out.lines().count()), (0, "", 1000));
    let told = folder.umbra(["--json", "ftm", "validate", "many.json"]).err;
    assert!(serde_json::from_str::<Value>(&told).is_ok(), "where the entities go out, the summary goes beside: {told}");
}

#[test]
fn statements_and_back_are_the_same_entities() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED);
    let statements = ftm(&folder, &["statements", "mixed.json", "-d", "register", "-o", "rows.csv"]);
    assert_eq!(statements.code, 0, "{}", statements.err);
    assert!(
        statements
            .err
            .contains("Wrote 11 statements of 4 entities; statements have no place for what stands under datasets")
    );
    let ended = ftm(&folder, &["aggregate", "rows.csv"]);
    assert!(ended.err.contains("Wrote 3 entities out of 11 statements; nothing was left out"), "{}", ended.err);
    assert_eq!(said(&ended.out), said(&ftm(&folder, &["aggregate", "mixed.json"]).out));
    let first: Value = serde_json::from_str(ended.out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["datasets"], &first["caption"]), (&json!(["register"]), &json!("Ana Brandt")));
}

#[test]
fn a_row_that_is_no_statement_is_told_and_passed_over() {
    let folder = Folder::new();
    let rows = "canonical_id,entity_id,prop,schema,value,dataset\nQ1,a,name,Person,Ana,x\nQ1,b,birthDate,Person,soon,x\n\
                Q1,a,nome,Person,Ana,x\nQ1,b,name,Company,Quay,x\nQ1,b,alias,Person,A.,y\n";
    folder.write("rows.csv", rows);
    let ended = ftm(&folder, &["aggregate", "rows.csv"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let entity: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(entity["properties"], json!({"alias": ["A."], "name": ["Ana"]}));
    assert_eq!((&entity["referents"], &entity["datasets"]), (&json!(["a", "b"]), &json!(["x", "y"])));
    for told in [
        "rows.csv:3: \"soon\" is no date",
        "rows.csv:4: row 4: there is no Person:nome",
        "rows.csv:5: Q1 and b can't be one: neither Person nor Company is a kind of the other",
    ] {
        assert!(ended.err.contains(told), "{told:?} is not in\n{}", ended.err);
    }
}

#[test]
fn fragments_of_several_files_are_joined() {
    let folder = Folder::new();
    folder
        .write("one.json", MIXED)
        .write("two.json", "{\"id\": \"c\", \"schema\": \"Organization\", \"properties\": {\"name\": [\"Kai\"]}}");
    let ended = ftm(&folder, &["aggregate", "one.json", "two.json", "-o", "whole.json"]);
    assert!(ended.err.contains("Wrote 3 entities out of 5 fragments"), "{}", ended.err);
    let whole = said(&std::fs::read_to_string(folder.path("whole.json")).unwrap());
    assert_eq!(whole["c"].0, "Company");
    assert_eq!(whole["c"].1["name"], ["Quay", "Kai"]);
    assert_eq!(whole["a"].1.len(), 3);
}

#[test]
fn merge_joins_what_was_judged_one_and_turns_references() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED);
    let decisions = r#"["Q1","a","positive",null,"x","2024-01-01"]
["NK-1","c","positive",null,"x","2024-01-01"]
["NK-1","d","positive",null,"x","2024-01-01"]
["c","d","negative",null,"x","2024-01-02"]
nonsense
"#;
    folder.write("resolver.ijson", decisions);
    let ended = ftm(&folder, &["merge", "-r", "resolver.ijson", "mixed.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let merged = said(&ended.out);
    assert_eq!(merged.keys().collect::<Vec<_>>(), ["NK-1", "Q1", "o"]);
    assert_eq!(merged["o"].1["owner"], ["Q1"]);
    assert_eq!(merged["o"].1["asset"], ["NK-1"]);
    assert_eq!(merged["Q1"].1["email"], ["ana@x.example"]);
    assert!(ended.out.contains(r#""referents":["a"]"#), "{}", ended.out);
    assert!(ended.err.contains("resolver.ijson: c and d were judged to differ, and other decisions make them one"));
    assert!(ended.err.contains("resolver.ijson:5: a decision is a list in JSON"), "{}", ended.err);
    assert!(
        ended.err.contains("Wrote 3 entities out of 4: 3 became 2; 1 decisions contradict others"),
        "{}",
        ended.err
    );
}

#[test]
fn two_kinds_that_can_be_no_one_stay_apart() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED);
    folder.write(
        "resolver.ijson",
        "[\"Q1\",\"a\",\"positive\",null,\"x\",null]\n[\"Q1\",\"c\",\"positive\",null,\"x\",null]\n",
    );
    let ended = ftm(&folder, &["merge", "--resolver", "resolver.ijson", "mixed.json"]);
    let told = "mixed.json:6: Q1 and c can't be one: neither Person nor Company is a kind of the other; it was written";
    assert!(ended.err.contains(told), "{}", ended.err);
    assert_eq!(said(&ended.out).keys().collect::<Vec<_>>(), ["Q1", "c", "o"]);
}

#[test]
fn gexf_draws_entities_and_ties() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED);
    let ended = ftm(&folder, &["gexf", "mixed.json", "-o", "net.gexf"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(
        ended.err.contains("Drew 2 nodes and 1 edges; 1 further fragments of entities were left out"),
        "{}",
        ended.err
    );
    let xml = std::fs::read_to_string(folder.path("net.gexf")).unwrap();
    assert!(xml.contains("<edge id=\"0\" source=\"a\" target=\"c\" type=\"directed\" label=\"owns\">"), "{xml}");
    // What we draw is what our own reader of networks takes.
    let plan = folder.umbra(["--json", "break", "net.gexf"]);
    assert_eq!(plan.code, 0, "{}", plan.err);
}

#[test]
fn input_that_cannot_be_read_is_an_error_and_leaves_no_file() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED).write("empty.json", "").write("text.txt", "Dear reader,\nno entities here.\n");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(MIXED.repeat(500).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    folder.write("whole.json.gz", &packed).write("cut.json.gz", &packed[..packed.len() / 2]);
    assert_eq!(ftm(&folder, &["validate", "whole.json.gz"]).out.lines().count(), 2000);
    for (input, told) in [
        ("nowhere.json", "nowhere.json can't be read"),
        (".", ". is a folder"),
        ("cut.json.gz", "cut.json.gz: line "),
        ("text.txt", "there is nothing to take"),
    ] {
        for command in [&["validate"][..], &["statements"], &["aggregate"], &["gexf"], &["merge", "-r", "empty.json"]] {
            let ended = ftm(&folder, &[command, &[input, "-o", "out"]].concat());
            assert_eq!(ended.code, 3, "{command:?} {input}: {}", ended.err);
            assert!(ended.err.contains(told), "{command:?} {input}: {}", ended.err);
            assert!(!folder.path("out").exists() && !folder.path("out.part").exists(), "{command:?} {input}");
        }
    }
    assert_eq!(ftm(&folder, &["validate", "empty.json"]).code, 0, "nothing is nothing");
    assert_eq!(ftm(&folder, &["validate", "mixed.json", "-o", "no/such/folder"]).code, 3);
    assert_eq!(ftm(&folder, &["merge", "mixed.json"]).code, 2);
    assert_eq!(ftm(&folder, &["merge", "-r", "nowhere", "mixed.json"]).code, 3);
}

#[test]
fn a_file_may_be_written_over_by_what_comes_of_it() {
    let folder = Folder::new();
    folder.write("mixed.json", MIXED);
    assert_eq!(ftm(&folder, &["validate", "mixed.json", "-o", "mixed.json"]).code, 0);
    assert_eq!(std::fs::read_to_string(folder.path("mixed.json")).unwrap().lines().count(), 4);
}

#[test]
fn hostile_lines_are_listed_and_passed_over() {
    let folder = Folder::new();
    let mut file = MIXED.as_bytes().to_vec();
    file.extend_from_slice(b"{\"id\": \"\xff\"}\n");
    file.extend_from_slice(format!("{{\"id\": \"deep\", \"x\": {}\n", "[".repeat(200_000)).as_bytes());
    file.extend_from_slice(b"{\"id\": \"long\", \"schema\": \"Person\", \"x\": \"");
    file.extend(std::iter::repeat_n(b'y', 100 << 20));
    file.extend_from_slice(b"\"}\n{\"id\": \"z\", \"schema\": \"Person\"}");
    folder.write("hostile.json", &file);
    let ended = ftm(&folder, &["validate", "hostile.json", "-o", "out.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for told in [
        "hostile.json:7:9: the line is not UTF-8",
        "hostile.json:8",
        "hostile.json:9: the line is longer than 67108864 bytes",
    ] {
        assert!(ended.err.contains(told), "{told:?} is not in\n{}", ended.err);
    }
    assert!(ended.err.contains("Wrote 5 entities"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_stop_leaves_the_old_file() {
    use std::process::{Command, Stdio};
    let folder = Folder::new();
    folder.write("out.json", "old");
    let program = assert_cmd::cargo::cargo_bin("umbra");
    let mut child = Command::new(program)
        .args(["ftm", "validate", "-o", "out.json"])
        .current_dir(folder.path("."))
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // Lines without end, until nobody reads them any more.
    let writer = std::thread::spawn(move || while input.write_all(MIXED.as_bytes()).is_ok() {});
    while !folder.path("out.json.part").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    writer.join().unwrap();
    assert_eq!(std::fs::read_to_string(folder.path("out.json")).unwrap(), "old");
    assert!(!folder.path("out.json.part").exists());
}

#[test]
fn the_example_goes_through_every_filter() {
    let folder = Folder::new();
    assert_eq!(
        folder.umbra([std::ffi::OsStr::new("read"), example().as_os_str(), "-c".as_ref(), "m.umbra".as_ref()]).code,
        0
    );
    assert_eq!(folder.umbra(["export", "ftm", "m.umbra", "-o", "m.json"]).code, 0);
    let validated = ftm(&folder, &["validate", "m.json"]);
    assert!(validated.err.contains("; 0 values changed by cleaning; nothing was left out"), "{}", validated.err);
    let whole = said(&ftm(&folder, &["aggregate", "m.json"]).out);
    assert_eq!(whole, said(&validated.out));
    let rows = ftm(&folder, &["statements", "m.json"]).out;
    assert_eq!(said(&piped(&folder, &["aggregate", "-"], rows).out), whole);
}

/// Entities with a few values of any text.
fn any_entities() -> impl Strategy<Value = Vec<Entity>> {
    let concrete: Vec<_> = Schema::all().filter(|schema| !schema.is_abstract()).collect();
    let values = prop::collection::vec((any::<prop::sample::Index>(), ".{1,12}|[a-z0-9]{1,6}"), 0..6);
    let one = (prop::sample::select(concrete), values);
    prop::collection::vec(one, 1..6).prop_map(|made| {
        let make =
            |(number, (schema, values)): (usize, (umbra_model::SchemaRef, Vec<(prop::sample::Index, String)>))| {
                let mut entity = Entity::new(EntityId::new(format!("e-{number}")).unwrap(), schema);
                let properties: Vec<_> = schema.properties().filter(|property| !property.is_stub()).collect();
                for (index, value) in values {
                    // What the type refuses is not of interest here.
                    let _ = entity.add(index.get(&properties).name(), &value);
                }
                entity
            };
        made.into_iter().enumerate().map(make).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Entities through statements and back; through a merge that joins nothing; through each other's fragments.
    #[test]
    fn round_trips_lose_nothing(entities in any_entities()) {
        let folder = Folder::new();
        let lines: String = entities.iter().map(|entity| entity.to_json() + "\n").collect();
        folder.write("in.json", &lines).write("none.ijson", "");
        let validated = ftm(&folder, &["validate", "in.json"]).out;
        prop_assert_eq!(said(&validated), said(&lines));
        let merged = ftm(&folder, &["merge", "-r", "none.ijson", "in.json"]);
        prop_assert_eq!(&merged.out, &validated);
        let rows = ftm(&folder, &["statements", "in.json"]).out;
        let back = piped(&folder, &["aggregate"], rows);
        prop_assert_eq!(said(&back.out), said(&lines), "{}", back.err);
        let twice = piped(&folder, &["aggregate"], format!("{lines}{lines}"));
        prop_assert_eq!(said(&twice.out), said(&lines), "{}", twice.err);
    }
}
