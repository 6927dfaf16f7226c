//! What the classifier may tell of two parties, and of one.

/// Ties, in the order of the trained model. Those at the end say the same from either end.
pub const TIES: [&str; 27] = [
    "leads",
    "deputy_leader",
    "member_of",
    "associate_of",
    "shelters",
    "tipped_off",
    "bribed",
    "paid",
    "extorted",
    "owns",
    "controls",
    "directs",
    "founded",
    "employed_by",
    "holds_office",
    "held_office",
    "represents",
    "killed",
    "attacked",
    "threatened",
    "contract_awarded",
    "front_for",
    "family",
    "met",
    "called",
    "associated_with",
    "colludes_with",
];

/// How many of the ties have two different ends.
pub(super) const DIRECTED: usize = 22;

/// Events and proceedings, in the order of the trained model.
pub const EVENTS: [&str; 20] = [
    "arrest",
    "charge",
    "trial",
    "guilty_plea",
    "conviction",
    "sentence",
    "fine",
    "acquittal",
    "dropped",
    "appeal",
    "upheld",
    "overturned",
    "final",
    "investigation",
    "dismissal",
    "resignation",
    "expulsion",
    "seizure",
    "extradition",
    "takes_office",
];
