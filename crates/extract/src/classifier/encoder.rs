//! The encoder: a BERT of few layers (Devlin and others 2019; these weights began as MiniLM, Wang and others 2020), in plain
//! matrices. A sentence goes in as pieces and marks, a row of numbers for each piece comes out.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, s};

use super::file::{Reader, Rows};
use crate::perceptron::ModelError;

/// Heads of attention.
const HEADS: usize = 12;

/// What keeps a variance from nought.
const EPSILON: f32 = 1e-12;

/// Weights and what is added.
pub(super) struct Dense {
    weights: Array2<f32>,
    bias: Array1<f32>,
}

impl Dense {
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        Ok(Self { weights: reader.matrix()?, bias: reader.vector()? })
    }

    /// The share of some of its input, from a row of its weights on; without what is added.
    pub fn part(&self, rows: &Array2<f32>, from: usize) -> Array2<f32> {
        let weights = self.weights.slice(s![from..from + rows.ncols(), ..]);
        let mut out = Array2::zeros((rows.nrows(), self.bias.len()));
        general_mat_mul(1.0, rows, &weights, 0.0, &mut out);
        out
    }

    pub fn bias(&self) -> ArrayView1<'_, f32> {
        self.bias.view()
    }

    pub fn apply(&self, rows: &ArrayView2<'_, f32>) -> Array2<f32> {
        let mut out = Array2::zeros((rows.nrows(), self.bias.len()));
        out.assign(&self.bias);
        general_mat_mul(1.0, rows, &self.weights, 1.0, &mut out);
        out
    }
}

struct Norm {
    scale: Array1<f32>,
    bias: Array1<f32>,
}

impl Norm {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        Ok(Self { scale: reader.vector()?, bias: reader.vector()? })
    }

    fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.axis_iter_mut(Axis(0)) {
            let count = row.len() as f32;
            let mean = row.sum() / count;
            let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / count;
            let by = 1.0 / (variance + EPSILON).sqrt();
            for ((x, scale), bias) in row.iter_mut().zip(&self.scale).zip(&self.bias) {
                *x = (*x - mean) * by * scale + bias;
            }
        }
    }
}

struct Layer {
    /// Queries, keys and values, side by side.
    attention: Dense,
    out: Dense,
    norm_attention: Norm,
    up: Dense,
    down: Dense,
    norm: Norm,
}

impl Layer {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        Ok(Self {
            attention: Dense::read(reader)?,
            out: Dense::read(reader)?,
            norm_attention: Norm::read(reader)?,
            up: Dense::read(reader)?,
            down: Dense::read(reader)?,
            norm: Norm::read(reader)?,
        })
    }

    fn apply(&self, rows: &Array2<f32>, sentences: &[Range<usize>]) -> Array2<f32> {
        let width = rows.ncols();
        let head = width / HEADS;
        let mixed = self.attention.apply(&rows.view());
        let mut seen = Array2::zeros((rows.nrows(), width));
        for own in sentences {
            let mut weights = Array2::zeros((own.len(), own.len()));
            for at in (0..HEADS).map(|h| h * head) {
                let part = |from: usize| mixed.slice(s![own.clone(), from + at..from + at + head]);
                let (queries, keys, values) = (part(0), part(width), part(2 * width));
                general_mat_mul(1.0 / (head as f32).sqrt(), &queries, &keys.t(), 0.0, &mut weights);
                for mut row in weights.axis_iter_mut(Axis(0)) {
                    softmax(&mut row);
                }
                general_mat_mul(1.0, &weights, &values, 0.0, &mut seen.slice_mut(s![own.clone(), at..at + head]));
            }
        }
        let mut rows = self.out.apply(&seen.view()) + rows;
        self.norm_attention.apply(&mut rows);
        let mut up = self.up.apply(&rows.view());
        up.mapv_inplace(gelu);
        let mut rows = self.down.apply(&up.view()) + &rows;
        self.norm.apply(&mut rows);
        rows
    }
}

fn softmax(row: &mut ndarray::ArrayViewMut1<'_, f32>) {
    let highest = row.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for x in row.iter_mut() {
        *x = exp(*x - highest);
        sum += *x;
    }
    for x in row.iter_mut() {
        *x /= sum;
    }
}

/// e to the power of a number from -87 to 88, off by 2 parts in 100,000 at most: two to the whole part of the power of two,
/// times a series for the rest. Without branches, so that many are computed at a time; the library's takes a sixth of all time.
fn exp(x: f32) -> f32 {
    // Adding it leaves the nearest whole number in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let power = x.clamp(-87.0, 88.0) * std::f32::consts::LOG2_E;
    let whole = power + ROUND;
    let rest = power - (whole - ROUND);
    let series = 0.240_226_5 + rest * (0.055_504_11 + rest * (0.009_618_13 + rest * 0.001_333_356));
    let two = f32::from_bits((whole.to_bits() << 23).wrapping_add(0x3f80_0000));
    two * (1.0 + rest * (std::f32::consts::LN_2 + rest * series))
}

/// Gaussian error linear unit (Hendrycks and Gimpel 2016), its error function after Abramowitz and Stegun 7.1.26: off by
/// 1.5e-7 at most.
pub(super) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let error = (1.0 - series * exp(-z * z)).copysign(x);
    0.5 * x * (1.0 + error)
}

pub(super) struct Encoder {
    words: Rows<'static>,
    places: Array2<f32>,
    marks: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Encoder {
    pub fn read(reader: &mut Reader<'static>) -> Result<Self, ModelError> {
        let layers = reader.number()? as usize;
        let words = reader.rows()?;
        let (places, marks, norm) = (reader.matrix()?, reader.matrix()?, Norm::read(reader)?);
        let layers = (0..layers).map(|_| Layer::read(reader)).collect::<Result<_, _>>()?;
        Ok(Self { words, places, marks, norm, layers })
    }

    /// A row for each piece of some sentences, one sentence after the other: large tables are multiplied faster than small ones.
    /// Time grows with their number, and with the square of a sentence's in the attention.
    pub fn encode<'s>(&self, sentences: impl Iterator<Item = (&'s [u16], &'s [u8])>) -> Array2<f32> {
        let (mut own, mut input) = (Vec::new(), Vec::new());
        for (pieces, marks) in sentences {
            own.push(input.len()..input.len() + pieces.len());
            input.extend(pieces.iter().zip(marks).enumerate());
        }
        let mut rows = Array2::zeros((input.len(), self.places.ncols()));
        for (mut row, (place, (piece, mark))) in rows.axis_iter_mut(Axis(0)).zip(input) {
            row += &self.places.row(place);
            self.words.add_to(usize::from(*piece), &mut row);
            row += &self.marks.row(usize::from(*mark));
        }
        self.norm.apply(&mut rows);
        for layer in &self.layers {
            rows = layer.apply(&rows, &own);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_power_is_as_good_as_the_library_s() {
        for step in -8_700..=8_800 {
            let x = step as f32 / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-5, "{x}");
        }
        assert!(exp(-1e9) < 1e-37 && exp(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn the_unit_is_the_gaussian_one() {
        for (x, expected) in [(0.0, 0.0), (1.0, 0.841_345), (-1.0, -0.158_655), (3.0, 2.995_95), (-10.0, 0.0)] {
            assert!((gelu(x) - expected).abs() < 1e-5, "{x}");
        }
    }
}
