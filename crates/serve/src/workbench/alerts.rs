//! What is new for the alerts of the case: shown, judged, taken back.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use umbra_case::Judgement;
use umbra_find::{Alert, AlertKind, Hit, HitVerdict, alerts, hits};
use umbra_model::StatementError;

use super::addresses::{Page, Reply, json as to_json};
use super::evidence::cited;
use super::notes::{check_length, keep, today};
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Judgements that are listed.
const MOST_JUDGED: usize = 30;

/// `GET /alerts`
pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 10, 100)?;
    let (known, whole) = (alerts(&desk.facts), desk.whole()?);
    let found = &whole.hits;
    let shown: Vec<Value> = page.cut(found).iter().map(|hit| one(&desk, &known, hit)).collect::<Result<_, Fault>>()?;
    let judged = known.iter().rev().flat_map(|alert| {
        alert.judged.iter().map(|(key, verdict)| {
            json!({ "alert": alert.id, "of": in_words(alert), "hit": key, "judgement": verdict.judgement, "why": verdict.why, "by": verdict.by })
        })
    });
    Ok(Reply::Json(json!({
        "version": desk.version,
        "total": found.len(),
        "hits": shown,
        "judged": judged.take(MOST_JUDGED).collect::<Vec<_>>(),
        "alerts": known.iter().map(|alert| json!({ "id": alert.id, "kind": alert.kind, "says": in_words(alert) })).collect::<Vec<_>>(),
    })))
}

fn one(desk: &Desk, known: &[Alert], hit: &Hit) -> Result<Value, Fault> {
    let alert = known.iter().find(|alert| alert.id == hit.alert);
    let seen = alert.map_or(0, |alert| alert.seen);
    let new: Vec<_> = hit.evidence.statements().iter().copied().filter(|id| id.number() > seen).collect();
    let about: Vec<Value> = hit.about.iter().map(|id| to_json(&desk.facts.entity(id))).collect::<Result<_, Fault>>()?;
    Ok(json!({
        "key": hit.key,
        "alert": hit.alert,
        "of": alert.map(in_words),
        "says": hit.says,
        "about": about,
        "evidence": cited(desk, &new)?,
        "rests_on": hit.evidence.statements(),
    }))
}

/// What an alert looks for.
fn in_words(alert: &Alert) -> String {
    match alert.kind {
        AlertKind::Name => format!("{:?} in a new document", alert.words),
        AlertKind::RelativeContractor => "an official or a relative owns a contractor of the office".to_owned(),
        AlertKind::Protector => "somebody comes onto a shelf over a group".to_owned(),
    }
}

/// What the page sends of a hit.
#[derive(Deserialize)]
struct Judged {
    alert: String,
    hit: String,
    /// same, different or unsure; left out, the judgement is taken back.
    #[serde(default)]
    judgement: Option<String>,
    #[serde(default)]
    why: String,
}

/// `POST /alerts/judge`
pub(crate) fn judge(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let judged: Judged = call.sent("the body is no judgement")?;
    check_length([judged.why.as_str()])?;
    let judgement = judged.judgement.as_deref().map(str::parse::<Judgement>).transpose();
    let judgement = judgement.map_err(|_| Fault::malformed("judgement is one of same, different, unsure"))?;
    let verdict =
        judgement.map(|judgement| HitVerdict { judgement, why: judged.why.clone(), by: call.visitor.name.clone() });
    keep(workbench, call, "alert", |facts| {
        let known = alerts(facts);
        let alert = known.iter().find(|alert| alert.id.as_str() == judged.alert);
        let alert = alert.ok_or_else(|| Fault::not_found("there is no such alert"))?;
        // What is judged is in the queue; what is taken back was judged.
        let is_known = if verdict.is_some() {
            let whole = workbench.desk()?.whole()?;
            let found = hits(facts, &whole.network, &whole.umbrellas, std::slice::from_ref(alert));
            found.iter().any(|hit| hit.key == judged.hit)
        } else if let Some(verdict) = alert.judged.get(&judged.hit) {
            call.visitor.check_own(&verdict.by)?;
            true
        } else {
            false
        };
        if !is_known {
            return Err(Fault::conflict(
                "this hit is not in the queue any more: it was judged, or other things are told now",
            ));
        }
        let note = alert.judged(facts, &judged.hit, verdict.as_ref(), &call.visitor.name, today()?)?;
        Ok(((), note))
    })?;
    Ok(Reply::Json(json!({ "hit": judged.hit, "judgement": judgement })))
}

/// An alert as the page sends it.
#[derive(Deserialize)]
struct New {
    kind: String,
    #[serde(default)]
    words: String,
    /// Whether what is in the case already is looked at too.
    #[serde(default)]
    looks_back: bool,
}

/// `POST /alerts/add`
pub(crate) fn add(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let new: New = call.sent("the body is no alert")?;
    let kind = AlertKind::parse(&new.kind)
        .ok_or_else(|| Fault::malformed("kind is one of name, relative-contractor, protector"))?;
    check_length([new.words.as_str()])?;
    if kind == AlertKind::Name && new.words.trim().is_empty() {
        return Err(Fault::malformed("an alert on a name needs the name"));
    }
    let id = keep(workbench, call, "alert", |facts| {
        Ok(Alert::added(facts, kind, &new.words, new.looks_back, &call.visitor.name, today()?)?)
    })?;
    Ok(Reply::Json(json!({ "alert": id })))
}

impl From<StatementError> for Fault {
    fn from(error: StatementError) -> Self {
        Self::malformed(error.to_string())
    }
}
