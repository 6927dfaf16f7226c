//! A published figure with the checks that it is part of.

use umbra_find::Verdict;
use umbra_model::EntityId;

use super::super::Material;
use super::{Gathered, Line};

pub(super) fn gather(material: &Material<'_>, id: &EntityId) -> Result<Gathered, String> {
    let ledger = &material.findings.ledger;
    let canonical = material.facts.canonical(id);
    let figure = ledger.figure(id).or_else(|| ledger.figure(canonical));
    let figure = figure.ok_or_else(|| format!("the case holds no figure {id} any more"))?;
    let mut out = Gathered { title: figure.says(), ..Gathered::default() };
    out.lines.push(Line::new(1, format!("“{}”", figure.citation.quote)).by(figure.evidence.statements()));
    for warning in &figure.warnings {
        out.caveat(warning);
    }
    let checks: Vec<_> = ledger.checks.iter().filter(|check| check.figures.contains(&figure.id)).collect();
    if checks.is_empty() {
        out.lines.push(Line::new(1, "No other figure of the case can be set against it."));
    } else {
        out.lines.push(Line::new(0, "Checks"));
    }
    for check in checks {
        let verdict = match &check.verdict {
            Verdict::Agree => "agree".to_owned(),
            Verdict::Disagree { by } => format!("disagree by {by}"),
            Verdict::CannotCompare { why } => format!("can't be compared: {why}"),
        };
        let line = Line::new(1, format!("{} ({verdict})", check.says)).assessed(true);
        out.lines.push(line.by(check.finding.evidence().statements()));
        for caveat in check.finding.caveats() {
            out.lines.push(Line::new(2, format!("Mind: {caveat}")));
        }
    }
    Ok(out)
}
