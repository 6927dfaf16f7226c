//! What of the network is looked at.

use std::collections::BTreeSet;

use serde::Serialize;
use umbra_model::{Credibility, PartialDate, Reliability, Standing};

use crate::TieKind;

/// A filter on the network. The default shows everything that sources say.
///
/// Two rules keep a filter fair. A statement that stands *against* an accusation is never filtered away, so no view
/// makes anybody look worse than the whole case does. And what a filter leaves out is counted
/// ([`LeftOut`](crate::LeftOut)).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct View {
    /// Accusing ties must have got this far. A tie of which a court, or the authority that gave it up, says the
    /// contrary has got nowhere; one that is only denied keeps its rung. Ties that accuse nobody always pass.
    pub standing_at_least: Option<Standing>,
    /// Ties need a statement from a source at least this reliable.
    pub reliability_at_least: Option<Reliability>,
    /// Ties need a statement at least this credible. Credibility 6 says that nobody judged it, and is below all.
    pub credibility_at_least: Option<Credibility>,
    /// Ties must hold, or possibly hold, at this date; what happened once (a payment) must have happened by then. A tie
    /// without dates passes.
    pub as_of: Option<PartialDate>,
    /// Only these kinds of tie; all when `None`.
    pub kinds: Option<BTreeSet<TieKind>>,
    /// Only what has to do with this place or what lies in it, by its entity's id, its key in an [`Atlas`](crate::Atlas) or its
    /// name: ties that are told to be there, or one end of which is. The findings are those of the whole case, and the view
    /// shows those of them that lie there, so that no place makes anybody look other than the whole case does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Also ties that no source states and that a user or a program concluded.
    pub with_assessments: bool,
}

impl View {
    /// The same without the place.
    pub fn anywhere(&self) -> Self {
        Self { place: None, ..self.clone() }
    }

    /// Whether it leaves anything out that a source says.
    pub(crate) fn narrows(&self) -> bool {
        *self != Self { with_assessments: self.with_assessments, ..Self::default() }
    }
}
