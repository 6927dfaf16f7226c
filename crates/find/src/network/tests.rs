use umbra_model::{Credibility, Reliability, Standing};

use super::*;
use crate::fixture::{Story, company, group, id, job, member, owns, person, say, shelters};
use crate::{Role, TieKind};

fn network(story: Story, view: &View) -> Network {
    Network::of(&story.facts(), view).unwrap()
}

fn marenport() -> Story {
    Story::new()
        .source("courier", "2021-03-15")
        .tell([person("dragan", "Dragan"), person("milo", "Milo"), group("crew", "Lantern Crew")])
        .tell([company("halvane", "Halvane"), owns("o1", "dragan", "halvane", "2017", "")])
        .tell([member("m1", "dragan", "crew").at(Standing::Alleged)])
        .tell([say("f1", "Family", &[("person", "milo"), ("relative", "dragan")])])
        .source("court", "2023-05-19")
        .tell([member("m2", "dragan", "crew").at(Standing::Convicted)])
        .tell([person("tomas", "Tomas"), say("bureau", "PublicBody", &[("name", "Police Bureau")])])
        .tell([job("e1", "tomas", "bureau", "head", "2016", "2021")])
        .tell([person("anneke", "Anneke"), job("e2", "anneke", "bureau", "head", "2021", "")])
        .tell([shelters("p1", "tomas", "crew").at(Standing::Charged)])
}

#[test]
fn records_that_say_the_same_are_one_tie_with_all_their_statements() {
    let network = network(marenport(), &View::default());
    let membership: Vec<_> = network.ties().iter().filter(|tie| tie.kind == TieKind::Membership).collect();
    assert_eq!(membership.len(), 1);
    assert_eq!(membership[0].records, [id("m1"), id("m2")]);
    assert_eq!(membership[0].standing(), Some(Standing::Convicted));
    assert_eq!(membership[0].standings.entries().len(), 2);
    assert_eq!(membership[0].evidence.statements().len(), 6);
}

#[test]
fn shares_held_one_after_the_other_are_two_ties() {
    let story =
        marenport().tell([owns("o2", "milo", "halvane", "2017", "2018"), owns("o3", "milo", "halvane", "2020", "")]);
    let network = network(story, &View::default());
    assert_eq!(
        network.ties().iter().filter(|tie| tie.source == id("milo") && tie.kind == TieKind::Ownership).count(),
        2
    );
}

#[test]
fn networks_with_a_group_come_first_and_a_shared_employer_joins_nobody() {
    let story = marenport().tell([
        person("a", "A"),
        person("b", "B"),
        say("f2", "Family", &[("person", "a"), ("relative", "b")]),
    ]);
    let network = network(story, &View::default());
    let first = &network.components()[0];
    assert_eq!(first.name, "Lantern Crew");
    let names: Vec<&str> = first.nodes.iter().map(|n| network.nodes()[*n].entity.caption.as_str()).collect();
    assert_eq!(names, ["Lantern Crew", "Dragan", "Halvane", "Milo", "Tomas"]);
    assert_eq!(first.accusing_ties, 2);
    assert_eq!(network.nodes()[first.central[0]].entity.id, id("dragan"));
    assert_eq!(network.components()[1].nodes.len(), 2);
    let dragan = network.node(&id("dragan")).unwrap();
    // Dragan lies between every pair but that of the crew and Tomas: five of the six among the other four.
    assert_eq!((dragan.degree, dragan.betweenness), (3, Some(5.0 / 6.0)));
}

#[test]
fn roles_come_from_standings_in_force() {
    let network = network(marenport(), &View::default());
    let roles = |who: &str| -> Vec<Role> { network.node(&id(who)).unwrap().roles.iter().map(|r| r.role).collect() };
    assert_eq!(roles("dragan"), [Role::Convicted]);
    assert_eq!(roles("tomas"), [Role::Accused, Role::Official]);
    assert_eq!(roles("milo"), [Role::Contact]);
    assert_eq!(roles("anneke"), [Role::Official]);
}

#[test]
fn who_was_acquitted_is_no_suspect() {
    let story = Story::new()
        .source("courier", "2022-06-11")
        .tell([person("k", "Korrendijk"), company("halvane", "Halvane")])
        .tell([say(
            "p1",
            "Protection",
            &[("protector", "k"), ("protected", "halvane"), ("conduct", "accepting a bribe")],
        )
        .at(Standing::Charged)])
        .tell([say(
            "r1",
            "Proceeding",
            &[("defendant", "k"), ("charge", "bribery"), ("stage", "charged"), ("date", "2022-06-10")],
        )])
        .source("herald", "2024-03-09")
        .tell([say(
            "r2",
            "Proceeding",
            &[("defendant", "k"), ("charge", "accepting a bribe"), ("stage", "acquitted"), ("date", "2024-03-08")],
        )])
        .source("review", "2024-05-01")
        .tell([say("p2", "Protection", &[("protector", "k"), ("protected", "halvane"), ("conduct", "bribe taken")])
            .at(Standing::Charged)]);
    let network = network(story, &View::default());
    let roles: Vec<Role> = network.node(&id("k")).unwrap().roles.iter().map(|r| r.role).collect();
    assert_eq!(roles, [Role::Cleared]);
    let tie = &network.ties()[0];
    assert_eq!((tie.standing(), tie.in_force(), tie.is_cleared()), (Some(Standing::Acquitted), None, true));
    assert!(tie.standings.doubt().is_some(), "the review of May still says charged");
    assert!(tie.standings.entries().iter().any(|entry| entry.is_matched));
}

#[test]
fn an_acquittal_on_one_count_is_none_on_another() {
    let story = Story::new()
        .tell([person("t", "Telluvan"), group("crew", "Crew")])
        .tell([member("m", "t", "crew").with("role", "membership").at(Standing::Charged)])
        .tell([say("r", "Proceeding", &[("defendant", "t"), ("charge", "arson"), ("stage", "acquitted")])]);
    let network = network(story, &View::default());
    let roles: Vec<Role> = network.node(&id("t")).unwrap().roles.iter().map(|r| r.role).collect();
    assert_eq!(roles, [Role::Accused, Role::Cleared]);
    assert_eq!(network.ties()[0].in_force(), Some(Standing::Charged));
}

#[test]
fn a_disciplinary_decision_is_no_conviction() {
    let story = Story::new().tell([person("t", "T")]).tell([say(
        "r",
        "Proceeding",
        &[("defendant", "t"), ("charge", "misconduct"), ("stage", "convicted"), ("proceedingType", "disciplinary")],
    )]);
    let network = network(story, &View::default());
    assert_eq!(network.node(&id("t")).unwrap().roles[0].role, Role::Suspect);
}

#[test]
fn a_view_counts_what_it_hides() {
    let view = View { standing_at_least: Some(Standing::Convicted), ..View::default() };
    let shown = network(marenport(), &view);
    assert!(shown.ties().iter().all(|tie| tie.kind != TieKind::Protection));
    assert_eq!(shown.left_out().below_standing, 1);
    let view = View { as_of: "2015".parse().ok(), ..View::default() };
    assert_eq!(network(marenport(), &view).left_out().other_date, 3);
    let view = View { kinds: Some([TieKind::Family].into()), ..View::default() };
    assert_eq!(network(marenport(), &view).ties().len(), 1);
}

#[test]
fn a_grade_never_hides_what_stands_against_an_accusation() {
    let story = Story::new()
        .graded("gazette", "2020", Reliability::A)
        .tell([person("t", "T"), group("g", "G"), shelters("p1", "t", "g").at(Standing::Charged)])
        .graded("blog", "2021", Reliability::E)
        .tell([shelters("p1", "t", "g").at(Standing::Acquitted)]);
    let view = View { reliability_at_least: Some(Reliability::B), ..View::default() };
    assert_eq!(network(story, &view).ties()[0].standing(), Some(Standing::Acquitted));
}

#[test]
fn grades_and_conclusions_are_filtered() {
    let story = || {
        Story::new()
            .tell([person("a", "A"), person("b", "B"), person("c", "C")])
            .tell([say("f", "Family", &[("person", "a"), ("relative", "b")]).credible(Credibility::ProbablyTrue)])
            .tell([say("g", "Associate", &[("person", "a"), ("associate", "c")]).concluded()])
            .tell([say("h", "Family", &[("person", "a"), ("relative", "nobody")])])
    };
    let all = network(story(), &View::default());
    assert_eq!((all.ties().len(), all.left_out().assessment, all.left_out().without_end), (1, 1, 1));
    let with = View { with_assessments: true, ..View::default() };
    assert_eq!(network(story(), &with).ties().len(), 2);
    let strict = View { credibility_at_least: Some(Credibility::Confirmed), ..View::default() };
    let none = network(story(), &strict);
    assert_eq!((none.ties().len(), none.left_out().below_grade), (0, 2));
}

#[test]
fn rows_of_a_register_are_no_evidence_of_a_bribe() {
    let paid = |id: &str| say(id, "Payment", &[("payer", "c"), ("beneficiary", "p"), ("date", "2020-01-02")]);
    let story = Story::new().tell([person("p", "P"), company("c", "C"), paid("y1"), paid("y2")]).tell([say(
        "b",
        "Payment",
        &[("payer", "c"), ("beneficiary", "p"), ("purpose", "bribe")],
    )
    .at(Standing::Charged)]);
    let network = network(story, &View::default());
    let accusing: Vec<bool> = network.ties().iter().map(|tie| tie.is_accusing).collect();
    assert_eq!(accusing.iter().filter(|accusing| **accusing).count(), 1);
    assert_eq!(accusing.len(), 3);
    let bribe = network.ties().iter().find(|tie| tie.is_accusing).unwrap();
    assert_eq!(bribe.records, [id("b")]);
}

#[test]
fn a_denial_in_one_paper_leaves_the_report_in_another() {
    let story = Story::new()
        .source("courier", "2020")
        .tell([person("p", "P"), group("g", "G"), member("m", "p", "g")])
        .source("herald", "2021")
        .tell([member("n", "p", "g").at(Standing::Denied)]);
    let network = network(story, &View::default());
    assert_eq!(network.ties().len(), 1);
    let tie = &network.ties()[0];
    assert_eq!((tie.standing(), tie.in_force()), (Some(Standing::Denied), Some(Standing::Reported)));
}
