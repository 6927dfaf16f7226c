//! The form of a schema file: FollowTheMoney's, with `fallback` added for the schemata of our own.

use crate::yaml::{self, Node};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

/// All schemata by name.
pub type Specs = BTreeMap<String, SchemaSpec>;

pub struct SchemaSpec {
    pub label: String,
    pub plural: String,
    pub description: String,
    pub extends: Vec<String>,
    pub r#abstract: bool,
    pub hidden: bool,
    pub generated: bool,
    pub matchable: bool,
    pub featured: Vec<String>,
    pub required: Vec<String>,
    pub caption: Vec<String>,
    pub edge: Option<EdgeSpec>,
    pub temporal_extent: TemporalExtentSpec,
    pub properties: BTreeMap<String, PropertySpec>,
    /// The schema that stands in for one of our own in FollowTheMoney's model.
    pub fallback: Option<String>,
}

pub struct EdgeSpec {
    pub source: String,
    pub target: String,
    pub label: String,
    pub directed: bool,
    pub caption: Vec<String>,
}

#[derive(Default)]
pub struct TemporalExtentSpec {
    pub start: Vec<String>,
    pub end: Vec<String>,
}

pub struct PropertySpec {
    pub label: String,
    pub description: String,
    pub r#type: String,
    pub range: Option<String>,
    pub reverse: Option<ReverseSpec>,
    pub matchable: Option<bool>,
    pub hidden: bool,
    pub deprecated: bool,
    pub format: Option<String>,
    pub max_length: Option<u32>,
    pub examples: Vec<String>,
    /// For properties of our own: the property that takes the values on export, or `none`.
    pub fallback: Option<String>,
}

pub struct ReverseSpec {
    pub name: String,
    pub label: String,
    pub hidden: Option<bool>,
}

/// Reads every `.yaml` file of a folder.
pub fn read_folder(folder: &str) -> Result<Specs, Box<dyn Error>> {
    let mut specs = Specs::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let file = yaml::parse(&text).and_then(|root| mapping("the file", root, schema));
        for (name, schema) in file.map_err(|error| format!("{}: {error}", path.display()))? {
            if specs.insert(name.clone(), schema).is_some() {
                return Err(format!("{}: schema {name} is defined twice", path.display()).into());
            }
        }
    }
    Ok(specs)
}

fn schema(context: &str, node: Node) -> Result<SchemaSpec, String> {
    let mut fields = Fields::of(context, node)?;
    let spec = SchemaSpec {
        label: fields.needed("label", text)?,
        plural: fields.needed("plural", text)?,
        description: fields.needed("description", text)?,
        extends: fields.optional("extends", texts)?.unwrap_or_default(),
        r#abstract: fields.optional("abstract", flag)?.unwrap_or_default(),
        hidden: fields.optional("hidden", flag)?.unwrap_or_default(),
        generated: fields.optional("generated", flag)?.unwrap_or_default(),
        matchable: fields.needed("matchable", flag)?,
        featured: fields.optional("featured", texts)?.unwrap_or_default(),
        required: fields.optional("required", texts)?.unwrap_or_default(),
        caption: fields.optional("caption", texts)?.unwrap_or_default(),
        edge: fields.optional("edge", edge)?,
        temporal_extent: fields.optional("temporalExtent", temporal_extent)?.unwrap_or_default(),
        properties: fields
            .optional("properties", |context, node| mapping(context, node, property))?
            .unwrap_or_default(),
        fallback: fields.optional("fallback", text)?,
    };
    fields.end()?;
    Ok(spec)
}

fn edge(context: &str, node: Node) -> Result<EdgeSpec, String> {
    let mut fields = Fields::of(context, node)?;
    let spec = EdgeSpec {
        source: fields.needed("source", text)?,
        target: fields.needed("target", text)?,
        label: fields.needed("label", text)?,
        directed: fields.needed("directed", flag)?,
        caption: fields.optional("caption", texts)?.unwrap_or_default(),
    };
    fields.end()?;
    Ok(spec)
}

fn temporal_extent(context: &str, node: Node) -> Result<TemporalExtentSpec, String> {
    let mut fields = Fields::of(context, node)?;
    let spec = TemporalExtentSpec {
        start: fields.optional("start", texts)?.unwrap_or_default(),
        end: fields.optional("end", texts)?.unwrap_or_default(),
    };
    fields.end()?;
    Ok(spec)
}

fn property(context: &str, node: Node) -> Result<PropertySpec, String> {
    let mut fields = Fields::of(context, node)?;
    let spec = PropertySpec {
        label: fields.needed("label", text)?,
        description: fields.needed("description", text)?,
        r#type: fields.optional("type", text)?.unwrap_or_else(|| "string".to_owned()),
        range: fields.optional("range", text)?,
        reverse: fields.optional("reverse", reverse)?,
        matchable: fields.optional("matchable", flag)?,
        hidden: fields.optional("hidden", flag)?.unwrap_or_default(),
        deprecated: fields.optional("deprecated", flag)?.unwrap_or_default(),
        format: fields.optional("format", text)?,
        max_length: fields.optional("maxLength", number)?,
        examples: fields.optional("examples", texts)?.unwrap_or_default(),
        fallback: fields.optional("fallback", text)?,
    };
    fields.end()?;
    Ok(spec)
}

fn reverse(context: &str, node: Node) -> Result<ReverseSpec, String> {
    let mut fields = Fields::of(context, node)?;
    let spec = ReverseSpec {
        name: fields.needed("name", text)?,
        label: fields.needed("label", text)?,
        hidden: fields.optional("hidden", flag)?,
    };
    fields.end()?;
    Ok(spec)
}

/// What is left to read of a mapping whose keys are known.
struct Fields<'a> {
    context: &'a str,
    left: BTreeMap<String, Node>,
}

impl<'a> Fields<'a> {
    fn of(context: &'a str, node: Node) -> Result<Self, String> {
        match node {
            Node::Mapping(left) => Ok(Self { context, left }),
            Node::Text(_) | Node::List(_) => Err(format!("{context} is no mapping")),
        }
    }

    fn optional<T>(&mut self, key: &str, read: impl Fn(&str, Node) -> Result<T, String>) -> Result<Option<T>, String> {
        self.left.remove(key).map(|node| read(&format!("{}, {key}", self.context), node)).transpose()
    }

    fn needed<T>(&mut self, key: &str, read: impl Fn(&str, Node) -> Result<T, String>) -> Result<T, String> {
        self.optional(key, read)?.ok_or_else(|| format!("{} has no {key}", self.context))
    }

    /// Nothing may be left: a key that nobody reads is a slip of the pen.
    fn end(self) -> Result<(), String> {
        match self.left.into_keys().next() {
            Some(key) => Err(format!("{}: nothing is called {key}", self.context)),
            None => Ok(()),
        }
    }
}

fn mapping<T>(
    context: &str,
    node: Node,
    read: impl Fn(&str, Node) -> Result<T, String>,
) -> Result<BTreeMap<String, T>, String> {
    let entries = Fields::of(context, node)?.left.into_iter();
    entries.map(|(name, node)| read(&name, node).map(|value| (name, value))).collect()
}

fn text(context: &str, node: Node) -> Result<String, String> {
    match node {
        Node::Text(text) => Ok(text),
        Node::List(_) | Node::Mapping(_) => Err(format!("{context} is no text")),
    }
}

fn texts(context: &str, node: Node) -> Result<Vec<String>, String> {
    match node {
        Node::List(list) => list.into_iter().map(|item| text(context, item)).collect(),
        Node::Text(_) | Node::Mapping(_) => Err(format!("{context} is no list")),
    }
}

fn flag(context: &str, node: Node) -> Result<bool, String> {
    text(context, node)?.parse().map_err(|_| format!("{context} is neither true nor false"))
}

fn number(context: &str, node: Node) -> Result<u32, String> {
    text(context, node)?.parse().map_err(|_| format!("{context} is no number"))
}
