//! Which pairs of records are worth comparing: an inverted index over keys of their names, numbers and dates.

use rayon::prelude::*;
use serde::Serialize;
use smallvec::SmallVec;
use umbra_model::PartialDate;
use umbra_names::{KeyKind, Kind, Name, Role};

use crate::judge::common_kind;
use crate::key::{day_number, hash};
use crate::life::depth;
use crate::record::Record;
use crate::resolve::Options;
use crate::watch::Counted;

/// So many records can be told apart in an index.
pub const MOST_RECORDS: usize = 1 << RECORD_BITS;
const RECORD_BITS: u32 = 24;
/// The keys of so many records are gathered at a time.
const PART: usize = 16_384;
/// Keys of one record beyond this are dropped: those of its last names.
const MOST_KEYS: usize = 400;

/// A key that more records share than are compared with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crowd {
    /// One of those who share it.
    pub like: String,
    /// How many they are.
    pub records: usize,
}

/// Two records that are worth comparing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The first record's place in the list.
    pub left: usize,
    /// The second's, further on.
    pub right: usize,
    /// How likely they are one, by the keys that they share and what stands beside the names: an order, and no probability.
    pub likely: f32,
}

/// The pairs of records that [`resolve`](crate::resolve()) would compare, those that share most first. For measuring what
/// the index misses.
pub fn candidates(records: &[Record], options: &Options) -> Vec<Candidate> {
    let found = Candidates::of(records, options, &Counted::unwatched());
    let pair = |((left, right), likely): (&(u32, u32), &f32)| Candidate {
        left: *left as usize,
        right: *right as usize,
        likely: *likely,
    };
    let mut out: Vec<Candidate> = found.pairs.iter().zip(&found.likely).map(pair).collect();
    out.sort_by(|a, b| b.likely.total_cmp(&a.likely).then_with(|| (a.left, a.right).cmp(&(b.left, b.right))));
    out
}

/// The pairs to compare, and what was left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Candidates {
    /// By numbers of records, the lesser first; sorted, each once.
    pub pairs: Vec<(u32, u32)>,
    /// How likely each pair is, roughly: see [`Candidate::likely`].
    pub likely: Vec<f32>,
    /// Groups whose members were compared only where they share something more.
    pub crowds: Vec<Crowd>,
}

/// What two records have in common that share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Name(KeyKind),
    /// A word of a name, and a year or a day of birth.
    Born,
    /// A word of a name, and a place or a country.
    Placed,
    /// A day of birth alone.
    Day,
    Number,
    Contact,
}

/// Records of which a key holds true, in one number: the key, then the record.
type Entry = u64;

fn entry(kind: Key, number: u64, record: usize) -> Entry {
    let salt = match kind {
        Key::Name(kind) => kind as u64,
        Key::Born => 16,
        Key::Placed => 17,
        Key::Day => 18,
        Key::Number => 19,
        Key::Contact => 20,
    };
    let mixed = (number ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    // What the key is worth stays readable in its last bits.
    let class = match kind {
        // Sevenths of its rarity: keys that follow from others add little to them.
        Key::Name(KeyKind::Words | KeyKind::Acronym) => 7,
        Key::Name(KeyKind::Word) => 4,
        Key::Name(KeyKind::Whole) => 3,
        Key::Name(KeyKind::Slip | KeyKind::Initial) => 2,
        Key::Placed => 8,
        Key::Born | Key::Day => 9,
        Key::Contact => 10,
        Key::Number => 11,
    };
    let key = (mixed >> RECORD_BITS) & !15 | class;
    key << RECORD_BITS | record as u64
}

/// How much of the rarity of a key counts towards the likeness of two names; below zero, what another key adds.
fn share_of(entry: Entry) -> f32 {
    match (entry >> RECORD_BITS) & 15 {
        share @ 0..=7 => share as f32 / 7.0,
        8 => -0.5,
        9 => -3.0,
        10 => -5.0,
        _ => -9.0,
    }
}

impl Candidates {
    /// Finds the pairs that share a key. Where more than [`Options::most_sharing`] records share one, those are compared
    /// that share a second thing too: a year of birth, a country, a neighbour, another key.
    ///
    /// Of each record the [`Options::most_candidates`] with which it shares most. O(k log k) for k keys, and at most
    /// `most_sharing` squared pairs a key. The step counts each record twice: as its keys are made, and as the records most
    /// like it are chosen. Once the step is stopped what comes back is not whole.
    pub(crate) fn of(records: &[Record], options: &Options, step: &Counted) -> Self {
        let may_pair = |one: &Record, other: &Record| {
            let apart = options.within_source || one.sources.iter().all(|source| !other.sources.contains(source));
            apart && common_kind(one, other).is_some()
        };
        let thorough = !options.ranks();
        // In parts that are given back as they are taken over: collected at once they would stand there twice.
        let part = |(part, chunk): (usize, &[Record])| -> Vec<Entry> {
            let number = |at: usize| part * PART + at;
            let keys = |(at, record)| step.at(number(at), || Some(entries(record, number(at), thorough)));
            chunk.iter().enumerate().filter_map(keys).flatten().collect()
        };
        let parts: Vec<Vec<Entry>> = records.par_chunks(PART).enumerate().map(part).collect();
        let mut entries: Vec<Entry> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        parts.into_iter().for_each(|part| entries.extend_from_slice(&part));
        entries.par_sort_unstable();
        let mut out = Self::default();
        let mut index = Index { most: options.most_sharing.max(2), across: options.across, ..Index::default() };
        let mut crowded: Vec<Entry> = Vec::new();
        for run in entries.chunk_by(|a, b| a >> RECORD_BITS == b >> RECORD_BITS) {
            if run.len() > index.most {
                let second = |entry: &Entry| seconds(*entry, &records[record_of(*entry)], thorough);
                if thorough || run.len() < 100 * index.most {
                    crowded.extend(run.iter().flat_map(second));
                }
                let like = records[record_of(run[0])].caption().to_owned();
                out.crowds.push(Crowd { like, records: run.len() });
            } else if run.len() > 1 {
                index.add(run, records.len());
            }
        }
        drop(entries);
        crowded.par_sort_unstable();
        for run in crowded.chunk_by(|a, b| a >> RECORD_BITS == b >> RECORD_BITS) {
            if (2..=index.most).contains(&run.len()) {
                index.add(run, records.len());
            }
        }
        drop(crowded);
        let by_record = index.by_record(records.len());
        let mut found: Vec<(u32, u32, f32)> = (0..records.len())
            .into_par_iter()
            .map_init(
                || Shared::new(records.len()),
                |shared, number| {
                    let mut best =
                        || index.best(number, &by_record, records, options.most_candidates, &may_pair, shared);
                    step.at(number, || Some(best()))
                },
            )
            .flatten_iter()
            .flatten_iter()
            .collect();
        found.par_sort_unstable_by_key(|(left, right, _)| (*left, *right));
        found.dedup_by_key(|(left, right, _)| (*left, *right));
        if let Some(most) = options.most_pairs.filter(|most| *most < found.len()) {
            found.par_sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
            found.truncate(most);
            found.par_sort_unstable_by_key(|(left, right, _)| (*left, *right));
        }
        out.pairs = found.iter().map(|(left, right, _)| (*left, *right)).collect();
        out.likely = found.into_iter().map(|(_, _, likely)| likely).collect();
        out.crowds.sort_by(|a, b| b.records.cmp(&a.records).then_with(|| a.like.cmp(&b.like)));
        out.crowds.dedup();
        out
    }
}

fn record_of(entry: Entry) -> usize {
    (entry & (MOST_RECORDS as u64 - 1)) as usize
}

/// Runs of records that share a key.
#[derive(Default)]
struct Index {
    most: usize,
    across: bool,
    members: Vec<u32>,
    /// Where each run ends in `members`, and what it says of names; below zero, what it says of other things.
    runs: Vec<(usize, f32)>,
    /// For each record the sum over its runs: what it would share with itself.
    whole: Vec<f32>,
}

impl Index {
    fn add(&mut self, run: &[Entry], records: usize) {
        let before = self.members.len();
        // A record can have a key twice.
        let mut last = None;
        for record in run.iter().map(|entry| record_of(*entry)) {
            if last.replace(record) != Some(record) {
                // Records are fewer than 2^24.
                self.members.push(record as u32);
            }
        }
        let count = self.members.len() - before;
        if count < 2 {
            self.members.truncate(before);
            return;
        }
        let share = share_of(run[0]);
        let rarity = if share < 0.0 { 1.0 } else { (records as f32 / count as f32).ln().max(0.1) };
        self.runs.push((self.members.len(), rarity * share));
    }

    fn members_of(&self, run: usize) -> &[u32] {
        let start = if run == 0 { 0 } else { self.runs[run - 1].0 };
        &self.members[start..self.runs[run].0]
    }

    /// For each record where its runs begin, and the runs.
    fn by_record(&mut self, records: usize) -> (Vec<usize>, Vec<u32>) {
        let mut starts = vec![0; records + 1];
        for member in &self.members {
            starts[*member as usize + 1] += 1;
        }
        for at in 0..records {
            starts[at + 1] += starts[at];
        }
        self.whole = vec![0.0; records];
        for run in 0..self.runs.len() {
            let start = if run == 0 { 0 } else { self.runs[run - 1].0 };
            let (end, weight) = self.runs[run];
            for member in &self.members[start..end] {
                self.whole[*member as usize] += weight.max(0.0);
            }
        }
        let mut next = starts.clone();
        let mut runs = vec![0; self.members.len()];
        for run in 0..self.runs.len() {
            for member in self.members_of(run) {
                let place = &mut next[*member as usize];
                runs[*place] = run as u32;
                *place += 1;
            }
        }
        (starts, runs)
    }

    /// The records that share most with one.
    fn best(
        &self,
        number: usize,
        (starts, runs): &(Vec<usize>, Vec<u32>),
        records: &[Record],
        most: usize,
        may_pair: &(impl Fn(&Record, &Record) -> bool + Sync),
        shared: &mut Shared,
    ) -> Vec<(u32, u32, f32)> {
        let own = number as u32;
        for run in &runs[starts[number]..starts[number + 1]] {
            let weight = self.runs[*run as usize].1;
            for member in self.members_of(*run as usize).iter().filter(|member| **member != own) {
                shared.add(*member, weight);
            }
        }
        let record = &records[number];
        let likeness = |(other, names, rest): (u32, f32, f32)| {
            let least = self.whole[number].min(self.whole[other as usize]).max(1.0);
            let lack = 1.0 - (names / least).min(1.0);
            (other, 0.1 * names.min(40.0) - 9.0 * lack, rest)
        };
        let meets = |(other, _, _): &(u32, f32, f32)| !self.across || record.is_across(&records[*other as usize]);
        let mut found: Vec<(u32, f32, f32)> = shared.take().filter(meets).map(likeness).collect();
        // What stands beside the names is read only of those that have a chance.
        keep_best(&mut found, most.saturating_mul(4), |(other, names, rest)| (names + rest, *other));
        found.retain(|(other, _, _)| may_pair(record, &records[*other as usize]));
        for (other, names, rest) in &mut found {
            *rest = beside(record, &records[*other as usize]);
            *names += *rest;
        }
        keep_best(&mut found, most, |(other, likely, _)| (*likely, *other));
        found.into_iter().map(|(other, likely, _)| (own.min(other), own.max(other), likely)).collect()
    }
}

/// Keeps the `most` with the highest figures; of equal ones those with the lesser numbers.
fn keep_best<T>(list: &mut Vec<T>, most: usize, figure: impl Fn(&T) -> (f32, u32)) {
    if list.len() > most {
        list.select_nth_unstable_by(most, |a, b| {
            let ((a, one), (b, other)) = (figure(a), figure(b));
            b.total_cmp(&a).then(one.cmp(&other))
        });
        list.truncate(most);
    }
}

/// What one record shares with each other one: of names, and beside them.
struct Shared {
    sums: Vec<(f32, f32)>,
    touched: Vec<u32>,
}

impl Shared {
    fn new(records: usize) -> Self {
        Self { sums: vec![(0.0, 0.0); records], touched: Vec::new() }
    }

    fn add(&mut self, other: u32, weight: f32) {
        let sums = &mut self.sums[other as usize];
        if *sums == (0.0, 0.0) {
            self.touched.push(other);
        }
        if weight < 0.0 {
            sums.1 -= weight;
        } else {
            sums.0 += weight;
        }
    }

    /// Takes out all that was added.
    fn take(&mut self) -> impl Iterator<Item = (u32, f32, f32)> {
        let sums = &mut self.sums;
        self.touched.drain(..).map(move |other| {
            let (names, rest) = std::mem::take(&mut sums[other as usize]);
            (other, names, rest)
        })
    }
}

/// What two records say beside their names, roughly as it will weigh.
fn beside(one: &Record, other: &Record) -> f32 {
    let mut out = 0.0;
    let pairs = || one.births.iter().flat_map(|a| other.births.iter().map(move |b| (*a, *b)));
    let born = |(a, b): (PartialDate, PartialDate)| {
        if a.may_equal(b) {
            [4.0, 5.5, 7.5][depth(a, b) - 1]
        } else {
            [-3.0, -3.0, -8.0][usize::from(a.year().abs_diff(b.year()).min(2))]
        }
    };
    out += pairs().map(born).max_by(f32::total_cmp).unwrap_or(0.0);
    if !one.countries.is_empty() && !other.countries.is_empty() {
        out += if one.countries.iter().any(|country| other.countries.contains(country)) { 1.0 } else { -3.0 };
    }
    if !one.genders.is_empty() && !other.genders.is_empty() && one.genders != other.genders {
        out -= 5.0;
    }
    if one.identifiers.iter().any(|(_, number)| other.identifiers.iter().any(|(_, known)| known == number)) {
        out += 9.0;
    }
    if one.contacts.iter().any(|contact| other.contacts.contains(contact)) {
        out += 5.0;
    }
    out
}

/// The keys of a record. Where all pairs are wanted, keys of a single word are for names that have no more than one that
/// tells: names that share two words meet under both.
fn entries(record: &Record, number: usize, thorough: bool) -> SmallVec<[Entry; 32]> {
    let mut out: SmallVec<[Entry; 32]> = SmallVec::new();
    let mut file = |name: &Name| {
        let words = name.tokens().iter().filter(|token| token.role() == Role::Proper).count();
        let is_person = name.kind() == Kind::Person;
        if thorough && is_person && !name.is_full() {
            return;
        }
        name.each_key(|kind, key| {
            let useful = match kind {
                KeyKind::Word => words < if thorough { 3 } else { 2 } && !(thorough && is_person),
                KeyKind::Slip | KeyKind::Initial => !thorough,
                KeyKind::Words | KeyKind::Whole | KeyKind::Acronym => true,
            };
            if useful {
                out.push(entry(Key::Name(kind), key, number));
            }
            if thorough || kind != KeyKind::Word {
                return;
            }
            for date in &record.births {
                out.push(entry(Key::Born, key ^ date.year().unsigned_abs() as u64, number));
                if let Some(day) = day_number(*date) {
                    out.push(entry(Key::Born, key ^ day, number));
                }
            }
            for country in &record.countries {
                out.push(entry(Key::Placed, key ^ country.number(), number));
            }
        });
    };
    record.names.iter().for_each(&mut file);
    record.personal.iter().for_each(&mut file);
    out.truncate(MOST_KEYS);
    out.extend(record.identifiers.iter().map(|(_, written)| entry(Key::Number, hash(written), number)));
    out.extend(record.contacts.iter().map(|contact| entry(Key::Contact, hash(contact), number)));
    if !thorough {
        for date in &record.births {
            if let Some(day) = day_number(*date) {
                out.push(entry(Key::Day, day, number));
            }
        }
    }
    out
}

/// A key that too many share, together with each second thing that a record has.
fn seconds(first: Entry, record: &Record, thorough: bool) -> SmallVec<[Entry; 8]> {
    let number = record_of(first);
    let key = first >> RECORD_BITS;
    let mut seconds: SmallVec<[u64; 16]> = SmallVec::new();
    seconds.extend(record.births.iter().map(|date| u64::from(date.year().unsigned_abs())));
    seconds.extend(record.countries.iter().map(|country| country.number()));
    if !thorough {
        return seconds.into_iter().map(|second| entry(Key::Placed, key ^ second.rotate_left(17), number)).collect();
    }
    seconds.extend(record.neighbours.iter().map(|neighbour| hash(neighbour.other.as_str())));
    let names = record.places.iter().chain(&record.offices).chain(&record.names);
    for name in names {
        name.each_key(|kind, key| {
            if matches!(kind, KeyKind::Words | KeyKind::Whole | KeyKind::Acronym)
                || name.kind() != Kind::Person && kind == KeyKind::Word
            {
                seconds.push(key);
            }
        });
    }
    seconds.sort_unstable();
    seconds.dedup();
    seconds.into_iter().map(|second| entry(Key::Name(KeyKind::Words), key ^ second.rotate_left(17), number)).collect()
}
