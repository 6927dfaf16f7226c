//! What is known of an entity, as far as it helps to tell who it is.

use std::collections::HashSet;
use std::fmt;

use smallvec::SmallVec;
use umbra_model::{Entity, EntityId, PartialDate, PropertyRef, PropertyType, Schema, SchemaRef, SourceId};
use umbra_names::{Kind, Name, Terms, normalise};

/// More names than this of one record are not compared; the first ones are kept.
const MOST_NAMES: usize = 16;
/// Likewise for what else is compared one by one.
const MOST_TEXTS: usize = 16;

/// A record at the other end of a tie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour {
    /// The schema of the tie: `Employment`.
    pub tie: &'static str,
    /// The end of the tie at which the record itself stands: `employee`.
    pub end: &'static str,
    /// Who stands at the other end.
    pub other: EntityId,
}

/// What is known of an entity, in the form in which it is compared: built by [`Record::state`], value by value.
///
/// Half a kilobyte for an entity of usual size that was stated [with](Record::state_with) the terms of others.
#[derive(Debug, Clone)]
pub struct Record {
    pub(crate) id: EntityId,
    pub(crate) schema: SchemaRef,
    /// As what its names are read.
    pub(crate) kind: Kind,
    /// Whether it may be a person or a body, for all that is known.
    pub(crate) is_unknown: bool,
    /// Whether it is a body of people, and no thing.
    pub(crate) is_body: bool,
    /// Without repetition, as all the lists below; in the order stated.
    pub(crate) sources: SmallVec<[SourceId; 1]>,
    pub(crate) names: Vec<Name>,
    /// The names read as a person's, for an entity of which it is not known what it is.
    pub(crate) personal: Vec<Name>,
    /// Given, middle and family names that were stated by themselves.
    parts: Option<Box<[Option<Box<str>>; 4]>>,
    /// In their order.
    pub(crate) births: SmallVec<[PartialDate; 1]>,
    /// In their order.
    pub(crate) deaths: SmallVec<[PartialDate; 1]>,
    /// When it began something: an office, a share.
    pub(crate) active: Vec<PartialDate>,
    pub(crate) countries: SmallVec<[Code; 2]>,
    pub(crate) genders: SmallVec<[Gender; 1]>,
    /// Property and number; in their order.
    pub(crate) identifiers: Vec<(&'static str, Box<str>)>,
    pub(crate) contacts: Vec<Box<str>>,
    pub(crate) places: Vec<Name>,
    pub(crate) offices: Vec<Name>,
    /// In their order.
    pub(crate) neighbours: Vec<Neighbour>,
    /// Whether a proceeding is told of against it.
    pub(crate) is_defendant: bool,
    /// In which collections it stands, a bit for each.
    pub(crate) collections: u8,
}

/// The code of a country, eight letters at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code([u8; 8]);

impl Code {
    fn of(code: &str) -> Self {
        let mut out = [0; 8];
        out.iter_mut().zip(code.bytes()).for_each(|(to, byte)| *to = byte);
        Self(out)
    }

    /// The code as one number.
    pub(crate) fn number(self) -> u64 {
        u64::from_le_bytes(self.0)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        f.write_str(std::str::from_utf8(&self.0[..end]).unwrap_or("?"))
    }
}

/// Codes, one after the other.
pub(crate) fn list(codes: impl IntoIterator<Item = Code>) -> String {
    codes.into_iter().map(|code| code.to_string()).collect::<Vec<_>>().join(", ")
}

/// A sex, as far as it is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
    Other,
}

impl fmt::Display for Gender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
        })
    }
}

/// Adds to a list that mostly stays as short as it is: a list that grows as usual begins with room for four.
fn push<T>(list: &mut Vec<T>, value: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(1);
    }
    list.push(value);
}

fn keep_dates(list: &mut SmallVec<[PartialDate; 1]>, value: &str) {
    if let Ok(date) = value.parse::<PartialDate>()
        && let Err(at) = list.binary_search(&date)
    {
        list.insert(at, date);
    }
}

fn keep_sorted<T: Ord>(list: &mut Vec<T>, value: T) {
    if let Err(at) = list.binary_search(&value) {
        if list.len() == list.capacity() {
            list.reserve_exact(1);
        }
        list.insert(at, value);
    }
}

impl Record {
    /// A record of which no more is known than what it is and which document speaks of it. `None` for a schema whose
    /// entities are not compared: ties, events, documents.
    pub fn new(id: EntityId, schema: SchemaRef, source: SourceId) -> Option<Self> {
        let kind = subject(schema)?;
        Some(Self {
            id,
            schema,
            kind,
            is_unknown: is_unknown(schema),
            is_body: is_body(schema, kind),
            sources: SmallVec::from_buf([source]),
            names: Vec::new(),
            personal: Vec::new(),
            parts: None,
            births: SmallVec::new(),
            deaths: SmallVec::new(),
            active: Vec::new(),
            countries: SmallVec::new(),
            genders: SmallVec::new(),
            identifiers: Vec::new(),
            contacts: Vec::new(),
            places: Vec::new(),
            offices: Vec::new(),
            neighbours: Vec::new(),
            is_defendant: false,
            collections: 1,
        })
    }

    /// The record of an entity by itself, without its ties. `None` for a schema whose entities are not compared.
    pub fn of_entity(entity: &Entity, source: SourceId, terms: &mut Terms) -> Option<Self> {
        let mut record = Self::new(entity.id().clone(), entity.schema(), source)?;
        for (property, value) in entity.values() {
            record.state_property(property, value, terms);
        }
        record.prepare();
        Some(record)
    }

    /// A record of some values, as far as [`compare`](crate::compare) looks at them: for schemata whose entities are not
    /// compared by themselves and are read as another's, and for many entities of which each is compared once. Places are
    /// taken in where they are `with_places`; offices are not. `None` for a schema whose entities are not compared.
    pub fn of_values<'v>(
        id: EntityId,
        schema: SchemaRef,
        source: SourceId,
        values: impl IntoIterator<Item = (PropertyRef, &'v str)>,
        with_places: bool,
        terms: &mut Terms,
    ) -> Option<Self> {
        let mut record = Self::new(id, schema, source)?;
        for (property, value) in values {
            let is_place = property.name() == "birthPlace" || property.kind() == PropertyType::Address;
            let is_office = ["position", "profession"].contains(&property.name());
            if !is_office && (!is_place || with_places || record.kind == Kind::Place) {
                record.state_property(property, value, terms);
            }
        }
        record.prepare();
        Some(record)
    }

    /// Whether it states an address or a place of birth.
    pub fn has_places(&self) -> bool {
        !self.places.is_empty()
    }

    /// The entity's id.
    pub fn id(&self) -> &EntityId {
        &self.id
    }

    /// What it is.
    pub fn schema(&self) -> SchemaRef {
        self.schema
    }

    /// What it is called first; its id where it has no name.
    pub fn caption(&self) -> &str {
        self.names.first().map_or(self.id.as_str(), Name::text)
    }

    /// Says that another document speaks of it too.
    pub fn seen_in(&mut self, source: SourceId) {
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }

    /// In how many of the collections that were taken it stands.
    pub fn collections(&self) -> u32 {
        self.collections.count_ones()
    }

    /// Whether the two stand in different collections; one that stands in several stands across from everybody.
    pub(crate) fn is_across(&self, other: &Self) -> bool {
        (self.collections | other.collections).count_ones() > 1
    }

    /// Says that a proceeding is told of against it.
    pub fn stand_trial(&mut self) {
        self.is_defendant = true;
    }

    /// Says what it is more exactly, where the one schema lies above the other.
    pub fn narrow(&mut self, schema: SchemaRef) {
        if let Some(narrower) = Schema::common(self.schema, schema).filter(|narrower| *narrower != self.schema) {
            self.schema = narrower;
            self.kind = subject(narrower).unwrap_or(Kind::Organisation);
            (self.is_unknown, self.is_body) = (is_unknown(narrower), is_body(narrower, self.kind));
            self.personal.clear();
            for name in std::mem::take(&mut self.names) {
                self.name(name.text(), &mut Terms::new());
            }
        }
    }

    /// Takes a value of a property of its schema. Values that say nothing of identity are passed over.
    pub fn state(&mut self, property: &str, value: &str) {
        self.state_with(property, value, &mut Terms::new());
    }

    /// [`Record::state`], with the words of other records' names at hand: for many records in a fraction of the time and
    /// memory.
    pub fn state_with(&mut self, property: &str, value: &str, terms: &mut Terms) {
        if let Some(property) = self.schema.property(property) {
            self.state_property(property, value, terms);
        }
    }

    /// [`Record::state_with`] for a property looked up before.
    pub fn state_property(&mut self, property: PropertyRef, value: &str, terms: &mut Terms) {
        match (property.name(), property.kind()) {
            ("full", _) => self.name(value, terms),
            ("city" | "locality", _) if self.kind == Kind::Place => self.name(value, terms),
            ("abbreviation" | "weakAlias", _) => self.name(value, terms),
            ("firstName", _) => self.part(0, value),
            ("middleName" | "secondName", _) => self.part(1, value),
            ("fatherName", _) => self.part(2, value),
            ("lastName", _) => self.part(3, value),
            (_, PropertyType::Name) if property.is_matchable() => self.name(value, terms),
            ("birthDate" | "incorporationDate" | "activeSince", _) => keep_dates(&mut self.births, value),
            ("deathDate" | "dissolutionDate", _) => keep_dates(&mut self.deaths, value),
            ("position" | "profession", _) => self.office_with(value, terms),
            ("birthPlace", _) | (_, PropertyType::Address) => self.place(value, terms),
            (_, PropertyType::Country) => {
                let code = Code::of(value);
                if !self.countries.contains(&code) {
                    self.countries.push(code);
                }
            }
            (_, PropertyType::Gender) => {
                let gender = match value {
                    "female" => Gender::Female,
                    "male" => Gender::Male,
                    _ => Gender::Other,
                };
                if !self.genders.contains(&gender) {
                    self.genders.push(gender);
                }
            }
            (_, PropertyType::Email | PropertyType::Phone) if !self.contacts.iter().any(|known| **known == *value) => {
                push(&mut self.contacts, value.into());
            }
            (name, PropertyType::Identifier) if property.is_matchable() => {
                let written: String =
                    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
                if written.chars().count() > 2 {
                    keep_sorted(&mut self.identifiers, (name, written.into()));
                }
            }
            _ => {}
        }
    }

    /// Its numbers that a property holds.
    pub(crate) fn identifiers_of(&self, property: &str) -> impl Iterator<Item = &str> {
        self.identifiers.iter().filter(move |(known, _)| *known == property).map(|(_, number)| &**number)
    }

    /// Says that a tie leads from it to another record.
    pub fn tie(&mut self, neighbour: Neighbour) {
        if neighbour.other != self.id {
            keep_sorted(&mut self.neighbours, neighbour);
        }
    }

    /// Says what office or post it holds: the role, and where.
    pub fn office(&mut self, office: &str) {
        self.office_with(office, &mut Terms::new());
    }

    fn office_with(&mut self, office: &str, terms: &mut Terms) {
        if self.offices.len() < MOST_TEXTS && self.offices.iter().all(|known| known.text() != office) {
            push(&mut self.offices, Name::with(office, Kind::Organisation, terms));
        }
    }

    /// Says when it began something.
    pub fn began(&mut self, date: PartialDate) {
        if !self.active.contains(&date) {
            self.active.push(date);
        }
    }

    fn place(&mut self, place: &str, terms: &mut Terms) {
        if self.places.len() < MOST_TEXTS && self.places.iter().all(|known| known.text() != place) {
            push(&mut self.places, Name::with(place, Kind::Place, terms));
        }
    }

    fn part(&mut self, at: usize, text: &str) {
        let part = &mut self.parts.get_or_insert_default()[at];
        part.get_or_insert_with(|| text.into());
    }

    fn name(&mut self, text: &str, terms: &mut Terms) {
        if self.names.len() >= MOST_NAMES || self.names.iter().any(|known| known.text() == text) {
            return;
        }
        push(&mut self.names, Name::with(text, self.kind, terms));
        if self.is_unknown {
            push(&mut self.personal, Name::with(text, Kind::Person, terms));
        }
    }

    /// Takes out what would make others of it, once all is stated. To be called before comparing.
    ///
    /// A body may be called in short by what it belongs to ("the bureau", of its branch): that is the name of the whole,
    /// and two branches of one bureau are two. An office may be told with the holder's name, which says nothing new.
    pub(crate) fn prepare(&mut self) {
        if let Some(parts) = self.parts.take()
            && self.names.is_empty()
            && self.kind == Kind::Person
        {
            let whole: Vec<&str> = parts.iter().flatten().map(|part| &**part).collect();
            self.name(&whole.join(" "), &mut Terms::new());
        }
        if self.kind == Kind::Organisation && self.names.len() > 1 {
            let written: Vec<String> = self.names.iter().map(|name| normalise(name.text())).collect();
            let is_whole = |name: &Name| {
                let own = normalise(name.text());
                let (end, with_article) = (format!(" of {own}"), format!(" of the {own}"));
                written.iter().any(|other| other.ends_with(&end) || other.ends_with(&with_article))
            };
            self.names.retain(|name| !is_whole(name));
            self.personal.retain(|name| !is_whole(name));
        }
        if self.offices.is_empty() {
            return;
        }
        let own: HashSet<String> = self.names.iter().flat_map(|name| words(name.text())).collect();
        for office in &mut self.offices {
            if words(office.text()).iter().any(|word| own.contains(word)) {
                let kept: Vec<String> = words(office.text()).into_iter().filter(|word| !own.contains(word)).collect();
                *office = Name::new(&kept.join(" "), Kind::Organisation);
            }
        }
        self.offices.retain(|office| !office.tokens().is_empty());
    }

    /// Its names as names of a kind.
    pub(crate) fn names_as(&self, kind: Kind) -> &[Name] {
        if kind == Kind::Person && self.is_unknown { &self.personal } else { &self.names }
    }

    /// Whether a name says whom it means: a person's when it is written out in full, any other when some word of it is
    /// not shared by all its kind. "The gang" and "Mr Ma" mean nobody outside their document.
    pub(crate) fn is_named(&self) -> bool {
        match self.kind {
            Kind::Person => self.names.iter().any(Name::is_full),
            Kind::Organisation | Kind::Place => self.names.iter().any(Name::is_distinctive),
        }
    }
}

fn is_unknown(schema: SchemaRef) -> bool {
    schema.name() == "LegalEntity"
}

fn is_body(schema: SchemaRef, kind: Kind) -> bool {
    kind == Kind::Organisation && schema.is_a("LegalEntity")
}

fn words(text: &str) -> Vec<String> {
    normalise(text).split(' ').map(str::to_owned).collect()
}

/// As what the names of a schema's entities are read; `None` for those that are not compared.
pub(crate) fn subject(schema: SchemaRef) -> Option<Kind> {
    if schema.is_a("Person") {
        return Some(Kind::Person);
    }
    if schema.is_a("Address") || schema.is_a("Territory") {
        return Some(Kind::Place);
    }
    let is_body = schema.is_a("LegalEntity") || schema.is_a("Vehicle");
    (is_body && schema.is_matchable()).then_some(Kind::Organisation)
}

/// A record for tests.
#[cfg(test)]
pub(crate) fn record(schema: &str, values: &[(&str, &str)]) -> Record {
    let id = EntityId::new("a").expect("an id");
    let schema = Schema::get(schema).expect("a schema");
    let mut record = Record::new(id, schema, SourceId::of(b"a")).expect("a schema that is compared");
    values.iter().for_each(|(property, value)| record.state(property, value));
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(schema: &str, name: &str) -> Record {
        record(schema, &[("name", name)])
    }

    #[test]
    fn descriptions_are_no_names() {
        for (schema, name, expected) in [
            ("Person", "Ma Aijun", true),
            ("Person", "Ma", false),
            ("Person", "Mr Brandt", false),
            ("CriminalGroup", "the gang", false),
            ("CriminalGroup", "Lantern Crew", true),
            ("PublicBody", "the District Court", false),
            ("Address", "Tangshan", true),
        ] {
            assert_eq!(named(schema, name).is_named(), expected, "{name}");
        }
        let mut nameless = named("CriminalGroup", "the gang");
        nameless.state("designation", "a gang of metal thieves");
        assert!(!nameless.is_named());
    }

    #[test]
    fn what_it_is_may_become_clearer() {
        let mut found = named("LegalEntity", "Olga Brandt");
        assert!(found.is_unknown && !found.personal.is_empty());
        found.narrow(Schema::get("Person").unwrap());
        assert_eq!(found.kind, Kind::Person);
        assert!(found.names[0].is_full() && found.names.len() == 1);
        found.narrow(Schema::get("Company").unwrap());
        assert_eq!(found.schema().name(), "Person");
    }

    #[test]
    fn the_whole_does_not_name_its_part() {
        let mut branch = named("PublicBody", "Lubei branch of the Tangshan Bureau");
        branch.state("name", "Tangshan Bureau");
        branch.state("name", "Lubei branch");
        branch.prepare();
        let left: Vec<&str> = branch.names.iter().map(Name::text).collect();
        assert_eq!(left, ["Lubei branch of the Tangshan Bureau", "Lubei branch"]);
    }

    #[test]
    fn an_office_is_told_without_its_holder() {
        let mut judge = named("Person", "Ngozi Hallgrimont");
        judge.state("position", "Judge Ngozi Hallgrimont");
        judge.state("position", "Ngozi Hallgrimont");
        judge.prepare();
        assert_eq!(judge.offices.iter().map(Name::text).collect::<Vec<_>>(), ["judge"]);
    }

    #[test]
    fn ties_and_events_are_not_compared() {
        for schema in ["Ownership", "Proceeding", "Document", "Position"] {
            assert!(subject(Schema::get(schema).unwrap()).is_none(), "{schema}");
        }
    }
}
