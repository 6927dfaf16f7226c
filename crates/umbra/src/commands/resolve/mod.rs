//! `umbra resolve`

mod collections;
mod decisions;
mod exchange;
mod input;
mod pair;
mod proposals;
mod review;

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use umbra_case::Case;
use umbra_resolve::{ACTOR, Step, Watch};

use super::{Manner, write_json};
use crate::cli::{Resolve, Task};
use crate::exit::{Done, Usage};
use crate::progress::Progress;
use crate::{case_file, interrupt, page};

pub fn run(args: &Resolve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if args.actor.is_empty() || args.actor.starts_with(ACTOR) {
        let words = format!("--as {:?} is no name for a person: decisions of the program bear its own", args.actor);
        return Err(Usage(words).into());
    }
    if let Some(input) = &args.input {
        // What stands at neither place is told as a case file that is missing where it is named like one.
        let is_file = !case_file::is_case(input);
        if is_file || args.against.is_some() {
            if args.task.is_given() {
                return Err(Usage(format!(
                    "{} is a file of entities, and holds no decisions: name a case file, or write what is found with --export",
                    input.display()
                ))
                .into());
            }
            return collections::run(input, args, manner, out);
        }
    } else if args.against.is_some() {
        return Err(Usage("name what is to be compared: umbra resolve A --against B".to_owned()).into());
    }
    let case = args.input.as_deref();
    match &args.task {
        Task { review: true, .. } => review::run(case, args, manner, out),
        Task { decisions: true, .. } => decisions::list(case, args.limit, manner, out),
        Task { undo: Some(number), .. } => decisions::undo(case, Some(*number), args, manner, out),
        Task { undo_last: true, .. } => decisions::undo(case, None, args, manner, out),
        Task { import: Some(file), .. } => exchange::import(case, file, args, manner, out),
        _ => proposals::run(case, args, manner, out),
    }
}

impl Task {
    /// Whether there is something to do but to propose.
    fn is_given(&self) -> bool {
        self.review || self.decisions || self.undo.is_some() || self.undo_last || self.import.is_some()
    }
}

/// Opens the case that was named, or the only one of the folder, for writing.
fn open_for_writing(named: Option<&Path>) -> Result<Case> {
    Ok(Case::open(case_file::find(named)?)?)
}

/// Tells progress, and that the user asked to stop.
struct Onlooker<'a>(&'a Progress<'a>);

impl Watch for Onlooker<'_> {
    fn see(&self, step: Step, done: usize, of: usize) {
        self.0.say(|| match of {
            0 => step.in_words().to_owned(),
            _ => format!("{}: {} of {}", step.in_words(), page::grouped(done as u64), page::grouped(of as u64)),
        });
    }

    fn is_stopped(&self) -> bool {
        interrupt::is_asked()
    }
}
