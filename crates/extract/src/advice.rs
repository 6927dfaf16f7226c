//! What a language model says of a text, held to the text.
//!
//! A model that the user runs may be asked, passage by passage, for ties, events, offices and figures. What it answers
//! is worth nothing by itself: each quote must stand in the passage, each value in its quote, each name in the text, or
//! the entry is dropped. What stays gets its standing from the cues of its clauses, the lowest of them, never from the
//! model, and becomes a candidate that ties nobody until a person says that it is so. The text is data: whatever it
//! tells the model to do, no answer can hold more than words that stand in it.
//!
//! - `passage`: a text in pieces; `question`: what is asked and the form of the answer; `answer`: what comes back;
//! - `place`: where quoted words stand; `ground`: what the ladder of cues says there; `weigh`: what stays of an answer.

mod answer;
mod ground;
mod passage;
mod place;
mod proposal;
mod question;
mod weigh;

pub use answer::{Answer, Unusable, usable};
pub use question::{PROMPT_VERSION, Question};
pub use weigh::{Refusal, Refused, Weighed};

pub(crate) use ground::{Ground, Stance, lower};
pub(crate) use passage::passages;
pub(crate) use proposal::Proposer;
pub(crate) use question::{Readings, question};
pub(crate) use weigh::{Item, items};
