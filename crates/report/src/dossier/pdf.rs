//! A dossier as a PDF file.
//!
//! The text of [`dossier_text`](super::dossier_text) in the fixed-width face that every reader of PDF has, so that no font
//! has to be carried. That face has the letters of western European languages only. A word in any other script is shown romanised between
//! ‹ and ›, and the file keeps its own letters as the text behind it (`ActualText`, ISO 32000-1, 14.9.4), which is what a reader
//! copies and finds; the page says so. Objects are written by hand: there are six kinds of them.

use std::fmt::Write;

use umbra_find::Dossier;

use super::text::dossier_text;

/// A4 in points, and what is left free around the text.
const PAGE: (f64, f64) = (595.0, 842.0);
const MARGIN: f64 = 50.0;
const SIZE: f64 = 9.0;
/// The advance of every letter of Courier, in parts of its size.
const ADVANCE: f64 = 0.6;
const LEADING: f64 = 11.5;
const COLUMNS: usize = ((PAGE.0 - 2.0 * MARGIN) / (SIZE * ADVANCE)) as usize;
/// Lines for the foot of a page.
const FOOT: f64 = 36.0;

/// A dossier as a PDF file, A4. `romanise` writes a word of any script in Latin letters; `head` is the hash of the case's last log
/// entry, as in a report. The same dossier gives the same bytes.
pub fn dossier_pdf(dossier: &Dossier, head: Option<&str>, romanise: &dyn Fn(&str) -> String) -> Vec<u8> {
    let text = dossier_text(dossier, COLUMNS);
    let lines: Vec<&str> = text.lines().collect();
    let room = (((PAGE.1 - 2.0 * MARGIN - FOOT) / LEADING) as usize).max(1);
    let pages: Vec<&[&str]> = lines.chunks(room).collect();
    let state = head.map(|head| format!(" · state {}", head.get(..12).unwrap_or(head))).unwrap_or_default();
    let contents: Vec<String> = pages
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let next = pages.get(at + 1).and_then(|page| page.first()).copied();
            let foot = format!("{} of {}{state}", at + 1, pages.len());
            Sheet { out: String::new(), romanise, is_romanised: false }.of(own, next, &foot)
        })
        .collect();
    file(&dossier.entity.caption, &contents)
}

/// One page's drawing instructions.
struct Sheet<'r> {
    out: String,
    romanise: &'r dyn Fn(&str) -> String,
    is_romanised: bool,
}

impl Sheet<'_> {
    fn of(mut self, lines: &[&str], next: Option<&str>, foot: &str) -> String {
        let mut y = PAGE.1 - MARGIN;
        for (at, line) in lines.iter().enumerate() {
            y -= LEADING;
            let below = lines.get(at + 1).copied().or(next);
            if is_rule(line) && at > 0 {
                let _ =
                    writeln!(self.out, "0.5 w {MARGIN} {:.1} m {:.1} {0:.1} l S", y + LEADING * 0.75, PAGE.0 - MARGIN);
            } else if !line.trim().is_empty() {
                let is_title = below.is_some_and(is_rule);
                self.line(line, y, is_title);
            }
        }
        if self.is_romanised {
            let note = "‹…› is romanised: this file carries no letters of that script. Copied or searched, it gives the original.";
            self.line(note, MARGIN + LEADING, false);
        }
        self.line(foot, MARGIN, false);
        self.out
    }

    fn line(&mut self, line: &str, y: f64, is_title: bool) {
        let (spans, width) = self.spans(line);
        // What romanising made longer than the page is wide is set closer.
        let scale = if width > COLUMNS { COLUMNS as f64 / width as f64 * 100.0 } else { 100.0 };
        let font = if is_title { "F2" } else { "F1" };
        let _ = writeln!(self.out, "BT /{font} {SIZE} Tf {scale:.1} Tz {MARGIN} {y:.1} Td {spans}ET");
    }

    /// The instructions that show a line, and how many letters they show.
    fn spans(&mut self, line: &str) -> (String, usize) {
        let mut out = String::new();
        let mut width = 0;
        let mut plain: Vec<u8> = Vec::new();
        for word in words(line) {
            match word.chars().map(code).collect::<Option<Vec<u8>>>() {
                Some(codes) => {
                    width += codes.len();
                    plain.extend(codes);
                }
                None => {
                    show(&mut out, &plain);
                    plain.clear();
                    self.is_romanised = true;
                    let latin: String = (self.romanise)(word).chars().filter(|c| code(*c).is_some()).collect();
                    let latin = if latin.trim().is_empty() { "…" } else { latin.trim() };
                    let codes: Vec<u8> = format!("‹{latin}›").chars().filter_map(code).collect();
                    width += codes.len();
                    let _ = write!(out, "/Span <</ActualText {}>> BDC ", utf16(word));
                    show(&mut out, &codes);
                    out.push_str("EMC ");
                }
            }
        }
        show(&mut out, &plain);
        (out, width)
    }
}

/// Whether a line underlines the one before it.
fn is_rule(line: &str) -> bool {
    line.len() > 2 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}

/// A line cut into words of letters that the face lacks, and what lies between these.
fn words(line: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let mut was = None;
    // A word goes as a whole: half a name in each script would be none.
    let mut end = 0;
    for run in line.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let letters = run.trim_end_matches(|c: char| !c.is_alphanumeric());
        for piece in [letters, &run[letters.len()..]].into_iter().filter(|piece| !piece.is_empty()) {
            let is_strange = piece.chars().any(|c| code(c).is_none());
            if was.is_some_and(|was| was != is_strange) {
                cuts.push(&line[start..end]);
                start = end;
            }
            was = Some(is_strange);
            end += piece.len();
        }
    }
    cuts.push(&line[start..end]);
    cuts
}

fn show(out: &mut String, codes: &[u8]) {
    if codes.is_empty() {
        return;
    }
    out.push('(');
    for &code in codes {
        match code {
            b'(' | b')' | b'\\' => {
                out.push('\\');
                out.push(char::from(code));
            }
            0x20..=0x7e => out.push(char::from(code)),
            _ => {
                let _ = write!(out, "\\{code:03o}");
            }
        }
    }
    out.push_str(") Tj ");
}

/// A text as PDF has it outside of pages: UTF-16, in hexadecimal digits.
fn utf16(text: &str) -> String {
    let mut out = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
    out
}

/// The number of a letter in WinAnsiEncoding (ISO 32000-1, annex D), if it has one.
fn code(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    match u32::from(c) {
        number @ (0x20..=0x7e | 0xa0..=0xff) => u8::try_from(number).ok(),
        _ => HIGH.iter().find(|(letter, _)| *letter == c).map(|(_, code)| *code),
    }
}

/// The file: catalogue, pages, the two faces, the title, and each page with its instructions.
fn file(title: &str, contents: &[String]) -> Vec<u8> {
    const FIRST: usize = 6;
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", FIRST + 2 * at)).collect();
    let face = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", contents.len(), kids.join(" ")),
        face("Courier"),
        face("Courier-Bold"),
        format!("<< /Title {} /Producer (Umbra) >>", utf16(title)),
    ];
    for (at, content) in contents.iter().enumerate() {
        let (width, height) = PAGE;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> \
             /Contents {} 0 R >>",
            FIRST + 2 * at + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    // By the second line our own dossiers are known, and not read as sources.
    let mut out = b"%PDF-1.7\n%Umbra dossier\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let start = out.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(table, "{place:010} 00000 n ");
    }
    let _ = write!(
        table,
        "trailer\n<< /Size {} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    out.extend(table.bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(line: &str) -> (String, usize) {
        let romanise = |word: &str| if word.contains('马') { "Ma Aijun".to_owned() } else { "Lukasz".to_owned() };
        Sheet { out: String::new(), romanise: &romanise, is_romanised: false }.spans(line)
    }

    #[test]
    fn letters_without_a_face_are_romanised_and_kept() {
        assert_eq!(spans("a (b) é"), ("(a \\(b\\) \\351) Tj ".to_owned(), 7));
        let (out, width) = spans("“马爱军”, head");
        let kept = "/Span <</ActualText <FEFF9A6C7231519B>>> BDC (\\213Ma Aijun\\233) Tj EMC";
        assert_eq!(out, format!("(\\223) Tj {kept} (\\224, head) Tj "));
        assert_eq!(width, 18);
        assert!(spans("Łukasz").0.contains("<FEFF0141"), "a word goes as a whole");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let mut sheet = Sheet { out: String::new(), romanise: &|_| "x".repeat(200), is_romanised: false };
        sheet.line("马", 100.0, false);
        let scale: f64 = sheet.out.split(" Tf ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        assert!(202.0 * SIZE * ADVANCE * scale / 100.0 <= PAGE.0 - 2.0 * MARGIN + 1.0, "{scale}");
    }

    #[test]
    fn the_table_of_objects_leads_to_each() {
        let bytes = file("马", &["BT ET\n".to_owned(), "BT ET\n".to_owned()]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let start: usize = text.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"xref\n0 10\n"));
        for (number, line) in bytes[start..].split(|b| *b == b'\n').skip(3).take(9).enumerate() {
            let place: usize = std::str::from_utf8(&line[..10]).unwrap().parse().unwrap();
            assert!(bytes[place..].starts_with(format!("{} 0 obj", number + 1).as_bytes()));
        }
    }
}
