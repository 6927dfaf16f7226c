//! Changes to a dataset: files of lines `{"op": "ADD" | "MOD" | "DEL", "entity": {...}}`.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;
use tantivy::{Index, IndexWriter, TantivyError, Term};
use umbra_model::{Entity, EntityId, FtmReader, parse_line};

use super::build::commit;
use super::fields::Fields;
use super::folder::Stamp;
use crate::error::{Result, ServeError};
use crate::source::open;

/// Memory for the index while it is changed, in bytes.
const BUDGET: usize = 48 << 20;

/// A line as it stands.
#[derive(Deserialize)]
struct Line<'a> {
    op: &'a str,
    #[serde(borrow)]
    entity: &'a RawValue,
}

/// What a line of a deletion has to say of the entity.
#[derive(Deserialize)]
struct Deleted {
    id: EntityId,
}

/// What a line asks for.
enum Change {
    Put(Box<Entity>),
    Delete(EntityId),
}

/// Takes a delta file into an index: all of it, in one step, or nothing. Whoever reads the index sees the old state until then.
pub(crate) fn apply(index: &Index, folder: &Path, file: &Path, stamp: &Stamp) -> Result<usize> {
    let wrong = |error: TantivyError| ServeError::index(folder, &error);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, BUDGET).map_err(wrong)?;
    let (_, fields) = Fields::schema();
    let mut reader = FtmReader::new(open(file)?);
    // What changes come to lie behind the file, in their order.
    let behind = (stamp.deltas.len() as u64) << 40;
    let mut changes = 0;
    while let Some(line) = reader.next_line() {
        let refused = |line: u64, fault: String| ServeError::Delta { path: file.to_owned(), line, fault };
        let (number, line) = line.map_err(|error| refused(error.line, error.fault.to_string()))?;
        // Dropped without a commit, the writer leaves the index as it was.
        let change = parse(line).map_err(|fault| refused(number, fault))?;
        let id = match &change {
            Change::Put(entity) => entity.id(),
            Change::Delete(id) => id,
        };
        writer.delete_term(Term::from_field_text(fields.id, id.as_str()));
        if let Change::Put(entity) = &change {
            writer.add_document(fields.document(entity, &stamp.dataset, behind + number)).map_err(wrong)?;
        }
        changes += 1;
    }
    commit(&mut writer, stamp).map_err(wrong)?;
    writer.wait_merging_threads().map_err(wrong)?;
    Ok(changes)
}

fn parse(line: &[u8]) -> std::result::Result<Change, String> {
    let line: Line<'_> = serde_json::from_slice(line)
        .map_err(|error| format!("this is no change, as {{\"op\": \"ADD\", \"entity\": {{...}}}} is: {error}"))?;
    let entity = line.entity.get();
    match line.op {
        "ADD" | "MOD" => {
            let raw = parse_line(entity.as_bytes()).map_err(|(fault, _)| fault.to_string())?;
            Ok(Change::Put(Box::new(Entity::from(raw).to_ftm())))
        }
        "DEL" => serde_json::from_str::<Deleted>(entity)
            .map(|deleted| Change::Delete(deleted.id))
            .map_err(|error| format!("what is to be deleted has no usable id: {error}")),
        other => Err(format!("there is no change {other:?}: ADD, MOD and DEL are known")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_changes_or_faults() {
        let put = parse(br#"{"op": "MOD", "entity": {"id": "a", "schema": "Person", "properties": {}}}"#);
        assert!(matches!(put, Ok(Change::Put(_))));
        assert!(matches!(parse(br#"{"op": "DEL", "entity": {"id": "a"}}"#), Ok(Change::Delete(_))));
        for (line, fault) in [
            (&br#"{"op": "PUT", "entity": {"id": "a"}}"#[..], "there is no change"),
            (br#"{"op": "ADD", "entity": {"id": "a", "schema": "Ghost"}}"#, "there is no schema"),
            (br#"{"op": "DEL", "entity": {}}"#, "what is to be deleted"),
            (br#"{"id": "a"}"#, "this is no change"),
            (br#"{"op": "ADD", "enti"#, "this is no change"),
        ] {
            let found = parse(line).err().unwrap();
            assert!(found.starts_with(fault), "{found}");
        }
    }
}
