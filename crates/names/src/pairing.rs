//! Whether one part of a name can be one of another's, by which rule, at what cost.

use rapidfuzz::distance::osa;
use smallvec::SmallVec;

use crate::kind::Kind;
use crate::rule::Rule;
use crate::script::Script;
use crate::term::Term;
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

fn share(one: &[Box<str>], other: &[Box<str>]) -> bool {
    one.iter().any(|word| !word.is_empty() && other.contains(word))
}

/// The cheapest rule that makes two parts one; `None` where none does.
pub(crate) fn pairing(left: &Token, right: &Token, kind: Kind) -> Option<Pairing> {
    let weight = f64::from(left.bits.min(right.bits));
    let found = |rule, cost| Some(Pairing { rule, cost, weight });
    if left.number.is_some() || right.number.is_some() {
        return if left.number == right.number { found(Rule::Number, 0.0) } else { None };
    }
    if left.role == Role::Initial || right.role == Role::Initial {
        return initial(left, right);
    }
    if left.term.is_written_as(&right.term) {
        if left.text == right.text || left.text.to_lowercase() == right.text.to_lowercase() {
            return found(Rule::Same, 0.0);
        }
        return if left.is_translated || right.is_translated {
            found(Rule::Meaning, 0.03)
        } else {
            found(Rule::Folded, 0.01)
        };
    }
    match (left.role == Role::Particle, right.role == Role::Particle) {
        (true, true) => return found(Rule::Spelling, 0.3),
        // A small word and a name are not one because they sound alike.
        (true, false) | (false, true) => return None,
        (false, false) => {}
    }
    let (rule, cost) = unlike(left, right, kind)?;
    found(rule, cost)
}

/// How two words that are not written alike may be one.
fn unlike(left: &Token, right: &Token, kind: Kind) -> Option<(Rule, f64)> {
    let (one, other) = (&*left.term, &*right.term);
    if one.is_overlong || other.is_overlong {
        return None;
    }
    if one.script == Script::Han && other.script == Script::Han {
        return han_spelling(one, other).map(|cost| (Rule::Spelling, cost));
    }
    let meets = one.sieve & other.sieve != 0;
    let hides_vowels = hides_vowels(one, other);
    let same_script = one.script == other.script;
    if same_script && one.script.hides_vowels() {
        return consonantal(one, other);
    }
    if meets && !hides_vowels && share(&one.readings, &other.readings) {
        return Some(if same_script { (Rule::Folded, 0.01) } else { (Rule::Reading, 0.04) });
    }
    if meets && one.given.iter().any(|name| other.given.contains(name)) {
        return Some((Rule::GivenName, 0.12));
    }
    // Two names that the lists know are two names, however near they are spelled: Maria and Mario. Across scripts the
    // letters are less sure, so there the sound counts.
    let both_known = one.is_known && other.is_known && same_script && left.role == Role::Proper;
    if meets && !both_known && !hides_vowels && share(&one.sounds, &other.sounds) {
        return Some((Rule::Sound, if same_script { 0.08 } else { 0.1 }));
    }
    if !same_script && let Some(cost) = consonants(one, other) {
        return Some((Rule::Consonants, cost));
    }
    let both_syllables = one.is_syllable && other.is_syllable;
    if both_syllables && is_sibilant(one.reading(), other.reading()) {
        return Some((Rule::Sound, 0.3));
    }
    let is_listed = |token: &Token| token.term.is_known && (kind == Kind::Person || token.role != Role::Proper);
    if is_listed(left) && is_listed(right) || both_syllables || hides_vowels {
        return None;
    }
    if is_inflected(one.reading(), other.reading()) {
        return Some((Rule::Spelling, 0.15));
    }
    spelling(one, other).map(|cost| (Rule::Spelling, cost))
}

/// Whether one is the other with the ending that Lithuanian and Latvian give to names of men: "Putinas", "Sergejs".
fn is_inflected(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() > 4 && long.strip_prefix(short).is_some_and(|ending| matches!(ending, "s" | "as" | "is" | "us"))
}

/// Two words of one script that leaves vowels out: what is written has to agree, but for the article that is joined to it.
fn consonantal(one: &Term, other: &Term) -> Option<(Rule, f64)> {
    fn bare(term: &Term) -> &str {
        term.folded.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(&term.folded)
    }
    let (one, other) = (bare(one), bare(other));
    if one == other {
        return Some((Rule::Folded, 0.03));
    }
    let (short, long) =
        (one.chars().count().min(other.chars().count()), one.chars().count().max(other.chars().count()));
    if short < 4 || long - short > 1 {
        return None;
    }
    let distance = osa::distance_with_args(one.chars(), other.chars(), &osa::Args::default().score_cutoff(1))?;
    Some((Rule::Spelling, 2.0 * ratio(distance, long)))
}

fn hides_vowels(left: &Term, right: &Term) -> bool {
    left.script != right.script && (left.script.hides_vowels() || right.script.hides_vowels())
}

/// What it costs that two words of two scripts have the same consonants, or all but one.
fn consonants(left: &Term, right: &Term) -> Option<f64> {
    let latin = |term: &Term| matches!(term.script, Script::Latin | Script::Cyrillic | Script::Greek);
    // Alphabets that write their vowels are compared by sound; leaving vowels out would lose what is there.
    if latin(left) && latin(right) {
        return None;
    }
    let shared = left.skeletons.iter().filter(|word| word.len() > 1 && right.skeletons.contains(word));
    if let Some(most) = shared.map(|word| word.len()).max() {
        // Many words have two consonants in common.
        return Some(if most > 2 { 0.2 } else { 0.4 });
    }
    // Scripts of syllables lack sounds that others have.
    let syllabic = |term: &Term| matches!(term.script, Script::Han | Script::Kana | Script::Hangul | Script::Other);
    let cutoff = osa::Args::default().score_cutoff(1);
    let is_near = |one: &str, other: &str| {
        one.len().max(other.len()) > 3 && osa::distance_with_args(one.bytes(), other.bytes(), &cutoff).is_some()
    };
    let near = || left.skeletons.iter().any(|one| right.skeletons.iter().any(|other| is_near(one, other)));
    ((syllabic(left) || syllabic(right)) && near()).then_some(0.3)
}

/// "Xi", "Shi" and "Si": what those write who go by the ear.
fn is_sibilant(one: &str, other: &str) -> bool {
    fn ending(word: &str) -> Option<&str> {
        ["sh", "hs", "x", "s"].iter().find_map(|start| word.strip_prefix(start))
    }
    ending(one).is_some_and(|rest| ending(other) == Some(rest))
}

fn initial(left: &Token, right: &Token) -> Option<Pairing> {
    let (short, long) = if left.role == Role::Initial { (left, right) } else { (right, left) };
    let weight = short.bits();
    if long.role == Role::Initial {
        let same = short.term.is_written_as(&long.term) || share(&short.term.readings, &long.term.readings);
        return same.then_some(Pairing { rule: Rule::Same, cost: 0.0, weight });
    }
    let begins =
        |letter: &str| !letter.is_empty() && long.term.readings.iter().any(|reading| reading.starts_with(letter));
    let may_be_short = matches!(long.role, Role::Proper | Role::Generic);
    let rule = Rule::Initial;
    (may_be_short && short.term.readings.iter().any(|letter| begins(letter))).then_some(Pairing {
        rule,
        cost: 0.1,
        weight,
    })
}

/// One character in six may differ between long names in Han; in short ones another character is another name.
fn han_spelling(left: &Term, right: &Term) -> Option<f64> {
    let count = left.folded.chars().count().max(right.folded.chars().count());
    if count < 6 {
        return None;
    }
    let distance = osa::distance(left.folded.chars(), right.folded.chars());
    (distance * 6 <= count).then(|| 1.5 * ratio(distance, count))
}

/// What a slip costs: by the share of letters, more where the first letter is another.
fn spelling(left: &Term, right: &Term) -> Option<f64> {
    let mut least: Option<f64> = None;
    for (at, one) in left.readings.iter().take(2).enumerate() {
        for (beside, other) in right.readings.iter().take(2).enumerate() {
            // The letters are those of the first readings.
            let unlike = (left.letters ^ right.letters).count_ones() > 6;
            if at + beside == 0 && unlike {
                continue;
            }
            if let Some(cost) = near(one, other) {
                // Vowels are what languages and writers vary most.
                let cost = if share(&left.skeletons, &right.skeletons) { 0.7 * cost } else { cost };
                least = Some(least.map_or(cost, |least| least.min(cost)));
            }
        }
    }
    let scrambled = || left.letters == right.letters && is_scrambled(left.reading(), right.reading());
    least.or_else(|| scrambled().then_some(0.4))
}

/// Whether two words have the same letters in another order, as where somebody hides a name from those who search.
fn is_scrambled(one: &str, other: &str) -> bool {
    fn sorted(word: &str) -> SmallVec<[u8; 24]> {
        let mut bytes = SmallVec::from_slice(word.as_bytes());
        bytes.sort_unstable();
        bytes
    }
    one.len() == other.len() && one.len() > 4 && sorted(one) == sorted(other)
}

/// The cost of as many slips as a word of its length may have; `None` for more.
pub(crate) fn near(one: &str, other: &str) -> Option<f64> {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    let most = match long {
        0..=6 => 1,
        7..=9 => 2,
        _ => 3,
    };
    if short < 4 || long < 5 || long - short > most || one.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let distance = osa::distance_with_args(one.bytes(), other.bytes(), &osa::Args::default().score_cutoff(most))?;
    let another_start = one.as_bytes().first() != other.as_bytes().first();
    let share = ratio(distance, long);
    // One slip in five letters happens to everybody; beyond that another name is likelier with each.
    let cost = 1.4 * share + 5.0 * (share - 0.2).max(0.0) + if another_start { 0.2 } else { 0.0 };
    (cost <= 0.6).then_some(cost)
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
