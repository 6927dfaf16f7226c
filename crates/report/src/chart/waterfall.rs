//! How a score adds up, part by part.

use umbra_find::Finding;

use crate::markup::{Length, Markup};
use crate::sentence::Sentences;
use crate::words;

/// Width of the bars' drawing in its own units.
const WIDTH: f64 = 200.0;

/// A table of a score's parts, each with a bar from where the sum stood before it to where it stands after.
pub(crate) fn waterfall(out: &mut Markup, finding: &Finding, sentences: &Sentences<'_>) {
    let mut sum = 0.0;
    let mut steps = Vec::new();
    for part in finding.parts() {
        let before = sum;
        sum += part.points;
        steps.push((part, before, sum));
    }
    let low = steps.iter().map(|(_, a, b)| a.min(*b)).fold(0.0, f64::min);
    let high = steps.iter().map(|(_, a, b)| a.max(*b)).fold(0.0, f64::max);
    let across = (high - low).max(f64::EPSILON);
    let x = |value: f64| (value - low) / across * WIDTH;
    out.raw(
        "<table class=\"waterfall\"><thead class=\"sr\"><tr><th scope=\"col\">Part</th><th scope=\"col\">Points</th>\
        <th scope=\"col\">Sum so far</th></tr></thead><tbody>",
    );
    for (part, before, after) in steps {
        let sign = if part.points > 0.0 { "+" } else { "" };
        out.raw("<tr><th scope=\"row\">")
            .text(words::capitalised(part.name))
            .raw("<span class=\"quiet\">")
            .text(&part.why);
        sentences.notes(out, part.evidence.statements());
        out.raw("</span></th><td class=\"points\">")
            .text(sign)
            .text(words::number(part.points))
            .raw("</td><td class=\"bar\">");
        let told = format!("from {} to {}", words::number(before), words::number(after));
        let view = format!("0 0 {WIDTH} 14");
        out.open(
            "svg",
            &[("viewBox", &view), ("preserveAspectRatio", &"none"), ("role", &"img"), ("aria-label", &told)],
        );
        let class = if part.points < 0.0 { "minus" } else { "plus" };
        let (from, to) = (x(before.min(after)), x(before.max(after)));
        out.empty("path", &[("class", &"zero"), ("d", &format_args!("M{} 0V14", Length(x(0.0))))]);
        out.empty(
            "rect",
            &[
                ("class", &class),
                ("x", &Length(from)),
                ("y", &3),
                ("width", &Length((to - from).max(1.0))),
                ("height", &8),
            ],
        );
        out.raw("</svg></td></tr>");
    }
    out.raw("<tr class=\"total\"><th scope=\"row\">Score</th><td class=\"points\">");
    out.text(words::number(finding.score())).raw("</td><td></td></tr></tbody></table>");
}
