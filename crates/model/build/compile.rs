//! Resolves inheritance and adds the reverse of every property that names one.

use crate::spec::{SchemaSpec, Specs};
use std::collections::{BTreeMap, BTreeSet};

/// Types of property: name, maximal length in characters, matchable. The order is that of `PropertyType`.
pub const TYPES: &[(&str, u32, bool)] = &[
    ("address", 250, true),
    ("checksum", 40, true),
    ("country", 16, true),
    ("date", 32, true),
    ("email", 250, true),
    ("entity", 200, true),
    ("gender", 16, false),
    ("html", 65000, false),
    ("identifier", 64, true),
    ("ip", 64, true),
    ("json", 250, false),
    ("language", 16, false),
    ("mimetype", 250, false),
    ("name", 384, true),
    ("number", 250, false),
    ("phone", 64, true),
    ("string", 1024, false),
    ("text", 65000, false),
    ("topic", 64, false),
    ("url", 4096, true),
];

pub struct Model<'a> {
    pub schemata: Vec<Schema<'a>>,
    pub properties: Vec<Property<'a>>,
}

pub struct Schema<'a> {
    pub name: &'a str,
    pub spec: &'a SchemaSpec,
    pub extends: Vec<usize>,
    /// The schema itself and everything above it.
    pub ancestors: BTreeSet<usize>,
    pub start: Vec<&'a str>,
    pub end: Vec<&'a str>,
    /// Every property of the schema by name, inherited ones and stubs included.
    pub properties: BTreeMap<&'a str, usize>,
    pub fallback: Option<usize>,
}

pub struct Property<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub description: &'a str,
    pub kind: usize,
    pub schema: usize,
    pub range: Option<usize>,
    pub reverse: Option<usize>,
    pub stub: bool,
    pub matchable: bool,
    pub hidden: bool,
    pub deprecated: bool,
    pub own: bool,
    pub format: Option<&'a str>,
    pub max_length: u32,
    pub examples: &'a [String],
    pub fallback: Option<&'a str>,
}

/// Builds the model, or says which schema is at fault.
pub fn compile(specs: &Specs) -> Result<Model<'_>, String> {
    let mut model = Model { schemata: Vec::new(), properties: Vec::new() };
    let names: Vec<&str> = specs.keys().map(String::as_str).collect();
    let find = |context: &str, name: &str| {
        names.binary_search(&name).map_err(|_| format!("{context}: there is no schema {name}"))
    };
    for (name, spec) in specs {
        let extends = spec.extends.iter().map(|parent| find(name, parent)).collect::<Result<_, _>>()?;
        let fallback = spec.fallback.as_deref().map(|fallback| find(name, fallback)).transpose()?;
        model.schemata.push(Schema {
            name,
            spec,
            extends,
            ancestors: BTreeSet::new(),
            start: Vec::new(),
            end: Vec::new(),
            properties: BTreeMap::new(),
            fallback,
        });
    }
    for (index, (name, spec)) in specs.iter().enumerate() {
        for (property, property_spec) in &spec.properties {
            let context = format!("{name}:{property}");
            let kind = TYPES
                .iter()
                .position(|known| known.0 == property_spec.r#type)
                .ok_or_else(|| format!("{context}: there is no type {}", property_spec.r#type))?;
            if spec.fallback.is_some() != property_spec.fallback.is_some() {
                return Err(format!("{context}: exactly the properties of own schemata have a fallback"));
            }
            let range = property_spec.range.as_deref().map(|range| find(&context, range)).transpose()?;
            model.schemata[index].properties.insert(property, model.properties.len());
            model.properties.push(Property {
                name: property,
                label: &property_spec.label,
                description: &property_spec.description,
                kind,
                schema: index,
                range,
                reverse: None,
                stub: false,
                matchable: property_spec.matchable.unwrap_or(TYPES[kind].2),
                hidden: property_spec.hidden,
                deprecated: property_spec.deprecated,
                own: spec.fallback.is_some(),
                format: property_spec.format.as_deref(),
                max_length: property_spec.max_length.unwrap_or(TYPES[kind].1),
                examples: &property_spec.examples,
                fallback: property_spec.fallback.as_deref().filter(|fallback| *fallback != "none"),
            });
        }
    }
    let order = parents_first(&model)?;
    for &index in &order {
        inherit(&mut model, index);
    }
    add_reverses(&mut model, specs)?;
    // A second round hands the stubs down.
    for &index in &order {
        inherit(&mut model, index);
    }
    check(&model)?;
    Ok(model)
}

fn parents_first(model: &Model<'_>) -> Result<Vec<usize>, String> {
    let mut order = Vec::new();
    while order.len() < model.schemata.len() {
        let ready: Vec<usize> = (0..model.schemata.len())
            .filter(|index| !order.contains(index))
            .filter(|&index| model.schemata[index].extends.iter().all(|parent| order.contains(parent)))
            .collect();
        if ready.is_empty() {
            return Err("some schemata extend each other in a circle".to_owned());
        }
        order.extend(ready);
    }
    Ok(order)
}

/// Where two parents have a property of the same name, the one named first wins.
fn inherit(model: &mut Model<'_>, index: usize) {
    let spec = model.schemata[index].spec;
    let mut ancestors = BTreeSet::from([index]);
    let mut start: Vec<&str> = spec.temporal_extent.start.iter().map(String::as_str).collect();
    let mut end: Vec<&str> = spec.temporal_extent.end.iter().map(String::as_str).collect();
    let mut properties = model.schemata[index].properties.clone();
    for &parent in &model.schemata[index].extends {
        let parent = &model.schemata[parent];
        ancestors.extend(&parent.ancestors);
        if start.is_empty() {
            start.clone_from(&parent.start);
        }
        if end.is_empty() {
            end.clone_from(&parent.end);
        }
        for (name, property) in &parent.properties {
            properties.entry(name).or_insert(*property);
        }
    }
    let schema = &mut model.schemata[index];
    schema.ancestors = ancestors;
    schema.start = start;
    schema.end = end;
    schema.properties = properties;
}

fn add_reverses<'a>(model: &mut Model<'a>, specs: &'a Specs) -> Result<(), String> {
    for forward in 0..model.properties.len() {
        let property = &model.properties[forward];
        let (schema, hidden, own) = (property.schema, property.hidden, property.own);
        let spec = &specs[model.schemata[schema].name].properties[property.name];
        let Some(reverse) = &spec.reverse else {
            continue;
        };
        let context = format!("{}:{}", model.schemata[schema].name, property.name);
        let range = property.range.ok_or_else(|| format!("{context}: a reverse needs a range"))?;
        let existing = model.schemata[range].properties.get(reverse.name.as_str()).copied();
        let stub = match existing {
            // Two properties may share one reverse; it then leads back to the first of them.
            Some(stub) if model.properties[stub].stub => stub,
            Some(_) => return Err(format!("{context}: {} is a property already", reverse.name)),
            None => {
                let stub = model.properties.len();
                model.schemata[range].properties.insert(&reverse.name, stub);
                let (_, max_length, matchable) = TYPES[5];
                model.properties.push(Property {
                    name: &reverse.name,
                    label: &reverse.label,
                    description: "",
                    kind: 5,
                    schema: range,
                    range: Some(schema),
                    reverse: Some(forward),
                    stub: true,
                    matchable,
                    hidden: reverse.hidden.unwrap_or(hidden),
                    deprecated: false,
                    own,
                    format: None,
                    max_length,
                    examples: &[],
                    fallback: None,
                });
                stub
            }
        };
        model.properties[forward].reverse = Some(stub);
    }
    Ok(())
}

fn check(model: &Model<'_>) -> Result<(), String> {
    if model.schemata.len() > 128 {
        return Err("the ancestors of a schema are kept in 128 bits: widen them".to_owned());
    }
    for schema in &model.schemata {
        let spec = schema.spec;
        let edge = spec.edge.iter().flat_map(|edge| [&edge.source, &edge.target].into_iter().chain(&edge.caption));
        let extent = spec.temporal_extent.start.iter().chain(&spec.temporal_extent.end);
        let named = spec.featured.iter().chain(&spec.required).chain(&spec.caption).chain(edge).chain(extent);
        for name in named {
            if !schema.properties.contains_key(name.as_str()) {
                return Err(format!("{}: there is no property {name}", schema.name));
            }
        }
        let Some(fallback) = schema.fallback.map(|index| &model.schemata[index]) else {
            continue;
        };
        if fallback.fallback.is_some() || fallback.spec.r#abstract {
            return Err(format!("{}: {} can't stand in for it", schema.name, fallback.name));
        }
        if !fallback.properties.contains_key("description") {
            return Err(format!("{}: {} has no description to put the rest into", schema.name, fallback.name));
        }
        for property in schema.properties.values().map(|&index| &model.properties[index]) {
            let Some(target) = property.fallback else {
                continue;
            };
            if !fallback.properties.contains_key(target) {
                return Err(format!("{}:{}: {} has no {target}", schema.name, property.name, fallback.name));
            }
        }
    }
    Ok(())
}
