//! Help from a language model that the user runs: its passages are asked about, its answers kept and held to the text.
//!
//! - `address`: where it is, and whether that is this machine; `request`: one question over HTTP; `exchange`: one question
//!   with all that can go wrong; `asking`: the documents of a run.

mod address;
mod asking;
mod exchange;
mod request;
#[cfg(feature = "tls")]
mod secure;

pub use asking::{Asked, ask, kept_answers};
pub use exchange::Endpoint;
