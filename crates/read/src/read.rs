//! The run over everything that the user gave.

use std::fs;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use umbra_model::{Source, SourceId, Text};

use crate::archive::Budget;
use crate::document::{Extracted, Metadata};
use crate::format::{self, Format};
use crate::limits::size;
use crate::table::{MappingFile, Siblings};
use crate::walk::{Found, Roots};
use crate::{Bytes, Content, Document, Item, Options, ReadError, Skipped, Table, extract, language};

/// Bytes from which the format is told.
const HEAD: u64 = 1 << 16;

/// Reads files, folders, patterns and archives, in the order given and within each by name, and hands on what it finds.
/// The sink ends the run by breaking.
///
/// Hidden files are left out. What a `.umbraignore` file (in gitignore's form) leaves out is counted, and the count
/// handed on as skipped. Symbolic links inside folders are not followed. A mapping file beside its table is part of the
/// table. The same bytes found twice are handed on twice, with both paths and one [`SourceId`].
///
/// Memory: a document of up to [`Limits::max_document_bytes`](crate::Limits) is held while it is read, about once where
/// it is plain UTF-8 and about three times where it has to be decoded; tables and entity files are streamed.
///
/// # Errors
/// [`ReadError`] when an argument leads nowhere or a given mapping file can't be used; nothing has been handed on then.
pub fn read(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let roots = Roots::check(paths)?;
    let mappings = options.mappings.iter().map(|path| MappingFile::open(path)).collect::<Result<_, _>>()?;
    let mut reader = Reader { options, sink, mappings };
    let _ = roots.walk(!options.read_ignored, &mut |found| match found {
        Found::File(disk, shown) => reader.file(&disk, shown),
        Found::Skipped(skipped) => (reader.sink)(Item::Skipped(skipped)),
    });
    Ok(())
}

/// Looks whether every argument leads to something and the mapping files given can be used, and reads nothing: for who
/// wants to know before a case is made.
///
/// # Errors
/// As for [`read()`].
pub fn check(paths: &[PathBuf], options: &Options) -> Result<(), ReadError> {
    Roots::check(paths)?;
    options.mappings.iter().try_for_each(|path| MappingFile::open(path).map(drop))
}

/// Something to be read, wherever it was found.
pub(crate) struct Finding<'a> {
    pub bytes: Bytes,
    pub size: u64,
    /// The path to show.
    pub shown: String,
    /// In how many archives and mails it lay.
    pub nesting: u32,
    /// What lies beside it.
    pub siblings: Siblings<'a>,
}

pub(crate) struct Reader<'a> {
    pub options: &'a Options,
    pub sink: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
    mappings: Vec<MappingFile>,
}

impl Reader<'_> {
    fn file(&mut self, disk: &Path, shown: String) -> ControlFlow<()> {
        let unreadable = |error: &io::Error| {
            format!("It can't be read ({error}): check who may read it and that the disk is sound.")
        };
        let found = match fs::metadata(disk) {
            Ok(found) if found.is_file() => found,
            Ok(_) => return self.skip(shown, "It is a device, pipe or socket, not a file."),
            Err(error) => return self.skip(shown, unreadable(&error)),
        };
        let bytes = if found.len() <= self.options.limits.keep_in_memory {
            match fs::read(disk) {
                Ok(bytes) => Bytes::Memory(bytes.into()),
                Err(error) => return self.skip(shown, unreadable(&error)),
            }
        } else {
            Bytes::File(disk.to_owned())
        };
        let siblings = Siblings::Disk(disk.parent().unwrap_or(Path::new("")));
        self.finding(Finding { bytes, size: found.len(), shown, nesting: 0, siblings }, None)
    }

    pub fn skip(&mut self, path: String, reason: impl Into<String>) -> ControlFlow<()> {
        (self.sink)(Item::Skipped(Skipped { path, reason: reason.into() }))
    }

    /// Reads one thing. `budget` is what is left of the bounds of the archive that it lay in.
    pub fn finding(&mut self, finding: Finding<'_>, budget: Option<&mut Budget>) -> ControlFlow<()> {
        let limits = &self.options.limits;
        if finding.nesting > limits.max_nesting {
            let reason = format!(
                "It lies in more than {} archives and mails, one within the other: unpack them first.",
                limits.max_nesting
            );
            return self.skip(finding.shown, reason);
        }
        match finding.siblings.mapped_table(&finding.shown) {
            Some(Ok(())) => return ControlFlow::Continue(()),
            Some(Err(reason)) => return self.skip(finding.shown, reason),
            None => {}
        }
        let mut head = Vec::new();
        if let Err(error) = finding.bytes.open().and_then(|input| input.take(HEAD).read_to_end(&mut head)) {
            return self.skip(finding.shown, format!("It can't be read ({error}): check who may read it."));
        }
        let format = match format::detect(&head, &finding.shown) {
            Ok(format) => format,
            Err(reason) => return self.skip(finding.shown, reason),
        };
        let limit = if format.is_streamed() { limits.max_file_bytes } else { limits.max_document_bytes };
        if finding.size > limit {
            let (found, allowed) = (size(finding.size), size(limit));
            let reason = format!(
                "It has {found}, over the limit of {allowed} for a {}: split it, or raise the limit.",
                format.media_type()
            );
            return self.skip(finding.shown, reason);
        }
        match format {
            Format::Gzip => self.gzip(finding, budget),
            Format::Zip => self.zip(finding, budget),
            Format::Entities | Format::Statements | Format::Csv => self.streamed(format, finding),
            Format::Mail => self.mail(finding, budget),
            Format::Text | Format::Markdown | Format::Html | Format::Pdf | Format::Docx => {
                self.document(format, finding)
            }
        }
    }

    fn streamed(&mut self, format: Format, finding: Finding<'_>) -> ControlFlow<()> {
        let id = match hash(&finding.bytes) {
            Ok(id) => id,
            Err(error) => return self.skip(finding.shown, format!("It can't be read to its end ({error}).")),
        };
        let mut source = Source::new(id, finding.shown.clone(), format.media_type(), finding.size);
        let mut notes = Vec::new();
        let content = match format {
            Format::Entities => Content::Entities,
            Format::Statements => Content::Statements,
            _ => match Table::open(&mut source, finding.bytes.clone(), &self.options.limits, &mut notes) {
                Ok(mut table) => {
                    table.find_mapping(&source, &self.mappings, &finding.siblings, &mut notes);
                    Content::Table(table)
                }
                // Its rows make no sense, but its words can still be searched.
                Err(reason) => {
                    let limit = self.options.limits.max_document_bytes;
                    if finding.size > limit {
                        return self.skip(
                            finding.shown,
                            format!("{reason} It is too large to be read as plain text (limit {}).", size(limit)),
                        );
                    }
                    return self.text_instead(finding, &reason);
                }
            },
        };
        (self.sink)(Item::Document(Document { source, bytes: finding.bytes, content, main: Vec::new(), notes }))
    }

    fn text_instead(&mut self, finding: Finding<'_>, reason: &str) -> ControlFlow<()> {
        self.document_with(Format::Text, finding, |bytes, options| {
            let mut extracted = extract::extract(Format::Text, bytes, options)?;
            extracted.notes.push(format!("{reason} It was read as plain text."));
            Ok(extracted)
        })
    }

    fn document(&mut self, format: Format, finding: Finding<'_>) -> ControlFlow<()> {
        self.document_with(format, finding, |bytes, options| extract::extract(format, bytes, options))
    }

    /// Loads a document, takes its text by `extract` and hands it on.
    pub fn document_with(
        &mut self,
        format: Format,
        finding: Finding<'_>,
        extract: impl FnOnce(Vec<u8>, &Options) -> Result<Extracted, String>,
    ) -> ControlFlow<()> {
        let mut bytes = Vec::new();
        if let Err(error) = finding.bytes.open().and_then(|mut input| input.read_to_end(&mut bytes)) {
            return self.skip(finding.shown, format!("It can't be read to its end ({error})."));
        }
        let mut source = Source::new(SourceId::of(&bytes), finding.shown, format.media_type(), bytes.len() as u64);
        let extracted = match extract(bytes, self.options) {
            Ok(extracted) => extracted,
            Err(reason) => return self.skip(source.path, reason),
        };
        let Extracted { text, pages, main, metadata, encoding, mut notes } = extracted;
        let article = main
            .first()
            .map_or(text.as_str(), |first| &text[first.start..main.last().map_or(first.end, |last| last.end)]);
        source.language = language::decide(metadata.language.clone(), article, &mut notes);
        source.encoding = encoding.map(str::to_owned);
        describe(&mut source, metadata);
        let text = Text::new(source.id, text, pages);
        (self.sink)(Item::Document(Document {
            source,
            bytes: finding.bytes,
            content: Content::Text(text),
            main,
            notes,
        }))
    }
}

fn describe(source: &mut Source, metadata: Metadata) {
    let short = |text: String| text.chars().take(500).collect::<String>();
    source.title = metadata.title.map(short).filter(|title| !title.is_empty());
    source.publisher = metadata.publisher.map(short).filter(|publisher| !publisher.is_empty());
    source.published = metadata.published;
    source.url = metadata.url.map(short);
}

fn hash(bytes: &Bytes) -> io::Result<SourceId> {
    if let Bytes::Memory(bytes) = bytes {
        return Ok(SourceId::of(bytes));
    }
    let mut input = bytes.open()?;
    let mut digest = Sha256::new();
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok(SourceId::from_digest(digest.finalize().into()));
        }
        digest.update(chunk);
        let count = chunk.len();
        input.consume(count);
    }
}
