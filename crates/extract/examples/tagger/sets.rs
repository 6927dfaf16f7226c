//! The labelled sets, read from their folder.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use umbra_extract::{Labelled, MentionKind, NameSpan};

/// A sentence with the part of its set that it belongs to.
pub struct Entry {
    pub split: String,
    pub sentence: Labelled,
}

#[derive(Deserialize)]
struct Line {
    src: String,
    split: String,
    tokens: Vec<String>,
    tags: Vec<String>,
}

/// The kind that the sets, and `CrossNER` with its finer ones, mean.
fn kind(tag: &str) -> Option<MentionKind> {
    Some(match tag {
        "PER" | "person" | "politician" | "writer" | "musicalartist" | "scientist" | "researcher" => {
            MentionKind::Person
        }
        "ORG" | "organisation" | "politicalparty" | "band" | "university" => MentionKind::Organisation,
        "LOC" | "location" | "country" => MentionKind::Place,
        _ => return None,
    })
}

/// The names that BIO tags spell.
pub fn names(tags: &[String]) -> Vec<NameSpan> {
    let mut found: Vec<NameSpan> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let Some((part, of)) = tag.split_once('-') else { continue };
        let Some(of) = kind(of) else { continue };
        match found.last_mut() {
            Some((words, last)) if part == "I" && words.end == at && *last == of => words.end = at + 1,
            _ => found.push((at..at + 1, of)),
        }
    }
    found
}

type Failure = Box<dyn std::error::Error>;

/// A set of lines of JSON, with its documents where the folder tells them.
pub fn set(folder: &Path, name: &str) -> Result<Vec<Entry>, Failure> {
    let path = folder.join(format!("ner_en/{name}.jsonl"));
    let content = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let documents = documents(folder, name)?;
    let mut found = Vec::new();
    for (number, line) in content.lines().enumerate() {
        let line: Line = serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), number + 1))?;
        let document = match name {
            // Posts and single sentences stand alone.
            "btc" | "wnut17" | "cn_politics" => format!("{name}-{number}"),
            _ => documents.get(&line.tokens.join(" ")).cloned().unwrap_or_else(|| format!("{name}-{}", number / 20)),
        };
        let names = names(&line.tags);
        let style = Some(line.src.clone());
        found.push(Entry { split: line.split, sentence: Labelled { words: line.tokens, names, document, style } });
    }
    Ok(found)
}

/// The document of each sentence, by its words, from the set's own files.
fn documents(folder: &Path, name: &str) -> Result<HashMap<String, String>, Failure> {
    let mut text = String::new();
    let files: &[&str] = match name {
        "gum" => {
            let path = folder.join("gum_conllu/gum_permissive_genres.conllu.gz");
            flate2::read::GzDecoder::new(fs::File::open(path)?).read_to_string(&mut text)?;
            &[]
        }
        "uner_ewt" => &["uner_ewt_dev.iob2", "uner_ewt_test.iob2"],
        "wikigold" => &["wikigold.conll"],
        "sec" => &["sec_train.conll", "sec_test.conll"],
        _ => return Ok(HashMap::new()),
    };
    for file in files {
        text.push_str(&fs::read_to_string(folder.join("ner_en").join(file))?);
        text.push_str("\n\n");
    }
    let numbered = matches!(name, "gum" | "uner_ewt");
    let mut found = HashMap::new();
    let mut document = String::from("0");
    let mut words: Vec<&str> = Vec::new();
    let mut count = 0;
    for line in text.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            document = format!("{name}-{id}");
        } else if line.starts_with("-DOCSTART-") {
            count += 1;
            document = format!("{name}-{count}");
        } else if line.trim().is_empty() {
            if !words.is_empty() {
                found.entry(words.join(" ")).or_insert_with(|| document.clone());
                words.clear();
            }
        } else if !line.starts_with('#') {
            let mut columns = line.split(['\t', ' ']);
            let first = columns.next().unwrap_or_default();
            let word = if numbered { columns.next().unwrap_or_default() } else { first };
            if !(numbered && (first.contains('-') || first.contains('.'))) {
                words.push(word);
            }
        }
    }
    Ok(found)
}

/// Sentences of a file of Universal NER, with the documents that it tells.
fn universal(path: &Path, mut take: impl FnMut(&str, Vec<String>, Vec<String>)) -> Result<(), Failure> {
    let content = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let (mut words, mut tags): (Vec<String>, Vec<String>) = Default::default();
    let mut document = "";
    for line in content.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            document = id;
        } else if line.is_empty() && !words.is_empty() {
            take(document, std::mem::take(&mut words), std::mem::take(&mut tags));
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t');
            let (Some(number), Some(word), Some(tag)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            // "3-4" is the written form of words that follow one by one, "8.1" a word that is not written.
            if number.chars().all(|c| c.is_ascii_digit()) {
                words.push(word.to_owned());
                tags.push(tag.to_owned());
            }
        }
    }
    Ok(())
}

/// English sentences of a file of Universal NER, which are in the style of its set.
pub fn more_english(path: &Path, style: &str) -> Result<Vec<Labelled>, Failure> {
    let mut found = Vec::new();
    universal(path, |document, words, tags| {
        let names = names(&tags);
        found.push(Labelled { words, names, document: format!("{style}-{document}"), style: Some(style.to_owned()) });
    })?;
    Ok(found)
}

/// Sentences of a file of `CrossNER`, each alone, in the style of the set that has its politics.
pub fn cross(path: &Path) -> Result<Vec<Labelled>, Failure> {
    let content = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut found = Vec::new();
    for sentence in content.split("\n\n").filter(|sentence| !sentence.trim().is_empty()) {
        let columns = sentence.lines().filter_map(|line| line.split_once('\t'));
        let (words, tags): (Vec<String>, Vec<String>) =
            columns.map(|(word, tag)| (word.to_owned(), tag.trim().to_owned())).unzip();
        let document = format!("{}-{}", path.display(), found.len());
        found.push(Labelled { words, names: names(&tags), document, style: Some("cn_politics".to_owned()) });
    }
    Ok(found)
}

/// Sentences of a Chinese file of Universal NER, as characters.
pub fn chinese(path: &Path) -> Result<Vec<Labelled>, Failure> {
    let mut found = Vec::new();
    universal(path, |_, words, of_words| {
        let (mut letters, mut tags): (Vec<String>, Vec<String>) = Default::default();
        for (word, tag) in words.iter().zip(&of_words) {
            for (at, letter) in word.chars().enumerate() {
                letters.push(letter.to_string());
                tags.push(if at == 0 { tag.clone() } else { tag.replacen("B-", "I-", 1) });
            }
        }
        let document = format!("{}-{}", path.display(), found.len());
        found.push(Labelled { words: letters, names: names(&tags), document, style: None });
    })?;
    Ok(found)
}
