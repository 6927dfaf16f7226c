//! Ctrl-C: while documents are read, a file is written or a server runs, the first asks to stop at the next whole state and the second
//! ends the program; at any other time the first ends it, which loses nothing either: every write is one transaction.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
/// How many ask for patience.
static PATIENT: AtomicUsize = AtomicUsize::new(0);
/// What the first Ctrl-C is answered with.
static ANSWER: Mutex<&'static str> = Mutex::new("");

/// Starts listening. Where the system refuses, Ctrl-C ends the program at once.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        if PATIENT.load(Ordering::SeqCst) == 0 || ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        let answer = ANSWER.lock().map_or("", |answer| *answer);
        eprintln!("\n{answer}");
    });
}

/// As long as it lives, the first Ctrl-C only asks.
pub struct Patience {
    /// What the first Ctrl-C was answered with before.
    before: &'static str,
}

impl Patience {
    /// Begins.
    pub fn begin() -> Self {
        Self::begin_with("Stopping at the next whole state. Press Ctrl-C again to stop at once.")
    }

    /// Begins, and says what the first Ctrl-C is to be answered with.
    pub fn begin_with(answer: &'static str) -> Self {
        let before = ANSWER.lock().map_or("", |mut known| std::mem::replace(&mut *known, answer));
        PATIENT.fetch_add(1, Ordering::SeqCst);
        Self { before }
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        PATIENT.fetch_sub(1, Ordering::SeqCst);
        if let Ok(mut known) = ANSWER.lock() {
            *known = self.before;
        }
    }
}

/// Whether the user asked to stop.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
