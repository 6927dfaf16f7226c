//! Parting communities into well-connected pieces, from which the next level is built.

use rayon::prelude::*;

use super::grouping::Grouping;
use super::level::Level;
use super::moving::Tally;
use crate::random::Random;

/// Starts from single nodes and merges each into the piece of its community that gains most, if the node and the piece are well
/// connected to the rest of the community. Gives the label of each node's piece: one of its nodes.
///
/// Communities don't touch each other here, so they are parted in parallel, each in an order that chance has fixed before.
pub(super) fn refine(level: &Level<'_>, mass: &[f64], penalty: f64, labels: &[u32], random: &mut Random) -> Vec<u32> {
    let node_count = level.node_count();
    let mut order: Vec<u32> = (0..node_count as u32).collect();
    random.shuffle(&mut order);
    let groups = Grouping::of(labels, node_count, order);
    let place = groups.places();
    let shares = groups.shares();
    let parted: Vec<Vec<u32>> = shares
        .par_iter()
        .map_init(Parting::default, |parting, share| {
            let mut pieces = Vec::new();
            for group in share.clone() {
                let members = groups.members(group);
                match members {
                    [] => {}
                    [alone] => pieces.push(*alone),
                    _ => {
                        let first = groups.first(group);
                        let inside = |node: u32| {
                            (labels[node as usize] == group as u32).then(|| place[node as usize] - first as u32)
                        };
                        parting.part(level, mass, penalty, members, inside);
                        pieces.extend(parting.pieces.iter().map(|&piece| members[piece as usize]));
                    }
                }
            }
            pieces
        })
        .collect();
    let mut pieces = vec![0u32; node_count];
    for (&node, piece) in groups.order().iter().zip(parted.into_iter().flatten()) {
        pieces[node as usize] = piece;
    }
    pieces
}

/// The working memory of one thread. Within a community, members go by their places.
#[derive(Default)]
struct Parting {
    pieces: Vec<u32>,
    mass: Vec<f64>,
    is_alone: Vec<bool>,
    /// The weight of the ties of each piece to the rest of the community.
    outward: Vec<f64>,
    tally: Tally,
}

impl Parting {
    fn part(
        &mut self,
        level: &Level<'_>,
        mass: &[f64],
        penalty: f64,
        members: &[u32],
        inside: impl Fn(u32) -> Option<u32>,
    ) {
        let count = members.len();
        self.pieces.clear();
        self.pieces.extend(0..count as u32);
        self.mass.clear();
        self.mass.extend(members.iter().map(|&node| mass[node as usize]));
        self.is_alone.clear();
        self.is_alone.resize(count, true);
        self.outward.clear();
        self.outward.resize(count, 0.0);
        self.tally.grow(count);
        for (&node, outward) in members.iter().zip(&mut self.outward) {
            level.for_each_neighbor(node, |next, weight| {
                if next != node && inside(next).is_some() {
                    *outward += weight;
                }
            });
        }
        let whole: f64 = self.mass.iter().sum();
        for (place, &node) in members.iter().enumerate() {
            let own = mass[node as usize];
            if !self.is_alone[place] || self.outward[place] < penalty * own * (whole - own) {
                continue;
            }
            level.for_each_neighbor(node, |next, weight| {
                if let Some(other) = inside(next).filter(|_| next != node) {
                    self.tally.add(self.pieces[other as usize], weight);
                }
            });
            let (mut best, mut gain) = (place, 0.0);
            for &piece in self.tally.met() {
                let (piece, weight) = (piece as usize, self.tally.get(piece));
                let gains = weight - penalty * own * self.mass[piece];
                let is_bound = self.outward[piece] >= penalty * self.mass[piece] * (whole - self.mass[piece]);
                if gains > gain && is_bound {
                    (best, gain) = (piece, gains);
                }
            }
            if best != place {
                self.pieces[place] = best as u32;
                self.mass[best] += own;
                self.outward[best] += self.outward[place] - 2.0 * self.tally.get(best as u32);
                self.is_alone[best] = false;
            }
            self.tally.clear();
        }
    }
}
