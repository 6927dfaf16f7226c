//! What is being done, for people who wait: on standard error, or wherever a page shows it.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Whoever wants to know what is being done.
pub enum Progress<'h> {
    /// Nobody.
    Nobody,
    /// A person, on a line of the terminal.
    Line(ProgressBar),
    /// Somebody else, who is told each step.
    Told(&'h (dyn Fn(&str) + Sync)),
}

impl Progress<'_> {
    /// Starts the line, unless told to be quiet or standard error is no terminal.
    pub fn start(quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self::Nobody;
        }
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} {msg}  {elapsed}").expect("the template is a constant");
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self::Line(bar)
    }

    /// Says what is being done now.
    pub fn say(&self, what: impl FnOnce() -> String) {
        match self {
            Self::Nobody => {}
            Self::Line(bar) => bar.set_message(what()),
            Self::Told(heard) => heard(&what()),
        }
    }

    /// Takes the line away.
    pub fn end(self) {
        if let Self::Line(bar) = self {
            bar.finish_and_clear();
        }
    }
}
