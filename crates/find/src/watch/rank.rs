//! The early-warning score of a group, the interval of its place, and what to look at next.

use super::Look;
use super::measure::{Happening, Happenings, MeasureKind, Measured, Window, medians};
use crate::{Facts, Part};

/// Added to every count, so that one thing where none was is no endless growth.
const CALM: f64 = 0.5;
/// How many draws the interval is made of.
const DRAWS: usize = 200;
/// The share of what is known that each draw leaves out.
const UNKNOWN: f64 = 0.2;

/// Points of one measure: how far "now" lies above what its peers show and above its own past, in doublings.
fn points(kind: MeasureKind, now: f64, before: Option<f64>, peers: Option<f64>) -> f64 {
    let against = |expected: f64| ((now + CALM) / (expected + CALM)).log2();
    let mean = match (before, peers) {
        // Its own past is short, and one event more or less makes much of it: peers count double.
        (Some(before), Some(peers)) => (2.0 * against(peers) + against(before)) / 3.0,
        (Some(only), None) | (None, Some(only)) => against(only),
        (None, None) => 0.0,
    };
    (kind.weight() * mean * 10.0).round() / 10.0
}

/// The parts of the score; measures of which nothing is known anywhere are none.
pub(super) fn parts(group: &Happenings, measures: &[Measured], window: &Window) -> Vec<Part> {
    let mut parts = Vec::new();
    for measured in measures {
        let points = points(measured.kind, measured.now as f64, measured.before, measured.peers);
        let now = group.now(measured.kind, window).map(|happening| happening.evidence.clone());
        let evidence = now.reduce(|a, b| a.and(&b)).or_else(|| group.evidence());
        if let Some(evidence) = evidence.filter(|_| points != 0.0) {
            let before = match measured.before {
                Some(before) => format!("{before:.1} in as long before"),
                None => "not known long enough before".to_owned(),
            };
            let peers = match measured.peers {
                Some(peers) => format!("{peers:.1} with its peers"),
                None => "too few peers to compare with".to_owned(),
            };
            let why = format!("{} now; {before}; {peers}", measured.now);
            parts.push(Part { name: measured.kind.title(), points, why, evidence });
        }
    }
    parts
}

/// The best and worst place of each group, given in the order of their ranks, in nine of ten draws.
pub(super) fn intervals(groups: &[&Happenings], window: &Window, seed: u64) -> Vec<(usize, usize)> {
    let peers = medians(groups.iter().copied(), window);
    let mut chance = Chance(seed);
    let mut places: Vec<Vec<usize>> = vec![Vec::with_capacity(DRAWS); groups.len()];
    // What was before does not change with the draw: it is the yardstick.
    let before: Vec<Vec<Option<f64>>> = groups
        .iter()
        .map(|group| MeasureKind::ALL.into_iter().map(|kind| group.before(kind, window)).collect())
        .collect();
    let counts: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| MeasureKind::ALL.into_iter().map(|kind| group.count(kind, window)).collect())
        .collect();
    for _ in 0..DRAWS {
        let mut scores: Vec<(f64, usize)> = Vec::with_capacity(groups.len());
        for place in 0..groups.len() {
            let mut score = 0.0;
            for (at, kind) in MeasureKind::ALL.into_iter().enumerate() {
                let kept = (0..counts[place][at]).filter(|_| chance.unit() >= UNKNOWN).count() as f64 / (1.0 - UNKNOWN);
                score += points(kind, kept, before[place][at], peers.get(&kind).copied());
            }
            scores.push((score, place));
        }
        scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (rank, (_, place)) in scores.iter().enumerate() {
            places[*place].push(rank + 1);
        }
    }
    let interval = |mut ranks: Vec<usize>| {
        ranks.sort_unstable();
        (ranks[DRAWS / 20], ranks[DRAWS - 1 - DRAWS / 20])
    };
    places.into_iter().map(interval).collect()
}

/// Chance from a seed (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What to ask of the newest thing of a kind.
fn question(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Members => "who brought them, and from where?",
        MeasureKind::Ties => "what do they do for each other?",
        MeasureKind::Trades => "who was in the trade before, and what became of them?",
        MeasureKind::Places => "who let them in, and with whose money?",
        MeasureKind::Violence => "who was the victim, and what did the police do?",
        MeasureKind::Money => "what was it for?",
        MeasureKind::Officials => "what can the office do for the group?",
    }
}

/// The newest thing of each of the three measures that stand out most.
pub(super) fn next(facts: &Facts, group: &Happenings, measures: &[Measured], window: &Window) -> Vec<Look> {
    let mut out: Vec<(f64, MeasureKind)> = measures
        .iter()
        .filter(|measured| measured.now > 0)
        .map(|measured| (points(measured.kind, measured.now as f64, measured.before, measured.peers), measured.kind))
        .collect();
    out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let newest = |kind: MeasureKind| -> Option<&Happening> {
        // Of several on one day the first.
        group.now(kind, window).reduce(|first, next| if next.day > first.day { next } else { first })
    };
    let look = |(_, kind): (f64, MeasureKind)| {
        let happening = newest(kind)?;
        let on = crate::day::date(happening.day).map(|date| format!(" (about {date})")).unwrap_or_default();
        let statement = crate::facts::longest(facts, happening.evidence.statements())?;
        let what = format!("{}{on}: {}", happening.what, question(kind));
        Some(Look { what, citation: facts.cite(statement)? })
    };
    out.into_iter().take(3).filter_map(look).collect()
}
