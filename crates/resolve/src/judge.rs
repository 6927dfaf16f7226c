//! One pair of records: its parts, its sum, its verdict.

use umbra_model::Schema;
use umbra_names::Kind;

use crate::context::{Agreements, Context};
use crate::name::Agreement;
use crate::proposal::{Part, Proposal, Verdict, logistic};
use crate::record::Record;
use crate::weights::Weights;
use crate::{identifier, life, territory};

/// As names of what the names of two records are compared; `None` where the two can't be one.
pub(crate) fn common_kind(left: &Record, right: &Record) -> Option<Kind> {
    let is_body = |record: &Record| record.schema.is_a("LegalEntity") && record.subject() == Kind::Organisation;
    match (left.subject(), right.subject()) {
        (Kind::Person, Kind::Person) => Some(Kind::Person),
        (Kind::Place, Kind::Place) => Some(Kind::Place),
        (Kind::Person, Kind::Organisation) => right.is_unknown().then_some(Kind::Person),
        (Kind::Organisation, Kind::Person) => left.is_unknown().then_some(Kind::Person),
        // Of neither is it known what it is: unless both names bear a legal form they may be people, and are held to more.
        (Kind::Organisation, Kind::Organisation) if left.is_unknown() && right.is_unknown() => {
            let is_firm = |record: &Record| record.names.iter().any(|name| name.legal_form().is_some());
            Some(if is_firm(left) && is_firm(right) { Kind::Organisation } else { Kind::Person })
        }
        (Kind::Organisation, Kind::Organisation) => {
            let fits = is_body(left) && is_body(right) || Schema::can_match(left.schema, right.schema);
            fits.then_some(Kind::Organisation)
        }
        _ => None,
    }
}

/// Judges a pair; `None` where it is not worth a look.
pub(crate) fn judge(
    pair: (usize, usize),
    records: &[Record],
    agreements: &Agreements,
    context: &Context<'_>,
    weights: &Weights,
) -> Option<Proposal> {
    let (left, right) = (&records[pair.0], &records[pair.1]);
    let kind = common_kind(left, right)?;
    let agreement = agreements.get(&pair)?;
    let (most, slope) = weights.name(kind);
    let mut parts = vec![Part::new("chance", weights.prior(kind), "two records rarely mean one entity")];
    parts.push(agreement.part(most, slope));
    parts.extend(schemata(left, right));
    parts.extend(identifier::parts(left, right));
    parts.extend(life::parts(left, right, kind));
    parts.extend(territory::parts(left, right, kind));
    parts.extend(context.parts(pair.0, pair.1, kind, agreements));
    let weight: f64 = parts.iter().map(|part| part.weight).sum();
    let excluded = parts.iter().any(|part| part.excludes);
    let shares_number = parts.iter().any(|part| part.name == "identifier" && part.weight > 0.0);
    if !agreement.agrees() && !shares_number {
        return None;
    }
    let verdict = if excluded {
        Verdict::Different
    } else if weight >= weights.same && may_be_same(agreement) {
        Verdict::Same
    } else if weight >= weights.unsure {
        Verdict::Unsure
    } else {
        return None;
    };
    let (left, right) = if left.id < right.id { (left, right) } else { (right, left) };
    Some(Proposal {
        left: left.id.clone(),
        right: right.id.clone(),
        left_caption: left.caption().to_owned(),
        right_caption: right.caption().to_owned(),
        score: logistic(weight),
        parts,
        verdict,
    })
}

/// A surname, a description or a word that all of a kind share never makes two records one, whatever else agrees.
fn may_be_same(agreement: &Agreement) -> bool {
    match agreement.kind {
        Kind::Person => agreement.is_full || !agreement.agrees(),
        Kind::Place => agreement.is_distinctive,
        Kind::Organisation => true,
    }
}

fn schemata(left: &Record, right: &Record) -> Option<Part> {
    if Schema::common(left.schema, right.schema).is_some() {
        return None;
    }
    // A public body is no company; that a company is called a gang may be a figure of speech, or an accusation.
    let why = format!("{} and {}", left.schema.label(), right.schema.label());
    Some(Part::new("kind", -3.0, why))
}
