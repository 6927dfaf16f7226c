//! Whom pronouns mean: learns the weights of `data/pronouns.tsv`, and judges them.
//!
//! `cargo run --release -p umbra-extract --example pronouns -- learn DIR... > crates/extract/data/pronouns.tsv`
//! `cargo run --release -p umbra-extract --example pronouns -- judge|errors DIR...`
//!
//! A folder holds any number of `NAME.txt` with `NAME.gold.json`, of which those count whose annotator said whom the pronouns
//! mean. Every tenth text is kept out of learning; `judge` tells of those kept out and of the others, `errors` lists what is
//! wrong in the others.

#[path = "../score/align.rs"]
mod align;
#[path = "../score/gold.rs"]
#[allow(dead_code, reason = "only pronouns are learned")]
mod gold;
#[path = "../score/reading.rs"]
#[allow(dead_code, reason = "only pronouns are learned")]
mod reading;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use umbra_extract::{Anaphor, Extractor, weight_names};
use umbra_model::{Source, SourceId, Text};

use crate::align::likeness;
use crate::gold::Gold;
use crate::reading::Reading;

/// Rounds over all pronouns, the rate of learning at first, and how strongly weights are drawn to nought.
const ROUNDS: usize = 40;
const RATE: f64 = 0.1;
const DECAY: f64 = 1e-3;

/// A pronoun of which an annotator said whom it means.
struct Asked {
    anaphor: Anaphor,
    /// Which of its antecedents are right.
    right: Vec<bool>,
    /// Whether the annotator found it to mean a person that he knew.
    is_known: bool,
    /// Whether its text is kept out of learning.
    is_kept: bool,
    /// Its place in the text, for the list of errors, and the name of each antecedent.
    told: String,
    names: Vec<String>,
}

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let command = words.next().unwrap_or_default();
    let folders: Vec<PathBuf> = words.map(PathBuf::from).collect();
    if folders.is_empty() || !["learn", "judge", "errors"].iter().any(|known| command == *known) {
        eprintln!("usage: pronouns learn|judge|errors DIR...  (each with NAME.txt and NAME.gold.json)");
        return ExitCode::from(2);
    }
    let extractor = Extractor::english();
    let mut asked = Vec::new();
    for folder in &folders {
        if let Err(error) = read(&extractor, folder, &mut asked) {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::from(3);
        }
    }
    if command == "judge" {
        judge("kept out", asked.iter().filter(|a| a.is_kept));
        judge("learned from", asked.iter().filter(|a| !a.is_kept));
    } else if command == "errors" {
        asked.iter().filter(|a| !a.is_kept).for_each(print_error);
    } else {
        let known: Vec<&Asked> = asked.iter().filter(|a| !a.is_kept && a.right.contains(&true)).collect();
        let weights = learn(&known);
        let right = |one: &&Asked| {
            let sum = |at: &usize| -> f64 { one.anaphor.antecedents[*at].features.iter().map(|f| weights[*f]).sum() };
            let best = (0..one.right.len()).max_by(|a, b| sum(a).total_cmp(&sum(b)));
            best.is_some_and(|best| one.right[best])
        };
        let kept: Vec<&Asked> = asked.iter().filter(|a| a.is_kept && a.is_known).collect();
        let (own, others) = (known.iter().filter(|a| right(a)).count(), kept.iter().filter(|a| right(a)).count());
        eprintln!("right: {own} of {} learned from, {others} of {} kept out", known.len(), kept.len());
        println!("# What speaks for a person whom a pronoun may mean, and how much; learned by examples/pronouns from");
        println!("# the reports of training/. A name of two words counts for one form of the pronoun alone.");
        for (name, weight) in weight_names().iter().zip(weights) {
            if weight.abs() >= 0.005 {
                println!("{name}\t{weight:.2}");
            }
        }
    }
    ExitCode::SUCCESS
}

fn read(extractor: &Extractor, folder: &Path, asked: &mut Vec<Asked>) -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt") && path.with_extension("gold.json").exists());
    paths.sort();
    for path in paths {
        let gold: Gold = serde_json::from_slice(&std::fs::read(path.with_extension("gold.json"))?)?;
        if gold.pronouns.is_empty() {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let id = SourceId::of(&bytes);
        let text = Text::new(id, String::from_utf8(bytes)?, Vec::new());
        let source = Source::new(id, path.to_string_lossy(), "text/plain", text.as_str().len() as u64);
        let (extraction, anaphors) = extractor.anaphors(&text, &source);
        let known = likeness(&gold, &Reading::of_run(&text, &extraction));
        let mut by_start: BTreeMap<usize, Anaphor> =
            anaphors.into_iter().map(|a| (text.characters_before(a.range.start), a)).collect();
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let is_kept = crc32(name.as_bytes()).is_multiple_of(10);
        for pronoun in gold.pronouns.iter().filter(|p| p.entity != "-") {
            let start = pronoun.span.start;
            let nothing =
                || Anaphor { range: 0..0, antecedents: Vec::new(), likely: Vec::new(), chosen: None, is_unsure: true };
            let anaphor = by_start.remove(&start).unwrap_or_else(nothing);
            let is_known = pronoun.entity != "?";
            let is_right = |entity: Option<usize>| match entity {
                Some(entity) => known.get(&entity) == Some(&pronoun.entity.as_str()),
                None => !is_known,
            };
            let right = anaphor.antecedents.iter().map(|a| is_right(a.entity)).collect();
            let names = anaphor
                .antecedents
                .iter()
                .map(|a| a.entity.map_or("(no name)".to_owned(), |e| extraction.entities[e].label().to_owned()));
            let names = names.collect();
            let told = told(&name, text.as_str(), pronoun);
            asked.push(Asked { anaphor, right, is_known, is_kept, told, names });
        }
    }
    Ok(())
}

/// The words around a pronoun, and whom the annotator takes it to mean.
fn told(name: &str, text: &str, pronoun: &gold::Pronoun) -> String {
    let start = pronoun.span.start;
    let before: String = text.chars().skip(start.saturating_sub(260)).take(start.min(260)).collect();
    let word: String = text.chars().skip(start).take(pronoun.span.end - start).collect();
    let after: String = text.chars().skip(pronoun.span.end).take(80).collect();
    format!("{name}: means {}: {before}[{word}]{after}", pronoun.entity).replace('\n', " / ")
}

fn print_error(asked: &Asked) {
    let right = asked.anaphor.antecedents.iter().zip(&asked.right).any(|(a, r)| *r && a.entity == asked.anaphor.chosen);
    if right || !asked.is_known {
        return;
    }
    println!("{}", asked.told);
    let names = weight_names();
    for (at, antecedent) in asked.anaphor.antecedents.iter().enumerate() {
        let plain = antecedent.features.iter().filter_map(|f| names.get(*f)).filter(|name| !name.contains(' '));
        let mark = if asked.right[at] { "right" } else { "" };
        let features: Vec<&str> = plain.map(String::as_str).collect();
        println!("    {:.2} {} {mark}: {}", asked.anaphor.likely[at], asked.names[at], features.join(" "));
    }
}

/// The sum that `training/train.py` keeps texts out by.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(sum & 1)))
    })
}

fn learn(asked: &[&Asked]) -> Vec<f64> {
    let mut weights = vec![0.0; weight_names().len()];
    let mut sums = vec![1e-6; weights.len()];
    for _ in 0..ROUNDS {
        for one in asked {
            let antecedents = &one.anaphor.antecedents;
            let scores: Vec<f64> = antecedents.iter().map(|a| a.features.iter().map(|f| weights[*f]).sum()).collect();
            let likely = softmax(&scores);
            let of_right: f64 = likely.iter().zip(&one.right).filter(|(_, right)| **right).map(|(p, _)| p).sum();
            let mut slope: BTreeMap<usize, f64> = BTreeMap::new();
            for ((antecedent, p), right) in antecedents.iter().zip(&likely).zip(&one.right) {
                let wanted = if *right { p / of_right.max(1e-9) } else { 0.0 };
                for feature in &antecedent.features {
                    *slope.entry(*feature).or_default() += wanted - p;
                }
            }
            // AdaGrad: what is seen seldom is learned faster.
            for (feature, slope) in slope {
                let slope = slope - DECAY * weights[feature];
                sums[feature] += slope * slope;
                weights[feature] += RATE * slope / f64::sqrt(sums[feature]);
            }
        }
    }
    weights
}

fn softmax(scores: &[f64]) -> Vec<f64> {
    let highest = scores.iter().copied().fold(f64::MIN, f64::max);
    let each: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f64 = each.iter().sum();
    each.into_iter().map(|x| x / sum).collect()
}

fn judge<'a>(name: &str, asked: impl Iterator<Item = &'a Asked>) {
    let (mut all, mut right, mut wrong, mut reachable) = (0, 0, 0, 0);
    let (mut sure_right, mut sure) = (0, 0);
    let mut bands = [(0, 0); 10];
    for one in asked.filter(|a| a.is_known) {
        all += 1;
        reachable += usize::from(one.right.contains(&true));
        let Some(chosen) = one.anaphor.chosen else { continue };
        let is_right = one.anaphor.antecedents.iter().zip(&one.right).any(|(a, r)| *r && a.entity == Some(chosen));
        right += usize::from(is_right);
        wrong += usize::from(!is_right);
        if !one.anaphor.is_unsure {
            sure += 1;
            sure_right += usize::from(is_right);
        }
        let highest = one.anaphor.likely.iter().copied().fold(0.0, f32::max);
        let band = &mut bands[((highest * 10.0) as usize).min(9)];
        band.0 += usize::from(is_right);
        band.1 += 1;
    }
    println!(
        "{name}: {all} pronouns; {right} right, {wrong} wrong, {} left open; {sure_right} of {sure} that it is sure of right; {reachable} stand among the choices",
        all - right - wrong
    );
    let bands: Vec<String> = bands.iter().map(|(right, all)| format!("{right}/{all}")).collect();
    println!("    right by likelihood, in tenths: {}", bands.join(" "));
}
