//! The records of a case or of a file, with the ties between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxHashMap;
use umbra_case::{Case, Filter, Judgement, Stated};
use umbra_model::{EntityId, LineValue, PartialDate, PropertyRef, PropertyType, RawEntity, SchemaRef, SourceId};
use umbra_names::Terms;

use crate::error::Result;
use crate::record::{Neighbour, Record, subject};
use crate::resolve::Options;
use crate::take_back::is_reopened;

/// An entity with more ends than this is a list, and ties nobody to everybody.
const MOST_ENDS: usize = 12;

/// A tie, an event or whatever else names several entities.
struct Link {
    schema: SchemaRef,
    /// By property, who stands there.
    ends: BTreeSet<(&'static str, EntityId)>,
    roles: BTreeSet<String>,
    began: BTreeSet<PartialDate>,
}

/// The records of a case, ties among them, and what was decided before.
pub(crate) struct Collected {
    pub records: Vec<Record>,
    pub options: Options,
}

/// Records while they are read: of a case statement by statement, of a file entity by entity.
#[derive(Default)]
pub struct Collector {
    records: Vec<Record>,
    number: FxHashMap<EntityId, u32>,
    links: BTreeMap<EntityId, Link>,
    /// Captions of entities that are no records: posts.
    posts: HashMap<EntityId, String>,
    terms: Terms,
    /// The number of the collection under way.
    collection: u8,
}

/// Reads a case.
///
/// # Errors
/// When the case can't be read.
pub(crate) fn collect(case: &Case, mut options: Options) -> Result<Collected> {
    let mut collector = Collector::default();
    collector.take_case(case, &mut options)?;
    Ok(Collected { records: collector.finish(), options })
}

impl Collector {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many records there are so far.
    pub fn records(&self) -> usize {
        self.records.len()
    }

    /// Says that what comes from now on is of another collection; see [`Options::across`]. An entity of both is in both.
    ///
    /// # Panics
    /// After the eighth.
    pub fn begin_collection(&mut self) {
        self.collection = self.collection.checked_add(1).filter(|number| *number < 8).expect("there are eight at most");
    }

    /// Takes all entities of a case, those judged the same as one; what was decided and who published what is added to the
    /// options.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn take_case(&mut self, case: &Case, options: &mut Options) -> Result<()> {
        let mut canonical: HashMap<EntityId, EntityId> = HashMap::new();
        let mut decided = Vec::new();
        for decision in case.decisions()?.into_iter().filter(|decision| decision.stands) {
            for id in [&decision.left, &decision.right] {
                if !canonical.contains_key(id) {
                    canonical.insert(id.clone(), case.canonical(id)?);
                }
            }
            if decision.judgement != Judgement::Same {
                decided.push(decision);
            }
        }
        let one = |id: &EntityId| canonical.get(id).unwrap_or(id).clone();
        case.each_statement(&Filter::all().without_retracted(), |stated: Stated| {
            let statement = &stated.statement;
            if statement.schema().is_aside() {
                return;
            }
            let (id, target) = (one(statement.entity()), statement.target().map(|id| one(&id)));
            let source = statement.span().source();
            self.take(&id, statement.schema(), statement.property(), statement.value(), target, source);
        })?;
        // What is judged of one pair of ids outweighs what was taken back of another pair of the same two.
        decided.sort_by_key(is_reopened);
        for decision in decided {
            let (left, right) = (one(&decision.left), one(&decision.right));
            let pair = (left.clone().min(right.clone()), left.clone().max(right.clone()));
            if left != right && options.parted.insert(pair.clone()) && is_reopened(&decision) {
                options.reopened.insert(pair);
            }
        }
        for source in case.sources()? {
            if let Some(publisher) = source.publisher {
                options.publishers.insert(source.id, publisher);
            }
        }
        Ok(())
    }

    /// Takes an entity of a file. One that comes twice is one.
    pub fn take_entity(&mut self, entity: &RawEntity<'_>, source: SourceId) {
        // The reader has checked the id.
        let Ok(id) = EntityId::new(&entity.id) else { return };
        self.begin(&id, entity.schema, source);
        for LineValue { property, value, .. } in &entity.values {
            let target = (property.kind() == PropertyType::Entity).then(|| EntityId::new(value).ok()).flatten();
            self.state(&id, entity.schema, property, value, target);
        }
    }

    fn take(
        &mut self,
        id: &EntityId,
        schema: SchemaRef,
        property: PropertyRef,
        value: &str,
        target: Option<EntityId>,
        source: SourceId,
    ) {
        self.begin(id, schema, source);
        self.state(id, schema, property, value, target);
    }

    fn begin(&mut self, id: &EntityId, schema: SchemaRef, source: SourceId) {
        if let Some(at) = self.number.get(id) {
            let record = &mut self.records[*at as usize];
            record.seen_in(source);
            record.collections |= 1 << self.collection;
            record.narrow(schema);
        } else if let Some(mut record) = Record::new(id.clone(), schema, source) {
            record.collections = 1 << self.collection;
            self.number.insert(id.clone(), u32::try_from(self.records.len()).unwrap_or(u32::MAX));
            self.records.push(record);
        }
    }

    fn state(
        &mut self,
        id: &EntityId,
        schema: SchemaRef,
        property: PropertyRef,
        value: &str,
        target: Option<EntityId>,
    ) {
        let is_record = subject(schema).is_some();
        if is_record {
            if let Some(at) = self.number.get(id) {
                let record = &mut self.records[*at as usize];
                if record.schema() == schema {
                    record.state_property(property, value, &mut self.terms);
                } else {
                    record.state_with(property.name(), value, &mut self.terms);
                }
            }
        } else if schema.is_a("Position") && property.kind() == PropertyType::Name {
            self.posts.entry(id.clone()).or_insert_with(|| value.to_owned());
        }
        let is_detail = !is_record && matches!(property.name(), "role" | "startDate" | "date");
        if target.is_none() && !is_detail {
            return;
        }
        let link = self.links.entry(id.clone()).or_insert_with(|| Link {
            schema,
            ends: BTreeSet::new(),
            roles: BTreeSet::new(),
            began: BTreeSet::new(),
        });
        if let Some(target) = target {
            link.ends.insert((property.name(), target));
        } else if property.name() == "role" {
            link.roles.insert(value.to_owned());
        } else {
            link.began.extend(value.parse::<PartialDate>());
        }
    }

    fn record(&mut self, id: &EntityId) -> Option<&mut Record> {
        let at = *self.number.get(id)?;
        self.records.get_mut(at as usize)
    }

    /// The records, in the order in which they came, with the ties between them as neighbours and offices of both ends.
    pub fn finish(mut self) -> Vec<Record> {
        for (id, link) in std::mem::take(&mut self.links) {
            if link.ends.is_empty() || link.ends.len() > MOST_ENDS {
                continue;
            }
            let tie = link.schema.name();
            let is_record = self.number.contains_key(&id);
            if let Some(record) = self.record(&id) {
                // A record that names another by itself: its parent, its address.
                for (end, other) in &link.ends {
                    record.tie(Neighbour { tie, end, other: other.clone() });
                }
            }
            for (end, own) in &link.ends {
                let Some(at) = self.number.get(own).map(|at| *at as usize) else { continue };
                if tie == "Proceeding" && *end == "defendant" {
                    self.records[at].stand_trial();
                }
                let others = || link.ends.iter().filter(|(_, other)| other != own);
                for (_, other) in others().filter(|(_, other)| self.number.contains_key(other)) {
                    self.records[at].tie(Neighbour { tie, end, other: other.clone() });
                }
                if is_record {
                    self.records[at].tie(Neighbour { tie, end, other: id.clone() });
                }
                if link.schema.is_edge() {
                    for date in &link.began {
                        self.records[at].began(*date);
                    }
                }
                if !is_office(link.schema) {
                    continue;
                }
                for (_, other) in others() {
                    if let Some(post) = self.posts.get(other) {
                        self.records[at].office(post);
                    } else if let Some(body) = self.number.get(other).map(|at| *at as usize) {
                        let body = self.records[body].caption().to_owned();
                        for role in &link.roles {
                            self.records[at].office(&format!("{role} of the {body}"));
                        }
                    }
                }
            }
        }
        self.records
    }
}

fn is_office(schema: SchemaRef) -> bool {
    ["Employment", "Directorship", "Membership", "Occupancy"].into_iter().any(|tie| schema.is_a(tie))
}
