//! What follows from a case's statements: networks, protectors, figures and their checks, campaigns, dossiers.
//!
//! Everything is worked out from [`Facts`], a snapshot of the live statements with the decisions on which records are
//! one. A [`Network`] is the graph of it under a [`View`]; [`umbrellas`] answers who shelters whom, [`figures`] whether
//! published numbers agree, [`campaigns`] what was planned and what became of it, [`Dossier`] what is known of one
//! entity; [`Findings`] is all of it and [`Summary`] the one screen. All of these serialise.
//!
//! Three things hold throughout:
//! - **No finding without evidence**: a [`Finding`] can't be made without the numbers of the statements it rests on.
//! - **A score is the sum of its [`Part`]s**, each with its reason and its evidence.
//! - **A standing never rises**: what is shown of an accusation is what a source says of it, and what stands against it
//!   is never filtered away.

mod accusation;
mod campaign;
mod citation;
mod day;
mod dossier;
mod error;
mod facts;
mod figure;
mod finding;
mod findings;
#[cfg(test)]
mod fixture;
mod history;
mod network;
mod office;
mod proceeding;
mod role;
mod snapshot;
mod summary;
mod tie;
mod ties;
mod umbrella;
mod view;
mod vocabulary;

pub use campaign::{Campaign, CampaignChange, campaigns};
pub use citation::Citation;
pub use dossier::{Dossier, DossierAccusation, DossierFact, DossierTie, Footnote, Moment, Namesake, Saying, Stated};
pub use error::FindError;
pub use facts::{EntityRef, Fact, Facts, FactsBuilder, Merge, Profile, Skipped};
pub use figure::{Check, CheckKind, Comparator, Figure, FigureKind, Ledger, Period, Range, Verdict, figures};
pub use finding::{Evidence, Finding, FindingKind, Part};
pub use findings::Findings;
pub use history::{DatedBy, StandingEntry, StandingHistory};
pub use network::{Component, LeftOut, Network, Node, NodeKind};
pub use office::{Office, OfficeStatus, offices};
pub use role::{Role, RoleInCase};
pub use summary::{BareGroup, CheckLine, Counts, NetworkLine, NextStep, ProtectorLine, Summary};
pub use tie::{Tie, TieKind};
pub use umbra_case::StatementId;
pub use umbrella::{
    Chain, Cleared, Counter, Protector, SetAside, Shelf, Step, Umbrella, over_several, sheltered_by, umbrellas,
};
pub use view::View;
