//! What is kept of an entity.

use std::collections::BTreeSet;

use serde_json::Value;
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions};
use umbra_model::{Entity, PropertyType};

use super::TOKENIZER;
use super::number::{hash, key, moment};
use crate::answer::is_target;
use crate::matcher::Profile;

/// What results are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facet {
    /// The name in requests and answers.
    pub name: &'static str,
    /// The name for people.
    pub label: &'static str,
}

/// Every facet.
pub(crate) const FACETS: [Facet; 6] = [
    Facet { name: "countries", label: "Countries" },
    Facet { name: "topics", label: "Topics" },
    Facet { name: "datasets", label: "Data sources" },
    Facet { name: "schema", label: "Entity types" },
    Facet { name: "identifiers", label: "Identifiers" },
    Facet { name: "genders", label: "Genders" },
];

/// The names of fields that are exact texts.
const EXACT: [&str; 10] =
    ["schema", "datasets", "countries", "country", "topics", "identifiers", "genders", "target", "referents", "id"];

/// Longer values are not searched word by word beyond this many bytes.
const LONGEST_TEXT: usize = 20_000;

/// The fields of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub id: Field,
    /// Other ids that mean the same entity.
    pub referents: Field,
    pub schema: Field,
    pub datasets: Field,
    pub countries: Field,
    pub topics: Field,
    pub identifiers: Field,
    pub genders: Field,
    /// `true` or `false`: whether people screen for it.
    pub target: Field,
    /// The matcher's keys, as numbers.
    pub keys: Field,
    /// Hash of property and value, for filters.
    pub values: Field,
    /// Hash of property and entity referred to, and of the entity alone.
    pub references: Field,
    pub names: Field,
    pub text: Field,
    pub first_seen: Field,
    pub last_seen: Field,
    pub last_change: Field,
    /// Where it stands in the file, for an order that is the same in every index of it.
    pub order: Field,
    pub json: Field,
}

impl Fields {
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let exact = || {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::Basic);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
        };
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let words = TextOptions::default().set_indexing_options(indexing);
        let number = NumericOptions::default().set_indexed();
        let fields = Self {
            id: schema.add_text_field("id", exact()),
            referents: schema.add_text_field("referents", exact()),
            schema: schema.add_text_field("schema", exact().set_fast("raw")),
            datasets: schema.add_text_field("datasets", exact().set_fast("raw")),
            countries: schema.add_text_field("countries", exact().set_fast("raw")),
            topics: schema.add_text_field("topics", exact().set_fast("raw")),
            identifiers: schema.add_text_field("identifiers", exact().set_fast("raw")),
            genders: schema.add_text_field("genders", exact().set_fast("raw")),
            target: schema.add_text_field("target", exact()),
            keys: schema.add_u64_field("keys", number.clone()),
            values: schema.add_u64_field("values", number.clone()),
            references: schema.add_u64_field("references", number),
            names: schema.add_text_field("names", words.clone()),
            text: schema.add_text_field("text", words),
            first_seen: schema.add_u64_field("first_seen", FAST),
            last_seen: schema.add_u64_field("last_seen", FAST),
            last_change: schema.add_u64_field("last_change", FAST),
            order: schema.add_u64_field("order", FAST),
            json: schema.add_bytes_field("json", STORED),
        };
        (schema.build(), fields)
    }

    /// Whether a name can be filtered by.
    pub fn is_filter(name: &str) -> bool {
        EXACT.contains(&name) || name.starts_with("properties.")
    }

    /// The field that a filter or a facet goes by, for those that are exact texts.
    pub fn exact(&self, name: &str) -> Option<Field> {
        Some(match name {
            "schema" => self.schema,
            "datasets" => self.datasets,
            "countries" | "country" => self.countries,
            "topics" => self.topics,
            "identifiers" => self.identifiers,
            "genders" => self.genders,
            "target" => self.target,
            "referents" => self.referents,
            "id" => self.id,
            _ => return None,
        })
    }

    /// The document that stands for an entity of a dataset, and stands at a place in its file.
    pub fn document(&self, entity: &Entity, dataset: &str, order: u64) -> TantivyDocument {
        let json = entity.to_json();
        let mut document = TantivyDocument::with_capacity(json.len() * 3);
        document.add_text(self.id, entity.id().as_str());
        document.add_u64(self.order, order);
        document.add_text(self.schema, entity.schema().name());
        for referent in texts(entity, "referents") {
            document.add_text(self.referents, referent);
        }
        let mut datasets = texts(entity, "datasets").peekable();
        if datasets.peek().is_none() {
            document.add_text(self.datasets, dataset);
        }
        datasets.for_each(|dataset| document.add_text(self.datasets, dataset));
        for (kind, field) in [
            (PropertyType::Country, self.countries),
            (PropertyType::Topic, self.topics),
            (PropertyType::Identifier, self.identifiers),
            (PropertyType::Gender, self.genders),
        ] {
            for value in entity.values_of(kind, false) {
                document.add_text(field, value);
            }
        }
        document.add_text(self.target, if is_target(entity) { "true" } else { "false" });
        if is_matched(entity) {
            let keys: BTreeSet<u64> =
                Profile::of_entity(entity).keys().iter().map(|matched| key(matched.number)).collect();
            keys.into_iter().for_each(|key| document.add_u64(self.keys, key));
        }
        let mut references = BTreeSet::new();
        for (property, value) in entity.values() {
            match property.kind() {
                PropertyType::Entity => {
                    references.insert(hash(&["", value]));
                    references.insert(hash(&[property.qname(), value]));
                }
                PropertyType::Html | PropertyType::Json => {}
                PropertyType::Text => document.add_text(self.text, cut(value)),
                kind => {
                    document.add_u64(self.values, hash(&[property.name(), value]));
                    match kind {
                        PropertyType::Name => document.add_text(self.names, cut(value)),
                        PropertyType::Topic | PropertyType::Gender | PropertyType::Mimetype => {}
                        _ => document.add_text(self.text, cut(value)),
                    }
                }
            }
        }
        references.into_iter().for_each(|reference| document.add_u64(self.references, reference));
        for (name, field) in
            [("first_seen", self.first_seen), ("last_seen", self.last_seen), ("last_change", self.last_change)]
        {
            if let Some(moment) = entity.context().get(name).and_then(Value::as_str).and_then(moment) {
                document.add_u64(field, moment);
            }
        }
        document.add_bytes(self.json, json.as_bytes());
        document
    }
}

/// Whether the matcher compares entities of its schema.
fn is_matched(entity: &Entity) -> bool {
    entity.schema().is_matchable() || !entity.schema().is_edge() && entity.schema().is_a("Thing")
}

/// The texts that a file lists beside the properties.
pub(crate) fn texts<'e>(entity: &'e Entity, key: &str) -> impl Iterator<Item = &'e str> {
    entity.context().get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST_TEXT).last().unwrap_or_default();
    if text.len() <= LONGEST_TEXT { text } else { &text[..end] }
}
