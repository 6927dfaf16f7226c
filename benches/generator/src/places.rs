//! Countries, towns and streets.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::culture::{self, Spelling, Word};
use crate::random::Random;

/// A town.
pub type Place = Word;

static TOWNS: LazyLock<HashMap<String, Vec<Place>>> =
    LazyLock::new(|| culture::sections(include_str!("../data/companies/places.txt"), Spelling::Listed));
static STREETS: LazyLock<HashMap<String, Vec<Word>>> =
    LazyLock::new(|| culture::sections(include_str!("../data/companies/streets.txt"), Spelling::Listed));

/// A town of the country.
pub fn town(country: &str, random: &mut Random) -> &'static Place {
    random.frequent(TOWNS.get(country).expect("every country of the tables has towns"))
}

/// Whether people there write it in Latin letters.
pub fn is_latin(word: &Word) -> bool {
    word.native[0].chars().all(|letter| matches!(u32::from(letter), 0..0x370 | 0x1e00..0x1f00))
}

/// A street as people of the culture name them.
pub fn street(culture: &str, random: &mut Random) -> &'static Word {
    random.one(STREETS.get(culture).or_else(|| STREETS.get("english")).expect("there are English streets"))
}
