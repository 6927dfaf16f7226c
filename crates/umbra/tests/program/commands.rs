//! Each command, on the example.

use std::sync::LazyLock;

use crate::folder::{Folder, example};

/// A folder in which the example was investigated; only commands that change nothing may run in it.
static INVESTIGATED: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::new();
    let ended = folder.umbra([std::ffi::OsStr::new("investigate"), example().as_os_str()]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    folder.write("summary.txt", &ended.out);
    folder
});

#[test]
fn investigate_prints_one_screen_and_writes_case_and_report() {
    let summary = std::fs::read_to_string(INVESTIGATED.path("summary.txt")).unwrap();
    assert!(summary.lines().count() <= 44, "{} lines:\n{summary}", summary.lines().count());
    for word in ["Networks", "Protectors", "Erlingworth", "Lantern Crew", "found by a court", "Next", "marenport.html"]
    {
        assert!(summary.contains(word), "{word:?} is not in\n{summary}");
    }
    assert!(INVESTIGATED.path("marenport.umbra").exists() && INVESTIGATED.path("marenport.html").exists());
}

#[test]
fn investigating_again_changes_nothing() {
    let folder = Folder::new();
    let arguments = [std::ffi::OsStr::new("investigate"), example().as_os_str()].map(ToOwned::to_owned);
    assert_eq!(folder.umbra(&arguments).code, 0);
    let first = std::fs::read(folder.path("marenport.html")).unwrap();
    let exported = folder.umbra(["export", "csv"]).out;
    let again = folder.umbra(&arguments);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(folder.umbra(["export", "csv"]).out, exported);
    assert_eq!(std::fs::read(folder.path("marenport.html")).unwrap(), first, "the report differs");
}

#[test]
fn two_runs_give_the_same_bytes() {
    let folder = Folder::new();
    assert_eq!(folder.umbra([std::ffi::OsStr::new("investigate"), example().as_os_str()]).code, 0);
    for format in ["ftm", "gexf", "csv"] {
        assert_eq!(folder.umbra(["export", format]).out, INVESTIGATED.umbra(["export", format]).out, "{format}");
    }
}

#[test]
fn every_command_speaks_json() {
    for arguments in [
        vec!["umbrellas"],
        vec!["figures"],
        vec!["who", "Velkoran"],
        vec!["dossier", "Tomas Erlingworth"],
        vec!["verify"],
    ] {
        let ended = INVESTIGATED.umbra(std::iter::once("--json").chain(arguments.iter().copied()));
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
        let json = ended.json();
        assert!(json.is_object() || json.as_array().is_some_and(|list| !list.is_empty()), "{arguments:?}: {json}");
    }
}

#[test]
fn who_finds_names_in_any_script() {
    for (query, found) in
        [("velkoran dragan", "Dragan Velkoran"), ("Erlingworth", "Tomas Erlingworth"), ("李岩", "李岩")]
    {
        let ended = INVESTIGATED.umbra(["who", query]);
        assert!(ended.out.contains(found), "{query}: {}", ended.out);
    }
    assert!(INVESTIGATED.umbra(["who", "Nobody Atall Xyzzy"]).out.contains("Nothing"));
}

#[test]
fn a_dossier_has_footnotes() {
    let ended = INVESTIGATED.umbra(["dossier", "Tomas Erlingworth"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for word in ["Tomas Erlingworth", "convicted", "[1]", "courier-2023-10-28.html"] {
        assert!(ended.out.contains(word), "{word:?} is not in\n{}", ended.out);
    }
    let unknown = INVESTIGATED.umbra(["dossier", "Nobody Atall"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    assert!(unknown.err.contains("umbra who"), "{}", unknown.err);
}

#[test]
fn a_dossier_is_written_in_every_form_and_the_pdf_reads_back() {
    let folder = Folder::new();
    let case = INVESTIGATED.path("marenport.umbra");
    let forms = ["--pdf", "files/d.pdf", "--markdown", "files/d.md", "--html", "files/d.html"];
    folder.write("files/note.txt", "Nothing else.");
    let ended = folder.umbra(["dossier", "Tomas Erlingworth", case.to_str().unwrap()].iter().chain(&forms));
    assert_eq!(ended.code, 0, "{}", ended.err);
    // A dossier is no source; but for its mark it would be read like any other file.
    let file = std::fs::read(folder.path("files/d.pdf")).unwrap();
    let mut open = file.clone();
    let mark = file.windows(6).position(|bytes| bytes == b"%Umbra").unwrap();
    open[mark + 1] = b'O';
    folder.write("files/open.pdf", open);
    let read = folder.read();
    let skipped: Vec<_> = read["skipped"].as_array().unwrap().iter().map(|file| file["path"].clone()).collect();
    assert_eq!(skipped, ["files/d.html", "files/d.md", "files/d.pdf"], "{read}");
    let shown = folder.umbra(["--json", "who", "Tomas Erlingworth", "case.umbra"]);
    assert!(shown.out.contains("\"page\":1"), "{}", shown.out);
    let trade = INVESTIGATED.umbra(["dossier", "--trade", "smuggling of nothing"]);
    assert_eq!(trade.code, 2, "{}", trade.err);
    assert!(trade.err.contains("umbra inspect"), "{}", trade.err);
}

/// A report that somebody types, with a block of each sort that the example has something for.
const TYPED: &str = "# The crew and the yard\n\nWhat the **court** found, and what is only said.\n\n[[umbrella: Lantern Crew]]\n\n\
    ## The man\n\n- one <script>alert(1)</script>\n- two\n\n[[dossier: Tomas Erlingworth]]\n[[picture: Lantern Crew]]\n[[break: Lantern Crew]]\n";

#[test]
fn a_typed_report_is_kept_and_written_in_every_form_and_word_s_footnotes_read_back() {
    let folder = Folder::new();
    std::fs::copy(INVESTIGATED.path("marenport.umbra"), folder.path("m.umbra")).unwrap();
    folder.write("typed.md", TYPED);
    let forms =
        ["--pdf", "files/r.pdf", "--markdown", "files/r.md", "--html", "files/r.html", "--docx", "files/r.docx"];
    folder.write("files/note.txt", "Nothing else.");
    let keep = ["report", "--keep", "typed.md", "m.umbra", "--as", "Ada"];
    let ended = folder.umbra(keep.iter().chain(&forms));
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.starts_with("Kept as report-1 (Written by Ada; last on "), "{}", ended.out);
    let markdown = std::fs::read_to_string(folder.path("files/r.md")).unwrap();
    let html = std::fs::read_to_string(folder.path("files/r.html")).unwrap();
    assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"));
    let notes = markdown.lines().filter(|line| line.starts_with("[^")).count();
    assert!(notes > 10 && markdown.contains("**convicted**: Tomas Erlingworth"), "{markdown}");
    // A report is no source; but for its mark it would be read like any other file, its footnotes too.
    let mut open = std::fs::read(folder.path("files/r.docx")).unwrap();
    let mark = open.windows(18).position(|bytes| bytes == b"<Application>Umbra").unwrap();
    open[mark + 13] = b'O';
    folder.write("files/open.docx", open);
    let read = folder.read();
    let skipped: Vec<_> = read["skipped"].as_array().unwrap().iter().map(|file| file["path"].clone()).collect();
    assert_eq!(skipped, ["files/r.docx", "files/r.html", "files/r.md", "files/r.pdf"], "{read}");
    let case = umbra_case::Case::open_read_only(folder.path("case.umbra")).unwrap();
    let source = case.sources().unwrap().into_iter().find(|source| source.path.ends_with("open.docx")).unwrap();
    let text = case.source_text(source.id).unwrap().unwrap();
    let text = text.as_str();
    assert_eq!(source.title.as_deref(), Some("The crew and the yard"));
    let (body, footnotes) = text.split_at(text.find(" grade ").unwrap());
    for quoted in ["was convicted on Friday of sheltering the Lantern Crew", "press/"] {
        assert!(footnotes.contains(quoted) || body.contains(quoted), "{quoted:?} is not in\n{text}");
    }
    assert_eq!(text.matches("; grade ").count(), notes, "each footnote is in the document once");
    assert!(body.contains("[convicted] Tomas Erlingworth") && body.contains("one <script>alert(1)</script>"), "{body}");
    // Another version of it, and what is no report.
    folder.write("typed.md", TYPED.replace("The man", "The officer"));
    assert!(folder.umbra(["report", "--keep", "typed.md", "m.umbra", "--as", "Bo"]).out.contains("Written by Ada, Bo"));
    let listed = folder.umbra(["--json", "report", "m.umbra"]).json();
    assert_eq!(
        (&listed[0]["title"], &listed[0]["by"], listed[1].is_null()),
        (&"The crew and the yard".into(), &"Bo".into(), true)
    );
    let shown = folder.umbra(["--json", "report", "the CREW and the yard", "m.umbra"]).json();
    let by: Vec<_> =
        shown["pieces"].as_array().unwrap().iter().filter_map(|piece| piece["seen_by"][0].as_str()).collect();
    assert_eq!(by, ["Ada"; 4], "what stood there before was seen by whoever put it in");
    assert_eq!(folder.umbra(["verify", "m.umbra"]).code, 0);
    folder.write("typed.md", "# T\n\n[[dossier: Nobody Atall]]\n");
    let wrong = folder.umbra(["report", "--keep", "typed.md", "m.umbra"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    assert!(wrong.err.contains("line 3") && wrong.err.contains("Nobody Atall"), "{}", wrong.err);
    assert_eq!(folder.umbra(["report", "Nothing", "m.umbra"]).code, 2);
}

#[test]
fn a_name_that_several_bear_is_a_choice() {
    let ended = INVESTIGATED.umbra(["dossier", "Jonas Pellwether"]);
    assert_eq!(ended.code, 2, "{}", ended.out);
    for word in ["umbra dossier ", "parish-newsletter-2023-12.md", "judgment-notice-2023-05-19.pdf"] {
        assert!(ended.err.contains(word), "{word:?} is not in\n{}", ended.err);
    }
    let ids: Vec<&str> = ended.err.lines().filter_map(|line| line.trim().strip_prefix("umbra dossier ")).collect();
    assert_eq!(ids.len(), 2, "{}", ended.err);
    for id in ids {
        assert!(INVESTIGATED.umbra(["dossier", id]).out.starts_with("Jonas Pellwether"), "{id}");
    }
}

#[test]
fn who_without_a_name_lists_what_may_be_one() {
    let list = INVESTIGATED.umbra(["who"]);
    assert_eq!(list.code, 0, "{}", list.err);
    assert!(list.out.contains("\n  or  "), "{}", list.out);
    assert!(!list.out.contains("Tomas Erlingworth"), "what is decided is listed as open:\n{}", list.out);
    assert_eq!(INVESTIGATED.umbra(["who", "marenport.umbra"]).out, list.out);
    let pairs = INVESTIGATED.umbra(["--json", "who"]).json();
    assert!(pairs[0]["left"]["id"].is_string() && pairs[0]["why"].is_string(), "{pairs}");
}

#[test]
fn nobody_who_was_cleared_is_shown_as_a_protector() {
    let umbrellas = INVESTIGATED.umbra(["--json", "umbrellas"]).json();
    for umbrella in umbrellas.as_array().unwrap() {
        for protector in umbrella["protectors"].as_array().unwrap() {
            let name = protector["person"]["caption"].as_str().unwrap();
            assert!(!["Yusra Lindqvaal", "Halima Korrendijk"].contains(&name), "{name}");
        }
    }
    assert!(INVESTIGATED.umbra(["umbrellas"]).out.contains("the proceedings were dropped"));
}

#[test]
fn exports_are_what_they_say() {
    let ftm = INVESTIGATED.umbra(["export", "ftm"]).out;
    assert!(ftm.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["schema"].is_string()));
    assert!(INVESTIGATED.umbra(["export", "gexf"]).out.contains("<gexf"));
    assert!(INVESTIGATED.umbra(["export", "csv"]).out.lines().count() > 100);
}

#[test]
fn completions_are_given_for_shells() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(Folder::new().umbra(["completions", shell]).out.contains("investigate"), "{shell}");
    }
}

#[test]
fn wrong_usage_is_told_with_the_remedy() {
    let empty = Folder::new();
    for (arguments, words) in [
        (vec!["umbrellas"], "umbra investigate"),
        (vec!["verify", "none.umbra"], "none.umbra"),
        (vec!["who", "Ma", "Aijun"], "quotes"),
        (vec!["umbrellas", "--standing", "guilty"], "convicted"),
        (vec!["frobnicate"], "frobnicate"),
    ] {
        let ended = empty.umbra(&arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn a_view_leaves_out_what_is_below_it() {
    let all = INVESTIGATED.umbra(["umbrellas"]).out;
    let court = INVESTIGATED.umbra(["umbrellas", "--standing", "convicted"]).out;
    assert!(all.contains("Adeyholm") && !court.contains("Adeyholm"), "{court}");
    assert!(court.contains("Erlingworth"), "{court}");
}

#[test]
fn output_is_plain_where_nobody_watches() {
    let ended = INVESTIGATED.umbra(["umbrellas"]);
    assert!(!ended.out.contains('\u{1b}'), "colours in a pipe");
}
