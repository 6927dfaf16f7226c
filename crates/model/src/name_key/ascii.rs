//! Names in ASCII, for the scripts that can be read off letter by letter.

use super::hangul;
use super::letters::letter;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in ASCII letters, its case and punctuation kept, if all of it is in Latin, Cyrillic, Greek, Armenian, Georgian or Hangul;
/// else as it is: of other scripts the sound can't be told from the letters alone.
///
/// ```
/// use umbra_model::ascii_name;
///
/// assert_eq!(ascii_name("Юрий Щукин"), "Yury Shchukin");
/// assert_eq!(ascii_name("Jonas Gahr Støre"), "Jonas Gahr Store");
/// assert_eq!(ascii_name("马爱军"), "马爱军");
/// ```
pub fn ascii_name(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut word = Vec::new();
    // Composed, so that й is no и with a mark.
    for character in name.nfc().chain([' ']) {
        if character.is_alphabetic() || is_combining_mark(character) {
            word.push(character);
            continue;
        }
        let Some(()) = write_word(&word, &mut out) else { return name.to_owned() };
        word.clear();
        match letter(character) {
            Some(sign) => out.push_str(sign.ascii.as_deref().unwrap_or_default()),
            None => out.push(character),
        }
    }
    out.pop();
    out
}

/// How a word is read: letters of one alphabet sound differently from language to language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Ukrainian,
    Serbian,
    Other,
}

impl Reading {
    fn of(word: &[char]) -> Self {
        let has = |letters: &str| word.iter().any(|c| letters.contains(c.to_lowercase().next().unwrap_or(*c)));
        if has("іїєґ") && !has("эўы") {
            Self::Ukrainian
        } else if has("ћђјљњџ") {
            Self::Serbian
        } else {
            Self::Other
        }
    }

    fn letter(self, lower: char) -> Option<&'static str> {
        Some(match (self, lower) {
            (Self::Ukrainian, 'г') => "h",
            (Self::Ukrainian, 'и') => "y",
            (Self::Serbian, 'ч' | 'ц') => "c",
            (Self::Serbian, 'ш') => "s",
            (Self::Serbian, 'ж') => "z",
            _ => return None,
        })
    }
}

/// Writes a word; `None` when it has a letter of another script.
fn write_word(word: &[char], out: &mut String) -> Option<()> {
    let reading = Reading::of(word);
    let mut at = 0;
    while let Some(&character) = word.get(at) {
        let lower = character.to_lowercase().next().unwrap_or(character);
        let is_end = matches!((lower, &word[at..]), ('и' | 'ы', [_, 'й']));
        at += 1;
        if is_end && reading != Reading::Ukrainian {
            // Adjectives: Zelensky, Arkady.
            out.push('y');
            at += 1;
        } else if character.is_ascii() {
            out.push(character);
        } else if is_combining_mark(character) {
        } else if hangul::is_syllable(character) {
            let end = word[at..].iter().position(|c| !hangul::is_syllable(*c)).map_or(word.len(), |end| at + end);
            hangul::write(&word[at - 1..end], out);
            at = end;
        } else {
            let is_upper = character != lower;
            let text = reading.letter(lower).or_else(|| letter(lower).and_then(|letter| letter.ascii.as_deref()));
            match text {
                Some(text) => write_cased(text, is_upper, out),
                None => write_bare(character, out)?,
            }
        }
    }
    Some(())
}

/// Writes what is left of a letter without its marks.
fn write_bare(character: char, out: &mut String) -> Option<()> {
    let bare = std::iter::once(character).nfkd().find(|part| !is_combining_mark(*part))?;
    if bare.is_ascii() {
        out.push(bare);
        return Some(());
    }
    let lower = bare.to_lowercase().next().filter(|_| bare != character)?;
    write_cased(letter(lower)?.ascii.as_deref()?, bare != lower, out);
    Some(())
}

fn write_cased(text: &str, is_upper: bool, out: &mut String) {
    let mut characters = text.chars();
    if let Some(first) = characters.next() {
        out.push(if is_upper { first.to_ascii_uppercase() } else { first });
    }
    out.push_str(characters.as_str());
}
