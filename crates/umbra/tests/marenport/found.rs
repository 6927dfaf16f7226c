//! What lies in the case file, compared with the gold.

use std::collections::HashMap;
use std::path::Path;

use umbra_case::{Case, HitKind};
use umbra_find::{
    Evidence, Fact, Facts, Figure, FigureKind, Findings, OfficeStatus, StatementId, Umbrella, Verdict, View, offices,
};
use umbra_model::{EntityId, Place, Standing};

use crate::gold::{self, At, Gold, plain};
use crate::score::Score;

pub struct Found {
    case: Case,
    facts: Facts,
    findings: Findings,
    /// The names of everybody in the gold, by id.
    names: HashMap<String, Vec<String>>,
}

impl Found {
    pub fn read(case: &Path, gold: &Gold) -> Self {
        let case = Case::open_read_only(case).unwrap();
        let facts = Facts::of_case(&case).unwrap();
        let findings = Findings::of(&facts, &View::default()).unwrap();
        let names = gold.names().into_iter().map(|(id, names)| (id.to_owned(), names)).collect();
        Self { case, facts, findings, names }
    }

    fn is(&self, entity: &EntityId, gold_id: &str) -> bool {
        let wanted = &self.names[gold_id];
        let mut names = ["name", "alias", "weakAlias"].into_iter().flat_map(|p| self.facts.values(entity, p));
        names.any(|name| wanted.contains(&plain(name)))
            || wanted.contains(&plain(&self.facts.caption(entity)))
            || (gold_id.starts_with("g_") && wanted.is_empty() && self.facts.value(entity, "name").is_none())
    }

    fn is_any(&self, entity: &EntityId, gold_ids: &[&str]) -> bool {
        gold_ids.is_empty() || gold_ids.iter().any(|id| self.is(entity, id))
    }

    /// Whether a statement stands where the gold says.
    fn stands(&self, fact: &Fact, at: &At) -> bool {
        let span = fact.statement.span();
        let in_file = self.facts.source(span.source()).is_some_and(|source| source.path.ends_with(&at.file));
        in_file
            && match (span.place(), at.row) {
                (Place::Cell { row, .. }, Some(wanted)) => *row == wanted + 1,
                _ => overlap(&plain(span.quote()), &plain(&at.quote)),
            }
    }

    fn standing_there<'a>(&'a self, ids: &'a [StatementId], at: &'a At) -> impl Iterator<Item = &'a Fact> {
        ids.iter().filter_map(|id| self.facts.fact(*id)).filter(|fact| self.stands(fact, at))
    }

    fn bears(&self, evidence: &Evidence, at: &At) -> bool {
        self.standing_there(evidence.statements(), at).next().is_some()
    }

    pub fn documents(&self, gold: &Gold) -> Score {
        let mut score = Score::new("documents");
        for wanted in &gold.documents {
            let source = self.facts.sources().find(|source| source.path.ends_with(&wanted.file));
            let right = source.is_some_and(|source| {
                let publisher = |name: &String| source.publisher.as_deref().map(plain) == Some(plain(name));
                wanted
                    .publisher
                    .as_ref()
                    .is_none_or(|name| publisher(name) || wanted.publisher_any.iter().any(publisher))
                    && wanted.date.as_deref().is_none_or(|date| source.published.is_some_and(|d| d.to_string() == date))
            });
            score.count(right, || {
                let read = source.map(|s| (s.publisher.clone(), s.published));
                format!("{} {:?} {:?}, but read {read:?}", wanted.file, wanted.publisher, wanted.date)
            });
        }
        score
    }

    pub fn offices(&self, gold: &Gold) -> Score {
        let mut score = Score::new("offices");
        for wanted in gold.offices.iter().filter(|office| !office.at.optional) {
            let found = self.facts.profiles_of("Person").filter(|p| self.is(p.id(), &wanted.holder)).any(|person| {
                offices(&self.facts, person.id()).iter().any(|office| {
                    let status = match office.status {
                        OfficeStatus::Current => "current",
                        OfficeStatus::Past => "past",
                        OfficeStatus::Unknown => "",
                    };
                    plain(&office.post)
                        .contains(&plain(&wanted.office).split(" of ").next().unwrap_or_default().to_owned())
                        && wanted.organisation.as_ref().is_none_or(|body| {
                            let said = office.body.as_ref().map_or_else(String::new, |body| plain(&body.caption));
                            let whole = format!("{} {said}", plain(&office.post));
                            plain(body).split_whitespace().all(|word| whole.contains(word))
                        })
                        && (wanted.at.row.is_some()
                            || status.is_empty()
                            || wanted.status.as_deref().is_none_or(|s| s == status)
                            || self.said_more_than_once(office))
                        && self.bears(&office.evidence, &wanted.at)
                })
            });
            score.count(found, || {
                format!("{} {} of {:?}: {}", wanted.holder, wanted.office, wanted.organisation, wanted.at.quote)
            });
        }
        score
    }

    /// One office told by several documents shows the latest status; the gold tells each document's own.
    fn said_more_than_once(&self, office: &umbra_find::Office) -> bool {
        let sources = office.evidence.statements().iter().filter_map(|id| self.facts.fact(*id));
        let mut sources: Vec<_> = sources.map(|fact| fact.statement.span().source()).collect();
        sources.dedup();
        sources.len() > 1
    }

    fn tie_evidence(&self, wanted: &gold::Tie) -> Vec<&Evidence> {
        self.findings
            .network
            .ties()
            .iter()
            .filter(|tie| {
                let (from, to) = (wanted.froms(), wanted.tos());
                let ends = |a: &EntityId, b: &EntityId| self.is_any(a, &from) && self.is_any(b, &to);
                wanted.schemata().contains(&tie.schema)
                    && (ends(&tie.source, &tie.target) || (!tie.directed && ends(&tie.target, &tie.source)))
                    && self.bears(&tie.evidence, &wanted.at)
            })
            .map(|tie| &tie.evidence)
            .collect()
    }

    pub fn ties(&self, gold: &Gold) -> Score {
        let mut score = Score::new("ties");
        for wanted in gold.ties.iter().filter(|tie| !tie.at.optional) {
            score.count(!self.tie_evidence(wanted).is_empty(), || {
                format!("{} {:?} -> {:?}: {}", wanted.r#type, wanted.froms(), wanted.tos(), wanted.at.quote)
            });
        }
        score
    }

    pub fn standings(&self, gold: &Gold) -> Score {
        let mut score = Score::new("standing of ties");
        for wanted in gold.ties.iter().filter(|tie| tie.standing.is_some()) {
            let ties = self.tie_evidence(wanted);
            if ties.is_empty() {
                continue;
            }
            let said: Vec<Option<Standing>> = ties
                .iter()
                .flat_map(|evidence| self.standing_there(evidence.statements(), &wanted.at))
                .map(|fact| fact.statement.standing())
                .collect();
            let right = said.iter().any(|s| wanted.standings().contains(&s.map(Standing::name)));
            score.count(right, || format!("{:?}, but {said:?}: {}", wanted.standings(), wanted.at.quote));
        }
        score
    }

    pub fn proceedings(&self, gold: &Gold) -> Score {
        let mut score = Score::new("proceedings");
        for wanted in gold.proceedings.iter().filter(|proceeding| !proceeding.at.optional) {
            let stages: Vec<&str> =
                std::iter::once(&wanted.stage).chain(&wanted.stage_any).map(String::as_str).collect();
            let found = self.facts.profiles_of("Proceeding").any(|proceeding| {
                self.facts.targets(proceeding.id(), "defendant").iter().any(|who| self.is(who, &wanted.defendant))
                    && self.facts.of(proceeding.id()).any(|fact| {
                        let stage = fact.statement.standing().map(Standing::name);
                        let value = fact.statement.value();
                        self.stands(fact, &wanted.at) && stages.iter().any(|s| stage == Some(s) || value.contains(s))
                    })
            });
            score.count(found, || format!("{} {}: {}", wanted.defendant, wanted.stage, wanted.at.quote));
        }
        score
    }

    pub fn campaigns(&self, gold: &Gold) -> Score {
        let mut score = Score::new("campaigns");
        for wanted in &gold.campaigns {
            let found = self.findings.campaigns.iter().any(|campaign| {
                plain(&campaign.entity.caption).contains(&plain(&wanted.name))
                    && wanted.start.as_ref().is_none_or(|start| campaign.start.is_some_and(|s| s.to_string() == *start))
                    && wanted.planned_duration.as_ref().is_none_or(|d| campaign.planned_duration.as_ref() == Some(d))
                    && (wanted.start.is_some() || !campaign.changes.is_empty())
            });
            score.count(found, || wanted.name.clone());
        }
        score
    }

    fn figure(&self, wanted: &gold::Figure) -> Vec<&Figure> {
        let value = wanted.value.as_f64();
        let fits = |figure: &&Figure| {
            let path = self.facts.source(figure.citation.source).map_or("", |source| source.path.as_str());
            path.ends_with(&wanted.at.file)
                && overlap(&plain(&figure.citation.quote), &plain(&wanted.at.quote))
                && match (figure.value, value) {
                    (Some(found), Some(wanted)) => (found.abs() - wanted.abs()).abs() < 1e-9,
                    _ => false,
                }
        };
        self.findings.ledger.figures.iter().filter(fits).collect()
    }

    pub fn figures(&self, gold: &Gold) -> Score {
        let mut score = Score::new("figures");
        for wanted in gold.figures.iter().filter(|figure| !figure.at.optional) {
            score.count(!self.figure(wanted).is_empty(), || format!("{}: {}", wanted.value, wanted.at.quote));
        }
        score
    }

    pub fn figures_all_right(&self, gold: &Gold) -> Score {
        let mut score = Score::new("figures, all right");
        for wanted in gold.figures.iter().filter(|figure| !figure.at.optional) {
            let found = self.figure(wanted);
            if found.is_empty() {
                continue;
            }
            let right = found.iter().any(|figure| {
                let comparator = serde_json::to_value(figure.comparator).unwrap();
                comparator == wanted.comparator.as_str()
                    && is_kind(figure.kind, &wanted.kind)
                    && is_period(wanted.period.as_deref(), Some(&figure.period))
                    && is_period(wanted.base_period.as_deref(), figure.base.as_ref())
            });
            score.count(right, || {
                format!(
                    "{} {} {}: {}; read {:?}",
                    wanted.comparator,
                    wanted.kind,
                    wanted.value,
                    wanted.at.quote,
                    found.iter().map(|f| (f.comparator, f.kind, &f.period, &f.base)).collect::<Vec<_>>()
                )
            });
        }
        score
    }

    pub fn figure_checks(&self, gold: &Gold) -> Score {
        let mut score = Score::new("figure checks");
        for wanted in gold.figure_checks.iter().filter(|check| !check.optional) {
            let inputs: Vec<Vec<&EntityId>> =
                wanted.figures.iter().map(|i| self.figure(&gold.figures[*i]).iter().map(|f| &f.id).collect()).collect();
            let found = self.findings.ledger.checks.iter().any(|check| {
                let verdict = match check.verdict {
                    Verdict::Agree => "agree",
                    Verdict::Disagree { .. } => "disagree",
                    Verdict::CannotCompare { .. } => "cannot_compare",
                };
                (wanted.verdict == verdict || wanted.verdict_any.iter().any(|v| v == verdict))
                    && inputs.iter().all(|ids| ids.iter().any(|id| check.figures.contains(id)))
            });
            score.count(found, || format!("{}: {}", wanted.verdict, wanted.why));
        }
        score
    }

    /// Who bears a name in a file, by the ids that documents gave.
    fn bearers(&self, name: &str, file: &str) -> Vec<EntityId> {
        let named = |fact: &&Fact| {
            let statement = &fact.statement;
            ["name", "alias", "weakAlias"].contains(&statement.property().name())
                && plain(statement.value()) == plain(name)
                && self.facts.source(statement.span().source()).is_some_and(|source| source.path.ends_with(file))
        };
        let mut ids: Vec<EntityId> = self
            .facts
            .facts()
            .iter()
            .filter(named)
            .map(|fact| self.facts.canonical(fact.statement.entity()).clone())
            .collect();
        ids.sort();
        ids.dedup();
        ids
    }

    pub fn same(&self, gold: &Gold) -> Score {
        let mut score = Score::new("same");
        // Nominals ("the gang") have no name to look for; the ties that name the group hold them to it.
        let by_name = |same: &&gold::Same| !same.optional && same.a.name.chars().next().is_some_and(char::is_uppercase);
        for wanted in gold.same.iter().filter(by_name).filter(|same| same.a.name != "The gang") {
            let (a, b) = (self.bearers(&wanted.a.name, &wanted.a.file), self.bearers(&wanted.b.name, &wanted.b.file));
            score.count(a.iter().any(|id| b.contains(id)), || {
                format!("{} ({}) = {} ({})", wanted.a.name, wanted.a.file, wanted.b.name, wanted.b.file)
            });
        }
        score
    }

    /// Whether those who share a name are kept apart: of one full name by their documents, of one surname by their full
    /// names, which no entity bears two of.
    pub fn different(&self, gold: &Gold) -> Score {
        let mut score = Score::new("different");
        for wanted in &gold.different {
            let names = gold.full_names(&wanted.name);
            let apart = if names.len() > 1 {
                let named: Vec<Vec<EntityId>> = names.iter().map(|name| self.bearers(name, "")).collect();
                let is_apart =
                    |at: usize| named[at + 1..].iter().all(|other| !named[at].iter().any(|id| other.contains(id)));
                named.iter().all(|ids| !ids.is_empty()) && (0..named.len()).all(is_apart)
            } else {
                let [a, b] = &wanted.documents;
                let there = |files: &[String]| files.iter().flat_map(|file| self.bearers(&wanted.name, file)).collect();
                let (a, b): (Vec<EntityId>, Vec<EntityId>) = (there(a), there(b));
                (names.is_empty() || !(a.is_empty() || b.is_empty())) && !a.iter().any(|id| b.contains(id))
            };
            score.count(apart, || wanted.name.clone());
        }
        score
    }

    fn is_umbrella(&self, wanted: &gold::Umbrella, umbrella: &Umbrella, person: &EntityId, shelf: &str) -> bool {
        self.is(&umbrella.group.id, &wanted.group) && self.is(person, &wanted.protector) && wanted.shelf == shelf
    }

    pub fn umbrellas(&self, gold: &Gold) -> Score {
        let mut score = Score::new("umbrellas");
        for wanted in gold.umbrellas.iter().filter(|umbrella| !umbrella.at.optional) {
            let found = self.findings.umbrellas.iter().any(|umbrella| {
                umbrella.protectors.iter().any(|protector| {
                    self.is_umbrella(wanted, umbrella, &protector.person.id, &shelf_of(protector))
                        && protector.standing.map(Standing::name) == wanted.standing.as_deref()
                })
            });
            score.count(found, || format!("{} {} {}", wanted.protector, wanted.shelf, wanted.group));
        }
        score
    }

    pub fn search(&self, gold: &Gold) -> Score {
        let mut score = Score::new("search");
        for wanted in &gold.search {
            let hits = self.case.search(&wanted.query, 200).unwrap();
            let mut paths = Vec::new();
            for hit in &hits {
                match &hit.what {
                    HitKind::Source(id, _) => paths.extend(self.facts.source(*id).map(|source| source.path.clone())),
                    HitKind::Entity(id) => paths.extend(
                        self.facts
                            .of(id)
                            .filter_map(|f| self.facts.source(f.statement.span().source()))
                            .map(|s| s.path.clone()),
                    ),
                }
            }
            let missing: Vec<_> =
                wanted.files.iter().filter(|file| !paths.iter().any(|path| path.ends_with(*file))).collect();
            score.count(missing.is_empty(), || format!("{:?} in {missing:?}", wanted.query));
        }
        score
    }

    /// Accusations that no document makes: of anybody whom the gold doesn't know as accused, in a passage that the gold
    /// marks as saying nothing, or in a document that has nothing to do with the case; and protectors beyond the gold's.
    pub fn what_must_not_be_said(&self, gold: &Gold) -> Vec<String> {
        let mut wrong = Vec::new();
        for tie in self.findings.network.ties().iter().filter(|tie| tie.is_accusing) {
            let known = gold.ties.iter().any(|wanted| {
                let ends = |a, b| self.is_any(a, &wanted.froms()) && self.is_any(b, &wanted.tos());
                ends(&tie.source, &tie.target) || ends(&tie.target, &tie.source)
            });
            if !known {
                wrong.push(format!(
                    "{} {} {} ({:?})",
                    self.facts.caption(&tie.source),
                    tie.label,
                    self.facts.caption(&tie.target),
                    tie.standing()
                ));
            }
        }
        for proceeding in self.facts.profiles_of("Proceeding") {
            for who in self.facts.targets(proceeding.id(), "defendant") {
                if !gold.proceedings.iter().any(|wanted| self.is(&who, &wanted.defendant)) {
                    wrong.push(format!("a proceeding against {}", self.facts.caption(&who)));
                }
            }
        }
        for fact in self.facts.facts() {
            let statement = &fact.statement;
            let Some(standing) = statement.standing().filter(|standing| !standing.is_against()) else { continue };
            let path = self.facts.source(statement.span().source()).map_or("", |source| source.path.as_str());
            let quote = plain(statement.span().quote());
            for silence in gold.silence.iter().filter(|silence| path.ends_with(&silence.file)) {
                if silence.quote.as_ref().is_some_and(|passage| plain(passage).contains(&quote)) {
                    wrong.push(format!("{standing}: {quote} (but {})", silence.must_not));
                }
            }
            let about_the_case =
                gold.documents.iter().any(|document| document.about_the_case && path.ends_with(&document.file));
            if !about_the_case {
                wrong.push(format!("{standing} in {path}: {quote}"));
            }
        }
        for umbrella in &self.findings.umbrellas {
            for protector in &umbrella.protectors {
                let shelf = shelf_of(protector);
                if !gold.umbrellas.iter().any(|wanted| self.is_umbrella(wanted, umbrella, &protector.person.id, &shelf))
                {
                    wrong.push(format!(
                        "{} as protector of {} ({shelf})",
                        protector.person.caption, umbrella.group.caption
                    ));
                }
            }
        }
        wrong.sort();
        wrong.dedup();
        wrong
    }
}

fn shelf_of(protector: &umbra_find::Protector) -> String {
    serde_json::to_value(protector.shelf).unwrap().as_str().unwrap_or_default().to_owned()
}

/// Whether two passages of one document share their words: one holds the other, or they run on for 20 characters.
fn overlap(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.contains(short) {
        return true;
    }
    let letters: Vec<char> = short.chars().collect();
    letters.windows(20).any(|window| long.contains(&window.iter().collect::<String>()))
}

fn is_kind(kind: FigureKind, wanted: &str) -> bool {
    serde_json::to_value(kind).unwrap() == wanted || (kind == FigureKind::Count && wanted == "range")
}

/// Whether a period covers the date that the gold gives; words such as "P5Y before the report" need any period.
fn is_period(wanted: Option<&str>, period: Option<&umbra_find::Period>) -> bool {
    let Some(wanted) = wanted else { return true };
    let Some(period) = period else { return false };
    let year = wanted.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    match (year, period.from) {
        (Some(year), Some(from)) => from.to_string().starts_with(year),
        (Some(year), None) => period.words.as_ref().is_some_and(|words| words.contains(year)),
        (None, _) => period.words.is_some() || period.from.is_some() || period.years.is_some(),
    }
}
