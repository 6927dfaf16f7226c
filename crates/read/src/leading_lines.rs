//! What a plain text says of itself in its first lines.

use umbra_model::PartialDate;

use crate::document::Metadata;
use crate::{dates, language};

/// Lines looked at.
const HEAD_LINES: usize = 16;
/// Lines at the end that may hold who signs and where they live.
const SIGNATURE_LINES: usize = 4;
/// A line longer than this is the body.
const LONGEST_LINE: usize = 140;

/// The metadata in the first lines of a text or Markdown file: front matter between `---`, lines like
/// `Publisher: Harbour Herald`, a heading, a masthead in capitals, a line that is a date.
pub(crate) fn read(text: &str, markdown: bool) -> Metadata {
    let mut found = Metadata::default();
    let mut lines = text.lines().take(HEAD_LINES).map(str::trim).peekable();
    let front_matter = lines.next_if_eq(&"---").is_some();
    let mut masthead: Option<String> = None;
    let mut lines_read = 0;
    let mut subtitled = false;
    while let Some(line) = lines.next() {
        if line.chars().nth(LONGEST_LINE).is_some() {
            break;
        }
        if line.is_empty() || (front_matter && line == "---") {
            continue;
        }
        if let Some(heading) = line.strip_prefix("# ").filter(|_| markdown) {
            found.title.get_or_insert_with(|| heading.trim_end_matches('#').trim().to_owned());
        } else if let Some((key, value)) = line.split_once([':', '：']).filter(|(key, _)| is_key(key)) {
            take(&mut found, key.trim(), value.trim().trim_matches(['"', '\'']));
        } else if markdown && line.starts_with("## ") {
            break;
        } else if is_byline(line) || is_page_header(line) {
            continue;
        } else if let Some((publisher, date)) = paper_and_date(line) {
            found.publisher.get_or_insert(publisher);
            found.published.get_or_insert(date);
        } else if let Some(date) = published_on(line) {
            found.published.get_or_insert(date);
        } else if let Some(date) = dates::parse_line(line) {
            // A name over a date is a paper's, if a title of the text's own follows.
            if lines_read == 1 && masthead.is_none() && !markdown {
                masthead = found.title.take();
            }
            found.published.get_or_insert(date);
        } else if lines_read == 0 && is_masthead(line) {
            masthead = Some(in_title_case(line));
        } else if !markdown && found.title.is_none() {
            let next = lines.peek().copied().unwrap_or_default();
            if !is_title(line) || !stands_alone_before(next) {
                break;
            }
            found.title = Some(line.to_owned());
        } else {
            // One more heading may stand between the title and what is said of the text.
            let next = lines.peek().copied().unwrap_or_default();
            if markdown || subtitled || !is_title(line) || !stands_alone_before(next) {
                break;
            }
            subtitled = true;
        }
        lines_read += 1;
    }
    match masthead {
        // A name with no title under it is the title.
        Some(name) if found.title.is_none() => found.title = Some(name),
        Some(name) if found.publisher.is_none() => found.publisher = Some(issuer(&name, text).unwrap_or(name)),
        _ => {}
    }
    found
}

fn is_key(key: &str) -> bool {
    let key = key.trim();
    (2..=20).contains(&key.chars().count()) && field(key).is_some()
}

enum Field {
    Title,
    Publisher,
    Published,
    Url,
    Language,
}

fn field(key: &str) -> Option<Field> {
    Some(match key.to_lowercase().as_str() {
        "title" | "headline" | "subject" | "titel" | "titre" | "título" | "заголовок" | "标题" => {
            Field::Title
        }
        "publisher" | "newspaper" | "paper" | "published by" | "issued by" | "outlet" | "herausgeber" | "éditeur"
        | "издатель" | "источник" | "来源" => Field::Publisher,
        "date" | "published" | "published on" | "issued" | "publication date" | "datum" | "fecha" | "дата" | "日期" => {
            Field::Published
        }
        "url" | "link" | "source url" | "address on the web" => Field::Url,
        "language" | "lang" | "sprache" | "язык" | "语言" => Field::Language,
        _ => return None,
    })
}

fn take(found: &mut Metadata, key: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    match field(key) {
        Some(Field::Title) => _ = found.title.get_or_insert_with(|| value.to_owned()),
        Some(Field::Publisher) => _ = found.publisher.get_or_insert_with(|| value.to_owned()),
        Some(Field::Published) => found.published = found.published.or_else(|| published(value)),
        Some(Field::Url) if value.contains("://") => _ = found.url.get_or_insert_with(|| value.to_owned()),
        Some(Field::Language) => found.language = found.language.take().or_else(|| language::from_tag(value)),
        Some(Field::Url) | None => {}
    }
}

fn published(value: &str) -> Option<PartialDate> {
    dates::parse(value)
}

/// Capitals only, and short: the name of a paper or an office over its text.
fn is_masthead(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    letters >= 4 && letters == capitals && line.chars().count() <= 60
}

/// "Harbour Herald, Saturday, 9 March 2024", "*Ostrand Quay Circular, no. 36, 2 September 2019*".
fn paper_and_date(line: &str) -> Option<(String, PartialDate)> {
    let line = line.trim_matches(['*', '_']);
    let (paper, rest) = line.split_once(", ")?;
    let words = paper.split_whitespace().count();
    let is_name = words <= 6 && paper.starts_with(char::is_uppercase) && !paper.contains(|c: char| c.is_ascii_digit());
    let date = dates::parse_line(rest).filter(|_| is_name && dates::parse_line(line).is_none())?;
    Some((paper.to_owned(), date))
}

/// Whoever puts out a newsletter that is called after them, "Harbour Mission Newsletter", and signs it with their name.
fn issuer(masthead: &str, text: &str) -> Option<String> {
    let mut signed = text.lines().rev().map(str::trim).filter(|line| !line.is_empty()).take(SIGNATURE_LINES);
    let name = |line: &&str| {
        let rest = masthead.strip_prefix(*line).unwrap_or_default();
        let ends_a_word = rest.starts_with(' ') || line.chars().next_back().is_some_and(is_ideograph);
        !rest.is_empty() && ends_a_word && line.chars().count() >= 3
    };
    signed.find(name).map(str::to_owned)
}

fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

/// "Published on 21 September 2021 under section 12".
fn published_on(line: &str) -> Option<PartialDate> {
    let words = ["published", "issued", "dated", "veröffentlicht", "publié", "publicado"];
    let first = line.split_whitespace().next()?.to_lowercase();
    if words.contains(&first.as_str()) { dates::parse(line) } else { None }
}

/// What a PDF prints over every page: "Case no. 3 Kr 117/22 Page 1 of 2".
fn is_page_header(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).any(|pair| {
        matches!(pair[0].to_lowercase().as_str(), "page" | "seite" | "página" | "стр.")
            && pair[1].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// "By Dilys Marchetvane".
fn is_byline(line: &str) -> bool {
    let by = ["By ", "by ", "BY ", "Von ", "Par ", "Por "];
    by.iter().any(|by| line.starts_with(by)) && line.split_whitespace().count() <= 6 && !line.ends_with(['.', ',', ':'])
}

/// A title is a line that ends like none of a text's sentences.
fn is_title(line: &str) -> bool {
    !line.ends_with(['.', '。', ',', ';', ':', '：', '，'])
}

/// The next line begins something else; a paragraph broken into lines goes on with words.
fn stands_alone_before(next: &str) -> bool {
    next.is_empty()
        || dates::parse_line(next).is_some()
        || next.split_once([':', '：']).is_some_and(|(key, _)| is_key(key))
}

fn in_title_case(line: &str) -> String {
    let small = ["of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "du", "des", "der", "die", "und"];
    let mut words = Vec::new();
    for (at, word) in line.split_whitespace().enumerate() {
        let lower = word.to_lowercase();
        let mut letters = lower.chars();
        words.push(match letters.next() {
            Some(first) if at == 0 || !small.contains(&lower.as_str()) => first.to_uppercase().chain(letters).collect(),
            _ => lower,
        });
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, title: &str, publisher: &str, published: &str) {
        let found = read(text, text.starts_with('#') || text.starts_with("---"));
        let date = found.published.map(|d| d.to_string());
        let shown = [found.title, found.publisher, date].map(Option::unwrap_or_default);
        assert_eq!(shown, [title, publisher, published], "{text}");
    }

    #[test]
    fn first_lines_are_understood() {
        check(
            "HARBOUR HERALD\nWednesday, 17 March 2021\n\nNineteen held after search\n\nNineteen people were arrested.",
            "Nineteen held after search",
            "Harbour Herald",
            "2021-03-17",
        );
        check(
            "Prosecutor sentenced\n\nThe Daily Ledger, Tuesday, 4 March 2025\n\nA court sentenced him on Monday.",
            "Prosecutor sentenced",
            "The Daily Ledger",
            "2025-03-04",
        );
        check(
            "# Licensing chief acquitted\n\n*Harbour Herald, no. 36, 9 March 2024*\n\nThe court acquitted her.",
            "Licensing chief acquitted",
            "Harbour Herald",
            "2024-03-09",
        );
        let signed = "灯塔之家通讯\n2021年4月8日\n\n通知\n\n3月14日，警方搜查了货场。\n\n灯塔之家\n港口路4号";
        check(signed, "通知", "灯塔之家", "2021-04-08");
        check("Raid on yard\n\nMonday, 15 March 2021\n\nPolice came.", "Raid on yard", "", "2021-03-15");
        check("Raid on yard\n\nMarch 15, 2021\n\nPolice came.", "Raid on yard", "", "2021-03-15");
        check(
            "# The bulletin\n\nPublisher: Office of Numbers\nPublished: 4 May 2023\nReference period: 2022\n\n## Results\n",
            "The bulletin",
            "Office of Numbers",
            "2023-05-04",
        );
        check(
            "Court, case 3 Page 1 of 2\n\nDISTRICT COURT\n\nNotice of judgment\n\n19 May 2023\n",
            "Notice of judgment",
            "District Court",
            "2023-05-19",
        );
        check("Notice 44\n\nPublished on 21 September 2021 under section 12\n\nBody", "Notice 44", "", "2021-09-21");
        check(
            "The Commission\n\nNotice 44\n\nIssued on 21 September 2021\n\nBody.",
            "The Commission",
            "",
            "2021-09-21",
        );
        check("---\ntitle: \"A raid\"\ndate: 2021-03-15\n---\nPolice came.", "A raid", "", "2021-03-15");
        check("Title: A raid\nPublisher: Courier\nDate: 15.03.2021\n\nPolice came.", "A raid", "Courier", "2021-03-15");
        check(
            "OFFICE OF NUMBERS\nCrime in 2023\nPublished: 6 May 2024\n\n1. Groups",
            "Crime in 2023",
            "Office of Numbers",
            "2024-05-06",
        );
        check("海员之家通讯\n2021年4月8日 第112期\n\n各位海员，\n", "海员之家通讯", "", "2021-04-08");
        check(
            "Courier\n22 May 2024\nBy Dilys March\n\nAppeal put off\n\nThe court said.",
            "Appeal put off",
            "Courier",
            "2024-05-22",
        );
    }

    #[test]
    fn a_text_without_them_says_nothing() {
        check("Police came at dawn. They found nothing.\nThe judge waited.", "", "", "");
        check("", "", "", "");
        check("Police came at dawn and found\nnothing in the yard\n\nThe judge waited.", "", "", "");
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "(\\PC|\n){0,300}", markdown: bool) {
            read(&text, markdown);
        }
    }
}
