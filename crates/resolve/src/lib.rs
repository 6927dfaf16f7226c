//! Which records are one?
//!
//! Every document names its people, bodies and places anew. This crate judges which of these [`Record`]s mean one entity:
//! an inverted index finds the pairs worth comparing, each pair is weighed in named [`Part`]s (name, birth date, numbers,
//! ties in common, ...), and the sum of the parts gives a [`Verdict`]. [`Verdict::Same`] becomes a decision in the case,
//! with its reasons, that anybody can reverse; [`Verdict::Unsure`] is for people to look at; [`Verdict::Different`] keeps
//! groups from growing together.
//!
//! What people judge is written by [`judge_pair`] and [taken back](take_back()) by a further decision; [`export`] and [`import`]
//! exchange decisions with nomenklatura.
//!
//! Invariants. A name alone never makes two persons one. A surname, a description ("the gang") or a form of address never
//! makes anything one. Records of one document stay apart. No chain of judgements joins what was judged two.
//!
//! ```
//! use umbra_model::{EntityId, Schema, SourceId};
//! use umbra_resolve::{Options, Record, Verdict, resolve};
//!
//! let person = |id: &str, name: &str, born: &str| -> Result<Record, Box<dyn std::error::Error>> {
//!     let schema = Schema::get("Person").ok_or("no such schema")?;
//!     let mut record = Record::new(EntityId::new(id)?, schema, SourceId::of(id.as_bytes())).ok_or("not compared")?;
//!     record.state("name", name);
//!     record.state("birthDate", born);
//!     Ok(record)
//! };
//! let records = vec![
//!     person("court", "Viktor Hallström", "1961-03-05")?,
//!     person("press", "Victor Hallstrom", "1961")?,
//!     person("parish", "Viktor Hallström", "1988")?,
//! ];
//! let outcome = resolve(records, &Options::default());
//! assert_eq!(outcome.groups.len(), 1);
//! assert_eq!(outcome.groups[0].len(), 2);
//! assert_eq!(outcome.proposals.iter().filter(|p| p.verdict == Verdict::Different).count(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod candidates;
mod cluster;
mod collect;
mod context;
mod decide;
mod error;
mod export;
mod frequency;
mod identifier;
mod import;
mod judge;
mod key;
mod life;
mod name;
mod proposal;
mod rating;
mod record;
mod resolve;
mod screen;
mod take_back;
mod territory;
mod threshold;
mod watch;
mod weights;

pub use candidates::{Candidate, Crowd, MOST_RECORDS, candidates};
pub use collect::Collector;
pub use decide::{ACTOR, Settled, actor_for, apply, examine, examine_watched, propose, settle};
pub use error::{ResolveError, Result};
pub use export::{Exported, export, proposed};
pub use import::{Imported, SkippedLine, import};
pub use judge::{compare, score};
pub use key::{Key, KeyRole};
pub use proposal::{Part, Proposal, Verdict};
pub use rating::{Rating, Share, rate};
pub use record::{Neighbour, Record};
pub use resolve::{Options, Outcome, prepare, resolve, resolve_watched};
pub use screen::{Hit, Screen};
pub use take_back::{TakenBack, is_reopened, judge_pair, last_decision, take_back};
pub use watch::{Step, Watch};
pub use weights::{NameWeights, Weights};
