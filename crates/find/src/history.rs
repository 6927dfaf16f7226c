//! How far one accusation has got, and how it got there.

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Standing};

use crate::StatementId;

/// What the date of a standing rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DatedBy {
    /// The proceeding's own date.
    Proceeding,
    /// The day on which the source appeared: it happened then or before.
    Publication,
    /// Nothing: no date is known.
    Nothing,
}

/// One standing that statements give to an accusation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingEntry {
    /// The standing.
    pub standing: Standing,
    /// Its date.
    pub date: Option<PartialDate>,
    /// What the date rests on.
    pub dated_by: DatedBy,
    /// The proceeding that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proceeding: Option<EntityId>,
    /// Whether the proceeding names no tie and was matched by its defendant and charge.
    pub is_matched: bool,
    /// The statements that say so.
    pub statements: Vec<StatementId>,
}

/// All standings of one accusation, by date, and the one to show.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct StandingHistory {
    entries: Vec<StandingEntry>,
    shown: Option<Standing>,
    in_force: Option<Standing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<String>,
}

impl StandingHistory {
    /// Puts the standings in order and decides which to show.
    ///
    /// The choice is [`Standing::latest`]'s, with three rules that keep a newspaper's date from being taken for a
    /// court's:
    /// - where something was decided against the accusation, a step on the ladder counts as later only by the
    ///   proceeding's own date, never because an article that recalls it appeared later;
    /// - reports, claims and denials count no more once the authority gave up or a court acquitted;
    /// - where what was decided against it has no date at all, nothing on the ladder counts as later.
    ///
    /// Whoever reads is told of such a case by [`StandingHistory::doubt`].
    pub fn new(mut entries: Vec<StandingEntry>) -> Self {
        entries.sort_by(|a, b| {
            let key = |e: &StandingEntry| (e.date.is_none(), e.date, e.standing.rung().unwrap_or(9), e.standing.name());
            key(a).cmp(&key(b)).then_with(|| a.proceeding.cmp(&b.proceeding))
        });
        let against: Vec<_> = entries.iter().filter(|entry| is_clearing(entry.standing)).collect();
        let shown = if against.is_empty() {
            Standing::latest(entries.iter().map(|entry| (entry.standing, entry.date)))
        } else {
            let any_undated = against.iter().any(|entry| entry.date.is_none());
            let weigh = |entry: &StandingEntry| {
                let own = entry.dated_by == DatedBy::Proceeding && !any_undated;
                let date = if is_clearing(entry.standing) || own { entry.date } else { None };
                (entry.standing, date)
            };
            let counted = |entry: &&StandingEntry| !is_mere_word(entry.standing);
            Standing::latest(entries.iter().filter(counted).map(weigh))
        };
        let in_force = match shown {
            Some(Standing::Denied) => {
                let rest = entries.iter().filter(|entry| entry.standing != Standing::Denied);
                Standing::latest(rest.map(|entry| (entry.standing, entry.date)))
            }
            Some(standing) if standing.is_against() => None,
            other => other,
        };
        let doubt = doubt(&entries, shown);
        Self { entries, shown, in_force, doubt }
    }

    /// All standings, by date; undated ones last.
    pub fn entries(&self) -> &[StandingEntry] {
        &self.entries
    }

    /// The standing to show; `None` where no statement gives one.
    pub fn shown(&self) -> Option<Standing> {
        self.shown
    }

    /// The rung on which the accusation stands: the one shown, or, where that is a denial, the one denied. `None`
    /// where its subject was cleared or no statement gives a standing.
    pub fn in_force(&self) -> Option<Standing> {
        self.in_force
    }

    /// The decision that cleared the accused, if that is what is shown.
    pub fn cleared(&self) -> Option<Standing> {
        self.shown.filter(|standing| is_clearing(*standing))
    }

    /// What the reader should check, where the sources' dates leave it open which standing is the latest.
    pub fn doubt(&self) -> Option<&str> {
        self.doubt.as_deref()
    }

    /// The entries with that standing.
    pub fn with(&self, standing: Standing) -> impl Iterator<Item = &StandingEntry> {
        self.entries.iter().filter(move |entry| entry.standing == standing)
    }
}

/// Whether it ends the accusation: dropped, acquitted, overturned. A denial does not.
pub(crate) fn is_clearing(standing: Standing) -> bool {
    matches!(standing, Standing::Dropped | Standing::Acquitted | Standing::Overturned)
}

/// What a reader has to be told of an accusation that has got this far and no further.
pub(crate) fn caution(in_force: Standing) -> Option<&'static str> {
    Some(match in_force {
        Standing::Convicted => "no source says that the conviction is final",
        Standing::Tried | Standing::Charged => "charged, not convicted: the presumption of innocence applies",
        Standing::Detained => "detained, not charged",
        Standing::Investigated => "under investigation, not charged",
        Standing::Alleged => "somebody claims it; no authority is known to have acted on it",
        Standing::Reported => "a source tells it in its own voice; no authority is known to have acted on it",
        Standing::Final | Standing::Denied | Standing::Dropped | Standing::Acquitted | Standing::Overturned => {
            return None;
        }
    })
}

fn is_mere_word(standing: Standing) -> bool {
    matches!(standing, Standing::Reported | Standing::Alleged | Standing::Denied)
}

fn doubt(entries: &[StandingEntry], shown: Option<Standing>) -> Option<String> {
    let shown = shown.filter(|standing| is_clearing(*standing))?;
    let decided = entries.iter().filter(|entry| entry.standing == shown).filter_map(|entry| entry.date).max();
    let later = entries.iter().filter(|entry| !entry.standing.is_against()).filter(|entry| match decided {
        Some(decided) => entry.date > Some(decided),
        None => true,
    });
    let recalled = later.max_by_key(|entry| (entry.date, entry.standing.rung()))?.standing;
    Some(match decided {
        Some(date) => format!(
            "a source that appeared after {date} still says {recalled}; it may only recall what was before: check which is the last word"
        ),
        None => format!("{shown} bears no date, and a source also says {recalled}: check which is the last word"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(standing: Standing, date: &str, dated_by: DatedBy) -> StandingEntry {
        StandingEntry {
            standing,
            date: date.parse().ok(),
            dated_by,
            proceeding: None,
            is_matched: false,
            statements: vec![StatementId::from_number(1)],
        }
    }

    fn check(
        entries: &[(Standing, &str, DatedBy)],
        shown: Option<Standing>,
        in_force: Option<Standing>,
    ) -> StandingHistory {
        let history = StandingHistory::new(entries.iter().map(|(s, d, by)| entry(*s, d, *by)).collect());
        assert_eq!((history.shown(), history.in_force()), (shown, in_force), "{entries:?}");
        history
    }

    use DatedBy::{Nothing, Proceeding, Publication};
    use Standing::{Acquitted, Alleged, Charged, Convicted, Denied, Dropped, Overturned};

    #[test]
    fn a_denial_is_shown_and_leaves_the_rung() {
        check(&[(Alleged, "2020", Publication), (Denied, "2021", Publication)], Some(Denied), Some(Alleged));
        check(&[(Charged, "2020", Publication), (Denied, "2021", Publication)], Some(Charged), Some(Charged));
        check(&[(Denied, "2021", Publication)], Some(Denied), None);
        check(&[], None, None);
    }

    #[test]
    fn an_article_that_recalls_the_charge_does_not_undo_the_acquittal() {
        let history = check(
            &[(Charged, "2022", Publication), (Acquitted, "2024-03", Publication), (Charged, "2024-05", Publication)],
            Some(Acquitted),
            None,
        );
        assert!(history.doubt().unwrap().contains("charged"), "{:?}", history.doubt());
        check(&[(Convicted, "2024", Publication), (Overturned, "2023", Proceeding)], Some(Overturned), None);
        check(&[(Alleged, "2024", Publication), (Dropped, "2021-12", Proceeding)], Some(Dropped), None);
        check(&[(Charged, "2024", Proceeding), (Acquitted, "", Nothing)], Some(Acquitted), None);
    }

    #[test]
    fn a_new_step_with_its_own_later_date_counts() {
        let history = check(
            &[(Acquitted, "2022", Proceeding), (Convicted, "2023", Proceeding)],
            Some(Convicted),
            Some(Convicted),
        );
        assert_eq!(history.doubt(), None);
    }
}
