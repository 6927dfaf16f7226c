//! Figures side by side.

use umbra_find::{Comparator, Figure, FigureKind};

use super::scale::Scale;
use crate::markup::{Length, Markup};
use crate::sentence::Sentences;
use crate::words;

/// Width of a bar's drawing in its own units.
const WIDTH: f64 = 300.0;

/// A table with a bar for each figure. Counts and percentages have scales of their own.
///
/// A bar ends in a flat end only where the number is exact: "more than" goes on in an arrow, "less than" has an open
/// dashed end, "about" a slanted one.
pub(crate) fn bars(out: &mut Markup, figures: &[&Figure], sentences: &Sentences<'_>) {
    out.raw(
        "<table class=\"bars\"><thead class=\"sr\"><tr><th scope=\"col\">Figure</th><th scope=\"col\">Bar</th>\
        <th scope=\"col\">Value</th></tr></thead><tbody>",
    );
    for figure in figures {
        let alike = figures.iter().filter(|other| is_percentage(other) == is_percentage(figure));
        // Where there are only falls, they are drawn by their size, so that all bars begin at the left.
        let sign = if alike.clone().any(|other| other.value > Some(0.0)) { 1.0 } else { -1.0 };
        let scale = Scale::with_zero(alike.flat_map(|other| ends(other)).map(|end| end * sign));
        out.raw("<tr><th scope=\"row\">").text(&figure.measure).raw("<span class=\"quiet\">");
        out.text(figure_context(figure)).raw("</span></th><td class=\"bar\">");
        bar(out, figure, scale, sign);
        out.raw("</td><td class=\"value\">");
        sentences.link(out, figure.citation.statement, &words::figure(figure));
        out.raw("</td></tr>");
    }
    out.raw("</tbody></table>");
}

fn is_percentage(figure: &Figure) -> bool {
    matches!(figure.kind, FigureKind::Share | FigureKind::RelativeChange)
}

fn ends(figure: &Figure) -> impl Iterator<Item = f64> {
    let high = figure.range.and_then(|range| range.high).filter(|_| figure.kind == FigureKind::Range);
    // Room for the arrow of an open end.
    let open = figure.value.filter(|_| is_open(figure.comparator)).map(|value| value * 1.12);
    [figure.value, high, open].into_iter().flatten()
}

fn is_open(comparator: Comparator) -> bool {
    matches!(comparator, Comparator::Above | Comparator::AtLeast)
}

/// Period, base period and who says so, in one line.
pub(super) fn figure_context(figure: &Figure) -> String {
    let mut parts = Vec::new();
    parts.push(figure.period.show());
    parts.extend(figure.base.as_ref().map(|base| format!("against {}", base.show())));
    parts.extend(figure.territory.clone());
    parts.push(if figure.attribution.is_own_voice() {
        figure.citation.publisher.clone().unwrap_or_else(|| figure.citation.source_name.clone())
    } else {
        figure.attribution.to_string()
    });
    parts.join(" · ")
}

fn bar(out: &mut Markup, figure: &Figure, scale: Scale, sign: f64) {
    let Some(value) = figure.value.map(|value| value * sign) else {
        out.raw("<span class=\"quiet\">no number</span>");
        return;
    };
    let x = |value: f64| scale.part(value) * WIDTH;
    out.open(
        "svg",
        &[
            ("viewBox", &format_args!("0 0 {WIDTH} 20")),
            ("preserveAspectRatio", &"none"),
            ("role", &"img"),
            ("aria-label", &words::figure(figure)),
        ],
    );
    let (zero, end) = (x(0.0), x(value));
    out.empty("path", &[("class", &"zero"), ("d", &format_args!("M{0} 0V20", Length(zero)))]);
    let (from, to) = (zero.min(end), zero.max(end));
    let class = match figure.comparator {
        Comparator::Below | Comparator::AtMost => "fill at-most",
        Comparator::About => "fill about",
        Comparator::Equal | Comparator::Above | Comparator::AtLeast => "fill",
    };
    out.empty(
        "rect",
        &[
            ("class", &class),
            ("x", &Length(from)),
            ("y", &4),
            ("width", &Length((to - from).max(1.0))),
            ("height", &12),
        ],
    );
    if is_open(figure.comparator) {
        let tip = x(value * 1.12);
        let beyond = if value < 0.0 { tip.min(end - 8.0) } else { tip.max(end + 8.0) };
        out.empty(
            "path",
            &[
                ("class", &"open"),
                ("d", &format_args!("M{0} 4L{1} 10L{0} 16Z", Length(end), Length(beyond.clamp(0.0, WIDTH)))),
            ],
        );
    }
    if let Some(high) = figure.range.and_then(|range| range.high).filter(|_| figure.kind == FigureKind::Range) {
        let high = high * sign;
        out.empty(
            "rect",
            &[
                ("class", &"fill about"),
                ("x", &Length(end)),
                ("y", &4),
                ("width", &Length((x(high) - end).max(1.0))),
                ("height", &12),
            ],
        );
    }
    out.raw("</svg>");
}
