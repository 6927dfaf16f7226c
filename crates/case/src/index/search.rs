//! Searching the case.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, Term};
use umbra_model::{EntityId, PropertyType, SourceId, Span};

use super::content::is_indexed;
use super::passages::around;
use super::tokens::{Found, Kind, Terms};
use super::{Fields, Index, wrong};
use crate::error::{CaseError, Result};
use crate::{Case, StatementId};

/// What a search has found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The entity or the place in a source.
    pub what: HitKind,
    /// What the entity or source is called.
    pub caption: String,
    /// How well it fits. Only the order means something; an entity whose name holds the words as they were typed is
    /// above one whose name holds them in another order, and this above all else.
    pub score: f64,
    /// The words found, as they stand: the value of an entity, or the sentences of a source.
    pub quote: String,
    /// The statement whose value was found, for an entity.
    pub statement: Option<StatementId>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HitKind {
    /// An entity, by its canonical id.
    Entity(EntityId),
    /// A place in the text of a source.
    Source(SourceId, Span),
}

/// What a name that holds the query as typed is worth beyond the words' own weight; more than any query's words weigh.
const NAME_AS_TYPED: f32 = 20_000.0;
/// What a name that holds all words of the query is worth.
const NAME_WITH_ALL: f32 = 10_000.0;
/// What a name that holds some word of the query is worth.
const NAME_WITH_ONE: f32 = 5_000.0;
/// What a text that holds the query as typed is worth.
const TEXT_AS_TYPED: f32 = 1_000.0;

/// A query taken apart.
struct Wanted {
    /// Groups of terms with their positions: a word, or the pairs of a run of Chinese.
    groups: Vec<Vec<(usize, String)>>,
}

impl Wanted {
    fn of(query: &str) -> Self {
        let (mut terms, mut term) = (Terms::new(query), String::new());
        let mut all = Vec::new();
        while let Some(found) = terms.next_into(&mut term) {
            all.push((found, term.clone()));
        }
        let pairs: Vec<Found> = all.iter().map(|(found, _)| *found).filter(|found| found.kind == Kind::Pair).collect();
        let in_pair = |single: Found| pairs.iter().any(|pair| pair.start <= single.start && single.end <= pair.end);
        let mut groups: Vec<Vec<(usize, String)>> = Vec::new();
        let mut run_end = 0;
        for (found, term) in all {
            match found.kind {
                // It says more only where no pair holds it.
                Kind::Single if in_pair(found) => continue,
                Kind::Pair if found.start < run_end => {
                    if let Some(run) = groups.last_mut() {
                        run.push((found.position, term));
                    }
                }
                Kind::Word | Kind::Single | Kind::Pair => groups.push(vec![(found.position, term)]),
            }
            run_end = found.end;
        }
        Self { groups }
    }

    /// All terms.
    fn terms(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flatten().map(|(_, term)| term.as_str())
    }

    fn group_query(group: &[(usize, String)], field: Field) -> Box<dyn Query> {
        let term = |text: &str| Term::from_field_text(field, text);
        match group {
            [(_, only)] => Box::new(TermQuery::new(term(only), IndexRecordOption::WithFreqs)),
            several => {
                let terms = several.iter().map(|(position, text)| (*position, term(text))).collect();
                Box::new(PhraseQuery::new_with_offset(terms))
            }
        }
    }

    fn all_in(&self, field: Field) -> Box<dyn Query> {
        Box::new(BooleanQuery::intersection(self.groups.iter().map(|group| Self::group_query(group, field)).collect()))
    }

    fn any_in(&self, field: Field) -> Box<dyn Query> {
        Box::new(BooleanQuery::union(self.groups.iter().map(|group| Self::group_query(group, field)).collect()))
    }

    fn as_typed(&self, field: Field) -> Box<dyn Query> {
        let all: Vec<_> = self.groups.iter().flatten().cloned().collect();
        Self::group_query(&all, field)
    }

    /// Entries that hold all words, or at least one, in the name or the text.
    fn query(&self, fields: Fields, all: bool) -> BooleanQuery {
        let worth =
            |query, score| -> (Occur, Box<dyn Query>) { (Occur::Should, Box::new(ConstScoreQuery::new(query, score))) };
        let groups = self.groups.iter().map(|group| {
            let either = [fields.name, fields.text].map(|field| Self::group_query(group, field));
            let either: Box<dyn Query> = Box::new(BooleanQuery::union(either.into()));
            (if all { Occur::Must } else { Occur::Should }, either)
        });
        let mut clauses = vec![(Occur::Must, Box::new(BooleanQuery::new(groups.collect())) as Box<dyn Query>)];
        clauses.push(worth(self.as_typed(fields.name), NAME_AS_TYPED));
        clauses.push(worth(self.all_in(fields.name), NAME_WITH_ALL));
        clauses.push(worth(self.any_in(fields.name), NAME_WITH_ONE));
        clauses.push(worth(self.as_typed(fields.text), TEXT_AS_TYPED));
        BooleanQuery::new(clauses)
    }

    /// Where the query's words stand in a text: the shortest stretch that holds the most different ones.
    fn find(&self, text: &str) -> Option<(usize, Range<usize>)> {
        let (mut terms, mut term) = (Terms::new(text), String::new());
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        let wanted: Vec<&str> = self.terms().collect();
        while let Some(place) = terms.next_into(&mut term) {
            if let Some(index) = wanted.iter().position(|wanted| *wanted == term) {
                found.push((index, place.start..place.end));
            }
        }
        let mut best: Option<(usize, Range<usize>)> = None;
        for (from, (_, first)) in found.iter().enumerate() {
            let mut seen = Vec::new();
            for (index, place) in found[from..].iter().take(4 * wanted.len()) {
                if !seen.contains(index) {
                    seen.push(*index);
                    let stretch = first.start..place.end.max(first.end);
                    let better = best.as_ref().is_none_or(|(count, shortest)| {
                        seen.len() > *count || seen.len() == *count && stretch.len() < shortest.len()
                    });
                    if better {
                        best = Some((seen.len(), stretch));
                    }
                }
            }
        }
        best
    }
}

/// What an entry of the index points to.
enum Pointer {
    Record(i64),
    Passage { source: i64, bytes: Range<usize> },
}

impl Index {
    fn top(&self, query: &dyn Query, limit: usize) -> Result<Vec<(f32, Pointer)>> {
        let searcher = self.reader.searcher();
        let found = searcher
            .search(query, &TopDocs::with_limit(limit).order_by_score())
            .map_err(|error| wrong(&self.folder, &error))?;
        found
            .into_iter()
            .filter_map(|(score, at)| self.pointer(&searcher, at).transpose().map(|p| Ok((score, p?))))
            .collect()
    }

    fn pointer(&self, searcher: &Searcher, at: DocAddress) -> Result<Option<Pointer>> {
        let fast = searcher.segment_reader(at.segment_ord).fast_fields();
        let number = |name: &str| -> Result<Option<u64>> {
            let column = fast.u64(name).map_err(|error| wrong(&self.folder, &error))?;
            Ok(column.first(at.doc_id))
        };
        if let Some(record) = number("record")? {
            return Ok(Some(Pointer::Record(record.cast_signed())));
        }
        let byte = |number: Option<u64>| number.and_then(|number| usize::try_from(number).ok());
        let (source, start, end) = (number("source")?, byte(number("start")?), byte(number("end")?));
        Ok(match (source, start, end) {
            (Some(source), Some(start), Some(end)) => {
                Some(Pointer::Passage { source: source.cast_signed(), bytes: start..end })
            }
            _ => None,
        })
    }
}

impl Case {
    /// Searches names, other values and the texts of sources.
    ///
    /// Case, accents and width of letters do not matter. Entries with all words come first, names before texts; where
    /// nothing holds all words, entries with some of them. Gives at most `limit` hits, each entity once.
    ///
    /// # Errors
    /// [`CaseError::Index`] when the index can neither be read nor made.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        self.update_index()?;
        let wanted = Wanted::of(query);
        if wanted.groups.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let hits = self.search_for(&wanted, limit, true)?;
        if hits.is_empty() && wanted.groups.len() > 1 {
            return self.search_for(&wanted, limit, false);
        }
        Ok(hits)
    }

    fn search_for(&self, wanted: &Wanted, limit: usize, all: bool) -> Result<Vec<Hit>> {
        let slot = self.index.borrow();
        let index = slot.as_ref().ok_or_else(|| CaseError::Index {
            path: crate::file::index_folder(&self.path),
            reason: "it is not open".to_owned(),
        })?;
        let query = wanted.query(index.fields, all);
        // Several records of one entity are one hit, and a retracted one is none.
        let found = index.top(&query, limit.saturating_mul(4).saturating_add(50))?;
        let mut texts = BTreeMap::new();
        let mut entities: Vec<EntityId> = Vec::new();
        let mut hits = Vec::new();
        for (score, pointer) in found {
            if hits.len() == limit {
                break;
            }
            let hit = match pointer {
                Pointer::Record(record) => self.hit_of_record(record, wanted, score, &mut entities)?,
                Pointer::Passage { source, bytes } => {
                    let text = match texts.entry(source) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(new) => new.insert(self.text_of_key(source)?),
                    };
                    let Some(text) = text else { continue };
                    let Some(passage) = text.as_str().get(bytes.clone()) else { continue };
                    let place = wanted.find(passage).map_or(0..passage.len(), |(_, place)| place);
                    let place = bytes.start + place.start..bytes.start + place.end;
                    let shown = around(text.as_str(), bytes, place);
                    let span = text.span(shown).map_err(|error| CaseError::Damaged(error.to_string()))?;
                    let quote = span.quote().to_owned();
                    let caption = self.source_of_key(source)?.name().to_owned();
                    let what = HitKind::Source(span.source(), span);
                    Some(Hit { what, caption, score: f64::from(score), quote, statement: None })
                }
            };
            hits.extend(hit);
        }
        Ok(hits)
    }

    fn hit_of_record(
        &self,
        record: i64,
        wanted: &Wanted,
        score: f32,
        given: &mut Vec<EntityId>,
    ) -> Result<Option<Hit>> {
        let sql = format!("SELECT {} FROM record WHERE record.id = ?", crate::record::COLUMNS);
        let mut best: Option<((usize, bool), crate::Stated)> = None;
        self.each_of(&sql, &[rusqlite::types::Value::Integer(record)], |stated| {
            let kind = stated.statement.property().kind();
            if stated.retracted || !is_indexed(kind) {
                return;
            }
            if let Some((count, _)) = wanted.find(stated.statement.value()) {
                let fit = (count, kind == PropertyType::Name);
                if best.as_ref().is_none_or(|(known, _)| fit > *known) {
                    best = Some((fit, stated));
                }
            }
        })?;
        let Some((_, stated)) = best else { return Ok(None) };
        let id = self.canonical(stated.statement.entity())?;
        if given.contains(&id) {
            return Ok(None);
        }
        let Some(profile) = self.entity(&id)? else { return Ok(None) };
        given.push(id.clone());
        Ok(Some(Hit {
            what: HitKind::Entity(id),
            caption: profile.caption().to_owned(),
            score: f64::from(score),
            quote: stated.statement.value().to_owned(),
            statement: Some(stated.id),
        }))
    }
}
