//! The file of the trained classifier: a byte for each weight, with a scale for each row or column.

use ndarray::{Array1, Array2, ArrayViewMut1};

use crate::perceptron::ModelError;
use crate::perceptron::packing;

/// Reads a file from its start.
pub(super) struct Reader<'a> {
    bytes: packing::Reader<'a>,
}

/// A table of which few rows are wanted at a time: they stay packed.
pub(super) struct Rows<'a> {
    width: usize,
    weights: &'a [u8],
    scales: Vec<f32>,
}

impl Rows<'_> {
    /// Adds a row.
    pub fn add_to(&self, row: usize, sum: &mut ArrayViewMut1<'_, f32>) {
        let scale = self.scales.get(row).copied().unwrap_or_default();
        let weights = self.weights.iter().skip(row * self.width);
        for (x, weight) in sum.iter_mut().zip(weights) {
            *x += f32::from(*weight as i8) * scale;
        }
    }
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: packing::Reader::new(bytes) }
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        self.bytes.take(count)
    }

    pub fn number(&mut self) -> Result<u32, ModelError> {
        self.bytes.number()
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.take(count * 4)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// A list of numbers as they are.
    pub fn vector(&mut self) -> Result<Array1<f32>, ModelError> {
        let count = self.number()? as usize;
        Ok(Array1::from_vec(self.floats(count)?))
    }

    fn weights(&mut self) -> Result<(usize, usize, &'a [u8]), ModelError> {
        let (rows, columns) = (self.number()? as usize, self.number()? as usize);
        let count = rows.checked_mul(columns).ok_or(ModelError::Short)?;
        Ok((rows, columns, self.take(count)?))
    }

    /// A table with a scale for each column.
    pub fn matrix(&mut self) -> Result<Array2<f32>, ModelError> {
        let (rows, columns, weights) = self.weights()?;
        let scales = self.floats(columns)?;
        let weight = |(row, column): (usize, usize)| f32::from(weights[row * columns + column] as i8) * scales[column];
        Ok(Array2::from_shape_fn((rows, columns), weight))
    }

    /// A table with a scale for each row.
    pub fn rows(&mut self) -> Result<Rows<'a>, ModelError> {
        let (rows, width, weights) = self.weights()?;
        let scales = self.floats(rows)?;
        Ok(Rows { width, weights, scales })
    }
}
