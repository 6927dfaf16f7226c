//! The states of the arc-hybrid system, and what the parser sees of them.

use super::words::{Seen, row};

/// Rows of the table of moves, as a power of two.
pub(super) const MOVE_BITS: u32 = 21;
/// Rows of the table of relations, as a power of two.
pub(super) const LABEL_BITS: u32 = 18;

/// A step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The word on top of the stack hangs on the next word.
    Left,
    /// The word on top of the stack hangs on the one beneath it.
    Right,
}

pub(super) const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// A sentence as it is parsed.
pub(super) struct State {
    pub stack: Vec<usize>,
    /// The next word; the number of words stands for the root.
    pub next: usize,
    pub words: usize,
    pub heads: Vec<Option<usize>>,
    pub labels: Vec<usize>,
    /// The words that hang on each word, in the text's order on either side, nearest first on the left.
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
}

impl State {
    pub fn new(words: usize) -> Self {
        Self {
            stack: Vec::new(),
            next: 0,
            words,
            heads: vec![None; words],
            labels: vec![0; words],
            left: vec![Vec::new(); words + 1],
            right: vec![Vec::new(); words + 1],
        }
    }

    pub fn is_done(&self) -> bool {
        self.next == self.words && self.stack.is_empty()
    }

    pub fn allows(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.words,
            // One word alone hangs on the root.
            Move::Left => !self.stack.is_empty() && (self.next < self.words || self.stack.len() == 1),
            Move::Right => self.stack.len() >= 2,
        }
    }

    fn top(&self, depth: usize) -> Option<usize> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    /// Does a step; gives the arc that it makes, as head and dependent.
    pub fn apply(&mut self, step: Move) -> Option<(usize, usize)> {
        if step == Move::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return None;
        }
        let word = self.stack.pop()?;
        let head = if step == Move::Left { self.next } else { *self.stack.last()? };
        self.heads[word] = Some(head);
        if step == Move::Left {
            self.left[head].push(word);
        } else {
            self.right[head].push(word);
        }
        Some((head, word))
    }

    /// How many arcs of the right tree a step makes unreachable. `gold` gives the head of each word; the root's is the
    /// number of words.
    pub fn cost(&self, step: Move, gold: &[usize]) -> usize {
        let waits = |word: usize| word >= self.next;
        match step {
            Move::Shift => {
                let word = self.next;
                let beneath = self.stack.len().saturating_sub(1);
                let lost_head = self.stack[..beneath].contains(&gold[word]);
                let lost = self.stack.iter().filter(|of| gold[**of] == word).count();
                usize::from(lost_head) + lost
            }
            Move::Left | Move::Right => {
                let Some(word) = self.top(0) else { return 0 };
                let head = gold[word];
                let lost = (self.next..self.words).filter(|of| gold[*of] == word).count();
                let lost_head = if step == Move::Left {
                    self.top(1) == Some(head) || waits(head) && head != self.next
                } else {
                    waits(head)
                };
                usize::from(lost_head) + lost
            }
        }
    }
}

/// What is known of a sentence before it is parsed.
pub(super) struct Input<'a> {
    pub words: &'a [Seen],
    pub tags: &'a [usize],
    /// Where marks and joining words stand, as counts before each place: commas, "and" and "or", verbs.
    pub before: Vec<[u16; 3]>,
    nothing: Seen,
}

impl<'a> Input<'a> {
    pub fn new(words: &'a [Seen], tags: &'a [usize], sorts: impl Fn(usize) -> [bool; 3]) -> Self {
        let mut before = vec![[0u16; 3]];
        for at in 0..words.len() {
            let mut counts = before[at];
            for (count, is) in counts.iter_mut().zip(sorts(at)) {
                *count = count.saturating_add(u16::from(is));
            }
            before.push(counts);
        }
        Self { words, tags, before, nothing: Seen::nothing() }
    }

    fn seen(&self, at: Option<usize>) -> &Seen {
        at.and_then(|at| self.words.get(at)).unwrap_or(&self.nothing)
    }

    /// The tag at a place: beyond the tags for the root, further beyond for nothing.
    fn tag(&self, at: Option<usize>) -> u64 {
        match at {
            Some(at) => self.tags.get(at).map_or(254, |tag| *tag as u64),
            None => 255,
        }
    }

    /// How many commas, conjunctions and verbs stand between two places, each cut at two.
    fn between(&self, from: usize, to: usize) -> u64 {
        let (Some(start), Some(end)) = (self.before.get(from + 1), self.before.get(to)) else { return 99 };
        start.iter().zip(end).fold(0, |all, (a, b)| all * 3 + u64::from(b.saturating_sub(*a).min(2)))
    }
}

fn distance(from: usize, to: usize) -> u64 {
    match to.abs_diff(from) {
        d @ 0..=4 => d as u64,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// The features by which the next step is chosen.
pub(super) fn step_features(input: &Input<'_>, state: &State, rows: &mut Vec<u32>) {
    rows.clear();
    let mut template = 0;
    let mut put = |values: &[u64]| {
        template += 1;
        rows.push(row(MOVE_BITS, template, values));
    };
    let (s0, s1, s2) = (state.top(0), state.top(1), state.top(2));
    let queued = |offset: usize| Some(state.next + offset).filter(|at| *at <= state.words);
    let (b0, b1, b2) = (queued(0), queued(1), queued(2));
    let outer_left = |of: Option<usize>, skip: usize| of.and_then(|of| state.left[of].iter().rev().nth(skip).copied());
    let outer_right =
        |of: Option<usize>, skip: usize| of.and_then(|of| state.right[of].iter().rev().nth(skip).copied());
    let w = |at| input.seen(at).word;
    let t = |at| input.tag(at);
    let c = |at, level: usize| u64::from(input.seen(at).clusters[level]);
    let l = |at: Option<usize>| at.map_or(255, |at| state.labels[at] as u64);
    let (s0w, s1w, b0w, b1w) = (w(s0), w(s1), w(b0), w(b1));
    let (s0t, s1t, s2t, b0t, b1t, b2t) = (t(s0), t(s1), t(s2), t(b0), t(b1), t(b2));
    put(&[]);
    for (word, tag) in [(s0w, s0t), (s1w, s1t), (b0w, b0t), (b1w, b1t), (w(b2), b2t), (w(s2), s2t)] {
        put(&[word]);
        put(&[tag]);
        put(&[word, tag]);
    }
    put(&[s0w, b0w]);
    put(&[s0w, s0t, b0t]);
    put(&[s0t, b0w, b0t]);
    put(&[s0t, b0t]);
    put(&[s0w, b0t]);
    put(&[s0t, b0w]);
    put(&[s1w, s0w]);
    put(&[s1w, s1t, s0t]);
    put(&[s1t, s0w, s0t]);
    put(&[s1t, s0t]);
    put(&[s1w, s0t]);
    put(&[s1t, s0w]);
    put(&[s1t, b0t]);
    put(&[s1w, b0w]);
    put(&[s1w, b0t]);
    put(&[b0t, b1t]);
    put(&[b0w, b1t]);
    put(&[b0t, b1w]);
    put(&[b0t, b1t, b2t]);
    put(&[s0t, b0t, b1t]);
    put(&[s0w, b0t, b1t]);
    put(&[s0t, b0w, b1t]);
    put(&[s0t, b0t, b1w]);
    put(&[s1t, s0t, b0t]);
    put(&[s1w, s0t, b0t]);
    put(&[s1t, s0w, b0t]);
    put(&[s1t, s0t, b0w]);
    put(&[s2t, s1t, s0t]);
    put(&[s1t, s0t, b0t, b1t]);
    let (s0l, s0l2, s0r, s0r2) = (outer_left(s0, 0), outer_left(s0, 1), outer_right(s0, 0), outer_right(s0, 1));
    let (s1l, s1r, s1r2) = (outer_left(s1, 0), outer_right(s1, 0), outer_right(s1, 1));
    let (b0l, b0l2) = (outer_left(b0, 0), outer_left(b0, 1));
    put(&[s0t, t(s0l), b0t]);
    put(&[s0t, t(s0r), b0t]);
    put(&[s0t, b0t, t(b0l)]);
    put(&[s1t, s0t, t(s0l)]);
    put(&[s1t, s0t, t(s0r)]);
    put(&[s1t, t(s1r), s0t]);
    put(&[s1t, t(s1l), s0t]);
    put(&[s1t, l(s1r), s0t, l(s0l)]);
    put(&[s0t, l(s0l), l(s0l2)]);
    put(&[s0t, l(s0r), l(s0r2)]);
    put(&[s1t, l(s1r), l(s1r2)]);
    put(&[b0t, l(b0l), l(b0l2)]);
    put(&[s0w, l(s0r)]);
    put(&[s0w, l(s0l)]);
    put(&[s1w, l(s1r)]);
    put(&[b0w, l(b0l)]);
    put(&[w(s0l), s0t, s1t]);
    put(&[w(s0l), s0w]);
    put(&[w(s0r), s0t, b0t]);
    put(&[w(s1r), s1t, s0t]);
    put(&[w(b0l), b0t, s0t]);
    // The preposition of what waits, beside the word that it may hang on.
    put(&[s1w, w(s0l), s0t]);
    put(&[s1t, w(s0l), s0w]);
    put(&[c(s1, 1), w(s0l), c(s0, 1)]);
    let count = |of: Option<usize>, side: &[Vec<usize>]| of.map_or(0, |of| side[of].len().min(5) as u64);
    put(&[s0w, count(s0, &state.left)]);
    put(&[s0t, count(s0, &state.left)]);
    put(&[s0w, count(s0, &state.right)]);
    put(&[s0t, count(s0, &state.right)]);
    put(&[s1t, count(s1, &state.right)]);
    put(&[s1w, count(s1, &state.right)]);
    put(&[b0t, count(b0, &state.left)]);
    put(&[b0w, count(b0, &state.left)]);
    let labels = |of: Option<usize>, side: &[Vec<usize>]| {
        of.map_or(0, |of| side[of].iter().fold(1u64, |all, word| all | 1 << (state.labels[*word] as u64 % 64)))
    };
    put(&[s0t, labels(s0, &state.right)]);
    put(&[s0t, labels(s0, &state.left)]);
    put(&[s1t, labels(s1, &state.right), s0t]);
    put(&[b0t, labels(b0, &state.left), s0t]);
    if let Some(s0) = s0 {
        let far = distance(s0, state.next);
        let within = input.between(s0, state.next);
        put(&[s0t, b0t, far]);
        put(&[s0w, far]);
        put(&[b0w, far]);
        put(&[s0t, b0t, within]);
    } else {
        template_gap(&mut put, 4);
    }
    if let (Some(s1), Some(s0)) = (s1, s0) {
        let far = distance(s1, s0);
        let within = input.between(s1, s0);
        put(&[s1t, s0t, far]);
        put(&[s1w, far]);
        put(&[s0w, far]);
        put(&[s1t, s0t, within]);
        put(&[s1t, s0t, within, b0t]);
    } else {
        template_gap(&mut put, 5);
    }
    for level in [0, 2] {
        put(&[c(s0, level), c(b0, level)]);
        put(&[c(s1, level), c(s0, level)]);
        put(&[s0t, c(b0, level)]);
        put(&[c(s0, level), b0t]);
        put(&[s1t, c(s0, level)]);
        put(&[c(s1, level), s0t]);
        put(&[c(s1, level), s0t, b0t]);
        put(&[c(s0, level), b0t, b1t]);
    }
}

/// Keeps the numbers of later templates where some say nothing.
fn template_gap(put: &mut impl FnMut(&[u64]), count: usize) {
    for _ in 0..count {
        put(&[u64::MAX]);
    }
}

/// The features by which an arc that was just made gets its relation.
pub(super) fn label_features(input: &Input<'_>, state: &State, head: usize, word: usize, rows: &mut Vec<u32>) {
    rows.clear();
    let mut template = 0;
    let mut put = |values: &[u64]| {
        template += 1;
        rows.push(row(LABEL_BITS, template, values));
    };
    let (h, d) = (Some(head), Some(word));
    let w = |at| input.seen(at).word;
    let t = |at| input.tag(at);
    let c = |at, level: usize| u64::from(input.seen(at).clusters[level]);
    let l = |at: Option<usize>| at.map_or(255, |at| state.labels[at] as u64);
    let side = u64::from(word < head);
    let far = distance(head, word) * 2 + side;
    let first = state.left[word].last().copied();
    let second = state.left[word].iter().rev().nth(1).copied();
    let last = state.right[word].last().copied();
    let siblings = if word < head { &state.left[head] } else { &state.right[head] };
    let sibling = siblings.iter().rev().nth(1).copied();
    let labels = |of: &[usize]| {
        of.iter().filter(|of| **of != word).fold(1u64, |all, of| all | 1 << (state.labels[*of] as u64 % 64))
    };
    let (before, after) = (word.checked_sub(1), Some(word + 1).filter(|at| *at < state.words));
    let within = if word < head { input.between(word, head) } else { input.between(head, word) };
    put(&[side]);
    put(&[t(d), side]);
    put(&[t(h), side]);
    put(&[t(h), t(d), side]);
    put(&[t(h), t(d), far]);
    put(&[w(d), side]);
    put(&[w(h), side]);
    put(&[w(h), w(d), side]);
    put(&[w(h), t(d), side]);
    put(&[t(h), w(d), side]);
    put(&[t(h), t(d), within, side]);
    put(&[c(h, 1), c(d, 1), side]);
    put(&[c(h, 2), c(d, 2), side]);
    put(&[t(h), c(d, 2), side]);
    put(&[w(h), c(d, 2), side]);
    put(&[c(h, 1), t(d), side]);
    put(&[t(h), t(d), t(first), side]);
    put(&[t(h), t(d), w(first), side]);
    put(&[w(first), t(d), side]);
    put(&[w(h), w(first), side]);
    put(&[w(first), w(d), side]);
    put(&[w(first), w(second), t(d)]);
    put(&[t(h), t(d), l(first), side]);
    put(&[t(d), l(first), l(second), side]);
    put(&[t(h), t(d), l(last), side]);
    put(&[t(d), w(last), side]);
    put(&[t(h), t(d), labels(&state.left[head]), side]);
    put(&[t(h), t(d), labels(&state.right[head]), side]);
    put(&[t(d), labels(&state.left[word]), side]);
    put(&[t(d), t(h), labels(&state.left[word]), side]);
    put(&[t(d), labels(&state.right[word]), side]);
    put(&[w(h), labels(&state.left[head]), side]);
    put(&[w(h), labels(&state.right[head]), side]);
    put(&[t(h), t(d), l(sibling), side]);
    put(&[t(d), w(sibling), side]);
    put(&[t(h), t(before), t(d), t(after), side]);
    put(&[t(before), t(d), side]);
    put(&[t(d), t(after), side]);
    put(&[w(before), t(d), side]);
    put(&[w(after), t(d), side]);
    put(&[input.seen(d).endings[2], t(h), side]);
    put(&[input.seen(d).shape, t(h), side]);
    put(&[u64::from(state.next >= state.words), t(d), t(h)]);
}
