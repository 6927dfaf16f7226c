//! The numbers that the judgement turns on.

use std::f64::consts::LN_2;

use umbra_names::Kind;

/// What a pair has to overcome, what each thing found weighs, and where the verdicts lie. All weights are natural logarithms
/// of odds.
///
/// The defaults hold for records that documents tell of, and keep these: people who share a rare full name and nothing
/// else stay [`Unsure`](crate::Verdict::Unsure), however rare it is; one tie to the same named third party, the same year of
/// birth, or three or more others whom both documents name make them one; a common name needs two such; bodies and places
/// with one name that sets them apart are one. [`Weights::data`] is for data sets, whose records stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How unlikely it is that two records with a key in common mean one person.
    pub person_prior: f64,
    /// Likewise one body.
    pub body_prior: f64,
    /// Likewise one place.
    pub place_prior: f64,
    /// Names that agree less are two names.
    pub least_name: f64,
    /// How names of persons weigh.
    pub person_name: NameWeights,
    /// How names of bodies and places weigh: a word left out of a person's name is usual, in the name of a body it often names
    /// another.
    pub body_name: NameWeights,
    /// Names that are two.
    pub other_name: f64,
    /// Births that agree to the year, the month, the day.
    pub birth: [f64; 3],
    /// Births that differ as by a slip of the pen.
    pub birth_slip: f64,
    /// Births on other days of one year.
    pub other_day: f64,
    /// Births in years that follow each other.
    pub other_year: f64,
    /// Foundings that agree to the year, the month, the day.
    pub founding: [f64; 3],
    /// Foundings more than a year apart.
    pub other_founding: f64,
    /// Sexes stated to be different.
    pub other_gender: f64,
    /// One sex stated of both.
    pub gender: f64,
    /// A country in common.
    pub country: f64,
    /// Countries of persons, none in common.
    pub other_country: f64,
    /// Countries of bodies, none in common.
    pub other_country_of_body: f64,
    /// Places in common, for each bit that their names share.
    pub place_bit: f64,
    /// Places in common at most.
    pub place: f64,
    /// Places stated of both, none in common.
    pub other_place: f64,
    /// A number of a register in common.
    pub identifier: f64,
    /// A number in common that the two call differently.
    pub identifier_elsewhere: f64,
    /// Numbers that differ in one figure.
    pub identifier_slip: f64,
    /// A telephone number or e-mail address in common.
    pub contact: f64,
    /// Among how many records the priors hold; `None` where they do not depend on it.
    pub fitted_to: Option<f64>,
    /// Whether people of whom one is named in short can be one where a birth, a place or a number agrees.
    pub trusts_details: bool,
    /// From here on, two records mean one entity.
    pub same: f64,
    /// From here on, a pair is worth a look.
    pub unsure: f64,
}

/// What it weighs that two names agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameWeights {
    /// Each bit that they share.
    pub bit: f64,
    /// How much of the bits counts that were lost to costs of spelling, which the score has in it too: 0 to 1.
    pub lenience: f64,
    /// Bits beyond this weigh nothing: names repeat.
    pub most_bits: f64,
    /// What is lost where they do not agree at all; less by how far they agree.
    pub slope: f64,
    /// Likewise by the square of what they lack.
    pub curve: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            person_prior: -9.0,
            body_prior: -4.0,
            place_prior: -4.0,
            least_name: 0.75,
            person_name: NameWeights { bit: LN_2, lenience: 0.0, most_bits: 13.0, slope: 10.0, curve: 0.0 },
            body_name: NameWeights { bit: LN_2, lenience: 0.0, most_bits: 14.4, slope: 20.0, curve: 0.0 },
            other_name: -4.0,
            // A day is shared by one in some 20,000 living people, a year by one in 60.
            birth: [3.5, 5.5, 7.0],
            birth_slip: 1.0,
            other_day: -2.5,
            other_year: -3.5,
            founding: [1.5, 2.5, 4.0],
            other_founding: -3.0,
            other_gender: -3.0,
            gender: 0.0,
            country: 0.8,
            other_country: -1.5,
            other_country_of_body: -3.0,
            place_bit: 0.1,
            place: 4.0,
            other_place: 0.0,
            identifier: 14.0,
            identifier_elsewhere: 8.0,
            identifier_slip: 0.0,
            contact: 4.0,
            fitted_to: None,
            trusts_details: false,
            // 95 per cent.
            same: 2.95,
            // 10 per cent.
            unsure: -2.2,
        }
    }
}

impl Weights {
    /// For the records of data sets: nothing is known of them but what they state, and they state more. Fitted, as is
    /// [`Weights::screening`], by the crate's example `calibrate`, which can be run again.
    pub fn data() -> Self {
        Self {
            person_prior: -7.37,
            body_prior: -2.87,
            least_name: 0.5,
            person_name: NameWeights { bit: 0.23, lenience: 1.0, most_bits: 40.0, slope: 10.37, curve: 0.9 },
            body_name: NameWeights { bit: 0.12, lenience: 1.0, most_bits: 40.0, slope: 10.42, curve: 0.0 },
            other_name: -4.05,
            birth: [4.09, 5.5, 7.77],
            birth_slip: 2.41,
            other_day: -4.88,
            other_year: -2.92,
            founding: [2.41, 4.0, 5.39],
            other_founding: -6.97,
            other_gender: -6.63,
            gender: 0.27,
            country: 1.49,
            other_country: -3.05,
            other_country_of_body: -4.72,
            place_bit: 0.26,
            place: 8.0,
            other_place: -0.76,
            identifier: 7.77,
            identifier_elsewhere: 8.0,
            identifier_slip: 0.0,
            contact: 5.25,
            fitted_to: Some(100_000.0),
            trusts_details: true,
            same: 0.0,
            unsure: -3.0,
            ..Self::default()
        }
    }

    /// For a name that somebody looks up: it is asked because it may be there, and a name may be all there is. Of names as
    /// common as "Wang Wei" a name alone does not make a match: that, the fit can't tell, and it is set by hand.
    pub fn screening() -> Self {
        Self {
            person_prior: -10.65,
            body_prior: 1.65,
            // No list of places was at hand to fit it: the same address is a match, a like one is not.
            place_prior: 0.0,
            person_name: NameWeights { bit: 0.95, lenience: 1.0, most_bits: 14.0, slope: 1.81, curve: 6.34 },
            body_name: NameWeights { bit: 0.1, lenience: 1.0, most_bits: 14.0, slope: 7.67, curve: 0.0 },
            other_name: -3.59,
            birth: [2.17, 5.5, 7.41],
            birth_slip: 0.79,
            other_day: -4.22,
            other_year: -4.11,
            founding: [3.62, 4.0, 5.65],
            other_founding: -2.5,
            other_gender: -4.13,
            country: 0.2,
            other_country: -1.52,
            other_country_of_body: -3.17,
            place_bit: 0.5,
            place: 4.0,
            identifier: 9.95,
            identifier_elsewhere: 8.0,
            identifier_slip: 0.0,
            contact: 4.08,
            gender: 0.0,
            other_place: 0.0,
            fitted_to: None,
            ..Self::data()
        }
    }

    /// The weights among so many records: the more there are, the likelier is somebody else of the name.
    pub(crate) fn among(&self, records: usize) -> Self {
        let Some(fitted) = self.fitted_to else { return *self };
        let fewer = (fitted / (records.max(1) as f64)).ln().clamp(-4.0, 1.5);
        Self { person_prior: self.person_prior + fewer, body_prior: self.body_prior + fewer, ..*self }
    }

    pub(crate) fn prior(&self, kind: Kind) -> f64 {
        match kind {
            Kind::Person => self.person_prior,
            Kind::Organisation => self.body_prior,
            Kind::Place => self.place_prior,
        }
    }

    /// What names weigh that agree so far and share so many bits.
    pub(crate) fn name(&self, kind: Kind, score: f64, kept: f64, shared: f64) -> f64 {
        let weights = if kind == Kind::Person { &self.person_name } else { &self.body_name };
        let bits = kept + weights.lenience * (shared - kept);
        let lack = 1.0 - score;
        weights.bit * bits.min(weights.most_bits) - weights.slope * lack - weights.curve * lack * lack
    }
}
