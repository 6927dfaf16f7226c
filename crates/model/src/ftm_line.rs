//! One line of FollowTheMoney JSON, read without copying what need not be copied.

use crate::id::EntityId;
use crate::property::PropertyRef;
use crate::property_type::PropertyType;
use crate::schema::{Schema, SchemaRef};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// An entity as one line gives it, its strings lent from the line where they hold no escapes.
#[derive(Debug)]
pub struct RawEntity<'a> {
    /// Its identifier, not yet checked.
    pub id: Cow<'a, str>,
    /// What kind of entity it is.
    pub schema: SchemaRef,
    /// The values that can be taken, clean, in the order of the line, each once per property.
    pub values: Vec<LineValue<'a>>,
    /// The values that can't be taken.
    pub refused: Vec<RefusedValue<'a>>,
    /// Whatever else the line says of the entity, such as its datasets: key and JSON text.
    pub context: Vec<(Cow<'a, str>, &'a str)>,
}

/// A value of a property.
#[derive(Debug, Clone, PartialEq)]
pub struct LineValue<'a> {
    /// The property.
    pub property: PropertyRef,
    /// The clean value.
    pub value: Cow<'a, str>,
    /// What the line says, where cleaning changed it.
    pub original: Option<Cow<'a, str>>,
}

/// A value that can't be taken, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedValue<'a> {
    /// The property's name as the line has it.
    pub property: Cow<'a, str>,
    /// The value; JSON text where it is no string.
    pub value: Cow<'a, str>,
    /// What is wrong with it.
    pub refusal: Refusal,
    /// Where in the line the value stands, in bytes from 1; `None` where it had to be unescaped.
    pub column: Option<usize>,
}

/// Why a value can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The schema has no such property.
    #[error("{0} has no such property")]
    UnknownProperty(&'static str),
    /// The property mirrors one of another schema and takes no values.
    #[error("the property only mirrors {0}: state it there")]
    Stub(&'static str),
    /// The value has no normal form under its type.
    #[error("this is no {0}")]
    Invalid(PropertyType),
    /// The entity refers to itself.
    #[error("the entity refers to itself")]
    SelfReference,
    /// An object that names no entity where a text belongs.
    #[error("this is neither a text nor a number")]
    NotText,
}

/// Why a line gives no entity at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The bytes are no UTF-8.
    #[error("the line is not UTF-8 from here on: convert the file and read it again")]
    Encoding,
    /// The text is no JSON, or not an object of the expected form.
    #[error("the line is no entity in JSON: {0}")]
    Syntax(String),
    /// There is no schema of that name.
    #[error("there is no schema {0:?}: FollowTheMoney's names are written exactly so, as in LegalEntity")]
    UnknownSchema(String),
    /// No schema is named.
    #[error("the entity has no schema: give one, LegalEntity if nothing else is known")]
    NoSchema,
    /// The schema is only there to be extended.
    #[error("no entity can be of the abstract schema {0}: give one below it")]
    AbstractSchema(&'static str),
    /// No identifier is given.
    #[error("the entity has no id: without one nothing can refer to it")]
    NoId,
    /// The identifier holds spaces, or is too long.
    #[error("{0:?} is no id: ids are at most 255 characters without spaces")]
    InvalidId(String),
    /// The line is longer than the reader was told to take.
    #[error("the line is longer than {limit} bytes and was passed over: raise the limit if that is intended")]
    TooLong {
        /// The longest line that is taken.
        limit: usize,
    },
    /// The file could not be read on. This is the last thing that a reader gives.
    #[error("reading stopped: {0}")]
    Io(String),
}

/// A fault and where in the line it lies, in bytes from 1, where that can be told.
pub(crate) type Fault = (LineFault, Option<usize>);

/// Reads the entity in one line of JSON.
///
/// Values are cleaned by the types of their properties; those that can't be are handed back with the reason. Numbers
/// and truth values are read as texts, an object as the entity of its `id`, and what statements the line embeds as
/// values. It takes a few microseconds for a line of usual length and copies only strings that hold escapes.
///
/// # Errors
/// The fault and, where it can be told, the byte in the line (from 1) at which it lies.
pub fn parse_line(line: &[u8]) -> Result<RawEntity<'_>, (LineFault, Option<usize>)> {
    let text = std::str::from_utf8(line).map_err(|error| (LineFault::Encoding, Some(error.valid_up_to() + 1)))?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parts = Parts::deserialize(&mut deserializer)
        .and_then(|parts| deserializer.end().map(|()| parts))
        .map_err(|error| (LineFault::Syntax(message(&error)), Some(error.column()).filter(|column| *column > 0)))?;
    finish(parts, text)
}

/// The message of the parser without the place, which is told apart.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

fn finish<'a>(parts: Parts<'a>, line: &'a str) -> Result<RawEntity<'a>, Fault> {
    let column = |text: &str| column(line, text);
    let Some(name) = parts.schema else { return Err((LineFault::NoSchema, None)) };
    let Some(schema) = Schema::get(&name) else {
        return Err((LineFault::UnknownSchema(short(&name)), column(&name)));
    };
    if schema.is_abstract() {
        return Err((LineFault::AbstractSchema(schema.name()), column(&name)));
    }
    let id = parts.id.filter(|id| !id.is_empty()).ok_or((LineFault::NoId, None))?;
    if !EntityId::is_valid(&id) {
        return Err((LineFault::InvalidId(short(&id)), column(&id)));
    }
    let mut entity = RawEntity {
        id,
        schema,
        values: Vec::with_capacity(parts.pairs.len()),
        refused: Vec::new(),
        context: parts.context,
    };
    for (name, value) in parts.odd {
        entity.refused.push(RefusedValue { column: None, property: name, value, refusal: Refusal::NotText });
    }
    let mut seen = Seen::default();
    let mut last: Option<(Cow<'a, str>, Option<PropertyRef>)> = None;
    for (name, value) in parts.pairs {
        let property = match &last {
            Some((known, property)) if *known == name => *property,
            _ => {
                let property = schema.property(&name);
                last = Some((name.clone(), property));
                property
            }
        };
        match take(schema, property, value, &entity.id) {
            Ok(value) => seen.push(&mut entity.values, value),
            Err((value, refusal)) => {
                entity.refused.push(RefusedValue { column: column(&value), property: name, value, refusal });
            }
        }
    }
    Ok(entity)
}

fn take<'a>(
    schema: SchemaRef,
    property: Option<PropertyRef>,
    value: Cow<'a, str>,
    id: &str,
) -> Result<LineValue<'a>, (Cow<'a, str>, Refusal)> {
    let Some(property) = property else { return Err((value, Refusal::UnknownProperty(schema.name()))) };
    if property.is_stub() {
        let mirrored = property.reverse().map_or("another property", |reverse| reverse.qname());
        return Err((value, Refusal::Stub(mirrored)));
    }
    let kind = property.kind();
    let clean = match &value {
        Cow::Borrowed(text) => property.clean(text),
        Cow::Owned(text) => property.clean(text).map(|clean| Cow::Owned(clean.into_owned())),
    };
    match clean {
        Some(clean) if kind == PropertyType::Entity && clean == id => Err((value, Refusal::SelfReference)),
        Some(clean) if clean == value => Ok(LineValue { property, value: clean, original: None }),
        Some(clean) => Ok(LineValue { property, value: clean, original: Some(value) }),
        None => Err((value, Refusal::Invalid(kind))),
    }
}

/// Keeps each value of a property once. Short runs are searched, long ones hashed.
#[derive(Default)]
struct Seen {
    start: usize,
    hashed: HashSet<String>,
}

impl Seen {
    fn push<'a>(&mut self, values: &mut Vec<LineValue<'a>>, value: LineValue<'a>) {
        if values.last().is_none_or(|last| last.property != value.property) {
            self.start = values.len();
            self.hashed.clear();
        }
        let run = &values[self.start..];
        if run.len() < 32 {
            if !run.iter().any(|known| known.value == value.value) {
                values.push(value);
            }
            return;
        }
        if self.hashed.is_empty() {
            self.hashed.extend(run.iter().map(|known| known.value.as_ref().to_owned()));
        }
        if self.hashed.insert(value.value.as_ref().to_owned()) {
            values.push(value);
        }
    }
}

/// Where a string stands in the line that it was lent from; one that had to be copied lies elsewhere in memory.
fn column(line: &str, part: &str) -> Option<usize> {
    let offset = (part.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
    (offset < line.len()).then_some(offset + 1)
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// What the parser gathers before the schema is known: files differ in the order of the keys.
#[derive(Default)]
struct Parts<'a> {
    id: Option<Cow<'a, str>>,
    schema: Option<Cow<'a, str>>,
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    odd: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    context: Vec<(Cow<'a, str>, &'a str)>,
}

/// A string, lent where it holds no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(number.to_string())))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(number.to_string())))
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

impl<'de> Deserialize<'de> for Parts<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PartsVisitor;
        impl<'de> Visitor<'de> for PartsVisitor {
            type Value = Parts<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with id, schema and properties")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut parts = Parts { pairs: Vec::with_capacity(16), ..Parts::default() };
                while let Some(Text(key)) = map.next_key()? {
                    match key.as_ref() {
                        "id" => parts.id = map.next_value::<Option<Text<'de>>>()?.map(|text| text.0),
                        "schema" => parts.schema = map.next_value::<Option<Text<'de>>>()?.map(|text| text.0),
                        "properties" => map.next_value_seed(Properties(&mut parts))?,
                        _ => {
                            let json = map.next_value::<&'de RawValue>()?.get();
                            if key == "statements" {
                                embedded_statements(json, &mut parts.pairs)?;
                            }
                            parts.context.push((key, json));
                        }
                    }
                }
                Ok(parts)
            }
        }
        deserializer.deserialize_map(PartsVisitor)
    }
}

/// Takes the values of embedded statements, such as the field's statement files have.
fn embedded_statements<'a, E: Error>(json: &'a str, pairs: &mut Vec<(Cow<'a, str>, Cow<'a, str>)>) -> Result<(), E> {
    #[derive(serde::Deserialize)]
    struct Embedded<'a> {
        #[serde(borrow)]
        prop: Text<'a>,
        #[serde(borrow)]
        value: Text<'a>,
    }
    let statements: Vec<Embedded<'a>> = serde_json::from_str(json).map_err(E::custom)?;
    let values = statements.into_iter().filter(|statement| statement.prop.0 != "id");
    pairs.extend(values.map(|statement| (statement.prop.0, statement.value.0)));
    Ok(())
}

struct Properties<'p, 'de>(&'p mut Parts<'de>);

impl<'de> DeserializeSeed<'de> for Properties<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Properties<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of lists of values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            map.next_value_seed(Values { parts: self.0, name: &name })?;
        }
        Ok(())
    }
}

/// The values of one property: a list, whose lists are part of it, or one value by itself.
struct Values<'p, 'de> {
    parts: &'p mut Parts<'de>,
    name: &'p Cow<'de, str>,
}

impl<'de> Values<'_, 'de> {
    fn push(&mut self, value: Cow<'de, str>) {
        self.parts.pairs.push((self.name.clone(), value));
    }
}

impl<'de> DeserializeSeed<'de> for Values<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of values")
    }

    fn visit_borrowed_str<E: Error>(mut self, text: &'de str) -> Result<(), E> {
        self.push(Cow::Borrowed(text));
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.push(Cow::Owned(text.to_owned()));
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.visit_borrowed_str(if value { "true" } else { "false" })
    }

    fn visit_u64<E: Error>(mut self, number: u64) -> Result<(), E> {
        self.push(Cow::Owned(number.to_string()));
        Ok(())
    }

    fn visit_i64<E: Error>(mut self, number: i64) -> Result<(), E> {
        self.push(Cow::Owned(number.to_string()));
        Ok(())
    }

    fn visit_f64<E: Error>(mut self, number: f64) -> Result<(), E> {
        self.push(Cow::Owned(number.to_string()));
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self { parts, name } = self;
        while list.next_element_seed(Values { parts: &mut *parts, name })?.is_some() {}
        Ok(())
    }

    /// An entity in place of its identifier, as some interfaces embed them.
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut object = serde_json::Map::new();
        while let Some((key, value)) = map.next_entry()? {
            object.insert(key, value);
        }
        match object.get("id") {
            Some(serde_json::Value::String(id)) => self.push(Cow::Owned(id.clone())),
            _ => {
                let json = serde_json::Value::Object(object).to_string();
                self.parts.odd.push((self.name.clone(), Cow::Owned(json)));
            }
        }
        Ok(())
    }
}
