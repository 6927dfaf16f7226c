//! Ctrl-C: while documents are read or a file is written, the first asks to stop at the next whole state and the second
//! ends the program; at any other time the first ends it, which loses nothing either: every write is one transaction.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static PATIENT: AtomicBool = AtomicBool::new(false);

/// Starts listening. Where the system refuses, Ctrl-C ends the program at once.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        if !PATIENT.load(Ordering::SeqCst) || ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        eprintln!("\nStopping at the next whole state. Press Ctrl-C again to stop at once.");
    });
}

/// As long as it lives, the first Ctrl-C only asks.
pub struct Patience(());

impl Patience {
    /// Begins.
    pub fn begin() -> Self {
        PATIENT.store(true, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        PATIENT.store(false, Ordering::SeqCst);
    }
}

/// Whether the user asked to stop.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
