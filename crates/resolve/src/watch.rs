//! Who looks on while many records are resolved, and may end it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::{ResolveError, Result};

/// After so many pairs whoever watches is told.
const STRIDE: usize = 1 << 10;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Names are read and pairs sought that are worth comparing.
    Seek,
    /// The names of pairs are compared.
    Compare,
    /// All else is weighed.
    Weigh,
    /// Pairs are joined into groups.
    Group,
    /// Reasons are put into words.
    Explain,
}

impl Step {
    /// What is being done, as on a line of progress.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Seek => "seeking pairs",
            Self::Compare => "comparing names",
            Self::Weigh => "weighing pairs",
            Self::Group => "joining groups",
            Self::Explain => "explaining",
        }
    }
}

/// Looks on. Called from several threads, every thousand pairs or so: it costs nothing that could be measured.
pub trait Watch: Sync {
    /// So many of so many are done; both are 0 where that can't be told.
    fn see(&self, step: Step, done: usize, of: usize);

    /// Whether to stop as soon as may be.
    fn is_stopped(&self) -> bool;
}

/// Nobody looks on.
pub(crate) struct Nobody;

impl Watch for Nobody {
    fn see(&self, _: Step, _: usize, _: usize) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// One step, counted.
pub(crate) struct Counted<'a> {
    watch: &'a dyn Watch,
    step: Step,
    of: usize,
    done: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Counted<'static> {
    /// A step that nobody watches.
    pub(crate) fn unwatched() -> Self {
        Self { watch: &Nobody, step: Step::Seek, of: 0, done: AtomicUsize::new(0), is_stopped: AtomicBool::new(false) }
    }
}

impl<'a> Counted<'a> {
    /// Begins a step.
    pub(crate) fn begin(watch: &'a dyn Watch, step: Step, of: usize) -> Result<Self> {
        if watch.is_stopped() {
            return Err(ResolveError::Stopped);
        }
        watch.see(step, 0, of);
        Ok(Self { watch, step, of, done: AtomicUsize::new(0), is_stopped: AtomicBool::new(false) })
    }

    /// Does the work at a place, unless it was stopped.
    pub(crate) fn at<T>(&self, place: usize, work: impl FnOnce() -> Option<T>) -> Option<T> {
        if place.is_multiple_of(STRIDE) {
            let done = self.done.fetch_add(STRIDE, Ordering::Relaxed).min(self.of);
            self.watch.see(self.step, done, self.of);
            if self.watch.is_stopped() {
                self.is_stopped.store(true, Ordering::Relaxed);
            }
        }
        if self.is_stopped.load(Ordering::Relaxed) { None } else { work() }
    }

    /// Ends the step.
    pub(crate) fn end<T>(self, result: T) -> Result<T> {
        if self.is_stopped.into_inner() { Err(ResolveError::Stopped) } else { Ok(result) }
    }
}
