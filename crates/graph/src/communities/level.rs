//! One level of the climb: the graph itself, then graphs of communities.

use rayon::prelude::*;

use super::grouping::Grouping;
use super::moving::Tally;
use super::{CommunityOptions, Quality};
use crate::rows::Rows;

/// A graph in rows. Self-loops may stand in the rows of the bottom and are passed over.
#[derive(Clone, Copy)]
pub(super) struct Level<'a> {
    offsets: &'a [usize],
    neighbors: &'a [u32],
    /// One weight a slot; `None`: each weighs 1.
    weights: Option<&'a [f64]>,
}

impl<'a> Level<'a> {
    pub(super) fn of_rows(rows: &'a Rows, weights: Option<&'a [f64]>) -> Level<'a> {
        Level { offsets: rows.offsets(), neighbors: rows.all_neighbors(), weights }
    }

    pub(super) fn node_count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    #[inline]
    pub(super) fn for_each_neighbor(&self, node: u32, mut found: impl FnMut(u32, f64)) {
        let slots = self.offsets[node as usize]..self.offsets[node as usize + 1];
        match self.weights {
            None => self.neighbors[slots].iter().for_each(|&next| found(next, 1.0)),
            Some(weights) => {
                self.neighbors[slots.clone()]
                    .iter()
                    .zip(&weights[slots])
                    .for_each(|(&next, &weight)| found(next, weight));
            }
        }
    }

    /// What each node costs its community: its strength, or one. A self-loop stands twice in its row.
    pub(super) fn mass(&self, quality: Quality) -> Vec<f64> {
        let strength = |node: u32| {
            let mut sum = 0.0;
            self.for_each_neighbor(node, |_, weight| sum += weight);
            sum
        };
        match quality {
            Quality::Modularity => (0..self.node_count() as u32).map(strength).collect(),
            Quality::ConstantPotts => vec![1.0; self.node_count()],
        }
    }

    /// What each pair of masses in one community costs; `None` when there is no tie.
    pub(super) fn penalty(&self, options: &CommunityOptions) -> Option<f64> {
        let total: f64 = self.weights.map_or(self.neighbors.len() as f64, |weights| weights.iter().sum());
        (total > 0.0).then(|| match options.quality {
            Quality::Modularity => options.resolution / total,
            Quality::ConstantPotts => options.resolution,
        })
    }
}

/// A graph of communities.
#[derive(Default)]
pub(super) struct Coarse {
    offsets: Vec<usize>,
    neighbors: Vec<u32>,
    weights: Vec<f64>,
    mass: Vec<f64>,
}

impl Coarse {
    pub(super) fn view(&self) -> Level<'_> {
        Level { offsets: &self.offsets, neighbors: &self.neighbors, weights: Some(&self.weights) }
    }

    pub(super) fn node_count(&self) -> usize {
        self.mass.len()
    }

    pub(super) fn mass(&self) -> &[f64] {
        &self.mass
    }
}

/// Numbers labels below `bound` from 0 on, in the order in which they first come; gives how many there are as well.
fn renumber(labels: &[u32], bound: usize) -> (Vec<u32>, usize) {
    let mut renamed = vec![u32::MAX; bound];
    let mut count = 0u32;
    let new = |&label: &u32| {
        let new = &mut renamed[label as usize];
        if *new == u32::MAX {
            *new = count;
            count += 1;
        }
        *new
    };
    let new_labels = labels.iter().map(new).collect();
    (new_labels, count as usize)
}

/// Merges the nodes of each refined community into one node. Gives each node's new one, the graph of these, and their labels:
/// a new node's label is that of the community that it lies in. Ties within a new node are left out, since they are the same
/// wherever it moves.
pub(super) fn merge(level: &Level<'_>, mass: &[f64], refined: &[u32], labels: &[u32]) -> (Vec<u32>, Coarse, Vec<u32>) {
    let (place, count) = renumber(refined, level.node_count());
    let groups = Grouping::of(&place, count, 0..place.len() as u32);
    let merged: Vec<Coarse> = groups
        .shares()
        .par_iter()
        .map_init(
            || Tally::new(count),
            |tally, share| {
                let mut part = Coarse::default();
                for new in share.clone() {
                    let mut sum = 0.0;
                    for &node in groups.members(new) {
                        sum += mass[node as usize];
                        level.for_each_neighbor(node, |next, weight| {
                            if place[next as usize] as usize != new {
                                tally.add(place[next as usize], weight);
                            }
                        });
                    }
                    part.mass.push(sum);
                    part.neighbors.extend_from_slice(tally.met());
                    part.weights.extend(tally.met().iter().map(|&other| tally.get(other)));
                    part.offsets.push(part.neighbors.len());
                    tally.clear();
                }
                part
            },
        )
        .collect();
    let slot_count = merged.iter().map(|part| part.neighbors.len()).sum();
    let mut coarse = Coarse {
        offsets: Vec::with_capacity(count + 1),
        neighbors: Vec::with_capacity(slot_count),
        weights: Vec::with_capacity(slot_count),
        mass: Vec::with_capacity(count),
    };
    coarse.offsets.push(0);
    for part in merged {
        let before = coarse.neighbors.len();
        coarse.offsets.extend(part.offsets.iter().map(|end| before + end));
        coarse.neighbors.extend(part.neighbors);
        coarse.weights.extend(part.weights);
        coarse.mass.extend(part.mass);
    }
    // Labels lie below the number of nodes, on every level.
    let kept_labels: Vec<u32> = (0..count).map(|new| labels[groups.members(new)[0] as usize]).collect();
    let (kept_labels, _) = renumber(&kept_labels, level.node_count());
    (place, coarse, kept_labels)
}

/// Parts each community into its connected pieces. Ties that weigh nothing tie nothing.
pub(super) fn pieces(level: &Level<'_>, labels: &[u32]) -> Vec<u32> {
    let mut piece = vec![u32::MAX; labels.len()];
    let mut count = 0;
    let mut queue = Vec::new();
    for root in 0..labels.len() as u32 {
        if piece[root as usize] != u32::MAX {
            continue;
        }
        piece[root as usize] = count;
        queue.push(root);
        while let Some(node) = queue.pop() {
            level.for_each_neighbor(node, |next, weight| {
                let slot = &mut piece[next as usize];
                if *slot == u32::MAX && weight > 0.0 && labels[next as usize] == labels[node as usize] {
                    *slot = count;
                    queue.push(next);
                }
            });
        }
        count += 1;
    }
    piece
}
