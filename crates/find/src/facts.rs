//! A snapshot of what a case's live statements say.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;
use serde::Serialize;
use umbra_case::StatementId;
use umbra_model::{EntityId, Schema, SchemaRef, Source, SourceId, Statement};

use crate::Citation;
use crate::atlas::Whereabouts;

/// A statement with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The number.
    pub id: StatementId,
    /// What is said.
    pub statement: Statement,
}

/// An entity as people are shown it: enough to name it and to ask for more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EntityRef {
    /// Its id, after all decisions on which records are one.
    pub id: EntityId,
    /// What it is called.
    pub caption: String,
    /// Its schema's name.
    pub schema: &'static str,
}

/// What all live statements say of one entity, over every id that was judged the same.
#[derive(Clone, Debug)]
pub struct Profile {
    id: EntityId,
    ids: Vec<EntityId>,
    schema: SchemaRef,
    /// Places in [`Facts::facts`], in reading order.
    places: Vec<u32>,
}

impl Profile {
    /// The id that stands for all.
    pub fn id(&self) -> &EntityId {
        &self.id
    }

    /// Every id that was judged the same, ascending; those without a statement are left out.
    pub fn ids(&self) -> &[EntityId] {
        &self.ids
    }

    /// The narrowest schema that its statements name.
    pub fn schema(&self) -> SchemaRef {
        self.schema
    }
}

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    /// Where it lay.
    pub path: String,
    /// Why it was left out, and what to do.
    pub reason: String,
}

/// A decision on which records are one, as a person or a program left it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Merge {
    /// The one record.
    pub left: EntityId,
    /// The other.
    pub right: EntityId,
    /// The reason given.
    pub why: String,
    /// Who decided.
    pub by: String,
}

/// The live statements of a case, by entity, with its decisions applied.
///
/// Everything in this crate is worked out from one of these and from nothing else. What is first of several is told by
/// where it stands, by path and place in the source, and not by its number, so a finding is the same whatever the order in
/// which the sources were read. Lookups by an entity's id take O(1), by a statement's number O(log n).
#[derive(Clone, Debug, Default)]
pub struct Facts {
    sources: BTreeMap<SourceId, Source>,
    facts: Vec<Fact>,
    /// The place of each fact in reading order: by path, then by where it stands.
    order: Vec<u32>,
    /// By id.
    profiles: Vec<Profile>,
    profile_of: HashMap<EntityId, u32, FxBuildHasher>,
    canonical: BTreeMap<EntityId, EntityId>,
    referring: HashMap<EntityId, Vec<EntityId>, FxBuildHasher>,
    /// Entities by full name, without regard to case and spacing.
    by_name: BTreeMap<String, BTreeSet<EntityId>>,
    different: BTreeSet<(EntityId, EntityId)>,
    merges: Vec<Merge>,
    open: Vec<Merge>,
    skipped: Vec<Skipped>,
    /// The places, once somebody has asked for them.
    whereabouts: OnceLock<Whereabouts>,
}

/// Gathers what a [`Facts`] is made of.
#[derive(Clone, Debug, Default)]
pub struct FactsBuilder {
    sources: BTreeMap<SourceId, Source>,
    facts: Vec<Fact>,
    canonical: BTreeMap<EntityId, EntityId>,
    different: Vec<(EntityId, EntityId)>,
    merges: Vec<Merge>,
    open: Vec<Merge>,
    skipped: Vec<Skipped>,
}

impl FactsBuilder {
    /// Adds a source, so that its name, publisher and date can be shown.
    #[must_use]
    pub fn source(mut self, source: Source) -> Self {
        self.sources.insert(source.id, source);
        self
    }

    /// Adds a live statement.
    #[must_use]
    pub fn statement(mut self, id: StatementId, statement: Statement) -> Self {
        self.add(id, statement);
        self
    }

    /// Adds a live statement in place.
    pub fn add(&mut self, id: StatementId, statement: Statement) {
        self.facts.push(Fact { id, statement });
    }

    /// Says that records under `id` are those of `canonical`, which stands for itself.
    #[must_use]
    pub fn same(mut self, id: EntityId, canonical: EntityId) -> Self {
        self.canonical.insert(id, canonical);
        self
    }

    /// Says that two entities were judged not to be one.
    #[must_use]
    pub fn different(mut self, one: EntityId, other: EntityId) -> Self {
        self.different.push((one, other));
        self
    }

    /// Adds the decision that made two records one, so that it can be shown why.
    #[must_use]
    pub fn merged(mut self, merge: Merge) -> Self {
        self.merges.push(merge);
        self
    }

    /// Adds a pair that nobody could judge, or on which decisions contradict each other.
    #[must_use]
    pub fn undecided(mut self, pair: Merge) -> Self {
        self.open.push(pair);
        self
    }

    /// Adds a file that was not read.
    #[must_use]
    pub fn skipped(mut self, path: impl Into<String>, reason: impl Into<String>) -> Self {
        self.skipped.push(Skipped { path: path.into(), reason: reason.into() });
        self
    }

    /// Groups the statements. O(n log n).
    #[must_use]
    pub fn build(mut self) -> Facts {
        self.facts.sort_by_key(|fact| fact.id);
        self.facts.dedup_by_key(|fact| fact.id);
        self.skipped.sort();
        self.skipped.dedup();
        let mut facts = Facts {
            sources: self.sources,
            facts: self.facts,
            canonical: self.canonical,
            merges: self.merges,
            open: self.open,
            skipped: self.skipped,
            ..Facts::default()
        };
        facts.put_in_order();
        facts.group();
        for (one, other) in self.different {
            let (one, other) = (facts.canonical(&one).clone(), facts.canonical(&other).clone());
            facts.different.insert(if one <= other { (one, other) } else { (other, one) });
        }
        facts
    }
}

impl Facts {
    /// Begins a snapshot by hand; tests and other stores use it.
    pub fn builder() -> FactsBuilder {
        FactsBuilder::default()
    }

    fn put_in_order(&mut self) {
        let mut sources: Vec<&Source> = self.sources.values().collect();
        sources.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
        let rank: BTreeMap<SourceId, usize> = sources.iter().enumerate().map(|(at, source)| (source.id, at)).collect();
        let mut places: Vec<(usize, u32)> = (0u32..)
            .zip(&self.facts)
            .map(|(place, fact)| (rank.get(&fact.statement.span().source()).copied().unwrap_or(usize::MAX), place))
            .collect();
        places.sort_by(|a, b| {
            let said = |place: u32| {
                let statement = &self.facts[place as usize].statement;
                let (span, property) = (statement.span(), statement.property().name());
                (span.source(), span.place(), property, statement.value())
            };
            a.0.cmp(&b.0).then_with(|| said(a.1).cmp(&said(b.1))).then(a.1.cmp(&b.1))
        });
        self.order = vec![0; self.facts.len()];
        for (at, (_, place)) in (0u32..).zip(places) {
            self.order[place as usize] = at;
        }
    }

    fn group(&mut self) {
        let mut profiles: Vec<Profile> = Vec::new();
        let mut profile_of: HashMap<EntityId, u32, FxBuildHasher> = HashMap::default();
        let mut referring: HashMap<EntityId, Vec<EntityId>, FxBuildHasher> = HashMap::default();
        let mut by_name: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
        for (place, fact) in (0u32..).zip(&self.facts) {
            let statement = &fact.statement;
            let id = self.canonical(statement.entity());
            let known = profile_of.get(id).map_or(profiles.len(), |known| *known as usize);
            if known == profiles.len() {
                // There are no more entities than statements, whose places are of 32 bits.
                profile_of.insert(id.clone(), known as u32);
                let (ids, places) = (Vec::new(), Vec::new());
                profiles.push(Profile { id: id.clone(), ids, schema: statement.schema(), places });
            }
            let profile = &mut profiles[known];
            profile.places.push(place);
            if !profile.ids.contains(statement.entity()) {
                profile.ids.push(statement.entity().clone());
            }
            if is_full_name(fact) {
                by_name.entry(plain(statement.value())).or_default().insert(id.clone());
            }
            if let Some(target) = statement.target() {
                referring.entry(self.canonical(&target).clone()).or_default().push(id.clone());
            }
        }
        profiles.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        for (at, profile) in (0u32..).zip(&profiles) {
            profile_of.entry(profile.id.clone()).and_modify(|place| *place = at);
        }
        for by in referring.values_mut() {
            by.sort_unstable();
            by.dedup();
            by.shrink_to_fit();
        }
        for profile in &mut profiles {
            profile.ids.sort();
            profile.places.sort_by_key(|place| self.order[*place as usize]);
            profile.schema = narrowest(profile.places.iter().map(|&p| self.facts[p as usize].statement.schema()));
        }
        self.profiles = profiles;
        self.profile_of = profile_of;
        self.by_name = by_name;
        self.referring = referring;
    }

    /// The id that stands for all records of one entity.
    pub fn canonical<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.canonical.get(id).unwrap_or(id)
    }

    /// Every live statement, by its number.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The statement of that number, if it is live.
    pub fn fact(&self, id: StatementId) -> Option<&Fact> {
        self.facts.binary_search_by_key(&id, |fact| fact.id).ok().map(|place| &self.facts[place])
    }

    /// The sources, by id.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Source> {
        self.sources.values()
    }

    /// The source of that id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(&id)
    }

    /// Files that were not read, by path.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Every entity, by id.
    pub fn profiles(&self) -> impl ExactSizeIterator<Item = &Profile> {
        self.profiles.iter()
    }

    /// Entities of a schema or one below it, by id.
    pub fn profiles_of<'a>(&'a self, schema: &'a str) -> impl Iterator<Item = &'a Profile> {
        self.profiles.iter().filter(move |profile| profile.schema.is_a(schema))
    }

    /// The entity that an id belongs to.
    pub fn profile(&self, id: &EntityId) -> Option<&Profile> {
        self.profile_of.get(self.canonical(id)).map(|place| &self.profiles[*place as usize])
    }

    /// Where a statement comes in reading order: by path, then by where it stands. `None` for one that is not live.
    pub fn reading_order(&self, id: StatementId) -> Option<u32> {
        self.facts.binary_search_by_key(&id, |fact| fact.id).ok().map(|place| self.order[place])
    }

    /// Where the first of several statements comes in reading order.
    pub(crate) fn first_in_order(&self, statements: &[StatementId]) -> Option<u32> {
        statements.iter().filter_map(|id| self.reading_order(*id)).min()
    }

    /// The statements about an entity, in reading order; none for an unknown id.
    pub fn of<'a>(&'a self, id: &EntityId) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let places = self.profile(id).map_or(&[][..], |profile| &profile.places);
        places.iter().map(|&place| &self.facts[place as usize])
    }

    /// The statements that give an entity a value for a property, in reading order.
    pub fn stating<'a>(&'a self, id: &EntityId, property: &'a str) -> impl Iterator<Item = &'a Fact> + use<'a> {
        self.of(id).filter(move |fact| fact.statement.property().name() == property)
    }

    /// The different values of a property, in the order of their first statement.
    pub fn values<'a>(&'a self, id: &EntityId, property: &'a str) -> Vec<&'a str> {
        let mut values = Vec::new();
        for fact in self.stating(id, property) {
            if !values.contains(&fact.statement.value()) {
                values.push(fact.statement.value());
            }
        }
        values
    }

    /// The first value of a property.
    pub fn value<'a>(&'a self, id: &EntityId, property: &'a str) -> Option<&'a str> {
        self.stating(id, property).next().map(|fact| fact.statement.value())
    }

    /// The entities that a property names, after decisions, in the order of their first statement.
    pub fn targets(&self, id: &EntityId, property: &str) -> Vec<EntityId> {
        let mut targets = Vec::new();
        for fact in self.of(id).filter(|fact| fact.statement.property().name() == property) {
            if let Some(target) = fact.statement.target() {
                let target = self.canonical(&target).clone();
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
        targets
    }

    /// The entities with a property that names this one, by id.
    pub fn referring_to(&self, id: &EntityId) -> &[EntityId] {
        self.referring.get(self.canonical(id)).map_or(&[], Vec::as_slice)
    }

    /// Entities that were judged not to be this one.
    pub fn judged_different(&self, id: &EntityId) -> Vec<EntityId> {
        let id = self.canonical(id);
        let other = |(a, b): &(EntityId, EntityId)| match () {
            () if a == id => Some(b.clone()),
            () if b == id => Some(a.clone()),
            () => None,
        };
        self.different.iter().filter_map(other).collect()
    }

    /// Others that bear one of an entity's full names (two words at least, or a name in a script without spaces) and that nobody
    /// has judged to be somebody else, by id. O(1) per namesake after O(log n).
    pub fn unjudged_namesakes(&self, id: &EntityId) -> Vec<EntityId> {
        let id = self.canonical(id);
        let Some(profile) = self.profile(id) else { return Vec::new() };
        let judged = self.judged_different(id);
        let names = self.of(id).filter(|fact| is_full_name(fact)).map(|fact| plain(fact.statement.value()));
        let mut found: BTreeSet<&EntityId> = BTreeSet::new();
        for name in names.collect::<BTreeSet<_>>() {
            found.extend(self.by_name.get(&name).into_iter().flatten());
        }
        let is_open = |other: &&EntityId| {
            let can_match = |other: &Profile| Schema::can_match(profile.schema, other.schema);
            *other != id && !judged.contains(other) && self.profile(other).is_some_and(can_match)
        };
        found.into_iter().filter(is_open).cloned().collect()
    }

    /// The decisions that made records of an entity one.
    pub fn merges_of(&self, id: &EntityId) -> Vec<&Merge> {
        let id = self.canonical(id);
        self.merges.iter().filter(|merge| self.canonical(&merge.left) == id).collect()
    }

    /// Pairs that a person has to judge.
    pub fn undecided(&self) -> &[Merge] {
        &self.open
    }

    /// What an entity is called: the value that most statements give for the first of its schema's caption
    /// properties that has any; of equals the first by code points. An entity without one is called by its schema, an
    /// id without statements by itself.
    pub fn caption(&self, id: &EntityId) -> String {
        let Some(profile) = self.profile(id) else {
            return id.to_string();
        };
        for property in profile.schema.caption() {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for fact in self.stating(id, property) {
                *counts.entry(fact.statement.value()).or_default() += 1;
            }
            let best = counts.into_iter().max_by_key(|&(value, count)| (count, std::cmp::Reverse(value)));
            if let Some((value, _)) = best {
                return value.to_owned();
            }
        }
        profile.schema.label().to_owned()
    }

    /// An entity as people are shown it.
    pub fn entity(&self, id: &EntityId) -> EntityRef {
        let id = self.canonical(id).clone();
        let schema = self.profile(&id).map_or("Thing", |profile| profile.schema.name());
        EntityRef { caption: self.caption(&id), id, schema }
    }

    /// The places, and which entity is told to be at which. Read when they are first asked for.
    pub(crate) fn whereabouts(&self) -> &Whereabouts {
        self.whereabouts.get_or_init(|| Whereabouts::of(self))
    }

    /// Where a statement stands, for people.
    pub fn cite(&self, id: StatementId) -> Option<Citation> {
        self.fact(id).map(|fact| Citation::of(self, fact))
    }
}

/// The narrowest schema of all; where two don't lie above one another, that of more statements, then the first by
/// name.
fn narrowest(schemata: impl Iterator<Item = SchemaRef>) -> SchemaRef {
    let mut counts: BTreeMap<&'static str, (usize, SchemaRef)> = BTreeMap::new();
    for schema in schemata {
        counts.entry(schema.name()).or_insert((0, schema)).0 += 1;
    }
    let is_narrow = |schema: SchemaRef| {
        !counts.values().any(|(_, other)| other.name() != schema.name() && other.is_a(schema.name()))
    };
    let narrow = counts.iter().filter(|(_, (_, schema))| is_narrow(schema));
    let best = narrow.max_by_key(|(name, (count, _))| (*count, std::cmp::Reverse(**name)));
    best.map_or_else(
        || Schema::get("Thing").expect("FollowTheMoney's root schema is built in"),
        |(_, (_, schema))| schema,
    )
}

/// A name without regard to case and spacing.
pub(crate) fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a statement gives a name that tells somebody from most others: not a lone first or family name.
fn is_full_name(fact: &Fact) -> bool {
    let statement = &fact.statement;
    let is_name = matches!(statement.property().name(), "name" | "alias" | "previousName");
    is_name && (statement.value().split_whitespace().count() > 1 || !statement.value().is_ascii())
}

/// The statement with the longest quote: a clause says more than a name in it. Of equals the first in reading order.
pub(crate) fn longest(facts: &Facts, statements: &[StatementId]) -> Option<StatementId> {
    let length = |id: &StatementId| facts.fact(*id).map(|fact| fact.statement.span().quote().chars().count());
    statements.iter().copied().max_by_key(|id| (length(id), std::cmp::Reverse(facts.reading_order(*id))))
}
