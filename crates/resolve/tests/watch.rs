//! Long runs: watched, stopped, and held to pairs of two collections.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::sync::Mutex;

use umbra_model::{SourceId, parse_line};
use umbra_resolve::{Collector, Options, ResolveError, Step, Verdict, Watch, resolve, resolve_watched};

/// Persons in two collections: of each name two in the first and one in the second.
fn collector() -> Collector {
    let mut collector = Collector::new();
    let source = SourceId::of(b"file");
    let take = |collector: &mut Collector, id: &str, number: usize| {
        let line = format!(
            r#"{{"id":"{id}{number}","schema":"Person","properties":{{"name":["Ada Varnholm {number}"],"birthDate":["19{number}-03-05"]}}}}"#
        );
        collector.take_entity(&parse_line(line.as_bytes()).unwrap(), source);
    };
    for number in 50..80 {
        take(&mut collector, "a", number);
        take(&mut collector, "b", number);
    }
    take(&mut collector, "both", 90);
    collector.begin_collection();
    for number in 50..80 {
        take(&mut collector, "x", number);
    }
    take(&mut collector, "both", 90);
    collector
}

/// Notes what it sees, and stops at a step.
struct Stopper(Option<Step>, Mutex<Vec<Step>>);

impl Watch for Stopper {
    fn see(&self, step: Step, _: usize, _: usize) {
        let mut seen = self.1.lock().unwrap();
        if seen.last() != Some(&step) {
            seen.push(step);
        }
    }

    fn is_stopped(&self) -> bool {
        self.0.is_some() && self.1.lock().unwrap().last().copied() == self.0
    }
}

#[test]
fn a_run_can_be_watched_and_stopped_at_every_step() {
    let options = Options::data();
    let steps = [Step::Seek, Step::Compare, Step::Weigh, Step::Group, Step::Explain];
    let watch = Stopper(None, Mutex::default());
    let watched = resolve_watched(collector().finish(), &options, &watch).unwrap();
    assert_eq!(watched, resolve(collector().finish(), &options), "who looks on changes nothing");
    assert_eq!(*watch.1.lock().unwrap(), steps);
    for step in steps {
        let stopped = resolve_watched(collector().finish(), &options, &Stopper(Some(step), Mutex::default()));
        assert!(matches!(stopped, Err(ResolveError::Stopped)), "{step:?}");
    }
}

#[test]
fn across_collections_nobody_is_paired_within_one() {
    let options = Options { across: true, ..Options::data() };
    let outcome = resolve(collector().finish(), &options);
    let same: Vec<_> = outcome.proposals.iter().filter(|proposal| proposal.verdict == Verdict::Same).collect();
    assert!(same.len() >= 30, "{}", same.len());
    for proposal in &outcome.proposals {
        let of = |id: &umbra_model::EntityId| id.as_str().chars().next();
        assert!(of(&proposal.right) == Some('x') && of(&proposal.left) != Some('x'), "{proposal:?}");
    }
    let within = resolve(collector().finish(), &Options::data());
    assert!(within.proposals.iter().any(|proposal| !proposal.right.as_str().starts_with('x')));
}
