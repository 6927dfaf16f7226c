//! What sort of value a property takes.

use std::fmt;

/// The type of a property's values. All values are strings; the type says how they are cleaned and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropertyType {
    /// A place as one would write it on an envelope.
    Address,
    /// SHA-1 of a file's bytes, in hexadecimal.
    Checksum,
    /// A country or territory, past ones included, by a code mostly from ISO 3166.
    Country,
    /// A point in time in UTC, as exactly as known: a prefix of `2021-02-16T21:48:52`, from the year on.
    Date,
    /// An address for electronic mail.
    Email,
    /// The identifier of another entity.
    Entity,
    /// `male`, `female` or `other`.
    Gender,
    /// Mark-up. Never to be shown without sanitising it.
    Html,
    /// A number or code that an authority gave.
    Identifier,
    /// An Internet address, version 4 or 6.
    Ip,
    /// A JSON document.
    Json,
    /// A language, by its ISO 639-3 code.
    Language,
    /// A media type without parameters.
    Mimetype,
    /// What somebody or something is called, in full.
    Name,
    /// A number, perhaps with its unit, in the form in which the source writes it.
    Number,
    /// A phone number with its country's prefix, in E.164 form.
    Phone,
    /// A short text.
    String,
    /// A text at length.
    Text,
    /// A label from a controlled vocabulary, such as `role.pep`.
    Topic,
    /// The address of a page or file on the web.
    Url,
}

impl PropertyType {
    /// Every type, by name.
    pub const ALL: [Self; 20] = [
        Self::Address,
        Self::Checksum,
        Self::Country,
        Self::Date,
        Self::Email,
        Self::Entity,
        Self::Gender,
        Self::Html,
        Self::Identifier,
        Self::Ip,
        Self::Json,
        Self::Language,
        Self::Mimetype,
        Self::Name,
        Self::Number,
        Self::Phone,
        Self::String,
        Self::Text,
        Self::Topic,
        Self::Url,
    ];

    /// The type of that name.
    pub fn get(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name that schema files know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Checksum => "checksum",
            Self::Country => "country",
            Self::Date => "date",
            Self::Email => "email",
            Self::Entity => "entity",
            Self::Gender => "gender",
            Self::Html => "html",
            Self::Identifier => "identifier",
            Self::Ip => "ip",
            Self::Json => "json",
            Self::Language => "language",
            Self::Mimetype => "mimetype",
            Self::Name => "name",
            Self::Number => "number",
            Self::Phone => "phone",
            Self::String => "string",
            Self::Text => "text",
            Self::Topic => "topic",
            Self::Url => "url",
        }
    }

    /// How many characters a value should have at most, unless its property says otherwise.
    pub fn max_length(self) -> u32 {
        match self {
            Self::Country | Self::Gender | Self::Language => 16,
            Self::Date => 32,
            Self::Checksum => 40,
            Self::Identifier | Self::Ip | Self::Phone | Self::Topic => 64,
            Self::Entity => 200,
            Self::Address | Self::Email | Self::Json | Self::Mimetype | Self::Number => 250,
            Self::Name => 384,
            Self::String => 1024,
            Self::Url => 4096,
            Self::Html | Self::Text => 65_000,
        }
    }

    /// Whether values of the type help, as a rule, to tell if two entities are one. A property may differ.
    pub fn is_matchable(self) -> bool {
        !matches!(
            self,
            Self::Gender
                | Self::Html
                | Self::Json
                | Self::Language
                | Self::Mimetype
                | Self::Number
                | Self::String
                | Self::Text
                | Self::Topic
        )
    }

    /// The key under which search indexes pool all values of the type, for the types that are pooled.
    pub fn group(self) -> Option<&'static str> {
        Some(match self {
            Self::Address => "addresses",
            Self::Checksum => "checksums",
            Self::Country => "countries",
            Self::Date => "dates",
            Self::Email => "emails",
            Self::Entity => "entities",
            Self::Gender => "genders",
            Self::Identifier => "identifiers",
            Self::Ip => "ips",
            Self::Language => "languages",
            Self::Mimetype => "mimetypes",
            Self::Name => "names",
            Self::Phone => "phones",
            Self::Topic => "topics",
            Self::Url => "urls",
            Self::Html | Self::Json | Self::Number | Self::String | Self::Text => return None,
        })
    }
}

impl fmt::Display for PropertyType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
