//! The scripts that the crate tells apart.

use unicode_normalization::char::is_combining_mark;

/// The script of a word, as far as comparing needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters, and digits.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic, in all languages that write with it. Short vowels are not written.
    Arabic,
    /// Hebrew. Short vowels are not written.
    Hebrew,
    /// Han characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Hangul.
    Hangul,
    /// Every other.
    Other,
}

impl Script {
    /// The script of one character; `None` for what stands in words of any script (digits, marks).
    pub(crate) fn of_char(character: char) -> Option<Self> {
        if character.is_ascii_alphabetic() {
            return Some(Self::Latin);
        }
        if character.is_numeric() || is_combining_mark(character) {
            return None;
        }
        Some(match u32::from(character) {
            0x00..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x590..=0x5FF | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => Self::Arabic,
            // The iteration mark and the zero count as Han: they stand inside names.
            0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Self::Han,
            0x3040..=0x30FF | 0x31F0..=0x31FF => Self::Kana,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            _ => Self::Other,
        })
    }

    /// The script of a word: that of its first letter; Latin for a word of digits.
    pub(crate) fn of(word: &str) -> Self {
        word.chars().find_map(Self::of_char).unwrap_or(Self::Latin)
    }

    /// Whether the script leaves short vowels out, so that only consonants can be compared with other scripts.
    pub(crate) fn hides_vowels(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }

    /// Whether the script is written without spaces between words.
    pub(crate) fn is_unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana)
    }
}
