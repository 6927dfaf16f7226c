//! Whether an entity is the one that a query means: the keys that bring the two together, and the score.
//!
//! A score is for ranking people's work, not a verdict: 0 (nothing in common) to 1. It is the sum of named [`Feature`]s. A
//! name alone gets to 0.9 at most; 1 takes an identifier that both have, or the same name, day of birth and country.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{Entity, PartialDate, PropertyType, SchemaRef};
use umbra_names::{Kind, Name, Rule};

/// More names than this of one entity are not compared; the first ones are kept.
const MOST_NAMES: usize = 16;
/// More names than this of one query are not compared.
const MOST_ASKED: usize = 8;
/// More addresses than this are not compared.
const MOST_ADDRESSES: usize = 4;
/// More values than this of one type make no keys.
const MOST_KEYED: usize = 64;
/// What names that agree fully are worth.
const NAME: f64 = 0.9;
/// Names that agree less are two names.
const LEAST_AGREEMENT: f64 = 0.6;

/// Numbers of which an entity has one: two of them are two entities.
const EXCLUSIVE: [&str; 12] = [
    "registrationNumber",
    "taxNumber",
    "vatCode",
    "innCode",
    "ogrnCode",
    "leiCode",
    "uscCode",
    "idNumber",
    "socialSecurityNumber",
    "imoNumber",
    "vin",
    "mmsi",
];

/// The parts of a score, with what each may come to.
pub(crate) const FEATURES: [(&str, &str); 9] = [
    ("name", "how well the best two names agree: 0.9 for the same name, in any script and order"),
    (
        "identifier",
        "an identifier that both have makes up what is missing to 1; two different ones of a kind take 0.25",
    ),
    ("birth_date", "the same day adds 0.08, the same year 0.04; years apart take 0.3"),
    ("death_date", "years apart take 0.2"),
    ("founding_date", "the same day adds 0.08, the same year 0.04; years apart take 0.1"),
    ("gender", "different ones take 0.25"),
    ("country", "one in common adds 0.02; none in common takes 0.08, of a firm 0.12"),
    ("address", "one in common adds 0.04"),
    ("contact", "an e-mail address or a phone number in common adds 0.08"),
];

/// What is known of an entity, in the form in which it is compared.
#[derive(Debug, Clone)]
pub struct Profile {
    schema: SchemaRef,
    names: Vec<Name>,
    identifiers: BTreeMap<&'static str, BTreeSet<String>>,
    contacts: BTreeSet<String>,
    births: BTreeSet<PartialDate>,
    deaths: BTreeSet<PartialDate>,
    founded: BTreeSet<PartialDate>,
    genders: BTreeSet<String>,
    countries: BTreeSet<String>,
    /// Taken apart only where they are compared, which is seldom.
    addresses: Vec<String>,
}

/// What entities that may be one share.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key itself.
    pub text: String,
    /// How much it speaks for one entity that both have it.
    pub weight: f32,
    /// Whether it is enough to bring two together; else it only ranks those that others have found.
    pub finds: bool,
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
        let schema = entity.schema();
        let mut profile = Self {
            schema,
            names: Vec::new(),
            identifiers: BTreeMap::new(),
            contacts: BTreeSet::new(),
            births: BTreeSet::new(),
            deaths: BTreeSet::new(),
            founded: BTreeSet::new(),
            genders: BTreeSet::new(),
            countries: entity.countries().into_iter().map(str::to_owned).collect(),
            addresses: Vec::new(),
        };
        for text in names(entity) {
            profile.names.extend(kinds(schema).iter().map(|kind| Name::new(&text, *kind)));
        }
        for (property, value) in entity.values() {
            let date = || value.parse::<PartialDate>();
            match (property.name(), property.kind()) {
                ("birthDate", _) => profile.births.extend(date()),
                ("deathDate" | "dissolutionDate", _) => profile.deaths.extend(date()),
                ("incorporationDate", _) => profile.founded.extend(date()),
                (_, PropertyType::Gender) => profile.genders.extend([value.to_owned()]),
                (_, PropertyType::Email | PropertyType::Phone) => profile.contacts.extend([value.to_owned()]),
                ("full", _) | (_, PropertyType::Address) if profile.addresses.len() < MOST_ADDRESSES => {
                    profile.addresses.push(value.to_owned());
                }
                (name, PropertyType::Identifier) if property.is_matchable() => {
                    let number = alphanumeric(value);
                    if number.chars().count() > 2 {
                        profile.identifiers.entry(name).or_default().insert(number);
                    }
                }
                _ => {}
            }
        }
        profile
    }

    /// Whether there is anything by which it could be found.
    pub fn is_empty(&self) -> bool {
        self.keys().iter().all(|key| !key.finds)
    }

    /// The keys under which it is filed, each once. Those that tell most come first.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = BTreeMap::new();
        let numbers = self.identifiers.values().flatten().take(MOST_KEYED).map(|number| format!("i{number}"));
        keys.extend(numbers.map(|text| (text, (10.0, true))));
        keys.extend(self.contacts.iter().take(MOST_KEYED).map(|contact| (format!("e{contact}"), (6.0, true))));
        for name in &self.names {
            keys.extend(name.keys().into_iter().map(|key| {
                let weight = match key.as_bytes().first() {
                    Some(b'w') => 5.0,
                    Some(b'2') => 4.0,
                    Some(b'a') => 1.5,
                    _ => 1.0,
                };
                (format!("n{key}"), (weight, true))
            }));
        }
        if self.names.is_empty() || self.schema.is_a("Address") {
            let addresses = places(&self.addresses).into_iter().flat_map(|place| place.keys());
            let addresses = addresses.filter(|key| key.starts_with('2'));
            keys.extend(addresses.take(MOST_KEYED).map(|key| (format!("p{key}"), (2.0, true))));
        }
        for date in self.births.iter().chain(&self.founded).take(4) {
            keys.insert(format!("y{}", date.year()), (1.5, false));
            if date.day().is_some() {
                keys.insert(format!("d{date}"), (3.0, false));
            }
        }
        keys.extend(self.countries.iter().take(8).map(|country| (format!("c{country}"), (1.0, false))));
        let mut keys: Vec<Key> = keys.into_iter().map(|(text, (weight, finds))| Key { text, weight, finds }).collect();
        keys.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
        keys
    }
}

/// As what the names of a schema's entities are read.
fn kinds(schema: SchemaRef) -> &'static [Kind] {
    if schema.is_a("Person") {
        &[Kind::Person]
    } else if schema.is_a("Address") {
        &[Kind::Place]
    } else if ["LegalEntity", "Thing"].contains(&schema.name()) {
        &[Kind::Person, Kind::Organisation]
    } else {
        &[Kind::Organisation]
    }
}

/// What an entity is called; where it has no name, the parts of one put together.
fn names(entity: &Entity) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (property, value) in entity.values() {
        let is_name = property.kind() == PropertyType::Name && property.is_matchable();
        let is_called_so = ["abbreviation", "weakAlias", "previousName", "alias"].contains(&property.name());
        let is_place = property.name() == "full" && entity.schema().is_a("Address");
        if (is_name || is_called_so || is_place) && names.len() < MOST_NAMES && !names.iter().any(|name| name == value)
        {
            names.push(value.to_owned());
        }
    }
    if names.is_empty() {
        let parts = ["firstName", "secondName", "middleName", "fatherName", "lastName"];
        let parts: Vec<&str> = parts.into_iter().filter_map(|part| entity.first(part)).collect();
        names.extend((!parts.is_empty()).then(|| parts.join(" ")));
    }
    names
}

fn alphanumeric(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Compares a query with an entity. `weights` multiply the parts that they name.
pub fn score(query: &Profile, candidate: &Profile, weights: &BTreeMap<String, f64>) -> Match {
    let mut features: BTreeMap<&'static str, Feature> = BTreeMap::new();
    let agreement = agreement(query, candidate);
    let alike = agreement.as_ref().map(|(share, _)| *share);
    features.extend(agreement.map(|(_, feature)| ("name", feature)));
    features.extend(births(query, candidate).map(|feature| ("birth_date", feature)));
    features.extend(deaths(query, candidate).map(|feature| ("death_date", feature)));
    features.extend(founding(query, candidate).map(|feature| ("founding_date", feature)));
    features.extend(
        apart(&query.genders, &candidate.genders)
            .map(|(one, other)| ("gender", Feature::new(-0.25, "stated to be different", &one, &other))),
    );
    features.extend(countries(query, candidate).map(|feature| ("country", feature)));
    features.extend(addresses(query, candidate).map(|feature| ("address", feature)));
    if let Some(contact) = query.contacts.intersection(&candidate.contacts).next() {
        features.insert("contact", Feature::new(0.08, "the same in both", contact, contact));
    }
    for (name, feature) in &mut features {
        feature.score *= weights.get(*name).copied().unwrap_or(1.0);
    }
    let sum: f64 = features.values().map(|feature| feature.score).sum();
    if let Some(mut feature) = identifiers(query, candidate) {
        if feature.score > 0.0 {
            // A number that both have settles it, unless the names are two.
            let whole = if alike.is_none_or(|alike| alike >= LEAST_AGREEMENT) { 1.0 } else { 0.85 };
            feature.score = whole - sum;
        }
        feature.score *= weights.get("identifier").copied().unwrap_or(1.0);
        features.insert("identifier", feature);
    }
    let sum: f64 = features.values().map(|feature| feature.score).sum();
    Match { score: (sum.clamp(0.0, 1.0) * 1e6).round() / 1e6, features }
}

impl Feature {
    fn new(score: f64, detail: impl Into<String>, query: &str, candidate: &str) -> Self {
        Self { score, detail: detail.into(), query: Some(query.to_owned()), candidate: Some(candidate.to_owned()) }
    }
}

/// The share of agreement of the best pair of names, and what it is worth.
fn agreement(query: &Profile, candidate: &Profile) -> Option<(f64, Feature)> {
    let mut best: Option<(f64, f64, String, &Name, &Name)> = None;
    for one in query.names.iter().take(MOST_ASKED) {
        for other in candidate.names.iter().filter(|other| other.kind() == one.kind()) {
            let found = one.compare(other);
            let is_short = one.kind() == Kind::Person && !(one.is_full() && other.is_full());
            // A single name says little of who it is.
            let share = if is_short { 0.75 * found.score } else { found.score };
            if best.as_ref().is_none_or(|(known, bits, ..)| (*known, *bits) < (share, found.information)) {
                let met: Vec<String> = found
                    .pairs
                    .iter()
                    .filter(|pair| pair.rule != Rule::Same)
                    .map(|pair| {
                        let side = |side: &Option<String>| side.as_deref().unwrap_or("nothing").to_owned();
                        format!("{} met {}: {}", side(&pair.left), side(&pair.right), pair.rule)
                    })
                    .collect();
                let detail = if met.is_empty() { "every word is the same".to_owned() } else { met.join("; ") };
                best = Some((share, found.information, detail, one, other));
            }
        }
    }
    let (share, _, detail, one, other) = best?;
    Some((share, Feature::new(NAME * share, detail, one.text(), other.text())))
}

/// The two dates that fit best: those that can be one and are most exact, else the nearest.
fn nearest(left: &BTreeSet<PartialDate>, right: &BTreeSet<PartialDate>) -> Option<(PartialDate, PartialDate)> {
    let exactness = |date: PartialDate| u8::from(date.month().is_some()) + u8::from(date.day().is_some());
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other)));
    pairs.min_by_key(|(one, other)| {
        let years = one.year().abs_diff(other.year());
        (!one.may_equal(*other), years, std::cmp::Reverse(exactness(*one).min(exactness(*other))))
    })
}

/// What two dates add where they can be one.
fn same_date(one: PartialDate, other: PartialDate) -> Option<f64> {
    let is_exact = one.day().is_some() && other.day().is_some();
    one.may_equal(other).then_some(if is_exact { 0.08 } else { 0.04 })
}

fn dated(score: f64, one: PartialDate, other: PartialDate) -> Feature {
    let detail = if score > 0.0 { "can be the same date" } else { "are two dates" };
    Feature::new(score, detail, &one.to_string(), &other.to_string())
}

fn births(query: &Profile, candidate: &Profile) -> Option<Feature> {
    let (one, other) = nearest(&query.births, &candidate.births)?;
    let score = same_date(one, other).unwrap_or_else(|| match one.year().abs_diff(other.year()) {
        0 => -0.1,
        1 => -0.15,
        _ => -0.3,
    });
    Some(dated(score, one, other))
}

fn deaths(query: &Profile, candidate: &Profile) -> Option<Feature> {
    let (one, other) = nearest(&query.deaths, &candidate.deaths)?;
    (one.year().abs_diff(other.year()) > 1).then(|| dated(-0.2, one, other))
}

fn founding(query: &Profile, candidate: &Profile) -> Option<Feature> {
    let (one, other) = nearest(&query.founded, &candidate.founded)?;
    let years_apart = one.year().abs_diff(other.year()) > 1;
    let score = same_date(one, other).unwrap_or(if years_apart { -0.1 } else { -0.02 });
    Some(dated(score, one, other))
}

fn list(values: &BTreeSet<String>) -> String {
    values.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Both sides, where both say something and share nothing.
fn apart(left: &BTreeSet<String>, right: &BTreeSet<String>) -> Option<(String, String)> {
    let is_apart = !left.is_empty() && !right.is_empty() && left.is_disjoint(right);
    is_apart.then(|| (list(left), list(right)))
}

fn countries(query: &Profile, candidate: &Profile) -> Option<Feature> {
    if let Some((one, other)) = apart(&query.countries, &candidate.countries) {
        // People have several countries, companies register in several; fewer do.
        let score = if query.schema.is_a("Person") { -0.08 } else { -0.12 };
        return Some(Feature::new(score, "none in common", &one, &other));
    }
    let shared = query.countries.intersection(&candidate.countries).next()?;
    Some(Feature::new(0.02, "one in common", shared, shared))
}

fn addresses(query: &Profile, candidate: &Profile) -> Option<Feature> {
    if query.schema.is_a("Address") || query.addresses.is_empty() {
        return None;
    }
    let (ours, theirs) = (places(&query.addresses), places(&candidate.addresses));
    let pairs = ours.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
    let (one, other) = pairs.into_iter().find(|(one, other)| one.compare(other).score > 0.85)?;
    Some(Feature::new(0.04, "agree", one.text(), other.text()))
}

fn places(addresses: &[String]) -> Vec<Name> {
    addresses.iter().map(|address| Name::new(address, Kind::Place)).collect()
}

fn identifiers(query: &Profile, candidate: &Profile) -> Option<Feature> {
    let mut conflict = None;
    for (property, ours) in &query.identifiers {
        let Some(theirs) = candidate.identifiers.get(property) else { continue };
        if let Some(shared) = ours.intersection(theirs).next() {
            return Some(Feature::new(1.0, format!("{property} in both"), shared, shared));
        }
        if EXCLUSIVE.contains(property) && !cut(ours, theirs) && conflict.is_none() {
            let (ours, theirs) = (list(ours), list(theirs));
            conflict = Some(Feature::new(-0.25, format!("{property} differs"), &ours, &theirs));
        }
    }
    // Sources call one number by different names.
    let all = |profile: &Profile| -> BTreeSet<String> {
        profile.identifiers.values().flatten().filter(|number| number.len() > 5).cloned().collect()
    };
    if let Some(shared) = all(query).intersection(&all(candidate)).next() {
        return Some(Feature::new(1.0, "in both, under different names", shared, shared));
    }
    conflict
}

/// "HRB20417" and "20417" may be one number, written with and without its register.
fn cut(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    let is_end = |one: &str, other: &str| one.len() > 4 && other.ends_with(one);
    ours.iter().any(|one| theirs.iter().any(|other| is_end(one, other) || is_end(other, one)))
}

#[cfg(test)]
mod tests {
    use umbra_model::{EntityId, Schema};

    use super::*;

    fn profile(schema: &str, values: &[(&str, &str)]) -> Profile {
        let mut entity = Entity::new(EntityId::new("x").unwrap(), Schema::get(schema).unwrap());
        for (property, value) in values {
            entity.add(property, value).unwrap();
        }
        Profile::of_entity(&entity)
    }

    fn check(schema: &str, query: &[(&str, &str)], candidate: &[(&str, &str)]) -> f64 {
        let found = score(&profile(schema, query), &profile(schema, candidate), &BTreeMap::new());
        let sum: f64 = found.features.values().map(|feature| feature.score).sum();
        assert!((sum.clamp(0.0, 1.0) - found.score).abs() < 1e-5, "the score is the sum of its parts");
        found.score
    }

    #[test]
    fn a_name_alone_is_no_full_match() {
        let name = check("Person", &[("name", "Viktor Hallström")], &[("name", "HALLSTROM, Victor")]);
        assert!((0.7..=0.9).contains(&name), "{name}");
        assert!(check("Person", &[("name", "Viktor Hallström")], &[("name", "Olga Brandt")]) < 0.5);
        assert!(check("Person", &[("name", "Ma")], &[("name", "Ma")]) < 0.7);
    }

    #[test]
    fn a_full_biography_or_a_number_is() {
        let known = [("name", "Viktor Hallström"), ("birthDate", "1961-03-05"), ("nationality", "mt")];
        assert!(check("Person", &known, &known) > 0.999);
        let other = [("name", "Viktor Hallström"), ("birthDate", "1988-03-05"), ("nationality", "mt")];
        assert!(check("Person", &known, &other) < 0.7);
        let firm = [("name", "Quay Haulage Ltd"), ("registrationNumber", "HRB 20417")];
        assert!(check("Company", &firm, &[("registrationNumber", "HRB-20417")]) > 0.999);
        let two = [("name", "Quay Haulage Ltd"), ("registrationNumber", "HRB 99999")];
        assert!(check("Company", &firm, &two) < 0.7);
    }

    #[test]
    fn keys_meet_across_scripts_and_parts() {
        let shares = |one: &Profile, other: &Profile| {
            one.keys().iter().any(|key| key.finds && other.keys().iter().any(|known| known.text == key.text))
        };
        assert!(shares(&profile("Person", &[("name", "马爱军")]), &profile("LegalEntity", &[("name", "Ai-jun MA")])));
        let parts = profile("Person", &[("firstName", "Viktor"), ("lastName", "Hallström")]);
        assert!(shares(&parts, &profile("Person", &[("name", "Victor Hallstrom")])));
        assert!(profile("Person", &[("birthDate", "1961")]).is_empty());
    }
}
