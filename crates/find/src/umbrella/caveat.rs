//! What a reader has to know before relying on what is found of somebody.

use umbra_model::{EntityId, Standing};

use super::matter::{Matter, origins};
use super::namesake::Answer;
use super::{Chain, Counter, Shelf, chains};
use crate::history::{StandingEntry, caution};
use crate::{DatedBy, EntityRef, Facts, Finding, Office, Tie};

pub(super) fn of_accused(
    facts: &Facts,
    finding: Finding,
    person: &EntityId,
    group: &EntityId,
    live: &[&Matter<'_>],
    offices: &[Office],
) -> Finding {
    let Some(best) = live.first() else { return finding };
    let mut finding = finding;
    let name = facts.caption(person);
    if let Some(words) = best.in_force().and_then(caution) {
        finding = finding.with_caveat(words);
    }
    if best.is_weakened() {
        let weakest = best.chain.steps.iter().skip(1).filter_map(|step| step.standing).min_by_key(|s| s.rung());
        let weakest = weakest.map(Standing::name).unwrap_or_default();
        finding = finding.with_caveat(format!(
            "the link from {} to the group is only {weakest}, so the whole stands on the weaker shelf",
            best.chain.steps[0].to.caption
        ));
    }
    if !best.is_direct() {
        let party = &best.chain.steps[0].to.caption;
        finding = finding.with_caveat(format!("the accusation names {party}, not the group itself"));
    }
    if origins(facts, &best.tie.evidence).len() < 2 && best.shelf != Some(Shelf::Court) {
        finding = finding.with_caveat("rests on one origin");
    }
    for doubt in live.iter().filter_map(|matter| matter.tie.standings.doubt()) {
        finding = finding.with_caveat(doubt);
    }
    if offices.is_empty() {
        finding = finding.with_caveat(format!("no public office of {name} is in the case"));
    } else if !offices.iter().any(|office| chains::overlaps(office.validity, &best.chain)) {
        finding = finding.with_caveat("what is told lies outside the dates of every office known");
    }
    let finding = if best.is_direct() { finding } else { of_dates(finding, &best.chain) };
    of_group(facts, finding, group)
}

/// The warning that a decision on somebody of the same name may well be on the same person.
pub(super) fn of_namesakes(finding: Finding, counter: &[Counter]) -> Finding {
    counter.iter().filter(|counter| counter.is_of_namesake).fold(finding, |finding, counter| {
        let on = counter.citation.published.map(|date| format!(" ({date})")).unwrap_or_default();
        finding.with_caveat(format!(
            "{}{on} says of somebody of the same name: {}; nobody has judged whether the two are one",
            counter.citation.source_name, counter.standing
        ))
    })
}

fn of_dates(finding: Finding, chain: &Chain) -> Finding {
    match (chain.undated, chain.steps.len()) {
        (0, _) => finding,
        (undated, all) if undated == all => {
            finding.with_caveat("no tie bears a date: that they agree in time is assumed")
        }
        (undated, all) => finding.with_caveat(format!("{undated} of {all} ties bear no date")),
    }
}

fn of_group(facts: &Facts, finding: Finding, group: &EntityId) -> Finding {
    let is_unnamed =
        facts.value(group, "name").is_none() && facts.profile(group).is_some_and(|p| p.schema().is_a("CriminalGroup"));
    if is_unnamed {
        finding.with_caveat("no source names the group: it may or may not be one that is named elsewhere")
    } else {
        finding
    }
}

pub(super) fn of_search(finding: Finding, is_complete: bool) -> Finding {
    if is_complete {
        finding
    } else {
        finding.with_caveat("the search for chains stopped at its bound: there may be more")
    }
}

pub(super) fn of_structure(finding: Finding, name: &str, chain: &Chain, offices: &[Office]) -> Finding {
    let finding = finding.with_caveat(format!(
        "assessment: no source says that {name} shelters anybody; an office and ties lie close together, which may be innocent"
    ));
    let is_dated = offices.iter().any(|o| !o.validity.is_unknown() && chains::overlaps(o.validity, chain));
    let finding = if is_dated { finding } else { finding.with_caveat("the dates of the office are not known") };
    let weak = chain.steps.iter().filter_map(|step| step.standing).min_by_key(|standing| standing.rung());
    let finding = match weak.filter(|standing| !standing.reaches(Standing::Convicted)) {
        Some(standing) => finding.with_caveat(format!("a tie of the chain is itself only {standing}")),
        None => finding,
    };
    of_dates(finding, chain)
}

pub(super) fn of_cleared(finding: Finding, fallen: &[&Matter<'_>]) -> Finding {
    let mut finding = finding;
    let entries = fallen.iter().flat_map(|matter| matter.tie.standings.entries());
    if entries.into_iter().any(|entry| entry.is_matched) {
        finding = finding.with_caveat(
            "that the decision answers this accusation was worked out from the accused and the charge: it names no tie",
        );
    }
    for doubt in fallen.iter().filter_map(|matter| matter.tie.standings.doubt()) {
        finding = finding.with_caveat(doubt);
    }
    finding
}

/// The warning that a decision was told of another record.
pub(super) fn of_answer(finding: Finding, answer: &Answer) -> Finding {
    finding.with_caveat(format!(
        "the decision is told of another record of the same name and post ({}); nobody has judged whether the two are one",
        answer.post
    ))
}

/// The highest rung that an accusation stood on.
pub(super) fn reached(tie: &Tie) -> Option<Standing> {
    let steps = tie.standings.entries().iter().map(|entry| entry.standing).filter(|standing| !standing.is_against());
    steps.max_by_key(|standing| standing.rung())
}

/// The accusation and its end in one sentence.
pub(super) fn what_became_of_it(facts: &Facts, person: &EntityId, tie: &Tie, end: &StandingEntry) -> String {
    let reached = reached(tie).map(|standing| format!(", {standing}")).unwrap_or_default();
    let words = if tie.words.is_empty() { tie.kind.name().to_owned() } else { tie.words.join(", ") };
    let on = end.date.map(|date| {
        let when = if date.day().is_some() { format!("on {date}") } else { format!("in {date}") };
        if end.dated_by == DatedBy::Proceeding { format!(" {when}") } else { format!(", as told {when}") }
    });
    let end = match end.standing {
        Standing::Dropped => "the proceedings were dropped",
        Standing::Overturned => "the conviction was overturned",
        _ => "acquitted",
    };
    let (name, other) = (facts.caption(person), facts.caption(tie.other(person)));
    format!("{name} and {other} ({words}){reached}: {end}{}", on.unwrap_or_default())
}

pub(super) fn why_set_aside(person: &EntityRef, offices: &[Office], chain: &Chain) -> String {
    let period = |validity: umbra_model::Validity| {
        let date =
            |date: Option<umbra_model::PartialDate>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
        format!("{} to {}", date(validity.from), date(validity.to))
    };
    let held: Vec<String> =
        offices.iter().map(|office| format!("{} ({})", office.title(), period(office.validity))).collect();
    format!(
        "{}'s ties to the group hold {}, outside the time in office: {}",
        person.caption,
        period(chain.validity),
        held.join("; ")
    )
}
