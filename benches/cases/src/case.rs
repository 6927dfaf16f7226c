//! A case: what is true, and what sources say of it.

use std::collections::BTreeMap;

use umbra_find::{Facts, StatementId};
use umbra_generator::random::{Random, mix};
use umbra_model::{EntityId, Origin, Place, Reliability, Schema, Source, SourceId, Span, Standing, Statement};

use crate::record::Desk;
use crate::{Record, Report, Truth, calendar, figures, group, laundering, name, official, shelter};

/// What case to make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The same seed, the same case.
    pub seed: u64,
    /// How many people live in it; 300 at least.
    pub persons: usize,
    /// The share of the ties of which no source tells, those in registers aside; 0 to 1.
    pub missed: f64,
}

impl Default for Options {
    /// Two thousand people; of ten ties one is missed.
    fn default() -> Self {
        Self { seed: 1, persons: 2000, missed: 0.1 }
    }
}

/// A made-up case.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is true.
    pub truth: Truth,
    /// What sources say.
    pub records: Vec<Record>,
    /// The sources.
    pub reports: Vec<Report>,
    /// Records that are the same: an id and the one that stands for it.
    pub same: Vec<(String, String)>,
}

/// What is being made.
pub(crate) struct Making {
    pub(crate) random: Random,
    pub(crate) case: Case,
    /// How many persons there are, as `p0`, `p1`, and so on.
    pub(crate) persons: usize,
    missed: f64,
    /// The next person to whom nothing has been given to do.
    pub(crate) next_person: usize,
    pub(crate) districts: Vec<District>,
    pub(crate) officials: Vec<official::Official>,
    pub(crate) firms: Vec<String>,
    reports: BTreeMap<Report, usize>,
    next: usize,
}

/// A district of a province.
#[derive(Clone, Debug)]
pub(crate) struct District {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Case {
    /// Makes a case.
    pub fn new(options: Options) -> Self {
        let persons = options.persons.max(300);
        let mut making = Making {
            random: Random::of_item(options.seed, 61, 0),
            case: Self { truth: Truth::default(), records: Vec::new(), reports: Vec::new(), same: Vec::new() },
            persons,
            missed: options.missed,
            next_person: 0,
            districts: Vec::new(),
            officials: Vec::new(),
            firms: Vec::new(),
            reports: BTreeMap::new(),
            next: 0,
        };
        making.people();
        official::make(&mut making);
        making.ordinary_life();
        let groups = group::make(&mut making);
        shelter::make(&mut making, &groups);
        laundering::make(&mut making);
        figures::make(&mut making);
        making.case
    }

    /// What the sources say, as a snapshot to look for findings in.
    pub fn facts(&self) -> Facts {
        self.facts_in_order(None)
    }

    /// Likewise, with the statements numbered in another order, which a seed fixes.
    pub fn shuffled_facts(&self, seed: u64) -> Facts {
        self.facts_in_order(Some(seed))
    }

    fn facts_in_order(&self, seed: Option<u64>) -> Facts {
        let mut builder = Facts::builder();
        let sources: Vec<SourceId> = self
            .reports
            .iter()
            .map(|report| SourceId::of(format!("{} {}", report.publisher, report.published).as_bytes()))
            .collect();
        for (report, id) in self.reports.iter().zip(&sources) {
            let path = format!("{}/{}.txt", report.publisher.to_lowercase().replace(' ', "-"), report.published);
            let mut source = Source::new(*id, path, "text/plain", 1);
            source.publisher = Some(report.publisher.to_owned());
            source.published = report.published.parse().ok();
            source.reliability = match report.grade {
                'A' => Reliability::A,
                'B' => Reliability::B,
                'C' => Reliability::C,
                'E' => Reliability::E,
                _ => Reliability::F,
            };
            builder = builder.source(source);
        }
        let mut order: Vec<usize> = (0..self.records.len()).collect();
        if let Some(seed) = seed {
            order.sort_by_key(|place| mix(seed ^ mix(*place as u64)));
        }
        let mut number = 1;
        for place in order {
            let record = &self.records[place];
            let (Some(schema), Ok(id)) = (Schema::get(record.schema), EntityId::new(record.id.as_str())) else {
                continue;
            };
            let quote = record.quote();
            let start = u32::try_from(place).unwrap_or_default().saturating_mul(400);
            let end = start + u32::try_from(quote.chars().count()).unwrap_or_default();
            let span = Span::from_store(sources[record.report], Place::Text { start, end, page: None }, quote);
            for (property, value) in &record.values {
                let origin = Origin::program("cases", "1");
                let statement = Statement::new(id.clone(), schema, property, value, span.clone(), origin);
                if let Ok(statement) = statement {
                    builder.add(StatementId::from_number(number), statement.with_standing(record.standing));
                    number += 1;
                }
            }
        }
        for (one, canonical) in &self.same {
            if let (Ok(one), Ok(canonical)) = (EntityId::new(one.as_str()), EntityId::new(canonical.as_str())) {
                builder = builder.same(one, canonical);
            }
        }
        builder.build()
    }
}

impl Record {
    /// The sentence that says so.
    pub fn quote(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|(property, value)| format!("{property} {value}")).collect();
        format!("{} {}: {}", self.schema, self.id, values.join(", "))
    }

    /// The record as a line of FollowTheMoney's JSON.
    pub fn to_json(&self) -> serde_json::Value {
        let mut properties: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (property, value) in &self.values {
            properties.entry(property).or_default().push(value);
        }
        serde_json::json!({ "id": self.id, "schema": self.schema, "properties": properties })
    }
}

impl Making {
    /// An id that nothing else has.
    pub(crate) fn id(&mut self, letter: &str) -> String {
        self.next += 1;
        format!("{letter}{}", self.next)
    }

    /// Lets a source say something. It appears some weeks after the day that it tells of.
    pub(crate) fn tell(
        &mut self,
        desk: Desk,
        day: i32,
        id: &str,
        schema: &'static str,
        values: Vec<(&'static str, String)>,
        standing: Option<Standing>,
    ) {
        let (publisher, grade) = desk.publisher(&mut self.random);
        let later = (day + self.random.between(5, 60)).clamp(0, calendar::LAST);
        // A paper of one month is one source.
        let published = calendar::date(later)[..7].to_owned();
        let report = Report { publisher, published, grade };
        let report = match self.reports.get(&report) {
            Some(known) => *known,
            None => {
                let place = self.case.reports.len();
                self.case.reports.push(report.clone());
                self.reports.insert(report, place);
                place
            }
        };
        self.case.records.push(Record { id: id.to_owned(), schema, values, standing, report });
    }

    /// Lets a source tell of a tie, unless it is missed.
    ///
    /// Gives back whether it is told.
    pub(crate) fn tie(&mut self, desk: Desk, tie: Tie<'_>) -> bool {
        if desk != Desk::Register && self.random.chance(self.missed) {
            return false;
        }
        let id = self.id("t");
        let mut values = vec![(tie.ends.0, tie.from.to_owned()), (tie.ends.1, tie.to.to_owned())];
        values.extend(tie.more);
        let exact = desk == Desk::Register || desk == Desk::Bank;
        let date =
            |random: &mut Random, day| if exact { Some(calendar::date(day)) } else { calendar::told(random, day) };
        let names = if tie.until.is_none() && tie.is_event { ("date", "") } else { ("startDate", "endDate") };
        values.extend(date(&mut self.random, tie.since).map(|date| (names.0, date)));
        if let Some(until) = tie.until {
            values.extend(date(&mut self.random, until).map(|date| (names.1, date)));
        }
        self.tell(desk, tie.since, &id, tie.schema, values.clone(), tie.standing);
        // Some is told twice, by another paper, of a record of its own.
        if desk == Desk::Press && self.random.chance(0.2) {
            let id = self.id("t");
            self.tell(desk, tie.since + 20, &id, tie.schema, values, tie.standing);
        }
        true
    }

    /// A person with nothing to do yet; from the beginning again when all have something.
    pub(crate) fn somebody(&mut self) -> String {
        let person = self.next_person % self.persons;
        self.next_person += 1;
        format!("p{person}")
    }

    /// Anybody.
    pub(crate) fn anybody(&mut self) -> String {
        format!("p{}", self.random.below(self.persons))
    }

    pub(crate) fn firm(&mut self, trade: &'static str, district: usize) -> String {
        let id = self.id("f");
        let name = name::firm(&mut self.random, trade);
        let values =
            vec![("name", name), ("sector", trade.to_owned()), ("addressEntity", self.districts[district].id.clone())];
        self.tell(Desk::Register, 0, &id, "Company", values, None);
        id
    }

    fn people(&mut self) {
        for person in 0..self.persons {
            let name = name::person(&mut self.random);
            let id = format!("p{person}");
            self.tell(Desk::Register, 0, &id, "Person", vec![("name", name.clone())], None);
            // Some are known under a second record, which has been judged to be theirs.
            if self.random.chance(0.05) {
                let again = format!("p{person}b");
                self.tell(Desk::Press, 100, &again, "Person", vec![("name", name)], None);
                self.case.same.push((again, id));
            }
        }
        let provinces = (self.persons / 1000).clamp(2, 12);
        self.tell(Desk::Register, 0, "country", "Territory", vec![("name", "Ostravia".to_owned())], None);
        for province in 0..provinces {
            let id = format!("province{province}");
            let name = format!("{} Province", name::place(province * 11 + 3));
            let values = vec![("name", name), ("level", "province".to_owned()), ("partOf", "country".to_owned())];
            self.tell(Desk::Register, 0, &id, "Territory", values, None);
            for part in 0..4 {
                let number = province * 4 + part;
                let (district, name) = (format!("district{number}"), name::place(number * 7));
                let called = format!("{name} district");
                let values = vec![("name", called.clone()), ("level", "district".to_owned()), ("partOf", id.clone())];
                self.tell(Desk::Register, 0, &district, "Territory", values, None);
                self.districts.push(District { id: district, name });
            }
        }
    }

    /// Families, jobs, firms, friends and bills of people who have nothing to do with any of it.
    fn ordinary_life(&mut self) {
        for _ in 0..self.persons / 12 {
            let trade = self.random.word(&name::TRADES);
            let district = self.random.below(self.districts.len());
            let firm = self.firm(trade, district);
            let owner = self.anybody();
            self.tie(Desk::Register, Tie::lasting("Ownership", ("owner", &owner), ("asset", &firm), 200));
            for _ in 0..self.random.below(5) {
                let (worker, since) = (self.anybody(), self.random.between(0, 3000));
                self.tie(Desk::Press, Tie::lasting("Employment", ("employee", &worker), ("employer", &firm), since));
            }
            self.firms.push(firm);
        }
        for _ in 0..self.persons {
            let (one, other) = (self.anybody(), self.anybody());
            let day = self.random.between(0, calendar::LAST - 100);
            match self.random.below(4) {
                0 => self.tie(Desk::Press, Tie::undated("Family", ("person", &one), ("relative", &other), "cousin")),
                1 => self.tie(Desk::Press, Tie::lasting("Associate", ("person", &one), ("associate", &other), day)),
                _ => {
                    let firm = self.random.one(&self.firms).clone();
                    let amount = self.random.between(20, 900) * 10;
                    let pays = if self.random.chance(0.5) {
                        (one.as_str(), firm.as_str())
                    } else {
                        (firm.as_str(), one.as_str())
                    };
                    self.tie(Desk::Bank, Tie::payment(pays.0, pays.1, f64::from(amount), day))
                }
            };
        }
    }
}

/// A tie to be told.
pub(crate) struct Tie<'a> {
    schema: &'static str,
    ends: (&'static str, &'static str),
    from: &'a str,
    to: &'a str,
    since: i32,
    until: Option<i32>,
    is_event: bool,
    more: Vec<(&'static str, String)>,
    standing: Option<Standing>,
}

impl<'a> Tie<'a> {
    /// Something that lasts from a day on.
    pub(crate) fn lasting(
        schema: &'static str,
        from: (&'static str, &'a str),
        to: (&'static str, &'a str),
        since: i32,
    ) -> Self {
        let ends = (from.0, to.0);
        Self {
            schema,
            ends,
            from: from.1,
            to: to.1,
            since,
            until: None,
            is_event: false,
            more: Vec::new(),
            standing: None,
        }
    }

    /// Kinship, which has no beginning that anybody tells.
    pub(crate) fn undated(
        schema: &'static str,
        from: (&'static str, &'a str),
        to: (&'static str, &'a str),
        relationship: &str,
    ) -> Self {
        Self::lasting(schema, from, to, 0).with("relationship", relationship)
    }

    /// Money.
    pub(crate) fn payment(from: &'a str, to: &'a str, amount: f64, day: i32) -> Self {
        let tie = Self::lasting("Payment", ("payer", from), ("beneficiary", to), day);
        Self { is_event: true, ..tie }.with("amount", &amount.to_string()).with("currency", "EUR")
    }

    pub(crate) fn with(mut self, property: &'static str, value: &str) -> Self {
        self.more.push((property, value.to_owned()));
        self
    }

    pub(crate) fn until(mut self, day: Option<i32>) -> Self {
        self.until = day;
        self
    }

    pub(crate) fn at(mut self, standing: Standing) -> Self {
        self.standing = Some(standing);
        self
    }
}
