use umbra_model::{Source, Standing, Statement};

use super::*;
use crate::fixture::{Story, company, group, member, owns, person, say, shelters};
use crate::{Facts, Network, Shelf, View, umbrellas};

fn found(facts: &Facts, options: &InspectOptions) -> Inspection {
    let network = Network::of(facts, &View::default()).unwrap();
    inspect(facts, &network, &umbrellas(facts, &network).unwrap(), options)
}

fn quay() -> Story {
    Story::new()
        .source("courier", "2020-06")
        .tell([
            say("land", "Territory", &[("name", "Ostrand"), ("level", "province")]),
            say("quay", "Territory", &[("name", "Quayside district"), ("level", "district"), ("partOf", "land")]),
            group("g", "G").with("territory", "Quayside").with("trades", "Gravel"),
            person("x", "X"),
            person("ma", "Ma"),
            company("f", "F").with("sector", "gravel pits").with("addressEntity", "quay"),
        ])
        .tell([member("m", "x", "g").at(Standing::Charged), owns("o", "x", "f", "2019", "")])
        .tell([shelters("s", "ma", "g").at(Standing::Charged)])
        .tell([say("a", "Offence", &[("name", "arson"), ("perpetrator", "g"), ("date", "2020-01-01")])])
}

fn cell<'i>(inspection: &'i Inspection, trade: &str, place: &str) -> &'i Cell {
    let found = inspection.cells.iter().find(|cell| cell.trade == trade && cell.place.name == place);
    found.unwrap_or_else(|| panic!("no {trade} at {place}: {:?}", inspection.cells))
}

#[test]
fn what_lies_in_a_place_counts_in_what_it_lies_in() {
    let facts = quay().facts();
    let inspection = found(&facts, &InspectOptions::default());
    for place in ["Quayside district", "Ostrand"] {
        let cell = cell(&inspection, "gravel", place);
        assert_eq!((cell.groups.len(), cell.offences, cell.now, cell.before), (1, 1, 1, 0), "{place}");
        assert_eq!(cell.protectors.get(&Shelf::Charged), Some(&1));
        assert_eq!((cell.sources, cell.per_100_000), (1, None));
    }
    assert_eq!(cell(&inspection, "gravel pits", "Quayside district").firms_of_groups, 1);
    let provinces = found(&facts, &InspectOptions { level: Some("province".to_owned()), ..InspectOptions::default() });
    assert!(provinces.cells.iter().all(|cell| cell.place.name == "Ostrand"), "{:?}", provinces.cells);
}

#[test]
fn a_list_of_trades_joins_words() {
    let trades = vec![("08 Quarrying".to_owned(), vec!["gravel".to_owned()])];
    let inspection = found(&quay().facts(), &InspectOptions { trades, level: None });
    let cell = cell(&inspection, "08 Quarrying", "Quayside district");
    assert_eq!((cell.offences, cell.firms_of_groups, cell.firms), (1, 1, 1));
}

#[test]
fn a_rate_needs_a_figure_of_the_inhabitants() {
    let story = quay().tell([say(
        "n",
        "Figure",
        &[("unit", "inhabitants"), ("value", "50000"), ("territory", "Quayside"), ("measure", "inhabitants")],
    )]);
    assert_eq!(
        cell(&found(&story.facts(), &InspectOptions::default()), "gravel", "Quayside district").per_100_000,
        Some(2.0)
    );
}

#[test]
fn places_in_a_circle_are_said_and_end() {
    let facts = quay().tell([say("land", "Territory", &[("partOf", "quay")])]).facts();
    let inspection = found(&facts, &InspectOptions::default());
    assert!(inspection.warnings.iter().any(|warning| warning.contains("lies in itself")), "{:?}", inspection.warnings);
    assert_eq!(cell(&inspection, "gravel", "Ostrand").groups.len(), 1);
}

#[test]
fn a_region_of_the_world_lies_in_its_country() {
    let facts = Story::new().tell([group("g", "G").with("territory", "Calabria").with("trades", "waste")]).facts();
    assert_eq!(cell(&found(&facts, &InspectOptions::default()), "waste", "Italy").groups.len(), 1);
}

/// What the case says once these steps are noted, one after the other.
fn noted(steps: &[(Option<&str>, ItemChange)], day: &str) -> Result<Vec<Item>, ItemError> {
    let mut told: Vec<(Source, Vec<Statement>)> = Vec::new();
    let mut facts = Facts::builder().build();
    for (id, change) in steps {
        let (_, note) = change.noted(&facts, *id, "an analyst", day.parse().unwrap())?;
        assert!(note.statements.iter().all(|statement| note.text.holds(statement.span())));
        told.push((note.source, note.statements));
        let mut builder = Facts::builder();
        for (number, (source, statement)) in
            (1..).zip(told.iter().flat_map(|(source, all)| all.iter().map(move |statement| (source, statement))))
        {
            builder = builder.source(source.clone());
            builder.add(crate::StatementId::from_number(number), statement.clone());
        }
        facts = builder.build();
    }
    Ok(items(&facts))
}

#[test]
fn an_item_goes_through_its_states_by_notes() {
    let opened = ItemChange {
        trade: Some("gravel".to_owned()),
        place: Some("Quayside district".to_owned()),
        due: Some("2021-02-01".parse().unwrap()),
        ..ItemChange::to(ItemState::Opened)
    };
    let assigned = ItemChange { assigned_to: Some("A. Lee".to_owned()), ..ItemChange::to(ItemState::Assigned) };
    let steps = [(None, opened), (Some("inspection-1"), assigned)];
    let items = noted(&steps, "2021-03-01").unwrap();
    assert_eq!((items[0].state, items[0].assigned_to.as_deref()), (ItemState::Assigned, Some("A. Lee")));
    let on = |day: &str| items[0].is_overdue(day.parse().unwrap());
    assert!(on("2021-03-01") && !on("2021-02-01"));
    let further = |id: Option<&'static str>, change: ItemChange| {
        let mut all = steps.to_vec();
        all.push((id, change));
        noted(&all, "2021-03-01")
    };
    let wrong = |id, change| further(id, change).unwrap_err().to_string();
    assert_eq!(
        wrong(Some("inspection-1"), ItemChange::to(ItemState::Verified)),
        "inspection-1 is assigned, and what is assigned can't be verified",
        "nobody has put it right"
    );
    assert_eq!(wrong(Some("inspection-9"), ItemChange::to(ItemState::Rectified)), "there is no item inspection-9");
    assert!(matches!(further(None, ItemChange::to(ItemState::Opened)), Err(ItemError::Nowhere)));
    let to_nobody = ItemChange { assigned_to: Some(" ".to_owned()), ..ItemChange::to(ItemState::Assigned) };
    assert!(matches!(further(Some("inspection-1"), to_nobody), Err(ItemError::ToNobody)));
    let rectified = further(Some("inspection-1"), ItemChange::to(ItemState::Rectified)).unwrap();
    assert_eq!(rectified[0].state, ItemState::Rectified);
}
