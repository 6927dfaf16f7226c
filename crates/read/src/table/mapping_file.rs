//! Where mapping files lie, and which table they belong to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::mapping::{Mapping, MappingOrigin};
use crate::ReadError;

/// How the name of a mapping file ends.
pub(crate) const MAPPING_ENDINGS: [&str; 2] = [".mapping.yml", ".mapping.yaml"];
/// How the name of a table ends that a mapping file can belong to.
const TABLE_ENDINGS: [&str; 4] = [".csv", ".tsv", ".tab", ".psv"];

/// A mapping file that the user gave.
#[derive(Debug)]
pub(crate) struct MappingFile(Mapping);

impl MappingFile {
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let bytes =
            fs::read(path).map_err(|source| ReadError::Io { action: "reading", path: path.to_owned(), source })?;
        parse(&name, &bytes).map(Self)
    }

    /// Its part for a table, if it names the table.
    pub fn for_table(&self, file_name: &str) -> Option<Mapping> {
        let names_tables = self.0.queries.iter().any(|query| !query.csv_urls.is_empty());
        names_tables.then(|| self.0.clone().for_table(file_name)).flatten()
    }
}

fn parse(name: &str, bytes: &[u8]) -> Result<Mapping, ReadError> {
    let wrong = |reason: String| ReadError::Mapping { name: name.to_owned(), reason };
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is no UTF-8".to_owned()))?;
    let digest: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Mapping::parse(text, MappingOrigin::File { name: name.to_owned(), digest })
}

/// What lies in the same folder as a table, on disk or in an archive.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Siblings<'a> {
    /// A folder.
    Disk(&'a Path),
    /// The members of an archive by name, with the bytes of mapping files, and the name of the member itself.
    Members(&'a BTreeMap<String, Vec<u8>>, &'a str),
    /// Nothing: the attachment of a mail.
    None,
}

impl Siblings<'_> {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        match self {
            Self::Disk(folder) => fs::read(folder.join(name)).ok(),
            Self::Members(members, own) => members.get(&beside(own, name)).cloned(),
            Self::None => None,
        }
    }

    fn has(&self, name: &str) -> bool {
        match self {
            Self::Disk(folder) => folder.join(name).is_file(),
            Self::Members(members, own) => members.contains_key(&beside(own, name)),
            Self::None => false,
        }
    }

    /// The mapping beside a table: `NAME.mapping.yml` for `NAME.csv`.
    pub fn mapping_of(&self, table: &str) -> Option<Result<Mapping, ReadError>> {
        let stem = table.rsplit_once('.').map_or(table, |(stem, _)| stem);
        MAPPING_ENDINGS.iter().find_map(|ending| {
            let name = format!("{stem}{ending}");
            let bytes = self.read(&name).filter(|bytes| !bytes.is_empty())?;
            Some(parse(&name, &bytes).and_then(|mapping| {
                let reason = format!("none of its queries names {table} as csv_url");
                mapping.for_table(table).ok_or(ReadError::Mapping { name, reason })
            }))
        })
    }

    /// Whether a path is that of a mapping file: `Ok` with its table beside it, else why it is of no use.
    pub fn mapped_table(&self, shown: &str) -> Option<Result<(), String>> {
        let name = shown.rsplit('/').next().unwrap_or(shown);
        let stem = MAPPING_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
        let has_table = TABLE_ENDINGS.iter().any(|ending| {
            self.has(&format!("{stem}{ending}")) || self.has(&format!("{stem}{}", ending.to_uppercase()))
        });
        Some(if has_table {
            Ok(())
        } else {
            Err(format!(
                "It is a mapping, but no table {stem}.csv lies beside it: give both the same name, or pass the mapping as an option."
            ))
        })
    }
}

fn beside(own: &str, name: &str) -> String {
    own.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}
