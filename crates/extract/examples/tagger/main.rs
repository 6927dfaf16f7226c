//! Trains the tagger of names, and judges it.
//!
//! `cargo run --release -p umbra-extract --example tagger -- train|judge|whole [FOLDER [MORE]]`
//!
//! `train` makes `data/tagger/english.model` and `chinese.model` anew from the labelled sets in FOLDER and from the files
//! of Universal NER in MORE, if it is given. `judge` prints
//! precision, recall and F1 of the models in the crate on the test parts, exact spans, for each set and kind: once as the
//! program uses them, once told of which set the sentences are, since each set draws its lines in its own way. `whole`
//! does the same for what the extractor finds in the sentences put together as texts, with rules alone and with the
//! model. FOLDER is `../shared/data/text` unless told; where it is missing, that is said and nothing is done.
//!
//! Test parts are never trained on. What the sets are and under which licences: `data/tagger/README.md`.

mod judge;
mod sets;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use umbra_extract::{Extractor, Labelled, NameModel, Names, Training, Writing};

use judge::{Tally, judge, whole};

type Failure = Box<dyn std::error::Error>;

/// The English sets.
const SETS: [&str; 7] = ["gum", "uner_ewt", "wikigold", "wnut17", "btc", "sec", "cn_politics"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = arguments.get(1).map_or_else(|| crate_folder.join("../../../shared/data/text"), PathBuf::from);
    if !folder.join("ner_en").is_dir() {
        eprintln!("{} is missing: nothing was trained or judged", folder.display());
        return ExitCode::SUCCESS;
    }
    let done = match arguments.first().map(String::as_str) {
        Some("train") => train(&folder, arguments.get(2).map(Path::new), &crate_folder.join("data/tagger")),
        Some("judge") => judge_models(&folder),
        Some("whole") => judge_extractor(&folder),
        _ => {
            eprintln!("usage: tagger train|judge|whole [FOLDER [MORE]]");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(3)
        }
    }
}

/// Files of Universal NER that are trained on as well, with the set in whose style they are.
const MORE: [(&str, &str); 2] = [("en_ewt-ud-train.iob2", "uner_ewt"), ("en_pud-ud-test.iob2", "uner_ewt")];

/// What of `CrossNER` is trained on beside its politics, all parts.
const DOMAINS: [&str; 4] = ["ai", "literature", "music", "science"];

/// What of the sets is trained on.
fn training_sentences(folder: &Path, more: Option<&Path>) -> Result<Vec<Labelled>, Failure> {
    let mut found = Vec::new();
    for (more, (file, style)) in more.iter().flat_map(|more| MORE.map(|of| (more, of))) {
        found.extend(sets::more_english(&more.join(file), style)?);
    }
    if let Some(more) = more {
        // A few of their sentences stand in the test part of the politics too.
        let tests: HashSet<Vec<String>> =
            tests(folder)?.into_iter().flat_map(|(_, test)| test).map(|sentence| sentence.words).collect();
        for domain in DOMAINS {
            for part in ["train", "dev", "test"] {
                let of_part = sets::cross(&more.join(format!("crossner/{domain}/{part}.txt")))?;
                found.extend(of_part.into_iter().filter(|sentence| !tests.contains(&sentence.words)));
            }
        }
    }
    for name in SETS {
        for entry in sets::set(folder, name)?.into_iter().filter(|entry| entry.split != "test") {
            let mut sentence = entry.sentence;
            let word = |at: usize| sentence.words[at].to_lowercase();
            // "the Borrower" is a role in a contract, and "@" alone names nobody.
            let names = sentence.names.iter().filter(|(words, _)| match name {
                "sec" => !matches!(word(words.start).as_str(), "borrower" | "lender" | "bank"),
                "btc" => word(words.start) != "@",
                _ => true,
            });
            sentence.names = names.cloned().collect();
            // Of all sets GUM is nearest to reports, and small beside those of the web.
            if name == "gum" {
                found.push(sentence.clone());
            }
            found.push(sentence);
        }
    }
    Ok(found)
}

fn train(folder: &Path, more: Option<&Path>, into: &Path) -> Result<(), Failure> {
    let write = |name: &str, sentences: &[Labelled], writing, training| -> Result<(), Failure> {
        let start = Instant::now();
        let bytes = NameModel::train(sentences, writing, training).to_bytes()?;
        std::fs::write(into.join(name), &bytes)?;
        println!("{name}: {} sentences, {:.1?}, {} bytes", sentences.len(), start.elapsed(), bytes.len());
        Ok(())
    };
    let training = Training { margin: 8.0, orders: 3, ..Training::default() };
    write("english.model", &training_sentences(folder, more)?, Writing::Spaced, training)?;
    let mut chinese = Vec::new();
    for part in ["train", "dev"] {
        chinese.extend(sets::chinese(&chinese_file(folder, part))?);
    }
    let training = Training { epochs: 12, dropout_percent: 30, ..Training::default() };
    write("chinese.model", &chinese, Writing::Chinese, training)
}

fn chinese_file(folder: &Path, part: &str) -> PathBuf {
    folder.join(format!("ner_zh/uner_zhgsd_{part}.iob2"))
}

fn tests(folder: &Path) -> Result<Vec<(&'static str, Vec<Labelled>)>, Failure> {
    let mut found = Vec::new();
    for name in SETS {
        let test = sets::set(folder, name)?.into_iter().filter(|entry| entry.split == "test");
        let test: Vec<Labelled> = test.map(|entry| entry.sentence).collect();
        // Of contracts nothing is left once roles are taken out.
        if !test.is_empty() && name != "sec" {
            found.push((name, test));
        }
    }
    Ok(found)
}

fn judge_models(folder: &Path) -> Result<(), Failure> {
    Tally::head();
    for (name, test) in tests(folder)? {
        judge(NameModel::english(), &test, None).print(name, "as it is");
        judge(NameModel::english(), &test, Some(name)).print(name, "style of the set");
    }
    judge(NameModel::chinese(), &sets::chinese(&chinese_file(folder, "test"))?, None).print("chinese gsd", "as it is");
    Ok(())
}

fn judge_extractor(folder: &Path) -> Result<(), Failure> {
    Tally::head();
    for (name, test) in tests(folder)?.iter().filter(|(name, _)| *name != "wnut17") {
        for (how, names) in [("rules", Names::RulesOnly), ("rules and model", Names::Embedded)] {
            whole(&Extractor::english().with_names(names), test).print(name, how);
        }
    }
    Ok(())
}
