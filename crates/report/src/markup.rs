//! HTML, SVG and XML as a string that nothing gets into unescaped.

use std::fmt::{self, Display, Write as _};

/// Mark-up under construction.
///
/// Only literals of the program are taken as they are; everything that came from outside goes through [`Markup::text`]
/// or an attribute and is escaped there. That is the whole defence against a hostile document, so there is no way round
/// it: `raw`, tags and names of attributes take `&'static str`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Markup(String);

/// Names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

impl Markup {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Takes a literal as it is.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped.
    pub(crate) fn text(&mut self, text: impl Display) -> &mut Self {
        write!(Escape(&mut self.0), "{text}").expect("writing to a string can't fail");
        self
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.start(tag, attributes);
        self.0.push('>');
        self
    }

    /// Adds an element that holds nothing.
    pub(crate) fn empty(&mut self, tag: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.start(tag, attributes);
        self.0.push_str("/>");
        self
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            write!(Escape(&mut self.0), "{value}").expect("writing to a string can't fail");
            self.0.push('"');
        }
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        self
    }

    /// An element that holds text alone.
    pub(crate) fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: impl Display) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// Opens a table that scrolls by itself where it is wider than the page; `label` says what it holds to those who hear
    /// the page.
    pub(crate) fn open_table(&mut self, label: &str, attributes: Attributes<'_>) -> &mut Self {
        self.open("div", &[("class", &"scroll"), ("tabindex", &"0"), ("role", &"region"), ("aria-label", &label)]);
        self.open("table", attributes)
    }

    pub(crate) fn close_table(&mut self) -> &mut Self {
        self.close("table").close("div")
    }

    /// Adds mark-up made elsewhere.
    pub(crate) fn append(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Escapes what is written through it, for text and for attributes in double quotes, in HTML and in XML.
struct Escape<'a>(&'a mut String);

impl fmt::Write for Escape<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // A parser would turn it into a line feed.
                '\r' => self.0.push_str("&#13;"),
                '\t' | '\n' => self.0.push(character),
                // An override turns the letters of a name round, and so of what follows it.
                '\u{202d}' | '\u{202e}' => self.0.push('\u{fffd}'),
                // XML knows no way to write these, and HTML none that a parser lets pass.
                '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                _ => self.0.push(character),
            }
        }
        Ok(())
    }
}

/// A length in a drawing: one decimal at most, so that the last bits of a float never show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length(pub f64);

impl Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // Without this, -0.04 would be written "-0".
        let tenths = if tenths == 0.0 { 0.0 } else { tenths };
        write!(f, "{tenths}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut markup = Markup::new();
        let hostile = "\"><script>alert('x')</script>]]>&\0";
        markup.element("p", &[("title", &hostile)], hostile);
        let escaped = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;]]&gt;&amp;\u{fffd}";
        assert_eq!(markup.as_str(), format!("<p title=\"{escaped}\">{escaped}</p>"));
    }

    #[test]
    fn lengths_are_short() {
        for (length, text) in [(1.0, "1"), (0.25, "0.3"), (-0.04, "0"), (12.34, "12.3"), (-3.06, "-3.1")] {
            assert_eq!(Length(length).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_from_outside_ends_a_text_or_an_attribute(text in "\\PC{0,80}") {
            let mut markup = Markup::new();
            markup.text(&text);
            prop_assert!(!markup.as_str().contains(['<', '>', '"', '\'']));
        }
    }
}
