//! What happened when.

use umbra_model::{EntityId, PartialDate, Standing};

use super::footnotes::Footnotes;
use super::{DossierAccusation, Moment};
use crate::{DatedBy, Facts, Network, Office, StatementId};

struct Timeline<'n, 'f> {
    moments: Vec<Moment>,
    notes: &'n mut Footnotes<'f>,
}

impl Timeline<'_, '_> {
    fn add(&mut self, date: Option<PartialDate>, says: String, standing: Option<Standing>, because: &[StatementId]) {
        if let Some(date) = date {
            let notes = self.notes.number(because);
            self.moments.push(Moment { date, says, standing, notes });
        }
    }
}

/// Everything dated, in order: birth and founding, offices, ties, steps of proceedings, events.
pub(super) fn timeline(
    facts: &Facts,
    network: &Network,
    id: &EntityId,
    offices: &[Office],
    accusations: &[DossierAccusation],
    notes: &mut Footnotes<'_>,
) -> Vec<Moment> {
    let mut line = Timeline { moments: Vec::new(), notes };
    for property in ["birthDate", "deathDate", "incorporationDate", "dissolutionDate", "activeSince", "activeUntil"] {
        for fact in facts.stating(id, property) {
            let label = fact.statement.property().label().to_owned();
            line.add(fact.statement.value().parse().ok(), label, None, &[fact.id]);
        }
    }
    for office in offices {
        let name = office
            .body
            .as_ref()
            .map_or_else(|| office.post.clone(), |body| format!("{}, {}", office.post, body.caption));
        line.add(office.validity.from, format!("takes office: {name}"), None, office.evidence.statements());
        line.add(office.validity.to, format!("leaves office: {name}"), None, office.evidence.statements());
    }
    let own = network.ties_of(id);
    for tie in own.filter(|tie| {
        !offices.iter().any(|office| tie.evidence.statements().iter().any(|s| office.evidence.statements().contains(s)))
    }) {
        let (says, because) = (tie.says(facts), tie.evidence.statements());
        let from = tie.validity.from;
        line.add(from, says.clone(), tie.standing(), because);
        if tie.validity.to != from {
            line.add(tie.validity.to, format!("until then: {says}"), tie.standing(), because);
        }
    }
    for accusation in accusations {
        for entry in accusation.standings.entries() {
            let told = if entry.dated_by == DatedBy::Publication { " (as told that day)" } else { "" };
            let says = format!("{}: {}{told}", accusation.says, entry.standing);
            line.add(entry.date, says, Some(entry.standing), &entry.statements);
        }
    }
    for event in facts.referring_to(id).iter().filter_map(|event| facts.profile(event)) {
        if event.schema().is_a("Event") && event.schema().name() != "Proceeding" {
            let date =
                ["date", "startDate"].iter().find_map(|property| facts.value(event.id(), property)?.parse().ok());
            let standing = facts.of(event.id()).find_map(|fact| fact.statement.standing());
            let because: Vec<StatementId> = facts.of(event.id()).map(|fact| fact.id).collect();
            line.add(date, facts.caption(event.id()), standing, &because);
        }
    }
    let mut moments = line.moments;
    moments.sort_by(|a, b| (a.date, &a.says).cmp(&(b.date, &b.says)));
    moments.dedup_by(|a, b| a.date == b.date && a.says == b.says && a.notes == b.notes);
    moments
}
