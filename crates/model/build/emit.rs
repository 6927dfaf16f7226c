//! Writes the model as Rust: two arrays of statics and the hash tables into them.

use crate::compile::{Model, Property, Schema, TYPES};
use crate::name_hash::name_hash;
use std::fmt::Write;

/// The source text of the registry.
pub fn registry(model: &Model<'_>) -> String {
    let mut out = String::new();
    let names: Vec<&str> = model.schemata.iter().map(|schema| schema.name).collect();
    write(
        &mut out,
        &format!("pub(crate) static SCHEMA_TABLE: &[u16] = &{:?};\n", table(names.iter().copied().zip(0..))),
    );
    write(&mut out, &format!("pub(crate) static SCHEMATA: [Schema; {}] = [\n", model.schemata.len()));
    for schema in &model.schemata {
        write(&mut out, &schema_literal(schema));
    }
    write(&mut out, "];\n");
    write(&mut out, &format!("pub(crate) static PROPERTIES: [Property; {}] = [\n", model.properties.len()));
    for (index, property) in model.properties.iter().enumerate() {
        write(&mut out, &property_literal(index, property, names[property.schema]));
    }
    write(&mut out, "];\n");
    out
}

fn schema_literal(schema: &Schema<'_>) -> String {
    let spec = schema.spec;
    let ancestors = schema.ancestors.iter().fold(0u128, |bits, index| bits | 1 << index);
    let edge = spec.edge.as_ref().map_or("None".to_owned(), |edge| {
        format!(
            "Some(Edge {{ source: {:?}, target: {:?}, label: {:?}, caption: &{:?}, directed: {} }})",
            edge.source, edge.target, edge.label, edge.caption, edge.directed
        )
    });
    let properties: Vec<usize> = schema.properties.values().copied().collect();
    format!(
        "Schema {{ name: {:?}, label: {:?}, plural: {:?}, description: {:?}, extends: &{:?}, \
         ancestors: {ancestors}, matchable: {}, is_abstract: {}, hidden: {}, generated: {}, featured: &{:?}, \
         required: &{:?}, caption: &{:?}, edge: {edge}, start: &{:?}, end: &{:?}, properties: &{properties:?}, \
         table: &{:?}, fallback: {:?} }},\n",
        schema.name,
        spec.label,
        spec.plural,
        spec.description,
        schema.extends,
        spec.matchable,
        spec.r#abstract,
        spec.hidden && !spec.r#abstract,
        spec.generated,
        spec.featured,
        spec.required,
        spec.caption,
        schema.start,
        schema.end,
        table(schema.properties.iter().map(|(name, index)| (*name, *index))),
        schema.fallback,
    )
}

fn property_literal(index: usize, property: &Property<'_>, schema: &str) -> String {
    format!(
        "Property {{ index: {index}, name: {:?}, qname: {:?}, label: {:?}, description: {:?}, \
         kind: PropertyType::{}, schema: {}, range: {:?}, reverse: {:?}, stub: {}, matchable: {}, hidden: {}, \
         deprecated: {}, own: {}, format: {:?}, max_length: {}, examples: &{:?}, fallback: {:?} }},\n",
        property.name,
        format!("{schema}:{}", property.name),
        property.label,
        property.description,
        variant(TYPES[property.kind].0),
        property.schema,
        property.range,
        property.reverse,
        property.stub,
        property.matchable,
        property.hidden,
        property.deprecated,
        property.own,
        property.format,
        property.max_length,
        property.examples,
        property.fallback,
    )
}

fn variant(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

/// An open-addressed table at most half full, with `u16::MAX` for an empty place.
fn table<'a>(entries: impl Iterator<Item = (&'a str, usize)>) -> Vec<u16> {
    let entries: Vec<(&str, usize)> = entries.collect();
    let mut table = vec![u16::MAX; (entries.len() * 2).next_power_of_two().max(2)];
    let mask = table.len() - 1;
    for (name, index) in entries {
        let mut place = name_hash(name.as_bytes()) & mask;
        while table[place] != u16::MAX {
            place = (place + 1) & mask;
        }
        table[place] = u16::try_from(index).expect("fewer properties than 65,535");
    }
    table
}

fn write(out: &mut String, text: &str) {
    out.write_str(text).expect("writing to a string can't fail");
}
