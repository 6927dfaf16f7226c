//! A tie between two entities, and the kinds of tie.

use serde::Serialize;
use umbra_model::{Attribution, Credibility, EntityId, Reliability, SchemaRef, Standing, Validity};

use crate::{Evidence, Facts, StandingHistory};

/// What sort of tie it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TieKind {
    /// Somebody shelters somebody.
    Protection,
    /// Belonging to a group or body.
    Membership,
    /// A seat in a body's management.
    Directorship,
    /// A job, an office at a body included.
    Employment,
    /// Holding of a post.
    Occupancy,
    /// A share.
    Ownership,
    /// Power over a body that need not rest on shares.
    Control,
    /// A transfer of money.
    Payment,
    /// Money owed.
    Debt,
    /// Kinship or marriage.
    Family,
    /// Acquaintance.
    Associate,
    /// Acting for somebody: agent, lawyer, front.
    Representation,
    /// A tie whose nature is told in words, or not at all.
    Link,
    /// The body that a post belongs to, the unit above a unit, the place where something is.
    Structure,
    /// A proceeding and the thing, not itself a tie, that it concerns.
    Proceeding,
    /// Any other schema that FollowTheMoney draws as a line.
    Other,
}

impl TieKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Protection,
        Self::Membership,
        Self::Directorship,
        Self::Employment,
        Self::Occupancy,
        Self::Ownership,
        Self::Control,
        Self::Payment,
        Self::Debt,
        Self::Family,
        Self::Associate,
        Self::Representation,
        Self::Link,
        Self::Structure,
        Self::Proceeding,
        Self::Other,
    ];

    /// The kind of tie that entities of a schema are.
    pub fn of(schema: SchemaRef) -> Self {
        match schema.name() {
            "Protection" => Self::Protection,
            "Membership" => Self::Membership,
            "Directorship" => Self::Directorship,
            "Employment" => Self::Employment,
            "Occupancy" => Self::Occupancy,
            "Ownership" => Self::Ownership,
            "Control" => Self::Control,
            "Payment" => Self::Payment,
            "Debt" => Self::Debt,
            "Family" => Self::Family,
            "Associate" => Self::Associate,
            "Representation" => Self::Representation,
            "UnknownLink" => Self::Link,
            "Proceeding" => Self::Proceeding,
            _ => Self::Other,
        }
    }

    /// The name, as in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Protection => "protection",
            Self::Membership => "membership",
            Self::Directorship => "directorship",
            Self::Employment => "employment",
            Self::Occupancy => "occupancy",
            Self::Ownership => "ownership",
            Self::Control => "control",
            Self::Payment => "payment",
            Self::Debt => "debt",
            Self::Family => "family",
            Self::Associate => "associate",
            Self::Representation => "representation",
            Self::Link => "link",
            Self::Structure => "structure",
            Self::Proceeding => "proceeding",
            Self::Other => "other",
        }
    }

    /// Whether it happens once, at a date, and does not last.
    pub fn is_event(self) -> bool {
        matches!(self, Self::Payment | Self::Proceeding)
    }
}

/// A line between two entities: all records that say the same of the same two at times that agree.
///
/// Records of different documents are different entities; where both ends were judged the same and the periods may
/// overlap, they are one tie here, with every statement kept. A record that accuses is never joined with one that
/// does not, and plain payments not with each other: each is a sum of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tie {
    /// The first of its records by id, or, for a property that ties ([`TieKind::Structure`]), the entity that has it.
    pub id: EntityId,
    /// All its records.
    pub records: Vec<EntityId>,
    /// What sort of tie.
    pub kind: TieKind,
    /// The schema's name.
    pub schema: &'static str,
    /// Where the line starts.
    pub source: EntityId,
    /// Where it ends.
    pub target: EntityId,
    /// The place of its start in [`Network::nodes`](crate::Network::nodes).
    pub source_node: usize,
    /// The place of its end there.
    pub target_node: usize,
    /// Whether start and end play different parts.
    pub directed: bool,
    /// The verb to read it by, from start to end: "owns".
    pub label: String,
    /// What the sources call it: role, kind of conduct, kinship, share, amount. Sorted.
    pub words: Vec<String>,
    /// Whether it says something ill of one of its ends, so that its standing matters.
    pub is_accusing: bool,
    /// Whether no source states it.
    pub is_assessment: bool,
    /// How far the accusation has got, and how it got there.
    pub standings: StandingHistory,
    /// When it held; for an event, the day.
    pub validity: Validity,
    /// Who says so, each chain once.
    pub attributions: Vec<Attribution>,
    /// The most reliable source that states it.
    pub reliability: Reliability,
    /// The most credible statement of it.
    pub credibility: Credibility,
    /// Every statement of it, those of proceedings that concern it included.
    pub evidence: Evidence,
}

impl Tie {
    /// The standing to show; `None` for a tie that accuses nobody.
    pub fn standing(&self) -> Option<Standing> {
        if self.is_accusing { self.standings.shown() } else { None }
    }

    /// How far the accusation stands after what was decided against it; `None` for a tie that accuses nobody, and for
    /// one of which its subject was cleared.
    pub fn in_force(&self) -> Option<Standing> {
        if self.is_accusing { self.standings.in_force() } else { None }
    }

    /// Whether a court found it not proven, or the authority gave it up.
    pub fn is_cleared(&self) -> bool {
        self.is_accusing && self.standings.cleared().is_some()
    }

    /// The line in words, read from its start: "Halvane Ltd owns Orlewater Ltd (51 %)". Whoever prints it prints
    /// [`Tie::standing`] beside it: the words alone would tell an accusation as a fact.
    pub fn says(&self, facts: &Facts) -> String {
        let words = if self.words.is_empty() { String::new() } else { format!(" ({})", self.words.join("; ")) };
        format!("{}{words}", self.says_ends(facts))
    }

    /// Likewise, with how far the accusation has got, so that it can stand alone: "Ann Lee shelters the gang (alleged)".
    pub fn says_with_standing(&self, facts: &Facts) -> String {
        let says = self.says(facts);
        match self.standing() {
            Some(standing) => format!("{says}, {standing}"),
            None => says,
        }
    }

    pub(crate) fn says_ends(&self, facts: &Facts) -> String {
        format!("{} {} {}", facts.caption(&self.source), self.label, facts.caption(&self.target))
    }

    /// The other end.
    pub fn other(&self, end: &EntityId) -> &EntityId {
        if &self.source == end { &self.target } else { &self.source }
    }
}
