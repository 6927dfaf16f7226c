//! What was taken from a text, in the form of the case.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use umbra_model::{Attribution, EntityId, Link, Origin, PartialDate, Schema, Standing, Statement, Text, Validity};

use crate::entity::Entity;
use crate::extraction::{Candidate, Event, Extraction, Figure, Period, Relation, Role};
use crate::lexicon::Sort;
use crate::matching::CLASSIFIER;
use crate::mention::{MentionForm, MentionKind};

/// Turns the layers of an extraction into statements.
pub(crate) struct Writer<'a> {
    text: &'a Text,
    extraction: &'a Extraction,
    prefix: String,
    ids: Vec<Option<EntityId>>,
    schemas: Vec<&'static str>,
    statements: Vec<Statement>,
    ties: BTreeMap<(String, usize, usize), EntityId>,
    /// Who directs which firm: that tie says more than an office.
    directed: BTreeSet<(usize, usize)>,
    counts: BTreeMap<&'static str, usize>,
}

/// What goes with every statement of one thing.
struct Frame {
    id: EntityId,
    schema: &'static str,
    range: Range<usize>,
    standing: Option<Standing>,
    attribution: Attribution,
    validity: Validity,
    rule: String,
}

/// A name as part of an id: ASCII letters and digits, for other programs' ids have no others.
pub(crate) fn slug(label: &str) -> String {
    let words = umbra_names::romanise(label);
    let mut slug = String::new();
    for letter in words.chars().take(60) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

impl<'a> Writer<'a> {
    pub fn new(text: &'a Text, extraction: &'a Extraction) -> Self {
        let prefix = text.source().short();
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        let of = |schema: &'static str| extraction.relations.iter().filter(move |r| r.schema == schema);
        let owned: BTreeSet<usize> = of("Ownership").map(|r| r.object).collect();
        let directed = of("Directorship").map(|r| (r.subject, r.object)).collect();
        let schemas = extraction.entities.iter().enumerate().map(|(i, e)| schema_of(e, owned.contains(&i))).collect();
        let ids = extraction
            .entities
            .iter()
            .map(|entity| {
                // Places are values of properties, not entities of the case.
                if entity.kind == MentionKind::Place
                    || entity.mentions.is_empty() && entity.kind != MentionKind::Organisation
                {
                    return None;
                }
                let slug = slug(entity.label());
                let slug = if slug.is_empty() { "unnamed".to_owned() } else { slug };
                let count = used.entry(slug.clone()).or_insert(0);
                *count += 1;
                let id = if *count == 1 { format!("{prefix}-{slug}") } else { format!("{prefix}-{slug}-{count}") };
                EntityId::new(id).ok()
            })
            .collect();
        Self {
            text,
            extraction,
            prefix,
            ids,
            schemas,
            statements: Vec::new(),
            ties: BTreeMap::new(),
            directed,
            counts: BTreeMap::new(),
        }
    }

    /// The record of an entity; none for places and what is only described.
    pub fn id_of(&self, entity: usize) -> Option<&EntityId> {
        self.ids.get(entity)?.as_ref()
    }

    /// What begins the ids of the source's records.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    pub fn write(mut self) -> Vec<Statement> {
        let entities = self.extraction.entities.iter().enumerate();
        for (at, _) in entities.filter(|(_, entity)| !entity.is_only_offered) {
            self.entity(at);
        }
        let mut tie_ids = Vec::new();
        for relation in &self.extraction.relations {
            let id = self.relation(relation);
            tie_ids.push(id);
        }
        for role in &self.extraction.roles {
            self.role(role);
        }
        for event in &self.extraction.events {
            self.event(event, &tie_ids);
        }
        for figure in &self.extraction.figures {
            self.figure(figure);
        }
        for candidate in &self.extraction.candidates {
            self.candidate(candidate);
        }
        self.statements
    }

    /// A candidate is kept with the case, but ties nobody: its ends are words.
    fn candidate(&mut self, candidate: &Candidate) {
        let label = |entity: usize| self.extraction.entities[entity].label().to_owned();
        let subject = (self.ids[candidate.subject].clone(), label(candidate.subject));
        let object = candidate.object.map(|object| (self.ids[object].clone(), label(object)));
        let (Some(subject), subject_name) = subject else { return };
        if object.as_ref().is_some_and(|(id, _)| id.is_none()) {
            return;
        }
        let Some(id) = self.number("k") else { return };
        let frame = Frame {
            id,
            schema: "Candidate",
            range: candidate.evidence.clone(),
            standing: candidate.standing,
            attribution: self.attribution(&candidate.attribution),
            validity: Validity::default(),
            rule: match (candidate.rule.as_str(), candidate.likely) {
                ("", Some(_)) => CLASSIFIER.to_owned(),
                ("", None) => "candidate".to_owned(),
                (rule, _) => rule.to_owned(),
            },
        };
        self.state(&frame, "reading", &candidate.kind);
        self.state(&frame, "proposedSchema", &candidate.schema);
        self.state(&frame, "subjectId", subject.as_str());
        self.state(&frame, "subjectName", &subject_name);
        self.state(&frame, "subjectProperty", &candidate.ends.0);
        let offered = |entity: usize| self.extraction.entities[entity].is_only_offered.then(|| self.schemas[entity]);
        let (subject_schema, object_schema) = (offered(candidate.subject), candidate.object.and_then(offered));
        if let Some(schema) = subject_schema {
            self.state(&frame, "subjectSchema", schema);
        }
        if let Some((Some(object), object_name)) = object {
            self.state(&frame, "objectId", object.as_str());
            self.state(&frame, "objectName", &object_name);
            self.state(&frame, "objectProperty", &candidate.ends.1);
            if let Some(schema) = object_schema {
                self.state(&frame, "objectSchema", schema);
            }
        }
        if let Some(likely) = candidate.likely {
            self.state(&frame, "likelihood", &format!("{likely:.2}"));
        }
        self.state(&frame, "trigger", &candidate.word);
        if !candidate.rule.is_empty() {
            self.state(&frame, "rule", &candidate.rule);
        }
    }

    fn number(&mut self, letter: &'static str) -> Option<EntityId> {
        let count = self.counts.entry(letter).or_insert(0);
        *count += 1;
        EntityId::new(format!("{}-{letter}{count}", self.prefix)).ok()
    }

    fn quote(&self, range: &Range<usize>) -> String {
        self.text.as_str().get(range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// States one value. A value that the property does not take is left out: it would not be the text's.
    fn state(&mut self, frame: &Frame, property: &str, value: &str) {
        self.state_at(frame, property, value, &frame.range, None);
    }

    fn state_at(&mut self, frame: &Frame, property: &str, value: &str, range: &Range<usize>, rule: Option<&str>) {
        let Some(schema) = Schema::get(frame.schema) else { return };
        let Ok(span) = self.text.span(range.clone()) else { return };
        let origin = Origin::program("umbra-extract", env!("CARGO_PKG_VERSION")).with_rule(rule.unwrap_or(&frame.rule));
        if let Ok(statement) = Statement::new(frame.id.clone(), schema, property, value, span, origin) {
            self.statements.push(
                statement
                    .with_standing(frame.standing)
                    .with_attribution(frame.attribution.clone())
                    .with_validity(frame.validity),
            );
        }
    }

    pub fn attribution(&self, voices: &[usize]) -> Attribution {
        voices
            .iter()
            .map(|voice| &self.extraction.attributions[*voice])
            .filter_map(|note| {
                let pronoun = note
                    .speaker
                    .as_deref()
                    .is_some_and(|s| matches!(s.to_lowercase().as_str(), "he" | "she" | "who" | "they" | "it"));
                let label = note.entity.map(|e| self.extraction.entities[e].label().to_owned()).filter(|_| pronoun);
                let name = label.or_else(|| note.speaker.clone())?;
                Some(Link { name, entity: note.entity.and_then(|e| self.ids[e].clone()) })
            })
            .collect()
    }

    fn plain(&self, id: EntityId, schema: &'static str, range: Range<usize>, rule: &str) -> Frame {
        Frame {
            id,
            schema,
            range,
            standing: None,
            attribution: Attribution::own_voice(),
            validity: Validity::default(),
            rule: rule.to_owned(),
        }
    }

    fn entity(&mut self, at: usize) {
        let Some(id) = self.ids[at].clone() else { return };
        let entity = &self.extraction.entities[at];
        let schema = self.schemas[at];
        let mut stated: Vec<String> = Vec::new();
        for mention in entity.mentions.iter().map(|m| &self.extraction.mentions[*m]) {
            let words = self.quote(&mention.range);
            if stated.contains(&words) || mention.form == MentionForm::Pronoun {
                continue;
            }
            stated.push(words.clone());
            let frame = self.plain(id.clone(), schema, mention.range.clone(), "name");
            // A full name in Chinese has no space.
            let unspaced = mention.form == MentionForm::FullName && words.chars().any(crate::token::is_unspaced);
            let first_word_only = mention.kind == MentionKind::Person && !words.contains(' ') && !unspaced;
            let is_acronym = words.len() <= 6
                && words.chars().all(|c| c.is_uppercase() || c == '/' || c == '&')
                && entity.names.len() > 1;
            match (mention.form, mention.kind) {
                (MentionForm::Nominal, MentionKind::Organisation) if entity.is_group() && !entity.is_named() => {
                    self.state(&frame, "designation", &words);
                    self.state(&frame, "unnamed", "yes");
                    let noun = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
                    self.state(&frame, "groupType", &noun);
                }
                (MentionForm::Nominal, MentionKind::Campaign) => self.state(&frame, "designation", &words),
                (MentionForm::Nominal, MentionKind::Document) => self.state(&frame, "title", &words),
                // "the council's roads committee": words that would fit the committee of any council.
                (MentionForm::Nominal, MentionKind::Organisation) if !entity.is_named() => {
                    self.state(&frame, "weakAlias", entity.label());
                }
                (MentionForm::Nominal | MentionForm::Pronoun, _) => {}
                // One word of a name is too little to know anybody by.
                (_, MentionKind::Person) if first_word_only => self.state(&frame, "weakAlias", &words),
                (_, MentionKind::Organisation) if is_acronym => self.state(&frame, "abbreviation", &words),
                _ if entity.names.first() == Some(&words) => self.state(&frame, "name", &words),
                _ => self.state(&frame, "alias", &words),
            }
        }
        if let Some(publisher) = entity.publisher
            && let Some(mention) = entity.mentions.first().map(|m| &self.extraction.mentions[*m])
        {
            let frame = self.plain(id, schema, mention.range.clone(), "structure.published");
            let name = self.extraction.entities[publisher].label().to_owned();
            self.state(&frame, "publisher", &name);
        }
    }

    fn relation(&mut self, relation: &Relation) -> Option<EntityId> {
        let attribution = self.attribution(&relation.attribution);
        let frame = |id: EntityId, schema: &'static str| Frame {
            id,
            schema,
            range: relation.evidence.clone(),
            standing: relation.standing,
            attribution: attribution.clone(),
            validity: relation.validity,
            rule: relation.rule.clone(),
        };
        if relation.schema.is_empty() {
            self.structural(relation, &attribution);
            return None;
        }
        let (subject, object) = (self.ids[relation.subject].clone()?, self.ids[relation.object].clone()?);
        let schema = Schema::get(&relation.schema)?.name();
        let key = (relation.kind.clone(), relation.subject, relation.object);
        let id = match self.ties.get(&key) {
            Some(id) => id.clone(),
            None => {
                let id = self.number("t")?;
                self.ties.insert(key, id.clone());
                id
            }
        };
        let frame = frame(id.clone(), schema);
        self.state(&frame, &relation.ends.0, subject.as_str());
        self.state(&frame, &relation.ends.1, object.as_str());
        for (property, value) in &relation.properties {
            self.state(&frame, property, value);
        }
        if relation.is_past {
            self.state(&frame, "status", "past");
        }
        self.dates(&frame, relation.validity.from, relation.validity.to);
        Some(id)
    }

    /// Ties that are properties of their subject.
    fn structural(&mut self, relation: &Relation, attribution: &Attribution) {
        let (subject, object) = (relation.subject, relation.object);
        let Some(id) = self.ids[subject].clone() else {
            return;
        };
        let mut frame = Frame {
            id,
            schema: self.schemas[subject],
            range: relation.evidence.clone(),
            standing: None,
            attribution: attribution.clone(),
            validity: Validity::default(),
            rule: relation.rule.clone(),
        };
        let target = self.ids[object].clone();
        match (relation.kind.as_str(), target) {
            ("located_in", _) => {
                let place = self.extraction.entities[object].label().to_owned();
                self.state(&frame, "address", &place);
            }
            ("unit_of", Some(target)) => self.state(&frame, "parent", target.as_str()),
            ("part_of", Some(target)) => {
                let property = if frame.schema == "Campaign" { "partOf" } else { "parent" };
                self.state(&frame, property, target.as_str());
            }
            ("associated_with", Some(target)) if self.schemas[object] == "Campaign" => {
                let promoter = frame.id.clone();
                frame.id = target;
                frame.schema = "Campaign";
                self.state(&frame, "promotedBy", promoter.as_str());
            }
            _ => {}
        }
    }

    fn dates(&mut self, frame: &Frame, from: Option<PartialDate>, to: Option<PartialDate>) {
        if let (Some(from), Some(to)) = (from, to)
            && from == to
        {
            return self.state(frame, "date", &from.to_string());
        }
        if let Some(from) = from {
            self.state(frame, "startDate", &from.to_string());
        }
        if let Some(to) = to {
            self.state(frame, "endDate", &to.to_string());
        }
    }

    fn role(&mut self, role: &Role) {
        let Some(holder) = self.ids[role.holder].clone() else { return };
        let status = if role.is_past { "past" } else { "current" };
        let attribution = self.attribution(&role.attribution);
        let validity = Validity { from: role.start, to: role.end };
        let frame = |id: EntityId, schema: &'static str| Frame {
            id,
            schema,
            range: role.evidence.clone(),
            standing: None,
            attribution: attribution.clone(),
            validity,
            rule: "office".to_owned(),
        };
        if role.organisation.is_some_and(|body| self.directed.contains(&(role.holder, body))) {
            return;
        }
        let body = role.organisation.and_then(|e| self.ids[e].clone());
        let person = frame(holder.clone(), "Person");
        let words = self.quote(&role.evidence);
        self.state(&person, "position", &words);
        let interval = if let Some(body) = body {
            let Some(id) = self.number("r") else { return };
            let frame = frame(id, "Employment");
            self.state(&frame, "employee", holder.as_str());
            self.state(&frame, "employer", body.as_str());
            self.state(&frame, "role", &role.office);
            frame
        } else {
            let (Some(post), Some(id)) = (self.number("o"), self.number("r")) else { return };
            let position = frame(post.clone(), "Position");
            let place = role.place.map(|e| self.extraction.entities[e].label().to_owned());
            let name = match &place {
                None => role.office.clone(),
                Some(place) if role.office.chars().any(crate::token::is_unspaced) => format!("{place}{}", role.office),
                Some(place) => format!("{} of {place}", role.office),
            };
            self.state(&position, "name", &name);
            if let Some(place) = &place {
                self.state(&position, "subnationalArea", place);
            }
            let frame = frame(id, "Occupancy");
            self.state(&frame, "holder", holder.as_str());
            self.state(&frame, "post", post.as_str());
            frame
        };
        self.state(&interval, "status", status);
        if let Some(from) = role.start {
            self.state(&interval, "startDate", &from.to_string());
        }
        if let Some(to) = role.end {
            self.state(&interval, "endDate", &to.to_string());
        }
    }

    fn event(&mut self, event: &Event, ties: &[Option<EntityId>]) {
        match event.schema.as_str() {
            "Campaign" => self.campaign_event(event),
            "Proceeding" => self.proceeding(event, ties),
            "Event" => self.said(event),
            _ => {}
        }
    }

    fn frame_of(&self, event: &Event, id: EntityId, schema: &'static str) -> Frame {
        Frame {
            id,
            schema,
            range: event.evidence.clone(),
            standing: event.stage,
            attribution: self.attribution(&event.attribution),
            validity: self.validity(event),
            rule: event.rule.clone(),
        }
    }

    fn validity(&self, event: &Event) -> Validity {
        let date = event.date.map(|d| &self.extraction.dates[d]);
        Validity { from: date.and_then(|d| d.from), to: date.and_then(|d| d.to) }
    }

    fn event_date(&mut self, frame: &Frame, event: &Event, property: &str) {
        let Some(date) = event.date.map(|d| &self.extraction.dates[d]) else { return };
        let range = date.range.clone();
        match (date.from, date.to, date.inferred) {
            (Some(from), to, _) if to == Some(from) || to.is_none() => self.state(frame, property, &from.to_string()),
            (Some(from), Some(to), _) => {
                self.state(frame, "startDate", &from.to_string());
                self.state(frame, "endDate", &to.to_string());
            }
            // Counted from the document's date: the rule says so, and the span shows the words.
            (None, _, Some((from, to))) if from == to => {
                self.state_at(frame, property, &from.to_string(), &range, Some("date.inferred"));
            }
            _ => {}
        }
    }

    fn campaign_event(&mut self, event: &Event) {
        let Some(id) =
            event.roles.iter().find(|(property, _)| property == "campaign").and_then(|(_, e)| self.ids[*e].clone())
        else {
            return;
        };
        let frame = self.frame_of(event, id, "Campaign");
        for (property, value) in &event.properties {
            self.state(&frame, property, value);
        }
        let property = match event.kind.as_str() {
            "campaign_start" => "startDate",
            "campaign_end" => "endDate",
            "declaration" => "declaredDate",
            _ => "date",
        };
        self.event_date(&frame, event, property);
    }

    fn proceeding(&mut self, event: &Event, ties: &[Option<EntityId>]) {
        let Some(id) = self.number("p") else { return };
        let frame = self.frame_of(event, id, "Proceeding");
        self.state(&frame, "name", &event.kind.replace('_', " "));
        for (property, entity) in &event.roles {
            if let Some(id) = self.ids[*entity].clone() {
                self.state(&frame, property, id.as_str());
            }
        }
        if let Some(stage) = event.stage {
            self.state(&frame, "stage", stage.name());
        }
        for charge in &event.content {
            let words = self.quote(charge);
            self.state(&frame, "charge", &words);
        }
        for (property, value) in &event.properties {
            self.state(&frame, property, value);
        }
        let concerned: Vec<EntityId> = event.concerns.iter().filter_map(|r| ties.get(*r).cloned().flatten()).collect();
        for tie in concerned {
            self.state(&frame, "concerns", tie.as_str());
        }
        self.event_date(&frame, event, "date");
    }

    /// An order or a call: what was said stays in the mouth of the one who said it.
    fn said(&mut self, event: &Event) {
        let Some(id) = self.number("e") else { return };
        let mut frame = self.frame_of(event, id, "Event");
        let speaker = event.roles.iter().find(|(property, _)| property == "involved");
        let own = self.extraction.attributions.iter().find(|note| note.clause == event.clause && note.clause.is_some());
        if let Some(note) = own {
            let name =
                note.entity.map(|e| self.extraction.entities[e].label().to_owned()).or_else(|| note.speaker.clone());
            if let Some(name) = name {
                frame.attribution = frame.attribution.citing(name, note.entity.and_then(|e| self.ids[e].clone()));
            }
        }
        self.state(&frame, "name", &event.kind);
        if let Some(id) = speaker.and_then(|(_, e)| self.ids[*e].clone()) {
            self.state(&frame, "involved", id.as_str());
        }
        for (property, value) in &event.properties {
            self.state(&frame, property, value);
        }
        self.event_date(&frame, event, "date");
    }

    fn figure(&mut self, figure: &Figure) {
        let Some(id) = self.number("f") else { return };
        let stated = |period: &Option<Period>| {
            period
                .as_ref()
                .filter(|p| !p.is_inferred)
                .map_or(Validity::default(), |p| Validity { from: p.start, to: p.end })
        };
        let frame = Frame {
            id,
            schema: "Figure",
            range: figure.evidence.clone(),
            standing: None,
            attribution: self.attribution(&figure.attribution),
            validity: stated(&figure.period),
            rule: "figure".to_owned(),
        };
        self.state(&frame, "measure", &figure.measure);
        self.state(&frame, "kind", figure.kind.name());
        self.state(&frame, "value", &figure.value.to_string());
        self.state(&frame, "comparator", figure.comparator.sign());
        self.state(&frame, "unit", &figure.unit);
        if let Some(high) = figure.high {
            self.state(&frame, "valueHigh", &high.to_string());
        }
        if let Some(direction) = figure.direction {
            self.state(&frame, "direction", direction.name());
        }
        if let Some(currency) = &figure.currency {
            self.state(&frame, "currency", currency);
        }
        if let Some(predicate) = &figure.predicate {
            self.state(&frame, "predicate", predicate);
        }
        if let Some(period) = &figure.period {
            self.period(&frame, period, ["period", "startDate", "endDate"]);
        }
        if let Some(base) = &figure.base {
            self.period(&frame, base, ["basePeriod", "baseStart", "baseEnd"]);
        }
        if let Some(place) = figure.territory {
            let name = self.extraction.entities[place].label().to_owned();
            self.state(&frame, "territory", &name);
        }
        if let Some(origin) = frame.attribution.origin().map(|link| link.name.clone()) {
            self.state(&frame, "source", &origin);
        }
    }

    fn period(&mut self, frame: &Frame, period: &Period, properties: [&str; 3]) {
        self.state(frame, properties[0], &period.words);
        let rule = match (period.is_inferred, period.is_inherited) {
            (true, _) => Some("date.inferred"),
            (false, true) => Some("figure.inherited_period"),
            (false, false) => None,
        };
        for (property, date) in [(properties[1], period.start), (properties[2], period.end)] {
            if let Some(date) = date {
                self.state_at(frame, property, &date.to_string(), &frame.range, rule);
            }
        }
    }
}

/// The schema that fits an entity, by its kind and by what the ties ask of it.
fn schema_of(entity: &Entity, is_owned: bool) -> &'static str {
    match entity.kind {
        MentionKind::Person => "Person",
        MentionKind::Campaign => "Campaign",
        MentionKind::Document => "Document",
        MentionKind::Place | MentionKind::Group => "Thing",
        MentionKind::Organisation => match entity.sort {
            Sort::Group => "CriminalGroup",
            Sort::Company => "Company",
            _ if is_owned => "Company",
            sort if sort.is_public() => "PublicBody",
            _ => "Organization",
        },
    }
}
