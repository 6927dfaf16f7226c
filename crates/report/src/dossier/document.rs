//! A dossier as a Word document.

use umbra_find::{Dossier, DossierFact, DossierTie, Noted, Saying, Stated};
use umbra_model::{Schema, Standing};

use crate::steps::steps;
use crate::written::{BlockState, Composed, Piece, Reference, ShownBlock, ShownLine, written_docx};
use crate::{ReportError, words};

/// A dossier as a Word document, whose footnotes are the document's own. The same dossier gives the same bytes.
///
/// # Errors
/// [`ReportError::Write`] when the document is too large to be packed.
pub fn dossier_docx(dossier: &Dossier) -> Result<Vec<u8>, ReportError> {
    let roles: Vec<_> = dossier.roles.iter().map(|held| held.role.name()).collect();
    let kind = Schema::get(dossier.entity.schema).map_or(dossier.entity.schema, |schema| schema.label());
    let sort = if roles.is_empty() { kind.to_owned() } else { format!("{kind}; in this case: {}", roles.join(", ")) };
    let block = ShownBlock {
        number: 1,
        shows: Reference::Dossier { id: dossier.entity.id.clone() },
        sort: "Dossier",
        title: sort,
        is_assessment: false,
        lines: lines(dossier),
        left_out: 0,
        sketch: None,
        caveats: dossier.caveats.clone(),
        noted: dossier.noted.iter().map(Noted::in_words).collect(),
        state: BlockState::AsSeen,
        seen_by: None,
    };
    let report = Composed {
        title: dossier.entity.caption.clone(),
        pieces: vec![Piece::Block(Box::new(block))],
        footnotes: dossier.footnotes.clone(),
        changed: 0,
        gone: 0,
    };
    written_docx(&report, "Umbra dossier")
}

fn line(level: u8, text: impl Into<String>, notes: &[usize]) -> ShownLine {
    ShownLine {
        level,
        text: text.into(),
        standing: None,
        is_assessment: false,
        notes: notes.to_vec(),
        more: 0,
        is_new: false,
    }
}

fn accusing(text: impl Into<String>, standing: Option<Standing>, notes: &[usize]) -> ShownLine {
    ShownLine { standing, ..line(1, text, notes) }
}

fn lines(dossier: &Dossier) -> Vec<ShownLine> {
    let mut out: Vec<ShownLine> = Vec::new();
    let title = |out: &mut Vec<ShownLine>, title: &str, is_there: bool| {
        out.extend(is_there.then(|| line(0, title, &[])));
    };
    if !dossier.names.is_empty() {
        out.push(values(1, "Also called", &dossier.names, ""));
    }
    if dossier.records.len() > 1 {
        let records = words::count(dossier.records.len(), "record", "records");
        out.push(line(1, format!("Joined from {records}."), &[]));
    }
    title(&mut out, "What sources say", !dossier.facts.is_empty());
    out.extend(dossier.facts.iter().map(|told| fact(1, told)));
    title(&mut out, "Public offices", !dossier.offices.is_empty());
    for office in &dossier.offices {
        out.push(line(1, words::office(office), &dossier.notes_of(&office.evidence)));
    }
    title(&mut out, "Accusations and proceedings", !dossier.accusations.is_empty());
    for accusation in &dossier.accusations {
        out.push(accusing(&accusation.says, accusation.standing, &accusation.notes));
        let steps = steps(&accusation.standings);
        if steps.len() > 1 {
            let steps: Vec<_> = steps.iter().map(|step| format!("{} {}", step.day(), step.standing)).collect();
            out.push(line(2, steps.join(" > "), &[]));
        }
        out.extend(accusation.details.iter().map(|told| fact(2, told)));
        out.extend(accusation.standings.doubt().map(|doubt| line(2, format!("To check: {doubt}"), &[])));
    }
    title(&mut out, "Ties", !dossier.ties.is_empty());
    out.extend(dossier.ties.iter().map(tie));
    for (name, sayings) in [("Said by them", &dossier.said), ("Said about them", &dossier.said_about)] {
        title(&mut out, name, !sayings.is_empty());
        out.extend(sayings.iter().map(saying));
    }
    title(&mut out, "Timeline", !dossier.timeline.is_empty());
    for moment in &dossier.timeline {
        let standing = moment.standing.filter(|standing| !moment.says.contains(standing.name()));
        out.push(accusing(format!("{}: {}", moment.date, moment.says), standing, &moment.notes));
    }
    title(&mut out, "Not the same", !dossier.not_the_same.is_empty());
    for namesake in &dossier.not_the_same {
        let judged = if namesake.is_judged_different {
            "judged not to be the same"
        } else {
            "of a like name; nobody has judged whether they are one"
        };
        out.push(line(1, format!("{}: {judged}", namesake.entity.caption), &[]));
    }
    out
}

fn values(level: u8, label: &str, all: &[Stated], doubt: &str) -> ShownLine {
    let words: Vec<&str> = all.iter().map(|one| one.value.as_str()).collect();
    let notes: Vec<usize> = all.iter().flat_map(|one| one.notes.iter().copied()).collect();
    line(level, format!("{label}: {}{doubt}", words.join("; ")), &notes)
}

fn fact(level: u8, told: &DossierFact) -> ShownLine {
    let doubt = if told.is_contradicted { " (the sources contradict each other)" } else { "" };
    values(level, told.label, &told.values, doubt)
}

fn tie(tie: &DossierTie) -> ShownLine {
    let time = words::period(tie.validity);
    let time = if time.is_empty() { time } else { format!(", {time}") };
    accusing(format!("{}{time}", tie.says), tie.standing, &tie.notes)
}

fn saying(saying: &Saying) -> ShownLine {
    let date = saying.date.map(|date| format!("{date}: ")).unwrap_or_default();
    let is_own_voice = saying.attribution.is_own_voice();
    let by = if is_own_voice { String::new() } else { format!(" (according to {})", saying.attribution) };
    line(1, format!("{date}{}{by}", saying.words), &saying.notes)
}
