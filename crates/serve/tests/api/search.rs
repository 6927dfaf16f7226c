//! `/search`

use serde_json::{Value, json};

use crate::client::{Running, encoded, ids};

#[test]
fn words_filters_and_pages() {
    let server = Running::harbour();
    let found = |query: &str| ids(&server.get(&format!("/search/harbour?{query}")).ok()["results"]);
    let q = |text: &str| found(&format!("q={}", encoded(text)));
    assert_eq!(q("brandt ana"), ["ana"]);
    assert_eq!(q("爱军"), ["ma"]);
    assert_eq!(q("QUAY").len(), 2, "the company and the address");
    assert_eq!(q("quay -street"), ["haulage"]);
    assert_eq!(q("\"quay haulage\""), ["haulage"]);
    assert_eq!(q("\"haulage quay\"").len(), 0);
    assert_eq!(q("haul*"), ["haulage"]);
    assert_eq!(q("brand~"), ["ana"]);
    assert_eq!(q("brandt OR aijun").len(), 2);
    assert_eq!(q("countries:de"), ["gravel"]);
    assert_eq!(q("properties.birthDate:1970"), ["ma"]);
    assert_eq!(q("🎉").len(), 0);
    assert_eq!(found("q=brandd&fuzzy=true"), ["ana"]);
    assert_eq!(found("").len(), 5, "everything but the ties, which are no things");
    assert_eq!(found("schema=Interval").len(), 2);
    assert_eq!(found("schema=Person").len(), 2);
    assert_eq!(found("countries=mt&schema=Company"), ["haulage"]);
    assert_eq!(found("topics=sanction&topics=role.pep").len(), 2);
    assert_eq!(found("topics=sanction&topics=role.pep&filter_op=AND").len(), 0);
    assert_eq!(found("filter=properties.registrationNumber:HRB%2020417"), ["haulage"]);
    assert_eq!(found("filter=genders:male"), ["ma"]);
    assert_eq!(found("datasets=register").len(), 2);
    assert_eq!(found("exclude_schema=Company&exclude_schema=Address").len(), 2);
    assert_eq!(found("target=true").len(), 2);
    assert_eq!(found("changed_since=2025-01-01"), ["haulage"]);
    assert_eq!(found("sort=first_seen:asc&limit=2"), ["ma", "ana"]);
    assert_eq!(found("sort=first_seen:desc&limit=2"), ["ana", "ma"]);
    let (first, rest) = (found("limit=2"), found("offset=2&limit=500"));
    assert_eq!((first.len(), rest.len()), (2, 3));
    assert_eq!([first, rest].concat(), found(""), "pages are in one order");
}

#[test]
fn facets_are_counted() {
    let server = Running::harbour();
    let json = server.get("/search/default?q=&limit=1").ok();
    assert_eq!(json["total"], json!({ "value": 5, "relation": "eq" }));
    let facets = json["facets"].as_object().unwrap();
    assert_eq!(facets.keys().collect::<Vec<_>>(), ["countries", "datasets", "topics"]);
    let countries = json!([
        { "name": "mt", "label": "Malta", "count": 3 },
        { "name": "de", "label": "Germany", "count": 1 },
    ]);
    assert_eq!(facets["countries"], json!({ "label": "Countries", "values": countries }));
    let named = |facet: &Value| -> Vec<String> {
        facet["values"].as_array().unwrap().iter().map(|value| value["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(named(&facets["datasets"]), ["press", "register", "harbour"]);
    let json = server.get("/search/press?facets=schema&facets=genders").ok();
    assert_eq!(named(&json["facets"]["schema"]), ["Person"]);
    assert_eq!(named(&json["facets"]["genders"]), ["male"]);
    assert!(json["facets"].get("topics").is_none());
}

#[test]
fn what_is_no_search_is_told() {
    let server = Running::harbour();
    for (query, status, part) in [
        ("q=%28ana%29", 400, "parentheses"),
        ("q=%22ana", 400, "quotation mark"),
        ("schema=Banana", 400, "Banana"),
        ("filter=nothing", 400, "nothing"),
        ("filter=banana:7", 400, "banana"),
        ("sort=banana", 400, "first_seen"),
        ("facets=banana", 422, "banana"),
        ("limit=10000", 422, "limit"),
        ("limit=ten", 422, "limit"),
        ("offset=9999", 422, "offset"),
        ("filter_op=XOR", 422, "filter_op"),
        ("fuzzy=perhaps", 422, "fuzzy"),
        ("changed_since=yesterday", 422, "changed_since"),
    ] {
        let fault = server.get(&format!("/search/harbour?{query}")).fault(status);
        assert!(fault.contains(part), "{query}: {fault}");
    }
    assert!(server.get("/search/banana").fault(404).contains("banana"));
    server.get("/search/harbour?q=%28ana%22&simple=true").ok();
}
