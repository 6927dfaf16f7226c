//! The workbench: a case, looked at and worked on in a browser.
//!
//! The page (`web/`) is built into the program and shows what it is told: what is counted, chosen and left out is decided here.
//! Its addresses under `/api/v1` stand in one table, [`ADDRESSES`], of which the router and the OpenAPI document are made.
//!
//! A [`Desk`] is the case as it stands after one state of its log, with what follows from it; requests are answered from the
//! current one. Documents are read in the background, by whoever runs the server; each finished piece makes a new desk.
//!
//! Invariants. Only pages of this very server get an answer, and only they can write. Who may ask for what stands in the same table: an
//! address without a role is none. A page loads nothing from elsewhere, and what a
//! document says gets into it as text alone. What is written is written by [`umbra_case::Writer`], under the name of the person.

mod addresses;
mod alerts;
mod assets;
mod break_plan;
mod describe;
mod desk;
mod dossier;
mod entity_notes;
mod events;
mod evidence;
mod expand;
mod export;
mod figures;
mod gate;
mod guard;
mod inspection;
mod log;
mod money;
mod network;
mod notes;
mod overview;
mod people;
mod picture;
mod places;
mod reader;
mod remembered;
mod reports;
mod review;
mod routes;
mod search;
mod session;
mod sources;
mod state;
mod statement;
mod taken;
mod timeline;
mod trades;
mod umbrellas;
mod uploads;
mod view;
mod viewed;

pub(crate) use desk::Desk;
pub use gate::AccountsOptions;
pub(crate) use gate::{Peer, Visitor, Way};
pub(crate) use routes::{enter, routes};
pub use state::{Heard, LARGE_CASE, Reader, WorkbenchOptions};
pub(crate) use state::{Workbench, secret};
