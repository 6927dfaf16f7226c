//! What kinds of entity there are.

use crate::name_hash::name_hash;
use crate::property::{Property, PropertyRef, PropertyType};
use std::fmt;

/// A kind of entity: its name, its place in the hierarchy, its properties.
///
/// There is one static value per schema, so a [`SchemaRef`] is as cheap as a pointer. The schemata are those of
/// FollowTheMoney 4.11.2 plus ten of our own, which name the FollowTheMoney schema that stands in for them
/// ([`Schema::fallback`]).
///
/// ```
/// use umbra_model::Schema;
///
/// let company = Schema::get("Company").expect("in the model");
/// assert!(company.is_a("LegalEntity"));
/// assert_eq!(company.property("name").expect("inherited").qname(), "Thing:name");
/// assert!(company.edge().is_none());
/// ```
pub struct Schema {
    name: &'static str,
    label: &'static str,
    plural: &'static str,
    description: &'static str,
    extends: &'static [u16],
    /// Bit `i` stands for `SCHEMATA[i]`; the schema's own bit is set.
    ancestors: u128,
    matchable: bool,
    is_abstract: bool,
    hidden: bool,
    generated: bool,
    featured: &'static [&'static str],
    required: &'static [&'static str],
    caption: &'static [&'static str],
    edge: Option<Edge>,
    start: &'static [&'static str],
    end: &'static [&'static str],
    /// Indices into `PROPERTIES`, by name.
    properties: &'static [u16],
    /// The same indices in a hash table; see [`find`].
    table: &'static [u16],
    fallback: Option<u16>,
}

/// A schema of the registry.
pub type SchemaRef = &'static Schema;

/// How an entity of the schema is drawn as a line between two others.
#[derive(Debug, PartialEq, Eq)]
pub struct Edge {
    /// Name of the property that holds the line's start.
    pub source: &'static str,
    /// Name of the property that holds the line's end.
    pub target: &'static str,
    /// Verb to read the line by, from start to end: "owns".
    pub label: &'static str,
    /// Names of the properties whose first value is written on the line.
    pub caption: &'static [&'static str],
    /// Whether the two ends have different parts; kinship has none.
    pub directed: bool,
}

mod registry {
    use super::{Edge, Property, PropertyType, Schema};

    include!(concat!(env!("OUT_DIR"), "/registry.rs"));
}

pub(crate) use registry::PROPERTIES;
use registry::{SCHEMA_TABLE, SCHEMATA};

/// Walks an open-addressed table, half empty at least, until the name or an empty place comes up.
fn find<T>(table: &[u16], all: &'static [T], name: &str, name_of: fn(&T) -> &'static str) -> Option<&'static T> {
    let mask = table.len() - 1;
    let mut place = name_hash(name.as_bytes()) & mask;
    loop {
        let entry = all.get(usize::from(table[place]))?;
        if name_of(entry) == name {
            return Some(entry);
        }
        place = (place + 1) & mask;
    }
}

/// The schema at an index of the registry.
pub(crate) fn at(index: u16) -> SchemaRef {
    &SCHEMATA[usize::from(index)]
}

impl Schema {
    /// The schema of that name, written exactly so. Takes some ten nanoseconds.
    pub fn get(name: &str) -> Option<SchemaRef> {
        find(SCHEMA_TABLE, &SCHEMATA, name, Self::name)
    }

    /// Every schema, by name.
    pub fn all() -> impl ExactSizeIterator<Item = SchemaRef> {
        SCHEMATA.iter()
    }

    /// The name that files and programs know it by.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name for people.
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// The name for several of them.
    pub fn plural(&self) -> &'static str {
        self.plural
    }

    /// What it stands for.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// The schemata directly above it.
    pub fn extends(&self) -> impl Iterator<Item = SchemaRef> {
        self.extends.iter().map(|&index| at(index))
    }

    /// Everything above it, by name, itself left out.
    pub fn ancestors(&self) -> impl Iterator<Item = SchemaRef> {
        let own = self.name;
        let bits = self.ancestors;
        SCHEMATA
            .iter()
            .enumerate()
            .filter_map(move |(index, schema)| (bits >> index & 1 == 1 && schema.name != own).then_some(schema))
    }

    /// Everything below it, by name, itself left out.
    pub fn descendants(&self) -> impl Iterator<Item = SchemaRef> {
        let own = self.name;
        SCHEMATA.iter().filter(move |schema| schema.name != own && schema.is_a(own))
    }

    /// Whether it is the schema of that name or lies below it. An unknown name is above nothing.
    pub fn is_a(&self, other: &str) -> bool {
        self.name == other || Self::get(other).is_some_and(|other| self.is_under(other))
    }

    fn is_under(&self, other: &Self) -> bool {
        // The lowest schemata of a chain have the most ancestors, so subset of bits is the test.
        self.ancestors & other.ancestors == other.ancestors
    }

    /// Whether its entities are ties between two others.
    pub fn is_edge(&self) -> bool {
        self.edge.is_some()
    }

    /// How the tie is drawn, for a schema whose entities are ties.
    pub fn edge(&'static self) -> Option<&'static Edge> {
        self.edge.as_ref()
    }

    /// The property of that name, inherited ones and stubs included. Takes some ten nanoseconds.
    pub fn property(&self, name: &str) -> Option<PropertyRef> {
        find(self.table, &PROPERTIES, name, Property::name)
    }

    /// Every property by name, inherited ones and stubs included.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = PropertyRef> + use<> {
        self.properties.iter().map(|&index| &PROPERTIES[usize::from(index)])
    }

    /// Names of the properties by which an entity is called, the best first.
    pub fn caption(&self) -> &'static [&'static str] {
        self.caption
    }

    /// Names of the properties to show first.
    pub fn featured(&self) -> &'static [&'static str] {
        self.featured
    }

    /// Names of the properties that a person who enters an entity has to fill. Files may lack them.
    pub fn required(&self) -> &'static [&'static str] {
        self.required
    }

    /// Whether two of its entities can be compared to see if they are one.
    pub fn is_matchable(&self) -> bool {
        self.matchable
    }

    /// Whether it only serves to be extended; no entity is of it.
    pub fn is_abstract(&self) -> bool {
        self.is_abstract
    }

    /// Whether lists of schemata leave it out.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether programs, not people, make its entities.
    pub fn is_generated(&self) -> bool {
        self.generated
    }

    /// Names of the properties that can tell when it began, the best first.
    pub fn temporal_start(&self) -> &'static [&'static str] {
        self.start
    }

    /// Names of the properties that can tell when it ended, the best first.
    pub fn temporal_end(&self) -> &'static [&'static str] {
        self.end
    }

    /// Whether it is one of ours that FollowTheMoney does not have.
    pub fn is_own(&self) -> bool {
        self.fallback.is_some()
    }

    /// Whether its records are about the work on a case (candidates, reviews, answers of models) and no part of what the case says.
    pub fn is_aside(&self) -> bool {
        matches!(self.name(), "Candidate" | "ModelAnswer" | "Review")
    }

    /// The FollowTheMoney schema that stands in for one of ours.
    pub fn fallback(&self) -> Option<SchemaRef> {
        self.fallback.map(at)
    }

    /// The narrower of two schemata of which one lies above the other; `None` when neither does.
    pub fn common(left: SchemaRef, right: SchemaRef) -> Option<SchemaRef> {
        if left.is_under(right) {
            Some(left)
        } else if right.is_under(left) {
            Some(right)
        } else {
            None
        }
    }

    /// Whether an entity of the one schema can be the same as one of the other.
    pub fn can_match(left: SchemaRef, right: SchemaRef) -> bool {
        left.matchable && right.matchable && (left.is_under(right) || right.is_under(left))
    }
}

impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Schema {}

impl PartialOrd for Schema {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Schema {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(other.name)
    }
}

impl std::hash::Hash for Schema {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Schema({})", self.name)
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}
