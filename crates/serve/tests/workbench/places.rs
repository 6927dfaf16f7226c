//! What the page is told of places: where they are as far as that is told, and who and what is there.

use serde_json::{Value, json};
use umbra_model::Standing;

use crate::bench::{Bench, Said, make_case, source};
use crate::client::encoded;

const PAPER: &str = "The Quay Gang works at Quayside. Brandt was convicted of sheltering the Quay Gang. Sand Ltd of Pier 1, Hamburg, \
    at 53.5 north and 10.0 east. Slate Ltd is of Hillside, Marenport. Sand Ltd paid Slate Ltd 500.";

/// A gang at a place of which nothing more is told, a firm at a position in a country, another in a town of no known country.
fn bench() -> Bench {
    let mut all: Vec<Said<'_>> = Vec::new();
    let mut say = |entity, schema, quote, standing, values: &[(&'static str, &'static str)]| {
        for &(property, value) in values {
            all.push(Said { entity, schema, property, value, quote, standing });
        }
    };
    let works = "The Quay Gang works at Quayside";
    say("gang", "CriminalGroup", works, None, &[("name", "Quay Gang"), ("territory", "Quayside")]);
    say("brandt", "Person", "Brandt", None, &[("name", "Brandt")]);
    let shelters = "Brandt was convicted of sheltering the Quay Gang";
    let ends = [("protector", "brandt"), ("protected", "gang")];
    say("t1", "Protection", shelters, Some(Standing::Convicted), &ends);
    let pier = "Pier 1, Hamburg, at 53.5 north and 10.0 east";
    say(
        "pier",
        "Address",
        pier,
        None,
        &[("full", "Pier 1, Hamburg"), ("country", "de"), ("latitude", "53.5"), ("longitude", "10.0")],
    );
    say("sand", "Company", "Sand Ltd of Pier 1", None, &[("name", "Sand Ltd"), ("addressEntity", "pier")]);
    let slate = "Slate Ltd is of Hillside, Marenport";
    say("slate", "Company", slate, None, &[("name", "Slate Ltd"), ("address", "Hillside, Marenport")]);
    let paid = [("payer", "sand"), ("beneficiary", "slate"), ("amount", "500"), ("currency", "EUR")];
    say("p1", "Payment", "Sand Ltd paid Slate Ltd 500", None, &paid);
    let folder = tempfile::tempdir().unwrap();
    make_case(&folder.path().join("quay.umbra"), &source(PAPER, "press/paper.txt"), PAPER, &all);
    Bench::over(folder, Vec::new())
}

fn named<'v>(list: &'v Value, name: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name} in {list}"))
}

#[test]
fn what_is_told_of_a_position_is_a_point_and_the_rest_says_why_it_is_none() {
    let bench = bench();
    let told = bench.get("places");
    assert_eq!(told["spots"].as_array().unwrap().len(), 1, "{}", told["spots"]);
    let spot = &told["spots"][0];
    assert_eq!((&spot["key"], &spot["position"]["latitude"]), (&"pier".into(), &53.5.into()));
    assert_eq!(spot["tally"]["money"], json!([{ "currency": "EUR", "sum": 500.0 }]));
    let ids: Vec<String> = spot["position"]["evidence"].as_array().unwrap().iter().map(Value::to_string).collect();
    let places = bench.get(&format!("statements?ids={}", encoded(&ids.join(","))));
    assert!(places["places"][0]["quote"].as_str().unwrap().contains("53.5 north"));
    let quayside = named(&told["places"], "Quayside");
    assert_eq!(quayside["unplaced"], "no source tells its position or its country");
    assert_eq!((&quayside["tally"]["groups"], &quayside["tally"]["protectors"]), (&1.into(), &1.into()));
    let hillside = named(&told["places"], "Hillside, Marenport");
    let parent = &told["places"][usize::try_from(hillside["parent"].as_u64().unwrap()).unwrap()];
    assert_eq!((&parent["name"], &parent["tally"]["parties"]), (&"Marenport".into(), &1.into()));
    assert_eq!(told["nowhere"]["parties"], 0, "of Brandt no place is told, and none is made up");
    // Who is chosen is shown where they are.
    let chosen = bench.get("places?of=slate");
    assert_eq!(named(&chosen["places"], "Marenport")["has_chosen"], true);
    assert_eq!(named(&chosen["places"], "Quayside")["has_chosen"], false);
}

#[test]
fn a_place_opens_on_who_and_what_is_there_with_its_sentences() {
    let bench = bench();
    let told = bench.get("places");
    let key = named(&told["places"], "Quayside")["key"].as_str().unwrap().to_owned();
    let place = bench.get(&format!("places/place?key={}", encoded(&key)));
    assert_eq!(
        (&place["groups"][0]["id"], &place["protecting"][0]["person"]["id"]),
        (&"gang".into(), &"brandt".into())
    );
    assert_eq!(
        (&place["protecting"][0]["shelf"], &place["protecting"][0]["standing"]),
        (&"court".into(), &"convicted".into())
    );
    let ids: Vec<String> = place["evidence"].as_array().unwrap().iter().map(Value::to_string).collect();
    let places = bench.get(&format!("statements?ids={}", encoded(&ids.join(","))));
    assert!(places["places"].as_array().unwrap().iter().any(|one| one["quote"] == "The Quay Gang works at Quayside"));
    assert_eq!(bench.running.get("/api/v1/places/place?key=nowhere").status, 404);
    let names = bench.get("places/names");
    let below = named(&names["places"], "Hillside, Marenport");
    assert_eq!(below["depth"], 1);
}

#[test]
fn every_view_of_the_filter_bar_is_narrowed_to_a_place_and_counts_what_it_leaves_out() {
    let bench = bench();
    let at = |path: &str, place: &str| bench.get(&format!("{path}?where={}", encoded(place)));
    assert_eq!(bench.get("money")["payments"], 1);
    assert_eq!((&at("money", "pier")["payments"], &at("money", "Quayside")["payments"]), (&1.into(), &0.into()));
    assert_eq!((&at("umbrellas", "Quayside")["total"], &at("umbrellas", "Marenport")["total"]), (&1.into(), &0.into()));
    let network = at("network", "Marenport");
    let ids: Vec<&str> = network["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"slate") && !ids.contains(&"brandt"), "{ids:?}");
    assert_eq!(network["hidden"]["elsewhere"].as_u64().map(|count| count > 0), Some(true));
    assert_eq!(at("trades", "Marenport")["total"], 0);
    assert_eq!(at("timeline", "Atlantis")["rows"], json!([]));
    assert_eq!(at("overview", "Quayside")["summary"]["counts"]["groups"], 1);
    let map = at("places", "Quayside");
    assert_eq!((map["places"].as_array().unwrap().len(), &map["spots"]), (1, &json!([])));
}

#[test]
fn money_follows_the_filter_bar() {
    let bench = bench();
    assert_eq!(bench.get("money?kinds=membership")["payments"], 0);
    assert_eq!(bench.get("money?kinds=payment")["payments"], 1);
    assert_eq!(bench.get("money/paths?from=sand&to=slate&kinds=membership")["paths"], json!([]));
}
