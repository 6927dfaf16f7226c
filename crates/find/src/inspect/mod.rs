//! Which trades and places breed it, and the list of what is to be looked into.

mod cell;
mod change;
mod item;
mod place;

pub use cell::{Cell, CellMoney, InspectOptions, Inspection, NOT_TOLD, inspect};
pub use change::{ItemChange, ItemError};
pub use item::{Item, ItemState, items};
pub use place::Place;

#[cfg(test)]
mod tests;
