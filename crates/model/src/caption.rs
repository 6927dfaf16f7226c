//! Which of several names to show.

use rapidfuzz::distance::levenshtein;

/// Names beyond these make the choice slow and no better.
const MOST: usize = 40;

/// The most typical of several names: the one that is most like all others. Names in Latin letters and in mixed case
/// go before others; of equals the first in order is taken, so that the order in which they came does not matter.
///
/// Takes time with the square of the number of names, of which at most forty are looked at.
pub(crate) fn pick_name(names: &[String]) -> Option<&String> {
    if names.len() < 2 {
        return names.first();
    }
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    sorted.truncate(MOST);
    let lower: Vec<Vec<char>> = sorted.iter().map(|name| name.to_lowercase().chars().collect()).collect();
    let score = |place: usize| {
        let likeness: f64 = lower
            .iter()
            .map(|other| levenshtein::normalized_similarity(lower[place].iter().copied(), other.iter().copied()))
            .sum();
        (is_latin(sorted[place]), likeness + if is_mixed_case(sorted[place]) { 0.5 } else { 0.0 })
    };
    let mut best = (0, score(0));
    for place in 1..sorted.len() {
        let score = score(place);
        if score > best.1 {
            best = (place, score);
        }
    }
    Some(sorted[best.0])
}

fn is_latin(name: &str) -> bool {
    let letters = || name.chars().filter(|next| next.is_alphabetic());
    let latin = letters().filter(|next| *next < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(next)).count();
    latin * 2 > letters().count()
}

fn is_mixed_case(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::pick_name;

    fn pick(names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        pick_name(&names).cloned().unwrap_or_default()
    }

    #[test]
    fn takes_the_most_typical() {
        assert_eq!(pick(&["Viktor Orlov", "Victor Orlov", "V. Orloff", "Viktor Orlow"]), "Viktor Orlov");
        assert_eq!(pick(&["ANA BRANDT", "Ana Brandt", "ana brandt"]), "Ana Brandt");
        assert_eq!(pick(&["Владимир", "Vladimir", "Владимiр"]), "Vladimir");
        assert_eq!(pick(&["b", "a"]), pick(&["a", "b"]));
        assert_eq!(pick(&["one"]), "one");
        assert_eq!(pick(&[]), "");
    }
}
