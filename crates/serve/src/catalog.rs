//! All datasets that are served, and what a name in an address means.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use umbra_model::{Entity, SchemaRef};

use crate::dataset::{Current, Dataset, Taken};
use crate::error::{Result, ServeError};
use crate::index::{self, Facets, Page, Ranked, Snapshot};

/// The names under which all datasets together are served.
pub(crate) const COLLECTIONS: [&str; 2] = ["default", "all"];

/// The datasets.
pub(crate) struct Catalog {
    pub datasets: Vec<Dataset>,
}

/// What a request is about: one dataset, or some, each in one state.
pub(crate) struct Scope {
    /// The name in the address.
    pub name: String,
    pub title: String,
    pub parts: Vec<Part>,
}

/// Some of the hits of a scope.
pub(crate) struct Hits<'s> {
    /// How many there are.
    pub total: usize,
    /// Those asked for, in order, with the names of the datasets that have them.
    pub entities: Vec<(Entity, &'s str)>,
    pub facets: Facets,
}

/// One index of a scope.
#[derive(Clone)]
pub(crate) struct Part {
    /// The name of the dataset that it is the index of.
    pub name: String,
    pub snapshot: Arc<Snapshot>,
    /// Only what these datasets say, where the request is about some of those that the file brings together.
    pub within: Option<Vec<String>>,
}

impl Catalog {
    /// Opens the index of each file, making those that are missing.
    pub fn open(paths: &[PathBuf], index_dir: Option<&Path>, told: &mut dyn FnMut(&Taken)) -> Result<Self> {
        if paths.is_empty() {
            return Err(ServeError::Nothing);
        }
        let mut datasets: Vec<Dataset> = Vec::new();
        for path in paths {
            let (dataset, taken) = Dataset::open(path, index_dir)?;
            if let Some(known) = datasets.iter().find(|known| known.name == dataset.name) {
                let (one, other) = (known.path().to_owned(), path.clone());
                return Err(ServeError::SameName { name: dataset.name, one, other });
            }
            told(&taken);
            datasets.push(dataset);
        }
        Ok(Self { datasets })
    }

    /// What a name means: a dataset, all of them, or one of those that a file brings together.
    pub fn scope(&self, name: &str) -> Option<Scope> {
        let whole = |dataset: &Dataset| {
            let Current { snapshot, .. } = dataset.current();
            Part { name: dataset.name.clone(), snapshot, within: None }
        };
        if let Some(dataset) = self.datasets.iter().find(|dataset| dataset.name == name) {
            let (title, parts) = (dataset.title.clone(), vec![whole(dataset)]);
            return Some(Scope { name: name.to_owned(), title, parts });
        }
        let all = self.datasets.iter().map(whole);
        if COLLECTIONS.contains(&name) {
            return Some(Scope { name: name.to_owned(), title: "All datasets".to_owned(), parts: all.collect() });
        }
        let within = || Some(vec![name.to_owned()]);
        let parts: Vec<Part> = all
            .filter(|part| part.snapshot.datasets.contains(name))
            .map(|part| Part { within: within(), ..part })
            .collect();
        (!parts.is_empty()).then(|| Scope { name: name.to_owned(), title: name.to_owned(), parts })
    }

    /// Everything.
    pub fn all(&self) -> Scope {
        self.scope(COLLECTIONS[0]).expect("a collection is always there")
    }

    /// The name of a dataset for people.
    pub fn title<'a>(&'a self, name: &'a str) -> &'a str {
        self.datasets.iter().find(|dataset| dataset.name == name).map_or(name, |dataset| &dataset.title)
    }
}

impl Scope {
    /// Narrows the scope to some datasets, less others.
    pub fn narrow(&mut self, include: &[String], exclude: &[String]) {
        if include.is_empty() && exclude.is_empty() {
            return;
        }
        self.parts.retain_mut(|part| {
            if exclude.contains(&part.name) {
                return false;
            }
            let all: BTreeSet<&String> = match &part.within {
                Some(within) => within.iter().collect(),
                None => part.snapshot.datasets.iter().collect(),
            };
            let is_named = include.is_empty() || include.contains(&part.name);
            let left = all.iter().filter(|name| is_named || include.contains(name));
            let left: Vec<String> = left.filter(|name| !exclude.contains(name)).map(|name| (*name).clone()).collect();
            if left.len() < all.len() || part.within.is_some() {
                part.within = Some(left);
            }
            part.within.as_ref().is_none_or(|within| !within.is_empty())
        });
    }

    /// The entity of an id, with the name of the dataset that has it. What several files say of one id is brought together.
    pub fn entity(&self, id: &str) -> index::Result<Option<(Entity, &str)>> {
        let mut found: Option<(Entity, &str)> = None;
        for part in &self.parts {
            let Some(entity) = part.snapshot.entity(id)? else { continue };
            match &mut found {
                None => found = Some((entity, &part.name)),
                // Of two that can't be one, the first stays.
                Some((known, _)) => {
                    let _ = known.merge(&entity);
                }
            }
        }
        Ok(found)
    }

    /// Asks each index for its best hits, as many as are needed, and loads those of one page.
    pub fn hits(
        &self,
        limit: usize,
        offset: usize,
        ask: impl Fn(&Part, usize) -> index::Result<Page>,
    ) -> index::Result<Hits<'_>> {
        let mut hits = Hits { total: 0, entities: Vec::new(), facets: Facets::new() };
        let mut all: Vec<(Ranked, &Part)> = Vec::new();
        for part in &self.parts {
            let page = ask(part, offset + limit)?;
            hits.total += page.total;
            all.extend(page.ranked.into_iter().map(|ranked| (ranked, part)));
            for (facet, values) in page.facets {
                let known = hits.facets.entry(facet).or_default();
                values.into_iter().for_each(|(value, count)| *known.entry(value).or_default() += count);
            }
        }
        // A stable sort: of hits that are ranked alike, those of the first file come first.
        all.sort_by_key(|(ranked, _)| (Reverse(ranked.rank), ranked.order));
        for (ranked, part) in all.into_iter().skip(offset).take(limit) {
            let entity = part.snapshot.load(ranked.address)?;
            if hits.entities.iter().all(|(known, _)| known.id() != entity.id()) {
                hits.entities.push((entity, &part.name));
            }
        }
        Ok(hits)
    }

    /// The id of the entity that another id was merged into.
    pub fn merged_into(&self, referent: &str) -> index::Result<Option<String>> {
        for part in &self.parts {
            if let Some(entity) = part.snapshot.merged_into(referent)? {
                return Ok(Some(entity.id().to_string()));
            }
        }
        Ok(None)
    }

    /// The schemata that occur and can be matched.
    pub fn matchable(&self) -> BTreeSet<SchemaRef> {
        let all = self.parts.iter().flat_map(|part| part.snapshot.schemata.iter().copied());
        all.filter(|schema| schema.is_matchable()).collect()
    }
}
