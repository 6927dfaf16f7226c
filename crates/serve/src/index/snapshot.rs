//! One state of an index, to be read from many threads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};
use umbra_model::{Entity, PropertyRef, RawEntity, Schema, SchemaRef, parse_line};

use super::candidates::candidates;
use super::collect::{Best, Count, Facets, Ranked, Sort};
use super::fields::Fields;
use super::filter::Filter;
use super::number::hash;
use super::{Result, TOKENIZER, Words};
use crate::error::ServeError;
use crate::matcher::Key;

/// Blocks of entities that are kept unpacked for each part of the index: 16 KiB each.
const KEPT_BLOCKS: usize = 64;

/// One state of an index.
pub(crate) struct Snapshot {
    path: PathBuf,
    searcher: Searcher,
    fields: Fields,
    /// The schemata that occur.
    pub schemata: BTreeSet<SchemaRef>,
    /// The datasets that entities name as theirs.
    pub datasets: BTreeSet<String>,
}

/// Some of many hits.
pub(crate) struct Page {
    pub total: usize,
    /// The best, in order.
    pub ranked: Vec<Ranked>,
    pub facets: Facets,
}

impl Snapshot {
    /// The last state of an index.
    pub fn of(index: &Index, path: &Path) -> crate::error::Result<Arc<Self>> {
        let wrong = |error: TantivyError| ServeError::index(path, &error);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(KEPT_BLOCKS)
            .try_into()
            .map_err(wrong)?;
        let (_, fields) = Fields::schema();
        let searcher = reader.searcher();
        let schemata = dictionary(&searcher, fields.schema).map_err(wrong)?;
        let datasets = dictionary(&searcher, fields.datasets).map_err(wrong)?;
        let schemata = schemata.iter().filter_map(|name| Schema::get(name)).collect();
        Ok(Arc::new(Self { path: path.to_owned(), searcher, fields, schemata, datasets }))
    }

    /// The folder of the generation.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The index itself, to be changed. This state of it stays as it is.
    pub fn reopened(&self) -> crate::error::Result<Index> {
        let index = Index::open_in_dir(&self.path).map_err(|error| ServeError::index(&self.path, &error))?;
        index.tokenizers().register(TOKENIZER, umbra_case::Tokens::default());
        Ok(index)
    }

    /// How many entities there are.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The entity of a hit.
    pub fn load(&self, address: DocAddress) -> Result<Entity> {
        Ok(Entity::from(read(&self.line(address)?)?))
    }

    /// The entity of a hit as the line of JSON that it is kept as.
    fn line(&self, address: DocAddress) -> Result<Vec<u8>> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let json = document.get_first(self.fields.json);
        Ok(json.as_ref().and_then(Value::as_bytes).unwrap_or_default().to_vec())
    }

    fn address(&self, field: Field, text: &str) -> Result<Option<DocAddress>> {
        let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic);
        let found = self.searcher.search(&query, &Best { sort: Sort::Order, keep: 1 })?;
        Ok(found.1.first().map(|ranked| ranked.address))
    }

    /// The entity of an id.
    pub fn entity(&self, id: &str) -> Result<Option<Entity>> {
        self.address(self.fields.id, id)?.map(|address| self.load(address)).transpose()
    }

    /// The entity that another id was merged into.
    pub fn merged_into(&self, referent: &str) -> Result<Option<Entity>> {
        self.address(self.fields.referents, referent)?.map(|address| self.load(address)).transpose()
    }

    /// The entities that share most with a query, at most `keep`, as lines of JSON to be [read].
    pub fn candidates(&self, keys: &[Key], filter: &Filter, keep: usize) -> Result<Vec<Vec<u8>>> {
        let schemata = &filter.schemata;
        let rest = Filter { schemata: Vec::new(), ..filter.clone() }.query(&self.fields);
        let mut addresses = candidates(&self.searcher, &self.fields, keys, schemata, rest.as_deref(), keep)?;
        // In the order in which they lie.
        addresses.sort_unstable();
        addresses.into_iter().map(|address| self.line(address)).collect()
    }

    /// The best hits for some words, under a filter, with counts for some facets.
    pub fn search(
        &self,
        words: &Words,
        filter: &Filter,
        sort: &Sort,
        keep: usize,
        facets: &[&'static str],
    ) -> Result<Page> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, words.query(&self.fields))];
        clauses.extend(filter.query(&self.fields).map(|filter| (Occur::Must, filter)));
        self.page(&BooleanQuery::new(clauses), sort, keep, facets)
    }

    /// The entities that name an entity, under a property or, without one, under any.
    pub fn referring(&self, id: &str, property: Option<PropertyRef>, sort: &Sort, keep: usize) -> Result<Page> {
        let reference = hash(&[property.map_or("", |property| property.qname()), id]);
        let term = Term::from_field_u64(self.fields.references, reference);
        self.page(&TermQuery::new(term, IndexRecordOption::Basic), sort, keep, &[])
    }

    fn page(&self, query: &dyn Query, sort: &Sort, keep: usize, facets: &[&'static str]) -> Result<Page> {
        let best = Best { sort: sort.clone(), keep };
        let ((total, ranked), facets) = if facets.is_empty() {
            (self.searcher.search(query, &best)?, Facets::new())
        } else {
            self.searcher.search(query, &(best, Count { facets: facets.to_vec() }))?
        };
        Ok(Page { total, ranked, facets })
    }
}

/// The entity that a line of the index tells of.
pub(crate) fn read(line: &[u8]) -> Result<RawEntity<'_>> {
    parse_line(line).map_err(|(fault, _)| TantivyError::InternalError(fault.to_string()))
}

/// The values of an exact field.
fn dictionary(searcher: &Searcher, field: Field) -> Result<BTreeSet<String>> {
    let mut values = BTreeSet::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            values.extend(std::str::from_utf8(stream.key()).map(str::to_owned));
        }
    }
    Ok(values)
}
