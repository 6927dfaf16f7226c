//! `umbra investigate`

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use umbra_case::Case;
use umbra_find::{Facts, Findings, Summary};
use umbra_model::{SourceId, Text};
use umbra_report::{Contents, PageLimits, Report};
use umbra_resolve::Verdict;

use super::{Manner, write_json};
use crate::cli::Investigate;
use crate::exit::Done;
use crate::progress::Progress;
use crate::{case_file, intake, page, summary};

/// The result as JSON.
#[derive(Serialize)]
struct Investigated<'a> {
    case: &'a Path,
    report: &'a Path,
    #[serde(flatten)]
    summary: &'a Summary,
}

pub fn run(args: &Investigate, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let path = case_file::to_write(args.inputs.case.as_deref(), &args.inputs.paths)?;
    let progress = Progress::start(manner.quiet || manner.json);
    let mut case = case_file::open_or_create(&path)?;
    let taken = intake::take(&mut case, &args.inputs, &progress)?;
    if taken.was_stopped {
        progress.end();
        writeln!(out, "Stopped. What was read is kept in {}; run the same command again to go on.", path.display())?;
        return Ok(Done::Stopped);
    }
    progress.say(|| "judging which records are one".to_owned());
    let unsure = judge(&mut case)?;

    progress.say(|| "looking for protectors and comparing figures".to_owned());
    let facts = Facts::of_case(&case)?;
    let findings = Findings::of(&facts, &args.view.view())?;
    let mut summary = Summary::of(&facts, &findings);
    summary.to_review.extend(unsure);
    let report = path.with_extension("html");
    progress.say(|| format!("writing {}", report.display()));
    write_report(&case, &facts, &findings, &summary.to_review, &report)?;
    progress.end();

    if manner.json {
        write_json(out, &Investigated { case: &path, report: &report, summary: &summary })?;
    } else if !manner.quiet {
        write!(out, "{}", taken.guesses(page::width()))?;
        write!(out, "{}", summary::text(&summary))?;
        writeln!(out, "Case file {}, report {}", path.display(), report.display())?;
    }
    Ok(Done::Well)
}

/// Writes the decisions that are beyond doubt, and gives back the pairs that are for a person to judge.
fn judge(case: &mut Case) -> Result<Vec<String>> {
    let proposals = umbra_resolve::propose(case)?;
    if proposals.iter().any(|proposal| proposal.verdict == Verdict::Same) {
        let mut writer = case.begin(umbra_resolve::ACTOR)?;
        writer.name_action("resolve");
        umbra_resolve::apply(&mut writer, &proposals)?;
        writer.commit()?;
    }
    let unsure = proposals.iter().filter(|proposal| proposal.verdict == Verdict::Unsure);
    Ok(unsure
        .map(|pair| {
            format!(
                "{} ({}) and {} ({}) may be one: {}",
                pair.left_caption,
                pair.left,
                pair.right_caption,
                pair.right,
                pair.why()
            )
        })
        .collect())
}

/// Writes the report beside its place and then moves it there, so that an interrupted run leaves the old one whole.
fn write_report(case: &Case, facts: &Facts, findings: &Findings, to_review: &[String], report: &Path) -> Result<()> {
    let name = report.file_stem().and_then(|stem| stem.to_str()).unwrap_or("case");
    let head = case_file::head(case)?;
    let limits = PageLimits::default();
    let html = Report { name, facts, findings, to_review, contents: &SourceTexts(case), head: head.as_deref(), limits }
        .html()?;
    let beside = report.with_extension("html.part");
    std::fs::write(&beside, html).with_context(|| format!("{} can't be written", beside.display()))?;
    std::fs::rename(&beside, report).with_context(|| format!("{} can't be written", report.display()))
}

/// The case as the place where the report gets its texts.
struct SourceTexts<'a>(&'a Case);

impl Contents for SourceTexts<'_> {
    fn text(&self, source: SourceId) -> Result<Option<Text>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.0.source_text(source)?)
    }
}
