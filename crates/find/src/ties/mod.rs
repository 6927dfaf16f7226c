//! Finding the ties in a case's statements.

mod clearing;
mod draft;
mod join;

use umbra_model::EntityId;

use clearing::clear;
use draft::{by_record, concerned, edges, structure};
use join::{join, tie};

use crate::proceeding::proceedings;
use crate::{Facts, LeftOut, Tie, TieKind, View};

/// Every tie of a case, as far as a view's statements state it.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    /// By start, end, kind and id. Places of nodes are not filled in.
    pub(crate) ties: Vec<Tie>,
    /// What was left out on the way.
    pub(crate) left_out: LeftOut,
}

impl Ties {
    /// Collects the ties. Statements below the view's grade are passed over, unless they stand against an accusation.
    pub(crate) fn of(facts: &Facts, view: &View) -> Self {
        let proceedings = proceedings(facts);
        let mut left_out = LeftOut::default();
        let mut drafts = Vec::new();
        for profile in facts.profiles() {
            if profile.schema().is_edge() && profile.schema().name() != "Similar" {
                edges(facts, view, profile, &mut drafts, &mut left_out);
            } else {
                structure(facts, view, profile, &mut drafts, &mut left_out);
            }
        }
        let by_record = by_record(&drafts);
        for proceeding in &proceedings {
            concerned(facts, view, proceeding, &by_record, &mut drafts);
        }
        drafts.retain(|draft| {
            left_out.to_itself += usize::from(draft.source == draft.target);
            draft.source != draft.target
        });
        clear(facts, &proceedings, &mut drafts);
        let mut ties: Vec<Tie> = join(drafts).into_iter().filter_map(|group| tie(facts, group)).collect();
        ties.sort_by(|a, b| key(a).cmp(&key(b)));
        Self { ties, left_out }
    }
}

fn key(tie: &Tie) -> (&EntityId, &EntityId, TieKind, &EntityId) {
    (&tie.source, &tie.target, tie.kind, &tie.id)
}

pub(crate) fn is_criminal_group(facts: &Facts, id: &EntityId) -> bool {
    facts.profile(id).is_some_and(|profile| profile.schema().is_a("CriminalGroup"))
}

/// The ends of an accusing tie of which it says something ill: both of a payment, else the one that acts.
pub(crate) fn accused_ends<'e>(
    facts: &Facts,
    kind: TieKind,
    source: &'e EntityId,
    target: &'e EntityId,
) -> Vec<&'e EntityId> {
    match kind {
        TieKind::Payment => vec![source, target],
        TieKind::Link | TieKind::Associate if is_criminal_group(facts, source) => vec![target],
        _ => vec![source],
    }
}
