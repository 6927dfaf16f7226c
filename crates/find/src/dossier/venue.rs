//! What is known of a trade or a place.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::EntityId;

use super::footnotes::Footnotes;
use super::{Dossier, DossierFact, Moment, Stated};
use crate::facts::plain;
use crate::inspect::Contents;
use crate::{
    Cell, EntityRef, Facts, FindError, InspectOptions, NOT_TOLD, Network, StatementId, Umbrella, figure, inspect, money,
};

/// Sentences that one line of a trade or place refers to at most.
const NOTES: usize = 8;
/// Firms that are listed.
const FIRMS: usize = 60;

impl Dossier {
    /// Gathers what is told of a trade, over all places.
    ///
    /// # Errors
    /// [`FindError::NothingThere`] when no group, offence or complaint is in it; names are compared without regard to case.
    pub fn of_trade(
        facts: &Facts,
        network: &Network,
        umbrellas: &[Umbrella],
        trade: &str,
        options: &InspectOptions,
    ) -> Result<Self, FindError> {
        let inspection = inspect(facts, network, umbrellas, options);
        let cells = inspection.cells.iter().filter(|cell| plain(&cell.trade) == plain(trade));
        let cells: Vec<&Cell> = cells.collect();
        let first = cells.first().ok_or_else(|| FindError::NothingThere(format!("the trade {trade:?}")))?;
        let entity = EntityRef { id: id_of("trade", &first.trade)?, caption: first.trade.clone(), schema: "Trade" };
        let mut venue = Venue::new(facts, umbrellas, Self::empty(entity));
        venue.contents(&cells);
        venue.cells("places", "Places", &cells, |cell| cell.place.name.clone());
        Ok(venue.finish())
    }

    /// Gathers what is told of a place with all that lies in it, in all trades; where it is an entity of the case, what is told of
    /// that too.
    ///
    /// # Errors
    /// [`FindError::NothingThere`] when it is no entity and no group, offence or complaint is there.
    pub fn of_place(
        facts: &Facts,
        network: &Network,
        umbrellas: &[Umbrella],
        place: &str,
        options: &InspectOptions,
    ) -> Result<Self, FindError> {
        let inspection = inspect(facts, network, umbrellas, &InspectOptions { level: None, ..options.clone() });
        let entity = EntityId::new(place).ok().and_then(|id| facts.profile(&id));
        let entity = entity.filter(|profile| profile.schema().is_a("Territory") || profile.schema().is_a("Address"));
        let name = entity.map_or_else(|| place.to_owned(), |profile| facts.caption(profile.id()));
        let cells = inspection.cells.iter().filter(|cell| plain(&cell.place.name) == plain(&name));
        let cells: Vec<&Cell> = cells.collect();
        let base = match (entity, cells.first()) {
            (Some(profile), _) => Self::within(facts, network, profile.id())?,
            (None, Some(cell)) => Self::empty(EntityRef {
                id: id_of("place", &cell.place.name)?,
                caption: cell.place.name.clone(),
                schema: "Place",
            }),
            (None, None) => return Err(FindError::NothingThere(format!("the place {place:?}"))),
        };
        let mut venue = Venue::new(facts, umbrellas, base);
        venue.contents(&cells);
        venue.cells("trades", "Trades", &cells, |cell| cell.trade.clone());
        venue.figures(&name);
        Ok(venue.finish())
    }

    fn empty(entity: EntityRef) -> Self {
        Self {
            entity,
            records: Vec::new(),
            merges: Vec::new(),
            names: Vec::new(),
            roles: Vec::new(),
            facts: Vec::new(),
            offices: Vec::new(),
            accusations: Vec::new(),
            ties: Vec::new(),
            said: Vec::new(),
            said_about: Vec::new(),
            timeline: Vec::new(),
            not_the_same: Vec::new(),
            caveats: Vec::new(),
            footnotes: Vec::new(),
            noted: Vec::new(),
        }
    }
}

/// An id for what is known by its name alone.
fn id_of(kind: &str, name: &str) -> Result<EntityId, FindError> {
    let slug: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    EntityId::new(format!("{kind}-{}", slug.join("-"))).map_err(|_| FindError::NothingThere(name.to_owned()))
}

struct Venue<'f> {
    facts: &'f Facts,
    umbrellas: &'f [Umbrella],
    dossier: Dossier,
    notes: Footnotes<'f>,
}

impl<'f> Venue<'f> {
    fn new(facts: &'f Facts, umbrellas: &'f [Umbrella], mut dossier: Dossier) -> Self {
        let notes = Footnotes::after(facts, std::mem::take(&mut dossier.footnotes));
        Self { facts, umbrellas, dossier, notes }
    }

    fn finish(self) -> Dossier {
        let mut dossier = self.dossier;
        dossier.timeline.sort_by(|a, b| (a.date, &a.says).cmp(&(b.date, &b.says)));
        dossier.footnotes = self.notes.finish();
        dossier
    }

    fn fact(&mut self, property: &'static str, label: &'static str, values: Vec<Stated>) {
        if !values.is_empty() {
            self.dossier.facts.push(DossierFact { property, label, values, is_contradicted: false });
        }
    }

    fn caveat(&mut self, caveat: impl Into<String>) {
        let caveat = caveat.into();
        if !self.dossier.caveats.contains(&caveat) {
            self.dossier.caveats.push(caveat);
        }
    }

    /// A value with the first sentences in reading order that bear it out.
    fn stated(&mut self, value: String, entity: Option<EntityRef>, statements: &[StatementId]) -> Stated {
        let mut statements = statements.to_vec();
        statements.sort_by_cached_key(|id| self.facts.reading_order(*id));
        statements.truncate(NOTES);
        Stated { value, entity, notes: self.notes.number(&statements) }
    }

    fn own(&self, id: &EntityId) -> Vec<StatementId> {
        self.facts.of(id).map(|fact| fact.id).collect()
    }

    /// Groups, protectors, offences, complaints, firms and money of all cells together.
    fn contents(&mut self, cells: &[&Cell]) {
        let mut all = Contents::default();
        for cell in cells {
            all.join(&cell.contents);
            for caveat in cell.finding.caveats() {
                // That one cell rests on one source is no caveat of them all.
                if cells.len() == 1 || !caveat.contains("one source") {
                    self.caveat(caveat.clone());
                }
            }
        }
        self.groups(&all.groups);
        self.events("offences", "Offences", &all.offences);
        self.events("complaints", "Complaints", &all.complaints);
        self.firms(&all);
        self.money(&all.payments);
        if !cells.is_empty() && cells.iter().all(|cell| cell.per_100_000.is_none()) {
            self.caveat(
                "no figure of the inhabitants is in the case: numbers can't be set against how many live there",
            );
        }
    }

    fn groups(&mut self, groups: &BTreeSet<EntityId>) {
        let (mut told, mut over) = (Vec::new(), Vec::new());
        for group in groups {
            let entity = self.facts.entity(group);
            let own = self.own(group);
            told.push(self.stated(entity.caption.clone(), Some(entity), &own));
        }
        for umbrella in self.umbrellas.iter().filter(|umbrella| groups.contains(&umbrella.group.id)) {
            for protector in &umbrella.protectors {
                let value = format!(
                    "{} over {}, {}",
                    protector.person.caption,
                    umbrella.group.caption,
                    protector.shelf.title()
                );
                over.push(self.stated(value, None, &[protector.best.statement]));
            }
        }
        self.fact("groups", "Groups at work", told);
        self.fact("protectors", "Protectors of these groups", over);
    }

    fn events(&mut self, property: &'static str, label: &'static str, events: &BTreeSet<EntityId>) {
        let (mut told, mut undated) = (Vec::new(), 0);
        for event in events {
            let own = self.own(event);
            let entity = self.facts.entity(event);
            let date = ["date", "startDate"].iter().find_map(|name| self.facts.value(event, name)?.parse().ok());
            let standing = self.facts.of(event).find_map(|fact| fact.statement.standing());
            told.push(self.stated(entity.caption.clone(), Some(entity.clone()), &own));
            match date {
                Some(date) => {
                    let notes = self.notes.number(&own);
                    self.dossier.timeline.push(Moment { date, says: entity.caption, standing, notes });
                }
                None => undated += 1,
            }
        }
        self.fact(property, label, told);
        if undated > 0 {
            self.caveat(format!("not known: the dates of {undated} of the {}", label.to_lowercase()));
        }
    }

    fn firms(&mut self, all: &Contents) {
        let mut told = Vec::new();
        for firm in all.held.iter().take(FIRMS) {
            let own = self.own(firm);
            let value = format!("{}, held by a group or its members", self.facts.caption(firm));
            told.push(self.stated(value, None, &own));
        }
        let others: Vec<&EntityId> = all.firms.difference(&all.held).collect();
        for firm in others.iter().take(FIRMS.saturating_sub(told.len())) {
            let own = self.own(firm);
            told.push(self.stated(self.facts.caption(firm), Some(self.facts.entity(firm)), &own));
        }
        let left = all.firms.union(&all.held).count().saturating_sub(told.len());
        self.fact("firms", "Firms of the case", told);
        if left > 0 {
            self.caveat(format!("{left} more firms are not listed"));
        }
    }

    fn money(&mut self, payments: &BTreeSet<EntityId>) {
        let mut sums: BTreeMap<Option<String>, (usize, f64, Vec<StatementId>)> = BTreeMap::new();
        let all = money::payments(self.facts).0;
        for payment in all.iter().filter(|payment| payments.contains(&payment.id)) {
            let Some(sum) = payment.sum() else { continue };
            let own = sums.entry(payment.currency.clone()).or_default();
            *own = (own.0 + 1, own.1 + sum, std::mem::take(&mut own.2));
            own.2.extend(payment.evidence.statements());
        }
        let mut told = Vec::new();
        for (currency, (count, sum, statements)) in sums {
            let currency = currency.as_deref().unwrap_or("(no currency told)");
            let value = format!("{} {currency} in {count} payments", money::show(sum));
            told.push(self.stated(value, None, &statements));
        }
        self.fact("money", "Money of the groups' firms", told);
    }

    /// What the cells say one by one.
    fn cells(&mut self, property: &'static str, label: &'static str, cells: &[&Cell], name: fn(&Cell) -> String) {
        let mut told = Vec::new();
        for cell in cells {
            let name = name(cell);
            let name = if name == NOT_TOLD { "where none is told".to_owned() } else { name };
            let counts = [
                (cell.groups.len(), "group", "groups"),
                (cell.offences, "offence", "offences"),
                (cell.complaints, "complaint", "complaints"),
                (cell.firms_of_groups, "firm of groups", "firms of groups"),
            ];
            let counts = counts.iter().filter(|(count, ..)| *count > 0);
            let counts: Vec<String> =
                counts.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many })).collect();
            let statements = cell.finding.evidence().statements().to_vec();
            told.push(self.stated(format!("{name}: {}", counts.join(", ")), None, &statements));
        }
        self.fact(property, label, told);
    }

    /// Published figures of the place.
    fn figures(&mut self, place: &str) {
        let mut told = Vec::new();
        for figure in figure::told(self.facts) {
            if figure.territory.as_deref().map(plain) == Some(plain(place)) {
                told.push(self.stated(figure.says(), None, &[figure.citation.statement]));
            }
        }
        self.fact("figures", "Published figures", told);
    }
}
