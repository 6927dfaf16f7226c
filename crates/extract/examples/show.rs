//! Prints what is taken from text files, layer by layer.
//!
//! `cargo run -p umbra-extract --example show -- [--published 2024-05-22] FILE...`; `-` reads from standard input.

use std::io::Read;
use std::process::ExitCode;

use umbra_extract::{Extraction, Extractor};
use umbra_model::{Source, SourceId, Text};

fn main() -> ExitCode {
    let mut published = None;
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--published" {
            published = arguments.next().and_then(|date| date.parse().ok());
        } else {
            files.push(argument);
        }
    }
    let extractor = Extractor::english();
    for file in files {
        let mut content = String::new();
        let read = if file == "-" {
            std::io::stdin().read_to_string(&mut content).map(|_| ())
        } else {
            std::fs::read_to_string(&file).map(|text| content = text)
        };
        if let Err(error) = read {
            eprintln!("{file}: {error}");
            return ExitCode::from(3);
        }
        let id = SourceId::of(content.as_bytes());
        let mut source = Source::new(id, &file, "text/plain", content.len() as u64);
        source.published = published;
        let text = Text::new(id, content, Vec::new());
        println!("== {file}");
        print(&text, &extractor.extract(&text, &source));
        for reading in extractor.explain(&text, &source) {
            for clause in &reading.clauses {
                println!(
                    "clause {} [{}] {} agents={:?} patients={:?} receivers={:?} {:?} silence={:?} cue={:?}",
                    &text.as_str()[clause.verb.clone()],
                    clause.lemma,
                    clause.link,
                    clause.agents,
                    clause.patients,
                    clause.receivers,
                    clause.complements,
                    clause.silence,
                    clause.cue
                );
                for attempt in &clause.attempts {
                    println!("    {} {:?}", attempt.rule, attempt.outcome);
                }
            }
            for attempt in &reading.nouns {
                println!("  noun {} {} {:?}", attempt.word, attempt.rule, attempt.outcome);
            }
        }
    }
    ExitCode::SUCCESS
}

fn print(text: &Text, run: &Extraction) {
    if let Some(reason) = &run.not_read {
        println!("not read: {reason}");
        return;
    }
    let words =
        |range: &std::ops::Range<usize>| text.as_str()[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let label = |entity: usize| run.entities[entity].label();
    let voices = |voices: &[usize]| {
        voices.iter().filter_map(|v| run.attributions[*v].speaker.clone()).collect::<Vec<_>>().join(" < ")
    };
    for (i, entity) in run.entities.iter().enumerate().filter(|(_, e)| !e.mentions.is_empty()) {
        let names: Vec<String> = entity.mentions.iter().map(|m| words(&run.mentions[*m].range)).collect();
        println!("entity {i} {:?} {:?} {:?}: {}", entity.kind, entity.sort, entity.label(), names.join(" | "));
    }
    for relation in &run.relations {
        println!(
            "relation {} {} {} {} [{}] {:?} from={:?} to={:?} rule={} <<{}>>",
            label(relation.subject),
            relation.kind,
            label(relation.object),
            relation.standing.map_or("", |s| s.name()),
            voices(&relation.attribution),
            relation.properties,
            relation.validity.from,
            relation.validity.to,
            relation.rule,
            words(&relation.evidence)
        );
    }
    for candidate in &run.candidates {
        println!(
            "candidate {} {} {} by {:?} rule={}",
            label(candidate.subject),
            candidate.kind,
            candidate.object.map_or("", label),
            candidate.word,
            candidate.rule
        );
    }
    for role in &run.roles {
        println!(
            "role {}: {} of {} {} {} {:?}..{:?} <<{}>>",
            label(role.holder),
            role.office,
            role.organisation.map_or("", label),
            role.place.map_or("", label),
            if role.is_past { "past" } else { "" },
            role.start,
            role.end,
            words(&role.evidence)
        );
    }
    for event in &run.events {
        let who: Vec<String> = event.roles.iter().map(|(property, e)| format!("{property}={}", label(*e))).collect();
        let content: Vec<String> = event.content.iter().map(words).collect();
        let date = event.date.map(|d| words(&run.dates[d].range)).unwrap_or_default();
        println!(
            "event {} {} {:?} {:?} date={date} [{}] concerns={:?} <<{}>>",
            event.kind,
            who.join(" "),
            content,
            event.properties,
            voices(&event.attribution),
            event.concerns,
            words(&event.evidence)
        );
    }
    for note in &run.attributions {
        let cues: Vec<String> = note.cues.iter().map(words).collect();
        let contents: Vec<String> = note.contents.iter().map(words).collect();
        println!(
            "attribution {:?} -> {:?} {:?} {cues:?} {contents:?}",
            note.speaker,
            note.entity.map(label),
            note.mode
        );
    }
    for figure in &run.figures {
        let period = |p: &Option<umbra_extract::Period>| {
            p.as_ref().map_or(String::new(), |p| {
                format!("{} ({:?}..{:?}{})", p.words, p.start, p.end, if p.is_inherited { ", inherited" } else { "" })
            })
        };
        println!(
            "figure {} {} {}{} unit={} measure={:?} period={} base={} place={} [{}] <<{}>>",
            figure.kind.name(),
            figure.comparator.sign(),
            figure.value,
            figure.high.map_or(String::new(), |h| format!("..{h}")),
            figure.unit,
            figure.measure,
            period(&figure.period),
            period(&figure.base),
            figure.territory.map_or("", label),
            voices(&figure.attribution),
            words(&figure.evidence)
        );
    }
    println!("{} statements", run.statements.len());
}
