//! What a person answers in a review: by a key each in a terminal, by lines elsewhere.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Context, Result};
use console::{Key, Term};
use umbra_case::Judgement;

/// The keys, for people.
pub const KEYS: &str = "s same  d different  u unsure  w why  n next  p previous  z undo  q quit";

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Judge(Judgement),
    /// The reason for what is judged next.
    Why(String),
    Next,
    Previous,
    Undo,
    Quit,
    /// Something that means nothing.
    Unknown(String),
}

/// Where answers come from.
pub enum Answers {
    Keys(Term),
    Lines(io::StdinLock<'static>),
}

impl Answers {
    /// Keys where a person sits at both ends, else lines of standard input.
    pub fn open() -> Self {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            Self::Keys(Term::stdout())
        } else {
            Self::Lines(io::stdin().lock())
        }
    }

    /// Makes room for the next pair.
    pub fn clear(&self) -> Result<()> {
        match self {
            Self::Keys(term) => term.clear_screen().context("the terminal can't be cleared"),
            Self::Lines(_) => Ok(()),
        }
    }

    /// The next answer. The end of the input quits.
    pub fn next(&mut self, out: &mut dyn Write) -> Result<Answer> {
        out.flush()?;
        match self {
            Self::Keys(term) => match term.read_key() {
                Ok(Key::ArrowRight | Key::ArrowDown) => Ok(Answer::Next),
                Ok(Key::ArrowLeft | Key::ArrowUp) => Ok(Answer::Previous),
                Ok(Key::Escape | Key::CtrlC) => Ok(Answer::Quit),
                Ok(Key::Char('w' | 'W')) => {
                    write!(out, "why: ")?;
                    out.flush()?;
                    Ok(Answer::Why(term.read_line().context("the terminal can't be read")?.trim().to_owned()))
                }
                Ok(Key::Char(key)) => Ok(meant(&key.to_string())),
                Ok(_) => Ok(Answer::Unknown("that key".to_owned())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Answer::Quit),
                Err(error) => Err(error).context("the terminal can't be read"),
            },
            Self::Lines(input) => loop {
                let mut line = String::new();
                if input.read_line(&mut line).context("standard input can't be read")? == 0 {
                    return Ok(Answer::Quit);
                }
                if !line.trim().is_empty() {
                    return Ok(meant(line.trim()));
                }
            },
        }
    }
}

/// What a line says: a letter, or its word; behind `w` the reason.
fn meant(line: &str) -> Answer {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match (word.to_lowercase().as_str(), rest.trim()) {
        ("w" | "why", why) => Answer::Why(why.to_owned()),
        ("s" | "same", "") => Answer::Judge(Judgement::Same),
        ("d" | "different", "") => Answer::Judge(Judgement::Different),
        ("u" | "unsure", "") => Answer::Judge(Judgement::Unsure),
        ("n" | "next", "") => Answer::Next,
        ("p" | "previous", "") => Answer::Previous,
        ("z" | "undo", "") => Answer::Undo,
        ("q" | "quit", "") => Answer::Quit,
        _ => Answer::Unknown(format!("{line:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_mean_the_same() {
        for (line, answer) in [
            ("s", Answer::Judge(Judgement::Same)),
            ("Different", Answer::Judge(Judgement::Different)),
            ("w one and the same seal", Answer::Why("one and the same seal".to_owned())),
            ("w", Answer::Why(String::new())),
            ("same thing", Answer::Unknown("\"same thing\"".to_owned())),
        ] {
            assert_eq!(meant(line), answer);
        }
    }
}
