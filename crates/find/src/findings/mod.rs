//! Everything that is found in a case under a view.

use serde::Serialize;

use crate::{
    Campaign, Comparison, Facts, FindError, Hit, InspectOptions, Inspection, Ledger, Money, Network, Ring, Umbrella,
    View, Watch, WatchOptions, alerts, campaigns, compare_campaigns, figures, hits, inspect, money, rings, umbrellas,
    watch,
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
}

impl Findings {
    /// Works everything out.
    ///
    /// # Errors
    /// [`FindError::Graph`] when the network is larger than a graph can number.
    pub fn of(facts: &Facts, view: &View) -> Result<Self, FindError> {
        let network = Network::of(facts, view)?;
        let umbrellas = umbrellas(facts, &network)?;
        let watch = watch(facts, &network, &WatchOptions::default())?;
        let money = money(facts, &network, &umbrellas);
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
            network,
        })
    }
}

#[cfg(test)]
mod tests;
