//! Scores the extractor against texts with gold annotations.
//!
//! `cargo run --release -p umbra-extract --example score -- DIR...`
//!
//! `-- --second OTHER DIR` scores the gold files of another annotator against those of DIR instead: how far two careful
//! readers agree, beyond which no score says anything. `--gold OTHER` takes the gold files to score against from another
//! folder than the texts.
//!
//! `-- --rules DIR...` tells of each rule how often its ties and events were right, the worst first, in place of the errors.
//!
//! A folder holds `article.txt` with `gold.json`, or any number of `NAME.txt` with `NAME.gold.json`, in the form of the
//! annotation guideline. Prints precision, recall and F1 per kind, then every miss and every false one with its
//! sentence. Entries of the gold that are marked `optional` count neither way.

mod align;
mod compare;
mod gold;
mod reading;
mod second;
mod tally;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Text};

use crate::gold::Gold;
use crate::reading::Reading;
use crate::tally::Tally;

fn pairs(folder: &Path) -> std::io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut pairs = Vec::new();
    let mut texts: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    texts.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    texts.sort();
    for text in &texts {
        let own = text.with_extension("gold.json");
        let common = folder.join("gold.json");
        if own.exists() {
            pairs.push((text.clone(), own));
        } else if common.exists() && texts.len() == 1 {
            pairs.push((text.clone(), common));
        }
    }
    Ok(pairs)
}

/// What is asked for on the command line.
struct Request {
    only_totals: bool,
    /// Whether to tell of each rule how often it was right.
    rules: bool,
    /// Whether to tell how often candidates of each likelihood are right.
    likely: bool,
    /// Where another annotator's gold files lie.
    second: Option<PathBuf>,
    /// Where the gold files lie that are scored against, if not beside the texts.
    gold: Option<PathBuf>,
    folders: Vec<PathBuf>,
}

fn request() -> Option<Request> {
    let mut request =
        Request { only_totals: false, rules: false, likely: false, second: None, gold: None, folders: Vec::new() };
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--totals") => request.only_totals = true,
            Some("--rules") => request.rules = true,
            Some("--likely") => request.likely = true,
            Some("--second") => request.second = Some(words.next()?.into()),
            Some("--gold") => request.gold = Some(words.next()?.into()),
            _ => request.folders.push(word.into()),
        }
    }
    (!request.folders.is_empty()).then_some(request)
}

fn main() -> ExitCode {
    let Some(request) = request() else {
        eprintln!(
            "usage: score [--totals|--rules|--likely] [--second OTHER] [--gold OTHER] DIR...  (each with NAME.txt and NAME.gold.json, or one .txt and gold.json)"
        );
        return ExitCode::from(2);
    };
    let extractor = Extractor::english();
    let mut tally = Tally::default();
    let mut documents = 0;
    for folder in &request.folders {
        let found = match pairs(folder) {
            Ok(found) => found,
            Err(error) => {
                eprintln!("{}: {error}", folder.display());
                return ExitCode::from(3);
            }
        };
        for (text_path, gold_path) in found {
            let gold_path = match &request.gold {
                Some(folder) => folder.join(gold_path.file_name().unwrap_or_default()),
                None => gold_path,
            };
            match score(&extractor, &text_path, &gold_path, request.second.as_deref(), &mut tally) {
                Ok(()) => documents += 1,
                Err(error) => {
                    eprintln!("{}: {error}", gold_path.display());
                    return ExitCode::from(3);
                }
            }
        }
    }
    if documents == 0 {
        eprintln!("no pair of text and gold found");
        return ExitCode::from(3);
    }
    tally.print_totals();
    if request.rules {
        tally.print_rules();
    } else if request.likely {
        tally.print_likelihoods();
    } else if !request.only_totals {
        tally.print_errors(documents);
    }
    ExitCode::SUCCESS
}

fn score(
    extractor: &Extractor,
    text_path: &Path,
    gold_path: &Path,
    second: Option<&Path>,
    tally: &mut Tally,
) -> Result<(), Box<dyn std::error::Error>> {
    let bytes = std::fs::read(text_path)?;
    let content = String::from_utf8(bytes.clone())?;
    let gold: Gold = serde_json::from_slice(&std::fs::read(gold_path)?)?;
    let id = SourceId::of(&bytes);
    let mut source = Source::new(id, text_path.to_string_lossy(), "text/plain", bytes.len() as u64);
    source.language = gold.document.language.clone();
    source.published = gold.document.document_date.as_deref().and_then(|date| date.parse().ok());
    let text = Text::new(id, content, Vec::new());
    let reading = match second {
        None => Reading::of_run(&text, &extractor.extract(&text, &source)),
        Some(folder) => {
            let other = folder.join(gold_path.file_name().unwrap_or_default());
            let bytes = std::fs::read(&other).map_err(|error| format!("{}: {error}", other.display()))?;
            Reading::of_gold(&serde_json::from_slice(&bytes)?)
        }
    };
    let name = text_path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    compare::compare(&name, &text, &gold, &reading, tally);
    Ok(())
}
