use std::collections::BTreeSet;

use proptest::prelude::*;
use umbra_model::{Credibility, EntityId, Reliability, Standing};

use super::*;
use crate::accusation::accusations;
use crate::fixture::{Clause, Story, company, group, id, job, member, owns, person, say, shelters};
use crate::proceeding::proceedings;
use crate::role::roles;
use crate::{ALERT_MARK, ALERT_SCHEMA, AlertKind, Evidence, Finding, Shelf, StatementId, Summary, Tie, TieKind};

/// One tie of a random case, in small numbers.
#[derive(Clone, Debug)]
struct Draw {
    kind: usize,
    one: usize,
    other: usize,
    from: usize,
    standing: usize,
    source: usize,
    credibility: u8,
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    let draw = (0usize..13, 0usize..6, 0usize..6, 0usize..8, 0usize..14, 0usize..4, 1u8..7).prop_map(
        |(kind, one, other, from, standing, source, credibility)| Draw {
            kind,
            one,
            other,
            from,
            standing,
            source,
            credibility,
        },
    );
    prop::collection::vec(draw, 0..25)
}

fn clause(at: usize, draw: &Draw) -> Clause {
    let (tie, p, q) = (format!("t{at}"), format!("p{}", draw.one), format!("p{}", draw.other));
    let (c, g, b) = (format!("c{}", draw.other % 3), format!("g{}", draw.other % 2), format!("b{}", draw.other % 2));
    let year = (2012 + draw.from).to_string();
    let end = (2014 + draw.from).to_string();
    let payment =
        |payer: &str, to: &str| say(&tie, "Payment", &[("payer", payer), ("beneficiary", to), ("date", &year)]);
    let clause = match draw.kind {
        0 => shelters(&tie, &p, &g),
        1 => member(&tie, &p, &g),
        2 => owns(&tie, &p, &c, &year, &end),
        3 => job(&tie, &p, &b, "head", &year, &end),
        4 => say(&tie, "Family", &[("person", &p), ("relative", &q)]),
        5 => payment(&c, &p),
        6 => payment(&p, &c),
        7 => shelters(&tie, &p, &q),
        8 => say(
            &tie,
            "Offence",
            &[
                ("name", "arson"),
                ("perpetrator", &g),
                ("trade", "gravel"),
                ("place", &format!("Quay {}", draw.one % 2)),
                ("date", &year),
            ],
        ),
        9 => say(
            &tie,
            "Figure",
            &[
                ("measure", "gangs dismantled"),
                ("unit", "gangs"),
                ("predicate", "dismantled"),
                ("kind", "count"),
                ("value", &(draw.one * 10 + draw.other).to_string()),
                ("startDate", &year),
                ("endDate", if draw.one > 3 { &end } else { &year }),
            ],
        ),
        10 => say(
            &g,
            "CriminalGroup",
            &[("trades", ["gravel", "sand"][draw.one % 2]), ("territory", &format!("Quay {}", draw.one % 2))],
        ),
        11 => say(&p, "Person", &[("alias", &format!("Person {} of Quay {}", draw.one, draw.other))]),
        _ => say(
            &tie,
            "Proceeding",
            &[
                ("defendant", &p),
                ("charge", "sheltering a gang"),
                ("stage", Standing::ALL[draw.standing % 12].name()),
                ("date", &year),
            ],
        ),
    };
    let accuses = matches!(draw.kind, 0 | 1 | 7);
    let clause = clause.quoted(&format!("clause {at}")).credible(Credibility::try_from(draw.credibility).unwrap());
    match Standing::ALL.get(draw.standing) {
        Some(standing) if accuses => clause.at(*standing),
        _ => clause,
    }
}

/// The case that the draws make; with `without`, as if that source had never been read.
fn case(draws: &[Draw], without: Option<usize>) -> Facts {
    let grades = [Reliability::A, Reliability::B, Reliability::D, Reliability::F];
    let mut story = Story::new().source("register", "2010");
    for number in 0..6 {
        story = story.tell([person(&format!("p{number}"), &format!("Person {number}"))]);
    }
    for number in 0..3 {
        story = story.tell([company(&format!("c{number}"), &format!("Company {number}"))]);
    }
    for (number, kind) in AlertKind::ALL.into_iter().enumerate() {
        let keeps = [("name", kind.name()), ("keywords", ALERT_MARK), ("summary", "Quay Person")];
        story = story.tell([say(&format!("alert-{number}"), ALERT_SCHEMA, &keeps)]);
    }
    for number in 0..2 {
        story = story.tell([group(&format!("g{number}"), &format!("Group {number}"))]);
        story = story.tell([say(&format!("b{number}"), "PublicBody", &[("name", &format!("Bureau {number}"))])]);
    }
    for (source, grade) in grades.into_iter().enumerate().filter(|(source, _)| Some(*source) != without) {
        story = story.graded(&format!("paper {source}"), &(2020 + source).to_string(), grade);
        for (at, draw) in draws.iter().enumerate().filter(|(_, draw)| draw.source == source) {
            story = story.tell([clause(at, draw)]);
        }
    }
    story.facts()
}

fn findings(facts: &Facts, view: &View) -> Findings {
    Findings::of(facts, view).unwrap()
}

fn all(findings: &Findings) -> Vec<&Finding> {
    let umbrellas = findings.umbrellas.iter();
    let protectors = umbrellas.clone().flat_map(|umbrella| umbrella.protectors.iter().map(|p| &p.finding));
    let cleared = umbrellas.flat_map(|umbrella| umbrella.cleared.iter().map(|c| &c.finding));
    let watched = findings.watch.iter().flat_map(|watch| &watch.groups).map(|group| &group.finding);
    let money = &findings.money;
    let money = (money.patterns.iter().map(|pattern| &pattern.finding))
        .chain(money.near_protectors.iter().map(|near| &near.finding))
        .chain(money.ownership.iter().flat_map(|firm| &firm.owners).map(|owner| &owner.finding));
    let cells = findings.inspection.cells.iter().map(|cell| &cell.finding);
    let compared = findings.comparisons.iter().map(|comparison| &comparison.finding);
    let checks = findings.ledger.checks.iter().map(|check| &check.finding);
    let rings = findings.rings.iter().map(|ring| &ring.finding);
    protectors
        .chain(rings)
        .chain(cleared)
        .chain(watched)
        .chain(money)
        .chain(cells)
        .chain(compared)
        .chain(checks)
        .collect()
}

fn ids(findings: &Findings) -> BTreeSet<(EntityId, EntityId)> {
    let pair = |tie: &Tie| {
        let is_turned = !tie.directed && tie.target < tie.source;
        let (a, b) = if is_turned { (&tie.target, &tie.source) } else { (&tie.source, &tie.target) };
        (a.clone(), b.clone())
    };
    findings.network.ties().iter().map(pair).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_score_is_the_sum_of_its_parts_and_all_evidence_is_live(draws in draws()) {
        let facts = case(&draws, None);
        let findings = findings(&facts, &View::default());
        for finding in all(&findings) {
            let sum: f64 = finding.parts().iter().map(|part| part.points).sum();
            prop_assert_eq!(finding.score(), sum);
            let parts = finding.parts().iter().flat_map(|part| part.evidence.statements());
            for statement in finding.evidence().statements().iter().chain(parts) {
                prop_assert!(facts.fact(*statement).is_some());
            }
            prop_assert!(finding.parts().iter().all(|part| part.evidence.statements().iter().all(|id| finding.evidence().statements().contains(id))));
        }
    }

    #[test]
    fn a_shelf_never_rests_on_less(draws in draws()) {
        let facts = case(&draws, None);
        let standing = |id: &StatementId| {
            let statement = &facts.fact(*id)?.statement;
            statement.standing()
        };
        for protector in findings(&facts, &View::default()).umbrellas.iter().flat_map(|umbrella| &umbrella.protectors) {
            let reached = |least: Standing| protector.finding.evidence().statements().iter().filter_map(standing).any(|s| s.reaches(least));
            match protector.shelf {
                Shelf::Court => prop_assert!(reached(Standing::Convicted)),
                Shelf::Charged => prop_assert!(reached(Standing::Charged)),
                Shelf::Said => prop_assert!(protector.standing.is_some()),
                Shelf::Structure => prop_assert!(protector.standing.is_none() && protector.is_assessment),
            }
        }
    }

    #[test]
    fn a_stricter_view_never_adds_a_tie(draws in draws(), first in 0usize..8, second in 0usize..8) {
        let facts = case(&draws, None);
        let (low, high) = (first.min(second), first.max(second));
        let at = |least: usize| View { standing_at_least: Some(Standing::ALL[least]), ..View::default() };
        let (open, loose, strict) = (findings(&facts, &View::default()), findings(&facts, &at(low)), findings(&facts, &at(high)));
        prop_assert!(ids(&loose).is_subset(&ids(&open)));
        prop_assert!(ids(&strict).is_subset(&ids(&loose)));
        prop_assert!(strict.network.ties().len() <= loose.network.ties().len());
        let graded = |reliability| View { reliability_at_least: Some(reliability), ..View::default() };
        let (b, a) = (findings(&facts, &graded(Reliability::B)), findings(&facts, &graded(Reliability::A)));
        prop_assert!(ids(&a).is_subset(&ids(&b)) && ids(&b).is_subset(&ids(&open)));
        let judged = |credibility| View { credibility_at_least: Some(credibility), ..View::default() };
        let (three, one) = (findings(&facts, &judged(Credibility::PossiblyTrue)), findings(&facts, &judged(Credibility::Confirmed)));
        prop_assert!(ids(&one).is_subset(&ids(&three)) && ids(&three).is_subset(&ids(&open)));
    }

    #[test]
    fn without_a_source_what_rested_on_it_alone_is_gone(draws in draws()) {
        let facts = case(&draws, None);
        let whole = findings(&facts, &View::default());
        // A source that clears somebody, or makes somebody an official, also closes ways; without it others may open.
        let closes = |draw: &Draw| draw.kind == 3 || (8..12).contains(&draw.standing);
        for source in (0..4).filter(|source| !draws.iter().any(|draw| draw.source == *source && closes(draw))) {
            let name = format!("paper {source}");
            let is_of = |id: &StatementId| facts.cite(*id).is_some_and(|citation| citation.publisher.as_deref() == Some(&name));
            let less = findings(&case(&draws, Some(source)), &View::default());
            for (umbrella, protector) in whole.umbrellas.iter().flat_map(|u| u.protectors.iter().map(move |p| (u, p))) {
                let chain = protector.chains.iter().flat_map(|chain| &chain.steps);
                let needs = chain.clone().count() > 0 && chain.clone().all(|step| step.evidence.statements().iter().all(is_of));
                if needs {
                    let still = less.umbrellas.iter().find(|u| u.group == umbrella.group);
                    let still = still.is_some_and(|u| u.protectors.iter().any(|p| p.person == protector.person && p.shelf == protector.shelf));
                    prop_assert!(!still, "{} of {} without {name}", protector.person.caption, umbrella.group.caption);
                }
            }
            for hit in whole.hits.iter().filter(|hit| hit.evidence.statements().iter().all(is_of)) {
                // A name that stands in two sources is two hits.
                let alike = |all: &Findings| all.hits.iter().filter(|other| (&other.alert, &other.says, &other.about) == (&hit.alert, &hit.says, &hit.about)).count();
                prop_assert!(alike(&less) < alike(&whole), "{} without {name}", hit.says);
            }
        }
    }

    #[test]
    fn who_is_cleared_of_everything_stands_on_no_shelf(draws in draws()) {
        let findings = findings(&case(&draws, None), &View::default());
        for umbrella in &findings.umbrellas {
            let shelved: BTreeSet<_> = umbrella.protectors.iter().map(|p| &p.person.id).collect();
            prop_assert!(umbrella.cleared.iter().all(|cleared| !shelved.contains(&cleared.person.id)));
        }
    }

    #[test]
    fn a_place_is_cut_out_as_if_it_were_sought_anew(draws in draws(), least in 0usize..8, number in 0usize..3) {
        let facts = case(&draws, None);
        let place = ["Quay 0", "Quay 1", "nowhere"][number];
        let kinds = [TieKind::Protection, TieKind::Payment, TieKind::Membership];
        for view in [
            View::default(),
            View { standing_at_least: Some(Standing::ALL[least]), ..View::default() },
            View { kinds: Some(kinds.into()), ..View::default() },
            View { as_of: "2016".parse().ok(), reliability_at_least: Some(Reliability::B), ..View::default() },
        ] {
            let whole = findings(&facts, &view);
            let cut = findings(&facts, &View { place: Some(place.to_owned()), ..view });
            is_as_sought_anew(&facts, &whole, &cut);
        }
    }

    #[test]
    fn the_order_of_input_makes_no_difference(draws in draws(), seed in any::<u64>()) {
        let facts = case(&draws, None);
        let mut shuffled: Vec<_> = facts.facts().to_vec();
        let mut state = seed | 1;
        shuffled.sort_by_cached_key(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state
        });
        let numbered = |order: &[crate::Fact]| {
            let mut builder = Facts::builder();
            for source in facts.sources() {
                builder = builder.source(source.clone());
            }
            for (number, fact) in (FIRST..).zip(order) {
                builder.add(StatementId::from_number(number), fact.statement.clone());
            }
            essence(&builder.build())
        };
        let (one, other) = (numbered(facts.facts()), numbered(&shuffled));
        let first = one.lines().zip(other.lines()).enumerate().find(|(_, (a, b))| a != b);
        prop_assert!(one == other, "{:?} after {:?}", first, first.map(|(at, _)| one.lines().take(at).skip(at.saturating_sub(20)).collect::<Vec<_>>()));
    }
}

/// Holds what was cut out for a place to what the plain way gives: everybody's part in the case, and all payments, worked out anew from
/// the ties that lie there.
#[track_caller]
fn is_as_sought_anew(facts: &Facts, whole: &Findings, cut: &Findings) {
    let (area, network) = (&cut.area, &cut.network);
    let plain = |tie: &Tie| Tie { source_node: 0, target_node: 0, ..tie.clone() };
    let is_there = |tie: &&Tie| [&tie.source, &tie.target].into_iter().chain(&tie.records).any(|id| area.has(id));
    let ties: Vec<Tie> = whole.network.ties().iter().filter(is_there).map(plain).collect();
    assert_eq!(network.ties().iter().map(plain).collect::<Vec<_>>(), ties);
    assert_eq!(network.left_out().elsewhere, whole.network.ties().len() - ties.len());
    let accusations = accusations(facts, &ties, &proceedings(facts));
    assert_eq!(format!("{accusations:?}"), format!("{:?}", network.accusations()));
    let mut ids: BTreeSet<EntityId> =
        facts.profiles_of("LegalEntity").map(|party| party.id().clone()).filter(|id| area.has(id)).collect();
    ids.extend(ties.iter().flat_map(|tie| [tie.source.clone(), tie.target.clone()]));
    assert_eq!(
        network.nodes().iter().map(|node| node.entity.clone()).collect::<Vec<_>>(),
        ids.iter().map(|id| facts.entity(id)).collect::<Vec<_>>()
    );
    let mut roles = roles(facts, &ties, &accusations);
    for node in network.nodes() {
        assert_eq!(node.roles, roles.remove(&node.entity.id).unwrap_or_default(), "{}", node.entity.id);
    }
    assert_eq!(cut.payments, shown(facts, network).0);
    let groups: Vec<&EntityId> =
        whole.umbrellas.iter().map(|umbrella| &umbrella.group.id).filter(|id| ids.contains(*id)).collect();
    assert_eq!(cut.umbrellas.iter().map(|umbrella| &umbrella.group.id).collect::<Vec<_>>(), groups);
}

/// Numbers of statements begin here, so that nothing else in a finding is as large.
const FIRST: i64 = 1_000_000_000;

/// All findings and the summary, with every statement named by where it stands and not by the number that the order of reading
/// gave it.
fn essence(facts: &Facts) -> String {
    let findings = findings(facts, &View::default());
    let summary = Summary::of(facts, &findings);
    let mut value = serde_json::to_value((findings, summary)).unwrap();
    rename(facts, &mut value);
    serde_json::to_string_pretty(&value).unwrap()
}

fn rename(facts: &Facts, value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::Number(number) => {
            let number = number.as_i64().filter(|number| *number >= FIRST);
            let Some(fact) = number.and_then(|number| facts.fact(StatementId::from_number(number))) else { return };
            let said = &fact.statement;
            *value = format!("{:?} {} {}", said.span().place(), said.property().name(), said.value()).into();
        }
        Value::Array(all) => {
            all.iter_mut().for_each(|one| rename(facts, one));
            if all.iter().all(|one| one.as_str().is_some_and(|text| text.starts_with("Text"))) {
                all.sort_by_key(ToString::to_string);
            }
        }
        Value::Object(all) => {
            // What tells a hit from every other is made of its last statement's number.
            if all.contains_key("alert") {
                all.remove("key");
            }
            all.values_mut().for_each(|one| rename(facts, one));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn an_empty_case_has_no_findings() {
    let facts = Facts::builder().build();
    let findings = findings(&facts, &View::default());
    assert!(findings.network.nodes().is_empty() && findings.umbrellas.is_empty() && findings.ledger.checks.is_empty());
    let summary = Summary::of(&facts, &findings);
    assert_eq!(summary.next.last().unwrap().arguments, ["verify"]);
    assert_eq!(Evidence::new([]), None);
}

#[test]
fn bad_data_is_shown_as_it_is_and_breaks_nothing() {
    let facts = Story::new()
        .tell([person("p", "P"), group("g", "G"), company("c", "C")])
        .tell([owns("loop", "c", "c", "", ""), owns("backwards", "p", "c", "2020", "2010").with("percentage", "140")])
        .tell([shelters("dangling", "p", "nobody").at(Standing::Charged)])
        .tell([
            say("circle", "Organization", &[("name", "A"), ("parent", "circle2")]),
            say("circle2", "Organization", &[("name", "B"), ("parent", "circle")]),
        ])
        .tell([
            say("f", "Figure", &[("measure", "gangs"), ("value", "1e400")]),
            say("pay", "Payment", &[("payer", "c"), ("beneficiary", "p"), ("amount", "-5"), ("currency", "shells")]),
            say("here", "Territory", &[("name", "Here"), ("partOf", "there")]),
            say("there", "Territory", &[("name", "There"), ("partOf", "here")]),
            say("g", "CriminalGroup", &[("territoryEntity", "here"), ("trades", "gravel")]),
        ])
        .tell([say("r", "Proceeding", &[("defendant", "nobody"), ("concerns", "missing"), ("stage", "guilty")])])
        .tell([say("k", "Campaign", &[("plannedDuration", "for ever")])])
        .tell([person("q", "Q"), say("b", "PublicBody", &[("name", "Bureau")]), job("j", "q", "b", "head", "", "")])
        .tell([shelters("s", "q", "g").at(Standing::Charged)])
        .facts();
    let findings = findings(&facts, &View::default());
    assert_eq!((findings.network.left_out().to_itself, findings.network.left_out().without_end), (1, 1));
    // An official without a term is shown with it, and the doubt is said.
    let protectors: Vec<_> = findings.umbrellas.iter().flat_map(|umbrella| &umbrella.protectors).collect();
    let [official] = protectors[..] else { panic!("{protectors:?}") };
    let office = official.finding.parts().iter().find(|part| part.name == "public office").unwrap();
    assert!(office.why.contains("that it was at the time is not told"), "{}", office.why);
    assert!(findings.ledger.figures[0].warnings.iter().any(|warning| warning.contains("no period")));
    assert!(crate::Dossier::of(&facts, &id("p")).is_ok());
    let warnings: Vec<&str> = findings.money.warnings.iter().map(|warning| warning.what.as_str()).collect();
    assert!(warnings.iter().any(|warning| warning.contains("negative amount")), "{warnings:?}");
    assert!(warnings.iter().any(|warning| warning.contains("no code of a currency")), "{warnings:?}");
    assert!(findings.money.ownership[0].warnings.iter().any(|warning| warning.contains("140 %")));
    assert_eq!(findings.inspection.warnings.len(), 2, "{:?}", findings.inspection.warnings);
    assert!(findings.watch.is_none(), "nothing bears a date");
}
