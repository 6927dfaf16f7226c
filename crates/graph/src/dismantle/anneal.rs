//! Making the order of removals better: annealing within windows of it.

use super::chance::Chance;
use super::field::Field;
use super::islands::Islands;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// How widely and how hotly orders are searched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    /// The temperature to begin with, as a share of the window's mean largest component.
    pub(crate) heat: f64,
    /// The longest window.
    pub(crate) window: usize,
}

/// Improves an order for the area under the curve of the largest component.
///
/// `order` brings the network down to the target; `others` are nodes that might go in place of some. Both together are
/// the candidates; what the rest of the nodes form among themselves never changes and is contracted once. A sweep goes from the last
/// removal to the first. At each place the components there are known from what was passed, so a window of the order
/// becomes a small network of its own (its nodes, and the components between two or more of them), on which moving one
/// removal to another place costs some ten to some thousand steps to judge, and less once it is seen to be too bad: windows
/// leave what comes before and after as it was. Moves to the worse are taken as in simulated annealing (S. Kirkpatrick et al., "Optimization
/// by simulated annealing", Science 220 (1983)), less and less as the work is spent. Candidates that don't go stand behind the order's end, so a
/// move across the end takes a node into the plan or leaves one out.
pub(crate) fn anneal(
    net: &Skeleton,
    terms: &Terms,
    order: &[u32],
    others: &[u32],
    schedule: Schedule,
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<u32> {
    let mut search = Search { field: Field::new(net, terms, order, others), window: Window::default() };
    work.spend(net.sweep_cost());
    let mut sequence: Vec<u32> = (0..search.field.candidates.len() as u32).collect();
    let mut end = order.len();
    let mut best = (search.field.area(&sequence, &mut end), sequence.clone(), end);
    let total = work.left().max(1) as f64;
    let mut round = 0u32;
    while !work.is_over() && !sequence.is_empty() {
        let progress = 1.0 - work.left() as f64 / total;
        let heat = schedule.heat * (1.0 - progress).powi(2) * 0.01f64.powf(progress);
        // A few of those that stay, another choice each time, may come into the windows at the end.
        let spare = sequence.len() - end;
        let drawn = spare.min(schedule.window / 4 + 2).min(end / 2 + 4);
        chance.shuffle_front(&mut sequence[end..], spare);
        let reach = end + drawn;
        let longest = schedule.window.min(reach).max(2);
        let length = match round % 3 {
            0 => longest,
            1 => (longest / 4).max(12).min(longest),
            _ => (longest / 16).max(12).min(longest),
        };
        round += 1;
        let before = search.field.steps;
        let mut windows = Vec::new();
        let mut to = reach;
        if reach > length {
            to -= chance.below(length.min(reach - length));
        }
        while to > 0 {
            let from = to.saturating_sub(length);
            windows.push((from, to));
            to = from;
        }
        search.sweep(&mut sequence, &windows, heat, chance, work);
        let area = search.field.area(&sequence, &mut end);
        if area < best.0 {
            best = (area, sequence.clone(), end);
        } else if area > best.0 * 1.02 {
            // Too far off: back to the best.
            sequence.clone_from(&best.1);
            end = best.2;
        }
        work.spend(search.field.steps - before);
        search.field.steps = 0;
    }
    best.1[..best.2].iter().map(|&candidate| search.field.candidates[candidate as usize]).collect()
}

/// A search within windows.
struct Search<'a> {
    field: Field<'a>,
    window: Window,
}

impl Search<'_> {
    fn sweep(
        &mut self,
        sequence: &mut [u32],
        windows: &[(usize, usize)],
        heat: f64,
        chance: &mut Chance,
        work: &mut Work,
    ) {
        let Search { field, window } = self;
        let mut islands = Islands::weighing(field.weights.clone());
        field.steps += field.weights.len() as u64;
        let mut is_there = vec![false; field.candidates.len()];
        let mut largest = field.least;
        let mut passed = sequence.len();
        for &(from, to) in windows {
            while passed > to {
                passed -= 1;
                largest = field.put_back(&mut islands, &mut is_there, sequence[passed], largest);
            }
            if to - from >= 2 && work.left() > field.steps {
                window.load(field, &sequence[from..to], &mut islands, &is_there, largest);
                window.search(field.terms.target, heat, chance);
                field.steps += std::mem::take(&mut window.steps);
                let old: Vec<u32> = sequence[from..to].to_vec();
                for (slot, &local) in sequence[from..to].iter_mut().zip(&window.sequence) {
                    *slot = old[local as usize];
                }
            }
        }
    }
}

/// A stretch of the order as a network of its own: its removals, numbered from 0, and the components between them.
#[derive(Default)]
struct Window {
    len: usize,
    weights: Vec<u32>,
    costs: Vec<f64>,
    offsets: Vec<u32>,
    items: Vec<u32>,
    /// The largest component before any of them comes back.
    base: u32,
    sequence: Vec<u32>,
    place: Vec<u32>,
    /// The window's number of each candidate of the field.
    local: Vec<u32>,
    /// What each place adds to the area.
    share: Vec<f64>,
    trial: Vec<f64>,
    parent: Vec<u32>,
    size: Vec<u32>,
    steps: u64,
}

impl Window {
    fn load(&mut self, field: &Field<'_>, stretch: &[u32], islands: &mut Islands, is_there: &[bool], largest: u32) {
        let count = field.candidates.len();
        self.len = stretch.len();
        self.base = largest;
        // Entries (root or window node, local removal), sorted so that components with one neighbour here can be folded into it.
        let mut inside: Vec<(u32, u32)> = Vec::new();
        let mut beside: Vec<(u32, u32)> = Vec::new();
        self.local.resize(count, u32::MAX);
        let local = &mut self.local;
        for (number, &candidate) in (0u32..).zip(stretch) {
            local[candidate as usize] = number;
        }
        for (number, &candidate) in (0u32..).zip(stretch) {
            for &item in field.row(candidate) {
                if (item as usize) < count && !is_there[item as usize] {
                    if local[item as usize] != u32::MAX {
                        inside.push((number, local[item as usize]));
                    }
                } else {
                    beside.push((islands.find(item), number));
                }
            }
            self.steps += field.row(candidate).len() as u64 + 1;
        }
        for &candidate in stretch {
            local[candidate as usize] = u32::MAX;
        }
        beside.sort_unstable();
        beside.dedup();
        self.weights.clear();
        self.weights.resize(self.len, 1);
        for group in beside.chunk_by(|a, b| a.0 == b.0) {
            let size = islands.size(group[0].0);
            if let [(_, alone)] = group {
                self.weights[*alone as usize] += size;
            } else {
                let item = self.weights.len() as u32;
                self.weights.push(size);
                inside.extend(group.iter().map(|&(_, number)| (number, item)));
            }
        }
        inside.sort_unstable();
        self.offsets.clear();
        self.offsets.push(0);
        self.items.clear();
        let mut entries = inside.iter().peekable();
        for number in 0..self.len as u32 {
            while let Some(&&(_, item)) = entries.peek().filter(|entry| entry.0 == number) {
                self.items.push(item);
                entries.next();
            }
            self.offsets.push(self.items.len() as u32);
        }
        self.costs.clear();
        self.costs.extend(stretch.iter().map(|&candidate| field.cost(candidate)));
        self.sequence = (0..self.len as u32).collect();
        self.place = self.sequence.clone();
        self.share.clear();
        self.share.resize(self.len, 0.0);
        self.trial.clone_from(&self.share);
        self.parent.resize(self.weights.len(), 0);
        self.size.resize(self.weights.len(), 0);
    }

    /// Works out what the places from `lowest` up add to the area, into `trial`; `None` as soon as it is more than `most`.
    fn judge(&mut self, target: u32, lowest: usize, most: f64) -> Option<f64> {
        let Window { len, weights, costs, offsets, items, base, sequence, place, trial, parent, size, steps, .. } =
            self;
        for (at, slot) in (0u32..).zip(parent.iter_mut()) {
            *slot = at;
        }
        size.copy_from_slice(weights);
        *steps += weights.len() as u64 / 8 + 4;
        let (mut largest, mut area) = (*base, 0.0);
        for at in (lowest..*len).rev() {
            let node = sequence[at] as usize;
            let after = largest;
            let mut root = node as u32;
            let row = &items[offsets[node] as usize..offsets[node + 1] as usize];
            *steps += row.len() as u64 + 1;
            for &other in row {
                if (other as usize) < *len && place[other as usize] as usize <= at {
                    continue;
                }
                let mut with = other;
                while parent[with as usize] != with {
                    let above = parent[parent[with as usize] as usize];
                    parent[with as usize] = above;
                    with = above;
                }
                if with != root {
                    let (large, small) =
                        if size[root as usize] < size[with as usize] { (with, root) } else { (root, with) };
                    parent[small as usize] = large;
                    size[large as usize] += size[small as usize];
                    root = large;
                }
            }
            largest = largest.max(size[root as usize]);
            trial[at] = if largest > target { costs[node] * f64::from(after) } else { 0.0 };
            area += trial[at];
            if area > most {
                return None;
            }
        }
        Some(area)
    }

    fn make(&mut self, kind: Move, from: usize, to: usize) {
        let (low, high) = (from.min(to), from.max(to));
        match kind {
            Move::Slide if from < to => self.sequence[low..=high].rotate_left(1),
            Move::Slide => self.sequence[low..=high].rotate_right(1),
            Move::Turn(by) => self.sequence[low..=high].rotate_left(by),
            Move::Swap => self.sequence.swap(low, high),
        }
        self.replace(kind, low, high);
    }

    fn unmake(&mut self, kind: Move, from: usize, to: usize) {
        let (low, high) = (from.min(to), from.max(to));
        match kind {
            Move::Slide if from < to => self.sequence[low..=high].rotate_right(1),
            Move::Slide => self.sequence[low..=high].rotate_left(1),
            Move::Turn(by) => self.sequence[low..=high].rotate_right(by),
            Move::Swap => self.sequence.swap(low, high),
        }
        self.replace(kind, low, high);
    }

    /// Notes the places anew of what a move between two places has moved.
    fn replace(&mut self, kind: Move, low: usize, high: usize) {
        let step = if matches!(kind, Move::Swap) { high - low } else { 1 };
        for at in (low..=high).step_by(step) {
            self.place[self.sequence[at] as usize] = at as u32;
        }
    }

    fn search(&mut self, target: u32, heat: f64, chance: &mut Chance) {
        let Some(area) = self.judge(target, 0, f64::INFINITY) else { return };
        std::mem::swap(&mut self.share, &mut self.trial);
        let temperature = heat * area / self.len as f64;
        let tries = 6 * self.len;
        for _ in 0..tries {
            let from = chance.below(self.len);
            // Near places more often than far ones.
            let far = 1 + ((self.len as f64).powf(chance.share()) as usize).min(self.len - 1);
            let to = if chance.next() & 1 == 0 { from.saturating_sub(far) } else { (from + far).min(self.len - 1) };
            if from == to {
                continue;
            }
            let kind = match chance.next() % 8 {
                0..=4 => Move::Slide,
                5 => Move::Turn(chance.below(from.abs_diff(to)) + 1),
                _ => Move::Swap,
            };
            self.make(kind, from, to);
            let lowest = from.min(to);
            let now: f64 = self.share[lowest..].iter().sum();
            let allowed = now - temperature * (1.0 - chance.share()).ln();
            if self.judge(target, lowest, allowed + 1e-9).is_some() {
                self.share[lowest..].copy_from_slice(&self.trial[lowest..]);
            } else {
                self.unmake(kind, from, to);
            }
        }
    }
}

/// A change of order between two places.
#[derive(Clone, Copy)]
enum Move {
    /// One removal goes to the other place; those between move up by one.
    Slide,
    /// The stretch is cut in two, so far from its beginning, and the halves change places.
    Turn(usize),
    /// Two removals change places.
    Swap,
}
