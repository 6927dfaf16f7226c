//! Entities made whole: the fragments that say something of one id, joined, in memory that does not grow.

use crate::entity::{Entity, EntityError, KnownValues};
use crate::ftm_line::{RawEntity, parse_line};
use crate::id::EntityId;
use crate::id_sort::{IdSort, Scratch, Sorted};
use crate::schema::Schema;
use serde_json::Value;
use std::io;

/// Where a fragment stands: which of several inputs, and the line or row there, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinePlace {
    /// The input, counted from 0.
    pub input: u32,
    /// The line.
    pub line: u64,
}

/// A part of what is known of one entity.
#[derive(Debug)]
pub enum Fragment<'a> {
    /// As a line gives it.
    Line(&'a RawEntity<'a>),
    /// As an entity.
    Entity(&'a Entity),
}

/// A fragment that could not be joined with those before it.
#[derive(Debug)]
pub struct Clash {
    /// Where it stands.
    pub place: LinePlace,
    /// The fragment, under its own id.
    pub fragment: Entity,
    /// Why not.
    pub error: EntityError,
}

/// All that was said under one id.
#[derive(Debug)]
pub enum Whole<'a> {
    /// One fragment said all: its line of JSON.
    Line(&'a [u8]),
    /// Several, joined.
    Joined(Box<Entity>, Vec<Clash>),
}

/// Takes fragments in any order and gives entities in the order of their ids.
///
/// Fragments are joined in the order in which they came, under the narrower of their schemata. The ids that they bore
/// before go into `referents`. It holds a fixed amount of fragments, see [`IdSort`], and one whole entity.
pub struct Aggregate {
    sort: IdSort,
    body: Vec<u8>,
}

/// From so many values on, those that an entity has are looked up in a table.
const MANY: usize = 200;

/// Length of what stands before the JSON of a stored fragment.
const HEAD: usize = 13;

impl Aggregate {
    /// Joins with the help of files from there.
    pub fn new(scratch: Scratch) -> Self {
        Self { sort: IdSort::new(scratch), body: Vec::new() }
    }

    /// Holds at most so many bytes of fragments in memory before it uses files.
    #[must_use]
    pub fn with_budget(mut self, bytes: usize) -> Self {
        self.sort = self.sort.with_budget(bytes);
        self
    }

    /// Takes a fragment of the entity that is to bear that id.
    ///
    /// # Errors
    /// What a scratch file gives.
    pub fn push(&mut self, id: &str, place: LinePlace, fragment: &Fragment<'_>) -> io::Result<()> {
        let own = match fragment {
            Fragment::Line(line) => line.id.as_ref(),
            Fragment::Entity(entity) => entity.id().as_str(),
        };
        self.body.clear();
        self.body.push(u8::from(own == id));
        self.body.extend_from_slice(&place.input.to_le_bytes());
        self.body.extend_from_slice(&place.line.to_le_bytes());
        match fragment {
            Fragment::Line(line) => line.write_json(&mut self.body),
            Fragment::Entity(entity) => self.body.extend_from_slice(entity.to_json().as_bytes()),
        }
        self.sort.push(id, &self.body)
    }

    /// Ends the taking and begins the giving.
    ///
    /// # Errors
    /// What a scratch file gives.
    pub fn wholes(self) -> io::Result<Wholes> {
        let mut wholes = Wholes {
            sorted: self.sort.sorted()?,
            next: Stored::default(),
            current: Stored::default(),
            has_next: false,
        };
        wholes.has_next = wholes.next.read(&mut wholes.sorted)?;
        Ok(wholes)
    }
}

/// Entities in the order of their ids.
pub struct Wholes {
    sorted: Sorted,
    current: Stored,
    next: Stored,
    has_next: bool,
}

/// A fragment as it was stored, under the id that it is to bear.
#[derive(Default)]
struct Stored {
    id: Vec<u8>,
    body: Vec<u8>,
}

impl Stored {
    fn read(&mut self, sorted: &mut Sorted) -> io::Result<bool> {
        sorted.next(&mut self.id, &mut self.body)
    }

    fn bears_its_own_id(&self) -> bool {
        self.body[0] == 1
    }

    fn place(&self) -> LinePlace {
        let input = self.body[1..5].try_into().expect("four bytes");
        let line = self.body[5..HEAD].try_into().expect("eight bytes");
        LinePlace { input: u32::from_le_bytes(input), line: u64::from_le_bytes(line) }
    }

    fn entity(&self) -> io::Result<Entity> {
        let damaged = |what: String| io::Error::other(format!("a scratch file was changed while it was used: {what}"));
        let raw = parse_line(&self.body[HEAD..]).map_err(|(fault, _)| damaged(fault.to_string()))?;
        Ok(Entity::from(raw))
    }

    fn id(&self) -> io::Result<EntityId> {
        let text = String::from_utf8_lossy(&self.id);
        EntityId::new(&*text).map_err(|error| io::Error::other(error.to_string()))
    }
}

impl Wholes {
    /// The next entity; `None` after the last.
    ///
    /// # Errors
    /// What a scratch file gives.
    pub fn next_whole(&mut self) -> io::Result<Option<Whole<'_>>> {
        if !self.has_next {
            return Ok(None);
        }
        self.advance()?;
        let is_alone = !self.has_next || self.next.id != self.current.id;
        if is_alone && self.current.bears_its_own_id() {
            return Ok(Some(Whole::Line(&self.current.body[HEAD..])));
        }
        let id = self.current.id()?;
        let mut joined = under_id(self.current.entity()?, &id);
        let mut clashes = Vec::new();
        let mut known = KnownValues::new();
        while self.has_next && self.next.id == self.current.id {
            self.advance()?;
            let fragment = self.current.entity()?;
            if Schema::common(joined.schema(), fragment.schema()).is_none() {
                let error = EntityError::NoCommonSchema {
                    left: id.clone(),
                    left_schema: joined.schema().name(),
                    right: fragment.id().clone(),
                    right_schema: fragment.schema().name(),
                };
                clashes.push(Clash { place: self.current.place(), fragment, error });
                continue;
            }
            let fragment = under_id(fragment, &id);
            if known.is_empty() && joined.values().nth(MANY).is_some() {
                known = joined.values().map(|(property, value)| (property.name(), value.to_owned())).collect();
            }
            let merged =
                if known.is_empty() { joined.merge(&fragment) } else { joined.merge_knowing(&fragment, &mut known) };
            merged.map_err(|error| io::Error::other(error.to_string()))?;
        }
        Ok(Some(Whole::Joined(Box::new(joined), clashes)))
    }

    fn advance(&mut self) -> io::Result<()> {
        std::mem::swap(&mut self.current, &mut self.next);
        self.has_next = self.next.read(&mut self.sorted)?;
        Ok(())
    }
}

/// The entity under another id; the one it bore is kept among its `referents`.
fn under_id(entity: Entity, id: &EntityId) -> Entity {
    if entity.id() == id {
        return entity;
    }
    let own: Value = entity.id().as_str().into();
    let mut entity = entity.with_id(id.clone());
    let mut referents = match entity.context().get("referents") {
        Some(Value::Array(known)) => known.clone(),
        _ => Vec::new(),
    };
    if !referents.contains(&own) {
        referents.push(own);
    }
    entity.set_context("referents", Value::Array(referents));
    entity
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::id_sort::ScratchFile;

    fn aggregate(lines: &[(&str, &str)]) -> Vec<String> {
        let scratch = || Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn ScratchFile>);
        // So small a budget that of few fragments every one goes through a file.
        let mut aggregate = Aggregate::new(Box::new(scratch)).with_budget(if lines.len() < 100 { 1 } else { 1 << 20 });
        for (number, (id, line)) in lines.iter().enumerate() {
            let raw = parse_line(line.as_bytes()).unwrap();
            let place = LinePlace { input: 0, line: number as u64 + 1 };
            aggregate.push(id, place, &Fragment::Line(&raw)).unwrap();
        }
        let mut wholes = aggregate.wholes().unwrap();
        let mut out = Vec::new();
        while let Some(whole) = wholes.next_whole().unwrap() {
            match whole {
                Whole::Line(line) => out.push(String::from_utf8(line.to_vec()).unwrap()),
                Whole::Joined(entity, clashes) => {
                    out.push(entity.to_json());
                    out.extend(
                        clashes.iter().map(|clash| {
                            format!("line {}: {} ({})", clash.place.line, clash.error, clash.fragment.id())
                        }),
                    );
                }
            }
        }
        out
    }

    #[test]
    fn fragments_are_joined_in_their_order() {
        let out = aggregate(&[
            ("b", r#"{"id":"b","schema":"Person","properties":{"name":["Bo"]}}"#),
            ("a", r#"{"id":"a","schema":"LegalEntity","properties":{"name":["Quay"]},"datasets":["x"]}"#),
            ("a", r#"{"id":"a","schema":"Person","properties":{"title":["Dr"]}}"#),
            ("a", r#"{"id":"a","schema":"Company","properties":{"capital":["5"]}}"#),
            ("a", r#"{"id":"a","schema":"Person","properties":{"name":["Kai","Quay"]},"datasets":["y"]}"#),
        ]);
        assert_eq!(
            out,
            [
                r#"{"id":"a","schema":"Person","properties":{"name":["Quay","Kai"],"title":["Dr"]},"datasets":["x","y"]}"#,
                "line 4: a and a can't be one: neither Person nor Company is a kind of the other (a)",
                r#"{"id":"b","schema":"Person","properties":{"name":["Bo"]}}"#,
            ]
        );
    }

    #[test]
    fn an_entity_of_many_values_is_joined_in_little_time() {
        let line = |number: usize| {
            format!(r#"{{"id":"a","schema":"Person","properties":{{"name":["n{}"]}}}}"#, number % 30_000)
        };
        let lines: Vec<String> = (0..60_000).map(line).collect();
        let lines: Vec<(&str, &str)> = lines.iter().map(|line| ("a", line.as_str())).collect();
        let out = aggregate(&lines);
        assert_eq!(out.len(), 1);
        assert_eq!(out[0].matches("\"n").count(), 30_001, "the names, and the property's own");
    }

    #[test]
    fn former_ids_are_kept_as_referents() {
        let out = aggregate(&[
            ("Q1", r#"{"id":"a","schema":"Person","properties":{"name":["Ana"]},"referents":["z"]}"#),
            ("Q1", r#"{"id":"Q1","schema":"Person","properties":{"name":["Anna"]}}"#),
            ("b", r#"{"id":"c","schema":"Person","properties":{}}"#),
        ]);
        assert_eq!(
            out,
            [
                r#"{"id":"Q1","schema":"Person","properties":{"name":["Ana","Anna"]},"referents":["z","a"]}"#,
                r#"{"id":"b","schema":"Person","properties":{},"referents":["c"]}"#,
            ]
        );
    }
}
