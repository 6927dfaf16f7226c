//! Trades by places, and what is told of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Validity};

use super::item::{Item, items};
use super::place::{Key, Place, Places};
use super::trade::has_word;
use crate::circle::{Circle, TiesOf, first_told};
use crate::{
    EntityRef, Evidence, Facts, Finding, FindingKind, Network, Shelf, StatementId, TieKind, Umbrella, day, vocabulary,
};

/// What a trade or a place is called that no source tells.
pub const NOT_TOLD: &str = "not told";
/// "Now" is so many days.
const NOW: i32 = 731;

/// How the table is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectOptions {
    /// Trades with the words by which sources speak of them; the sources' own words where it is empty, and for words that it lacks.
    pub trades: Vec<(String, Vec<String>)>,
    /// Only places of this level, such as `province`, each with all that lies in it.
    pub level: Option<String>,
}

/// Money that passed, in one currency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellMoney {
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// How much.
    pub sum: f64,
}

/// One trade at one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// The trade.
    pub trade: String,
    /// The place.
    pub place: Place,
    /// Groups at work there in it, themselves or by a firm.
    pub groups: Vec<EntityRef>,
    /// Protectors of these groups, by shelf.
    pub protectors: BTreeMap<Shelf, usize>,
    /// Offences.
    pub offences: usize,
    /// Complaints.
    pub complaints: usize,
    /// Firms of the trade there that the case knows.
    pub firms: usize,
    /// Of which the groups hold so many.
    pub firms_of_groups: usize,
    /// Payments to and from those firms of the groups.
    pub payments: usize,
    /// Their sums.
    pub money: Vec<CellMoney>,
    /// Offences and complaints in the last two years that the case knows.
    pub now: usize,
    /// And in the two years before.
    pub before: usize,
    /// Offences per 100,000 inhabitants, where the case has a figure of the inhabitants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_100_000: Option<f64>,
    /// How many sources all of it rests on.
    pub sources: usize,
    /// Inspection items opened for it.
    pub items: Vec<EntityId>,
    /// The assessment, with the parts by which cells are put in order.
    #[serde(flatten)]
    pub finding: Finding,
    /// Who and what is counted.
    #[serde(skip)]
    pub(crate) contents: Contents,
    /// What stands for the place.
    #[serde(skip)]
    pub(crate) key: Key,
}

/// Trades by places.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Inspection {
    /// The cells, those that stand out most first.
    pub cells: Vec<Cell>,
    /// The inspection list.
    pub items: Vec<Item>,
    /// What can't be as it is told.
    pub warnings: Vec<String>,
}

/// Who and what is counted in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Contents {
    pub(crate) groups: BTreeSet<EntityId>,
    pub(crate) offences: BTreeSet<EntityId>,
    pub(crate) complaints: BTreeSet<EntityId>,
    pub(crate) firms: BTreeSet<EntityId>,
    /// Firms that the groups hold.
    pub(crate) held: BTreeSet<EntityId>,
    pub(crate) payments: BTreeSet<EntityId>,
    pub(crate) statements: BTreeSet<StatementId>,
}

impl Contents {
    pub(crate) fn join(&mut self, other: &Self) {
        self.groups.extend(other.groups.iter().cloned());
        self.offences.extend(other.offences.iter().cloned());
        self.complaints.extend(other.complaints.iter().cloned());
        self.firms.extend(other.firms.iter().cloned());
        self.held.extend(other.held.iter().cloned());
        self.payments.extend(other.payments.iter().cloned());
        self.statements.extend(other.statements.iter().copied());
    }
}

struct Table<'a> {
    facts: &'a Facts,
    options: &'a InspectOptions,
    places: Places,
    cells: BTreeMap<(String, Key), Contents>,
}

/// Puts trades against places: groups, protectors, offences, complaints, firms, money, trend, and how many sources say so.
///
/// A place that lies in others counts in them too. Where no source tells a trade or a place, the cell says so. Rates are given
/// only where the case holds a figure of inhabitants. Time O(n log n) in statements.
pub fn inspect(facts: &Facts, network: &Network, umbrellas: &[Umbrella], options: &InspectOptions) -> Inspection {
    let table = Table { facts, options, places: Places::of(facts), cells: BTreeMap::new() };
    table.filled(network).finish(umbrellas)
}

/// Who and what is told of each place itself, in all trades; what has no place is under [`NOT_TOLD`].
pub(crate) fn contents_by_place(facts: &Facts, network: &Network, places: Places) -> (Places, BTreeMap<Key, Contents>) {
    let options = InspectOptions::default();
    let table = Table { facts, options: &options, places, cells: BTreeMap::new() }.filled(network);
    let mut found: BTreeMap<Key, Contents> = BTreeMap::new();
    for ((_, place), contents) in table.cells {
        found.entry(place).or_default().join(&contents);
    }
    (table.places, found)
}

impl Table<'_> {
    fn filled(mut self, network: &Network) -> Self {
        let facts = self.facts;
        let ties = TiesOf::new(network);
        for group in facts.profiles_of("CriminalGroup") {
            self.group(network, &ties, group.id());
        }
        for firm in facts.profiles_of("Company") {
            self.firm(firm.id());
        }
        for offence in facts.profiles_of("Offence") {
            self.event(offence.id(), true);
        }
        for event in facts.profiles_of("Event").filter(|event| !event.schema().is_a("Offence")) {
            let told = ["name", "summary", "keywords"];
            if told
                .iter()
                .any(|name| facts.values(event.id(), name).iter().any(|words| vocabulary::complaints().has(words)))
            {
                self.event(event.id(), false);
            }
        }
        self
    }
}

/// Inhabitants by place, from figures that count them.
fn inhabitants(facts: &Facts, places: &mut Places) -> BTreeMap<Key, (f64, StatementId)> {
    let mut found: BTreeMap<Key, (f64, StatementId)> = BTreeMap::new();
    for figure in facts.profiles_of("Figure") {
        let id = figure.id();
        let told =
            ["unit", "measure"].into_iter().flat_map(|name| facts.values(id, name)).collect::<Vec<_>>().join(" ");
        let is_people = ["inhabitant", "resident", "population"].iter().any(|word| told.to_lowercase().contains(word));
        let value = facts.value(id, "value").and_then(|value| value.parse::<f64>().ok()).filter(|value| *value > 0.0);
        let place = ["territory", "place"].into_iter().find_map(|name| facts.value(id, name));
        if let (true, Some(value), Some(place), Some(fact)) =
            (is_people, value, place, facts.stating(id, "value").next())
        {
            // Of several the largest, which makes the lowest rate.
            let entry = found.entry(places.named(place)).or_insert((value, fact.id));
            if value > entry.0 {
                *entry = (value, fact.id);
            }
        }
    }
    found
}

impl Table<'_> {
    /// The trades that words mean.
    fn trades(&self, words: &[&str]) -> Vec<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        for words in words {
            let lower = words.to_lowercase();
            let listed =
                self.options.trades.iter().filter(|(_, known)| known.iter().any(|word| has_word(&lower, word)));
            let listed: Vec<String> = listed.map(|(trade, _)| trade.clone()).collect();
            if listed.is_empty() {
                found.insert(lower.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            found.extend(listed);
        }
        found.into_iter().collect()
    }

    fn places_of(&mut self, id: &EntityId, entities: &[&str], words: &[&str]) -> Vec<Key> {
        let mut found: BTreeSet<Key> = BTreeSet::new();
        for property in entities {
            for target in self.facts.targets(id, property) {
                let key = self.places.of_entity(&target);
                let key = key.unwrap_or_else(|| self.places.named(&self.facts.caption(&target)));
                found.insert(key);
            }
        }
        if found.is_empty() {
            for property in words {
                for value in self.facts.values(id, property) {
                    let is_code = matches!(*property, "country" | "jurisdiction");
                    found.insert(if is_code { self.places.country(value) } else { self.places.named(value) });
                }
            }
        }
        found.into_iter().collect()
    }

    fn add(&mut self, trades: &[String], places: &[Key], what: impl Fn(&mut Contents)) {
        let untold = [NOT_TOLD.to_owned()];
        let unplaced = [self.places.named(NOT_TOLD)];
        let trades = if trades.is_empty() { &untold[..] } else { trades };
        let places = if places.is_empty() { &unplaced[..] } else { places };
        for trade in trades {
            for place in places {
                what(self.cells.entry((trade.clone(), place.clone())).or_default());
            }
        }
    }

    fn of(&self, id: &EntityId) -> Vec<StatementId> {
        self.facts.of(id).map(|fact| fact.id).collect()
    }

    fn firm_cell(&mut self, firm: &EntityId) -> (Vec<String>, Vec<Key>) {
        let words = ["sector", "classification", "keywords"].into_iter().flat_map(|name| self.facts.values(firm, name));
        let trades = self.trades(&words.collect::<Vec<_>>());
        (trades, self.places_of(firm, &["addressEntity"], &["address", "jurisdiction", "country"]))
    }

    fn firm(&mut self, firm: &EntityId) {
        let (trades, places) = self.firm_cell(firm);
        // A firm of which neither is told is in no table.
        if !trades.is_empty() {
            self.add(&trades, &places, |cell| {
                cell.firms.insert(firm.clone());
            });
        }
    }

    fn group(&mut self, network: &Network, ties: &TiesOf, group: &EntityId) {
        let facts = self.facts;
        let trades = self.trades(&facts.values(group, "trades"));
        let places = self.places_of(group, &["territoryEntity"], &["territory", "country"]);
        let own = self.of(group);
        if !trades.is_empty() || !places.is_empty() {
            self.add(&trades, &places, |cell| {
                cell.groups.insert(group.clone());
                cell.statements.extend(&own);
            });
        }
        let circle = Circle::of(facts, network, ties, group);
        for holding in &circle.holdings {
            let firm = network.nodes()[holding.node].entity.id.clone();
            let (trades, places) = self.firm_cell(&firm);
            let mut statements = self.of(&firm);
            statements.extend(holding.evidence.statements());
            let paid = ties.of(network, holding.node).filter(|tie| tie.kind == TieKind::Payment);
            let payments: Vec<(EntityId, Vec<StatementId>)> =
                paid.map(|tie| (tie.id.clone(), tie.evidence.statements().to_vec())).collect();
            self.add(&trades, &places, |cell| {
                cell.groups.insert(group.clone());
                cell.held.insert(firm.clone());
                cell.statements.extend(&statements);
                for (payment, evidence) in &payments {
                    cell.payments.insert(payment.clone());
                    cell.statements.extend(evidence);
                }
            });
        }
    }

    /// An offence or a complaint: at its own place and in its own trade, or else those of whoever it is about.
    fn event(&mut self, id: &EntityId, is_offence: bool) {
        let facts = self.facts;
        let mut trades = self.trades(&facts.values(id, "trade"));
        let mut places =
            self.places_of(id, &["placeEntity", "addressEntity"], &["place", "location", "address", "country"]);
        for about in ["perpetrator", "involved", "organizer"].into_iter().flat_map(|name| facts.targets(id, name)) {
            let is_group = facts.profile(&about).is_some_and(|profile| profile.schema().is_a("CriminalGroup"));
            if trades.is_empty() {
                let words = if is_group { facts.values(&about, "trades") } else { facts.values(&about, "sector") };
                trades = self.trades(&words);
            }
            if places.is_empty() {
                places = self.places_of(&about, &["territoryEntity", "addressEntity"], &["territory", "address"]);
            }
        }
        let own = self.of(id);
        self.add(&trades, &places, |cell| {
            let events = if is_offence { &mut cell.offences } else { &mut cell.complaints };
            events.insert(id.clone());
            cell.statements.extend(&own);
        });
    }

    fn finish(mut self, umbrellas: &[Umbrella]) -> Inspection {
        let facts = self.facts;
        let people = inhabitants(facts, &mut self.places);
        let items = items(facts);
        let last = last_event(facts);
        // What lies in a place is in it too.
        let leaves: Vec<((String, Key), Contents)> = std::mem::take(&mut self.cells).into_iter().collect();
        let mut all: BTreeMap<(String, Key), Contents> = BTreeMap::new();
        for ((trade, place), draft) in leaves {
            let mut keys = vec![place.clone()];
            keys.extend(self.places.above(&place));
            if let Some(level) = &self.options.level {
                keys.retain(|key| self.places.show(key).level.as_deref() == Some(level.as_str()));
            }
            for key in keys {
                all.entry((trade.clone(), key)).or_default().join(&draft);
            }
        }
        let by_group: BTreeMap<&EntityId, &Umbrella> = umbrellas.iter().map(|u| (&u.group.id, u)).collect();
        let mut cells: Vec<Cell> = Vec::new();
        for ((trade, key), draft) in all {
            let place = self.places.show(&key);
            let cell = cell(facts, &by_group, &items, last, people.get(&key), trade, place, &draft);
            cells.extend(cell.map(|cell| Cell { key, ..cell }));
        }
        cells.sort_by(|a, b| {
            b.finding
                .score()
                .total_cmp(&a.finding.score())
                .then_with(|| (&a.trade, &a.place).cmp(&(&b.trade, &b.place)))
        });
        let warnings = self
            .places
            .circles
            .iter()
            .map(|name| format!("{name} lies in itself by way of other places: it counts in each of them once"))
            .collect();
        Inspection { cells, items, warnings }
    }
}

/// The last day on which something is told to have happened or was published.
fn last_event(facts: &Facts) -> Option<i32> {
    let published = facts.sources().filter_map(|source| source.published);
    published.map(|on| day::interval(Validity { from: Some(on), to: Some(on) }).last()).max()
}

#[expect(clippy::too_many_arguments, reason = "the indexes are made once for all cells")]
fn cell(
    facts: &Facts,
    umbrellas: &BTreeMap<&EntityId, &Umbrella>,
    items: &[Item],
    last: Option<i32>,
    people: Option<&(f64, StatementId)>,
    trade: String,
    place: Place,
    draft: &Contents,
) -> Option<Cell> {
    let mut statements = draft.statements.clone();
    let mut by_shelf: BTreeMap<Shelf, BTreeSet<&EntityId>> = BTreeMap::new();
    let mut sheltering: BTreeSet<StatementId> = BTreeSet::new();
    for protector in draft.groups.iter().filter_map(|group| umbrellas.get(group)).flat_map(|u| &u.protectors) {
        by_shelf.entry(protector.shelf).or_default().insert(&protector.person.id);
        if protector.shelf != Shelf::Structure {
            sheltering.extend(protector.finding.evidence().statements());
        }
    }
    statements.extend(&sheltering);
    if draft.groups.is_empty() && draft.offences.is_empty() && draft.complaints.is_empty() {
        return None;
    }
    let evidence = Evidence::new(statements.iter().copied())?;
    let of = |ids: &BTreeSet<EntityId>| Evidence::new(ids.iter().flat_map(|id| facts.of(id)).map(|fact| fact.id));
    let said: usize = by_shelf.iter().filter(|(shelf, _)| **shelf != Shelf::Structure).map(|(_, who)| who.len()).sum();
    // Each further of a kind says less than the one before.
    let root = |count: usize| ((count as f64).sqrt() * 10.0).round() / 10.0;
    let days: Vec<i32> = draft.offences.iter().chain(&draft.complaints).filter_map(|id| event_day(facts, id)).collect();
    let within = |from: i32, to: i32| days.iter().filter(|day| (from..=to).contains(*day)).count();
    let (now, before) =
        last.map_or((0, 0), |last| (within(last - NOW + 1, last), within(last - 2 * NOW + 1, last - NOW)));
    let mut parts = Vec::new();
    for (name, count, weight, because) in [
        ("groups", draft.groups.len(), 3.0, of(&draft.groups)),
        ("protectors", said, 3.0, Evidence::new(sheltering.iter().copied())),
        ("offences", draft.offences.len(), 2.0, of(&draft.offences)),
        ("complaints", draft.complaints.len(), 1.0, of(&draft.complaints)),
        ("firms of groups", draft.held.len(), 1.0, of(&draft.held)),
    ] {
        if let (1.., Some(evidence)) = (count, because) {
            let why = format!("{count} {name}");
            parts.push(crate::Part { name, points: weight * root(count), why, evidence });
        }
    }
    if now > before {
        let ids: BTreeSet<EntityId> = draft.offences.union(&draft.complaints).cloned().collect();
        if let Some(evidence) = of(&ids) {
            let why = format!("{now} events in the last two years, {before} in the two before");
            parts.push(crate::Part { name: "rising", points: root(now - before), why, evidence });
        }
    }
    let sources: BTreeSet<_> =
        statements.iter().filter_map(|id| facts.fact(*id)).map(|fact| fact.statement.span().source()).collect();
    let subjects = draft.groups.iter().cloned().collect();
    let mut finding = Finding::new(FindingKind::Inspection, subjects, &evidence, parts).with_caveat(
        "counts what sources tell: a place that is written about more has more in it; for putting inspections in order, not for judging a place",
    );
    if sources.len() == 1 {
        finding = finding.with_caveat("all of it rests on one source");
    }
    let mut money: BTreeMap<Option<String>, f64> = BTreeMap::new();
    for payment in &draft.payments {
        let amount = facts.value(payment, "amount").and_then(|amount| amount.parse::<f64>().ok());
        if let Some(amount) = amount.filter(|amount| *amount > 0.0) {
            *money.entry(facts.value(payment, "currency").map(str::to_owned)).or_default() += amount;
        }
    }
    let open = items.iter().filter(|item| item.is_of(&trade, &place.name)).map(|item| item.id.clone());
    Some(Cell {
        groups: draft.groups.iter().map(|group| facts.entity(group)).collect(),
        protectors: by_shelf.into_iter().map(|(shelf, who)| (shelf, who.len())).collect(),
        offences: draft.offences.len(),
        complaints: draft.complaints.len(),
        firms: draft.firms.union(&draft.held).count(),
        firms_of_groups: draft.held.len(),
        payments: draft.payments.len(),
        money: money.into_iter().map(|(currency, sum)| CellMoney { currency, sum }).collect(),
        now,
        before,
        per_100_000: people.map(|(people, _)| (draft.offences.len() as f64 / people * 1e7).round() / 100.0),
        sources: sources.len(),
        items: open.collect(),
        trade,
        place,
        finding,
        contents: draft.clone(),
        key: Key::new(),
    })
}

fn event_day(facts: &Facts, id: &EntityId) -> Option<i32> {
    let told = ["date", "startDate"].into_iter().find_map(|name| facts.value(id, name)?.parse::<PartialDate>().ok());
    let on = told.or_else(|| first_told(facts, &Evidence::new(facts.of(id).map(|fact| fact.id))?))?;
    Some(day::interval(Validity { from: Some(on), to: Some(on) }).first())
}
