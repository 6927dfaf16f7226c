//! Plans on cases made up for tests, and on graphs.

use std::collections::BTreeSet;

use umbra_graph::{Edge, Graph, NodeId};
use umbra_model::{Credibility, EntityId, Reliability, Standing};

use super::*;
use crate::fixture::{Story, company, group, job, member, owns, person, say, shelters};
use crate::{Facts, Network, View};

fn web(facts: &Facts) -> Web {
    Web::of_case(facts, &Network::of(facts, &View::default()).unwrap(), None).unwrap()
}

fn quick() -> Question {
    Question { draws: 40, ..Question::default() }
}

fn names(removals: &Removals) -> Vec<&str> {
    removals.plan.iter().map(|removal| removal.who.name.as_str()).collect()
}

fn associates(pairs: &[(&str, &str)]) -> Vec<crate::fixture::Clause> {
    let of = |(one, other): &(&str, &str)| {
        say(&format!("{one}-{other}"), "Associate", &[("person", one), ("associate", other)])
    };
    pairs.iter().map(of).collect()
}

/// Two cliques of four that hang together by one person, whom nobody accuses, and a group that two are members of.
fn two_cliques() -> Story {
    let people = ["a1", "a2", "a3", "a4", "x", "b1", "b2", "b3", "b4"].map(|id| person(id, &format!("Person {id}")));
    let mut pairs = Vec::new();
    for side in [["a1", "a2", "a3", "a4"], ["b1", "b2", "b3", "b4"]] {
        for (place, one) in side.iter().enumerate() {
            pairs.extend(side[place + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs.extend([("a1", "x"), ("x", "b1")]);
    Story::new()
        .tell(people)
        .tell(associates(&pairs))
        .tell([group("g", "The Gang"), member("m1", "a1", "g").at(Standing::Charged)])
}

#[test]
fn the_go_between_goes_first_and_the_finding_has_its_evidence() {
    let facts = two_cliques().facts();
    let removals = Removals::of(&web(&facts), &Question { most: Some(1), ..quick() }).unwrap();
    assert_eq!(removals.plan.len(), 1);
    let first = &removals.plan[0];
    assert!(["Person x", "Person a1", "Person b1"].contains(&first.who.name.as_str()), "{}", first.who.name);
    let finding = first.finding.as_ref().unwrap();
    assert_eq!(finding.kind(), FindingKind::Removal);
    assert!((finding.score() - first.drop * 100.0).abs() < 1e-9);
    assert!(finding.evidence().statements().iter().all(|id| facts.fact(*id).is_some()));
    assert!(finding.caveats().iter().any(|caveat| caveat == NOT_GUILT));
    assert_eq!(removals.curves[0].left.len(), 2);
    assert!(removals.curves.iter().any(|curve| curve.rule == "at random"));
}

#[test]
fn a_group_is_never_taken_out_nor_who_is_kept_cleared_or_a_victim() {
    let facts = two_cliques()
        .tell([say("o", "Offence", &[("name", "Robbery"), ("victim", "x")])])
        .source("court", "2024")
        .tell([say("p", "Proceeding", &[("defendant", "b1"), ("stage", "acquitted")])])
        .facts();
    let web = web(&facts);
    let keep = web.named("person A1");
    assert_eq!(keep.len(), 1, "names are found whatever the case of their letters");
    let removals = Removals::of(&web, &Question { keep, most: Some(3), ..quick() }).unwrap();
    for name in ["The Gang", "Person x", "Person a1", "Person b1"] {
        assert!(!names(&removals).contains(&name), "{:?}", names(&removals));
    }
    let why: Vec<(&str, &str)> = removals.kept.iter().map(|k| (k.who.name.as_str(), k.why.as_str())).collect();
    for kept in [("Person x", "is in the case as a victim"), ("Person b1", "was cleared"), ("Person a1", "as asked")] {
        assert!(why.contains(&kept), "{why:?}");
    }
}

#[test]
fn what_the_restriction_to_the_charged_costs_is_told() {
    let facts = two_cliques().facts();
    let removals = Removals::of(&web(&facts), &Question { most: Some(2), ..quick() }).unwrap();
    let restricted = removals.restricted.as_ref().unwrap();
    assert_eq!((restricted.standing, restricted.allowed), (Standing::Charged, 1));
    assert_eq!(restricted.order.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Person a1"]);
    assert!((restricted.left - restricted.costs - removals.plan[1].left).abs() < 1e-12);
    assert!(restricted.costs >= 0.0);
    let convicted = Question { standing: Standing::Convicted, ..quick() };
    let none = Removals::of(&web(&facts), &convicted).unwrap().restricted.unwrap();
    assert_eq!((none.allowed, none.order.len()), (0, 0));
}

#[test]
fn who_leads_is_told_by_sources_alone() {
    let facts = two_cliques()
        .tell([
            say("m2", "Membership", &[("member", "b4"), ("organization", "g"), ("role", "leader")])
                .at(Standing::Alleged)
                .quoted("b4 is said to lead The Gang"),
            say("m3", "Membership", &[("member", "b3"), ("organization", "g"), ("role", "bookkeeper")]),
            shelters("t", "b2", "g").at(Standing::Investigated),
        ])
        .facts();
    let web = web(&facts);
    let part = |id: &str| {
        let node = web.named(&format!("Person {id}"))[0];
        web.known(node).unwrap().parts.iter().map(|told| (told.part, told.standing)).collect::<Vec<_>>()
    };
    assert_eq!(part("b4"), [(PartInGroup::Leader, Some(Standing::Alleged))]);
    assert_eq!(part("b3").first().map(|told| told.0), Some(PartInGroup::Money));
    assert_eq!(part("b2"), [(PartInGroup::Protector, Some(Standing::Investigated))]);
    assert!(part("x").is_empty(), "nobody says that who lies between leads");
    let removals = Removals::of(&web, &quick()).unwrap();
    let central = removals.key_players.iter().find(|player| player.who.name == "Person x").unwrap();
    assert!(central.parts.is_empty() && central.standing.is_none(), "{central:?}");
    for words in removals.key_players.iter().flat_map(|player| &player.structure) {
        assert!(["broker", "bridge between groups", "core", "periphery"].contains(words));
    }
}

#[test]
fn a_tie_of_which_the_accused_was_cleared_and_counsel_tie_nobody() {
    let facts = Story::new()
        .tell([person("a", "A"), person("b", "B"), group("g", "G"), person("l", "L")])
        .tell(associates(&[("a", "b")]))
        .tell([shelters("t", "a", "g").at(Standing::Charged), member("m", "b", "g").at(Standing::Charged)])
        .tell([say("r", "Representation", &[("agent", "l"), ("client", "b"), ("role", "lawyer")])])
        .source("court", "2024")
        .tell([shelters("t", "a", "g").at(Standing::Acquitted)])
        .facts();
    let web = web(&facts);
    let ties = |name: &str| {
        let node = web.named(name)[0];
        web.graph.view().neighbors(node, umbra_graph::Direction::Both).count()
    };
    assert_eq!((ties("A"), ties("B"), ties("L"), ties("G")), (1, 2, 0, 1));
    let removals = Removals::of(&web, &quick()).unwrap();
    assert!(removals.caveats.iter().any(|caveat| caveat.contains("cleared")), "{:?}", removals.caveats);
    assert!(removals.caveats.iter().any(|caveat| caveat.contains("counsel")), "{:?}", removals.caveats);
}

#[test]
fn grades_say_how_likely_a_tie_is_false() {
    let graded = |reliability, credibility| {
        let facts = Story::new()
            .graded("paper", "", reliability)
            .tell([person("a", "A"), person("b", "B")])
            .tell([say("t", "Associate", &[("person", "a"), ("associate", "b")]).credible(credibility)])
            .facts();
        web(&facts).graded.first().copied().flatten()
    };
    assert_eq!(graded(Reliability::F, Credibility::Unknown), None);
    assert_eq!(graded(Reliability::A, Credibility::Unknown), Some(0.05));
    assert_eq!(graded(Reliability::A, Credibility::Doubtful), Some(0.65), "what was judged of the statement counts");
    let all = [Credibility::Confirmed, Credibility::ProbablyTrue, Credibility::PossiblyTrue, Credibility::Doubtful];
    let chances: Vec<Option<f64>> = all.map(|credibility| graded(Reliability::F, credibility)).into();
    assert!(chances.is_sorted(), "{chances:?}");
}

#[test]
fn a_protector_is_cut_off_by_the_go_betweens() {
    let facts = Story::new()
        .tell([person("p", "Protector"), person("m", "Middleman"), person("b", "Boss"), group("g", "Gang")])
        .tell([say("o", "PublicBody", &[("name", "Bureau")]), job("j", "p", "o", "chief", "2010", "2020")])
        .tell([company("f", "Front"), owns("w", "m", "f", "", "")])
        .tell(associates(&[("p", "m"), ("m", "b")]))
        .tell([member("x", "b", "g").at(Standing::Convicted), shelters("t", "p", "b").at(Standing::Charged)])
        .facts();
    let web = web(&facts);
    let name = |name: &str| web.named(name);
    let cut = Question { aim: Aim::Protector, from: name("Middleman"), to: name("Gang"), ..quick() };
    let removals = Removals::of(&web, &cut).unwrap();
    assert_eq!(names(&removals), ["Boss"]);
    let beside = Question { aim: Aim::Protector, from: name("Boss"), to: name("Gang"), ..quick() };
    let error = Removals::of(&web, &beside).unwrap_err().to_string();
    assert!(error.contains("Boss is tied to the group directly"), "{error}");
    let bare = Web::of_graph("bare", Graph::undirected(2, [Edge::new(0, 1)]).unwrap(), Vec::new());
    let error = Removals::of(&bare, &Question { aim: Aim::Protector, ..quick() }).unwrap_err().to_string();
    assert!(error.contains("--from"), "{error}");
}

#[test]
fn small_and_empty_networks_have_plans_too() {
    for count in 0..3 {
        let web = Web::of_graph("tiny", Graph::undirected(count, []).unwrap(), Vec::new());
        for aim in [Aim::Size, Aim::Fewest, Aim::Pairs, Aim::Efficiency] {
            let removals = Removals::of(&web, &Question { aim, ..quick() }).unwrap();
            assert_eq!(removals.curves[0].left.len(), removals.plan.len() + 1);
            assert!(removals.curves.iter().flat_map(|curve| &curve.left).all(|left| left.is_finite()));
        }
    }
    let none = Network::of(&Facts::default(), &View::default()).unwrap();
    assert!(Web::of_case(&Facts::default(), &none, None).is_err());
}

#[test]
fn the_curve_is_what_is_left_and_never_rises() {
    let path = Graph::undirected(9, (0..8).map(|node| Edge::new(node, node + 1))).unwrap();
    for aim in [Aim::Size, Aim::Fewest, Aim::Pairs, Aim::Efficiency] {
        let web = Web::of_graph("path", path.clone(), Vec::new());
        let question = Question { aim, most: Some(3), ..quick() };
        let removals = Removals::of(&web, &question).unwrap();
        for curve in &removals.curves {
            assert!(curve.left.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12), "{aim:?} {curve:?}");
        }
        let drops: f64 = removals.plan.iter().map(|removal| removal.drop).sum();
        let (before, after) = (removals.curves[0].left[0], removals.plan.last().unwrap().left);
        assert!((before - after - drops).abs() < 1e-9);
        assert!(
            removals
                .ties
                .left
                .iter()
                .all(|interval| interval.low <= interval.median && interval.median <= interval.high)
        );
        assert_eq!(removals, Removals::of(&web, &question).unwrap(), "the same seed gives the same plan");
    }
}

#[test]
fn rates_out_of_range_are_refused() {
    let web = Web::of_graph("pair", Graph::undirected(2, [Edge::new(0, 1)]).unwrap(), Vec::new());
    let bad = |question: Question| Removals::of(&web, &question).is_err();
    assert!(bad(Question { missing: 1.0, ..quick() }));
    assert!(bad(Question { false_chance: f64::NAN, ..quick() }));
    assert!(bad(Question { costs: Some(vec![1.0]), ..quick() }));
    assert!(bad(Question { keep: vec![NodeId(9)], ..quick() }));
}

#[test]
fn of_a_large_network_the_plan_is_for_those_nearest() {
    let facts = two_cliques().facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let near = |most| {
        let around = EntityId::new("x").unwrap();
        Web::of_case_near(&facts, &network, &[], Some(&around), most).unwrap()
    };
    let web = near(3);
    let names: BTreeSet<&str> = web.names.iter().map(|who| who.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["Person a1", "Person b1", "Person x"]));
    let removals = Removals::of(&web, &quick()).unwrap();
    let remark = "the network has 10 nodes: the plan is for the 3 nearest to Person x, as if there were nothing beyond";
    assert!(removals.caveats.iter().any(|caveat| caveat == remark), "{:?}", removals.caveats);
    assert_eq!((near(10).node_count(), near(10).remarks.len()), (10, 0), "the whole needs no remark");
}
