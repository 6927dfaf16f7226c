//! `GET /search/{dataset}`: words, filters, counts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use umbra_model::{PropertyType, Schema};

use super::matching::{changed_since, scope};
use super::{Answer, Call, Fault, Parameters, Service};
use crate::answer;
use crate::catalog::Catalog;
use crate::index::{FACETS, Facet, Filter, Sort, Words};
use crate::limits::{MOST_OFFSET, MOST_ON_PAGE, ON_PAGE};

/// Values of a facet that an answer lists: the most frequent.
const MOST_COUNTED: usize = 1_000;

pub(super) fn answer(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let parameters = &call.parameters;
    let catalog = service.catalog()?;
    let mut scope = scope(service, call.part(1))?;
    let flag = |name| parameters.flag(name).map(Option::unwrap_or_default);
    let words = Words::parse(parameters.get("q").unwrap_or_default(), flag("simple")?, flag("fuzzy")?)
        .map_err(|error| Fault::bad_request(error.to_string()))?;
    let filter = filter(parameters)?;
    let limit = parameters.number("limit", ON_PAGE, MOST_ON_PAGE)?;
    let offset = parameters.number("offset", 0, MOST_OFFSET)?;
    let sort = sort(parameters, Sort::Score)?;
    let facets = facets(parameters)?;
    scope.narrow(&parameters.all("include_dataset")?, &parameters.all("exclude_dataset")?);
    let names: Vec<&'static str> = facets.iter().map(|facet| facet.name).collect();
    let mut hits = scope.hits(limit, offset, |part, keep| {
        let filter = Filter { datasets: part.within.clone(), ..filter.clone() };
        part.snapshot.search(&words, &filter, &sort, keep, &names)
    })?;
    let results: Vec<Value> =
        hits.entities.iter().map(|(entity, dataset)| answer::entity(entity, dataset).into()).collect();
    let counted: Map<String, Value> = facets
        .iter()
        .map(|facet| (facet.name.to_owned(), counted(catalog, facet, hits.facets.remove(facet.name))))
        .collect();
    Ok(Answer::Json(json!({
        "limit": limit,
        "offset": offset,
        "total": { "value": hits.total, "relation": "eq" },
        "results": results,
        "facets": counted,
    })))
}

fn filter(parameters: &Parameters) -> Result<Filter, Fault> {
    let name = parameters.get("schema").filter(|name| !name.is_empty()).unwrap_or("Thing");
    let short: String = name.chars().take(80).collect();
    let schema = Schema::get(name).ok_or_else(|| Fault::bad_request(format!("there is no schema {short:?}")))?;
    let schemata = Schema::all().filter(|other| other.is_a(schema.name())).collect();
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in ["countries", "topics", "datasets"] {
        values.insert(name.to_owned(), parameters.all(name)?);
    }
    values.extend(parameters.flag("target")?.map(|target| ("target".to_owned(), vec![target.to_string()])));
    for filter in parameters.all("filter")? {
        let short: String = filter.chars().take(80).collect();
        let (name, value) = filter
            .split_once(':')
            .filter(|(name, _)| Filter::knows(name))
            .ok_or_else(|| Fault::bad_request(format!("{short:?} is no filter, such as properties.birthDate:1961")))?;
        values.entry(name.to_owned()).or_default().push(value.to_owned());
    }
    let all_values = match parameters.get("filter_op").unwrap_or("OR") {
        "OR" => false,
        "AND" => true,
        _ => return Err(Fault::malformed("filter_op is neither OR nor AND")),
    };
    Ok(Filter {
        schemata,
        values: values.into_iter().filter(|(_, values)| !values.is_empty()).collect(),
        all_values,
        without_schemata: parameters.all("exclude_schema")?,
        changed_since: changed_since(parameters)?,
        datasets: None,
    })
}

/// The order that a request wants; the first counts.
pub(super) fn sort(parameters: &Parameters, otherwise: Sort) -> Result<Sort, Fault> {
    let wanted = parameters.all("sort")?;
    let Some(first) = wanted.first() else { return Ok(otherwise) };
    let (name, order) = first.split_once(':').unwrap_or((first, "asc"));
    let latest_first = order == "desc";
    match name {
        "first_seen" => Ok(Sort::Moment { field: "first_seen", latest_first }),
        "last_seen" => Ok(Sort::Moment { field: "last_seen", latest_first }),
        "last_change" => Ok(Sort::Moment { field: "last_change", latest_first }),
        "_score" | "score" => Ok(Sort::Score),
        "_doc" => Ok(Sort::Order),
        _ => Err(Fault::bad_request("results are sorted by first_seen, last_seen, last_change or _score")),
    }
}

fn facets(parameters: &Parameters) -> Result<Vec<Facet>, Fault> {
    let wanted = parameters.all("facets")?;
    if wanted.is_empty() {
        return Ok(FACETS[..3].to_vec());
    }
    if let Some(unknown) = wanted.iter().find(|name| FACETS.iter().all(|facet| facet.name != **name)) {
        let names: Vec<&str> = FACETS.iter().map(|facet| facet.name).collect();
        let short: String = unknown.chars().take(80).collect();
        return Err(Fault::malformed(format!("there is no facet {short:?}: known are {}", names.join(", "))));
    }
    Ok(FACETS.into_iter().filter(|facet| wanted.iter().any(|name| name == facet.name)).collect())
}

/// A facet's values, the most frequent first.
fn counted(catalog: &Catalog, facet: &Facet, values: Option<BTreeMap<String, u64>>) -> Value {
    let mut values: Vec<(String, u64)> = values.unwrap_or_default().into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values.truncate(MOST_COUNTED);
    let label = |name: &str| -> String {
        match facet.name {
            "countries" => PropertyType::Country.caption(name).to_owned(),
            "topics" => PropertyType::Topic.caption(name).to_owned(),
            "genders" => PropertyType::Gender.caption(name).to_owned(),
            "datasets" => catalog.title(name).to_owned(),
            "schema" => Schema::get(name).map_or(name, |schema| schema.plural()).to_owned(),
            _ => name.to_owned(),
        }
    };
    let values: Vec<Value> =
        values.iter().map(|(name, count)| json!({ "name": name, "label": label(name), "count": count })).collect();
    json!({ "label": facet.label, "values": values })
}
