//! How text looks on a terminal: colours by meaning, lines that fit.

use anstyle::{AnsiColor, Style};
use umbra_model::Standing;
use unicode_width::UnicodeWidthStr;

/// Headings.
pub const HEADING: Style = Style::new().bold();
/// What is less important than the rest of its line.
pub const FAINT: Style = Style::new().dimmed();
/// The word that begins an error.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What needs attention.
pub const WARNING: Style = AnsiColor::Yellow.on_default();

/// The colour of a standing: what a court found, what is open, what speaks against it. Never the only sign: the word stands beside it.
pub fn of_standing(standing: Standing) -> Style {
    match standing {
        Standing::Convicted | Standing::Final => AnsiColor::Red.on_default(),
        Standing::Charged | Standing::Tried | Standing::Detained | Standing::Investigated => {
            AnsiColor::Yellow.on_default()
        }
        Standing::Reported | Standing::Alleged => AnsiColor::Cyan.on_default(),
        Standing::Denied | Standing::Dropped | Standing::Acquitted | Standing::Overturned => {
            AnsiColor::Green.on_default()
        }
    }
}

/// Sets a text in a style.
pub fn styled(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// The columns to fill: the terminal's, 60 to 110; 100 where there is none.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(60, 110)
}

/// Breaks a text into lines of at most `width` columns, each after the first behind `indent` spaces, at most `lines`
/// of them; what doesn't fit ends in an ellipsis.
pub fn wrapped(text: &str, width: usize, indent: usize, lines: usize) -> String {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else if done.len() + 1 == lines {
            line.truncate(line.trim_end_matches([',', ';', ':']).len());
            line.push('…');
            break;
        } else {
            done.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    done.push(line);
    let lines: Vec<String> = done.iter().map(|line| cut(line, width + 1)).collect();
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

/// Cuts a text to at most `width` columns, with an ellipsis where something is missing: between words where that keeps
/// more than half of it, so that no name is torn apart.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut columns = 0;
    for c in text.chars() {
        let wide = c.to_string().width();
        if columns + wide + 1 > width {
            break;
        }
        columns += wide;
        short.push(c);
    }
    let is_torn = !text[short.len()..].starts_with(char::is_whitespace);
    if let Some(space) = short.rfind(char::is_whitespace).filter(|space| is_torn && space * 2 > short.len()) {
        short.truncate(space);
    }
    short.truncate(short.trim_end_matches(|c: char| c.is_whitespace() || ",;:(".contains(c)).len());
    short.push('…');
    short
}

/// "1 firm", "3 firms".
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number as u64)) }
}

/// 5200 as "5,200".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_and_cut() {
        assert_eq!(wrapped("one two three four", 9, 2, 2), "one two\n  three…");
        assert_eq!(wrapped("马爱军 is here", 9, 0, 9), "马爱军 is\nhere");
        assert_eq!(cut("马爱军", 5), "马爱…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("Severin Okonjaard, chair", 21), "Severin Okonjaard…");
        assert_eq!(cut("registers/companies-of-marenport.csv", 12), "registers/c…");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!((grouped(5), grouped(5200), grouped(1_234_567)), ("5".into(), "5,200".into(), "1,234,567".into()));
    }
}
