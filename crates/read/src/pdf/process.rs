//! Reading a PDF where it can do no harm.
//!
//! A PDF from a stranger can make any library run forever, use up all memory or overflow the stack, none of which can be
//! caught within a process. The worker is the caller's own program, called with `__read-pdf`; it takes the PDF from its
//! standard input and answers in JSON.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::pages::{self, Pages};
use crate::document::Refusal;
use crate::{Limits, Options};

/// Stack for the recursive parts of a page's content.
const STACK: usize = 64 << 20;
/// What JSON may add to the text.
const JSON_ROOM: u64 = 4;

/// The body of the worker: reads a PDF from standard input, and writes its pages to standard output. To be called by a
/// program that finds `__read-pdf` as its first argument; gives the exit status.
///
/// The second argument is the address space in bytes to which the process limits itself, the third the number of pages;
/// both are given by [`read`](crate::read()).
pub fn pdf_worker() -> i32 {
    let number = |at: usize| std::env::args().nth(at).and_then(|text| text.parse::<u64>().ok());
    if let Some(memory) = number(2) {
        limit_memory(memory);
    }
    let max_pages = number(3).map_or(usize::MAX, |pages| usize::try_from(pages).unwrap_or(usize::MAX));
    let mut bytes = Vec::new();
    if io::stdin().read_to_end(&mut bytes).is_err() {
        return 1;
    }
    // The parent has nothing to say about the pages that failed but that they did.
    std::panic::set_hook(Box::new(|_| {}));
    let answer = in_thread(bytes, max_pages);
    let written = serde_json::to_writer(io::stdout().lock(), &answer).is_ok() && io::stdout().flush().is_ok();
    i32::from(!written)
}

#[cfg(unix)]
fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::As).maximum;
    let bytes = maximum.map_or(bytes, |maximum| maximum.min(bytes));
    // Where the system refuses, the time limit remains.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) });
}

#[cfg(not(unix))]
fn limit_memory(_: u64) {}

/// Reads a PDF in the worker that the caller offers, else in a thread.
pub(super) fn read(bytes: Vec<u8>, options: &Options) -> Result<Pages, Refusal> {
    match &options.pdf_worker {
        Some(program) => in_process(bytes, program, &options.limits),
        None => in_thread(bytes, options.limits.max_pages),
    }
}

fn in_thread(bytes: Vec<u8>, max_pages: usize) -> Result<Pages, Refusal> {
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || pages::read(&bytes, max_pages));
    match reader.map(thread::JoinHandle::join) {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err("It is a damaged PDF: open it in a PDF program and save it anew.".to_owned()),
        Err(error) => Err(format!("No thread could be had to read it ({error}).")),
    }
}

fn in_process(bytes: Vec<u8>, program: &Path, limits: &Limits) -> Result<Pages, Refusal> {
    let broken = |error: &dyn std::fmt::Display| {
        format!("The program that reads PDF files, {}, failed ({error}).", program.display())
    };
    let mut child = Command::new(program)
        .args(["__read-pdf", &limits.pdf_memory.to_string(), &limits.max_pages.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| broken(&error))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(broken(&"it has no input or output"));
    };
    // A worker that dies early closes its input, which is no fault of ours.
    let writer = thread::spawn(move || drop(input.write_all(&bytes)));
    let most = limits.max_text_bytes.saturating_mul(JSON_ROOM);
    let reader = thread::spawn(move || {
        let mut answer = Vec::new();
        output.take(most).read_to_end(&mut answer).map(|_| answer)
    });
    let deadline = Instant::now() + limits.pdf_time;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() >= deadline => {
                let _ = child.kill();
                let _ = child.wait();
                let _ = (writer.join(), reader.join());
                return Err(format!(
                    "Reading it took longer than {} seconds, so it was given up: split it, or save it anew.",
                    limits.pdf_time.as_secs()
                ));
            }
            // The reader ends when the worker closes its output, which is a moment before it ends itself.
            Ok(None) => thread::sleep(Duration::from_millis(if reader.is_finished() { 1 } else { 5 })),
            Err(error) => return Err(broken(&error)),
        }
    };
    let _ = writer.join();
    let answer = reader.join().map_err(|_| broken(&"its answer was lost"))?.map_err(|error| broken(&error))?;
    if !status.success() {
        return Err("Reading it broke off: it is damaged, or made to need more memory than there is. Open it in a PDF program and save it anew.".to_owned());
    }
    serde_json::from_slice::<Result<Pages, String>>(&answer).map_err(|error| broken(&error))?
}
