//! Names cut into lines that fit under a node.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns in a line; a Latin letter takes one, a Chinese character two.
const LINE: usize = 17;
/// Lines at most.
const LINES: usize = 3;

/// The width of a column in pixels, in the drawing's type.
pub(super) const COLUMN: f64 = 6.7;
/// The height of a line in pixels.
pub(super) const LINE_HEIGHT: f64 = 14.0;

/// Cuts a name into three lines at most, at spaces where there are any; what does not fit ends in "…".
pub(super) fn wrap(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = name.trim();
    while !rest.is_empty() && lines.len() < LINES {
        if rest.width() <= LINE {
            lines.push(rest.to_owned());
            return lines;
        }
        let fitting = fit(rest, LINE);
        let at_word = match rest[..fitting].rfind(char::is_whitespace) {
            Some(space) if rest[..space].width() * 2 >= LINE => space,
            _ => match rest[fitting..].chars().next() {
                Some(next) if next.is_whitespace() => fitting,
                _ => rest[..fitting].rfind(char::is_whitespace).filter(|space| *space > 0).unwrap_or(fitting),
            },
        };
        lines.push(rest[..at_word].trim_end().to_owned());
        rest = rest[at_word..].trim_start();
    }
    if let Some(last) = lines.last_mut().filter(|_| !rest.is_empty()) {
        let kept = fit(last, LINE - 1);
        last.truncate(kept);
        last.push('…');
    }
    lines
}

/// How many bytes of a text fit into so many columns.
fn fit(text: &str, columns: usize) -> usize {
    let mut width = 0;
    for (at, c) in text.char_indices() {
        width += c.width().unwrap_or(0);
        if width > columns {
            return at;
        }
    }
    text.len()
}

/// How much wider bold letters are.
const BOLD: f64 = 1.13;

/// The width of the widest line in pixels.
#[expect(clippy::cast_precision_loss, reason = "a line has some twenty columns")]
pub(super) fn width(lines: &[String], is_bold: bool) -> f64 {
    let column = if is_bold { COLUMN * BOLD } else { COLUMN };
    lines.iter().map(|line| line.width()).max().unwrap_or(0) as f64 * column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_at_words() {
        for (name, lines) in [
            ("Ma Aijun", &["Ma Aijun"][..]),
            ("Halvane Haulage and Gravel Ltd", &["Halvane Haulage", "and Gravel Ltd"]),
            (
                "Lubei district branch of the Tangshan Public Security Bureau",
                &["Lubei district", "branch of the", "Tangshan Public…"],
            ),
            ("德拉甘·维尔科兰", &["德拉甘·维尔科兰"]),
            ("唐山市公安局路北区分局刑事侦查大队", &["唐山市公安局路北", "区分局刑事侦查大", "队"]),
            ("", &[]),
        ] {
            assert_eq!(wrap(name), lines, "{name}");
        }
    }
}
