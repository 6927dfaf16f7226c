//! Counts what was found, and says what was not.

use std::fmt::Write;

/// One kind of thing: how much of it there is, how much was found, and what is missing.
pub struct Score {
    pub kind: &'static str,
    wanted: usize,
    found: usize,
    missing: Vec<String>,
}

impl Score {
    pub fn new(kind: &'static str) -> Self {
        Self { kind, wanted: 0, found: 0, missing: Vec::new() }
    }

    /// Counts one thing that is wanted.
    pub fn count(&mut self, is_found: bool, what: impl FnOnce() -> String) {
        self.wanted += 1;
        if is_found {
            self.found += 1;
        } else {
            self.missing.push(what());
        }
    }

    /// The share of what is wanted that was found; 1 where nothing is wanted.
    pub fn recall(&self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.found as f64 / self.wanted as f64 }
    }

    /// The line for the table.
    pub fn line(&self) -> String {
        format!("{:<22} {:>3} of {:>3}  {:.2}", self.kind, self.found, self.wanted, self.recall())
    }

    /// The line, and below it what is missing.
    pub fn text(&self) -> String {
        let mut text = self.line();
        for missing in &self.missing {
            let _ = write!(text, "\n    missing: {missing}");
        }
        text
    }
}
