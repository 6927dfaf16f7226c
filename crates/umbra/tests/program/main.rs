//! Runs the program as its users do.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

mod bad_input;
mod break_;
mod candidates;
mod commands;
mod evidence;
mod folder;
mod ftm;
mod language_model;
mod reading;
mod resolve;
mod seed;
#[cfg(unix)]
mod serve;
mod who;
