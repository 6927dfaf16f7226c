//! What the statements about an entity, taken together, say.

use std::collections::BTreeMap;
use std::collections::HashSet;

use umbra_model::{EntityId, PartialDate, PropertyType, Schema, SchemaRef, SourceId, Standing};

use crate::error::{At, Result};
use crate::records::{entity_id, join};
use crate::{Case, Stated};

/// An entity: the statements under all ids judged the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The id that stands for it; see [`Case::canonical`].
    pub id: EntityId,
    /// All its ids, in order.
    pub ids: Vec<EntityId>,
    /// What it is: the narrowest schema stated. Where the statements contradict each other, the first counts.
    pub schema: SchemaRef,
    /// Every statement, also the retracted ones, in the order in which they were added.
    pub statements: Vec<Stated>,
    /// The date that each source bears, where it bears one.
    published: BTreeMap<SourceId, PartialDate>,
}

impl Profile {
    /// The statements that count.
    pub fn standing_statements(&self) -> impl Iterator<Item = &Stated> {
        self.statements.iter().filter(|stated| !stated.retracted)
    }

    /// What it is called: the first value of the first property of its schema's caption that has one, else its id.
    pub fn caption(&self) -> &str {
        let named = self.schema.caption().iter().find_map(|name| self.first(name));
        let any_name = || {
            self.standing_statements()
                .find(|stated| stated.statement.property().kind() == PropertyType::Name)
                .map(|stated| stated.statement.value())
        };
        named.or_else(any_name).unwrap_or(self.id.as_str())
    }

    /// The first value of a property.
    pub fn first(&self, property: &str) -> Option<&str> {
        self.standing_statements()
            .find(|stated| stated.statement.property().name() == property)
            .map(|stated| stated.statement.value())
    }

    /// The values of a property, each once, in the order in which they were added.
    pub fn values(&self, property: &str) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.standing_statements()
            .filter(|stated| stated.statement.property().name() == property)
            .map(|stated| stated.statement.value())
            .filter(|value| seen.insert(*value))
            .collect()
    }

    /// How far what is asserted here has got: the latest standing by the date of the source that states it; see
    /// [`Standing::latest`].
    pub fn standing(&self) -> Option<Standing> {
        Standing::latest(self.standing_statements().filter_map(|stated| {
            let date = self.published.get(&stated.statement.span().source()).copied();
            stated.statement.standing().map(|standing| (standing, date))
        }))
    }

    /// The date that a source of the entity bears, where it bears one.
    pub fn published(&self, source: SourceId) -> Option<PartialDate> {
        self.published.get(&source).copied()
    }
}

/// The entities of a case; see [`Case::entities`].
pub struct Entities<'c> {
    case: &'c Case,
    sql: String,
    page: std::vec::IntoIter<EntityId>,
    /// The last id of the page read before; nothing sorts before the empty text.
    last: String,
    ended: bool,
    /// Canonical ids given already that have several ids.
    given: HashSet<EntityId>,
}

/// How many ids are read at once.
const PAGE: usize = 1000;

impl Entities<'_> {
    fn next_page(&mut self) -> Result<()> {
        let ids: Vec<String> = self
            .case
            .connection
            .prepare_cached(&self.sql)
            .and_then(|mut select| select.query_map([&self.last], |row| row.get(0))?.collect())
            .at(&self.case.path)?;
        self.ended = ids.len() < PAGE;
        if let Some(last) = ids.last() {
            self.last.clone_from(last);
        }
        self.page = ids.iter().map(|id| entity_id(id)).collect::<Result<Vec<_>>>()?.into_iter();
        Ok(())
    }

    fn advance(&mut self) -> Result<Option<EntityId>> {
        loop {
            let Some(id) = self.page.next() else {
                if self.ended {
                    return Ok(None);
                }
                self.next_page()?;
                continue;
            };
            if self.case.same_as(&id)?.len() == 1 {
                return Ok(Some(id));
            }
            let canonical = self.case.canonical(&id)?;
            if self.given.insert(canonical.clone()) {
                return Ok(Some(canonical));
            }
        }
    }
}

impl Iterator for Entities<'_> {
    type Item = Result<EntityId>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance();
        if next.is_err() {
            (self.ended, self.page) = (true, Vec::new().into_iter());
        }
        next.transpose()
    }
}

impl Case {
    /// The entity that an id belongs to; `None` when no statement that counts speaks of it.
    ///
    /// # Errors
    /// When the file can't be read or is damaged.
    pub fn entity(&self, id: &EntityId) -> Result<Option<Profile>> {
        let statements = self.statements_of(id)?;
        let mut schema: Option<SchemaRef> = None;
        let mut published = BTreeMap::new();
        let mut sources = HashSet::new();
        for stated in statements.iter().filter(|stated| !stated.retracted) {
            let own = stated.statement.schema();
            schema = Some(schema.map_or(own, |schema| Schema::common(schema, own).unwrap_or(schema)));
            let source = stated.statement.span().source();
            if sources.insert(source)
                && let Some(date) = self.source(source)?.and_then(|source| source.published)
            {
                published.insert(source, date);
            }
        }
        let Some(schema) = schema else { return Ok(None) };
        let (ids, id) = (self.same_as(id)?, self.canonical(id)?);
        Ok(Some(Profile { id, ids, schema, statements, published }))
    }

    /// The canonical ids of all entities, or of those stated to be of a schema or one below it. In the order of the
    /// first of each entity's ids that the case has records of. Entities whose statements are all retracted are among
    /// them; [`Case::entity`] gives `None` for them. Memory does not grow with their number.
    ///
    /// # Errors
    /// When the file can't be read; likewise each item.
    pub fn entities(&self, schema: Option<SchemaRef>) -> Result<Entities<'_>> {
        let among = match schema {
            None => String::new(),
            Some(schema) => {
                format!("AND schema IN ({})", join(&self.schema_keys(|own| own.is_a(schema.name()))?))
            }
        };
        let sql = format!("SELECT DISTINCT entity FROM record WHERE entity > ?1 {among} ORDER BY entity LIMIT {PAGE}");
        let (page, last) = (Vec::new().into_iter(), String::new());
        Ok(Entities { case: self, sql, page, last, ended: false, given: HashSet::new() })
    }
}
