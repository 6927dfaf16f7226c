//! How often ties of a grade are false.

use umbra_model::{Credibility, Reliability};

use crate::Tie;

/// The chance that a tie of this grade is false; `None` where nobody graded it (F6).
///
/// | credibility | | reliability, where no credibility was judged | |
/// |---|---|---|---|
/// | 1 confirmed | 5 % | A completely reliable | 5 % |
/// | 2 probably true | 25 % | B usually reliable | 20 % |
/// | 3 possibly true | 40 % | C fairly reliable | 35 % |
/// | 4 doubtful | 65 % | D not usually reliable | 60 % |
/// | 5 improbable | 90 % | E unreliable | 80 % |
///
/// The two are never merged. What was judged of the statement itself counts; the source's letter stands in only where
/// the statement was not judged. The percentages for credibility turn NATO's words (AJP-2.1) into numbers after S. Kent,
/// "Words of estimative probability" (1964): almost certain 93 %, probable 75 %, chances about even 50 %, probably not
/// 30 %, almost certainly not 7 %; those for reliability are ours. No study has measured how often graded ties of criminal
/// networks turn out false: take them as orders of magnitude, and set another rate where you know better.
pub(crate) fn false_chance(tie: &Tie) -> Option<f64> {
    let of_statement = match tie.credibility {
        Credibility::Confirmed => Some(0.05),
        Credibility::ProbablyTrue => Some(0.25),
        Credibility::PossiblyTrue => Some(0.40),
        Credibility::Doubtful => Some(0.65),
        Credibility::Improbable => Some(0.90),
        Credibility::Unknown => None,
    };
    of_statement.or(match tie.reliability {
        Reliability::A => Some(0.05),
        Reliability::B => Some(0.20),
        Reliability::C => Some(0.35),
        Reliability::D => Some(0.60),
        Reliability::E => Some(0.80),
        Reliability::F => None,
    })
}
