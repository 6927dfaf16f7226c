//! What other programs get.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod fixture;

use fixture::sample;
use serde_json::Value;
use umbra_report::{FtmOptions, Writings, export_ftm, export_gexf, export_statements_csv};

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> Result<(), umbra_report::ReportError>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_network_as_gexf() {
    let sample = sample();
    let gexf = written(|out| export_gexf(&sample.facts, &sample.findings.network, &Writings::default(), out));
    insta::assert_snapshot!(gexf.replace(concat!("Umbra ", env!("CARGO_PKG_VERSION")), "Umbra"));
}

#[test]
fn statements_as_rows() {
    let sample = sample();
    let csv = written(|out| export_statements_csv(&sample.facts, out));
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let columns = reader.headers().unwrap().len();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), sample.facts.facts().len());
    assert!(rows.iter().all(|row| row.len() == columns));
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '@', '\t'])), "no cell runs");
    // The rows on the conviction, and those of the hostile document.
    let chosen: Vec<&str> = csv.lines().filter(|line| line.contains(",shelter,") || line.contains("evil")).collect();
    insta::assert_snapshot!(format!("{}\n{}", csv.lines().next().unwrap(), chosen.join("\n")));
}

fn entities(options: FtmOptions) -> Vec<Value> {
    let sample = sample();
    let lines = written(|out| export_ftm(&sample.facts, options, out));
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn find<'a>(entities: &'a [Value], id: &str) -> &'a Value {
    entities.iter().find(|entity| entity["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn own_schemata_fall_back_and_the_standing_goes_along() {
    let entities = entities(FtmOptions::default());
    let shelter = find(&entities, "shelter");
    assert_eq!(shelter["schema"], "UnknownLink");
    assert_eq!(shelter["properties"]["subject"][0], "erlingworth");
    assert_eq!(shelter["properties"]["object"][0], "lantern");
    let description = shelter["properties"]["description"].to_string();
    assert!(description.contains("Standing convicted: “Tomas Erlingworth, former head"), "{description}");
    assert!(description.contains("Standing denied: "), "{description}");
    let standings: Vec<_> = shelter["standings"].as_array().unwrap().iter().map(|one| &one["standing"]).collect();
    assert_eq!(standings, ["convicted", "denied"]);
    assert!(entities.iter().all(|entity| {
        let schema = umbra_model::Schema::get(entity["schema"].as_str().unwrap()).unwrap();
        !schema.is_own()
    }));
}

#[test]
fn every_value_is_one_of_its_schema() {
    for options in [FtmOptions::default(), FtmOptions { own_schemata: true }] {
        for entity in entities(options) {
            let schema = umbra_model::Schema::get(entity["schema"].as_str().unwrap()).unwrap();
            for (name, values) in entity["properties"].as_object().unwrap() {
                let property = schema.property(name).unwrap_or_else(|| panic!("{schema} has no {name}"));
                assert!(!property.is_stub() && (options.own_schemata || !property.is_own()), "{schema} {name}");
                for value in values.as_array().unwrap() {
                    let value = value.as_str().unwrap();
                    assert_eq!(property.clean(value).as_deref(), Some(value), "{schema} {name}");
                }
            }
        }
    }
}

#[test]
fn own_schemata_can_be_kept() {
    let entities = entities(FtmOptions { own_schemata: true });
    assert_eq!(find(&entities, "shelter")["schema"], "Protection");
    assert_eq!(find(&entities, "shelter")["properties"]["conduct"][0], "tip-off");
    assert_eq!(find(&entities, "f6")["properties"]["value"][0], "-13");
}

#[test]
fn sources_are_documents_that_ties_point_to() {
    let entities = entities(FtmOptions::default());
    let proof = find(&entities, "shelter")["properties"]["proof"][0].as_str().unwrap();
    let document = find(&entities, proof);
    assert_eq!(document["schema"], "Document");
    assert_eq!(document["properties"]["title"][0], "Ex-police chief jailed for tipping off gang");
    assert_eq!(document["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_standing_is_told_by_its_longest_quote_and_not_by_parts_of_it() {
    let mut maker = fixture::Maker::default();
    let text = "Ada Brandt was convicted on Friday of fraud. On Monday she was convicted of theft.";
    let document = fixture::Document { path: "a.txt", title: "", publisher: "", date: "", language: "eng", text };
    let source = maker.document(&document);
    for (quote, property, value) in [
        ("Ada Brandt was convicted on Friday of fraud", "name", "conviction"),
        ("Friday", "date", "2024-01-05"),
        ("Monday", "date", "2024-01-08"),
    ] {
        let values = [(property, value)];
        let said = fixture::said("case", "Proceeding", &values).standing(umbra_model::Standing::Convicted);
        maker.state(source, quote, &said);
    }
    let facts = maker.build().facts;
    let written = written(|out| export_ftm(&facts, FtmOptions::default(), out));
    let case: Value =
        written.lines().map(|line| serde_json::from_str(line).unwrap()).find(|e: &Value| e["id"] == "case").unwrap();
    let quotes: Vec<_> =
        case["standings"].as_array().unwrap().iter().map(|told| told["quote"].as_str().unwrap()).collect();
    assert_eq!(quotes, ["Ada Brandt was convicted on Friday of fraud", "Monday"]);
    let text = case["properties"]["description"].to_string();
    assert!(!text.contains("“Friday”") && text.contains("“Monday”"), "{text}");
}

/// A pipe whose reader has seen enough after some bytes.
struct Closed(usize);

impl std::io::Write for Closed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_told_as_one() {
    let sample = sample();
    let failures = [
        export_statements_csv(&sample.facts, &mut Closed(5)),
        export_ftm(&sample.facts, FtmOptions::default(), &mut Closed(5)),
        export_gexf(&sample.facts, &sample.findings.network, &Writings::default(), &mut Closed(5)),
    ];
    for failure in failures {
        let Err(umbra_report::ReportError::Write(error)) = failure else { panic!("{failure:?}") };
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
}
