//! Indices that follow walks through the whole graph.

use super::LinkIndex;
use crate::ties::Ties;

/// The graph as walks see it.
pub(super) struct Walks<'t> {
    ties: &'t Ties,
    /// The strength of all ties of each node.
    total: Vec<f64>,
}

impl<'t> Walks<'t> {
    pub(super) fn new(ties: &'t Ties) -> Walks<'t> {
        let total = (0..ties.node_count() as u32).map(|node| ties.strengths(node).iter().sum()).collect();
        Walks { ties, total }
    }

    /// What walks from one node are worth at each other.
    pub(super) fn from(&self, node: u32, index: LinkIndex) -> Vec<f64> {
        match index {
            LinkIndex::Katz { attenuation, longest } => self.katz(node, attenuation, longest),
            LinkIndex::RandomWalk { restart } => self.random_walk(node, restart),
            _ => vec![0.0; self.ties.node_count()],
        }
    }

    /// The score of a pair, from the walks of its first node. A walk back is as likely as the walk there, but for the strengths at
    /// its ends, so one sweep tells both.
    pub(super) fn score(&self, from: &[f64], a: u32, b: u32, index: LinkIndex) -> f64 {
        let there = from[b as usize];
        match index {
            LinkIndex::RandomWalk { .. } if there > 0.0 => {
                there * (1.0 + self.total[a as usize] / self.total[b as usize])
            }
            _ => there,
        }
    }

    /// Moves what is at each node on to its neighbours, by `share` of the tie.
    fn step(&self, at: &[f64], share: impl Fn(u32, f64) -> f64) -> Vec<f64> {
        let received =
            |node: u32| self.ties.row(node).map(|(from, strength)| at[from as usize] * share(from, strength)).sum();
        (0..self.ties.node_count() as u32).map(received).collect()
    }

    fn katz(&self, node: u32, attenuation: f64, longest: u32) -> Vec<f64> {
        let mut at = vec![0.0; self.ties.node_count()];
        at[node as usize] = 1.0;
        let mut sum = vec![0.0; at.len()];
        for _ in 0..longest {
            at = self.step(&at, |_, strength| attenuation * strength);
            sum.iter_mut().zip(&at).for_each(|(sum, at)| *sum += at);
        }
        sum
    }

    fn random_walk(&self, node: u32, restart: f64) -> Vec<f64> {
        // Who has no strong tie stays where he is: nothing leads there.
        let mut at = vec![0.0; self.ties.node_count()];
        at[node as usize] = 1.0;
        // What is left of the start shrinks by 1 - restart a step; beyond 1e-12 it makes no difference.
        let steps =
            if restart >= 1.0 { 1 } else { ((1e-12f64).ln() / (1.0 - restart).ln()).ceil().min(10_000.0) as u32 };
        let start = at.clone();
        for _ in 0..steps {
            let mut moved = self.step(&at, |from, strength| {
                if strength > 0.0 { (1.0 - restart) * strength / self.total[from as usize] } else { 0.0 }
            });
            moved.iter_mut().zip(&start).for_each(|(moved, start)| *moved += restart * start);
            at = moved;
        }
        at
    }
}
