//! From paths to statements in a case file: read, extract, store, one source after the other.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use umbra_case::{Added, Case, Next, Stated, Writer};
use umbra_extract::{Extraction, Extractor, Names};
use umbra_model::{Source, SourceId, Statement, StatementReader};
use umbra_read::{Content, Document, Item, Options, ReadError, Table, map_table};

use crate::language_model::{self, Asked, Endpoint};
use crate::page::{self, FAINT, HEADING, styled};
use crate::progress::Progress;
use crate::{case_file, cli, ftm_rows, interrupt, rules, tagger_file};

/// Statements of a table that are stored at once.
const BATCH: usize = 20_000;

/// Bytes of text that may be under way at once, unless one document alone is longer.
const MOST_UNDER_WAY: u64 = 16 << 20;

/// After so long the full-text index takes in what was read meanwhile. After each document it would cost more than the
/// reading itself.
const INDEX_EVERY: Duration = Duration::from_secs(3);

/// What was taken into the case, and what was not.
#[derive(Debug, Default, Serialize)]
pub struct Taken {
    /// Sources that are new to the case.
    pub sources: usize,
    /// Sources that it held already, and that were passed over.
    pub known: usize,
    /// Sources that it held already and that were read again.
    pub read_again: usize,
    /// Those of them from which the same was taken as before, so that nothing was written.
    pub unchanged: usize,
    /// Statements.
    pub statements: usize,
    /// What falls short of a statement, for `umbra review`.
    pub candidates: usize,
    /// Files, rows and lines that were left out, and why.
    pub skipped: Vec<Remark>,
    /// What a reader should know about a source.
    pub notes: Vec<Remark>,
    /// Mappings that were guessed for tables.
    pub guessed: Vec<Guess>,
    /// What a language model was asked, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_model: Option<Asked>,
    /// Whether the user stopped it before the end.
    pub was_stopped: bool,
}

/// Something to tell about a file.
#[derive(Debug, Serialize)]
pub struct Remark {
    /// Where it lies.
    pub path: String,
    /// The row or line, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// A sentence.
    pub reason: String,
}

/// A mapping that was guessed for a table, and where it was saved.
#[derive(Debug, Serialize)]
pub struct Guess {
    /// The table.
    pub path: String,
    /// What its rows were taken for: "Company, Person, Ownership".
    pub entities: String,
    /// Where the mapping lies now, to be corrected and given back with `--mapping`.
    pub saved: PathBuf,
    /// Why each column was taken as it was.
    pub why: Vec<String>,
}

/// Opens the case file that the inputs go into, makes it if need be, and takes them in.
///
/// Nothing is made where a path leads nowhere, and a case that is new and got nothing is taken away again.
///
/// # Errors
/// As for [`take`], and when there was nothing to take.
pub fn take_into(path: &Path, inputs: &cli::Inputs, progress: &Progress<'_>) -> Result<(Case, Taken)> {
    take_with_help(path, inputs, None, progress)
}

/// The same, and then asks a language model about the texts, if there is one.
///
/// # Errors
/// As for [`take_into`].
pub fn take_with_help(
    path: &Path,
    inputs: &cli::Inputs,
    endpoint: Option<&Endpoint>,
    progress: &Progress<'_>,
) -> Result<(Case, Taken)> {
    umbra_read::check(&inputs.paths, &options(inputs))?;
    let is_new = !path.exists();
    let mut case = case_file::open_or_create(path)?;
    let taken = take(&mut case, inputs, endpoint, progress)?;
    if taken.sources + taken.known + taken.read_again > 0 {
        return Ok((case, taken));
    }
    if is_new {
        case_file::discard(case)?;
    }
    if taken.was_stopped {
        bail!("stopped before the first document was read");
    }
    let left_out: Vec<String> =
        taken.skipped.iter().take(10).map(|skipped| format!("\n  {}: {}", skipped.path, skipped.reason)).collect();
    match left_out.len() {
        0 => bail!("there is nothing to read at {}", shown(&inputs.paths)),
        _ => bail!("nothing could be read at {}:{}", shown(&inputs.paths), left_out.concat()),
    }
}

fn shown(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    paths.join(", ")
}

fn options(inputs: &cli::Inputs) -> Options {
    Options { pdf_worker: std::env::current_exe().ok(), mappings: inputs.mapping.clone(), ..Options::default() }
}

/// What finds names that no rule knows.
fn names(inputs: &cli::Inputs) -> Result<Names> {
    match &inputs.tagger {
        None => Ok(Names::Embedded),
        Some(word) if word.as_os_str() == "rules" => Ok(Names::RulesOnly),
        Some(path) => Ok(Names::Own(Box::new(tagger_file::read(path)?))),
    }
}

/// Takes what lies at the paths into a case.
///
/// One thread reads, several look what the texts say, and this one stores it, in the order of the documents. Each source is
/// one transaction, so a stop at any point leaves whole sources, and the next run goes on with the first that is missing.
///
/// # Errors
/// When a path leads nowhere, a mapping file can't be used, or the case can't be written. What can't be read is no
/// error: it is listed.
fn take(case: &mut Case, inputs: &cli::Inputs, endpoint: Option<&Endpoint>, progress: &Progress<'_>) -> Result<Taken> {
    let _patience = interrupt::Patience::begin();
    let mut extractor = rules::extractor(inputs.rules.as_deref())?.with_names(names(inputs)?);
    if inputs.rules_alone {
        extractor = extractor.with_rules_alone();
    }
    let mut intake = Intake {
        noted: case.skipped()?.into_iter().map(|skipped| (skipped.path, skipped.reason)).collect(),
        case,
        actor: &inputs.actor,
        again: inputs.again,
        extractor: &extractor,
        progress,
        indexed: Instant::now(),
        seen: BTreeSet::new(),
        texts: Vec::new(),
        taken: Taken::default(),
    };
    thread::scope(|scope| {
        // No item waits here: what was read is either being worked on or still with the reader.
        let (send, items) = sync_channel(0);
        let reading =
            scope.spawn(move || read_items(inputs, &|item| !interrupt::is_asked() && send.send(item).is_ok()));
        let stored = store_items(&mut intake, &items);
        // Whoever reads is let go, however this ended.
        drop(items);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        stored.and(read.map_err(Into::into))
    })?;
    // Asked for during the last document: what follows the reading is left for the next run.
    intake.taken.was_stopped |= interrupt::is_asked();
    // Whoever searches next meets the error, if it lasts.
    let _ = intake.case.update_index();
    let Intake { case, texts, mut taken, .. } = intake;
    if let Some(endpoint) = endpoint {
        let stop = || interrupt::is_asked();
        let asked = language_model::ask(case, &inputs.actor, &extractor, endpoint, &texts, progress, &stop)?;
        taken.was_stopped |= asked.was_stopped;
        taken.language_model = Some(asked);
    }
    Ok(taken)
}

/// Reads what lies at the paths, for as long as it is taken.
fn read_items(inputs: &cli::Inputs, take: &dyn Fn(Item) -> bool) -> Result<(), ReadError> {
    umbra_read::read(&inputs.paths, &options(inputs), &mut |item| match take(item) {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    })
}

/// Works on what is read, and stores it.
fn store_items(intake: &mut Intake<'_>, items: &Receiver<Item>) -> Result<()> {
    let extractor = intake.extractor;
    // Both closures run in this thread, one after the other.
    let (intake, under_way) = (RefCell::new(intake), Cell::new(0));
    umbra_case::in_order(
        umbra_case::workers(),
        |count| {
            if count > 0 && under_way.get() >= MOST_UNDER_WAY {
                return Ok(Next::Later);
            }
            let Ok(item) = items.recv() else { return Ok(Next::End) };
            under_way.set(under_way.get() + text_bytes(&item));
            let is_wanted = intake.borrow().wants_extraction(&item)?;
            Ok(Next::Piece((item, is_wanted)))
        },
        |(item, is_wanted)| {
            let extraction = match &item {
                Item::Document(Document { content: Content::Text(text), source, main, .. }) if is_wanted => {
                    Some(extractor.extract_within(text, source, main))
                }
                _ => None,
            };
            (item, extraction)
        },
        |(item, extraction)| {
            under_way.set(under_way.get() - text_bytes(&item));
            if interrupt::is_asked() {
                return Ok(());
            }
            intake.borrow_mut().item(&item, extraction)
        },
    )
}

fn text_bytes(item: &Item) -> u64 {
    match item {
        Item::Document(Document { content: Content::Text(text), .. }) => text.as_str().len() as u64,
        _ => 0,
    }
}

struct Intake<'a> {
    case: &'a mut Case,
    actor: &'a str,
    again: bool,
    extractor: &'a Extractor,
    progress: &'a Progress<'a>,
    /// What the case notes as skipped, by path and reason.
    noted: HashSet<(String, String)>,
    /// When the full-text index was last brought up to date.
    indexed: Instant,
    /// Sources met in this run, so that `--again` reads the same bytes once.
    seen: BTreeSet<SourceId>,
    /// The texts met in this run, with the parts that are read.
    texts: Vec<(SourceId, Vec<std::ops::Range<usize>>)>,
    taken: Taken,
}

impl Intake<'_> {
    /// Whether it is a text that the case doesn't hold yet, or that is to be read again.
    fn wants_extraction(&self, item: &Item) -> Result<bool> {
        match item {
            Item::Document(Document { content: Content::Text(_), source, .. }) => {
                Ok(self.again || self.case.source(source.id)?.is_none())
            }
            _ => Ok(false),
        }
    }

    fn item(&mut self, item: &Item, extraction: Option<Extraction>) -> Result<()> {
        match item {
            Item::Skipped(skipped) => self.skip(&skipped.path, &skipped.reason)?,
            Item::Document(document) => {
                let path = document.source.path.clone();
                self.progress.say(|| format!("reading {path}"));
                self.document(document, extraction).with_context(|| format!("{path} can't be stored"))?;
            }
        }
        if self.indexed.elapsed() >= INDEX_EVERY {
            // Whoever searches next meets the error, if it lasts.
            let _ = self.case.update_index();
            self.indexed = Instant::now();
        }
        Ok(())
    }

    fn skip(&mut self, path: &str, reason: &str) -> Result<()> {
        if self.noted.insert((path.to_owned(), reason.to_owned())) {
            let mut writer = self.case.begin(self.actor)?;
            writer.name_action("skip");
            writer.note_skipped(path, reason)?;
            writer.commit_unindexed()?;
        }
        self.taken.skipped.push(Remark { path: path.to_owned(), row: None, reason: reason.to_owned() });
        Ok(())
    }

    fn document(&mut self, document: &Document, extraction: Option<Extraction>) -> Result<()> {
        let source = &document.source;
        let is_first = self.seen.insert(source.id);
        let is_known = self.case.source(source.id)?.is_some();
        if is_first && matches!(document.content, Content::Text(_)) {
            self.texts.push((source.id, document.main.clone()));
        }
        for note in &document.notes {
            self.taken.notes.push(Remark { path: source.path.clone(), row: None, reason: note.clone() });
        }
        match &document.content {
            Content::Entities => self.entities(document),
            Content::Text(_) | Content::Table(_) | Content::Statements if is_known && !(self.again && is_first) => {
                self.taken.known += 1;
                self.add_path(document)
            }
            Content::Text(text) => {
                let extraction =
                    extraction.unwrap_or_else(|| self.extractor.extract_within(text, source, &document.main));
                if let Some(reason) = &extraction.not_read {
                    self.taken.notes.push(Remark { path: source.path.clone(), row: None, reason: reason.clone() });
                }
                let mut statements = extraction.statements;
                if is_known {
                    // What a language model once answered is held to the text as it is read now.
                    let answers = language_model::kept_answers(self.case, text)?;
                    if !answers.is_empty() {
                        statements.extend(self.extractor.weigh(text, source, &document.main, &answers).statements);
                    }
                    statements = self.case.withdrawn_by_reviews()?.sift(statements);
                }
                if is_known && said_before(self.case, source.id, &statements)? {
                    self.taken.read_again += 1;
                    self.taken.unchanged += 1;
                    return self.add_path(document);
                }
                let mut writer = begin(self.case, self.actor, document)?;
                writer.add_statements(&statements)?;
                writer.commit_unindexed()?;
                let stated = statements.iter().filter(|s| !s.schema().is_aside()).count();
                self.count(is_known, stated);
                self.taken.candidates += extraction.candidates.len();
                Ok(())
            }
            Content::Table(table) => self.table(document, table, is_known),
            Content::Statements => self.statements(document, is_known),
        }
    }

    fn count(&mut self, is_known: bool, statements: usize) {
        self.taken.sources += usize::from(!is_known);
        self.taken.read_again += usize::from(is_known);
        self.taken.statements += statements;
    }

    /// The same bytes at another place are one source with two paths.
    fn add_path(&mut self, document: &Document) -> Result<()> {
        let source = &document.source;
        if !self.case.source_paths(source.id)?.contains(&source.path) {
            let mut writer = self.case.begin(self.actor)?;
            writer.name_action("read");
            writer.add_source(source, &mut document.bytes.open()?, document.text())?;
            writer.commit_unindexed()?;
        }
        Ok(())
    }

    fn entities(&mut self, document: &Document) -> Result<()> {
        let (source, progress) = (&document.source, self.progress);
        let mut bytes = document.bytes.open()?;
        let report = self.case.import_entities(self.actor, source, &mut bytes, &mut |at| {
            let entities = page::grouped(at.entities);
            progress.say(|| {
                format!("reading {}: {entities} entities, {} %", source.path, at.bytes * 100 / at.of_bytes.max(1))
            });
        })?;
        if report.was_known {
            self.taken.known += 1;
            return Ok(());
        }
        self.count(false, usize::try_from(report.statements).unwrap_or(usize::MAX));
        let of_this = |skipped: &umbra_case::Skipped| skipped.path == source.path;
        let skipped = self.case.skipped()?.into_iter().filter(of_this);
        self.taken.skipped.extend(skipped.map(|s| Remark { path: s.path, row: s.row, reason: s.reason }));
        Ok(())
    }

    fn statements(&mut self, document: &Document, is_known: bool) -> Result<()> {
        let source = &document.source;
        let mut writer = begin(self.case, self.actor, document)?;
        let mut batch = Vec::new();
        let mut stored = 0;
        // The header is row 1.
        for (row, read) in (2..).zip(StatementReader::new(document.bytes.open()?)?) {
            let made = read.map_err(|error| error.to_string()).and_then(|ftm| ftm_rows::statement(source, row, &ftm));
            match made {
                Ok(statement) => batch.extend(statement),
                Err(reason) => {
                    writer.note_skipped(&source.path, &format!("Row {row}: {reason}"))?;
                    self.taken.skipped.push(Remark { path: source.path.clone(), row: Some(row), reason });
                }
            }
            if batch.len() >= BATCH {
                stored += batch.len();
                writer.add_statements(&std::mem::take(&mut batch))?;
            }
        }
        stored += batch.len();
        writer.add_statements(&batch)?;
        writer.commit_unindexed()?;
        self.count(is_known, stored);
        Ok(())
    }

    fn table(&mut self, document: &Document, table: &Table, is_known: bool) -> Result<()> {
        let source = &document.source;
        if let Some(mapping) = table.mapping().filter(|mapping| mapping.is_guessed()) {
            let saved = save_mapping(self.case.path(), source, &mapping.to_yaml())?;
            let (path, entities, why) = (source.path.clone(), mapping.summary(), mapping.explanation());
            self.taken.guessed.push(Guess { path, entities, saved, why });
        }
        let mut writer = begin(self.case, self.actor, document)?;
        let mut batch: Vec<Statement> = Vec::new();
        let (mut stored, mut failure) = (0, None);
        let report = map_table(source, table, &mut |statement| {
            batch.push(statement);
            if batch.len() >= BATCH && failure.is_none() {
                stored += batch.len();
                failure = writer.add_statements(&std::mem::take(&mut batch)).err();
            }
        })?;
        if let Some(failure) = failure {
            return Err(failure.into());
        }
        stored += batch.len();
        writer.add_statements(&batch)?;
        for fault in &report.refused_rows {
            writer.note_skipped(&source.path, &format!("Row {}: {}", fault.row, fault.reason))?;
        }
        writer.commit_unindexed()?;
        self.count(is_known, stored);

        let remark = |row: u64, reason: String| Remark { path: source.path.clone(), row: Some(row), reason };
        let refused = report.refused_rows.iter().map(|fault| remark(fault.row, fault.reason.clone()));
        self.taken.skipped.extend(refused);
        let doubtful = report.doubtful_rows.iter().map(|fault| remark(fault.row, fault.reason.clone()));
        self.taken.notes.extend(doubtful);
        let cells = report.cells.iter().map(|cell| {
            remark(cell.row, format!("{:?} in column {:?} was left out: {}", cell.value, cell.column, cell.reason))
        });
        self.taken.notes.extend(cells);
        Ok(())
    }
}

/// Hands over what was taken from a source before, without what people or a language model said of it: that stays.
fn each_earlier(case: &Case, source: SourceId, mut take: impl FnMut(Stated)) -> Result<()> {
    let of_source = umbra_case::Filter::all().source(source).without_retracted();
    case.each_statement(&of_source, |stated| {
        if !umbra_case::is_reviewers(&stated.statement) && !umbra_case::is_model_answer(&stated.statement) {
            take(stated);
        }
    })?;
    Ok(())
}

/// Whether just this was taken from a source before, in whatever order.
fn said_before(case: &Case, source: SourceId, now: &[Statement]) -> Result<bool> {
    fn in_order<'s>(statements: impl Iterator<Item = &'s Statement>) -> Vec<&'s Statement> {
        let mut statements: Vec<&Statement> = statements.collect();
        statements.sort_by(|a, b| {
            let key = |s: &'s Statement| (s.entity(), s.property().name(), s.value(), s.span().quote());
            key(a).cmp(&key(b))
        });
        statements
    }
    let mut earlier = Vec::new();
    each_earlier(case, source, |stated| earlier.push(stated.statement))?;
    Ok(earlier.len() == now.len() && in_order(earlier.iter()) == in_order(now.iter()))
}

/// Begins the transaction of a source: adds it, or retracts what was taken from it before.
fn begin<'c>(case: &'c mut Case, actor: &str, document: &Document) -> Result<Writer<'c>> {
    // Of a table only the numbers are held: it may have millions.
    let mut earlier = Vec::new();
    each_earlier(case, document.source.id, |stated| earlier.push(stated.id))?;
    let mut writer = case.begin(actor)?;
    let added = writer.add_source(&document.source, &mut document.bytes.open()?, document.text())?;
    writer.name_action(if added == Added::Known { "read again" } else { "read" });
    for statement in earlier {
        writer.retract(statement, "the source was read again")?;
    }
    Ok(writer)
}

/// Saves a guessed mapping in a folder beside the case file, where the user can correct it.
fn save_mapping(case: &Path, source: &Source, yaml: &str) -> Result<PathBuf> {
    let folder = case.with_extension("mappings");
    let name = source.path.rsplit('/').next().unwrap_or("table");
    let path = folder.join(name).with_extension("mapping.yml");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, yaml))
        .with_context(|| format!("{} can't be written", path.display()))?;
    Ok(path)
}

impl Taken {
    /// What was taken, in a few lines.
    pub fn text(&self, width: usize) -> String {
        let sources = match self.sources {
            0 => "nothing new".to_owned(),
            several => page::count(several, "source", "sources"),
        };
        let mut text = format!(
            "{} {sources}, {}",
            styled(HEADING, "Read"),
            page::count(self.statements, "statement", "statements")
        );
        if self.read_again > 0 {
            let again = page::count(self.read_again, "source was", "sources were");
            text.push_str(&format!("; {again} read again"));
            match self.unchanged {
                0 => {}
                all if all == self.read_again => text.push_str(" and said the same"),
                some => text.push_str(&format!(", {} said the same", page::grouped(some as u64))),
            }
        }
        if self.known > 0 {
            text.push_str(&format!("; {} known already", page::count(self.known, "source was", "sources were")));
        }
        text.push('\n');
        if let Some(asked) = &self.language_model {
            text.push_str(&asked.text(width));
        }
        text.push_str(&self.guesses(width));
        for (title, remarks) in [("Left out", &self.skipped), ("Notes", &self.notes)] {
            if !remarks.is_empty() {
                text.push_str(&format!("{} {}\n", styled(HEADING, title), remarks.len()));
            }
            for remark in remarks.iter().take(20) {
                let row = remark.row.map_or_else(String::new, |row| format!(", row {row}"));
                let line = format!("{}{row}: {}", remark.path, remark.reason);
                text.push_str(&format!("  {}\n", page::wrapped(&line, width - 2, 4, 3)));
            }
            if remarks.len() > 20 {
                text.push_str(&format!(
                    "  {}\n",
                    styled(FAINT, format!("and {} more: --json lists all", remarks.len() - 20))
                ));
            }
        }
        text
    }

    /// What the columns of tables were taken for, and where to correct it; nothing where no mapping was guessed.
    pub fn guesses(&self, width: usize) -> String {
        let Some(first) = self.guessed.first() else { return String::new() };
        let tables: Vec<&str> =
            self.guessed.iter().map(|guess| guess.path.rsplit('/').next().unwrap_or(&guess.path)).collect();
        let folder = first.saved.parent().unwrap_or(Path::new(".")).display();
        let line = format!("the columns of {}; check them in {folder}/", tables.join(", "));
        format!("{} {}\n", styled(HEADING, "Guessed"), page::wrapped(&line, width - 8, 2, 3))
    }
}
