//! A group with its protectors, shelf by shelf.

use umbra_find::{Office, Protector, Shelf};
use umbra_model::EntityId;

use super::super::Material;
use super::{Gathered, Line};
use crate::words;

pub(super) fn gather(material: &Material<'_>, id: &EntityId) -> Result<Gathered, String> {
    let id = material.facts.canonical(id);
    let found = material.findings.umbrellas.iter().find(|umbrella| material.facts.canonical(&umbrella.group.id) == id);
    let umbrella = found.ok_or_else(|| format!("the case holds no criminal group {id} any more"))?;
    let mut out = Gathered {
        title: format!("Who shelters {}", umbrella.group.caption),
        is_assessment: true,
        about: vec![umbrella.group.id.clone()],
        ..Gathered::default()
    };
    for shelf in Shelf::ALL {
        let on: Vec<&Protector> = umbrella.on(shelf).collect();
        if on.is_empty() {
            continue;
        }
        out.lines.push(Line::new(0, words::capitalised(shelf.title())));
        for protector in on {
            protector_lines(&mut out, protector);
        }
    }
    if umbrella.has_no_protector() {
        out.lines.push(Line::new(1, "Nothing in the case points to a protector of this group."));
    }
    if !umbrella.cleared.is_empty() {
        out.lines.push(Line::new(0, "Cleared"));
        for cleared in &umbrella.cleared {
            let text = format!("{}: {}", cleared.person.caption, cleared.says);
            out.lines.push(Line::new(1, text).standing(Some(cleared.by)).by(&[cleared.decision.statement]));
        }
    }
    if !umbrella.is_complete {
        out.caveat("there are more chains than were looked through");
    }
    Ok(out)
}

fn protector_lines(out: &mut Gathered, protector: &Protector) {
    out.about.push(protector.person.id.clone());
    let office = Office::chief(&protector.offices).map(|office| format!(", {}", words::office(office)));
    let text = format!("{}{}", protector.person.caption, office.unwrap_or_default());
    let line = Line::new(1, text).standing(protector.standing).assessed(protector.is_assessment);
    out.lines.push(line.by(&[protector.best.statement]));
    for (number, chain) in (1..).zip(&protector.chains) {
        let links = chain.steps.len();
        for (link, step) in (1..).zip(&chain.steps) {
            // Each link bears its own standing: a payment that is called a bribe is an accusation.
            let time = words::period(step.validity);
            let time = if time.is_empty() { time } else { format!(" ({time})") };
            let of = if links > 1 { format!(", link {link} of {links}") } else { String::new() };
            let line = Line::new(2, format!("Chain {number}{of}: {}{time}", step.says)).standing(step.standing);
            out.lines.push(line.by(step.evidence.statements()));
        }
    }
    for counter in &protector.counter {
        let whose = if counter.is_of_namesake { " (of somebody of the same name)" } else { "" };
        let line = Line::new(2, format!("Against it: {}{whose}", counter.says)).standing(Some(counter.standing));
        out.lines.push(line.by(&[counter.citation.statement]));
    }
    for caveat in protector.finding.caveats() {
        out.lines.push(Line::new(2, format!("Mind: {caveat}")));
    }
}
