//! GraphML.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::BytesStart;

use super::blocks::Blocks;
use super::collector::Collector;
use super::error::{Fault, ReadError};
use super::labels::Labels;
use super::weight::{shortened, weight};
use super::xml::{Markup, Xml, attribute, required};
use super::{Format, Network, ReadOptions};
use crate::{Directedness, Edge, NodeId};

/// What a `<key>` declares, as far as it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    Weight,
    Title,
}

/// The element whose `<data>` is read.
enum Subject {
    Nothing,
    Node(u32),
    Edge(Edge, Directedness),
}

struct Reader {
    collector: Collector,
    keys: HashMap<String, Data>,
    /// The key that is being declared, for its default.
    declared: Option<Data>,
    default_weight: f64,
    otherwise: Directedness,
    subject: Subject,
    /// The text that is being read, and what it is.
    reading: Option<Data>,
    text: String,
}

/// Of the data, edges' `weight` and nodes' `label` or `name` are read; ports and data of other names are not.
pub(crate) fn read<R: Read>(blocks: Blocks<R>, options: &ReadOptions) -> Result<Network, ReadError> {
    let mut xml = Xml::new(blocks);
    let collector = Collector::new(options, Labels::new()).map_err(|error| xml.error(error.into()))?;
    let mut reader = Reader {
        collector,
        keys: HashMap::new(),
        declared: None,
        default_weight: 1.0,
        otherwise: Directedness::Undirected,
        subject: Subject::Nothing,
        reading: None,
        text: String::new(),
    };
    let mut has_root = false;
    while let Some(markup) = xml.next()? {
        let outcome = match markup {
            Markup::Start(element) => {
                has_root |= element.local_name().as_ref() == "graphml";
                reader.start(&element)
            }
            Markup::Text(text) => {
                if reader.reading.is_some() {
                    reader.text.push_str(&text);
                }
                Ok(())
            }
            Markup::End(name) => reader.end(&name),
        };
        outcome.map_err(|fault| xml.error(fault))?;
    }
    if !has_root {
        return Err(xml.error(Fault::CutOff { wanted: "<graphml> (or <gexf>)".to_owned() }));
    }
    if reader.collector.labels.is_empty() {
        return Err(ReadError::Empty);
    }
    reader.collector.finish(Format::GraphMl).map_err(|fault| xml.error(fault))
}

impl Reader {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Fault> {
        match element.local_name().as_ref() {
            "key" => self.key(element)?,
            "default" => self.begin_text(self.declared),
            "graph" => {
                self.otherwise = match attribute(element, "edgedefault")?.as_deref() {
                    None | Some("undirected") => Directedness::Undirected,
                    Some("directed") => Directedness::Directed,
                    Some(other) => {
                        let wanted = "\"directed\" or \"undirected\"";
                        return Err(Fault::Unexpected { found: shortened(other), wanted });
                    }
                }
            }
            "node" => self.subject = Subject::Node(self.collector.declare(&required(element, "id")?)?),
            "edge" => self.subject = self.edge(element)?,
            "data" => {
                let data = self.keys.get(&required(element, "key")?).copied();
                let is_read = match (&self.subject, data) {
                    (Subject::Node(_), Some(Data::Title)) | (Subject::Edge(..), Some(Data::Weight)) => data,
                    _ => None,
                };
                self.begin_text(is_read);
            }
            "hyperedge" => {
                let what = "an edge between more than two nodes".to_owned();
                return Err(Fault::Unsupported { what, remedy: "make a node of it, tied to each" });
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_text(&mut self, reading: Option<Data>) {
        self.reading = reading;
        self.text.clear();
    }

    fn key(&mut self, element: &BytesStart<'_>) -> Result<(), Fault> {
        let id = required(element, "id")?;
        let name = attribute(element, "attr.name")?.unwrap_or_default().to_lowercase();
        let subject = attribute(element, "for")?.unwrap_or_else(|| "all".to_owned());
        self.declared = match (name.as_str(), subject.as_str()) {
            ("weight", "edge" | "all") => Some(Data::Weight),
            ("label" | "name", "node" | "all") => Some(Data::Title),
            _ => None,
        };
        if let Some(data) = self.declared {
            self.keys.insert(id, data);
        }
        Ok(())
    }

    fn edge(&self, element: &BytesStart<'_>) -> Result<Subject, Fault> {
        let end = |name| {
            let label = required(element, name)?;
            let node = self.collector.labels.find(&label);
            node.ok_or_else(|| Fault::UndeclaredNode { name: shortened(&label) })
        };
        let (source, target) = (end("source")?, end("target")?);
        let directedness = match attribute(element, "directed")?.as_deref() {
            None => self.otherwise,
            Some("true" | "1") => Directedness::Directed,
            Some("false" | "0") => Directedness::Undirected,
            Some(other) => {
                return Err(Fault::Unexpected { found: shortened(other), wanted: "\"true\" or \"false\"" });
            }
        };
        Ok(Subject::Edge(Edge::new(source, target).weighing(self.default_weight), directedness))
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "data" | "default" => {
                let reading = self.reading.take();
                match (reading, &mut self.subject) {
                    (Some(Data::Weight), Subject::Edge(edge, _)) => edge.weight = weight(&self.text)?,
                    (Some(Data::Weight), _) => self.default_weight = weight(&self.text)?,
                    (Some(Data::Title), Subject::Node(node)) if !self.text.trim().is_empty() => {
                        self.collector.titles.insert(NodeId(*node), self.text.trim().to_owned());
                    }
                    _ => {}
                }
            }
            "key" => self.declared = None,
            "node" => self.subject = Subject::Nothing,
            "edge" => {
                if let Subject::Edge(edge, directedness) = std::mem::replace(&mut self.subject, Subject::Nothing) {
                    self.collector.edge(edge, directedness)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
