//! What a person notes: kept in the case as a source of its own.

use std::sync::Arc;

use umbra_case::Clock;
use umbra_find::{Facts, Note};
use umbra_model::PartialDate;

use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Characters of one value of a note.
pub(crate) const LONGEST: usize = 5_000;

/// What day it is.
pub(crate) fn today() -> Result<PartialDate, Fault> {
    Clock::system().today().ok_or_else(|| Fault::broken("the clock of this machine is set to no day"))
}

/// Refuses what is too long to be a value of a note.
pub(crate) fn check_length<'v>(values: impl IntoIterator<Item = &'v str>) -> Result<(), Fault> {
    if values.into_iter().any(|value| value.chars().count() > LONGEST) {
        return Err(Fault::malformed(format!("a value is longer than {LONGEST} characters")));
    }
    Ok(())
}

/// Makes a note of the case as it is when nobody else writes to it, and keeps it. `action` is what the log calls it.
pub(crate) fn keep<T>(
    workbench: &Arc<Workbench>,
    call: &Call,
    action: &str,
    make: impl FnOnce(&Facts) -> Result<(T, Note), Fault>,
) -> Result<T, Fault> {
    workbench.write(|case| {
        let desk = workbench.desk()?;
        // The snapshot that is there will do, unless another program has written since.
        let is_current = Desk::head_of(case)? == desk.head;
        let (made, note) = if is_current { make(&desk.facts)? } else { make(&Facts::of_case(case)?)? };
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action(action);
        note.keep(&mut writer)?;
        writer.commit()?;
        Ok(made)
    })
}
