//! Groups over time: the early-warning rank, its parts, and what to look at next.

use umbra_find::{GroupChange, Watched};

use super::Report;
use super::listed::Listed;
use crate::chart::waterfall;
use crate::markup::{Length, Markup};
use crate::sentence::Sentences;
use crate::words;

/// Groups that are shown in full.
const SHOWN: usize = 10;
/// Width and height of the drawing of members by year.
const SIZE: (f64, f64) = (220.0, 40.0);

pub(super) fn write(out: &mut Markup, report: &Report<'_>, listed: &Listed<'_>, sentences: &Sentences<'_>) {
    out.raw("<section id=\"watch\" aria-labelledby=\"watch-title\"><h2 id=\"watch-title\">Growing groups</h2>");
    let Some(watch) = report.findings.watch.as_ref().filter(|watch| !watch.groups.is_empty()) else {
        out.raw("<p>No source speaks of a criminal group, or none bears a date.</p></section>\n");
        return;
    };
    out.raw("<p class=\"lead\">").text(format_args!(
        "Groups with fewer than {} known members, by what is told of them from {} to {}, beside their own past and the other small \
         groups. An assessment of what to look at, not of what will happen; nobody in a group is ranked.",
        watch.options.small, watch.since, watch.as_of
    ));
    out.raw("</p>");
    let ranked = watch.groups.iter().filter(|group| group.rank.is_some()).count();
    for group in watch.groups.iter().take(SHOWN) {
        article(out, report, listed, sentences, group, ranked);
    }
    if watch.groups.len() > SHOWN {
        let rest = words::count(watch.groups.len() - SHOWN, "group more", "groups more");
        out.element("p", &[("class", &"quiet")], format_args!("{rest}: umbra watch."));
    }
    changes(out, &watch.changes);
    out.raw("</section>\n");
}

fn article(
    out: &mut Markup,
    report: &Report<'_>,
    listed: &Listed<'_>,
    sentences: &Sentences<'_>,
    group: &Watched,
    ranked: usize,
) {
    out.raw("<article class=\"finding wide\"><h4>");
    match report.findings.network.place(&group.group.id) {
        Some(place) => listed.node(out, place),
        None => drop(out.raw("<bdi>").text(&group.group.caption).raw("</bdi>")),
    }
    out.raw("</h4><p class=\"marks\"><span class=\"assessment\">assessment</span><span>");
    match (group.rank, group.rank_interval) {
        (Some(rank), Some((best, worst))) => {
            out.text(format_args!("place {rank} of {ranked}, between {best} and {worst} if a fifth were unknown"));
        }
        _ => drop(out.text("not ranked")),
    }
    out.raw("</span><span>").text(words::count(group.members, "known member", "known members")).raw("</span></p><div>");
    members_by_year(out, group);
    out.raw("<h5>Look at next</h5>");
    if group.next.is_empty() {
        out.raw("<p>Nothing new is told of it.</p>");
    }
    for look in &group.next {
        out.element("p", &[], words::capitalised(&look.what));
        sentences.sentence(out, look.citation.statement);
    }
    out.raw("</div><div class=\"aside\"><h5>Before you rely on it</h5><ul class=\"caveats\">");
    for caveat in group.finding.caveats() {
        out.element("li", &[], words::capitalised(caveat));
    }
    out.raw("</ul>");
    if !group.finding.parts().is_empty() {
        out.raw("<h5>Score</h5>");
        waterfall(out, &group.finding, sentences);
    }
    out.raw("</div></article>");
}

fn members_by_year(out: &mut Markup, group: &Watched) {
    let most = group.years.iter().map(|year| year.members).max().unwrap_or_default();
    if group.years.len() < 2 || most == 0 {
        return;
    }
    let told: Vec<String> = group.years.iter().map(|year| format!("{}: {}", year.year, year.members)).collect();
    let label = format!("Known members by year. {}", told.join(", "));
    #[expect(clippy::cast_precision_loss, reason = "years and members are few")]
    let (step, unit) = (SIZE.0 / group.years.len() as f64, SIZE.1 / most as f64);
    out.raw("<figure><figcaption>Known members by year</figcaption>");
    let view = format!("0 0 {} {}", SIZE.0, SIZE.1 + 14.0);
    out.open("svg", &[("viewBox", &view), ("role", &"img"), ("aria-label", &label), ("width", &SIZE.0)]);
    for (place, year) in group.years.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "years and members are few")]
        let (x, height) = (place as f64 * step, year.members as f64 * unit);
        out.empty(
            "rect",
            &[
                ("class", &"fill"),
                ("x", &Length(x)),
                ("y", &Length(SIZE.1 - height)),
                ("width", &Length(step - 2.0)),
                ("height", &Length(height)),
            ],
        );
        if place == 0 || place + 1 == group.years.len() {
            let anchor = if place == 0 { "start" } else { "end" };
            let at = if place == 0 { x } else { x + step - 2.0 };
            let attributes: [(&'static str, &dyn std::fmt::Display); 4] =
                [("x", &Length(at)), ("y", &Length(SIZE.1 + 12.0)), ("font-size", &10), ("text-anchor", &anchor)];
            out.element("text", &attributes, format_args!("{} ({})", year.year, year.members));
        }
    }
    out.raw("</svg></figure>");
}

fn changes(out: &mut Markup, changes: &[GroupChange]) {
    if changes.is_empty() {
        return;
    }
    out.raw("<details><summary>Communities around them, year by year: ")
        .text(changes.len())
        .raw("</summary><ol class=\"timeline\">");
    for change in changes {
        let around: Vec<&str> = change.around.iter().map(|entity| entity.caption.as_str()).collect();
        out.raw("<li>").element("time", &[], change.year).raw("<span>Around <bdi>");
        out.text(around.join(", ")).raw("</bdi>: ").text(change.change.title());
        out.text(format_args!(", {} to {} people and firms", change.before, change.after)).raw("</span></li>");
    }
    out.raw("</ol></details>");
}
