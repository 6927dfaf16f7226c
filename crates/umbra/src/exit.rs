//! What a command's end tells the shell.

use std::fmt;
use std::process::ExitCode;

/// The command was understood, but can't be done as asked: exit code 2.
#[derive(Debug)]
pub struct Usage(pub String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// How a command that didn't fail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All was done.
    Well,
    /// All was done, and what was checked is faulty: exit code 1.
    WithFaults,
    /// The user stopped it; what was done is kept: exit code 130, as shells expect after Ctrl-C.
    Stopped,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Well => Self::SUCCESS,
            Done::WithFaults => Self::from(1),
            Done::Stopped => Self::from(130),
        }
    }
}

/// The exit code for an error.
pub fn code_of(error: &anyhow::Error) -> ExitCode {
    let in_use = |cause: &(dyn std::error::Error + 'static)| {
        matches!(cause.downcast_ref(), Some(umbra_case::CaseError::InUse { .. }))
    };
    if error.is::<Usage>() {
        ExitCode::from(2)
    } else if error.chain().any(in_use) {
        ExitCode::from(4)
    } else {
        ExitCode::from(3)
    }
}
