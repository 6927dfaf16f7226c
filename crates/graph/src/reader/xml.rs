//! XML files event by event, with the place of each.

use std::io::{BufRead, BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::blocks::Blocks;
use super::error::{Fault, ReadError};
use super::weight::shortened;

/// What the formats care about: elements that begin and end, and text within. Entities of a document type are never expanded.
pub(crate) enum Markup<'b> {
    Start(BytesStart<'b>),
    /// The end of the element of this local name.
    End(String),
    Text(String),
}

/// An XML file that is read on demand.
pub(crate) struct Xml<R: Read> {
    reader: quick_xml::Reader<Counted<BufReader<Blocks<R>>>>,
    buffer: Vec<u8>,
    depth: usize,
    /// Line and column at which the last event began.
    place: (u64, usize),
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(blocks: Blocks<R>) -> Xml<R> {
        let input = Counted { input: BufReader::with_capacity(1 << 16, blocks), line: 1, column: 1 };
        let mut reader = quick_xml::Reader::from_reader(input);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new(), depth: 0, place: (1, 1) }
    }

    /// The error with the place of the last event.
    pub(crate) fn error(&self, fault: Fault) -> ReadError {
        fault.at(self.place.0, self.place.1)
    }

    /// The next event; `None` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Markup<'_>>, ReadError> {
        loop {
            self.buffer.clear();
            let place = (self.reader.get_ref().line, self.reader.get_ref().column);
            self.place = place;
            // The borrow checker can't see that the buffer is free again when the loop goes on, so what is needed of an
            // event that is not handed out is taken here.
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => {
                    let error = std::io::Error::new(error.kind(), error.to_string());
                    return Err(ReadError::Io { line: place.0.saturating_sub(1), error });
                }
                Err(error) => return Err(Fault::Xml { message: error.to_string() }.at(place.0, place.1)),
            };
            let text = match event {
                Event::Start(_) => {
                    self.depth += 1;
                    break;
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = element.local_name().as_ref().to_owned();
                    return Ok(Some(Markup::End(name)));
                }
                Event::Text(text) => text.xml10_content().into_owned(),
                Event::CData(text) => text.xml10_content().into_owned(),
                Event::GeneralRef(reference) => {
                    let named = reference.xml10_content();
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character.to_string()),
                        _ => quick_xml::escape::resolve_predefined_entity(&named).map(str::to_owned),
                    };
                    let fault = || Fault::Xml { message: format!("the entity {:?} is not known", shortened(&named)) };
                    resolved.ok_or_else(|| fault().at(place.0, place.1))?
                }
                Event::Eof if self.depth > 0 => {
                    let wanted = "the end of an element".to_owned();
                    return Err(Fault::CutOff { wanted }.at(place.0, place.1));
                }
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some(Markup::Text(text)));
        }
        // The start of an element, as it lies in the buffer: "<name attribute="value"/>".
        let content = String::from_utf8_lossy(&self.buffer);
        let content = content.strip_prefix('<').unwrap_or(&content);
        let content = content.strip_suffix('>').unwrap_or(content);
        let content = content.strip_suffix('/').unwrap_or(content).to_owned();
        let length = content.find(|c: char| c.is_ascii_whitespace()).unwrap_or(content.len());
        Ok(Some(Markup::Start(BytesStart::from_content(content, length))))
    }
}

/// An attribute's text; `None` where the element lacks it.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Fault> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| Fault::Xml { message: error.to_string() })?;
        if attribute.key.as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| Fault::Xml { message: error.to_string() })?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// An attribute that must be there.
pub(crate) fn required(element: &BytesStart<'_>, name: &'static str) -> Result<String, Fault> {
    attribute(element, name)?
        .ok_or_else(|| Fault::MissingAttribute { element: element.local_name().as_ref().to_owned(), attribute: name })
}

/// Counts lines and columns of what is read through it.
struct Counted<B> {
    input: B,
    line: u64,
    column: usize,
}

impl<B: BufRead> Read for Counted<B> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let waiting = self.fill_buf()?;
        let count = waiting.len().min(buffer.len());
        buffer[..count].copy_from_slice(&waiting[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<B: BufRead> BufRead for Counted<B> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if let Ok(waiting) = self.input.fill_buf() {
            for &byte in &waiting[..count.min(waiting.len())] {
                if byte == b'\n' {
                    self.line += 1;
                    self.column = 1;
                } else if byte & 0xC0 != 0x80 {
                    // Bytes that go on with a character are not counted.
                    self.column += 1;
                }
            }
        }
        self.input.consume(count);
    }
}
