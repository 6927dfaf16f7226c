//! A second annotation, read as if it were a run: how far two careful readers agree.

use std::collections::BTreeMap;

use crate::gold::{Event, Gold, Span};
use crate::reading::{Figure, Happening, Mention, Period, Reading, Relation, Role, Voice};

impl Reading {
    /// What another annotator took.
    pub fn of_gold(gold: &Gold) -> Self {
        let mut entities: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in &gold.mentions {
            let Some(name) = mention.entity.as_deref() else { continue };
            let next = entities.len();
            entities.entry(name).or_insert(next);
        }
        let tied = gold.relations.iter().flat_map(|r| [r.subject.as_str(), r.object.as_str()]);
        let holding =
            gold.roles.iter().flat_map(|r| std::iter::once(r.holder.as_str()).chain(r.organisation.as_deref()));
        for name in tied.chain(holding).chain(gold.events.iter().filter_map(Event::main)) {
            let next = entities.len();
            entities.entry(name).or_insert(next);
        }
        let mut labels = vec![String::new(); entities.len()];
        for (name, at) in &entities {
            (*name).clone_into(&mut labels[*at]);
        }
        let period = |words: Option<Span>, value: &Option<String>, inherited: bool| {
            (words.is_some() || value.is_some()).then_some(Period { span: words, is_inherited: inherited })
        };
        let standing = |id: &str| gold.standing.iter().find(|s| s.claim == id).map(|s| s.stage().to_owned());
        Self {
            mentions: gold
                .mentions
                .iter()
                .map(|m| Mention {
                    kind: m.kind.clone(),
                    span: m.span,
                    entity: m.entity.as_deref().map(|e| entities[e]),
                })
                .collect(),
            relations: gold
                .relations
                .iter()
                .map(|r| Relation {
                    kind: r.kind.clone(),
                    subject: entities[r.subject.as_str()],
                    object: entities[r.object.as_str()],
                    trigger: r.trigger,
                    evidence: r.trigger,
                    standing: standing(&r.id),
                    rule: String::new(),
                    optional: r.optional,
                })
                .collect(),
            roles: gold
                .roles
                .iter()
                .map(|r| Role {
                    holder: entities[r.holder.as_str()],
                    office: r.office.clone(),
                    organisation: r.organisation.as_deref().map(|o| entities[o]),
                    is_past: r.status == "past",
                    start: r.start.clone(),
                    end: r.end.clone(),
                    evidence: r.evidence.unwrap_or(Span { start: 0, end: 0 }),
                    optional: r.optional,
                })
                .collect(),
            events: gold
                .events
                .iter()
                .map(|e| Happening {
                    kind: e.kind.clone(),
                    rule: String::new(),
                    parties: e.main().map(|m| entities[m]).into_iter().collect(),
                    trigger: e.trigger,
                    optional: e.optional,
                })
                .collect(),
            candidates: Vec::new(),
            attributions: gold
                .attributions
                .iter()
                .map(|a| Voice {
                    // "Prosecutors" have no mention; their words decide.
                    entity: a.source.as_deref().and_then(|s| entities.get(s)).copied(),
                    speaker: a.source_span,
                    cues: a.cue.clone(),
                    contents: a.content.clone(),
                    optional: a.optional,
                })
                .collect(),
            figures: gold
                .statistics
                .iter()
                .map(|s| Figure {
                    measure: s.id.clone(),
                    value: s.value,
                    high: (s.comparator == "range").then_some(s.value),
                    comparator: if s.comparator == "range" { "=".to_owned() } else { s.comparator.clone() },
                    kind: s.kind.clone(),
                    predicate: None,
                    period: period(s.period_span, &s.period, s.period_inherited_from.is_some()),
                    base: period(s.baseline_span, &s.baseline, false),
                    voice: s.source.as_deref().and_then(|id| gold.attributions.iter().position(|a| a.id == id)),
                    span: s.value_span.unwrap_or(s.evidence),
                    evidence: s.evidence,
                    optional: s.optional,
                })
                .collect(),
            labels,
        }
    }
}
