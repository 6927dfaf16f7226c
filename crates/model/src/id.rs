//! Names of things that must not be mixed up.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Why a string is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The id is empty, too long or holds a character that would break files and addresses.
    #[error("{0:?} is no entity id: it must have 1 to 255 characters, without spaces or control characters")]
    Entity(String),
    /// Not 64 hexadecimal digits.
    #[error("{0:?} is no source id: a SHA-256 has 64 hexadecimal digits")]
    Source(String),
}

/// The id of an entity: 1 to 255 characters, no white space, no control characters.
///
/// Cloning is cheap; the characters are shared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// Checks and takes an id.
    ///
    /// # Errors
    /// [`IdError::Entity`] when it is empty, over 255 characters, or holds white space or control characters.
    pub fn new(id: impl AsRef<str>) -> Result<Self, IdError> {
        let id = id.as_ref();
        if Self::is_valid(id) { Ok(Self(id.into())) } else { Err(IdError::Entity(id.chars().take(80).collect())) }
    }

    /// Whether a string can be an id.
    pub fn is_valid(id: &str) -> bool {
        if id.len() <= 255 && id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return !id.is_empty();
        }
        let broken = |c: char| c.is_whitespace() || c.is_control();
        !id.is_empty() && (id.len() <= 255 || id.chars().count() <= 255) && !id.contains(broken)
    }

    /// The id's characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl TryFrom<String> for EntityId {
    type Error = IdError;
    fn try_from(id: String) -> Result<Self, IdError> {
        Self::new(id)
    }
}

impl From<EntityId> for String {
    fn from(id: EntityId) -> Self {
        id.0.as_ref().to_owned()
    }
}

/// A source's name: the SHA-256 of its bytes. The same bytes are the same source, wherever they were found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId([u8; 32]);

impl SourceId {
    /// Hashes a source's bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Takes a digest that was computed while the bytes streamed past.
    pub fn from_digest(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The digest.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first 12 hexadecimal digits, for people to read and compare.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.short())
    }
}

impl FromStr for SourceId {
    type Err = IdError;
    fn from_str(hex: &str) -> Result<Self, IdError> {
        let wrong = || IdError::Source(hex.chars().take(80).collect());
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(wrong());
        }
        let mut digest = [0; 32];
        for (byte, pair) in digest.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Self(digest))
    }
}

impl TryFrom<String> for SourceId {
    type Error = IdError;
    fn try_from(hex: String) -> Result<Self, IdError> {
        hex.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entity_ids_are_checked() {
        assert_eq!(EntityId::new("p-1").unwrap().as_str(), "p-1");
        for wrong in ["", "a b", "a\n", &"x".repeat(256)] {
            assert!(EntityId::new(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn source_ids_are_the_sha256_and_round_trip() {
        let id = SourceId::of(b"abc");
        assert!(id.to_string().starts_with("ba7816bf8f01cfea"));
        assert_eq!(id.to_string().parse::<SourceId>().unwrap(), id);
        assert!("zz".parse::<SourceId>().is_err());
        assert!("é".repeat(32).parse::<SourceId>().is_err());
    }
}
