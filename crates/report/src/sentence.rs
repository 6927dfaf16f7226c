//! The sentences that bear something out, with links to where they stand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use umbra_find::{Citation, Evidence, Facts, StatementId};
use umbra_model::{Place, SourceId, Span, Standing, Text};

use crate::markup::Markup;
use crate::places::{Places, rung};
use crate::words;

/// Characters shown at most on either side of a quote to make up its sentence.
const CONTEXT: usize = 220;

/// Everything that is needed to show a sentence.
pub(crate) struct Sentences<'a> {
    pub facts: &'a Facts,
    pub places: &'a Places<'a>,
    pub texts: &'a BTreeMap<SourceId, Text>,
}

impl Sentences<'_> {
    /// Opens a link to where a statement stands.
    fn open_link(&self, out: &mut Markup, class: &'static str, statement: StatementId) -> bool {
        let target = self.facts.fact(statement).and_then(|fact| {
            let span = fact.statement.span();
            self.places.target(span.source(), span.place())
        });
        let Some(target) = target else { return false };
        out.open("a", &[("class", &class), ("href", &format_args!("#{target}"))]);
        true
    }

    /// A link to where a statement stands; the words alone where the case no longer has it.
    pub(crate) fn link(&self, out: &mut Markup, statement: StatementId, words: &str) {
        if self.open_link(out, "cite", statement) {
            out.text(words).close("a");
        } else {
            out.text(words);
        }
    }

    /// Footnote signs: one link for each place, three at most.
    pub(crate) fn notes(&self, out: &mut Markup, statements: &[StatementId]) {
        let places = self.distinct(statements);
        out.raw("<span class=\"notes\">");
        for (sign, statement) in ["*", "†", "‡"].iter().zip(&places) {
            let name = self.facts.cite(*statement).map(|citation| citation.source_name).unwrap_or_default();
            if self.open_link(out, "note", *statement) {
                out.text(sign).raw("<span class=\"sr\">");
                out.text(format_args!(" source: {name}")).raw("</span>").close("a");
            }
        }
        if places.len() > 3 {
            out.element("span", &[("class", &"more")], format_args!("+{}", places.len() - 3));
        }
        out.raw("</span>");
    }

    /// One statement for each place that is not part of a larger one; in the order given. O(n log n).
    fn distinct(&self, statements: &[StatementId]) -> Vec<StatementId> {
        let spans: Vec<_> =
            statements.iter().filter_map(|id| self.facts.fact(*id).map(|fact| (*id, fact.statement.span()))).collect();
        let range = |span: &Span| match span.place() {
            Place::Text { start, end, .. } => Some((span.source(), *start, *end)),
            Place::Cell { .. } => None,
        };
        // Whatever holds a place comes before it by beginning, and of one beginning the longest first.
        let mut ranges: Vec<_> = spans.iter().filter_map(|(_, span)| range(span)).collect();
        ranges.sort_by_key(|(source, start, end)| (*source, *start, Reverse(*end)));
        ranges.dedup();
        let mut parts = BTreeSet::new();
        let mut widest: Option<(SourceId, u32)> = None;
        for (source, start, end) in ranges {
            match widest {
                Some((same, reach)) if same == source && end <= reach => {
                    parts.insert((source, start, end));
                }
                _ => widest = Some((source, end)),
            }
        }
        let mut seen = BTreeSet::new();
        spans
            .iter()
            .filter(|(_, span)| seen.insert((span.source(), span.place())))
            .filter(|(_, span)| range(span).is_none_or(|range| !parts.contains(&range)))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The sentences behind an assessment, `most` of them: first those that say the most, then those that contradict, then
    /// the other accusing ones.
    pub(crate) fn list(&self, out: &mut Markup, evidence: &Evidence, most: usize) {
        let mut statements = self.distinct(evidence.statements());
        let rung = |id: &StatementId| self.facts.fact(*id).and_then(|fact| fact.statement.standing()?.rung());
        let highest = statements.iter().filter_map(rung).max();
        statements.sort_by_key(|id| match self.facts.fact(*id).and_then(|fact| fact.statement.standing()) {
            Some(standing) if standing.is_against() => 1,
            Some(standing) if standing.rung() == highest => 0,
            Some(_) => 2,
            None => 3,
        });
        let mut rows: BTreeMap<(SourceId, u64), Vec<StatementId>> = BTreeMap::new();
        let mut items: Vec<Vec<StatementId>> = Vec::new();
        for statement in statements {
            match self.facts.fact(statement).map(|fact| (fact.statement.span().source(), fact.statement.span().place()))
            {
                Some((source, Place::Cell { row, .. })) => rows.entry((source, *row)).or_default().push(statement),
                _ => items.push(vec![statement]),
            }
        }
        items.extend(rows.into_values());
        out.raw("<ul class=\"sentences\">");
        for item in items.iter().take(most) {
            out.raw("<li>");
            match item.as_slice() {
                [one] => self.sentence(out, *one),
                cells => self.row(out, cells),
            }
            out.raw("</li>");
        }
        out.raw("</ul>");
        if items.len() > most {
            let rest = words::count(items.len() - most, "place more", "places more");
            out.element("p", &[("class", &"quiet")], format_args!("{rest} in the sources."));
        }
    }

    /// A sentence: the quote within its context, then where it stands, who says so, how far it has got.
    pub(crate) fn sentence(&self, out: &mut Markup, statement: StatementId) {
        let Some(citation) = self.facts.cite(statement) else { return };
        let language = self.facts.source(citation.source).and_then(|source| source.language.clone());
        let tag = language.as_deref().map_or("und", words::language_tag);
        out.open("blockquote", &[("class", &"sentence")]);
        out.open("p", &[("dir", &"auto"), ("lang", &tag)]);
        let range = self.texts.get(&citation.source).and_then(|text| {
            let is_text = matches!(citation.place, Place::Text { .. });
            is_text.then(|| text.bytes_of(&citation.place)).flatten().map(|range| (text.as_str(), range))
        });
        match range {
            Some((text, range)) => {
                let (before, after) = context(text, &range);
                out.element("span", &[("class", &"context")], before);
                self.quote(out, statement, &text[range]);
                out.element("span", &[("class", &"context")], after);
            }
            None => self.quote(out, statement, &citation.quote),
        }
        out.raw("</p><footer>");
        if let Some(standing) = citation.standing {
            chip(out, standing);
        }
        let date = citation.published.map(|date| format!(", {date}")).unwrap_or_default();
        let publisher = citation.publisher.as_ref().filter(|publisher| **publisher != citation.source_name);
        let publisher = publisher.map(|publisher| format!("{publisher}: ")).unwrap_or_default();
        self.link(out, statement, &format!("{publisher}{}{date}", citation.source_name));
        out.text(format_args!(" · {}", citation.place));
        if !citation.attribution.is_own_voice() {
            out.text(format_args!(" · according to {}", citation.attribution));
        }
        out.text(" · ");
        grade(out, &citation);
        out.raw("</footer></blockquote>");
    }

    /// Cells of one row of a table.
    fn row(&self, out: &mut Markup, cells: &[StatementId]) {
        let Some(first) = cells.first().and_then(|cell| self.facts.cite(*cell)) else { return };
        out.raw("<blockquote class=\"sentence\"><p class=\"cells\">");
        for cell in cells {
            let Some(citation) = self.facts.cite(*cell) else { continue };
            let Place::Cell { column, .. } = &citation.place else { continue };
            out.raw("<span>").element("small", &[], column);
            self.quote(out, *cell, &citation.quote);
            out.raw("</span>");
        }
        out.raw("</p><footer>");
        self.link(out, cells[0], &first.source_name);
        if let Place::Cell { row, .. } = first.place {
            out.text(format_args!(" · row {row}"));
        }
        out.text(" · ");
        grade(out, &first);
        out.raw("</footer></blockquote>");
    }

    fn quote(&self, out: &mut Markup, statement: StatementId, quote: &str) {
        if self.open_link(out, "quote", statement) {
            out.text(quote).close("a");
        } else {
            out.text(quote);
        }
    }
}

fn grade(out: &mut Markup, citation: &Citation) {
    let meaning = format!("source: {}; statement: {}", citation.reliability.meaning(), citation.credibility.meaning());
    let grade = format!("grade {}{}", citation.reliability, citation.credibility.digit());
    out.element("abbr", &[("title", &meaning)], grade);
}

/// A standing as a small label with its rung.
pub(crate) fn chip(out: &mut Markup, standing: Standing) {
    let class = if standing.is_against() { "standing against" } else { "standing" };
    out.open("span", &[("class", &class), ("title", &words::meaning(standing))]);
    out.raw("<svg class=\"rungs\" viewBox=\"0 0 24 8\" aria-hidden=\"true\">");
    out.empty("use", &[("href", &format_args!("#rung-{}", rung(Some(standing))))]);
    out.raw("</svg>").text(words::standing(standing)).close("span");
}

/// Whether one place of a text holds another.
pub(crate) fn contains(outer: &Place, inner: &Place) -> bool {
    match (outer, inner) {
        (Place::Text { start, end, .. }, Place::Text { start: from, end: to, .. }) => start <= from && to <= end,
        _ => false,
    }
}

/// What stands before and after a quote in its sentence, cut to [`CONTEXT`] characters at a word.
fn context(text: &str, quote: &Range<usize>) -> (String, String) {
    let (head, tail) = (&text[..quote.start], &text[quote.end..]);
    let start = sentence_start(head);
    let end = if text[quote.clone()].trim_end().ends_with(is_end) { 0 } else { sentence_end(tail) };
    let mut before: Vec<char> = head[start..].chars().rev().take(CONTEXT + 1).collect();
    let cut_before = before.len() > CONTEXT;
    if cut_before {
        let at = before.iter().rposition(|c| c.is_whitespace()).unwrap_or(CONTEXT);
        before.truncate(at);
        before.push('…');
    }
    let mut after: Vec<char> = tail[..end].chars().take(CONTEXT + 1).collect();
    if after.len() > CONTEXT {
        let at = after.iter().rposition(|c| c.is_whitespace()).unwrap_or(CONTEXT);
        after.truncate(at);
        after.push('…');
    }
    (before.into_iter().rev().collect(), after.into_iter().collect())
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔')
}

/// Where the sentence begins that goes on at the end of `head`.
fn sentence_start(head: &str) -> usize {
    let mut after = head.len();
    let mut next: Option<char> = None;
    for (at, c) in head.char_indices().rev().take(CONTEXT * 2) {
        let is_wide = matches!(c, '。' | '！' | '？');
        let ends = is_end(c) && (is_wide || next.is_some_and(char::is_whitespace));
        if ends || (c == '\n' && next == Some('\n')) {
            let gap = head[after..].len() - head[after..].trim_start().len();
            return after + gap;
        }
        (after, next) = (at, Some(c));
    }
    let gap = head[after..].len() - head[after..].trim_start().len();
    after + gap
}

/// Where the sentence ends that goes on at the beginning of `tail`.
fn sentence_end(tail: &str) -> usize {
    let mut characters = tail.char_indices().take(CONTEXT * 2).peekable();
    let mut last = 0;
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, c)| *c);
        if c == '\n' && next == Some('\n') {
            return at;
        }
        last = at + c.len_utf8();
        let is_wide = matches!(c, '。' | '！' | '？');
        if is_end(c)
            && (is_wide || next.is_none_or(|next| next.is_whitespace() || matches!(next, '”' | '"' | '’' | '»')))
        {
            return last;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_shown_in_its_sentence() {
        let text = "He left.\n\nMa Aijun, former head, was convicted of sheltering the gang. The end.";
        let start = text.find("convicted").unwrap();
        let (before, after) = context(text, &(start..start + "convicted".len()));
        assert_eq!((before.as_str(), after.as_str()), ("Ma Aijun, former head, was ", " of sheltering the gang."));
    }

    #[test]
    fn a_whole_sentence_needs_no_context() {
        let text = "One. Two is here. Three.";
        let (before, after) = context(text, &(5..17));
        assert_eq!((before.as_str(), after.as_str()), ("", ""));
        let (before, after) = context("马伦港。警方逮捕了他。", &("马伦港。警方".len().."马伦港。警方逮捕".len()));
        assert_eq!((before.as_str(), after.as_str()), ("警方", "了他。"));
    }

    #[test]
    fn long_contexts_are_cut_at_a_word() {
        let text = format!("{} X", "word ".repeat(200));
        let (before, after) = context(&text, &(text.len() - 1..text.len()));
        assert!(before.starts_with('…') && before.chars().count() <= CONTEXT + 1, "{before}");
        assert_eq!(after, "");
    }
}
