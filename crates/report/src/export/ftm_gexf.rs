//! A file of FollowTheMoney entities as a network in GEXF, in memory that does not grow with the file.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use umbra_model::{Entity, IdSort, PartialDate, Property, PropertyRef, PropertyType, Schema, Scratch, ScratchFile};

use super::gexf::open_graph;
use crate::ReportError;
use crate::markup::Markup;

/// What is held of the ties before it is written to their file.
const BLOCK: usize = 64 << 10;

/// What was drawn, and what was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GexfCounts {
    /// Entities that are nodes.
    pub nodes: u64,
    /// Nodes of which the file says no more than that something refers to them.
    pub bare_nodes: u64,
    /// Lines between nodes.
    pub edges: u64,
    /// Entities that tie others together, but lack one end.
    pub without_ends: u64,
    /// Further fragments of entities that were drawn already. [`Aggregate`](umbra_model::Aggregate) joins them.
    pub further_fragments: u64,
}

/// Draws entities one after the other.
///
/// An entity is a node, and so is every id that one refers to. One of a schema that ties others together is a line
/// from each of its sources to each of its targets. With `references`, so is every other property that leads to an entity
/// and helps to tell entities apart, as in FollowTheMoney's own export. Nodes and lines carry the values of their
/// properties; lines have their dates as spells.
///
/// Nodes are sorted by id, see [`IdSort`], and lines lie in a file until the nodes are written.
pub struct EntityGexf {
    nodes: IdSort,
    edges: BufWriter<Box<dyn ScratchFile>>,
    references: bool,
    is_timed: bool,
    of_nodes: BTreeSet<&'static str>,
    of_edges: BTreeSet<&'static str>,
    counts: GexfCounts,
}

impl EntityGexf {
    /// Begins a drawing that gets its files from there.
    ///
    /// # Errors
    /// [`ReportError::Write`] when there is no file to be had.
    pub fn new(mut scratch: Scratch, references: bool) -> Result<Self, ReportError> {
        Ok(Self {
            edges: BufWriter::with_capacity(BLOCK, scratch()?),
            nodes: IdSort::new(scratch),
            references,
            is_timed: false,
            of_nodes: BTreeSet::new(),
            of_edges: BTreeSet::new(),
            counts: GexfCounts::default(),
        })
    }

    /// Draws an entity.
    ///
    /// # Errors
    /// [`ReportError::Write`] when a scratch file can't be written.
    pub fn push(&mut self, entity: &Entity) -> Result<(), ReportError> {
        let Some(edge) = entity.schema().edge() else { return self.push_node(entity) };
        let mut has_ends = false;
        for (source, target) in entity.ends() {
            has_ends = true;
            let kind = if edge.directed { "directed" } else { "undirected" };
            self.push_edge(entity, source, target, kind, edge.label)?;
        }
        self.counts.without_ends += u64::from(!has_ends);
        let ends = [edge.source, edge.target].map(|name| (entity.schema().property(name), entity.get(name)));
        for (property, ids) in ends {
            for id in ids {
                self.push_bare(id, property)?;
            }
        }
        Ok(())
    }

    fn push_node(&mut self, entity: &Entity) -> Result<(), ReportError> {
        let mut xml = Markup::new();
        xml.raw("\n").open("node", &[("id", entity.id()), ("label", &entity.caption())]);
        values(&mut xml, entity, &[], &mut self.of_nodes);
        xml.close("node");
        self.nodes.push(entity.id().as_str(), format!("+{}", xml.as_str()).as_bytes())?;
        if !self.references {
            return Ok(());
        }
        for (property, id) in entity.values() {
            if property.kind() == PropertyType::Entity && property.is_matchable() {
                self.push_bare(id, Some(property))?;
                self.push_edge_of(entity, property, id)?;
            }
        }
        Ok(())
    }

    /// An id that something refers to. A node comes of it where the file has no more to say.
    fn push_bare(&mut self, id: &str, property: Option<PropertyRef>) -> Result<(), ReportError> {
        let schema = property.and_then(Property::range).map_or("", Schema::name);
        let mut xml = Markup::new();
        xml.raw("\n").open("node", &[("id", &id), ("label", &id)]).raw("<attvalues>");
        xml.empty("attvalue", &[("for", &"schema"), ("value", &schema)]);
        xml.raw("</attvalues>").close("node");
        self.nodes.push(id, format!("-{}", xml.as_str()).as_bytes())?;
        Ok(())
    }

    fn push_edge_of(&mut self, entity: &Entity, property: PropertyRef, target: &str) -> Result<(), ReportError> {
        let mut xml = Markup::new();
        self.open_edge(&mut xml, entity.id(), &target, "directed", property.label());
        xml.raw("<attvalues>").empty("attvalue", &[("for", &"schema"), ("value", &property.name())]);
        xml.raw("</attvalues>").close("edge");
        self.write_edge(&xml)
    }

    fn push_edge(
        &mut self,
        entity: &Entity,
        source: &str,
        target: &str,
        kind: &str,
        label: &str,
    ) -> Result<(), ReportError> {
        let mut xml = Markup::new();
        self.open_edge(&mut xml, &source, &target, kind, label);
        values(&mut xml, entity, &[("entity", entity.id())], &mut self.of_edges);
        self.is_timed |= spell(&mut xml, entity);
        xml.close("edge");
        self.write_edge(&xml)
    }

    fn open_edge(&self, xml: &mut Markup, source: &dyn Display, target: &dyn Display, kind: &str, label: &str) {
        let number = &self.counts.edges;
        xml.raw("\n").open(
            "edge",
            &[("id", number), ("source", source), ("target", target), ("type", &kind), ("label", &label)],
        );
    }

    fn write_edge(&mut self, xml: &Markup) -> Result<(), ReportError> {
        self.counts.edges += 1;
        self.edges.write_all(xml.as_str().as_bytes())?;
        Ok(())
    }

    /// Writes the whole.
    ///
    /// # Errors
    /// [`ReportError::Write`] when the writer or a scratch file fails.
    pub fn finish(mut self, out: &mut dyn Write) -> Result<GexfCounts, ReportError> {
        let mut xml = Markup::new();
        head(&mut xml, self.is_timed);
        declare(&mut xml, "node", &["schema"], &self.of_nodes);
        declare(&mut xml, "edge", &["schema", "entity"], &self.of_edges);
        xml.raw("\n<nodes>");
        out.write_all(xml.as_str().as_bytes())?;
        self.write_nodes(out)?;
        out.write_all(b"\n</nodes>\n<edges>")?;
        let mut edges = self.edges.into_inner().map_err(io::IntoInnerError::into_error)?;
        edges.seek(SeekFrom::Start(0))?;
        io::copy(&mut edges.as_mut().take(u64::MAX), out)?;
        out.write_all(b"\n</edges>\n</graph>\n</gexf>\n")?;
        Ok(self.counts)
    }

    /// Each id once: what an entity says of itself before what others' references say.
    fn write_nodes(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let scratch: Scratch = Box::new(|| Err(io::Error::other("all nodes are taken")));
        let mut sorted = std::mem::replace(&mut self.nodes, IdSort::new(scratch)).sorted()?;
        let (mut id, mut body) = (Vec::new(), Vec::new());
        let (mut last, mut node) = (Vec::new(), Vec::new());
        let mut is_over = !sorted.next(&mut id, &mut body)?;
        while !is_over {
            std::mem::swap(&mut last, &mut id);
            std::mem::swap(&mut node, &mut body);
            loop {
                is_over = !sorted.next(&mut id, &mut body)?;
                if is_over || id != last {
                    break;
                }
                let (is_known, is_entity) = (node.starts_with(b"+"), body.starts_with(b"+"));
                self.counts.further_fragments += u64::from(is_known && is_entity);
                if is_entity && !is_known {
                    std::mem::swap(&mut node, &mut body);
                }
            }
            let is_entity = node.starts_with(b"+");
            self.counts.nodes += u64::from(is_entity);
            self.counts.bare_nodes += u64::from(!is_entity);
            out.write_all(&node[1..])?;
        }
        Ok(())
    }
}

fn head(xml: &mut Markup, is_timed: bool) {
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.open("gexf", &[("xmlns", &"http://gexf.net/1.3"), ("version", &"1.3")]);
    xml.raw("\n<meta>").element("creator", &[], format_args!("Umbra {}", env!("CARGO_PKG_VERSION")));
    xml.raw("</meta>\n");
    open_graph(xml, is_timed);
}

/// Attributes go by the names of their properties.
fn declare(xml: &mut Markup, class: &'static str, own: &[&'static str], properties: &BTreeSet<&'static str>) {
    xml.raw("\n").open("attributes", &[("class", &class)]);
    let named = properties.iter().map(|name| (format!("p-{name}"), *name));
    for (id, title) in own.iter().map(|name| ((*name).to_owned(), *name)).chain(named) {
        xml.empty("attribute", &[("id", &id), ("title", &title), ("type", &"string")]);
    }
    xml.close("attributes");
}

/// The schema, what is given, and every property that says something for itself, its values joined.
fn values(
    xml: &mut Markup,
    entity: &Entity,
    given: &[(&'static str, &dyn Display)],
    declared: &mut BTreeSet<&'static str>,
) {
    xml.raw("<attvalues>").empty("attvalue", &[("for", &"schema"), ("value", &entity.schema().name())]);
    for (name, value) in given {
        xml.empty("attvalue", &[("for", name), ("value", value)]);
    }
    for (property, values) in entity.properties() {
        if !property.is_hidden() && property.kind() != PropertyType::Entity {
            declared.insert(property.name());
            let name = format_args!("p-{}", property.name()).to_string();
            xml.empty("attvalue", &[("for", &name), ("value", &values.join("; "))]);
        }
    }
    xml.raw("</attvalues>");
}

/// When a tie held: from the first day that its start can mean to the last that its end can.
fn spell(xml: &mut Markup, entity: &Entity) -> bool {
    let day = |date: Option<(PropertyRef, &str)>| {
        date.and_then(|(_, date)| date.get(..10).unwrap_or(date).parse::<PartialDate>().ok())
    };
    let start = day(entity.temporal_start()).map(|date| date.earliest().to_string());
    let end = day(entity.temporal_end()).map(|date| date.latest().to_string());
    let attributes: Vec<(&'static str, &dyn Display)> = [("start", &start), ("end", &end)]
        .into_iter()
        .filter_map(|(name, date)| date.as_ref().map(|date| (name, date as &dyn Display)))
        .collect();
    if attributes.is_empty() {
        return false;
    }
    xml.raw("<spells>").empty("spell", &attributes).raw("</spells>");
    true
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use umbra_model::parse_line;

    use super::*;

    fn drawn(lines: &[&str], references: bool) -> (String, GexfCounts) {
        let scratch = || Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn ScratchFile>);
        let mut gexf = EntityGexf::new(Box::new(scratch), references).unwrap();
        for line in lines {
            gexf.push(&Entity::from(parse_line(line.as_bytes()).unwrap())).unwrap();
        }
        let mut out = Vec::new();
        let counts = gexf.finish(&mut out).unwrap();
        (String::from_utf8(out).unwrap(), counts)
    }

    const LINES: [&str; 5] = [
        r#"{"id":"p","schema":"Person","properties":{"name":["Ana <B>"],"addressEntity":["ad"],"country":["mt","de"]}}"#,
        r#"{"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["c"],"startDate":["2015-03"],"role":["x"]}}"#,
        r#"{"id":"o2","schema":"Ownership","properties":{"owner":["p"]}}"#,
        r#"{"id":"f","schema":"Family","properties":{"person":["p"],"relative":["q"]}}"#,
        r#"{"id":"p","schema":"Person","properties":{"name":["Again"]}}"#,
    ];

    #[test]
    fn entities_and_ties_are_drawn() {
        let (xml, counts) = drawn(&LINES, true);
        let expected = GexfCounts { nodes: 1, bare_nodes: 3, edges: 3, without_ends: 1, further_fragments: 1 };
        assert_eq!(counts, expected);
        assert!(
            xml.contains(r#"<node id="p" label="Ana &lt;B&gt;"><attvalues><attvalue for="schema" value="Person"/>"#),
            "{xml}"
        );
        assert!(xml.contains(r#"<attvalue for="p-country" value="mt; de"/>"#), "{xml}");
        assert!(
            xml.contains(r#"<node id="ad" label="ad"><attvalues><attvalue for="schema" value="Address"/>"#),
            "{xml}"
        );
        assert!(xml.contains(r#"<edge id="1" source="p" target="c" type="directed" label="owns">"#), "{xml}");
        assert!(xml.contains(r#"<spells><spell start="2015-03-01"/></spells>"#) && xml.contains(r#"mode="dynamic""#));
        assert!(xml.contains(r#"source="p" target="q" type="undirected""#), "{xml}");
        assert!(!xml.contains("Again"));
        let (xml, counts) = drawn(&LINES, false);
        assert_eq!((counts.edges, xml.contains("\"ad\"")), (2, false));
    }

    #[test]
    fn nothing_is_a_network_too() {
        let (xml, counts) = drawn(&[], true);
        assert!(xml.ends_with("<nodes>\n</nodes>\n<edges>\n</edges>\n</graph>\n</gexf>\n"), "{xml}");
        assert_eq!(counts, GexfCounts::default());
    }
}
