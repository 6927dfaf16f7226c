//! Bytes of unknown number, kept in memory or on disk.

use std::io::{self, Read, Write};
use std::sync::Arc;

use crate::Bytes;

/// Why a stream was not kept.
#[derive(Debug)]
pub(crate) enum SpoolError {
    /// It has more bytes than allowed.
    TooLong,
    /// Reading it failed, or writing it to disk.
    Io(io::Error),
}

impl From<io::Error> for SpoolError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Keeps what a reader gives: in memory up to a size, beyond it in a temporary file. `allowed` says, for a number of
/// bytes, whether so many may still come.
pub(crate) fn spool(
    input: &mut dyn Read,
    in_memory: u64,
    allowed: &dyn Fn(u64) -> bool,
) -> Result<(Bytes, u64), SpoolError> {
    let mut memory = Vec::new();
    let mut file: Option<tempfile::NamedTempFile> = None;
    let mut chunk = vec![0; 1 << 16];
    let mut total = 0u64;
    loop {
        let count = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        total += count as u64;
        if !allowed(total) {
            return Err(SpoolError::TooLong);
        }
        match &mut file {
            Some(file) => file.write_all(&chunk[..count])?,
            None => memory.extend_from_slice(&chunk[..count]),
        }
        if file.is_none() && total > in_memory {
            let mut spilled = tempfile::NamedTempFile::new()?;
            spilled.write_all(&memory)?;
            memory = Vec::new();
            file = Some(spilled);
        }
    }
    Ok((
        match file {
            Some(file) => Bytes::Temporary(Arc::new(file.into_temp_path())),
            None => Bytes::Memory(memory.into()),
        },
        total,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_streams_stay_in_memory_and_long_ones_go_to_disk() {
        let (short, _) = spool(&mut &[7u8; 100][..], 100, &|_| true).unwrap();
        assert!(matches!(short, Bytes::Memory(_)));
        let (long, size) = spool(&mut &[7u8; 300_000][..], 100, &|_| true).unwrap();
        assert!(matches!(long, Bytes::Temporary(_)));
        assert_eq!((size, long.load().unwrap().len()), (300_000, 300_000));
    }

    #[test]
    fn the_bound_is_kept() {
        assert!(matches!(spool(&mut io::repeat(0), 100, &|n| n < 1_000_000), Err(SpoolError::TooLong)));
    }
}
