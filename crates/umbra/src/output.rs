//! Where a command's result goes: standard output, or a file that is put in its place only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What is handed to the system at once.
const BLOCK: usize = 1 << 18;

/// A result under way. A file of which not all was written goes away again.
pub struct Output {
    out: Box<dyn Write>,
    place: Option<Place>,
}

/// A file beside the place where it is to lie.
struct Place {
    part: PathBuf,
    path: PathBuf,
    is_kept: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_kept {
            // It may be gone already; there is nothing to do about either.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// The file that is named, if it is one: `-` stands for standard output.
pub fn file(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| *path != Path::new("-"))
}

impl Output {
    /// Begins a result: in the file that is named; where none is, or `-`, on standard output, as it is: no colours are taken
    /// out of data.
    ///
    /// # Errors
    /// When the file can't be made.
    pub fn begin(path: Option<&Path>) -> Result<Self> {
        let Some(path) = file(path) else {
            return Ok(Self { out: Box::new(BufWriter::with_capacity(BLOCK, io::stdout().lock())), place: None });
        };
        let is_special = fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir());
        let (made, place) = if is_special {
            // A device or a pipe is written to; nothing can take its place.
            (fs::OpenOptions::new().write(true).open(path), None)
        } else {
            let mut part = path.to_owned().into_os_string();
            part.push(".part");
            let part = PathBuf::from(part);
            (File::create(&part), Some(Place { part, path: path.to_owned(), is_kept: false }))
        };
        let file = made.with_context(|| format!("{} can't be written", path.display()))?;
        Ok(Self { out: Box::new(BufWriter::with_capacity(BLOCK, file)), place })
    }

    /// Ends the result, and puts the file in its place.
    ///
    /// # Errors
    /// When the rest can't be written or the file can't be moved.
    pub fn finish(mut self) -> Result<()> {
        let name =
            self.place.as_ref().map_or_else(|| "the output".to_owned(), |place| place.path.display().to_string());
        let wrong = || format!("{name} can't be written");
        self.out.flush().with_context(wrong)?;
        drop(self.out);
        if let Some(mut place) = self.place {
            fs::rename(&place.part, &place.path).with_context(wrong)?;
            place.is_kept = true;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails says where")]

    use super::*;

    #[test]
    fn a_file_is_there_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        fs::write(&path, "old").unwrap();
        let mut output = Output::begin(Some(&path)).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let mut output = Output::begin(Some(&path)).unwrap();
        output.write_all(b"new").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
