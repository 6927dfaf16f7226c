//! `umbra ftm merge`

use std::io::Write;

use anyhow::{Context, Result};
use umbra_model::{Aggregate, Entity, Fragment, LinePlace, RawEntity, Resolved, Resolver, Whole};

use super::{Did, Work, entities, filter, names};
use crate::cli::Merge;
use crate::commands::Manner;
use crate::exit::Done;
use crate::ftm_stream::{self, At, Ended};
use crate::left_out::LeftOut;
use crate::page;

pub fn run(args: &Merge, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let file = args.resolver.display().to_string();
    let decisions = ftm_stream::open_one(&args.resolver)?;
    let (resolver, faults) = Resolver::read(decisions.bytes).with_context(|| format!("{file} can't be read"))?;
    filter(&args.files, manner, out, |inputs, work| {
        for fault in faults {
            work.left.row(&file, fault.line, None, &fault.reason);
        }
        if !manner.quiet && !manner.json {
            for contradiction in resolver.contradictions().iter().take(args.files.limit) {
                let (left, right) = (&contradiction.left, &contradiction.right);
                eprintln!("{file}: {left} and {right} were judged to differ, and other decisions make them one");
            }
        }
        let names = names(&inputs);
        let mut aggregate = Aggregate::new(ftm_stream::scratch());
        let (mut read, mut apart, mut joined) = (0, 0, 0);
        let output = &mut work.output;
        let mut line = Vec::new();
        let mut take = |at: &At<'_>, mut raw: RawEntity<'_>, left: &mut LeftOut| -> Result<()> {
            read += 1;
            let known = raw.refused.len();
            let resolved = resolver.apply(&mut raw);
            for refused in &raw.refused[known..] {
                left.value(at.file, at.line, &raw.id, refused);
            }
            if resolved == Resolved::Joined {
                joined += 1;
                let place = LinePlace { input: at.input, line: at.line };
                return Ok(aggregate.push(resolver.canonical(&raw.id), place, &Fragment::Line(&raw))?);
            }
            apart += 1;
            line.clear();
            raw.write_json(&mut line);
            line.push(b'\n');
            Ok(output.write_all(&line)?)
        };
        let ended = ftm_stream::each_entity(inputs, &mut work.left, work.progress, &mut take)?;
        if ended == Ended::Stopped {
            return Ok(Did { ended, sentence: String::new(), counts: Vec::new() });
        }
        let made = write_joined(aggregate, &names, work)?;
        let contradictions = resolver.contradictions().len() as u64;
        let mut sentence = format!(
            "Wrote {} out of {}: {} became {}",
            entities(apart + made),
            page::grouped(read),
            page::grouped(joined),
            page::grouped(made)
        );
        if contradictions > 0 {
            sentence.push_str(&format!("; {} decisions contradict others", page::grouped(contradictions)));
        }
        let counts = vec![
            ("entities", apart + made),
            ("read", read),
            ("joined", joined),
            ("joined_into", made),
            ("contradictions", contradictions),
        ];
        Ok(Did { ended, sentence, counts })
    })
}

/// Writes the entities that are one with others. One whose kind forbids it stays by itself, under the id it had.
fn write_joined(aggregate: Aggregate, names: &[String], work: &mut Work<'_>) -> Result<u64> {
    let mut written = 0;
    let mut wholes = aggregate.wholes()?;
    while let Some(whole) = wholes.next_whole()? {
        written += 1;
        let (entity, clashes) = match whole {
            Whole::Joined(entity, clashes) => (entity, clashes),
            Whole::Line(line) => {
                work.output.write_all(line)?;
                work.output.write_all(b"\n")?;
                continue;
            }
        };
        write_entity(&entity, work)?;
        for clash in clashes {
            written += 1;
            write_entity(&clash.fragment, work)?;
            let reason = format!("{}; it was written under its own id", clash.error);
            work.left.note_kept(&names[clash.place.input as usize], clash.place.line, reason);
        }
    }
    Ok(written)
}

fn write_entity(entity: &Entity, work: &mut Work<'_>) -> Result<()> {
    work.output.write_all(entity.to_json().as_bytes())?;
    work.output.write_all(b"\n")?;
    Ok(())
}
