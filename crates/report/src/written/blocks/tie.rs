//! A tie with its sentences.

use umbra_model::EntityId;

use super::super::Material;
use super::{Gathered, Line};
use crate::steps::steps;
use crate::words;

pub(super) fn gather(material: &Material<'_>, id: &EntityId) -> Result<Gathered, String> {
    let facts = material.facts;
    let found = material.network.ties().iter().find(|tie| tie.id == *id || tie.records.contains(id));
    let tie = found.ok_or_else(|| format!("the case holds no tie {id} any more"))?;
    let mut out = Gathered {
        title: tie.says_with_standing(facts),
        is_assessment: tie.is_assessment,
        about: vec![tie.source.clone(), tie.target.clone()],
        ..Gathered::default()
    };
    let time = words::period(tie.validity);
    let time = if time.is_empty() { "no date told".to_owned() } else { time };
    let line = Line::new(1, format!("{} ({time})", tie.says(facts))).standing(tie.standing());
    out.lines.push(line.assessed(tie.is_assessment).by(tie.evidence.statements()));
    let steps = if tie.is_accusing { steps(&tie.standings) } else { Vec::new() };
    if steps.len() > 1 {
        out.lines.push(Line::new(0, "How it got there"));
        for step in &steps {
            out.lines.push(Line::new(1, step.day()).standing(Some(step.standing)).by(&step.statements));
        }
    }
    if tie.is_cleared() {
        out.caveat("the accused was cleared of it");
    }
    if !tie.is_accusing {
        out.caveat("this tie accuses nobody");
    }
    if let Some(doubt) = tie.standings.doubt().filter(|_| tie.is_accusing) {
        out.caveat(doubt);
    }
    out.lines.push(Line::new(0, "Sentences"));
    let mut quotes: Vec<String> = Vec::new();
    let mut statements = tie.evidence.statements().to_vec();
    statements.sort_by_cached_key(|id| facts.reading_order(*id));
    for citation in statements.iter().filter_map(|id| facts.cite(*id)) {
        let by = if citation.attribution.is_own_voice() {
            String::new()
        } else {
            format!(", according to {}", citation.attribution)
        };
        let text = format!("“{}”{by}", citation.quote);
        if !quotes.contains(&text) {
            out.lines.push(Line::new(1, &text).standing(citation.standing).by(&[citation.statement]));
            quotes.push(text);
        }
    }
    Ok(out)
}
