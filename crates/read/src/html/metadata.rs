//! What a page says of itself: meta elements, Open Graph, Dublin Core, JSON-LD.

use serde_json::Value;

use super::visible::Page;
use crate::document::Metadata;
use crate::{dates, language};

const TITLES: &[&str] = &["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"];
const PUBLISHERS: &[&str] = &[
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "citation_journal_title",
    "article:publisher",
    "application-name",
    "copyright",
];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "pubdate",
    "publication_date",
];
const LANGUAGES: &[&str] = &["content-language", "dc.language", "dcterms.language", "og:locale", "language"];

/// The page's metadata. The page's own statements come before JSON-LD, which comes before what is only shown.
pub(super) fn read(page: &Page) -> Metadata {
    let meta = |keys: &[&str]| {
        let values =
            keys.iter().filter_map(|key| page.metas.iter().find(|(name, value)| name == key && !value.is_empty()));
        values.map(|(_, value)| in_one_line(value)).collect::<Vec<_>>()
    };
    let first = |keys: &[&str]| meta(keys).into_iter().next();
    let linked = linked_data(page);
    let publisher = meta(PUBLISHERS).into_iter().find(|name| !name.contains("://")).or(linked.publisher);
    let shown_title =
        (!page.title.trim().is_empty()).then(|| without_site(&in_one_line(&page.title), publisher.as_deref()));
    let shown_date = page.times.iter().find_map(|time| dates::parse(time));
    let url = page.canonical.clone().into_iter().chain(meta(&["og:url"])).chain(linked.url);
    Metadata {
        title: first(TITLES).or(linked.title).or(shown_title),
        publisher,
        published: meta(DATES).iter().find_map(|date| dates::parse(date)).or(linked.published).or(shown_date),
        url: url.into_iter().find(|url| url.starts_with("http://") || url.starts_with("https://")),
        language: page.language.iter().cloned().chain(meta(LANGUAGES)).find_map(|tag| language::from_tag(&tag)),
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts the site's name off a window title: "Raid on gang | Marenport Courier".
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site else { return title.to_owned() };
    for separator in [" | ", " - ", " – ", " — ", " :: ", " · "] {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && last.trim().eq_ignore_ascii_case(site)
        {
            return rest.trim().to_owned();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && first.trim().eq_ignore_ascii_case(site)
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The first article, or else the first thing with a headline, among the page's JSON-LD.
fn linked_data(page: &Page) -> Metadata {
    let mut best: Option<(bool, Metadata)> = None;
    for script in &page.linked_data {
        // serde_json bounds the depth of nesting.
        let Ok(value) = serde_json::from_str::<Value>(script.trim()) else { continue };
        let mut queue = vec![&value];
        while let Some(value) = queue.pop() {
            match value {
                Value::Array(items) => queue.extend(items.iter().rev().take(200)),
                Value::Object(object) => {
                    queue.extend(object.get("@graph"));
                    let text =
                        |key: &str| object.get(key).and_then(Value::as_str).map(in_one_line).filter(|t| !t.is_empty());
                    let kinds = object.get("@type").map(Value::to_string).unwrap_or_default();
                    let is_article = ["Article", "Report", "BlogPosting"].iter().any(|kind| kinds.contains(kind));
                    if !is_article && text("headline").is_none() {
                        continue;
                    }
                    let publisher = object
                        .get("publisher")
                        .map(|p| if let Value::Array(p) = p { p.first().unwrap_or(&Value::Null) } else { p });
                    let found = Metadata {
                        title: text("headline").or_else(|| text("name")),
                        publisher: publisher
                            .and_then(|p| p.as_str().or_else(|| p.get("name").and_then(Value::as_str)))
                            .map(in_one_line),
                        published: ["datePublished", "dateCreated"].iter().find_map(|key| dates::parse(&text(key)?)),
                        url: text("url"),
                        language: text("inLanguage").and_then(|tag| language::from_tag(&tag)),
                    };
                    if best.as_ref().is_none_or(|(article, _)| is_article && !article) {
                        best = Some((is_article, found));
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }
    best.map(|(_, metadata)| metadata).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::visible;
    use super::*;

    fn check(html: &str, title: &str, publisher: &str, published: &str, url: &str) {
        let found = read(&visible::read(html, true));
        let shown = [found.title, found.publisher, found.published.map(|d| d.to_string()), found.url];
        assert_eq!(shown.map(Option::unwrap_or_default), [title, publisher, published, url], "{html}");
    }

    #[test]
    fn open_graph_and_dublin_core_are_read() {
        check(
            "<html lang=en><title>Raid | Courier</title><meta property='og:title' content='Raid'>\
             <meta property=og:site_name content=Courier><meta property='article:published_time' content='2021-03-15T06:00:00+01:00'>\
             <link rel=canonical href='https://courier.example/raid'>",
            "Raid",
            "Courier",
            "2021-03-15",
            "https://courier.example/raid",
        );
        check(
            "<meta name=DC.title content='Chief charged'><meta name=publisher content='Harbour Herald'><meta name=date content=2022-06-11>",
            "Chief charged",
            "Harbour Herald",
            "2022-06-11",
            "",
        );
    }

    #[test]
    fn linked_data_is_read() {
        check(
            r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "C"},
            {"@type": "NewsArticle", "headline": "Verdict &amp; appeal", "datePublished": "2023-10-28",
             "publisher": {"name": "Courier"}, "url": "https://c.example/v"}]}</script>"#,
            "Verdict &amp; appeal",
            "Courier",
            "2023-10-28",
            "https://c.example/v",
        );
        check("<script type='application/ld+json'>{broken</script><title>T</title>", "T", "", "", "");
    }

    #[test]
    fn the_windows_title_loses_the_name_of_the_site() {
        check("<title>Courier - A - B</title><meta property=og:site_name content=Courier>", "A - B", "Courier", "", "");
        check("<title> A\n B </title><time datetime=2021-03-15>", "A B", "", "2021-03-15", "");
    }
}
