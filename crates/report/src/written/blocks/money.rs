//! The widest way of money through time from one party to another.

use umbra_find::money_paths;
use umbra_model::EntityId;

use super::super::Material;
use super::{Gathered, Line};
use crate::words;

pub(super) fn gather(material: &Material<'_>, from: &EntityId, to: &EntityId) -> Result<Gathered, String> {
    let facts = material.facts;
    for id in [from, to] {
        if facts.profile(id).is_none() {
            return Err(format!("nothing in the case has the id {id} any more"));
        }
    }
    let paths = money_paths(facts, &material.findings.network, from, to).map_err(|error| error.to_string())?;
    let (payer, payee) = (facts.caption(from), facts.caption(to));
    if paths.is_empty() {
        return Err(format!("no dated payments lead from {payer} to {payee}"));
    }
    let mut out = Gathered {
        title: format!("The way of money from {payer} to {payee}"),
        is_assessment: true,
        ..Gathered::default()
    };
    for path in &paths {
        let currency = path.currency.as_deref().unwrap_or("(no currency told)");
        let parties: Vec<&str> = path.parties.iter().map(|party| party.caption.as_str()).collect();
        let amount = words::number(path.amount);
        let text = format!("{}: at most {amount} {currency} can have passed this way", parties.join(" → "));
        out.lines.push(Line::new(1, text).assessed(true).by(path.finding.evidence().statements()));
        for payment in &path.payments {
            let line = Line::new(2, payment.says(facts)).standing(payment.standing);
            out.lines.push(line.by(payment.evidence.statements()));
        }
        for caveat in path.finding.caveats() {
            out.caveat(caveat);
        }
        out.about.extend(path.parties.iter().map(|party| party.id.clone()));
    }
    Ok(out)
}
