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

/// What falls short of a fact: two that are named in one sentence, or one, with a word that a rule knows or a word of
/// crime. It never enters a graph; a person who reads the sentence says whether it is so.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Candidate {
    /// The reading proposed: a type of tie or event, such as "bribed" or "arrest".
    pub kind: String,
    /// The schema of its statements.
    pub schema: String,
    /// Who does or has it, or the one whom the event is about, as a position in [`Extraction::entities`].
    pub subject: usize,
    /// To whom or what; none for an event.
    pub object: Option<usize>,
    /// The properties that both fill.
    pub ends: (String, String),
    /// The words of a rule or of crime that call it up, as bytes of the text.
    pub trigger: Range<usize>,
    /// The base form of the trigger: what the lexicon learns where a person says that it is so.
    pub word: String,
    /// The sentence.
    pub evidence: Range<usize>,
    /// What the words around the trigger say of an accusation.
    pub standing: Option<Standing>,
    /// Who says so, the outermost first.
    pub attribution: Vec<usize>,
    /// The rule that the reading comes from; empty where only a word of crime stands there, or the classifier alone offers it.
    pub rule: String,
    /// How likely the classifier holds the reading, from 0 to 1; none where it was not asked.
    pub likely: Option<f32>,
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
    /// What falls short of a fact, for a person to judge; in the order of the text.
    pub candidates: Vec<Candidate>,
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

/// How a sentence was understood, and what the rules made of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SentenceReading {
    /// Where it stands, as bytes of the text.
    pub range: Range<usize>,
    /// Its clauses, in the order of their verbs.
    pub clauses: Vec<ClauseReading>,
    /// The rules that nouns said of somebody called up: "the gang's leader".
    pub nouns: Vec<RuleAttempt>,
}

/// A verb with what belongs to it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ClauseReading {
    /// The verb with its auxiliaries, as bytes of the text.
    pub verb: Range<usize>,
    /// Its base form.
    pub lemma: String,
    /// Whether it is in the passive.
    pub is_passive: bool,
    /// How it hangs on the rest: "relative clause".
    pub link: String,
    /// Who does it, in the text's words, with the name where those are others.
    pub agents: Vec<String>,
    /// To whom or what it is done.
    pub patients: Vec<String>,
    /// Who is given something.
    pub receivers: Vec<String>,
    /// Prepositions and what they govern.
    pub complements: Vec<(String, Vec<String>)>,
    /// Why it states nothing, if so.
    pub silence: Option<String>,
    /// What the words around it say of an accusation.
    pub cue: Option<Standing>,
    /// The rules that its verb calls up, and what came of each.
    pub attempts: Vec<RuleAttempt>,
}

/// A rule that a word called up.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RuleAttempt {
    /// The rule.
    pub rule: String,
    /// The word.
    pub word: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a rule on a sentence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It made what it makes.
    Made,
    /// It did not, and why.
    Missed(String),
}
