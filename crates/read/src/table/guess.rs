//! A mapping guessed from a table's headers and values.
//!
//! Kinds of table that are known: payments, ownership, directorships, offices and employment, links, registers of
//! companies or persons, and lists of names. Ids are local to the table, through the name of its data set: equal
//! names in one table are taken as one party, which the mapping says; nothing is merged with other sources.

mod columns;

use indexmap::IndexMap;
use umbra_model::{Schema, Source};

use self::columns::{Column, Columns};
use super::Row;
use super::mapping::{EntityMapping, Mapping, MappingOrigin, PropertyMapping, Query};
use super::vocabulary::{Party, normalise};

/// Values of a column that says what kind of party it is.
const PERSONS: &[&str] = &[
    "person",
    "individual",
    "natural person",
    "natural",
    "private person",
    "private individual",
    "citizen",
    "human",
    "natürliche person",
    "personne physique",
    "persona física",
    "физическое лицо",
    "自然人",
    "个人",
];
const COMPANIES: &[&str] = &[
    "company",
    "corporate",
    "corporation",
    "legal person",
    "legal entity",
    "firm",
    "business",
    "enterprise",
    "juristische person",
    "unternehmen",
    "personne morale",
    "société",
    "persona jurídica",
    "empresa",
    "юридическое лицо",
    "法人",
    "公司",
    "企业",
];

/// Guesses what a table's columns mean; `None` where no kind of table fits.
pub(super) fn guess(source: &Source, headers: &[String], rows: &[Row]) -> Option<Mapping> {
    if rows.is_empty() {
        return None;
    }
    let guess = Guess { columns: Columns::new(headers, rows) };
    let file_name = source.path.rsplit('/').next().unwrap_or(&source.path);
    let stem = file_name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("table");
    let dataset = format!("{stem}-{}", source.id.short());
    let queries = guess.queries()?.into_iter().map(|query| Query {
        dataset: dataset.clone(),
        csv_urls: vec![file_name.to_owned()],
        ..query
    });
    Some(Mapping { queries: queries.collect(), origin: MappingOrigin::Guessed })
}

struct Guess<'a> {
    columns: Columns<'a>,
}

type Entities = IndexMap<String, EntityMapping>;

impl Guess<'_> {
    fn queries(&self) -> Option<Vec<Query>> {
        let c = &self.columns;
        let name = c.find(None, "name");
        let ends = |a, b| c.has(a) && c.has(b);
        let amount = c.find(None, "amount");
        if ends(Party::Payer, Party::Payee) {
            return Some(self.payments(Party::Payer, Party::Payee));
        }
        if ends(Party::Source, Party::Target) && amount.is_some() {
            return Some(self.payments(Party::Source, Party::Target));
        }
        let company = if c.has(Party::Company) { Some(Some(Party::Company)) } else { name.map(|_| None) };
        if let (Some(company), true) = (company, c.has(Party::Owner) || c.has(Party::Director)) {
            return Some(self.holdings(company));
        }
        if ends(Party::Source, Party::Target) {
            return Some(vec![Query { entities: self.links(), ..Query::default() }]);
        }
        let holder =
            [Some(Party::Holder), Some(Party::Person), None].into_iter().find(|party| c.find(*party, "name").is_some());
        let has_names = c.find(None, "first name").is_some() && c.find(None, "last name").is_some();
        let holder = holder.or_else(|| has_names.then_some(None));
        let employer = [Party::Organisation, Party::Company].into_iter().find(|party| c.has(*party));
        if let (Some(holder), true) =
            (holder, c.find(None, "position").is_some() || (employer.is_some() && c.find(None, "start date").is_some()))
        {
            return Some(vec![Query { entities: self.offices(holder, employer), ..Query::default() }]);
        }
        self.register(company, holder)
    }

    /// A table about one kind of thing.
    fn register(&self, company: Option<Option<Party>>, holder: Option<Option<Party>>) -> Option<Vec<Query>> {
        let c = &self.columns;
        let marks = |attributes: &[&str]| attributes.iter().any(|attribute| c.find(None, attribute).is_some());
        let of_companies = c.has(Party::Company)
            || marks(&["registration number", "incorporation date", "legal form", "dissolution date"]);
        let of_persons = c.has(Party::Person)
            || c.has(Party::Holder)
            || marks(&["birth date", "nationality", "gender", "last name"]);
        let (party, schema, why) = match (company, holder) {
            (Some(party), _) if of_companies && !of_persons => {
                (party, "Company", "the headers are those of a register of companies")
            }
            (_, Some(party)) if of_persons => (party, "Person", "the headers are those of a list of persons"),
            (Some(party), _) => (party, "LegalEntity", "nothing tells whether the names are persons or firms"),
            _ => return None,
        };
        let split = if schema == "LegalEntity" { self.by_kind(party) } else { Vec::new() };
        let build = |schema: &str, why: &str| {
            let mut entities = Entities::new();
            self.party(&mut entities, party, true, schema, why);
            entities
        };
        if split.is_empty() {
            return Some(vec![Query { entities: build(schema, why), ..Query::default() }]);
        }
        Some(split.into_iter().map(|kind| Query { entities: build(kind.schema, &kind.why), ..kind.query }).collect())
    }

    fn payments(&self, payer: Party, payee: Party) -> Vec<Query> {
        let mut entities = Entities::new();
        let why = "a payment table names persons and firms alike; equal names are taken as one";
        let from = self.party(&mut entities, Some(payer), false, "LegalEntity", why);
        let to = self.party(&mut entities, Some(payee), false, "LegalEntity", why);
        let mut payment = Self::tie("Payment", "who pays, who is paid, and how much: each row is a payment");
        payment.keys = match self.columns.find(None, "payment number").or_else(|| self.columns.find(None, "identifier"))
        {
            Some(number) if self.columns.is_unique(number) => vec![number.header.clone()],
            // Two payments that agree in everything can't be told apart.
            _ => self.columns.headers().to_vec(),
        };
        payment.properties.insert("payer".to_owned(), PropertyMapping::entity(from));
        payment.properties.insert("beneficiary".to_owned(), PropertyMapping::entity(to));
        for (attribute, property) in [
            ("date", "date"),
            ("amount", "amount"),
            ("currency", "currency"),
            ("purpose", "purpose"),
            ("payment number", "transactionNumber"),
            ("start date", "startDate"),
            ("end date", "endDate"),
        ] {
            self.add(&mut payment, None, attribute, property);
        }
        if let Some(amount) = self.columns.find(None, "amount")
            && let (Some(currency), false) = (&amount.currency, payment.properties.contains_key("currency"))
        {
            let currency_property = PropertyMapping { literals: vec![currency.clone()], ..PropertyMapping::default() };
            let why = format!("the header \"{}\" names the currency", amount.header);
            payment.properties.insert("currency".to_owned(), currency_property.because(why));
        }
        entities.insert("payment".to_owned(), payment);
        vec![Query { entities, ..Query::default() }]
    }

    /// Shares and seats: companies with their owners and directors.
    fn holdings(&self, company: Option<Party>) -> Vec<Query> {
        let build = |owner_schema: &str, why: &str| {
            let mut entities = Entities::new();
            let asset =
                self.party(&mut entities, company, true, "Company", "owners and directors are those of companies");
            for (party, schema, tie, from, to) in [
                (Party::Owner, owner_schema, "Ownership", "owner", "asset"),
                (Party::Director, "LegalEntity", "Directorship", "director", "organization"),
            ] {
                if !self.columns.has(party) {
                    continue;
                }
                let why = if party == Party::Owner { why } else { "directors may be persons or firms" };
                let holder = self.party(&mut entities, Some(party), false, schema, why);
                let mut tied = Self::tie(tie, "each row ties the company to one of them");
                tied.keys = self.tie_keys(&[(company, &asset), (Some(party), &holder)], &entities);
                tied.properties.insert(from.to_owned(), PropertyMapping::entity(&holder));
                tied.properties.insert(to.to_owned(), PropertyMapping::entity(&asset));
                let attributes: &[(&str, &str)] = if party == Party::Owner {
                    &[
                        ("share", "percentage"),
                        ("share count", "sharesCount"),
                        ("start date", "startDate"),
                        ("end date", "endDate"),
                        ("date", "date"),
                    ]
                } else {
                    &[("position", "role"), ("start date", "startDate"), ("end date", "endDate"), ("date", "date")]
                };
                for (attribute, property) in attributes {
                    let own = self.columns.find(Some(party), attribute).is_some();
                    self.add(&mut tied, own.then_some(party), attribute, property);
                }
                entities.insert(tie.to_lowercase(), tied);
            }
            entities
        };
        let kinds = if self.columns.has(Party::Owner) { self.by_kind(Some(Party::Owner)) } else { Vec::new() };
        if kinds.is_empty() {
            return vec![Query {
                entities: build("LegalEntity", "owners may be persons or firms"),
                ..Query::default()
            }];
        }
        kinds.into_iter().map(|kind| Query { entities: build(kind.schema, &kind.why), ..kind.query }).collect()
    }

    fn offices(&self, holder: Option<Party>, employer: Option<Party>) -> Entities {
        let mut entities = Entities::new();
        let person = self.party(&mut entities, holder, true, "Person", "who holds an office is a person");
        let organisation = employer.map(|party| {
            let schema = if party == Party::Company { "Company" } else { "Organization" };
            self.party(&mut entities, Some(party), false, schema, "offices are held at organisations")
        });
        let mut ends = vec![(holder, person.as_str())];
        if let (Some(employer), Some(organisation)) = (employer, &organisation) {
            ends.push((Some(employer), organisation));
        }
        let dates = [("start date", "startDate"), ("end date", "endDate"), ("date", "date")];
        let position = self.columns.find(None, "position");
        if let Some(position) = position {
            let mut post = Self::tie("Position", "a post is told by its name and its organisation");
            post.keys = vec![position.header.clone()];
            post.properties.insert("name".to_owned(), PropertyMapping::column(&position.header).because(&position.why));
            if let (Some(employer), Some(organisation)) = (employer, &organisation) {
                post.keys.extend(self.tie_keys(&[(Some(employer), organisation)], &entities));
                post.keys.dedup();
                post.properties.insert(
                    "organization".to_owned(),
                    PropertyMapping { required: false, ..PropertyMapping::entity(organisation) },
                );
            }
            let mut occupancy = Self::tie("Occupancy", "each row is a term of office");
            occupancy.keys = self.tie_keys(&ends, &entities);
            occupancy.properties.insert("holder".to_owned(), PropertyMapping::entity(&person));
            occupancy.properties.insert("post".to_owned(), PropertyMapping::entity("position"));
            for (attribute, property) in dates {
                self.add(&mut occupancy, None, attribute, property);
            }
            entities.insert("position".to_owned(), post);
            entities.insert("occupancy".to_owned(), occupancy);
        }
        if let Some(organisation) = &organisation {
            let mut employment = Self::tie("Employment", "who holds an office at an organisation works for it");
            employment.keys = self.tie_keys(&ends, &entities);
            employment.properties.insert("employee".to_owned(), PropertyMapping::entity(&person));
            employment.properties.insert("employer".to_owned(), PropertyMapping::entity(organisation));
            self.add(&mut employment, None, "position", "role");
            for (attribute, property) in dates {
                self.add(&mut employment, None, attribute, property);
            }
            entities.insert("employment".to_owned(), employment);
        }
        entities
    }

    fn links(&self) -> Entities {
        let mut entities = Entities::new();
        let why = "nothing tells whether the names are persons or firms; equal names are taken as one";
        let subject = self.party(&mut entities, Some(Party::Source), false, "LegalEntity", why);
        let object = self.party(&mut entities, Some(Party::Target), false, "LegalEntity", why);
        let mut link = Self::tie("UnknownLink", "each row ties two names; how is for a person to say");
        link.keys = self.tie_keys(&[(Some(Party::Source), &subject), (Some(Party::Target), &object)], &entities);
        link.properties.insert("subject".to_owned(), PropertyMapping::entity(subject));
        link.properties.insert("object".to_owned(), PropertyMapping::entity(object));
        for (attribute, property) in [
            ("relationship", "role"),
            ("kind", "role"),
            ("start date", "startDate"),
            ("end date", "endDate"),
            ("date", "date"),
        ] {
            self.add(&mut link, None, attribute, property);
        }
        entities.insert("link".to_owned(), link);
        entities
    }

    fn tie(schema: &str, why: &str) -> EntityMapping {
        EntityMapping {
            schema: schema.to_owned(),
            // So that no tie has the id of a party with the same keys.
            key_literal: Some(schema.to_lowercase()),
            why: Some(why.to_owned()),
            ..EntityMapping::default()
        }
    }

    /// What tells a tie from others: the keys of its ends, the office, the beginning.
    fn tie_keys(&self, ends: &[(Option<Party>, &str)], entities: &Entities) -> Vec<String> {
        let mut keys: Vec<String> = ends.iter().flat_map(|(_, name)| entities[*name].keys.clone()).collect();
        if ends.len() > 1 {
            for attribute in ["position", "start date", "end date", "date", "relationship"] {
                keys.extend(self.columns.find(None, attribute).map(|column| column.header.clone()));
            }
        }
        let mut distinct = Vec::new();
        keys.retain(|key| {
            let new = !distinct.contains(key);
            distinct.push(key.clone());
            new
        });
        keys
    }

    /// Adds the entity for a party, and gives its name within the query. The main party of a table also gets the
    /// attributes that name no party.
    fn party(&self, entities: &mut Entities, party: Option<Party>, main: bool, schema: &str, why: &str) -> String {
        let c = &self.columns;
        let find = |attribute: &str| {
            let own = c.find(party, attribute);
            own.or_else(|| if main { c.find(None, attribute) } else { None })
        };
        let mut entity =
            EntityMapping { schema: schema.to_owned(), why: Some(why.to_owned()), ..EntityMapping::default() };
        let name = find("name");
        if let (None, Some(first), Some(last)) = (name, find("first name"), find("last name")) {
            let columns = vec![first.header.clone(), last.header.clone()];
            let full =
                PropertyMapping { columns: columns.clone(), join: Some(" ".to_owned()), ..PropertyMapping::default() };
            entity.properties.insert("name".to_owned(), full.because("the first and the last name make the name"));
            entity.keys = columns;
        }
        for (attribute, property) in [
            ("name", "name"),
            ("alias", "alias"),
            ("first name", "firstName"),
            ("last name", "lastName"),
            ("birth date", "birthDate"),
            ("nationality", "nationality"),
            ("gender", "gender"),
            ("registration number", "registrationNumber"),
            ("tax number", "taxNumber"),
            ("id number", "idNumber"),
            ("incorporation date", "incorporationDate"),
            ("dissolution date", "dissolutionDate"),
            ("country", "country"),
            ("sector", "sector"),
            ("legal form", "legalForm"),
            ("status", "status"),
            ("email", "email"),
            ("phone", "phone"),
            ("website", "website"),
        ] {
            if let Some(column) = find(attribute) {
                insert(&mut entity, property, column);
            }
        }
        if let Some(address) = find("address") {
            insert(&mut entity, "address", address);
            if let (Some(city), Some(property)) = (find("city"), entity.properties.get_mut("address")) {
                property.columns.push(city.header.clone());
                property.join = Some(", ".to_owned());
            }
        }
        let number = ["registration number", "tax number", "id number"].iter().filter_map(|attribute| find(attribute));
        let number = number.into_iter().find(|number| name.is_none_or(|name| c.fills(number, name)));
        if let Some(number) = number {
            entity.keys = vec![number.header.clone()];
        } else if let Some(name) = name {
            entity.keys = vec![name.header.clone()];
            entity.keys.extend(find("birth date").filter(|_| schema == "Person").map(|born| born.header.clone()));
        }
        let label = match party {
            None => schema.to_lowercase(),
            Some(party) => format!("{party:?}").to_lowercase(),
        };
        entities.insert(label.clone(), entity);
        label
    }

    fn add(&self, entity: &mut EntityMapping, party: Option<Party>, attribute: &str, property: &str) {
        if let Some(column) = self.columns.find(party, attribute)
            && !entity.properties.contains_key(property)
        {
            insert(entity, property, column);
        }
    }

    /// One query for the persons and one for the firms, where a column tells them apart.
    fn by_kind(&self, party: Option<Party>) -> Vec<Kind> {
        let Some(column) = self.columns.find(party, "kind") else { return Vec::new() };
        let mut values: Vec<&str> = self.columns.values(column.at).collect();
        values.sort_unstable();
        values.dedup();
        let of = |words: &[&str]| -> Vec<String> {
            values
                .iter()
                .filter(|value| words.contains(&normalise(value).as_str()))
                .map(|value| (*value).to_owned())
                .collect()
        };
        let (persons, companies) = (of(PERSONS), of(COMPANIES));
        if persons.is_empty() && companies.is_empty() {
            return Vec::new();
        }
        let known = [persons.clone(), companies.clone()].concat();
        let mut kinds = Vec::new();
        for (schema, values) in [("Person", persons), ("Company", companies)] {
            if !values.is_empty() {
                let why = format!("the column \"{}\" says {}", column.header, values.join(" or "));
                let filters = [(column.header.clone(), values)].into();
                kinds.push(Kind { schema, why, query: Query { filters, ..Query::default() } });
            }
        }
        let why = format!("the column \"{}\" says neither person nor company", column.header);
        let filters_not = [(column.header.clone(), known)].into();
        kinds.push(Kind { schema: "LegalEntity", why, query: Query { filters_not, ..Query::default() } });
        kinds
    }
}

/// Rows of one kind of party.
struct Kind {
    schema: &'static str,
    why: String,
    query: Query,
}

/// Adds a column as a property, if the schema has it.
fn insert(entity: &mut EntityMapping, property: &str, column: &Column) {
    if Schema::get(&entity.schema).is_some_and(|schema| schema.property(property).is_some()) {
        let mapping =
            PropertyMapping { format: column.format.map(str::to_owned), ..PropertyMapping::column(&column.header) };
        entity.properties.entry(property.to_owned()).or_insert(mapping.because(&column.why));
    }
}
