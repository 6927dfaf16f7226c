//! `umbra ftm statements`

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use umbra_model::{StatementWriter, statements_of};

use super::{Did, entities, filter};
use crate::cli::Statements;
use crate::commands::Manner;
use crate::exit::Done;
use crate::{ftm_stream, page};

pub fn run(args: &Statements, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    filter(&args.files, manner, out, |inputs, work| {
        let (mut read, mut written) = (0, 0);
        let mut without_place: BTreeMap<String, u64> = BTreeMap::new();
        let mut writer = StatementWriter::new(&mut work.output, &[])?;
        let ended = ftm_stream::each_entity(inputs, &mut work.left, work.progress, &mut |_, raw, _| {
            read += 1;
            for statement in statements_of(&raw, args.dataset.as_deref()) {
                writer.write(&statement)?;
                written += 1;
            }
            for (key, _) in &raw.context {
                if !["statements", "last_change"].contains(&key.as_ref()) && without_place.len() < 100 {
                    *without_place.entry(key.to_string()).or_default() += 1;
                }
            }
            Ok(())
        })?;
        writer.finish()?;
        let rows = page::count(usize::try_from(written).unwrap_or(usize::MAX), "statement", "statements");
        let mut sentence = format!("Wrote {rows} of {}", entities(read));
        if !without_place.is_empty() {
            let keys: Vec<&str> = without_place.keys().map(String::as_str).collect();
            sentence.push_str(&format!("; statements have no place for what stands under {}", keys.join(", ")));
        }
        let beside = without_place.values().sum();
        Ok(Did {
            ended,
            sentence,
            counts: vec![("statements", written), ("entities", read), ("beside_properties", beside)],
        })
    })
}
