//! Identifiers as FollowTheMoney makes them, so that what is made here meets what is made there.

use sha1::{Digest, Sha1};
use std::fmt::Write;

pub(crate) fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(digest.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string can't fail");
        text
    })
}

/// An identifier for an entity out of the parts of its key: the SHA-1 of the prefix and the trimmed parts, one after
/// the other. `None` when all parts are missing or empty.
///
/// The parts are not set apart: `a`, `b` and `ab` give one identifier. That is FollowTheMoney's rule.
pub fn entity_id(prefix: Option<&str>, parts: &[Option<&str>]) -> Option<String> {
    let parts: Vec<&str> = parts.iter().flatten().map(|part| part.trim()).collect();
    if parts.iter().all(|part| part.is_empty()) {
        return None;
    }
    let mut digest = Sha1::new();
    digest.update(prefix.unwrap_or_default().trim());
    for part in parts {
        digest.update(part);
    }
    Some(hex(&digest.finalize()))
}

/// The identifier of a statement: the SHA-1 of what it says, in which dataset, and of what language the value is. A
/// statement about an entity that is only mentioned in the dataset (`external`) has one of its own.
pub fn statement_id(
    dataset: &str,
    entity_id: &str,
    property: &str,
    value: &str,
    language: Option<&str>,
    external: bool,
) -> String {
    let mut digest = Sha1::new();
    digest.update(format!("{dataset}.{entity_id}.{property}.{value}"));
    if let Some(language) = language {
        digest.update("@");
        digest.update(language);
    }
    if external {
        digest.update(".ext");
    }
    hex(&digest.finalize())
}

/// A dataset's mark on identifiers, by which those of different datasets are kept apart: `id.signature`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace {
    name: String,
}

impl Namespace {
    /// The namespace of a name. Under an empty name identifiers are bare.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into().trim().to_owned() }
    }

    /// An identifier without the mark of any namespace: the part before the last dot.
    pub fn strip(id: &str) -> Option<&str> {
        let valid = crate::clean::is_entity_id(id);
        valid.then(|| id.rsplit_once('.').map_or(id, |(id, _)| id))
    }

    /// The identifier with this namespace's mark in place of any other; `None` for what is no identifier under
    /// FollowTheMoney's rule (letters and figures, dots and hyphens inside).
    pub fn sign(&self, id: &str) -> Option<String> {
        let id = Self::strip(id)?;
        Some(if self.name.is_empty() { id.to_owned() } else { format!("{id}.{}", self.signature(id)) })
    }

    /// Whether an identifier carries this namespace's mark.
    pub fn verify(&self, id: &str) -> bool {
        !self.name.is_empty() && self.sign(id).is_some_and(|signed| signed == id)
    }

    /// HMAC-SHA-1 (RFC 2104) of the identifier under the name.
    fn signature(&self, id: &str) -> String {
        const BLOCK: usize = 64;
        let mut key = [0; BLOCK];
        if self.name.len() > BLOCK {
            key[..20].copy_from_slice(&Sha1::digest(&self.name));
        } else {
            key[..self.name.len()].copy_from_slice(self.name.as_bytes());
        }
        let inner = Sha1::new().chain_update(key.map(|byte| byte ^ 0x36)).chain_update(id).finalize();
        hex(&Sha1::new().chain_update(key.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_the_parts_in_a_row() {
        let id = entity_id(None, &[Some("a")]);
        assert_eq!(id.as_deref(), Some("86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"));
        assert_eq!(entity_id(None, &[Some("a"), Some(" b ")]), entity_id(None, &[Some("ab"), None]));
        assert_eq!(entity_id(Some("pre"), &[Some(""), None]), None);
        assert_ne!(entity_id(Some("pre"), &[Some("a")]), id);
    }

    #[test]
    fn signs_and_verifies() {
        let space = Namespace::new("ds1");
        let signed = space.sign("a").unwrap();
        assert_eq!(signed, "a.823cdd764f5d0c1946388d53a0e586eda14b070d");
        assert_eq!(space.sign(&signed).as_deref(), Some(signed.as_str()));
        assert!(space.verify(&signed) && !space.verify("a") && !Namespace::new("ds2").verify(&signed));
        assert_eq!(Namespace::new("").sign(&signed).as_deref(), Some("a"));
        assert_eq!(space.sign("x_y"), None);
        let long = Namespace::new("n".repeat(80));
        assert!(long.verify(&long.sign("a").unwrap()));
    }
}
