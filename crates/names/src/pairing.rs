//! Whether one part of a name can be one of another's, by which rule, at what cost.

use rapidfuzz::distance::osa;

use crate::kind::Kind;
use crate::rule::Rule;
use crate::script::Script;
use crate::token::{Role, Token};

/// What it takes to see one word in another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pairing {
    pub rule: Rule,
    /// 0 (the same) to 1 (nothing in common).
    pub cost: f64,
    /// Bits that both share.
    pub weight: f64,
}

fn share(one: &[String], other: &[String]) -> bool {
    one.iter().any(|word| !word.is_empty() && other.contains(word))
}

/// The cheapest rule that makes two parts one; `None` where none does.
pub(crate) fn pairing(left: &Token, right: &Token, kind: Kind) -> Option<Pairing> {
    let weight = left.bits.min(right.bits);
    let found = |rule, cost| Some(Pairing { rule, cost, weight });
    if left.number.is_some() || right.number.is_some() {
        return if left.number == right.number { found(Rule::Number, 0.0) } else { None };
    }
    if left.role == Role::Initial || right.role == Role::Initial {
        return initial(left, right);
    }
    if left.folded == right.folded {
        let same = left.text.to_lowercase() == right.text.to_lowercase();
        return if same { found(Rule::Same, 0.0) } else { found(Rule::Folded, 0.01) };
    }
    if left.is_overlong || right.is_overlong {
        return None;
    }
    match (left.role == Role::Particle, right.role == Role::Particle) {
        (true, true) => return found(Rule::Spelling, 0.3),
        // A small word and a name are not one because they sound alike.
        (true, false) | (false, true) => return None,
        (false, false) => {}
    }
    if left.script == Script::Han && right.script == Script::Han {
        return han_spelling(left, right).and_then(|cost| found(Rule::Spelling, cost));
    }
    if share(&left.readings, &right.readings) && !hides_vowels(left, right) {
        return if left.script == right.script { found(Rule::Folded, 0.01) } else { found(Rule::Reading, 0.04) };
    }
    if left.given.iter().any(|name| right.given.contains(name)) {
        return found(Rule::GivenName, 0.12);
    }
    // Two names that the lists know are two names, however near they are spelled: Maria and Mario. Across scripts the
    // letters are less sure, so there the sound counts.
    let both_known = left.is_known && right.is_known && left.script == right.script && left.role == Role::Proper;
    if !both_known && share(&left.sounds, &right.sounds) && !hides_vowels(left, right) {
        return found(Rule::Sound, if left.script == right.script { 0.08 } else { 0.1 });
    }
    if left.script != right.script && share_skeleton(left, right) {
        return found(Rule::Consonants, 0.2);
    }
    let is_listed = |token: &Token| token.is_known && (kind == Kind::Person || token.role != Role::Proper);
    let both_syllables = left.is_syllable && right.is_syllable;
    if is_listed(left) && is_listed(right) || both_syllables || hides_vowels(left, right) {
        return None;
    }
    spelling(left, right).and_then(|cost| found(Rule::Spelling, cost))
}

fn hides_vowels(left: &Token, right: &Token) -> bool {
    left.script != right.script && (left.script.hides_vowels() || right.script.hides_vowels())
}

fn share_skeleton(left: &Token, right: &Token) -> bool {
    let telling = |word: &&String| word.len() > 1;
    let latin = |token: &Token| matches!(token.script, Script::Latin | Script::Cyrillic | Script::Greek);
    // Alphabets that write their vowels are compared by sound; leaving vowels out would lose what is there.
    !(latin(left) && latin(right)) && left.skeletons.iter().filter(telling).any(|word| right.skeletons.contains(word))
}

fn initial(left: &Token, right: &Token) -> Option<Pairing> {
    let (short, long) = if left.role == Role::Initial { (left, right) } else { (right, left) };
    if long.role == Role::Initial {
        let same = short.folded == long.folded || share(&short.readings, &long.readings);
        return same.then_some(Pairing { rule: Rule::Same, cost: 0.0, weight: short.bits });
    }
    let fits = |letter: &String| {
        !letter.is_empty() && long.readings.iter().any(|reading| reading.starts_with(letter.as_str()))
    };
    let may_be_short = matches!(long.role, Role::Proper | Role::Generic);
    (may_be_short && short.readings.iter().any(fits)).then_some(Pairing {
        rule: Rule::Initial,
        cost: 0.1,
        weight: short.bits,
    })
}

/// One character in six may differ between long names in Han; in short ones another character is another name.
fn han_spelling(left: &Token, right: &Token) -> Option<f64> {
    let count = left.folded.chars().count().max(right.folded.chars().count());
    if count < 6 {
        return None;
    }
    let distance = osa::distance(left.folded.chars(), right.folded.chars());
    (distance * 6 <= count).then(|| 1.5 * ratio(distance, count))
}

/// What a slip costs: by the share of letters, more where the first letter is another.
fn spelling(left: &Token, right: &Token) -> Option<f64> {
    let mut least: Option<f64> = None;
    for one in left.readings.iter().take(2) {
        for other in right.readings.iter().take(2) {
            if let Some(cost) = near(one, other) {
                // Vowels are what languages and writers vary most.
                let cost = if share(&left.skeletons, &right.skeletons) { 0.7 * cost } else { cost };
                least = Some(least.map_or(cost, |least| least.min(cost)));
            }
        }
    }
    least
}

/// The cost of taking two romanised words for spellings of one; `None` where they are too far apart.
///
/// Words of up to four letters have too many neighbours for a slip to be told from another word.
pub(crate) fn near(one: &str, other: &str) -> Option<f64> {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if short < 4 || long < 5 || one.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let most = if long < 8 { 1 } else { 2 };
    let distance = osa::distance_with_args(one.bytes(), other.bytes(), &osa::Args::default().score_cutoff(most))?;
    let another_start = one.as_bytes().first() != other.as_bytes().first();
    let cost = 1.6 * ratio(distance, long) + if another_start { 0.25 } else { 0.0 };
    (cost <= 0.5).then_some(cost)
}

fn ratio(part: usize, whole: usize) -> f64 {
    // Names are far shorter than 2^52.
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Name;

    fn check(one: &str, other: &str, expected: Option<Rule>) {
        let (one, other) = (Name::new(one, Kind::Person), Name::new(other, Kind::Person));
        let rule = |a: &Name, b: &Name| pairing(&a.tokens[0], &b.tokens[0], Kind::Person).map(|pairing| pairing.rule);
        assert_eq!(rule(&one, &other), expected, "{} {}", one.text(), other.text());
        assert_eq!(rule(&other, &one), expected, "{} {}", other.text(), one.text());
    }

    #[test]
    fn rules_apply_in_order() {
        check("Viktor", "viktor", Some(Rule::Same));
        check("Hallström", "Hallstrom", Some(Rule::Folded));
        check("Hallström", "Hallstroem", Some(Rule::Folded));
        check("Łukasz", "Lukasz", Some(Rule::Folded));
        check("Viktor", "Victor", Some(Rule::GivenName));
        check("Katarzyna", "Katarina", Some(Rule::GivenName));
        check("Bakstrom", "Backstrom", Some(Rule::Sound));
        check("Putin", "Путин", Some(Rule::Reading));
        check("Putin", "بوتين", Some(Rule::Consonants));
        check("Lindenberg", "Lindenbergo", Some(Rule::Spelling));
        check("A.", "Ali", Some(Rule::Initial));
        check("A.", "Boris", None);
        check("Maria", "Mario", None);
        check("Kim", "Kin", None);
        check("李", "黎", None);
        check("馬", "马", Some(Rule::Folded));
    }
}
