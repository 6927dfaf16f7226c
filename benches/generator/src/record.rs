//! What a source writes down about a person, a firm or a ship.

use crate::culture::Word;
use crate::entity::Entity;
use crate::firm::{Firm, Ship};
use crate::person::{Date, Person};
use crate::places;
use crate::random::Random;
use crate::romanise;
use crate::writing::{self, Care, Script};

const POSITIONS: &[&str] = &[
    "Director",
    "Chairman of the Board",
    "Member of Parliament",
    "Deputy Minister",
    "Judge",
    "Mayor",
    "Governor",
    "Chief Accountant",
    "General Manager",
    "Head of Department",
    "Colonel",
    "Prosecutor",
    "Customs Officer",
    "Member of the City Council",
];

/// A record of a person.
pub fn person(person: &Person, id: String, script: Script, care: Care, detail: f64, random: &mut Random) -> Entity {
    let told = |share: f64| share + (1.0 - share) * detail;
    let mut entity = Entity::new(id, "Person");
    let careless = care == Care::Careless;
    let name = writing::person(person, script, care, random);
    entity.add("name", name.whole.clone());
    if random.chance(0.12) {
        let script = other_script(script, person.culture.is_latin(), random);
        add_alias(&mut entity, writing::person(person, script, care, random).whole);
    }
    // A kunya: the name of somebody's first son or daughter, borne before or instead of their own.
    if person.culture.name == "arabic" && !person.female && random.chance(0.08) {
        let mut numbers = Random::of_item(person.number, 9, 0);
        let child = numbers.frequent(person.culture.list("male"));
        let kunya = match script {
            Script::Native => child.after("أبو ", "").native[0].clone(),
            Script::Latin => child.after("", "Abu ").latin[0].clone(),
        };
        entity.add("weakAlias", kunya);
    }
    if random.chance(if careless { 0.25 } else { 0.35 }) {
        entity.add("firstName", name.first.clone());
        entity.add("lastName", name.last.clone());
        if !name.middle.is_empty() && matches!(person.culture.name, "russian" | "ukrainian" | "arabic") {
            entity.add("fatherName", name.middle.trim_start_matches("bin ").to_owned());
        }
    }
    if random.chance(told(if careless { 0.7 } else { 0.75 })) {
        entity.add("birthDate", date(person.birth, care, random));
    }
    if random.chance(told(0.35)) {
        entity.add("birthPlace", place(person.birth_place, script, random));
    }
    if random.chance(told(0.5)) {
        entity.add("nationality", person.nationality.to_owned());
    }
    if random.chance(told(0.6)) {
        entity.add("country", person.country.to_owned());
    }
    if random.chance(told(0.6)) {
        entity.add("gender", if person.female { "female" } else { "male" }.to_owned());
    }
    if random.chance(0.18) {
        entity.add("position", POSITIONS[(person.number % POSITIONS.len() as u64) as usize].to_owned());
    }
    if random.chance(0.12) {
        entity.add("passportNumber", number(person.number, 1, person.country));
    }
    if random.chance(0.1) {
        entity.add("taxNumber", number(person.number, 2, ""));
    }
    if random.chance(0.4) {
        let moved = careless && random.chance(0.35);
        let seat = if moved { random.draw() } else { person.number };
        entity.add("address", address(person.culture.name, person.town, seat, script, care));
    }
    if random.chance(0.04) {
        entity.add("phone", format!("+{}{:09}", 1 + person.number % 97, person.number / 97 % 1_000_000_000));
    }
    if random.chance(0.04) {
        let plain = writing::person(person, Script::Latin, Care::Careful, &mut Random::of_item(person.number, 7, 0));
        let ascii = romanise::plain(&format!("{}.{}", plain.first, plain.last)).to_lowercase();
        let account: String = ascii.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '.').collect();
        entity.add("email", format!("{account}{}@mail.example", person.number % 100));
    }
    entity
}

/// A record of a firm.
pub fn firm(firm: &Firm, id: String, script: Script, care: Care, detail: f64, random: &mut Random) -> Entity {
    let told = |share: f64| share + (1.0 - share) * detail;
    let careless = care == Care::Careless;
    let schema = match (careless, random.below(20)) {
        (true, 0..4) => "LegalEntity",
        (true, 4..6) => "Organization",
        (true, 6..8) => "Company",
        _ => firm.schema,
    };
    let mut entity = Entity::new(id, schema);
    entity.add("name", writing::firm(firm, script, care, random));
    if random.chance(0.12) {
        let script = other_script(script, firm.culture.is_latin(), random);
        add_alias(&mut entity, writing::firm(firm, script, care, random));
    }
    if random.chance(told(0.55)) {
        entity.add("jurisdiction", firm.country.to_owned());
    }
    if random.chance(told(0.5)) {
        entity.add("country", firm.country.to_owned());
    }
    if random.chance(told(if careless { 0.35 } else { 0.5 })) {
        entity.add("registrationNumber", number(firm.number, 3, firm.country));
    }
    if random.chance(0.1) {
        entity.add("taxNumber", number(firm.number, 4, ""));
    }
    if random.chance(told(0.35)) {
        entity.add("incorporationDate", date(firm.founded, care, random));
    }
    if random.chance(told(0.45)) {
        let moved = careless && random.chance(0.25);
        let seat = if moved { random.draw() } else { firm.number };
        entity.add("address", address(firm.culture.name, firm.town, seat, script, care));
    }
    entity
}

/// A record of a ship.
pub fn ship(ship: &Ship, id: String, care: Care, random: &mut Random) -> Entity {
    let mut entity = Entity::new(id, "Vessel");
    let careless = care == Care::Careless;
    let renamed = ship.past.as_ref().filter(|_| careless && random.chance(0.4));
    let mut name = renamed.unwrap_or(&ship.name).clone();
    if careless {
        name = match random.below(5) {
            0 => format!("M/V {name}"),
            1 => romanise::capitalised(&name.to_lowercase()),
            2 => writing::slip(&name, random).to_uppercase(),
            _ => name,
        };
    }
    entity.add("name", name);
    if let Some(past) = ship.past.as_ref().filter(|_| renamed.is_none() && random.chance(0.5)) {
        entity.add("previousName", past.clone());
    }
    if random.chance(0.8) {
        entity.add("imoNumber", ship.imo.clone());
    }
    if random.chance(0.25) {
        entity.add("mmsi", format!("{:09}", 200_000_000 + ship.number % 575_000_000));
    }
    if random.chance(0.8) {
        let reflagged = careless && random.chance(0.25);
        entity.add(
            "flag",
            if reflagged { random.word(&["pa", "mt", "cy", "hk"]).to_owned() } else { ship.flag.to_owned() },
        );
    }
    if random.chance(0.6) {
        entity.add("type", ship.kind.to_owned());
    }
    if random.chance(0.5) {
        entity.add("buildDate", ship.built.to_string());
    }
    entity
}

fn add_alias(entity: &mut Entity, name: String) {
    if !entity.values("name").contains(&name) {
        entity.add("alias", name);
    }
}

fn other_script(script: Script, is_latin: bool, random: &mut Random) -> Script {
    match script {
        Script::Latin if !is_latin && random.chance(0.5) => Script::Native,
        Script::Native if random.chance(0.8) => Script::Latin,
        same => same,
    }
}

/// The date in full or the year alone; in careless records seldom with day and month exchanged, or a wrong year.
fn date(date: Date, care: Care, random: &mut Random) -> String {
    let careless = care == Care::Careless;
    if random.chance(if careless { 0.3 } else { 0.2 }) {
        return date.year.to_string();
    }
    let mut written = date;
    if careless && random.chance(0.02) && date.day <= 12 {
        (written.day, written.month) = (date.month, date.day);
    } else if careless && random.chance(0.02) {
        written.year += if random.chance(0.5) { 1 } else { -1 };
    }
    written.to_string()
}

fn place(place: &places::Place, script: Script, random: &mut Random) -> String {
    match script {
        Script::Native => place.native[0].clone(),
        Script::Latin if places::is_latin(place) && random.chance(0.6) => place.native[0].clone(),
        Script::Latin => random.usual(&place.latin).clone(),
    }
}

/// The address that follows from the number: the same for the same number, in either script.
fn address(culture: &str, town: &places::Place, seat: u64, script: Script, care: Care) -> String {
    let mut numbers = Random::of_item(seat, 8, 0);
    let street = places::street(culture, &mut numbers);
    let house = numbers.between(1, 180);
    let post = numbers.between(10_000, 99_999);
    let written = |word: &Word| {
        let at_home = script == Script::Native || (places::is_latin(word) && care == Care::Careful);
        if at_home { word.native[0].clone() } else { word.latin[0].clone() }
    };
    let (street, town) = (written(street), written(town));
    match culture {
        "english" | "french" | "thai" | "hindi" => format!("{house} {street}, {town} {post}"),
        "chinese" if script == Script::Native => format!("{town}{street}{house}号"),
        "japanese" if script == Script::Native => format!("{town}{street}{house}"),
        "korean" if script == Script::Native => format!("{town} {street} {house}"),
        "german" | "polish" | "italian" | "turkish" => format!("{street} {house}, {post} {town}"),
        _ => format!("{street} {house}, {town}"),
    }
}

/// A number of that kind, as the country writes them.
fn number(seat: u64, kind: u64, country: &str) -> String {
    let digits = Random::of_item(seat, 10 + kind, 0).draw();
    match (kind, country) {
        (1, _) => {
            let letter = char::from(b'A' + (digits % 26) as u8);
            format!("{letter}{:08}", digits / 26 % 100_000_000)
        }
        (3, "de") => format!("HRB {}", 1000 + digits % 250_000),
        (3, "gb" | "ie") => format!("{:08}", digits % 15_000_000),
        (3, "ru" | "kz" | "by") => format!("1{:012}", digits % 1_000_000_000_000),
        (3, "cn") => format!("91{:016}", digits % 10_000_000_000_000_000),
        (3, "fr") => format!("{:09}", digits % 1_000_000_000),
        (3, "vg" | "pa") => format!("{:07}", digits % 10_000_000),
        _ => format!("{:010}", digits % 10_000_000_000),
    }
}
