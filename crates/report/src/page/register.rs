//! Who and what: an entry for every node and every tie, which the drawing's links lead to.

use std::collections::BTreeMap;

use umbra_find::{Fact, Facts, Network, Node, StatementId, Tie};
use umbra_model::{PropertyRef, PropertyType};

use super::Report;
use super::listed::Listed;
use crate::drawing::{Bundle, bundle_of};
use crate::markup::Markup;
use crate::sentence::{Sentences, chip};
use crate::steps::steps;
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, listed: &Listed<'_>, sentences: &Sentences<'_>) {
    let network = &report.findings.network;
    let mut bundles: BTreeMap<Bundle, Vec<usize>> = BTreeMap::new();
    for (number, tie) in network.ties().iter().enumerate() {
        if let Some(bundle) = bundle_of(tie) {
            bundles.entry(bundle).or_default().push(number);
        }
    }
    let writer =
        Writer { bundles, listed, network, sentences, facts: report.facts, most_sentences: report.limits.sentences };
    let mut ties_of: Vec<Vec<usize>> = vec![Vec::new(); network.nodes().len()];
    for (number, tie) in network.ties().iter().enumerate() {
        ties_of[tie.source_node].push(number);
        ties_of[tie.target_node].push(number);
    }
    out.raw("<section id=\"register\" aria-labelledby=\"register-title\"><h2 id=\"register-title\">Who and what</h2>");
    let mut nodes: Vec<usize> = listed.nodes.iter().copied().collect();
    nodes.sort_by_cached_key(|&place| {
        let node = &network.nodes()[place];
        (node.kind, node.entity.caption.to_lowercase(), place)
    });
    for same_kind in nodes.chunk_by(|a, b| network.nodes()[*a].kind == network.nodes()[*b].kind) {
        let title = plural(&network.nodes()[same_kind[0]]);
        out.element("h3", &[], words::capitalised(&title)).raw("<div class=\"entries\">");
        for &place in same_kind {
            writer.node(out, place, &ties_of[place]);
        }
        out.raw("</div>");
    }
    more(out, network.nodes().len() - nodes.len(), "entity", "entities");
    if !network.ties().is_empty() {
        let mut ties: Vec<usize> = listed.ties.iter().copied().collect();
        ties.sort_by_key(|&tie| (!network.ties()[tie].is_accusing, network.ties()[tie].kind, tie));
        out.raw("<h3 id=\"ties\">Ties</h3><div class=\"entries\">");
        for &tie in &ties {
            writer.tie(out, tie, &network.ties()[tie]);
        }
        out.raw("</div>");
        more(out, network.ties().len() - ties.len(), "tie", "ties");
    }
    out.raw("</section>\n");
}

fn more(out: &mut Markup, left_out: usize, one: &str, many: &str) {
    if left_out > 0 {
        out.raw("<p class=\"quiet\">")
            .text(words::count(left_out, one, many))
            .raw(" more are in the case and not listed here.</p>");
    }
}

fn plural(node: &Node) -> String {
    let one = words::node_kind(node.kind);
    match one {
        "public body" => "public bodies".to_owned(),
        "company" => "companies".to_owned(),
        "other" => "others".to_owned(),
        _ => format!("{one}s"),
    }
}

/// Ties in a node's entry, and in the list of those of one kind between the same two.
const MOST_LINES: usize = 60;

struct Writer<'a> {
    /// The ties that the drawing shows as one line, where there are several.
    bundles: BTreeMap<Bundle, Vec<usize>>,
    network: &'a Network,
    listed: &'a Listed<'a>,
    facts: &'a Facts,
    sentences: &'a Sentences<'a>,
    most_sentences: usize,
}

impl Writer<'_> {
    fn node(&self, out: &mut Markup, place: usize, ties: &[usize]) {
        let node = &self.network.nodes()[place];
        out.open("article", &[("class", &"entry"), ("id", &format_args!("n-{place}")), ("tabindex", &"-1")]);
        out.raw("<h4><bdi>").text(&node.entity.caption).raw("</bdi>");
        let is_name = |fact: &&Fact| fact.statement.property().kind() == PropertyType::Name;
        let is_caption = |fact: &&Fact| fact.statement.value() == node.entity.caption;
        let names: Vec<_> =
            self.facts.of(&node.entity.id).filter(is_name).filter(is_caption).map(|fact| fact.id).collect();
        self.sentences.notes(out, &names);
        out.raw("</h4><p class=\"marks\"><span>").text(words::node_kind(node.kind)).raw("</span>");
        for held in &node.roles {
            out.raw("<span>").text(held.role.name());
            self.sentences.notes(out, held.evidence.statements());
            out.raw("</span>");
        }
        out.raw("</p>");
        self.details(out, node);
        if ties.is_empty() {
            out.raw("<p class=\"quiet\">No tie to anybody.</p>");
        } else {
            out.raw("<ul class=\"ties\">");
            for &number in ties.iter().take(MOST_LINES) {
                self.tie_line(out, number, place);
            }
            out.raw("</ul>");
            more(out, ties.len().saturating_sub(MOST_LINES), "tie", "ties");
        }
        out.raw("</article>\n");
    }

    /// What sources say of an entity, property by property, names first.
    fn details(&self, out: &mut Markup, node: &Node) {
        let mut values: BTreeMap<PropertyRef, BTreeMap<&str, Vec<StatementId>>> = BTreeMap::new();
        for fact in self.facts.of(&node.entity.id) {
            let property = fact.statement.property();
            // The name that heads the entry is footnoted there.
            let heads = property.kind() == PropertyType::Name && fact.statement.value() == node.entity.caption;
            if property.kind() != PropertyType::Entity && !property.is_hidden() && !heads {
                values.entry(property).or_default().entry(fact.statement.value()).or_default().push(fact.id);
            }
        }
        let mut properties: Vec<_> = values.into_iter().collect();
        properties.sort_by_key(|(property, _)| (property.kind() != PropertyType::Name, property.qname()));
        if properties.is_empty() {
            return;
        }
        out.raw("<dl class=\"details\">");
        for (property, values) in properties {
            out.raw("<div>").element("dt", &[], words::property(property)).raw("<dd>");
            let more = values.len().saturating_sub(6);
            for (number, (value, statements)) in values.into_iter().take(6).enumerate() {
                out.raw(if number > 0 { "; " } else { "" }).raw("<bdi>").text(value).raw("</bdi>");
                self.sentences.notes(out, &statements);
            }
            if more > 0 {
                out.text(format_args!("; {more} more"));
            }
            out.raw("</dd></div>");
        }
        out.raw("</dl>");
    }

    /// A tie as one line of a node's entry, in which the node itself is no link.
    fn tie_line(&self, out: &mut Markup, number: usize, from: usize) {
        let tie = &self.network.ties()[number];
        out.raw("<li>");
        if let Some(standing) = tie.standing() {
            chip(out, standing);
            out.raw(": ");
        }
        for (end, after) in [(tie.source_node, format!(" {} ", tie.label)), (tie.target_node, String::new())] {
            if end == from {
                out.raw("<bdi>").text(&self.network.nodes()[end].entity.caption).raw("</bdi>");
            } else {
                self.listed.node(out, end);
            }
            out.text(after);
        }
        self.about(out, tie);
        out.raw(" ");
        self.listed.tie(out, number, "sentences");
        out.raw("</li>");
    }

    /// Words and dates of a tie.
    fn about(&self, out: &mut Markup, tie: &Tie) {
        let words = words::beside_dates(tie);
        if !words.is_empty() {
            out.text(format_args!(" ({})", words.join(", ")));
        }
        let time = words::period(tie.validity);
        if !time.is_empty() {
            out.text(format_args!(", {time}"));
        }
        if tie.is_assessment {
            out.raw(" <span class=\"assessment\">assessment</span>");
        }
    }

    fn tie(&self, out: &mut Markup, number: usize, tie: &Tie) {
        out.open(
            "article",
            &[
                ("class", &format_args!("entry tie-entry {}", words::line(tie.standing()))),
                ("id", &format_args!("t-{number}")),
                ("tabindex", &"-1"),
            ],
        );
        out.raw("<h4>");
        if let Some(standing) = tie.standing() {
            chip(out, standing);
            out.raw("<br>");
        }
        self.listed.node(out, tie.source_node);
        out.text(format_args!(" {} ", tie.label));
        self.listed.node(out, tie.target_node);
        out.raw("</h4><p class=\"marks\">").text(words::tie_kind(tie.kind));
        self.about(out, tie);
        out.raw("</p>");
        let steps = steps(&tie.standings);
        if steps.len() > 1 {
            out.raw("<ol class=\"timeline\" aria-label=\"How far the accusation got, by date\">");
            for step in &steps {
                out.raw("<li>").element("time", &[], step.day()).raw("<span>");
                chip(out, step.standing);
                self.sentences.notes(out, &step.statements);
                out.raw("</span></li>");
            }
            out.raw("</ol>");
        }
        if let Some(doubt) = tie.standings.doubt() {
            out.raw("<p class=\"caution\">").text(words::capitalised(doubt)).raw("</p>");
        }
        self.sentences.list(out, &tie.evidence, self.most_sentences);
        self.siblings(out, number, tie);
        out.raw("</article>\n");
    }

    /// The other ties of a bundle, since the drawing leads only to the first.
    fn siblings(&self, out: &mut Markup, number: usize, tie: &Tie) {
        let all = bundle_of(tie).and_then(|bundle| self.bundles.get(&bundle)).map_or(&[][..], Vec::as_slice);
        if all.len() < 2 {
            return;
        }
        out.raw("<p class=\"quiet\">Of this kind between the same two:</p><ul class=\"ties\">");
        for &other in all.iter().filter(|&&other| other != number).take(MOST_LINES) {
            let tie = &self.network.ties()[other];
            let time = words::period(tie.validity);
            let mut says = words::beside_dates(tie);
            says.extend((!time.is_empty()).then_some(time.as_str()));
            let says = if says.is_empty() { tie.label.clone() } else { says.join(", ") };
            out.raw("<li>").text(says).raw(" ");
            self.listed.tie(out, other, "sentences");
            out.raw("</li>");
        }
        out.raw("</ul>");
        more(out, all.len().saturating_sub(MOST_LINES + 1), "tie", "ties");
    }
}
