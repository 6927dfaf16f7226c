//! The entries of a dossier.

use serde::Serialize;
use umbra_model::{Attribution, EntityId, PartialDate, Standing, Validity};

use crate::{Citation, EntityRef, StandingHistory, StatementId, TieKind};

/// A value with its footnotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stated {
    /// The value; the name, where it is an entity.
    pub value: String,
    /// The entity that the value names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityRef>,
    /// Numbers of its footnotes.
    pub notes: Vec<usize>,
}

/// What sources say on one property.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DossierFact {
    /// The property's name.
    pub property: &'static str,
    /// The property's name for people.
    pub label: &'static str,
    /// The values, the most stated first.
    pub values: Vec<Stated>,
    /// Whether the values exclude each other although one thing has only one of them: dates of birth, for one.
    pub is_contradicted: bool,
}

/// A proceeding, or an accusation that no proceeding is known for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DossierAccusation {
    /// The tie or proceeding.
    pub id: EntityId,
    /// What it is about, in one line.
    pub says: String,
    /// How far it has got, and how it got there.
    pub standings: StandingHistory,
    /// The standing to show.
    pub standing: Option<Standing>,
    /// What is told of it: authority, charge, sentence, response.
    pub details: Vec<DossierFact>,
    /// Numbers of its footnotes.
    pub notes: Vec<usize>,
}

/// A tie, seen from the entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DossierTie {
    /// What sort.
    pub kind: TieKind,
    /// The other end.
    pub other: EntityRef,
    /// The line in words.
    pub says: String,
    /// The standing, for a tie that accuses.
    pub standing: Option<Standing>,
    /// When.
    pub validity: Validity,
    /// Numbers of its footnotes.
    pub notes: Vec<usize>,
}

/// Words that the entity said, or that somebody said about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Saying {
    /// What was said.
    pub words: String,
    /// Who says that it was said.
    pub attribution: Attribution,
    /// When.
    pub date: Option<PartialDate>,
    /// Numbers of its footnotes.
    pub notes: Vec<usize>,
}

/// Something dated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// When it was, or began.
    pub date: PartialDate,
    /// What.
    pub says: String,
    /// The standing, for something that accuses.
    pub standing: Option<Standing>,
    /// Numbers of its footnotes.
    pub notes: Vec<usize>,
}

/// Somebody of a like name who is not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Namesake {
    /// Who.
    pub entity: EntityRef,
    /// Whether it was judged not to be the same; if not, nobody has judged it.
    pub is_judged_different: bool,
}

/// A numbered footnote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Footnote {
    /// Its number, from 1.
    pub number: usize,
    /// All statements that stand at the place.
    pub statements: Vec<StatementId>,
    /// Where it stands.
    #[serde(flatten)]
    pub citation: Citation,
}

/// What somebody noted on the entity. It is no source, states nothing and bears nothing out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// What the note is called in the case.
    pub name: String,
    /// What was noted.
    pub text: String,
    /// Who noted it.
    pub by: String,
    /// When, in UTC, as ISO 8601.
    pub at: String,
}

impl Noted {
    /// The note with who took it on what day.
    pub fn in_words(&self) -> String {
        let day = self.at.get(..10).unwrap_or(&self.at);
        format!("{} ({}, {day})", self.text, self.by)
    }
}
