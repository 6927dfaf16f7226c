//! `umbra report`

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use umbra_case::{Case, Clock, Writing};
use umbra_find::{Facts, Findings, Network, View};
use umbra_report::{
    Composed, DraftPart, Material, REPORT_KIND, Writings, WrittenPart, WrittenReport, compose, drafted, typed,
};

use super::{Manner, write_json};
use crate::cli;
use crate::exit::{Done, Usage};
use crate::page::{FAINT, styled};
use crate::{case_file, whom};

/// The case with what reports are made up from.
struct Desk {
    facts: Facts,
    findings: Findings,
    network: Network,
    writings: Writings,
}

impl Desk {
    fn of(case: &Case) -> Result<Self> {
        let facts = Facts::of_case(case)?;
        let findings = Findings::of(&facts, &View::default())?;
        let network = Network::of(&facts, &View { with_assessments: true, ..View::default() })?;
        Ok(Self { facts, findings, network, writings: Writings::of(case)? })
    }

    fn material(&self) -> Material<'_> {
        Material { facts: &self.facts, findings: &self.findings, network: &self.network, writings: &self.writings }
    }
}

/// A report as the list tells it.
#[derive(Serialize)]
struct Listed {
    name: String,
    title: String,
    by: String,
    at: String,
}

pub fn run(args: &cli::Report, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    // Where nothing is to be kept, one argument that is a case file is no report's name.
    let is_case = |name: &&String| args.case.case.is_none() && case_file::is_meant(name);
    let (name, case) = match args.name.as_ref().filter(is_case) {
        Some(case) => (None, Some(Path::new(case))),
        None => (args.name.as_deref(), args.case.case.as_deref()),
    };
    if let Some(file) = &args.keep {
        if let Some(name) = name {
            return Err(Usage(format!("with --keep the title comes from the file, not from {name:?}")).into());
        }
        let path = case_file::find(case)?;
        let name = keep(&path, file, &args.actor)?;
        let case = Case::open_read_only(&path)?;
        return show(&case, &name, args, manner, out);
    }
    let (case, _) = case_file::open(case)?;
    match name {
        Some(name) => show(&case, name, args, manner, out),
        None => list(&case, manner, out),
    }
}

fn list(case: &Case, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let told = |writing: &Writing| {
        let title = read(writing)?.title;
        Ok(Listed { name: writing.name.clone(), title, by: writing.by.clone(), at: writing.at.clone() })
    };
    let all: Vec<Listed> = case.writings(REPORT_KIND)?.iter().map(told).collect::<Result<_>>()?;
    if manner.json {
        write_json(out, &all)?;
        return Ok(Done::Well);
    }
    if all.is_empty() {
        writeln!(
            out,
            "Nobody has written a report in this case: umbra report --keep FILE.md, or the view Report of umbra serve"
        )?;
    }
    for Listed { name, title, by, at } in &all {
        let day = at.get(..10).unwrap_or(at);
        writeln!(out, "{name}  {title}  {}", styled(FAINT, format!("({by}, {day})")))?;
    }
    Ok(Done::Well)
}

fn read(writing: &Writing) -> Result<WrittenReport> {
    let content = writing.content.as_deref().unwrap_or_default();
    serde_json::from_str(content).with_context(|| format!("version {} of {} can't be read", writing.id, writing.name))
}

/// The report of that name or title.
fn found(case: &Case, wanted: &str) -> Result<Writing> {
    let all = case.writings(REPORT_KIND)?;
    let mut titled = Vec::new();
    for writing in all {
        if writing.name == wanted {
            return Ok(writing);
        }
        if read(&writing)?.title.to_lowercase() == wanted.to_lowercase() {
            titled.push(writing);
        }
    }
    match titled.len() {
        1 => Ok(titled.remove(0)),
        0 => Err(Usage(format!("the case holds no report {wanted:?}; list them with: umbra report")).into()),
        _ => {
            let names: Vec<&str> = titled.iter().map(|writing| writing.name.as_str()).collect();
            Err(Usage(format!("several reports are called {wanted:?}; choose one of {}", names.join(", "))).into())
        }
    }
}

fn show(case: &Case, name: &str, args: &cli::Report, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let writing = found(case, name)?;
    let versions = case.versions(REPORT_KIND, &writing.name)?;
    let by = umbra_report::written_by(&versions, &writing);
    let desk = Desk::of(case)?;
    let shown: Composed = compose(&desk.material(), &read(&writing)?);
    let head = case_file::head(case)?;
    let head = head.as_deref();
    let mut written = Vec::new();
    if let Some(path) = &args.html {
        written.push((path, umbra_report::written_html(&shown, &by, head).into_bytes()));
    }
    if let Some(path) = &args.markdown {
        written.push((path, umbra_report::written_markdown(&shown, &by).into_bytes()));
    }
    if let Some(path) = &args.pdf {
        written.push((path, umbra_report::written_pdf(&shown, &by, head, &umbra_names::romanise)));
    }
    if let Some(path) = &args.docx {
        written.push((path, umbra_report::written_docx(&shown, &by)?));
    }
    for (path, bytes) in &written {
        fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))?;
    }
    if manner.json {
        write_json(out, &shown)?;
    } else if written.is_empty() && args.keep.is_none() {
        out.write_all(umbra_report::written_markdown(&shown, &by).as_bytes())?;
    } else if !manner.quiet {
        if args.keep.is_some() {
            writeln!(out, "Kept as {} ({by})", writing.name)?;
        }
        for (path, _) in &written {
            writeln!(out, "Report {}", path.display())?;
        }
    }
    Ok(Done::Well)
}

/// Keeps what somebody typed: as another version of the report of the same title, or as a new one. Gives its name.
fn keep(path: &Path, file: &Path, actor: &str) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("{} can't be read as text", file.display()))?;
    let mut case = Case::open(path)?;
    let desk = Desk::of(&case)?;
    let mut meant = |name: &str| whom::meant(&desk.facts, name).map_err(|error| error.to_string());
    let (title, mut parts) =
        typed(&text, &mut meant).map_err(|why| Usage(format!("{} is no report: {why}", file.display())))?;
    let mut known = None;
    for writing in case.writings(REPORT_KIND)? {
        if read(&writing)?.title == title {
            known = Some(writing);
        }
    }
    let name = match &known {
        Some(writing) => writing.name.clone(),
        None => new_name(&case)?,
    };
    let earlier: Vec<WrittenReport> = known.iter().map(read).collect::<Result<_>>()?;
    number(&mut parts, earlier.first());
    let report = drafted(&title, parts, &earlier, &desk.material(), actor, &Clock::system().now())
        .map_err(|why| Usage(format!("{}: {why}", file.display())))?;
    let content = serde_json::to_string(&report).context("the report can't be written as JSON")?;
    let mut writer = case.begin(actor)?;
    writer.name_action("write report");
    writer.note(format!("{name}: {title}"));
    writer.write_down(REPORT_KIND, &name, Some(&content))?;
    writer.commit().context("the report can't be kept")?;
    Ok(name)
}

fn new_name(case: &Case) -> Result<String> {
    let mut number = 1;
    while !case.versions(REPORT_KIND, &format!("report-{number}"))?.is_empty() {
        number += 1;
    }
    Ok(format!("report-{number}"))
}

/// Who types blocks does not number them: one that shows what one of the last version shows is that one.
fn number(parts: &mut [DraftPart], last: Option<&WrittenReport>) {
    let mut known: Vec<_> = last
        .iter()
        .flat_map(|report| &report.parts)
        .filter_map(|part| match part {
            WrittenPart::Block(block) => Some(block),
            WrittenPart::Text { .. } => None,
        })
        .collect();
    for part in parts {
        if let Some(at) = known.iter().position(|block| Some(&block.shows) == part.shows.as_ref()) {
            part.number = Some(known.remove(at).number);
        }
    }
}
