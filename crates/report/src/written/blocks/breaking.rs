//! Whose removal breaks a network, step by step, with the curve.

use umbra_find::{Aim, NOT_GUILT, Question, Removals, Web};
use umbra_model::EntityId;

use super::super::{Material, Sketch, SketchDot, SketchLine};
use super::{Gathered, Line};

/// The size of the curve's drawing, and what is left free on its left, at its foot and on its right.
const SIZE: (f64, f64) = (640.0, 260.0);
const LEFT: f64 = 44.0;
const FOOT: f64 = 34.0;
const RIGHT: f64 = 170.0;
const TOP: f64 = 14.0;
/// Looks of the curves, the plan's first.
const LOOKS: [&str; 4] = ["l-court", "l-charged", "l-looked", "l-said"];

pub(super) fn gather(
    material: &Material<'_>,
    around: Option<&EntityId>,
    aim: Aim,
    most: Option<usize>,
) -> Result<Gathered, String> {
    let around = around.map(|id| material.facts.canonical(id).clone());
    let findings = material.findings;
    let web = Web::of_case_near(material.facts, &findings.network, &findings.umbrellas, around.as_ref(), Web::NEAR)
        .map_err(|_| "the case holds no such network any more".to_owned())?;
    let question = Question { aim, most: most.filter(|most| *most > 0), ..Question::default() };
    let removals = Removals::of(&web, &question).map_err(|error| error.to_string())?;
    let mut out = Gathered {
        title: format!("Whose removal breaks {}", removals.network),
        is_assessment: true,
        sketch: Some(curve(&removals)),
        ..Gathered::default()
    };
    let yardstick = removals.yardstick.words();
    for (number, removal) in (1..).zip(&removals.plan) {
        let left = removal.left * 100.0;
        let text = format!("{number}. {}: {}; {left:.0} % {yardstick} left", removal.who.name, removal.why);
        let line = Line::new(1, text).standing(removal.standing).assessed(true);
        let statements = removal.finding.as_ref().map_or(&[][..], |finding| finding.evidence().statements());
        out.lines.push(line.by(statements));
        out.about.extend(removal.who.entity.iter().map(|entity| entity.id.clone()));
    }
    if removals.plan.is_empty() {
        out.lines.push(Line::new(1, "There is nobody whose removal would break it."));
    }
    if let Some(last) = removals.ties.left.last() {
        let (low, high) = (last.low * 100.0, last.high * 100.0);
        out.caveat(&format!("if ties are missing or false, between {low:.0} and {high:.0} % are left at the end"));
    }
    out.caveat(NOT_GUILT);
    removals.caveats.iter().for_each(|caveat| out.caveat(caveat));
    Ok(out)
}

/// The curve of the plan beside those of simple plans. All its numbers stand in the lines as well.
fn curve(removals: &Removals) -> Sketch {
    let steps = removals.curves.iter().map(|curve| curve.left.len().saturating_sub(1)).max().unwrap_or(0).max(1);
    let at = |step: usize, share: f64| {
        let x = LEFT + step as f64 / steps as f64 * (SIZE.0 - LEFT - RIGHT);
        (x, TOP + (1.0 - share.clamp(0.0, 1.0)) * (SIZE.1 - TOP - FOOT))
    };
    let words = |at: (f64, f64), label: String| SketchDot { at, size: 0.0, look: "words", label };
    let mut sketch = Sketch {
        width: SIZE.0,
        height: SIZE.1,
        label: format!("What is left of {} after each removal, beside simple plans", removals.network),
        ..Sketch::default()
    };
    for share in [0.0, 0.5, 1.0] {
        let line = (at(0, share), at(steps, share));
        sketch.lines.push(SketchLine {
            from: line.0,
            to: line.1,
            look: "l-fact",
            has_head: false,
            word: String::new(),
        });
        sketch.dots.push(words((4.0, line.0.1), format!("{:.0} %", share * 100.0)));
    }
    for (place, curve) in removals.curves.iter().enumerate().rev() {
        let look = LOOKS[place.min(LOOKS.len() - 1)];
        let points: Vec<(f64, f64)> = curve.left.iter().enumerate().map(|(step, left)| at(step, *left)).collect();
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            sketch.lines.push(SketchLine { from, to, look, has_head: false, word: String::new() });
        }
        let y = TOP + 8.0 + 18.0 * place as f64;
        let (from, to) = ((SIZE.0 - RIGHT + 10.0, y), (SIZE.0 - RIGHT + 38.0, y));
        sketch.lines.push(SketchLine { from, to, look, has_head: false, word: String::new() });
        sketch.dots.push(words((to.0 + 3.0, y), curve.rule.to_owned()));
    }
    sketch.dots.push(words((LEFT, SIZE.1 - 8.0), format!("removals: 0 to {steps}")));
    sketch
}
