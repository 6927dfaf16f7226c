//! How a value of each type is brought into its normal form.

use crate::property_type::PropertyType;
use std::borrow::Cow;

/// What is known about a value besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct CleanContext<'a> {
    /// Countries with which the entity has to do.
    pub countries: &'a [&'a str],
    /// The form of an identifier, the pattern of a date, or the country from which a phone number is dialled.
    pub format: Option<&'a str>,
    /// Whether near misses may be read as what they were meant to be.
    pub fuzzy: bool,
}

impl PropertyType {
    /// Brings a value into the type's normal form; `None` when it has none.
    pub fn clean<'a>(self, raw: &'a str, _context: &CleanContext<'_>) -> Option<Cow<'a, str>> {
        let text = raw.trim();
        (!text.is_empty()).then_some(Cow::Borrowed(text))
    }

    /// How telling a value is when entities are compared, from 0 to 1.
    pub fn specificity(self, _value: &str) -> f64 {
        if self.is_matchable() { 1.0 } else { 0.0 }
    }
}
