//! Who says so.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::EntityId;

/// One voice in a chain of attribution.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// As the source calls it: "Xinhua", "the prosecutor".
    pub name: String,
    /// The entity, where the voice is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
}

/// The chain of who says so, the nearest to the reader first: paper, agency, official.
///
/// An empty chain means that the source says it in its own voice. "According to X" makes X the last link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attribution(Vec<Link>);

impl Attribution {
    /// The source's own voice.
    pub fn own_voice() -> Self {
        Self::default()
    }

    /// Adds the next voice: the chain so far cites it.
    #[must_use]
    pub fn citing(mut self, name: impl Into<String>, entity: Option<EntityId>) -> Self {
        self.0.push(Link { name: name.into(), entity });
        self
    }

    /// The voices, the nearest to the reader first.
    pub fn links(&self) -> &[Link] {
        &self.0
    }

    /// Who is said to know: the last voice of the chain.
    pub fn origin(&self) -> Option<&Link> {
        self.0.last()
    }

    /// Whether the source speaks for itself.
    pub fn is_own_voice(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Link> for Attribution {
    fn from_iter<I: IntoIterator<Item = Link>>(links: I) -> Self {
        Self(links.into_iter().collect())
    }
}

impl fmt::Display for Attribution {
    /// "Xinhua, citing Wang"; nothing for the source's own voice.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, link) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", citing ")?;
            }
            f.write_str(&link.name)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_link_is_the_origin() {
        let chain = Attribution::own_voice().citing("Courier", None).citing("the prosecutor", None);
        assert_eq!(chain.to_string(), "Courier, citing the prosecutor");
        assert_eq!(chain.origin().unwrap().name, "the prosecutor");
        assert!(Attribution::own_voice().is_own_voice());
    }
}
