//! Who and what: an entry for every node and every tie, which the drawing's links lead to.

use std::collections::BTreeMap;

use umbra_find::{Facts, Network, Node, StatementId, Tie};
use umbra_model::{PropertyRef, PropertyType};

use super::Report;
use super::network::node_link;
use crate::markup::Markup;
use crate::sentence::{Sentences, chip};
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, sentences: &Sentences<'_>) {
    let network = &report.findings.network;
    let writer = Writer { network, sentences, facts: report.facts, most_sentences: report.limits.sentences };
    let mut ties_of: Vec<Vec<usize>> = vec![Vec::new(); network.nodes().len()];
    for (number, tie) in network.ties().iter().enumerate() {
        ties_of[tie.source_node].push(number);
        ties_of[tie.target_node].push(number);
    }
    out.raw("<section id=\"register\" aria-labelledby=\"register-title\"><h2 id=\"register-title\">Who and what</h2>");
    let mut order: Vec<usize> = (0..network.nodes().len()).collect();
    order.sort_by_cached_key(|&place| {
        (network.nodes()[place].kind, network.nodes()[place].entity.caption.to_lowercase(), place)
    });
    let left_out = order.len().saturating_sub(report.limits.register);
    if left_out > 0 {
        // Whoever is in the drawing has to have an entry: the best connected stay.
        order.sort_by_key(|&place| std::cmp::Reverse(network.nodes()[place].degree));
        order.truncate(report.limits.register);
        order.sort_by_cached_key(|&place| {
            (network.nodes()[place].kind, network.nodes()[place].entity.caption.to_lowercase(), place)
        });
    }
    let mut kind = None;
    for place in order {
        let node = &network.nodes()[place];
        if kind != Some(node.kind) {
            if kind.is_some() {
                out.raw("</div>");
            }
            kind = Some(node.kind);
            out.element("h3", &[], words::capitalised(&plural(node))).raw("<div class=\"entries\">");
        }
        writer.node(out, place, &ties_of[place]);
    }
    if kind.is_some() {
        out.raw("</div>");
    }
    if left_out > 0 {
        out.raw("<p class=\"quiet\">").text(words::count(left_out, "entity", "entities"));
        out.raw(" with fewer ties are not listed here.</p>");
    }
    out.raw("<h3 id=\"ties\">Ties</h3><div class=\"entries\">");
    let mut ties: Vec<usize> = (0..network.ties().len()).collect();
    ties.sort_by_key(|&tie| std::cmp::Reverse(network.ties()[tie].is_accusing));
    let more = ties.len().saturating_sub(report.limits.register);
    for tie in ties.into_iter().take(report.limits.register) {
        writer.tie(out, tie, &network.ties()[tie]);
    }
    out.raw("</div>");
    if more > 0 {
        out.raw("<p class=\"quiet\">")
            .text(words::count(more, "tie", "ties"))
            .raw(" more are in the case and not listed here.</p>");
    }
    out.raw("</section>\n");
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

struct Writer<'a> {
    network: &'a Network,
    facts: &'a Facts,
    sentences: &'a Sentences<'a>,
    most_sentences: usize,
}

impl Writer<'_> {
    fn node(&self, out: &mut Markup, place: usize, ties: &[usize]) {
        let node = &self.network.nodes()[place];
        out.open("article", &[("class", &"entry"), ("id", &format_args!("n-{place}")), ("tabindex", &"-1")]);
        out.raw("<h4><bdi>").text(&node.entity.caption).raw("</bdi></h4><p class=\"marks\">");
        out.text(words::node_kind(node.kind));
        for held in &node.roles {
            out.raw(" · ").text(held.role.name());
            self.sentences.notes(out, held.evidence.statements());
        }
        out.raw("</p>");
        self.details(out, node);
        if ties.is_empty() {
            out.raw("<p class=\"quiet\">No tie to anybody.</p>");
        } else {
            out.raw("<ul class=\"ties\">");
            for &number in ties {
                self.tie_line(out, number, place);
            }
            out.raw("</ul>");
        }
        out.raw("</article>\n");
    }

    /// What sources say of an entity, property by property, names first.
    fn details(&self, out: &mut Markup, node: &Node) {
        let mut values: BTreeMap<PropertyRef, BTreeMap<&str, Vec<StatementId>>> = BTreeMap::new();
        for fact in self.facts.of(&node.entity.id) {
            let property = fact.statement.property();
            if property.kind() != PropertyType::Entity && !property.is_hidden() {
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
            out.raw("<div>").element("dt", &[], property.label()).raw("<dd>");
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

    /// A tie as one line of a node's entry.
    fn tie_line(&self, out: &mut Markup, number: usize, from: usize) {
        let tie = &self.network.ties()[number];
        let (caption, other) = if tie.source_node == from {
            (format!("{} ", tie.label), tie.target_node)
        } else {
            (format!("{} this: ", tie.label), tie.source_node)
        };
        out.raw("<li>");
        if tie.source_node == from {
            out.text(caption);
            node_link(out, self.network, other);
        } else {
            node_link(out, self.network, other);
            out.text(format_args!(" {} this", tie.label));
        }
        self.about(out, tie);
        out.raw(" ").open("a", &[("class", &"more"), ("href", &format_args!("#t-{number}"))]).raw("sentences</a></li>");
    }

    /// Words, dates and standing of a tie.
    fn about(&self, out: &mut Markup, tie: &Tie) {
        if !tie.words.is_empty() {
            out.text(format_args!(" ({})", tie.words.join(", ")));
        }
        let time = words::period(tie.validity);
        if !time.is_empty() {
            out.text(format_args!(", {time}"));
        }
        if let Some(standing) = tie.standing() {
            out.raw(" ");
            chip(out, standing);
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
        node_link(out, self.network, tie.source_node);
        out.text(format_args!(" {} ", tie.label));
        node_link(out, self.network, tie.target_node);
        out.raw("</h4><p class=\"marks\">").text(words::tie_kind(tie.kind));
        self.about(out, tie);
        out.raw("</p>");
        let entries = tie.standings.entries();
        if entries.len() > 1 {
            out.raw("<ol class=\"timeline\" aria-label=\"How far the accusation got, by date\">");
            for entry in entries {
                let date = entry.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
                out.raw("<li>").element("time", &[], date).raw("<span>");
                chip(out, entry.standing);
                self.sentences.notes(out, &entry.statements);
                out.raw("</span></li>");
            }
            out.raw("</ol>");
        }
        if let Some(doubt) = tie.standings.doubt() {
            out.raw("<p class=\"caution\">").text(words::capitalised(doubt)).raw("</p>");
        }
        self.sentences.list(out, &tie.evidence, self.most_sentences);
        out.raw("</article>\n");
    }
}
