//! An entity in FollowTheMoney's form.

/// A record: id, schema, and the values of its properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The id of the record.
    pub id: String,
    /// The name of its schema.
    pub schema: &'static str,
    /// Properties in the order in which they were added, each with one or more values.
    pub properties: Vec<(&'static str, Vec<String>)>,
}

impl Entity {
    /// An entity of which nothing is said.
    pub fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: Vec::new() }
    }

    /// Adds a value, unless it is empty or there already.
    pub fn add(&mut self, property: &'static str, value: String) {
        if value.is_empty() {
            return;
        }
        match self.properties.iter_mut().find(|(name, _)| *name == property) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => self.properties.push((property, vec![value])),
        }
    }

    /// The values of a property.
    pub fn values(&self, property: &str) -> &[String] {
        self.properties.iter().find(|(name, _)| *name == property).map_or(&[], |(_, values)| values)
    }

    /// The entity as one line of JSON, without the line's end.
    pub fn to_line(&self) -> String {
        let properties: Vec<String> =
            self.properties.iter().map(|(name, values)| format!("\"{name}\":{}", json_list(values))).collect();
        let (id, schema) = (&self.id, self.schema);
        format!("{{\"id\":\"{id}\",\"schema\":\"{schema}\",\"properties\":{{{}}}}}", properties.join(","))
    }

    /// The properties as a JSON object in which one value stands without a list.
    pub fn to_flat_object(&self) -> String {
        let flat = |values: &[String]| match values {
            [one] => json(one),
            all => json_list(all),
        };
        let properties: Vec<String> =
            self.properties.iter().map(|(name, values)| format!("\"{name}\": {}", flat(values))).collect();
        format!("{{{}}}", properties.join(", "))
    }
}

fn json(value: &str) -> String {
    serde_json::to_string(value).expect("a text always serialises")
}

fn json_list(values: &[String]) -> String {
    serde_json::to_string(values).expect("texts always serialise")
}
