//! The model: a table of weights, and the best labels of a sentence by it.
//!
//! A feature is a hash; its row in the table holds a weight per label, in one byte each. The score of a label is the sum
//! over the features of its word, plus the weight of the step from the label before. [`Model::best`] finds the sequence
//! of the highest score (Viterbi 1967).

use thiserror::Error;

use super::labels::{LABELS, may_begin, may_end, may_follow};
use super::packing::{Reader, byte_scale, write_rows};

/// Rows of the table, as a power of two.
pub(crate) const ROWS: u32 = 20;

const MAGIC: &[u8; 4] = b"UMT2";

/// The most bytes that a model file unpacks to; what claims more is no model.
const MOST_BYTES: usize = 64 << 20;

/// Why a file is no model.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// It doesn't unpack or begin as one.
    #[error("this is no tagger model, or it is damaged: make one with `umbra learn`")]
    NoModel,
    /// It is of another version.
    #[error(
        "this tagger model was made for other features than this version of the program computes: make it again \
         with `umbra learn`"
    )]
    OtherFeatures,
    /// It ends early.
    #[error("the tagger model ends early: copy it again, or make it again with `umbra learn`")]
    Short,
}

/// Weights of a tagger.
#[derive(Clone)]
pub(crate) struct Model {
    /// `weights[row * LABELS + label]`.
    weights: Vec<i8>,
    /// `steps[before * LABELS + after]`, in the same unit.
    steps: Vec<i32>,
    /// Which features it was made for.
    features: u16,
    /// What a weight of training is worth in the unit of the table.
    scale: f32,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("features", &self.features).finish_non_exhaustive()
    }
}

/// A feature as a row of the table.
pub(crate) fn row(feature: u64) -> u32 {
    let mixed = (feature ^ (feature >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> (64 - ROWS)) as u32
}

impl Model {
    /// A model from trained weights, scaled so that all but the rarest large ones fit a byte.
    pub fn quantised(weights: &[f32], steps: &[f32], features: u16) -> Self {
        let scale = byte_scale(weights);
        let weights = weights.iter().map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8).collect();
        let steps = steps.iter().map(|w| (w * scale).round() as i32).collect();
        Self { weights, steps, features, scale }
    }

    /// Its weights and steps in the unit of training, to train on from.
    pub fn unpacked(&self) -> (Vec<f32>, Vec<f32>) {
        let weights = self.weights.iter().map(|w| f32::from(*w) / self.scale).collect();
        (weights, self.steps.iter().map(|s| *s as f32 / self.scale).collect())
    }

    /// Adds the weights of a word's features to its scores.
    fn score(&self, features: &[u32], scores: &mut [i32; LABELS]) {
        for feature in features {
            let at = *feature as usize * LABELS;
            let Some(weights) = self.weights.get(at..at + LABELS) else { continue };
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += i32::from(*weight);
            }
        }
    }

    /// The best labels for the words of a sentence, given the features of each.
    pub fn best(&self, features: &[Vec<u32>]) -> Vec<usize> {
        let mut scores = vec![[0; LABELS]; features.len()];
        for (features, scores) in features.iter().zip(&mut scores) {
            self.score(features, scores);
        }
        viterbi(&scores, |before, after| self.steps[before * LABELS + after])
    }

    /// Packs it into a file: only rows that hold something.
    pub fn to_bytes(&self) -> Result<Vec<u8>, std::io::Error> {
        let mut raw = Vec::new();
        raw.extend_from_slice(&self.features.to_le_bytes());
        raw.push(LABELS as u8);
        raw.push(ROWS as u8);
        raw.extend_from_slice(&self.scale.to_le_bytes());
        for step in &self.steps {
            raw.extend_from_slice(&step.to_le_bytes());
        }
        write_rows(&self.weights, LABELS, &mut raw);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(zstd::bulk::compress(&raw, 19)?);
        Ok(bytes)
    }

    /// Unpacks a file.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model for these features.
    pub fn from_bytes(bytes: &[u8], features: u16) -> Result<Self, ModelError> {
        let packed = bytes.strip_prefix(MAGIC.as_slice()).ok_or(ModelError::NoModel)?;
        let raw = zstd::bulk::decompress(packed, MOST_BYTES).map_err(|_| ModelError::NoModel)?;
        let mut reader = Reader::new(&raw);
        let head = reader.take(4)?;
        if head != [&features.to_le_bytes()[..], &[LABELS as u8, ROWS as u8]].concat() {
            return Err(ModelError::OtherFeatures);
        }
        let scale: f32 = reader.take(4)?.try_into().map(f32::from_le_bytes).unwrap_or_default();
        if !(scale.is_finite() && scale > 0.0) {
            return Err(ModelError::NoModel);
        }
        let mut steps = Vec::with_capacity(LABELS * LABELS);
        for _ in 0..LABELS * LABELS {
            steps.push(reader.number()? as i32);
        }
        let weights = reader.rows(ROWS, LABELS)?;
        Ok(Self { weights, steps, features, scale })
    }
}

/// The sequence of labels with the highest sum of scores and steps, among those that spell names.
pub(crate) fn viterbi<N>(scores: &[[N; LABELS]], step: impl Fn(usize, usize) -> N) -> Vec<usize>
where
    N: Copy + PartialOrd + std::ops::Add<Output = N>,
{
    let Some(first) = scores.first() else { return Vec::new() };
    let mut best: [Option<N>; LABELS] = [None; LABELS];
    for label in (0..LABELS).filter(|label| may_begin(*label)) {
        best[label] = Some(first[label]);
    }
    let mut from: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for word in &scores[1..] {
        let mut next: [Option<N>; LABELS] = [None; LABELS];
        let mut back = [0u8; LABELS];
        for after in 0..LABELS {
            for before in (0..LABELS).filter(|before| may_follow(*before, after)) {
                let Some(sum) = best[before].map(|sum| sum + step(before, after)) else { continue };
                if next[after].is_none_or(|top| sum > top) {
                    next[after] = Some(sum);
                    back[after] = before as u8;
                }
            }
            next[after] = next[after].map(|sum| sum + word[after]);
        }
        best = next;
        from.push(back);
    }
    let mut label = 0;
    let mut top: Option<N> = None;
    for end in (0..LABELS).filter(|label| may_end(*label)) {
        if let Some(sum) = best[end]
            && top.is_none_or(|top| sum > top)
        {
            top = Some(sum);
            label = end;
        }
    }
    let mut labels = vec![label; scores.len()];
    for at in (0..from.len()).rev() {
        label = usize::from(from[at][label]);
        labels[at] = label;
    }
    labels
}
