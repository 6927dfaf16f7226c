//! GEXF, as Gephi writes it.

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

/// Dates, attributes beside the weight, colours and places are left unread.
pub(crate) fn read<R: Read>(blocks: Blocks<R>, options: &ReadOptions) -> Result<Network, ReadError> {
    let mut xml = Xml::new(blocks);
    let mut collector = Collector::new(options, Labels::new()).map_err(|error| xml.error(error.into()))?;
    let mut otherwise = Directedness::Undirected;
    let mut has_root = false;
    while let Some(markup) = xml.next()? {
        let Markup::Start(element) = markup else { continue };
        let outcome = match element.local_name().as_ref() {
            "gexf" => {
                has_root = true;
                Ok(())
            }
            "graph" => default_direction(&element).map(|found| otherwise = found),
            "node" => node(&element, &mut collector),
            "edge" => edge(&element, otherwise, &mut collector),
            _ => Ok(()),
        };
        drop(element);
        outcome.map_err(|fault| xml.error(fault))?;
    }
    if !has_root {
        return Err(xml.error(Fault::CutOff { wanted: "<gexf>".to_owned() }));
    }
    if collector.labels.is_empty() {
        return Err(ReadError::Empty);
    }
    collector.finish(Format::Gexf).map_err(|fault| xml.error(fault))
}

fn default_direction(graph: &BytesStart<'_>) -> Result<Directedness, Fault> {
    direction(attribute(graph, "defaultedgetype")?.as_deref(), Directedness::Undirected)
}

fn direction(word: Option<&str>, otherwise: Directedness) -> Result<Directedness, Fault> {
    match word {
        None => Ok(otherwise),
        Some("directed") => Ok(Directedness::Directed),
        // A mutual edge leads both ways, as one without a direction does.
        Some("undirected" | "mutual") => Ok(Directedness::Undirected),
        Some(other) => {
            let wanted = "\"directed\", \"undirected\" or \"mutual\"";
            Err(Fault::Unexpected { found: shortened(other), wanted })
        }
    }
}

fn node(element: &BytesStart<'_>, collector: &mut Collector) -> Result<(), Fault> {
    let id = required(element, "id")?;
    let node = collector.declare(&id)?;
    if let Some(label) = attribute(element, "label")?.filter(|label| !label.is_empty() && *label != id) {
        collector.titles.insert(NodeId(node), label);
    }
    Ok(())
}

fn edge(element: &BytesStart<'_>, otherwise: Directedness, collector: &mut Collector) -> Result<(), Fault> {
    let end = |name| {
        let label = required(element, name)?;
        let node = collector.labels.find(&label);
        node.ok_or_else(|| Fault::UndeclaredNode { name: shortened(&label) })
    };
    let (source, target) = (end("source")?, end("target")?);
    let weight = attribute(element, "weight")?.map_or(Ok(1.0), |text| weight(&text))?;
    let directedness = direction(attribute(element, "type")?.as_deref(), otherwise)?;
    Ok(collector.edge(Edge::new(source, target).weighing(weight), directedness)?)
}
