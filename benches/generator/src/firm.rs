//! Real firms and ships: what they are, before anybody has written a record about them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::culture::{self, Culture, Spelling, Word};
use crate::person::{self, Date};
use crate::places::{self, Place};
use crate::random::Random;
use crate::romanise;

/// A legal form of a country.
#[derive(Debug)]
pub struct Form {
    country: &'static str,
    /// The culture whose language it is in.
    pub culture: &'static str,
    /// Whether it stands before the name at home.
    pub is_before: bool,
    /// As it is written at home: short and in full.
    pub native: Vec<&'static str>,
    /// In Latin letters: spelled over and translated.
    pub latin: Vec<&'static str>,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let lines = include_str!("../data/companies/forms.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(" | ").collect();
            let [country, culture, place, native, latin] = cells[..] else {
                panic!("a legal form has five cells: {line}")
            };
            let (native, latin) = (native.split(" / ").collect(), latin.split(" / ").collect());
            Form { country, culture, is_before: place == "before", native, latin }
        })
        .collect()
});

/// English, and the word of each culture.
static TRADES: LazyLock<Vec<(&'static str, HashMap<&'static str, &'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("../data/companies/trades.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut cells = line.split(" | ");
            let english = cells.next().unwrap_or_default();
            (english, cells.filter_map(|cell| cell.split_once('=')).collect())
        })
        .collect()
});

static COINED: LazyLock<HashMap<String, Vec<Word>>> = LazyLock::new(|| {
    let text = include_str!("../data/companies/coined.txt");
    let mut all = HashMap::new();
    for part in text.split("\n[").skip(1) {
        let name = part.split(']').next().unwrap_or_default();
        let spelling = culture::CULTURES.iter().find(|culture| culture.name == name).map(|culture| culture.spelling);
        all.extend(culture::sections(&format!("[{part}"), spelling.unwrap_or(Spelling::Latin)));
    }
    all
});

/// A firm.
#[derive(Clone, Debug)]
pub struct Firm {
    /// The naming culture.
    pub culture: &'static Culture,
    /// What it calls itself, without trade and legal form.
    pub core: Vec<Word>,
    /// What it does: English, own language.
    pub trade: Option<(&'static str, Word)>,
    /// What tells it from its sisters.
    pub suffix: &'static str,
    /// The legal form.
    pub form: &'static Form,
    /// The country.
    pub country: &'static str,
    /// Where its seat is.
    pub town: &'static Place,
    /// When founded.
    pub founded: Date,
    /// Which schema a careful source gives it.
    pub schema: &'static str,
    /// What its numbers are made from.
    pub number: u64,
}

impl Firm {
    /// A firm by chance.
    pub fn new(random: &mut Random) -> Self {
        let mut culture = person::culture_by_weight(random);
        let mut country = random.usual_word(culture.countries);
        // Firms are founded where their law is: a Swiss one keeps a Swiss form, whatever its owner's name.
        let mut forms: Vec<&'static Form> = forms_of(country, culture);
        if forms.is_empty() {
            country = culture.countries[0];
            forms = forms_of(country, culture);
        }
        if forms.is_empty() {
            culture = culture::culture("english");
            country = "gb";
            forms = forms_of(country, culture);
        }
        let town = places::town(country, random);
        let schema = match random.below(20) {
            0..14 => "Company",
            14..18 => "Organization",
            _ => "LegalEntity",
        };
        let core = core(culture, town, random);
        Self {
            culture,
            trade: random.chance(if core.len() == 1 { 0.97 } else { 0.8 }).then(|| trade(culture, random)),
            core,
            suffix: random.usual_word(&["", "", "", "", "", "", "Group", "International", "Holding"]),
            form: *random.usual::<&Form>(&forms),
            country,
            town,
            founded: Date::between(random, 1950, 2023),
            schema,
            number: random.draw(),
        }
    }

    /// Another firm that one could take for this one.
    pub fn twin(&self, random: &mut Random) -> Self {
        let mut other = self.clone();
        other.number = random.draw();
        other.founded = Date::between(random, 1990, 2023);
        match random.below(5) {
            0 => other.suffix = random.word(&["II", "2", "III", "Holding II"]),
            1 => other.trade = Some(trade(self.culture, random)),
            2 => other.suffix = random.word(&["Holding", "Finance", "Services", "Management"]),
            3 => {
                other.country = random.word(&["gb", "mt", "vg", "us", "sg"]);
                other.town = places::town(other.country, random);
                other.form = *random.usual::<&Form>(&forms_of(other.country, culture::culture("english")));
            }
            _ => {
                let mut near: Vec<Vec<Word>> = (0..30).map(|_| core(self.culture, self.town, random)).collect();
                near.retain(|core| core[0].native != self.core[0].native);
                near.sort_by_key(|core| person::distance(&core[0].latin[0], &self.core[0].latin[0]));
                other.core = near.into_iter().next().unwrap_or_else(|| core(self.culture, self.town, random));
            }
        }
        let same_trade = other.trade.as_ref().map(|trade| trade.0) == self.trade.as_ref().map(|trade| trade.0);
        if same_trade && (other.suffix, other.country) == (self.suffix, self.country) && other.core == self.core {
            other.suffix = "II";
        }
        other
    }
}

fn forms_of(country: &str, culture: &Culture) -> Vec<&'static Form> {
    FORMS.iter().filter(|form| form.country == country && form.culture == culture.name).collect()
}

fn trade(culture: &Culture, random: &mut Random) -> (&'static str, Word) {
    let (english, words) = random.one(&TRADES);
    let native = words.get(culture.name).copied().unwrap_or(english);
    let word = match culture.spelling {
        Spelling::Letters(_) | Spelling::Latin | Spelling::German => culture::word(native, culture.spelling),
        Spelling::Listed | Spelling::Characters => {
            Word { native: vec![native.to_owned()], latin: vec![(*english).to_owned()], short: Vec::new() }
        }
    };
    (english, word)
}

/// What a firm calls itself: after a word, its founder, its town, or something that means nothing.
fn core(culture: &'static Culture, town: &Place, random: &mut Random) -> Vec<Word> {
    let coined = |random: &mut Random| random.one(&COINED[culture.name]).clone();
    match random.below(20) {
        0..4 => vec![coined(random)],
        4..7 => vec![town.clone(), coined(random)],
        7..9 => vec![coined(random), coined(random)],
        9..14 => vec![person::family_name(culture, false, random)],
        14..15 => vec![town.clone(), person::family_name(culture, false, random)],
        _ if !culture.is_latin() => vec![coined(random), person::family_name(culture, false, random)],
        15..19 => {
            let (start, end) = (&random.one(&COINED["starts"]).native[0], &random.one(&COINED["ends"]).native[0]);
            vec![culture::word(&format!("{start}{end}"), Spelling::Latin)]
        }
        _ => {
            let letters: String = (0..3).map(|_| char::from(b'A' + random.below(26) as u8)).collect();
            vec![culture::word(&letters, Spelling::Latin)]
        }
    }
}

/// A ship.
#[derive(Clone, Debug)]
pub struct Ship {
    /// Its name.
    pub name: String,
    /// The name it had before, if any.
    pub past: Option<String>,
    /// The number that stays with the hull.
    pub imo: String,
    /// The flag it flies.
    pub flag: &'static str,
    /// When it was built.
    pub built: i32,
    /// What kind of ship it is.
    pub kind: &'static str,
    /// What its other numbers are made from.
    pub number: u64,
}

const FLAGS: &[&str] = &["pa", "mt", "cy", "hk", "sg", "gr", "ru", "cn", "ir", "kp", "vn", "tr", "gb"];

impl Ship {
    /// A ship by chance.
    pub fn new(random: &mut Random) -> Self {
        let digits: Vec<u32> = (0..6).map(|n| if n == 0 { 9 } else { random.below(10) as u32 }).collect();
        let check: u32 = digits.iter().zip([7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        let written: String = digits.iter().map(u32::to_string).collect();
        Self {
            name: ship_name(random),
            past: random.chance(0.3).then(|| ship_name(random)),
            imo: format!("IMO{written}{}", check % 10),
            flag: random.usual_word(FLAGS),
            built: random.between(1970, 2022),
            kind: random.word(&[
                "General cargo",
                "Oil tanker",
                "Bulk carrier",
                "Fishing vessel",
                "Container ship",
                "Tug",
            ]),
            number: random.draw(),
        }
    }

    /// A sister ship: the same name with another number, or the same name.
    pub fn sister(&self, random: &mut Random) -> Self {
        let mut other = Self::new(random);
        let stem = self.name.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
        other.name = if random.chance(0.6) { format!("{stem} {}", random.between(10, 99)) } else { self.name.clone() };
        other
    }
}

const SHIP_STARTS: &[&str] = &[
    "Ocean",
    "Sea",
    "Golden",
    "Star of",
    "Lady",
    "Eastern",
    "Pacific",
    "Nordic",
    "Blue",
    "Royal",
    "Cape",
    "Al",
    "Atlantic",
    "Western",
    "Silver",
    "Grand",
    "New",
    "Southern",
    "Queen",
    "Captain",
    "Santa",
    "Port",
    "Gulf",
    "Baltic",
    "Red",
    "Green",
    "Black Sea",
    "Prince",
    "Mount",
    "Spirit of",
    "Saint",
    "Arctic",
    "Crystal",
    "Emerald",
    "Glory",
    "Great",
    "Iron",
    "Coral",
];
const SHIP_ENDS: &[&str] = &[
    "Pearl",
    "Glory",
    "Fortune",
    "Dragon",
    "Wave",
    "Trader",
    "Spirit",
    "Hope",
    "Eagle",
    "Dawn",
    "Venture",
    "Breeze",
    "Mermaid",
    "Pioneer",
    "Carrier",
    "Horizon",
    "Falcon",
    "Sun",
    "Lion",
    "Jade",
    "Orchid",
    "Phoenix",
    "Champion",
    "Navigator",
    "Sky",
    "Harmony",
    "Courage",
    "Victory",
    "Rose",
    "Tiger",
    "Heron",
    "Osprey",
    "Bridge",
    "Express",
    "Leader",
    "Arrow",
    "Swan",
];

fn ship_name(random: &mut Random) -> String {
    let first = random.word(SHIP_STARTS);
    let culture = person::culture_by_weight(random);
    let second = match random.below(4) {
        0 => random.word(SHIP_ENDS).to_owned(),
        1 => romanise::plain(&random.one(&COINED[culture.name]).latin[0]),
        _ => romanise::plain(&family_in_latin(culture, random)),
    };
    let number = if random.chance(0.25) { format!(" {}", random.between(1, 18)) } else { String::new() };
    format!("{first} {second}{number}").to_uppercase()
}

fn family_in_latin(culture: &'static Culture, random: &mut Random) -> String {
    person::family_name(culture, random.chance(0.5), random).latin[0].clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_jurisdictions_and_each_firm_has_a_form() {
        let countries: std::collections::BTreeSet<&str> = FORMS.iter().map(|form| form.country).collect();
        assert!(countries.len() >= 40, "{}", countries.len());
        for number in 0..500 {
            let mut random = Random::of_item(1, 2, number);
            let firm = Firm::new(&mut random);
            let twin = firm.twin(&mut random);
            assert!(!firm.core.is_empty() && !firm.form.native.is_empty());
            assert_ne!(twin.number, firm.number);
        }
    }

    #[test]
    fn every_culture_coins_names() {
        for culture in culture::CULTURES.iter() {
            assert!(COINED[culture.name].len() >= 10, "{}", culture.name);
        }
    }
}
