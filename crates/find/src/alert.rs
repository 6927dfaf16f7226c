//! Patterns that are kept in a case and looked for in what is read later.

mod noted;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, SourceId};

pub use noted::HitVerdict;

use crate::circle::TiesOf;
use crate::facts::{longest, plain};
use crate::{Citation, Evidence, Fact, Facts, Network, StatementId, TieKind, Umbrella, offices};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// A name stands in a document.
    Name,
    /// An official's relative, or the official, owns a firm that the official's office pays or gives a contract.
    RelativeContractor,
    /// Somebody comes onto one of the shelves over a group.
    Protector,
}

impl AlertKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Name, Self::RelativeContractor, Self::Protector];

    /// The name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::RelativeContractor => "relative-contractor",
            Self::Protector => "protector",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The schema of the notes that keep alerts.
pub const ALERT_SCHEMA: &str = "Note";
/// The word by which such a note is told from others.
pub const ALERT_MARK: &str = "umbra alert";

/// How such a note says up to which statement all has been seen, before the number.
pub const ALERT_SEEN: &str = "seen up to statement ";

/// A pattern that is looked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alert {
    /// Its id: `alert-1`.
    pub id: EntityId,
    /// What sort.
    pub kind: AlertKind,
    /// The name that is looked for; empty for other sorts.
    pub words: String,
    /// Statements up to this number have been seen, and are no hit any more.
    pub seen: i64,
    /// What was judged of its hits, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub judged: BTreeMap<String, HitVerdict>,
}

/// Something new that fits a pattern.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// What tells it from every other: another one once something new bears it out.
    pub key: String,
    /// Which alert.
    pub alert: EntityId,
    /// What, in one sentence.
    pub says: String,
    /// The entities that it is about.
    pub about: Vec<EntityId>,
    /// The new sentence that says the most.
    pub citation: Citation,
    /// What bears it out.
    pub evidence: Evidence,
}

/// The alerts that are kept in a case, in the order in which they were added.
pub fn alerts(facts: &Facts) -> Vec<Alert> {
    let alert = |profile: &crate::Profile| {
        let id = profile.id();
        let is_alert = facts.values(id, "keywords").contains(&ALERT_MARK);
        let kind = AlertKind::parse(facts.value(id, "name")?)?;
        let told = facts.stating(id, "description").filter_map(|fact| fact.statement.value().strip_prefix(ALERT_SEEN));
        let seen = told.filter_map(|number| number.trim().parse::<i64>().ok()).max();
        let words = facts.value(id, "summary").unwrap_or_default().to_owned();
        is_alert.then(|| Alert {
            id: id.clone(),
            kind,
            words,
            seen: seen.unwrap_or_default(),
            judged: noted::verdicts(facts, id),
        })
    };
    let mut found: Vec<(Option<StatementId>, Alert)> = facts
        .profiles_of(ALERT_SCHEMA)
        .filter_map(|profile| Some((facts.of(profile.id()).map(|fact| fact.id).min(), alert(profile)?)))
        .collect();
    found.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    found.into_iter().map(|(_, alert)| alert).collect()
}

/// The number of the last statement: what an alert has seen that is added now.
pub fn last_statement(facts: &Facts) -> i64 {
    facts.facts().last().map_or(0, |fact| fact.id.number())
}

/// What fits the alerts, rests on at least one statement that they have not seen, and was not judged; by alert, then by sentence.
pub fn hits(facts: &Facts, network: &Network, umbrellas: &[Umbrella], alerts: &[Alert]) -> Vec<Hit> {
    let contractors = alerts.iter().any(|alert| alert.kind == AlertKind::RelativeContractor);
    let contractors = if contractors { contractors_of(facts, network) } else { Vec::new() };
    let mut found: Vec<Hit> = Vec::new();
    for alert in alerts {
        match alert.kind {
            AlertKind::Name => found.extend(names(facts, alert)),
            AlertKind::RelativeContractor => {
                for (says, about, evidence) in &contractors {
                    found.extend(hit(facts, alert, says.clone(), about.clone(), evidence.clone()));
                }
            }
            AlertKind::Protector => {
                for umbrella in umbrellas {
                    for protector in &umbrella.protectors {
                        let (who, group) = (&protector.person.caption, &umbrella.group.caption);
                        let says = format!("{who} over {group}, on the shelf \"{}\"", protector.shelf.title());
                        let about = vec![protector.person.id.clone(), umbrella.group.id.clone()];
                        found.extend(hit(facts, alert, says, about, protector.finding.evidence().clone()));
                    }
                }
            }
        }
    }
    let place = |hit: &Hit| facts.first_in_order(hit.evidence.statements());
    found.sort_by(|a, b| (&a.alert, &a.says, &a.about, place(a)).cmp(&(&b.alert, &b.says, &b.about, place(b))));
    found
}

fn hit(facts: &Facts, alert: &Alert, says: String, about: Vec<EntityId>, evidence: Evidence) -> Option<Hit> {
    let new: Vec<StatementId> = evidence.statements().iter().copied().filter(|id| id.number() > alert.seen).collect();
    let citation = facts.cite(longest(facts, &new)?)?;
    let last = new.last().map_or(0, |id| id.number());
    let key = SourceId::of(format!("{} {says} {about:?} {last}", alert.id).as_bytes()).short();
    if alert.judged.contains_key(&key) {
        return None;
    }
    Some(Hit { key, alert: alert.id.clone(), says, about, citation, evidence })
}

/// A name that stands in a new statement, in whatever order of its words: one hit for each entity and source.
fn names(facts: &Facts, alert: &Alert) -> Vec<Hit> {
    let wanted = plain(&alert.words);
    let words: BTreeSet<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let bears = |fact: &&Fact| {
        let is_name = matches!(fact.statement.property().name(), "name" | "alias" | "previousName" | "weakAlias");
        let own = plain(fact.statement.value());
        let own: BTreeSet<&str> = own.split(' ').collect();
        is_name && fact.id.number() > alert.seen && words.is_subset(&own)
    };
    let mut first: BTreeMap<(EntityId, SourceId), StatementId> = BTreeMap::new();
    for fact in facts.facts().iter().filter(bears) {
        let id = facts.canonical(fact.statement.entity()).clone();
        if facts.profile(&id).is_some_and(|profile| profile.schema().name() == ALERT_SCHEMA) {
            continue;
        }
        let known = first.entry((id, fact.statement.span().source())).or_insert(fact.id);
        *known = std::cmp::min_by_key(*known, fact.id, |id| facts.reading_order(*id));
    }
    let named = |((id, _), statement): ((EntityId, SourceId), StatementId)| {
        let says = format!("{} is named", facts.caption(&id));
        Evidence::new([statement]).and_then(|evidence| hit(facts, alert, says, vec![id], evidence))
    };
    first.into_iter().filter_map(named).collect()
}

/// Officials whose office pays a firm that they or their relatives hold, or gives it a contract.
fn contractors_of(facts: &Facts, network: &Network) -> Vec<(String, Vec<EntityId>, Evidence)> {
    let ties = TiesOf::new(network);
    let mut found = Vec::new();
    for node in network.nodes().iter().filter(|node| node.entity.schema == "Person") {
        let official = &node.entity.id;
        let held = offices(facts, official);
        let bodies: Vec<_> = held.iter().filter_map(|office| Some((office.body.as_ref()?, office))).collect();
        if bodies.is_empty() {
            continue;
        }
        let mut owners: Vec<(EntityId, Option<Evidence>)> = vec![(official.clone(), None)];
        let own =
            |id: &EntityId| network.place(id).into_iter().flat_map(|place| ties.of(network, place)).collect::<Vec<_>>();
        let kin = own(official).into_iter().filter(|tie| tie.kind == TieKind::Family);
        owners.extend(kin.map(|tie| (tie.other(official).clone(), Some(tie.evidence.clone()))));
        for (owner, kinship) in &owners {
            let holdings = own(owner).into_iter().filter(|tie| {
                matches!(tie.kind, TieKind::Ownership | TieKind::Control) && &tie.source == owner && !tie.is_cleared()
            });
            for holding in holdings {
                let firm = &holding.target;
                for (body, office) in &bodies {
                    let paid =
                        own(firm).into_iter().filter(|tie| tie.kind == TieKind::Payment && tie.source == body.id);
                    let paid = paid.map(|tie| tie.evidence.clone()).reduce(|a, b| a.and(&b));
                    let Some(given) = paid.or_else(|| award(facts, firm, &body.id)) else { continue };
                    let mut evidence = given.and(&holding.evidence).and(&office.evidence);
                    evidence = kinship.as_ref().map_or(evidence.clone(), |kinship| evidence.and(kinship));
                    let whose = if owner == official { "the official" } else { "a relative" };
                    let says = format!(
                        "{} pays {}, of which {whose} holds a share: {}, {}",
                        body.caption,
                        facts.caption(firm),
                        facts.caption(official),
                        office.post
                    );
                    let about = vec![official.clone(), firm.clone(), body.id.clone()];
                    found.push((says, about, evidence));
                }
            }
        }
    }
    found
}

/// What tells that a body gave a firm a contract.
fn award(facts: &Facts, firm: &EntityId, body: &EntityId) -> Option<Evidence> {
    let awards = facts.referring_to(firm).iter().filter(|award| facts.targets(award, "supplier").contains(firm));
    for award in awards {
        for contract in facts.targets(award, "contract") {
            if facts.targets(&contract, "authority").contains(body) {
                return Evidence::new(facts.of(award).chain(facts.of(&contract)).map(|fact| fact.id));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use umbra_case::Judgement;

    use super::*;
    use crate::fixture::{Story, company, id, job, owns, person, say};
    use crate::{Note, View, umbrellas};

    fn found(story: Story, kind: AlertKind, words: &str, seen: i64) -> Vec<Hit> {
        let facts = story.facts();
        let network = Network::of(&facts, &View::default()).unwrap();
        let alert = Alert { id: id("alert-1"), kind, words: words.to_owned(), seen, judged: BTreeMap::new() };
        hits(&facts, &network, &umbrellas(&facts, &network).unwrap(), &[alert])
    }

    #[test]
    fn a_known_name_in_something_new_is_a_hit_and_in_something_seen_is_none() {
        let story = || Story::new().tell([person("a", "Ma Aijun"), person("b", "Aijun Ma"), person("c", "Ma Li")]);
        let all = found(story(), AlertKind::Name, "ma aijun", 0);
        assert_eq!(all.iter().map(|hit| hit.about[0].as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(found(story(), AlertKind::Name, "ma aijun", 1).len(), 1);
        assert!(found(story(), AlertKind::Name, "ma aijun", 3).is_empty());
        assert!(found(story(), AlertKind::Name, " ", 0).is_empty(), "no words are no name");
    }

    /// A case in which somebody is named, with these notes.
    fn noted(notes: &[Note]) -> Facts {
        let mut builder = Facts::builder();
        for fact in Story::new().tell([person("a", "Ma Aijun")]).facts().facts() {
            builder.add(fact.id, fact.statement.clone());
        }
        let mut number = 100;
        for note in notes {
            builder = builder.source(note.source.clone());
            for statement in &note.statements {
                number += 1;
                builder.add(StatementId::from_number(number), statement.clone());
            }
        }
        builder.build()
    }

    #[test]
    fn a_hit_that_was_judged_is_none_until_the_judgement_is_taken_back() {
        let day = "2021-03-01".parse().unwrap();
        let found = |facts: &Facts| hits(facts, &Network::of(facts, &View::default()).unwrap(), &[], &alerts(facts));
        let mut notes = vec![Alert::added(&noted(&[]), AlertKind::Name, "Ma", true, "an analyst", day).unwrap().1];
        let facts = noted(&notes);
        let hit = &found(&facts)[0];
        let judge = |notes: &mut Vec<Note>, verdict: Option<&HitVerdict>| {
            let facts = noted(notes);
            notes.push(alerts(&facts)[0].judged(&facts, &hit.key, verdict, "an analyst", day).unwrap());
            let facts = noted(notes);
            (found(&facts).len(), alerts(&facts)[0].judged.get(&hit.key).cloned())
        };
        let verdict =
            HitVerdict { judgement: Judgement::Different, why: "his age: 40".to_owned(), by: "an analyst".to_owned() };
        assert_eq!(judge(&mut notes, Some(&verdict)), (0, Some(verdict.clone())));
        assert_eq!(judge(&mut notes, None), (1, None));
    }

    #[test]
    fn a_relative_who_owns_a_contractor_of_the_office() {
        let story = |payer: &str| {
            Story::new()
                .tell([person("ma", "Ma"), person("wife", "Wife"), company("f", "F")])
                .tell([
                    say("b", "PublicBody", &[("name", "Roads Office")]),
                    say("x", "PublicBody", &[("name", "Other")]),
                ])
                .tell([job("j", "ma", "b", "head", "2015", "2020"), owns("o", "wife", "f", "", "")])
                .tell([say("k", "Family", &[("person", "ma"), ("relative", "wife")])])
                .tell([say("p", "Payment", &[("payer", payer), ("beneficiary", "f"), ("amount", "5")])])
        };
        let hits = found(story("b"), AlertKind::RelativeContractor, "", 0);
        assert_eq!(hits[0].says, "Roads Office pays F, of which a relative holds a share: Ma, head");
        assert!(found(story("x"), AlertKind::RelativeContractor, "", 0).is_empty());
    }
}
