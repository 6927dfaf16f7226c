//! A classifier over hashed features: trained as an averaged perceptron (Freund and Schapire 1999), used with a byte a weight.

use crate::perceptron::packing::byte_scale;

/// Weights below this, in the unit of the table, are left out: they say next to nothing and take most of the file.
const LEAST: f32 = 4.0;

/// Weights as they are used.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Classes.
    pub width: usize,
    /// `weights[row * width + class]`.
    pub weights: Vec<i8>,
}

impl Table {
    /// The score of each class.
    pub fn scores(&self, rows: &[u32], scores: &mut [i32]) {
        scores.fill(0);
        for row in rows {
            let at = *row as usize * self.width;
            let Some(weights) = self.weights.get(at..at + self.width) else { continue };
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += i32::from(*weight);
            }
        }
    }
}

/// The class of the highest score, the first of several.
pub(super) fn highest<N: Copy + PartialOrd>(scores: &[N]) -> usize {
    (1..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
}

/// Weights while they are trained.
pub(super) struct Learner {
    width: usize,
    now: Vec<f32>,
    /// Sum of `update * clock`, by which the average is found in one go at the end.
    late: Vec<f32>,
    clock: f32,
}

impl Learner {
    pub fn new(bits: u32, width: usize) -> Self {
        let size = (1usize << bits) * width;
        Self { width, now: vec![0.0; size], late: vec![0.0; size], clock: 1.0 }
    }

    pub fn scores(&self, rows: &[u32], scores: &mut [f32]) {
        scores.fill(0.0);
        for row in rows {
            let at = *row as usize * self.width;
            for (score, weight) in scores.iter_mut().zip(&self.now[at..at + self.width]) {
                *score += weight;
            }
        }
    }

    /// Tells that one class was right where another was found.
    pub fn teach(&mut self, rows: &[u32], right: usize, found: usize) {
        for row in rows {
            let at = *row as usize * self.width;
            self.now[at + right] += 1.0;
            self.late[at + right] += self.clock;
            self.now[at + found] -= 1.0;
            self.late[at + found] -= self.clock;
        }
    }

    /// One sentence more has been seen.
    pub fn tick(&mut self) {
        self.clock += 1.0 / 1024.0;
    }

    /// The averaged weights, scaled so that all but the rarest large ones fit a byte.
    pub fn table(&self) -> Table {
        let mean: Vec<f32> = self.now.iter().zip(&self.late).map(|(now, late)| now - late / self.clock).collect();
        let scale = byte_scale(&mean);
        let byte = |w: &f32| {
            let scaled = (w * scale).round().clamp(-127.0, 127.0);
            if scaled.abs() < LEAST { 0 } else { scaled as i8 }
        };
        let weights = mean.iter().map(byte).collect();
        Table { width: self.width, weights }
    }
}
