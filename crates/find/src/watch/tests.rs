use umbra_model::Standing;

use super::*;
use crate::View;
use crate::fixture::{Clause, Story, group, id, member, person, say};

fn joined(who: &'static str, group: &str, since: &str) -> [Clause; 2] {
    let tie = format!("m-{who}-{group}");
    [person(who, who), member(&tie, who, group).at(Standing::Charged).with("startDate", since)]
}

fn watched(story: Story, as_of: &str) -> Watch {
    let facts = story.facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    watch(&facts, &network, &WatchOptions { as_of: as_of.parse().ok(), ..WatchOptions::default() }).unwrap().unwrap()
}

fn two_groups() -> Story {
    let mut story = Story::new().tell([group("calm", "Calm"), group("keen", "Keen"), group("third", "Third")]);
    for (who, of, since) in [
        ("a", "calm", "2012"),
        ("b", "calm", "2013"),
        ("c", "keen", "2012"),
        ("d", "keen", "2019-03"),
        ("e", "keen", "2019-06"),
        ("f", "keen", "2019-09"),
        ("g", "third", "2012"),
    ] {
        story = story.tell(joined(who, of, since));
    }
    story.tell([say("o", "Offence", &[("name", "arson"), ("perpetrator", "keen"), ("date", "2019-05-01")])])
}

#[test]
fn the_group_that_grows_comes_first_with_what_it_rests_on() {
    let watch = watched(two_groups(), "2019-12-31");
    assert_eq!(watch.since.to_string(), "2018-01-01");
    let first = &watch.groups[0];
    assert_eq!((first.group.caption.as_str(), first.rank, first.members), ("Keen", Some(1), 4));
    let names: Vec<_> = first.finding.parts().iter().map(|part| part.name).collect();
    assert!(names.contains(&"new members") && names.contains(&"offences"), "{names:?}");
    assert!(first.finding.score() > watch.groups[1].finding.score());
    assert_eq!(first.rank_interval, Some((1, 1)));
    assert!(
        first.next[0].what.contains("who brought them") || first.next[0].what.contains("victim"),
        "{:?}",
        first.next
    );
    assert_eq!(first.years.last().map(|year| (year.year, year.members)), Some((2019, 4)));
}

#[test]
fn what_comes_later_does_not_count() {
    let watch = watched(two_groups(), "2018-12-31");
    assert!(watch.groups.iter().all(|group| group.measures.iter().all(|m| m.now == 0)), "{watch:?}");
    let keen = watch.groups.iter().find(|group| group.group.caption == "Keen").unwrap();
    assert_eq!(keen.members, 1);
}

#[test]
fn large_groups_are_shown_and_not_ranked() {
    let mut story = Story::new().tell([group("g", "Large"), group("h", "Small")]);
    for who in ["a", "b", "c", "d", "e", "f", "g1", "h1", "i", "j", "k"] {
        story = story.tell(joined(who, "g", "2019"));
    }
    let watch = watched(story, "2019-12-31");
    let large = watch.groups.iter().find(|watched| watched.group.id == id("g")).unwrap();
    assert_eq!((large.members, large.is_small, large.rank), (11, false, None));
    assert!(
        watch.changes.iter().any(|change| change.change == Change::Birth && change.after == 12),
        "{:?}",
        watch.changes
    );
}

#[test]
fn who_was_cleared_is_no_member() {
    let story = Story::new()
        .tell([
            group("g", "G"),
            person("p", "P"),
            member("m", "p", "g").at(Standing::Charged).with("startDate", "2019"),
        ])
        .source("court", "2019-10")
        .tell([member("m", "p", "g").at(Standing::Acquitted)]);
    assert_eq!(watched(story, "2019-12-31").groups[0].members, 0);
}

#[test]
fn a_case_without_dates_is_not_watched() {
    let facts = Story::new().tell([group("g", "G"), person("p", "P"), member("m", "p", "g")]).facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    assert_eq!(watch(&facts, &network, &WatchOptions::default()).unwrap(), None);
}
