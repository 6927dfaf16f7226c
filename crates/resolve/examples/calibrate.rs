//! Fits the weights of the crate to made-up records of which it is known which are one, and prints them.
//!
//! `cargo run --release -p umbra-resolve --example calibrate -- [--count 100000] [--seed 11]`
//!
//! Two fits, each by logistic regression (Newton's method, with a small penalty on leaving the hand-set weights): one for the
//! records of data sets, on the pairs that the index brings together in populations of the generator; one for screening, on
//! pairs of which every other is one, most of them with little but a name. What excludes (two births years apart, two
//! different numbers of one register) is left as it is: those are rules. The output is what stands in `src/weights.rs`.

use std::error::Error;

use umbra_generator::{Options as Making, Population, pairs};
use umbra_model::{FtmReader, SourceId};
use umbra_resolve::{Collector, Options, Record, Verdict, Weights, candidates, compare, prepare};

type Outcome<T> = Result<T, Box<dyn Error>>;
type Field = (&'static str, fn(&mut Weights) -> &mut f64, Sign);

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Any,
    For,
    Against,
}

/// The weights that are fitted, and which way they may point.
const FIELDS: &[Field] = &[
    ("person_prior", |w| &mut w.person_prior, Sign::Any),
    ("body_prior", |w| &mut w.body_prior, Sign::Any),
    ("person_name.bit", |w| &mut w.person_name.bit, Sign::For),
    ("person_name.slope", |w| &mut w.person_name.slope, Sign::For),
    ("person_name.curve", |w| &mut w.person_name.curve, Sign::For),
    ("body_name.bit", |w| &mut w.body_name.bit, Sign::For),
    ("body_name.slope", |w| &mut w.body_name.slope, Sign::For),
    ("body_name.curve", |w| &mut w.body_name.curve, Sign::For),
    ("other_name", |w| &mut w.other_name, Sign::Against),
    ("birth[year]", |w| &mut w.birth[0], Sign::For),
    ("birth[month]", |w| &mut w.birth[1], Sign::For),
    ("birth[day]", |w| &mut w.birth[2], Sign::For),
    ("birth_slip", |w| &mut w.birth_slip, Sign::Any),
    ("other_day", |w| &mut w.other_day, Sign::Against),
    ("other_year", |w| &mut w.other_year, Sign::Against),
    ("founding[year]", |w| &mut w.founding[0], Sign::For),
    ("founding[month]", |w| &mut w.founding[1], Sign::For),
    ("founding[day]", |w| &mut w.founding[2], Sign::For),
    ("other_founding", |w| &mut w.other_founding, Sign::Against),
    ("other_gender", |w| &mut w.other_gender, Sign::Against),
    ("gender", |w| &mut w.gender, Sign::Any),
    ("other_place", |w| &mut w.other_place, Sign::Against),
    ("country", |w| &mut w.country, Sign::For),
    ("other_country", |w| &mut w.other_country, Sign::Against),
    ("other_country_of_body", |w| &mut w.other_country_of_body, Sign::Against),
    ("place_bit", |w| &mut w.place_bit, Sign::For),
    ("identifier", |w| &mut w.identifier, Sign::For),
    ("identifier_elsewhere", |w| &mut w.identifier_elsewhere, Sign::For),
    ("identifier_slip", |w| &mut w.identifier_slip, Sign::Any),
    ("contact", |w| &mut w.contact, Sign::For),
];

/// A pair, by what each weight adds to its sum.
struct Row {
    features: Vec<(usize, f64)>,
    rest: f64,
    is_one: bool,
    weight: f64,
}

fn weight(left: &Record, right: &Record, weights: &Weights) -> Option<f64> {
    let found = compare(left, right, weights)?;
    (found.verdict != Verdict::Different).then(|| found.weight())
}

/// The sum of the weights is linear in each of them, so what one adds is the difference that one more of it makes.
fn row(left: &Record, right: &Record, base: &Weights, is_one: bool) -> Option<Row> {
    let sum = weight(left, right, base)?;
    let mut features = Vec::new();
    let mut rest = sum;
    for (number, (_, field, _)) in FIELDS.iter().enumerate() {
        let mut more = *base;
        *field(&mut more) += 1.0;
        let added = weight(left, right, &more)? - sum;
        if added.abs() > 1e-9 {
            rest -= added * *field(&mut more.clone()) - added;
            features.push((number, added));
        }
    }
    Some(Row { features, rest, is_one, weight: 1.0 })
}

fn fit(rows: &[Row], base: &Weights, penalty: f64) -> Weights {
    let start: Vec<f64> = FIELDS.iter().map(|(_, field, _)| *field(&mut base.clone())).collect();
    let mut at = start.clone();
    let size = at.len();
    for _ in 0..40 {
        let mut gradient = vec![0.0; size];
        let mut curvature = vec![vec![0.0; size]; size];
        for row in rows {
            let sum: f64 = row.rest + row.features.iter().map(|(field, value)| at[*field] * value).sum::<f64>();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let error = (f64::from(u8::from(row.is_one)) - chance) * row.weight;
            let spread = (chance * (1.0 - chance)).max(1e-9) * row.weight;
            for (field, value) in &row.features {
                gradient[*field] += error * value;
                for (other, beside) in &row.features {
                    curvature[*field][*other] += spread * value * beside;
                }
            }
        }
        for field in 0..size {
            gradient[field] -= penalty * (at[field] - start[field]);
            curvature[field][field] += penalty;
        }
        let step = solve(curvature, gradient);
        let mut moved = 0.0_f64;
        for (field, step) in step.into_iter().enumerate() {
            let step = step.clamp(-2.0, 2.0);
            at[field] += step;
            match FIELDS[field].2 {
                Sign::For => at[field] = at[field].max(0.0),
                Sign::Against => at[field] = at[field].min(0.0),
                Sign::Any => {}
            }
            moved = moved.max(step.abs());
        }
        if moved < 1e-4 {
            break;
        }
    }
    let mut out = *base;
    for ((_, field, _), value) in FIELDS.iter().zip(at) {
        *field(&mut out) = (value * 100.0).round() / 100.0;
    }
    out
}

/// Gaussian elimination with the greatest pivot.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()));
        let pivot = pivot.unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..size {
            let factor = matrix[row][column] / matrix[column][column];
            let (above, below) = matrix.split_at_mut(row);
            for (value, from) in below[0].iter_mut().zip(&above[column]).skip(column) {
                *value -= factor * from;
            }
            right[row] -= factor * right[column];
        }
    }
    for column in (0..size).rev() {
        let known: f64 = (column + 1..size).map(|other| matrix[column][other] * right[other]).sum();
        right[column] = (right[column] - known) / matrix[column][column];
    }
    right
}

fn read(lines: &str) -> Outcome<Vec<Record>> {
    let mut reader = FtmReader::new(lines.as_bytes());
    let mut collector = Collector::new();
    while let Some(entity) = reader.next_raw() {
        collector.take_entity(&entity?.1, SourceId::of(b"generated"));
    }
    Ok(collector.finish())
}

/// Records that tell more than the generator's own default, as most data sets do.
fn making(count: usize, seed: u64) -> Making {
    Making { count, seed, cross_script: 0.2, careful: 0.7, detail: 0.7, namesakes: 0.02, ..Making::default() }
}

fn data_rows(count: usize, seed: u64, base: &Weights) -> Outcome<Vec<Row>> {
    let generated: Vec<_> = Population::new(making(count, seed)).records().collect();
    let lines: Vec<String> = generated.iter().map(|one| one.entity.to_line()).collect();
    let truth: std::collections::HashMap<&str, Option<u32>> =
        generated.iter().map(|one| (one.entity.id.as_str(), one.truth)).collect();
    let records = prepare(read(&lines.join("\n"))?, &Options::data());
    let of = |at: usize| truth.get(records[at].id().as_str()).copied().flatten();
    let found = candidates(&records, &Options::data());
    let row = |pair: &umbra_resolve::Candidate| {
        let is_one = of(pair.left).is_some() && of(pair.left) == of(pair.right);
        row(&records[pair.left], &records[pair.right], base, is_one)
    };
    Ok(found.iter().filter_map(row).collect())
}

fn screening_rows(count: usize, seed: u64, base: &Weights) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for pair in pairs(making(count, seed), 1) {
        let mut both = Vec::new();
        for entity in [&pair.query, &pair.candidate] {
            both.extend(read(&entity.to_line())?);
        }
        let [left, right] = both.as_slice() else { continue };
        rows.extend(row(left, right, base, pair.is_match));
        // Whoever looks up a name has often nothing else.
        let bare = |record: &Record| {
            let mut bare = Record::new(record.id().clone(), record.schema(), SourceId::of(b"bare"))?;
            bare.state("name", record.caption());
            Some(bare)
        };
        if let (Some(left), Some(right)) = (bare(left), bare(right)) {
            rows.extend(row(&left, &right, base, pair.is_match));
        }
    }
    Ok(rows)
}

fn show(title: &str, rows: &[Row], weights: &Weights) {
    let scored = || rows.iter().map(|row| (sum(row, weights), row.is_one));
    let f1 = |least: f64| {
        let (mut said, mut right) = (0.0, 0.0);
        scored().filter(|(sum, _)| *sum >= least).for_each(|(_, one)| {
            said += 1.0;
            right += f64::from(u8::from(one));
        });
        2.0 * right / (said + scored().filter(|(_, one)| *one).count() as f64)
    };
    let best = (-40..40).map(|at| f64::from(at) * 0.2).max_by(|a, b| f1(*a).total_cmp(&f1(*b))).unwrap_or_default();
    println!(
        "\n{title}: {} pairs, {} of them one; F1 {:.4} at even odds, best {:.4} at {best:.1}",
        rows.len(),
        scored().filter(|(_, one)| *one).count(),
        f1(0.0),
        f1(best)
    );
    for (name, field, _) in FIELDS {
        println!("  {name:24} {:8.2}", *field(&mut weights.clone()));
    }
    println!("  how often pairs were one, by what was said:");
    for decile in 0..10 {
        let (low, high) = (f64::from(decile) / 10.0, f64::from(decile + 1) / 10.0);
        let chance = |sum: f64| 1.0 / (1.0 + (-sum).exp());
        let inside: Vec<bool> =
            scored().filter(|(sum, _)| (low..high).contains(&chance(*sum))).map(|(_, one)| one).collect();
        let ones = inside.iter().filter(|one| **one).count();
        println!(
            "  {low:.1} to {high:.1}: {ones:7} of {:7} ({:.2})",
            inside.len(),
            ones as f64 / inside.len().max(1) as f64
        );
    }
}

fn sum(row: &Row, weights: &Weights) -> f64 {
    let value = |field: usize| *FIELDS[field].1(&mut weights.clone());
    row.rest + row.features.iter().map(|(field, added)| value(*field) * added).sum::<f64>()
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str, usual: u64| -> Outcome<u64> {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).map_or(Ok(usual), |value| Ok(value.parse()?))
    };
    let (count, seed) = (option("--count", 100_000)? as usize, option("--seed", 11)?);
    let base = Weights::data();
    let rows = data_rows(count, seed, &base)?;
    let fitted = fit(&rows, &base, 1.0);
    show("data sets", &rows, &fitted);
    let unseen = data_rows(count / 2, seed + 1, &base)?;
    show("data sets, other records", &unseen, &fitted);
    let base = Weights::screening();
    let rows = screening_rows(count / 2, seed, &base)?;
    let fitted = fit(&rows, &base, 1.0);
    show("screening", &rows, &fitted);
    show("screening, other records", &screening_rows(count / 4, seed + 1, &base)?, &fitted);
    Ok(())
}
