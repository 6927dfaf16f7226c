//! How a value of each type is brought into its normal form, and which values are valid.
//!
//! The rules are FollowTheMoney's, so that what other programs have cleaned stays as it is. Where they would change a
//! value again when applied again, ours go on until it is stable; the modules say where.

mod address;
mod compare;
mod country;
mod date;
mod email;
mod identifier;
mod ip;
mod language;
mod mimetype;
mod name;
mod phone;
mod punycode;
mod slug;
mod strptime;
mod text;
mod url;
mod vocabulary;

pub(crate) use text::sanitize;

use crate::property_type::PropertyType;
use std::borrow::Cow;
use vocabulary::Vocabulary;

/// What is known about a value besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct CleanContext<'a> {
    /// Countries with which the entity has to do. With `fuzzy`, a phone number is read as dialled from one of them.
    pub countries: &'a [&'a str],
    /// The form of an identifier, the `strptime` pattern of a date, or the country from which a phone number is
    /// dialled.
    pub format: Option<&'a str>,
    /// Whether near misses may be read as what they were probably meant to be. Never for values whose source is to be
    /// followed to the letter.
    pub fuzzy: bool,
}

impl PropertyType {
    /// Brings a value into the type's normal form; `None` when it has none. A value in that form already is lent back,
    /// and cleaning a clean value changes nothing.
    ///
    /// Takes time in proportion to the length of the value; a tenth of a microsecond for most.
    pub fn clean<'a>(self, raw: &'a str, context: &CleanContext<'_>) -> Option<Cow<'a, str>> {
        let text = sanitize(raw)?;
        match text {
            Cow::Borrowed(text) => self.clean_text(text, context),
            Cow::Owned(text) => self.clean_text(&text, context).map(|clean| Cow::Owned(clean.into_owned())),
        }
    }

    /// The step of cleaning that differs by type.
    fn clean_text<'a>(self, text: &'a str, context: &CleanContext<'_>) -> Option<Cow<'a, str>> {
        match self {
            Self::Address => address::clean(text),
            Self::Country => code(text, country::clean(text, context.fuzzy)?),
            Self::Date => date::clean(text, context.format),
            Self::Email => email::clean(text),
            Self::Entity => is_entity_id(text).then_some(Cow::Borrowed(text)),
            Self::Gender => code(text, gender(text)?),
            Self::Identifier => identifier::clean(text, context.format),
            Self::Ip => ip::clean(text),
            Self::Language => code(text, language::clean(text)?),
            Self::Mimetype => mimetype::clean(text),
            Self::Name => name::clean(text),
            Self::Phone => phone::clean(text, context),
            Self::Topic => code(text, listed(&vocabulary::TOPICS, text)?),
            Self::Url => url::clean(text),
            Self::Checksum | Self::Html | Self::Json | Self::Number | Self::String | Self::Text => {
                (!text.is_empty()).then_some(Cow::Borrowed(text))
            }
        }
    }

    /// Whether a value, as it stands, is of the type and no longer than the type allows.
    pub fn validate(self, value: &str) -> bool {
        match self {
            Self::Country | Self::Gender | Self::Language | Self::Topic => {
                self.vocabulary().is_some_and(|vocabulary| listed(vocabulary, value).is_some())
            }
            Self::Entity | Self::Date | Self::Email | Self::Ip => {
                let text = if self == Self::Email { value.trim() } else { value };
                self.clean_text(text, &CleanContext::default()).is_some()
            }
            _ => self
                .clean_text(value, &CleanContext::default())
                .is_some_and(|clean| !clean.is_empty() && clean.chars().count() <= self.max_length() as usize),
        }
    }

    fn vocabulary(self) -> Option<&'static Vocabulary> {
        match self {
            Self::Country => Some(&vocabulary::COUNTRIES),
            Self::Gender => Some(&vocabulary::GENDERS),
            Self::Language => Some(&vocabulary::LANGUAGES),
            Self::Topic => Some(&vocabulary::TOPICS),
            _ => None,
        }
    }

    /// The values that the type allows with their labels, by value, where it has a fixed list.
    pub fn values(self) -> Option<&'static [(&'static str, &'static str)]> {
        self.vocabulary().map(Vocabulary::entries)
    }

    /// What to show for a value: the label of a code, else the value.
    pub fn caption(self, value: &str) -> &str {
        self.vocabulary().and_then(|vocabulary| vocabulary.label(value)).unwrap_or(value)
    }

    /// A country that a value points to by itself, as the calling code of a phone number does.
    pub fn country_hint(self, value: &str) -> Option<String> {
        match self {
            Self::Country => Some(value.to_owned()),
            Self::Phone => phone::country_of(value),
            _ => None,
        }
    }
}

/// Lends the value itself where it is the code.
fn code<'a>(text: &'a str, code: &'static str) -> Option<Cow<'a, str>> {
    Some(Cow::Borrowed(if text == code { text } else { code }))
}

fn listed(vocabulary: &'static Vocabulary, text: &str) -> Option<&'static str> {
    vocabulary.code(text).or_else(|| vocabulary.code(text.to_lowercase().trim()))
}

fn gender(text: &str) -> Option<&'static str> {
    match text {
        "male" => return Some("male"),
        "female" => return Some("female"),
        _ => {}
    }
    Some(match text.to_lowercase().trim() {
        "male" | "m" | "man" | "masculin" | "männlich" | "мужской" | "男" => "male",
        "female" | "f" | "woman" | "féminin" | "weiblich" | "женский" | "女" => "female",
        "other" | "o" | "d" | "divers" => "other",
        _ => return None,
    })
}

/// Letters and figures of ASCII, with dots and hyphens inside.
pub(crate) fn is_entity_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}
