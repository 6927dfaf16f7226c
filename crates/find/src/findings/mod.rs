//! Everything that is found in a case under a view.

use std::collections::BTreeSet;

use serde::Serialize;
use umbra_model::EntityId;

use crate::atlas::Area;
use crate::money::{money_of, shown};
use crate::{
    Campaign, Comparison, Facts, FindError, Hit, InspectOptions, Inspection, Ledger, Money, Network, Payment, Ring,
    Umbrella, View, Watch, WatchOptions, alerts, campaigns, compare_campaigns, figures, hits, inspect, rings,
    umbrellas, watch,
};

/// All findings of a case under one view.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// The network.
    pub network: Network,
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
}

impl Findings {
    /// Works everything out.
    ///
    /// # Errors
    /// [`FindError::Graph`] when the network is larger than a graph can number.
    pub fn of(facts: &Facts, view: &View) -> Result<Self, FindError> {
        match &view.place {
            None => Self::anywhere(facts, view),
            Some(place) => Self::anywhere(facts, &view.anywhere())?.within(facts, view, place),
        }
    }

    fn anywhere(facts: &Facts, view: &View) -> Result<Self, FindError> {
        let network = Network::of(facts, view)?;
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
            network,
        })
    }

    /// What of the findings lies at a place, or has to do with somebody there. They are not worked out anew.
    fn within(mut self, facts: &Facts, view: &View, place: &str) -> Result<Self, FindError> {
        self.area = Area::of(facts, &self.network, place);
        self.network = Network::within(facts, view, &self.area)?;
        let network = &self.network;
        self.umbrellas.retain(|umbrella| network.place(&umbrella.group.id).is_some());
        self.rings = rings(&self.umbrellas);
        self.inspection.cells.retain(|cell| self.area.keys.contains(&cell.key));
        if let Some(watch) = &mut self.watch {
            watch.groups.retain(|watched| network.place(&watched.group.id).is_some());
        }
        let (payments, warnings) = shown(facts, network);
        let mut money = money_of(facts, network, &[], &payments, warnings);
        money.near_protectors = std::mem::take(&mut self.money.near_protectors);
        let kept: BTreeSet<&EntityId> = payments.iter().map(|payment| &payment.id).collect();
        let is_kept = |payment: &Payment| kept.contains(&payment.id);
        money.near_protectors.retain(|near| near.payments.iter().any(is_kept));
        self.money = money;
        self.payments = payments;
        self.comparisons = compare_campaigns(facts, network, &self.umbrellas);
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
