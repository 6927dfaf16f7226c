//! The curve of a removal plan beside those of plans that anybody would make, as a file of its own.

use umbra_find::{Curve, NOT_GUILT, Removals};

use crate::markup::{Length, Markup};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
/// Left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (56.0, 48.0, 150.0, 72.0);
/// More steps than this are not told by name along the axis.
const NAMED: usize = 12;

/// Colour and dashes by the place of a curve: told apart without colour too.
const STROKES: [(&str, &str); 4] = [("#111111", "none"), ("#b3261e", "6 3"), ("#1b5e9b", "2 3"), ("#777777", "1 4")];

/// Draws what each removal leaves, with the interval that missing and false ties put round the plan.
///
/// A whole SVG file that asks for nothing outside of it. Every number stands in the program's text output and in its
/// CSV too.
#[must_use]
pub fn removal_svg(removals: &Removals) -> String {
    let mut out = Markup::new();
    let steps = removals.plan.len();
    out.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("viewBox", &format_args!("0 0 {WIDTH} {HEIGHT}")),
            ("role", &"img"),
            ("font-family", &"sans-serif"),
            ("font-size", &"11"),
        ],
    );
    out.element("title", &[], format_args!("What removals leave of {}", removals.network));
    out.element("desc", &[], NOT_GUILT);
    out.empty("rect", &[("width", &WIDTH), ("height", &HEIGHT), ("fill", &"#ffffff")]);
    out.element(
        "text",
        &[("x", &MARGIN.0), ("y", &20.0), ("font-size", &"14"), ("font-weight", &"bold")],
        &removals.network,
    );
    out.element("text", &[("x", &MARGIN.0), ("y", &36.0)], format_args!("% {}", removals.yardstick.words()));
    axes(&mut out, removals, steps);
    band(&mut out, removals, steps);
    for (place, curve) in removals.curves.iter().enumerate().rev() {
        line(&mut out, curve, steps, STROKES[place.min(STROKES.len() - 1)]);
    }
    legend(&mut out, removals);
    out.element(
        "text",
        &[("x", &MARGIN.0), ("y", &(HEIGHT - 10.0)), ("font-size", &10), ("fill", &"#555555")],
        NOT_GUILT,
    );
    out.raw("</svg>\n");
    out.as_str().to_owned()
}

fn x(step: usize, steps: usize) -> Length {
    let (left, _, right, _) = MARGIN;
    Length(left + step as f64 / steps.max(1) as f64 * (WIDTH - left - right))
}

fn y(share: f64) -> Length {
    let (_, top, _, bottom) = MARGIN;
    Length(top + (1.0 - share.clamp(0.0, 1.0)) * (HEIGHT - top - bottom))
}

fn axes(out: &mut Markup, removals: &Removals, steps: usize) {
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let d = format!("M{} {}H{}", MARGIN.0, y(tick), WIDTH - MARGIN.2);
        out.empty("path", &[("d", &d), ("stroke", &"#dddddd")]);
        let place = Length(y(tick).0 + 4.0);
        let label = format!("{:.0}", tick * 100.0);
        out.element("text", &[("x", &(MARGIN.0 - 6.0)), ("y", &place), ("text-anchor", &"end")], label);
    }
    let every = steps.div_ceil(NAMED).max(1);
    for step in (0..=steps).step_by(every) {
        let at = [("x", &x(step, steps) as &dyn std::fmt::Display), ("y", &(HEIGHT - MARGIN.3 + 16.0))];
        out.open("text", &[at[0], at[1], ("text-anchor", &"middle")]);
        // Who goes is told where the pointer rests: names of any length would run into each other.
        if let Some(removal) = step.checked_sub(1).and_then(|step| removals.plan.get(step)) {
            out.element("title", &[], format_args!("{}: {}", removal.who.name, removal.why));
        }
        out.text(step).close("text");
    }
    out.element(
        "text",
        &[
            ("x", &Length((MARGIN.0 + WIDTH - MARGIN.2) / 2.0)),
            ("y", &(HEIGHT - MARGIN.3 + 34.0)),
            ("text-anchor", &"middle"),
        ],
        "removals",
    );
}

/// The interval of the plan under missing and false ties.
fn band(out: &mut Markup, removals: &Removals, steps: usize) {
    let left = &removals.ties.left;
    let high = left.iter().enumerate().map(|(step, interval)| format!("{} {}", x(step, steps), y(interval.high)));
    let low = left.iter().enumerate().rev().map(|(step, interval)| format!("{} {}", x(step, steps), y(interval.low)));
    let points: Vec<String> = high.chain(low).collect();
    if !points.is_empty() {
        let d = format!("M{}Z", points.join("L"));
        out.empty("path", &[("d", &d), ("fill", &"#111111"), ("fill-opacity", &"0.1")]);
    }
}

fn line(out: &mut Markup, curve: &Curve, steps: usize, (colour, dashes): (&str, &str)) {
    let points: Vec<String> =
        curve.left.iter().enumerate().map(|(step, left)| format!("{} {}", x(step, steps), y(*left))).collect();
    let d = format!("M{}", points.join("L"));
    let attributes: [(&'static str, &dyn std::fmt::Display); 5] =
        [("d", &d), ("fill", &"none"), ("stroke", &colour), ("stroke-width", &"2"), ("stroke-dasharray", &dashes)];
    out.empty("path", &attributes);
}

fn legend(out: &mut Markup, removals: &Removals) {
    let left = WIDTH - MARGIN.2 + 14.0;
    for (place, curve) in removals.curves.iter().enumerate() {
        let (colour, dashes) = STROKES[place.min(STROKES.len() - 1)];
        let height = MARGIN.1 + 10.0 + 18.0 * place as f64;
        let d = format!("M{left} {height}H{}", left + 24.0);
        out.empty("path", &[("d", &d), ("stroke", &colour), ("stroke-width", &"2"), ("stroke-dasharray", &dashes)]);
        out.element("text", &[("x", &(left + 30.0)), ("y", &(height + 4.0))], curve.rule);
    }
    let height = MARGIN.1 + 10.0 + 18.0 * removals.curves.len() as f64;
    out.empty(
        "rect",
        &[
            ("x", &left),
            ("y", &(height - 5.0)),
            ("width", &24),
            ("height", &10),
            ("fill", &"#111111"),
            ("fill-opacity", &"0.1"),
        ],
    );
    out.element("text", &[("x", &(left + 30.0)), ("y", &(height + 4.0))], "plan, 90 %");
}

#[cfg(test)]
mod tests {
    use umbra_find::{Question, Web};
    use umbra_graph::{Edge, Graph};

    use super::*;

    #[test]
    fn a_plan_is_drawn_with_its_baselines_and_hostile_names_stay_text() {
        let star = Graph::undirected(6, (1..6).map(|leaf| Edge::new(0, leaf))).unwrap();
        let web = Web::of_graph("<script>", star, vec!["<b>&".to_owned()]);
        let removals = Removals::of(&web, &Question::default()).unwrap();
        let svg = removal_svg(&removals);
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(!svg.contains("<script>") && !svg.contains("<b>&") && svg.contains("&lt;b&gt;&amp;"));
        for rule in ["plan", "most ties", "at random", "not of guilt"] {
            assert!(svg.contains(rule), "{rule}");
        }
        assert_eq!(svg.matches("<path").count(), 5 + 1 + 2 * removals.curves.len());
    }
}
