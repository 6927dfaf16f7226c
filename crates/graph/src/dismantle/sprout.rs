//! Growing back by gentler measures than size.

use super::chance::Chance;
use super::islands::Islands;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// As [`regrow`](super::regrow::regrow), but the node comes back whose components, each weighing its size to the power of
/// `exponent`, weigh least together: 0 counts them, as the reinsertion of F. Morone and H. Makse (Nature 524, 2015) does, 1/2 is the
/// measure of explosive immunisation, 1 the size. Small exponents keep components apart rather than small; where the network is
/// alike everywhere, it falls to pieces earlier for that.
///
/// The best of `few` random candidates is taken at each step (of all, when there are no more), since these weights can fall
/// while a node waits. O(k · few · d̄) for k nodes.
pub(crate) fn sprout(
    net: &Skeleton,
    terms: &Terms,
    removed: &[u32],
    exponent: f64,
    few: usize,
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<u32> {
    let n = net.node_count();
    let mut here = vec![true; n];
    removed.iter().for_each(|&node| here[node as usize] = false);
    let mut islands = Islands::new(n);
    for node in (0..n as u32).filter(|&node| here[node as usize]) {
        let mut root = islands.find(node);
        for &other in net.neighbors(node).iter().filter(|&&other| other < node && here[other as usize]) {
            let with = islands.find(other);
            root = islands.join_roots(root, with);
        }
    }
    work.spend(net.sweep_cost());
    let mut growth = Growth { net, terms, exponent, here, islands, stamp: vec![0; n], clock: 0 };
    // First those that fit within the target, then the rest.
    let mut waiting: Vec<u32> = removed.to_vec();
    let mut harmful = Vec::new();
    while let Some(node) = growth.draw(&mut waiting, &mut harmful, terms.target, few, chance, work) {
        growth.put_back(node);
    }
    let mut order = Vec::with_capacity(harmful.len());
    waiting.append(&mut harmful);
    while let Some(node) = growth.draw(&mut waiting, &mut harmful, u32::MAX, few, chance, work) {
        growth.put_back(node);
        order.push(node);
    }
    order.reverse();
    order
}

struct Growth<'a> {
    net: &'a Skeleton,
    terms: &'a Terms,
    exponent: f64,
    here: Vec<bool>,
    islands: Islands,
    stamp: Vec<u32>,
    clock: u32,
}

impl Growth<'_> {
    /// What a node's return would weigh, and the size of the component that it would make.
    fn weigh(&mut self, node: u32) -> (f64, u32) {
        self.clock += 1;
        let (mut weight, mut made) = (0.0, 1);
        for &other in self.net.neighbors(node).iter().filter(|&&other| self.here[other as usize]) {
            let root = self.islands.find(other);
            if std::mem::replace(&mut self.stamp[root as usize], self.clock) != self.clock {
                let size = self.islands.size(root);
                made += size;
                weight += if self.exponent == 0.0 {
                    1.0
                } else if self.exponent == 0.5 {
                    f64::from(size).sqrt()
                } else {
                    f64::from(size).powf(self.exponent)
                };
            }
        }
        (weight / self.terms.cost(node), made)
    }

    /// Takes the best of a few out of `waiting`; what would make more than `most` goes over to `harmful`.
    fn draw(
        &mut self,
        waiting: &mut Vec<u32>,
        harmful: &mut Vec<u32>,
        most: u32,
        few: usize,
        chance: &mut Chance,
        work: &mut Work,
    ) -> Option<u32> {
        let mut best: Option<(f64, u32, usize)> = None;
        let mut tried = 0;
        while tried < few.min(waiting.len()) {
            // The few stand in front, so that none is tried twice and places hold while others leave from behind.
            let at = tried + if waiting.len() > few { chance.below(waiting.len() - tried) } else { 0 };
            waiting.swap(tried, at);
            let node = waiting[tried];
            let (weight, made) = self.weigh(node);
            work.spend(u64::from(self.net.degree(node)) + 4);
            if made > most {
                harmful.push(node);
                waiting.swap_remove(tried);
                continue;
            }
            if best.is_none_or(|(least, size, _)| (weight, made) < (least, size)) {
                best = Some((weight, made, tried));
            }
            tried += 1;
        }
        best.map(|(_, _, at)| waiting.swap_remove(at))
    }

    fn put_back(&mut self, node: u32) {
        self.here[node as usize] = true;
        let mut root = self.islands.find(node);
        for &other in self.net.neighbors(node).iter().filter(|&&other| self.here[other as usize]) {
            let with = self.islands.find(other);
            root = self.islands.join_roots(root, with);
        }
    }
}
