//! The text of a report: a small Markdown of headings, paragraphs, lists, quotations, strong and emphasised words.

use serde::Serialize;

/// A paragraph of whatever sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Prose {
    /// A heading.
    Heading {
        /// 1 to 3, the highest being 1.
        level: u8,
        /// Its words.
        words: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        words: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether its points are numbered.
        is_numbered: bool,
        /// Its points.
        points: Vec<Vec<Inline>>,
    },
    /// Words that are quoted.
    Quotation {
        /// Its words.
        words: Vec<Inline>,
    },
}

/// Words in one style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inline {
    /// The words.
    pub text: String,
    /// How they stand out.
    pub style: Style,
}

/// How words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Not at all.
    Plain,
    /// `**strong**`
    Strong,
    /// `*emphasised*`
    Emphasis,
}

/// Takes a text apart: `#`, `##` and `###` begin headings, `-` and `*` points of a list, `1.` numbered ones, `>` a quotation; an empty line
/// ends a paragraph. Everything else is text as it was typed, HTML and links too. Time O(n).
pub fn prose(text: &str) -> Vec<Prose> {
    let mut all: Vec<Prose> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let (sort, words) = sort_of(line);
        let goes_on = open && !matches!(sort, Sort::Heading(_));
        match (sort, all.last_mut()) {
            (Sort::Plain, Some(Prose::Paragraph { words: known } | Prose::Quotation { words: known })) if goes_on => {
                join(known, words);
            }
            (Sort::Plain, Some(Prose::List { points, .. })) if goes_on => {
                if let Some(point) = points.last_mut() {
                    join(point, words);
                }
            }
            (Sort::Quotation, Some(Prose::Quotation { words: known })) if goes_on => join(known, words),
            (Sort::Point { is_numbered }, Some(Prose::List { is_numbered: known, points }))
                if *known == is_numbered =>
            {
                points.push(inlines(words));
            }
            (Sort::Heading(level), _) => all.push(Prose::Heading { level, words: inlines(words) }),
            (Sort::Point { is_numbered }, _) => {
                all.push(Prose::List { is_numbered, points: vec![inlines(words)] });
            }
            (Sort::Quotation, _) => all.push(Prose::Quotation { words: inlines(words) }),
            (Sort::Plain, _) => all.push(Prose::Paragraph { words: inlines(words) }),
        }
        open = !matches!(sort, Sort::Heading(_));
    }
    all
}

#[derive(Clone, Copy)]
enum Sort {
    Heading(u8),
    Point { is_numbered: bool },
    Quotation,
    Plain,
}

/// What sort of line it is, and its words.
fn sort_of(line: &str) -> (Sort, &str) {
    let marks = [
        ("### ", Sort::Heading(3)),
        ("## ", Sort::Heading(2)),
        ("# ", Sort::Heading(1)),
        ("- ", Sort::Point { is_numbered: false }),
        ("* ", Sort::Point { is_numbered: false }),
        ("> ", Sort::Quotation),
    ];
    for (mark, sort) in marks {
        if let Some(words) = line.strip_prefix(mark) {
            return (sort, words.trim_start());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(". ") {
        // A year at the beginning of a line is none.
        Some(words) if (1..=3).contains(&digits) => (Sort::Point { is_numbered: true }, words.trim_start()),
        _ => (Sort::Plain, line),
    }
}

/// Adds a line's words to those of the lines before it.
fn join(known: &mut Vec<Inline>, words: &str) {
    push(known, " ", Style::Plain);
    for inline in inlines(words) {
        push(known, &inline.text, inline.style);
    }
}

fn push(all: &mut Vec<Inline>, text: &str, style: Style) {
    match all.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => all.push(Inline { text: text.to_owned(), style }),
    }
}

/// Words with what stands out among them. A star that nothing answers is a star; `\*` always is.
fn inlines(text: &str) -> Vec<Inline> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['*', '\\']) {
        push(&mut all, &rest[..at], Style::Plain);
        let here = &rest[at..];
        if let Some(after) = here.strip_prefix('\\') {
            let is_mark = after.starts_with(['*', '\\', '#', '-', '>']);
            let width = if is_mark { 1 } else { 0 };
            push(&mut all, if is_mark { &after[..width] } else { "\\" }, Style::Plain);
            rest = &after[width..];
            continue;
        }
        let (mark, style) = if here.starts_with("**") { ("**", Style::Strong) } else { ("*", Style::Emphasis) };
        let inner = &here[mark.len()..];
        // Nothing answers to it further on either, so that each star is looked at once.
        let Some(end) = inner.find(mark).filter(|end| *end > 0 && !inner.starts_with(' ')) else {
            push(&mut all, mark, Style::Plain);
            rest = inner;
            continue;
        };
        push(&mut all, &inner[..end], style);
        rest = &inner[end + mark.len()..];
    }
    push(&mut all, rest, Style::Plain);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Vec<Inline> {
        vec![Inline { text: text.to_owned(), style: Style::Plain }]
    }

    #[test]
    fn paragraphs_lists_and_headings() {
        let text = "# One\nWords\nthat go on\n\n- a\n- b\n  more\n1. x\n\n> said\n> on\n2021. A year.";
        let list = |is_numbered, points: &[&str]| Prose::List {
            is_numbered,
            points: points.iter().map(|p| plain(p)).collect(),
        };
        assert_eq!(
            prose(text),
            [
                Prose::Heading { level: 1, words: plain("One") },
                Prose::Paragraph { words: plain("Words that go on") },
                list(false, &["a", "b more"]),
                list(true, &["x"]),
                Prose::Quotation { words: plain("said on 2021. A year.") },
            ]
        );
        assert_eq!(prose(" \n\n"), []);
    }

    #[test]
    fn what_stands_out() {
        let styled: Vec<_> = inlines(r"a **b** *c* 2 * 3 \*d\* **").into_iter().map(|i| (i.text, i.style)).collect();
        let expected = [
            ("a ", Style::Plain),
            ("b", Style::Strong),
            (" ", Style::Plain),
            ("c", Style::Emphasis),
            (" 2 * 3 *d* **", Style::Plain),
        ];
        assert_eq!(styled, expected.map(|(text, style)| (text.to_owned(), style)));
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "[a-z马 *\\\\#>.\n-]{0,80}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let mut kept = String::new();
            for one in prose(&text) {
                let all = match one {
                    Prose::Heading { words, .. } | Prose::Paragraph { words } | Prose::Quotation { words } => vec![words],
                    Prose::List { points, .. } => points,
                };
                for inline in all.into_iter().flatten() {
                    kept.push_str(&inline.text);
                }
            }
            prop_assert_eq!(letters(&kept), letters(&text));
        }
    }
}
