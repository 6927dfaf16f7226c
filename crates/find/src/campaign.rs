//! Campaigns: named periods, what was planned and what became of them.

use serde::Serialize;
use umbra_model::PartialDate;

use crate::{Citation, EntityRef, Evidence, Facts};

/// Something that became of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignChange {
    /// When, if told.
    pub date: Option<PartialDate>,
    /// What, with its property: "declared: overwhelming victory".
    pub what: String,
    /// Where it stands.
    pub citation: Citation,
}

/// A campaign as sources tell of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Campaign {
    /// The campaign.
    pub entity: EntityRef,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// How long it was meant to last, as an ISO 8601 duration.
    pub planned_duration: Option<String>,
    /// When it was meant to end: told, or the start and the planned duration added up.
    pub planned_end: Option<PartialDate>,
    /// Whether the planned end was worked out and no source tells it.
    pub planned_end_is_computed: bool,
    /// What it is directed against.
    pub target: Option<String>,
    /// What became of it, by date; undated ones last.
    pub changes: Vec<CampaignChange>,
    /// Everything that sources say of it.
    pub evidence: Evidence,
}

/// The campaigns of a case, by start, then by id.
pub fn campaigns(_facts: &Facts) -> Vec<Campaign> {
    Vec::new()
}
