//! The fewest removals, proven, by branch and bound.

use super::islands::Islands;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// What is known of the cheapest set.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    /// A cheaper set than the one to begin with, where one was found.
    pub(crate) found: Option<Vec<u32>>,
    /// No set costs less.
    pub(crate) bound: f64,
    /// Whether the search came to its end, so that the best known set is the cheapest.
    pub(crate) is_proven: bool,
}

/// Searches for the cheapest set whose removal leaves no component larger than the target, with `known` as the best so far.
///
/// Every connected set of more than `target` nodes must lose one: a hitting set over rows that are found as they are needed. A state of the search
/// says of some nodes that they go and of others that they stay; those that stay melt together. It ends where what stays has
/// grown too large, or where the price so far and a bound for the rest pass the limit. The bound packs rows that share no
/// undecided node; a melted set of size s with d undecided neighbours alone needs s + d - target of them gone. A state branches
/// on a row with few undecided nodes: the first goes; or it stays and the second goes; and so on. Two rules cut more: a
/// node that would melt too much together goes; and a node whose neighbours are all neighbours of another, cheaper or equal
/// node never goes without it. With unit costs the limit rises by one from the bound at the root (R. Korf, "Depth-first
/// iterative-deepening", Artificial Intelligence 27 (1985)), so that an unfinished search still leaves a proven bound.
///
/// Exponential in the worst case; a state costs O(n + m). The search is in an array, not on the stack.
pub(crate) fn cheapest(net: &Skeleton, terms: &Terms, known: &[u32], work: &mut Work) -> Proof {
    let mut search = Search::new(net, terms);
    let mut best: Option<Vec<u32>> = None;
    let mut most = terms.cost_of(known);
    let is_unit = terms.costs.is_none();
    let mut bound = match search.examine(f64::INFINITY) {
        State::Hopeless(_) => f64::INFINITY,
        State::Done => search.spent,
        State::Open { bound, .. } => bound,
    };
    work.spend(std::mem::take(&mut search.steps));
    if bound >= most - 1e-9 {
        return Proof { found: None, bound: most, is_proven: true };
    }
    let mut limit = if is_unit { bound } else { most * (1.0 - 1e-9) };
    loop {
        let mut next = f64::INFINITY;
        match search.run(limit, is_unit, &mut next, work) {
            Outcome::Spent(found) => {
                if let Some(set) = found {
                    best = Some(set);
                }
                return Proof { found: best, bound, is_proven: false };
            }
            Outcome::Ended(Some(set)) => {
                most = terms.cost_of(&set);
                return Proof { found: Some(set), bound: most, is_proven: true };
            }
            Outcome::Ended(None) => {
                if !is_unit || next >= most - 1e-9 {
                    return Proof { found: best, bound: most, is_proven: true };
                }
                bound = next;
                limit = next;
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Open,
    Goes,
    Stays,
}

enum State {
    /// No set here costs no more than the limit; the least that one can cost.
    Hopeless(f64),
    /// What goes is enough.
    Done,
    /// The price of any set here is at least this; branch on these.
    Open { bound: f64, row: Vec<u32> },
}

enum Outcome {
    /// The work was spent, perhaps after a set within the limit was met.
    Spent(Option<Vec<u32>>),
    Ended(Option<Vec<u32>>),
}

struct Frame {
    trail: usize,
    row: Vec<u32>,
    next: usize,
}

struct Search<'a> {
    net: &'a Skeleton,
    terms: &'a Terms,
    fate: Vec<Fate>,
    trail: Vec<u32>,
    spent: f64,
    /// The nodes that never go without this one, and those without which it never goes.
    below: Vec<Vec<u32>>,
    above: Vec<Vec<u32>>,
    islands: Islands,
    stamp: Vec<u32>,
    clock: u32,
    used: Vec<bool>,
    steps: u64,
}

impl<'a> Search<'a> {
    fn new(net: &'a Skeleton, terms: &'a Terms) -> Search<'a> {
        let n = net.node_count();
        let mut search = Search {
            net,
            terms,
            fate: vec![Fate::Open; n],
            trail: Vec::new(),
            spent: 0.0,
            below: vec![Vec::new(); n],
            above: vec![Vec::new(); n],
            islands: Islands::new(n),
            stamp: vec![0; n],
            clock: 0,
            used: vec![false; n],
            steps: 0,
        };
        for low in 0..n as u32 {
            for &high in net.neighbors(low) {
                search.rank(low, high);
                // Nodes that share a neighbour may be ranked without being tied.
                for &far in net.neighbors(high) {
                    search.rank(low, far);
                }
            }
        }
        for node in 0..n as u32 {
            let leads_nowhere = net.degree(node) == 0;
            if !terms.may_remove(node) || leads_nowhere {
                search.fate[node as usize] = Fate::Stays;
            }
        }
        search
    }

    /// Notes that `low` never goes without `high`, if so: whatever `low` joins, `high` joins too, for no more.
    fn rank(&mut self, low: u32, high: u32) {
        let (net, terms) = (self.net, self.terms);
        let order = |node: u32| (net.degree(node), node);
        let is_dearer = terms.cost(high) > terms.cost(low);
        if low == high || !terms.may_remove(high) || !terms.may_remove(low) || is_dearer || order(high) <= order(low) {
            return;
        }
        let joins = net.neighbors(high);
        let is_below = net.neighbors(low).iter().all(|&other| other == high || joins.binary_search(&other).is_ok());
        if is_below && !self.above[low as usize].contains(&high) {
            self.above[low as usize].push(high);
            self.below[high as usize].push(low);
        }
    }

    /// Decides a node's fate with what follows from it; false when that contradicts an earlier decision.
    fn decide(&mut self, node: u32, fate: Fate) -> bool {
        let mut pending = vec![(node, fate)];
        while let Some((node, fate)) = pending.pop() {
            let now = self.fate[node as usize];
            if now == fate {
                continue;
            }
            if now != Fate::Open {
                return false;
            }
            self.fate[node as usize] = fate;
            self.trail.push(node);
            match fate {
                Fate::Goes => {
                    self.spent += self.terms.cost(node);
                    pending.extend(self.above[node as usize].iter().map(|&high| (high, Fate::Goes)));
                }
                _ => pending.extend(self.below[node as usize].iter().map(|&low| (low, Fate::Stays))),
            }
        }
        true
    }

    fn undo(&mut self, length: usize) {
        while self.trail.len() > length {
            if let Some(node) = self.trail.pop() {
                if self.fate[node as usize] == Fate::Goes {
                    self.spent -= self.terms.cost(node);
                }
                self.fate[node as usize] = Fate::Open;
            }
        }
    }

    fn going(&self) -> Vec<u32> {
        (0..self.fate.len() as u32).filter(|&node| self.fate[node as usize] == Fate::Goes).collect()
    }

    /// Searches below the state at hand for sets that cost at most `limit`; `next` becomes the least price that was passed over.
    fn run(&mut self, mut limit: f64, stops_at_first: bool, next: &mut f64, work: &mut Work) -> Outcome {
        let root = self.trail.len();
        let mut frames: Vec<Frame> = Vec::new();
        let mut best = None;
        let mut descends = true;
        loop {
            if descends {
                match self.examine(limit) {
                    State::Hopeless(price) => *next = next.min(price),
                    State::Done => {
                        best = Some(self.going());
                        if stops_at_first {
                            self.undo(root);
                            return Outcome::Ended(best);
                        }
                        limit = self.spent * (1.0 - 1e-9);
                    }
                    State::Open { row, .. } => frames.push(Frame { trail: self.trail.len(), row, next: 0 }),
                }
                work.spend(std::mem::take(&mut self.steps));
                if work.is_over() {
                    self.undo(root);
                    return Outcome::Spent(best);
                }
            }
            let Some(frame) = frames.last_mut() else {
                self.undo(root);
                return Outcome::Ended(best);
            };
            let (at, trail) = (frame.next, frame.trail);
            frame.next += 1;
            if at == frame.row.len() {
                frames.pop();
                self.undo(trail);
                descends = false;
                continue;
            }
            let row = std::mem::take(&mut frame.row);
            self.undo(trail);
            descends = row[..at].iter().all(|&node| self.decide(node, Fate::Stays)) && self.decide(row[at], Fate::Goes);
            if let Some(frame) = frames.last_mut() {
                frame.row = row;
            }
        }
    }

    /// What can be said of the state at hand, after everything that follows has been decided.
    fn examine(&mut self, limit: f64) -> State {
        let n = self.fate.len();
        let target = self.terms.target;
        loop {
            self.steps += self.net.sweep_cost();
            self.islands = Islands::new(n);
            for node in 0..n as u32 {
                if self.fate[node as usize] != Fate::Stays {
                    continue;
                }
                let mut root = self.islands.find(node);
                for &other in self.net.neighbors(node) {
                    if other < node && self.fate[other as usize] == Fate::Stays {
                        let with = self.islands.find(other);
                        root = self.islands.join_roots(root, with);
                    }
                }
                if self.islands.size(root) > target {
                    return State::Hopeless(f64::INFINITY);
                }
            }
            let mut is_settled = true;
            for node in 0..n as u32 {
                if self.fate[node as usize] == Fate::Open && self.melted(node) > target {
                    if !self.decide(node, Fate::Goes) {
                        return State::Hopeless(f64::INFINITY);
                    }
                    is_settled = false;
                }
            }
            if self.spent > limit + 1e-9 {
                return State::Hopeless(self.spent);
            }
            if is_settled {
                break;
            }
        }
        let bound = self.spent + self.pack();
        if bound > limit + 1e-9 {
            return State::Hopeless(bound);
        }
        match self.row() {
            Some(row) => State::Open { bound, row },
            None => State::Done,
        }
    }

    /// The size of what an open node would melt together if it stayed.
    fn melted(&mut self, node: u32) -> u32 {
        self.clock += 1;
        let mut size = 1;
        for &other in self.net.neighbors(node) {
            if self.fate[other as usize] == Fate::Stays {
                let root = self.islands.find(other);
                if std::mem::replace(&mut self.stamp[root as usize], self.clock) != self.clock {
                    size += self.islands.size(root);
                }
            }
        }
        size
    }

    /// A bound on the price of what must still go: rows without an undecided node in common.
    fn pack(&mut self) -> f64 {
        let n = self.fate.len();
        let target = self.terms.target as usize;
        self.used.clear();
        self.used.extend(self.fate.iter().map(|&fate| fate != Fate::Open));
        self.steps += 3 * self.net.sweep_cost();
        // Melted sets with more undecided neighbours than they may keep, the neediest first.
        let mut around: Vec<(u32, u32)> = Vec::new();
        for node in (0..n as u32).filter(|&node| self.fate[node as usize] == Fate::Stays) {
            let root = self.islands.find(node);
            for &other in self.net.neighbors(node) {
                if self.fate[other as usize] == Fate::Open {
                    around.push((root, other));
                }
            }
        }
        around.sort_unstable();
        around.dedup();
        let mut stars: Vec<(usize, &[(u32, u32)])> = around
            .chunk_by(|a, b| a.0 == b.0)
            .map(|star| ((self.islands.size(star[0].0) as usize + star.len()).saturating_sub(target), star))
            .filter(|&(need, _)| need > 0)
            .collect();
        stars.sort_by_key(|&(need, star)| (std::cmp::Reverse(need), star[0].0));
        let mut price = 0.0;
        let mut free = Vec::new();
        for (_, star) in stars {
            free.clear();
            free.extend(star.iter().map(|&(_, node)| node).filter(|&node| !self.used[node as usize]));
            let need = (self.islands.size(star[0].0) as usize + free.len()).saturating_sub(target);
            if need == 0 {
                continue;
            }
            if self.terms.costs.is_some() {
                free.sort_by(|&a, &b| self.terms.cost(a).total_cmp(&self.terms.cost(b)));
                price += self.terms.cost_of(&free[..need]);
            } else {
                price += need as f64;
            }
            free.iter().for_each(|&node| self.used[node as usize] = true);
        }
        // Rows grown from the nodes with the fewest ties, so that hubs are left for others as long as can be.
        let mut seeds: Vec<u32> = (0..n as u32).filter(|&node| !self.used[node as usize]).collect();
        seeds.sort_by_key(|&node| (self.net.degree(node), node));
        for seed in seeds {
            if self.used[seed as usize] {
                continue;
            }
            if let Some(row) = self.grow(seed, true) {
                price += row.iter().map(|&node| self.terms.cost(node)).fold(f64::INFINITY, f64::min);
                row.iter().for_each(|&node| self.used[node as usize] = true);
            }
        }
        price
    }

    /// A connected set of more than `target` nodes around an undecided seed, as its undecided nodes; melted sets come
    /// free. Without the used nodes it grows by the fewest ties; else by what melts most together. `None` when all that hangs together is too small.
    fn grow(&mut self, seed: u32, is_packing: bool) -> Option<Vec<u32>> {
        self.clock += 1;
        let clock = self.clock;
        let mut row = vec![seed];
        let mut frontier: Vec<u32> = Vec::new();
        let mut size = 1;
        self.stamp[seed as usize] = clock;
        let mut newest = seed;
        loop {
            // Melted sets beside the newest member, with what lies beside them.
            let mut pending = vec![newest];
            while let Some(node) = pending.pop() {
                for &other in self.net.neighbors(node) {
                    if self.stamp[other as usize] == clock {
                        continue;
                    }
                    match self.fate[other as usize] {
                        Fate::Goes => {}
                        Fate::Stays => {
                            self.stamp[other as usize] = clock;
                            size += 1;
                            pending.push(other);
                        }
                        Fate::Open if is_packing && self.used[other as usize] => {}
                        Fate::Open => {
                            self.stamp[other as usize] = clock;
                            frontier.push(other);
                        }
                    }
                }
                self.steps += 4;
            }
            if size > self.terms.target {
                return Some(row);
            }
            let net = self.net;
            let choice = if is_packing {
                (0..frontier.len()).min_by_key(|&at| (net.degree(frontier[at]), frontier[at]))
            } else {
                (0..frontier.len()).max_by_key(|&at| (net.degree(frontier[at]), std::cmp::Reverse(frontier[at])))
            }?;
            newest = frontier.swap_remove(choice);
            row.push(newest);
            size += 1;
        }
    }

    /// A row to branch on: as few undecided nodes as are quickly found, those with the most ties first. `None` when every component is small enough.
    fn row(&mut self) -> Option<Vec<u32>> {
        let n = self.fate.len();
        let mut best: Option<Vec<u32>> = None;
        let mut seeds: Vec<u32> = (0..n as u32).filter(|&node| self.fate[node as usize] == Fate::Open).collect();
        seeds.sort_by_key(|&node| (std::cmp::Reverse(self.net.degree(node)), node));
        let mut tried = 0;
        for seed in seeds {
            if best.is_some() && tried >= 8 {
                break;
            }
            if let Some(row) = self.grow(seed, false) {
                tried += 1;
                if best.as_ref().is_none_or(|shortest| row.len() < shortest.len()) {
                    best = Some(row);
                }
            }
        }
        let mut row = best?;
        row.sort_by_key(|&node| (std::cmp::Reverse(self.net.degree(node)), node));
        Some(row)
    }
}
