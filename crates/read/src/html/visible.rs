//! The text that a reader of a page sees.
//!
//! Its form, on which citations rest:
//! - Runs of white space become one space, except in `pre`. A no-break space stays what it is.
//! - Paragraphs, headings, lists, tables and the like stand apart by an empty line; other blocks, list items, table rows
//!   and `br` by a line break; table cells by a tab.
//! - Left out: scripts, styles, templates, `noscript`, drawings and other embedded things, form choices, comments, the
//!   page's title (which is metadata), and elements with the attribute `hidden` or the style `display:none`.
//! - Soft hyphens and zero-width spaces are left out, since a reader does not see them.
//! - The text begins and ends without white space.

use std::collections::HashMap;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::elements::{APART, BLOCKS, HOLDERS, LOOSE, SURROUNDINGS, UNSEEN, VOID, heading, listed};

/// Longest attribute or script that is kept.
const LONGEST_ATTRIBUTE: usize = 4096;
const LONGEST_SCRIPT: usize = 1 << 20;

/// A page, read.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub text: String,
    pub blocks: Vec<Block>,
    /// Elements that hold blocks; the first is the page itself, parents come before children.
    pub nodes: Vec<Node>,
    /// Name or property, and content, of the `meta` elements.
    pub metas: Vec<(String, String)>,
    pub title: String,
    pub language: Option<String>,
    pub canonical: Option<String>,
    /// Scripts of JSON-LD.
    pub linked_data: Vec<String>,
    /// What `time` elements give as their time.
    pub times: Vec<String>,
    /// The page ended inside a hidden element.
    pub ends_hidden: bool,
}

/// A stretch of text without a line break.
#[derive(Debug)]
pub(super) struct Block {
    pub bytes: Range<usize>,
    /// Bytes of it inside links.
    pub linked: usize,
    pub node: usize,
    /// It is a heading: 1 to 6.
    pub heading: Option<u8>,
}

/// An element that holds blocks.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: usize,
    pub kind: NodeKind,
}

/// What an element is to its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Plain,
    Article,
    Main,
    /// The head of the page, or of the article that it stands in.
    Header,
    /// Menus, side bars, footers, forms.
    Surroundings,
}

/// Reads a page; `hide` leaves out elements that the page hides.
pub(super) fn read(html: &str, hide: bool) -> Page {
    let mut reader = Reader::new(hide);
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _span: html5gum::Span<()>| -> Option<Infallible> {
            reader.take(&event);
            None
        });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    reader.finish()
}

/// Where the text of an element goes instead of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aside {
    Title,
    LinkedData,
    Nothing,
}

struct Reader {
    page: Page,
    hide: bool,
    /// The start tag being read.
    tag: String,
    attributes: Vec<(String, String)>,
    aside: Option<Aside>,
    /// A hidden element and how many of its name are open.
    hidden: Option<(String, u32)>,
    /// Holders that are open: name, node.
    open: Vec<(&'static str, usize)>,
    /// How many of a name are in `open`, so that a stray end tag costs nothing.
    counts: HashMap<&'static str, u32>,
    pre: u32,
    links: u32,
    heading: Option<u8>,
    space: bool,
    tab: bool,
    breaks: usize,
    block_start: usize,
    linked: usize,
}

impl Reader {
    fn new(hide: bool) -> Self {
        let mut page = Page::default();
        page.nodes.push(Node { parent: 0, kind: NodeKind::Plain });
        Self {
            page,
            hide,
            tag: String::new(),
            attributes: Vec::new(),
            aside: None,
            hidden: None,
            open: Vec::new(),
            counts: HashMap::new(),
            pre: 0,
            links: 0,
            heading: None,
            space: false,
            tab: false,
            breaks: 0,
            block_start: 0,
            linked: 0,
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = String::from_utf8_lossy(name).into_owned();
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } if self.attributes.len() < 64 => {
                self.attributes.push((String::from_utf8_lossy(name).into_owned(), String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, kept)) = self.attributes.last_mut() {
                    let room = LONGEST_ATTRIBUTE.saturating_sub(kept.len()).min(value.len());
                    kept.push_str(&String::from_utf8_lossy(&value[..room]));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => {
                let name = String::from_utf8_lossy(name).into_owned();
                self.end(&name);
            }
            CallbackEvent::String { value } => self.string(&String::from_utf8_lossy(value)),
            CallbackEvent::AttributeName { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    fn start(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        let name = tag.as_str();
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += u32::from(hidden == name && !(self_closing && listed(VOID, name).is_some()));
            return;
        }
        match name {
            "script" => self.aside = Some(self.script()),
            "style" | "textarea" | "xmp" | "plaintext" => self.aside = Some(Aside::Nothing),
            "title" if self.page.title.is_empty() => self.aside = Some(Aside::Title),
            "title" => self.aside = Some(Aside::Nothing),
            "meta" => self.meta(),
            "link" => self.link(),
            "html" => self.page.language = self.attribute("lang").or(self.attribute("xml:lang")).map(str::to_owned),
            "time" => {
                let time = self.attribute("datetime").map(str::to_owned);
                self.page.times.extend(time.filter(|_| self.page.times.len() < 16));
            }
            "a" => self.links = 1,
            "pre" | "listing" => self.pre += 1,
            _ => {}
        }
        if listed(UNSEEN, name).is_some() && !self_closing || self.hide && self.is_hidden(name) {
            self.hidden = Some((tag, 1));
            return;
        }
        self.set_apart(name);
        self.heading = heading(name).or(self.heading);
        if let Some(holder) = listed(HOLDERS, name) {
            let parent = self.node();
            self.page.nodes.push(Node { parent, kind: self.kind(name) });
            self.open.push((holder, self.page.nodes.len() - 1));
            *self.counts.entry(holder).or_default() += 1;
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match name {
            "script" | "style" | "textarea" | "xmp" | "title" => self.aside = None,
            "a" => self.links = 0,
            "pre" | "listing" => self.pre = self.pre.saturating_sub(1),
            _ => {}
        }
        self.set_apart(name);
        if heading(name).is_some() {
            self.heading = None;
        }
        if self.counts.get(name).is_some_and(|count| *count > 0) {
            while let Some((open, _)) = self.open.pop() {
                *self.counts.entry(open).or_default() -= 1;
                if open == name {
                    break;
                }
            }
        }
    }

    fn node(&self) -> usize {
        self.open.last().map_or(0, |(_, node)| *node)
    }

    fn script(&self) -> Aside {
        let is_data = self.attribute("type").is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json"));
        if is_data { Aside::LinkedData } else { Aside::Nothing }
    }

    fn is_hidden(&self, name: &str) -> bool {
        let style = || self.attribute("style").map(|s| s.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
        listed(VOID, name).is_none()
            && listed(LOOSE, name).is_none()
            && (self.attribute("hidden").is_some() || style().contains("display:none"))
    }

    fn kind(&self, name: &str) -> NodeKind {
        let role = self.attribute("role").unwrap_or_default();
        let words = || {
            let marks = ["class", "id"].into_iter().filter_map(|key| self.attribute(key));
            marks.flat_map(|value| value.split(|c: char| !c.is_ascii_alphanumeric()))
        };
        match (name, role) {
            ("article", _) | (_, "article") => NodeKind::Article,
            ("main", _) | (_, "main") => NodeKind::Main,
            ("header", _) | (_, "banner") => NodeKind::Header,
            ("nav" | "aside" | "footer" | "menu" | "dialog", _)
            | (_, "navigation" | "complementary" | "contentinfo" | "search" | "dialog") => NodeKind::Surroundings,
            // The body's class often names every part that the page has.
            ("body", _) => NodeKind::Plain,
            _ if words().any(|word| listed(SURROUNDINGS, &word.to_ascii_lowercase()).is_some()) => {
                NodeKind::Surroundings
            }
            _ => NodeKind::Plain,
        }
    }

    fn meta(&mut self) {
        let key = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|key| self.attribute(key));
        if let (Some(key), Some(content)) = (key, self.attribute("content"))
            && self.page.metas.len() < 256
        {
            let entry = (key.to_ascii_lowercase(), content.to_owned());
            self.page.metas.push(entry);
        }
    }

    fn link(&mut self) {
        if self.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            self.page.canonical = self.attribute("href").map(str::to_owned);
        }
    }

    /// Breaks the line before or after an element, as far as the element wants.
    fn set_apart(&mut self, name: &str) {
        let breaks = if listed(APART, name).is_some() {
            2
        } else if listed(BLOCKS, name).is_some() {
            1
        } else if matches!(name, "td" | "th") {
            self.close_block();
            self.tab = self.breaks == 0;
            return;
        } else {
            return;
        };
        self.close_block();
        self.breaks = self.breaks.max(breaks);
    }

    fn close_block(&mut self) {
        let bytes = self.block_start..self.page.text.len();
        if !bytes.is_empty() {
            let block = Block { bytes, linked: self.linked, node: self.node(), heading: self.heading };
            self.page.blocks.push(block);
        }
        self.block_start = self.page.text.len();
        self.linked = 0;
        self.space = false;
    }

    fn string(&mut self, value: &str) {
        if self.hidden.is_some() {
            return;
        }
        match self.aside {
            Some(Aside::Nothing) => return,
            Some(Aside::Title) => {
                let room = LONGEST_ATTRIBUTE.saturating_sub(self.page.title.len());
                self.page.title.extend(value.chars().take(room));
                return;
            }
            Some(Aside::LinkedData) => {
                if value.len() <= LONGEST_SCRIPT && self.page.linked_data.len() < 16 {
                    self.page.linked_data.push(value.to_owned());
                }
                return;
            }
            None => {}
        }
        for c in value.chars() {
            match c {
                '\n' if self.pre > 0 => {
                    self.close_block();
                    self.breaks += 1;
                }
                ' ' | '\t' if self.pre > 0 => self.push(c),
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => self.space = true,
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
                _ => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        let text = &mut self.page.text;
        if !text.is_empty() && self.breaks > 0 {
            text.extend(std::iter::repeat_n('\n', self.breaks));
            self.block_start = text.len();
        } else if self.tab && !text.is_empty() {
            text.push('\t');
            self.block_start = text.len();
        } else if self.space && !text.is_empty() && text.len() > self.block_start {
            text.push(' ');
        }
        (self.breaks, self.tab, self.space) = (0, false, false);
        text.push(c);
        self.linked += if self.links > 0 { c.len_utf8() } else { 0 };
    }

    fn finish(mut self) -> Page {
        self.close_block();
        self.page.ends_hidden = self.hidden.is_some();
        let end = self.page.text.trim_end().len();
        self.page.text.truncate(end);
        for block in &mut self.page.blocks {
            block.bytes.end = block.bytes.end.min(end);
        }
        self.page.blocks.retain(|block| !block.bytes.is_empty());
        self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, text: &str) {
        assert_eq!(read(html, true).text, text, "{html}");
    }

    #[test]
    fn blocks_break_lines_and_white_space_collapses() {
        check("<p>One\n two</p><p>three <b>four</b>.</p>", "One two\n\nthree four.");
        check("<div>a</div><div>b</div>c<br>d", "a\nb\nc\nd");
        check("<ul><li>a<li>b</ul>c", "a\nb\n\nc");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a\tb\nc\td");
        check("<pre>a\n  b</pre>c", "a\n  b\n\nc");
        check("  <p>  </p> x  ", "x");
        check("40,000&nbsp;crowns &ndash; Mu\u{AD}ster", "40,000\u{A0}crowns – Muster");
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        check("<title>t</title><style>s</style>a<script>if (a < b) x()</script>b<!-- c -->", "ab");
        check("a<div hidden><div>b</div>c</div>d<span style='display: none'>e</span>f", "adf");
        check("a<svg><title>b</title></svg>c<noscript>d</noscript>", "ac");
        check("<p hidden>its end may be missing", "its end may be missing");
    }

    #[test]
    fn an_unclosed_hidden_element_is_noticed() {
        assert!(read("a<div hidden>b", true).ends_hidden);
        assert_eq!(read("a<div hidden>b", false).text, "a\nb");
    }
}
