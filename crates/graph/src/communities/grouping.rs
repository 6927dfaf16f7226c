//! Nodes by the group that they are in, and groups by shares of work.

use std::ops::Range;

/// The members of each group, one group after the other.
pub(super) struct Grouping {
    first: Vec<usize>,
    members: Vec<u32>,
}

impl Grouping {
    /// Groups nodes by their labels, which are below `group_count`; within a group they keep the order of `nodes`.
    pub(super) fn of(labels: &[u32], group_count: usize, nodes: impl IntoIterator<Item = u32>) -> Grouping {
        let mut first = vec![0usize; group_count + 1];
        labels.iter().for_each(|&label| first[label as usize + 1] += 1);
        for group in 0..group_count {
            first[group + 1] += first[group];
        }
        let mut members = vec![0u32; labels.len()];
        let mut free = first.clone();
        for node in nodes {
            let slot = &mut free[labels[node as usize] as usize];
            members[*slot] = node;
            *slot += 1;
        }
        Grouping { first, members }
    }

    pub(super) fn members(&self, group: usize) -> &[u32] {
        &self.members[self.first[group]..self.first[group + 1]]
    }

    /// Where the members of a group begin.
    pub(super) fn first(&self, group: usize) -> usize {
        self.first[group]
    }

    /// All nodes, group after group.
    pub(super) fn order(&self) -> &[u32] {
        &self.members
    }

    /// The place of each node in that order.
    pub(super) fn places(&self) -> Vec<u32> {
        let mut places = vec![0u32; self.members.len()];
        (0..).zip(&self.members).for_each(|(place, &node)| places[node as usize] = place);
        places
    }

    /// Runs of groups of about the same number of nodes, the same whatever the number of threads.
    pub(super) fn shares(&self) -> Vec<Range<usize>> {
        let wanted = self.members.len().div_ceil(64).max(512);
        let group_count = self.first.len() - 1;
        let mut shares = Vec::new();
        let mut start = 0;
        for group in 0..group_count {
            if self.first[group + 1] - self.first[start] >= wanted || group + 1 == group_count {
                shares.push(start..group + 1);
                start = group + 1;
            }
        }
        shares
    }
}
