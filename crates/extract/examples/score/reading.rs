//! What one reader took from a text, in characters: a run of the extractor, or another person's annotation.

use std::ops::Range;

use umbra_extract::{Extraction, MentionKind};
use umbra_model::Text;

use crate::gold::Span;

/// Everything that is compared.
#[derive(Debug, Default)]
pub struct Reading {
    pub mentions: Vec<Mention>,
    /// What to call each entity.
    pub labels: Vec<String>,
    pub relations: Vec<Relation>,
    pub roles: Vec<Role>,
    pub events: Vec<Happening>,
    pub candidates: Vec<Candidate>,
    pub attributions: Vec<Voice>,
    pub figures: Vec<Figure>,
}

#[derive(Debug)]
pub struct Mention {
    pub kind: String,
    pub span: Span,
    pub entity: Option<usize>,
}

#[derive(Debug)]
pub struct Relation {
    pub kind: String,
    pub subject: usize,
    pub object: usize,
    pub trigger: Span,
    pub evidence: Span,
    pub standing: Option<String>,
    /// The rule that made it; empty for an annotator's.
    pub rule: String,
    /// Counts neither way where the other reader lacks it.
    pub optional: bool,
}

#[derive(Debug)]
pub struct Role {
    pub holder: usize,
    pub office: String,
    pub organisation: Option<usize>,
    pub is_past: bool,
    pub start: Option<String>,
    pub end: Option<String>,
    pub evidence: Span,
    pub optional: bool,
}

#[derive(Debug)]
pub struct Happening {
    pub kind: String,
    /// The rule that made it; empty for an annotator's.
    pub rule: String,
    /// Who takes part.
    pub parties: Vec<usize>,
    pub trigger: Span,
    pub optional: bool,
}

#[derive(Debug)]
pub struct Candidate {
    pub kind: String,
    pub subject: usize,
    pub object: Option<usize>,
    pub evidence: Span,
    /// How likely the classifier takes it to be; none where it was not asked.
    pub likely: Option<f32>,
}

#[derive(Debug)]
pub struct Voice {
    pub entity: Option<usize>,
    pub speaker: Option<Span>,
    pub cues: Vec<Span>,
    pub contents: Vec<Span>,
    pub optional: bool,
}

/// A period; an annotator may give its value without words.
#[derive(Debug)]
pub struct Period {
    pub span: Option<Span>,
    pub is_inherited: bool,
}

#[derive(Debug)]
pub struct Figure {
    pub measure: String,
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    pub comparator: String,
    pub kind: String,
    pub predicate: Option<String>,
    pub period: Option<Period>,
    pub base: Option<Period>,
    /// The innermost voice, as a position in `attributions`.
    pub voice: Option<usize>,
    pub span: Span,
    pub evidence: Span,
    pub optional: bool,
}

fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "person",
        MentionKind::Organisation => "organisation",
        MentionKind::Place => "place",
        MentionKind::Campaign => "campaign",
        MentionKind::Document => "document",
        MentionKind::Group => "group",
    }
}

impl Reading {
    /// What the extractor took.
    pub fn of_run(text: &Text, run: &Extraction) -> Self {
        let span = |bytes: &Range<usize>| Span {
            start: text.characters_before(bytes.start),
            end: text.characters_before(bytes.end),
        };
        let spans = |ranges: &[Range<usize>]| ranges.iter().map(span).collect();
        let mut mentions: Vec<Mention> = run
            .mentions
            .iter()
            .map(|m| Mention { kind: kind_name(m.kind).to_owned(), span: span(&m.range), entity: m.entity })
            .collect();
        let date = |range| Mention { kind: "date".to_owned(), span: span(range), entity: None };
        mentions.extend(run.dates.iter().map(|d| date(&d.range)));
        let period = |p: &umbra_extract::Period| Period { span: Some(span(&p.range)), is_inherited: p.is_inherited };
        Self {
            mentions,
            labels: run.entities.iter().map(|e| e.label().to_owned()).collect(),
            relations: run
                .relations
                .iter()
                .map(|r| Relation {
                    kind: r.kind.clone(),
                    subject: r.subject,
                    object: r.object,
                    trigger: span(&r.trigger),
                    evidence: span(&r.evidence),
                    standing: r.standing.map(|s| s.name().to_owned()),
                    rule: r.rule.clone(),
                    optional: false,
                })
                .collect(),
            roles: run
                .roles
                .iter()
                .map(|r| Role {
                    holder: r.holder,
                    office: r.office.clone(),
                    organisation: r.organisation,
                    is_past: r.is_past,
                    start: r.start.map(|d| d.to_string()),
                    end: r.end.map(|d| d.to_string()),
                    evidence: span(&r.evidence),
                    optional: false,
                })
                .collect(),
            events: run
                .events
                .iter()
                .map(|e| Happening {
                    kind: e.kind.clone(),
                    rule: e.rule.clone(),
                    parties: e.roles.iter().map(|(_, entity)| *entity).collect(),
                    trigger: span(&e.trigger),
                    optional: false,
                })
                .collect(),
            candidates: run
                .candidates
                .iter()
                .map(|c| Candidate {
                    kind: c.kind.clone(),
                    subject: c.subject,
                    object: c.object,
                    evidence: span(&c.evidence),
                    likely: c.likely,
                })
                .collect(),
            attributions: run
                .attributions
                .iter()
                .map(|a| Voice {
                    entity: a.entity,
                    speaker: a.speaker_range.as_ref().map(span),
                    cues: spans(&a.cues),
                    contents: spans(&a.contents),
                    // "is regarded as": an opinion that nobody is said to hold is no voice of anybody.
                    optional: a.speaker_range.is_none(),
                })
                .collect(),
            figures: run
                .figures
                .iter()
                .map(|f| Figure {
                    measure: f.measure.clone(),
                    value: f.value,
                    high: f.high,
                    comparator: f.comparator.sign().to_owned(),
                    kind: f.kind.name().to_owned(),
                    predicate: f.predicate.clone(),
                    period: f.period.as_ref().map(period),
                    base: f.base.as_ref().map(period),
                    voice: f.attribution.last().copied(),
                    span: span(&f.range),
                    evidence: span(&f.evidence),
                    optional: false,
                })
                .collect(),
        }
    }
}
