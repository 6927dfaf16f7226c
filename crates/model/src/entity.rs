//! Entities: what a file, or all statements together, say of one thing.

use crate::caption::pick_name;
use crate::ftm_line::{RawEntity, Refusal};
use crate::id::EntityId;
use crate::property::PropertyRef;
use crate::property_type::PropertyType;
use crate::schema::{Schema, SchemaRef};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

/// Why an entity could not be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntityError {
    /// The schema has no such property.
    #[error("{schema} has no property {property:?}: see the schema's list, or choose another schema")]
    UnknownProperty {
        /// The schema.
        schema: &'static str,
        /// The name asked for.
        property: String,
    },
    /// The property only mirrors one of another schema.
    #[error("{0} only mirrors another entity's property: set it there")]
    Stub(&'static str),
    /// The value can't be of the property's type.
    #[error("{value:?} is no {kind} for {property}")]
    Invalid {
        /// The property.
        property: &'static str,
        /// Its type.
        kind: PropertyType,
        /// The value, cut to 80 characters.
        value: String,
    },
    /// The entity would refer to itself.
    #[error("{0} can't refer to itself")]
    SelfReference(EntityId),
    /// Neither schema lies above the other.
    #[error("{left} and {right} can't be one: neither {left_schema} nor {right_schema} is a kind of the other")]
    NoCommonSchema {
        /// The entity merged into.
        left: EntityId,
        /// Its schema.
        left_schema: &'static str,
        /// The entity to be merged.
        right: EntityId,
        /// Its schema.
        right_schema: &'static str,
    },
}

/// The values of an entity, each with its property's name.
pub(crate) type KnownValues = HashSet<(&'static str, String)>;

/// An entity with its values, each once per property, in the order in which they came.
///
/// What files say of an entity beside its properties (datasets, when it was seen, and whatever else) is kept as JSON,
/// and so are values that could not be taken: both are written out again.
///
/// ```
/// use umbra_model::{Entity, EntityId, Schema};
///
/// let schema = Schema::get("Person").expect("in the model");
/// let mut ana = Entity::new(EntityId::new("p-1")?, schema);
/// ana.add("name", "Ana  Brandt")?;
/// ana.add("nationality", "Malta")?;
/// assert_eq!(ana.caption(), "Ana Brandt");
/// assert_eq!(ana.first("nationality"), Some("mt"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Entity {
    id: EntityId,
    schema: SchemaRef,
    properties: Vec<(PropertyRef, Vec<String>)>,
    /// What else is known, by key.
    context: BTreeMap<String, Value>,
    /// Values that are no values of the schema's properties, by name.
    refused: BTreeMap<String, Vec<Value>>,
}

impl Entity {
    /// An entity without values.
    pub fn new(id: EntityId, schema: SchemaRef) -> Self {
        Self { id, schema, properties: Vec::new(), context: BTreeMap::new(), refused: BTreeMap::new() }
    }

    /// Its identifier.
    pub fn id(&self) -> &EntityId {
        &self.id
    }

    /// What kind of entity it is.
    pub fn schema(&self) -> SchemaRef {
        self.schema
    }

    /// The same entity under another identifier.
    #[must_use]
    pub fn with_id(mut self, id: EntityId) -> Self {
        self.id = id;
        self
    }

    fn property(&self, name: &str) -> Result<PropertyRef, EntityError> {
        let unknown =
            || EntityError::UnknownProperty { schema: self.schema.name(), property: name.chars().take(80).collect() };
        self.schema.property(name).ok_or_else(unknown)
    }

    /// Cleans a value and adds it, unless it is there already; tells whether it was added.
    ///
    /// # Errors
    /// When the schema has no such property or the value is not of its type; nothing is changed then.
    pub fn add(&mut self, property: &str, value: &str) -> Result<bool, EntityError> {
        let property = self.property(property)?;
        if property.is_stub() {
            return Err(EntityError::Stub(property.qname()));
        }
        let clean = property.clean(value).ok_or_else(|| EntityError::Invalid {
            property: property.qname(),
            kind: property.kind(),
            value: value.chars().take(80).collect(),
        })?;
        if property.kind() == PropertyType::Entity && clean == self.id.as_str() {
            return Err(EntityError::SelfReference(self.id.clone()));
        }
        Ok(self.add_clean(property, clean.into_owned()))
    }

    /// Adds a value that is clean already, unless it is there; tells whether it was added. The property has to be one
    /// of the schema and no stub, which is for the caller to see to.
    pub fn add_clean(&mut self, property: PropertyRef, value: String) -> bool {
        let values = self.values_mut(property);
        if values.contains(&value) {
            return false;
        }
        values.push(value);
        true
    }

    fn values_mut(&mut self, property: PropertyRef) -> &mut Vec<String> {
        match self.properties.iter().position(|(known, _)| known.name() == property.name()) {
            Some(place) => &mut self.properties[place].1,
            None => {
                self.properties.push((property, Vec::new()));
                &mut self.properties.last_mut().expect("just pushed").1
            }
        }
    }

    /// The values of a property; none for one that the schema lacks.
    pub fn get(&self, property: &str) -> &[String] {
        self.properties.iter().find(|(known, _)| known.name() == property).map_or(&[], |(_, values)| values.as_slice())
    }

    /// The first value of a property.
    pub fn first(&self, property: &str) -> Option<&str> {
        self.get(property).first().map(String::as_str)
    }

    /// Whether a property has a value.
    pub fn has(&self, property: &str) -> bool {
        !self.get(property).is_empty()
    }

    /// Takes all values of a property away and hands them back.
    pub fn pop(&mut self, property: &str) -> Vec<String> {
        match self.properties.iter().position(|(known, _)| known.name() == property) {
            Some(place) => self.properties.remove(place).1,
            None => Vec::new(),
        }
    }

    /// Takes one value of a property away; tells whether it was there.
    pub fn remove(&mut self, property: &str, value: &str) -> bool {
        let Some(place) = self.properties.iter().position(|(known, _)| known.name() == property) else {
            return false;
        };
        let values = &mut self.properties[place].1;
        let before = values.len();
        values.retain(|known| known != value);
        let removed = values.len() < before;
        if values.is_empty() {
            self.properties.remove(place);
        }
        removed
    }

    /// The properties that have values, with them, in the order in which they came.
    pub fn properties(&self) -> impl Iterator<Item = (PropertyRef, &[String])> {
        self.properties.iter().map(|(property, values)| (*property, values.as_slice()))
    }

    /// Every value with its property.
    pub fn values(&self) -> impl Iterator<Item = (PropertyRef, &str)> {
        self.properties().flat_map(|(property, values)| values.iter().map(move |value| (property, value.as_str())))
    }

    /// The values of all properties of a type, in order; with `matchable`, only of those that help to tell if two
    /// entities are one.
    pub fn values_of(&self, kind: PropertyType, matchable: bool) -> BTreeSet<&str> {
        self.values()
            .filter(|(property, _)| property.kind() == kind && (property.is_matchable() || !matchable))
            .map(|(_, value)| value)
            .collect()
    }

    /// All its names.
    pub fn names(&self) -> BTreeSet<&str> {
        self.values_of(PropertyType::Name, false)
    }

    /// The countries with which it has to do.
    pub fn countries(&self) -> BTreeSet<&str> {
        self.values_of(PropertyType::Country, true)
    }

    /// The countries, or where none is stated those that phone numbers point to.
    pub fn country_hints(&self) -> BTreeSet<String> {
        let countries: BTreeSet<String> = self.countries().into_iter().map(str::to_owned).collect();
        if !countries.is_empty() {
            return countries;
        }
        self.values()
            .filter(|(property, _)| property.is_matchable())
            .filter_map(|(property, value)| property.kind().country_hint(value))
            .collect()
    }

    /// What to call it: the first of the schema's caption properties that has a value, the most typical of several
    /// names, or the schema's label.
    pub fn caption(&self) -> &str {
        for name in self.schema.caption() {
            let values = self.get(name);
            let is_name = self.schema.property(name).is_some_and(|property| property.kind() == PropertyType::Name);
            let picked = if is_name { pick_name(values) } else { values.first() };
            if let Some(value) = picked {
                return value;
            }
        }
        self.schema.label()
    }

    /// The pairs of identifiers that it ties together, for a schema that is a tie.
    pub fn ends(&self) -> impl Iterator<Item = (&str, &str)> {
        let (sources, targets) =
            self.schema.edge().map_or((&[][..], &[][..]), |edge| (self.get(edge.source), self.get(edge.target)));
        sources.iter().flat_map(move |source| targets.iter().map(move |target| (source.as_str(), target.as_str())))
    }

    /// The earliest date that tells when it began, with its property.
    pub fn temporal_start(&self) -> Option<(PropertyRef, &str)> {
        self.dates(self.schema.temporal_start()).min_by_key(|(_, date)| *date)
    }

    /// The latest date that tells when it ended, with its property.
    pub fn temporal_end(&self) -> Option<(PropertyRef, &str)> {
        // Of equal dates the first property's counts, as in FollowTheMoney.
        self.dates(self.schema.temporal_end()).fold(None, |best: Option<(PropertyRef, &str)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
    }

    fn dates(&self, properties: &'static [&'static str]) -> impl Iterator<Item = (PropertyRef, &str)> {
        properties
            .iter()
            .filter_map(|name| self.schema.property(name))
            .flat_map(|property| self.get(property.name()).iter().map(move |date| (property, date.as_str())))
    }

    /// What a file says of the entity beside its properties, by key.
    pub fn context(&self) -> &BTreeMap<String, Value> {
        &self.context
    }

    /// Sets something beside the properties, such as `datasets`.
    pub fn set_context(&mut self, key: impl Into<String>, value: Value) {
        self.context.insert(key.into(), value);
    }

    /// Values that are none of the schema's, by the name of the property they were given for. They are kept to be
    /// written out again, and used for nothing else.
    pub fn refused(&self) -> &BTreeMap<String, Vec<Value>> {
        &self.refused
    }

    /// Takes over everything that another entity says, and the narrower of the two schemata.
    ///
    /// The identifier stays. Dates of first and last sight become the earliest and latest; a caption that a file gave
    /// becomes the more typical of the two; of everything else both values are kept, as a list.
    ///
    /// # Errors
    /// [`EntityError::NoCommonSchema`] when neither schema lies above the other; nothing is changed then.
    pub fn merge(&mut self, other: &Self) -> Result<(), EntityError> {
        self.take_over(other, |entity, property, value| {
            entity.add_clean(property, value.to_owned());
        })
    }

    /// [`Entity::merge`] for entities of so many values that they can't be searched one by one: `known` holds all that are
    /// there, and gets those that are new.
    pub(crate) fn merge_knowing(&mut self, other: &Self, known: &mut KnownValues) -> Result<(), EntityError> {
        self.take_over(other, |entity, property, value| {
            if known.insert((property.name(), value.to_owned())) {
                entity.values_mut(property).push(value.to_owned());
            }
        })
    }

    fn take_over(
        &mut self,
        other: &Self,
        mut add: impl FnMut(&mut Self, PropertyRef, &str),
    ) -> Result<(), EntityError> {
        let schema = Schema::common(self.schema, other.schema).ok_or_else(|| EntityError::NoCommonSchema {
            left: self.id.clone(),
            left_schema: self.schema.name(),
            right: other.id.clone(),
            right_schema: other.schema.name(),
        })?;
        self.schema = schema;
        for (property, _) in &mut self.properties {
            *property = schema.property(property.name()).unwrap_or(property);
        }
        for (property, value) in other.values() {
            if let Some(property) = schema.property(property.name()) {
                add(self, property, value);
            }
        }
        for (name, values) in &other.refused {
            let known = self.refused.entry(name.clone()).or_default();
            known.extend(values.iter().filter(|value| !known.contains(value)).cloned().collect::<Vec<_>>());
        }
        for (key, value) in &other.context {
            let merged = match self.context.remove(key) {
                Some(known) => merge_context(key, known, value),
                None => value.clone(),
            };
            self.context.insert(key.clone(), merged);
        }
        Ok(())
    }

    /// The entity as one line of JSON; see [`write_entities`](crate::write_entities).
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("all keys are texts")
    }
}

fn merge_context(key: &str, left: Value, right: &Value) -> Value {
    match (key, left.as_str(), right.as_str()) {
        ("first_seen", Some(left), Some(right)) => return left.min(right).into(),
        ("last_seen" | "last_change", Some(left), Some(right)) => return left.max(right).into(),
        ("caption", Some(left), Some(right)) => {
            return pick_name(&[left.to_owned(), right.to_owned()]).cloned().into();
        }
        _ => {}
    }
    let list = |value: Value| match value {
        Value::Array(values) => values,
        Value::Null => Vec::new(),
        value => vec![value],
    };
    let mut values = list(left);
    values.retain(|value| !value.is_null());
    for value in list(right.clone()) {
        if !value.is_null() && !values.contains(&value) {
            values.push(value);
        }
    }
    Value::Array(values)
}

impl From<RawEntity<'_>> for Entity {
    fn from(raw: RawEntity<'_>) -> Self {
        let id = EntityId::new(&raw.id).expect("a line with another id gives no entity");
        let mut entity = Self::new(id, raw.schema);
        for value in raw.values {
            entity.add_clean(value.property, value.value.into_owned());
        }
        for refused in raw.refused {
            let value = match refused.refusal {
                Refusal::NotText => json_or_text(&refused.value),
                _ => Value::String(refused.value.into_owned()),
            };
            entity.refused.entry(refused.property.into_owned()).or_default().push(value);
        }
        for (key, json) in raw.context {
            entity.context.insert(key.into_owned(), json_or_text(json));
        }
        entity
    }
}

fn json_or_text(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.to_owned()))
}

impl Serialize for Entity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut properties: BTreeMap<&str, Vec<Cow<'_, Value>>> = BTreeMap::new();
        for (property, value) in self.values() {
            properties.entry(property.name()).or_default().push(Cow::Owned(value.into()));
        }
        for (name, values) in &self.refused {
            properties.entry(name).or_default().extend(values.iter().map(Cow::Borrowed));
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("schema", self.schema.name())?;
        map.serialize_entry("properties", &properties)?;
        for (key, value) in &self.context {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl fmt::Debug for Entity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_json())
    }
}
