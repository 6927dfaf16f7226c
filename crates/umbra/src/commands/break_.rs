//! `umbra break`

mod input;
mod screen;
mod table;

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use umbra_find::{Aim, Question, Removals, Web};
use umbra_graph::NodeId;

use super::{Manner, write_json};
use crate::cli::{Break, Objective};
use crate::exit::{Done, Usage};
use crate::progress::Progress;

pub fn run(args: &Break, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    check(args)?;
    let progress = Progress::start(manner.quiet || manner.json);
    progress.say(|| "reading".to_owned());
    let input = input::read(args)?;
    let web = &input.web;
    let question = question(args, &input)?;
    progress.say(|| format!("planning for {} nodes", web.node_count()));
    let removals = Removals::of(web, &question)?;
    progress.end();
    if let Some(path) = &args.svg {
        write(path, &umbra_report::removal_svg(&removals))?;
    }
    if let Some(path) = &args.csv {
        write(path, &table::csv(&removals))?;
    }
    if manner.json {
        write_json(out, &removals)?;
        return Ok(Done::Well);
    }
    out.write_all(screen::text(&removals, &input.read_as).as_bytes())?;
    for path in [&args.svg, &args.csv].into_iter().flatten().filter(|_| !manner.quiet) {
        writeln!(out, "Wrote {}", path.display())?;
    }
    Ok(Done::Well)
}

fn write(path: &Path, content: &str) -> Result<()> {
    fs::write(path, content).with_context(|| format!("{} can't be written", path.display()))
}

fn check(args: &Break) -> Result<()> {
    let refuse = |words: String| -> Result<()> { Err(Usage(words).into()) };
    if !(args.target > 0.0 && args.target <= 1.0) {
        return refuse(format!("--target is {}, but must be above 0 and at most 1", args.target));
    }
    if !(0.0..1.0).contains(&args.rate) {
        return refuse(format!("--rate is {}, but must be at least 0 and below 1", args.rate));
    }
    if !(0.0..=1.0).contains(&args.false_rate) {
        return refuse(format!("--false-rate is {}, but must be between 0 and 1", args.false_rate));
    }
    if args.most == Some(0) {
        return refuse("--most is 0, but a plan takes somebody out: at least 1".to_owned());
    }
    if args.budget.is_some_and(|budget| !budget.is_finite() || budget <= 0.0) {
        return refuse("--budget must be a number above 0".to_owned());
    }
    if args.objective != Objective::Protector && !(args.from.is_empty() && args.to.is_empty()) {
        return refuse("--from and --to belong to --objective protector".to_owned());
    }
    Ok(())
}

fn question(args: &Break, input: &input::Input) -> Result<Question> {
    let nodes = |names: &[String]| names.iter().map(|name| input.node(name)).collect::<Result<Vec<NodeId>>>();
    Ok(Question {
        aim: match args.objective {
            Objective::Size => Aim::Size,
            Objective::Fewest => Aim::Fewest,
            Objective::Pairs => Aim::Pairs,
            Objective::Efficiency => Aim::Efficiency,
            Objective::Money => Aim::Money,
            Objective::Protector => Aim::Protector,
        },
        target: args.target,
        most: args.most,
        budget: args.budget,
        costs: args.costs.as_deref().map(|path| costs(path, &input.web)).transpose()?,
        keep: nodes(&args.keep)?,
        from: nodes(&args.from)?,
        to: nodes(&args.to)?,
        standing: args.standing,
        missing: args.rate,
        false_chance: args.false_rate,
        seed: args.seed,
        ..Question::default()
    })
}

/// One cost per node: those of the file, 1 for the rest.
fn costs(path: &Path, web: &Web) -> Result<Vec<f64>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let mut costs = vec![1.0; web.node_count()];
    for (line, number) in text.lines().zip(1usize..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = || format!("{}, line {number}", path.display());
        let parts = line.rsplit_once(['\t', ',']).or_else(|| line.rsplit_once(' '));
        let Some((name, cost)) = parts else {
            anyhow::bail!("{}: write a name and a number, parted by a tab or a comma", place());
        };
        let cost: f64 = match cost.trim().parse() {
            Ok(cost) => cost,
            Err(_) if number == 1 => continue,
            Err(_) => anyhow::bail!("{}: {:?} is not a number", place(), cost.trim()),
        };
        if !cost.is_finite() || cost <= 0.0 {
            anyhow::bail!(
                "{}: the cost is {cost}; costs must be above 0, and --keep says who may not be touched",
                place()
            );
        }
        let name = name.trim().trim_matches('"');
        let named = web.named(name);
        if named.is_empty() {
            anyhow::bail!("{}: nobody in the network is called {name:?}", place());
        }
        for node in named {
            costs[node.index()] = cost;
        }
    }
    Ok(costs)
}
