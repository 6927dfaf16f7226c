//! Runs the program as its users do.

mod bad_input;
mod commands;
mod folder;
mod seed;
