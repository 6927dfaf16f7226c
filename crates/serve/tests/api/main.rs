//! The API as its clients see it: a server on a free port, asked over HTTP.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

mod arbitrary;
mod client;
mod delta;
#[cfg(feature = "tls")]
mod encrypted;
mod entities;
mod faults;
mod index;
mod matching;
mod reconcile;
mod search;
mod shared;
