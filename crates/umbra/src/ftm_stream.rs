//! Files of entities and statements as streams: opened, unpacked, read line by line, with what was left out noted.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::bufread::MultiGzDecoder;
use umbra_model::{FtmReader, LineFault, RawEntity, Scratch, ScratchFile};

use crate::exit::Usage;
use crate::interrupt;
use crate::left_out::LeftOut;
use crate::page;
use crate::progress::Progress;

/// What is read of a file at once.
const BLOCK: usize = 1 << 18;

/// After so many lines progress is told, and whether the user asked to stop is looked at.
const STEP: u64 = 1 << 12;

/// An input that was opened.
pub struct Input {
    /// What to call it: its path, or `-`.
    pub name: String,
    /// Its bytes, unpacked.
    pub bytes: Box<dyn BufRead>,
}

/// Opens what was named; standard input for `-` and for nothing.
///
/// # Errors
/// When one can't be opened, or nothing was named and nobody pipes anything in.
pub fn open(paths: &[PathBuf]) -> Result<Vec<Input>> {
    if paths.is_empty() && io::stdin().is_terminal() {
        return Err(Usage("name a file, or pipe entities in".to_owned()).into());
    }
    if paths.is_empty() {
        return Ok(vec![open_one(Path::new("-"))?]);
    }
    paths.iter().map(|path| open_one(path)).collect()
}

/// Opens one file, and unpacks it if it is packed with gzip.
///
/// # Errors
/// When it can't be opened.
pub fn open_one(path: &Path) -> Result<Input> {
    let name = path.display().to_string();
    let bytes: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let file = File::open(path).with_context(|| format!("{name} can't be read"))?;
        if file.metadata().is_ok_and(|known| known.is_dir()) {
            bail!("{name} is a folder: name a file");
        }
        Box::new(file)
    };
    let mut bytes = BufReader::with_capacity(BLOCK, bytes);
    let is_packed = bytes.fill_buf().with_context(|| format!("{name} can't be read"))?.starts_with(b"\x1f\x8b");
    let bytes: Box<dyn BufRead> =
        if is_packed { Box::new(BufReader::with_capacity(BLOCK, MultiGzDecoder::new(bytes))) } else { Box::new(bytes) };
    Ok(Input { name, bytes })
}

/// How the reading of all inputs ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// All were read to their ends.
    Well,
    /// The user asked to stop.
    Stopped,
    /// An input broke off, as the sentence says.
    Broken(String),
}

/// Where an entity comes from.
pub struct At<'a> {
    /// The input's number.
    pub input: u32,
    /// Its name.
    pub file: &'a str,
    /// The line.
    pub line: u64,
}

/// Hands every entity of every input on. What a line has that can't be taken is noted.
///
/// # Errors
/// What the taker gives.
pub fn each_entity(
    inputs: Vec<Input>,
    left: &mut LeftOut,
    progress: &Progress<'_>,
    take: &mut dyn FnMut(&At<'_>, RawEntity<'_>, &mut LeftOut) -> Result<()>,
) -> Result<Ended> {
    let mut count = 0;
    for (number, input) in (0..).zip(inputs) {
        let file = input.name;
        let mut reader = FtmReader::new(input.bytes);
        while let Some(read) = reader.next_raw() {
            count += 1;
            if let Some(ended) = pause(count, &file, progress) {
                return Ok(ended);
            }
            match read {
                Ok((line, raw)) => {
                    for refused in &raw.refused {
                        left.value(&file, line, &raw.id, refused);
                    }
                    take(&At { input: number, file: &file, line }, raw, left)?;
                }
                Err(error) => {
                    if let LineFault::Io(_) = error.fault {
                        return Ok(Ended::Broken(format!("{file}: {error}")));
                    }
                    left.line(&file, &error);
                }
            }
        }
    }
    Ok(Ended::Well)
}

/// Tells progress now and then; says whether to stop.
pub fn pause(count: u64, file: &str, progress: &Progress<'_>) -> Option<Ended> {
    if !count.is_multiple_of(STEP) {
        return None;
    }
    progress.say(|| format!("reading {file}: {} lines", page::grouped(count)));
    interrupt::is_asked().then_some(Ended::Stopped)
}

/// Files for what memory doesn't hold, in the folder for such files. The system takes them away when the program ends,
/// however it ends.
pub fn scratch() -> Scratch {
    Box::new(|| Ok(Box::new(tempfile::tempfile()?) as Box<dyn ScratchFile>))
}
