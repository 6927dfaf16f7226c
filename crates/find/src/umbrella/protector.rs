//! What is found of those who stand over a group.

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Standing, Validity};

use crate::{Citation, EntityRef, Evidence, Finding, Office, TieKind};

/// How far the evidence reaches. The four are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// A court found it proven.
    Court,
    /// A prosecutor has charged it, or it is before a court.
    Charged,
    /// A source says so, or an authority looks into it.
    Said,
    /// Nobody says so: an office and a chain of ties lie together in time. An assessment.
    Structure,
}

impl Shelf {
    /// All four, the strongest first.
    pub const ALL: [Self; 4] = [Self::Court, Self::Charged, Self::Said, Self::Structure];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Court => "found by a court",
            Self::Charged => "charged",
            Self::Said => "said by a source",
            Self::Structure => "structure only",
        }
    }

    /// The shelf of an accusation that is in force at this standing; `None` for what stands against it.
    pub fn of(in_force: Standing) -> Option<Self> {
        match in_force {
            Standing::Convicted | Standing::Final => Some(Self::Court),
            Standing::Charged | Standing::Tried => Some(Self::Charged),
            Standing::Reported | Standing::Alleged | Standing::Investigated | Standing::Detained => Some(Self::Said),
            Standing::Denied | Standing::Dropped | Standing::Acquitted | Standing::Overturned => None,
        }
    }
}

/// One link of a chain, read away from the protector.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The end nearer to the protector.
    pub from: EntityRef,
    /// The end nearer to the group.
    pub to: EntityRef,
    /// What sort of tie.
    pub kind: TieKind,
    /// The line in words, from its own start to its own end: "Orlewater Ltd is owned by Halvane Ltd (51 %)".
    pub says: String,
    /// How far the accusation has got, for a tie that accuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// The period over which it holds.
    pub validity: Validity,
    /// The ties' ids: one, or the payments between the two.
    pub ties: Vec<EntityId>,
    /// What bears it out.
    pub evidence: Evidence,
}

/// Ties that lead from a protector to a group and that agree in time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// The links, from the protector to the group: four at most.
    pub steps: Vec<Step>,
    /// The time on which all links agree, as far as it is known.
    pub validity: Validity,
    /// How many links bear no date and were given the benefit of the doubt.
    pub undated: usize,
}

impl Chain {
    /// Its links in words, from the protector to the group.
    pub fn in_words(&self) -> String {
        let steps: Vec<&str> = self.steps.iter().map(|step| step.says.as_str()).collect();
        steps.join("; ")
    }

    /// Everything that its links rest on.
    pub fn evidence(&self) -> Option<Evidence> {
        Evidence::new(self.steps.iter().flat_map(|step| step.evidence.statements()).copied())
    }
}

/// What speaks against an accusation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Counter {
    /// Denied, dropped, acquitted or overturned.
    pub standing: Standing,
    /// Whether it is said of another record of the same name, and nobody has judged whether the two are one.
    pub is_of_namesake: bool,
    /// The words of the denial or the decision.
    pub says: String,
    /// Where they stand.
    pub citation: Citation,
}

/// Somebody who, as far as the shelf says, shelters the group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Protector {
    /// Who.
    pub person: EntityRef,
    /// How far the evidence reaches.
    pub shelf: Shelf,
    /// How far the accusation has got; `None` on the shelf "structure only", where nobody accuses.
    pub standing: Option<Standing>,
    /// Whether no source says it and it was concluded from structure.
    pub is_assessment: bool,
    /// The public offices held, past and present.
    pub offices: Vec<Office>,
    /// How the person is tied to the group, the shortest first.
    pub chains: Vec<Chain>,
    /// The sentence that says the most.
    pub best: Citation,
    /// What speaks against it.
    pub counter: Vec<Counter>,
    /// The assessment: parts of the score, evidence, caveats.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Somebody who was accused of sheltering the group and of whom that no longer holds. On no shelf.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cleared {
    /// Who.
    pub person: EntityRef,
    /// How far the accusation had got.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<Standing>,
    /// The decision: dropped, acquitted or overturned.
    pub by: Standing,
    /// When, or when it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// Whether it was taken on another record of the same name and post, and nobody has judged whether the two are one.
    pub is_of_namesake: bool,
    /// What it was about, and what became of it, in one sentence.
    pub says: String,
    /// The decision's own words.
    pub decision: Citation,
    /// The public offices held, past and present.
    pub offices: Vec<Office>,
    /// Everything that speaks against the accusation.
    pub counter: Vec<Counter>,
    /// The assessment.
    #[serde(flatten)]
    pub finding: Finding,
}

impl Cleared {
    /// Who was accused how far, and what became of it: "Ann Lee, charged: acquitted (2024-03-09)".
    pub fn in_short(&self) -> String {
        let reached = self.reached.map(|standing| format!(", {standing}")).unwrap_or_default();
        let on = self.on.map(|date| format!(" ({date})")).unwrap_or_default();
        let whose = if self.is_of_namesake { ", as told of somebody of the same name and post" } else { "" };
        format!("{}{reached}: {}{whose}{on}", self.person.caption, self.by)
    }
}

/// An official whose ties lead to the group at no time at which the office was held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetAside {
    /// Who.
    pub person: EntityRef,
    /// Why it is no chain.
    pub why: String,
    /// The ties, as far as they agree among themselves.
    pub chain: Chain,
}

/// Who stands over one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Umbrella {
    /// The group, or the sheltered party that belongs to none.
    pub group: EntityRef,
    /// Whether some source names it.
    pub is_named: bool,
    /// Protectors by shelf, then by score, then by id.
    pub protectors: Vec<Protector>,
    /// Those who were cleared.
    pub cleared: Vec<Cleared>,
    /// Officials whose ties don't agree in time with their office.
    pub set_aside: Vec<SetAside>,
    /// Whether the search for chains ran to its end; if not, some on the shelf "structure only" may be missing.
    pub is_complete: bool,
}

impl Umbrella {
    /// The protectors on one shelf, the best evidence first.
    pub fn on(&self, shelf: Shelf) -> impl Iterator<Item = &Protector> {
        self.protectors.iter().filter(move |protector| protector.shelf == shelf)
    }

    /// Whether nobody stands on any shelf.
    pub fn has_no_protector(&self) -> bool {
        self.protectors.is_empty()
    }
}
