//! Characters on a page into lines and paragraphs.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

type ArtBox = (f64, f64, f64, f64);

/// Collects what a page draws.
#[derive(Default)]
pub(super) struct PageText {
    glyphs: Vec<Glyph>,
    starts_run: bool,
}

struct Glyph {
    text: String,
    x: f64,
    /// From the bottom of the page.
    y: f64,
    end: f64,
    size: f64,
    /// First of a run of characters that the file places together.
    starts_run: bool,
}

/// Gap, in parts of the font size, that is a space.
const SPACE: f64 = 0.1;
/// Move up or down, in parts of the font size, that is a new line.
const LINE: f64 = 0.5;
/// Usual distance of lines, in parts of the font size, where a page has too few lines to tell.
const LEADING: f64 = 1.3;
/// Gap between lines, in parts of the usual one, that is a new paragraph.
const PARAGRAPH: f64 = 1.35;

impl OutputDev for PageText {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<ArtBox>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // The side of the square that has the area of a character's box, whatever way the page is turned.
        let size = (font_size * font_size * (at.m11 * at.m22 - at.m12 * at.m21).abs()).sqrt();
        let (x, y) = (at.m31, at.m32);
        self.glyphs.push(Glyph {
            text: text.to_owned(),
            x,
            y,
            end: x + width * size,
            size,
            starts_run: self.starts_run,
        });
        self.starts_run = false;
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.starts_run = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

struct Line {
    text: String,
    y: f64,
    size: f64,
}

impl PageText {
    /// How many characters were drawn of which nobody says what they are.
    pub fn unmapped(&self) -> usize {
        self.glyphs.iter().filter(|glyph| glyph.text.is_empty()).count()
    }

    /// The page's text.
    pub fn text(&self) -> String {
        let lines = self.lines();
        let mut steps: Vec<f64> =
            lines.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|step| *step > 0.0).collect();
        steps.sort_unstable_by(f64::total_cmp);
        // The lower quartile, since a page of short paragraphs has more wide gaps than narrow ones.
        let usual = match steps.len() {
            0..3 => lines.first().map_or(0.0, |line| line.size * LEADING),
            count => steps[count / 4],
        };
        let mut text = String::new();
        let mut previous: Option<&Line> = None;
        for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
            if let Some(previous) = previous {
                let step = previous.y - line.y;
                let other_size = (previous.size - line.size).abs() > 0.15 * previous.size;
                // A step upwards leads into the next column, where a sentence may go on.
                let apart = other_size || step > usual * PARAGRAPH;
                text.push_str(if apart { "\n\n" } else { "\n" });
            }
            text.push_str(line.text.trim());
            previous = Some(line);
        }
        text
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut end = 0.0;
        for glyph in &self.glyphs {
            match lines.last_mut() {
                Some(line)
                    if (line.y - glyph.y).abs() <= LINE * line.size.max(glyph.size)
                        && glyph.x > end - 2.0 * glyph.size.max(1.0) =>
                {
                    let gap = glyph.starts_run && glyph.x > end + SPACE * glyph.size;
                    if gap && !line.text.ends_with(char::is_whitespace) && !glyph.text.starts_with(char::is_whitespace)
                    {
                        line.text.push(' ');
                    }
                    push(&mut line.text, &glyph.text);
                }
                _ => {
                    let mut text = String::new();
                    push(&mut text, &glyph.text);
                    lines.push(Line { text, y: glyph.y, size: glyph.size });
                }
            }
            end = glyph.end;
        }
        lines
    }
}

/// Adds characters; ligatures as their letters, no control characters.
fn push(text: &mut String, characters: &str) {
    for c in characters.chars() {
        match c {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            '\t' | '\n' | '\r' => text.push(' '),
            _ if c.is_control() || c == '\u{AD}' && text.is_empty() => {}
            _ => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws runs at (x, y) in a font of 10 points with characters 5 wide.
    fn check(runs: &[(f64, f64, &str)], expected: &str) {
        let mut page = PageText::default();
        for (x, y, run) in runs {
            page.begin_word().unwrap();
            for (at, c) in run.chars().enumerate() {
                let place = Transform::row_major(1.0, 0.0, 0.0, 1.0, x + 5.0 * at as f64, *y);
                page.output_character(&place, 0.5, 0.0, 10.0, &c.to_string()).unwrap();
            }
        }
        assert_eq!(page.text(), expected);
    }

    #[test]
    fn lines_and_words_are_put_together() {
        check(
            &[(0.0, 100.0, "Ma"), (13.0, 100.0, "Aijun"), (0.0, 88.0, "was"), (15.0, 88.0, "here")],
            "Ma Aijun\nwashere",
        );
        check(&[(0.0, 100.0, "oﬃ"), (10.0, 100.0, "cer")], "officer");
    }

    #[test]
    fn wider_gaps_are_paragraphs() {
        let lines = [(0.0, 100.0, "a"), (0.0, 88.0, "b"), (0.0, 76.0, "c"), (0.0, 50.0, "d"), (0.0, 38.0, "e")];
        check(&lines, "a\nb\nc\n\nd\ne");
    }

    #[test]
    fn a_new_column_is_a_new_line() {
        check(
            &[(0.0, 100.0, "left"), (0.0, 88.0, "left"), (200.0, 100.0, "right"), (200.0, 88.0, "right")],
            "left\nleft\nright\nright",
        );
    }
}
