//! `umbra investigate`

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use umbra_case::Case;
use umbra_find::{Facts, Findings, Summary};
use umbra_model::{SourceId, Text};
use umbra_report::{Contents, PageLimits, Report};
use umbra_resolve::Outcome;

use super::{Manner, write_json};
use crate::cli::Investigate;
use crate::exit::Done;
use crate::language_model::{Asked, Endpoint};
use crate::progress::Progress;
use crate::{case_file, intake, page, pairs, summary};

/// The result as JSON.
#[derive(Serialize)]
struct Investigated<'a> {
    case: &'a Path,
    report: &'a Path,
    #[serde(flatten)]
    summary: &'a Summary,
    /// What a language model was asked, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    language_model: Option<&'a Asked>,
}

pub fn run(args: &Investigate, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let path = case_file::to_write(args.inputs.case.as_deref(), &args.inputs.paths)?;
    let endpoint = Endpoint::of(&args.help)?;
    let progress = Progress::start(manner.quiet || manner.json);
    let (mut case, taken) = intake::take_with_help(&path, &args.inputs, endpoint.as_ref(), &progress)?;
    if taken.was_stopped {
        progress.end();
        eprintln!("Stopped. What was read is kept in {}; run the same command again to go on.", path.display());
        return Ok(Done::Stopped);
    }
    progress.say(|| "judging which records are one".to_owned());
    let outcome = judge(&mut case)?;

    progress.say(|| "looking for protectors and comparing figures".to_owned());
    let facts = Facts::of_case(&case)?;
    let findings = Findings::of(&facts, &args.view.view())?;
    let summary = Summary::with(&facts, &findings, &pairs::judged(&outcome));
    let report = path.with_extension("html");
    progress.say(|| format!("writing {}", report.display()));
    write_report(&case, &facts, &findings, &summary.to_review, &report)?;
    progress.end();

    if manner.json {
        let language_model = taken.language_model.as_ref();
        write_json(out, &Investigated { case: &path, report: &report, summary: &summary, language_model })?;
    } else if !manner.quiet {
        if let Some(asked) = &taken.language_model {
            write!(out, "{}", asked.text(page::width()))?;
        }
        let guesses = taken.guesses(page::width());
        write!(out, "{guesses}{}", summary::text(&summary, guesses.lines().count() + 1))?;
        writeln!(out, "Case file {}, report {}", path.display(), report.display())?;
    }
    Ok(Done::Well)
}

/// Judges which records are one, round after round until nothing more follows, writes what is beyond doubt, and gives
/// back the rest.
pub(super) fn judge(case: &mut Case) -> Result<Outcome> {
    let mut writer = case.begin(umbra_resolve::ACTOR)?;
    writer.name_action("resolve");
    let settled = umbra_resolve::settle(&mut writer, &umbra_resolve::Options::default())?;
    // A run that decides nothing leaves no trace in the log.
    if !settled.applied.is_empty() {
        writer.commit()?;
    }
    Ok(settled.outcome)
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
