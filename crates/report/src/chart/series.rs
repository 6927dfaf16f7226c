//! One measure over time.

use std::collections::{BTreeMap, BTreeSet};

use umbra_find::{Comparator, Figure, FigureKind, Ledger};
use umbra_model::PartialDate;

use super::scale::Scale;
use crate::markup::{Length, Markup};
use crate::words;

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 200.0;
/// Left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (52.0, 18.0, 22.0, 26.0);

/// Figures of one measure, unit, kind, area and length of period, over at least two periods, by time. A year and a sum over
/// five years are no points of one line.
#[derive(Debug)]
pub(crate) struct Series<'a> {
    pub measure: &'a str,
    pub unit: Option<&'a str>,
    pub territory: Option<&'a str>,
    points: Vec<Point<'a>>,
}

#[derive(Debug, Clone, Copy)]
struct Point<'a> {
    figure: &'a Figure,
    /// In years.
    time: f64,
    value: f64,
}

impl Series<'_> {
    /// The times for which one of its sources has a figure before and after and none between, in words: "2020 to 2022".
    pub(crate) fn gaps(&self) -> Vec<String> {
        let mut gaps: BTreeSet<String> = BTreeSet::new();
        for points in by_source(self).values() {
            for pair in points.windows(2).filter(|pair| is_gap(pair[0], pair[1])) {
                let (before, after) = (pair[0].figure.period.show(), pair[1].figure.period.show());
                gaps.insert(format!("between {before} and {after}"));
            }
        }
        gaps.into_iter().collect()
    }

    /// The figures, by time.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.points.iter().map(|point| point.figure)
    }
}

/// The series of a ledger, by measure.
pub(crate) fn series_of(ledger: &Ledger) -> Vec<Series<'_>> {
    let mut groups: BTreeMap<_, Vec<Point<'_>>> = BTreeMap::new();
    for figure in &ledger.figures {
        let (Some(time), Some(value)) = (middle(figure), figure.value) else { continue };
        let unit = figure.currency.as_deref().or(figure.unit.as_deref());
        let key = (figure.measure.as_str(), figure.kind, unit, figure.territory.as_deref(), months(figure));
        groups.entry(key).or_default().push(Point { figure, time, value });
    }
    let mut all = Vec::new();
    for ((measure, _, unit, territory, _), mut points) in groups {
        points.sort_by(|a, b| a.time.total_cmp(&b.time));
        let periods = points.windows(2).filter(|pair| pair[1].time > pair[0].time).count();
        if periods > 0 {
            all.push(Series { measure, unit, territory, points });
        }
    }
    all
}

/// The length of a figure's period in months, rounded.
fn months(figure: &Figure) -> i64 {
    let (Some(from), Some(to)) = (figure.period.from, figure.period.to.or(figure.period.from)) else { return 0 };
    let days = (to.latest() - from.earliest()).get_days();
    (f64::from(days) / 30.4).round() as i64
}

/// The middle of a figure's period, in years; nothing where no year is told.
fn middle(figure: &Figure) -> Option<f64> {
    let day = |date: PartialDate, last: bool| {
        let day = if last { date.latest() } else { date.earliest() };
        f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / 366.0
    };
    let (from, to) = (figure.period.from.or(figure.period.to)?, figure.period.to.or(figure.period.from)?);
    Some(f64::midpoint(day(from, false), day(to, true)))
}

/// Draws a series: its points, each a link to its sentence, and a line through those of one source, which breaks where the
/// source has no figure for a time between.
///
/// A bound is drawn as one: "more than" with an arrow up, "less than" with an arrow down, "about" hollow.
pub(crate) fn series(out: &mut Markup, series: &Series<'_>, target: &dyn Fn(&Figure) -> Option<String>) {
    let percent = series.points.iter().any(|p| matches!(p.figure.kind, FigureKind::Share | FigureKind::RelativeChange));
    let scale = Scale::with_zero(series.points.iter().map(|point| point.value));
    let first = series.points.first().map_or(0.0, |point| point.time).floor();
    let last = series.points.last().map_or(1.0, |point| point.time).ceil().max(first + 1.0);
    let (left, top, right, bottom) = MARGIN;
    let x = |time: f64| left + (time - first) / (last - first) * (WIDTH - left - right);
    let y = |value: f64| HEIGHT - bottom - scale.part(value) * (HEIGHT - top - bottom);
    out.open(
        "svg",
        &[
            ("class", &"series"),
            ("viewBox", &format_args!("0 0 {WIDTH} {HEIGHT}")),
            ("role", &"group"),
            ("aria-label", &format_args!("{} over time", series.measure)),
        ],
    );
    for tick in scale.ticks() {
        let class = if tick == 0.0 { "grid zero" } else { "grid" };
        out.empty(
            "path",
            &[("class", &class), ("d", &format_args!("M{} {}H{}", left, Length(y(tick)), WIDTH - right))],
        );
        let label = format!("{}{}", words::number(tick), if percent { " %" } else { "" });
        out.element("text", &[("class", &"axis y"), ("x", &(left - 6.0)), ("y", &Length(y(tick) + 3.5))], label);
    }
    years(out, first, last, &x);
    lines(out, series, &x, &y);
    let mut labelled: Vec<(f64, f64)> = Vec::new();
    for point in &series.points {
        let (px, py) = (x(point.time), y(point.value));
        let name = format!("{}, {}", words::figure(point.figure), super::bars::figure_context(point.figure));
        let href = target(point.figure).map(|anchor| format!("#{anchor}"));
        match &href {
            Some(href) => out.open("a", &[("class", &"point"), ("href", href), ("aria-label", &name)]),
            None => out.open("g", &[("class", &"point")]),
        };
        out.element("title", &[], &name);
        marker(out, point.figure.comparator, px, py);
        let covers_dot = series
            .points
            .iter()
            .map(|other| (x(other.time), y(other.value)))
            .any(|(ox, oy)| (ox - px).abs() < 18.0 && oy < py - 1.0 && oy > py - 22.0);
        let is_free = !covers_dot && labelled.iter().all(|(ox, oy)| (ox - px).abs() > 34.0 || (oy - py).abs() > 12.0);
        if is_free {
            let sign = words::comparator_sign(point.figure.comparator);
            let label = format!("{sign}{}", words::number(point.value));
            out.element("text", &[("x", &Length(px)), ("y", &Length(py - 9.0))], label);
            labelled.push((px, py));
        }
        out.close(if href.is_some() { "a" } else { "g" });
    }
    out.raw("</svg>");
}

fn years(out: &mut Markup, first: f64, last: f64, x: &dyn Fn(f64) -> f64) {
    let step = ((last - first) / 6.0).ceil().max(1.0);
    let mut year = first;
    while year < last {
        // A year's name stands at its middle, where its point is.
        let at = x(year + 0.5);
        let label = format!("{year:.0}");
        out.element("text", &[("class", &"axis x"), ("x", &Length(at)), ("y", &Length(HEIGHT - 8.0))], label);
        year += step;
    }
}

fn by_source<'s, 'f>(series: &'s Series<'f>) -> BTreeMap<umbra_model::SourceId, Vec<&'s Point<'f>>> {
    let mut by_source: BTreeMap<_, Vec<&Point<'_>>> = BTreeMap::new();
    for point in &series.points {
        by_source.entry(point.figure.citation.source).or_default().push(point);
    }
    by_source
}

/// A line through the points of each source. It breaks where the source has no figure for a time between, and where it has
/// several for one period: which of them goes on from the year before, a part or the whole, is not told.
fn lines(out: &mut Markup, series: &Series<'_>, x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) {
    for points in by_source(series).values() {
        let periods: Vec<&[&Point<'_>]> = points.chunk_by(|a, b| a.time.total_cmp(&b.time).is_eq()).collect();
        let runs = periods.split(|period| period.len() > 1);
        let goes_on = |a: &&[&Point<'_>], b: &&[&Point<'_>]| !is_gap(a[0], b[0]);
        for run in runs.flat_map(|run| run.chunk_by(goes_on)).filter(|run| run.len() > 1) {
            let path: Vec<_> = run
                .iter()
                .flat_map(|p| p.iter())
                .map(|p| format!("{} {}", Length(x(p.time)), Length(y(p.value))))
                .collect();
            out.empty("path", &[("class", &"trend"), ("d", &format_args!("M{}", path.join("L")))]);
        }
    }
}

/// Whether there is room between two points for another period as long as theirs: then nobody knows what lies between.
fn is_gap(one: &Point<'_>, next: &Point<'_>) -> bool {
    let length = (months(next.figure) as f64 / 12.0).max(1.0 / 12.0);
    next.time - one.time > length * 1.5
}

fn marker(out: &mut Markup, comparator: Comparator, x: f64, y: f64) {
    let class = if comparator == Comparator::About { "dot about" } else { "dot" };
    match comparator {
        Comparator::Above | Comparator::AtLeast => {
            let arrow = format!("M{0} {1}v-12m-4 5l4 -5l4 5", Length(x), Length(y));
            out.empty("path", &[("class", &"arrow"), ("d", &arrow)]);
        }
        Comparator::Below | Comparator::AtMost => {
            let arrow = format!("M{0} {1}v12m-4 -5l4 5l4 -5", Length(x), Length(y));
            out.empty("path", &[("class", &"arrow"), ("d", &arrow)]);
        }
        Comparator::Equal | Comparator::About => {}
    }
    out.empty("circle", &[("class", &class), ("cx", &Length(x)), ("cy", &Length(y)), ("r", &"4.5")]);
}
