//! The drawing as SVG.

use umbra_find::Network;

use super::label::LINE_HEIGHT;
use super::route::Route;
use super::{Drawing, DrawnNode, DrawnTie};
use crate::markup::{Length, Markup};
use crate::words;

/// Draws it. Every node and every tie is a link to its entry in the page (`#n-…`, `#t-…`), so that it works by keyboard and
/// without a script.
pub(crate) fn draw(out: &mut Markup, drawing: &Drawing, network: &Network) {
    let (width, height) = drawing.size;
    out.open(
        "svg",
        &[
            ("id", &"drawing"),
            ("viewBox", &format_args!("0 0 {} {}", Length(width), Length(height))),
            ("width", &Length(width)),
            ("height", &Length(height)),
            ("class", &if drawing.is_dense() { "dense" } else { "" }),
            ("role", &"group"),
            ("aria-label", &"Drawing of the network"),
        ],
    );
    out.raw("\n<g class=\"ties\">");
    let is_plain = |drawn: &&DrawnTie| !network.ties()[drawn.first()].is_accusing;
    for drawn in drawing.ties.iter().filter(is_plain) {
        draw_tie(out, drawn, network);
    }
    for drawn in drawing.ties.iter().filter(|drawn| !is_plain(drawn)) {
        draw_tie(out, drawn, network);
    }
    out.raw("</g>\n<g class=\"nodes\">");
    for node in &drawing.nodes {
        draw_node(out, node, network);
    }
    out.raw("</g>\n</svg>");
}

fn draw_tie(out: &mut Markup, drawn: &DrawnTie, network: &Network) {
    let tie = &network.ties()[drawn.first()];
    let standing = tie.standing();
    let (start, end) = (&network.nodes()[tie.source_node].entity, &network.nodes()[tie.target_node].entity);
    // First how far it has got: nobody is to hear the accusation without it.
    let said = standing.map_or_else(String::new, |standing| format!("{}: ", words::standing(standing)));
    let detail = if drawn.ties.len() > 1 {
        format!(" ({} times)", drawn.ties.len())
    } else {
        let words = words::beside_dates(tie);
        if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
    };
    let name = format!("{said}{} {} {}{detail}", start.caption, tie.label, end.caption);
    out.raw("\n").open(
        "a",
        &[
            ("class", &format_args!("tie {}", words::line(standing))),
            ("href", &format_args!("#t-{}", drawn.first())),
            ("data-ends", &format_args!("n-{} n-{}", tie.source_node, tie.target_node)),
            ("data-kind", &tie.kind.name()),
            ("data-count", &drawn.ties.len()),
            ("data-accusing", &u8::from(tie.is_accusing)),
            ("data-rung", &tie.in_force().and_then(umbra_model::Standing::rung).unwrap_or(0)),
            ("aria-label", &name),
        ],
    );
    out.element("title", &[], &name);
    let Route { from, bend, to } = drawn.route;
    let path = format!(
        "M{} {}Q{} {} {} {}",
        Length(from.x),
        Length(from.y),
        Length(bend.x),
        Length(bend.y),
        Length(to.x),
        Length(to.y)
    );
    out.empty("path", &[("class", &"hit"), ("d", &path)]);
    out.empty("path", &[("class", &"line"), ("d", &path)]);
    if tie.directed {
        draw_head(out, drawn.route);
    }
    if let (Some(at), Some(word)) = (drawn.word_at, drawn.word(network)) {
        let y = at.y + 3.5;
        out.element("text", &[("x", &Length(at.x)), ("y", &Length(y))], word);
    }
    out.close("a");
}

/// A filled arrowhead. Drawn as a path of its own because markers do not take their line's colour everywhere.
fn draw_head(out: &mut Markup, route: Route) {
    let (dx, dy) = (route.to.x - route.bend.x, route.to.y - route.bend.y);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let back = (route.to.x - ux * 8.0, route.to.y - uy * 8.0);
    let side = (-uy * 3.6, ux * 3.6);
    let path = format!(
        "M{} {}L{} {}L{} {}Z",
        Length(route.to.x + ux),
        Length(route.to.y + uy),
        Length(back.0 + side.0),
        Length(back.1 + side.1),
        Length(back.0 - side.0),
        Length(back.1 - side.1)
    );
    out.empty("path", &[("class", &"head"), ("d", &path)]);
}

fn draw_node(out: &mut Markup, drawn: &DrawnNode, network: &Network) {
    let node = &network.nodes()[drawn.node];
    let kind = words::node_kind(node.kind);
    let roles: Vec<_> = node.roles.iter().map(|held| held.role.name()).collect();
    let roles = if roles.is_empty() { String::new() } else { format!(", {}", roles.join(", ")) };
    let name = format!("{}: {kind}{roles}", node.entity.caption);
    out.raw("\n").open(
        "a",
        &[
            ("class", &format_args!("node {}", drawn.shape.class())),
            ("href", &format_args!("#n-{}", drawn.node)),
            ("data-id", &format_args!("n-{}", drawn.node)),
            ("aria-label", &name),
        ],
    );
    out.element("title", &[], &name);
    drawn.shape.draw(out, drawn.at.x, drawn.at.y);
    let mut y = drawn.at.y + drawn.shape.radius() + LINE_HEIGHT;
    for line in &drawn.lines {
        out.element("text", &[("x", &Length(drawn.at.x)), ("y", &Length(y))], line);
        y += LINE_HEIGHT;
    }
    out.close("a");
}
