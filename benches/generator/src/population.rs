//! Everybody there is, and the records about them.
//!
//! Each entity and each record is made from the seed and its own number alone, so nothing is kept but the order in which
//! the records come: four bytes a record.

use crate::entity::Entity;
use crate::firm::{Firm, Ship};
use crate::person::{self, Person};
use crate::random::{Random, mix};
use crate::record;
use crate::writing::{Care, Script};

const THING: u64 = 1;
const RECORD: u64 = 2;
const SCRIPT: u64 = 3;
const NAMESAKE: u64 = 4;
const ORDER: u64 = 5;
const TIE: u64 = 6;
const CARE: u64 = 7;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The same seed, the same bytes.
    pub seed: u64,
    /// How many records; ties come on top.
    pub count: usize,
    /// The share of records that are a second or third record of somebody; below one half.
    pub duplicates: f64,
    /// The share of records whose name is not in Latin letters; below about 0.57, as the rest have no other script.
    pub non_latin: f64,
    /// The share of duplicates in another script than the first record.
    pub cross_script: f64,
    /// The share of duplicates that are written with care: in full, without slips.
    pub careful: f64,
    /// How much records tell beside the name: 0 for as little as lists of names often do, 1 for all that there is.
    pub detail: f64,
    /// The share of entities that are easily taken for another one: fathers and sons, twin firms, near names.
    pub namesakes: f64,
    /// How probably a record has a tie to another entity; all records of an entity have the same tie.
    pub ties: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            count: 100_000,
            duplicates: 0.1,
            non_latin: 0.28,
            cross_script: 1.0 / 3.0,
            careful: 0.0,
            detail: 0.0,
            namesakes: 0.05,
            ties: 0.0,
        }
    }
}

/// Somebody or something real.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A person.
    Person(Box<Person>),
    /// A firm or another body.
    Firm(Box<Firm>),
    /// A ship.
    Ship(Ship),
}

/// Ships are the share of things whose names have no other script.
const SHIPS: f64 = 0.05;

/// All entities of a seed, and any record about any of them.
#[derive(Clone, Debug)]
pub struct Population {
    options: Options,
}

impl Population {
    /// The population that the options describe.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// The entity of that number.
    pub fn thing(&self, number: u32) -> Thing {
        if self.is_namesake(number) {
            return self.namesake_of(number - 1, number);
        }
        let random = &mut self.random(THING, u64::from(number));
        match random.unit() {
            kind if kind < SHIPS => Thing::Ship(Ship::new(random)),
            kind if kind < 0.3 => Thing::Firm(Box::new(Firm::new(random))),
            _ => Thing::Person(Box::new(Person::new(random))),
        }
    }

    /// An entity that one could take for the entity of the number `of`.
    pub fn namesake_of(&self, of: u32, number: u32) -> Thing {
        let random = &mut self.random(NAMESAKE, u64::from(number));
        match self.thing(of) {
            Thing::Person(person) => Thing::Person(Box::new(person.namesake(random))),
            Thing::Firm(firm) => Thing::Firm(Box::new(firm.twin(random))),
            Thing::Ship(ship) => Thing::Ship(ship.sister(random)),
        }
    }

    /// A namesake has an odd number and is one of the entity before it, which is none.
    fn is_namesake(&self, number: u32) -> bool {
        number % 2 == 1 && self.random(NAMESAKE, u64::from(number)).chance(2.0 * self.options.namesakes)
    }

    /// The record of the entity of that number: the first one is careful, the copies are not.
    pub fn record(&self, number: u32, copy: u32) -> Entity {
        self.record_of(&self.thing(number), number, copy)
    }

    /// The record of a thing in place of the entity of that number.
    pub fn record_of(&self, thing: &Thing, number: u32, copy: u32) -> Entity {
        let id = self.id(number, copy);
        let random = &mut self.random(RECORD, u64::from(number) << 4 | u64::from(copy));
        let is_careful =
            copy == 0 || self.random(CARE, u64::from(number) << 4 | u64::from(copy)).chance(self.options.careful);
        let care = if is_careful { Care::Careful } else { Care::Careless };
        let detail = self.options.detail;
        match thing {
            Thing::Person(person) => {
                record::person(person, id, self.script(person.culture.is_latin(), number, copy), care, detail, random)
            }
            Thing::Firm(firm) => {
                record::firm(firm, id, self.script(firm.culture.is_latin(), number, copy), care, detail, random)
            }
            Thing::Ship(ship) => record::ship(ship, id, care, random),
        }
    }

    /// The tie of a record, if it has one, to the first record of the entity of the number `other`.
    fn tie(&self, number: u32, copy: u32, entities: u32) -> Option<Entity> {
        let random = &mut self.random(TIE, u64::from(number));
        if !random.chance(self.options.ties) {
            return None;
        }
        let other = random.below(entities as usize) as u32;
        if other == number {
            return None;
        }
        let (own, others) = (self.id(number, copy), self.id(other, 0));
        let (schema, from, to) = match (self.thing(number), self.thing(other)) {
            (Thing::Person(_), Thing::Firm(_)) if random.chance(0.6) => ("Directorship", "director", "organization"),
            (Thing::Person(_) | Thing::Firm(_), Thing::Firm(_) | Thing::Ship(_)) => ("Ownership", "owner", "asset"),
            (Thing::Person(_), Thing::Person(_)) if random.chance(0.5) => ("Family", "person", "relative"),
            _ => ("UnknownLink", "subject", "object"),
        };
        // What is owned must be an asset, which bodies other than companies are not.
        let schema_of = self.record(other, 0).schema;
        let is_asset = matches!(schema_of, "Company" | "Vessel");
        let (schema, from, to) = match schema {
            "Ownership" if !is_asset => ("UnknownLink", "subject", "object"),
            "Directorship" if schema_of == "LegalEntity" => ("UnknownLink", "subject", "object"),
            _ => (schema, from, to),
        };
        let mut tie = Entity::new(format!("t-{:016x}", mix(hash(&own) ^ hash(&others))), schema);
        tie.add(from, own);
        tie.add(to, others);
        match schema {
            "Directorship" => tie.add("role", "director".to_owned()),
            "Ownership" => tie.add("percentage", random.between(1, 100).to_string()),
            _ => {}
        }
        Some(tie)
    }

    /// The script of a record. The copy differs from the first record as often as asked.
    fn script(&self, is_latin: bool, number: u32, copy: u32) -> Script {
        if is_latin {
            return Script::Latin;
        }
        let share = person::share_of_other_scripts() * (1.0 - SHIPS);
        let first = self.random(SCRIPT, u64::from(number)).chance(self.options.non_latin / share);
        let random = &mut self.random(SCRIPT, u64::from(number) << 4 | u64::from(copy) | 1 << 60);
        let crosses = copy > 0 && random.chance(self.options.cross_script / share);
        if first == crosses { Script::Latin } else { Script::Native }
    }

    fn id(&self, number: u32, copy: u32) -> String {
        format!("g-{:016x}", self.random(RECORD, u64::from(number) << 4 | u64::from(copy) | 1 << 60).draw())
    }

    fn random(&self, kind: u64, number: u64) -> Random {
        Random::of_item(self.options.seed, kind, number)
    }

    /// All records in random order, and their ties after each.
    pub fn records(self) -> Records {
        let count = self.options.count;
        let copies = (count as f64 * self.options.duplicates.clamp(0.0, 0.5)).round() as usize;
        let entities = count - copies;
        // Of those with a second record one in nine has a third.
        let thirds = copies / 10;
        let mut random = self.random(ORDER, 0);
        let mut order: Vec<u32> = (0..entities as u32).collect();
        random.shuffle(&mut order);
        let seconds: Vec<u32> = order[..copies - thirds].iter().map(|entity| entity * 4 + 1).collect();
        let thirds: Vec<u32> = order[..thirds].iter().map(|entity| entity * 4 + 2).collect();
        order.iter_mut().for_each(|entity| *entity *= 4);
        order.extend(seconds);
        order.extend(thirds);
        random.shuffle(&mut order);
        Records { population: self, entities: entities as u32, order: order.into_iter(), tie: None }
    }
}

/// Spreads a text over 64 bits (FNV-1a).
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A record and who it is about.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The record.
    pub entity: Entity,
    /// The real entity that it is about; none for ties, which are not judged.
    pub truth: Option<u32>,
}

/// All records of a population, in random order.
#[derive(Debug)]
pub struct Records {
    population: Population,
    entities: u32,
    order: std::vec::IntoIter<u32>,
    tie: Option<Entity>,
}

impl Iterator for Records {
    type Item = Generated;

    fn next(&mut self) -> Option<Generated> {
        if let Some(entity) = self.tie.take() {
            return Some(Generated { entity, truth: None });
        }
        let next = self.order.next()?;
        let (number, copy) = (next / 4, next % 4);
        self.tie = self.population.tie(number, copy, self.entities);
        Some(Generated { entity: self.population.record(number, copy), truth: Some(number) })
    }
}
