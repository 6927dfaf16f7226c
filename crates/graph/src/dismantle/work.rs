//! What may be spent on a plan, counted so that the same work is done on every machine.

use std::time::Instant;

/// Counts steps, a step being one node or one slot of a row looked at, and says when to stop.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    spent: u64,
    limit: u64,
    deadline: Option<Instant>,
    is_late: bool,
}

impl Work {
    pub(crate) fn new(limit: u64, deadline: Option<Instant>) -> Work {
        Work { spent: 0, limit, deadline, is_late: false }
    }

    /// A part of what is left, to be accounted for with [`Work::settle`].
    pub(crate) fn part(&self, limit: u64) -> Work {
        Work { spent: 0, limit: limit.min(self.left()), deadline: self.deadline, is_late: self.is_late }
    }

    pub(crate) fn settle(&mut self, part: &Work) {
        self.spent += part.spent;
        self.is_late |= part.is_late;
    }

    #[inline]
    pub(crate) fn spend(&mut self, steps: u64) {
        self.spent += steps;
    }

    pub(crate) fn spent(&self) -> u64 {
        self.spent
    }

    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    pub(crate) fn left(&self) -> u64 {
        if self.is_late { 0 } else { self.limit.saturating_sub(self.spent) }
    }

    /// Whether nothing is left. Looks at the clock only where a deadline was asked for.
    pub(crate) fn is_over(&mut self) -> bool {
        if let Some(deadline) = self.deadline {
            self.is_late |= Instant::now() >= deadline;
        }
        self.left() == 0
    }
}
