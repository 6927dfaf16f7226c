//! Archives: what lies in them is read as if it lay in a folder, in memory or in temporary files, never under the name
//! that the archive gives.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use crate::limits::size;
use crate::read::{Finding, Reader};
use crate::spool::{SpoolError, spool};
use crate::table::{MAPPING_ENDINGS, Siblings};
use crate::{Bytes, Limits};

/// Bytes of a member up to which its ratio does not matter: small files of one repeated line are no bombs.
const RATIO_FREE: u64 = 10 << 20;
/// Largest mapping file that is taken from an archive.
const LARGEST_MAPPING: u64 = 1 << 20;

/// What is left of an outermost archive's bounds; archives inside it draw on the same.
pub(crate) struct Budget {
    bytes: u64,
    members: u64,
}

impl Budget {
    pub fn new(limits: &Limits) -> Self {
        Self { bytes: limits.max_archive_bytes, members: limits.max_archive_members }
    }
}

/// A member of an archive, before it is read.
struct Member {
    index: usize,
    name: String,
}

impl Reader<'_> {
    /// Reads what one gzip file holds, as `dump.json.gz/dump.json`.
    pub fn gzip(&mut self, finding: Finding<'_>, budget: Option<&mut Budget>) -> ControlFlow<()> {
        let mut own = Budget::new(&self.options.limits);
        let budget = budget.unwrap_or(&mut own);
        let input = match finding.bytes.open() {
            Ok(input) => input,
            Err(error) => return self.skip(finding.shown, format!("It can't be read ({error}).")),
        };
        let name = finding.shown.rsplit('/').next().unwrap_or_default();
        let inner = match name.rsplit_once('.') {
            Some((stem, ending)) if ending.eq_ignore_ascii_case("gz") && !stem.is_empty() => stem.to_owned(),
            Some((stem, ending)) if ending.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
            _ => "content".to_owned(),
        };
        let shown = format!("{}/{inner}", finding.shown);
        match self.unpack(&mut MultiGzDecoder::new(input), finding.size, budget) {
            Ok((bytes, size)) => {
                let siblings = finding.siblings;
                let inner = Finding { bytes, size, shown, nesting: finding.nesting + 1, siblings };
                self.finding(inner, Some(budget))
            }
            Err(reason) => self.skip(finding.shown, reason),
        }
    }

    /// Reads the members of a zip archive, sorted by name.
    pub fn zip(&mut self, finding: Finding<'_>, budget: Option<&mut Budget>) -> ControlFlow<()> {
        let mut own = Budget::new(&self.options.limits);
        let budget = budget.unwrap_or(&mut own);
        let damaged = |error: &dyn std::fmt::Display| {
            format!("The archive is damaged or of an unknown kind ({error}): try to repair it, or pack it anew.")
        };
        let opened = match &finding.bytes {
            Bytes::Memory(bytes) => ZipArchive::new(Box::new(Cursor::new(bytes.clone())) as Box<dyn Seekable>),
            Bytes::File(path) => open_file(path),
            Bytes::Temporary(path) => open_file(path),
        };
        let mut archive = match opened {
            Ok(archive) => archive,
            Err(error) => return self.skip(finding.shown, damaged(&error)),
        };
        let members = names(&mut archive);
        if members.is_empty() {
            let reason = "The archive holds no files that can be told: it is empty or damaged; pack it anew.";
            return self.skip(finding.shown, reason);
        }
        let mappings = mappings(&mut archive, &members);
        for (at, member) in members.iter().enumerate() {
            let shown = format!("{}/{}", finding.shown, member.name);
            if budget.members == 0 {
                let (left, limit) = (members.len() - at, self.options.limits.max_archive_members);
                let reason = format!(
                    "{left} members were left out: the archive holds more than {limit}. Unpack it, or raise the limit."
                );
                return self.skip(finding.shown, reason);
            }
            budget.members -= 1;
            let mut entry = match archive.by_index(member.index) {
                Ok(entry) => entry,
                Err(zip::result::ZipError::UnsupportedArchive(reason))
                    if reason == zip::result::ZipError::PASSWORD_REQUIRED =>
                {
                    self.skip(shown, "It is encrypted: unpack the archive with its password and pass the folder.")?;
                    continue;
                }
                Err(error) => {
                    self.skip(shown, damaged(&error))?;
                    continue;
                }
            };
            if escapes(&member.name) {
                self.skip(shown, "Its name leads out of the archive, as only an attack or a broken program writes it; it was not read. Rename the member to read it.")?;
                continue;
            }
            if entry.is_symlink() {
                self.skip(shown, "It is a link, not a file; the member that it points to is read by itself.")?;
                continue;
            }
            if member.name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
                continue;
            }
            let packed = entry.compressed_size();
            let unpacked = self.unpack(&mut entry, packed, budget);
            drop(entry);
            match unpacked {
                Ok((bytes, size)) => {
                    let siblings = Siblings::Members(&mappings, &member.name);
                    let member = Finding { bytes, size, shown, nesting: finding.nesting + 1, siblings };
                    self.finding(member, Some(budget))?;
                }
                Err(reason) => self.skip(shown, reason)?,
            }
        }
        ControlFlow::Continue(())
    }

    /// Unpacks one member within the archive's bounds, or says why not.
    fn unpack(&mut self, input: &mut dyn Read, packed: u64, budget: &mut Budget) -> Result<(Bytes, u64), String> {
        let limits = &self.options.limits;
        let largest_by_ratio = packed.saturating_mul(limits.max_archive_ratio).max(RATIO_FREE);
        let allowed = |total: u64| total <= largest_by_ratio && total <= budget.bytes;
        match spool(input, limits.keep_in_memory, &allowed) {
            Ok((bytes, size)) => {
                budget.bytes -= size;
                Ok((bytes, size))
            }
            Err(SpoolError::TooLong) if largest_by_ratio < budget.bytes => {
                // What was unpacked in vain counts, so that a thousand bombs cost no more than one.
                budget.bytes -= largest_by_ratio;
                Err(format!(
                    "It unpacks to more than {} times its {}, as zip bombs do; it was not read. Unpack it by hand if you trust it.",
                    limits.max_archive_ratio,
                    size(packed)
                ))
            }
            Err(SpoolError::TooLong) => {
                budget.bytes = 0;
                Err(format!(
                    "The archive unpacks to more than {}: unpack it and pass the folder, or raise the limit.",
                    size(limits.max_archive_bytes)
                ))
            }
            Err(SpoolError::Io(error)) => {
                Err(format!("It can't be unpacked ({error}): the archive is damaged, or the disk full."))
            }
        }
    }
}

/// A source of bytes that a zip archive can be read from.
trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

fn open_file(path: &std::path::Path) -> zip::result::ZipResult<ZipArchive<Box<dyn Seekable>>> {
    let file = std::fs::File::open(path)?;
    ZipArchive::new(Box::new(BufReader::new(file)))
}

/// The members that are no folders, sorted by name.
fn names<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Vec<Member> {
    let mut raw = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        // Reading the raw entry needs no password.
        if let Ok(entry) = archive.by_index_raw(index)
            && !entry.is_dir()
        {
            raw.push((index, entry.name_raw().to_vec()));
        }
    }
    // Archives made in China or Russia name their members in the makers' encoding and do not say so.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for (_, name) in raw.iter().filter(|(_, name)| std::str::from_utf8(name).is_err()) {
        detector.feed(name, false);
    }
    let older = detector.guess(None, Utf8Detection::Deny);
    let mut members: Vec<Member> = raw
        .into_iter()
        .map(|(index, name)| {
            let name = String::from_utf8(name)
                .unwrap_or_else(|raw| older.decode_without_bom_handling(raw.as_bytes()).0.into_owned());
            Member { index, name: name.replace('\\', "/") }
        })
        .collect();
    members.sort_by(|a, b| (&a.name, a.index).cmp(&(&b.name, b.index)));
    members
}

/// The mapping files among the members, by name: tables look for theirs.
fn mappings<R: Read + Seek>(archive: &mut ZipArchive<R>, members: &[Member]) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for member in members.iter().filter(|member| MAPPING_ENDINGS.iter().any(|ending| member.name.ends_with(ending))) {
        let mut bytes = Vec::new();
        let read = archive.by_index(member.index).map(|entry| entry.take(LARGEST_MAPPING).read_to_end(&mut bytes));
        if matches!(read, Ok(Ok(_))) {
            found.insert(member.name.clone(), bytes);
        }
    }
    // So that a mapping can tell whether its table is there.
    for member in members {
        found.entry(member.name.clone()).or_default();
    }
    found
}

fn escapes(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|part| part == "..")
}
