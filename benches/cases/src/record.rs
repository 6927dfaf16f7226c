//! What sources say: records, as one sentence or one row each.

use umbra_generator::random::Random;
use umbra_model::Standing;

/// A part of one source that says something of one entity.
#[derive(Clone, Debug)]
pub struct Record {
    /// The entity.
    pub id: String,
    /// Its schema.
    pub schema: &'static str,
    /// What is said, property by property.
    pub values: Vec<(&'static str, String)>,
    /// How far what is said of it has got, if it accuses.
    pub standing: Option<Standing>,
    /// Which of [`Case::reports`](crate::Case::reports) says so.
    pub report: usize,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Who publishes it.
    pub publisher: &'static str,
    /// When, as a date.
    pub published: String,
    /// How reliable it is: A to F.
    pub grade: char,
}

/// Who reports what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Desk {
    /// Registers, complete and exact.
    Register,
    /// Courts and prosecutors.
    Court,
    /// Newspapers, one of several.
    Press,
    /// Bank records.
    Bank,
}

impl Desk {
    pub(crate) fn publisher(self, random: &mut Random) -> (&'static str, char) {
        match self {
            Self::Register => ("Public Register", 'A'),
            Self::Court => ("Court Gazette", 'A'),
            Self::Bank => ("Bank Records", 'B'),
            Self::Press => *random.one(&[
                ("Northern Courier", 'B'),
                ("Harbour Herald", 'C'),
                ("Evening Post", 'C'),
                ("The Lantern", 'E'),
            ]),
        }
    }
}
