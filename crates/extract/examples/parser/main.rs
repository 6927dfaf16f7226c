//! Trains the parser of dependencies, and judges it.
//!
//! `cargo run --release -p umbra-extract --example parser -- train|judge [FOLDER [MORE]]`
//!
//! `train` makes `data/syntax/english.model` anew from the trees of GUM in FOLDER (`../shared/data/text` unless told) and
//! the treebanks of Universal Dependencies in MORE, if it is given: `en_ewt-ud-{train,dev,test}.conllu` and
//! `en_pud-ud-test.conllu`. `judge` prints how many words have the right part of speech, the right head, and the right head
//! and relation, marks left out, in the test parts of both: with words cut as the treebank has them. Test parts
//! are never trained on. What the treebanks are and under which licences: `data/syntax/README.md`.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use umbra_extract::{Syntax, SyntaxTraining, TreebankSentence};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = arguments.get(1).map_or_else(|| crate_folder.join("../../../shared/data/text"), PathBuf::from);
    if !folder.join("gum_conllu").is_dir() {
        eprintln!("{} is missing: nothing was trained or judged", folder.display());
        return ExitCode::SUCCESS;
    }
    let more = arguments.get(2).map(Path::new);
    let model = crate_folder.join("data/syntax/english.model");
    let done = match arguments.first().map(String::as_str) {
        Some("train") => train(&folder, more, &model),
        Some("judge") => judge_all(&folder, more, &model),
        _ => {
            eprintln!("usage: parser train|judge [FOLDER [MORE]]");
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

/// The sentences of GUM: those of its test documents, or all others.
fn gum(folder: &Path, test: bool) -> Result<Vec<TreebankSentence>, Failure> {
    let folder = folder.join("gum_conllu");
    let splits = fs::read_to_string(folder.join("splits.md"))?;
    let named = splits.split("\n## ").find(|part| part.starts_with("test\n")).unwrap_or_default();
    let tests: HashSet<&str> = named.lines().filter_map(|line| line.trim().strip_prefix("* ")).collect();
    let mut text = String::new();
    let file = fs::File::open(folder.join("gum_permissive_genres.conllu.gz"))?;
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    let mut found = TreebankSentence::read(&text)?;
    found.retain(|sentence| tests.contains(sentence.document.as_str()) == test);
    Ok(found)
}

fn treebank(path: &Path) -> Result<Vec<TreebankSentence>, Failure> {
    let content = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(TreebankSentence::read(&content).map_err(|e| format!("{}: {e}", path.display()))?)
}

fn train(folder: &Path, more: Option<&Path>, into: &Path) -> Result<(), Failure> {
    let mut sentences = gum(folder, false)?;
    if let Some(more) = more {
        for file in ["en_ewt-ud-train.conllu", "en_ewt-ud-dev.conllu", "en_pud-ud-test.conllu"] {
            sentences.extend(treebank(&more.join(file))?);
        }
    }
    let start = Instant::now();
    let model = Syntax::train(&sentences, SyntaxTraining::default());
    let bytes = model.to_bytes()?;
    fs::write(into, &bytes)?;
    println!("{}: {} sentences, {:.1?}, {} bytes", into.display(), sentences.len(), start.elapsed(), bytes.len());
    judge_with(&model, folder, more)
}

fn judge_all(folder: &Path, more: Option<&Path>, model: &Path) -> Result<(), Failure> {
    judge_with(&Syntax::from_bytes(&fs::read(model)?)?, folder, more)
}

fn judge_with(model: &Syntax, folder: &Path, more: Option<&Path>) -> Result<(), Failure> {
    println!("{:<8} {:>9} {:>7} {:>7} {:>7} {:>9}", "set", "sentences", "tags", "heads", "both", "words/s");
    judge(model, "GUM", &gum(folder, true)?);
    if let Some(more) = more {
        judge(model, "EWT", &treebank(&more.join("en_ewt-ud-test.conllu"))?);
    }
    Ok(())
}

fn judge(model: &Syntax, name: &str, sentences: &[TreebankSentence]) {
    let (mut words, mut tags, mut heads, mut both) = (0usize, 0usize, 0usize, 0usize);
    let start = Instant::now();
    for gold in sentences {
        let tree = model.parse(&gold.words);
        for at in 0..gold.words.len() {
            tags += usize::from(tree.tags[at] == gold.tags[at]);
            if gold.relations[at] == "punct" {
                continue;
            }
            words += 1;
            let right = tree.heads[at].unwrap_or(gold.words.len()) == gold.heads[at];
            heads += usize::from(right);
            both += usize::from(right && tree.relations[at] == gold.relations[at]);
        }
    }
    let all: usize = sentences.iter().map(|s| s.words.len()).sum();
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    println!(
        "{name:<8} {:>9} {:>7.3} {:>7.3} {:>7.3} {:>9.0}",
        sentences.len(),
        share(tags, all),
        share(heads, words),
        share(both, words),
        all as f64 / start.elapsed().as_secs_f64()
    );
}
