//! Pairs of records that may be one: shown, judged, taken back.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use umbra_case::Judgement;
use umbra_find::StatementId;
use umbra_model::{EntityId, PropertyType};
use umbra_resolve::{ACTOR, Proposal, ResolveError, Verdict, is_reopened, judge_pair, take_back};

use super::addresses::{Page, Reply, json as to_json};
use super::evidence::cited;
use super::view::entity;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Values and sentences of one record that are shown.
const MOST_VALUES: usize = 40;
const MOST_SENTENCES: usize = 4;
/// Characters of a reason.
const LONGEST_WHY: usize = 2_000;
/// Decisions that are listed.
const MOST_DECISIONS: usize = 30;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 10, 100)?;
    let (outcome, decisions) = workbench.with_case(|case| Ok((desk.outcome(case)?, case.decisions()?)))?;
    // What was judged since the pairs were sought is open no more.
    let judged: BTreeSet<(&EntityId, &EntityId)> = decisions
        .iter()
        .filter(|decision| decision.stands && !is_reopened(decision))
        .flat_map(|decision| [(&decision.left, &decision.right), (&decision.right, &decision.left)])
        .collect();
    let is_open = |pair: &&Proposal| {
        pair.verdict == Verdict::Unsure
            && !judged.contains(&(&pair.left, &pair.right))
            && desk.facts.canonical(&pair.left) != desk.facts.canonical(&pair.right)
    };
    let open: Vec<&Proposal> = outcome.proposals.iter().filter(is_open).collect();
    let pairs = page.cut(&open).iter().map(|proposal| pair(&desk, proposal));
    let pairs: Vec<Value> = pairs.collect::<Result<_, Fault>>()?;
    // What people decided, and who: an editor may take back what others did. What the program merged by itself, which is far more, is told
    // in dossiers.
    let by_people = decisions.iter().rev().filter(|decision| !decision.actor.starts_with(ACTOR)).take(MOST_DECISIONS);
    let by_people = by_people.map(|decision| {
        json!({ "id": decision.id, "judgement": decision.judgement, "why": decision.why, "at": decision.at,
            "by": decision.actor, "stands": decision.stands, "left": desk.facts.caption(&decision.left), "right": desk.facts.caption(&decision.right) })
    });
    Ok(Reply::Json(json!({
        "version": desk.version,
        "total": open.len(),
        "pairs": pairs,
        "decided": by_people.collect::<Vec<_>>(),
    })))
}

fn pair(desk: &Desk, proposal: &Proposal) -> Result<Value, Fault> {
    Ok(json!({
        "left": side(desk, &proposal.left)?,
        "right": side(desk, &proposal.right)?,
        "score": proposal.score,
        "parts": to_json(&proposal.parts)?,
        "why": proposal.in_words(),
    }))
}

/// A record: what is stated of it, and the sentences of its name.
fn side(desk: &Desk, id: &EntityId) -> Result<Value, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let mut seen: Vec<(&str, String)> = Vec::new();
    let mut named: Vec<StatementId> = Vec::new();
    for fact in desk.facts.of(id) {
        let statement = &fact.statement;
        let property = statement.property();
        if property.kind() == PropertyType::Name && named.len() < MOST_SENTENCES {
            named.push(fact.id);
        }
        let value =
            statement.target().map_or_else(|| statement.value().to_owned(), |target| desk.facts.caption(&target));
        if property.is_hidden() || seen.contains(&(property.name(), value.clone())) || values.len() >= MOST_VALUES {
            continue;
        }
        values.push(
            json!({ "property": property.name(), "label": property.label(), "value": value, "statement": fact.id }),
        );
        seen.push((property.name(), value));
    }
    Ok(json!({ "entity": to_json(&desk.facts.entity(id))?, "values": values, "evidence": cited(desk, &named)? }))
}

/// What the page sends of a pair.
#[derive(Deserialize)]
struct Judged {
    left: String,
    right: String,
    judgement: String,
    #[serde(default)]
    why: String,
}

pub(crate) fn judge(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let judged: Judged = call.sent("the body is no judgement")?;
    let judgement: Judgement =
        judged.judgement.parse().map_err(|_| Fault::malformed("judgement is one of same, different, unsure"))?;
    let (left, right) = (entity(&judged.left)?, entity(&judged.right)?);
    if judged.why.chars().count() > LONGEST_WHY {
        return Err(Fault::malformed(format!("why is longer than {LONGEST_WHY} characters")));
    }
    let desk = workbench.desk()?;
    for id in [&left, &right] {
        if desk.facts.profile(id).is_none() {
            return Err(Fault::not_found(format!("nothing in the case has the id {id}")));
        }
    }
    let outcome = workbench.with_case(|case| desk.outcome(case))?;
    let is_pair =
        |pair: &&Proposal| (&pair.left, &pair.right) == (&left, &right) || (&pair.left, &pair.right) == (&right, &left);
    let proposal = outcome.proposals.iter().find(is_pair);
    let why = match (judged.why.trim(), proposal) {
        ("", Some(proposal)) => format!("reviewed without a reason given; {}", proposal.in_words()),
        ("", None) => "reviewed without a reason given".to_owned(),
        (why, _) => why.to_owned(),
    };
    let id = workbench.write(|case| {
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("review");
        let score = proposal.map(|proposal| proposal.score);
        let id = judge_pair(&mut writer, &left, &right, judgement, &why, score)?;
        writer.commit()?;
        Ok(id)
    })?;
    Ok(Reply::Json(json!({ "decision": id })))
}

/// Which decision is to be taken back.
#[derive(Deserialize)]
struct Back {
    decision: i64,
}

pub(crate) fn undo(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let back: Back = call.sent("the body names no decision")?;
    let taken = workbench.write(|case| {
        if let Some(decision) = case.decisions()?.iter().find(|decision| decision.id == back.decision) {
            call.visitor.check_own(&decision.actor)?;
        }
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("take back");
        let taken = take_back(&mut writer, back.decision)?;
        writer.commit()?;
        Ok(taken)
    })?;
    Ok(Reply::Json(to_json(&taken)?))
}

impl From<ResolveError> for Fault {
    fn from(error: ResolveError) -> Self {
        match error {
            ResolveError::Apart { .. } | ResolveError::Overruled { .. } | ResolveError::Open(_) => {
                Self::conflict(error.to_string())
            }
            ResolveError::NoDecision(_) => Self::not_found(error.to_string()),
            ResolveError::Case(error) => Self::from(error),
            _ => Self::broken(error.to_string()),
        }
    }
}
