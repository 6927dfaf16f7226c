//! What a person notes of alerts: a new one, and what was judged of a hit.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_case::Judgement;
use umbra_model::{EntityId, PartialDate, StatementError};

use super::{ALERT_MARK, ALERT_SCHEMA, ALERT_SEEN, Alert, AlertKind, alerts, last_statement};
use crate::{Facts, Note};

/// How a note says what was judged of a hit, before its key.
const JUDGED: &str = "judged hit ";
/// The word for a judgement that was taken back.
const OPEN: &str = "open";

/// What a person judged of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HitVerdict {
    /// Whether it is what was looked for: the same, something different, or it can't be told.
    pub judgement: Judgement,
    /// The reason given; may be empty.
    pub why: String,
    /// Whoever judged it.
    pub by: String,
}

impl Alert {
    /// The note that adds an alert to a case. It looks at all that is read from now on, or at what is there as well.
    ///
    /// # Errors
    /// [`StatementError`] when the words are no value of a note.
    pub fn added(
        facts: &Facts,
        kind: AlertKind,
        words: &str,
        looks_back: bool,
        actor: &str,
        today: PartialDate,
    ) -> Result<(EntityId, Note), StatementError> {
        let known = alerts(facts);
        let taken = |number: &usize| known.iter().any(|alert| alert.id.as_str() == format!("alert-{number}"));
        // One of these is free: there are more numbers than alerts.
        let number = (1..=known.len() + 1).find(|number| !taken(number)).unwrap_or(known.len() + 1);
        let id = EntityId::new(format!("alert-{number}")).expect("letters, a dash and digits are an id");
        let seen = format!("{ALERT_SEEN}{}", if looks_back { 0 } else { last_statement(facts) });
        let mut values = vec![("name", kind.name()), ("keywords", ALERT_MARK), ("description", seen.as_str())];
        values.extend((!words.trim().is_empty()).then_some(("summary", words)));
        let note = Note::new(&id, ALERT_SCHEMA, &values, actor, today, facts.sources().len() + 1)?;
        Ok((id, note))
    }

    /// The note by which a hit is judged, or with `None` the judgement taken back; `hit` is its key.
    ///
    /// # Errors
    /// [`StatementError`] when the reason is no value of a note.
    pub fn judged(
        &self,
        facts: &Facts,
        hit: &str,
        verdict: Option<&HitVerdict>,
        actor: &str,
        today: PartialDate,
    ) -> Result<Note, StatementError> {
        let word = verdict.map_or(OPEN, |verdict| verdict.judgement.name());
        let why = verdict.map(|verdict| verdict.why.trim()).filter(|why| !why.is_empty());
        let told = format!("{JUDGED}{hit} {word}{}", why.map(|why| format!(": {why}")).unwrap_or_default());
        Note::new(&self.id, ALERT_SCHEMA, &[("description", &told)], actor, today, facts.sources().len() + 1)
    }
}

/// What was judged of the hits of an alert, by their keys. The last note on a hit counts.
pub(super) fn verdicts(facts: &Facts, alert: &EntityId) -> BTreeMap<String, HitVerdict> {
    let mut found = BTreeMap::new();
    for fact in facts.stating(alert, "description") {
        let Some(told) = fact.statement.value().strip_prefix(JUDGED) else { continue };
        let (judged, why) = told.split_once(": ").unwrap_or((told, ""));
        let Some((key, word)) = judged.trim().split_once(' ') else { continue };
        match word.parse::<Judgement>() {
            Ok(judgement) => found.insert(
                key.to_owned(),
                HitVerdict { judgement, why: why.to_owned(), by: fact.statement.origin().by.clone() },
            ),
            Err(_) => found.remove(key),
        };
    }
    found
}
