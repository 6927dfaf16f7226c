//! The case on one screen.

use serde::Serialize;
use umbra_model::Standing;

use crate::{Citation, EntityRef, Findings, Shelf, Skipped};

/// How much there is of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Sources.
    pub sources: usize,
    /// Files that were not read.
    pub skipped: usize,
    /// Live statements.
    pub statements: usize,
    /// Entities that are not ties.
    pub entities: usize,
    /// Persons.
    pub persons: usize,
    /// Bodies of any kind, criminal groups left out.
    pub organisations: usize,
    /// Criminal groups.
    pub groups: usize,
    /// Ties.
    pub ties: usize,
    /// Accusing ties that are in force.
    pub accusing_ties: usize,
    /// Figures.
    pub figures: usize,
    /// Campaigns.
    pub campaigns: usize,
}

/// A network in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NetworkLine {
    /// What it is called.
    pub name: String,
    /// Its criminal groups.
    pub groups: Vec<EntityRef>,
    /// How many nodes.
    pub nodes: usize,
    /// How many ties.
    pub ties: usize,
    /// How many of them accuse.
    pub accusing_ties: usize,
    /// Those through whom most paths run: three at most.
    pub central: Vec<EntityRef>,
}

/// A protector in two lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProtectorLine {
    /// Who.
    pub person: EntityRef,
    /// Which group.
    pub group: EntityRef,
    /// The shelf.
    pub shelf: Shelf,
    /// The standing.
    pub standing: Option<Standing>,
    /// The office: "former head, Lubei district branch of ...".
    pub office: Option<String>,
    /// The sentence that says the most.
    pub best: Citation,
    /// Denials and the like, in short.
    pub against: Vec<Standing>,
    /// Whether it was concluded and no source says it.
    pub is_assessment: bool,
}

/// A group of which nobody is found to shelter it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BareGroup {
    /// The group.
    pub group: EntityRef,
    /// "No protector on any shelf.", and who was cleared.
    pub says: String,
}

/// A check in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckLine {
    /// The check in one sentence.
    pub says: String,
    /// By how much.
    pub by: String,
}

/// A command that is worth running next, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// The command's arguments, the program's name left out.
    pub arguments: Vec<String>,
    /// Why.
    pub why: String,
}

/// The case on one screen: what `investigate` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How much there is.
    pub counts: Counts,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// The networks with a group or an accusation, in order: five at most.
    pub networks: Vec<NetworkLine>,
    /// How many more there are.
    pub more_networks: usize,
    /// The protectors, by shelf and score: all of them.
    pub protectors: Vec<ProtectorLine>,
    /// Those who were cleared, one sentence each.
    pub cleared: Vec<String>,
    /// Groups of which nobody is found to shelter them.
    pub without_protector: Vec<BareGroup>,
    /// Figures that disagree.
    pub disagreements: Vec<CheckLine>,
    /// How many checks agree.
    pub agreements: usize,
    /// How many can't be compared.
    pub incomparable: usize,
    /// What a person still has to look at, one sentence each.
    pub to_review: Vec<String>,
    /// What to run next.
    pub next: Vec<NextStep>,
}

impl Summary {
    /// Sums up the findings.
    pub fn of(_findings: &Findings) -> Option<Self> {
        None
    }
}
