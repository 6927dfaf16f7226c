//! Checksums of rows, and digests of what a transaction wrote.

use umbra_model::SourceId;

/// Collects a row's fields in a form in which no two different rows are alike: each field is marked as absent or
/// given with its length.
#[derive(Default)]
pub(crate) struct Canonical(Vec<u8>);

impl Canonical {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        // Lengths of over 4 GiB can't occur: SQLite holds no such field.
        self.0.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    pub(crate) fn optional(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.mark(1).text(text),
            None => self.mark(0),
        }
    }

    pub(crate) fn integer(&mut self, number: i64) -> &mut Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    pub(crate) fn optional_integer(&mut self, number: Option<i64>) -> &mut Self {
        match number {
            Some(number) => self.mark(1).integer(number),
            None => self.mark(0),
        }
    }

    pub(crate) fn source(&mut self, id: &SourceId) -> &mut Self {
        self.0.extend_from_slice(id.as_bytes());
        self
    }

    fn mark(&mut self, mark: u8) -> &mut Self {
        self.0.push(mark);
        self
    }

    pub(crate) fn hash(&self) -> blake3::Hash {
        blake3::hash(&self.0)
    }

    /// The first eight bytes of the BLAKE3 hash. Enough against accidents; the log's digests chain them.
    pub(crate) fn checksum(&self) -> i64 {
        first_eight(&self.hash())
    }
}

fn first_eight(hash: &blake3::Hash) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}

/// The BLAKE3 over the ids and checksums of rows, in the order of ids.
#[derive(Default, Clone)]
pub(crate) struct Digest(blake3::Hasher);

impl Digest {
    pub(crate) fn add(&mut self, id: i64, checksum: i64) {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&id.to_le_bytes());
        bytes[8..].copy_from_slice(&checksum.to_le_bytes());
        self.0.update(&bytes);
    }

    pub(crate) fn finish(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        let checksum = |fields: &[Option<&str>]| {
            let mut canonical = Canonical::new();
            for field in fields {
                canonical.optional(*field);
            }
            canonical.checksum()
        };
        let all = [
            checksum(&[Some("ab"), Some("c")]),
            checksum(&[Some("a"), Some("bc")]),
            checksum(&[Some("abc"), None]),
            checksum(&[None, Some("abc")]),
            checksum(&[Some("abc"), Some("")]),
        ];
        for (i, one) in all.iter().enumerate() {
            assert!(!all[i + 1..].contains(one));
        }
    }
}
