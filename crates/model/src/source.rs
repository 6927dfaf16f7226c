//! Where statements come from.

use serde::{Deserialize, Serialize};

use crate::{PartialDate, Reliability, SourceId};

/// One document or dataset file, known by the SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The SHA-256 of its bytes.
    pub id: SourceId,
    /// Where it was found, as given by the user: `press/courier.html`, `leak.zip/mail/1.eml`. Always with `/`.
    pub path: String,
    /// The media type that its bytes were read as, such as `text/html`.
    pub media_type: String,
    /// Its title, if it states one.
    pub title: Option<String>,
    /// Who published it, if it says so or the user did.
    pub publisher: Option<String>,
    /// The date that it bears.
    pub published: Option<PartialDate>,
    /// The address that it gives for itself.
    pub url: Option<String>,
    /// The language of its text, as an ISO 639-3 code.
    pub language: Option<String>,
    /// The character encoding that its bytes were decoded from, as named in the WHATWG Encoding Standard.
    pub encoding: Option<String>,
    /// How reliable it is; F until somebody judges it.
    pub reliability: Reliability,
    /// The number of its bytes.
    pub size: u64,
}

impl Source {
    /// A source of which no more is known than its bytes and where it lay.
    pub fn new(id: SourceId, path: impl Into<String>, media_type: impl Into<String>, size: u64) -> Self {
        Self {
            id,
            path: path.into(),
            media_type: media_type.into(),
            title: None,
            publisher: None,
            published: None,
            url: None,
            language: None,
            encoding: None,
            reliability: Reliability::default(),
            size,
        }
    }

    /// What people call it: its title, or else the last part of its path.
    pub fn name(&self) -> &str {
        match &self.title {
            Some(title) => title,
            None => self.path.rsplit('/').next().unwrap_or(&self.path),
        }
    }
}
