//! What somebody does with an item of the inspection list: a note.

use umbra_model::{EntityId, IdError, PartialDate, StatementError};

use super::item::{ItemState, items};
use crate::{Facts, Note};

/// The schema of items.
const SCHEMA: &str = "InspectionItem";

/// A step of an item from one state to another, with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// The state that it gets.
    pub state: ItemState,
    /// The trade; only of an item that is opened.
    pub trade: Option<String>,
    /// The place; only of an item that is opened.
    pub place: Option<String>,
    /// Who is to look into it.
    pub assigned_to: Option<String>,
    /// What was found.
    pub found: Option<String>,
    /// What has to change.
    pub to_rectify: Option<String>,
    /// Whatever else is to be noted.
    pub note: Option<String>,
    /// By when it is to be put right.
    pub due: Option<PartialDate>,
}

/// Why an item can't be changed so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// No item has the id.
    #[error("there is no item {0}")]
    Unknown(String),
    /// The item's state does not lead there.
    #[error("{id} is {now}, and what is {now} can't be {next}")]
    OutOfOrder {
        /// The item.
        id: EntityId,
        /// Its state.
        now: &'static str,
        /// The state that it was to get.
        next: &'static str,
    },
    /// An item is of a trade at a place.
    #[error("an item is opened for a trade at a place")]
    Nowhere,
    /// To assign is to name somebody.
    #[error("an item is assigned to somebody")]
    ToNobody,
    /// A value is none of its property.
    #[error(transparent)]
    Value(#[from] StatementError),
    /// The number of items has become too large for an id.
    #[error(transparent)]
    Id(#[from] IdError),
}

impl ItemChange {
    /// A step with nothing said of it.
    pub fn to(state: ItemState) -> Self {
        Self {
            state,
            trade: None,
            place: None,
            assigned_to: None,
            found: None,
            to_rectify: None,
            note: None,
            due: None,
        }
    }

    /// The note by which an item changes, or comes to be if its state is `opened`; `id` names it in all other states.
    ///
    /// # Errors
    /// [`ItemError`] when there is no such item, its state does not lead there, or something is missing.
    pub fn noted(
        &self,
        facts: &Facts,
        id: Option<&str>,
        actor: &str,
        today: PartialDate,
    ) -> Result<(EntityId, Note), ItemError> {
        let known = items(facts);
        let day = today.to_string();
        let said = |value: &'_ Option<String>| value.as_deref().map(str::trim).is_some_and(|value| !value.is_empty());
        let mut values: Vec<(&str, &str)> = vec![("state", self.state.name())];
        let id = if self.state == ItemState::Opened {
            let (Some(trade), Some(place), true) = (&self.trade, &self.place, said(&self.trade) && said(&self.place))
            else {
                return Err(ItemError::Nowhere);
            };
            values.extend([("trade", trade.as_str()), ("place", place.as_str()), ("startDate", day.as_str())]);
            let taken = |number: &usize| known.iter().any(|item| item.id.as_str() == format!("inspection-{number}"));
            // One of these is free: there are more numbers than items.
            let number = (1..=known.len() + 1).find(|number| !taken(number)).unwrap_or(known.len() + 1);
            EntityId::new(format!("inspection-{number}"))?
        } else {
            let id = id.unwrap_or_default();
            let item = known.iter().find(|item| item.id.as_str() == id);
            let item = item.ok_or_else(|| ItemError::Unknown(id.chars().take(80).collect()))?;
            if !item.state.can_become(self.state) {
                let (now, next) = (item.state.name(), self.state.name());
                return Err(ItemError::OutOfOrder { id: item.id.clone(), now, next });
            }
            item.id.clone()
        };
        match self.state {
            ItemState::Rectified => values.push(("rectified", &day)),
            ItemState::Verified => values.push(("verified", &day)),
            ItemState::Assigned if !said(&self.assigned_to) => return Err(ItemError::ToNobody),
            _ => {}
        }
        let told = [
            ("assignedTo", &self.assigned_to),
            ("found", &self.found),
            ("toRectify", &self.to_rectify),
            ("summary", &self.note),
        ];
        for (property, value) in told.into_iter().filter(|(_, value)| said(value)) {
            values.extend(value.as_deref().map(|value| (property, value)));
        }
        let due = self.due.map(|due| due.to_string());
        values.extend(due.as_ref().map(|due| ("dueDate", due.as_str())));
        let note = Note::new(&id, SCHEMA, &values, actor, today, facts.sources().len() + 1)?;
        Ok((id, note))
    }
}
