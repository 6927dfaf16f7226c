//! What part somebody plays in the case, as far as sources say.

use serde::Serialize;
use umbra_model::Standing;

use crate::Evidence;

/// A part that somebody plays in the case. Several may hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A court found an accusation proven.
    Convicted,
    /// Charged or on trial.
    Accused,
    /// An authority looks into it, or detained them.
    Suspect,
    /// A source accuses them; no authority does.
    Named,
    /// Acquitted, or the proceedings were dropped, or a conviction was set aside.
    Cleared,
    /// Holds or held a public office.
    Official,
    /// Suffered an offence.
    Victim,
    /// Testified or is called a witness.
    Witness,
    /// Tied to somebody whom an authority or a court accuses, and not accused themselves.
    Contact,
}

impl Role {
    /// The role's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Convicted => "convicted",
            Self::Accused => "accused",
            Self::Suspect => "suspect",
            Self::Named => "named",
            Self::Cleared => "cleared",
            Self::Official => "official",
            Self::Victim => "victim",
            Self::Witness => "witness",
            Self::Contact => "contact",
        }
    }

    /// The role that an accusation in force at this rung gives its subject.
    pub(crate) fn of_accused(in_force: Standing) -> Self {
        match in_force {
            Standing::Convicted | Standing::Final => Self::Convicted,
            Standing::Charged | Standing::Tried => Self::Accused,
            Standing::Investigated | Standing::Detained => Self::Suspect,
            Standing::Reported | Standing::Alleged => Self::Named,
            Standing::Denied | Standing::Dropped | Standing::Acquitted | Standing::Overturned => {
                Self::Cleared
            }
        }
    }
}

/// A role with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleInCase {
    /// The role.
    pub role: Role,
    /// What it rests on.
    pub evidence: Evidence,
}
