//! The best pairing of some rows with some columns.

use smallvec::{SmallVec, smallvec};

/// The column of each row.
pub(crate) type Assigned = SmallVec<[Option<usize>; 8]>;

/// For each row the column that it goes with, so that the sum of the gains is greatest. Rows and columns may stay alone;
/// a gain of zero or less never pairs.
///
/// The Hungarian method in the form of successive shortest augmenting paths with potentials (Jonker and Volgenant,
/// 1987). `gains` holds one row after the other. O(n^2 m) time for n rows and m columns.
pub(crate) fn assign(rows: usize, columns: usize, gains: &[f64]) -> Assigned {
    debug_assert_eq!(gains.len(), rows * columns, "one gain for each row and column");
    if let Some(found) = foremost(rows, columns, gains) {
        return found;
    }
    // A column of its own for each row lets it stay alone at no gain.
    let width = columns + rows;
    let cost = |row: usize, column: usize| if column < columns { -gains[row * columns + column].max(0.0) } else { 0.0 };
    let mut row_potential = vec![0.0; rows + 1];
    let mut column_potential = vec![0.0; width + 1];
    // The row that holds each column, both counted from 1; column 0 holds the row being placed.
    let mut holder = vec![0usize; width + 1];
    let mut came_from = vec![0usize; width + 1];
    for row in 1..=rows {
        holder[0] = row;
        let mut column = 0;
        let mut shortest = vec![f64::INFINITY; width + 1];
        let mut settled = vec![false; width + 1];
        loop {
            settled[column] = true;
            let from = holder[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in 1..=width {
                if settled[other] {
                    continue;
                }
                let length = cost(from - 1, other - 1) - row_potential[from] - column_potential[other];
                if length < shortest[other] {
                    shortest[other] = length;
                    came_from[other] = column;
                }
                if shortest[other] < step {
                    step = shortest[other];
                    next = other;
                }
            }
            for other in 0..=width {
                if settled[other] {
                    row_potential[holder[other]] += step;
                    column_potential[other] -= step;
                } else {
                    shortest[other] -= step;
                }
            }
            column = next;
            if holder[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let before = came_from[column];
            holder[column] = holder[before];
            column = before;
        }
    }
    let mut out: Assigned = smallvec![None; rows];
    for column in 1..=columns {
        let row = holder[column];
        if row > 0 && gains[(row - 1) * columns + column - 1] > 0.0 {
            out[row - 1] = Some(column - 1);
        }
    }
    out
}

/// Gives each row its greatest gain, where no two rows would have the same column: nothing can be better.
fn foremost(rows: usize, columns: usize, gains: &[f64]) -> Option<Assigned> {
    let mut out: Assigned = smallvec![None; rows];
    let mut taken = 0u64;
    for (row, own) in out.iter_mut().zip(gains.chunks_exact(columns.max(1))) {
        let mut greatest = 0.0;
        for (column, gain) in own.iter().enumerate().filter(|(_, gain)| **gain > 0.0) {
            if *gain > greatest {
                greatest = *gain;
                *row = Some(column);
            }
        }
        let Some(column) = *row else { continue };
        let bit = 1u64.checked_shl(u32::try_from(column).ok()?)?;
        if taken & bit != 0 {
            return None;
        }
        taken |= bit;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn best(rows: usize, columns: usize, gains: &[f64], row: usize, used: u32) -> f64 {
        if row == rows {
            return 0.0;
        }
        let mut greatest = best(rows, columns, gains, row + 1, used);
        for column in (0..columns).filter(|column| used & (1 << column) == 0) {
            let gain = gains[row * columns + column] + best(rows, columns, gains, row + 1, used | (1 << column));
            greatest = greatest.max(gain);
        }
        greatest
    }

    #[test]
    fn a_greedy_choice_is_not_taken() {
        assert_eq!(assign(2, 2, &[9.0, 8.0, 8.0, 0.0])[..], [Some(1), Some(0)]);
        assert_eq!(assign(2, 1, &[1.0, 2.0])[..], [None, Some(0)]);
        assert_eq!(assign(1, 2, &[0.0, 0.0])[..], [None]);
        assert!(assign(0, 3, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn no_other_pairing_gains_more(rows in 0usize..5, columns in 0usize..5, gains in prop::collection::vec(0u8..20, 25)) {
            let gains: Vec<f64> = gains.iter().take(rows * columns).map(|gain| f64::from(*gain)).collect();
            let found = assign(rows, columns, &gains);
            let sum: f64 = found.iter().enumerate().filter_map(|(row, column)| column.map(|c| gains[row * columns + c])).sum();
            let mut used: Vec<_> = found.iter().flatten().collect();
            used.sort_unstable();
            let count = used.len();
            used.dedup();
            prop_assert_eq!(count, used.len());
            prop_assert!((sum - best(rows, columns, &gains, 0, 0)).abs() < 1e-9);
        }
    }
}
