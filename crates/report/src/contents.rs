//! Where the report gets the texts of the sources from.

use std::collections::BTreeMap;
use std::error::Error;

use umbra_case::Case;
use umbra_model::{SourceId, Text};

/// Hands out the text that a source's citations count in.
pub trait Contents {
    /// The text; `None` for a source that has none: a data set of entities, a table too large to be held.
    ///
    /// # Errors
    /// When the text is there and can't be read.
    fn text(&self, source: SourceId) -> Result<Option<Text>, Box<dyn Error + Send + Sync>>;
}

impl Contents for BTreeMap<SourceId, Text> {
    fn text(&self, source: SourceId) -> Result<Option<Text>, Box<dyn Error + Send + Sync>> {
        Ok(self.get(&source).cloned())
    }
}

impl Contents for Case {
    fn text(&self, source: SourceId) -> Result<Option<Text>, Box<dyn Error + Send + Sync>> {
        Ok(self.source_text(source)?)
    }
}
