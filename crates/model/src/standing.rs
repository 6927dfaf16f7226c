//! How far an assertion of wrongdoing has got.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::PartialDate;

/// A word that names no standing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no standing: use one of reported, alleged, investigated, detained, charged, tried, convicted, final, denied, dropped, acquitted, overturned"
)]
pub struct UnknownStanding(String);

/// How far an assertion of wrongdoing has got, or what stands against it.
///
/// A standing belongs to one assertion, never to a person. It has no natural order as a whole: the first eight form
/// a ladder ([`Standing::rung`]), the last four stand against it. A fact that accuses nobody carries none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// A source tells it as something that happened, without more.
    Reported,
    /// Somebody claims it; the source does not make the claim its own.
    Alleged,
    /// An authority looks into it.
    Investigated,
    /// Somebody was arrested or detained over it.
    Detained,
    /// A prosecutor has charged it.
    Charged,
    /// It is before a court.
    Tried,
    /// A court has found it proven; an appeal may still be open.
    Convicted,
    /// A court has found it proven and no appeal is left.
    Final,
    /// The person accused, or somebody for them, contradicts it.
    Denied,
    /// The authority gave it up.
    Dropped,
    /// A court has found it not proven.
    Acquitted,
    /// A higher court has set a conviction aside.
    Overturned,
}

impl Standing {
    /// All standings: the ladder from the bottom up, then those against it.
    pub const ALL: [Self; 12] = [
        Self::Reported,
        Self::Alleged,
        Self::Investigated,
        Self::Detained,
        Self::Charged,
        Self::Tried,
        Self::Convicted,
        Self::Final,
        Self::Denied,
        Self::Dropped,
        Self::Acquitted,
        Self::Overturned,
    ];

    /// The rung on the ladder, 1 (reported) to 8 (final); `None` for what stands against the assertion.
    pub fn rung(self) -> Option<u8> {
        match self {
            Self::Reported => Some(1),
            Self::Alleged => Some(2),
            Self::Investigated => Some(3),
            Self::Detained => Some(4),
            Self::Charged => Some(5),
            Self::Tried => Some(6),
            Self::Convicted => Some(7),
            Self::Final => Some(8),
            Self::Denied | Self::Dropped | Self::Acquitted | Self::Overturned => None,
        }
    }

    /// Whether it stands against the assertion.
    pub fn is_against(self) -> bool {
        self.rung().is_none()
    }

    /// Whether a court decided, for or against.
    pub fn is_by_court(self) -> bool {
        matches!(self, Self::Convicted | Self::Final | Self::Acquitted | Self::Overturned)
    }

    /// Whether it has reached `least` on the ladder. What stands against the assertion reaches nothing.
    pub fn reaches(self, least: Self) -> bool {
        matches!((self.rung(), least.rung()), (Some(own), Some(least)) if own >= least)
    }

    /// The one to show out of several on the same assertion: the latest by date.
    ///
    /// Three rules keep the choice fair. A denial ends nothing, so it is shown only where no authority and no court
    /// has acted. What a court decided gives way to a report, a claim or an authority's step only if that is dated
    /// later than every decision. Undated ones count as older than dated ones, and among equals what a court decided
    /// against the assertion goes first, then the higher rung.
    pub fn latest(dated: impl IntoIterator<Item = (Self, Option<PartialDate>)>) -> Option<Self> {
        let mut all: Vec<_> = dated.into_iter().collect();
        if all.iter().any(|(s, _)| !matches!(s, Self::Reported | Self::Alleged | Self::Denied)) {
            all.retain(|(s, _)| *s != Self::Denied);
        }
        let decisions: Vec<_> = all.iter().filter(|(s, _)| s.is_by_court()).map(|(_, date)| *date).collect();
        if let Some(last) = decisions.iter().max().copied() {
            let all_dated = decisions.iter().all(Option::is_some);
            all.retain(|(s, date)| s.is_by_court() || (all_dated && *date > last));
        }
        all.into_iter()
            .max_by(|(a, a_date), (b, b_date)| a_date.cmp(b_date).then_with(|| a.among_equals(*b)))
            .map(|(s, _)| s)
    }

    fn among_equals(self, other: Self) -> Ordering {
        let weight = |standing: Self| match standing {
            Self::Reported => 1,
            Self::Alleged => 2,
            Self::Denied => 3,
            Self::Investigated => 4,
            Self::Detained => 5,
            Self::Charged => 6,
            Self::Tried => 7,
            Self::Dropped => 8,
            Self::Convicted => 9,
            Self::Final => 10,
            Self::Acquitted => 11,
            Self::Overturned => 12,
        };
        weight(self).cmp(&weight(other))
    }

    /// The standing's name, as in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Alleged => "alleged",
            Self::Investigated => "investigated",
            Self::Detained => "detained",
            Self::Charged => "charged",
            Self::Tried => "tried",
            Self::Convicted => "convicted",
            Self::Final => "final",
            Self::Denied => "denied",
            Self::Dropped => "dropped",
            Self::Acquitted => "acquitted",
            Self::Overturned => "overturned",
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Standing {
    type Err = UnknownStanding;
    fn from_str(name: &str) -> Result<Self, UnknownStanding> {
        Self::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| UnknownStanding(name.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for standing in Standing::ALL {
            assert_eq!(standing.name().parse::<Standing>().unwrap(), standing);
        }
        assert!("guilty".parse::<Standing>().is_err());
    }

    #[test]
    fn the_ladder_is_explicit() {
        assert!(Standing::Final.reaches(Standing::Convicted));
        assert!(!Standing::Charged.reaches(Standing::Convicted));
        assert!(!Standing::Acquitted.reaches(Standing::Reported));
        assert!(!Standing::Final.reaches(Standing::Denied));
    }

    #[test]
    fn the_latest_by_date_is_shown() {
        let on = |s: Standing, d: &str| (s, d.parse().ok());
        let check =
            |all: &[(Standing, Option<PartialDate>)], want| assert_eq!(Standing::latest(all.iter().copied()), want);
        check(&[], None);
        check(&[on(Standing::Charged, "2020"), on(Standing::Acquitted, "2022")], Some(Standing::Acquitted));
        check(&[on(Standing::Convicted, "2020"), on(Standing::Denied, "2022")], Some(Standing::Convicted));
        check(&[on(Standing::Alleged, "2020"), on(Standing::Denied, "2022")], Some(Standing::Denied));
        check(&[on(Standing::Acquitted, ""), on(Standing::Convicted, "")], Some(Standing::Acquitted));
        check(&[on(Standing::Charged, ""), on(Standing::Dropped, "")], Some(Standing::Dropped));
        check(&[on(Standing::Alleged, ""), on(Standing::Charged, "")], Some(Standing::Charged));
        check(&[on(Standing::Acquitted, ""), on(Standing::Charged, "2020")], Some(Standing::Acquitted));
        check(&[on(Standing::Acquitted, "2019"), on(Standing::Charged, "2020")], Some(Standing::Charged));
        check(&[on(Standing::Tried, ""), on(Standing::Dropped, "")], Some(Standing::Dropped));
    }
}
