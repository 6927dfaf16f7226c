//! The naming cultures: their names, most frequent first, and how each name is spelled.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::romanise::{self, Table};

/// Stands between the syllables of a name that may be written together, with a space, or with a hyphen.
pub const SYLLABLE: char = '·';

/// A word with its spellings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// In its own script; the first is the usual one.
    pub native: Vec<String>,
    /// In Latin letters; by standard where the culture has standards, the usual one first where it has not.
    pub latin: Vec<String>,
    /// Short and pet forms: own script, Latin.
    pub short: Vec<(String, String)>,
}

impl Word {
    /// The two written one after the other, standard by standard.
    pub fn then(&self, next: &Self) -> Self {
        let joined = |own: &[String], next: &[String]| {
            let count = own.len().max(next.len());
            (0..count).map(|n| format!("{}{}", own[n.min(own.len() - 1)], next[n.min(next.len() - 1)])).collect()
        };
        Self { native: joined(&self.native, &next.native), latin: joined(&self.latin, &next.latin), short: Vec::new() }
    }

    /// The word with what stands before it in both scripts.
    pub fn after(&self, native: &str, latin: &str) -> Self {
        Self {
            native: self.native.iter().map(|word| format!("{native}{word}")).collect(),
            latin: self.latin.iter().map(|word| format!("{latin}{word}")).collect(),
            short: Vec::new(),
        }
    }
}

/// How names get from their script into Latin letters.
#[derive(Clone, Copy, Debug)]
pub enum Spelling {
    /// They are in Latin letters.
    Latin,
    /// They are in Latin letters, and umlauts may become two vowels.
    German,
    /// Letter by letter, by standards.
    Letters(Table),
    /// The usual spellings are listed.
    Listed,
    /// From the reading of the characters.
    Characters,
}

/// One naming culture.
#[derive(Debug)]
pub struct Culture {
    /// Its name, as the data files have it.
    pub name: &'static str,
    /// How names become Latin.
    pub spelling: Spelling,
    /// How many in a thousand persons and firms are of it.
    pub weight: usize,
    /// The countries its people live in, the likeliest first.
    pub countries: &'static [&'static str],
    /// Its lists of names.
    pub words: HashMap<String, Vec<Word>>,
}

impl Culture {
    /// The list of that name; empty when the culture has none.
    pub fn list(&self, name: &str) -> &[Word] {
        self.words.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether its names are in Latin letters at home.
    pub fn is_latin(&self) -> bool {
        matches!(self.spelling, Spelling::Latin | Spelling::German)
    }

    /// Whether one standard goes for all parts of a name.
    pub fn has_standards(&self) -> bool {
        matches!(self.spelling, Spelling::Letters(_) | Spelling::Characters)
    }
}

macro_rules! cultures {
    ($($name:literal $spelling:expr, $weight:literal, $countries:expr;)*) => {
        [$(($name, $spelling, $weight, $countries as &[&str], include_str!(concat!("../data/names/", $name, ".txt")))),*]
    };
}

/// All cultures. Six in ten people are of a culture with another script.
pub static CULTURES: LazyLock<Vec<Culture>> = LazyLock::new(|| {
    use Spelling::{Characters, German, Latin, Letters, Listed};
    let all = cultures! {
        "english" Latin, 90, &["gb", "us", "ie", "au", "ca", "mt", "vg", "sg"];
        "german" German, 50, &["de", "at", "ch", "li"];
        "french" Latin, 45, &["fr", "be", "lu", "ch"];
        "spanish" Latin, 70, &["es", "mx", "ar", "co", "pa"];
        "portuguese" Latin, 35, &["br", "pt"];
        "italian" Latin, 35, &["it", "ch"];
        "polish" Latin, 30, &["pl"];
        "turkish" Latin, 30, &["tr", "de", "cy"];
        "vietnamese" Latin, 25, &["vn"];
        "russian" Letters(romanise::RUSSIAN), 140, &["ru", "kz", "by", "ua"];
        "ukrainian" Letters(romanise::UKRAINIAN), 50, &["ua", "pl"];
        "greek" Letters(romanise::GREEK), 25, &["gr", "cy"];
        "armenian" Letters(romanise::ARMENIAN), 15, &["am", "ru"];
        "georgian" Letters(romanise::GEORGIAN), 15, &["ge", "ru"];
        "arabic" Listed, 95, &["iq", "sa", "ae", "eg", "lb"];
        "persian" Listed, 45, &["ir", "ae"];
        "hindi" Listed, 45, &["in"];
        "hebrew" Listed, 20, &["il", "us"];
        "thai" Listed, 20, &["th"];
        "chinese" Characters, 75, &["cn", "hk", "tw", "sg"];
        "korean" Characters, 30, &["kr", "kp"];
        "japanese" Characters, 25, &["jp"];
    };
    all.into_iter()
        .map(|(name, spelling, weight, countries, text)| Culture {
            name,
            spelling,
            weight,
            countries,
            words: sections(text, spelling),
        })
        .collect()
});

/// The culture of that name.
pub fn culture(name: &str) -> &'static Culture {
    CULTURES.iter().find(|culture| culture.name == name).expect("the data files name only cultures of the table")
}

/// Reads lists under headings in brackets: entries between commas, each `native/latin/latin~short~short`, or
/// `characters=reading` in Japanese.
pub fn sections(text: &str, spelling: Spelling) -> HashMap<String, Vec<Word>> {
    let mut all: HashMap<String, Vec<Word>> = HashMap::new();
    let mut heading = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut heading);
            continue;
        }
        let entries = line.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        all.entry(heading.clone()).or_default().extend(entries.map(|entry| word(entry, spelling)));
    }
    all
}

/// One entry of a list, with its spellings.
pub fn word(entry: &str, spelling: Spelling) -> Word {
    let mut forms = entry.split('~');
    let mut spellings = forms.next().unwrap_or_default().split('/');
    let native = spellings.next().unwrap_or_default();
    let listed: Vec<String> = spellings.map(str::to_owned).collect();
    let short = forms.map(|form| (form.to_owned(), short_in_latin(form, spelling))).collect();
    if let Some((characters, reading)) = native.split_once('=') {
        return Word { native: vec![characters.to_owned()], latin: romanise::by_kana(reading), short };
    }
    let latin = match spelling {
        Spelling::Latin | Spelling::German => {
            let mut all = vec![native.to_owned()];
            let two_vowels = matches!(spelling, Spelling::German) && native.contains(['ä', 'ö', 'ü']);
            let plain = if two_vowels && listed.is_empty() {
                vec![native.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"), romanise::plain(native)]
            } else {
                vec![romanise::plain(native)]
            };
            all.extend(plain.into_iter().filter(|plain| plain != native));
            all.extend(listed);
            return Word { native: vec![native.to_owned()], latin: all, short };
        }
        Spelling::Letters(table) => {
            let mut all: Vec<String> =
                (0..romanise::standards(table)).map(|standard| romanise::by_letters(table, standard, native)).collect();
            all.extend(listed);
            all
        }
        Spelling::Listed | Spelling::Characters if listed.is_empty() => vec![native.to_owned()],
        Spelling::Listed | Spelling::Characters => listed,
    };
    Word { native: vec![native.to_owned()], latin, short }
}

fn short_in_latin(form: &str, spelling: Spelling) -> String {
    match spelling {
        Spelling::Latin | Spelling::German => form.to_owned(),
        Spelling::Letters(table) => romanise::by_letters(table, 0, form),
        Spelling::Listed | Spelling::Characters => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bigger_cultures_have_sixty_given_and_sixty_family_names() {
        for culture in CULTURES.iter() {
            let small = matches!(culture.name, "greek" | "armenian" | "georgian" | "hebrew" | "thai" | "ukrainian");
            let least = if small || culture.name == "persian" { 30 } else { 60 };
            let given: usize =
                culture.words.iter().filter(|(list, _)| list.contains("male")).map(|(_, all)| all.len()).sum();
            let families = culture.list("family").len() + culture.list("stems").len() * culture.list("suffixes").len();
            assert!(given >= least || culture.name == "thai", "{}: {given} given names", culture.name);
            assert!(families >= least || culture.name == "vietnamese", "{}: {families} family names", culture.name);
        }
    }

    #[test]
    fn every_word_has_a_latin_spelling() {
        for culture in CULTURES.iter() {
            for (list, words) in culture.words.iter().filter(|(list, _)| *list != "characters") {
                for word in words.iter().filter(|_| culture.name != "chinese") {
                    let is_latin = |letter: char| matches!(u32::from(letter), 0x20..0x370 | 0x1e00..0x1f00);
                    let latin = word.latin.iter().all(|latin| latin.chars().all(is_latin));
                    assert!(latin && !word.latin.is_empty(), "{} {list}: {word:?}", culture.name);
                }
            }
        }
    }
}
