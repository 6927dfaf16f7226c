//! Decisions written for others and taken from them, in the form of nomenklatura's resolver.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use umbra_model::{ResolverJudgement, ResolverLine, cluster_id};
use umbra_resolve::{Imported, Options, ResolveError, export as exported, import as take_in};

use super::{Manner, open_for_writing, write_json};
use crate::cli::Resolve;
use crate::exit::{Done, Usage};
use crate::output::Output;
use crate::{case_file, ftm_stream, page};

/// Options under which two are one from a score on.
pub fn from_score(options: Options, score: f64) -> Result<Options> {
    options.same_from(score).map_err(|error| match error {
        ResolveError::Threshold { .. } => Usage(format!("--auto: {error}")).into(),
        other => other.into(),
    })
}

/// How many lines of which kind were written.
#[derive(Debug, Default, Serialize)]
pub struct Written {
    positive: usize,
    negative: usize,
    unsure: usize,
    no_judgement: usize,
    /// Lines that decide nothing and give a cluster the id under which others know it.
    names: usize,
    /// Decisions that were left out, as they contradict others.
    contradicted: usize,
}

/// Writes lines to a file, which is put in its place when it is whole, or to standard output for `-`.
pub fn write(lines: &[ResolverLine], file: &Path) -> Result<Written> {
    let mut output = Output::begin(Some(file))?;
    let mut written = Written::default();
    for line in lines {
        *match line.judgement {
            ResolverJudgement::Positive if cluster_id(&line.source) == line.target => &mut written.names,
            ResolverJudgement::Positive => &mut written.positive,
            ResolverJudgement::Negative => &mut written.negative,
            ResolverJudgement::Unsure => &mut written.unsure,
            ResolverJudgement::NoJudgement => &mut written.no_judgement,
        } += 1;
        writeln!(output, "{line}")?;
    }
    output.finish()?;
    Ok(written)
}

/// Tells what was written: beside the lines themselves where those go to standard output.
pub fn tell(written: &Written, file: &Path, manner: Manner, out: &mut dyn Write) -> Result<()> {
    let is_piped = file == Path::new("-");
    if manner.json {
        return if is_piped { write_json(&mut std::io::stderr().lock(), written) } else { write_json(out, written) };
    }
    if manner.quiet {
        return Ok(());
    }
    let counts = [
        (written.positive, "positive"),
        (written.negative, "negative"),
        (written.unsure, "unsure"),
        (written.no_judgement, "not judged"),
    ];
    let mut counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if written.names > 0 {
        counts.push(page::count(written.names, "name of a cluster", "names of clusters"));
    }
    let counts = if counts.is_empty() { "no line".to_owned() } else { counts.join(", ") };
    let place = if is_piped { String::new() } else { format!(" to {}", file.display()) };
    let left = match written.contradicted {
        0 => String::new(),
        several => format!("; left out {several} that contradict others: see --decisions"),
    };
    let told = format!("Wrote {counts}{place}{left}");
    if is_piped {
        eprintln!("{told}");
    } else {
        writeln!(out, "{told}")?;
    }
    Ok(())
}

/// Writes the decisions of a case that stand.
pub fn export(case: Option<&Path>, file: &Path, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(case)?;
    let exported = exported(&case)?;
    let mut written = write(&exported.lines, file)?;
    written.contradicted = exported.contradicted.len();
    tell(&written, file, manner, out)?;
    Ok(Done::Well)
}

/// Takes decisions into a case: all that can be taken in one transaction, with the rest told.
pub fn import(case: Option<&Path>, file: &Path, args: &Resolve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let mut case = open_for_writing(case)?;
    let input = ftm_stream::open_one(file)?;
    let mut writer = case.begin(&*args.actor)?;
    writer.name_action("take in decisions");
    writer.note(&*input.name);
    let imported = take_in(&mut writer, input.bytes, &input.name)?;
    if imported.same + imported.different + imported.unsure > 0 {
        writer.commit()?;
    }
    if manner.json {
        write_json(out, &imported)?;
        return Ok(Done::Well);
    }
    if !manner.quiet {
        write!(out, "{}", told(&imported, &input.name, args.limit))?;
    }
    Ok(Done::Well)
}

fn told(imported: &Imported, file: &str, limit: usize) -> String {
    let mut told = String::new();
    for skipped in imported.skipped.iter().take(limit) {
        told.push_str(&format!("{file}:{}: {}\n", skipped.line, skipped.reason));
    }
    if imported.skipped.len() > limit {
        told.push_str(&format!("and {} more: --limit {}\n", imported.skipped.len() - limit, imported.skipped.len()));
    }
    told.push_str(&format!(
        "Took in {} as one, {} as two, {} as unsure; {} known before, {} not judged; {}\n",
        page::count(imported.same, "pair", "pairs"),
        imported.different,
        imported.unsure,
        imported.known,
        imported.open,
        match imported.skipped.len() {
            0 => "nothing was left out".to_owned(),
            1 => "1 line was left out".to_owned(),
            several => format!("{} lines were left out", page::grouped(several as u64)),
        }
    ));
    if !imported.contradicted.is_empty() {
        let numbers: Vec<String> = imported.contradicted.iter().map(ToString::to_string).collect();
        told.push_str(&format!(
            "Not followed any more, as they would join what is judged two now: {} {}\n",
            if numbers.len() == 1 { "decision" } else { "decisions" },
            numbers.join(", ")
        ));
    }
    told
}
