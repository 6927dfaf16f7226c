//! What comes out of a text, layer by layer.

use std::ops::Range;

use umbra_model::{PartialDate, Standing, Statement, Validity};

pub use crate::attribution::{AttributionNote, Mode};
pub use crate::comparator::Comparator;
pub use crate::date::{Date, DateForm};
pub use crate::entity::Entity;
pub use crate::figure::{Direction, Figure, FigureKind, Period};
pub use crate::lexicon::{Gender, Sort};
pub use crate::mention::{Mention, MentionForm, MentionKind};

/// A tie between two entities.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Relation {
    /// What sort of tie: "shelters", "leads", "unit_of".
    pub kind: String,
    /// The schema of its statements; empty where it is stated as a property of its subject.
    pub schema: String,
    /// Who does or has it, as a position in [`Extraction::entities`].
    pub subject: usize,
    /// To whom or what.
    pub object: usize,
    /// The properties that subject and object fill.
    pub ends: (String, String),
    /// The words that state it, as bytes of the text.
    pub trigger: Range<usize>,
    /// The clause with its ends and the words that govern it.
    pub evidence: Range<usize>,
    /// How far the accusation has got; none where nobody is accused.
    pub standing: Option<Standing>,
    /// Who says so, the outermost first, as positions in [`Extraction::attributions`].
    pub attribution: Vec<usize>,
    /// Further properties and their values.
    pub properties: Vec<(String, String)>,
    /// When it held, as far as the clause says.
    #[serde(skip)]
    pub validity: Validity,
    /// Whether the words say that it is over.
    pub is_past: bool,
    /// The rule that made it.
    pub rule: String,
    #[serde(skip)]
    pub(crate) cue_clause: Option<usize>,
    #[serde(skip)]
    pub(crate) clause: Option<usize>,
}

/// An office that somebody holds or held.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Role {
    /// Who.
    pub holder: usize,
    /// The office in the text's words: "deputy mayor".
    pub office: String,
    /// The body.
    pub organisation: Option<usize>,
    /// The place, where the office belongs to one.
    pub place: Option<usize>,
    /// Whether the words say that it is over.
    pub is_past: bool,
    /// Whether the words say that it is held: "is the mayor".
    pub is_current: bool,
    /// From when.
    pub start: Option<PartialDate>,
    /// Until when.
    pub end: Option<PartialDate>,
    /// The words that state it.
    pub evidence: Range<usize>,
    /// The trigger: the words from the office to the head of the body's name.
    pub trigger: Range<usize>,
    /// Who says so.
    pub attribution: Vec<usize>,
    #[serde(skip)]
    pub(crate) clause: Option<usize>,
}

/// Something that happened, was ordered or was decided.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Event {
    /// What sort: "conviction", "campaign_start", "order".
    pub kind: String,
    /// The schema of its statements.
    pub schema: String,
    /// Who takes part: the property and the entity.
    pub roles: Vec<(String, usize)>,
    /// For a proceeding: how far it has got.
    pub stage: Option<Standing>,
    /// What it is about, word for word: the charge, the order.
    pub content: Vec<Range<usize>>,
    /// The words that tell it.
    pub trigger: Range<usize>,
    /// The clause.
    pub evidence: Range<usize>,
    /// When, as a position in [`Extraction::dates`].
    pub date: Option<usize>,
    /// Further properties and their values.
    pub properties: Vec<(String, String)>,
    /// The ties whose standing depends on it, as positions in [`Extraction::relations`].
    pub concerns: Vec<usize>,
    /// Who says so.
    pub attribution: Vec<usize>,
    /// The rule that made it.
    pub rule: String,
    #[serde(skip)]
    pub(crate) clause: Option<usize>,
}

/// Everything that was taken from one text.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Extraction {
    /// Mentions of persons, bodies, places, campaigns, writings: names first, then descriptions, then pronouns.
    pub mentions: Vec<Mention>,
    /// Dates and durations.
    pub dates: Vec<Date>,
    /// Whom and what the mentions speak of.
    pub entities: Vec<Entity>,
    /// Ties.
    pub relations: Vec<Relation>,
    /// Offices.
    pub roles: Vec<Role>,
    /// Events and proceedings.
    pub events: Vec<Event>,
    /// Who says what.
    pub attributions: Vec<AttributionNote>,
    /// Statistical claims.
    pub figures: Vec<Figure>,
    /// All of it in the form of the case.
    #[serde(skip)]
    pub statements: Vec<Statement>,
    /// Why the text, or the end of it, was not read, as a sentence; none where all of it was.
    pub not_read: Option<String>,
}
