//! The numbers that the judgement turns on.

use umbra_names::Kind;

/// What a pair has to overcome, and where the verdicts lie. All weights are natural logarithms of odds.
///
/// The defaults are set by hand from how often things agree by chance, and so that these hold: people who share a rare
/// full name and nothing else stay [`Unsure`](crate::Verdict::Unsure), however rare it is; one tie to the same named
/// third party, the same year of birth, or three or more others whom both documents name make them one; a common name
/// needs two such; bodies and places with one name
/// that sets them apart are one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How unlikely it is that two records with a key in common mean one person.
    pub person_prior: f64,
    /// Likewise one body.
    pub body_prior: f64,
    /// Likewise one place.
    pub place_prior: f64,
    /// The most that a person's name can weigh: names repeat.
    pub person_name: f64,
    /// The most that the name of a body or place can weigh.
    pub other_name: f64,
    /// From here on, two records mean one entity.
    pub same: f64,
    /// From here on, a pair is worth a look.
    pub unsure: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            person_prior: -9.0,
            body_prior: -4.0,
            place_prior: -4.0,
            person_name: 9.0,
            other_name: 10.0,
            // 95 per cent.
            same: 2.95,
            // 10 per cent.
            unsure: -2.2,
        }
    }
}

impl Weights {
    pub(crate) fn prior(&self, kind: Kind) -> f64 {
        match kind {
            Kind::Person => self.person_prior,
            Kind::Organisation => self.body_prior,
            Kind::Place => self.place_prior,
        }
    }

    /// The most that a name can weigh, and what a whole lack of agreement would cost. A word left out of a person's name is
    /// usual, in the name of a body it often names another.
    pub(crate) fn name(&self, kind: Kind) -> (f64, f64) {
        match kind {
            Kind::Person => (self.person_name, 10.0),
            Kind::Organisation | Kind::Place => (self.other_name, 20.0),
        }
    }
}
