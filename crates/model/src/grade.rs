//! The Admiralty code: how reliable a source is, how credible what it says.
//!
//! The two are judged apart and never merged into one number (STANAG 2511, AJP-2.1). Nothing is known of a source
//! that nobody has judged: the default is F6.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A letter or digit that is no grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GradeError {
    /// Not A to F.
    #[error("{0:?} is no reliability: use a letter from A (completely reliable) to F (cannot be judged)")]
    Reliability(String),
    /// Not 1 to 6.
    #[error("{0:?} is no credibility: use a digit from 1 (confirmed) to 6 (cannot be judged)")]
    Credibility(String),
}

/// How reliable a source is, judged by its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    #[default]
    F,
}

impl Reliability {
    /// The letter.
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }

    /// What the letter means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "cannot be judged",
        }
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

impl FromStr for Reliability {
    type Err = GradeError;
    fn from_str(letter: &str) -> Result<Self, GradeError> {
        [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F]
            .into_iter()
            .find(|r| letter.len() == 1 && letter.starts_with(r.letter()))
            .ok_or_else(|| GradeError::Reliability(letter.chars().take(40).collect()))
    }
}

/// How credible one statement is, judged by what else is known.
///
/// [`Credibility::Confirmed`] needs a second source of independent origin; copies of one wire story count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Credibility {
    /// 1: confirmed by other independent sources.
    Confirmed,
    /// 2: probably true.
    ProbablyTrue,
    /// 3: possibly true.
    PossiblyTrue,
    /// 4: doubtful.
    Doubtful,
    /// 5: improbable.
    Improbable,
    /// 6: cannot be judged.
    #[default]
    Unknown,
}

impl Credibility {
    /// The digit, 1 to 6.
    pub fn digit(self) -> u8 {
        match self {
            Self::Confirmed => 1,
            Self::ProbablyTrue => 2,
            Self::PossiblyTrue => 3,
            Self::Doubtful => 4,
            Self::Improbable => 5,
            Self::Unknown => 6,
        }
    }

    /// What the digit means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed by other sources",
            Self::ProbablyTrue => "probably true",
            Self::PossiblyTrue => "possibly true",
            Self::Doubtful => "doubtful",
            Self::Improbable => "improbable",
            Self::Unknown => "cannot be judged",
        }
    }
}

impl fmt::Display for Credibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.digit())
    }
}

impl TryFrom<u8> for Credibility {
    type Error = GradeError;
    fn try_from(digit: u8) -> Result<Self, GradeError> {
        match digit {
            1 => Ok(Self::Confirmed),
            2 => Ok(Self::ProbablyTrue),
            3 => Ok(Self::PossiblyTrue),
            4 => Ok(Self::Doubtful),
            5 => Ok(Self::Improbable),
            6 => Ok(Self::Unknown),
            _ => Err(GradeError::Credibility(digit.to_string())),
        }
    }
}

impl From<Credibility> for u8 {
    fn from(credibility: Credibility) -> Self {
        credibility.digit()
    }
}

impl FromStr for Credibility {
    type Err = GradeError;
    fn from_str(digit: &str) -> Result<Self, GradeError> {
        let wrong = || GradeError::Credibility(digit.chars().take(40).collect());
        digit.parse::<u8>().map_err(|_| wrong())?.try_into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unjudged_is_f6() {
        assert_eq!(format!("{}{}", Reliability::default(), Credibility::default()), "F6");
    }

    #[test]
    fn letters_and_digits_round_trip() {
        for letter in ["A", "B", "C", "D", "E", "F"] {
            assert_eq!(letter.parse::<Reliability>().unwrap().to_string(), letter);
        }
        for digit in ["1", "2", "3", "4", "5", "6"] {
            assert_eq!(digit.parse::<Credibility>().unwrap().to_string(), digit);
        }
        assert!("G".parse::<Reliability>().is_err() && "".parse::<Reliability>().is_err());
        assert!("0".parse::<Credibility>().is_err() && "x".parse::<Credibility>().is_err());
    }
}
