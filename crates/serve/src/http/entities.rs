//! `GET /entities/{id}`, alone or with its neighbours, and `/adjacent` for these page by page.

use serde_json::{Map, Value, json};
use umbra_model::{Entity, PropertyType};

use super::search::sort;
use super::{Answer, Call, Fault, Service};
use crate::catalog::Scope;
use crate::index::Sort;
use crate::limits::{MOST_OFFSET, MOST_ON_PAGE, ON_PAGE};
use crate::{answer, nesting};

/// An entity, or where it went.
enum Known<'s> {
    Here(Entity, &'s str),
    Moved(String),
}

fn find<'s>(scope: &'s Scope, id: &str) -> Result<Known<'s>, Fault> {
    if let Some((entity, dataset)) = scope.entity(id)? {
        return Ok(Known::Here(entity, dataset));
    }
    scope.merged_into(id)?.map(Known::Moved).ok_or_else(|| Fault::not_found("there is no entity of this id"))
}

pub(super) fn answer(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let is_nested = call.parameters.flag("nested")?.unwrap_or(true);
    let scope = service.catalog()?.all();
    match find(&scope, call.part(1))? {
        Known::Moved(id) => Ok(Answer::Moved(format!("/entities/{}", encoded(&id)))),
        Known::Here(entity, dataset) if is_nested => Ok(Answer::Json(nesting::nested(&scope, entity, dataset)?)),
        Known::Here(entity, dataset) => Ok(Answer::Json(answer::entity(&entity, dataset).into())),
    }
}

/// Which page of the neighbours is wanted.
struct Page {
    sort: Sort,
    limit: usize,
    offset: usize,
}

impl Page {
    fn of(call: &Call) -> Result<Self, Fault> {
        Ok(Self {
            sort: sort(&call.parameters, Sort::Order)?,
            limit: call.parameters.number("limit", ON_PAGE, MOST_ON_PAGE)?,
            offset: call.parameters.number("offset", 0, MOST_OFFSET)?,
        })
    }

    fn json(&self, total: usize, results: &[Value]) -> Value {
        let total = json!({ "value": total, "relation": "eq" });
        json!({ "limit": self.limit, "offset": self.offset, "total": total, "results": results })
    }
}

pub(super) fn adjacent(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let page = Page::of(call)?;
    let scope = service.catalog()?.all();
    let (entity, dataset) = match find(&scope, call.part(1))? {
        Known::Here(entity, dataset) => (entity, dataset),
        Known::Moved(id) => return Ok(Answer::Moved(format!("/entities/{}/adjacent", encoded(&id)))),
    };
    let mut adjacent = Map::new();
    for property in entity.schema().properties().filter(|property| property.kind() == PropertyType::Entity) {
        let found = nesting::adjacent(&scope, &entity, property, &page.sort, page.limit, page.offset)?;
        if found.total > 0 {
            adjacent.insert(property.name().to_owned(), page.json(found.total, &found.results));
        }
    }
    Ok(Answer::Json(json!({ "entity": answer::entity(&entity, dataset), "adjacent": adjacent })))
}

pub(super) fn adjacent_by(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let page = Page::of(call)?;
    let scope = service.catalog()?.all();
    let name = call.part(3);
    let entity = match find(&scope, call.part(1))? {
        Known::Here(entity, _) => entity,
        Known::Moved(id) => {
            return Ok(Answer::Moved(format!("/entities/{}/adjacent/{}", encoded(&id), encoded(name))));
        }
    };
    let property = entity.schema().property(name).filter(|property| property.kind() == PropertyType::Entity);
    let property = property.ok_or_else(|| {
        Fault::not_found(format!("entities of the schema {} lead to no others by this property", entity.schema()))
    })?;
    let found = nesting::adjacent(&scope, &entity, property, &page.sort, page.limit, page.offset)?;
    Ok(Answer::Json(page.json(found.total, &found.results)))
}

/// An id as it stands in an address.
pub(super) fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
