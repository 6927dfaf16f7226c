//! Made-up cases of which the truth is known, and how much of it the findings bring back.
//!
//! A [`Case`] is a country with its districts, officials, firms and families, in which groups are at work and some
//! officials shelter them. What sources report of it is part of the truth, with slips: ties are missed, told twice,
//! told wrongly; dates are vague; people share names; the innocent have cousins too. Who shelters whom is written
//! down in [`Truth`] and nowhere in the records: it shows as a charge here, a payment to a wife there, a case that
//! was dropped, a call before a raid.
//!
//! The same options give the same case, on every machine. Nobody in it is real.
//!
//! ```
//! use umbra_cases::{Case, Options};
//!
//! let case = Case::new(Options { seed: 7, persons: 300, ..Options::default() });
//! assert!(!case.truth.protectors.is_empty());
//! assert!(case.facts().facts().len() > 300);
//! ```

mod calendar;
mod case;
mod figures;
mod group;
mod laundering;
mod name;
mod official;
mod record;
pub mod score;
mod shelter;
mod world;

pub use case::{Case, Options};
pub use record::{Record, Report};
pub use world::{CUTOFF_YEAR, Group, MoneyTrail, PlantedFigures, Shelter, TrailKind, Truth};
