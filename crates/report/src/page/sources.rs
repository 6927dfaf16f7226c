//! Every source with its text, and every quote marked in it.

use std::collections::BTreeMap;
use std::ops::Range;

use umbra_find::Facts;
use umbra_model::{Place, Source, SourceId, Text};

use super::{Report, sheet};
use crate::excerpt::excerpt;
use crate::marks::segments;
use crate::markup::Markup;
use crate::places::{Anchor, Cited, Mark, Places};
use crate::words;

/// Writes the section, and tells `places` which of them it shows.
pub(super) fn write(report: &Report<'_>, texts: &BTreeMap<SourceId, Text>, places: &mut Places<'_>) -> Markup {
    let mut out = Markup::new();
    out.raw("<section id=\"sources\" aria-labelledby=\"sources-title\"><h2 id=\"sources-title\">Sources</h2>");
    out.raw("<p class=\"lead\">Each source with its text. What was cited is marked:</p><ul class=\"mark-key\">");
    for (mark, label) in [
        (Mark::Accusation, "accuses somebody"),
        (Mark::Against, "speaks against an accusation"),
        (Mark::Tie, "a tie that accuses nobody"),
        (Mark::Figure, "a figure"),
        (Mark::Event, "what was said or happened"),
        (Mark::Fact, "a name or another fact"),
    ] {
        out.raw("<li>").element("mark", &[("class", &mark.class())], label).raw("</li>");
    }
    out.raw("</ul>");
    index(&mut out, places);
    let mut left = report.limits.all_sources_bytes;
    let mut shown = Vec::new();
    for (number, source, cited) in places.sources() {
        let writer = SourceWriter { facts: report.facts, places, number, cited };
        out.open("article", &[("class", &"source"), ("id", &Places::source_anchor(number)), ("tabindex", &"-1")]);
        head(&mut out, source, cited);
        out.raw("<div>");
        let budget = left.min(report.limits.source_bytes);
        let written = writer.body(&mut out, source, texts.get(&source.id), budget);
        left = left.saturating_sub(written.bytes);
        if cited.is_empty() {
            out.raw("<p class=\"quiet\">Nothing was taken from this source; it is kept to be read and searched.</p>");
        }
        let hidden = cited.len() - written.shown.len();
        if hidden > 0 {
            out.raw("<p class=\"quiet\">").text(words::count(hidden, "cited place", "cited places"));
            out.raw(" not shown here to keep the page small; the case file has all of it.</p>");
        }
        shown.extend(written.shown);
        out.raw("</div></article>\n");
    }
    for anchor in shown {
        places.show(anchor);
    }
    out.raw("</section>\n");
    out
}

fn index(out: &mut Markup, places: &Places<'_>) {
    out.raw("<ol class=\"index\">");
    for (number, source, cited) in places.sources() {
        out.raw("<li>").open("a", &[("href", &format_args!("#{}", Places::source_anchor(number)))]);
        out.raw("<bdi>").text(source.name()).raw("</bdi></a> <span class=\"quiet\">");
        let publisher = source.publisher.as_deref().filter(|publisher| *publisher != source.name());
        let date = source.published.map(|date| date.to_string());
        let cited = words::count(cited.len(), "quote", "quotes");
        let parts: Vec<_> = [publisher.map(str::to_owned), date, Some(cited)].into_iter().flatten().collect();
        out.text(parts.join(", ")).raw("</span></li>");
    }
    out.raw("</ol>");
}

fn head(out: &mut Markup, source: &Source, cited: &[Cited]) {
    out.raw("<h3><bdi>").text(source.name()).raw("</bdi></h3><dl class=\"details\">");
    let reliability = format!("{} ({})", source.reliability, source.reliability.meaning());
    let size = format!("{} bytes, {}", source.size, source.media_type);
    for (label, value) in [
        ("Publisher", source.publisher.clone()),
        ("Date", source.published.map(|date| date.to_string())),
        ("Path", Some(source.path.clone())),
        ("Language", source.language.as_deref().map(|code| words::language(code).to_owned())),
        ("Reliability", Some(reliability)),
        ("File", Some(size)),
        ("SHA-256", Some(source.id.to_string())),
        ("Cited", Some(words::count(cited.len(), "place", "places"))),
    ] {
        if let Some(value) = value {
            let class = if label == "SHA-256" { "hash" } else { "" };
            out.raw("<div>").element("dt", &[], label).open("dd", &[("class", &class)]);
            out.raw("<bdi>").text(value).raw("</bdi></dd></div>");
        }
    }
    if let Some(url) = &source.url {
        out.raw("<div><dt>Address</dt><dd>");
        // Any other scheme could run something when it is clicked.
        if url.starts_with("https://") || url.starts_with("http://") {
            out.open("a", &[("href", url), ("rel", &"noreferrer noopener external")]).text(url).close("a");
        } else {
            out.text(url);
        }
        out.raw("</dd></div>");
    }
    out.raw("</dl>");
}

/// What was shown of a source.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Bytes of the source's text.
    pub bytes: usize,
    /// The places that can be linked to.
    pub shown: Vec<Anchor>,
}

/// Writes one source's body.
pub(super) struct SourceWriter<'a> {
    pub facts: &'a Facts,
    pub places: &'a Places<'a>,
    pub number: usize,
    pub cited: &'a [Cited],
}

impl SourceWriter<'_> {
    fn body(&self, out: &mut Markup, source: &Source, text: Option<&Text>, budget: usize) -> Written {
        let is_table = self.cited.iter().any(|cited| matches!(cited.place, Place::Cell { .. }));
        if is_table || source.media_type.contains("csv") {
            return sheet::write(self, out, text.map(Text::as_str), budget);
        }
        match text {
            Some(text) if !text.as_str().is_empty() => self.text(out, source, text, budget),
            Some(_) => {
                out.raw("<p class=\"quiet\">The source has no text.</p>");
                Written::default()
            }
            None => {
                out.raw("<p class=\"quiet\">The text of the source is not in the case.</p>");
                Written::default()
            }
        }
    }

    fn text(&self, out: &mut Markup, source: &Source, text: &Text, budget: usize) -> Written {
        let mut quotes: Vec<(Range<usize>, &Cited)> = self
            .cited
            .iter()
            .filter_map(|cited| text.bytes_of(&cited.place).map(|range| (range, cited)))
            .filter(|(range, _)| !range.is_empty())
            .collect();
        quotes.sort_by_key(|(range, cited)| (cited.mark, range.start));
        let by_weight: Vec<_> = quotes.iter().map(|(range, _)| range.clone()).collect();
        let windows = excerpt(text.as_str(), &by_weight, budget);
        let mut written = Written { bytes: windows.iter().map(Range::len).sum(), shown: Vec::new() };
        let tag = source.language.as_deref().map_or("und", words::language_tag);
        out.open("div", &[("class", &"text"), ("lang", &tag), ("dir", &"auto")]);
        let mut at = 0;
        for window in &windows {
            gap(out, text, at..window.start);
            self.window(out, text, window, &quotes, &mut written.shown);
            at = window.end;
        }
        gap(out, text, at..text.as_str().len());
        out.raw("</div>");
        written
    }

    fn window(
        &self,
        out: &mut Markup,
        text: &Text,
        window: &Range<usize>,
        quotes: &[(Range<usize>, &Cited)],
        shown: &mut Vec<Anchor>,
    ) {
        let within: Vec<_> =
            quotes.iter().filter(|(range, _)| range.start < window.end && range.end > window.start).collect();
        let ranges: Vec<_> = within.iter().map(|(range, _)| range.clone()).collect();
        for segment in segments(window.clone(), &ranges) {
            if segment.covering.is_empty() {
                slice(out, text, &segment.range);
                continue;
            }
            let covering: Vec<&Cited> = segment.covering.iter().map(|&at| within[at].1).collect();
            let mut opened = 0;
            for &at in &segment.covering {
                let (range, cited) = within[at];
                if range.start == segment.range.start {
                    let anchor = self.places.anchor(self.number, &cited.place);
                    out.open("span", &[("id", &anchor), ("tabindex", &"-1")]);
                    shown.push(anchor);
                    opened += 1;
                }
            }
            self.open_mark(out, &covering);
            slice(out, text, &segment.range);
            out.close("mark");
            for _ in 0..opened {
                out.close("span");
            }
        }
    }

    /// Opens a mark over places that all cover it: the class of the weightiest, and what is stated there.
    pub(super) fn open_mark(&self, out: &mut Markup, covering: &[&Cited]) {
        let mark = covering.iter().map(|cited| cited.mark).min().unwrap_or(Mark::Fact);
        let anchors: Vec<_> =
            covering.iter().map(|cited| self.places.anchor(self.number, &cited.place).to_string()).collect();
        let title = self.title(covering);
        out.open("mark", &[("class", &mark.class()), ("data-q", &anchors.join(" ")), ("title", &title)]);
    }

    /// What is stated at some places, in a few lines.
    fn title(&self, covering: &[&Cited]) -> String {
        const MOST: usize = 6;
        let mut lines: Vec<String> = Vec::new();
        let mut weighty = covering.to_vec();
        weighty.sort_by_key(|cited| cited.mark);
        for statement in weighty.iter().flat_map(|cited| &cited.statements) {
            let Some(fact) = self.facts.fact(*statement) else { continue };
            let stated = &fact.statement;
            let value = match stated.target() {
                Some(target) => self.facts.caption(&target),
                None => stated.value().chars().take(80).collect(),
            };
            let standing =
                stated.standing().map(|standing| format!(" [{}]", words::standing(standing))).unwrap_or_default();
            let line =
                format!("{}, {}: {value}{standing}", stated.schema().label(), stated.property().label().to_lowercase());
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        if lines.len() > MOST {
            let more = lines.len() - MOST + 1;
            lines.truncate(MOST - 1);
            lines.push(format!("and {more} more"));
        }
        lines.join("\n")
    }
}

/// A stretch of text, with a sign where a page begins.
fn slice(out: &mut Markup, text: &Text, range: &Range<usize>) {
    let mut at = range.start;
    for (number, start) in (1..).zip(text.pages()) {
        if *start >= range.start && *start < range.end {
            out.text(&text.as_str()[at..*start]);
            out.element("span", &[("class", &"page"), ("data-page", &number)], "");
            at = *start;
        }
    }
    out.text(&text.as_str()[at..range.end]);
}

fn gap(out: &mut Markup, text: &Text, range: Range<usize>) {
    let characters = text.characters_before(range.end) - text.characters_before(range.start);
    if characters > 0 {
        let count = words::count(characters, "character", "characters");
        out.raw("<span class=\"gap\">").text(format_args!("… ({count} not shown)")).raw("</span>");
    }
}
