//! Made-up records of persons, firms and ships, of which it is known which are about the same one.
//!
//! The names are of twenty-two cultures in fifteen scripts, as frequent as names are: many bear the same one and are
//! different people. A second record of somebody is written as another source would have it: in another script or
//! by another standard of spelling, in another order, with a nickname, a slip, another legal form, half a birth date.
//! Nobody in it is real. The tables are the generator's own, so that what is judged with its records has not made them.
//!
//! ```
//! use umbra_generator::{Options, Population};
//!
//! let options = Options { count: 1000, duplicates: 0.2, ..Options::default() };
//! let records: Vec<_> = Population::new(options).records().collect();
//! assert_eq!(records.len(), 1000);
//! let people: std::collections::HashSet<_> = records.iter().map(|record| record.truth).collect();
//! assert_eq!(people.len(), 800);
//! ```

pub mod culture;
pub mod entity;
pub mod firm;
pub mod pairs;
pub mod person;
pub mod places;
pub mod population;
pub mod random;
pub mod record;
pub mod romanise;
pub mod writing;

pub use entity::Entity;
pub use pairs::{Pair, pairs};
pub use population::{Generated, Options, Population, Records, Thing};
