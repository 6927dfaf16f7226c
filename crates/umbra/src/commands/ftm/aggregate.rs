//! `umbra ftm aggregate`

use std::io::{BufRead, Write};

use anyhow::{Context, Result};
use umbra_model::{Aggregate, Entity, Fragment, LinePlace, StatementReader, StatementsError};

use super::{Did, Work, entities, filter, names, write_wholes};
use crate::cli;
use crate::commands::Manner;
use crate::exit::Done;
use crate::ftm_stream::{self, At, Ended, Input};

pub fn run(args: &cli::Aggregate, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    filter(&args.files, manner, out, |inputs, work| {
        let names = names(&inputs);
        let mut parts = Parts { aggregate: Aggregate::new(ftm_stream::scratch()), count: 0, has_statements: false };
        let mut ended = Ended::Well;
        for (number, input) in (0..).zip(inputs) {
            ended = parts.take(number, input, work)?;
            if ended != Ended::Well {
                break;
            }
        }
        if ended == Ended::Stopped {
            return Ok(Did { ended, sentence: String::new(), counts: Vec::new() });
        }
        let name_it = |entity: &mut Entity| {
            let caption = entity.caption().to_owned();
            entity.set_context("caption", caption.into());
        };
        let leave_it = |_: &mut Entity| {};
        let finish: &dyn Fn(&mut Entity) = if parts.has_statements { &name_it } else { &leave_it };
        let written = write_wholes(parts.aggregate.wholes()?, &names, work, finish)?;
        let kind = if parts.has_statements { "statements" } else { "fragments" };
        let count = crate::page::grouped(parts.count);
        let sentence = format!("Wrote {} out of {count} {kind}", entities(written));
        Ok(Did { ended, sentence, counts: vec![("entities", written), (kind, parts.count)] })
    })
}

struct Parts {
    aggregate: Aggregate,
    count: u64,
    has_statements: bool,
}

impl Parts {
    /// Takes an input: rows of statements where it begins with their header, else lines of entities.
    fn take(&mut self, number: u32, mut input: Input, work: &mut Work<'_>) -> Result<Ended> {
        let start = input.bytes.fill_buf().with_context(|| format!("{} can't be read", input.name))?;
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let first = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let has = |word: &[u8]| first.windows(word.len()).any(|window| window == word);
        if !first.starts_with(b"{") && has(b"entity_id") && has(b"prop") {
            self.has_statements = true;
            return self.take_statements(number, input, work);
        }
        let (aggregate, count) = (&mut self.aggregate, &mut self.count);
        let mut add = |at: &At<'_>, raw: umbra_model::RawEntity<'_>| {
            *count += 1;
            let place = LinePlace { input: number, line: at.line };
            aggregate.push(&raw.id, place, &Fragment::Line(&raw))
        };
        ftm_stream::each_entity(vec![input], &mut work.left, work.progress, &mut |at, raw, _| Ok(add(at, raw)?))
    }

    fn take_statements(&mut self, number: u32, input: Input, work: &mut Work<'_>) -> Result<Ended> {
        let file = input.name;
        let rows = StatementReader::new(input.bytes).with_context(|| format!("{file} can't be read"))?;
        // The header is row 1.
        for (row, read) in (2..).zip(rows) {
            if let Some(ended) = ftm_stream::pause(row, &file, work.progress) {
                return Ok(ended);
            }
            let read = match read {
                Err(StatementsError::Stopped { .. }) => {
                    let reason = read.err().map_or_else(String::new, |error| error.to_string());
                    return Ok(Ended::Broken(format!("{file}: {reason}")));
                }
                other => other,
            };
            let fragment = read.map_err(|error| error.to_string()).and_then(|read| Ok((read.to_fragment()?, read)));
            match fragment {
                Err(reason) => work.left.row(&file, row, None, &reason),
                Ok((entity, statement)) => {
                    self.count += 1;
                    let place = LinePlace { input: number, line: row };
                    self.aggregate.push(&statement.canonical_id, place, &Fragment::Entity(&entity))?;
                }
            }
        }
        Ok(Ended::Well)
    }
}
