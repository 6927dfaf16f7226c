//! Tables of weights as bytes: only rows that hold something, the steps between their numbers, then class by class.

use super::model::ModelError;

/// What to multiply weights with so that all but the rarest large ones fit a byte.
pub(crate) fn byte_scale(weights: &[f32]) -> f32 {
    let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let large = sizes.get(sizes.len() * 9_995 / 10_000).or(sizes.last()).copied().unwrap_or(1.0).max(1e-9);
    127.0 / large
}

/// Appends a table of `width` weights a row.
pub(crate) fn write_rows(weights: &[i8], width: usize, raw: &mut Vec<u8>) {
    let rows: Vec<usize> = (0..weights.len() / width)
        .filter(|row| weights[row * width..(row + 1) * width].iter().any(|w| *w != 0))
        .collect();
    raw.extend_from_slice(&(rows.len() as u32).to_le_bytes());
    let mut before = 0;
    for row in &rows {
        let mut gap = row - before;
        while gap >= 0x80 {
            raw.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        raw.push(gap as u8);
        before = *row;
    }
    for class in 0..width {
        raw.extend(rows.iter().map(|row| weights[row * width + class] as u8));
    }
}

/// Bytes that are read from their start.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes.
    ///
    /// # Errors
    ///
    /// Where there are fewer.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, left) = self.rest.split_at_checked(count).ok_or(ModelError::Short)?;
        self.rest = left;
        Ok(taken)
    }

    /// The next four bytes as a number.
    ///
    /// # Errors
    ///
    /// Where there are fewer.
    pub fn number(&mut self) -> Result<u32, ModelError> {
        Ok(self.take(4)?.try_into().map(u32::from_le_bytes).unwrap_or_default())
    }

    /// A table of `1 << bits` rows of `width` weights.
    ///
    /// # Errors
    ///
    /// Where the bytes are none.
    pub fn rows(&mut self, bits: u32, width: usize) -> Result<Vec<i8>, ModelError> {
        let table = 1usize << bits;
        let count = self.number()? as usize;
        if count > table {
            return Err(ModelError::NoModel);
        }
        let mut rows = Vec::with_capacity(count);
        let mut row = 0usize;
        for _ in 0..count {
            let mut shift = 0;
            loop {
                let byte = self.take(1)?.first().copied().unwrap_or_default();
                row = row.saturating_add(usize::from(byte & 0x7f) << shift);
                if byte < 0x80 {
                    break;
                }
                shift += 7;
                if shift > 21 {
                    return Err(ModelError::NoModel);
                }
            }
            if row >= table {
                return Err(ModelError::NoModel);
            }
            rows.push(row);
        }
        let mut weights = vec![0i8; table * width];
        for class in 0..width {
            for (row, weight) in rows.iter().zip(self.take(count)?) {
                weights[row * width + class] = *weight as i8;
            }
        }
        Ok(weights)
    }
}
