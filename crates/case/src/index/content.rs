//! What of a record is searched for.

use umbra_model::PropertyType;

/// Whether values of a type are words to search for. Dates, codes from lists and numbers are not.
pub(crate) fn is_indexed(kind: PropertyType) -> bool {
    match kind {
        PropertyType::Name
        | PropertyType::Address
        | PropertyType::Checksum
        | PropertyType::Email
        | PropertyType::Html
        | PropertyType::Identifier
        | PropertyType::Ip
        | PropertyType::Phone
        | PropertyType::String
        | PropertyType::Text
        | PropertyType::Url => true,
        PropertyType::Country
        | PropertyType::Date
        | PropertyType::Entity
        | PropertyType::Gender
        | PropertyType::Json
        | PropertyType::Language
        | PropertyType::Mimetype
        | PropertyType::Number
        | PropertyType::Topic => false,
    }
}

/// The words of a record: names and other texts, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    text: String,
    /// Where each value ends, and whether it is a name.
    ends: Vec<(usize, bool)>,
}

impl Words {
    /// Takes a value, if its type is one to search for.
    pub(crate) fn add(&mut self, kind: PropertyType, value: &str) {
        if is_indexed(kind) {
            self.text.push_str(value);
            self.ends.push((self.text.len(), kind == PropertyType::Name));
        }
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes in all.
    pub(crate) fn size(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.values(true)
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.values(false)
    }

    fn values(&self, names: bool) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts
            .zip(&self.ends)
            .filter(move |(_, (_, is_name))| *is_name == names)
            .map(|(start, (end, _))| &self.text[start..*end])
    }
}
