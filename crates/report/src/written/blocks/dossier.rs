//! What is known of an entity, in short: facts, offices, accusations, ties.

use umbra_find::{Dossier, DossierFact, Footnote, StatementId};
use umbra_model::{EntityId, Schema};

use super::super::Material;
use super::{Gathered, Line};
use crate::words;

/// Ties that are told; the whole dossier has all.
const TIES: usize = 25;

pub(super) fn gather(material: &Material<'_>, id: &EntityId) -> Result<Gathered, String> {
    let dossier = Dossier::within(material.facts, material.network, id)
        .map_err(|_| format!("nothing in the case has the id {id} any more"))?;
    let notes = &dossier.footnotes;
    let mut out = Gathered {
        title: dossier.entity.caption.clone(),
        about: vec![dossier.entity.id.clone()],
        ..Gathered::default()
    };
    let kind = Schema::get(dossier.entity.schema).map_or(dossier.entity.schema, |schema| schema.label());
    let roles: Vec<_> = dossier.roles.iter().map(|held| held.role.name()).collect();
    let roles = if roles.is_empty() { String::new() } else { format!("; in this case: {}", roles.join(", ")) };
    let own = dossier.facts.iter().flat_map(|fact| &fact.values).next();
    let first = own.map(|value| statements(notes, &value.notes)).unwrap_or_default();
    out.lines.push(Line::new(1, format!("{kind}{roles}")).by(&first));
    if !dossier.names.is_empty() {
        let names: Vec<&str> = dossier.names.iter().map(|name| name.value.as_str()).collect();
        let by: Vec<StatementId> = dossier.names.iter().flat_map(|name| statements(notes, &name.notes)).collect();
        out.lines.push(Line::new(1, format!("Also called {}", names.join("; "))).by(&by));
    }
    if !dossier.facts.is_empty() {
        out.lines.push(Line::new(0, "What sources say"));
        dossier.facts.iter().for_each(|fact| out.lines.push(of_fact(notes, fact, 1)));
    }
    if !dossier.offices.is_empty() {
        out.lines.push(Line::new(0, "Public offices"));
        for office in &dossier.offices {
            out.lines.push(Line::new(1, words::office(office)).by(office.evidence.statements()));
        }
    }
    if !dossier.accusations.is_empty() {
        out.lines.push(Line::new(0, "Accusations and proceedings"));
        for accusation in &dossier.accusations {
            let line = Line::new(1, &accusation.says).standing(accusation.standing);
            out.lines.push(line.by(&statements(notes, &accusation.notes)));
            accusation.details.iter().for_each(|detail| out.lines.push(of_fact(notes, detail, 2)));
        }
    }
    if !dossier.ties.is_empty() {
        out.lines.push(Line::new(0, "Ties"));
        for tie in dossier.ties.iter().take(TIES) {
            let time = words::period(tie.validity);
            let time = if time.is_empty() { time } else { format!(", {time}") };
            let line = Line::new(1, format!("{}{time}", tie.says)).standing(tie.standing);
            out.lines.push(line.by(&statements(notes, &tie.notes)));
        }
        let more = dossier.ties.len().saturating_sub(TIES);
        if more > 0 {
            out.lines
                .push(Line::new(1, words::count(more, "tie more is in the dossier", "ties more are in the dossier")));
        }
    }
    dossier.caveats.iter().for_each(|caveat| out.caveat(caveat));
    Ok(out)
}

fn of_fact(notes: &[Footnote], fact: &DossierFact, level: u8) -> Line {
    let values: Vec<&str> = fact.values.iter().map(|value| value.value.as_str()).collect();
    let doubt = if fact.is_contradicted { " (the sources contradict each other)" } else { "" };
    let by: Vec<StatementId> = fact.values.iter().flat_map(|value| statements(notes, &value.notes)).collect();
    Line::new(level, format!("{}: {}{doubt}", fact.label, values.join("; "))).by(&by)
}

/// The statements under footnotes of the dossier.
fn statements(notes: &[Footnote], numbers: &[usize]) -> Vec<StatementId> {
    let under = |number: &usize| number.checked_sub(1).and_then(|at| notes.get(at));
    numbers.iter().filter_map(under).flat_map(|note| note.statements.iter().copied()).collect()
}
