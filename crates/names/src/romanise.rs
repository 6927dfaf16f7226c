//! Words of other scripts in Latin letters.

use crate::han;
use crate::script::Script;

/// The ways to write a word of lower-case letters in ASCII letters and digits, the usual one first. Never more than
/// [`han::MOST_READINGS`].
///
/// Scripts that hide vowels give their consonants (and the vowel letters as consonants left out), since nobody can
/// add the vowels.
pub(crate) fn readings(lower: &str, script: Script, is_surname: bool) -> Vec<String> {
    if lower.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return vec![lower.to_owned()];
    }
    match script {
        Script::Han => han::readings(lower, is_surname),
        Script::Latin => {
            let plain = ascii(lower);
            let digraphs = ascii(&umlauts(lower));
            if digraphs == plain { vec![plain] } else { vec![plain, digraphs] }
        }
        Script::Greek => vec![ascii(&greek(lower))],
        Script::Arabic | Script::Hebrew => {
            let mut out = vec![ascii(&consonants(lower))];
            // The article is written together with the word: "al-Shami" in two words, الشامي in one.
            let bare = lower.strip_prefix("ال").filter(|rest| rest.chars().count() > 2);
            out.extend(bare.map(|rest| ascii(&consonants(rest))));
            out
        }
        Script::Kana => kana(&ascii(lower)),
        Script::Other if lower.contains(is_thai) => thai(lower),
        Script::Other => vec![ascii(&lower.replace("ու", "u"))],
        Script::Cyrillic => cyrillic(lower),
        Script::Hangul => han::korean(lower),
    }
}

/// Writes a name in ASCII letters and digits: [`normalise`](crate::normalise)d, Han by the usual reading in pinyin,
/// other scripts letter by letter. One direction only, for looking up and for showing; comparing knows more.
///
/// ```
/// assert_eq!(umbra_names::romanise("Владимир Путин"), "vladimir putin");
/// assert_eq!(umbra_names::romanise("马爱军"), "maaijun");
/// ```
pub fn romanise(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in crate::word::words(name, true) {
        let first = readings(&word.lower, Script::of(&word.lower), false).swap_remove(0);
        if !first.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&first);
        }
    }
    out
}

pub(crate) fn ascii(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for character in word.chars() {
        let letters = any_ascii::any_ascii_char(character).bytes().filter(u8::is_ascii_alphanumeric);
        out.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
    }
    out
}

/// Belarusian hears d and t before i as dz and ts, and v before a consonant as u.
fn cyrillic(lower: &str) -> Vec<String> {
    let plain = ascii(lower);
    if !lower.contains("дзі") && !lower.contains("ці") {
        return vec![plain];
    }
    let meant = ascii(&lower.replace("дзі", "ди").replace("ці", "ти").replace("іраві", "ирови"));
    let meant = meant.strip_prefix("ul").map(|rest| format!("vl{rest}")).unwrap_or(meant);
    vec![plain, meant]
}

fn is_thai(character: char) -> bool {
    ('\u{e01}'..='\u{e5b}').contains(&character)
}

/// Thai: letters under the mark of silence fall away, and what closes the word is said more plainly than it is written.
fn thai(lower: &str) -> Vec<String> {
    let mut heard: Vec<char> = Vec::new();
    for character in lower.chars() {
        if character == '\u{e4c}' {
            while heard.pop().is_some_and(|last| !('\u{e01}'..='\u{e2e}').contains(&last)) {}
        } else {
            heard.push(character);
        }
    }
    let plain = ascii(&heard.iter().collect::<String>().replace("รร", "ัน"));
    let closed = match heard.pop() {
        Some('ร' | 'ล' | 'ญ' | 'ฬ') => 'น',
        Some('ส' | 'ศ' | 'ษ' | 'จ' | 'ช' | 'ซ' | 'ด' | 'ต' | 'ฎ' | 'ฏ' | 'ท' | 'ธ' | 'ถ') => {
            'ต'
        }
        Some('บ' | 'พ' | 'ฟ' | 'ภ') => 'ป',
        Some(other) => other,
        None => return vec![plain],
    };
    heard.push(closed);
    let closed = ascii(&heard.into_iter().collect::<String>().replace("รร", "ัน"));
    if closed == plain { vec![plain] } else { vec![plain, closed] }
}

/// Kana writes the sounds of other languages with those that Japanese has: "puuchin", "urajiimiru".
fn kana(plain: &str) -> Vec<String> {
    let plain = plain.replace("ch", "t").replace("ts", "t").replace("sh", "s");
    let meant = plain.replace("ji", "di");
    let meant = meant.strip_prefix('u').map(|rest| format!("v{rest}")).unwrap_or(meant);
    if meant == plain { vec![plain] } else { vec![plain, meant] }
}

/// The spelling of those who have no umlauts at hand: Mueller, Oeyvind, Aase.
fn umlauts(lower: &str) -> String {
    lower.replace(['ä', 'æ'], "ae").replace(['ö', 'ø'], "oe").replace('ü', "ue").replace('å', "aa")
}

fn greek(lower: &str) -> String {
    let plain = crate::normal::fold_lower(lower);
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    // Pairs of letters that stand for one sound in modern Greek.
    const PAIRS: [(&str, &str); 8] =
        [("ου", "u"), ("μπ", "b"), ("γκ", "g"), ("γγ", "ng"), ("αυ", "av"), ("ευ", "ev"), ("ει", "i"), ("οι", "i")];
    while let Some(character) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair));
        let taken = pair.map_or(character.len_utf8(), |(pair, _)| pair.len());
        match pair {
            Some((_, sound)) => out.push_str(sound),
            None => out.push(character),
        }
        rest = &rest[taken..];
    }
    out
}

/// Drops the letters that stand for vowels inside a word; at its beginning a vowel letter is kept as one.
fn consonants(lower: &str) -> String {
    let folded = crate::normal::fold_lower(lower);
    let mut out = String::with_capacity(folded.len());
    for (at, character) in folded.chars().enumerate() {
        match character {
            'ا' | 'א' | 'ע' | 'ع' | 'ء' if at == 0 => out.push('a'),
            'ו' | 'و' if at == 0 => out.push('w'),
            'י' | 'ي' if at == 0 => out.push('y'),
            'ا' | 'א' | 'ע' | 'ع' | 'ء' | 'ו' | 'و' | 'י' | 'ي' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &[&str]) {
        assert_eq!(readings(word, Script::of(word), false), expected, "{word}");
    }

    #[test]
    fn scripts_are_read() {
        check("müller", &["muller", "mueller"]);
        check("łódź", &["lodz"]);
        check("сечин", &["sechin"]);
        check("πούτιν", &["putin"]);
        check("պուտին", &["putin"]);
        check("بوتين", &["btn"]);
        check("ולדימיר", &["wldmr"]);
        check("पुतिन", &["putin"]);
    }

    #[test]
    fn what_cannot_be_read_gives_nothing() {
        assert_eq!(romanise("☃ \u{202e}"), "");
    }
}
