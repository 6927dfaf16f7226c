//! PDFs are read in a process of their own, which may hang, crash or eat up memory without harm.
//!
//! The test program is its own worker, which is why it has no harness.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use umbra_model::Place;
use umbra_read::{Document, Item, Limits, Options, read};

fn main() {
    if std::env::args().nth(1).as_deref() == Some("__read-pdf") {
        std::process::exit(umbra_read::pdf_worker());
    }
    // Ways of asking for a list of tests.
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    pages_are_read_alike_within_and_outside_the_process();
    what_is_damaged_is_skipped();
    pictures_need_character_recognition();
    chinese_fonts_that_are_not_embedded_are_read();
    if cfg!(unix) {
        a_worker_that_hangs_is_given_up();
        a_bomb_stops_at_the_memory_limit();
    }
    println!("6 checks passed");
}

/// A PDF with lines of Helvetica, a page for each text.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let contents = pages.iter().map(|page| {
        let lines: Vec<String> = page.lines().map(|line| format!("({line}) Tj T*")).collect();
        format!("BT /F1 12 Tf 14 TL 72 720 Td {} ET", lines.join("\n")).into_bytes()
    });
    assemble(HELVETICA, contents.map(|content| ("", content)).collect())
}

const HELVETICA: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
/// A Chinese font that is not embedded; its codes are UTF-16.
const SONG: &str = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< \
    /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) \
    /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 >> >>] >>";

/// Puts a PDF together: for each page the entries of its content's dictionary, and the content.
fn assemble(font: &str, contents: Vec<(&str, Vec<u8>)>) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", contents.len(), kids.join(" ")).into_bytes(),
        font.as_bytes().to_vec(),
    ];
    for (page, (entries, content)) in contents.into_iter().enumerate() {
        let stream = 5 + 2 * page;
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {stream} 0 R >>")
                .into_bytes(),
        );
        let mut object = format!("<< /Length {} {entries} >>\nstream\n", content.len()).into_bytes();
        object.extend(content);
        object.extend(b"\nendstream");
        objects.push(object);
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", number + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let xref = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    file.extend(
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n", objects.len() + 1).into_bytes(),
    );
    file
}

fn worker() -> Option<PathBuf> {
    Some(std::env::current_exe().unwrap())
}

/// Reads a file with a plain one beside it, which must come through whatever happens to the first.
fn read_one(bytes: &[u8], options: &Options) -> Result<Document, String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), bytes).unwrap();
    std::fs::write(folder.path().join("b.txt"), "The run goes on.").unwrap();
    let mut items = Vec::new();
    read(&[folder.path().to_owned()], options, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    })
    .unwrap();
    let last = items.pop();
    assert!(matches!(&last, Some(Item::Document(document)) if document.source.path.ends_with("b.txt")), "{last:?}");
    match items.pop() {
        Some(Item::Document(document)) => Ok(document),
        Some(Item::Skipped(skipped)) => Err(skipped.reason),
        None => panic!("the PDF is lost"),
    }
}

fn pages_are_read_alike_within_and_outside_the_process() {
    let file = pdf(&["Notice of judgment\n\nDragan Velkoran was convicted", "of extortion in 34 cases."]);
    let outside = read_one(&file, &Options { pdf_worker: worker(), ..Options::default() }).unwrap();
    let within = read_one(&file, &Options::default()).unwrap();
    let text = outside.text().unwrap();
    assert_eq!(text.as_str(), "Notice of judgment\n\nDragan Velkoran was convicted\n\u{C}of extortion in 34 cases.");
    assert_eq!(within.text().unwrap().as_str(), text.as_str());
    assert_eq!(outside.source.title.as_deref(), Some("Notice of judgment"));
    let at = text.as_str().find("extortion").unwrap();
    let span = text.span(at..at + 9).unwrap();
    assert!(matches!(span.place(), Place::Text { page: Some(2), .. }), "{:?}", span.place());
}

fn what_is_damaged_is_skipped() {
    let mut file = pdf(&["x"]);
    file.truncate(200);
    for options in [Options::default(), Options { pdf_worker: worker(), ..Options::default() }] {
        let reason = read_one(&file, &options).unwrap_err();
        assert!(reason.contains("damaged PDF"), "{reason}");
    }
    let options = Options { pdf_worker: Some("/nowhere/at/all".into()), ..Options::default() };
    let reason = read_one(&pdf(&["x"]), &options).unwrap_err();
    assert!(reason.contains("/nowhere/at/all"), "{reason}");
}

fn pictures_need_character_recognition() {
    let reason =
        read_one(&assemble(HELVETICA, vec![("", b"0 0 100 100 re f".to_vec())]), &Options::default()).unwrap_err();
    assert!(reason.contains("OCR"), "{reason}");
}

fn chinese_fonts_that_are_not_embedded_are_read() {
    let codes: String = "马爱军被判刑".encode_utf16().map(|code| format!("{code:04X}")).collect();
    let content = format!("BT /F1 12 Tf 72 720 Td <{codes}> Tj ET").into_bytes();
    let document = read_one(&assemble(SONG, vec![("", content)]), &Options::default()).unwrap();
    assert_eq!(document.text().unwrap().as_str(), "马爱军被判刑");
}

fn a_worker_that_hangs_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("hangs");
    std::fs::write(&script, "#!/bin/sh\nexec sleep 60\n").unwrap();
    make_executable(&script);
    let limits = Limits { pdf_time: Duration::from_millis(200), ..Limits::default() };
    let reason =
        read_one(&pdf(&["x"]), &Options { pdf_worker: Some(script), limits, ..Options::default() }).unwrap_err();
    assert!(reason.contains("took longer"), "{reason}");
}

fn a_bomb_stops_at_the_memory_limit() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..600 {
        packed.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = assemble(HELVETICA, vec![("/Filter /FlateDecode", packed.finish().unwrap())]);
    let limits = Limits { pdf_memory: 400 << 20, ..Limits::default() };
    let reason = read_one(&bomb, &Options { pdf_worker: worker(), limits, ..Options::default() }).unwrap_err();
    assert!(reason.contains("broke off") || reason.contains("damaged"), "{reason}");
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}
