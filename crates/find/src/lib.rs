//! What follows from a case's statements: networks, protectors, figures and their checks, campaigns, dossiers.
//!
//! Everything is worked out from [`Facts`], a snapshot of the live statements with the decisions on which records are
//! one. A [`Network`] is the graph of it under a [`View`]; [`umbrellas`] answers who shelters whom, [`figures`] whether
//! published numbers agree, [`Removals`] whose removal breaks a network, [`watch`] which groups are small and growing, [`campaigns`] what was planned and what became of it, [`Dossier`] what is known of one
//! entity; [`Findings`] is all of it and [`Summary`] the one screen. All of these serialise.
//!
//! Three things hold throughout:
//! - **No finding without evidence**: a [`Finding`] can't be made without the numbers of the statements it rests on.
//! - **A score is the sum of its [`Part`]s**, each with its reason and its evidence.
//! - **A standing never rises**: what is shown of an accusation is what a source says of it, and what stands against it
//!   is never filtered away.
//!
//! ```
//! use umbra_find::{Facts, Findings, Shelf, StatementId, View};
//! use umbra_model::{EntityId, Origin, Schema, SourceId, Standing, Statement, Text};
//!
//! let sentence = "Brandt was convicted of sheltering the gang.";
//! let text = Text::new(SourceId::of(sentence.as_bytes()), sentence.to_owned(), Vec::new());
//! let stated = [
//!     ("brandt", "Person", "name", "Brandt", None),
//!     ("gang", "CriminalGroup", "designation", "the gang", None),
//!     ("t1", "Protection", "protector", "brandt", Some(Standing::Convicted)),
//!     ("t1", "Protection", "protected", "gang", Some(Standing::Convicted)),
//! ];
//! let mut facts = Facts::builder();
//! for (number, (entity, schema, property, value, standing)) in (1..).zip(stated) {
//!     let schema = Schema::get(schema).expect("in the model");
//!     let origin = Origin::program("example", "1");
//!     let statement = Statement::new(EntityId::new(entity)?, schema, property, value, text.span(0..43)?, origin)?;
//!     facts.add(StatementId::from_number(number), statement.with_standing(standing));
//! }
//! let findings = Findings::of(&facts.build(), &View::default())?;
//! let protector = findings.umbrellas[0].on(Shelf::Court).next().expect("one was convicted");
//! assert_eq!(protector.best.quote, "Brandt was convicted of sheltering the gang");
//! assert_eq!(protector.finding.caveats()[0], "no source says that the conviction is final");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accusation;
mod alert;
mod atlas;
mod campaign;
mod circle;
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
mod inspect;
mod money;
mod network;
mod note;
mod office;
mod periods;
mod proceeding;
mod removal;
mod role;
mod snapshot;
mod summary;
mod tie;
mod ties;
mod umbrella;
mod view;
mod vocabulary;
mod watch;

pub use alert::{
    ALERT_MARK, ALERT_SCHEMA, ALERT_SEEN, Alert, AlertKind, Hit, HitVerdict, alerts, hits, last_statement,
};
pub use atlas::{Atlas, PlaceOnMap, PlaceTally, Position, Spot, SpotAt, SumOf};
pub use campaign::{Campaign, CampaignChange, campaigns};
pub use citation::Citation;
pub use dossier::{
    Dossier, DossierAccusation, DossierFact, DossierTie, Footnote, Footnotes, Moment, Namesake, Noted, Saying, Stated,
    Withheld,
};
pub use error::FindError;
pub use facts::{EntityRef, Fact, Facts, FactsBuilder, Merge, Profile, Skipped};
pub use figure::{Check, CheckKind, Comparator, Figure, FigureKind, Ledger, Period, Range, Verdict, figures};
pub use finding::{Evidence, Finding, FindingKind, Part};
pub use findings::Findings;
pub use history::{DatedBy, StandingEntry, StandingHistory};
pub use inspect::{
    Cell, CellMoney, InspectOptions, Inspection, Item, ItemChange, ItemError, ItemState, NOT_TOLD, Place, Trade,
    inspect, isic, items, read_trades,
};
pub use money::{
    Flow, Money, MoneyPath, MoneyPattern, MoneyWarning, NearProtector, Owner, Ownership, PartyTotal, PatternKind,
    Payment, Total, money, money_paths, owners, payments_under,
};
pub use network::{Component, LeftOut, Network, Node, NodeKind};
pub use note::Note;
pub use office::{Office, OfficeStatus, offices};
pub use periods::{
    Comparison, Counted, FigureIn, FiguresOver, Span, Summed, compare_campaign, compare_campaigns, compare_period,
};
pub use removal::{
    Aim, Curve, Interval, Kept, KeyPlayer, NOT_GUILT, PartInGroup, PartPlayed, Question, Rank, RecoveryDoubt, Removal,
    Removals, Restricted, Shape, TiesInDoubt, Web, Who, Yardstick,
};
pub use role::{Role, RoleInCase};
pub use summary::{BareGroup, CheckLine, Counts, Judged, NetworkLine, NextStep, ProtectorLine, Summary};
pub use tie::{Tie, TieKind};
pub use umbra_case::StatementId;
pub use umbrella::{
    Chain, Cleared, Counter, Protector, Ring, SetAside, Shelf, Step, Umbrella, over_several, rings, sheltered_by,
    umbrellas,
};
pub use view::View;
pub use watch::{Change, GroupChange, Look, MeasureKind, Measured, Watch, WatchOptions, Watched, YearOf, watch};
