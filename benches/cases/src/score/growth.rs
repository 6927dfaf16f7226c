//! Early warning: whether the small groups that grew later were ranked above those that did not.

use umbra_find::Watch;

use crate::Truth;

/// Pairs of a small group that grew and one that did not, in one case.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GrowthScore {
    /// How many pairs.
    pub pairs: usize,
    /// Those in which the score of the one that grew is higher; a tie counts half.
    pub right: f64,
    /// Those in which it had more members.
    pub by_size: f64,
}

impl GrowthScore {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { pairs: self.pairs + other.pairs, right: self.right + other.right, by_size: self.by_size + other.by_size }
    }

    /// The area under the ROC curve of the score.
    pub fn auc(self) -> f64 {
        self.right / self.pairs.max(1) as f64
    }

    /// The area for the number of members, in whichever direction it tells more.
    pub fn auc_of_size(self) -> f64 {
        let area = self.by_size / self.pairs.max(1) as f64;
        area.max(1.0 - area)
    }
}

/// Scores a watch that was taken at the beginning of [`CUTOFF_YEAR`](crate::CUTOFF_YEAR).
pub fn growth(truth: &Truth, watch: &Watch) -> GrowthScore {
    let mut score = GrowthScore::default();
    let small: Vec<_> = watch.groups.iter().filter(|group| group.is_small).collect();
    let has_grown = |id: &str| truth.groups.iter().any(|group| group.id == id && group.has_grown());
    let (grown, others): (Vec<_>, Vec<_>) = small.into_iter().partition(|group| has_grown(group.group.id.as_str()));
    let won = |a: f64, b: f64| {
        if a > b {
            1.0
        } else if a < b {
            0.0
        } else {
            0.5
        }
    };
    for one in &grown {
        for other in &others {
            score.pairs += 1;
            score.right += won(one.finding.score(), other.finding.score());
            score.by_size += won(one.members as f64, other.members as f64);
        }
    }
    score
}
