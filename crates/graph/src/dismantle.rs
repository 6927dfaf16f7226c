//! Plans that break a network by taking nodes out.

mod anneal;
mod between;
mod chance;
mod curve;
mod degree;
mod immunise;
mod influence;
mod islands;
mod options;
mod plan;
mod portfolio;
mod regrow;
mod shrink;
mod skeleton;
mod sprout;
mod terms;
mod work;

pub use options::{Budget, DismantleOptions, Method, Objective};
pub use plan::{Measure, Plan};
pub use skeleton::Skeleton;

use std::time::Instant;

use chance::Chance;
use curve::fall;
use portfolio::{Aim, Draft};
use terms::Terms;
use work::Work;

use crate::{GraphError, View};

/// A plan for what a view shows.
pub fn dismantle(view: &View<'_>, options: &DismantleOptions) -> Result<Plan, GraphError> {
    Skeleton::of(view).dismantle(options)
}

impl Skeleton {
    /// A plan for the skeleton.
    pub fn dismantle(&self, options: &DismantleOptions) -> Result<Plan, GraphError> {
        let n = self.node_count();
        let target = ((options.target_share * n as f64 - 1e-9).ceil()).max(1.0) as u32;
        let terms = Terms { costs: None, fixed: None, target };
        let deadline = options.time_limit.map(|limit| Instant::now() + limit);
        let mut work = Work::new(options.steps.unwrap_or_else(|| portfolio::default_steps(self)), deadline);
        let aim = if options.objective == Objective::FewestRemovals { Aim::Removals } else { Aim::Area };
        let draft: Draft = match options.method {
            Method::AdaptiveDegree => {
                let mut chance = Chance::new(options.seed, 0);
                let order = degree::adaptive_degree(self, &terms, &mut chance);
                portfolio::finish(self, &terms, order, options.reinserts, options.method, &mut chance, &mut work)
            }
            _ => portfolio::portfolio(self, &terms, aim, options.seed, &mut work),
        };
        let largest = fall(self, &draft.order).largest;
        Ok(Plan {
            order: draft.order.iter().map(|&node| self.name(node)).collect(),
            measure: Measure::LargestComponent,
            curve: largest.iter().map(|&size| f64::from(size) / n as f64).collect(),
            value: if aim == Aim::Area { draft.area / (n as f64).powi(2) } else { draft.cost },
            cost: draft.cost,
            method: draft.method,
            bound: None,
            is_proven: false,
            target,
            reaches_target: draft.reaches,
            steps: work.spent(),
        })
    }
}
