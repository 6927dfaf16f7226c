//! Mappings as YAML, in and out.

use std::fmt::Write;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::mapping::{EntityMapping, Mapping, MappingOrigin, PropertyMapping, Query};
use crate::ReadError;

/// A string, however it is written.
struct Scalar(String);

/// One string or several.
#[derive(Default)]
struct Strings(Vec<String>);

#[derive(Deserialize, Default)]
#[serde(default)]
struct DatasetForm {
    queries: Vec<QueryForm>,
    query: Option<QueryForm>,
    #[serde(flatten)]
    inline: QueryForm,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct QueryForm {
    csv_url: Strings,
    csv_urls: Strings,
    database: Option<IgnoredAny>,
    filters: IndexMap<String, Strings>,
    filters_not: IndexMap<String, Strings>,
    entities: IndexMap<String, EntityForm>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct EntityForm {
    schema: String,
    key: Strings,
    keys: Strings,
    key_literal: Option<Scalar>,
    id_column: Option<Scalar>,
    properties: IndexMap<String, PropertyForm>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct PropertyForm {
    column: Strings,
    columns: Strings,
    literal: Strings,
    literals: Strings,
    join: Option<String>,
    split: Option<String>,
    entity: Option<String>,
    template: Option<String>,
    format: Option<String>,
    fuzzy: bool,
    required: bool,
    lang: Option<String>,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Strings::deserialize(deserializer)?.0 {
            mut one if one.len() == 1 => Ok(Self(one.remove(0))),
            _ => Err(serde::de::Error::custom("one value is wanted here, not a list")),
        }
    }
}

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Strings;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string, a number or a list of them")
            }
            fn visit_str<E>(self, value: &str) -> Result<Strings, E> {
                Ok(Strings(vec![value.to_owned()]))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Strings, E> {
                Ok(Strings(vec![value.to_string()]))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Strings, E> {
                Ok(Strings(vec![value.to_string()]))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Strings, E> {
                Ok(Strings(vec![value.to_string()]))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Strings, E> {
                Ok(Strings(vec![value.to_string()]))
            }
            fn visit_unit<E>(self) -> Result<Strings, E> {
                Ok(Strings(vec![String::new()]))
            }
            fn visit_none<E>(self) -> Result<Strings, E> {
                Ok(Strings(vec![String::new()]))
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Strings, D::Error> {
                Strings::deserialize(deserializer)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strings, A::Error> {
                let mut all = Vec::new();
                while let Some(Strings(item)) = items.next_element()? {
                    all.extend(item);
                }
                Ok(Strings(all))
            }
        }
        deserializer.deserialize_any(Collect)
    }
}

impl Mapping {
    /// Reads a mapping in FollowTheMoney's YAML: a data set's name over its queries, or the queries alone.
    ///
    /// # Errors
    /// [`ReadError::Mapping`] when it is malformed, reads a database, or makes no entity.
    pub fn parse(yaml: &str, origin: MappingOrigin) -> Result<Self, ReadError> {
        let file = match &origin {
            MappingOrigin::File { name, .. } => name.clone(),
            MappingOrigin::Guessed => "guessed".to_owned(),
        };
        let wrong = |reason: String| ReadError::Mapping { name: file.clone(), reason };
        let malformed = |error: serde_saphyr::Error| wrong(error.without_snippet().to_string());
        let keys: IndexMap<String, IgnoredAny> = serde_saphyr::from_str(yaml).map_err(malformed)?;
        let bare = ["queries", "query", "entities", "csv_url", "csv_urls"].iter().any(|key| keys.contains_key(*key));
        let datasets: IndexMap<String, DatasetForm> = if bare {
            let stem = file.split('.').next().unwrap_or_default().to_owned();
            [(stem, serde_saphyr::from_str(yaml).map_err(malformed)?)].into()
        } else {
            serde_saphyr::from_str(yaml).map_err(malformed)?
        };
        let mut queries = Vec::new();
        for (name, dataset) in datasets {
            let forms = dataset.queries.into_iter().chain(dataset.query).chain([dataset.inline]);
            for form in forms {
                if form.database.is_some() {
                    return Err(wrong("it reads a database: export the tables as CSV, and give csv_url in place of database and tables".to_owned()));
                }
                if !form.entities.is_empty() {
                    queries.push(query(&name, form));
                }
            }
        }
        if queries.is_empty() {
            return Err(wrong("it makes no entities: give each query entities with a schema and keys".to_owned()));
        }
        Ok(Self { queries, origin })
    }

    /// Writes the mapping in FollowTheMoney's YAML, with the reasons of a guess as comments.
    pub fn to_yaml(&self) -> String {
        let mut out = String::new();
        if self.is_guessed() {
            out.push_str("# Guessed from the headers and values of the table. Look at every line, correct what is wrong,\n# and keep this file beside the table: from then on it holds.\n");
        }
        for dataset in self.queries.chunk_by(|a, b| a.dataset == b.dataset) {
            let _ = writeln!(out, "{}:\n  queries:", plain(&dataset[0].dataset));
            dataset.iter().for_each(|query| write_query(&mut out, query));
        }
        out
    }
}

fn query(dataset: &str, form: QueryForm) -> Query {
    let strings =
        |pairs: IndexMap<String, Strings>| pairs.into_iter().map(|(key, Strings(values))| (key, values)).collect();
    Query {
        dataset: dataset.to_owned(),
        csv_urls: [form.csv_url.0, form.csv_urls.0].concat(),
        filters: strings(form.filters),
        filters_not: strings(form.filters_not),
        entities: form.entities.into_iter().map(|(name, form)| (name, entity(form))).collect(),
    }
}

fn entity(form: EntityForm) -> EntityMapping {
    EntityMapping {
        schema: form.schema,
        keys: [form.key.0, form.keys.0].concat(),
        key_literal: form.key_literal.map(|Scalar(literal)| literal),
        id_column: form.id_column.map(|Scalar(column)| column),
        properties: form.properties.into_iter().map(|(name, form)| (name, property(form))).collect(),
        why: None,
    }
}

fn property(form: PropertyForm) -> PropertyMapping {
    PropertyMapping {
        columns: [form.column.0, form.columns.0].concat(),
        literals: [form.literal.0, form.literals.0].concat(),
        join: form.join,
        split: form.split,
        entity: form.entity,
        template: form.template,
        format: form.format,
        fuzzy: form.fuzzy,
        required: form.required,
        lang: form.lang,
        why: None,
    }
}

fn write_query(out: &mut String, query: &Query) {
    let mut first = true;
    let mut key = |out: &mut String, text: String| {
        let _ = writeln!(out, "    {} {text}", if first { "-" } else { " " });
        first = false;
    };
    match &query.csv_urls[..] {
        [] => {}
        [url] => key(out, format!("csv_url: {}", plain(url))),
        urls => key(out, format!("csv_urls: {}", list(urls))),
    }
    for (name, filters) in [("filters", &query.filters), ("filters_not", &query.filters_not)] {
        if !filters.is_empty() {
            key(out, format!("{name}:"));
            for (column, values) in filters {
                let values = if let [value] = &values[..] { plain(value) } else { list(values) };
                let _ = writeln!(out, "        {}: {values}", plain(column));
            }
        }
    }
    key(out, "entities:".to_owned());
    for (name, entity) in &query.entities {
        write_entity(out, name, entity);
    }
}

fn write_entity(out: &mut String, name: &str, entity: &EntityMapping) {
    if let Some(why) = &entity.why {
        let _ = writeln!(out, "        # {}", in_one_line(why));
    }
    let _ = writeln!(out, "        {}:\n          schema: {}", plain(name), plain(&entity.schema));
    if let Some(literal) = &entity.key_literal {
        let _ = writeln!(out, "          key_literal: {}", plain(literal));
    }
    if let Some(column) = &entity.id_column {
        let _ = writeln!(out, "          id_column: {}", plain(column));
    }
    match &entity.keys[..] {
        [] => {}
        [key] => _ = writeln!(out, "          key: {}", plain(key)),
        keys => _ = writeln!(out, "          keys: {}", list(keys)),
    }
    if entity.properties.is_empty() {
        return;
    }
    out.push_str("          properties:\n");
    for (name, property) in &entity.properties {
        if let Some(why) = &property.why {
            let _ = writeln!(out, "            # {}", in_one_line(why));
        }
        let _ = writeln!(out, "            {}:", plain(name));
        write_property(out, property);
    }
}

fn write_property(out: &mut String, property: &PropertyMapping) {
    let mut lines = Vec::new();
    match &property.columns[..] {
        [] => {}
        [column] => lines.push(format!("column: {}", plain(column))),
        columns => lines.push(format!("columns: {}", list(columns))),
    }
    match &property.literals[..] {
        [] => {}
        [literal] => lines.push(format!("literal: {}", plain(literal))),
        literals => lines.push(format!("literals: {}", list(literals))),
    }
    let texts = [
        ("join", &property.join),
        ("split", &property.split),
        ("entity", &property.entity),
        ("template", &property.template),
        ("format", &property.format),
        ("lang", &property.lang),
    ];
    lines
        .extend(texts.iter().filter_map(|(key, value)| value.as_ref().map(|value| format!("{key}: {}", plain(value)))));
    lines.extend(property.fuzzy.then(|| "fuzzy: true".to_owned()));
    lines.extend(property.required.then(|| "required: true".to_owned()));
    for line in lines {
        let _ = writeln!(out, "              {line}");
    }
}

fn in_one_line(text: &str) -> String {
    text.split(char::is_whitespace).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn list(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| plain(value)).collect::<Vec<_>>().join(", "))
}

/// A string without quotation marks where YAML reads it back as the same string, else with them.
fn plain(text: &str) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let safe = text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_alphanumeric() || "_ -.()/".contains(c))
        && !words.contains(&text.to_ascii_lowercase().as_str())
        && !text.contains(" -");
    // Every JSON string is one of YAML too.
    if safe { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(yaml: &str) -> Result<Mapping, ReadError> {
        Mapping::parse(yaml, MappingOrigin::Guessed)
    }

    const EXAMPLE: &str = "\
donations:
  label: any
  queries:
    - csv_url: a.csv
      filters: {kind: [person, 1]}
      filters_not:
        state: closed
      entities:
        donor:
          schema: Person
          keys: [name, born]
          key_literal: x
          properties:
            name: {column: name, required: true}
            birthDate: {column: born, format: '%d.%m.%Y'}
            address: {template: '{{street}}, {{city}}'}
            topics: {literals: [role.pep]}
";

    #[test]
    fn mappings_are_read_in_all_forms_of_followthemoney() {
        let mapping = parse(EXAMPLE).unwrap();
        assert_eq!(mapping.name(), "donations");
        let query = &mapping.queries[0];
        assert_eq!(query.filters["kind"], ["person", "1"]);
        let donor = &query.entities["donor"];
        assert_eq!((donor.keys.len(), donor.key_literal.as_deref()), (2, Some("x")));
        assert_eq!(donor.properties["address"].template_columns(), ["street", "city"]);
        let bare = "csv_url: a.csv\nentities:\n  p:\n    schema: Person\n    key: name\n";
        assert_eq!(parse(bare).unwrap().queries[0].entities["p"].keys, ["name"]);
        let single = format!("d:\n  query:\n    {}", bare.replace('\n', "\n    "));
        assert_eq!(parse(&single).unwrap().queries.len(), 1);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let check = |yaml: &str, part: &str| {
            let message = parse(yaml).unwrap_err().to_string();
            assert!(message.contains(part), "{message}");
        };
        check("a: [", "guessed");
        check("d:\n  database: x\n  entities: {}", "database");
        check("d:\n  queries: []", "no entities");
        check(&EXAMPLE.replace("column: born", "colum: born"), "colum");
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let mapping = parse(EXAMPLE).unwrap();
        assert_eq!(parse(&mapping.to_yaml()).unwrap(), mapping, "{}", mapping.to_yaml());
    }

    proptest! {
        #[test]
        fn any_string_survives(text in "\\PC{1,12}", other: String) {
            let mut mapping = parse(EXAMPLE).unwrap();
            mapping.queries[0].dataset = text.clone();
            mapping.queries[0].filters.insert(text.clone(), vec![other.clone(), text.clone()]);
            mapping.queries[0].entities[0].properties[0].columns = vec![other];
            prop_assert_eq!(parse(&mapping.to_yaml()).unwrap(), mapping);
        }

        #[test]
        fn any_text_is_taken(text in "(\\PC|\n){0,200}") {
            let _ = parse(&text);
        }
    }
}
