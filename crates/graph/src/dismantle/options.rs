//! What a plan is asked for.

use std::time::Duration;

use crate::NodeId;

/// What a plan is to be best at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Objective {
    /// The smallest area under the curve of the largest component: break the network early. The value is R, the sum over the
    /// removals of the largest component that each leaves, divided by n². With costs each removal counts for its cost over the
    /// mean cost of a node.
    SmallestArea,
    /// The fewest removals (the cheapest set, with costs) until no component is larger than the target. The value is their total cost.
    FewestRemovals,
    /// The fewest pairs of nodes that some path still joins, for a given budget: S. Borgatti's key-player problem, negative
    /// ("Identifying sets of key players in a social network", Computational and Mathematical Organization Theory 12 (2006)). The value is
    /// the share of all pairs of the untouched network's nodes that are joined; 1 less this is the fragmentation.
    PairsConnected,
    /// The lowest efficiency for a given budget: the mean, over all pairs of the untouched network's nodes, of 1 / distance
    /// (V. Latora and M. Marchiori, "Efficient behavior of small-world networks", Physical Review Letters 87 (2001)).
    Efficiency,
    /// The least value that can still get from those who pay to those who are paid, for a given budget: the maximum flow along
    /// the edges' direction with their weights as capacities. The value is the share of the untouched network's flow.
    ValueFlow {
        /// Where value comes from; empty for every node that sends more than it receives, each for the difference.
        from: Vec<NodeId>,
        /// Where value goes; empty for every node that receives more than it sends, each for the difference.
        to: Vec<NodeId>,
    },
    /// The cheapest nodes that lie on every path from one set to the other. The value is their total cost; it is always the optimum.
    CutOff {
        /// One side, which stays.
        from: Vec<NodeId>,
        /// The other side, which stays too.
        to: Vec<NodeId>,
    },
}

/// How a plan is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Several methods, each with reinsertion and ordering, the best of them improved by local search; on small networks the
    /// optimum by branch and bound.
    Portfolio,
    /// The node with the most ties left goes next.
    AdaptiveDegree,
    /// The node with the most ties within the 2-core goes next.
    CoreHd,
    /// The node with the largest collective influence within two steps goes next.
    CollectiveInfluence,
    /// Nodes come back that keep the clusters small and apart; what stays out goes.
    ExplosiveImmunisation,
    /// The network is split along its slowest mode, and the cheapest nodes that cover the ties between the halves go.
    Spectral,
    /// Messages find a small set without which there is no cycle; then the trees are broken.
    MinSum,
    /// The node between most others goes next, worked out anew from all nodes each time.
    AdaptiveBetweenness,
    /// As adaptive betweenness, from a sample of nodes and a batch at a time.
    SampledBetweenness,
    /// Branch and bound: the fewest removals, proven. Found by [`Method::Portfolio`] where the network is small enough.
    BranchAndBound,
    /// A maximum flow and the cut that it leaves, for [`Objective::CutOff`].
    MinimumCut,
    /// Greedy choice and exchange, or all sets where there are few, for objectives with a budget.
    GreedyExchange,
}

impl Method {
    /// The methods of the literature that give a plan of their own for the largest component, as baselines.
    pub const BASELINES: [Method; 8] = [
        Method::AdaptiveDegree,
        Method::CoreHd,
        Method::CollectiveInfluence,
        Method::ExplosiveImmunisation,
        Method::Spectral,
        Method::MinSum,
        Method::AdaptiveBetweenness,
        Method::SampledBetweenness,
    ];

    /// The method's name in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Portfolio => "portfolio",
            Method::AdaptiveDegree => "adaptive degree",
            Method::CoreHd => "CoreHD",
            Method::CollectiveInfluence => "collective influence",
            Method::ExplosiveImmunisation => "explosive immunisation",
            Method::Spectral => "generalised network dismantling",
            Method::MinSum => "min-sum",
            Method::AdaptiveBetweenness => "adaptive betweenness",
            Method::SampledBetweenness => "sampled adaptive betweenness",
            Method::BranchAndBound => "branch and bound",
            Method::MinimumCut => "minimum cut",
            Method::GreedyExchange => "greedy choice with exchange",
        }
    }
}

/// How much a plan may take.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Budget {
    /// As much as it needs.
    #[default]
    Unlimited,
    /// At most so many nodes.
    Count(usize),
    /// Nodes that cost at most so much together.
    Cost(f64),
}

/// The question that a plan answers.
#[derive(Clone, Debug, PartialEq)]
pub struct DismantleOptions {
    /// What the plan is to be best at.
    pub objective: Objective,
    /// How it is found. Baselines use the largest component alone; see [`Method::BASELINES`].
    pub method: Method,
    /// Whether a baseline's set goes through reinsertion and ordering. [`Method::Portfolio`] always does that.
    pub reinserts: bool,
    /// The share of the nodes, above 0 and up to 1, that a component may keep: the target is this times n, rounded up.
    pub target_share: f64,
    /// What it costs to take each node of the *graph* out, finite and above 0; all 1 when absent.
    pub costs: Option<Vec<f64>>,
    /// Nodes that stay whatever comes.
    pub untouchable: Vec<NodeId>,
    /// How much the plan may take. Plans for the largest component stop there, short of the target if need be;
    /// [`Objective::PairsConnected`], [`Objective::Efficiency`] and [`Objective::ValueFlow`] need one.
    pub budget: Budget,
    /// How many steps the search may make, a step being one node or tie looked at; some 100 to 200 million take a second.
    /// Absent: an amount that suits the size, for some seconds. Same steps, same plan, on every machine.
    pub steps: Option<u64>,
    /// When the search is to stop even if steps are left. **With a limit the plan depends on the machine's speed.**
    pub time_limit: Option<Duration>,
    /// The seed of all chance.
    pub seed: u64,
}

impl Default for DismantleOptions {
    /// The smallest area, by the portfolio, until no component holds more than a tenth; costs 1, no limits, seed 0.
    fn default() -> DismantleOptions {
        DismantleOptions {
            objective: Objective::SmallestArea,
            method: Method::Portfolio,
            reinserts: true,
            target_share: 0.1,
            costs: None,
            untouchable: Vec::new(),
            budget: Budget::Unlimited,
            steps: None,
            time_limit: None,
            seed: 0,
        }
    }
}

impl DismantleOptions {
    /// The default with this objective.
    #[must_use]
    pub fn aiming_at(objective: Objective) -> DismantleOptions {
        DismantleOptions { objective, ..DismantleOptions::default() }
    }
}
