//! One pair of records: its parts, its sum, its verdict.

use umbra_model::Schema;
use umbra_names::Kind;

use crate::context::{Agreements, Context};
use crate::name::Agreement;
use crate::proposal::{Parts, Proposal, Verdict, logistic};
use crate::record::Record;
use crate::weights::Weights;
use crate::{identifier, life, territory};

/// As names of what the names of two records are compared; `None` where the two can't be one.
pub(crate) fn common_kind(left: &Record, right: &Record) -> Option<Kind> {
    match (left.kind, right.kind) {
        (Kind::Person, Kind::Person) => Some(Kind::Person),
        (Kind::Place, Kind::Place) => Some(Kind::Place),
        (Kind::Person, Kind::Organisation) => right.is_unknown.then_some(Kind::Person),
        (Kind::Organisation, Kind::Person) => left.is_unknown.then_some(Kind::Person),
        // Of neither is it known what it is: unless a name bears a legal form they may be people, and are held to more.
        (Kind::Organisation, Kind::Organisation) if left.is_unknown && right.is_unknown => {
            let is_firm = |record: &Record| record.names.iter().any(|name| name.legal_form().is_some());
            Some(if is_firm(left) || is_firm(right) { Kind::Organisation } else { Kind::Person })
        }
        (Kind::Organisation, Kind::Organisation) => {
            let fits = left.is_body && right.is_body || Schema::can_match(left.schema, right.schema);
            fits.then_some(Kind::Organisation)
        }
        _ => None,
    }
}

/// A judgement without its reasons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Judged {
    /// Which of the pairs that were compared.
    pub pair: usize,
    pub left: u32,
    pub right: u32,
    pub weight: f64,
    pub verdict: Verdict,
}

/// All that a judgement looks at.
pub(crate) struct Judge<'a> {
    pub records: &'a [Record],
    pub agreements: Agreements<'a>,
    pub context: Context<'a>,
    pub weights: &'a Weights,
}

impl Judge<'_> {
    fn parts(&self, pair: usize, explains: bool) -> Option<(Parts, &Agreement)> {
        let (left, right) = self.agreements.pairs[pair];
        let agreement = self.agreements.found[pair].as_ref()?;
        let (one, other) = (&self.records[left as usize], &self.records[right as usize]);
        let mut parts = alone(one, other, agreement, self.weights, explains);
        self.context.weigh(left as usize, right as usize, agreement.kind, &self.agreements, &mut parts);
        Some((parts, agreement))
    }

    /// Judges a pair; `None` where it is not worth a look.
    pub(crate) fn judge(&self, pair: usize) -> Option<Judged> {
        let (parts, agreement) = self.parts(pair, false)?;
        let (left, right) = self.agreements.pairs[pair];
        if !agreement.agrees && !parts.holds("identifier") {
            return None;
        }
        let weight = parts.weight();
        let (one, other) = (&self.records[left as usize], &self.records[right as usize]);
        let verdict = if parts.excludes() {
            Verdict::Different
        } else if weight >= self.weights.same && may_be_same(agreement, one, other, &parts, self.weights) {
            Verdict::Same
        } else if weight >= self.weights.unsure {
            Verdict::Unsure
        } else {
            return None;
        };
        Some(Judged { pair, left, right, weight, verdict })
    }

    /// A judgement with its reasons, and a reason that came to light later.
    pub(crate) fn explain(&self, judged: &Judged, later: Option<String>) -> Option<Proposal> {
        let (mut parts, _) = self.parts(judged.pair, true)?;
        if let Some(why) = later {
            parts.add("group", 0.0, || why);
        }
        let (left, right) = (&self.records[judged.left as usize], &self.records[judged.right as usize]);
        Some(proposal(left, right, parts, judged.verdict))
    }
}

/// What two records say of each other by themselves: how likely they are one, and why. `None` where they can't be one: a
/// person and a ship, or records of which one has no name, unless they share a number or a contact. What brought these
/// together is rare by itself: there is no chance to overcome.
///
/// What stands around them (ties, documents) is not looked at; [`resolve`](crate::resolve()) does. Symmetric.
pub fn compare(left: &Record, right: &Record, weights: &Weights) -> Option<Proposal> {
    let (parts, agreement) = weighed(left, right, weights, true)?;
    let may_be_same = || agreement.is_none_or(|agreement| may_be_same(&agreement, left, right, &parts, weights));
    let verdict = if parts.excludes() {
        Verdict::Different
    } else if parts.weight() >= weights.same && may_be_same() {
        Verdict::Same
    } else {
        Verdict::Unsure
    };
    Some(proposal(left, right, parts, verdict))
}

/// The [score](Proposal::score) of [`compare`], without its reasons: some ten times as fast.
pub fn score(left: &Record, right: &Record, weights: &Weights) -> Option<f64> {
    weighed(left, right, weights, false).map(|(parts, _)| logistic(parts.weight()))
}

/// The parts of a pair, and how its names agree where both have one.
pub(crate) fn weighed(
    left: &Record,
    right: &Record,
    weights: &Weights,
    explains: bool,
) -> Option<(Parts, Option<Agreement>)> {
    let kind = common_kind(left, right)?;
    if let Some(agreement) = Agreement::of(left, right, kind, weights.least_name) {
        return Some((alone(left, right, &agreement, weights, explains), Some(agreement)));
    }
    let mut parts = Parts::new(explains);
    beside_name(left, right, kind, weights, &mut parts);
    (parts.holds("identifier") || parts.holds("contact")).then_some((parts, None))
}

fn proposal(left: &Record, right: &Record, parts: Parts, verdict: Verdict) -> Proposal {
    let (left, right) = if left.id < right.id { (left, right) } else { (right, left) };
    Proposal {
        left: left.id.clone(),
        right: right.id.clone(),
        left_caption: left.caption().to_owned(),
        right_caption: right.caption().to_owned(),
        score: logistic(parts.weight()),
        parts: parts.list.into_vec(),
        verdict,
    }
}

/// What two records say of each other by themselves, without what stands around them.
fn alone(left: &Record, right: &Record, agreement: &Agreement, weights: &Weights, explains: bool) -> Parts {
    let kind = agreement.kind;
    let mut parts = Parts::new(explains);
    parts.add("chance", weights.prior(kind), || "two records rarely mean one entity".to_owned());
    agreement.weigh(left, right, weights, &mut parts);
    beside_name(left, right, kind, weights, &mut parts);
    parts
}

fn beside_name(left: &Record, right: &Record, kind: Kind, weights: &Weights, parts: &mut Parts) {
    schemata(left, right, parts);
    identifier::weigh(left, right, weights, parts);
    life::weigh(left, right, kind, weights, parts);
    territory::weigh(left, right, kind, weights, parts);
}

/// A surname, a description or a word that all of a kind share never makes two records one, whatever else agrees.
fn may_be_same(agreement: &Agreement, left: &Record, right: &Record, parts: &Parts, weights: &Weights) -> bool {
    // Two records that state a birth, a place or a number in common say whom they mean.
    let stated = || ["birth date", "place", "identifier", "contact"].into_iter().any(|part| parts.holds(part));
    match agreement.kind {
        Kind::Person if weights.trusts_details && stated() => true,
        Kind::Person => !agreement.agrees || agreement.is_full(left, right),
        Kind::Place => agreement.is_distinctive(left, right),
        Kind::Organisation => true,
    }
}

fn schemata(left: &Record, right: &Record, parts: &mut Parts) {
    if !std::ptr::eq(left.schema, right.schema) && Schema::common(left.schema, right.schema).is_none() {
        // A public body is no company; that a company is called a gang may be a figure of speech, or an accusation.
        parts.add("kind", -3.0, || format!("{} and {}", left.schema.label(), right.schema.label()));
    }
}
