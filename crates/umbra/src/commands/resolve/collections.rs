//! Duplicates within a file of entities, and between two collections: files or cases.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use serde::Serialize;
use umbra_model::SourceId;
use umbra_resolve::{Collector, MOST_RECORDS, Options, Outcome, ResolveError, proposed, resolve_watched};

use super::proposals::{Found, list};
use super::{Manner, Onlooker, exchange, write_json};
use crate::cli::Resolve;
use crate::exit::Done;
use crate::ftm_stream::{self, Ended};
use crate::left_out::LeftOut;
use crate::progress::Progress;
use crate::{case_file, interrupt, page};

/// The score from which on two are one where none is given, as in a case. For ranking, data sets go by what is likelier than
/// not, which is too little for a decision.
const BEYOND_DOUBT: f64 = 0.95;

/// What was read.
struct Read {
    collector: Collector,
    options: Options,
    left: LeftOut,
    entities: u64,
    ended: Ended,
}

/// What was found in files, as JSON.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    found: Found<'a>,
    left_out: &'a LeftOut,
}

/// Finds who is one within a file, or between it and another.
pub fn run(input: &Path, args: &Resolve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let mut options = Options::data();
    options.across = args.against.is_some();
    options = exchange::from_score(options, args.auto.unwrap_or(BEYOND_DOUBT))?;
    let _patience = interrupt::Patience::begin_with("Stopping. Press Ctrl-C again to stop at once.");
    let progress = Progress::start(manner.quiet || manner.json);
    let left = LeftOut::up_to(args.limit);
    let mut read = Read { collector: Collector::new(), options, left, entities: 0, ended: Ended::Well };
    read.take(input, &progress)?;
    if let Some(against) = args.against.as_deref().filter(|_| read.ended == Ended::Well) {
        read.collector.begin_collection();
        read.take(against, &progress)?;
    }
    let Read { collector, options, left, entities, ended } = read;
    match ended {
        Ended::Stopped => return Ok(stopped(progress)),
        Ended::Broken(reason) => bail!("{reason}; nothing was compared"),
        Ended::Well if entities == 0 => bail!("there is no entity in what was read:\n{}", left.text()),
        Ended::Well => {}
    }
    let outcome = match resolve_watched(collector.finish(), &options, &Onlooker(&progress)) {
        Err(ResolveError::Stopped) => return Ok(stopped(progress)),
        outcome => outcome?,
    };
    progress.end();
    tell(&outcome, &left, entities, args, manner, out)?;
    Ok(Done::Well)
}

fn tell(
    outcome: &Outcome,
    left: &LeftOut,
    entities: u64,
    args: &Resolve,
    manner: Manner,
    out: &mut dyn Write,
) -> Result<()> {
    if !manner.quiet && !manner.json {
        eprint!("{}", left.text());
        let (all, records) = (page::grouped(entities), page::grouped(outcome.records as u64));
        let compared = page::count(outcome.compared, "pair", "pairs");
        eprintln!("Read {all} entities, of which {records} can be compared: {compared} of them; {}", left.counts());
    }
    if let Some(file) = &args.export {
        let written = exchange::write(&proposed(outcome), file)?;
        return exchange::tell(&written, file, manner, out);
    }
    let found = Found::of(outcome, args.limit);
    if manner.json {
        return write_json(out, &Report { found, left_out: left });
    }
    list(&found, out)
}

fn stopped(progress: Progress) -> Done {
    progress.end();
    eprintln!("Stopped. Nothing was written.");
    Done::Stopped
}

impl Read {
    /// Takes a collection.
    fn take(&mut self, path: &Path, progress: &Progress<'_>) -> Result<()> {
        if case_file::is_case(path) {
            let (case, path) = case_file::open(Some(path))?;
            progress.say(|| format!("reading {}", path.display()));
            let before = self.collector.records();
            self.collector.take_case(&case, &mut self.options)?;
            self.entities += (self.collector.records() - before) as u64;
            return bounded(&self.collector);
        }
        let inputs = vec![ftm_stream::open_one(path)?];
        let source = SourceId::of(path.as_os_str().as_encoded_bytes());
        let (collector, entities) = (&mut self.collector, &mut self.entities);
        self.ended = ftm_stream::each_entity(inputs, &mut self.left, progress, &mut |_, raw, _| {
            *entities += 1;
            collector.take_entity(&raw, source);
            bounded(collector)
        })?;
        Ok(())
    }
}

fn bounded(collector: &Collector) -> Result<()> {
    if collector.records() >= MOST_RECORDS {
        let most = page::grouped(MOST_RECORDS as u64);
        bail!("there are more than {most} records, which is the most that can be compared at once: split the file");
    }
    Ok(())
}
