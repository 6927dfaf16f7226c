//! Cases made up for tests, a few words a statement.

use umbra_model::{
    Attribution, Credibility, EntityId, Origin, Place, Reliability, Schema, Source, SourceId, Span, Standing,
    Statement, Validity,
};

use crate::{Facts, FactsBuilder, StatementId};

/// A case that is being told, source by source.
pub(crate) struct Story {
    builder: FactsBuilder,
    source: SourceId,
    next: i64,
    /// How many characters lie between two statements.
    apart: u32,
}

/// What one clause of a source says of one entity.
pub(crate) struct Clause {
    id: String,
    schema: &'static str,
    values: Vec<(String, String)>,
    standing: Option<Standing>,
    quote: Option<String>,
    attribution: Attribution,
    validity: Validity,
    credibility: Credibility,
    origin: Origin,
}

pub(crate) fn id(id: &str) -> EntityId {
    EntityId::new(id).unwrap()
}

pub(crate) fn say(id: &str, schema: &'static str, values: &[(&str, &str)]) -> Clause {
    Clause {
        id: id.to_owned(),
        schema,
        values: values.iter().map(|(property, value)| ((*property).to_owned(), (*value).to_owned())).collect(),
        standing: None,
        quote: None,
        attribution: Attribution::own_voice(),
        validity: Validity::default(),
        credibility: Credibility::Unknown,
        origin: Origin::program("test", "1"),
    }
}

pub(crate) fn person(id: &str, name: &str) -> Clause {
    say(id, "Person", &[("name", name)])
}

pub(crate) fn group(id: &str, name: &str) -> Clause {
    say(id, "CriminalGroup", &[("name", name)])
}

pub(crate) fn company(id: &str, name: &str) -> Clause {
    say(id, "Company", &[("name", name)])
}

/// A record of an office at a part of the state.
pub(crate) fn job(id: &str, holder: &str, body: &str, role: &str, from: &str, to: &str) -> Clause {
    let mut clause = say(id, "Employment", &[("employee", holder), ("employer", body), ("role", role)]);
    for (property, date) in [("startDate", from), ("endDate", to)] {
        if !date.is_empty() {
            clause.values.push((property.to_owned(), date.to_owned()));
        }
    }
    clause
}

pub(crate) fn shelters(id: &str, protector: &str, protected: &str) -> Clause {
    say(id, "Protection", &[("protector", protector), ("protected", protected), ("conduct", "sheltering")])
}

pub(crate) fn owns(id: &str, owner: &str, asset: &str, from: &str, to: &str) -> Clause {
    let mut clause = say(id, "Ownership", &[("owner", owner), ("asset", asset)]);
    for (property, date) in [("startDate", from), ("endDate", to)] {
        if !date.is_empty() {
            clause.values.push((property.to_owned(), date.to_owned()));
        }
    }
    clause
}

pub(crate) fn member(id: &str, who: &str, group: &str) -> Clause {
    say(id, "Membership", &[("member", who), ("organization", group), ("role", "leads")])
}

impl Clause {
    pub(crate) fn at(mut self, standing: Standing) -> Self {
        self.standing = Some(standing);
        self
    }

    pub(crate) fn quoted(mut self, quote: &str) -> Self {
        self.quote = Some(quote.to_owned());
        self
    }

    pub(crate) fn by(mut self, name: &str) -> Self {
        self.attribution = self.attribution.citing(name, None);
        self
    }

    pub(crate) fn during(mut self, from: &str, to: &str) -> Self {
        self.validity = Validity { from: from.parse().ok(), to: to.parse().ok() };
        self
    }

    pub(crate) fn credible(mut self, credibility: Credibility) -> Self {
        self.credibility = credibility;
        self
    }

    pub(crate) fn inferred(mut self) -> Self {
        self.origin = self.origin.with_rule("date.inferred");
        self
    }

    pub(crate) fn concluded(mut self) -> Self {
        self.origin = Origin::person("an analyst").with_rule("assessment");
        self
    }

    pub(crate) fn with(mut self, property: &str, value: &str) -> Self {
        self.values.push((property.to_owned(), value.to_owned()));
        self
    }
}

impl Story {
    pub(crate) fn new() -> Self {
        Self { builder: Facts::builder(), source: SourceId::of(b""), next: 1, apart: 1000 }.source("courier", "")
    }

    /// What follows is of this source.
    pub(crate) fn source(self, name: &str, published: &str) -> Self {
        self.graded(name, published, Reliability::F)
    }

    pub(crate) fn graded(mut self, name: &str, published: &str, reliability: Reliability) -> Self {
        self.source = SourceId::of(name.as_bytes());
        let mut source = Source::new(self.source, format!("{name}.txt"), "text/plain", 1);
        source.publisher = Some(name.to_owned());
        source.published = published.parse().ok();
        source.reliability = reliability;
        self.builder = self.builder.source(source);
        self
    }

    pub(crate) fn tell(mut self, clauses: impl IntoIterator<Item = Clause>) -> Self {
        for clause in clauses {
            let schema = Schema::get(clause.schema).unwrap();
            let quote = clause.quote.clone().unwrap_or_else(|| format!("what is said of {}", clause.id));
            for (property, value) in &clause.values {
                let start = self.next as u32 * self.apart;
                let place = Place::Text { start, end: start + quote.chars().count() as u32, page: None };
                let span = Span::from_store(self.source, place, quote.clone());
                let statement = Statement::new(id(&clause.id), schema, property, value, span, clause.origin.clone())
                    .unwrap()
                    .with_standing(clause.standing)
                    .with_attribution(clause.attribution.clone())
                    .with_validity(clause.validity)
                    .with_credibility(clause.credibility);
                self.builder.add(StatementId::from_number(self.next), statement);
                self.next += 1;
            }
        }
        self
    }

    /// Tells clauses that stand in one sentence.
    pub(crate) fn tell_near(mut self, clauses: impl IntoIterator<Item = Clause>) -> Self {
        self.apart = 10;
        let mut told = self.tell(clauses);
        told.apart = 1000;
        told
    }

    pub(crate) fn same(mut self, one: &str, canonical: &str) -> Self {
        self.builder = self.builder.same(id(one), id(canonical));
        self
    }

    pub(crate) fn different(mut self, one: &str, other: &str) -> Self {
        self.builder = self.builder.different(id(one), id(other));
        self
    }

    pub(crate) fn facts(self) -> Facts {
        self.builder.build()
    }
}
