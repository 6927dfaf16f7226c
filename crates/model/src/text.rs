//! The text of a source, and how to cite from it.

use std::ops::Range;

use crate::{Place, SourceId, Span, SpanError};

/// Bytes between two marks; finding a character costs at most a scan over one such stretch.
const STRIDE: usize = 256;

/// The extracted text of a source, with what is needed to cite it.
///
/// Rust slices by bytes, citations count Unicode scalar values (so that any language and any editor can find the
/// place again). `Text` converts between both in constant time. Memory: the text and 4 bytes for each 256 of it.
#[derive(Debug, Clone)]
pub struct Text {
    source: SourceId,
    content: String,
    /// The first byte of each page, ascending; empty where the source has no pages.
    pages: Vec<usize>,
    /// Characters before byte 0, STRIDE, 2 STRIDE, ... (continuation bytes belong to the character before).
    marks: Vec<u32>,
}

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| starts_character(**byte)).count()
}

impl Text {
    /// Takes a text. `pages` holds the byte at which each page begins, ascending, or nothing.
    pub fn new(source: SourceId, content: String, pages: Vec<usize>) -> Self {
        let mut marks = Vec::with_capacity(content.len() / STRIDE + 1);
        let mut count = 0usize;
        for chunk in content.as_bytes().chunks(STRIDE) {
            marks.push(u32::try_from(count).unwrap_or(u32::MAX));
            count += count_characters(chunk);
        }
        Self { source, content, pages, marks }
    }

    /// The source whose text this is.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The byte at which each page begins.
    pub fn pages(&self) -> &[usize] {
        &self.pages
    }

    /// The number of characters before a byte. Constant time.
    pub fn characters_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.content.len());
        let mark = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        let counted = self.marks.get(mark).map_or(0, |count| *count as usize);
        counted + count_characters(&self.content.as_bytes()[mark * STRIDE..byte])
    }

    /// The byte at which the character with a number begins, the text's length for the number after the last,
    /// `None` beyond. Logarithmic time.
    pub fn byte_of(&self, character: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|count| *count as usize <= character).saturating_sub(1);
        let mut left = character - self.marks.get(mark).map_or(0, |count| *count as usize);
        let bytes = self.content.as_bytes();
        for (at, byte) in bytes.iter().enumerate().skip(mark * STRIDE) {
            if starts_character(*byte) {
                if left == 0 {
                    return Some(at);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(bytes.len())
    }

    /// The page that a byte stands on, counted from 1; `None` where the source has no pages.
    pub fn page_at(&self, byte: usize) -> Option<u32> {
        let page = self.pages.partition_point(|start| *start <= byte);
        (!self.pages.is_empty()).then(|| u32::try_from(page.max(1)).unwrap_or(u32::MAX))
    }

    /// Cites a range of bytes.
    ///
    /// # Errors
    /// [`SpanError::Range`] when the range is empty, past the end or cuts a character; [`SpanError::TooLong`] when
    /// the text has over 4,294,967,295 characters.
    pub fn span(&self, bytes: Range<usize>) -> Result<Span, SpanError> {
        let wrong = || SpanError::Range { start: bytes.start, end: bytes.end, length: self.content.len() };
        let quote = self.content.get(bytes.clone()).filter(|quote| !quote.is_empty()).ok_or_else(wrong)?;
        let start = self.characters_before(bytes.start);
        let number = |count: usize| u32::try_from(count).map_err(|_| SpanError::TooLong(self.content.len()));
        let end = number(start + quote.chars().count())?;
        let place = Place::Text { start: number(start)?, end, page: self.page_at(bytes.start) };
        Ok(Span::in_text(self.source, place, quote.to_owned()))
    }

    /// The bytes that a place of this text covers, if it lies in the text.
    pub fn bytes_of(&self, place: &Place) -> Option<Range<usize>> {
        match place {
            Place::Text { start, end, .. } if start <= end => {
                Some(self.byte_of(*start as usize)?..self.byte_of(*end as usize)?)
            }
            Place::Text { .. } | Place::Cell { .. } => None,
        }
    }

    /// Whether the words of a span stand where it says.
    pub fn holds(&self, span: &Span) -> bool {
        span.source() == self.source && self.bytes_of(span.place()).is_some_and(|b| self.content[b] == *span.quote())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(content: &str) -> Text {
        Text::new(SourceId::of(content.as_bytes()), content.to_owned(), Vec::new())
    }

    #[test]
    fn spans_count_characters() {
        let text = text("“Ma” 马爱军 met Brandt");
        let at = text.as_str().find("马").unwrap();
        let span = text.span(at..at + 9).unwrap();
        assert_eq!(span.quote(), "马爱军");
        assert_eq!(*span.place(), Place::Text { start: 5, end: 8, page: None });
        assert!(text.holds(&span));
    }

    #[test]
    fn wrong_ranges_are_refused() {
        let text = text("é!");
        for range in [0..0, 0..1, 1..2, 2..9] {
            assert!(text.span(range).is_err());
        }
        #[expect(clippy::reversed_empty_ranges, reason = "the case under test")]
        let backwards = 3..2;
        assert!(text.span(backwards).is_err());
        assert!(self::text("").span(0..1).is_err());
    }

    #[test]
    fn pages_are_found() {
        let text = Text::new(SourceId::of(b""), "one two".to_owned(), vec![0, 4]);
        assert_eq!(text.page_at(3), Some(1));
        assert_eq!(text.page_at(4), Some(2));
    }

    proptest! {
        #[test]
        fn characters_and_bytes_convert_both_ways(content in "\\PC{0,700}") {
            let text = text(&content);
            for (number, (byte, _)) in content.char_indices().enumerate() {
                prop_assert_eq!(text.characters_before(byte), number);
                prop_assert_eq!(text.byte_of(number), Some(byte));
            }
            let length = content.chars().count();
            prop_assert_eq!(text.byte_of(length), Some(content.len()));
            prop_assert_eq!(text.byte_of(length + 1), None);
        }
    }
}
