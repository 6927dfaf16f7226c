//! The records of a case.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use umbra_case::{Case, Filter, Judgement, Stated};
use umbra_model::{EntityId, PartialDate, PropertyType, SchemaRef, SourceId, Statement};

use crate::error::Result;
use crate::record::{Neighbour, Record, subject};
use crate::resolve::Options;

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

/// What is read of a case, statement by statement.
#[derive(Default)]
struct Collector {
    records: BTreeMap<EntityId, Record>,
    links: BTreeMap<EntityId, Link>,
    /// Captions of entities that are no records: posts.
    posts: HashMap<EntityId, String>,
}

/// Reads a case.
///
/// # Errors
/// When the case can't be read.
pub(crate) fn collect(case: &Case, mut options: Options) -> Result<Collected> {
    let mut canonical: HashMap<EntityId, EntityId> = HashMap::new();
    let mut decided = BTreeSet::new();
    for decision in case.decisions()?.into_iter().filter(|decision| decision.stands) {
        for id in [&decision.left, &decision.right] {
            if !canonical.contains_key(id) {
                canonical.insert(id.clone(), case.canonical(id)?);
            }
        }
        if decision.judgement != Judgement::Same {
            decided.insert((decision.left, decision.right));
        }
    }
    let one = |id: &EntityId| canonical.get(id).unwrap_or(id).clone();
    let mut collector = Collector::default();
    case.each_statement(&Filter::all().without_retracted(), |stated: Stated| {
        collector.take(one(stated.statement.entity()), stated.statement.target().map(|id| one(&id)), &stated.statement);
    })?;
    for (left, right) in decided {
        let (left, right) = (one(&left), one(&right));
        if left != right {
            options.parted.insert((left.clone().min(right.clone()), left.max(right)));
        }
    }
    for source in case.sources()? {
        if let Some(publisher) = source.publisher {
            options.publishers.insert(source.id, publisher);
        }
    }
    Ok(Collected { records: collector.finish(), options })
}

impl Collector {
    fn take(&mut self, id: EntityId, target: Option<EntityId>, statement: &Statement) {
        let (schema, property) = (statement.schema(), statement.property());
        let source: SourceId = statement.span().source();
        if subject(schema).is_some() {
            if !self.records.contains_key(&id) {
                self.records.extend(Record::new(id.clone(), schema, source).map(|record| (id.clone(), record)));
            }
            if let Some(record) = self.records.get_mut(&id) {
                record.seen_in(source);
                record.narrow(schema);
                record.state(property.name(), statement.value());
            }
        } else if schema.is_a("Position") && property.kind() == PropertyType::Name {
            self.posts.entry(id.clone()).or_insert_with(|| statement.value().to_owned());
        }
        let is_detail = subject(schema).is_none() && matches!(property.name(), "role" | "startDate" | "date");
        if target.is_none() && !is_detail {
            return;
        }
        let link = self.links.entry(id).or_insert_with(|| Link {
            schema,
            ends: BTreeSet::new(),
            roles: BTreeSet::new(),
            began: BTreeSet::new(),
        });
        if let Some(target) = target {
            link.ends.insert((property.name(), target));
        } else if property.name() == "role" {
            link.roles.insert(statement.value().to_owned());
        } else {
            link.began.extend(statement.value().parse::<PartialDate>());
        }
    }

    /// Turns ties into neighbours and offices of the records at their ends.
    fn finish(mut self) -> Vec<Record> {
        let captions: HashMap<EntityId, String> =
            self.records.iter().map(|(id, record)| (id.clone(), record.caption().to_owned())).collect();
        for (id, link) in std::mem::take(&mut self.links) {
            if link.ends.is_empty() || link.ends.len() > MOST_ENDS {
                continue;
            }
            let tie = link.schema.name();
            if let Some(record) = self.records.get_mut(&id) {
                // A record that names another by itself: its parent, its address.
                for (end, other) in &link.ends {
                    record.tie(Neighbour { tie, end, other: other.clone() });
                }
            }
            for (end, own) in &link.ends {
                let Some(record) = self.records.get_mut(own) else { continue };
                if tie == "Proceeding" && *end == "defendant" {
                    record.stand_trial();
                }
                let others = || link.ends.iter().filter(|(_, other)| other != own);
                for (_, other) in others().filter(|(_, other)| captions.contains_key(other)) {
                    record.tie(Neighbour { tie, end, other: other.clone() });
                }
                if captions.contains_key(&id) {
                    record.tie(Neighbour { tie, end, other: id.clone() });
                }
                if link.schema.is_edge() {
                    for date in &link.began {
                        record.began(*date);
                    }
                }
                if !is_office(link.schema) {
                    continue;
                }
                for (_, other) in others() {
                    if let Some(post) = self.posts.get(other) {
                        record.office(post);
                    } else if let Some(body) = captions.get(other) {
                        for role in &link.roles {
                            record.office(&format!("{role} of the {body}"));
                        }
                    }
                }
            }
        }
        self.records.into_values().collect()
    }
}

fn is_office(schema: SchemaRef) -> bool {
    ["Employment", "Directorship", "Membership", "Occupancy"].into_iter().any(|tie| schema.is_a(tie))
}
