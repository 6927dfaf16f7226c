//! What the parser sees of the words of a sentence.

use crate::perceptron::hash;
use crate::perceptron::lists::{Clusters, Lists, NO_CLUSTER};

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Its letters in lower case, digits made alike.
    pub word: u64,
    /// Its last one to four letters.
    pub endings: [u64; 4],
    /// Its first one to three letters.
    pub openings: [u64; 3],
    /// What capitals, digits and marks it has.
    pub shape: u64,
    pub clusters: Clusters,
}

impl Seen {
    pub fn of(word: &str) -> Self {
        let lower = word.to_lowercase();
        // Quotation marks and apostrophes are one, however they are written.
        let plain = |c: char| match c {
            '0'..='9' => '0',
            '“' | '”' | '«' | '»' => '"',
            '‘' | '’' | 'ʼ' => '\'',
            '–' | '—' => '-',
            c => c,
        };
        let plain: String = lower.chars().map(plain).collect();
        let letters: Vec<char> = plain.chars().collect();
        let part = |letters: &[char]| hash::of(&letters.iter().collect::<String>());
        let ending = |length: usize| part(&letters[letters.len().saturating_sub(length)..]);
        let opening = |length: usize| part(&letters[..letters.len().min(length)]);
        let mut shape = String::new();
        for letter in word.chars() {
            let sort = match letter {
                c if c.is_uppercase() => 'A',
                c if c.is_lowercase() => 'a',
                c if c.is_numeric() => '0',
                c => c,
            };
            // Runs of one sort are cut at two.
            if !(shape.ends_with(sort) && shape[..shape.len() - sort.len_utf8()].ends_with(sort)) {
                shape.push(sort);
            }
        }
        Self {
            word: hash::of(&plain),
            endings: [ending(1), ending(2), ending(3), ending(4)],
            openings: [opening(1), opening(2), opening(3)],
            shape: hash::of(&shape),
            clusters: Lists::get().clusters(&lower),
        }
    }

    /// A place before the first word or after the last.
    pub fn nothing() -> Self {
        Self { word: 1, endings: [1; 4], openings: [1; 3], shape: 1, clusters: NO_CLUSTER }
    }
}

/// The row of a feature: its template and its values.
pub(super) fn row(bits: u32, template: u64, values: &[u64]) -> u32 {
    let mut mixed = template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for value in values {
        mixed = (mixed.rotate_left(23) ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^= mixed >> 32;
    }
    (mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> (64 - bits)) as u32
}
