//! Sources and statements go in and come out as they were.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use std::collections::BTreeSet;

use proptest::prelude::*;
use support::*;
use umbra_case::{Added, Case, CaseError, Filter, Judgement, StatementId};
use umbra_model::{
    Attribution, Credibility, Origin, Place, Reliability, Schema, Source, SourceId, Span, Standing, Statement, Text,
    Validity,
};

#[test]
fn a_source_comes_back_whole() {
    let mut fixture = fixture();
    // Over two pieces, and no text that compresses well.
    let bytes: Vec<u8> = (0..2_500_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut source = Source::new(SourceId::of(&bytes), "a/b.bin", "application/octet-stream", bytes.len() as u64);
    source.title = Some("Title".to_owned());
    source.published = "2021-03".parse().ok();
    source.reliability = Reliability::B;
    let text = Text::new(source.id, "“Ma” 马爱军".repeat(100_000), vec![0, 6]);
    let mut writer = fixture.case.begin("tester").unwrap();
    assert_eq!(writer.add_source(&source, &mut bytes.as_slice(), Some(&text)).unwrap(), Added::New);
    writer.commit().unwrap();
    assert_eq!(fixture.case.sources().unwrap(), std::slice::from_ref(&source));
    assert_eq!(fixture.case.source_bytes(source.id).unwrap(), bytes);
    let read = fixture.case.source_text(source.id).unwrap().unwrap();
    assert_eq!((read.as_str(), read.pages()), (text.as_str(), text.pages()));
}

#[test]
fn the_same_bytes_are_one_source_with_two_paths() {
    let mut fixture = fixture();
    let (mut source, text) = document("same");
    let mut writer = fixture.case.begin("tester").unwrap();
    source.path = "one.txt".to_owned();
    assert_eq!(writer.add_source(&source, &mut &b"same"[..], Some(&text)).unwrap(), Added::New);
    source.path = "two.txt".to_owned();
    assert_eq!(writer.add_source(&source, &mut &b"same"[..], Some(&text)).unwrap(), Added::Known);
    assert_eq!(writer.add_source(&source, &mut &b"same"[..], Some(&text)).unwrap(), Added::Known);
    writer.commit().unwrap();
    assert_eq!(fixture.case.sources().unwrap().len(), 1);
    assert_eq!(fixture.case.source_paths(source.id).unwrap(), ["one.txt", "two.txt"]);
}

#[test]
fn a_source_that_changed_under_way_leaves_nothing() {
    let mut fixture = fixture();
    let (source, text) = document("before");
    let mut writer = fixture.case.begin("tester").unwrap();
    let error = writer.add_source(&source, &mut &b"after!"[..], Some(&text)).unwrap_err();
    assert!(matches!(error, CaseError::BytesDiffer { .. }), "{error}");
    writer.note_skipped("x.txt", "It changed.").unwrap();
    writer.commit().unwrap();
    assert!(fixture.case.sources().unwrap().is_empty());
    assert_eq!(fixture.case.skipped().unwrap()[0].reason, "It changed.");
}

#[test]
fn what_failed_and_was_read_later_is_listed_no_more() {
    let mut fixture = fixture();
    let read = |fixture: &mut Fixture, content: &str, path: &str| {
        let (mut source, text) = document(content);
        source.path = path.to_owned();
        let mut writer = fixture.case.begin("tester").unwrap();
        writer.add_source(&source, &mut content.as_bytes(), Some(&text)).unwrap();
        writer.commit().unwrap();
    };
    let fails = |fixture: &mut Fixture, path: &str| {
        let mut writer = fixture.case.begin("tester").unwrap();
        writer.note_skipped(path, "It is broken.").unwrap();
        writer.commit().unwrap();
    };
    let listed =
        |fixture: &Fixture| fixture.case.skipped().unwrap().into_iter().map(|skipped| skipped.path).collect::<Vec<_>>();
    for path in ["one.txt", "two.txt", "three.txt"] {
        fails(&mut fixture, path);
    }
    read(&mut fixture, "good", "two.txt");
    assert_eq!(listed(&fixture), ["one.txt", "three.txt"]);
    fails(&mut fixture, "two.txt");
    assert_eq!(listed(&fixture), ["one.txt", "three.txt", "two.txt"], "what was good before is broken now");
    read(&mut fixture, "better", "two.txt");
    read(&mut fixture, "good too", "one.txt");
    assert_eq!(listed(&fixture), ["three.txt"]);
}

#[test]
fn nothing_is_taken_without_its_source() {
    let mut fixture = fixture();
    let content = "Brandt met Kovac.";
    let (source, text) = document(content);
    let said = statement(&text, "p", "Person", "name", "Brandt", "Brandt");
    let mut writer = fixture.case.begin("tester").unwrap();
    let error = writer.add_statements(std::slice::from_ref(&said)).unwrap_err();
    assert!(matches!(error, CaseError::UnknownSource(id) if id == source.id), "{error}");
    writer.add_source(&source, &mut content.as_bytes(), Some(&text)).unwrap();
    let place = Place::Text { start: 1, end: 7, page: None };
    let span = Span::from_store(source.id, place, "Brandt".to_owned());
    let wrong = Statement::new(id("p"), Schema::get("Person").unwrap(), "name", "Brandt", span, origin()).unwrap();
    let error = writer.add_statements(&[said.clone(), wrong]).unwrap_err();
    assert!(matches!(error, CaseError::SpanDiffers { .. }), "{error}");
    assert!(writer.case().statements_of(&id("p")).unwrap().is_empty(), "all or none");
    writer.add_statements(&[said]).unwrap();
    assert_eq!(writer.case().statements_of(&id("p")).unwrap().len(), 1);
}

#[test]
fn cells_are_looked_up_in_the_table() {
    let mut fixture = fixture();
    let csv = "name;born\nAna Lund;1980\n\"Ivers; Jonas\nthe younger\";1975\n";
    let source = Source::new(SourceId::of(csv.as_bytes()), "people.csv", "text/csv", csv.len() as u64);
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.add_source(&source, &mut csv.as_bytes(), None).unwrap();
    let cell = |row, column: &str, cell: &str| {
        let span = Span::in_cell(source.id, row, column, cell).unwrap();
        let person = Schema::get("Person").unwrap();
        Statement::new(
            id(&format!("p{row}")),
            person,
            if column == "born" { "birthDate" } else { "name" },
            cell,
            span,
            origin(),
        )
        .unwrap()
    };
    writer.add_statements(&[cell(2, "name", "Ana Lund"), cell(2, "born", "1980"), cell(3, "born", "1975")]).unwrap();
    writer.add_statements(&[cell(2, "born", "1980")]).unwrap();
    for wrong in
        [cell(3, "name", "Ana Lund"), cell(2, "born", "1975"), cell(4, "born", "1980"), cell(2, "name", "1980")]
    {
        let error = writer.add_statements(&[wrong]).unwrap_err();
        assert!(matches!(error, CaseError::SpanDiffers { .. }), "{error}");
    }
    let lines = "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ana\",\"Anna\"]}}\n";
    let source = Source::new(SourceId::of(lines.as_bytes()), "e.json", "application/json+ftm", lines.len() as u64);
    writer.add_source(&source, &mut lines.as_bytes(), None).unwrap();
    let line = |words: &str| {
        let span = Span::in_cell(source.id, 1, "name", words).unwrap();
        Statement::new(id("a"), Schema::get("Person").unwrap(), "name", words, span, origin()).unwrap()
    };
    writer.add_statements(&[line("Anna")]).unwrap();
    assert!(writer.add_statements(&[line("Ann")]).is_err());
}

#[test]
fn dropping_the_writer_keeps_nothing() {
    let mut fixture = fixture();
    let before = fixture.case.log().unwrap();
    let mut writer = fixture.case.begin("tester").unwrap();
    let (source, text) = document("x y");
    writer.add_source(&source, &mut &b"x y"[..], Some(&text)).unwrap();
    writer.add_statements(&[statement(&text, "p", "Person", "name", "x", "x")]).unwrap();
    drop(writer);
    assert!(fixture.case.sources().unwrap().is_empty());
    assert_eq!(fixture.case.log().unwrap(), before);
    add_name(&mut fixture.case, "p", "Ma");
    assert_eq!(fixture.case.statements_of(&id("p")).unwrap().len(), 1);
}

#[test]
fn a_retracted_statement_stays_but_counts_no_more() {
    let mut fixture = fixture();
    let first = add_name(&mut fixture.case, "p", "Ma Aijun");
    add_name(&mut fixture.case, "p", "Ma");
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.retract(first, "misread").unwrap();
    assert!(matches!(writer.retract(first, "again"), Err(CaseError::AlreadyRetracted(_))));
    let missing = StatementId::from_number(99);
    assert!(matches!(writer.retract(missing, "?"), Err(CaseError::UnknownStatement(99))));
    writer.commit().unwrap();
    let profile = fixture.case.entity(&id("p")).unwrap().unwrap();
    assert_eq!(profile.values("name"), ["Ma"]);
    assert_eq!(profile.statements.iter().map(|stated| stated.retracted).collect::<Vec<_>>(), [true, false]);
    let mut counted = 0;
    fixture.case.each_statement(&Filter::all().without_retracted(), |_| counted += 1).unwrap();
    assert_eq!(counted, 1);
}

#[test]
fn statements_are_filtered_by_schema_source_and_entity() {
    let mut fixture = fixture();
    let (source, _) = add(&mut fixture.case, "Lund owns Quay Ltd", |text| {
        vec![
            statement(text, "p", "Person", "name", "Lund", "Lund"),
            statement(text, "c", "Company", "name", "Quay Ltd", "Quay Ltd"),
            statement(text, "o", "Ownership", "owner", "p", "Lund owns Quay Ltd"),
            statement(text, "o", "Ownership", "asset", "c", "Lund owns Quay Ltd"),
        ]
    });
    add_name(&mut fixture.case, "q", "Other");
    let count = |filter: Filter| {
        let mut count = 0;
        fixture.case.each_statement(&filter, |_| count += 1).unwrap();
        count
    };
    let schema = |name: &str| Schema::get(name).unwrap();
    assert_eq!(count(Filter::all()), 5);
    assert_eq!(count(Filter::all().schema(schema("LegalEntity"))), 3);
    assert_eq!(count(Filter::all().schema(schema("Person"))), 2);
    assert_eq!(count(Filter::all().schema(schema("Person")).source(source)), 1);
    assert_eq!(count(Filter::all().entity(id("o"))), 2);
    assert_eq!(count(Filter::all().source(SourceId::of(b"unknown"))), 0);
    assert_eq!(fixture.case.referring_to(&id("c")).unwrap(), [id("o")]);
    assert!(fixture.case.referring_to(&id("o")).unwrap().is_empty());
    let persons: Vec<_> = fixture.case.entities(Some(schema("Person"))).unwrap().map(Result::unwrap).collect();
    assert_eq!(persons, [id("p"), id("q")]);
}

#[test]
fn decisions_join_and_part_again() {
    let mut fixture = fixture();
    for (entity, name) in [("a", "Ma"), ("b", "Ma Aijun"), ("c", "Aijun Ma"), ("d", "Ma")] {
        add_name(&mut fixture.case, entity, name);
    }
    let decide = |case: &mut Case, left: &str, right: &str, judgement| {
        let mut writer = case.begin("tester").unwrap();
        writer.decide(&id(left), &id(right), judgement, "looked", Some(0.9)).unwrap();
        writer.commit().unwrap();
    };
    decide(&mut fixture.case, "c", "b", Judgement::Same);
    decide(&mut fixture.case, "b", "a", Judgement::Same);
    assert_eq!(fixture.case.canonical(&id("c")).unwrap(), id("a"));
    assert_eq!(fixture.case.same_as(&id("b")).unwrap(), [id("a"), id("b"), id("c")]);
    let profile = fixture.case.entity(&id("c")).unwrap().unwrap();
    assert_eq!((profile.id.as_str(), profile.statements.len()), ("a", 3));
    let all: Vec<_> = fixture.case.entities(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(all, [id("a"), id("d")]);

    // Whoever is judged different is not joined by way of a third.
    decide(&mut fixture.case, "d", "a", Judgement::Different);
    decide(&mut fixture.case, "d", "c", Judgement::Same);
    assert_eq!(fixture.case.canonical(&id("d")).unwrap(), id("d"));
    assert_eq!(fixture.case.contradicted_decisions().unwrap().len(), 1);

    decide(&mut fixture.case, "a", "b", Judgement::Unsure);
    assert_eq!(fixture.case.same_as(&id("b")).unwrap(), [id("b"), id("c"), id("d")]);
    let standing: Vec<bool> = fixture.case.decisions().unwrap().iter().map(|decision| decision.stands).collect();
    assert_eq!(standing, [true, false, true, true, true]);
    let mut writer = fixture.case.begin("tester").unwrap();
    assert!(matches!(writer.decide(&id("a"), &id("a"), Judgement::Same, "", None), Err(CaseError::SameId(_))));
    assert!(matches!(writer.decide(&id("a"), &id("b"), Judgement::Same, "", Some(1.5)), Err(CaseError::NoScore(_))));
}

#[test]
fn the_last_grade_of_a_source_counts() {
    let mut fixture = fixture();
    let (source, _) = add(&mut fixture.case, "text", |_| Vec::new());
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.set_reliability(source, Reliability::C, "first look").unwrap();
    writer.set_reliability(source, Reliability::B, "record checked").unwrap();
    writer.commit().unwrap();
    assert_eq!(fixture.case.source(source).unwrap().unwrap().reliability, Reliability::B);
}

/// A text with all that a statement may cite, and statements drawn from it.
fn statements() -> impl Strategy<Value = (String, Vec<Statement>)> {
    let words = "[a-zé马\"\\\\\n ]{1,12}";
    let one = (
        0..4usize,
        prop::sample::select(vec!["name", "alias", "notes", "nationality", "parent"]),
        words,
        prop::option::of(words),
        prop::sample::select(Standing::ALL.to_vec()),
        prop::option::of(0..40usize),
        (any::<bool>(), any::<bool>(), any::<bool>()),
    );
    (words, prop::collection::vec(one, 1..40)).prop_map(|(start, raw)| {
        let content = format!("{start}{}", "The quick brown fox. 马爱军说。 ".repeat(3));
        let text = Text::new(SourceId::of(content.as_bytes()), content.clone(), vec![0, 7]);
        let made = raw.into_iter().filter_map(|(entity, property, value, original, standing, at, (a, b, c))| {
            let starts: Vec<usize> = content.char_indices().map(|(byte, _)| byte).collect();
            let from = starts[at.unwrap_or(3) % (starts.len() - 4)];
            let to = starts[at.unwrap_or(3) % (starts.len() - 4) + 3];
            let span = text.span(from..to).unwrap();
            let schema = Schema::get(if property == "parent" { "Family" } else { "Person" }).unwrap();
            let property = if property == "parent" { "person" } else { property };
            let value = if property == "nationality" { "mt".to_owned() } else { value };
            let value = if property == "person" { "p1".to_owned() } else { value };
            let origin = if a { Origin::person("Ana") } else { origin() };
            let made = Statement::new(id(&format!("e{}", entity / 2)), schema, property, &value, span, origin).ok()?;
            let attribution = Attribution::own_voice().citing("Courier", Some(id("press"))).citing("Wang", None);
            Some(
                made.with_standing(b.then_some(standing))
                    .with_credibility(if c { Credibility::Doubtful } else { Credibility::Unknown })
                    .with_attribution(if a && b { attribution } else { Attribution::own_voice() })
                    .with_validity(Validity { from: c.then(|| "2012".parse().unwrap()), to: None })
                    .with_language((a && c).then(|| "zho".to_owned()))
                    .with_original(original),
            )
        });
        let made = made.collect();
        (content, made)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn statements_come_back_as_they_were((content, statements) in statements()) {
        let mut fixture = fixture();
        let (_, ids) = add(&mut fixture.case, &content, |_| statements.clone());
        prop_assert_eq!(ids.len(), statements.len());
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let case = Case::open_read_only(&fixture.path).unwrap();
        for (id, statement) in ids.iter().zip(&statements) {
            let stated = case.statement(*id).unwrap().unwrap();
            prop_assert_eq!(&stated.statement, statement);
        }
        let mut all = Vec::new();
        case.each_statement(&Filter::all(), |stated| all.push(stated.id)).unwrap();
        let mut sorted = ids.clone();
        sorted.sort();
        prop_assert_eq!(all, sorted);
    }

    #[test]
    fn the_view_shows_the_same_statements((content, statements) in statements()) {
        let mut fixture = fixture();
        let (_, ids) = add(&mut fixture.case, &content, |_| statements.clone());
        let sqlite = rusqlite::Connection::open(&fixture.path).unwrap();
        for (id, statement) in ids.iter().zip(&statements) {
            let row: (String, String, String, String, String, String) = sqlite
                .query_row(
                    "SELECT entity, schema, property, value, quote, origin FROM statement WHERE id = ?1",
                    [id.number()],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)),
                )
                .unwrap();
            let expected = (
                statement.entity().to_string(),
                statement.schema().name().to_owned(),
                statement.property().name().to_owned(),
                statement.value().to_owned(),
                statement.span().quote().to_owned(),
                statement.origin().to_string(),
            );
            prop_assert_eq!(row, expected);
        }
    }
}
