//! Which trades and places breed it, and the list of what is to be looked into.

mod cell;
mod item;
mod place;

pub use cell::{Cell, CellMoney, InspectOptions, Inspection, NOT_TOLD, inspect};
pub use item::{Item, ItemState, Note, items};
pub use place::Place;

#[cfg(test)]
mod tests;
