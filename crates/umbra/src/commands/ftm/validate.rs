//! `umbra ftm validate`

use std::io::Write;

use anyhow::Result;

use super::{Did, entities, filter};
use crate::cli::Validate;
use crate::commands::Manner;
use crate::exit::Done;
use crate::ftm_stream;

pub fn run(args: &Validate, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    filter(&args.files, manner, out, |inputs, work| {
        let (mut written, mut changed) = (0, 0);
        let mut line = Vec::new();
        let output = &mut work.output;
        let ended = ftm_stream::each_entity(inputs, &mut work.left, work.progress, &mut |_, raw, _| {
            line.clear();
            raw.write_json(&mut line);
            line.push(b'\n');
            output.write_all(&line)?;
            written += 1;
            changed += raw.values.iter().filter(|value| value.original.is_some()).count() as u64;
            Ok(())
        })?;
        let cleaned = crate::page::count(usize::try_from(changed).unwrap_or(usize::MAX), "value", "values");
        let sentence = format!("Wrote {}; {cleaned} changed by cleaning", entities(written));
        Ok(Did { ended, sentence, counts: vec![("entities", written), ("values_cleaned", changed)] })
    })
}
