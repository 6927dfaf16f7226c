//! Notes that a person takes in a case: each a source of its own, and an entry in the audit log.

use anyhow::{Context, Result};
use umbra_case::Case;
use umbra_find::Note;

/// Keeps a note. `action` is what the audit log calls it.
///
/// # Errors
/// When the case can't be written.
pub fn keep(case: &mut Case, note: &Note, actor: &str, action: &str) -> Result<()> {
    let mut writer = case.begin(actor)?;
    writer.name_action(action);
    note.keep(&mut writer)?;
    writer.commit().context("the note can't be kept")
}
