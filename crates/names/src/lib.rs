//! Are these two names one? Names of people, bodies and places, compared across spellings, orders and scripts.
//!
//! A [`Name`] is taken apart into [`Token`]s: what is a title, an initial, a legal form, a number; how each word reads in
//! Latin letters; how much it tells, in bits (a rare name tells more than a common one). [`compare`] pairs the words of
//! two names so that they share most, and gives back a score together with the pairing: which word met which, by what
//! [`Rule`], at what cost. [`keys`] files names so that those which may be one are found without comparing all with
//! all. [`normalise`], [`fold`] and [`romanise`] write a name in one way.
//!
//! The crate knows names and nothing of who bears them. **A score is not an identity**: two people can have one name, and
//! whoever decides needs more than this crate sees; [`Comparison::information`] says how far a name alone carries.
//!
//! ```
//! use umbra_names::{Kind, Name};
//!
//! let known = Name::new("Viktor Hallström", Kind::Person);
//! let found = known.compare(&Name::new("HALLSTROM, Victor", Kind::Person));
//! assert!(found.score > 0.9);
//! for pair in &found.pairs {
//!     println!("{:?} met {:?}: {} ({:.2})", pair.left, pair.right, pair.rule, pair.cost);
//! }
//! ```

mod assignment;
mod body;
mod comparison;
mod han;
mod join;
mod keys;
mod kind;
mod legal_form;
mod lexicon;
mod matching;
mod name;
mod normal;
mod pairing;
mod person;
mod romanise;
mod rule;
mod script;
mod sound;
mod term;
mod token;
mod word;

pub use comparison::{Comparison, Likeness, Pair, compare};
pub use keys::{KeyKind, keys};
pub use kind::Kind;
pub use legal_form::{FormClass, LegalForm};
pub use lexicon::PlaceHead;
pub use name::Name;
pub use normal::{fold, fold_lower, normalise};
pub use romanise::romanise;
pub use rule::Rule;
pub use script::Script;
pub use term::Terms;
pub use token::{Role, Token};
