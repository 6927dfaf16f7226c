//! Maximum flow, and the cut that it leaves.

/// A network of pipes. Y. Dinic, "Algorithm for solution of a problem of maximum flow in a network with power estimation", Soviet
/// Mathematics Doklady 11 (1970): O(n² m), and in networks of split nodes with unit costs O(m √n). Nothing recurses.
#[derive(Clone, Debug)]
pub(crate) struct Pipes {
    /// The pipes of each joint, as places in `ends` and `room`; a pipe and its way back are neighbours there.
    rows: Vec<Vec<u32>>,
    ends: Vec<u32>,
    room: Vec<f64>,
    level: Vec<u32>,
    steps: u64,
}

const UNSEEN: u32 = u32::MAX;

impl Pipes {
    pub(crate) fn new(joint_count: usize) -> Pipes {
        Pipes {
            rows: vec![Vec::new(); joint_count],
            ends: Vec::new(),
            room: Vec::new(),
            level: vec![UNSEEN; joint_count],
            steps: 0,
        }
    }

    /// Lays a pipe from `from` to `to`.
    pub(crate) fn lay(&mut self, from: u32, to: u32, room: f64) {
        self.join(from, to, room, 0.0);
    }

    /// Lays a pipe in which as much can flow one way as the other.
    pub(crate) fn lay_both_ways(&mut self, a: u32, b: u32, room: f64) {
        self.join(a, b, room, room);
    }

    fn join(&mut self, from: u32, to: u32, forth: f64, back: f64) {
        let place = self.ends.len() as u32;
        self.rows[from as usize].push(place);
        self.rows[to as usize].push(place + 1);
        self.ends.extend([to, from]);
        self.room.extend([forth, back]);
    }

    /// The most that flows from `source` to `sink`.
    pub(crate) fn flow(&mut self, source: u32, sink: u32) -> f64 {
        // Differences below one part in 10^12 of the largest pipe are rounding.
        let finite = self.room.iter().copied().filter(|room| room.is_finite());
        let least = finite.fold(0.0, f64::max) * 1e-12;
        let mut total = 0.0;
        while self.sound(source, sink, least) {
            let mut next = vec![0usize; self.rows.len()];
            let mut path: Vec<u32> = Vec::new();
            let mut at = source;
            loop {
                if at == sink {
                    let through = path.iter().map(|&pipe| self.room[pipe as usize]).fold(f64::INFINITY, f64::min);
                    total += through;
                    let mut narrowest = 0;
                    for (place, &pipe) in path.iter().enumerate().rev() {
                        self.room[pipe as usize] -= through;
                        self.room[(pipe ^ 1) as usize] += through;
                        if self.room[pipe as usize] <= least {
                            narrowest = place;
                        }
                    }
                    if !through.is_finite() {
                        return through;
                    }
                    at = self.ends[(path[narrowest] ^ 1) as usize];
                    path.truncate(narrowest);
                    continue;
                }
                self.steps += 1;
                match self.rows[at as usize].get(next[at as usize]) {
                    Some(&pipe) => {
                        let to = self.ends[pipe as usize];
                        let leads_on =
                            self.level[to as usize] != UNSEEN && self.level[to as usize] == self.level[at as usize] + 1;
                        if self.room[pipe as usize] > least && leads_on {
                            path.push(pipe);
                            at = to;
                        } else {
                            next[at as usize] += 1;
                        }
                    }
                    None => {
                        let Some(back) = path.pop() else { break };
                        at = self.ends[(back ^ 1) as usize];
                        next[at as usize] += 1;
                    }
                }
            }
        }
        total
    }

    /// How far each joint is from the source along pipes with room; whether the sink is reached.
    fn sound(&mut self, source: u32, sink: u32, least: f64) -> bool {
        self.level.fill(UNSEEN);
        self.level[source as usize] = 0;
        let mut queue = vec![source];
        let mut head = 0;
        while let Some(&at) = queue.get(head) {
            head += 1;
            self.steps += self.rows[at as usize].len() as u64 + 1;
            for &pipe in &self.rows[at as usize] {
                let to = self.ends[pipe as usize];
                if self.room[pipe as usize] > least && self.level[to as usize] == UNSEEN {
                    self.level[to as usize] = self.level[at as usize] + 1;
                    queue.push(to);
                }
            }
        }
        self.level[sink as usize] != UNSEEN
    }

    /// After [`Pipes::flow`]: whether a joint is on the source's side of the cut.
    pub(crate) fn is_upstream(&self, joint: u32) -> bool {
        self.level[joint as usize] != UNSEEN
    }

    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }
}
