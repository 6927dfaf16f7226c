//! `umbra ftm gexf`

use std::io::Write;

use anyhow::Result;
use umbra_model::Entity;
use umbra_report::EntityGexf;

use super::{Did, filter};
use crate::cli::Gexf;
use crate::commands::Manner;
use crate::exit::Done;
use crate::ftm_stream::{self, Ended};
use crate::page;

pub fn run(args: &Gexf, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    filter(&args.files, manner, out, |inputs, work| {
        let mut gexf = EntityGexf::new(ftm_stream::scratch(), !args.no_references)?;
        let ended = ftm_stream::each_entity(inputs, &mut work.left, work.progress, &mut |_, raw, _| {
            Ok(gexf.push(&Entity::from(raw))?)
        })?;
        if ended == Ended::Stopped {
            return Ok(Did { ended, sentence: String::new(), counts: Vec::new() });
        }
        work.progress.say(|| "writing".to_owned());
        let counts = gexf.finish(&mut work.output)?;
        let grouped = page::grouped;
        let mut sentence =
            format!("Drew {} nodes and {} edges", grouped(counts.nodes + counts.bare_nodes), grouped(counts.edges));
        for (number, what) in [
            (counts.bare_nodes, "nodes are only referred to"),
            (counts.without_ends, "ties lack an end and were left out"),
            (counts.further_fragments, "further fragments of entities were left out: `umbra ftm aggregate` joins them"),
        ] {
            if number > 0 {
                sentence.push_str(&format!("; {} {what}", grouped(number)));
            }
        }
        let counts = vec![
            ("nodes", counts.nodes + counts.bare_nodes),
            ("edges", counts.edges),
            ("bare_nodes", counts.bare_nodes),
            ("ties_without_ends", counts.without_ends),
            ("further_fragments", counts.further_fragments),
        ];
        Ok(Did { ended, sentence, counts })
    })
}
