//! Adjacency matrices, one row a line.

use std::collections::HashSet;
use std::io::Read;

use super::blocks::{Blocks, Lines};
use super::collector::Collector;
use super::error::{Fault, ReadError};
use super::fields::{Field, column, split};
use super::guess;
use super::labels::Labels;
use super::weight::{shortened, weight};
use super::{Format, Network, ReadOptions};
use crate::{Directedness, Edge, Layer};

pub(crate) fn read<R: Read>(mut blocks: Blocks<R>, options: &ReadOptions) -> Result<Network, ReadError> {
    let head = blocks.peek(0)?;
    let lines = guess::sample(head);
    let shape = guess::matrix_shape(&lines, head.len() < guess::WHOLE);
    let shape = shape.unwrap_or_else(|| guess::claimed_matrix_shape(&lines));
    let mut lines = Lines::new(blocks);
    let mut names: Option<Vec<String>> = None;
    let mut rows: Vec<String> = Vec::new();
    let mut entries = Entries::default();
    let mut width = None;
    loop {
        let number = lines.number() + 1;
        let Some(line) = lines.next()? else { break };
        if guess::is_comment(line) {
            continue;
        }
        let mut fields: Vec<Field<'_>> = Vec::new();
        split(line, shape.separator, &mut fields).map_err(|(fault, byte)| fault.at(number, column(line, byte)))?;
        if shape.has_names && names.is_none() {
            let skipped = usize::from(!shape.is_short);
            names = Some(fields.into_iter().skip(skipped).map(|field| field.text.into_owned()).collect());
            continue;
        }
        let named = usize::from(shape.has_names);
        let wanted = *width.get_or_insert(names.as_ref().map_or(fields.len(), |names| names.len() + named));
        if fields.len() != wanted {
            return Err(Fault::WrongFieldCount { found: fields.len(), wanted }.at(number, 1));
        }
        let row = rows.len() as u32;
        for (place, field) in fields[named..].iter().enumerate() {
            let at = |fault: Fault| fault.at(number, field.column(line));
            // An empty field is a tie that is not there.
            let value = if field.text.is_empty() { 0.0 } else { weight(&field.text).map_err(at)? };
            if value > 0.0 {
                entries.add(row, place as u32, value);
            }
        }
        rows.push(if named == 1 { fields[0].text.clone().into_owned() } else { (row + 1).to_string() });
    }
    let Some(width) = width else { return Err(ReadError::Empty) };
    let width = width - usize::from(shape.has_names);
    let columns = names.unwrap_or_else(|| (1..=width).map(|column| column.to_string()).collect());
    let end = lines.number();
    if !shape.has_names && rows.len() != width {
        let wanted = format!("row {} of {width}", rows.len() + 1);
        let fault = if rows.len() < width {
            Fault::CutOff { wanted }
        } else {
            Fault::WrongFieldCount { found: width, wanted: rows.len() }
        };
        return Err(fault.at(end, 1));
    }
    let mut collector = Collector::new(options, Labels::new()).map_err(|error| Fault::from(error).at(1, 1))?;
    entries.collect(&rows, &columns, Layer(0), &mut collector).map_err(|fault| fault.at(end, 1))?;
    collector.finish(Format::Matrix).map_err(|fault| fault.at(end, 1))
}

/// The entries of a matrix that are not 0: row, column, value.
#[derive(Default)]
pub(crate) struct Entries(Vec<(u32, u32, f64)>);

impl Entries {
    pub(crate) fn add(&mut self, row: u32, column: u32, value: f64) {
        self.0.push((row, column, value));
    }

    /// Makes edges of the entries, in their order.
    ///
    /// Where rows and columns are of the same names, a symmetric matrix gives an edge for each pair, and any other an edge for
    /// each entry, from the row to the column. Where the columns have names of their own, they are nodes of their own.
    pub(crate) fn collect(
        &self,
        rows: &[String],
        columns: &[String],
        layer: Layer,
        collector: &mut Collector,
    ) -> Result<(), Fault> {
        let is_one_mode = rows == columns || {
            let (mut a, mut b): (Vec<_>, Vec<_>) = (rows.iter().collect(), columns.iter().collect());
            a.sort_unstable();
            b.sort_unstable();
            a == b
        };
        if !is_one_mode {
            let known: HashSet<&String> = columns.iter().collect();
            // Things of one kind in both: a row is missing, or a name is spelled in two ways.
            if rows.iter().any(|name| known.contains(name)) {
                let rows: HashSet<&String> = rows.iter().collect();
                let missing = columns.iter().find(|name| !rows.contains(name)).map_or("", |name| name);
                return Err(Fault::CutOff { wanted: format!("the row of {:?}", shortened(missing)) });
            }
        }
        let is_known = !collector.labels.is_empty();
        let node = |collector: &mut Collector, name: &str| {
            if is_known { collector.node(name) } else { collector.declare(name) }
        };
        let row_nodes: Vec<u32> = rows.iter().map(|name| node(collector, name)).collect::<Result<_, _>>()?;
        let column_nodes: Vec<u32> = if is_one_mode {
            columns.iter().map(|name| collector.node(name)).collect::<Result<_, _>>()?
        } else {
            collector.row_nodes = Some(row_nodes.len());
            columns.iter().map(|name| node(collector, name)).collect::<Result<_, _>>()?
        };
        let ends =
            |&(row, column, value): &(u32, u32, f64)| (row_nodes[row as usize], column_nodes[column as usize], value);
        let is_symmetric = is_one_mode && {
            let mut forth: Vec<(u32, u32, u64)> =
                self.0.iter().map(ends).map(|(r, c, v)| (r, c, v.to_bits())).collect();
            let mut back: Vec<_> = forth.iter().map(|&(r, c, v)| (c, r, v)).collect();
            forth.sort_unstable();
            back.sort_unstable();
            forth == back
        };
        let directedness = if is_symmetric || !is_one_mode { Directedness::Undirected } else { Directedness::Directed };
        for (row, column, value) in self.0.iter().map(ends) {
            if !is_symmetric || row <= column {
                collector.edge(Edge::new(row, column).weighing(value).on(layer), directedness)?;
            }
        }
        Ok(())
    }
}
