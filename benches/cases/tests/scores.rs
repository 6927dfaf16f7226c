//! Holds the findings to the truth of made-up cases.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use std::collections::BTreeSet;

use umbra_cases::score::{self, GrowthScore, ProtectorScore, growth, protectors};
use umbra_cases::{CUTOFF_YEAR, Case, Options};
use umbra_find::{
    Facts, Finding, Findings, Money, Network, View, Watch, WatchOptions, figures, money, umbrellas, watch,
};
use umbra_model::{EntityId, PartialDate, SourceId};

fn case(seed: u64) -> Case {
    Case::new(Options { seed, persons: 800, ..Options::default() })
}

#[test]
fn protectors_come_among_the_first_of_their_group() {
    let mut all = ProtectorScore::default();
    for seed in 1..=3 {
        let case = case(seed);
        let facts = case.facts();
        let network = Network::of(&facts, &View::default()).unwrap();
        all = all.plus(protectors(&case.truth, &network, &umbrellas(&facts, &network).unwrap()));
    }
    let share = |count: usize| count as f64 / all.all as f64;
    assert!(all.all > 20, "{all:?}");
    assert!(share(all.found) >= 0.85, "{all:?}");
    assert!(share(all.by_degree).max(share(all.by_betweenness)) < 0.5, "{all:?}");
    assert_eq!(all.false_shelves, 0, "{all:?}");
}

/// Who stands on which shelf of which group, with the parts of the score.
fn told(facts: &Facts) -> Vec<String> {
    let network = Network::of(facts, &View::default()).unwrap();
    let mut told = Vec::new();
    for umbrella in umbrellas(facts, &network).unwrap() {
        for protector in &umbrella.protectors {
            let parts: Vec<_> = protector.finding.parts().iter().map(|part| (part.name, part.points)).collect();
            told.push(format!("{} {} {:?} {parts:?}", umbrella.group.id, protector.person.id, protector.shelf));
        }
        told.extend(
            umbrella
                .cleared
                .iter()
                .map(|cleared| format!("{} {} {}", umbrella.group.id, cleared.person.id, cleared.by)),
        );
    }
    told
}

#[test]
fn protectors_are_the_same_whatever_the_order_of_the_statements() {
    let case = case(4);
    let straight = told(&case.facts());
    assert!(straight.len() > 20);
    assert_eq!(straight, told(&case.shuffled_facts(9)));
}

fn watched(facts: &Facts) -> Watch {
    let network = Network::of(facts, &View::default()).unwrap();
    let as_of = PartialDate::of_day(CUTOFF_YEAR - 1, 12, 31).ok();
    watch(facts, &network, &WatchOptions { as_of, ..WatchOptions::default() }).unwrap().unwrap()
}

#[test]
fn groups_that_grew_were_ranked_above_those_that_did_not() {
    let mut all = GrowthScore::default();
    for seed in 1..=8 {
        let case = case(seed);
        all = all.plus(growth(&case.truth, &watched(&case.facts())));
    }
    assert!(all.pairs > 50, "{all:?}");
    assert!(all.auc() >= 0.75 && all.auc() >= all.auc_of_size() + 0.15, "{} {}", all.auc(), all.auc_of_size());
}

#[test]
fn the_rank_of_groups_is_the_same_whatever_the_order_of_the_statements() {
    let case = case(4);
    let told = |facts: &Facts| -> Vec<_> {
        let groups = watched(facts).groups;
        groups.into_iter().map(|w| (w.group.id, w.rank, w.rank_interval, w.measures, w.years)).collect()
    };
    assert_eq!(told(&case.facts()), told(&case.shuffled_facts(9)));
}

fn money_of(facts: &Facts) -> Money {
    let network = Network::of(facts, &View::default()).unwrap();
    money(facts, &network, &umbrellas(facts, &network).unwrap())
}

#[test]
fn money_that_was_led_around_is_found() {
    let case = case(5);
    let facts = case.facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let score = score::money(&case.truth, &facts, &network, &money_of(&facts)).unwrap();
    assert!(score.ways.0 > 1 && score.ways.0 == score.ways.1, "{score:?}");
    assert_eq!((score.circles.0, score.fans.0), (score.circles.1, score.fans.1), "{score:?}");
}

#[test]
fn money_is_the_same_whatever_the_order_of_the_statements() {
    let case = case(5);
    let told = |facts: &Facts| {
        let money = money_of(facts);
        let patterns: Vec<_> = money.patterns.iter().map(|p| (p.kind, p.says.clone(), p.parties.clone())).collect();
        let sums: Vec<_> = money.payers.iter().map(|p| (p.party.clone(), p.sum.round())).collect();
        let near: Vec<_> =
            money.near_protectors.iter().map(|n| (n.protector.clone(), n.taker.clone(), n.payments.len())).collect();
        (patterns, sums, near)
    };
    assert_eq!(told(&case.facts()), told(&case.shuffled_facts(9)));
}

#[test]
fn figures_are_told_to_agree_where_they_do() {
    let case = case(6);
    let score = score::figures(&case.truth, &figures(&case.facts()));
    assert!(score.all >= 20 && score.right * 20 >= score.all * 19, "{score:?}");
}

/// Every finding of a case: what it is about, with its score and its sources.
fn everything(facts: &Facts) -> Vec<(String, BTreeSet<SourceId>)> {
    let findings = Findings::of(facts, &View::default()).unwrap();
    let mut all: Vec<(String, &Finding)> = Vec::new();
    for umbrella in &findings.umbrellas {
        for protector in &umbrella.protectors {
            all.push((format!("{} {:?}", umbrella.group.id, protector.shelf), &protector.finding));
        }
    }
    all.extend(findings.money.patterns.iter().map(|pattern| (pattern.says.clone(), &pattern.finding)));
    all.extend(findings.money.near_protectors.iter().map(|near| (near.taker.id.to_string(), &near.finding)));
    for firm in &findings.money.ownership {
        all.extend(firm.owners.iter().map(|owner| (format!("{:?}", owner.share), &owner.finding)));
    }
    for cell in &findings.inspection.cells {
        all.push((format!("{} {:?} {} {}", cell.trade, cell.place, cell.offences, cell.groups.len()), &cell.finding));
    }
    all.extend(findings.ledger.checks.iter().map(|check| (check.says.clone(), &check.finding)));
    for group in findings.watch.iter().flat_map(|watch| &watch.groups) {
        all.push((format!("{:?}", group.measures), &group.finding));
    }
    let told = |(words, finding): (String, &Finding)| {
        let parts: Vec<_> = finding.parts().iter().map(|part| (part.name, part.points)).collect();
        let sources = finding.evidence().statements().iter().filter_map(|id| facts.fact(*id));
        let sources = sources.map(|fact| fact.statement.span().source()).collect();
        (format!("{:?} {:?} {words} {parts:?}", finding.kind(), finding.subjects()), sources)
    };
    all.into_iter().map(told).collect()
}

#[test]
fn without_its_sources_a_finding_goes() {
    let case = Case::new(Options { seed: 8, persons: 300, ..Options::default() });
    let facts = case.facts();
    let all = everything(&facts);
    assert!(all.len() > 60, "{}", all.len());
    for (finding, sources) in all.iter().step_by(all.len().div_ceil(40)) {
        let mut builder = Facts::builder();
        for source in facts.sources().filter(|source| !sources.contains(&source.id)) {
            builder = builder.source(source.clone());
        }
        for fact in facts.facts().iter().filter(|fact| !sources.contains(&fact.statement.span().source())) {
            builder.add(fact.id, fact.statement.clone());
        }
        for (one, canonical) in &case.same {
            builder = builder.same(EntityId::new(one.as_str()).unwrap(), EntityId::new(canonical.as_str()).unwrap());
        }
        let left = everything(&builder.build());
        assert!(left.iter().all(|(other, _)| other != finding), "still there without its sources: {finding}");
    }
}
