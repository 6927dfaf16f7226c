//! Which entities may be among the results.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use umbra_model::SchemaRef;

use super::fields::Fields;
use super::number::hash;

/// Conditions that all have to hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Of one of these schemata; of any, when there is none.
    pub schemata: Vec<SchemaRef>,
    /// By field, or `properties.` and a property's name: the values that are asked for.
    pub values: Vec<(String, Vec<String>)>,
    /// Whether all the values of a field have to be there; else one is enough.
    pub all_values: bool,
    /// Said by one of these datasets; by any, when there is none.
    pub datasets: Option<Vec<String>>,
    /// Of none of these schemata.
    pub without_schemata: Vec<String>,
    /// Changed after this moment.
    pub changed_since: Option<u64>,
}

impl Filter {
    /// Whether a name can be filtered by.
    pub fn knows(name: &str) -> bool {
        Fields::is_filter(name)
    }

    /// The conditions as a query whose hits all score 0; `None` when there are none.
    pub fn query(&self, fields: &Fields) -> Option<Box<dyn Query>> {
        let schemata = self.schemata.iter().map(|schema| schema.name().to_owned()).collect::<Vec<_>>();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if !schemata.is_empty() {
            clauses.push((Occur::Must, any(&terms(fields.schema, &schemata))));
        }
        for (name, values) in &self.values {
            let terms = match fields.exact(name) {
                Some(field) => terms(field, values),
                None => {
                    let property = name.strip_prefix("properties.").unwrap_or(name);
                    let hashed = values.iter().map(|value| hash(&[property, value]));
                    hashed.map(|value| Term::from_field_u64(fields.values, value)).collect()
                }
            };
            if self.all_values {
                clauses.extend(terms.into_iter().map(|term| (Occur::Must, one(term))));
            } else {
                clauses.push((Occur::Must, any(&terms)));
            }
        }
        if let Some(datasets) = &self.datasets {
            clauses.push((Occur::Must, any(&terms(fields.datasets, datasets))));
        }
        if !self.without_schemata.is_empty() {
            clauses.push((Occur::MustNot, any(&terms(fields.schema, &self.without_schemata))));
        }
        if let Some(moment) = self.changed_since {
            let after = Bound::Excluded(Term::from_field_u64(fields.last_change, moment));
            clauses.push((Occur::Must, Box::new(RangeQuery::new(after, Bound::Unbounded))));
        }
        if clauses.is_empty() {
            return None;
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Some(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(clauses)), 0.0)))
    }
}

fn terms(field: Field, values: &[String]) -> Vec<Term> {
    values.iter().map(|value| Term::from_field_text(field, value)).collect()
}

fn one(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Whatever has one of some terms.
fn any(terms: &[Term]) -> Box<dyn Query> {
    match terms {
        [] => Box::new(EmptyQuery),
        [only] => one(only.clone()),
        several => Box::new(BooleanQuery::new(several.iter().map(|term| (Occur::Should, one(term.clone()))).collect())),
    }
}
