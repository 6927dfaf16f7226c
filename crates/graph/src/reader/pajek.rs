//! Pajek's `.net` files.

use std::io::Read;

use super::blocks::{Blocks, Lines};
use super::collector::Collector;
use super::error::{Fault, ReadError};
use super::fields::{Field, Separator, column, split};
use super::labels::{Labels, number};
use super::weight::{shortened, weight};
use super::{Format, Network, ReadOptions};
use crate::{Directedness, Edge, GraphError, Layer, NodeId};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Vertices,
    /// Source, target, weight.
    Ties(Directedness),
    /// A source and all its targets.
    Lists(Directedness),
    Matrix,
    /// Partitions, vectors and what else a project file holds beside its network.
    Other,
}

struct Pajek {
    section: Section,
    count: Option<u32>,
    layer: Layer,
    /// How many entries of the matrix came so far.
    entries: u64,
    collector: Collector,
}

/// Vertices are known by their numbers, from 1; their labels become titles.
pub(crate) fn read<R: Read>(blocks: Blocks<R>, options: &ReadOptions) -> Result<Network, ReadError> {
    let mut lines = Lines::new(blocks);
    let collector = Collector::new(options, Labels::new()).map_err(|error| Fault::from(error).at(1, 1))?;
    let mut pajek = Pajek { section: Section::Other, count: None, layer: Layer(0), entries: 0, collector };
    let mut options = Some(options);
    loop {
        let at = lines.number() + 1;
        let Some(line) = lines.next()? else { break };
        if line.trim().is_empty() || line.trim_start().starts_with('%') {
            continue;
        }
        let mut fields: Vec<Field<'_>> = Vec::new();
        split(line, Separator::Blanks, &mut fields).map_err(|(fault, byte)| fault.at(at, column(line, byte)))?;
        let outcome =
            if line.trim_start().starts_with('*') { pajek.section(&fields, &mut options) } else { pajek.line(&fields) };
        outcome.map_err(|(fault, place)| fault.at(at, fields.get(place).map_or(1, |field| field.column(line))))?;
    }
    let end = lines.number();
    let Some(count) = pajek.count else { return Err(ReadError::Empty) };
    let wanted = u64::from(count) * u64::from(count);
    if pajek.section == Section::Matrix && pajek.entries != wanted {
        let wanted = format!("entry {} of {wanted}", pajek.entries + 1);
        return Err(Fault::CutOff { wanted }.at(end, 1));
    }
    pajek.collector.finish(Format::Pajek).map_err(|fault| fault.at(end, 1))
}

/// The fault and the number of the field where it lies.
type Outcome = Result<(), (Fault, usize)>;

impl Pajek {
    fn section(&mut self, fields: &[Field<'_>], options: &mut Option<&ReadOptions>) -> Outcome {
        let name = fields.first().map(|field| field.text.to_lowercase()).unwrap_or_default();
        self.section = match name.as_str() {
            "*vertices" => {
                self.vertices(fields, options)?;
                Section::Vertices
            }
            "*arcs" => Section::Ties(Directedness::Directed),
            "*edges" => Section::Ties(Directedness::Undirected),
            "*arcslist" => Section::Lists(Directedness::Directed),
            "*edgeslist" => Section::Lists(Directedness::Undirected),
            "*matrix" => {
                self.entries = 0;
                Section::Matrix
            }
            _ => Section::Other,
        };
        if matches!(self.section, Section::Vertices | Section::Other) {
            return Ok(());
        }
        if self.count.is_none() {
            let found = shortened(&fields[0].text);
            return Err((Fault::Unexpected { found, wanted: "\"*Vertices N\"" }, 0));
        }
        // Relations are told apart by ":2", perhaps with a name.
        if let Some(relation) = fields.get(1).filter(|field| field.text.starts_with(':')) {
            let name = fields.get(2).unwrap_or(relation).text.trim_start_matches(':').to_owned();
            let layers = &mut self.collector.layers;
            let place = layers.iter().position(|known| *known == name).unwrap_or_else(|| {
                layers.push(name);
                layers.len() - 1
            });
            self.layer = Layer(u16::try_from(place).map_err(|_| {
                let what = "a file of more than 65,536 relations".to_owned();
                (Fault::Unsupported { what, remedy: "split it" }, 1)
            })?);
        }
        Ok(())
    }

    fn vertices(&mut self, fields: &[Field<'_>], options: &mut Option<&ReadOptions>) -> Outcome {
        let Some(options) = options.take() else {
            let what = "a second network in one file".to_owned();
            return Err((Fault::Unsupported { what, remedy: "split the file" }, 0));
        };
        let text = fields.get(1).map_or("", |field| &field.text);
        let wanted = "the number of vertices";
        let count = number(text.as_bytes()).ok_or((Fault::Unexpected { found: shortened(text), wanted }, 1))?;
        let count = u32::try_from(count).map_err(|_| (GraphError::TooManyNodes { count }.into(), 1))?;
        self.collector = Collector::new(options, Labels::counted(1, count)).map_err(|error| (error.into(), 1))?;
        self.count = Some(count);
        // The second number says how many of a two-mode network's vertices are of the first kind.
        self.collector.row_nodes =
            fields.get(2).and_then(|field| number(field.text.as_bytes())).map(|rows| rows as usize);
        Ok(())
    }

    fn vertex(&self, fields: &[Field<'_>], place: usize) -> Result<u32, (Fault, usize)> {
        let count = self.count.unwrap_or(0);
        let Some(field) = fields.get(place) else {
            return Err((Fault::WrongFieldCount { found: fields.len(), wanted: place + 1 }, 0));
        };
        let node = number(field.text.as_bytes()).filter(|&id| id >= 1 && id <= u64::from(count));
        let fault = || (Fault::NodeOutOfRange { found: shortened(&field.text), count, from: 1 }, place);
        node.map(|id| id as u32 - 1).ok_or_else(fault)
    }

    fn line(&mut self, fields: &[Field<'_>]) -> Outcome {
        match self.section {
            Section::Vertices => {
                let node = self.vertex(fields, 0)?;
                if let Some(label) = fields.get(1).filter(|label| !label.text.is_empty()) {
                    self.collector.titles.insert(NodeId(node), label.text.clone().into_owned());
                }
                Ok(())
            }
            Section::Ties(directedness) => {
                let (source, target) = (self.vertex(fields, 0)?, self.vertex(fields, 1)?);
                // Parameters of drawing may follow, which begin with a letter or two.
                let is_parameter = |text: &str| text.len() <= 2 && text.starts_with(|c: char| c.is_ascii_alphabetic());
                let weight = match fields.get(2).filter(|field| !is_parameter(&field.text)) {
                    Some(field) => weight(&field.text).map_err(|fault| (fault, 2))?,
                    None => 1.0,
                };
                self.add(source, target, weight, directedness)
            }
            Section::Lists(directedness) => {
                let source = self.vertex(fields, 0)?;
                (1..fields.len()).try_for_each(|place| {
                    let target = self.vertex(fields, place)?;
                    self.add(source, target, 1.0, directedness)
                })
            }
            Section::Matrix => self.matrix_line(fields),
            Section::Other => Ok(()),
        }
    }

    fn matrix_line(&mut self, fields: &[Field<'_>]) -> Outcome {
        let count = u64::from(self.count.unwrap_or(0));
        for (place, field) in fields.iter().enumerate() {
            if self.entries == count * count {
                let found = shortened(&field.text);
                return Err((Fault::Unexpected { found, wanted: "the end of the matrix" }, place));
            }
            let value = weight(&field.text).map_err(|fault| (fault, place))?;
            if value > 0.0 {
                let (row, column) = ((self.entries / count) as u32, (self.entries % count) as u32);
                self.add(row, column, value, Directedness::Directed)?;
            }
            self.entries += 1;
        }
        Ok(())
    }

    fn add(&mut self, source: u32, target: u32, weight: f64, directedness: Directedness) -> Outcome {
        let edge = Edge::new(source, target).weighing(weight).on(self.layer);
        self.collector.edge(edge, directedness).map_err(|error| (error.into(), 0))
    }
}
