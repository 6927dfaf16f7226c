//! Counts accusations in ordinary text: whatever it prints, somebody was accused of something by a text that accuses
//! nobody.
//!
//! `cargo run --release -p umbra-extract --example accusations -- [--split test] FILE.jsonl...`
//!
//! A file holds a sentence a line, `{"split": "test", "tokens": [...]}`. Sentences are read one by one and, since a name
//! may go on, in runs of twenty. Prints each tie with a standing and each proceeding with its sentence, then their number.

use std::process::ExitCode;

use serde::Deserialize;
use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Text};

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    split: String,
    tokens: Vec<String>,
}

fn main() -> ExitCode {
    let mut split = None;
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--split" => split = arguments.next(),
            _ => files.push(argument),
        }
    }
    let mut sentences = Vec::new();
    for file in &files {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(3);
            }
        };
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        sentences.extend(lines.filter(|l| split.as_ref().is_none_or(|s| *s == l.split)).map(|l| join(&l.tokens)));
    }
    let extractor = Extractor::english();
    let alone: usize = sentences.iter().map(|s| accusations(&extractor, s)).sum();
    println!("-- in runs of twenty");
    let runs: usize = sentences.chunks(20).map(|run| accusations(&extractor, &run.join(" "))).sum();
    println!("{} sentences: {alone} accusations read one by one, {runs} in runs of twenty", sentences.len());
    ExitCode::SUCCESS
}

/// Tokens as they stand in a text.
fn join(tokens: &[String]) -> String {
    let mut text = String::new();
    let mut glued = true;
    for token in tokens {
        let closes = matches!(token.as_str(), "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "n't" | "”" | "…");
        let genitive = token.starts_with('\'') || token.starts_with('’');
        if !glued && !closes && !genitive && token != "-" && !text.ends_with('-') {
            text.push(' ');
        }
        text.push_str(token);
        glued = matches!(token.as_str(), "(" | "[" | "$" | "“" | "£");
    }
    text
}

fn accusations(extractor: &Extractor, content: &str) -> usize {
    let id = SourceId::of(content.as_bytes());
    let mut source = Source::new(id, "text", "text/plain", content.len() as u64);
    source.language = Some("eng".to_owned());
    let text = Text::new(id, content.to_owned(), Vec::new());
    let run = extractor.extract(&text, &source);
    let label = |entity: usize| run.entities[entity].label();
    let mut count = 0;
    for relation in run.relations.iter().filter(|r| r.standing.is_some()) {
        count += 1;
        println!(
            "{} {} {} [{}]\n    {}",
            label(relation.subject),
            relation.kind,
            label(relation.object),
            relation.rule,
            &text.as_str()[relation.evidence.clone()]
        );
    }
    for event in run.events.iter().filter(|e| e.schema == "Proceeding") {
        count += 1;
        let who = event.roles.first().map_or("", |(_, e)| label(*e));
        println!("{}: {who} [{}]\n    {}", event.kind, event.rule, &text.as_str()[event.evidence.clone()]);
    }
    count
}
