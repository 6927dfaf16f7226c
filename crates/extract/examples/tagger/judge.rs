//! Precision, recall and F1 of names, exact spans.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Instant;

use umbra_extract::{Extractor, Labelled, MentionKind, NameModel};
use umbra_model::{Source, SourceId, Text};

/// Right, found and given, for each kind; and how fast.
#[derive(Default)]
pub struct Tally {
    counts: BTreeMap<MentionKind, [usize; 3]>,
    bytes: usize,
    seconds: f64,
}

impl Tally {
    /// Prints the heads of the columns.
    pub fn head() {
        println!(
            "{:<12} {:<17} {:>9} {:>6} {:>6} {:>7} {:>6} {:>6} {:>8}",
            "set", "how", "precision", "recall", "F1", "person", "body", "place", "MB/min"
        );
    }

    fn take<R: PartialEq>(&mut self, found: &[(R, MentionKind)], given: &[(R, MentionKind)]) {
        for name in found {
            let count = self.counts.entry(name.1).or_default();
            count[0] += usize::from(given.contains(name));
            count[1] += 1;
        }
        for name in given {
            self.counts.entry(name.1).or_default()[2] += 1;
        }
    }

    /// Prints a line.
    pub fn print(&self, set: &str, how: &str) {
        let shares = |[right, found, given]: [usize; 3]| {
            let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / given.max(1) as f64);
            (p, r, if right == 0 { 0.0 } else { 2.0 * p * r / (p + r) })
        };
        let all = self.counts.values().fold([0; 3], |sum, c| [sum[0] + c[0], sum[1] + c[1], sum[2] + c[2]]);
        let (p, r, f1) = shares(all);
        let of = |kind| shares(self.counts.get(&kind).copied().unwrap_or_default()).2;
        println!(
            "{set:<12} {how:<17} {p:>9.3} {r:>6.3} {f1:>6.3} {:>7.3} {:>6.3} {:>6.3} {:>8.1}",
            of(MentionKind::Person),
            of(MentionKind::Organisation),
            of(MentionKind::Place),
            self.bytes as f64 / 1e6 / self.seconds.max(1e-9) * 60.0
        );
    }
}

/// A model on labelled sentences.
pub fn judge(model: &NameModel, test: &[Labelled], style: Option<&str>) -> Tally {
    let mut tally = Tally::default();
    let start = Instant::now();
    for document in test.chunk_by(|a, b| a.document == b.document) {
        let words: Vec<&[String]> = document.iter().map(|s| s.words.as_slice()).collect();
        for (found, sentence) in model.names(&words, style).iter().zip(document) {
            tally.take(found, &sentence.names);
            tally.bytes += sentence.words.iter().map(|word| word.len() + 1).sum::<usize>();
        }
    }
    tally.seconds = start.elapsed().as_secs_f64();
    tally
}

/// The whole extractor on labelled sentences that are put together as texts: its outermost names count.
pub fn whole(extractor: &Extractor, test: &[Labelled]) -> Tally {
    let mut tally = Tally::default();
    for document in test.chunk_by(|a, b| a.document == b.document) {
        let (text, given) = text_of(document);
        let id = SourceId::of(text.as_bytes());
        let mut source = Source::new(id, "text.txt", "text/plain", text.len() as u64);
        source.language = Some("eng".to_owned());
        let text = Text::new(id, text, Vec::new());
        let start = Instant::now();
        let run = extractor.extract(&text, &source);
        tally.seconds += start.elapsed().as_secs_f64();
        tally.bytes += text.as_str().len();
        let names: Vec<_> = run.mentions.iter().filter(|m| m.is_name()).collect();
        let mut found: Vec<(Range<usize>, MentionKind)> = Vec::new();
        for name in &names {
            let kind = matches!(name.kind, MentionKind::Person | MentionKind::Organisation | MentionKind::Place);
            let inside = names
                .iter()
                .any(|o| o.range != name.range && o.range.start <= name.range.start && name.range.end <= o.range.end);
            if kind && !inside && found.iter().all(|(range, _)| *range != name.range) {
                found.push((name.range.clone(), name.kind));
            }
        }
        tally.take(&found, &given);
    }
    tally
}

/// A document's words as running text, a paragraph a sentence, and where its names stand.
fn text_of(document: &[Labelled]) -> (String, Vec<(Range<usize>, MentionKind)>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    for sentence in document {
        let mut places: Vec<Range<usize>> = Vec::new();
        for (at, word) in sentence.words.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|i| sentence.words.get(i)).map(String::as_str);
            let joins = matches!(word.as_str(), "." | "," | ";" | ":" | "?" | "!" | ")" | "'s" | "’s" | "n't" | "'");
            if before.is_some_and(|before| !joins && !matches!(before, "(" | "$" | "-")) {
                text.push(' ');
            }
            places.push(text.len()..text.len() + word.len());
            text.push_str(word);
        }
        names.extend(
            sentence.names.iter().map(|(words, kind)| (places[words.start].start..places[words.end - 1].end, *kind)),
        );
        text.push_str("\n\n");
    }
    (text, names)
}
