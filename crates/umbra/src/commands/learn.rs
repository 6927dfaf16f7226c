//! `umbra learn`

use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use umbra_extract::{Labelled, MentionKind, NameModel, Training, Writing};

use super::{Manner, write_json};
use crate::cli::Learn;
use crate::exit::Done;
use crate::page::{self, FAINT, styled};
use crate::tagger_file;

/// A text's corrected names.
#[derive(Debug, Deserialize)]
struct Corrected {
    mentions: Vec<Mention>,
}

#[derive(Debug, Deserialize)]
struct Mention {
    kind: String,
    /// How it is put; only names are learned.
    #[serde(default)]
    form: Option<String>,
    /// In characters.
    start: usize,
    end: usize,
    /// The words, to find out that the text is another one.
    #[serde(default)]
    text: Option<String>,
}

/// What was learned.
#[derive(Debug, Serialize)]
struct Learned {
    files: usize,
    sentences: usize,
    names: usize,
    /// Names that were found before, of those that were given; and how many were found in all.
    right_before: usize,
    found_before: usize,
    /// The same with the new model.
    right_after: usize,
    found_after: usize,
    model: PathBuf,
}

pub fn run(args: &Learn, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let writing = match args.language.as_str() {
        "eng" | "en" => Writing::Spaced,
        "zho" | "zh" | "cmn" => Writing::Chinese,
        other => bail!("there is no tagger for {other:?}: use eng or zho"),
    };
    let base = match &args.base {
        Some(path) => tagger_file::read(path)?,
        None => match writing {
            Writing::Spaced => NameModel::english().clone(),
            Writing::Chinese => NameModel::chinese().clone(),
        },
    };
    if base.writing() != writing {
        bail!("the model to begin with is for another language than {:?}", args.language);
    }
    let mut files = Vec::new();
    for path in &args.paths {
        collect(path, &mut files)?;
    }
    files.sort();
    let mut sentences: Vec<Labelled> = Vec::new();
    for file in &files {
        sentences.extend(labelled(file, writing)?);
    }
    if sentences.iter().all(|s| s.names.is_empty()) {
        bail!(
            "there is no name to learn from: give texts NAME.txt with NAME.gold.json beside them, or files of words \
             and tags that end in .bio, .iob2 or .conll"
        );
    }
    let names = sentences.iter().map(|s| s.names.len()).sum();
    let (right_before, found_before) = judge(&base, &sentences);
    let training = Training { epochs: args.epochs, least_count: 1, ..Training::default() };
    let model = base.train_on(&sentences, training);
    let (right_after, found_after) = judge(&model, &sentences);
    let bytes = model.to_bytes().context("the model can't be packed")?;
    fs::write(&args.out, bytes).with_context(|| format!("{} can't be written", args.out.display()))?;
    let learned = Learned {
        files: files.len(),
        sentences: sentences.len(),
        names,
        right_before,
        found_before,
        right_after,
        found_after,
        model: args.out.clone(),
    };
    if manner.json {
        write_json(out, &learned)?;
    } else if !manner.quiet {
        let of = page::count(names, "name", "names");
        writeln!(out, "Learned from {of} in {}", page::count(learned.sentences, "sentence", "sentences"))?;
        writeln!(out, "Right before  {right_before} of {found_before} found")?;
        writeln!(out, "Right now     {right_after} of {found_after} found")?;
        writeln!(out, "Model {}", args.out.display())?;
        let next =
            "What it finds in the texts that it learned from says little of others. `umbra read --tagger` uses it.";
        writeln!(out, "{}", styled(FAINT, next))?;
    }
    Ok(Done::Well)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let told = || format!("{} can't be read", path.display());
    if !path.is_dir() {
        fs::metadata(path).with_context(told)?;
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(path).with_context(told)? {
        entries.push(entry.with_context(told)?.path());
    }
    for entry in entries {
        let extension = entry.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if matches!(extension, "bio" | "iob2" | "conll") || extension == "txt" && gold_of(&entry).is_some() {
            files.push(entry);
        }
    }
    Ok(())
}

/// The file of corrections beside a text.
fn gold_of(text: &Path) -> Option<PathBuf> {
    let own = text.with_extension("gold.json");
    let common = text.with_file_name("gold.json");
    [own, common].into_iter().find(|path| path.exists())
}

fn labelled(file: &Path, writing: Writing) -> Result<Vec<Labelled>> {
    let content =
        fs::read_to_string(file).with_context(|| format!("{} can't be read as UTF-8 text", file.display()))?;
    let name = file.display().to_string();
    if file.extension().is_none_or(|e| e != "txt") {
        return Labelled::of_tags(&content, &name, writing).with_context(|| name);
    }
    let gold = gold_of(file).with_context(|| format!("there are no corrections beside {name}: NAME.gold.json"))?;
    let bytes = fs::read(&gold).with_context(|| format!("{} can't be read", gold.display()))?;
    let corrected: Corrected =
        serde_json::from_slice(&bytes).with_context(|| format!("{} is no file of mentions", gold.display()))?;
    let starts: Vec<usize> = content.char_indices().map(|(at, _)| at).chain([content.len()]).collect();
    let mut names: Vec<(Range<usize>, MentionKind)> = Vec::new();
    for mention in corrected.mentions.iter().filter(|m| is_name(m)) {
        let kind = match mention.kind.as_str() {
            "person" => MentionKind::Person,
            "organisation" | "organization" => MentionKind::Organisation,
            "place" | "location" => MentionKind::Place,
            _ => continue,
        };
        let range = starts.get(mention.start).zip(starts.get(mention.end)).map(|(start, end)| *start..*end);
        let range = range
            .filter(|r| r.start < r.end)
            .filter(|r| mention.text.as_deref().is_none_or(|text| content.get(r.clone()) == Some(text)));
        let range = range.with_context(|| {
            format!(
                "{}: characters {} to {} of {name} are not the mention's words: the text is another one",
                gold.display(),
                mention.start,
                mention.end
            )
        })?;
        names.push((range, kind));
    }
    Ok(Labelled::of_text(&content, &names, &name, writing))
}

/// Descriptions and pronouns are not for the tagger. Without a form, a mention in lower case is taken for one.
fn is_name(mention: &Mention) -> bool {
    match mention.form.as_deref() {
        Some(form) => matches!(form, "name" | "full_name" | "surname_only" | "acronym"),
        None => mention.text.as_deref().is_none_or(|text| !text.chars().next().is_some_and(char::is_lowercase)),
    }
}

/// How many of the names given are found, and how many are found in all.
fn judge(model: &NameModel, sentences: &[Labelled]) -> (usize, usize) {
    let (mut right, mut found) = (0, 0);
    for document in sentences.chunk_by(|a, b| a.document == b.document) {
        let words: Vec<&[String]> = document.iter().map(|s| s.words.as_slice()).collect();
        for (names, sentence) in model.names(&words, None).iter().zip(document) {
            found += names.len();
            right += names.iter().filter(|name| sentence.names.contains(name)).count();
        }
    }
    (right, found)
}
