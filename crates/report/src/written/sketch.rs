//! A drawing as lines and dots, from which a page, a PDF file and the workbench each make their own.

use serde::Serialize;

use crate::markup::{Length, Markup};

/// A drawing, in units of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sketch {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it shows, for those who do not see it.
    pub label: String,
    /// Lines, those below first.
    pub lines: Vec<SketchLine>,
    /// Dots with their names.
    pub dots: Vec<SketchDot>,
}

/// A straight line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SketchLine {
    /// Where it begins.
    pub from: (f64, f64),
    /// Where it ends.
    pub to: (f64, f64),
    /// Its look, as the lines of the report's network: `l-fact`, `l-said`, `l-looked`, `l-charged`, `l-court`, `l-denied`, `l-cleared`.
    pub look: &'static str,
    /// Whether it leads to its end.
    pub has_head: bool,
    /// Written on it, if there is anything to write.
    pub word: String,
}

/// A dot, or words alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SketchDot {
    /// Where.
    pub at: (f64, f64),
    /// Half its width; 0 for words alone.
    pub size: f64,
    /// `person`, `group`, `body`, `company`, `place`, `other`, or `words`.
    pub look: &'static str,
    /// What is written to its right.
    pub label: String,
}

impl Sketch {
    /// Draws it into a page.
    pub(crate) fn draw(&self, out: &mut Markup) {
        out.open(
            "svg",
            &[
                ("class", &"sketch"),
                ("viewBox", &format_args!("0 0 {} {}", Length(self.width), Length(self.height))),
                ("role", &"img"),
                ("aria-label", &self.label),
            ],
        );
        for line in &self.lines {
            let ((x1, y1), (x2, y2)) = (line.from, line.to);
            let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(Length);
            out.empty("line", &[("class", &line.look), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)]);
            if let Some(head) = line.head() {
                let points: Vec<String> = head.iter().map(|(x, y)| format!("{},{}", Length(*x), Length(*y))).collect();
                out.empty("polygon", &[("class", &line.look), ("points", &points.join(" "))]);
            }
            if !line.word.is_empty() {
                let (x, y) = line.middle();
                out.element("text", &[("class", &"word"), ("x", &Length(x)), ("y", &Length(y))], &line.word);
            }
        }
        for dot in &self.dots {
            if dot.size > 0.0 {
                let (x, y) = (Length(dot.at.0), Length(dot.at.1));
                out.empty("circle", &[("class", &dot.look), ("cx", &x), ("cy", &y), ("r", &Length(dot.size))]);
            }
            let (x, y) = (Length(dot.at.0 + dot.size + 3.0), Length(dot.at.1 + 4.0));
            out.element("text", &[("x", &x), ("y", &y)], &dot.label);
        }
        out.close("svg");
    }
}

impl SketchLine {
    /// The three corners of its head.
    pub(crate) fn head(&self) -> Option<[(f64, f64); 3]> {
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length = dx.hypot(dy);
        if !self.has_head || length < 1.0 {
            return None;
        }
        let (ux, uy) = (dx / length, dy / length);
        let back = (self.to.0 - ux * 8.0, self.to.1 - uy * 8.0);
        Some([self.to, (back.0 - uy * 3.5, back.1 + ux * 3.5), (back.0 + uy * 3.5, back.1 - ux * 3.5)])
    }

    /// Where its word stands.
    pub(crate) fn middle(&self) -> (f64, f64) {
        ((self.from.0 + self.to.0) / 2.0, (self.from.1 + self.to.1) / 2.0)
    }
}
