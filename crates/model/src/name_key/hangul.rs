//! Korean syllables in Latin letters: each taken apart into its two or three letters, which are written one by one.

const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "l", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "g", "kk", "gs", "n", "nj", "nh", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "lh", "m", "b", "bs", "s",
    "ss", "ng", "j", "ch", "k", "t", "p", "h",
];

const FIRST: u32 = 0xac00;
const LAST: u32 = 0xd7a3;

/// Whether a character is a Korean syllable.
pub(super) fn is_syllable(character: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(character))
}

/// Writes syllables, with a hyphen where two would else be read as other two.
pub(super) fn write(syllables: &[char], out: &mut String) {
    for (number, &syllable) in syllables.iter().enumerate() {
        let index = (u32::from(syllable) - FIRST) as usize;
        let (initial, vowel, last) = (INITIALS[index / 588], VOWELS[index / 28 % 21], FINALS[index % 28]);
        if number > 0 && is_ambiguous(out, initial, vowel) {
            out.push('-');
        }
        out.push_str(initial);
        out.push_str(vowel);
        out.push_str(last);
    }
}

/// Whether the end of one syllable and the start of the next could be cut elsewhere: `un-yeong` not `u-nyeong`,
/// `yeong-gil`, `ha-eun` not `hae-un`.
fn is_ambiguous(before: &str, initial: &str, vowel: &str) -> bool {
    match initial {
        "g" => before.ends_with("ng"),
        "" if before.ends_with(['a', 'o']) => vowel.starts_with('e'),
        "" => !before.ends_with(['e', 'i', 'u']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_part_what_could_be_cut_elsewhere() {
        for (name, expected) in [
            ("영길", "yeong-gil"),
            ("은경", "eungyeong"),
            ("은영", "eun-yeong"),
            ("하은", "ha-eun"),
            ("예은", "yeeun"),
            ("건우", "geon-u"),
            ("김정은", "gimjeong-eun"),
        ] {
            let mut out = String::new();
            write(&name.chars().collect::<Vec<_>>(), &mut out);
            assert_eq!(out, expected);
        }
    }
}
