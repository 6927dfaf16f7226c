//! Real persons: who they are, before anybody has written a record about them.

use crate::culture::{CULTURES, Culture, SYLLABLE, Spelling, Word};
use crate::places::{self, Place};
use crate::random::Random;
use crate::romanise;

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The given name.
    Given,
    /// A second given name, left out often.
    Middle,
    /// The father's name, or his and his father's.
    Patronymic,
    /// A family name.
    Family,
}

/// A part of a name.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// Its spellings.
    pub word: Word,
}

/// A date of which all is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: i32,
    /// The day, from 1.
    pub day: i32,
}

impl Date {
    /// A date between the years, both included.
    pub fn between(random: &mut Random, first: i32, last: i32) -> Self {
        Self { year: random.between(first, last), month: random.between(1, 12), day: random.between(1, 28) }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The naming culture.
    pub culture: &'static Culture,
    /// The parts of the name, the given name first.
    pub parts: Vec<Part>,
    /// Whether it is a woman.
    pub female: bool,
    /// When born.
    pub birth: Date,
    /// Where born.
    pub birth_place: &'static Place,
    /// The country they live in.
    pub country: &'static str,
    /// The country of their passport.
    pub nationality: &'static str,
    /// The town they live in.
    pub town: &'static Place,
    /// What their numbers are made from.
    pub number: u64,
}

impl Person {
    /// A person by chance.
    pub fn new(random: &mut Random) -> Self {
        let culture = culture_by_weight(random);
        let female = random.chance(0.3);
        let country = random.usual_word(culture.countries);
        Self {
            culture,
            parts: parts(culture, female, random),
            female,
            birth: birth(random),
            birth_place: places::town(random.usual_word(culture.countries), random),
            country,
            nationality: culture.countries[0],
            town: places::town(country, random),
            number: random.draw(),
        }
    }

    /// Another person whom one could take for this one.
    pub fn namesake(&self, random: &mut Random) -> Self {
        let mut other = self.clone();
        other.number = random.draw();
        let new = |random: &mut Random, female| parts(self.culture, female, random);
        match random.below(5) {
            // Father and son; where patronymics are, the son's tells them apart only when it is written.
            0 => {
                let years = random.between(20, 34);
                let year = if self.birth.year + years > LAST_BIRTH {
                    self.birth.year - years
                } else {
                    self.birth.year + years
                };
                other.birth = Date { year, ..Date::between(random, 1950, 2000) };
                other.town = self.town;
                if self.culture.name == "russian" && random.chance(0.7) {
                    other.swap(Role::Patronymic, &new(random, self.female));
                }
            }
            // Brothers or sisters, born within some years.
            1 => {
                let years = random.between(1, 8) * if random.chance(0.5) { 1 } else { -1 };
                other.birth = Date { year: self.birth.year + years, ..Date::between(random, 1950, 2000) };
                other.swap(Role::Given, &new(random, self.female));
                other.swap(Role::Middle, &new(random, self.female));
            }
            // The same family name and year, no kin.
            2 => {
                let stranger = Self::new(random);
                other.parts = new(random, self.female);
                other.parts.retain(|part| part.role != Role::Family);
                other.parts.extend(self.parts.iter().filter(|part| part.role == Role::Family).cloned());
                other.birth = Date { year: self.birth.year, ..stranger.birth };
                other.birth_place = places::town(self.country, random);
                other.town = places::town(self.country, random);
            }
            // The same name by chance: nothing else is the same.
            3 => {
                other.birth = birth(random);
                if other.birth.year == self.birth.year {
                    other.birth.year -= 9;
                }
                other.country = random.usual_word(self.culture.countries);
                other.birth_place = places::town(other.country, random);
                other.town = places::town(other.country, random);
            }
            // A given name that is nearly the same.
            _ => {
                other.birth = birth(random);
                other.town = places::town(self.country, random);
                other.make_nearly_same(random);
            }
        }
        let same_name = other.parts.iter().zip(&self.parts).all(|(other, own)| other.word == own.word);
        if same_name && other.birth.year == self.birth.year {
            other.birth.year += 11;
        }
        other
    }

    /// Takes the parts of that role from another name.
    fn swap(&mut self, role: Role, from: &[Part]) {
        for part in self.parts.iter_mut().filter(|part| part.role == role) {
            if let Some(other) = from.iter().find(|other| other.role == role) {
                *part = other.clone();
            }
        }
    }

    /// Replaces the given name by the one most like it, or by one of the next like it.
    fn make_nearly_same(&mut self, random: &mut Random) {
        let Some(given) = self.parts.iter_mut().find(|part| part.role == Role::Given) else { return };
        let own = given.word.latin[0].clone();
        let candidates: Vec<Word> = match self.culture.name {
            "chinese" | "korean" => (0..40).map(|_| given_name(self.culture, self.female, random)).collect(),
            _ => self.culture.list(if self.female { "female" } else { "male" }).to_vec(),
        };
        let mut near: Vec<(usize, Word)> = candidates
            .into_iter()
            .filter(|word| word.native != given.word.native)
            .map(|word| (distance(&own, &word.latin[0]), word))
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.truncate(3);
        if !near.is_empty() {
            given.word = random.usual(&near).1.clone();
        }
    }
}

/// Nobody is born after it.
const LAST_BIRTH: i32 = 2004;

fn birth(random: &mut Random) -> Date {
    // Most are between thirty and eighty years old.
    let (one, other) = (random.between(1935, 1985), random.between(1950, 2003));
    Date { year: if random.chance(0.5) { one } else { other }, ..Date::between(random, 1950, 2000) }
}

/// A culture, as likely as its weight says.
pub fn culture_by_weight(random: &mut Random) -> &'static Culture {
    let total: usize = CULTURES.iter().map(|culture| culture.weight).sum();
    let mut left = random.below(total);
    for culture in CULTURES.iter() {
        if left < culture.weight {
            return culture;
        }
        left -= culture.weight;
    }
    unreachable!("the number is below the sum of the weights")
}

/// The share of people and firms whose culture has another script than the Latin.
pub fn share_of_other_scripts() -> f64 {
    let weight =
        |of: &mut dyn Iterator<Item = &'static Culture>| of.map(|culture| culture.weight).sum::<usize>() as f64;
    weight(&mut CULTURES.iter().filter(|culture| !culture.is_latin())) / weight(&mut CULTURES.iter())
}

/// The parts of a name of the culture, the given name first.
fn parts(culture: &'static Culture, female: bool, random: &mut Random) -> Vec<Part> {
    let part = |role, word| Part { role, word };
    let mut parts = vec![part(Role::Given, given_name(culture, female, random))];
    let middle = match culture.name {
        "vietnamese" => 0.97,
        "english" => 0.45,
        "hindi" => 0.4,
        "french" | "polish" => 0.2,
        "german" => 0.15,
        _ => 0.0,
    };
    if random.chance(middle) {
        let own = culture.list("middle");
        let names = if own.is_empty() { culture.list(if female { "female" } else { "male" }) } else { own };
        let middle = random.frequent(names).clone();
        parts.push(part(Role::Middle, Word { short: Vec::new(), ..middle }));
    }
    match culture.name {
        "russian" | "ukrainian" => {
            let father = random.frequent(culture.list("male"));
            parts.push(part(Role::Patronymic, patronymic(father, culture, female)));
            parts.push(part(Role::Family, family_name(culture, female, random)));
        }
        "arabic" => {
            for chance in [0.55, 0.35] {
                if !random.chance(chance) {
                    break;
                }
                parts.push(part(Role::Patronymic, random.frequent(culture.list("male")).clone()));
            }
            parts.push(part(Role::Family, family_name(culture, female, random)));
        }
        "spanish" => {
            let count = if random.chance(0.85) { 2 } else { 1 };
            parts.extend((0..count).map(|_| part(Role::Family, family_name(culture, female, random))));
        }
        "portuguese" => {
            let count = 1 + usize::from(random.chance(0.65)) + usize::from(random.chance(0.2));
            if random.chance(0.3) {
                parts.push(part(Role::Middle, given_name(culture, female, random)));
            }
            parts.extend((0..count).map(|_| part(Role::Family, family_name(culture, female, random))));
        }
        _ => parts.push(part(Role::Family, family_name(culture, female, random))),
    }
    parts
}

fn given_name(culture: &Culture, female: bool, random: &mut Random) -> Word {
    let list = culture.list(if female { "female" } else { "male" });
    let first = random.frequent(list);
    match culture.name {
        "korean" => {
            let second = random.frequent(culture.list(if female { "female-second" } else { "male-second" }));
            syllables(first, second)
        }
        "chinese" if random.chance(0.65) => {
            let second = random.frequent(list);
            syllables(&character(culture, first), &character(culture, second))
        }
        "chinese" => character(culture, first),
        _ => first.clone(),
    }
}

/// Two syllables, which may be written in several ways.
fn syllables(first: &Word, second: &Word) -> Word {
    let border = Word {
        native: first.native.clone(),
        latin: first.latin.iter().map(|latin| format!("{latin}{SYLLABLE}")).collect(),
        short: Vec::new(),
    };
    let mut both = border.then(second);
    both.latin.iter_mut().for_each(|latin| *latin = romanise::capitalised(latin));
    both
}

/// A character as a word: simplified and traditional; by pinyin, Wade-Giles and Cantonese reading.
fn character(culture: &Culture, simple: &Word) -> Word {
    let simple = &simple.native[0];
    let listed = culture.list("characters").iter().find(|entry| entry.native[0].starts_with(simple.as_str()));
    let entry = listed.expect("every character of the lists is in the table of characters");
    let pinyin = entry.latin[0].as_str();
    Word {
        native: entry.native[0].chars().map(String::from).collect(),
        latin: [pinyin.to_owned(), romanise::wade_giles(pinyin), entry.latin[1].clone()]
            .iter()
            .map(|latin| romanise::capitalised(latin))
            .collect(),
        short: Vec::new(),
    }
}

/// A family name: of the frequent ones, or one of the many rare ones made of a stem and an ending.
pub fn family_name(culture: &Culture, female: bool, random: &mut Random) -> Word {
    if culture.name == "arabic" {
        return arabic_family(culture, random);
    }
    let (stems, suffixes) = (culture.list("stems"), culture.list("suffixes"));
    let rare = match culture.name {
        "thai" => 0.8,
        "italian" | "german" | "english" | "japanese" => 0.65,
        _ => 0.55,
    };
    let word = if !stems.is_empty() && random.chance(rare) {
        let ending = random.one(suffixes);
        let small = Word { latin: ending.latin.iter().map(|latin| latin.to_lowercase()).collect(), ..ending.clone() };
        let stem = random.one(stems);
        match culture.spelling {
            Spelling::Letters(_) | Spelling::Latin | Spelling::German => {
                crate::culture::word(&format!("{}{}", stem.native[0], small.native[0]), culture.spelling)
            }
            Spelling::Listed | Spelling::Characters => stem.then(&small),
        }
    } else {
        let word = random.frequent(culture.list("family"));
        if culture.name == "chinese" { character(culture, word) } else { word.clone() }
    };
    if female { feminine(word, culture) } else { word }
}

/// The name as women bear it.
fn feminine(word: Word, culture: &Culture) -> Word {
    const ENDINGS: &[(&str, &str, &str)] = &[
        ("russian", "ский", "ская"),
        ("russian", "ов", "ова"),
        ("russian", "ев", "ева"),
        ("russian", "ёв", "ёва"),
        ("russian", "ин", "ина"),
        ("ukrainian", "ський", "ська"),
        ("polish", "ski", "ska"),
        ("polish", "cki", "cka"),
        ("greek", "όπουλος", "οπούλου"),
        ("greek", "ος", "ου"),
        ("greek", "ης", "η"),
        ("greek", "άς", "ά"),
        ("greek", "ός", "ού"),
    ];
    let native = &word.native[0];
    let found = ENDINGS.iter().find(|(name, ending, _)| *name == culture.name && native.ends_with(ending));
    let Some((_, ending, feminine)) = found else { return word };
    crate::culture::word(&format!("{}{feminine}", native.trim_end_matches(ending)), culture.spelling)
}

/// The father's name as the child bears it.
fn patronymic(father: &Word, culture: &Culture, female: bool) -> Word {
    let name = father.native[0].as_str();
    let ukrainian = culture.name == "ukrainian";
    let stem = |cut: &str| name.strip_suffix(cut).map(str::to_owned);
    let (stem, soft) = if let Some(stem) = stem("ий").filter(|_| !ukrainian) {
        (format!("{stem}ь"), true)
    } else if let Some(stem) = stem("й") {
        (stem, true)
    } else if let Some(stem) = stem("ь") {
        (stem, true)
    } else if let Some(stem) = stem("я").or_else(|| stem("а")).or_else(|| stem("о")) {
        (stem, false)
    } else {
        (name.to_owned(), false)
    };
    let ending = match (ukrainian, female, soft) {
        (false, false, true) => "евич",
        (false, false, false) => "ович",
        (false, true, true) => "евна",
        (false, true, false) => "овна",
        (true, false, _) => "ович",
        (true, true, true) => "ївна",
        (true, true, false) => "івна",
    };
    let ending = if ukrainian && soft && !female { "йович" } else { ending };
    crate::culture::word(&format!("{stem}{ending}"), culture.spelling)
}

/// A name of origin with its article, or a forefather's name.
fn arabic_family(culture: &Culture, random: &mut Random) -> Word {
    if random.chance(0.25) {
        return random.frequent(culture.list("male")).clone();
    }
    let origin = random.frequent(culture.list("family"));
    let mut word = origin.after("ال", "al-");
    for (which, article) in ["Al ", "Al-", "El ", "Al", ""].iter().enumerate() {
        let latin = &origin.latin[which % origin.latin.len()];
        let joined = if *article == "Al" { latin.to_lowercase() } else { latin.clone() };
        word.latin.push(format!("{article}{joined}"));
    }
    word
}

/// The least number of letters to add, drop or change.
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (n, letter) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = n + 1;
        for (m, &across) in other.iter().enumerate() {
            let changed = corner + usize::from(letter != across);
            corner = row[m + 1];
            row[m + 1] = changed.min(corner + 1).min(row[m] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::culture::culture;

    #[test]
    fn fathers_and_daughters() {
        let check = |of: &str, name: &str, female, expected: &str| {
            let father = crate::culture::word(name, culture(of).spelling);
            assert_eq!(patronymic(&father, culture(of), female).native[0], expected);
        };
        check("russian", "Сергей", false, "Сергеевич");
        check("russian", "Юрий", true, "Юрьевна");
        check("russian", "Иван", true, "Ивановна");
        check("ukrainian", "Андрій", false, "Андрійович");
        check("ukrainian", "Петро", true, "Петрівна");
        let name = |of: &str, text: &str| feminine(crate::culture::word(text, culture(of).spelling), culture(of));
        assert_eq!(name("polish", "Kowalski").latin[0], "Kowalska");
        assert_eq!(name("greek", "Παπαδόπουλος").latin[0], "Papadopoulou");
    }

    #[test]
    fn distances() {
        assert_eq!(distance("Yong·chol", "Yong·chun"), 2);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn every_character_is_in_the_table() {
        let chinese = culture("chinese");
        for word in ["family", "male", "female"].iter().flat_map(|list| chinese.list(list)) {
            assert_eq!(character(chinese, word).latin.len(), 3);
        }
    }
}
