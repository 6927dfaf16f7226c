//! Latitude and longitude, as sources tell them.

use serde::Serialize;
use umbra_model::EntityId;

use crate::{Facts, StatementId};

/// A position on earth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Position {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: f64,
    /// The statements that tell it.
    pub evidence: Vec<StatementId>,
}

impl Position {
    /// The position of an entity; `None` where none is told.
    ///
    /// # Errors
    /// Why what is told is no position: not on earth, more than one, or the zeros that stand for an unknown one.
    pub(crate) fn of(facts: &Facts, id: &EntityId) -> Option<Result<Self, String>> {
        let (latitudes, longitudes) = (facts.values(id, "latitude"), facts.values(id, "longitude"));
        let (Some(latitude), Some(longitude)) = (latitudes.first(), longitudes.first()) else { return None };
        if latitudes.len() > 1 || longitudes.len() > 1 {
            return Some(Err("sources tell different positions".to_owned()));
        }
        let degrees = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
        let (Some(north), Some(east)) = (degrees(latitude, 90.0), degrees(longitude, 180.0)) else {
            return Some(Err(format!("latitude {latitude}, longitude {longitude} is no position on earth")));
        };
        if north == 0.0 && east == 0.0 {
            return Some(Err("latitude 0, longitude 0 mostly stands for an unknown position".to_owned()));
        }
        let told = facts.of(id).filter(|fact| matches!(fact.statement.property().name(), "latitude" | "longitude"));
        Some(Ok(Self { latitude: north, longitude: east, evidence: told.map(|fact| fact.id).collect() }))
    }
}
