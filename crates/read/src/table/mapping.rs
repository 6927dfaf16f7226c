//! Mappings: what the columns of a table mean, in FollowTheMoney's form.

use indexmap::IndexMap;

/// What a table's columns mean.
///
/// The same as a mapping of FollowTheMoney: every query goes over the table's rows, and every entity of a query is made
/// once for each row that passes its filters. [`Mapping::parse`] reads FollowTheMoney's YAML, [`Mapping::to_yaml`]
/// writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What is made of the rows.
    pub queries: Vec<Query>,
    /// Where it is from.
    pub origin: MappingOrigin,
}

/// Where a mapping is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingOrigin {
    /// A file, by its name and the first 12 hexadecimal digits of its SHA-256.
    File {
        /// Its name.
        name: String,
        /// The digits.
        digest: String,
    },
    /// The headers and values of the table.
    Guessed,
}

/// One pass over the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The data set's name. It goes into every id, as FollowTheMoney's program does it, so that only tables of one data
    /// set can give the same entity.
    pub dataset: String,
    /// The tables that it goes over, by file name or address.
    pub csv_urls: Vec<String>,
    /// Columns, and the values of which a row must have one.
    pub filters: IndexMap<String, Vec<String>>,
    /// Columns, and the values of which a row must have none.
    pub filters_not: IndexMap<String, Vec<String>>,
    /// What is made of a row, by a name that holds within the query.
    pub entities: IndexMap<String, EntityMapping>,
}

/// How an entity is made of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityMapping {
    /// Its schema.
    pub schema: String,
    /// Columns whose values tell it from others.
    pub keys: Vec<String>,
    /// What goes into the id besides the keys.
    pub key_literal: Option<String>,
    /// The column that holds the id itself, in place of keys.
    pub id_column: Option<String>,
    /// Its properties.
    pub properties: IndexMap<String, PropertyMapping>,
    /// Why it was guessed; written as a comment.
    pub why: Option<String>,
}

/// Where a property's values come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PropertyMapping {
    /// Columns.
    pub columns: Vec<String>,
    /// Values that are the same for each row.
    pub literals: Vec<String>,
    /// What the values are joined with into one.
    pub join: Option<String>,
    /// What each value is split at.
    pub split: Option<String>,
    /// The entity of the query that is the value.
    pub entity: Option<String>,
    /// A text with columns in it: `{{street}}, {{city}}`.
    pub template: Option<String>,
    /// The form of a date in the notation of `strptime`, or of an identifier.
    pub format: Option<String>,
    /// Whether near misses may be read as what they were meant to be.
    pub fuzzy: bool,
    /// Whether the entity is not made where the property has no value.
    pub required: bool,
    /// The language of the values, ISO 639-3. An addition of ours.
    pub lang: Option<String>,
    /// Why it was guessed; written as a comment.
    pub why: Option<String>,
}

impl PropertyMapping {
    /// The values of one column.
    pub fn column(name: impl Into<String>) -> Self {
        Self { columns: vec![name.into()], ..Self::default() }
    }

    /// Another entity of the query, without which the entity is not made.
    pub fn entity(name: impl Into<String>) -> Self {
        Self { entity: Some(name.into()), required: true, ..Self::default() }
    }

    /// Says why it was guessed.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// The columns named in the template, in order.
    pub(crate) fn template_columns(&self) -> Vec<&str> {
        let mut rest = self.template.as_deref().unwrap_or_default();
        let mut columns = Vec::new();
        while let Some((_, after)) = rest.split_once("{{") {
            let Some((column, after)) = after.split_once("}}") else { break };
            columns.push(column);
            rest = after;
        }
        columns
    }
}

impl Mapping {
    /// The data set's name; the first where a file holds several.
    pub fn name(&self) -> &str {
        self.queries.first().map_or("", |query| &query.dataset)
    }

    /// Whether the headers and values of the table are all that it rests on.
    pub fn is_guessed(&self) -> bool {
        self.origin == MappingOrigin::Guessed
    }

    /// The schemata of its entities, in order: "Company, Person, Ownership".
    pub fn summary(&self) -> String {
        let mut schemata: Vec<&str> = Vec::new();
        for entity in self.queries.iter().flat_map(|query| query.entities.values()) {
            if !schemata.contains(&entity.schema.as_str()) {
                schemata.push(&entity.schema);
            }
        }
        schemata.join(", ")
    }

    /// Why each part was guessed: "Ownership:owner from shareholder_name: ...".
    pub fn explanation(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (_, entity) in self.queries.iter().flat_map(|query| &query.entities) {
            lines.extend(entity.why.iter().map(|why| format!("{}: {why}", entity.schema)));
            for (name, property) in &entity.properties {
                let from = property.columns.join(", ");
                lines.extend(property.why.iter().map(|why| format!("{from} -> {}:{name}: {why}", entity.schema)));
            }
        }
        lines.dedup();
        lines
    }

    /// The part of the mapping that concerns a table: the queries that name it, or all where they name none.
    #[must_use]
    pub(crate) fn for_table(mut self, file_name: &str) -> Option<Self> {
        let names = |query: &Query| query.csv_urls.iter().any(|url| url.rsplit(['/', '\\']).next() == Some(file_name));
        self.queries.retain(|query| query.csv_urls.is_empty() || names(query));
        (!self.queries.is_empty()).then_some(self)
    }
}
