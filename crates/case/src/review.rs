//! Reviews: what a person says of the things that a program took from a document.
//!
//! A thing is a tie or an event with its statements, or a candidate. Each verdict is a record of the schema `Review` beside
//! it, so the case stays append-only: to reject withdraws the statements, to correct withdraws one and states another in
//! the person's name, to confirm makes a candidate a tie or an event in the person's name. Taking a verdict back adds
//! another record and states anew what was withdrawn.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use umbra_model::{EntityId, Origin, Schema, SchemaRef, Standing, Statement};

use crate::error::{CaseError, Result};
use crate::{Case, Filter, ReadAs, Stated, StatementId, Writer};

/// Who the records of reviews are by, as the rule of their origin.
const RULE: &str = "review";

/// What a person said of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is so.
    Accepted,
    /// It is not so, or the document does not say it.
    Rejected,
    /// It is so, with another value.
    Corrected,
    /// A candidate is so.
    Confirmed,
    /// It can't be told: it stays as it is.
    Unsure,
    /// The verdict before does not hold.
    TakenBack,
}

impl Verdict {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Corrected => "corrected",
            Self::Confirmed => "confirmed",
            Self::Unsure => "unsure",
            Self::TakenBack => "taken back",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Accepted, Self::Rejected, Self::Corrected, Self::Confirmed, Self::Unsure, Self::TakenBack]
            .into_iter()
            .find(|verdict| verdict.name() == word)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A tie, an event or a candidate, as a document states it.
#[derive(Debug, Clone)]
pub struct Reviewable {
    /// Its record.
    pub id: EntityId,
    /// What it is.
    pub schema: SchemaRef,
    /// The statements that count, in their order.
    pub statements: Vec<Stated>,
    /// The last verdict on it that was not taken back.
    pub verdict: Option<Verdict>,
}

impl Reviewable {
    /// Whether it is a candidate, which states nothing yet.
    pub fn is_candidate(&self) -> bool {
        self.schema.name() == "Candidate"
    }

    /// The first value of a property.
    pub fn first(&self, property: &str) -> Option<&str> {
        let found = self.statements.iter().find(|s| s.statement.property().name() == property);
        found.map(|s| s.statement.value())
    }

    /// What took it from its document: the rule, or the language model that proposed it, with who was asked and by which question.
    pub fn made_by(&self) -> Option<MadeBy> {
        let origin = self.statements.first()?.statement.origin();
        let rule = origin.rule.clone().unwrap_or_default();
        Some(match &origin.version {
            Some(version) if rule == "language model" => MadeBy::Model(format!("{}, {version}", origin.by)),
            _ => MadeBy::Rule(rule),
        })
    }

    /// How far what it says has got, by its first statement.
    pub fn standing(&self) -> Option<Standing> {
        self.statements.first().and_then(|s| s.statement.standing())
    }
}

/// What took a tie, an event or a candidate from its document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MadeBy {
    /// A rule, by its name.
    Rule(String),
    /// A language model: which, where it was asked, and by which question.
    Model(String),
}

impl fmt::Display for MadeBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(name) if name == "classifier" => f.write_str("the classifier"),
            Self::Rule(name) => write!(f, "rule {name}"),
            Self::Model(name) => f.write_str(name),
        }
    }
}

/// One verdict as the case holds it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ReviewNote {
    /// The record of the verdict.
    pub id: EntityId,
    /// The record judged.
    pub of: EntityId,
    /// What was said.
    pub verdict: Verdict,
    /// The reason given.
    pub note: Option<String>,
    /// Who said it.
    pub by: String,
    /// The statements that it withdrew, by number.
    #[serde(skip)]
    withdrawn: Vec<StatementId>,
    /// The statements of the record that it made or changed.
    #[serde(skip)]
    made: Option<EntityId>,
    /// The reading that a candidate was confirmed with, where it is not the one proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_as: Option<String>,
}

impl Case {
    /// What programs took from documents and a person may judge: ties, events and candidates, in the order in which they
    /// were stored, each with the verdict that stands. What was rejected is listed too, without statements.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn reviewables(&self) -> Result<Vec<Reviewable>> {
        self.reviewables_of(&Filter::all())
    }

    /// The one of an id, if a person may judge it.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn reviewable(&self, id: &EntityId) -> Result<Option<Reviewable>> {
        Ok(self.reviewables_of(&Filter::all().entity(id.clone()))?.pop())
    }

    fn reviewables_of(&self, filter: &Filter) -> Result<Vec<Reviewable>> {
        let mut order: Vec<EntityId> = Vec::new();
        let mut found: BTreeMap<EntityId, Reviewable> = BTreeMap::new();
        self.each_statement(filter, |stated| {
            let statement = &stated.statement;
            if !is_reviewable(statement) {
                return;
            }
            let thing = found.entry(statement.entity().clone()).or_insert_with(|| {
                order.push(statement.entity().clone());
                Reviewable {
                    id: statement.entity().clone(),
                    schema: statement.schema(),
                    statements: Vec::new(),
                    verdict: None,
                }
            });
            if !stated.retracted {
                thing.statements.push(stated);
            }
        })?;
        let mut verdicts: BTreeMap<EntityId, Verdict> = BTreeMap::new();
        for note in self.review_notes()? {
            match note.verdict {
                Verdict::TakenBack => verdicts.remove(&note.of),
                verdict => verdicts.insert(note.of, verdict),
            };
        }
        // What another reading withdrew is gone; what a verdict withdrew stays, to be taken back.
        let things = order.into_iter().filter_map(|id| found.remove(&id)).filter_map(|mut thing| {
            thing.verdict = verdicts.get(&thing.id).copied();
            (!thing.statements.is_empty() || thing.verdict.is_some()).then_some(thing)
        });
        Ok(things.collect())
    }

    /// The last verdict on a thing that was not taken back.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn last_review(&self, of: &EntityId) -> Result<Option<ReviewNote>> {
        // Verdicts on one thing are taken back from the last to the first.
        let mut open: Vec<ReviewNote> = Vec::new();
        for note in self.review_notes()?.into_iter().filter(|note| note.of == *of) {
            match note.verdict {
                Verdict::TakenBack => {
                    open.pop();
                }
                _ => open.push(note),
            }
        }
        Ok(open.pop())
    }

    /// All verdicts, the oldest first.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn review_notes(&self) -> Result<Vec<ReviewNote>> {
        let Some(schema) = Schema::get("Review") else { return Ok(Vec::new()) };
        let mut notes: Vec<(EntityId, Vec<Statement>)> = Vec::new();
        self.each_statement(&Filter::all().schema(schema).without_retracted(), |stated| {
            let id = stated.statement.entity().clone();
            match notes.last_mut().filter(|(last, _)| *last == id) {
                Some((_, statements)) => statements.push(stated.statement),
                None => notes.push((id, vec![stated.statement])),
            }
        })?;
        let notes = notes.into_iter().filter_map(|(id, statements)| {
            let values = |property: &str| -> Vec<&str> {
                statements.iter().filter(|s| s.property().name() == property).map(Statement::value).collect()
            };
            Some(ReviewNote {
                id,
                of: EntityId::new(*values("subjectOfReview").first()?).ok()?,
                verdict: Verdict::parse(values("verdict").first()?)?,
                note: values("note").first().map(|note| (*note).to_owned()),
                by: statements.first()?.origin().by.clone(),
                withdrawn: values("withdrawn")
                    .iter()
                    .filter_map(|number| number.parse().ok().map(StatementId::from_number))
                    .collect(),
                made: values("made").first().and_then(|made| EntityId::new(*made).ok()),
                read_as: values("readAs").first().map(|read| (*read).to_owned()),
            })
        });
        Ok(notes.collect())
    }
}

/// What verdicts that stand have withdrawn of a source, so that reading it again does not bring it back.
#[derive(Debug, Default)]
pub struct Withdrawn {
    /// Schema, property, value and place of each statement of a thing that was rejected.
    rejected: BTreeSet<(String, String, String, String)>,
    /// Likewise of those that were corrected.
    corrected: BTreeSet<(String, String, String, String)>,
}

fn fingerprint(statement: &Statement) -> (String, String, String, String) {
    (
        statement.schema().name().to_owned(),
        statement.property().name().to_owned(),
        statement.value().to_owned(),
        statement.span().place().to_string(),
    )
}

impl Withdrawn {
    /// Of what a source states anew, what no verdict speaks against: things whose every statement was rejected are left
    /// out, and of others the values that were corrected.
    pub fn sift(&self, statements: Vec<Statement>) -> Vec<Statement> {
        if self.rejected.is_empty() && self.corrected.is_empty() {
            return statements;
        }
        let mut whole: BTreeMap<EntityId, bool> = BTreeMap::new();
        for statement in &statements {
            let rejected = self.rejected.contains(&fingerprint(statement));
            *whole.entry(statement.entity().clone()).or_insert(true) &= rejected;
        }
        let stays = |s: &Statement| !whole.get(s.entity()).copied().unwrap_or_default();
        statements.into_iter().filter(|s| stays(s) && !self.corrected.contains(&fingerprint(s))).collect()
    }
}

impl Case {
    /// What verdicts that stand have withdrawn.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn withdrawn_by_reviews(&self) -> Result<Withdrawn> {
        let mut open: BTreeMap<EntityId, Vec<ReviewNote>> = BTreeMap::new();
        for note in self.review_notes()? {
            let notes = open.entry(note.of.clone()).or_default();
            match note.verdict {
                Verdict::TakenBack => {
                    notes.pop();
                }
                _ => notes.push(note),
            }
        }
        let mut withdrawn = Withdrawn::default();
        for note in open.into_values().flatten() {
            for id in note.withdrawn {
                let Some(stated) = self.statement(id)? else { continue };
                let set = match note.verdict {
                    Verdict::Rejected => &mut withdrawn.rejected,
                    _ => &mut withdrawn.corrected,
                };
                set.insert(fingerprint(&stated.statement));
            }
        }
        Ok(withdrawn)
    }
}

/// Whether a statement is a person's, made in a review: reading the source again leaves it as it is.
pub fn is_reviewers(statement: &Statement) -> bool {
    statement.origin().rule.as_deref() == Some(RULE) && statement.origin().version.is_none()
}

/// Whether a statement belongs to what is reviewed: a tie, an event or a candidate that stands in a text.
fn is_reviewable(statement: &Statement) -> bool {
    let schema = statement.schema();
    let is_kind = schema.edge().is_some() || matches!(schema.name(), "Candidate" | "Proceeding" | "Event" | "Offence");
    is_kind && matches!(statement.span().place(), umbra_model::Place::Text { .. })
}

impl Writer<'_> {
    /// Says that a thing is so, as it stands.
    ///
    /// # Errors
    /// When the case can't be written.
    pub fn accept(&mut self, thing: &Reviewable, note: &str) -> Result<()> {
        self.review(thing, Verdict::Accepted, note, &[], None)
    }

    /// Says that it can't be told whether a thing is so. It counts as before, and is off the queue until that is taken back.
    ///
    /// # Errors
    /// When the case can't be written.
    pub fn leave_unsure(&mut self, thing: &Reviewable, note: &str) -> Result<()> {
        self.review(thing, Verdict::Unsure, note, &[], None)
    }

    /// Says that a thing is not so: its statements are withdrawn.
    ///
    /// # Errors
    /// When the case can't be written.
    pub fn reject(&mut self, thing: &Reviewable, note: &str) -> Result<()> {
        let withdrawn: Vec<StatementId> = thing.statements.iter().map(|s| s.id).collect();
        for id in &withdrawn {
            self.retract(*id, if note.is_empty() { "rejected in a review" } else { note })?;
        }
        self.review(thing, Verdict::Rejected, note, &withdrawn, None)
    }

    /// Puts another value in the place of a property's: what stood there is withdrawn, and the new one is stated in the
    /// person's name at the same words.
    ///
    /// # Errors
    /// [`CaseError::Review`] when the thing has no such property or the property does not take the value.
    pub fn correct(&mut self, thing: &Reviewable, property: &str, value: &str, note: &str) -> Result<()> {
        let old: Vec<&Stated> = thing.statements.iter().filter(|s| s.statement.property().name() == property).collect();
        let Some(model) = old.first().or(thing.statements.first().as_ref()).copied() else {
            return Err(CaseError::Review(format!("{} states nothing that could be corrected", thing.id)));
        };
        let model = &model.statement;
        let corrected = self.stated(thing.id.clone(), thing.schema, property, value, model, model.standing())?;
        let withdrawn: Vec<StatementId> = old.iter().map(|s| s.id).collect();
        for id in &withdrawn {
            self.retract(*id, "corrected in a review")?;
        }
        self.add_statements(&[corrected])?;
        self.review(thing, Verdict::Corrected, note, &withdrawn, Some(&thing.id))
    }

    /// Gives what a thing says another standing, in the person's name.
    ///
    /// # Errors
    /// [`CaseError::Review`] when it states nothing.
    pub fn correct_standing(&mut self, thing: &Reviewable, standing: Standing, note: &str) -> Result<()> {
        let mut anew = Vec::new();
        for stated in &thing.statements {
            let old = &stated.statement;
            let (property, value) = (old.property().name(), old.value());
            anew.push(self.stated(thing.id.clone(), thing.schema, property, value, old, Some(standing))?);
        }
        if anew.is_empty() {
            return Err(CaseError::Review(format!("{} states nothing that could be corrected", thing.id)));
        }
        let withdrawn: Vec<StatementId> = thing.statements.iter().map(|s| s.id).collect();
        for id in &withdrawn {
            self.retract(*id, "its standing was corrected in a review")?;
        }
        self.add_statements(&anew)?;
        self.review(thing, Verdict::Corrected, note, &withdrawn, Some(&thing.id))
    }

    /// Makes a candidate a tie or an event, in the person's name, with the standing that its words had. Gives its record.
    ///
    /// # Errors
    /// [`CaseError::Review`] when it is no candidate, or what it proposes can't be stated.
    pub fn confirm(&mut self, candidate: &Reviewable, note: &str) -> Result<EntityId> {
        self.confirm_as(candidate, None, note)
    }

    /// The same, with another reading than the one proposed.
    ///
    /// # Errors
    /// As [`confirm`](Self::confirm), and when the candidate can't be read so: see [`Reviewable::read_as`].
    pub fn confirm_as(&mut self, candidate: &Reviewable, read: Option<ReadAs>, note: &str) -> Result<EntityId> {
        let candidate = &read.map_or_else(|| Ok(candidate.clone()), |read| candidate.read_as(read))?;
        let missing = || CaseError::Review(format!("{} is no candidate with a reading", candidate.id));
        let wrong = |why: String| CaseError::Review(format!("{} can't be stated: {why}", candidate.id));
        let get = |property: &str| candidate.first(property).map(str::to_owned);
        let schema = get("proposedSchema").and_then(|name| Schema::get(&name)).ok_or_else(missing)?;
        let model = candidate.statements.first().map(|s| s.statement.clone()).ok_or_else(missing)?;
        let id = EntityId::new(format!("{}-confirmed", candidate.id)).map_err(|e| wrong(e.to_string()))?;
        // Each value is stated at the words that give it.
        let mut values: Vec<(String, String, &Statement)> = Vec::new();
        for end in ["subject", "object"] {
            let party = get(&format!("{end}Property")).zip(get(&format!("{end}Id")));
            values.extend(party.map(|(property, id)| (property, id, &model)));
        }
        let is_figure = schema.name() == "Figure";
        if values.is_empty() && !is_figure {
            return Err(missing());
        }
        for (property, id, _) in &values {
            let range = schema.property(property).and_then(umbra_model::Property::range);
            let party = EntityId::new(id).ok().map(|id| self.case().entity(&id)).transpose()?.flatten();
            if let Some((range, party)) = range.zip(party).filter(|(range, party)| !party.schema.is_a(range.name())) {
                let (is, wanted) = (party.schema.label(), range.label());
                return Err(wrong(format!("{} is of the kind {is}, {property} takes {wanted}", party.caption())));
            }
        }
        // The reading's words go where the schema has a place for them.
        let reading = get("reading").unwrap_or_default();
        let place = ["conduct", "relationship", "proceedingType", "purpose", "role", "summary"]
            .into_iter()
            .find(|property| schema.property(property).is_some() && !is_figure);
        let further: Vec<(&str, &str, &Statement)> = candidate
            .statements
            .iter()
            .filter(|s| s.statement.property().name() == "values")
            .filter_map(|s| s.statement.value().split_once('=').map(|(p, value)| (p, value, &s.statement)))
            .collect();
        let place = place.filter(|place| !further.iter().any(|(property, _, _)| property == place));
        values.extend(place.map(|property| (property.to_owned(), reading_words(&reading), &model)));
        values.extend(further.into_iter().map(|(p, value, at)| (p.to_owned(), value.to_owned(), at)));
        let mut statements = Vec::new();
        for (property, value, at) in values {
            statements.push(self.stated(id.clone(), schema, &property, &value, at, model.standing())?);
        }
        statements.extend(self.named_by(candidate)?);
        self.add_statements(&statements)?;
        self.note_review(&candidate.id, Said { verdict: Verdict::Confirmed, note, read }, &[], Some(&id), &model)?;
        Ok(id)
    }

    /// The names of those whom only a candidate names, so that what it ties is somebody.
    fn named_by(&self, candidate: &Reviewable) -> Result<Vec<Statement>> {
        let mut named = Vec::new();
        for end in ["subject", "object"] {
            let get = |property: &str| candidate.first(&format!("{end}{property}"));
            let (Some(id), Some(schema)) = (get("Id"), get("Schema").and_then(Schema::get)) else { continue };
            let id = EntityId::new(id).map_err(|e| CaseError::Review(e.to_string()))?;
            let name = candidate.statements.iter().find(|s| s.statement.property().name() == format!("{end}Name"));
            let is_known = self.case().statements_of(&id)?.iter().any(|s| !s.retracted);
            if let Some(name) = name.filter(|_| !is_known) {
                let at = &name.statement;
                named.push(self.stated(id, schema, "name", at.value(), at, None)?);
            }
        }
        Ok(named)
    }

    /// Takes the last verdict on a thing back: what it withdrew is stated anew, what it made is withdrawn. Gives the verdict,
    /// or nothing where none stands.
    ///
    /// # Errors
    /// When the case can't be written.
    pub fn take_review_back(&mut self, of: &EntityId) -> Result<Option<Verdict>> {
        let Some(last) = self.case().last_review(of)? else { return Ok(None) };
        let mut restored = Vec::new();
        for id in &last.withdrawn {
            restored.extend(self.case().statement(*id)?.map(|stated| stated.statement));
        }
        if let Some(made) = &last.made {
            let by_review = self.case().statements_of(made)?.into_iter().filter(|s| {
                !s.retracted && s.statement.entity() == made && s.statement.origin().rule.as_deref() == Some(RULE)
            });
            let undone: Vec<StatementId> = by_review.map(|s| s.id).collect();
            for id in undone {
                self.retract(id, "the verdict that made it was taken back")?;
            }
        }
        self.add_statements(&restored)?;
        let thing = Reviewable { id: of.clone(), schema: last_schema(), statements: Vec::new(), verdict: None };
        let anchor = self.case().statements_of(&last.id)?.into_iter().next();
        let Some(anchor) = anchor else { return Ok(None) };
        let said = Said { verdict: Verdict::TakenBack, note: "", read: None };
        self.note_review(&thing.id, said, &[], None, &anchor.statement)?;
        Ok(Some(last.verdict))
    }

    /// A statement of a person at the words of another.
    fn stated(
        &self,
        id: EntityId,
        schema: SchemaRef,
        property: &str,
        value: &str,
        model: &Statement,
        standing: Option<Standing>,
    ) -> Result<Statement> {
        let origin = Origin::person(self.actor()).with_rule(RULE);
        Statement::new(id, schema, property, value, model.span().clone(), origin)
            .map(|statement| {
                statement
                    .with_standing(standing)
                    .with_attribution(model.attribution().clone())
                    .with_validity(model.validity())
            })
            .map_err(|error| CaseError::Review(error.to_string()))
    }

    fn review(
        &mut self,
        thing: &Reviewable,
        verdict: Verdict,
        note: &str,
        withdrawn: &[StatementId],
        made: Option<&EntityId>,
    ) -> Result<()> {
        let Some(anchor) = thing.statements.first().map(|s| s.statement.clone()) else {
            return Err(CaseError::Review(format!("{} states nothing that could be judged", thing.id)));
        };
        self.note_review(&thing.id, Said { verdict, note, read: None }, withdrawn, made, &anchor)
    }

    fn note_review(
        &mut self,
        of: &EntityId,
        said: Said<'_>,
        withdrawn: &[StatementId],
        made: Option<&EntityId>,
        anchor: &Statement,
    ) -> Result<()> {
        let Some(schema) = Schema::get("Review") else { return Ok(()) };
        let count = self.case().review_notes()?.len() + 1;
        let id = EntityId::new(format!("review-{count}")).map_err(|e| CaseError::Review(e.to_string()))?;
        let Said { verdict, note, read } = said;
        let mut values = vec![("verdict", verdict.name().to_owned()), ("subjectOfReview", of.to_string())];
        values.extend((!note.is_empty()).then(|| ("note", note.to_owned())));
        values.extend(withdrawn.iter().map(|id| ("withdrawn", id.number().to_string())));
        values.extend(made.map(|made| ("made", made.to_string())));
        values.extend(read.map(|read| ("readAs", read.to_string())));
        let mut statements = Vec::new();
        for (property, value) in values {
            statements.push(self.stated(id.clone(), schema, property, &value, anchor, None)?);
        }
        self.add_statements(&statements)?;
        Ok(())
    }
}

/// What a person says of a thing: the verdict, the reason, and how a candidate is read where that is not as proposed.
#[derive(Clone, Copy)]
struct Said<'s> {
    verdict: Verdict,
    note: &'s str,
    read: Option<ReadAs>,
}

/// A reading as the rules put it into a property.
fn reading_words(reading: &str) -> String {
    match reading {
        "leads" => "leader",
        "deputy_leader" => "deputy",
        "member_of" => "member",
        "shelters" => "sheltering",
        "tipped_off" => "tip-off",
        "colludes_with" => "collusion",
        "bribed" => "bribe",
        other => return other.replace('_', " "),
    }
    .to_owned()
}

/// The schema of reviews; any would do where a thing has no statements left.
fn last_schema() -> SchemaRef {
    Schema::get("Review").or_else(|| Schema::get("Thing")).expect("the model has its own schemata")
}
