//! Text and drawings as a PDF file.
//!
//! The text is set in the fixed-width face that every reader of PDF has, so that no font
//! has to be carried. That face has the letters of western European languages only. A word in any other script is shown romanised between
//! ‹ and ›, and the file keeps its own letters as the text behind it (`ActualText`, ISO 32000-1, 14.9.4), which is what a reader
//! copies and finds; the page says so. Objects are written by hand: there are six kinds of them.

use std::fmt::Write;

use crate::written::Sketch;

/// A4 in points, and what is left free around the text.
const PAGE: (f64, f64) = (595.0, 842.0);
const MARGIN: f64 = 50.0;
const SIZE: f64 = 9.0;
/// The advance of every letter of Courier, in parts of its size.
const ADVANCE: f64 = 0.6;
const LEADING: f64 = 11.5;
pub(crate) const COLUMNS: usize = ((PAGE.0 - 2.0 * MARGIN) / (SIZE * ADVANCE)) as usize;
/// Lines for the foot of a page.
const FOOT: f64 = 36.0;

/// A stretch of a file.
#[derive(Debug)]
pub(crate) enum Segment<'s> {
    /// Text in lines of at most [`COLUMNS`] columns; what has a rule of `=` or `-` below it is a title.
    Text(String),
    /// A drawing, as wide as the page at most.
    Drawing(&'s Sketch),
}

/// A line of text, or a drawing with its size on the page.
#[derive(Clone, Copy)]
enum Row<'s> {
    Line(&'s str),
    Drawing(&'s Sketch, f64),
}

impl Row<'_> {
    /// Its height in points.
    fn height(self) -> f64 {
        match self {
            Self::Line(_) => LEADING,
            Self::Drawing(sketch, scale) => sketch.height * scale + 2.0 * LEADING,
        }
    }
}

/// A PDF file, A4. `mark` is a line at its beginning by which our own files are known and not read as sources. `romanise` writes a word of
/// any script in Latin letters; `head` is the hash of the case's last log entry. The same segments give the same bytes.
pub(crate) fn sheets(
    title: &str,
    mark: &str,
    segments: &[Segment<'_>],
    head: Option<&str>,
    romanise: &dyn Fn(&str) -> String,
) -> Vec<u8> {
    let room = PAGE.1 - 2.0 * MARGIN - FOOT;
    let rows = segments.iter().flat_map(|segment| match segment {
        Segment::Text(text) => text.lines().map(Row::Line).collect::<Vec<_>>(),
        Segment::Drawing(sketch) => {
            let wide = (PAGE.0 - 2.0 * MARGIN) / sketch.width.max(1.0);
            // Half a page is enough for any, and the words below are to be near.
            vec![Row::Drawing(sketch, wide.min(room * 0.6 / sketch.height.max(1.0)).min(1.0))]
        }
    });
    let mut pages: Vec<Vec<Row<'_>>> = vec![Vec::new()];
    let mut free = room;
    for row in rows {
        let is_begun = pages.last().is_some_and(|page| !page.is_empty());
        if row.height() > free && is_begun {
            pages.push(Vec::new());
            free = room;
        }
        free -= row.height();
        pages.last_mut().unwrap_or(&mut Vec::new()).push(row);
    }
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
    file(title, mark, &contents)
}

/// One page's drawing instructions.
struct Sheet<'r> {
    out: String,
    romanise: &'r dyn Fn(&str) -> String,
    is_romanised: bool,
}

impl Sheet<'_> {
    fn of(mut self, rows: &[Row<'_>], next: Option<Row<'_>>, foot: &str) -> String {
        let mut y = PAGE.1 - MARGIN;
        for (at, row) in rows.iter().enumerate() {
            y -= row.height();
            let line = match *row {
                Row::Line(line) => line,
                Row::Drawing(sketch, scale) => {
                    self.drawing(sketch, scale, y + LEADING);
                    continue;
                }
            };
            let below = rows.get(at + 1).copied().or(next);
            if is_rule(line) && at > 0 {
                let _ =
                    writeln!(self.out, "0.5 w {MARGIN} {:.1} m {:.1} {0:.1} l S", y + LEADING * 0.75, PAGE.0 - MARGIN);
            } else if !line.trim().is_empty() {
                let is_title = matches!(below, Some(Row::Line(below)) if is_rule(below));
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

    /// A drawing whose foot is at that height.
    fn drawing(&mut self, sketch: &Sketch, scale: f64, foot: f64) {
        let at = |(x, y): (f64, f64)| (MARGIN + x * scale, foot + (sketch.height - y) * scale);
        for line in &sketch.lines {
            // Width and dashes of the standings as on the page, in black: told apart in print.
            let look = match line.look {
                "l-court" => "1.6 w [] 0 d 0 G",
                "l-charged" => "1.3 w [7 3] 0 d 0 G",
                "l-looked" => "1.2 w [4 3] 0 d 0 G",
                "l-said" => "1.2 w [1 2.5] 0 d 0 G",
                "l-denied" | "l-cleared" => "1.2 w [6 2 1 2] 0 d 0.35 G",
                _ => "0.5 w [] 0 d 0.6 G",
            };
            let ((x1, y1), (x2, y2)) = (at(line.from), at(line.to));
            let _ = writeln!(self.out, "q {look} {x1:.1} {y1:.1} m {x2:.1} {y2:.1} l S Q");
            if let Some(head) = line.head() {
                let [(ax, ay), (bx, by), (cx, cy)] = head.map(at);
                let _ = writeln!(self.out, "{ax:.1} {ay:.1} m {bx:.1} {by:.1} l {cx:.1} {cy:.1} l f");
            }
            if !line.word.is_empty() {
                self.label(&line.word, at(line.middle()), scale);
            }
        }
        for dot in &sketch.dots {
            let (x, y) = at(dot.at);
            let size = dot.size * scale;
            if size > 0.0 {
                let _ = writeln!(self.out, "{:.1} {:.1} {:.1} {2:.1} re f", x - size, y - size, 2.0 * size);
            }
            self.label(&dot.label, (x + size + 2.0, y - 2.5 * scale), scale);
        }
    }

    fn label(&mut self, text: &str, (x, y): (f64, f64), scale: f64) {
        let size = (9.5 * scale).clamp(3.0, 9.0);
        let text: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let (spans, _) = self.spans(&text);
        let _ = writeln!(self.out, "BT /F1 {size:.1} Tf 100 Tz {x:.1} {y:.1} Td {spans}ET");
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
fn file(title: &str, mark: &str, contents: &[String]) -> Vec<u8> {
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
    let mut out = format!("%PDF-1.7\n%{mark}\n%").into_bytes();
    out.extend(b"\xe2\xe3\xcf\xd3\n");
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
        let bytes = file("马", "Umbra dossier", &["BT ET\n".to_owned(), "BT ET\n".to_owned()]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let start: usize = text.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"xref\n0 10\n"));
        for (number, line) in bytes[start..].split(|b| *b == b'\n').skip(3).take(9).enumerate() {
            let place: usize = std::str::from_utf8(&line[..10]).unwrap().parse().unwrap();
            assert!(bytes[place..].starts_with(format!("{} 0 obj", number + 1).as_bytes()));
        }
    }
}
