//! What two records have in common around them: the same people and bodies beside them, the same offices, documents
//! that speak of the same others.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rustc_hash::FxHashMap;
use umbra_model::{EntityId, SourceId};
use umbra_names::{Kind, Name, Role};

use crate::name::Agreement;
use crate::proposal::Parts;
use crate::record::{Neighbour, Record};

/// A document that names more is a register or a data set, and standing in it with somebody says nothing.
const MOST_NAMED: usize = 400;
/// What one other name that both documents bear weighs at most. They tell the same story together more than each by itself,
/// so it is far less than its bits.
const EACH_NAMED: f64 = 1.5;
/// What all of them together weigh at most: enough to make one of two rare names, too little for common ones.
const MOST_COMPANY: f64 = 4.0;
/// What of that is left of somebody who holds an office: governors, judges and spokespeople stand in documents on everything
/// that goes on in their town, and in each of them beside people who have nothing to do with each other.
const OF_OFFICIALS: f64 = 0.4;
/// Words in the offices of those whom documents name whatever they are about.
const PUBLIC_OFFICES: &[&str] = &[
    "governor",
    "mayor",
    "minister",
    "president",
    "senator",
    "councillor",
    "ambassador",
    "judge",
    "magistrate",
    "prosecutor",
    "commissioner",
    "superintendent",
    "inspector",
    "sergeant",
    "sheriff",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "法官",
    "检察官",
    "市长",
    "省长",
    "书记",
    "部长",
    "局长",
    "发言人",
];
/// Few people are accused in public, and two of one rare name hardly ever. It is less than a tie in common tells, since
/// the proceedings may be about different things.
const BOTH_ACCUSED: f64 = 2.0;
/// A paper writes of the same people again and again, and spells them its own way: two of its articles that bear one rare
/// name mean one person about twice as often as any two documents do.
const SAME_PUBLISHER: f64 = 0.7;
/// Ties beyond so many at one record are not compared.
const MOST_NEIGHBOURS: usize = 200;

/// All records of a run, as each other's surroundings.
pub(crate) struct Context<'a> {
    records: &'a [Record],
    number: FxHashMap<&'a EntityId, usize>,
    publishers: &'a BTreeMap<SourceId, String>,
    /// By document, the full names in it in one form, and the bits that each tells.
    named: BTreeMap<SourceId, BTreeMap<String, f64>>,
    /// In how many documents a name stands.
    spread: HashMap<String, usize>,
    /// Names, in one form, of people in office and of parts of the state.
    official: HashSet<String>,
    /// A name as the first record by id writes it, by its one form.
    written: HashMap<String, String>,
}

/// The pairs that are compared, and how far their names agree.
pub(crate) struct Agreements<'a> {
    /// By numbers of records, the lesser first; sorted.
    pub pairs: &'a [(u32, u32)],
    pub found: Vec<Option<Agreement>>,
}

impl Agreements<'_> {
    fn between(&self, one: usize, other: usize) -> Option<&Agreement> {
        // Records are fewer than 2^24.
        let pair = (one.min(other) as u32, one.max(other) as u32);
        self.found[self.pairs.binary_search(&pair).ok()?].as_ref()
    }
}

impl<'a> Context<'a> {
    /// `tells_documents_apart` says whether a source is a document about somebody, and no data set.
    pub(crate) fn new(
        records: &'a [Record],
        publishers: &'a BTreeMap<SourceId, String>,
        tells_documents_apart: bool,
    ) -> Self {
        let is_tied = records.iter().any(|record| !record.neighbours.is_empty());
        let number = match is_tied {
            true => records.iter().enumerate().map(|(number, record)| (&record.id, number)).collect(),
            false => FxHashMap::default(),
        };
        let mut counts: HashMap<SourceId, usize> = HashMap::new();
        for source in records.iter().filter(|_| tells_documents_apart).flat_map(|record| &record.sources) {
            *counts.entry(*source).or_insert(0) += 1;
        }
        // A document that names more records than this many times over can't be one that names few.
        counts.retain(|_, count| *count <= 4 * MOST_NAMED);
        let mut named: BTreeMap<SourceId, BTreeMap<String, f64>> = BTreeMap::new();
        let mut written: HashMap<String, String> = HashMap::new();
        let mut official = HashSet::new();
        let is_document = |record: &&Record| record.sources.iter().any(|source| counts.contains_key(source));
        let told = records.iter().filter(|record| record.kind != Kind::Place && record.is_named());
        for record in told.filter(is_document) {
            for name in &record.names {
                let Some(form) = one_form(name) else { continue };
                written.entry(form.clone()).or_insert_with(|| name.text().to_owned());
                if record.schema.is_a("PublicBody") || record.offices.iter().any(is_public_office) {
                    official.insert(form.clone());
                }
                for source in &record.sources {
                    named.entry(*source).or_default().insert(form.clone(), name.bits());
                }
            }
        }
        named.retain(|_, names| names.len() <= MOST_NAMED);
        let mut spread = HashMap::new();
        for form in named.values().flat_map(BTreeMap::keys) {
            *spread.entry(form.clone()).or_insert(0) += 1;
        }
        Self { records, number, publishers, named, spread, official, written }
    }

    /// What stands around two records, by number.
    pub(crate) fn weigh(&self, left: usize, right: usize, kind: Kind, agreements: &Agreements<'_>, parts: &mut Parts) {
        let tied = self.ties(left, right, agreements, parts);
        if kind == Kind::Person {
            self.office(left, right, tied, parts);
        }
        // Proceedings against both.
        if self.records[left].is_defendant && self.records[right].is_defendant {
            parts.add("proceedings", BOTH_ACCUSED, || "proceedings are told of against both".to_owned());
        }
        self.company(left, right, kind, parts);
        self.publisher(left, right, parts);
    }

    /// Ties to others of the same name, and whether there are any. Not asked is whether these others are one: two pairs of the
    /// same two names, each pair tied in its document, speak for each other.
    fn ties(&self, left: usize, right: usize, agreements: &Agreements<'_>, parts: &mut Parts) -> bool {
        let mut found: BTreeMap<usize, (f64, &Neighbour, &Neighbour)> = BTreeMap::new();
        let around = |number: usize| self.records[number].neighbours.iter().take(MOST_NEIGHBOURS);
        for one in around(left) {
            for other in around(right) {
                let (Some(a), Some(b)) = (self.number.get(&one.other), self.number.get(&other.other)) else { continue };
                let Some(bits) = self.likeness(*a, *b, agreements) else { continue };
                let alike = one.tie == other.tie && one.end == other.end;
                // A place is shared by many more than a body or a person is.
                let scale = if self.records[*a].kind == Kind::Place { 0.1 } else { 0.25 };
                let weight = (scale * bits).min(3.5) + if alike { 0.75 } else { 0.0 };
                if found.get(a).is_none_or(|known| weight > known.0) {
                    found.insert(*a, (weight, one, other));
                }
            }
        }
        if found.is_empty() {
            return false;
        }
        let weight: f64 = found.values().map(|(weight, _, _)| weight).sum();
        parts.add("ties in common", weight.min(7.0), || {
            let told = |(a, (_, one, other)): (&usize, &(f64, &Neighbour, &Neighbour))| {
                let alike = one.tie == other.tie && one.end == other.end;
                let label = if alike { one.tie.to_owned() } else { format!("{} and {}", one.tie, other.tie) };
                format!("{} ({label})", self.records[*a].caption())
            };
            format!("both are tied to {}", found.iter().map(told).collect::<Vec<_>>().join(", "))
        });
        true
    }

    /// The bits that two neighbours' names share, if they are one name.
    fn likeness(&self, one: usize, other: usize, agreements: &Agreements<'_>) -> Option<f64> {
        if one == other {
            return self.records[one].names.iter().map(Name::bits).max_by(f64::total_cmp);
        }
        let found = agreements.between(one, other).filter(|found| found.score >= 0.9)?;
        let (one, other) = (&self.records[one.min(other)], &self.records[one.max(other)]);
        let named =
            if found.kind == Kind::Person { found.is_full(one, other) } else { found.is_distinctive(one, other) };
        named.then_some(found.information)
    }

    fn office(&self, left: usize, right: usize, tied: bool, parts: &mut Parts) {
        let (ours, theirs) = (&self.records[left].offices, &self.records[right].offices);
        let mut best: Option<((f64, f64), &Name, &Name)> = None;
        for one in ours {
            for other in theirs {
                let found = one.likeness(other);
                let rank = (found.score, found.information);
                if best.is_none_or(|(known, _, _)| known < rank) {
                    best = Some((rank, one, other));
                }
            }
        }
        let Some(((score, bits), one, other)) = best else { return };
        let why = || format!("“{}” and “{}”", one.text(), other.text());
        if bits > 0.0 {
            // Where the employer counts as a tie already, only the role is new.
            let most = if tied { 1.0 } else { 3.5 };
            parts.add("office in common", (0.35 * bits * score).min(most), why);
        } else {
            // People have several offices one after the other, so other ones say little.
            parts.add("office", -0.7, || format!("nothing in common: {}", why()));
        }
    }

    /// Others whom both documents name. The more documents of the case name somebody, the less it says; least of all says
    /// of people that both documents name the same officials.
    fn company(&self, left: usize, right: usize, kind: Kind, parts: &mut Parts) {
        if self.named.is_empty() {
            return;
        }
        let around = |number: usize| {
            let sources = self.records[number].sources.iter().filter_map(|source| self.named.get(source));
            sources.flatten().collect::<BTreeMap<&String, &f64>>()
        };
        let own: BTreeSet<String> = [left, right]
            .into_iter()
            .flat_map(|number| self.records[number].names.iter().filter_map(one_form))
            .collect();
        let (ours, theirs) = (around(left), around(right));
        let documents = self.named.len().max(2) as f64;
        let mut weight = 0.0;
        let mut whom: Vec<&str> = Vec::new();
        for (form, bits) in ours.iter().filter(|(form, _)| theirs.contains_key(*form) && !own.contains(**form)) {
            let spread = self.spread.get(*form).copied().unwrap_or(1) as f64;
            let share = if kind == Kind::Person && self.official.contains(*form) { OF_OFFICIALS } else { 1.0 };
            weight += EACH_NAMED * share * (**bits / 26.0).min(1.0) * (1.0 - spread.ln() / (documents.ln() + 1.0));
            whom.push(self.written.get(*form).map_or(form.as_str(), String::as_str));
        }
        if whom.is_empty() {
            return;
        }
        parts.add("company", weight.clamp(0.0, MOST_COMPANY), || {
            let shown = whom.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            let more = if whom.len() > 3 { format!(" and {} more", whom.len() - 3) } else { String::new() };
            format!("both documents name {shown}{more}")
        });
    }

    fn publisher(&self, left: usize, right: usize, parts: &mut Parts) {
        if self.publishers.is_empty() {
            return;
        }
        let publishers = |number: usize| -> BTreeMap<String, &str> {
            let sources = self.records[number].sources.iter();
            let named = sources.filter_map(|source| self.publishers.get(source));
            named.map(|name| (umbra_names::fold(name), name.as_str())).collect()
        };
        let (ours, theirs) = (publishers(left), publishers(right));
        let shared = ours.into_iter().find(|(form, _)| !form.is_empty() && theirs.contains_key(form));
        if let Some((_, shared)) = shared {
            parts.add("publisher", SAME_PUBLISHER, || format!("both published by {shared}"));
        }
    }
}

/// A name in a form that does not depend on order, case, script or titles; `None` for one that names nobody by itself.
fn one_form(name: &Name) -> Option<String> {
    let is_telling = if name.kind() == Kind::Person { name.is_full() } else { name.is_distinctive() };
    if !is_telling {
        return None;
    }
    let telling =
        name.tokens().iter().filter(|token| matches!(token.role(), Role::Proper | Role::Generic | Role::Number));
    let mut words: Vec<&str> = telling.filter_map(|token| token.readings().next()).collect();
    words.sort_unstable();
    Some(words.join(" "))
}

fn is_public_office(office: &Name) -> bool {
    let words = umbra_names::fold(office.text());
    PUBLIC_OFFICES.iter().any(|public| {
        // Ideographs are not set apart by blanks.
        if public.is_ascii() { words.split(' ').any(|word| word == *public) } else { words.contains(public) }
    })
}
