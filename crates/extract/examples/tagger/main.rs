//! Trains the tagger of names and judges it.
mod sets;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use umbra_extract::{Labelled, MentionKind, NameModel, Training, Writing};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::var("TEXT").unwrap_or("/work/shared/data/text".into()));
    let mut training = Training::default();
    let mut styles = true;
    let mut skip: Vec<String> = vec![];
    for a in std::env::args().skip(1) {
        let (k, v) = a.split_once('=').unwrap_or((&a, ""));
        match k {
            "epochs" => training.epochs = v.parse()?,
            "margin" => training.margin = v.parse()?,
            "least" => training.least_count = v.parse()?,
            "drop" => training.dropout_percent = v.parse()?,
            "styles" => styles = v.parse()?,
            "skip" => skip = v.split(',').map(str::to_owned).collect(),
            _ => {}
        }
    }
    let mut train: Vec<Labelled> = Vec::new();
    let mut tests = Vec::new();
    for name in ["gum", "uner_ewt", "wikigold", "wnut17", "btc", "sec", "cn_politics"] {
        let mut test = Vec::new();
        for e in sets::set(&folder, name)? {
            if e.split == "test" {
                test.push(e.sentence);
            } else if !skip.iter().any(|s| s == name) {
                let mut s = e.sentence;
                if name == "sec" {
                    s.names.retain(|(w, _)| {
                        !matches!(s.words[w.start].to_lowercase().as_str(), "borrower" | "lender" | "bank")
                    });
                }
                if name == "btc" {
                    s.names.retain(|(w, _)| s.words[w.start] != "@");
                }
                if styles {
                    let mut p = s.clone();
                    p.style = None;
                    train.push(s);
                } else {
                    s.style = None;
                    train.push(s);
                }
            }
        }
        tests.push((name, test));
    }
    if std::env::args().any(|a| a == "whole") {
        for names in [umbra_extract::Names::RulesOnly, umbra_extract::Names::Embedded] {
            let extractor = umbra_extract::Extractor::english().with_names(names);
            for (name, test) in &tests {
                if matches!(*name, "gum" | "uner_ewt" | "cn_politics") {
                    whole(&extractor, name, test);
                }
            }
        }
        return Ok(());
    }
    let start = Instant::now();
    if std::env::args().any(|a| a == "zh") {
        let train = sets::chinese(&folder, &["train", "dev"])?;
        let test = sets::chinese(&folder, &["test"])?;
        let model = NameModel::train(&train, Writing::Chinese, training);
        let bytes = model.to_bytes()?;
        println!("{} sentences, {:.1?}, {} bytes", train.len(), start.elapsed(), bytes.len());
        std::fs::write("/tmp/tagger/chinese.model", &bytes)?;
        let model = NameModel::from_bytes(&bytes, Writing::Chinese)?;
        judge(&model, "gsd", &test, None);
        return Ok(());
    }
    let model = NameModel::train(&train, Writing::Spaced, training);
    let bytes = model.to_bytes()?;
    println!("{} sentences, {:.1?}, {} bytes", train.len(), start.elapsed(), bytes.len());
    let model = NameModel::from_bytes(&bytes, Writing::Spaced)?;
    std::fs::write("/tmp/tagger/english.model", &bytes)?;
    for (name, test) in &tests {
        for style in [None, Some(*name)] {
            judge(&model, name, test, style);
        }
    }
    Ok(())
}

fn judge(model: &NameModel, name: &str, test: &[Labelled], style: Option<&str>) {
    let mut counts: BTreeMap<MentionKind, [usize; 3]> = BTreeMap::new();
    let start = Instant::now();
    let mut words = 0;
    for document in test.chunk_by(|a, b| a.document == b.document) {
        let sentences: Vec<&[String]> = document.iter().map(|s| s.words.as_slice()).collect();
        words += sentences.iter().map(|s| s.len()).sum::<usize>();
        for (found, s) in model.names(&sentences, style).iter().zip(document) {
            for n in found {
                let c = counts.entry(n.1).or_default();
                c[1] += 1;
                c[0] += usize::from(s.names.contains(n));
            }
            for n in &s.names {
                counts.entry(n.1).or_default()[2] += 1;
            }
            if std::env::var("SHOW").is_ok_and(|v| v == name) && (style.is_some() || name == "gsd") && *found != s.names
            {
                let show = |n: &[umbra_extract::NameSpan]| {
                    n.iter()
                        .map(|(w, k)| format!("{}:{}", &format!("{k:?}")[..1], s.words[w.clone()].join(" ")))
                        .collect::<Vec<_>>()
                        .join(" | ")
                };
                let miss: Vec<_> = s.names.iter().filter(|n| !found.contains(n)).cloned().collect();
                let fals: Vec<_> = found.iter().filter(|n| !s.names.contains(n)).cloned().collect();
                println!("GOLD {} // GOT {} // {}", show(&miss), show(&fals), s.words.join(" "));
            }
        }
    }
    let f = |c: [usize; 3]| {
        let (p, r) = (c[0] as f64 / c[1].max(1) as f64, c[0] as f64 / c[2].max(1) as f64);
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    };
    let all = counts.values().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]);
    let (p, r, f1) = f(all);
    let each: Vec<String> = counts.iter().map(|(k, c)| format!("{k:?} {:.3}", f(*c).2)).collect();
    println!(
        "{name:12} {:10} P {p:.3} R {r:.3} F1 {f1:.3}  {}  ({:.0} words/s)",
        style.unwrap_or("-"),
        each.join(" "),
        words as f64 / start.elapsed().as_secs_f64()
    );
}

fn whole(extractor: &umbra_extract::Extractor, name: &str, test: &[Labelled]) {
    use umbra_model::{Source, SourceId, Text};
    let mut counts: BTreeMap<MentionKind, [usize; 3]> = BTreeMap::new();
    let start = Instant::now();
    let mut bytes = 0;
    for document in test.chunk_by(|a, b| a.document == b.document) {
        let mut text = String::new();
        let mut gold: Vec<(std::ops::Range<usize>, MentionKind)> = vec![];
        for s in document {
            let mut at = vec![];
            for (i, w) in s.words.iter().enumerate() {
                let tight = i == 0
                    || matches!(w.as_str(), "." | "," | ";" | ":" | "?" | "!" | ")" | "'s" | "’s" | "n't" | "'")
                    || matches!(s.words[i - 1].as_str(), "(" | "$" | "-");
                if !tight {
                    text.push(' ');
                }
                at.push(text.len()..text.len() + w.len());
                text.push_str(w);
            }
            for (w, k) in &s.names {
                gold.push((at[w.start].start..at[w.end - 1].end, *k));
            }
            text.push_str("\n\n");
        }
        bytes += text.len();
        let id = SourceId::of(text.as_bytes());
        let mut source = Source::new(id, "t", "text/plain", text.len() as u64);
        source.language = Some("eng".into());
        let t = Text::new(id, text, vec![]);
        let found = extractor.extract(&t, &source);
        let mut got: Vec<(std::ops::Range<usize>, MentionKind)> = vec![];
        for m in &found.mentions {
            let outer = !found.mentions.iter().any(|o| {
                o.is_name() && o.range != m.range && o.range.start <= m.range.start && m.range.end <= o.range.end
            });
            if m.is_name()
                && outer
                && matches!(m.kind, MentionKind::Person | MentionKind::Organisation | MentionKind::Place)
                && !got.iter().any(|g| g.0 == m.range)
            {
                got.push((m.range.clone(), m.kind));
            }
        }
        for g in &got {
            let c = counts.entry(g.1).or_default();
            c[1] += 1;
            c[0] += usize::from(gold.contains(g));
            if std::env::var("SHOW").is_ok_and(|v| v == name) && !gold.contains(g) {
                println!(
                    "FALSE {:?} {:?} // {}",
                    g.1,
                    &t.as_str()[g.0.clone()],
                    t.as_str()[..]
                        .get(g.0.start.saturating_sub(40)..(g.0.end + 40).min(t.as_str().len()))
                        .unwrap_or("")
                        .replace('\n', " ")
                );
            }
        }
        for g in &gold {
            counts.entry(g.1).or_default()[2] += 1;
            if std::env::var("SHOW").is_ok_and(|v| v == name) && !got.contains(g) {
                println!(
                    "MISS {:?} {:?} // {}",
                    g.1,
                    &t.as_str()[g.0.clone()],
                    t.as_str()[..]
                        .get(g.0.start.saturating_sub(40)..(g.0.end + 40).min(t.as_str().len()))
                        .unwrap_or("")
                        .replace('\n', " ")
                );
            }
        }
    }
    let f = |c: [usize; 3]| {
        let (p, r) = (c[0] as f64 / c[1].max(1) as f64, c[0] as f64 / c[2].max(1) as f64);
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    };
    let all = counts.values().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]);
    let (p, r, f1) = f(all);
    let each: Vec<String> = counts.iter().map(|(k, c)| format!("{k:?} {:.3}", f(*c).2)).collect();
    println!(
        "whole {name:12} P {p:.3} R {r:.3} F1 {f1:.3}  {}  ({:.2} MB/min)",
        each.join(" "),
        bytes as f64 / 1e6 / start.elapsed().as_secs_f64() * 60.0
    );
}
