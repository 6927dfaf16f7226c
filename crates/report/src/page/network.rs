//! The network: the drawing with its key and its filters, and the list of what hangs together.

use std::collections::BTreeSet;

use umbra_find::{Network, TieKind};
use umbra_model::Standing;

use super::Report;
use super::listed::Listed;
use crate::drawing::{Drawing, Shape, draw};
use crate::markup::Markup;
use crate::words;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, drawing: &Drawing, listed: &Listed<'_>) {
    let network = &report.findings.network;
    out.raw("<section id=\"network\" aria-labelledby=\"network-title\"><h2 id=\"network-title\">The network</h2>");
    if drawing.node_count() == 0 {
        out.raw("<p>No source states a tie between two entities, so there is nothing to draw.</p></section>");
        return;
    }
    out.raw("<p class=\"lead\">").text(what_is_drawn(drawing)).raw("</p>");
    controls(out, network);
    let size = if drawing.is_small() { "board small" } else { "board" };
    out.open("div", &[("class", &size)]);
    out.raw("<div class=\"canvas\" id=\"canvas\" tabindex=\"0\" role=\"region\" \
        aria-label=\"Drawing of the network. Scroll with the arrow keys; plus, minus and zero zoom; Tab goes through nodes and ties.\">");
    draw(out, drawing, network);
    out.raw("</div><aside class=\"panel\" id=\"panel\" aria-label=\"What was chosen in the drawing\">");
    out.raw("<div id=\"chosen\" tabindex=\"-1\" hidden></div>");
    key(out, drawing, network);
    out.raw("</aside></div>");
    components(out, network, listed);
    out.raw("</section>\n");
}

fn what_is_drawn(drawing: &Drawing) -> String {
    let drawn = format!(
        "{} and {} between them. Choose a node or a tie to read the sentences behind it.",
        words::count(drawing.node_count(), "node", "nodes"),
        words::count(drawing.tie_count(), "tie", "ties"),
    );
    let crowded = (drawing.left_out > 0).then(|| {
        format!(
            " {} with fewer accusing ties and fewer neighbours {} left out of the drawing; the register below has them.",
            words::count(drawing.left_out, "node", "nodes"),
            if drawing.left_out == 1 { "is" } else { "are" }
        )
    });
    let alone = (drawing.alone > 0).then(|| {
        format!(
            " {} without any tie {} only in the register.",
            words::count(drawing.alone, "entity", "entities"),
            if drawing.alone == 1 { "stands" } else { "stand" }
        )
    });
    let aside = (drawing.aside > 0).then(|| {
        format!(
            " {} more {} only in the register: posts that one person alone held, and small networks in which nobody is accused.",
            words::count(drawing.aside, "node", "nodes"),
            if drawing.aside == 1 { "stands" } else { "stand" }
        )
    });
    [Some(drawn), crowded, aside, alone].into_iter().flatten().collect()
}

/// Shown by the script, since they do nothing without it.
fn controls(out: &mut Markup, network: &Network) {
    out.raw("<form class=\"controls\" id=\"controls\" hidden><label>Accusing ties: <select id=\"least\">");
    for (rung, label) in [
        ("-1", "all, the cleared and denied ones too"),
        ("1", "in force, at least reported"),
        ("3", "at least investigated"),
        ("5", "at least charged"),
        ("7", "found by a court"),
        ("9", "none, only facts"),
    ] {
        out.element("option", &[("value", &rung)], label);
    }
    out.raw("</select></label><fieldset><legend>Kinds of tie</legend>");
    let kinds: BTreeSet<TieKind> = network.ties().iter().map(|tie| tie.kind).collect();
    for kind in kinds {
        out.raw("<label>");
        out.open("input", &[("type", &"checkbox"), ("name", &"kind"), ("value", &kind.name()), ("checked", &"")]);
        out.text(words::tie_kind(kind)).raw("</label>");
    }
    out.raw(
        "</fieldset><div class=\"zoom\" role=\"group\" aria-label=\"Zoom\">\
        <button type=\"button\" data-zoom=\"out\" aria-label=\"Zoom out\">−</button>\
        <button type=\"button\" data-zoom=\"fit\">Fit</button>\
        <button type=\"button\" data-zoom=\"in\" aria-label=\"Zoom in\">+</button></div>\
        <output id=\"filtered\" class=\"quiet\"></output></form>",
    );
}

fn key(out: &mut Markup, drawing: &Drawing, network: &Network) {
    out.raw("<div class=\"key\" id=\"key\"><h3>Key</h3><ul class=\"shapes\">");
    for shape in drawing.shapes() {
        out.raw("<li><svg viewBox=\"0 0 30 30\" aria-hidden=\"true\">");
        out.open("g", &[("class", &format_args!("node {}", shape.class()))]);
        shape.draw(out, 15.0, 15.0);
        out.raw("</g></svg>").text(Shape::label(shape)).raw("</li>");
    }
    out.raw("</ul><ul class=\"lines\">");
    let present: BTreeSet<&str> = network.ties().iter().map(|tie| words::line(tie.standing())).collect();
    for (standing, label) in [
        (Some(Standing::Final), "found by a court"),
        (Some(Standing::Charged), "charged or on trial"),
        (Some(Standing::Investigated), "investigated or detained"),
        (Some(Standing::Alleged), "reported or alleged"),
        (Some(Standing::Denied), "denied; no authority has acted"),
        (Some(Standing::Acquitted), "cleared: dropped, acquitted, overturned"),
        (None, "accuses nobody"),
    ] {
        let class = words::line(standing);
        if present.contains(class) {
            out.raw("<li><svg viewBox=\"0 0 60 12\" aria-hidden=\"true\">");
            out.open("g", &[("class", &format_args!("tie {class}"))]);
            out.raw("<path class=\"line\" d=\"M2 6H58\"/></g></svg>").text(label).raw("</li>");
        }
    }
    out.raw("</ul></div>");
}

fn components(out: &mut Markup, network: &Network, listed: &Listed<'_>) {
    let (shown, rest): (Vec<_>, Vec<_>) = network.components().iter().partition(|component| component.nodes.len() > 1);
    out.raw("<h3>What hangs together</h3><ol class=\"components\">");
    for component in shown.iter().take(20) {
        out.raw("<li><strong>").text(&component.name).raw("</strong> ");
        out.text(format_args!(
            "{}, {}",
            words::count(component.nodes.len(), "node", "nodes"),
            words::count(component.ties.len(), "tie", "ties")
        ));
        if component.accusing_ties > 0 {
            out.text(format_args!(", {} in force", words::count(component.accusing_ties, "accusation", "accusations")));
        }
        let central: Vec<_> = component.central.iter().take(5).collect();
        // Where two or three hang together there is nothing between anybody.
        if component.nodes.len() > 3 && !central.is_empty() {
            out.raw("<br><span class=\"quiet\">Most paths run through: ");
            for (number, place) in central.into_iter().enumerate() {
                out.raw(if number > 0 { ", " } else { "" });
                listed.node(out, *place);
            }
            out.raw("</span>");
        }
        out.raw("</li>");
    }
    out.raw("</ol>");
    if shown.len() > 20 {
        out.raw("<p class=\"quiet\">")
            .text(words::count(shown.len() - 20, "smaller network", "smaller networks"))
            .raw(" more.</p>");
    }
    if !rest.is_empty() {
        out.raw("<p class=\"quiet\">").text(words::count(rest.len(), "entity", "entities")).raw(" without a tie.</p>");
    }
}
