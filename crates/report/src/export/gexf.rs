//! The network for Gephi and other programs that read GEXF.

use std::fmt::Display;
use std::io::Write;

use umbra_find::{Fact, Facts, Network, Node, Tie};
use umbra_model::Validity;

use crate::markup::Markup;
use crate::{ReportError, Writings};

/// Attributes of nodes: name and GEXF type.
const NODE: [(&str, &str); 7] = [
    ("kind", "string"),
    ("schema", "string"),
    ("roles", "string"),
    ("degree", "integer"),
    ("betweenness", "double"),
    ("component", "integer"),
    ("evidence", "integer"),
];

/// The attribute of nodes on which somebody noted something; it is there where there are notes.
const NOTED: (&str, &str) = ("note, no source", "string");

/// Attributes of ties: name and GEXF type.
const TIE: [(&str, &str); 12] = [
    ("kind", "string"),
    ("schema", "string"),
    ("words", "string"),
    ("accusing", "boolean"),
    ("standing", "string"),
    ("standing in force", "string"),
    ("assessment", "boolean"),
    ("said by", "string"),
    ("reliability", "string"),
    ("credibility", "integer"),
    ("evidence", "integer"),
    ("quote", "string"),
];

/// Writes a network as GEXF 1.3: nodes with their kinds and roles, ties with standing, grade, dates as spells, and the
/// number of statements behind them.
///
/// A partial date becomes the first or the last day that it can mean. Ties are parallel edges where there are several
/// between two nodes; each has its kind, so that no program merges an accusation with a fact.
///
/// What people noted on nodes goes along, marked as what it is.
///
/// # Errors
/// [`ReportError::Write`] when the writer fails.
pub fn export_gexf(
    facts: &Facts,
    network: &Network,
    writings: &Writings,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut xml = Markup::new();
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.open(
        "gexf",
        &[
            ("xmlns", &"http://gexf.net/1.3"),
            ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", &"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd"),
            ("version", &"1.3"),
        ],
    );
    xml.raw("\n<meta>").element("creator", &[], format_args!("Umbra {}", env!("CARGO_PKG_VERSION")));
    xml.element("description", &[], "Leads, not verdicts: each tie says how far an accusation has got.");
    xml.raw("</meta>\n");
    let timed = network.ties().iter().any(|tie| !tie.validity.is_unknown());
    open_graph(&mut xml, timed);
    let mut of_nodes = NODE.to_vec();
    of_nodes.extend((!writings.notes.is_empty()).then_some(NOTED));
    declare(&mut xml, "node", &of_nodes);
    declare(&mut xml, "edge", &TIE);
    xml.raw("\n<nodes>");
    for node in network.nodes() {
        write_node(&mut xml, facts, node, writings);
    }
    xml.raw("\n</nodes>\n<edges>");
    for (number, tie) in network.ties().iter().enumerate() {
        write_tie(&mut xml, facts, number, tie);
    }
    xml.raw("\n</edges>\n</graph>\n</gexf>\n");
    out.write_all(xml.as_str().as_bytes())?;
    Ok(())
}

/// Begins the graph of a file: ties have a direction, and days if anything is dated.
pub(super) fn open_graph(xml: &mut Markup, is_timed: bool) {
    let mode = if is_timed { "dynamic" } else { "static" };
    xml.open(
        "graph",
        &[
            ("defaultedgetype", &"directed"),
            ("mode", &mode),
            ("timeformat", &"date"),
            ("timerepresentation", &"interval"),
        ],
    );
}

fn declare(xml: &mut Markup, class: &'static str, attributes: &[(&'static str, &'static str)]) {
    xml.raw("\n").open("attributes", &[("class", &class)]);
    for (number, (title, kind)) in attributes.iter().enumerate() {
        xml.empty("attribute", &[("id", &number), ("title", title), ("type", kind)]);
    }
    xml.close("attributes");
}

fn values(xml: &mut Markup, values: &[&dyn Display]) {
    xml.raw("<attvalues>");
    for (number, value) in values.iter().enumerate() {
        let value = value.to_string();
        if !value.is_empty() {
            xml.empty("attvalue", &[("for", &number), ("value", &value)]);
        }
    }
    xml.raw("</attvalues>");
}

fn write_node(xml: &mut Markup, facts: &Facts, node: &Node, writings: &Writings) {
    let noted: Vec<String> = writings.on(facts, &node.entity.id).iter().map(|note| note.in_words()).collect();
    let roles: Vec<_> = node.roles.iter().map(|held| held.role.name()).collect();
    let evidence = facts.of(&node.entity.id).count();
    xml.raw("\n").open("node", &[("id", &node.entity.id), ("label", &node.entity.caption)]);
    values(
        xml,
        &[
            &node.kind.name(),
            &node.entity.schema,
            &roles.join(" "),
            &node.degree,
            &node.betweenness.map_or_else(String::new, |share| share.to_string()),
            &node.component,
            &evidence,
            &noted.join("; "),
        ],
    );
    xml.close("node");
}

fn write_tie(xml: &mut Markup, facts: &Facts, number: usize, tie: &Tie) {
    let standing = |standing: Option<umbra_model::Standing>| standing.map_or("", |standing| standing.name());
    let said_by: Vec<_> = tie.attributions.iter().map(ToString::to_string).filter(|by| !by.is_empty()).collect();
    let quote = quote(facts, tie);
    let kind = if tie.directed { "directed" } else { "undirected" };
    xml.raw("\n").open(
        "edge",
        &[
            ("id", &number),
            ("source", &tie.source),
            ("target", &tie.target),
            ("type", &kind),
            ("kind", &tie.kind.name()),
            ("label", &tie.label),
        ],
    );
    values(
        xml,
        &[
            &tie.kind.name(),
            &tie.schema,
            &tie.words.join("; "),
            &tie.is_accusing,
            &standing(tie.standing()),
            &standing(tie.in_force()),
            &tie.is_assessment,
            &said_by.join("; "),
            &tie.reliability,
            &tie.credibility.digit(),
            &tie.evidence.statements().len(),
            &quote,
        ],
    );
    spell(xml, tie.validity);
    xml.close("edge");
}

/// The words to read beside a tie: of one that accuses, the longest that bear its standing out.
fn quote(facts: &Facts, tie: &Tie) -> String {
    let bears_out = |fact: &&Fact| tie.standing().is_some() && fact.statement.standing() == tie.standing();
    let quotes = tie.evidence.statements().iter().filter_map(|id| facts.fact(*id)).filter(bears_out);
    let longest = quotes.map(|fact| fact.statement.span().quote()).rev().max_by_key(|quote| quote.chars().count());
    let first = || facts.cite(tie.evidence.first()).map(|citation| citation.quote).unwrap_or_default();
    longest.map_or_else(first, str::to_owned)
}

fn spell(xml: &mut Markup, validity: Validity) {
    let (from, to) =
        (validity.from.map(umbra_model::PartialDate::earliest), validity.to.map(umbra_model::PartialDate::latest));
    let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
    match (&from, &to) {
        (None, None) => {}
        (Some(from), None) => drop(xml.raw("<spells>").empty("spell", &[("start", from)]).raw("</spells>")),
        (None, Some(to)) => drop(xml.raw("<spells>").empty("spell", &[("end", to)]).raw("</spells>")),
        (Some(from), Some(to)) => {
            xml.raw("<spells>").empty("spell", &[("start", from), ("end", to)]).raw("</spells>");
        }
    }
}
