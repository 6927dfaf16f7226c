//! YAML as a tree of texts, lists and mappings: all that a schema file is made of.
//!
//! The derived readers of a whole format, in a build script, would cost more to compile than many a crate of the program.

use granit_parser::{Event, Parser};
use std::collections::BTreeMap;

pub enum Node {
    Text(String),
    List(Vec<Node>),
    Mapping(BTreeMap<String, Node>),
}

/// Reads a file's one document.
pub fn parse(text: &str) -> Result<Node, String> {
    let mut events = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        events.push((event, span.start.line()));
    }
    let mut events = events.into_iter().filter(|(event, _)| {
        !matches!(event, Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd)
    });
    let root = node(&mut events)?.ok_or("it is empty")?;
    match events.next() {
        None => Ok(root),
        Some((_, line)) => Err(format!("line {line}: a second document")),
    }
}

/// The next node, or nothing at the end of what holds it.
fn node<'a>(events: &mut impl Iterator<Item = (Event<'a>, usize)>) -> Result<Option<Node>, String> {
    match events.next() {
        Some((Event::Scalar(text, _, 0, None), _)) => Ok(Some(Node::Text(text.into_owned()))),
        Some((Event::SequenceStart(_, 0, None), _)) => {
            let mut list = Vec::new();
            while let Some(item) = node(events)? {
                list.push(item);
            }
            Ok(Some(Node::List(list)))
        }
        Some((Event::MappingStart(_, 0, None), line)) => {
            let mut mapping = BTreeMap::new();
            while let Some(key) = node(events)? {
                let (Node::Text(key), Some(value)) = (key, node(events)?) else {
                    return Err(format!("the mapping from line {line}: a key that is no text"));
                };
                if mapping.contains_key(&key) {
                    return Err(format!("the mapping from line {line}: {key} is there twice"));
                }
                mapping.insert(key, value);
            }
            Ok(Some(Node::Mapping(mapping)))
        }
        Some((Event::SequenceEnd | Event::MappingEnd, _)) | None => Ok(None),
        Some((_, line)) => Err(format!("line {line}: anchors, aliases and tags have no place here")),
    }
}
