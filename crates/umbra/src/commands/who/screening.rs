//! A list looked up in a collection that is read once, in bounded memory.

use std::cell::RefCell;
use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use umbra_case::Case;
use umbra_find::Facts;
use umbra_model::{Entity, EntityId, FtmReader, LineError, LineFault, SourceId, parse_line};
use umbra_names::Terms;
use umbra_report::{FtmOptions, export_ftm};
use umbra_resolve::{Rating, Record, Screen};

use crate::case_file;
use crate::ftm_stream::{self, Ended, Input};
use crate::interrupt;
use crate::left_out::LeftOut;
use crate::page;
use crate::progress::Progress;

/// Lines that are looked at together, on all processors.
const TOGETHER: usize = 4_096;
/// Lines that one processor takes at once.
const CHUNK: usize = 128;
/// Words that a thread keeps for the names to come: some 20 MB.
const MOST_TERMS: usize = 50_000;
/// How a SQLite database begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

thread_local! {
    static TERMS: RefCell<Terms> = RefCell::default();
}

/// What a list is looked up in.
pub enum Collection {
    Case(Box<Case>),
    Entities(Input),
}

/// Somebody who may be meant.
#[derive(Debug, Serialize)]
pub struct Found {
    pub id: String,
    pub caption: String,
    pub schema: &'static str,
    pub datasets: Vec<String>,
    #[serde(flatten)]
    pub rating: Shown,
}

/// A score and what it is made of.
#[derive(Debug, Serialize)]
pub struct Shown {
    pub score: f64,
    pub parts: Vec<Part>,
}

/// A part of a score, in words.
#[derive(Debug, Serialize)]
pub struct Part {
    pub part: &'static str,
    pub score: f64,
    pub why: String,
}

/// The best that were found for a query.
#[derive(Debug, Default)]
pub struct Best {
    /// The likeliest first.
    pub found: Vec<Found>,
    /// How many reached the threshold, those that were not kept too.
    pub count: u64,
    /// How many came near it.
    pub below: u64,
}

/// What came out of looking up a list.
pub struct Screened {
    /// For each query.
    pub best: Vec<Best>,
    /// How many entities the collection has.
    pub entities: u64,
    /// Lines of the collection that gave no entity.
    pub left: LeftOut,
    pub ended: Ended,
}

/// Opens what a list is looked up in: what was named, or the only case of the folder.
///
/// # Errors
/// When there is no such file, or it is neither a case nor a file of entities.
pub fn open(named: Option<&Path>) -> Result<Collection> {
    let path = match named {
        Some(path) if path == Path::new("-") => path.to_owned(),
        other => case_file::find(other)?,
    };
    let mut opened = open_list(&path)?;
    if let Collection::Entities(input) = &mut opened {
        let beginning = input.bytes.fill_buf().with_context(|| format!("{} can't be read", input.name))?;
        let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
        if !text.is_empty() && !text.starts_with(b"{") {
            bail!("{} is neither a case file nor FollowTheMoney entities in JSON, one a line", input.name);
        }
    }
    Ok(opened)
}

/// Opens a list: a case file, or any other file.
///
/// # Errors
/// When it can't be read.
pub fn open_list(path: &Path) -> Result<Collection> {
    if case_file::is_meant(&path.to_string_lossy()) {
        return Ok(Collection::Case(Box::new(Case::open_read_only(path)?)));
    }
    let mut input = ftm_stream::open_one(path)?;
    let beginning = input.bytes.fill_buf().with_context(|| format!("{} can't be read", input.name))?;
    if beginning.starts_with(DATABASE) {
        return Ok(Collection::Case(Box::new(Case::open_read_only(path)?)));
    }
    Ok(Collection::Entities(input))
}

/// A case's entities as FollowTheMoney has them, those judged the same being one.
pub fn entities_of(case: &Case) -> Result<Input> {
    let mut bytes = Vec::new();
    export_ftm(&Facts::of_case(case)?, FtmOptions::default(), &mut bytes)?;
    Ok(Input { name: case.path().display().to_string(), bytes: Box::new(Cursor::new(bytes)) })
}

/// Looks a list up: of each query the `limit` likeliest that reach the threshold.
pub fn look_up(screen: &Screen, input: Input, threshold: f64, limit: usize, progress: &Progress<'_>) -> Screened {
    let Input { name, bytes } = input;
    let mut reader = FtmReader::new(bytes);
    let best = screen.queries().iter().map(|_| Best::default()).collect();
    let mut out = Screened { best, entities: 0, left: LeftOut::up_to(5), ended: Ended::Well };
    let mut batch: Vec<(u64, Vec<u8>)> = Vec::with_capacity(TOGETHER);
    loop {
        batch.clear();
        let mut is_end = true;
        while let Some(read) = reader.next_line() {
            match read {
                Ok((line, bytes)) => batch.push((line, bytes.to_vec())),
                Err(error) => {
                    if let LineFault::Io(_) = error.fault {
                        out.ended = Ended::Broken(format!("{name}: {error}"));
                        return out;
                    }
                    out.left.line(&name, &error);
                }
            }
            if batch.len() == TOGETHER {
                is_end = false;
                break;
            }
        }
        let looked: Vec<Looked> =
            batch.par_chunks(CHUNK).flat_map_iter(|lines| chunk(screen, lines, threshold)).collect();
        for looked in looked {
            match looked {
                Looked::Entity(hits, below) => {
                    out.entities += 1;
                    for query in below {
                        out.best[query].below += 1;
                    }
                    for (query, found) in hits {
                        out.best[query].take(found, limit);
                    }
                }
                Looked::Fault(error) => out.left.line(&name, &error),
            }
        }
        progress.say(|| format!("looking through {name}: {} entities", page::grouped(out.entities)));
        if interrupt::is_asked() {
            out.ended = Ended::Stopped;
            return out;
        }
        if is_end {
            return out;
        }
    }
}

/// What came of a line.
enum Looked {
    /// Whom it may be, by query, and the queries that it comes near.
    Entity(Vec<(usize, Found)>, Vec<usize>),
    Fault(LineError),
}

fn chunk(screen: &Screen, lines: &[(u64, Vec<u8>)], threshold: f64) -> Vec<Looked> {
    TERMS.with_borrow_mut(|terms| {
        if terms.len() > MOST_TERMS {
            *terms = Terms::new();
        }
        lines.iter().map(|(line, bytes)| one(screen, *line, bytes, threshold, terms)).collect()
    })
}

fn one(screen: &Screen, line: u64, bytes: &[u8], threshold: f64, terms: &mut Terms) -> Looked {
    let raw = match parse_line(bytes) {
        Ok(raw) => raw,
        Err((fault, column)) => return Looked::Fault(LineError { line, column, fault }),
    };
    let none = Looked::Entity(Vec::new(), Vec::new());
    let Ok(id) = EntityId::new(&raw.id) else { return none };
    let values = raw.values.iter().map(|known| (known.property, &*known.value));
    let record = Record::of_values(id, raw.schema, SourceId::of(b"collection"), values, screen.has_places(), terms);
    let Some(record) = record else { return none };
    let (hits, below): (Vec<_>, Vec<_>) = screen.look(&record).into_iter().partition(|hit| hit.score >= threshold);
    let below = below.into_iter().filter(|hit| hit.score >= threshold / 2.0).map(|hit| hit.query).collect();
    if hits.is_empty() {
        return Looked::Entity(Vec::new(), below);
    }
    let entity = Entity::from(raw);
    let found = |query: usize| Some((query, Found::new(&entity, screen.explain(query, &record)?)));
    Looked::Entity(hits.into_iter().filter_map(|hit| found(hit.query)).collect(), below)
}

impl Found {
    fn new(entity: &Entity, rating: Rating) -> Self {
        let datasets = entity.context().get("datasets").and_then(Value::as_array).into_iter().flatten();
        let round = |score: f64| (score * 1e6).round() / 1e6;
        let part = |share: umbra_resolve::Share| Part { part: share.name, score: round(share.score), why: share.why };
        Self {
            id: entity.id().to_string(),
            caption: entity.caption().to_owned(),
            schema: entity.schema().name(),
            datasets: datasets.filter_map(Value::as_str).map(str::to_owned).collect(),
            rating: Shown { score: rating.score, parts: rating.shares.into_iter().map(part).collect() },
        }
    }
}

impl Best {
    /// Keeps the likeliest, one of each id, whatever the order in which they come.
    fn take(&mut self, found: Found, limit: usize) {
        self.count += 1;
        let order = |a: &Found, b: &Found| {
            let best = b.rating.score.total_cmp(&a.rating.score);
            best.then_with(|| a.id.cmp(&b.id)).then_with(|| a.caption.cmp(&b.caption))
        };
        if let Some(at) = self.found.iter().position(|known| known.id == found.id) {
            self.count -= 1;
            if order(&found, &self.found[at]).is_gt() {
                return;
            }
            self.found.remove(at);
        }
        let at = self.found.partition_point(|known| order(known, &found).is_lt());
        self.found.insert(at, found);
        self.found.truncate(limit);
    }
}
