//! A network as the search for an order sees it.

use super::islands::Islands;
use super::skeleton::Skeleton;
use super::terms::Terms;

/// The network with everything contracted that can't go.
pub(crate) struct Field<'a> {
    pub(crate) terms: &'a Terms,
    /// The nodes that may go, by candidate number; items beyond are the islands that the others form.
    pub(crate) candidates: Vec<u32>,
    costs: Option<Vec<f64>>,
    pub(crate) weights: Vec<u32>,
    offsets: Vec<u32>,
    items: Vec<u32>,
    /// The largest component when all candidates are gone.
    pub(crate) least: u32,
    pub(crate) steps: u64,
}

impl<'a> Field<'a> {
    /// `order` and `others` are the candidates, numbered in that order.
    pub(crate) fn new(net: &Skeleton, terms: &'a Terms, order: &[u32], others: &[u32]) -> Field<'a> {
        const NONE: u32 = u32::MAX;
        let n = net.node_count();
        let candidates: Vec<u32> = order.iter().chain(others).copied().collect();
        let mut item = vec![NONE; n];
        for (number, &node) in (0u32..).zip(&candidates) {
            item[node as usize] = number;
        }
        let mut weights = vec![1u32; candidates.len()];
        let mut least = 0;
        let mut queue = Vec::new();
        for start in 0..n as u32 {
            if item[start as usize] != NONE {
                continue;
            }
            let number = weights.len() as u32;
            item[start as usize] = number;
            queue.clear();
            queue.push(start);
            let mut head = 0;
            while let Some(&node) = queue.get(head) {
                head += 1;
                for &other in net.neighbors(node) {
                    if item[other as usize] == NONE {
                        item[other as usize] = number;
                        queue.push(other);
                    }
                }
            }
            weights.push(head as u32);
            least = least.max(head as u32);
        }
        let mut offsets = vec![0];
        let mut items: Vec<u32> = Vec::new();
        let mut row: Vec<u32> = Vec::new();
        for &node in &candidates {
            row.clear();
            row.extend(net.neighbors(node).iter().map(|&other| item[other as usize]));
            row.sort_unstable();
            row.dedup();
            items.extend_from_slice(&row);
            offsets.push(items.len() as u32);
        }
        let costs = terms.costs.as_ref().map(|costs| candidates.iter().map(|&node| costs[node as usize]).collect());
        Field { terms, candidates, costs, weights, offsets, items, least, steps: 0 }
    }

    #[inline]
    pub(crate) fn row(&self, candidate: u32) -> &[u32] {
        &self.items[self.offsets[candidate as usize] as usize..self.offsets[candidate as usize + 1] as usize]
    }

    #[inline]
    pub(crate) fn cost(&self, candidate: u32) -> f64 {
        self.costs.as_ref().map_or(1.0, |costs| costs[candidate as usize])
    }

    /// Puts a candidate back and returns the largest component then.
    pub(crate) fn put_back(
        &mut self,
        islands: &mut Islands,
        is_there: &mut [bool],
        candidate: u32,
        largest: u32,
    ) -> u32 {
        let count = self.candidates.len();
        is_there[candidate as usize] = true;
        let mut root = islands.find(candidate);
        let row = self.row(candidate);
        for &other in row {
            if other as usize >= count || is_there[other as usize] {
                let with = islands.find(other);
                root = islands.join_roots(root, with);
            }
        }
        let steps = row.len() as u64 + 1;
        self.steps += steps;
        largest.max(islands.size(root))
    }

    /// The area under the curve, and where the order ends: behind the last removal that is needed.
    pub(crate) fn area(&mut self, sequence: &[u32], end: &mut usize) -> f64 {
        let mut islands = Islands::weighing(self.weights.clone());
        self.steps += self.weights.len() as u64;
        let mut is_there = vec![false; self.candidates.len()];
        let mut largest = self.least;
        let mut area = 0.0;
        *end = 0;
        for (place, &candidate) in sequence.iter().enumerate().rev() {
            let after = largest;
            largest = self.put_back(&mut islands, &mut is_there, candidate, largest);
            if largest > self.terms.target {
                if *end == 0 {
                    *end = place + 1;
                }
                area += self.cost(candidate) * f64::from(after);
            }
        }
        area
    }
}
