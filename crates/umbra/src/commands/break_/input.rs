//! What is to be broken: a network of a case, or a file of ties.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use anyhow::{Context, Result};
use umbra_find::{Facts, Network, View, Web};
use umbra_graph::{Directedness, NodeId, ReadOptions, Repeats, read_network};

use crate::cli::{Break, Objective};
use crate::exit::Usage;
use crate::{case_file, whom};

/// What was read.
pub struct Input {
    pub web: Web,
    /// How a file was understood; empty for a case.
    pub read_as: String,
    facts: Option<Facts>,
}

impl Input {
    /// The node that a name means.
    pub fn node(&self, name: &str) -> Result<NodeId> {
        let found = self.web.named(name);
        if let [only] = found[..] {
            return Ok(only);
        }
        if let Some(facts) = &self.facts {
            let id = whom::meant(facts, name)?;
            if let [only] = self.web.named(id.as_str())[..] {
                return Ok(only);
            }
        }
        let words = match found.len() {
            0 => format!("nobody in this network is called {name:?}"),
            several => format!("{several} in this network are called {name:?}; name one by its id"),
        };
        Err(Usage(words).into())
    }
}

pub fn read(args: &Break) -> Result<Input> {
    match &args.input {
        Some(path) if !case_file::is_case(path) => of_file(args, path),
        path => of_case(args, path.as_deref()),
    }
}

fn of_case(args: &Break, path: Option<&Path>) -> Result<Input> {
    let (case, _) = case_file::open(path)?;
    let facts = Facts::of_case(&case)?;
    let network = Network::of(&facts, &View { as_of: args.as_of, ..View::default() })?;
    let around = args.group.as_deref().map(|name| whom::meant(&facts, name)).transpose()?;
    let web = Web::of_case(&facts, &network, around.as_ref())?;
    Ok(Input { web, read_as: String::new(), facts: Some(facts) })
}

fn of_file(args: &Break, path: &Path) -> Result<Input> {
    for (given, name) in [(args.group.is_some(), "--group"), (args.as_of.is_some(), "--as-of")] {
        if given {
            return Err(Usage(format!("{name} belongs to a case file; {} is a file of ties", path.display())).into());
        }
    }
    let unreadable = || format!("{} can't be read", path.display());
    let mut file = File::open(path).with_context(unreadable)?;
    let mut head = [0; 2];
    let is_packed = file.read_exact(&mut head).is_ok() && head == [0x1f, 0x8b];
    file.rewind().with_context(unreadable)?;
    let bytes: Box<dyn Read> = if is_packed {
        Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    let is_money = args.objective == Objective::Money;
    let options = ReadOptions {
        directedness: is_money.then_some(Directedness::Directed),
        repeats: if is_money { Repeats::Sum } else { Repeats::Keep },
        ..ReadOptions::default()
    };
    let network = read_network(bytes, &options).with_context(|| path.display().to_string())?;
    let names: Vec<String> = network.graph.nodes().map(|node| network.name(node).into_owned()).collect();
    let mut read_as = format!("read as {}", network.format.name());
    let remarks = network.remarks;
    for (count, one, many) in [
        (remarks.loops, "tie of a node with itself is left out", "ties of nodes with themselves are left out"),
        (remarks.repeated, "repeated tie counts once", "repeated ties count once"),
    ] {
        if count > 0 {
            read_as.push_str(&format!("; {}", crate::page::count(count, one, many)));
        }
    }
    if let Some(rows) = remarks.row_nodes {
        read_as.push_str(&format!("; {rows} row nodes are tied to column nodes alone"));
    }
    let title = path.file_name().map_or_else(|| "network".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(Input { web: Web::of_graph(title, network.graph, names), read_as, facts: None })
}
