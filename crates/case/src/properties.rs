//! Values by property, as JSON: `{"name":["value",...],...}`, in the order in which they were stated.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// Writes `{"name":["value",...],...}`.
#[derive(Default)]
pub(crate) struct Properties {
    json: String,
    /// Whether the list that is open has a value already.
    has_value: bool,
}

impl Properties {
    /// With room for so many bytes of JSON.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { json: String::with_capacity(bytes), has_value: false }
    }

    /// Begins a property's list.
    pub(crate) fn open(&mut self, name: &str) {
        self.json.push_str(if self.json.is_empty() { "{\"" } else { "],\"" });
        // Names of properties are letters only.
        self.json.push_str(name);
        self.json.push_str("\":[");
        self.has_value = false;
    }

    /// Adds a value to the list that is open.
    pub(crate) fn value(&mut self, value: Option<&str>) {
        if self.has_value {
            self.json.push(',');
        }
        self.has_value = true;
        match value {
            Some(value) => push_json_string(&mut self.json, value),
            None => self.json.push_str("null"),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.json.is_empty()
    }

    pub(crate) fn finish(mut self) -> String {
        self.json.push_str(if self.json.is_empty() { "{}" } else { "]}" });
        self.json
    }
}

fn push_json_string(json: &mut String, value: &str) {
    if value.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        json.push('"');
        json.push_str(value);
        json.push('"');
    } else {
        json.push_str(&serde_json::to_string(value).expect("a string always serialises"));
    }
}

/// Reads what [`Properties`] wrote, in the order in which it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PropertyLists<'a, V>(pub Vec<(Cow<'a, str>, Vec<V>)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for PropertyLists<'de, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lists<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Lists<V> {
            type Value = PropertyLists<'de, V>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("lists of values by property")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut lists = Vec::with_capacity(map.size_hint().unwrap_or(6));
                while let Some(entry) = map.next_entry::<&str, Vec<V>>()? {
                    lists.push((Cow::from(entry.0), entry.1));
                }
                Ok(PropertyLists(lists))
            }
        }
        deserializer.deserialize_map(Lists(std::marker::PhantomData))
    }
}
