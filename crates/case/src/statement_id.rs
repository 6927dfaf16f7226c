//! Numbers of statements.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many statements one record holds at most; what says more is split over several records.
pub(crate) const PER_RECORD: usize = 1 << 12;

/// The number of a statement in its case. It never changes and is never given twice.
///
/// Statements that one place of a source makes of one entity are stored together, as a record. The number is the
/// record's times 4096, plus the number of values before it in the record, so it orders statements as they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(i64);

impl StatementId {
    /// A number as it was printed or stored. Whether a case holds such a statement, the case knows.
    pub fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// The number.
    pub fn number(self) -> i64 {
        self.0
    }

    pub(crate) fn new(record: i64, ordinal: usize) -> Self {
        Self(record * PER_RECORD as i64 + ordinal as i64)
    }

    /// The row of `record` that holds it.
    pub(crate) fn record(self) -> i64 {
        self.0.div_euclid(PER_RECORD as i64)
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
