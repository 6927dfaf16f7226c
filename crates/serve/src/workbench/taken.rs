//! What programs took from the documents, for a person to judge: ties, events and candidates.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use umbra_case::{Reviewable, Verdict, is_reviewers};
use umbra_model::EntityId;

use super::addresses::{Page, Reply, json as to_json};
use super::evidence::cited;
use super::notes::check_length;
use super::view::entity;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Verdicts that are listed.
const MOST_JUDGED: usize = 30;

/// Whether somebody has still to judge it.
fn is_open(thing: &Reviewable) -> bool {
    let is_own = thing.statements.first().is_some_and(|stated| is_reviewers(&stated.statement));
    thing.verdict.is_none() && !thing.statements.is_empty() && !is_own
}

/// `GET /review/statements`: those that accuse first, candidates last.
pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 10, 100)?;
    let (things, verdicts) = workbench.with_case(|case| Ok((desk.reviewables(case)?, case.review_notes()?)))?;
    // What was judged since they were listed is open no more.
    let mut judged: BTreeSet<&EntityId> = BTreeSet::new();
    for note in &verdicts {
        match note.verdict {
            Verdict::TakenBack => judged.remove(&note.of),
            _ => judged.insert(&note.of),
        };
    }
    let is_left = |thing: &&Reviewable| is_open(thing) && !judged.contains(&thing.id);
    let mut open: Vec<&Reviewable> = things.iter().filter(is_left).collect();
    open.sort_by_key(|thing| (thing.is_candidate(), thing.standing().is_none()));
    let shown: Vec<Value> = page.cut(&open).iter().map(|thing| one(&desk, thing)).collect::<Result<_, Fault>>()?;
    let judged = verdicts.iter().rev().take(MOST_JUDGED).map(|note| {
        let thing = things.iter().find(|thing| thing.id == note.of);
        json!({ "id": note.of, "verdict": note.verdict, "why": note.note, "by": note.by,
            "stands": thing.is_some_and(|thing| thing.verdict == Some(note.verdict)) })
    });
    Ok(Reply::Json(json!({
        "version": desk.version,
        "total": open.len(),
        "statements": shown,
        "judged": judged.collect::<Vec<_>>(),
    })))
}

fn one(desk: &Desk, thing: &Reviewable) -> Result<Value, Fault> {
    let candidate = thing
        .asked()
        .map(|asked| json!({ "subject": asked.subject, "words": asked.words, "object": asked.object, "in_words": asked.to_string(), "reading": thing.first("reading"), "readings": others(thing) }));
    let mut values: Vec<Value> = Vec::new();
    for stated in thing.statements.iter().filter(|_| candidate.is_none()) {
        let statement = &stated.statement;
        let target = statement.target().map(|id| desk.facts.entity(&id));
        values.push(
            json!({ "label": statement.property().label(), "value": statement.value(), "target": to_json(&target)? }),
        );
    }
    // A candidate is in no snapshot, so its place is told from the statement itself.
    let place = thing.statements.first().map(|stated| {
        let span = stated.statement.span();
        let source = desk.facts.source(span.source());
        json!({ "quote": span.quote(), "source": span.source(), "source_name": source.map(|source| source.name().to_owned()),
            "place": span.place(), "voices": stated.statement.attribution().links().iter().map(|link| link.name.clone()).collect::<Vec<_>>() })
    });
    let ids: Vec<_> = thing.statements.iter().map(|stated| stated.id).collect();
    Ok(json!({
        "id": thing.id,
        "label": thing.schema.label(),
        "candidate": candidate,
        "values": values,
        "standing": thing.standing(),
        "made_by": thing.made_by(),
        "place": place,
        "evidence": cited(desk, &ids)?,
    }))
}

/// What else a candidate may be read as, each with its words.
fn others(thing: &Reviewable) -> Vec<Value> {
    let others = umbra_case::readings().iter().filter(|reading| Some(reading.name) != thing.first("reading"));
    others
        .filter(|reading| thing.may_be(reading))
        .map(|reading| json!({ "name": reading.name, "words": reading.words }))
        .collect()
}

/// What the page sends of a tie, an event or a candidate.
#[derive(Deserialize)]
struct Judged {
    id: String,
    /// Whether it is so; null where that can't be told.
    #[serde(deserialize_with = "told")]
    is_so: Option<bool>,
    #[serde(default)]
    why: String,
    /// The reading with which a candidate is so, where it is not the one proposed: "bribed", "turned leads".
    #[serde(default)]
    read_as: String,
}

/// A value that may be null and must not be missing.
fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Option::deserialize(deserializer)
}

/// `POST /review/statements/judge`
pub(crate) fn judge(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let judged: Judged = call.sent("the body is no verdict")?;
    check_length([judged.why.as_str(), judged.read_as.as_str()])?;
    let (id, why) = (entity(&judged.id)?, judged.why.trim());
    let verdict = workbench.write(|case| {
        let thing = case.reviewable(&id)?;
        let thing = thing.ok_or_else(|| Fault::not_found("nothing of this id is to be judged"))?;
        if !is_open(&thing) {
            return Err(Fault::conflict("it is judged already: take that back first"));
        }
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("review");
        let verdict = match (judged.is_so, thing.is_candidate()) {
            (None, _) => {
                writer.leave_unsure(&thing, why)?;
                "unsure"
            }
            (Some(true), true) => {
                let read = Some(judged.read_as.trim()).filter(|read| !read.is_empty());
                writer.confirm_as(&thing, read.map(str::parse).transpose()?, why)?;
                "confirmed"
            }
            (Some(true), false) => {
                writer.accept(&thing, why)?;
                "accepted"
            }
            (Some(false), _) => {
                writer.reject(&thing, why)?;
                "rejected"
            }
        };
        writer.commit()?;
        Ok(verdict)
    })?;
    Ok(Reply::Json(json!({ "id": id, "verdict": verdict })))
}

/// `POST /review/statements/undo`
pub(crate) fn undo(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    #[derive(Deserialize)]
    struct Back {
        id: String,
    }
    let back: Back = call.sent("the body names nothing")?;
    let id: EntityId = entity(&back.id)?;
    let verdict = workbench.write(|case| {
        if let Some(last) = case.last_review(&id)? {
            call.visitor.check_own(&last.by)?;
        }
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("take back");
        let verdict = writer.take_review_back(&id)?;
        let verdict = verdict.ok_or_else(|| Fault::not_found("no verdict stands on it"))?;
        writer.commit()?;
        Ok(verdict)
    })?;
    Ok(Reply::Json(json!({ "id": id, "verdict": verdict })))
}
