//! Training: an averaged structured perceptron (Collins 2002) whose updates ask for a margin.
//!
//! Each sentence is labelled with the weights so far, wrong labels being given a head start, so that a right answer that
//! only just wins still teaches. The weights are averaged over all steps, then cut to a byte each. Everything follows
//! from the seed: the same sentences give the same model.

use super::labels::LABELS;
use super::model::{Model, ROWS, viterbi};

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Training {
    /// How often all sentences are gone through.
    pub epochs: usize,
    /// The head start of wrong labels.
    pub margin: f32,
    /// Features that occur less often are left out.
    pub least_count: u32,
    /// Features that are left out at random in each update, of a hundred: what is seen rarely must not carry alone.
    pub dropout_percent: u32,
    /// Models that are trained, each with the sentences in another order, and averaged: what one order alone teaches
    /// weighs less. Each has a thread and two tables of its own.
    pub orders: usize,
}

impl Default for Training {
    fn default() -> Self {
        Self { epochs: 8, margin: 5.0, least_count: 2, dropout_percent: 20, orders: 1 }
    }
}

/// A sentence ready for training.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// The features of each word, as rows.
    pub features: Vec<Vec<u32>>,
    /// The right label of each word.
    pub labels: Vec<usize>,
}

/// A small random generator (SplitMix64, Steele et al. 2014): the same on every machine.
pub(crate) struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

struct Weights {
    now: Vec<f32>,
    /// Sum of `update * step`, by which the average is found in one go at the end.
    late: Vec<f32>,
    steps_now: Vec<f32>,
    steps_late: Vec<f32>,
}

/// Trains a model, from nothing or on from another. Time grows with epochs, words and features per word; memory is that of
/// the examples and two tables for each order.
pub(crate) fn train(examples: &mut [Example], training: Training, features: u16, base: Option<&Model>) -> Model {
    leave_out_rare(examples, training.least_count);
    let orders = training.orders.max(1) as u64;
    let examples = &*examples;
    let (mut weights, mut steps) = std::thread::scope(|scope| {
        let start = |order| scope.spawn(move || in_order(examples, training, base, 7 + order));
        let others: Vec<_> = (1..orders).map(start).collect();
        let (mut weights, mut steps) = in_order(examples, training, base, 7);
        for other in others {
            let more = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            weights.iter_mut().zip(more.0).for_each(|(sum, more)| *sum += more);
            steps.iter_mut().zip(more.1).for_each(|(sum, more)| *sum += more);
        }
        (weights, steps)
    });
    for weight in weights.iter_mut().chain(&mut steps) {
        *weight /= orders as f32;
    }
    Model::quantised(&weights, &steps, features)
}

/// Weights of features and of steps, averaged over all steps of the training.
fn in_order(examples: &[Example], training: Training, base: Option<&Model>, seed: u64) -> (Vec<f32>, Vec<f32>) {
    let size = (1usize << ROWS) * LABELS;
    let (now, steps_now) = base.map_or_else(|| (vec![0.0; size], vec![0.0; LABELS * LABELS]), Model::unpacked);
    let mut weights = Weights { now, late: vec![0.0; size], steps_now, steps_late: vec![0.0; LABELS * LABELS] };
    let mut dice = Dice(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    // In thousands of steps. Weights that begin at nothing are held back by a first thousand without a change; what a
    // model is taught further counts in full, be it a handful of sentences.
    let mut clock = if base.is_some() { 1.0 / 1024.0 } else { 1.0f32 };
    let mut kept: Vec<Vec<u32>> = Vec::new();
    for _ in 0..training.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, (dice.roll() % (at as u64 + 1)) as usize);
        }
        for at in &order {
            let example = &examples[*at];
            keep_some(example, training.dropout_percent, &mut dice, &mut kept);
            weights.learn(&kept, &example.labels, training.margin, clock);
            clock += 1.0 / 1024.0;
        }
    }
    let mean = |now: &[f32], late: &[f32]| -> Vec<f32> { now.iter().zip(late).map(|(n, l)| n - l / clock).collect() };
    (mean(&weights.now, &weights.late), mean(&weights.steps_now, &weights.steps_late))
}

fn leave_out_rare(examples: &mut [Example], least: u32) {
    let mut counts = vec![0u32; 1 << ROWS];
    for feature in examples.iter().flat_map(|e| e.features.iter().flatten()) {
        counts[*feature as usize] += 1;
    }
    for word in examples.iter_mut().flat_map(|e| e.features.iter_mut()) {
        word.retain(|feature| counts[*feature as usize] >= least);
    }
}

fn keep_some(example: &Example, dropout_percent: u32, dice: &mut Dice, kept: &mut Vec<Vec<u32>>) {
    kept.resize_with(example.features.len(), Vec::new);
    kept.truncate(example.features.len());
    for (kept, features) in kept.iter_mut().zip(&example.features) {
        kept.clear();
        kept.extend(
            features.iter().filter(|_| dropout_percent == 0 || dice.roll() % 100 >= u64::from(dropout_percent)),
        );
    }
}

impl Weights {
    fn learn(&mut self, features: &[Vec<u32>], right: &[usize], margin: f32, clock: f32) {
        let scores: Vec<[f32; LABELS]> = features
            .iter()
            .zip(right)
            .map(|(features, right)| {
                let mut scores = [margin; LABELS];
                scores[*right] = 0.0;
                for feature in features {
                    let at = *feature as usize * LABELS;
                    for (score, weight) in scores.iter_mut().zip(&self.now[at..at + LABELS]) {
                        *score += weight;
                    }
                }
                scores
            })
            .collect();
        let found = viterbi(&scores, |before, after| self.steps_now[before * LABELS + after]);
        for at in 0..right.len() {
            if found[at] != right[at] {
                for feature in &features[at] {
                    let row = *feature as usize * LABELS;
                    self.add(row + right[at], 1.0, clock);
                    self.add(row + found[at], -1.0, clock);
                }
            }
            if let Some(before) = at.checked_sub(1)
                && (found[before], found[at]) != (right[before], right[at])
            {
                self.add_step(right[before] * LABELS + right[at], 1.0, clock);
                self.add_step(found[before] * LABELS + found[at], -1.0, clock);
            }
        }
    }

    fn add(&mut self, at: usize, by: f32, clock: f32) {
        self.now[at] += by;
        self.late[at] += by * clock;
    }

    fn add_step(&mut self, at: usize, by: f32, clock: f32) {
        self.steps_now[at] += by;
        self.steps_late[at] += by * clock;
    }
}
