//! What a removal plan is asked for.

use serde::{Deserialize, Serialize};
use umbra_graph::NodeId;
use umbra_model::Standing;

/// What the plan is to break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// The largest part that hangs together, as early as possible.
    #[default]
    Size,
    /// The largest part, with the fewest removals.
    Fewest,
    /// The pairs that can still reach each other.
    Pairs,
    /// How short the ways between all are.
    Efficiency,
    /// The money that still gets from those who pay to those who are paid.
    Money,
    /// The ways from the protectors to the group.
    Protector,
}

/// How much a plan may take, what it may not touch, and how far its ties are to be doubted.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is to be broken.
    pub aim: Aim,
    /// The share of the nodes, above 0 and up to 1, that the largest part may keep.
    pub target: f64,
    /// At most so many removals.
    pub most: Option<usize>,
    /// Removals that cost at most so much together.
    pub budget: Option<f64>,
    /// What each node of the web costs, finite and above 0; 1 each when absent.
    pub costs: Option<Vec<f64>>,
    /// Nodes that may not be taken out.
    pub keep: Vec<NodeId>,
    /// For [`Aim::Protector`]: who is to be cut off. Empty: as the web knows.
    pub from: Vec<NodeId>,
    /// For [`Aim::Protector`]: from whom. Empty: as the web knows.
    pub to: Vec<NodeId>,
    /// How far somebody's role must be supported in the restricted plan.
    pub standing: Standing,
    /// The share of the true ties that is missing, at least 0 and below 1.
    pub missing: f64,
    /// The chance that a tie is false of which no grade says more, 0 to 1.
    pub false_chance: f64,
    /// How many networks are drawn, at least 20; fewer are drawn of large networks.
    pub draws: usize,
    /// Where chance starts.
    pub seed: u64,
}

impl Default for Question {
    /// Size, a tenth, no limits, charged, 20 % missing, 5 % false, 400 draws, seed 1.
    fn default() -> Self {
        Self {
            aim: Aim::Size,
            target: 0.1,
            most: None,
            budget: None,
            costs: None,
            keep: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            standing: Standing::Charged,
            missing: 0.2,
            false_chance: 0.05,
            draws: 400,
            seed: 1,
        }
    }
}
