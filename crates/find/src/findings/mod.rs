//! Everything that is found in a case under a view.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use umbra_model::EntityId;

use crate::atlas::{Area, Ground};
use crate::money::{money_of, of_view, paths_over, shown};
use crate::{
    Campaign, Comparison, Facts, FindError, Hit, InspectOptions, Inspection, Ledger, Money, MoneyPath, Network,
    Payment, Ring, Umbrella, View, Watch, WatchOptions, alerts, campaigns, compare_campaigns, figures, hits, inspect,
    rings, umbrellas, watch,
};

/// All findings of a case under one view.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// The network.
    #[serde(serialize_with = "as_it_is")]
    pub network: Arc<Network>,
    /// Who shelters whom, by group.
    pub umbrellas: Vec<Umbrella>,
    /// Officials who shelter several groups, together or alone.
    pub rings: Vec<Ring>,
    /// What is new for the alerts that the case keeps.
    pub hits: Vec<Hit>,
    /// The figures and their checks.
    pub ledger: Ledger,
    /// Trades by places.
    pub inspection: Inspection,
    /// Who pays and who is paid.
    pub money: Money,
    /// Groups over time; `None` where nothing bears a date.
    pub watch: Option<Watch>,
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
    /// The times before, during and after each campaign, side by side.
    pub comparisons: Vec<Comparison>,
    /// The payments.
    #[serde(skip)]
    pub(crate) payments: Vec<Payment>,
    /// The area of the view's place; an empty one where it has none.
    #[serde(skip)]
    pub(crate) area: Area,
    /// The places under a view without one, once somebody has asked for one.
    #[serde(skip)]
    ground: OnceLock<Ground>,
}

impl Findings {
    /// Works everything out.
    ///
    /// # Errors
    /// [`FindError::Graph`] when the network is larger than a graph can number.
    pub fn of(facts: &Facts, view: &View) -> Result<Self, FindError> {
        match &view.place {
            None => Self::anywhere(facts, view),
            Some(place) => Self::anywhere(facts, &view.anywhere())?.at(facts, place),
        }
    }

    fn anywhere(facts: &Facts, view: &View) -> Result<Self, FindError> {
        Self::of_network(facts, Arc::new(Network::of(facts, view)?))
    }

    /// Works out what follows from a network that is drawn already, under a view without a place.
    ///
    /// # Errors
    /// [`FindError::Graph`] when the network is larger than a graph can number.
    pub fn of_network(facts: &Facts, network: Arc<Network>) -> Result<Self, FindError> {
        let umbrellas = umbrellas(facts, &network)?;
        let watch = watch(facts, &network, &WatchOptions::default())?;
        let (payments, warnings) = shown(facts, &network);
        let money = money_of(facts, &network, &umbrellas, &payments, warnings);
        let comparisons = compare_campaigns(facts, &network, &umbrellas);
        let inspection = inspect(facts, &network, &umbrellas, &InspectOptions::default());
        let hits = hits(facts, &network, &umbrellas, &alerts(facts));
        Ok(Self {
            rings: rings(&umbrellas),
            hits,
            umbrellas,
            inspection,
            comparisons,
            money,
            watch,
            ledger: figures(facts),
            campaigns: campaigns(facts),
            payments,
            area: Area::default(),
            ground: OnceLock::new(),
            network,
        })
    }

    /// What of the findings, which are of a view without a place, lies at a place or has to do with somebody there: what
    /// [`Findings::of`] works out under the same view with the place. Nothing is sought anew, so that it takes a small part of the time.
    ///
    /// # Errors
    /// [`FindError::Graph`] when the network is larger than a graph can number.
    pub fn at(&self, facts: &Facts, place: &str) -> Result<Self, FindError> {
        let area = Area::of(facts, self.ground(facts), place);
        let network = self.network.within(facts, &area, place)?;
        let is_there = |id: &EntityId| network.place(id).is_some();
        let umbrellas: Vec<Umbrella> = self.umbrellas.iter().filter(|u| is_there(&u.group.id)).cloned().collect();
        let cells = self.inspection.cells.iter().filter(|cell| area.keys.contains(&cell.key)).cloned().collect();
        let inspection =
            Inspection { cells, items: self.inspection.items.clone(), warnings: self.inspection.warnings.clone() };
        let watch = self.watch.as_ref().map(|watch| Watch {
            groups: watch.groups.iter().filter(|watched| is_there(&watched.group.id)).cloned().collect(),
            changes: watch.changes.clone(),
            ..*watch
        });
        let payments = of_view(&self.payments, &network);
        let mut money = money_of(facts, &network, &[], &payments, self.money.warnings.clone());
        let kept: BTreeSet<&EntityId> = payments.iter().map(|payment| &payment.id).collect();
        let is_kept = |payment: &Payment| kept.contains(&payment.id);
        let near = self.money.near_protectors.iter().filter(|near| near.payments.iter().any(is_kept));
        money.near_protectors = near.cloned().collect();
        Ok(Self {
            rings: rings(&umbrellas),
            hits: self.hits.clone(),
            comparisons: compare_campaigns(facts, &network, &umbrellas),
            ledger: self.ledger.clone(),
            campaigns: self.campaigns.clone(),
            ground: OnceLock::new(),
            umbrellas,
            inspection,
            money,
            watch,
            payments,
            area,
            network: Arc::new(network),
        })
    }

    /// The widest way of money through time from one party to another, in each currency, over the payments of the view.
    ///
    /// # Errors
    /// [`FindError::Graph`] when the payments are more than a graph can number.
    pub fn money_paths(&self, facts: &Facts, from: &EntityId, to: &EntityId) -> Result<Vec<MoneyPath>, FindError> {
        paths_over(facts, &self.payments, from, to)
    }

    /// The places of the view, which has none itself.
    pub(crate) fn ground(&self, facts: &Facts) -> &Ground {
        self.ground.get_or_init(|| Ground::of(facts, &self.network))
    }
}

fn as_it_is<S: Serializer>(network: &Arc<Network>, serializer: S) -> Result<S::Ok, S::Error> {
    network.serialize(serializer)
}

#[cfg(test)]
mod tests;
