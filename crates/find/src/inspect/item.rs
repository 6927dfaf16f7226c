//! The inspection list: what was opened, who looks into it, what was put right and checked.

use std::collections::BTreeSet;

use serde::Serialize;
use umbra_model::{EntityId, PartialDate};

use crate::{Evidence, Facts};

/// How far an item has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Somebody found that it has to be looked into.
    Opened,
    /// Somebody is to look into it.
    Assigned,
    /// The fault is said to be put right.
    Rectified,
    /// Somebody checked that it is.
    Verified,
    /// It was not, or is back.
    Reopened,
}

impl ItemState {
    /// All of them, in the order in which they usually come.
    pub const ALL: [Self; 5] = [Self::Opened, Self::Assigned, Self::Rectified, Self::Verified, Self::Reopened];

    /// The state's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Assigned => "assigned",
            Self::Rectified => "rectified",
            Self::Verified => "verified",
            Self::Reopened => "reopened",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether an item can go on from this state to another.
    pub fn can_become(self, next: Self) -> bool {
        match next {
            Self::Opened => false,
            Self::Assigned | Self::Rectified => matches!(self, Self::Opened | Self::Assigned | Self::Reopened),
            Self::Verified => self == Self::Rectified,
            Self::Reopened => matches!(self, Self::Rectified | Self::Verified),
        }
    }
}

/// A point on the inspection list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Its id: `inspection-1`.
    pub id: EntityId,
    /// The trade.
    pub trade: String,
    /// The place.
    pub place: String,
    /// How far it has got.
    pub state: ItemState,
    /// Who is to look into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// What was found.
    pub found: Vec<String>,
    /// What has to change.
    pub to_rectify: Vec<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// What bears it out: the notes that were taken.
    pub evidence: Evidence,
}

impl Item {
    /// Whether it is past its day and not yet verified.
    pub fn is_overdue(&self, today: PartialDate) -> bool {
        self.state != ItemState::Verified && self.due.is_some_and(|due| due.latest() < today.earliest())
    }

    pub(super) fn is_of(&self, trade: &str, place: &str) -> bool {
        self.trade.eq_ignore_ascii_case(trade) && self.place.eq_ignore_ascii_case(place)
    }
}

/// The items of a case in the order in which they were opened. The last note on a property counts.
pub fn items(facts: &Facts) -> Vec<Item> {
    let item = |profile: &crate::Profile| {
        let id = profile.id();
        // Notes follow each other in time, and their numbers with them, wherever their files lie.
        let told = |property: &'static str| {
            let mut told: Vec<_> = facts.stating(id, property).collect();
            told.sort_by_key(|fact| fact.id);
            told.into_iter().map(|fact| fact.statement.value().to_owned()).collect::<Vec<String>>()
        };
        let last = |property: &'static str| told(property).pop();
        let all = |property: &'static str| {
            let mut seen = BTreeSet::new();
            let mut all = told(property);
            all.retain(|value| seen.insert(value.clone()));
            all
        };
        Some(Item {
            id: id.clone(),
            trade: last("trade").unwrap_or_default(),
            place: last("place").unwrap_or_default(),
            state: last("state").and_then(|state| ItemState::parse(&state)).unwrap_or(ItemState::Opened),
            assigned_to: last("assignedTo"),
            found: all("found"),
            to_rectify: all("toRectify"),
            due: last("dueDate").and_then(|date| date.parse().ok()),
            evidence: Evidence::new(facts.of(id).map(|fact| fact.id))?,
        })
    };
    let mut items: Vec<Item> = facts.profiles_of("InspectionItem").filter_map(item).collect();
    items.sort_by(|a, b| (a.evidence.first(), &a.id).cmp(&(b.evidence.first(), &b.id)));
    items
}
