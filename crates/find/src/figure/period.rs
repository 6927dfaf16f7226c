//! The time that a figure covers.

use serde::Serialize;
use umbra_model::PartialDate;

/// The time that a figure covers, as far as the source tells.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Period {
    /// Its first date, if known.
    pub from: Option<PartialDate>,
    /// Its last date, if known.
    pub to: Option<PartialDate>,
    /// How many years it lasts, if the source tells that, perhaps without saying which.
    pub years: Option<u16>,
    /// The source's words.
    pub words: Option<String>,
}
