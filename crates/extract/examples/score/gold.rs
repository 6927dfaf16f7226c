//! The gold file, as far as scores need it.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Gold {
    pub document: Document,
    #[serde(default)]
    pub mentions: Vec<Mention>,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub relations: Vec<Relation>,
    #[serde(default)]
    pub events: Vec<Event>,
    #[serde(default)]
    pub standing: Vec<Standing>,
    #[serde(default)]
    pub attributions: Vec<Attribution>,
    #[serde(default)]
    pub statistics: Vec<Statistic>,
    /// Whom pronouns mean, where the annotator was asked.
    #[serde(default)]
    #[allow(dead_code, reason = "only the ranking of antecedents is learned from them")]
    pub pronouns: Vec<Pronoun>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the ranking of antecedents is learned from them")]
pub struct Pronoun {
    /// An entity, `?` for somebody without a name, `-` for nobody in particular.
    pub entity: String,
    #[serde(flatten)]
    pub span: Span,
}

#[derive(Debug, Deserialize)]
pub struct Document {
    #[serde(default)]
    pub document_date: Option<String>,
    #[serde(default)]
    #[allow(dead_code, reason = "the tests let the extractor find the language out")]
    pub language: Option<String>,
    /// Whether the mentions only pair the entities, and are not all that the text has.
    #[serde(default)]
    pub partial_mentions: bool,
}

/// A range of characters.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[derive(Debug, Deserialize)]
pub struct Mention {
    pub entity: Option<String>,
    pub kind: String,
    #[serde(flatten)]
    pub span: Span,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Role {
    pub holder: String,
    pub office: String,
    #[serde(default)]
    pub organisation: Option<String>,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub start: Option<String>,
    #[serde(default)]
    pub end: Option<String>,
    #[serde(default)]
    pub evidence: Option<Span>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Relation {
    #[serde(default)]
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub subject: String,
    pub object: String,
    pub trigger: Span,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub campaign: Option<String>,
    #[serde(default)]
    pub person: Option<String>,
    #[serde(default)]
    pub about: Option<String>,
    #[serde(default)]
    pub defendant: Option<String>,
    #[serde(default)]
    pub speaker: Option<String>,
    pub trigger: Span,
    #[serde(default)]
    pub optional: bool,
}

impl Event {
    /// The entity that the event is about.
    pub fn main(&self) -> Option<&str> {
        [&self.campaign, &self.person, &self.about, &self.defendant, &self.speaker]
            .into_iter()
            .find_map(|e| e.as_deref())
    }
}

#[derive(Debug, Deserialize)]
pub struct Standing {
    pub claim: String,
    pub value: String,
    pub evidence: Span,
    #[serde(default)]
    pub optional: bool,
}

impl Standing {
    /// The value as the case has it.
    pub fn stage(&self) -> &str {
        match self.value.as_str() {
            "arrested" => "detained",
            "sentenced" => "convicted",
            "indicted" => "charged",
            "on_trial" => "tried",
            value => value,
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct Attribution {
    pub id: String,
    pub source: Option<String>,
    /// The speaker's words; they decide where the speaker is a class, "prosecutors", and no entity of the run.
    #[serde(default)]
    pub source_span: Option<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Statistic {
    pub id: String,
    pub value: f64,
    pub comparator: String,
    pub kind: String,
    #[serde(default)]
    pub period: Option<String>,
    #[serde(default)]
    pub period_span: Option<Span>,
    #[serde(default)]
    pub period_inherited_from: Option<String>,
    #[serde(default)]
    pub baseline_span: Option<Span>,
    #[serde(default)]
    pub baseline: Option<String>,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub value_span: Option<Span>,
    pub evidence: Span,
    #[serde(default)]
    pub optional: bool,
}
