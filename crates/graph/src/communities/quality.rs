//! How good a division is.

use super::level::Level;
use super::{CommunityOptions, Quality};
use crate::{Components, NodeId};

/// The quality of a division; 0 without ties.
pub(super) fn quality(level: &Level<'_>, groups: &Components, options: &CommunityOptions) -> f64 {
    let Some(penalty) = level.penalty(options) else { return 0.0 };
    let mass = level.mass(options.quality);
    let mut within = 0.0;
    let mut group_mass = vec![0.0; groups.count()];
    let mut total = 0.0;
    for node in 0..level.node_count() as u32 {
        let group = groups.of(NodeId(node));
        if let Some(group) = group {
            group_mass[group] += mass[node as usize];
        }
        level.for_each_neighbor(node, |next, weight| {
            total += weight;
            if group.is_some() && group == groups.of(NodeId(next)) {
                within += weight;
            }
        });
    }
    match options.quality {
        Quality::Modularity => {
            let expected: f64 = group_mass.iter().map(|mass| penalty * mass * mass).sum();
            (within - expected) / total
        }
        Quality::ConstantPotts => {
            let pairs: f64 = group_mass.iter().map(|size| size * (size - 1.0) / 2.0).sum();
            within / 2.0 - penalty * pairs
        }
    }
}
