//! Entities as lines of JSON, straight from the lines that they were read from.

use crate::ftm_line::RawEntity;

impl RawEntity<'_> {
    /// Appends the entity as one line of JSON without its line break, in the form and order of
    /// [`Entity::to_json`](crate::Entity::to_json): id, schema, properties by name, then everything else by key.
    ///
    /// Only clean values are written: what was refused is left out, and it is for the caller to say so. What stands
    /// beside the properties is written as the line has it. Nothing is copied on the way, so a stream filter spends its
    /// time on reading and cleaning.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"id\":");
        write_text(&self.id, out);
        // Names of schemata and properties hold nothing to escape.
        out.extend_from_slice(b",\"schema\":\"");
        out.extend_from_slice(self.schema.name().as_bytes());
        out.extend_from_slice(b"\",\"properties\":{");
        self.write_properties(out);
        out.push(b'}');
        self.write_context(out);
        out.push(b'}');
    }

    fn write_properties(&self, out: &mut Vec<u8>) {
        // A property's values stand in a row; only embedded statements and keys that come twice set them apart.
        let mut runs: Vec<(&'static str, usize)> = Vec::with_capacity(16);
        let mut is_apart = false;
        for (place, value) in self.values.iter().enumerate() {
            let name = value.property.name();
            if place == 0 || !std::ptr::eq(self.values[place - 1].property, value.property) {
                is_apart |= runs.iter().any(|(known, _)| *known == name);
                runs.push((name, place));
            }
        }
        if is_apart {
            return self.write_scattered(out);
        }
        runs.sort_unstable();
        for (number, (name, start)) in runs.into_iter().enumerate() {
            let property = self.values[start].property;
            let run = self.values[start..].iter().take_while(|value| std::ptr::eq(value.property, property));
            write_list(number == 0, name, run.map(|value| value.value.as_ref()), out);
        }
    }

    /// The same for values in any order, each taken once.
    fn write_scattered(&self, out: &mut Vec<u8>) {
        let mut order: Vec<(&str, usize)> =
            self.values.iter().enumerate().map(|(place, value)| (value.property.name(), place)).collect();
        order.sort_unstable();
        for (number, group) in order.chunk_by(|left, right| left.0 == right.0).enumerate() {
            let mut seen = std::collections::HashSet::new();
            let values = group.iter().map(|(_, place)| self.values[*place].value.as_ref());
            write_list(number == 0, group[0].0, values.filter(|value| seen.insert(*value)), out);
        }
    }

    fn write_context(&self, out: &mut Vec<u8>) {
        let mut keys: Vec<usize> = (0..self.context.len()).collect();
        // Stable, so that of a key that comes twice the last one counts, as everywhere.
        keys.sort_by_key(|&place| self.context[place].0.as_ref());
        for (number, &place) in keys.iter().enumerate() {
            let (key, json) = &self.context[place];
            if keys.get(number + 1).is_some_and(|&next| self.context[next].0 == *key) {
                continue;
            }
            out.push(b',');
            write_text(key, out);
            out.push(b':');
            out.extend_from_slice(json.as_bytes());
        }
    }
}

fn write_list<'a>(is_first: bool, name: &str, values: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
    out.extend_from_slice(if is_first { b"\"" } else { b",\"" });
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":[");
    for (number, value) in values.enumerate() {
        if number > 0 {
            out.push(b',');
        }
        write_text(value, out);
    }
    out.push(b']');
}

/// Appends a JSON string.
fn write_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.push(b'"');
    if bytes.iter().fold(true, |plain, &byte| plain & is_plain(byte)) {
        out.extend_from_slice(bytes);
    } else {
        bytes.iter().for_each(|&byte| write_byte(byte, out));
    }
    out.push(b'"');
}

/// Whether a byte stands for itself in a JSON string.
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

fn write_byte(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        _ if is_plain(byte) => return out.push(byte),
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        b'"' | b'\\' => byte,
        _ => {
            out.extend_from_slice(b"\\u00");
            out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            return;
        }
    };
    out.extend([b'\\', short]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use crate::{Entity, parse_line};

    fn written(line: &str) -> String {
        let mut out = Vec::new();
        parse_line(line.as_bytes()).expect("an entity").write_json(&mut out);
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn writes_what_is_clean_and_leaves_out_the_rest() {
        assert_eq!(
            written(
                r#"{"target": true, "properties": {"nome": ["x"], "name": [" Ana ", "A\"na\n"], "birthDate": ["soon", "1975"]},
                    "schema": "Person", "datasets": ["b", "a"], "id": "a"}"#
            ),
            r#"{"id":"a","schema":"Person","properties":{"birthDate":["1975"],"name":["Ana","A\"na"]},"datasets":["b", "a"],"target":true}"#
        );
        assert_eq!(written(r#"{"id": "a", "schema": "Person"}"#), r#"{"id":"a","schema":"Person","properties":{}}"#);
    }

    #[test]
    fn a_property_that_comes_twice_is_written_once() {
        let line = r#"{"id": "a", "schema": "Person", "properties": {"name": ["Ana"], "title": ["Dr"], "name": ["Eva", "Ana"]},
            "x": 1, "x": 2}"#;
        assert_eq!(
            written(line),
            r#"{"id":"a","schema":"Person","properties":{"name":["Ana","Eva"],"title":["Dr"]},"x":2}"#
        );
    }

    proptest! {
        /// The plain twin: by way of an entity and a general writer of JSON.
        #[test]
        fn the_short_way_and_the_long_way_give_the_same(
            names in prop::collection::vec(any::<String>(), 0..4),
            titles in prop::collection::vec("[a-c\"\\\\\n\u{1}é]{0,3}", 0..4),
            caption in any::<Option<String>>(),
        ) {
            let line = json!({"id": "a", "schema": "Person", "properties": {"name": names, "title": titles},
                "caption": caption}).to_string();
            let mut raw = parse_line(line.as_bytes()).expect("an entity");
            raw.refused.clear();
            let long = Entity::from(raw).to_json();
            prop_assert_eq!(written(&line), long);
        }
    }
}
