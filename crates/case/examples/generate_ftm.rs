//! Writes a file of made-up entities, one a line, in FollowTheMoney's JSON.
//!
//! `cargo run --release -p umbra-case --example generate_ftm -- COUNT FILE [SEED]`
//!
//! Of ten entities four are persons, two companies, one is an address, two are ownerships and one is a directorship; ties
//! name entities from anywhere before them. Names come in Latin, Cyrillic, Chinese and Arabic script; one person in
//! eight has an alias, and dates are known to the year, the month or the day. Ids look like hashes, so neither they nor
//! what ties name come in any order. All of it is invented. The same count and seed give the same bytes.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// Numbers that look random (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    fn below(&mut self, limit: u64) -> u64 {
        // The bias is below one in 2^32 for the small limits used here.
        self.next() % limit
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const GIVEN: &[&str] = &[
    "Ana", "Béla", "Çelik", "Dario", "Elin", "Fadil", "Greta", "Håkon", "Ines", "Jonas", "Kira", "Łucja", "Mira",
    "Nuñez", "Olga", "Pavel", "Rosa", "Søren", "Tomás", "Ursula", "Viktor", "Wanda", "Yusuf", "Zoë",
];
const FAMILY: &[&str] = &[
    "Abel",
    "Brandt",
    "Corvo",
    "Dietz",
    "Egan",
    "Fuchs",
    "Garov",
    "Hollis",
    "Ivers",
    "Jansen",
    "Kovač",
    "Lund",
    "Müller",
    "Novák",
    "Ortega",
    "Öztürk",
    "Petrović",
    "Quist",
    "Řezník",
    "Sándor",
    "Tran",
    "Ullmann",
    "Vrba",
    "Weiß",
];
const CYRILLIC: &[&str] =
    &["Иван Петров", "Ольга Смирнова", "Лев Гаров", "Анна Ковалёва", "Пётр Зайцев", "Мира Орлова"];
const CHINESE_FAMILY: &[&str] = &["马", "李", "王", "张", "陈", "赵", "孙", "周"];
const CHINESE_GIVEN: &[&str] = &["爱军", "岩", "建国", "丽华", "伟", "晓明", "秀英", "海涛"];
const ARABIC: &[&str] = &["محمد الخوري", "ليلى حداد", "يوسف ناصر", "سعاد عيسى", "كريم منصور"];
const TRADES: &[&str] =
    &["Haulage", "Gravel", "Shipping", "Holdings", "Import & Export", "Construction", "Seafood", "Trading"];
const FORMS: &[&str] = &["Ltd", "GmbH", "S.A.", "s.r.o.", "LLC", "A.Ş."];
const STREETS: &[&str] =
    &["Quay Street", "Rue du Port", "Hafenstraße", "Calle Mayor", "Harbour Lane", "Nábřeží", "Market Square"];
const TOWNS: &[&str] = &["Marenport", "Saltholm", "Villeneuve", "Oberau", "Puerto Gris", "Kamenec"];
const COUNTRIES: &[&str] = &["mt", "de", "fr", "es", "cz", "tr", "cn", "ae", "pa", "gb"];
const TOPICS: &[&str] = &["role.pep", "sanction", "crime", "poi"];
const ROLES: &[&str] = &["director", "chair of the board", "secretary", "managing partner"];

/// A list of one value, as JSON.
fn list(property: &str, value: &str) -> String {
    format!("\"{property}\":[{}]", serde_json::to_string(value).expect("a text always serialises"))
}

/// The id of the entity of that number.
fn id_of(kind: &str, number: u64, seed: u64) -> String {
    format!("{kind}-{:016x}", mix(number ^ seed.rotate_left(17)))
}

struct Generator {
    random: Random,
    seed: u64,
    persons: Vec<u64>,
    companies: Vec<u64>,
}

impl Generator {
    fn date(&mut self) -> String {
        let (year, month, day) = (1940 + self.random.below(83), 1 + self.random.below(12), 1 + self.random.below(28));
        match self.random.below(8) {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    }

    fn person_name(&mut self) -> String {
        match self.random.below(12) {
            0 => self.random.of(CYRILLIC).to_owned(),
            1 => format!("{}{}", self.random.of(CHINESE_FAMILY), self.random.of(CHINESE_GIVEN)),
            2 => self.random.of(ARABIC).to_owned(),
            _ => format!("{} {}", self.random.of(GIVEN), self.random.of(FAMILY)),
        }
    }

    fn company_name(&mut self) -> String {
        let (family, trade, form) = (self.random.of(FAMILY), self.random.of(TRADES), self.random.of(FORMS));
        format!("{family} {trade} {} {form}", self.random.below(900))
    }

    fn address(&mut self) -> String {
        format!("{} {}, {}", 1 + self.random.below(240), self.random.of(STREETS), self.random.of(TOWNS))
    }

    fn known(&mut self, person: bool) -> Option<String> {
        let known = if person { &self.persons } else { &self.companies };
        let number = *known.get(self.random.below(known.len().max(1) as u64) as usize)?;
        Some(id_of(if person { "p" } else { "c" }, number, self.seed))
    }

    /// One entity: letter of its id, schema and properties.
    fn entity(&mut self, number: u64) -> (&'static str, &'static str, Vec<String>) {
        let kind = self.random.below(10);
        let tie = if kind < 7 { None } else { self.known(true).zip(self.known(false)) };
        if let Some((person, company)) = tie {
            if kind == 9 {
                let mut said = vec![list("director", &person), list("organization", &company)];
                said.push(list("role", self.random.of(ROLES)));
                said.push(list("startDate", &self.date()));
                return ("d", "Directorship", said);
            }
            let share = (1 + self.random.below(100)).to_string();
            let said = vec![
                list("owner", &person),
                list("asset", &company),
                list("percentage", &share),
                list("startDate", &self.date()),
            ];
            return ("o", "Ownership", said);
        }
        match kind {
            4 | 5 => {
                self.companies.push(number);
                let said = vec![
                    list("name", &self.company_name()),
                    list("jurisdiction", self.random.of(COUNTRIES)),
                    list("registrationNumber", &format!("HRB {}", 10_000 + self.random.below(9_000_000))),
                    list("incorporationDate", &self.date()),
                    list("address", &self.address()),
                ];
                ("c", "Company", said)
            }
            6 => {
                let full = self.address();
                ("a", "Address", vec![list("full", &full), list("country", self.random.of(COUNTRIES))])
            }
            _ => {
                self.persons.push(number);
                let mut said = vec![
                    list("name", &self.person_name()),
                    list("birthDate", &self.date()),
                    list("nationality", self.random.of(COUNTRIES)),
                    list("gender", self.random.of(&["male", "female"])),
                ];
                if self.random.below(8) == 0 {
                    said.push(list("alias", &self.person_name()));
                }
                if self.random.below(3) == 0 {
                    said.push(list("topics", self.random.of(TOPICS)));
                }
                ("p", "Person", said)
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, file, rest @ ..] = arguments.as_slice() else {
        return Err("usage: generate_ftm COUNT FILE [SEED]".into());
    };
    let seed: u64 = rest.first().map_or(Ok(1), |seed| seed.parse())?;
    write(count.parse()?, seed, BufWriter::with_capacity(1 << 20, File::create(file)?))?;
    Ok(())
}

fn write(count: u64, seed: u64, mut out: impl Write) -> io::Result<()> {
    let mut generator = Generator { random: Random(seed), seed, persons: Vec::new(), companies: Vec::new() };
    for number in 0..count {
        let (letter, schema, said) = generator.entity(number);
        let id = id_of(letter, number, seed);
        writeln!(out, "{{\"id\":\"{id}\",\"schema\":\"{schema}\",\"properties\":{{{}}}}}", said.join(","))?;
    }
    out.flush()
}
