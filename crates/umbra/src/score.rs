//! A score on a terminal: the sum and what it is made of.

use umbra_find::Finding;

/// "score 12.5 = court decision 10 + bribes 3 - denial 0.5"
pub fn sum(finding: &Finding) -> String {
    let mut sum = format!("score {}", rounded(finding.score()));
    for (i, part) in finding.parts().iter().enumerate() {
        let sign = match (i, part.points < 0.0) {
            (0, false) => " = ",
            (0, true) => " = -",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        sum.push_str(&format!("{sign}{} {}", part.name, rounded(part.points.abs())));
    }
    sum
}

fn rounded(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}
