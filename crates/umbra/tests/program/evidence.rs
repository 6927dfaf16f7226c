//! No finding of the example or of the seed outlives its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use umbra_case::Case;
use umbra_find::{Facts, Finding, Findings, Shelf, View};
use umbra_model::SourceId;

use crate::folder::{Folder, example};
use crate::seed::article;

/// Every finding of a case, as what it says and its sources. Where nothing else could say the same, without its score: then not
/// even a weaker one of the kind may be left.
fn findings(facts: &Facts) -> BTreeMap<String, BTreeSet<SourceId>> {
    let found = Findings::of(facts, &View::default()).unwrap();
    let mut all: Vec<(String, &Finding)> = Vec::new();
    for umbrella in &found.umbrellas {
        let group = &umbrella.group.id;
        for protector in &umbrella.protectors {
            // Another chain may lead to the same group, so that structure is told with what it rests on.
            let score = if protector.shelf == Shelf::Structure { protector.finding.score() } else { 0.0 };
            let who = &protector.person.id;
            all.push((format!("{who} over {group}, {:?}, {score}", protector.shelf), &protector.finding));
        }
        let cleared = umbrella.cleared.iter();
        all.extend(cleared.map(|cleared| (format!("{} cleared, {group}", cleared.person.id), &cleared.finding)));
    }
    all.extend(found.rings.iter().map(|ring| (format!("{:?} over {:?}", ring.officials, ring.groups), &ring.finding)));
    let money = &found.money;
    all.extend(money.patterns.iter().map(|pattern| (pattern.says.clone(), &pattern.finding)));
    let near = money.near_protectors.iter();
    all.extend(near.map(|near| (format!("{} took {:?}", near.taker.id, near.payments), &near.finding)));
    for firm in &money.ownership {
        let owners = firm.owners.iter();
        all.extend(owners.map(|o| (format!("{} holds {:?} of {}", o.owner.id, o.share, firm.firm.id), &o.finding)));
    }
    for cell in &found.inspection.cells {
        let parts: Vec<_> = cell.finding.parts().iter().map(|part| &part.why).collect();
        all.push((format!("{} at {}: {parts:?}", cell.trade, cell.place.name), &cell.finding));
    }
    all.extend(found.ledger.checks.iter().map(|check| (check.says.clone(), &check.finding)));
    let watched = found.watch.iter().flat_map(|watch| &watch.groups);
    all.extend(watched.map(|group| (format!("{} {:?}", group.group.id, group.measures), &group.finding)));
    let compared = found.comparisons.iter();
    all.extend(compared.map(|c| (format!("{:?} {:?}", c.campaign, c.counted), &c.finding)));
    let sources = |finding: &Finding| {
        let stated = finding.evidence().statements().iter().filter_map(|id| facts.fact(*id));
        stated.map(|fact| fact.statement.span().source()).collect()
    };
    all.into_iter().map(|(says, finding)| (format!("{:?}: {says}", finding.kind()), sources(finding))).collect()
}

/// The case as if some sources had never been read.
fn without(facts: &Facts, sources: &BTreeSet<SourceId>) -> Facts {
    let mut builder = Facts::builder();
    for source in facts.sources().filter(|source| !sources.contains(&source.id)) {
        builder = builder.source(source.clone());
    }
    for fact in facts.facts().iter().filter(|fact| !sources.contains(&fact.statement.span().source())) {
        builder.add(fact.id, fact.statement.clone());
    }
    for profile in facts.profiles() {
        for id in profile.ids().iter().filter(|id| *id != profile.id()) {
            builder = builder.same(id.clone(), profile.id().clone());
        }
        for other in facts.judged_different(profile.id()) {
            builder = builder.different(profile.id().clone(), other);
        }
    }
    builder.build()
}

fn check(input: &Path, least: usize) {
    let folder = Folder::new();
    let case = folder.path("case.umbra");
    let arguments = ["investigate".as_ref(), input.as_os_str(), "--case".as_ref(), case.as_os_str()];
    assert_eq!(folder.umbra(arguments).code, 0);
    let facts = Facts::of_case(&Case::open_read_only(&case).unwrap()).unwrap();
    let all = findings(&facts);
    assert!(all.len() >= least, "{}: {:#?}", all.len(), all.keys());
    assert!(all.values().all(|sources| !sources.is_empty()));
    let mut by_sources: BTreeMap<&BTreeSet<SourceId>, Vec<&String>> = BTreeMap::new();
    all.iter().for_each(|(says, sources)| by_sources.entry(sources).or_default().push(says));
    for (sources, findings_of_them) in by_sources {
        let left = findings(&without(&facts, sources));
        for says in findings_of_them {
            assert!(!left.contains_key(says), "still there without its sources: {says}");
        }
    }
}

#[test]
fn without_its_sources_no_finding_of_the_example_is_left() {
    check(&example(), 40);
}

#[test]
fn without_the_article_nothing_of_it_is_left() {
    match article() {
        Some(article) => check(&article, 3),
        None => println!("skipped: no shared data"),
    }
}
