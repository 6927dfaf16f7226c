//! What resolving finds and costs, as one line of JSON; `benches/resolve/run.sh` sets it beside another program.
//!
//! `bench_resolve records FILE TRUTH [LOG_ODDS]`: finds the records of a FollowTheMoney file that are one. TRUTH is a table of a
//! record's id and the number of the entity that it is about.
//!
//! `bench_resolve pairs FILE`: scores labelled pairs, lines of `{"schema", "query", "candidate", "is_match"}`.
//! With `UMBRA_SHOW_ERRORS` in the environment it lists those that are judged wrongly at 0.7, with the reasons.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use serde_json::Value;
use umbra_model::{Entity, EntityId, FtmReader, Schema, SourceId};
use umbra_names::Terms;
use umbra_resolve::{Collector, Options, Record, Weights, candidates, prepare, resolve, score};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["records", file, truth] => records(file, truth, Options::data().weights.same),
        ["records", file, truth, same] => records(file, truth, same.parse()?),
        ["pairs", file] => pairs(file),
        _ => Err("usage: bench_resolve records FILE TRUTH, or bench_resolve pairs FILE".into()),
    }
}

/// Processor seconds of this process so far.
fn cpu() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    // Linux counts in hundredths of a second.
    Ok((ticks(11) + ticks(12)) / 100.0)
}

fn peak_kb() -> Outcome<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    Ok(line.split_whitespace().next().unwrap_or("0").parse()?)
}

fn read(file: &str) -> Outcome<Vec<Record>> {
    let mut reader = FtmReader::new(BufReader::new(File::open(file)?));
    let mut collector = Collector::new();
    let source = SourceId::of(file.as_bytes());
    while let Some(entity) = reader.next_raw() {
        collector.take_entity(&entity?.1, source);
    }
    Ok(collector.finish())
}

fn records(file: &str, truth: &str, same: f64) -> Outcome<()> {
    let start = Instant::now();
    let records = read(file)?;
    let (read_wall, read_cpu, read_peak) = (start.elapsed().as_secs_f64(), cpu()?, peak_kb()?);
    let count = records.len();
    let mut options = Options::data();
    options.weights.same = same;
    let outcome = resolve(records, &options);
    let (wall, used, peak) = (start.elapsed().as_secs_f64(), cpu()?, peak_kb()?);

    let mut about: HashMap<String, u32> = HashMap::new();
    for line in BufReader::new(File::open(truth)?).lines() {
        let line = line?;
        let (id, entity) = line.split_once('\t').ok_or("a line of the truth has no tab")?;
        about.insert(id.to_owned(), entity.parse()?);
    }
    let truth_of = |id: &EntityId| about.get(id.as_str()).copied();
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    for entity in about.values() {
        *sizes.entry(*entity).or_insert(0) += 1;
    }
    let pairs_in = |size: u64| size * (size - 1) / 2;
    let duplicates: u64 = sizes.values().map(|size| size - 1).sum();
    let true_pairs: u64 = sizes.values().map(|size| pairs_in(*size)).sum();
    let (mut right, mut found) = (0, 0);
    for group in &outcome.groups {
        let mut by_truth: HashMap<Option<u32>, u64> = HashMap::new();
        for id in group {
            *by_truth.entry(truth_of(id)).or_insert(0) += 1;
        }
        found += pairs_in(group.len() as u64);
        right += by_truth.iter().filter(|(truth, _)| truth.is_some()).map(|(_, size)| pairs_in(*size)).sum::<u64>();
    }
    let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / true_pairs.max(1) as f64);
    let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);

    // What the index alone finds, among ten pairs for each duplicate.
    let records = prepare(read(file)?, &options);
    let best = candidates(&records, &options);
    let is_one = |left: usize, right: usize| {
        let truth = truth_of(records[left].id());
        truth.is_some() && truth == truth_of(records[right].id())
    };
    let hits = |most: usize| best.iter().take(most).filter(|pair| is_one(pair.left, pair.right)).count() as f64;
    let at_ten = hits(10 * duplicates as usize) / true_pairs.max(1) as f64;
    let at_all = hits(usize::MAX) / true_pairs.max(1) as f64;
    println!(
        "{{\"records\": {count}, \"compared\": {}, \"blocking_recall\": {at_ten:.4}, \"blocking_recall_all\": {at_all:.4}, \
         \"precision\": {precision:.4}, \"recall\": {recall:.4}, \"f1\": {f1:.4}, \"cpu\": {used:.2}, \"wall\": {wall:.2}, \
         \"read_cpu\": {read_cpu:.2}, \"read_wall\": {read_wall:.2}, \"read_peak_kb\": {read_peak}, \"proposals\": {}, \"peak_kb\": {peak}}}",
        outcome.compared,
        outcome.proposals.len()
    );
    if std::env::var_os("UMBRA_SHOW_ERRORS").is_some() {
        let names: HashMap<&str, &Record> = records.iter().map(|record| (record.id().as_str(), record)).collect();
        for proposal in &outcome.proposals {
            let same = truth_of(&proposal.left).is_some() && truth_of(&proposal.left) == truth_of(&proposal.right);
            let said = proposal.verdict == umbra_resolve::Verdict::Same;
            if same != said {
                println!(
                    "{} {} {:.1} {}",
                    if same { "missed" } else { "false" },
                    proposal.left_caption,
                    proposal.weight(),
                    proposal.why()
                );
            }
        }
        let kept: std::collections::HashSet<(&str, &str)> =
            best.iter().map(|pair| (records[pair.left].id().as_str(), records[pair.right].id().as_str())).collect();
        let mut by_truth: HashMap<u32, Vec<&str>> = HashMap::new();
        for record in &records {
            if let Some(truth) = truth_of(record.id()) {
                by_truth.entry(truth).or_default().push(record.id().as_str());
            }
        }
        for ids in by_truth.values() {
            for (at, one) in ids.iter().enumerate() {
                for other in &ids[at + 1..] {
                    if !kept.contains(&(*one, *other)) && !kept.contains(&(*other, *one)) {
                        println!("unfound {} / {}", names[one].caption(), names[other].caption());
                    }
                }
            }
        }
    }
    Ok(())
}

fn entity(schema: &str, id: &str, values: &Value) -> Outcome<Entity> {
    let schema = Schema::get(schema).ok_or("there is no such schema")?;
    let mut entity = Entity::new(EntityId::new(id)?, schema);
    for (property, value) in values.as_object().into_iter().flatten() {
        let values = match value {
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
            Value::String(value) => vec![value.as_str()],
            _ => Vec::new(),
        };
        for value in values {
            // What does not validate says nothing: made-up telephone numbers.
            if let Err(umbra_model::EntityError::UnknownProperty { .. }) = entity.add(property, value) {
                return Err(format!("there is no property {property}").into());
            }
        }
    }
    Ok(entity)
}

fn pairs(file: &str) -> Outcome<()> {
    let source = SourceId::of(file.as_bytes());
    let mut terms = Terms::new();
    let mut all = Vec::new();
    for line in BufReader::new(File::open(file)?).lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let schema = row["schema"].as_str().unwrap_or("LegalEntity");
        let mut record = |id: &str, values: &Value| -> Outcome<Record> {
            let entity = entity(schema, id, values)?;
            Record::of_entity(&entity, source, &mut terms).ok_or_else(|| "not compared".into())
        };
        all.push((record("query", &row["query"])?, record("candidate", &row["candidate"])?, row["is_match"] == true));
    }
    let weights = Weights::screening();
    let rounds = 1 + 400_000 / all.len().max(1);
    let before = cpu()?;
    for _ in 0..rounds {
        for (query, candidate, _) in &all {
            std::hint::black_box(score(query, candidate, &weights));
        }
    }
    let used = (cpu()? - before).max(0.01);
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for (query, candidate, is_match) in &all {
        let found = score(query, candidate, &weights).unwrap_or(0.0);
        scored.push((found, *is_match));
        if std::env::var_os("UMBRA_SHOW_ERRORS").is_some() && (found >= 0.7) != *is_match {
            let why = umbra_resolve::compare(query, candidate, &weights).map(|found| found.why()).unwrap_or_default();
            println!(
                "{found:.3} {} {} / {}: {why}",
                if *is_match { "one" } else { "two" },
                query.caption(),
                candidate.caption()
            );
        }
    }
    let matches = scored.iter().filter(|(_, is_match)| *is_match).count() as f64;
    let f1_at = |threshold: f64| {
        let over = scored.iter().filter(|(score, _)| *score >= threshold);
        let (said, right) =
            over.fold((0.0, 0.0), |(said, right), (_, one)| (said + 1.0, right + f64::from(u8::from(*one))));
        2.0 * right / (said + matches)
    };
    let best =
        scored.iter().map(|(score, _)| (f1_at(*score), *score)).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default();
    println!(
        "{{\"pairs\": {}, \"f1_at_default\": {:.4}, \"best_f1\": {:.4}, \"best_at\": {:.3}, \"pairs_per_cpu_second\": {:.0}}}",
        all.len(),
        f1_at(0.7),
        best.0,
        best.1,
        (rounds * all.len()) as f64 / used
    );
    Ok(())
}
