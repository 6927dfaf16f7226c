use umbra_model::Standing;

use super::*;
use crate::fixture::{Story, group, person, say, shelters};
use crate::{View, umbrellas};

fn offence(id: &str, date: &str) -> crate::fixture::Clause {
    say(id, "Offence", &[("name", "arson"), ("date", date), ("placeEntity", "quay")])
}

fn compared(story: Story) -> Vec<Comparison> {
    let facts = story.facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let umbrellas = umbrellas(&facts, &network).unwrap();
    compare_campaigns(&facts, &network, &umbrellas)
}

fn story() -> Story {
    Story::new()
        .source("courier", "2024-12-31")
        .tell([say("quay", "Territory", &[("name", "Quay"), ("level", "district")])])
        .tell([
            offence("a", "2016-05-01"),
            offence("b", "2019-05-01"),
            offence("c", "2020-05-01"),
            offence("d", "2022-05-01"),
        ])
}

#[test]
fn a_campaign_is_set_beside_the_time_before_and_after() {
    let campaign = say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018"), ("endDate", "2020")]);
    let found = compared(story().tell([campaign]));
    let spans: Vec<_> =
        found[0].spans.iter().map(|span| (span.name.as_str(), span.from.year(), span.to.year())).collect();
    assert_eq!(spans, [("before", 2015, 2017), ("during", 2018, 2020), ("after", 2021, 2024)]);
    let offences: Vec<_> = found[0].counted.iter().filter(|c| c.what == "offences").collect();
    assert_eq!((offences[0].level.as_deref(), offences[0].counts.as_slice()), (None, &[1, 2, 1][..]));
    assert_eq!((offences[1].level.as_deref(), offences[1].counts.as_slice()), (Some("district"), &[1, 2, 1][..]));
    assert!(found[0].finding.caveats()[0].contains("more is looked for"));
}

#[test]
fn a_campaign_without_an_end_goes_on_and_one_without_a_beginning_is_not_compared() {
    let going = compared(story().tell([say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018")])]));
    assert_eq!(going[0].spans.len(), 2);
    assert!(going[0].finding.caveats().iter().any(|caveat| caveat.contains("going on")), "{going:?}");
    assert!(compared(story().tell([say("sweep", "Campaign", &[("name", "Sweep")])])).is_empty());
    let backwards = say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2020"), ("endDate", "2018")]);
    assert_eq!(compared(story().tell([backwards])).len(), 1, "shown as going on");
}

#[test]
fn protectors_count_when_they_are_first_told_of() {
    let story = story()
        .source("herald", "2019-03-01")
        .tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g").at(Standing::Charged)])
        .tell([say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018"), ("endDate", "2020")])]);
    let found = compared(story);
    let protectors = found[0].counted.iter().find(|counted| counted.what == "protectors first told of").unwrap();
    assert_eq!(protectors.counts, [0, 1, 0]);
}

#[test]
fn money_is_summed_in_each_time_by_currency() {
    let paid = |id: &str, date: &str, amount: &str, currency: &str| {
        let values = [("payer", "p"), ("beneficiary", "q"), ("date", date), ("amount", amount), ("currency", currency)];
        say(id, "Payment", &values.map(|(name, value)| (name, value)))
    };
    let story = story()
        .tell([person("p", "P"), person("q", "Q")])
        .tell([
            paid("a", "2016-05-01", "100", "EUR"),
            paid("b", "2019-05-01", "300", "EUR"),
            paid("c", "2020-05-01", "250.5", "EUR"),
            paid("d", "2019-07-01", "70", "USD"),
            say("e", "Payment", &[("payer", "p"), ("beneficiary", "q"), ("amount", "9"), ("currency", "EUR")]),
        ])
        .tell([say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018"), ("endDate", "2020")])]);
    let found = compared(story);
    let euros = found[0].money.iter().find(|summed| summed.currency.as_deref() == Some("EUR")).unwrap();
    assert_eq!((euros.payments.as_slice(), euros.sums.as_slice()), (&[1, 2, 0][..], &[100.0, 550.5, 0.0][..]));
    assert_eq!(found[0].money.len(), 2, "currencies are never put together");
    assert!(found[0].finding.caveats().iter().any(|caveat| caveat.contains("1 of the payments bear no date")));
}

#[test]
fn figures_of_one_measure_are_set_side_by_side() {
    let gangs = |id: &str, value: &str, from: &str, to: &str| {
        let values =
            [("measure", "gangs dismantled"), ("unit", "gangs"), ("predicate", "dismantled"), ("kind", "count")];
        say(id, "Figure", &values).with("value", value).with("startDate", from).with("endDate", to)
    };
    let story = story()
        .tell([
            gangs("a", "14", "2017", "2017"),
            gangs("b", "40", "2019", "2019"),
            gangs("c", "71", "2017", "2019"),
            gangs("e", "55", "2018", "2019"),
            say(
                "d",
                "Figure",
                &[("measure", "lorries seized"), ("value", "3"), ("startDate", "2019"), ("endDate", "2019")],
            ),
        ])
        .tell([say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018"), ("endDate", "2020")])]);
    let found = compared(story);
    let [gangs] = &found[0].figures[..] else { panic!("{:?}", found[0].figures) };
    let values: Vec<Vec<&str>> = gangs.values.iter().map(|at| at.iter().map(|f| f.amount.as_str()).collect()).collect();
    assert_eq!(values, [vec!["14"], vec!["55", "40"], vec![]]);
    // A year beside two years that hold it is no further figure.
    assert_eq!(gangs.values[1][0].part_of, None);
    assert!(gangs.values[1][1].says().ends_with(", part of 2018 to 2019"), "{}", gangs.values[1][1].says());
    assert!(found[0].finding.caveats().iter().any(|caveat| caveat.contains("1 of the figures count more than one")));
}
