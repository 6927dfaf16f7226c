//! What came of a table's rows, and what did not.

use super::{Row, RowFault, Table};

/// Faults that are kept one by one; the rest is counted.
const KEPT_FAULTS: usize = 1_000;

/// A cell whose value could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// Counted from 1.
    pub row: u64,
    /// The column's header.
    pub column: String,
    /// What stands in the cell, cut to 200 characters.
    pub value: String,
    /// Why it was not taken.
    pub reason: String,
}

/// What came of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MapReport {
    /// Rows read.
    pub rows: u64,
    /// Statements made.
    pub statements: u64,
    /// Rows left out: the first 1,000.
    pub refused_rows: Vec<RowFault>,
    /// Rows left out, all.
    pub refused_row_count: u64,
    /// Rows that were read with a doubt, such as one with missing cells: the first 1,000.
    pub doubtful_rows: Vec<RowFault>,
    /// Rows that were read with a doubt, all.
    pub doubtful_row_count: u64,
    /// Cells whose value could not be taken: the first 1,000.
    pub cells: Vec<CellFault>,
    /// Cells whose value could not be taken, all.
    pub cell_count: u64,
    /// Entities not made because their keys were empty or a required property had no value. Not a fault by itself.
    pub unmade: u64,
    /// Columns that the mapping does not use.
    pub unused_columns: Vec<String>,
}

impl MapReport {
    /// Sentences for people: what was left out, with the first few places. Empty where all went well.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let rows = |faults: &[RowFault], count: u64| {
            let first: Vec<String> = faults.iter().take(3).map(|f| format!("row {}: {}", f.row, f.reason)).collect();
            let more = if count > 3 { format!("; and {} more", count - 3) } else { String::new() };
            format!("{}{more}", first.join("; "))
        };
        if self.refused_row_count > 0 {
            notes.push(format!(
                "{} rows were left out ({}).",
                self.refused_row_count,
                rows(&self.refused_rows, self.refused_row_count)
            ));
        }
        if self.doubtful_row_count > 0 {
            notes.push(format!(
                "{} rows are irregular ({}).",
                self.doubtful_row_count,
                rows(&self.doubtful_rows, self.doubtful_row_count)
            ));
        }
        if self.cell_count > 0 {
            let first: Vec<String> = self
                .cells
                .iter()
                .take(3)
                .map(|c| format!("row {}, {}: {:?}, {}", c.row, c.column, c.value, c.reason))
                .collect();
            let more = if self.cell_count > 3 { format!("; and {} more", self.cell_count - 3) } else { String::new() };
            notes.push(format!("{} cells could not be taken ({}{more}).", self.cell_count, first.join("; ")));
        }
        if !self.unused_columns.is_empty() {
            notes.push(format!("Columns that the mapping does not use: {}.", self.unused_columns.join(", ")));
        }
        notes
    }
}

impl MapReport {
    pub(super) fn refuse_row(&mut self, fault: RowFault) {
        self.refused_row_count += 1;
        keep(&mut self.refused_rows, fault);
    }

    pub(super) fn doubt_row(&mut self, fault: RowFault) {
        self.doubtful_row_count += 1;
        keep(&mut self.doubtful_rows, fault);
    }

    pub(super) fn refuse_cell(&mut self, table: &Table, row: &Row, column: usize, reason: &str) {
        // One cell can serve several properties.
        let column_name = &table.headers()[column];
        if self
            .cells
            .iter()
            .rev()
            .take(8)
            .any(|known| known.row == row.number && known.column == *column_name && known.reason == reason)
        {
            return;
        }
        self.cell_count += 1;
        let value = row.cells[column].chars().take(200).collect();
        keep(
            &mut self.cells,
            CellFault { row: row.number, column: column_name.clone(), value, reason: reason.to_owned() },
        );
    }
}

fn keep<T>(kept: &mut Vec<T>, fault: T) {
    if kept.len() < KEPT_FAULTS {
        kept.push(fault);
    }
}
