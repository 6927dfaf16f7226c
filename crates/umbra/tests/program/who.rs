//! `umbra who`: a name, and a list, looked up in a case and in a file of entities.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::folder::Folder;

/// Sanctioned people and a firm.
const KNOWN: &str = r#"{"id": "ana", "schema": "Person", "properties": {"name": ["Ana Brandtmann"], "birthDate": ["1961-03-05"], "nationality": ["mt"], "passportNumber": ["X123456"]}, "datasets": ["press"]}
{"id": "ma", "schema": "Person", "properties": {"name": ["马爱军"]}}
{"id": "wang", "schema": "Person", "properties": {"name": ["Wang Wei"]}}
{"id": "quay", "schema": "Company", "properties": {"name": ["Quay Haulage Ltd"], "registrationNumber": ["HRB 20417"], "jurisdiction": ["mt"]}}
not json
{"id": "owns", "schema": "Ownership", "properties": {"owner": ["ana"], "asset": ["quay"]}}
"#;

const LIST: &str = "\u{feff}ID;Full Name;DOB;Country;registrationNumber;Favourite colour
k1;BRANDTMANN, Ana;1961-03-05;Malta;;blue
k2;Ai-jun MA;;;;
k3;Wang Wei;;;;
k4;Nobody Whatsoever;;;;
k5;;;;hrb-20417;
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("known.json", KNOWN).write("list.csv", LIST);
    folder
}

#[test]
fn a_name_is_looked_up_with_what_else_is_known() {
    let folder = folder();
    let ended = folder.umbra(["who", "Brandtmann Anna", "known.json", "--born", "1961", "--country", "Malta"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    insta::assert_snapshot!(ended.out, @r#"
    0.99  Ana Brandtmann  Person  ana
          +0.93 name: “Brandtmann Anna” and “Ana Brandtmann”, Anna met Ana: forms of one given name; the
            agreement tells 18 bits
          +0.06 birth date: 1961 and 1961-03-05 agree
          +0.00 country: both mt
    "#);
    let common = folder.umbra(["who", "Wang Wei", "known.json"]);
    insta::assert_snapshot!(common.out, @r#"
    Nobody among 5 entities may be "Wang Wei": no score reaches 0.7.
    1 of a lower score: --threshold 0.35 shows them
    "#);
    assert!(folder.umbra(["who", "Wang Wei", "known.json", "--threshold", "0.3"]).out.contains("wang"));
    let json = folder.umbra(["--json", "who", "Ai-jun Ma", "known.json"]).json();
    assert_eq!((&json["hits"][0]["id"], &json["hits_in_all"]), (&"ma".into(), &1.into()));
    assert!(json["hits"][0]["parts"][0]["why"].as_str().unwrap().contains("met"), "{json}");
    let twin = folder.umbra(["who", "Ana Brandtmann", "known.json", "--born", "1990-01-01"]);
    assert!(twin.out.contains("Nobody"), "another was born then: {}", twin.out);
}

#[test]
fn a_list_is_looked_up_in_one_pass() {
    let folder = folder();
    let ended = folder.umbra(["who", "list.csv", "known.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    insta::assert_snapshot!(ended.out, @r#"
    BRANDTMANN, Ana  line 2, id k1
      1.00  Ana Brandtmann  Person  ana
            +0.93 name: “BRANDTMANN, Ana” and “Ana Brandtmann”; the agreement tells 19 bits
            +0.07 birth date: 1961-03-05 and 1961-03-05 agree
            +0.00 country: both mt
    Ai-jun MA  line 3, id k2
      0.93  马爱军  Person  ma
            +0.93 name: “Ai-jun MA” and “马爱军”, Ai jun met 爱军: written together and apart, MA met
              马: same reading in Latin letters; the agreement tells 18 bits
    (no name)  line 6, id k5
      1.00  Quay Haulage Ltd  Company  quay
            +1.00 identifier: registrationNumber HRB20417 in both
    5 queries looked up among 5 entities: 3 hits for 3, none for 2
    "#);
    for told in [
        "Columns taken: ID as id, Full Name as name, DOB as birthDate, Country as country, registrationNumber; not taken: Favourite colour",
        "known.json:5:2: the line is no entity in JSON",
        "1 line was left out of the collection",
    ] {
        assert!(ended.err.contains(told), "{told:?} is not in\n{}", ended.err);
    }
    let json = folder.umbra(["--json", "who", "list.csv", "known.json"]).json();
    assert_eq!(json["queries"][0]["hits"][0]["score"], 1.0, "name, day and country");
    assert_eq!(json["queries"][4]["hits"][0]["id"], "quay", "by its number alone");
    assert_eq!((&json["queries_with_hits"], &json["entities"]), (&3.into(), &5.into()));
    let silent = folder.umbra(["--quiet", "who", "list.csv", "known.json", "-o", "hits.csv"]);
    assert_eq!((silent.code, silent.out.as_str(), silent.err.as_str()), (0, "", ""));
    let table = std::fs::read_to_string(folder.path("hits.csv")).unwrap();
    insta::assert_snapshot!(table, @r#"
    line,query_id,query,rank,score,id,caption,schema,datasets,why
    2,k1,"BRANDTMANN, Ana",1,1,ana,Ana Brandtmann,Person,press,"+0.93 name: “BRANDTMANN, Ana” and “Ana Brandtmann”; the agreement tells 19 bits; +0.07 birth date: 1961-03-05 and 1961-03-05 agree; +0.00 country: both mt"
    3,k2,Ai-jun MA,1,0.930731,ma,马爱军,Person,,"+0.93 name: “Ai-jun MA” and “马爱军”, Ai jun met 爱军: written together and apart, MA met 马: same reading in Latin letters; the agreement tells 18 bits"
    4,k3,Wang Wei,0,,,,,,
    5,k4,Nobody Whatsoever,0,,,,,,
    6,k5,(no name),1,1,quay,Quay Haulage Ltd,Company,,+1.00 identifier: registrationNumber HRB20417 in both
    "#);
}

#[test]
fn the_order_of_the_collection_does_not_matter_and_packed_files_are_read() {
    let folder = folder();
    let mut lines: Vec<&str> = KNOWN.lines().collect();
    lines.reverse();
    folder.write("turned.json", lines.join("\n"));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(KNOWN.as_bytes()).unwrap();
    folder.write("packed.json.gz", packed.finish().unwrap());
    let whole = folder.umbra(["--quiet", "who", "list.csv", "known.json"]).out;
    assert_eq!(folder.umbra(["--quiet", "who", "list.csv", "turned.json"]).out, whole);
    assert_eq!(folder.umbra(["--quiet", "who", "list.csv", "packed.json.gz"]).out, whole);
    let own = folder.umbra(["--json", "who", "known.json", "known.json"]).json();
    for query in own["queries"].as_array().unwrap().iter().filter(|query| query["id"] != "wang") {
        assert_eq!(query["hits"][0]["id"], query["id"], "everybody is found in the own list");
    }
}

#[test]
fn a_case_is_looked_in_too() {
    let folder = folder();
    folder.write(
        "files/note.txt",
        "Ana Brandtmann was charged with bribery in Malta. Police detained Ana Brandtmann on 5 May 2021.",
    );
    folder.read();
    let ended = folder.umbra(["who", "list.csv", "case.umbra"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("Ana Brandtmann"), "{}", ended.out);
    let alone = folder.umbra(["who", "list.csv"]);
    assert_eq!(alone.out, ended.out, "the only case of the folder is meant");
    let both = folder.umbra(["who", "BRANDTMANN Ana"]);
    assert!(both.out.contains("Where the words occur:"), "{}", both.out);
    let turned = folder.umbra(["who", "case.umbra", "known.json"]);
    assert!(turned.out.contains("ana") && turned.code == 0, "a case can be the list: {}{}", turned.out, turned.err);
}

#[test]
fn what_is_wrong_with_a_list_is_told_by_line_and_column() {
    let folder = folder();
    let mut list = b"name,birthDate,type\nAna Brandtmann,soon,Person\n".to_vec();
    list.extend_from_slice(b"J\xf6rg Brandt,,\n");
    list.extend(format!("{},,\n", "x".repeat(100_000)).bytes());
    list.extend("\u{1f389}\u{1f389},,\n,,\n\nAna,,,,extra\nAna Brandt,,Ghost\n".bytes());
    list.extend(
        "A\0na \u{202e}Brandtmann\u{202c},,\n\"Two\nlines\",1970\n\"open,,\nLast One,1980-13-45,Ownership\n".bytes(),
    );
    folder.write("odd.csv", list);
    let ended = folder.umbra(["who", "odd.csv", "known.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for told in [
        "odd.csv:2:2: birthDate \"soon\": this is no date\n",
        "odd.csv:3:1: the cell is not UTF-8: save the file as UTF-8\n",
        "odd.csv:4:1: the name has 100,000 characters; at most 1,000 are looked up\n",
        "odd.csv:5:1: there is no letter or digit in the name\n",
        "odd.csv:6: the row is empty\n",
        "odd.csv:8:5: the row has 5 cells where the header has 3\n",
        "odd.csv:9:3: there is no schema \"Ghost\": write one such as Person, Company, Organization\n",
        "odd.csv:13: a quotation mark in this row is never closed: close it, or write it twice\n",
        "odd.csv:14:3: nothing of the schema Ownership is looked up\n",
        "8 lines and 1 value were left out of the list\n",
    ] {
        assert!(ended.err.contains(told), "{told:?} is not in\n{}", ended.err);
    }
    assert!(ended.out.contains("3 queries"), "{}", ended.out);
    assert!(ended.out.contains("Ana Brandtmann  line 10"), "marks that turn the text are left out: {:?}", ended.out);
}

#[test]
fn what_can_not_be_looked_up_is_told_with_the_remedy() {
    let folder = folder();
    folder
        .write("nameless.csv", "first,second\na,b\n")
        .write("empty.csv", "")
        .write("nobody.csv", "name\n\u{1f389}\n")
        .write("wide.csv", b"\xff\xfen\0a\0m\0e\0")
        .write("noise.bin", b"\x7fELF\0\0\xff");
    let long = "x".repeat(100_000);
    for (arguments, code, words) in [
        (
            vec!["who", "nameless.csv", "known.json"],
            3,
            "nameless.csv:1: no column is called name; there are: first, second",
        ),
        (vec!["who", "empty.csv", "known.json"], 3, "empty.csv is empty"),
        (vec!["who", "nobody.csv", "known.json"], 3, "nobody.csv:2:1: there is no letter or digit"),
        (vec!["who", "wide.csv", "known.json"], 3, "UTF-16"),
        (vec!["who", "list.csv", "noise.bin"], 3, "neither a case file nor"),
        (vec!["who", "list.csv", "list.csv"], 3, "neither a case file nor"),
        (vec!["who", "list.csv", "none.json"], 2, "none.json"),
        (vec!["who", "none.csv", "known.json"], 2, "there is no file none.csv"),
        (vec!["who", "list.csv", "known.json", "--born", "1970"], 2, "columns birthDate and country"),
        (vec!["who", "\u{1f389}", "known.json"], 2, "no letter or digit"),
        (vec!["who", &long, "known.json"], 2, "100,000 characters"),
        (vec!["who", "Ana", "known.json", "--schema", "Ghost"], 2, "there is no schema \"Ghost\""),
        (vec!["who", "Ana", "known.json", "--country", "Atlantis"], 2, "Atlantis"),
        (vec!["who", "Ana", "known.json", "--threshold", "7"], 2, "from 0 to 1"),
        (vec!["who", "list.csv", "known.json", "-o", "no/such/folder.csv"], 3, "folder.csv can't be written"),
    ] {
        let ended = folder.umbra(&arguments);
        let shown: Vec<String> = arguments.iter().map(|argument| argument.chars().take(40).collect()).collect();
        assert_eq!(ended.code, code, "{shown:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(words), "{shown:?}: {words:?} is not in\n{}", ended.err);
    }
}

#[test]
fn a_collection_that_breaks_off_leaves_no_table() {
    let folder = folder();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(KNOWN.repeat(2_000).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    folder.write("cut.json.gz", &packed[..packed.len() / 2]);
    let ended = folder.umbra(["who", "list.csv", "cut.json.gz", "-o", "hits.csv"]);
    assert_eq!(ended.code, 3, "{}", ended.out);
    assert!(ended.err.contains("cut.json.gz"), "{}", ended.err);
    assert!(!folder.path("hits.csv").exists() && !folder.path("hits.csv.part").exists());
}

#[cfg(unix)]
#[test]
fn a_stop_leaves_no_table() {
    let folder = folder();
    let mut running = std::process::Command::new(env!("CARGO_BIN_EXE_umbra"))
        .args(["who", "list.csv", "-", "-o", "hits.csv"])
        .current_dir(folder.path("."))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut input = running.stdin.take().unwrap();
    input.write_all(KNOWN.repeat(2_000).as_bytes()).unwrap();
    input.flush().unwrap();
    let asked = std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(asked.success());
    std::thread::sleep(std::time::Duration::from_millis(300));
    drop(input);
    assert_eq!(running.wait().unwrap().code(), Some(130));
    assert!(!folder.path("hits.csv").exists() && !folder.path("hits.csv.part").exists());
}
