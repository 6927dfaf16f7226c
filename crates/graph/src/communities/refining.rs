//! Parting communities into well-connected pieces, from which the next level is built.

use super::level::Level;
use super::moving::Tally;
use crate::random::Random;

/// Starts from single nodes and merges each into the piece of its community that gains most, if the node and the piece are well
/// connected to the rest of the community. Gives the label of each node's piece.
pub(super) fn refine(level: &Level<'_>, mass: &[f64], penalty: f64, labels: &[u32], random: &mut Random) -> Vec<u32> {
    let node_count = level.node_count();
    let mut community_mass = vec![0.0; node_count];
    for (&label, &mass) in labels.iter().zip(mass) {
        community_mass[label as usize] += mass;
    }
    let mut pieces: Vec<u32> = (0..node_count as u32).collect();
    let mut piece_mass = mass.to_vec();
    let mut is_alone = vec![true; node_count];
    // The weight of the ties of each piece to the rest of its community.
    let mut outward = vec![0.0; node_count];
    for node in 0..node_count as u32 {
        level.for_each_neighbor(node, |next, weight| {
            if next != node && labels[next as usize] == labels[node as usize] {
                outward[node as usize] += weight;
            }
        });
    }
    let mut order: Vec<u32> = (0..node_count as u32).filter(|&node| outward[node as usize] > 0.0).collect();
    random.shuffle(&mut order);
    let mut tally = Tally::new(node_count);
    for node in order {
        let community = labels[node as usize];
        let whole = community_mass[community as usize];
        let own = mass[node as usize];
        if !is_alone[node as usize] || outward[node as usize] < penalty * own * (whole - own) {
            continue;
        }
        level.for_each_neighbor(node, |next, weight| {
            if next != node && labels[next as usize] == community {
                tally.add(pieces[next as usize], weight);
            }
        });
        let (mut best, mut gain) = (node, 0.0);
        for &piece in tally.met() {
            let other = piece_mass[piece as usize];
            let gains = tally.get(piece) - penalty * own * other;
            if gains > gain && outward[piece as usize] >= penalty * other * (whole - other) {
                (best, gain) = (piece, gains);
            }
        }
        if best != node {
            pieces[node as usize] = best;
            piece_mass[best as usize] += own;
            outward[best as usize] += outward[node as usize] - 2.0 * tally.get(best);
            is_alone[best as usize] = false;
        }
        tally.clear();
    }
    pieces
}
