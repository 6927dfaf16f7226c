//! Reports that people write: listed, shown made up, kept version by version, handed out as files.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use umbra_case::{Case, Clock, Writing};
use umbra_report::{
    Composed, DraftPart, Material, REPORT_KIND, Reference, WrittenPart, WrittenReport, compose, drafted, written_by,
    written_docx, written_html, written_markdown, written_pdf,
};

use super::addresses::{Reply, json as to_json};
use super::view::short;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Parts of a report, blocks among them, plans among these, which take the longest; characters of a text and of a title.
const PARTS: usize = 400;
const BLOCKS: usize = 100;
const PLANS: usize = 10;
const LONGEST_TEXT: usize = 100_000;
const LONGEST_TITLE: usize = 300;
/// Versions that are listed.
const LISTED: usize = 200;

/// `GET /reports`
pub(crate) fn list(workbench: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let all = workbench.with_case(|case| Ok(case.writings(REPORT_KIND)?))?;
    let reports: Vec<Value> = all
        .iter()
        .map(|writing| {
            let report = read(writing)?;
            let blocks = report.parts.iter().filter(|part| matches!(part, WrittenPart::Block(_))).count();
            Ok(json!({ "name": writing.name, "title": report.title, "by": writing.by, "at": writing.at, "version": writing.id,
                "blocks": blocks }))
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({ "version": desk.version, "reports": reports })))
}

/// `GET /report`: one report, made up from the case as it is now.
pub(crate) fn one(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let (versions, writing) = wanted(workbench, call)?;
    let report = read(&writing)?;
    let shown = with_material(&desk, |material| compose(material, &report))?;
    let told = versions.iter().rev().take(LISTED).map(|version| {
        json!({ "version": version.id, "by": version.by, "at": version.at, "is_gone": version.content.is_none() })
    });
    Ok(Reply::Json(json!({
        "version": desk.version,
        "name": writing.name,
        "kept": writing.id,
        "is_last": versions.last().is_some_and(|last| last.id == writing.id),
        "by": writing.by,
        "at": writing.at,
        "title": report.title,
        "parts": to_json(&report.parts)?,
        "shown": to_json(&shown)?,
        "versions": told.collect::<Vec<_>>(),
    })))
}

/// `GET /report/file`
pub(crate) fn file(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let (versions, writing) = wanted(workbench, call)?;
    let report = read(&writing)?;
    let shown = with_material(&desk, |material| compose(material, &report))?;
    let by = written_by(&versions, &writing);
    let head = Some(desk.head.as_str());
    let (media_type, ending, content) = match call.parameters.get("format").unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", "html", written_html(&shown, &by, head).into_bytes()),
        "markdown" => ("text/markdown; charset=utf-8", "md", written_markdown(&shown, &by).into_bytes()),
        "pdf" => ("application/pdf", "pdf", written_pdf(&shown, &by, head, &umbra_names::romanise)),
        "docx" => {
            let content = written_docx(&shown, &by).map_err(|error| Fault::broken(error.to_string()))?;
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", content)
        }
        _ => return Err(Fault::malformed("format is one of html, pdf, docx, markdown")),
    };
    Ok(Reply::File { media_type, name: format!("{}.{ending}", writing.name), content })
}

/// A report as the page sends it.
#[derive(Deserialize)]
struct Draft {
    /// Which report; a new one where it is missing.
    #[serde(default)]
    name: Option<String>,
    /// The version that was written on.
    #[serde(default)]
    base: Option<i64>,
    title: String,
    parts: Vec<DraftPart>,
}

impl Draft {
    fn of(call: &Call) -> Result<Self, Fault> {
        let draft: Self = call.sent("the body is no report")?;
        let too = |what: &str, most: usize| Err(Fault::malformed(format!("a report holds at most {most} {what}")));
        if draft.title.trim().is_empty() || draft.title.chars().count() > LONGEST_TITLE {
            return Err(Fault::malformed(format!("a report has a title of at most {LONGEST_TITLE} characters")));
        }
        let blocks = draft.parts.iter().filter_map(|part| part.shows.as_ref());
        let plans = blocks.clone().filter(|shows| matches!(shows, Reference::Break { .. })).count();
        match () {
            () if draft.parts.len() > PARTS => too("parts", PARTS),
            () if blocks.count() > BLOCKS => too("blocks", BLOCKS),
            () if plans > PLANS => too("break plans", PLANS),
            () if draft.parts.iter().any(|part| part.text.is_some() == part.shows.is_some()) => {
                Err(Fault::malformed("a part of a report is a text, or a block with what it shows"))
            }
            () if draft
                .parts
                .iter()
                .filter_map(|part| part.text.as_ref())
                .any(|text| text.chars().count() > LONGEST_TEXT) =>
            {
                Err(Fault::malformed(format!("a text of a report has at most {LONGEST_TEXT} characters")))
            }
            () => Ok(draft),
        }
    }

    /// The report as it is kept.
    fn report(self, earlier: &[Writing], material: &Material<'_>, by: &str, at: &str) -> Result<WrittenReport, Fault> {
        let earlier = earlier.iter().filter(|writing| writing.content.is_some()).map(read);
        let earlier: Vec<WrittenReport> = earlier.collect::<Result<_, _>>()?;
        drafted(&self.title, self.parts, &earlier, material, by, at).map_err(Fault::bad_request)
    }
}

/// `POST /reports/show`: a draft as it would be shown, not kept.
pub(crate) fn show(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let draft = Draft::of(call)?;
    let desk = workbench.desk()?;
    let earlier = match &draft.name {
        Some(name) => workbench.with_case(|case| Ok(case.versions(REPORT_KIND, name)?))?,
        None => Vec::new(),
    };
    let at = Clock::system().now();
    let shown = with_material(&desk, |material| {
        let report = draft.report(&earlier, material, &call.visitor.name, &at)?;
        Ok::<Composed, Fault>(compose(material, &report))
    })??;
    Ok(Reply::Json(json!({ "version": desk.version, "shown": to_json(&shown)? })))
}

/// `POST /reports/save`
pub(crate) fn save(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let draft = Draft::of(call)?;
    let (name, version) = workbench.write_beside(|case| {
        let desk = workbench.desk()?;
        let name = match &draft.name {
            Some(name) => name.clone(),
            None => new_name(case)?,
        };
        let earlier = case.versions(REPORT_KIND, &name)?;
        if draft.name.is_some() {
            check_base(&earlier, draft.base)?;
        }
        let (by, at) = (&*call.visitor.name, Clock::system().now());
        let report = with_material(&desk, |material| draft.report(&earlier, material, by, &at))??;
        let content = to_json(&report)?.to_string();
        let mut writer = case.begin(by)?;
        writer.name_action("write report");
        writer.note(format!("{name}: {}", short(&report.title)));
        let version = writer.write_down(REPORT_KIND, &name, Some(&content))?;
        writer.commit()?;
        Ok((name, version))
    })?;
    Ok(Reply::Json(json!({ "name": name, "kept": version })))
}

/// Which report is meant, as the page sends it.
#[derive(Deserialize)]
struct Meant {
    name: String,
    #[serde(default)]
    base: Option<i64>,
}

/// `POST /reports/remove`: its versions stay, and saving one of them brings it back.
pub(crate) fn remove(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let meant: Meant = call.sent("the body names no report")?;
    workbench.write_beside(|case| {
        let earlier = case.versions(REPORT_KIND, &meant.name)?;
        check_base(&earlier, meant.base)?;
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("remove report");
        writer.note(meant.name.clone());
        writer.write_down(REPORT_KIND, &meant.name, None)?;
        writer.commit()?;
        Ok(())
    })?;
    Ok(Reply::Json(json!({ "name": meant.name })))
}

/// Refuses what was written on another version than the last: somebody's words would be lost.
fn check_base(versions: &[Writing], base: Option<i64>) -> Result<(), Fault> {
    match versions.last() {
        None => Err(Fault::not_found("the case holds no report of this name")),
        Some(last) if Some(last.id) == base => Ok(()),
        Some(last) => {
            let detail = format!("{} has kept another version meanwhile, at {}: look at it first", last.by, last.at);
            Err(Fault::conflict(detail))
        }
    }
}

fn new_name(case: &Case) -> Result<String, Fault> {
    for number in 1..=100_000 {
        let name = format!("report-{number}");
        if case.versions(REPORT_KIND, &name)?.is_empty() {
            return Ok(name);
        }
    }
    Err(Fault::conflict("the case holds more reports than can be numbered"))
}

/// The report that is asked for, in the version that is asked for, and all its versions.
fn wanted(workbench: &Workbench, call: &Call) -> Result<(Vec<Writing>, Writing), Fault> {
    let name = call.parameters.get("name").unwrap_or_default();
    let versions = workbench.with_case(|case| Ok(case.versions(REPORT_KIND, name)?))?;
    let number = call.parameters.get("kept").filter(|number| !number.is_empty());
    let number =
        number.map(str::parse::<i64>).transpose().map_err(|_| Fault::malformed("kept is a version's number"))?;
    let found = match number {
        Some(number) => versions.iter().find(|version| version.id == number),
        None => versions.last(),
    };
    let missing = || Fault::not_found("the case holds no such report, or it was taken away");
    let found = found.filter(|writing| writing.content.is_some()).cloned().ok_or_else(missing)?;
    Ok((versions, found))
}

fn read(writing: &Writing) -> Result<WrittenReport, Fault> {
    let content = writing.content.as_deref().unwrap_or_default();
    serde_json::from_str(content)
        .map_err(|error| Fault::broken(format!("version {} of {} can't be read: {error}", writing.id, writing.name)))
}

/// What blocks are gathered from, at a desk.
fn with_material<T>(desk: &Desk, work: impl FnOnce(&Material<'_>) -> T) -> Result<T, Fault> {
    let (network, whole) = (desk.full()?, desk.whole()?);
    Ok(work(&Material { facts: &desk.facts, findings: &whole, network: &network, writings: &desk.writings }))
}
