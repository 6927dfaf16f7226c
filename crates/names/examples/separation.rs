//! How well the scores part names that are one from names that are not, over a file of labelled pairs.
//!
//! `cargo run --release -p umbra-names --example separation -- PAIRS.jsonl`: one JSON object a line with `schema`,
//! `query`, `candidate` (properties of both, of which the names are used) and `is_match`. Prints the area under the ROC
//! curve (1 is perfect, 0.5 chance), the best F1 over all thresholds, and the pairs that fall on the wrong side of 0.7.

use std::error::Error;
use std::time::Instant;

use serde_json::Value;
use umbra_names::{Kind, Name};

fn name(entity: &Value, kind: Kind) -> Name {
    let value = |property: &str| match &entity[property] {
        Value::Array(values) => values.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let whole = value("name");
    let parts = ["firstName", "middleName", "fatherName", "lastName"].map(value);
    let text = if whole.is_empty() { parts.join(" ") } else { whole };
    Name::new(&text, kind)
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of labelled pairs, one JSON object a line")?;
    let mut scored: Vec<(f64, bool, String)> = Vec::new();
    let mut pairs = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let kind = if row["schema"] == "Person" { Kind::Person } else { Kind::Organisation };
        let (one, other) = (name(&row["query"], kind), name(&row["candidate"], kind));
        let score = one.compare(&other).score;
        scored.push((score, row["is_match"] == true, format!("{} / {}", one.text(), other.text())));
        pairs.push((one, other));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let matches = scored.iter().filter(|row| row.1).count() as f64;
    let others = scored.len() as f64 - matches;
    let mut better = 0.0;
    for (score, _, _) in scored.iter().filter(|row| row.1) {
        better += scored
            .iter()
            .filter(|row| !row.1)
            .map(|row| {
                if row.0 < *score {
                    1.0
                } else if row.0 == *score {
                    0.5
                } else {
                    0.0
                }
            })
            .sum::<f64>();
    }
    let (mut best, mut at, mut hits) = (0.0, 1.0, 0.0);
    for (index, row) in scored.iter().enumerate() {
        hits += f64::from(u8::from(row.1));
        let f1 = 2.0 * hits / (index as f64 + 1.0 + matches);
        if f1 > best {
            (best, at) = (f1, row.0);
        }
    }
    println!(
        "pairs {}, of them one {matches}; AUC {:.4}; best F1 {best:.4} at {at:.3}",
        scored.len(),
        better / (matches * others)
    );
    for (score, is_match, names) in scored.iter().filter(|row| (row.0 >= 0.7) != row.1) {
        println!("{score:.3} {} {names}", if *is_match { "one" } else { "two" });
    }
    let start = Instant::now();
    let rounds = 50;
    for _ in 0..rounds {
        for (one, other) in &pairs {
            std::hint::black_box(one.compare(other));
        }
    }
    println!("{:.0} comparisons a second", (rounds * pairs.len()) as f64 / start.elapsed().as_secs_f64());
    Ok(())
}
