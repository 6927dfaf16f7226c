//! A drawing as an enhanced metafile ([MS-EMF]): the picture of lines and words that Word and LibreOffice show without a loss at any size.
//!
//! Its device has 960 points to the inch, so that one unit of a drawing, 1/96 inch, is ten points.

use unicode_width::UnicodeWidthChar;

use crate::Sketch;

/// Points of the device to a unit of the drawing.
const FINE: f64 = 10.0;
/// Hundredths of a millimetre to a unit of the drawing.
const HUNDREDTHS: f64 = 2540.0 / 96.0;
/// The largest drawing, in its units: what lies beyond can't be told in a metafile's numbers.
const LARGEST: f64 = 100_000.0;
/// Heights of letters, in units.
const LABEL: f64 = 12.0;
const WORD: f64 = 10.0;
/// The most characters of one label.
const LONGEST: usize = 500;

/// Widths of Arial's signs from the space to the tilde, in thousandths of its height.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Records, by their numbers.
const HEADER: u32 = 1;
const POLYGON: u32 = 3;
const END: u32 = 14;
const SET_BACKGROUND_MODE: u32 = 18;
const SET_TEXT_ALIGN: u32 = 22;
const SET_TEXT_COLOR: u32 = 24;
const MOVE_TO: u32 = 27;
const SELECT: u32 = 37;
const CREATE_PEN: u32 = 38;
const CREATE_BRUSH: u32 = 39;
const DELETE: u32 = 40;
const ELLIPSE: u32 = 42;
const LINE_TO: u32 = 54;
const CREATE_FONT: u32 = 82;
const TEXT_OUT: u32 = 84;

/// The pen that draws nothing.
const NO_PEN: u32 = 0x8000_0008;
/// Handles of the one pen, brush and font that there is at a time.
const PEN: u32 = 1;
const BRUSH: u32 = 2;
const FONT: u32 = 3;
/// Letters stand on the line, to the right of the point or around it.
const ON_LINE: u32 = 24;
const AROUND: u32 = 24 | 6;

/// The size of a drawing in its file: never more than a metafile can tell.
pub(super) fn size(sketch: &Sketch) -> (f64, f64) {
    let within = |length: f64| if length.is_finite() { length.clamp(1.0, LARGEST) } else { 1.0 };
    (within(sketch.width), within(sketch.height))
}

/// A drawing as a metafile. Time and size are linear in it.
pub(super) fn metafile(sketch: &Sketch) -> Vec<u8> {
    let mut file = Metafile { bytes: Vec::new(), records: 0 };
    let (width, height) = size(sketch);
    file.header(width, height);
    file.record(SET_BACKGROUND_MODE, &[1]);
    for line in &sketch.lines {
        // Width and dashes of the standings as in print: told apart without colours.
        let (thick, dashes, color): (f64, &[f64], u32) = match line.look {
            "l-court" => (1.6, &[], BLACK),
            "l-charged" => (1.3, &[7.0, 3.0], BLACK),
            "l-looked" => (1.2, &[4.0, 3.0], BLACK),
            "l-said" => (1.2, &[1.0, 2.5], BLACK),
            "l-denied" | "l-cleared" => (1.2, &[6.0, 2.0, 1.0, 2.0], 0x0059_5959),
            _ => (0.7, &[], 0x0099_9999),
        };
        file.with_pen(thick, color, |file| file.dashed(line.from, line.to, dashes));
        if let Some(head) = line.head() {
            file.with_brush(color, |file| file.polygon(&head));
        }
    }
    for dot in sketch.dots.iter().filter(|dot| dot.size > 0.0) {
        file.with_brush(color_of(dot.look), |file| file.circle(dot.at, dot.size));
    }
    for (height, is_around) in [(WORD, true), (LABEL, false)] {
        file.record(SET_TEXT_ALIGN, &[if is_around { AROUND } else { ON_LINE }]);
        file.record(SET_TEXT_COLOR, &[BLACK]);
        file.font(height);
        if is_around {
            sketch.lines.iter().for_each(|line| file.text(line.middle(), height, &line.word));
        } else {
            for dot in &sketch.dots {
                file.text((dot.at.0 + dot.size + 3.0, dot.at.1 + 4.0), height, &dot.label);
            }
        }
        file.record(SELECT, &[0x8000_000D]);
        file.record(DELETE, &[FONT]);
    }
    file.end()
}

const BLACK: u32 = 0;

/// Blue, green, red.
fn color_of(look: &str) -> u32 {
    match look {
        "person" => 0x0091_5B2F,
        "group" => 0x0022_22A0,
        "company" => 0x0033_7A5A,
        "body" => 0x0060_3C7A,
        _ => 0x0066_6666,
    }
}

struct Metafile {
    bytes: Vec<u8>,
    records: u32,
}

fn point(at: f64) -> u32 {
    let within = if at.is_finite() { at.clamp(-LARGEST, 2.0 * LARGEST) } else { 0.0 };
    ((within * FINE).round() as i32).cast_unsigned()
}

impl Metafile {
    fn record(&mut self, number: u32, values: &[u32]) {
        self.records += 1;
        let size = 8 + 4 * values.len() as u32;
        for value in [number, size].iter().chain(values) {
            self.bytes.extend(value.to_le_bytes());
        }
    }

    fn header(&mut self, width: f64, height: f64) {
        let frame = |length: f64| (length * HUNDREDTHS).round() as u32;
        // Bytes, records and handles are written in at the end.
        let bounds = [0, 0, point(width), point(height), 0, 0, frame(width), frame(height)];
        let signature = u32::from_le_bytes(*b" EMF");
        let device = [9600, 9600, 254, 254];
        let rest = [signature, 0x0001_0000, 0, 0, 0, 0, 0, 0];
        self.record(HEADER, &[&bounds[..], &rest[..], &device[..]].concat());
    }

    fn end(mut self) -> Vec<u8> {
        self.record(END, &[0, 16, 20]);
        let (size, records) = (self.bytes.len() as u32, self.records);
        // Behind the number, the size, two rectangles, the signature and the version.
        for (at, value) in [(48, size), (52, records), (56, 4)] {
            self.bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        self.bytes
    }

    fn with_pen(&mut self, thick: f64, color: u32, draw: impl FnOnce(&mut Self)) {
        self.record(CREATE_PEN, &[PEN, 0, point(thick), 0, color]);
        self.record(SELECT, &[PEN]);
        draw(self);
        self.record(SELECT, &[NO_PEN]);
        self.record(DELETE, &[PEN]);
    }

    fn with_brush(&mut self, color: u32, draw: impl FnOnce(&mut Self)) {
        self.record(CREATE_BRUSH, &[BRUSH, 0, color, 0]);
        self.record(SELECT, &[BRUSH]);
        self.record(SELECT, &[NO_PEN]);
        draw(self);
        self.record(SELECT, &[0x8000_0005]);
        self.record(DELETE, &[BRUSH]);
    }

    /// A line with its dashes, each a line of its own: readers of metafiles differ in what they make of a dashed pen.
    fn dashed(&mut self, from: (f64, f64), to: (f64, f64), dashes: &[f64]) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).min(4.0 * LARGEST);
        let at = |along: f64| (from.0 + dx * along / length, from.1 + dy * along / length);
        if dashes.is_empty() || length < 1.0 || !length.is_finite() {
            return self.line(from, to);
        }
        let mut along = 0.0;
        for (number, dash) in dashes.iter().cycle().enumerate() {
            let end = (along + dash).min(length);
            if number % 2 == 0 {
                self.line(at(along), at(end));
            }
            along = end;
            if along >= length {
                return;
            }
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.record(MOVE_TO, &[point(from.0), point(from.1)]);
        self.record(LINE_TO, &[point(to.0), point(to.1)]);
    }

    fn polygon(&mut self, corners: &[(f64, f64)]) {
        let mut values = vec![0, 0, 0, 0, corners.len() as u32];
        values.extend(corners.iter().flat_map(|(x, y)| [point(*x), point(*y)]));
        self.record(POLYGON, &values);
    }

    fn circle(&mut self, (x, y): (f64, f64), size: f64) {
        self.record(ELLIPSE, &[point(x - size), point(y - size), point(x + size), point(y + size)]);
    }

    /// Arial of so many units, as a `LogFontPanose` whose last parts say nothing.
    fn font(&mut self, height: f64) {
        let mut values = vec![FONT, point(-height), 0, 0, 0, 400, 0, 0];
        let mut face: Vec<u16> = "Arial".encode_utf16().collect();
        face.resize(32, 0);
        values.extend(face.chunks(2).map(|pair| u32::from(pair[0]) | u32::from(pair[1]) << 16));
        values.resize(1 + 320 / 4, 0);
        self.record(CREATE_FONT, &values);
        self.record(SELECT, &[FONT]);
    }

    fn text(&mut self, at: (f64, f64), height: f64, text: &str) {
        let text: String = text.chars().take(LONGEST).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let letters: Vec<u16> = text.encode_utf16().collect();
        if letters.is_empty() {
            return;
        }
        // One width for each unit of UTF-16; the second of a pair has none.
        let mut widths: Vec<u32> = Vec::with_capacity(letters.len());
        for c in text.chars() {
            let thousandths = match c {
                ' '..='~' => WIDTHS[c as usize - 32],
                _ => [0, 556, 1000][c.width().unwrap_or(0).min(2)],
            };
            widths.push(point(f64::from(thousandths) * height / 1000.0));
            widths.resize(widths.len() + c.len_utf16() - 1, 0);
        }
        let string = letters.len().div_ceil(2) as u32 * 4;
        let mut values = vec![0, 0, 0, 0, 1, 1f32.to_bits(), 1f32.to_bits(), point(at.0), point(at.1)];
        values.extend([letters.len() as u32, 76, 0, 0, 0, 0, 0, 76 + string]);
        let second = |pair: &[u16]| u32::from(pair.get(1).copied().unwrap_or_default());
        values.extend(letters.chunks(2).map(|pair| u32::from(pair[0]) | second(pair) << 16));
        values.extend(widths);
        self.record(TEXT_OUT, &values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SketchDot, SketchLine};

    /// The numbers of the records, which have to follow each other without a gap.
    fn records(file: &[u8]) -> Vec<u32> {
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
        let (mut at, mut all) = (0, Vec::new());
        while at < file.len() {
            assert_eq!(number(at + 4) % 4, 0);
            all.push(number(at));
            at += number(at + 4) as usize;
        }
        assert_eq!(at, file.len());
        assert_eq!((number(48), number(52)), (file.len() as u32, all.len() as u32));
        assert_eq!(&file[40..44], b" EMF");
        all
    }

    fn sketch(look: &'static str, label: &str) -> Sketch {
        let line =
            SketchLine { from: (10.0, 10.0), to: (110.0, 10.0), look, has_head: true, word: "charged".to_owned() };
        let dot = SketchDot { at: (10.0, 10.0), size: 6.0, look: "person", label: label.to_owned() };
        Sketch { width: 200.0, height: 40.0, label: "two".to_owned(), lines: vec![line], dots: vec![dot] }
    }

    #[test]
    fn lines_heads_dots_and_words_are_drawn() {
        let count = |file: &[u8], wanted: u32| records(file).iter().filter(|number| **number == wanted).count();
        let court = metafile(&sketch("l-court", "Ana Brandt"));
        assert_eq!([LINE_TO, POLYGON, ELLIPSE, TEXT_OUT].map(|wanted| count(&court, wanted)), [1, 1, 1, 2]);
        assert_eq!(count(&metafile(&sketch("l-charged", "")), LINE_TO), 10, "a dash of 7 in every 10 of 100");
    }

    #[test]
    fn letters_stand_in_utf_16_each_with_its_width() {
        let text: Vec<u8> = "Li 马𠮷".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let file = metafile(&sketch("l-fact", "Li 马𠮷"));
        let at = file.windows(text.len()).position(|bytes| bytes == text).unwrap();
        let widths: Vec<u32> =
            file[at + 12..at + 36].chunks(4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap())).collect();
        assert_eq!(widths, [67, 27, 33, 120, 120, 0]);
    }

    #[test]
    fn what_is_no_number_draws_nothing_strange() {
        let mut odd = sketch("l-said", "\u{0}\u{7}");
        (odd.width, odd.lines[0].to, odd.dots[0].at) = (f64::NAN, (f64::INFINITY, 0.0), (1e300, -1e300));
        records(&metafile(&odd));
        assert_eq!(size(&odd), (1.0, 40.0));
    }
}
