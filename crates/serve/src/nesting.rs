//! Entities with their neighbours inside.
//!
//! A neighbour stands under the property that names it, or under the mirror of the property by which it names the entity. Where
//! a neighbour is a tie, whoever stands at its other end is inside it too.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};
use umbra_model::{Entity, PropertyRef, PropertyType};

use crate::answer;
use crate::catalog::{Part, Scope};
use crate::index::{Result, Sort};
use crate::limits::MOST_NESTED;

/// An entity, a neighbour, and whoever stands at a tie's other end.
const DEEPEST: usize = 3;

/// Entities around one, by id.
pub(crate) struct Neighbourhood<'s> {
    entities: HashMap<String, (Entity, &'s str)>,
    /// By id: who names it, under the mirror of which property.
    mirrored: HashMap<String, Vec<(PropertyRef, String)>>,
}

/// Some of the neighbours of an entity under one property.
pub(crate) struct Neighbours {
    pub total: usize,
    pub results: Vec<Value>,
}

impl<'s> Neighbourhood<'s> {
    fn of(root: (Entity, &'s str)) -> Self {
        let id = root.0.id().to_string();
        Self { entities: HashMap::from([(id, root)]), mirrored: HashMap::new() }
    }

    /// Takes neighbours in, and whoever stands at the other end of those that are ties.
    fn take(&mut self, scope: &'s Scope, neighbours: Vec<(Entity, &'s str)>) -> Result<()> {
        let mut ends: Vec<String> = Vec::new();
        for (entity, dataset) in neighbours {
            let id = entity.id().to_string();
            if self.entities.contains_key(&id) {
                continue;
            }
            for (property, value) in references(&entity) {
                if entity.schema().is_edge() {
                    ends.push(value.to_owned());
                }
                if let Some(mirror) = property.reverse() {
                    let known = self.mirrored.entry(value.to_owned()).or_default();
                    if !known.iter().any(|(under, by)| *under == mirror && *by == id) {
                        known.push((mirror, id.clone()));
                    }
                }
            }
            self.entities.insert(id, (entity, dataset));
        }
        ends.retain(|id| !self.entities.contains_key(id));
        ends.truncate(MOST_NESTED * 2);
        for id in ends {
            if let Some(found) = scope.entity(&id)? {
                self.entities.insert(id, found);
            }
        }
        Ok(())
    }

    /// An entity as the answer has it, with those inside that are not on the way to it already.
    fn render(&self, id: &str, path: &mut Vec<String>) -> Option<Value> {
        let (entity, dataset) = self.entities.get(id)?;
        let mut object = answer::entity(entity, dataset);
        path.push(id.to_owned());
        let mut nested: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        if path.len() < DEEPEST {
            for (mirror, by) in self.mirrored.get(id).into_iter().flatten() {
                let found = if path.contains(by) { None } else { self.render(by, path) };
                if let Some(value) = found {
                    nested.entry(mirror.name()).or_default().push(value);
                }
            }
        }
        let mut inside: Map<String, Value> = Map::new();
        for (property, value) in references(entity) {
            let known = nested.entry(property.name()).or_default();
            if path.iter().any(|on_the_way| on_the_way == value) {
                continue;
            }
            let found = if path.len() < DEEPEST { self.render(value, path) } else { None };
            known.push(found.unwrap_or_else(|| value.into()));
        }
        path.pop();
        if let Some(Value::Object(properties)) = object.get_mut("properties") {
            for (name, values) in nested {
                if values.is_empty() {
                    properties.remove(name);
                } else {
                    inside.insert(name.to_owned(), values.into());
                }
            }
            properties.extend(inside);
        }
        Some(object.into())
    }
}

/// An entity with its neighbours inside.
pub(crate) fn nested(scope: &Scope, root: Entity, dataset: &str) -> Result<Value> {
    let id = root.id().to_string();
    let dataset = part_name(scope, dataset);
    let mut neighbours: Vec<(Entity, &str)> = Vec::new();
    let mut asked = HashSet::new();
    for (_, value) in references(&root) {
        if asked.insert(value.to_owned()) && asked.len() <= MOST_NESTED {
            neighbours.extend(scope.entity(value)?);
        }
    }
    let naming = |part: &Part, keep| part.snapshot.referring(&id, None, &Sort::Order, keep);
    neighbours.extend(scope.hits(MOST_NESTED, 0, naming)?.entities);
    let mut around = Neighbourhood::of((root, dataset));
    around.take(scope, neighbours)?;
    Ok(around.render(&id, &mut Vec::new()).unwrap_or_default())
}

/// A page of the neighbours of an entity under a property.
pub(crate) fn adjacent(
    scope: &Scope,
    root: &Entity,
    property: PropertyRef,
    sort: &Sort,
    limit: usize,
    offset: usize,
) -> Result<Neighbours> {
    let (total, page) = if property.is_stub() {
        naming(scope, root, property, sort, limit, offset)?
    } else {
        named(scope, root, property, limit, offset)?
    };
    let ids: Vec<String> = page.iter().map(|(entity, _)| entity.id().to_string()).collect();
    let dataset = scope.parts.first().map_or("", |part| part.name.as_str());
    let mut around = Neighbourhood::of((root.clone(), dataset));
    around.take(scope, page)?;
    let mut path = vec![root.id().to_string()];
    let results = ids.iter().filter_map(|id| around.render(id, &mut path)).collect();
    Ok(Neighbours { total, results })
}

/// Those that the entity names itself.
fn named<'s>(
    scope: &'s Scope,
    root: &Entity,
    property: PropertyRef,
    limit: usize,
    offset: usize,
) -> Result<(usize, Vec<(Entity, &'s str)>)> {
    let mut found = Vec::new();
    let mut total = 0;
    for id in root.get(property.name()) {
        let Some(neighbour) = scope.entity(id)? else { continue };
        if total >= offset && found.len() < limit {
            found.push(neighbour);
        }
        total += 1;
    }
    Ok((total, found))
}

/// Those that name the entity.
fn naming<'s>(
    scope: &'s Scope,
    root: &Entity,
    property: PropertyRef,
    sort: &Sort,
    limit: usize,
    offset: usize,
) -> Result<(usize, Vec<(Entity, &'s str)>)> {
    let Some(naming) = property.reverse() else { return Ok((0, Vec::new())) };
    let id = root.id().as_str();
    let hits = scope.hits(limit, offset, |part, keep| part.snapshot.referring(id, Some(naming), sort, keep))?;
    Ok((hits.total, hits.entities))
}

fn references(entity: &Entity) -> impl Iterator<Item = (PropertyRef, &str)> {
    entity.values().filter(|(property, _)| property.kind() == PropertyType::Entity)
}

fn part_name<'s>(scope: &'s Scope, name: &str) -> &'s str {
    scope.parts.iter().map(|part| part.name.as_str()).find(|known| *known == name).unwrap_or_default()
}
