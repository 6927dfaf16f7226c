//! What of a record is searched for.

use tantivy::TantivyDocument;
use umbra_model::PropertyType;

use super::Fields;

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

impl Fields {
    /// The entry of a record, still without its number; `None` when nothing in it is searched for.
    pub(crate) fn entry<'v>(
        &self,
        values: impl Iterator<Item = (PropertyType, &'v str)> + Clone,
    ) -> Option<TantivyDocument> {
        let indexed = values.filter(|(kind, _)| is_indexed(*kind));
        let size: usize = indexed.clone().map(|(_, value)| value.len() + 8).sum();
        if size == 0 {
            return None;
        }
        let mut entry = TantivyDocument::with_capacity(size + 16);
        for (kind, value) in indexed {
            entry.add_text(if kind == PropertyType::Name { self.name } else { self.text }, value);
        }
        Some(entry)
    }

    /// Says which record an entry is of.
    pub(crate) fn number(&self, entry: &mut TantivyDocument, record: i64) {
        entry.add_u64(self.record, record.unsigned_abs());
    }
}
