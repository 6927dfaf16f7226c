//! What is known of an entity, as far as it helps to tell who it is.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, PartialDate, PropertyType, Schema, SchemaRef, SourceId};
use umbra_names::{Kind, Name, normalise};

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
#[derive(Debug, Clone)]
pub struct Record {
    pub(crate) id: EntityId,
    pub(crate) schema: SchemaRef,
    pub(crate) sources: BTreeSet<SourceId>,
    pub(crate) texts: Vec<String>,
    pub(crate) names: Vec<Name>,
    /// The names read as a person's, for an entity of which it is not known what it is.
    pub(crate) personal: Vec<Name>,
    pub(crate) births: BTreeSet<PartialDate>,
    pub(crate) deaths: BTreeSet<PartialDate>,
    /// When it began something: an office, a share.
    pub(crate) active: BTreeSet<PartialDate>,
    pub(crate) countries: BTreeSet<String>,
    pub(crate) genders: BTreeSet<String>,
    pub(crate) identifiers: BTreeMap<&'static str, BTreeSet<String>>,
    pub(crate) contacts: BTreeSet<String>,
    pub(crate) places: Vec<Name>,
    pub(crate) offices: Vec<Name>,
    pub(crate) neighbours: BTreeSet<Neighbour>,
    /// Whether a proceeding is told of against it.
    pub(crate) is_defendant: bool,
}

impl Record {
    /// A record of which no more is known than what it is and which document speaks of it. `None` for a schema whose
    /// entities are not compared: ties, events, documents.
    pub fn new(id: EntityId, schema: SchemaRef, source: SourceId) -> Option<Self> {
        subject(schema)?;
        Some(Self {
            id,
            schema,
            sources: BTreeSet::from([source]),
            texts: Vec::new(),
            names: Vec::new(),
            personal: Vec::new(),
            births: BTreeSet::new(),
            deaths: BTreeSet::new(),
            active: BTreeSet::new(),
            countries: BTreeSet::new(),
            genders: BTreeSet::new(),
            identifiers: BTreeMap::new(),
            contacts: BTreeSet::new(),
            places: Vec::new(),
            offices: Vec::new(),
            neighbours: BTreeSet::new(),
            is_defendant: false,
        })
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
        self.texts.first().map_or(self.id.as_str(), String::as_str)
    }

    /// Says that another document speaks of it too.
    pub fn seen_in(&mut self, source: SourceId) {
        self.sources.insert(source);
    }

    /// Says that a proceeding is told of against it.
    pub fn stand_trial(&mut self) {
        self.is_defendant = true;
    }

    /// Says what it is more exactly, where the one schema lies above the other.
    pub fn narrow(&mut self, schema: SchemaRef) {
        if let Some(narrower) = Schema::common(self.schema, schema).filter(|narrower| *narrower != self.schema) {
            self.schema = narrower;
            for text in std::mem::take(&mut self.texts) {
                self.name(&text);
            }
        }
    }

    /// Takes a value of a property of its schema. Values that say nothing of identity are passed over.
    pub fn state(&mut self, property: &str, value: &str) {
        let Some(property) = self.schema.property(property) else { return };
        match (property.name(), property.kind()) {
            ("full", _) => self.name(value),
            ("city" | "locality", _) if self.subject() == Kind::Place => self.name(value),
            ("abbreviation" | "weakAlias", _) => self.name(value),
            (_, PropertyType::Name) if property.is_matchable() => self.name(value),
            ("birthDate" | "incorporationDate" | "activeSince", _) => self.births.extend(value.parse::<PartialDate>()),
            ("deathDate" | "dissolutionDate", _) => self.deaths.extend(value.parse::<PartialDate>()),
            ("position" | "profession", _) => self.office(value),
            ("birthPlace", _) | (_, PropertyType::Address) => self.place(value),
            (_, PropertyType::Country) => self.countries.extend(std::iter::once(value.to_owned())),
            (_, PropertyType::Gender) => self.genders.extend(std::iter::once(value.to_owned())),
            (_, PropertyType::Email | PropertyType::Phone) => self.contacts.extend(std::iter::once(value.to_owned())),
            (name, PropertyType::Identifier) if property.is_matchable() => {
                let written: String =
                    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
                if written.chars().count() > 2 {
                    self.identifiers.entry(name).or_default().insert(written);
                }
            }
            _ => {}
        }
    }

    /// Says that a tie leads from it to another record.
    pub fn tie(&mut self, neighbour: Neighbour) {
        if neighbour.other != self.id {
            self.neighbours.insert(neighbour);
        }
    }

    /// Says what office or post it holds: the role, and where.
    pub fn office(&mut self, office: &str) {
        let office = Name::new(office, Kind::Organisation);
        if self.offices.len() < MOST_TEXTS && self.offices.iter().all(|known| known.text() != office.text()) {
            self.offices.push(office);
        }
    }

    /// Says when it began something.
    pub fn began(&mut self, date: PartialDate) {
        self.active.insert(date);
    }

    fn place(&mut self, place: &str) {
        if self.places.len() < MOST_TEXTS {
            self.places.push(Name::new(place, Kind::Place));
        }
    }

    fn name(&mut self, text: &str) {
        if self.texts.len() >= MOST_NAMES || self.texts.iter().any(|known| known == text) {
            return;
        }
        if self.texts.is_empty() {
            self.names.clear();
            self.personal.clear();
        }
        self.texts.push(text.to_owned());
        self.names.push(Name::new(text, self.subject()));
        if self.is_unknown() {
            self.personal.push(Name::new(text, Kind::Person));
        }
    }

    /// Takes out what would make others of it, once all is stated. To be called before comparing.
    ///
    /// A body may be called in short by what it belongs to ("the bureau", of its branch): that is the name of the whole,
    /// and two branches of one bureau are two. An office may be told with the holder's name, which says nothing new.
    pub(crate) fn prepare(&mut self) {
        if self.subject() == Kind::Organisation {
            let written: Vec<String> = self.texts.iter().map(|text| normalise(text)).collect();
            let is_whole = |name: &Name| {
                let own = normalise(name.text());
                let (end, with_article) = (format!(" of {own}"), format!(" of the {own}"));
                written.iter().any(|other| other.ends_with(&end) || other.ends_with(&with_article))
            };
            self.names.retain(|name| !is_whole(name));
            self.personal.retain(|name| !is_whole(name));
        }
        let own: BTreeSet<String> = self.texts.iter().flat_map(|text| words(text)).collect();
        for office in &mut self.offices {
            if words(office.text()).iter().any(|word| own.contains(word)) {
                let kept: Vec<String> = words(office.text()).into_iter().filter(|word| !own.contains(word)).collect();
                *office = Name::new(&kept.join(" "), Kind::Organisation);
            }
        }
        self.offices.retain(|office| !office.tokens().is_empty());
    }

    /// As what its names are read.
    pub(crate) fn subject(&self) -> Kind {
        subject(self.schema).unwrap_or(Kind::Organisation)
    }

    /// Whether it may be a person or a body, for all that is known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.schema.name() == "LegalEntity"
    }

    /// Its names as names of a kind.
    pub(crate) fn names_as(&self, kind: Kind) -> &[Name] {
        if kind == Kind::Person && self.is_unknown() { &self.personal } else { &self.names }
    }

    /// Whether a name says whom it means: a person's when it is written out in full, any other when some word of it is
    /// not shared by all its kind. "The gang" and "Mr Ma" mean nobody outside their document.
    pub(crate) fn is_named(&self) -> bool {
        match self.subject() {
            Kind::Person => self.names.iter().any(Name::is_full),
            Kind::Organisation | Kind::Place => self.names.iter().any(Name::is_distinctive),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn record(schema: &str, name: &str) -> Record {
        let mut record =
            Record::new(EntityId::new("a").unwrap(), Schema::get(schema).unwrap(), SourceId::of(b"a")).unwrap();
        record.state("name", name);
        record
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
            assert_eq!(record(schema, name).is_named(), expected, "{name}");
        }
        let mut nameless = record("CriminalGroup", "the gang");
        nameless.state("designation", "a gang of metal thieves");
        assert!(!nameless.is_named());
    }

    #[test]
    fn what_it_is_may_become_clearer() {
        let mut found = record("LegalEntity", "Olga Brandt");
        assert!(found.is_unknown() && !found.personal.is_empty());
        found.narrow(Schema::get("Person").unwrap());
        assert_eq!(found.subject(), Kind::Person);
        assert!(found.names[0].is_full() && found.names.len() == 1);
        found.narrow(Schema::get("Company").unwrap());
        assert_eq!(found.schema().name(), "Person");
    }

    #[test]
    fn the_whole_does_not_name_its_part() {
        let mut branch = record("PublicBody", "Lubei branch of the Tangshan Bureau");
        branch.state("name", "Tangshan Bureau");
        branch.state("name", "Lubei branch");
        branch.prepare();
        let left: Vec<&str> = branch.names.iter().map(Name::text).collect();
        assert_eq!(left, ["Lubei branch of the Tangshan Bureau", "Lubei branch"]);
    }

    #[test]
    fn an_office_is_told_without_its_holder() {
        let mut judge = record("Person", "Ngozi Hallgrimont");
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
