//! How far an accusation got, step by step, each step told once.

use umbra_find::{StandingHistory, StatementId};
use umbra_model::{PartialDate, Standing};

/// A standing at a date, and every statement that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub date: Option<PartialDate>,
    pub standing: Standing,
    pub statements: Vec<StatementId>,
}

impl Step {
    /// The date in words.
    pub(crate) fn day(&self) -> String {
        self.date.map_or_else(|| "undated".to_owned(), |date| date.to_string())
    }
}

/// The steps of an accusation in their order. A tie and the proceeding about it often say the same of the same day.
pub(crate) fn steps(history: &StandingHistory) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for entry in history.entries() {
        match steps.iter_mut().find(|step| (step.date, step.standing) == (entry.date, entry.standing)) {
            Some(step) => step.statements.extend(&entry.statements),
            None => {
                steps.push(Step { date: entry.date, standing: entry.standing, statements: entry.statements.clone() });
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use umbra_find::{DatedBy, StandingEntry};

    use super::*;

    #[test]
    fn what_two_records_say_of_one_day_is_one_step() {
        let entry = |standing, date: &str, statement| StandingEntry {
            standing,
            date: date.parse().ok(),
            dated_by: DatedBy::Publication,
            proceeding: None,
            is_matched: false,
            statements: vec![StatementId::from_number(statement)],
        };
        let history = StandingHistory::new(vec![
            entry(Standing::Charged, "2024-05-22", 1),
            entry(Standing::Charged, "2024-05-22", 2),
            entry(Standing::Convicted, "2024-09-01", 3),
        ]);
        let told: Vec<_> = steps(&history).into_iter().map(|s| (s.day(), s.standing, s.statements.len())).collect();
        let expected =
            [("2024-05-22".to_owned(), Standing::Charged, 2), ("2024-09-01".to_owned(), Standing::Convicted, 1)];
        assert_eq!(told, expected);
    }
}
