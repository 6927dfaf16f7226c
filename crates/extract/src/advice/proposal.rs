//! What stays of the answers, as candidates in the form of the case.

use std::collections::BTreeSet;
use std::ops::Range;

use umbra_model::{Attribution, EntityId, Schema, Standing, Statement, Text};

use super::answer::Answer;
use super::weigh::{Grounded, Item, Name, Refusal, Refused, Weighed, What};
use crate::extraction::Extraction;
use crate::mention::{Mention, MentionKind};
use crate::statement::{Writer, slug};

/// Writes candidates beside what the rules made of a text.
pub(crate) struct Proposer<'a> {
    text: &'a Text,
    extraction: &'a Extraction,
    answers: &'a [Answer],
    writer: Writer<'a>,
    found: Weighed,
    /// What was proposed: kind, ends and place, so that overlapping passages propose it once.
    said: BTreeSet<(String, String, String, usize)>,
    /// Candidates of each answer.
    counts: Vec<usize>,
}

/// Somebody or something that a candidate speaks of.
struct Party {
    id: EntityId,
    name: String,
    /// The entity, as a position; none where only the model names it.
    entity: Option<usize>,
    /// The schema that it would get where the rules know nothing of it.
    schema: &'static str,
    /// Where the name stands.
    place: Range<usize>,
}

/// A candidate to be written.
struct Proposal<'p> {
    item: &'p Item,
    grounded: &'p Grounded,
    reading: &'p str,
    schema: &'p str,
    ends: Vec<(&'static str, &'p Party, &'p str)>,
    accuses: bool,
    values: Vec<(String, String, Range<usize>)>,
}

impl<'a> Proposer<'a> {
    pub fn new(text: &'a Text, extraction: &'a Extraction, answers: &'a [Answer]) -> Self {
        Self {
            text,
            extraction,
            answers,
            writer: Writer::new(text, extraction),
            found: Weighed::default(),
            said: BTreeSet::new(),
            counts: vec![0; answers.len()],
        }
    }

    /// Writes what is grounded and lists what is not.
    pub fn propose(mut self, items: &[Item], grounded: &[Result<Grounded, Refused>], refused: Vec<Refusal>) -> Weighed {
        self.found.refused = refused;
        for (item, grounded) in items.iter().zip(grounded) {
            let outcome = match grounded {
                Ok(grounded) => self.item(item, grounded),
                Err(why) => Err(*why),
            };
            if let Err(why) = outcome {
                self.found.refused.push(Refusal { why, entry: item.entry.clone() });
            }
        }
        self.found
    }

    fn item(&mut self, item: &Item, grounded: &Grounded) -> Result<(), Refused> {
        match &item.what {
            What::Tie { kind, reading, subject, object } => {
                let (subject, object) = (self.party(subject, item)?, self.party(object, item)?);
                if subject.id == object.id {
                    return Err(Refused::Kind);
                }
                let ends = |r: &crate::extraction::Relation| (Some(r.subject), Some(r.object));
                let both = (subject.entity, object.entity);
                let is_known = |kind_of: &str, pair| {
                    kind_of == kind && (pair == both || kind == "family" && pair == (both.1, both.0))
                };
                if self.extraction.relations.iter().any(|r| is_known(&r.kind, ends(r))) {
                    return Err(Refused::Known);
                }
                self.write(Proposal {
                    item,
                    grounded,
                    reading: kind,
                    schema: &reading.schema,
                    ends: vec![("subject", &subject, &reading.subject), ("object", &object, &reading.object)],
                    accuses: reading.accuses,
                    values: Vec::new(),
                })
            }
            What::Event { kind, reading, about } => {
                let about = self.party(about, item)?;
                let told = self.extraction.events.iter().any(|e| {
                    e.kind == *kind
                        && e.evidence.start < item.quote.end
                        && item.quote.start < e.evidence.end
                        && e.roles.iter().any(|(_, entity)| Some(*entity) == about.entity)
                });
                if told {
                    return Err(Refused::Known);
                }
                self.write(Proposal {
                    item,
                    grounded,
                    reading: kind,
                    schema: &reading.schema,
                    ends: vec![("subject", &about, &reading.subject)],
                    accuses: true,
                    values: Vec::new(),
                })
            }
            What::Office { person, body, office } => {
                let (person, body) = (self.party(person, item)?, self.party(body, item)?);
                let same_office = |r: &&crate::extraction::Role| {
                    Some(r.holder) == person.entity && (r.office == office.0 || r.organisation == body.entity)
                };
                if person.entity.is_some() && self.extraction.roles.iter().any(|r| same_office(&r)) {
                    return Err(Refused::Known);
                }
                self.write(Proposal {
                    item,
                    grounded,
                    reading: "holds_office",
                    schema: "Employment",
                    ends: vec![("subject", &person, "employee"), ("object", &body, "employer")],
                    accuses: false,
                    values: vec![("role".to_owned(), office.0.clone(), office.1.clone())],
                })
            }
            What::Figure { number, measure, period } => {
                let overlaps = |range: &Range<usize>| range.start < number.end && number.start < range.end;
                if self.extraction.figures.iter().any(|f| overlaps(&f.range)) {
                    return Err(Refused::Known);
                }
                let mut values = vec![("measure".to_owned(), measure.clone(), item.quote.clone())];
                values.extend(period.clone().map(|period| ("period".to_owned(), period, item.quote.clone())));
                self.write(Proposal {
                    item,
                    grounded,
                    reading: "figure",
                    schema: "Figure",
                    ends: Vec::new(),
                    accuses: false,
                    values,
                })
            }
        }
    }

    /// Who is meant by a name: somebody whom the rules know by it, or else a name that stands in the quote itself.
    fn party(&self, name: &Name, item: &Item) -> Result<Party, Refused> {
        let within = |range: &Range<usize>| item.quote.start <= range.start && range.end <= item.quote.end;
        let in_quote = name.places.iter().find(|place| within(place));
        let is_party = |m: &&Mention| matches!(m.kind, MentionKind::Person | MentionKind::Organisation);
        let mentions = || self.extraction.mentions.iter().filter(is_party);
        let named = mentions().find_map(|mention| {
            let entity = mention.entity?;
            let fits = |place: &Range<usize>| {
                let same = *place == mention.range;
                let part = mention.range.start <= place.start && place.end <= mention.range.end;
                // Part of a person's name is the person; part of a body's name may be another body.
                same || part && mention.kind == MentionKind::Person && mention.is_name()
            };
            name.places.iter().any(fits).then_some(entity)
        });
        if let Some(entity) = named
            && let Some(id) = self.writer.id_of(entity)
        {
            // "He", "the company": somebody else may be meant than the model thinks.
            let pointed_at = mentions().find(|m| m.entity == Some(entity) && within(&m.range));
            let place = in_quote.cloned().or_else(|| pointed_at.map(|m| m.range.clone())).ok_or(Refused::Name)?;
            let name = self.extraction.entities[entity].label().to_owned();
            return Ok(Party { id: id.clone(), name, entity: Some(entity), schema: "", place });
        }
        let place = in_quote.cloned().ok_or(Refused::Name)?;
        let schema = match (name.is_person, name.is_group) {
            (true, _) => "Person",
            (_, true) => "CriminalGroup",
            _ => "Organization",
        };
        let slug = slug(&name.words);
        let id = EntityId::new(format!("{}-{slug}-named", self.writer.prefix())).map_err(|_| Refused::Name)?;
        Ok(Party { id, name: name.words.clone(), entity: None, schema, place })
    }

    fn write(&mut self, proposal: Proposal<'_>) -> Result<(), Refused> {
        let Proposal { item, grounded, reading, schema, ends, accuses, values } = proposal;
        let Some(answer) = self.answers.get(item.answer) else { return Err(Refused::Kind) };
        let end = |at: usize| ends.get(at).map_or(String::new(), |(_, party, _)| party.id.to_string());
        let said = (reading.to_owned(), end(0), end(1), item.trigger.start);
        if !self.said.insert(said) {
            return Err(Refused::Known);
        }
        let target = Schema::get(schema).ok_or(Refused::Kind)?;
        let count = self.counts.get(item.answer).map_or(1, |count| count + 1);
        let id =
            EntityId::new(format!("{}-m{}-{count}", self.writer.prefix(), answer.key)).map_err(|_| Refused::Kind)?;
        let frame = Frame {
            id,
            answer,
            standing: accuses.then_some(grounded.stance.standing),
            attribution: self.writer.attribution(&grounded.stance.voices),
        };
        let mut statements = Vec::new();
        let mut state = |property: &str, value: &str, range: &Range<usize>| {
            statements.extend(frame.statement(self.text, property, value, range));
        };
        state("reading", reading, &item.quote);
        state("proposedSchema", schema, &item.quote);
        for (end, party, property) in &ends {
            state(&format!("{end}Id"), party.id.as_str(), &item.quote);
            state(&format!("{end}Name"), &party.name, &party.place);
            state(&format!("{end}Property"), property, &item.quote);
            if !party.schema.is_empty() {
                state(&format!("{end}Schema"), party.schema, &party.place);
            }
        }
        let words = |range: &Range<usize>| {
            let words = self.text.as_str().get(range.clone()).unwrap_or_default();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        state("trigger", &words(&item.trigger), &item.trigger);
        for (property, value, place) in values.iter().chain(&grounded.values) {
            if target.property(property).is_some() {
                let value = if value.is_empty() { words(place) } else { value.clone() };
                state("values", &format!("{property}={value}"), place);
            }
        }
        if let Some(counted) = self.counts.get_mut(item.answer) {
            *counted = count;
        }
        self.found.proposed += 1;
        self.found.statements.extend(statements);
        Ok(())
    }
}

/// What goes with every statement of a candidate.
struct Frame<'a> {
    id: EntityId,
    answer: &'a Answer,
    standing: Option<Standing>,
    attribution: Attribution,
}

impl Frame<'_> {
    fn statement(&self, text: &Text, property: &str, value: &str, range: &Range<usize>) -> Option<Statement> {
        let span = text.span(range.clone()).ok()?;
        let schema = Schema::get("Candidate")?;
        let statement =
            Statement::new(self.id.clone(), schema, property, value, span, self.answer.origin.clone()).ok()?;
        Some(statement.with_standing(self.standing).with_attribution(self.attribution.clone()))
    }
}
