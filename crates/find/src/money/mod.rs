//! Who pays and who is paid: sums, ways through time, shapes, and who stands behind firms.

mod near;
mod ownership;
mod path;
mod pattern;
mod payment;
mod total;

use std::collections::BTreeSet;

use serde::Serialize;
use umbra_model::{EntityId, PartialDate};

pub use near::NearProtector;
pub use ownership::{Owner, Ownership};
pub use path::MoneyPath;
pub use pattern::{MoneyPattern, PatternKind};
pub use payment::{MoneyWarning, Payment};
pub(crate) use payment::{payments, show};
pub use total::{Flow, PartyTotal, Total};

use crate::{Facts, FindError, Network, StatementId, TieKind, Umbrella};
use ownership::Shares;

/// Parties and flows that are listed of each currency.
const LISTED: usize = 40;
/// Patterns of each kind that are listed.
const PATTERNS: usize = 50;
/// Firms whose owners are listed.
const FIRMS: usize = 200;

/// Everything about money in a case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Money {
    /// How many payments there are.
    pub payments: usize,
    /// By currency and year.
    pub totals: Vec<Total>,
    /// Who paid most, by currency.
    pub payers: Vec<PartyTotal>,
    /// Who was paid most, by currency.
    pub takers: Vec<PartyTotal>,
    /// The largest flows between two parties, by currency.
    pub flows: Vec<Flow>,
    /// Shapes that launderers leave, by kind, the largest first.
    pub patterns: Vec<MoneyPattern>,
    /// How many patterns were found beyond those listed.
    pub more_patterns: usize,
    /// Whether the search for them ran to its end.
    pub is_complete: bool,
    /// Who stands behind firms that are held through others.
    pub ownership: Vec<Ownership>,
    /// How many more firms are held through others, whose owners are not listed.
    pub more_firms: usize,
    /// Money near protectors.
    pub near_protectors: Vec<NearProtector>,
    /// What can't be as it is told, or can't be added up.
    pub warnings: Vec<MoneyWarning>,
}

/// Works out everything about money.
///
/// Sums are of one currency each and never converted. Undated payments are in the sums and on no way. Two records of
/// the same parties, amount, currency and day in different sources are one payment.
pub fn money(facts: &Facts, network: &Network, umbrellas: &[Umbrella]) -> Money {
    let (payments, warnings) = shown(facts, network);
    money_of(facts, network, umbrellas, &payments, warnings)
}

/// Likewise, of payments that are at hand, with what is wrong with any.
pub(crate) fn money_of(
    facts: &Facts,
    network: &Network,
    umbrellas: &[Umbrella],
    payments: &[Payment],
    mut warnings: Vec<MoneyWarning>,
) -> Money {
    let (patterns, is_complete) = pattern::patterns(facts, payments);
    let all = patterns.len();
    let mut seen: std::collections::BTreeMap<PatternKind, usize> = std::collections::BTreeMap::new();
    let patterns: Vec<MoneyPattern> = patterns
        .into_iter()
        .filter(|pattern| {
            let count = seen.entry(pattern.kind).or_default();
            *count += 1;
            *count <= PATTERNS
        })
        .collect();
    let shares = Shares::of(facts, network, None);
    let mut firms = shares.firms();
    let behind = firms.by_ref().map(|firm| shares.behind(facts, firm));
    // Of a circle in which no share is told there is nothing to say.
    let is_telling = |firm: &Ownership| !firm.owners.is_empty() || !firm.warnings.is_empty();
    let ownership: Vec<Ownership> = behind.filter(is_telling).take(FIRMS).collect();
    warnings.truncate(PATTERNS);
    Money {
        payments: payments.len(),
        totals: total::totals(payments),
        payers: total::parties(facts, payments, true, LISTED),
        takers: total::parties(facts, payments, false, LISTED),
        flows: total::flows(facts, payments, LISTED),
        more_patterns: all - patterns.len(),
        patterns,
        is_complete,
        ownership,
        more_firms: firms.count(),
        near_protectors: near::near(facts, network, umbrellas, payments),
        warnings,
    }
}

/// The payments that a network's view shows, by day. A view that leaves nothing out shows all, those whose ends nothing else
/// is told of included.
pub fn payments_under(facts: &Facts, network: &Network) -> Vec<Payment> {
    shown(facts, network).0
}

/// The payments that a network's view shows, and what is wrong with any of the case.
pub(crate) fn shown(facts: &Facts, network: &Network) -> (Vec<Payment>, Vec<MoneyWarning>) {
    let (payments, warnings) = payments(facts);
    if network.view().narrows() { (of_view(&payments, network), warnings) } else { (payments, warnings) }
}

/// Those of some payments that are ties of a network.
pub(crate) fn of_view(payments: &[Payment], network: &Network) -> Vec<Payment> {
    let ties = network.ties().iter().filter(|tie| tie.kind == TieKind::Payment);
    let shown: BTreeSet<StatementId> = ties.flat_map(|tie| tie.evidence.statements()).copied().collect();
    let is_shown = |payment: &&Payment| payment.evidence.statements().iter().any(|id| shown.contains(id));
    payments.iter().filter(is_shown).cloned().collect()
}

/// The widest way of money through time from one party to another, in each currency, over the payments that a network's view
/// shows.
///
/// # Errors
/// [`FindError::Graph`] when the payments are more than a graph can number.
pub fn money_paths(
    facts: &Facts,
    network: &Network,
    from: &EntityId,
    to: &EntityId,
) -> Result<Vec<MoneyPath>, FindError> {
    paths_over(facts, &payments_under(facts, network), from, to)
}

/// Likewise, over payments that are at hand.
pub(crate) fn paths_over(
    facts: &Facts,
    payments: &[Payment],
    from: &EntityId,
    to: &EntityId,
) -> Result<Vec<MoneyPath>, FindError> {
    let (from, to) = (facts.canonical(from), facts.canonical(to));
    if from == to { Ok(Vec::new()) } else { path::paths(facts, payments, from, to) }
}

/// Who stands behind a firm, on a day or at any time.
pub fn owners(facts: &Facts, network: &Network, firm: &EntityId, as_of: Option<PartialDate>) -> Ownership {
    Shares::of(facts, network, as_of).behind(facts, facts.canonical(firm))
}

#[cfg(test)]
mod tests;
