//! Edge lists: one edge a line.

use std::io::Read;

use super::blocks::{Blocks, text};
use super::collector::Collector;
use super::error::{Fault, ReadError};
use super::fields::{Field, column, split};
use super::guess::{self, Columns};
use super::labels::{Labels, number};
use super::plain_edge::plain_edge;
use super::weight::{shortened, weight};
use super::{Format, Network, ReadOptions};
use crate::{Directedness, Edge, GraphError, Layer};

pub(crate) fn read<R: Read>(
    mut blocks: Blocks<R>,
    format: Format,
    options: &ReadOptions,
) -> Result<Network, ReadError> {
    let announced = if format == Format::AnnouncedList { Some(announcement(&mut blocks)?) } else { None };
    let mut columns = guess::columns(&guess::sample(blocks.peek(0)?), options.has_header);
    if options.ignore_weights {
        columns.weight = None;
    }
    let labels = announced.map_or_else(Labels::new, |(nodes, _)| Labels::counted(0, nodes));
    let mut collector = Collector::new(options, labels).map_err(|error| Fault::from(error).at(1, 1))?;
    if let Some((_, edges)) = announced {
        collector.expect_edges(edges);
    }
    let number = u64::from(announced.is_some());
    let mut list = EdgeList { columns, counted: announced.map(|(nodes, _)| nodes), collector, number, is_begun: false };
    while let Some(block) = blocks.next(list.number)? {
        list.block(block)?;
    }
    list.finish(format, announced)
}

/// Takes the first line `# N M`.
fn announcement<R: Read>(blocks: &mut Blocks<R>) -> Result<(u32, u64), ReadError> {
    let head = blocks.peek(0)?;
    let length = head.iter().position(|&byte| byte == b'\n').map_or(head.len(), |end| end + 1);
    let line = text(&head[..length], 1)?;
    let Some((nodes, edges)) = guess::announcement(line) else {
        let wanted = "the line \"# N M\" with the numbers of nodes and edges";
        return Err(Fault::Unexpected { found: shortened(line), wanted }.at(1, 1));
    };
    let count = u32::try_from(nodes).map_err(|_| Fault::Graph(GraphError::TooManyNodes { count: nodes }).at(1, 3))?;
    blocks.skip(length);
    Ok((count, edges))
}

struct EdgeList {
    columns: Columns,
    /// How many nodes were announced.
    counted: Option<u32>,
    collector: Collector,
    /// The line last read.
    number: u64,
    /// Whether a line was read that is no comment.
    is_begun: bool,
}

impl EdgeList {
    fn block(&mut self, block: &[u8]) -> Result<(), ReadError> {
        let Columns { separator, source, target, weight, layer, count, has_header } = self.columns;
        let is_weighted = weight == Some(2);
        let is_plain = (source, target) == (0, 1) && layer.is_none() && count == 2 + usize::from(is_weighted);
        let mut at = 0;
        while at < block.len() {
            if is_plain
                && (self.is_begun || !has_header)
                && let Some(plain) = plain_edge(&block[at..], separator, is_weighted)
                && let Some(source) = self.collector.numbered(plain.source)
                && let Some(target) = self.collector.numbered(plain.target)
            {
                self.number += 1;
                self.is_begun = true;
                self.add(Edge::new(source, target).weighing(plain.weight))?;
                at += plain.length;
                continue;
            }
            let rest = &block[at..];
            let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
            self.number += 1;
            self.line(text(&rest[..length], self.number)?)?;
            at += length;
        }
        Ok(())
    }

    fn add(&mut self, edge: Edge) -> Result<(), ReadError> {
        self.collector.edge(edge, Directedness::Undirected).map_err(|error| Fault::from(error).at(self.number, 1))
    }

    fn line(&mut self, line: &str) -> Result<(), ReadError> {
        if guess::is_comment(line) {
            return Ok(());
        }
        if !std::mem::replace(&mut self.is_begun, true) && self.columns.has_header {
            return Ok(());
        }
        let number = self.number;
        let mut fields: Vec<Field<'_>> = Vec::new();
        split(line, self.columns.separator, &mut fields)
            .map_err(|(fault, byte)| fault.at(number, column(line, byte)))?;
        let Columns { source, target, weight: weighing, layer, count, .. } = self.columns;
        let needed = [Some(source), Some(target), weighing, layer].into_iter().flatten().max().unwrap_or(1) + 1;
        let found = fields.len();
        let is_short = found < needed || (found < count && !self.columns.has_header);
        if is_short || found > count.max(needed) {
            return Err(Fault::WrongFieldCount { found, wanted: count.max(needed) }.at(number, 1));
        }
        let source = self.node(&fields[source], line)?;
        let target = self.node(&fields[target], line)?;
        let mut edge = Edge::new(source, target);
        if let Some(place) = weighing {
            let field = &fields[place];
            edge.weight = weight(&field.text).map_err(|fault| fault.at(number, field.column(line)))?;
        }
        if let Some(place) = layer {
            let field = &fields[place];
            edge.layer = self.layer(&field.text).map_err(|fault| fault.at(number, field.column(line)))?;
        }
        self.add(edge)
    }

    fn node(&mut self, field: &Field<'_>, line: &str) -> Result<u32, ReadError> {
        let node = match self.counted {
            Some(count) if number(field.text.as_bytes()).is_none_or(|id| id >= u64::from(count)) => {
                Err(Fault::NodeOutOfRange { found: shortened(&field.text), count, from: 0 })
            }
            _ => self.collector.node(&field.text),
        };
        node.map_err(|fault| fault.at(self.number, field.column(line)))
    }

    fn layer(&mut self, name: &str) -> Result<Layer, Fault> {
        let layers = &mut self.collector.layers;
        let place = layers.iter().position(|known| known == name).unwrap_or_else(|| {
            layers.push(name.to_owned());
            layers.len() - 1
        });
        // Kinds of tie are few; a column of other things must not make a list of millions.
        if place >= 1024 {
            let what = "a column of more than 1024 kinds of tie".to_owned();
            return Err(Fault::Unsupported { what, remedy: "rename it if it holds no kinds" });
        }
        Ok(Layer(place as u16))
    }

    fn finish(mut self, format: Format, announced: Option<(u32, u64)>) -> Result<Network, ReadError> {
        let found = self.collector.edge_count() as u64;
        match announced {
            Some((_, announced)) if announced != found => {
                return Err(Fault::EdgeCount { announced, found }.at(self.number, 1));
            }
            None if found == 0 => return Err(ReadError::Empty),
            _ => {}
        }
        let Columns { source, target, weight, .. } = self.columns;
        self.collector.columns = Some((source + 1, target + 1, weight.map(|column| column + 1)));
        self.collector.finish(format).map_err(|fault| fault.at(1, 1))
    }
}
