//! Whether an entity is the one that a query means: the keys that bring the two together, and the score.
//!
//! Keys and scores are those of [`umbra_resolve`]; here they are put as the API's clients know them. A score is for ranking
//! people's work, not a verdict: 0 (nothing in common) to 1. It is the sum of named [`Feature`]s. 1 takes an identifier
//! that both have, or the same name, day of birth and country; else it is 0.99 at most, and less for a name alone.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use umbra_model::{Entity, EntityId, PropertyRef, RawEntity, Schema, SchemaRef, SourceId};
use umbra_names::Terms;
pub use umbra_resolve::{Key, KeyRole};
use umbra_resolve::{Rating, Record, Weights, rate};

/// Words that a thread keeps for the names to come: some 10 MB.
const MOST_TERMS: usize = 20_000;

/// The schemata as which entities are read that are not compared by themselves.
const READINGS: [&str; 4] = ["LegalEntity", "Company", "Vehicle", "Address"];

static WEIGHTS: LazyLock<Weights> = LazyLock::new(Weights::screening);
/// Where entities come from is nothing to the comparison.
static NOWHERE: LazyLock<SourceId> = LazyLock::new(|| SourceId::of(b""));

thread_local! {
    static TERMS: RefCell<Terms> = RefCell::default();
}

/// The parts of a score, with what each may come to.
pub(crate) const FEATURES: [(&str, &str); 10] = [
    (
        "name",
        "how well the best two names agree, in any script and order: 0.93 for the same rare name of a person, less for a \
              name that many have; 0.95 for the same name of a firm",
    ),
    ("kind", "what the two are, where one can't be the other: takes most of the score"),
    ("birth_date", "the same day or year adds up to what is missing to 0.99; others take most of the score"),
    ("death_date", "likewise"),
    ("founding_date", "likewise; others take less, since registers differ in what they call the founding"),
    ("gender", "different ones take most of the score"),
    ("country", "one in common adds a little; none in common takes some, of a firm most"),
    ("address", "one in common adds the more, the more exact it is"),
    ("contact", "an e-mail address or a phone number in common adds much"),
    (
        "identifier",
        "one in common makes up what is missing to 1, or to 0.85 where something speaks against it; two different \
                    ones of a kind take most of the score",
    ),
];

/// What is known of an entity, in the form in which it is compared: as each of the kinds that it may be of.
#[derive(Debug, Clone)]
pub struct Profile {
    readings: Vec<Record>,
}

/// One named part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feature {
    /// What it adds to the score, or takes from it.
    pub score: f64,
    /// What was found, in words.
    pub detail: String,
    /// The query's value, where one is compared.
    pub query: Option<String>,
    /// The entity's value.
    pub candidate: Option<String>,
}

/// How a query and an entity compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// 0 to 1; see the module's page.
    pub score: f64,
    /// The parts, by name.
    pub features: BTreeMap<&'static str, Feature>,
}

impl Profile {
    /// What an entity says of itself.
    pub fn of_entity(entity: &Entity) -> Self {
        Self::of(entity.id(), entity.schema(), || entity.values(), true)
    }

    /// What a line says of an entity, as far as it can be compared with a query.
    pub fn beside(query: &Self, raw: &RawEntity<'_>) -> Self {
        let with_places = query.readings.iter().any(Record::has_places);
        let values = || raw.values.iter().map(|known| (known.property, &*known.value));
        // A line whose id is none gives no entity to compare.
        EntityId::new(&raw.id)
            .map_or(Self { readings: Vec::new() }, |id| Self::of(&id, raw.schema, values, with_places))
    }

    fn of<'v, V: Iterator<Item = (PropertyRef, &'v str)>>(
        id: &EntityId,
        schema: SchemaRef,
        values: impl Fn() -> V,
        with_places: bool,
    ) -> Self {
        TERMS.with_borrow_mut(|terms| {
            if terms.len() > MOST_TERMS {
                *terms = Terms::new();
            }
            let mut read = |schema| Record::of_values(id.clone(), schema, *NOWHERE, values(), with_places, terms);
            let readings = match read(schema) {
                Some(record) => vec![record],
                None => readings(schema).filter_map(read).collect(),
            };
            Self { readings }
        })
    }

    /// Whether there is anything by which it could be found.
    pub fn is_empty(&self) -> bool {
        self.keys().iter().all(|key| key.role == KeyRole::Ranks)
    }

    /// The keys under which it is filed, each once. Those that tell most come first. Those for slips of the pen are left out:
    /// they would make an index three times as large.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.readings.iter().flat_map(Record::keys).collect();
        keys.retain(|key| key.role != KeyRole::FindsSlips);
        keys.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.number.cmp(&b.number)));
        if self.readings.len() > 1 {
            let mut seen = std::collections::HashSet::new();
            keys.retain(|key| seen.insert(key.number));
        }
        keys
    }

    /// How likely the likeliest readings of both are one.
    fn rated(&self, candidate: &Self, explains: bool) -> Option<Rating> {
        let pairs = self.readings.iter().flat_map(|one| candidate.readings.iter().map(move |other| (one, other)));
        let ratings = pairs.filter_map(|(one, other)| rate(one, other, &WEIGHTS, explains));
        ratings.reduce(|best, rating| if rating.score > best.score { rating } else { best })
    }
}

/// As what an entity is read whose schema says little, such as Thing, or names nothing that is compared by rules of its own.
fn readings(schema: SchemaRef) -> impl Iterator<Item = SchemaRef> {
    let wide: Vec<SchemaRef> = READINGS
        .into_iter()
        .filter_map(Schema::get)
        .filter(|known| known.is_a(schema.name()) && !(known.name() == "Company" && schema.name() == "Thing"))
        .collect();
    let named = Schema::get("Organization").filter(|_| wide.is_empty());
    wide.into_iter().chain(named)
}

/// The score of a query and an entity, without words; `None` where they can't be one. `weights` multiply the parts that they
/// name.
pub fn score(query: &Profile, candidate: &Profile, weights: &BTreeMap<String, f64>) -> Option<f64> {
    query.rated(candidate, false).map(|rating| weighed(&rating, weights))
}

/// [`score`] with its parts in words.
pub fn explain(query: &Profile, candidate: &Profile, weights: &BTreeMap<String, f64>) -> Option<Match> {
    let rating = query.rated(candidate, true)?;
    let score = weighed(&rating, weights);
    let feature = |share: umbra_resolve::Share| {
        let name = feature(share.name);
        let score = share.score * factor(name, weights);
        (name, Feature { score, detail: share.why, query: share.query, candidate: share.record })
    };
    Some(Match { score, features: rating.shares.into_iter().map(feature).collect() })
}

fn weighed(rating: &Rating, weights: &BTreeMap<String, f64>) -> f64 {
    if weights.is_empty() {
        return rating.score;
    }
    let sum: f64 = rating.shares.iter().map(|share| share.score * factor(feature(share.name), weights)).sum();
    (sum.clamp(0.0, 1.0) * 1e6).round() / 1e6
}

fn factor(feature: &str, weights: &BTreeMap<String, f64>) -> f64 {
    weights.get(feature).copied().unwrap_or(1.0)
}

/// What clients call a part of a score.
fn feature(part: &'static str) -> &'static str {
    match part {
        "birth date" => "birth_date",
        "death date" => "death_date",
        "founding date" => "founding_date",
        "place" => "address",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(schema: &str, values: &[(&str, &str)]) -> Profile {
        let mut entity = Entity::new(EntityId::new("x").unwrap(), Schema::get(schema).unwrap());
        for (property, value) in values {
            entity.add(property, value).unwrap();
        }
        Profile::of_entity(&entity)
    }

    fn check(query: &Profile, candidate: &Profile) -> f64 {
        let none = BTreeMap::new();
        let Some(found) = explain(query, candidate, &none) else { return 0.0 };
        let sum: f64 = found.features.values().map(|feature| feature.score).sum();
        assert!((sum - found.score).abs() < 1e-5, "the score is the sum of its parts");
        assert_eq!(score(query, candidate, &none), Some(found.score), "words change nothing");
        assert!(found.features.keys().all(|name| FEATURES.iter().any(|(known, _)| known == name)));
        found.score
    }

    #[test]
    fn whatever_may_be_one_is_compared() {
        let named = |schema: &str, name: &str| profile(schema, &[("name", name)]);
        for schema in ["Person", "Company", "Vessel", "Security", "Position", "LegalEntity", "Thing"] {
            let found = check(&named("Thing", "Viktor Hallström"), &named(schema, "Viktor Hallström"));
            assert!(found > 0.7, "{schema}: {found}");
        }
        let place = profile("Address", &[("full", "Quay Street 1, Marenport")]);
        assert!(check(&named("Thing", "Quay Street 1, Marenport"), &place) > 0.7);
        assert!(check(&named("Asset", "Quay Haulage"), &named("Company", "Quay Haulage")) > 0.7);
        assert!(check(&named("Person", "Quay Haulage"), &named("Company", "Quay Haulage")) < f64::EPSILON);
    }

    #[test]
    fn weights_multiply_the_parts_that_they_name() {
        let known = profile("Person", &[("name", "Viktor Hallström"), ("country", "mt")]);
        let whole = check(&known, &known);
        let halved = score(&known, &known, &BTreeMap::from([("name".to_owned(), 0.5)])).unwrap();
        assert!(halved < whole && halved > whole * 0.4);
    }

    #[test]
    fn keys_meet_across_scripts_and_parts() {
        let shares = |one: &Profile, other: &Profile| {
            let finds = |key: &&Key| key.role != KeyRole::Ranks;
            one.keys().iter().filter(finds).any(|key| other.keys().iter().any(|known| known.number == key.number))
        };
        assert!(shares(&profile("Person", &[("name", "马爱军")]), &profile("LegalEntity", &[("name", "Ai-jun MA")])));
        let parts = profile("Person", &[("firstName", "Viktor"), ("lastName", "Hallström")]);
        assert!(shares(&parts, &profile("Person", &[("name", "Victor Hallstrom")])));
        assert!(shares(&profile("Thing", &[("name", "Ana Brandt")]), &profile("Person", &[("name", "Ana Brandt")])));
        assert!(profile("Person", &[("birthDate", "1961")]).is_empty());
    }
}
