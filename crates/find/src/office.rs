//! Public offices and who holds or held them.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Validity};

use crate::{EntityRef, Evidence, Facts, StatementId, vocabulary};

/// Whether the holder is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeStatus {
    /// A source says so, which holds for the time of that source: [`Office::as_of`].
    Current,
    /// A source says that it is over, or gives the end.
    Past,
    /// Not told.
    Unknown,
}

/// A public office that somebody holds or held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Office {
    /// Who.
    pub holder: EntityId,
    /// The post, in the sources' words: "head", "Chair of the roads committee".
    pub post: String,
    /// The body that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<EntityRef>,
    /// The area that it is responsible for, in the sources' words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Whether the holder is still there.
    pub status: OfficeStatus,
    /// When.
    pub validity: Validity,
    /// The date of the latest source that says that it is held; `None` unless it is current, or where no such source
    /// bears a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<PartialDate>,
    /// What bears it out.
    pub evidence: Evidence,
}

impl Office {
    /// The office that tells the most of what power somebody had: one at a body before a mere title, a dated one before
    /// an undated one, then the latest.
    pub fn chief(offices: &[Self]) -> Option<&Self> {
        offices.iter().max_by_key(|office| (office.body.is_some(), office.validity.from, office.validity.to))
    }

    /// The office in words: "former head, Lubei district branch".
    pub fn title(&self) -> String {
        let former = if self.status == OfficeStatus::Past { "former " } else { "" };
        match &self.body {
            Some(body) => format!("{former}{}, {}", self.post, body.caption),
            None => format!("{former}{}", self.post),
        }
    }
}

/// Whether a body is a part of the state: by its schema, by its topics, or, where the source tells no schema narrower
/// than organisation, by words in its name.
pub(crate) fn is_public_body(facts: &Facts, id: &EntityId) -> bool {
    let Some(profile) = facts.profile(id) else { return false };
    let schema = profile.schema();
    if schema.is_a("PublicBody") {
        return true;
    }
    if schema.is_a("CriminalGroup") || !schema.is_a("LegalEntity") || schema.is_a("Person") {
        return false;
    }
    let is_listed = facts.values(id, "topics").iter().any(|topic| *topic == "gov" || topic.starts_with("gov."));
    is_listed
        || (!schema.is_a("Company")
            && facts.values(id, "name").iter().any(|name| vocabulary::public_bodies().has(name)))
}

/// What one record says of an office.
struct Record {
    post: String,
    body: Option<EntityId>,
    area: Option<String>,
    tie: EntityId,
    also: Vec<EntityId>,
}

/// The public offices that sources give to somebody, past and present, the earliest first.
///
/// An office is an employment, a seat or a membership at a part of the state; a post (FollowTheMoney's `Position`) of
/// such a body, or that a list of office holders gives a country or a topic of government; and, at any body but a company or
/// a criminal group, or where no body is told, a post or title whose words are those of a public office.
pub fn offices(facts: &Facts, holder: &EntityId) -> Vec<Office> {
    let holder = facts.canonical(holder).clone();
    let mut found: BTreeMap<(Option<EntityId>, String), Vec<Office>> = BTreeMap::new();
    let mut add = |office: Office| {
        let key = (office.body.as_ref().map(|body| body.id.clone()), office.post.to_lowercase());
        found.entry(key).or_default().push(office);
    };
    for tie in facts.referring_to(&holder) {
        records(facts, &holder, tie).into_iter().filter_map(|record| office(facts, &holder, record)).for_each(&mut add);
    }
    let mut offices: Vec<Office> = Vec::new();
    for office in found.into_values().filter_map(merge) {
        match offices.iter_mut().find(|known| is_one(known, &office)) {
            // Titles are sorted, so the known one is the shorter: "head" of what the body is.
            Some(known) => *known = merge(vec![known.clone(), office]).unwrap_or_else(|| known.clone()),
            None => offices.push(office),
        }
    }
    for told in titles(facts, &holder) {
        let is_known = offices.iter().any(|office| {
            let (known, told) = (office.title().to_lowercase(), told.post.to_lowercase());
            known.contains(&told) || told.contains(&office.post.to_lowercase())
        });
        if !is_known {
            offices.push(told);
        }
    }
    offices.sort_by(|a, b| {
        let first = |o: &Office| facts.first_in_order(o.evidence.statements());
        let order = |o: &Office| (o.validity.from.is_none(), o.validity.from, o.validity.to, first(o));
        order(a).cmp(&order(b))
    });
    offices
}

fn records(facts: &Facts, holder: &EntityId, tie: &EntityId) -> Vec<Record> {
    let Some(profile) = facts.profile(tie) else { return Vec::new() };
    let is_holder = |property: &str| facts.targets(tie, property).contains(holder);
    if !matches!(profile.schema().name(), "Employment" | "Directorship" | "Membership" | "Occupancy") {
        return Vec::new();
    }
    let roles = facts.values(tie, "role");
    let at = |body: EntityId| Record {
        post: roles.first().copied().unwrap_or("member of staff").to_owned(),
        body: Some(body),
        area: None,
        tie: tie.clone(),
        also: Vec::new(),
    };
    match profile.schema().name() {
        "Employment" if is_holder("employee") => {
            let bodies = facts.targets(tie, "employer");
            let is_office = roles.iter().any(|role| vocabulary::public_offices().has(role));
            let counts = |body: &EntityId| is_public_body(facts, body) || (is_office && is_no_business(facts, body));
            bodies.into_iter().filter(counts).map(at).collect()
        }
        "Directorship" if is_holder("director") => {
            facts.targets(tie, "organization").into_iter().filter(|body| is_public_body(facts, body)).map(at).collect()
        }
        "Membership" if is_holder("member") => {
            facts.targets(tie, "organization").into_iter().filter(|body| is_public_body(facts, body)).map(at).collect()
        }
        "Occupancy" if is_holder("holder") => {
            let posts = facts.targets(tie, "post").into_iter();
            posts.flat_map(|post| of_post(facts, tie, &post)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a body is neither a company nor a criminal group, so that a public office may belong to it.
fn is_no_business(facts: &Facts, body: &EntityId) -> bool {
    facts
        .profile(body)
        .is_some_and(|profile| !profile.schema().is_a("Company") && !profile.schema().is_a("CriminalGroup"))
}

fn of_post(facts: &Facts, tie: &EntityId, post: &EntityId) -> Vec<Record> {
    let area = facts.value(post, "subnationalArea").map(str::to_owned);
    let record = |body: Option<EntityId>| Record {
        post: facts.caption(post),
        body,
        area: area.clone(),
        tie: tie.clone(),
        also: vec![post.clone()],
    };
    let is_listed = facts.value(post, "country").is_some()
        || facts.values(post, "topics").iter().any(|topic| topic.starts_with("gov") || topic.starts_with("role."));
    let is_office = is_listed || vocabulary::public_offices().has(&facts.caption(post));
    let bodies = facts.targets(post, "organization");
    if bodies.is_empty() {
        return if is_office { vec![record(None)] } else { Vec::new() };
    }
    let counts = |body: &EntityId| is_public_body(facts, body) || (is_office && is_no_business(facts, body));
    bodies.into_iter().filter(counts).map(|body| record(Some(body))).collect()
}

fn office(facts: &Facts, holder: &EntityId, record: Record) -> Option<Office> {
    let date = |properties: &[&str]| {
        let values = properties.iter().find_map(|property| facts.value(&record.tie, property));
        values.and_then(|value| value.parse().ok())
    };
    let stated = facts.of(&record.tie).map(|fact| fact.statement.validity());
    let stated = stated.fold(Validity::default(), |all, period| Validity {
        from: [all.from, period.from].into_iter().flatten().min(),
        to: [all.to, period.to].into_iter().flatten().max(),
    });
    let validity = Validity {
        from: date(&["startDate", "periodStart", "electionDate"]).or(stated.from),
        to: date(&["endDate", "periodEnd"]).or(stated.to),
    };
    let told = |words: &[&str]| {
        let values = facts.values(&record.tie, "status");
        values.iter().any(|value| words.iter().any(|word| value.to_lowercase().contains(word)))
    };
    let status = if validity.to.is_some() || told(&["past", "former", "ended", "ex-"]) {
        OfficeStatus::Past
    } else if told(&["current", "sitting", "active"]) {
        OfficeStatus::Current
    } else {
        OfficeStatus::Unknown
    };
    let published = facts.of(&record.tie).filter_map(|fact| facts.source(fact.statement.span().source())?.published);
    let as_of = published.max().filter(|_| status == OfficeStatus::Current);
    let of = |id: &EntityId| facts.of(id).map(|fact| fact.id).collect::<Vec<StatementId>>();
    let evidence = Evidence::new(of(&record.tie).into_iter().chain(record.also.iter().flat_map(of)))?;
    Some(Office {
        holder: holder.clone(),
        post: record.post,
        body: record.body.map(|body| facts.entity(&body)),
        area: record.area,
        status,
        validity,
        as_of,
        evidence,
    })
}

/// Whether two titles at one body are one office: one begins with the other, and the times may agree.
fn is_one(one: &Office, other: &Office) -> bool {
    let is_at_one_body = one.body.is_some() && one.body.as_ref().map(|b| &b.id) == other.body.as_ref().map(|b| &b.id);
    let (a, b) = (one.post.to_lowercase(), other.post.to_lowercase());
    is_at_one_body && (a.starts_with(&b) || b.starts_with(&a)) && one.validity.may_overlap(&other.validity)
}

/// Joins what several sources say of one office. It is over as soon as one of them says so.
fn merge(offices: Vec<Office>) -> Option<Office> {
    let mut offices = offices.into_iter();
    let first = offices.next()?;
    Some(offices.fold(first, |all, next| {
        let status = match (all.status, next.status) {
            (OfficeStatus::Past, _) | (_, OfficeStatus::Past) => OfficeStatus::Past,
            (OfficeStatus::Current, _) | (_, OfficeStatus::Current) => OfficeStatus::Current,
            _ => OfficeStatus::Unknown,
        };
        Office {
            area: all.area.or(next.area),
            status,
            validity: Validity {
                from: [all.validity.from, next.validity.from].into_iter().flatten().min(),
                to: [all.validity.to, next.validity.to].into_iter().flatten().max(),
            },
            as_of: all.as_of.max(next.as_of).filter(|_| status == OfficeStatus::Current),
            evidence: all.evidence.and(&next.evidence),
            ..all
        }
    }))
}

/// Offices that stand only as words beside the person.
fn titles(facts: &Facts, holder: &EntityId) -> Vec<Office> {
    let mut offices: BTreeMap<String, Office> = BTreeMap::new();
    let stated = ["position", "title"].into_iter().flat_map(|property| facts.stating(holder, property));
    for fact in stated.filter(|fact| vocabulary::public_offices().has(fact.statement.value())) {
        let Some(evidence) = Evidence::new([fact.id]) else { continue };
        let words = fact.statement.value();
        let lower = words.to_lowercase();
        let former = ["former ", "ex-", "onetime ", "then-"].into_iter().find_map(|cue| lower.strip_prefix(cue));
        let entry = offices.entry(former.unwrap_or(&lower).to_owned()).or_insert_with(|| Office {
            holder: holder.clone(),
            post: former.map_or(words, |rest| &words[words.len() - rest.len()..]).to_owned(),
            body: None,
            area: None,
            status: if former.is_some() { OfficeStatus::Past } else { OfficeStatus::Unknown },
            validity: fact.statement.validity(),
            as_of: None,
            evidence: evidence.clone(),
        });
        entry.evidence = entry.evidence.and(&evidence);
    }
    offices.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Story, id, job, person, say};

    fn titles_of(story: Story) -> Vec<String> {
        offices(&story.facts(), &id("p")).iter().map(Office::title).collect()
    }

    fn post(name: &str, body: &str) -> Story {
        let mut position = say("post", "Position", &[("name", name)]);
        if !body.is_empty() {
            position = position.with("organization", "b");
        }
        Story::new()
            .tell([
                person("p", "P"),
                say("b", "Organization", &[("name", if body.is_empty() { "B" } else { body })]),
                position,
            ])
            .tell([say("o", "Occupancy", &[("holder", "p"), ("post", "post")])])
    }

    #[test]
    fn an_office_is_of_the_state() {
        assert_eq!(titles_of(post("Head of the Quayside district branch", "Marenport Police Bureau")).len(), 1);
        assert_eq!(titles_of(post("Village head", "Gullhaven")), ["Village head, Gullhaven"]);
        assert_eq!(titles_of(post("Governor", "")), ["Governor"]);
        assert!(titles_of(post("Director", "Seamen's Mission")).is_empty());
        assert!(titles_of(post("churchwarden", "")).is_empty());
        let company = |role: &str| {
            Story::new()
                .tell([person("p", "P"), say("b", "Company", &[("name", "Police Supplies Ltd")])])
                .tell([job("j", "p", "b", role, "", "")])
        };
        assert!(titles_of(company("commissioner")).is_empty());
    }

    #[test]
    fn what_several_sources_say_of_one_office_is_one() {
        let story = Story::new()
            .tell([
                person("p", "P").with("position", "former head of the Police Bureau"),
                say("b", "PublicBody", &[("name", "Police Bureau")]),
            ])
            .tell([job("j", "p", "b", "head", "2016", ""), job("k", "p", "b", "Head", "", "").with("status", "past")]);
        assert_eq!(titles_of(story), ["former head, Police Bureau"]);
        let told = Story::new().tell([person("p", "P").with("position", "former police chief")]);
        assert_eq!(titles_of(told), ["former police chief"]);
        let twice =
            Story::new().tell([person("p", "P"), say("b", "PublicBody", &[("name", "Quayside branch")])]).tell([
                job("j", "p", "b", "head", "2016", "2021"),
                job("k", "p", "b", "Head of the Quayside branch", "2016-03-01", "2021-09-20"),
            ]);
        assert_eq!(titles_of(twice), ["former head, Quayside branch"]);
    }

    #[test]
    fn an_office_is_current_as_of_its_source() {
        let told = |end: &str| {
            Story::new()
                .source("notice", "2021-09-21")
                .tell([person("p", "P"), say("b", "PublicBody", &[("name", "Police Bureau")])])
                .tell([job("j", "p", "b", "head", "2016", end).with("status", "current")])
        };
        let held = offices(&told("").facts(), &id("p")).remove(0);
        assert_eq!((held.status, held.as_of), (OfficeStatus::Current, "2021-09-21".parse().ok()));
        let over = offices(&told("2022").facts(), &id("p")).remove(0);
        assert_eq!((over.status, over.as_of), (OfficeStatus::Past, None));
    }

    #[test]
    fn the_chief_office_is_one_at_a_body() {
        let story = Story::new()
            .tell([person("p", "P").with("position", "superintendent"), say("b", "PublicBody", &[("name", "Bureau")])])
            .tell([job("j", "p", "b", "sergeant", "2010", "2015"), job("k", "p", "b", "head", "2016", "2021")]);
        let offices = offices(&story.facts(), &id("p"));
        assert_eq!(offices.len(), 3);
        assert_eq!(Office::chief(&offices).unwrap().post, "head");
    }
}
