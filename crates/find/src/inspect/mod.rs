//! Which trades and places breed it, and the list of what is to be looked into.

mod cell;
mod change;
mod item;
mod place;
mod trade;

pub use cell::{Cell, CellMoney, InspectOptions, Inspection, NOT_TOLD, inspect};
pub(crate) use cell::{Contents, contents_by_place};
pub use change::{ItemChange, ItemError};
pub use item::{Item, ItemState, items};
pub use place::Place;
pub(crate) use place::{Key, Places};
pub use trade::{Trade, isic, read_trades};

#[cfg(test)]
mod tests;
