//! The classifier of ties: a small trained encoder of sentences that tells what joins two parties of one.
//!
//! Rules know the words that they were given; reports tell each tie in words of their own. The encoder was trained on far more
//! text than anybody reads and then, by `training/`, on annotated reports.

mod carried;
mod encoder;
mod file;
mod input;
mod kinds;
mod loose;
mod model;
mod pieces;

pub use carried::{Carried, carried};
pub(crate) use input::sentences;
pub use input::{EncodedSentence, Spoken};
pub use kinds::{EVENTS, TIES};
pub(crate) use loose::{Loose, loose};
pub use model::{Classifier, LikelyEvent, LikelyTie, Told};

#[cfg(test)]
mod tests;
