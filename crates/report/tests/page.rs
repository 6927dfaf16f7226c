//! The report as a browser gets it.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod fixture;

use std::collections::{BTreeMap, BTreeSet};

use fixture::{Maker, said, sample};
use umbra_model::Standing;
use umbra_report::PageLimits;

/// What stands between `before` and the next `after`, each time.
fn between<'a>(text: &'a str, before: &'a str, after: char) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

fn unescape(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, character)| text.replace(name, character))
}

/// The tags of a page with the names of their attributes.
fn tags(html: &str) -> Vec<(&str, Vec<&str>)> {
    between(html, "<", '>')
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|tag| {
            let name = tag.split([' ', '/']).next().unwrap();
            let outside: Vec<&str> = tag[name.len()..].split('"').step_by(2).collect();
            (
                name,
                outside
                    .into_iter()
                    .flat_map(|part| part.split([' ', '=', '/']))
                    .filter(|name| !name.is_empty())
                    .collect(),
            )
        })
        .collect()
}

/// The text of a page's body without its tags.
fn strip(html: &str) -> String {
    let html = html.split_once("<body>").map_or(html, |(_, body)| body);
    let html = html.split_once("<script>").map_or(html, |(body, _)| body);
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    unescape(&text)
}

/// Every place that the page marks, by the id that links lead to.
fn marked(html: &str) -> BTreeMap<String, String> {
    let mut marked = BTreeMap::new();
    for mark in html.split("<mark ").skip(1) {
        let (tag, rest) = mark.split_once('>').unwrap();
        let text = unescape(rest.split("</mark>").next().unwrap());
        let Some(places) = between(tag, "data-q=\"", '"').next() else { continue };
        for place in places.split(' ') {
            marked.entry(place.to_owned()).or_insert_with(String::new).push_str(&text);
        }
    }
    marked
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    assert_eq!(sample().html(PageLimits::default()), sample().html(PageLimits::default()));
}

/// Checks that every link leads somewhere and that no id occurs twice; says how many links there are.
fn check_links(html: &str) -> usize {
    let mut ids = BTreeSet::new();
    for id in between(html, " id=\"", '"') {
        assert!(ids.insert(id), "{id} occurs twice");
    }
    let links: Vec<_> = between(html, "href=\"#", '"').collect();
    for link in &links {
        assert!(ids.contains(link), "#{link} leads nowhere");
    }
    links.len()
}

#[test]
fn every_link_leads_somewhere() {
    assert!(check_links(&sample().html(PageLimits::default())) > 200);
    check_links(&Maker::default().build().html(PageLimits::default()));
}

#[test]
fn every_quote_is_marked_whole() {
    let sample = sample();
    let marks = marked(&sample.html(PageLimits::default()));
    let texts: Vec<_> = marks.values().collect();
    for fact in sample.facts.facts() {
        let quote = fact.statement.span().quote().replace('\u{202e}', "\u{fffd}");
        assert!(texts.iter().any(|text| **text == quote), "{quote:?} is not marked");
    }
}

#[test]
fn taking_the_marks_away_gives_the_text_back() {
    let sample = sample();
    let html = sample.html(PageLimits::default());
    for (id, text) in &sample.texts {
        if sample.facts.source(*id).unwrap().media_type == "text/csv" {
            continue;
        }
        let shown = text.as_str().replace(['\u{202e}', '\0'], "\u{fffd}");
        let found = html.split("<div class=\"text\"").skip(1).any(|rest| {
            let body = rest.split_once('>').unwrap().1.split("</div>").next().unwrap();
            strip(body) == shown
        });
        assert!(found, "{shown:?}");
    }
}

#[test]
fn a_hostile_document_stays_text() {
    let html = sample().html(PageLimits::default());
    assert_eq!(html.matches("<script").count(), 1, "only the page's own");
    assert_eq!(html.matches("<img").count(), 0);
    assert!(!html.contains("\" onmouseover=\""));
    assert!(!html.contains("href=\"javascript"));
    assert!(!html.contains('\u{202e}') && !html.contains('\0'));
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
}

#[test]
fn the_page_asks_for_nothing() {
    let html = sample().html(PageLimits::default());
    let policy = between(&html, "Content-Security-Policy\" content=\"", '"').next().unwrap();
    assert!(policy.starts_with("default-src &#39;none&#39;; style-src &#39;sha256-"), "{policy}");
    let (head, body) = html.split_once("</style>").unwrap();
    assert!(!head.contains("url(") && !head.contains("@import"));
    for tag in tags(body) {
        let asks = ["src", "srcset", "action", "data", "style", "onclick", "onload", "onerror", "background"];
        assert!(!tag.1.iter().any(|name| asks.contains(name) || name.starts_with("on")), "{tag:?}");
        assert!(!["link", "iframe", "object", "embed", "img", "base", "meta"].contains(&tag.0), "{tag:?}");
    }
}

#[test]
fn the_shelves_are_not_mixed() {
    let html = sample().html(PageLimits::default());
    let shelf = |class: &str| {
        let start = html.find(&format!("class=\"shelf shelf-{class}\"")).unwrap_or_else(|| panic!("no shelf {class}"));
        strip(html[start..].split("</section>").next().unwrap())
    };
    for (class, name) in [
        ("court", "Tomas Erlingworth"),
        ("charged", "Corwin Batangale"),
        ("said", "Ferran Adeyholm"),
        ("cleared", "Halima Korrendijk"),
    ] {
        for other in ["court", "charged", "said", "structure", "cleared"] {
            assert_eq!(shelf(other).contains(name), other == class, "{name} on {other}");
        }
    }
    assert!(shelf("said").contains("Adeyholm denies it"), "a denial stands with what it denies");
}

#[test]
fn what_was_left_out_is_said() {
    let html = sample().html(PageLimits::default());
    let text = strip(&html);
    assert!(text.contains("documents/scan.pdf: The PDF has no text layer"));
    assert!(text.contains("Leads, not verdicts:"));
}

#[test]
fn large_sources_are_cut_around_their_quotes() {
    let mut maker = Maker::default();
    let text = format!("{}Ada Brandt runs the yard.{}", "x ".repeat(4000), " y".repeat(4000));
    let source = maker.document(&fixture::Document {
        path: "long.txt",
        title: "",
        publisher: "",
        date: "2024",
        language: "eng",
        text: &text,
    });
    maker.state(source, "Ada Brandt", &said("brandt", "Person", &[("name", "Ada Brandt")]));
    maker.state(source, "x x x", &said("xs", "Person", &[("name", "x x x")]));
    let sample = maker.build();
    let limits = PageLimits { source_bytes: 4000, ..PageLimits::default() };
    let html = sample.html(limits);
    assert!(html.len() < sample.html(PageLimits::default()).len() - 10_000);
    assert!(marked(&html).values().any(|text| text == "Ada Brandt"));
    let gaps: Vec<_> = between(&html, "class=\"gap\">", '<').collect();
    // Shown: 0 to 605 and 7,400 to 8,610 of 16,025.
    assert_eq!(gaps, ["… (6,795 characters not shown)", "… (7,415 characters not shown)"]);

    let none = sample.html(PageLimits { all_sources_bytes: 10, ..PageLimits::default() });
    assert!(strip(&none).contains("2 cited places not shown here"));
    assert!(none.contains("href=\"#s1\"") && !none.contains("href=\"#s1-"), "links lead to the source instead");
}

#[test]
fn tables_are_tables_with_their_cells_marked() {
    let html = sample().html(PageLimits::default());
    let sheet = html.split("<table class=\"sheet\">").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(sheet.matches("<tr>").count(), 6, "a header and five rows");
    assert!(strip(sheet).contains("Birgitte Ternhalloway"), "rows without a citation are there too");
    let cell = sheet.split("<td id=").find(|cell| cell.contains("Severin Okonjaard")).unwrap();
    assert!(cell.contains("<mark class=\"m-tie\""), "{cell}");
}

#[test]
fn a_table_that_is_not_in_the_case_is_told_by_its_cells() {
    let mut maker = Maker::default();
    let id = umbra_model::SourceId::of(b"entities");
    let mut source = umbra_model::Source::new(id, "data.ftm.json", "application/json", 9);
    source.title = Some("Data".to_owned());
    maker.source(source);
    for (row, name) in [(3, "Ada Brandt"), (3, "A. Brandt"), (9, "Bo Li")] {
        let span = umbra_model::Span::in_cell(id, row, "name", name).unwrap();
        maker.add(&span, &said(&format!("p{row}"), "Person", &[("name", name)]));
    }
    let html = maker.build().html(PageLimits::default());
    let text = strip(&html);
    assert!(text.contains("Only what was cited is shown") && text.contains("Ada Brandt; A. Brandt"), "{text}");
}

#[test]
fn a_data_set_of_entities_is_told_row_by_row() {
    let mut maker = Maker::default();
    let id = umbra_model::SourceId::of(b"entities");
    maker.source(umbra_model::Source::new(id, "data.ftm.json", "application/json+ftm", 9));
    let cells = [(1, "name", "Ada Brandt"), (2, "birthDate", "1970"), (3, "nationality", "fr")];
    for (row, property, value) in cells {
        let span = umbra_model::Span::in_cell(id, row, property, value).unwrap();
        maker.add(&span, &said(&format!("p{row}"), "Person", &[(property, value)]));
    }
    let html = maker.build().html(PageLimits::default());
    assert!(!html.contains("class=\"sheet\""), "a table of three columns and three values would be mostly empty");
    let records = html.split("<ul class=\"records\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(strip(records), "row 1 name Ada Brandtrow 2 birthDate 1970row 3 nationality fr");
    check_links(&html);
}

#[test]
fn what_is_to_be_judged_is_listed_and_stays_text() {
    let mut sample = sample();
    assert!(!sample.html(PageLimits::default()).contains("id=\"review\""));
    sample.to_review = (1..=14).map(|number| format!("{number} records are called <b>Y</b>")).collect();
    let html = sample.html(PageLimits::default());
    let section = html.split("<section id=\"review\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(section.matches("records are called &lt;b&gt;Y").count(), 14);
    assert!(section.contains("<summary>2 more</summary>"), "{section}");
    check_links(&html);
}

#[test]
fn a_post_is_drawn_where_it_connects_people() {
    let mut maker = Maker::default();
    let text = "Ada Brandt and Bo Li were mayors. Cy Dahl was a judge.";
    let document = fixture::Document { path: "a.txt", title: "", publisher: "", date: "", language: "eng", text };
    let source = maker.document(&document);
    for (person, name) in [("ada", "Ada Brandt"), ("bo", "Bo Li"), ("cy", "Cy Dahl")] {
        maker.state(source, name, &said(person, "Person", &[("name", name)]));
    }
    maker.state(source, "mayors", &said("mayor", "Position", &[("name", "mayor")]));
    maker.state(source, "judge", &said("judge", "Position", &[("name", "judge")]));
    for (person, post, quote) in [("ada", "mayor", "mayors"), ("bo", "mayor", "mayors"), ("cy", "judge", "a judge")] {
        let ends = [("holder", person), ("post", post)];
        maker.state(source, quote, &said(&format!("{person}-{post}"), "Occupancy", &ends));
    }
    let html = maker.build().html(PageLimits::default());
    let drawing = html.split("<svg id=\"drawing\"").nth(1).unwrap().split("</svg>").next().unwrap();
    for (name, is_drawn) in
        [("Ada Brandt", true), ("Bo Li", true), ("mayor", true), ("Cy Dahl", false), ("judge", false)]
    {
        assert_eq!(drawing.contains(name), is_drawn, "{name}");
    }
    let text = strip(&html);
    assert!(
        text.contains(" 2 nodes more stand only in the register: posts") && text.contains("Cy Dahl holds judge"),
        "{text}"
    );
}

#[test]
fn a_small_network_without_an_accusation_is_drawn_where_there_is_no_other() {
    let make = |with_group: bool| {
        let mut maker = Maker::default();
        let text = "Margit is the wife of Jonas Pell. Ada Brandt leads the Quay Crew.";
        let document = fixture::Document { path: "a.txt", title: "", publisher: "", date: "", language: "eng", text };
        let source = maker.document(&document);
        for (person, name) in [("margit", "Margit"), ("jonas", "Jonas Pell"), ("ada", "Ada Brandt")] {
            maker.state(source, name, &said(person, "Person", &[("name", name)]));
        }
        maker.state(source, "wife", &said("wife", "Family", &[("person", "margit"), ("relative", "jonas")]));
        if with_group {
            maker.state(source, "Quay Crew", &said("crew", "CriminalGroup", &[("name", "Quay Crew")]));
            let ends = [("member", "ada"), ("organization", "crew")];
            maker.state(source, "leads", &said("leads", "Membership", &ends).standing(Standing::Reported));
        }
        maker.build().html(PageLimits::default())
    };
    for with_group in [true, false] {
        let html = make(with_group);
        let drawing = html.split("<svg id=\"drawing\"").nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(drawing.contains("Margit"), !with_group);
        assert_eq!(drawing.contains("Quay Crew"), with_group);
        check_links(&html);
    }
}

#[test]
fn a_line_over_time_ends_where_one_source_has_several_numbers() {
    let trends = |counts: &[(&str, &str)]| {
        let mut maker = Maker::default();
        let text: String = counts.iter().map(|(year, count)| format!("In {year} there were {count} raids. ")).collect();
        let document =
            fixture::Document { path: "a.txt", title: "", publisher: "", date: "", language: "eng", text: &text };
        let source = maker.document(&document);
        for (number, (year, count)) in counts.iter().enumerate() {
            let values = [("measure", "raids"), ("value", *count), ("unit", "raids")];
            let values = [&values[..], &[("startDate", *year), ("endDate", *year)]].concat();
            maker.state(source, &format!("{count} raids"), &said(&format!("f{number}"), "Figure", &values));
        }
        let html = maker.build().html(PageLimits::default());
        between(&html, "class=\"trend\" d=\"", '"').map(|path| path.matches('L').count() + 1).collect::<Vec<_>>()
    };
    assert_eq!(trends(&[("2019", "14"), ("2020", "11"), ("2021", "16")]), [3]);
    assert_eq!(trends(&[("2019", "14"), ("2020", "11"), ("2021", "5"), ("2021", "4")]), [2]);
    // Nobody knows what lies in a year without a figure.
    assert_eq!(trends(&[("2016", "9"), ("2017", "8"), ("2019", "14"), ("2020", "11")]), [2, 2]);
    assert!(trends(&[("2016", "9"), ("2020", "11")]).is_empty());
}

#[test]
fn right_to_left_and_chinese_text_bear_their_language() {
    let mut maker = Maker::default();
    let text = "قالت الشرطة إن العصابة فُكّكت.";
    let source =
        maker.document(&fixture::Document { path: "a.txt", title: "", publisher: "", date: "", language: "ara", text });
    let group = [("designation", "العصابة")];
    maker.state(source, "العصابة", &said("gang", "CriminalGroup", &group).standing(Standing::Reported));
    let html = maker.build().html(PageLimits::default());
    assert!(html.contains("<div class=\"text\" lang=\"ar\" dir=\"auto\">"));
    assert!(sample().html(PageLimits::default()).contains("<div class=\"text\" lang=\"zh\" dir=\"auto\">"));
}

#[test]
fn an_empty_case_makes_a_page() {
    let html = Maker::default().build().html(PageLimits::default());
    let text = strip(&html);
    assert!(text.contains("there is nothing to draw") && text.contains("No source gives a figure."));
}

#[test]
fn a_crowded_network_says_what_it_leaves_out() {
    let mut maker = Maker::default();
    let names: Vec<String> = (0..60).map(|number| format!("Person {number:02}")).collect();
    let source = maker.document(&fixture::Document {
        path: "crowd.txt",
        title: "Crowd",
        publisher: "",
        date: "",
        language: "eng",
        text: &names.join("\n"),
    });
    for (number, name) in names.iter().enumerate() {
        maker.state(source, name, &said(&format!("p{number}"), "Person", &[("name", name)]));
        let ends = [("person", "p0".to_owned()), ("associate", format!("p{number}"))];
        let ends: Vec<(&str, &str)> = ends.iter().map(|(property, id)| (*property, id.as_str())).collect();
        if number > 0 {
            maker.state(source, name, &said(&format!("t{number}"), "Associate", &ends));
        }
    }
    let sample = maker.build();
    let html = sample.html(PageLimits { drawn_nodes: 20, register: 25, ..PageLimits::default() });
    let text = strip(&html);
    check_links(&html);
    assert!(text.contains("20 nodes and 19 ties"), "{text}");
    assert!(text.contains("40 nodes with fewer accusing ties and fewer neighbours are left out"));
    assert!(text.contains("35 entities more are in the case"), "{text}");
}

#[test]
fn rings_and_what_is_new_for_alerts_are_shown_with_their_sentences() {
    let text = "Ann Lee was charged with sheltering the Quay Lads. She was charged with sheltering the Tide Men too.";
    let mut maker = Maker::default();
    let source = maker.document(&fixture::Document {
        path: "a.txt",
        title: "A",
        publisher: "Courier",
        date: "2021-05-01",
        language: "eng",
        text,
    });
    maker.state(source, "Ann Lee", &said("lee", "Person", &[("name", "Ann Lee")]));
    for (group, name) in [("lads", "Quay Lads"), ("men", "Tide Men")] {
        maker.state(source, name, &said(group, "CriminalGroup", &[("name", name)]));
    }
    let first = "Ann Lee was charged with sheltering the Quay Lads";
    let ends = [("protector", "lee"), ("protected", "lads")];
    maker.state(source, first, &said("s", "Protection", &ends).standing(Standing::Charged));
    let second = "She was charged with sheltering the Tide Men too";
    let ends = [("protector", "lee"), ("protected", "men")];
    maker.state(source, second, &said("t", "Protection", &ends).standing(Standing::Charged));
    let alert = [
        ("name", "name"),
        ("keywords", "umbra alert"),
        ("summary", "Ann Lee"),
        ("description", "seen up to statement 0"),
    ];
    maker.state(source, "Ann Lee", &said("alert-1", "Note", &alert));
    let html = maker.build().html(PageLimits::default());
    let of =
        |id: &str| html.split(&format!("<section id=\"{id}\"")).nth(1).and_then(|rest| rest.split("</section>").next());
    let rings = of("rings").unwrap();
    assert!(rings.contains("Ann Lee") && rings.contains("(charged)") && rings.contains("Tide Men"), "{rings}");
    assert!(rings.contains("class=\"assessment\"") && rings.contains("class=\"note\""), "{rings}");
    let alerts = of("alerts").unwrap();
    assert!(alerts.contains("Ann Lee is named") && alerts.contains("class=\"note\""), "{alerts}");
    check_links(&html);
}
