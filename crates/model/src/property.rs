//! What can be said of an entity.

use crate::clean::CleanContext;
use crate::id::EntityId;
use crate::schema::{self, PROPERTIES, SchemaRef};
use std::borrow::Cow;
use std::fmt;

pub use crate::property_type::PropertyType;

/// A property of a schema, shared by all schemata below.
pub struct Property {
    pub(crate) index: u16,
    pub(crate) name: &'static str,
    pub(crate) qname: &'static str,
    pub(crate) label: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: PropertyType,
    pub(crate) schema: u16,
    pub(crate) range: Option<u16>,
    pub(crate) reverse: Option<u16>,
    pub(crate) stub: bool,
    pub(crate) matchable: bool,
    pub(crate) hidden: bool,
    pub(crate) deprecated: bool,
    pub(crate) own: bool,
    pub(crate) format: Option<&'static str>,
    pub(crate) max_length: u32,
    pub(crate) examples: &'static [&'static str],
    pub(crate) fallback: Option<&'static str>,
}

/// A property of the registry.
pub type PropertyRef = &'static Property;

impl Property {
    /// The property of that qualified name, such as `Thing:name`; `Company:name` finds it too.
    pub fn get(qname: &str) -> Option<PropertyRef> {
        let (schema, name) = qname.split_once(':')?;
        schema::Schema::get(schema)?.property(name)
    }

    /// A number below [`Property::count`], the same for one build of the program: for arrays over properties, never
    /// for files.
    pub fn index(&self) -> usize {
        usize::from(self.index)
    }

    /// How many properties the registry holds.
    pub fn count() -> usize {
        PROPERTIES.len()
    }

    /// The name within its schema.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name for people.
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// What it says of the entity; empty for a stub.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// The name with that of the schema in which the property is defined: `Thing:name`.
    pub fn qname(&self) -> &'static str {
        self.qname
    }

    /// The schema in which the property is defined.
    pub fn schema(&self) -> SchemaRef {
        schema::at(self.schema)
    }

    /// The type of its values.
    pub fn kind(&self) -> PropertyType {
        self.kind
    }

    /// Whether it only mirrors a property of another schema. A stub takes no values.
    pub fn is_stub(&self) -> bool {
        self.stub
    }

    /// Whether its values help to tell if two entities are one.
    pub fn is_matchable(&self) -> bool {
        self.matchable
    }

    /// Whether views leave it out.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether another property has taken its place.
    pub fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// Whether it is ours and FollowTheMoney does not have it.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// What schema the entities have to be of whose identifiers are its values.
    pub fn range(&self) -> Option<SchemaRef> {
        self.range.map(schema::at)
    }

    /// The property that mirrors it in its range, or that it mirrors.
    pub fn reverse(&self) -> Option<PropertyRef> {
        self.reverse.map(|index| &PROPERTIES[usize::from(index)])
    }

    /// How many characters a value should have at most. Longer values are kept; the bound is for those who enter them.
    pub fn max_length(&self) -> u32 {
        self.max_length
    }

    /// The form of an identifier, such as `iban`.
    pub fn format(&self) -> Option<&'static str> {
        self.format
    }

    /// Values as they may look.
    pub fn examples(&self) -> &'static [&'static str] {
        self.examples
    }

    /// For a property of ours: the one that takes its values on export to FollowTheMoney.
    pub fn fallback(&self) -> Option<&'static str> {
        self.fallback
    }

    /// Brings a value into its type's normal form; `None` when it has none. A value in that form already is lent back.
    ///
    /// References to entities are taken with any id that an entity can have, which is more than
    /// [`PropertyType::clean`] takes: else the ties of entities that are in the case would be lost.
    pub fn clean<'a>(&self, raw: &'a str) -> Option<Cow<'a, str>> {
        if self.kind == PropertyType::Entity {
            let id = raw.trim();
            return EntityId::is_valid(id).then_some(Cow::Borrowed(id));
        }
        self.kind.clean(raw, &CleanContext { format: self.format, ..CleanContext::default() })
    }

    /// How telling a value is when entities are compared, from 0 to 1; 0 where the property is not matchable.
    pub fn specificity(&self, value: &str) -> f64 {
        if self.matchable { self.kind.specificity(value) } else { 0.0 }
    }
}

impl PartialEq for Property {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for Property {}

impl PartialOrd for Property {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Property {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.qname.cmp(other.qname)
    }
}

impl std::hash::Hash for Property {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl fmt::Debug for Property {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Property({})", self.qname)
    }
}

impl fmt::Display for Property {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.qname)
    }
}
