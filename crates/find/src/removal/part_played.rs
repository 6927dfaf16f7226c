//! What part sources say that somebody plays: from statements alone, never from structure.

use serde::Serialize;
use umbra_model::{EntityId, Standing};

use crate::facts::longest;
use crate::ties::is_criminal_group;
use crate::{Citation, Facts, Network, Tie, TieKind, vocabulary};

/// A part that somebody plays in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Leads.
    Leader,
    /// Keeps, moves or hides the money.
    Money,
    /// Threatens and hurts.
    Muscle,
    /// Shelters.
    Protector,
}

impl Part {
    /// The part's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Money => "money",
            Self::Muscle => "muscle",
            Self::Protector => "protector",
        }
    }
}

/// A part that a source says somebody plays.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartPlayed {
    /// The part.
    pub part: Part,
    /// The tie that says so, in words.
    pub says: String,
    /// How far that has got; `None` where the words accuse nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Where it stands.
    pub citation: Citation,
}

/// The parts that ties give to somebody, each once, by the tie that has got furthest. Ties of which the accused was cleared
/// give none.
pub(super) fn parts_played(facts: &Facts, network: &Network, id: &EntityId) -> Vec<PartPlayed> {
    let mut found: Vec<PartPlayed> = Vec::new();
    for tie in network.ties_of(id).filter(|tie| !tie.is_cleared()) {
        for part in parts_of(facts, tie, id) {
            let statement = longest(facts, tie.evidence.statements()).unwrap_or_else(|| tie.evidence.first());
            let Some(citation) = facts.cite(statement) else { continue };
            let told = PartPlayed { part, says: tie.says(facts), standing: tie.standing(), citation };
            let rung = |standing: Option<Standing>| standing.and_then(Standing::rung).unwrap_or(0);
            match found.iter_mut().find(|known| known.part == part) {
                Some(known) if rung(told.standing) > rung(known.standing) => *known = told,
                Some(_) => {}
                None => found.push(told),
            }
        }
    }
    found.sort_by_key(|told| told.part);
    found
}

fn parts_of(facts: &Facts, tie: &Tie, id: &EntityId) -> Vec<Part> {
    if tie.kind == TieKind::Protection {
        return if &tie.source == id { vec![Part::Protector] } else { Vec::new() };
    }
    // What a tie's words say is said of whoever has the part in the group.
    let in_group = matches!(
        tie.kind,
        TieKind::Membership | TieKind::Directorship | TieKind::Employment | TieKind::Associate | TieKind::Link
    );
    if !in_group || !is_criminal_group(facts, tie.other(id)) {
        return Vec::new();
    }
    let classes = tie.words.iter().flat_map(|words| vocabulary::parts().classes(words));
    let part = |class| match class {
        "leader" => Some(Part::Leader),
        "money" => Some(Part::Money),
        "muscle" => Some(Part::Muscle),
        _ => None,
    };
    classes.filter_map(part).collect()
}
