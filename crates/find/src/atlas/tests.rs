use super::*;
use crate::fixture::{Story, company, group, id, member, owns, person, say, shelters};
use crate::{Findings, Network, View};

fn pays_on(id: &str, from: &str, to: &str, amount: &str, date: &str) -> crate::fixture::Clause {
    let values = [("payer", from), ("beneficiary", to), ("amount", amount), ("currency", "EUR"), ("date", date)];
    say(id, "Payment", &values)
}

fn atlas(story: Story, place: Option<&str>) -> Atlas {
    let facts = story.facts();
    let view = View { place: place.map(str::to_owned), ..View::default() };
    Atlas::of(&facts, &Findings::of(&facts, &view).unwrap())
}

fn place<'a>(atlas: &'a Atlas, name: &str) -> &'a PlaceOnMap {
    let found = atlas.places.iter().find(|place| place.place.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {:?}", names(atlas)))
}

fn names(atlas: &Atlas) -> Vec<&str> {
    atlas.places.iter().map(|place| place.place.name.as_str()).collect()
}

fn firm_at(id: &str, address: &str) -> Story {
    Story::new().source("courier", "2020-06").tell([company(id, "Firm").with("address", address)])
}

#[test]
fn an_address_lies_in_what_its_own_words_name() {
    let cases: [(&str, &[&str]); 9] = [
        ("Tallow Street 44, Quayside district, Marenport", &["Quayside district", "Marenport"]),
        ("5 High Street, Oxford OX1 4AB, United Kingdom", &["Oxford", "United Kingdom"]),
        ("Old Mill, 5 High Street, Ostrand", &["Ostrand"]),
        ("Lindenweg 3, 10115 Marenburg, Germany", &["Marenburg", "Germany"]),
        ("Germany, Marenburg, Lindenweg 3", &["Marenburg", "Germany"]),
        ("Marenburg, Lindenweg 3", &[]),
        ("Marenport", &[]),
        ("Lindenweg 3, Bavaria", &["Bavaria", "Germany"]),
        (", ,", &[]),
    ];
    for (address, within) in cases {
        let atlas = atlas(firm_at("f", address), None);
        let leaf = atlas.places.iter().find(|place| {
            place.tally.parties.len() == 1
                && !atlas.places.iter().any(|p| p.parent.is_some_and(|at| atlas.places[at].key == place.key))
        });
        let leaf = leaf.unwrap_or_else(|| panic!("{address:?}: {:?}", names(&atlas)));
        assert_eq!(leaf.place.within, within, "{address:?}");
    }
}

#[test]
fn a_place_with_a_position_is_a_point_and_one_of_which_only_the_country_is_told_stands_there() {
    let story = Story::new().source("courier", "2020-06").tell([
        say("a", "Address", &[("full", "Pier 1"), ("latitude", "52.5"), ("longitude", "13.4"), ("country", "de")]),
        company("f", "F").with("addressEntity", "a"),
        company("g", "G").with("country", "de"),
        company("h", "H").with("address", "Saxony"),
        company("i", "I").with("address", "Marenport"),
        person("p", "P"),
    ]);
    let atlas = atlas(story, None);
    let at = |spot: &Spot| match spot.at {
        SpotAt::Point(place) => atlas.places[place].place.name.clone(),
        SpotAt::Country(code) => code.to_owned(),
    };
    let spots: Vec<(String, usize)> = atlas.spots.iter().map(|spot| (at(spot), spot.tally.parties.len())).collect();
    assert_eq!(
        spots,
        [("Pier 1".to_owned(), 1), ("de".to_owned(), 2)],
        "the point is not counted in its country again"
    );
    let position = place(&atlas, "Pier 1").position.as_ref().unwrap();
    assert_eq!((position.latitude, position.longitude, position.evidence.len()), (52.5, 13.4, 2));
    assert_eq!(place(&atlas, "Germany").tally.parties.len(), 3, "what lies in a place counts in it");
    assert_eq!(place(&atlas, "Marenport").unplaced.as_deref(), Some("no source tells its position or its country"));
    assert_eq!(atlas.unplaced.parties.len(), 1);
}

#[test]
fn what_can_not_be_a_position_is_none_and_says_why() {
    for (latitude, longitude, why) in [
        ("95", "13.4", "latitude 95, longitude 13.4 is no position on earth"),
        ("north", "13.4", "latitude north, longitude 13.4 is no position on earth"),
        ("NaN", "0", "latitude NaN, longitude 0 is no position on earth"),
        ("0", "0.0", "latitude 0, longitude 0 mostly stands for an unknown position"),
    ] {
        let told = say("a", "Address", &[("full", "Pier"), ("latitude", latitude), ("longitude", longitude)]);
        let atlas = atlas(Story::new().source("courier", "2020-06").tell([told]), None);
        assert_eq!((atlas.spots.len(), place(&atlas, "Pier").unplaced.as_deref()), (0, Some(why)));
    }
    let twice = Story::new().source("courier", "2020-06").tell([
        say("a", "Address", &[("full", "Pier"), ("latitude", "1"), ("longitude", "2")]),
        say("a", "Address", &[("latitude", "3")]),
    ]);
    assert_eq!(place(&atlas(twice, None), "Pier").unplaced.as_deref(), Some("sources tell different positions"));
}

#[test]
fn a_name_that_several_countries_have_is_put_in_none() {
    let atlas = atlas(firm_at("f", "Georgia"), None);
    assert!(atlas.spots.is_empty(), "{:?}", atlas.spots);
    assert!(place(&atlas, "Georgia").unplaced.as_deref().unwrap().starts_with("several countries"));
    let code = Story::new().source("courier", "2020-06").tell([company("f", "F").with("jurisdiction", "ge")]);
    assert_eq!(self::atlas(code, None).spots[0].at, SpotAt::Country("ge"), "a code is of one country");
    let words = self::atlas(firm_at("f", "Marenport, DE"), None);
    assert!(words.spots.is_empty(), "a short word is no code of a country: {:?}", words.spots);
}

fn two_towns() -> Story {
    Story::new().source("courier", "2020-06").tell([
        group("g", "G").with("territory", "Quayside"),
        group("k", "K").with("territory", "Hillside"),
        person("x", "X"),
        person("y", "Y"),
        person("ma", "Ma"),
        company("f", "F").with("address", "Pier 1, Quayside").with("sector", "gravel"),
        company("h", "H").with("address", "Slope 2, Hillside"),
        member("m", "x", "g"),
        member("n", "y", "k"),
        owns("o", "x", "f", "2019", ""),
        shelters("s", "ma", "g").at(umbra_model::Standing::Charged),
        pays_on("p1", "f", "y", "500", "2020-01-01"),
        pays_on("p2", "y", "h", "70", "2020-01-02"),
        say("off", "Offence", &[("name", "arson"), ("place", "Hillside"), ("perpetrator", "k")]),
    ])
}

#[test]
fn groups_protectors_offences_and_money_are_counted_where_they_are() {
    let atlas = atlas(two_towns(), None);
    let counts = |name: &str| {
        let tally = &place(&atlas, name).tally;
        (tally.groups.len(), tally.protectors.len(), tally.offences.len(), tally.payments.len())
    };
    assert_eq!(counts("Quayside"), (1, 1, 0, 1));
    assert_eq!(counts("Hillside"), (1, 0, 1, 1));
    let money = place(&atlas, "Quayside").tally.money();
    assert_eq!((money[0].currency.as_deref(), money[0].sum), (Some("EUR"), 500.0));
}

#[test]
fn a_view_of_a_place_shows_what_has_to_do_with_it_and_counts_the_rest() {
    let facts = two_towns().facts();
    let whole = Findings::of(&facts, &View::default()).unwrap();
    let at = |place: &str| Findings::of(&facts, &View { place: Some(place.to_owned()), ..View::default() }).unwrap();
    let quayside = at("Quayside");
    let groups: Vec<_> = quayside.umbrellas.iter().map(|umbrella| umbrella.group.caption.as_str()).collect();
    assert_eq!(groups, ["G"]);
    let of = |findings: &Findings| findings.umbrellas.iter().find(|umbrella| umbrella.group.id == id("g")).cloned();
    let (narrow, wide) = (of(&quayside).unwrap(), of(&whole).unwrap());
    assert_eq!(
        narrow.protectors[0].finding.score(),
        wide.protectors[0].finding.score(),
        "no place changes an assessment"
    );
    assert!(quayside.network.node(&id("h")).is_none() && quayside.network.node(&id("x")).is_some());
    let left = quayside.network.left_out().elsewhere;
    assert!(left > 0 && left + quayside.network.ties().len() == whole.network.ties().len());
    assert_eq!((whole.money.payments, quayside.money.payments), (2, 1));
    assert!(quayside.inspection.cells.iter().all(|cell| cell.place.name.contains("Quayside")));
    assert!(!quayside.inspection.cells.is_empty());
    let nowhere = at("Atlantis");
    assert!(nowhere.network.nodes().is_empty() && nowhere.umbrellas.is_empty() && nowhere.money.payments == 0);
    // By its key too, and a map under it shows nothing else.
    let key = place(&Atlas::of(&facts, &whole), "Quayside").key.clone();
    let shown = Atlas::of(&facts, &at(&key));
    assert!(names(&shown).iter().all(|name| name.contains("Quayside")), "{:?}", names(&shown));
}

#[test]
fn payments_are_those_that_the_view_shows() {
    let facts = two_towns().facts();
    let view = View { as_of: "2019".parse().ok(), ..View::default() };
    let network = Network::of(&facts, &view).unwrap();
    assert!(crate::payments_under(&facts, &network).is_empty(), "none was made by then");
    assert!(crate::money_paths(&facts, &network, &id("f"), &id("h")).unwrap().is_empty());
    let whole = Network::of(&facts, &View::default()).unwrap();
    assert_eq!(crate::money_paths(&facts, &whole, &id("f"), &id("h")).unwrap().len(), 1);
}
