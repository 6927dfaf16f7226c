use super::*;
use crate::View;
use crate::fixture::{Clause, Story, company, group, id, job, member, owns, person, say, shelters};
use umbra_model::Standing;

fn pays(id: &str, from: &str, to: &str, amount: &str, date: &str) -> Clause {
    let mut clause =
        say(id, "Payment", &[("payer", from), ("beneficiary", to), ("amount", amount), ("currency", "EUR")]);
    if !date.is_empty() {
        clause = clause.with("date", date);
    }
    clause
}

fn parties() -> Story {
    Story::new().tell(["a", "b", "c", "d", "e", "f", "g"].map(|name| company(name, name)))
}

fn found(story: Story) -> Money {
    let facts = story.facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let umbrellas = crate::umbrellas(&facts, &network).unwrap();
    money(&facts, &network, &umbrellas)
}

#[test]
fn sums_are_of_one_currency_and_year() {
    let money = found(parties().tell([
        pays("1", "a", "b", "100", "2020-01-01"),
        pays("2", "a", "b", "50", "2020-06"),
        pays("3", "b", "c", "10", "2021"),
        say(
            "4",
            "Payment",
            &[("payer", "a"), ("beneficiary", "b"), ("amount", "7"), ("currency", "USD"), ("date", "2020")],
        ),
    ]));
    let totals: Vec<_> = money.totals.iter().map(|t| (t.currency.as_deref(), t.year, t.payments, t.sum)).collect();
    assert_eq!(
        totals,
        [(Some("EUR"), Some(2020), 2, 150.0), (Some("EUR"), Some(2021), 1, 10.0), (Some("USD"), Some(2020), 1, 7.0)]
    );
    assert_eq!((money.payers[0].party.caption.as_str(), money.payers[0].sum), ("a", 150.0));
    assert_eq!(money.flows[0].payments, 2);
}

#[test]
fn one_payment_told_by_two_sources_is_one() {
    let twice = parties()
        .tell([pays("1", "a", "b", "100", "2020-01-01"), pays("2", "a", "b", "100", "2020-01-01")])
        .source("bank", "2021")
        .tell([pays("3", "a", "b", "100", "2020-01-01")]);
    let money = found(twice);
    assert_eq!((money.payments, money.totals[0].sum), (2, 200.0), "two of one source are two");
}

#[test]
fn what_cannot_be_is_shown_and_not_added_up() {
    let money = found(parties().tell([
        pays("1", "a", "b", "-100", "2020-01-01"),
        say("2", "Payment", &[("payer", "a"), ("beneficiary", "b"), ("amount", "5"), ("currency", "doubloons")]),
        pays("3", "a", "a", "5", "2020-01-01"),
    ]));
    let told: Vec<&str> = money.warnings.iter().map(|warning| warning.what.as_str()).collect();
    assert_eq!(money.totals.iter().map(|total| total.sum).sum::<f64>(), 5.0);
    for part in ["negative amount", "no code of a currency", "without a date", "paid itself"] {
        assert!(told.iter().any(|what| what.contains(part)), "{part}: {told:?}");
    }
}

#[test]
fn money_goes_with_time_and_no_further_than_its_smallest_payment() {
    let facts = parties()
        .tell([
            pays("1", "a", "b", "100", "2020-01-01"),
            pays("2", "b", "c", "60", "2020-01-05"),
            pays("3", "b", "c", "900", "2019-12-01"),
            pays("4", "a", "d", "30", "2020-02-01"),
            pays("5", "d", "c", "30", "2020-02-01"),
        ])
        .facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let paths = money_paths(&facts, &network, &id("a"), &id("c")).unwrap();
    assert_eq!(paths.len(), 1);
    let names: Vec<&str> = paths[0].parties.iter().map(|party| party.caption.as_str()).collect();
    assert_eq!((names.as_slice(), paths[0].amount, paths[0].on_all_ways), (&["a", "b", "c"][..], 60.0, 90.0));
    assert!(money_paths(&facts, &network, &id("c"), &id("a")).unwrap().is_empty());
    assert!(money_paths(&facts, &network, &id("a"), &id("a")).unwrap().is_empty());
}

#[test]
fn a_row_a_circle_and_a_fan_are_found_with_their_explanation() {
    let row = found(parties().tell([
        pays("1", "a", "b", "10000", "2020-01-01"),
        pays("2", "b", "c", "9800", "2020-01-04"),
        pays("3", "c", "d", "9600", "2020-01-08"),
        pays("4", "d", "e", "100", "2020-01-09"),
    ]));
    assert_eq!(
        row.patterns.iter().map(|p| (p.kind, p.parties.len(), p.amount)).collect::<Vec<_>>(),
        [(PatternKind::Layering, 4, 9600.0)]
    );
    assert!(row.patterns[0].finding.caveats()[0].contains("layering"));
    let circle = found(parties().tell([
        pays("1", "a", "b", "10000", "2020-01-01"),
        pays("2", "b", "c", "9800", "2020-01-04"),
        pays("3", "c", "a", "9600", "2020-01-08"),
    ]));
    assert_eq!(circle.patterns.iter().map(|p| p.kind).collect::<Vec<_>>(), [PatternKind::Cycle]);
    let fan = |amounts: [&str; 5]| {
        let payers = ["b", "c", "d", "e", "f"];
        let payments = payers
            .iter()
            .zip(amounts)
            .map(|(from, amount)| pays(from.repeat(2).as_str(), from, "a", amount, "2020-03-02"));
        found(parties().tell(payments.collect::<Vec<_>>()))
    };
    let cut = fan(["9900", "9500", "9800", "9200", "9700"]);
    assert_eq!(cut.patterns[0].kind, PatternKind::FanIn);
    assert!(cut.patterns[0].says.contains("just below 10,000"), "{}", cut.patterns[0].says);
    assert!(fan(["9900", "10", "20", "30", "9700"]).patterns.is_empty(), "two alike are no fan");
}

#[test]
fn behind_hundreds_the_search_for_owners_ends_and_says_so() {
    // 400 firms hold b, which holds a; each of them has an owner in turn, who is not looked for.
    let names: Vec<String> = (0..400).map(|number| format!("n{number}")).collect();
    let mut story = parties().tell([owns("0", "b", "a", "", "")]);
    for name in &names {
        let owner = format!("p{name}");
        story = story.tell([company(name, name), person(&owner, &owner)]);
        story =
            story.tell([owns(&format!("1{name}"), name, "b", "", ""), owns(&format!("2{name}"), &owner, name, "", "")]);
    }
    let facts = story.facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let found = owners(&facts, &network, &id("a"), None);
    assert!(found.warnings.iter().any(|warning| warning.contains("only the nearest")), "{:?}", found.warnings);
    assert!(found.owners.is_empty());
    let nearer = owners(&facts, &network, &id("n7"), None);
    assert!(nearer.warnings.is_empty() && nearer.owners.len() == 1, "{nearer:?}");
}

#[test]
fn shares_are_multiplied_and_circles_have_an_end() {
    let behind = |story: Story| {
        let facts = story.facts();
        let network = Network::of(&facts, &View::default()).unwrap();
        owners(&facts, &network, &id("a"), None)
    };
    let share =
        |ownership: &Ownership| ownership.owners.iter().map(|o| (o.owner.caption.clone(), o.share)).collect::<Vec<_>>();
    let chain = behind(parties().tell([person("p", "P")]).tell([
        owns("1", "p", "b", "", "").with("percentage", "50"),
        owns("2", "b", "a", "", "").with("percentage", "60 %"),
        owns("3", "p", "a", "", "").with("percentage", "10"),
    ]));
    assert_eq!(share(&chain), [("P".to_owned(), Some(40.0))]);
    // b and a hold half of each other; P holds the other half of both.
    let circle = behind(parties().tell([person("p", "P")]).tell([
        owns("1", "p", "b", "", "").with("percentage", "50"),
        owns("2", "b", "a", "", "").with("percentage", "50"),
        owns("3", "a", "b", "", "").with("percentage", "50"),
        owns("4", "p", "a", "", "").with("percentage", "50"),
    ]));
    assert_eq!(share(&circle), [("P".to_owned(), Some(100.0))]);
    assert!(circle.warnings[0].contains("share of itself"), "{:?}", circle.warnings);
    let endless = behind(parties().tell([
        owns("1", "b", "a", "", "").with("percentage", "100"),
        owns("2", "a", "b", "", "").with("percentage", "100"),
    ]));
    assert!(endless.warnings.iter().any(|warning| warning.contains("no end")), "{endless:?}");
    let too_much = behind(parties().tell([person("p", "P"), person("q", "Q")]).tell([
        owns("1", "p", "a", "", "").with("percentage", "80"),
        owns("2", "q", "a", "", "").with("percentage", "70"),
    ]));
    assert!(too_much.warnings[0].contains("150 %"), "{:?}", too_much.warnings);
    let untold = behind(parties().tell([person("p", "P")]).tell([owns("1", "p", "a", "", "")]));
    assert_eq!(share(&untold), [("P".to_owned(), None)]);
}

#[test]
fn money_near_a_protector_goes_to_kin_too() {
    let money = found(
        Story::new()
            .tell([person("ma", "Ma"), person("wife", "Wife"), person("x", "X"), group("g", "G"), company("f", "F")])
            .tell([say("b", "PublicBody", &[("name", "Branch")]), job("j", "ma", "b", "head", "2015", "2020")])
            .tell([shelters("s", "ma", "g").at(Standing::Charged), member("m", "x", "g").at(Standing::Charged)])
            .tell([owns("o", "x", "f", "2014", ""), say("k", "Family", &[("person", "ma"), ("relative", "wife")])])
            .tell([pays("1", "f", "wife", "1000", "2018-01-01")]),
    );
    let near = &money.near_protectors[0];
    assert_eq!((near.protector.caption.as_str(), near.taker.caption.as_str(), near.payments.len()), ("Ma", "Wife", 1));
}

#[test]
fn firms_held_through_others_are_listed_up_to_a_number_and_the_rest_counted() {
    let mut story = Story::new().tell([person("p", "P"), company("hub", "Hub"), owns("top", "p", "hub", "", "")]);
    for at in 0..205 {
        let firm = format!("f{at:03}");
        story = story.tell([company(&firm, &firm), owns(&format!("o{at}"), "hub", &firm, "", "")]);
    }
    let money = found(story);
    assert_eq!((money.ownership.len(), money.more_firms), (200, 5));
    assert!(money.ownership.iter().all(|firm| firm.owners.len() == 1 && firm.owners[0].through.len() == 3));
}
