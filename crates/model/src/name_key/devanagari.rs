//! Names in Devanagari in Latin letters, as keys have them.

use super::letters::letter;

/// Joins consonants without a vowel.
const VIRAMA: char = '\u{94d}';
/// The dot of borrowed sounds.
const NUKTA: char = '\u{93c}';
const ANUSVARA: char = '\u{902}';

/// Whether a character belongs to the script.
pub(super) fn is_letter(character: char) -> bool {
    ('\u{900}'..='\u{97f}').contains(&character)
}

fn is_consonant(character: char) -> bool {
    ('\u{915}'..='\u{939}').contains(&character) || ('\u{958}'..='\u{95f}').contains(&character)
}

fn is_vowel_sign(character: char) -> bool {
    ('\u{93e}'..='\u{94c}').contains(&character)
}

/// Writes a run. A consonant has an `a` of its own unless a sign says otherwise. With `is_last`, a vowel sign at its end
/// is read as that `a`, as in the field's keys.
pub(super) fn write(run: &[char], is_last: bool, out: &mut String) {
    for (at, &character) in run.iter().enumerate() {
        let next = run[at + 1..].iter().copied().find(|next| *next != NUKTA);
        match character {
            VIRAMA | NUKTA => {}
            ANUSVARA => out.push(nasal(next)),
            _ if is_vowel_sign(character) && is_last && at + 1 == run.len() => out.push('a'),
            _ => {
                let usual = || letter(character).map_or("", |letter| letter.key.as_str());
                let has_dot = run.get(at + 1) == Some(&NUKTA);
                out.push_str(borrowed(character).filter(|_| has_dot).unwrap_or_else(usual));
                if is_consonant(character) && next.is_none_or(|next| next != VIRAMA && !is_vowel_sign(next)) {
                    out.push('a');
                }
            }
        }
    }
}

/// What a consonant sounds like with the dot of borrowed sounds, where its key differs.
fn borrowed(consonant: char) -> Option<&'static str> {
    Some(match consonant {
        'ज' => "z",
        'फ' => "f",
        'क' => "q",
        'ड' => "r",
        'ढ' => "rh",
        _ => return None,
    })
}

/// The nasal is that of the place where the next consonant is spoken.
fn nasal(next: Option<char>) -> char {
    match next {
        Some('प'..='म') => 'm',
        Some(next) if is_consonant(next) => 'n',
        _ => 'm',
    }
}
