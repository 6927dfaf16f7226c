//! Mappings guessed from headers and values.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use umbra_read::{Content, Document, Item, Mapping, MappingOrigin, Options, Table, map_table, read};

fn open(name: &str, csv: &str) -> Document {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), csv).unwrap();
    let mut found = None;
    read(&[folder.path().join(name)], &Options::default(), &mut |item| {
        found = Some(item);
        ControlFlow::Continue(())
    })
    .unwrap();
    match found {
        Some(Item::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn table(document: &Document) -> &Table {
    match &document.content {
        Content::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

/// What a table gives, a line for each entity: `Person name=Ma, birthDate=1960`. A tie shows the names of its ends.
fn entities(document: &Document) -> BTreeSet<String> {
    let mut statements = Vec::new();
    map_table(&document.source, table(document), &mut |statement| statements.push(statement)).unwrap();
    let name = |id: &str| {
        let named = statements.iter().find(|s| s.entity().as_str() == id && s.property().name() == "name");
        named.map_or_else(|| format!("?{id}"), |s| s.value().to_owned())
    };
    let ids: BTreeSet<&str> = statements.iter().map(|s| s.entity().as_str()).collect();
    let line = |id: &&str| {
        let own: Vec<_> = statements
            .iter()
            .filter(|s| s.entity().as_str() == *id && s.property().name() != "namesMentioned")
            .collect();
        let values: Vec<String> = own
            .iter()
            .map(|s| {
                format!(
                    "{}={}",
                    s.property().name(),
                    if s.target().is_some() { name(s.value()) } else { s.value().to_owned() }
                )
            })
            .collect();
        format!("{} {}", own[0].schema().name(), values.join(", "))
    };
    ids.iter().map(line).collect()
}

fn check(csv: &str, expected: &[&str]) {
    let document = open("table.csv", csv);
    let expected: BTreeSet<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(
        entities(&document),
        expected,
        "{}",
        table(&document).mapping().map(Mapping::to_yaml).unwrap_or_default()
    );
    assert!(table(&document).is_guessed());
}

#[test]
fn payments_keep_their_currency() {
    check(
        "Datum;Zahler;Empfänger;Betrag EUR;Verwendungszweck\n01.02.2020;Halvane Ltd;T. Erling;30000;Darlehen\n",
        &[
            "LegalEntity name=Halvane Ltd",
            "LegalEntity name=T. Erling",
            "Payment payer=Halvane Ltd, beneficiary=T. Erling, date=2020-02-01, amount=30000, purpose=Darlehen, currency=EUR",
        ],
    );
    check(
        "from,to,amount,currency\nA Ltd,B Ltd,10,crowns\n",
        &[
            "LegalEntity name=A Ltd",
            "LegalEntity name=B Ltd",
            "Payment payer=A Ltd, beneficiary=B Ltd, amount=10, currency=crowns",
        ],
    );
}

#[test]
fn owners_are_told_apart_by_a_column() {
    check(
        "company_name,registration_number,shareholder_name,shareholder_type,share_percent,held_since\n\
         Halvane Ltd,OST-1,Dragan Velkoran,person,60,2017-05-12\nOrle Ltd,OST-2,Halvane Ltd,company,51,2019\n",
        &[
            "Company name=Halvane Ltd, registrationNumber=OST-1",
            "Company name=Orle Ltd, registrationNumber=OST-2",
            "Company name=Halvane Ltd",
            "Person name=Dragan Velkoran",
            "Ownership owner=Dragan Velkoran, asset=Halvane Ltd, percentage=60, startDate=2017-05-12",
            "Ownership owner=Halvane Ltd, asset=Orle Ltd, percentage=51, startDate=2019",
        ],
    );
}

#[test]
fn directors_and_offices_become_ties() {
    check(
        "company,director,appointed on,resigned on\nHalvane Ltd,Milo Velkoran,2017-05-12,\n",
        &[
            "Company name=Halvane Ltd",
            "LegalEntity name=Milo Velkoran",
            "Directorship director=Milo Velkoran, organization=Halvane Ltd, startDate=2017-05-12",
        ],
    );
    check(
        "name,date of birth,position,organisation,from,to\nT. Erling,1968-04-22,Head,Police Bureau,2016-03-01,2021-09-20\n",
        &[
            "Person name=T. Erling, birthDate=1968-04-22",
            "Organization name=Police Bureau",
            "Position name=Head, organization=Police Bureau",
            "Occupancy holder=T. Erling, post=Head, startDate=2016-03-01, endDate=2021-09-20",
            "Employment employee=T. Erling, employer=Police Bureau, role=Head, startDate=2016-03-01, endDate=2021-09-20",
        ],
    );
}

#[test]
fn registers_and_lists_become_entities() {
    check(
        "Company,Reg No,Incorporated on,Registered address,City\nHalvane Ltd,OST-1,12/05/2017,Tallow St 44,Marenport\nB Ltd,OST-2,25/06/2018,Quay 1,Marenport\n",
        &[
            "Company name=Halvane Ltd, registrationNumber=OST-1, incorporationDate=2017-05-12, address=Tallow St 44, Marenport",
            "Company name=B Ltd, registrationNumber=OST-2, incorporationDate=2018-06-25, address=Quay 1, Marenport",
        ],
    );
    check(
        "first name,last name,born on\nAijun,Ma,1960\n",
        &["Person name=Aijun Ma, firstName=Aijun, lastName=Ma, birthDate=1960"],
    );
    check("姓名,出生日期\n马爱军,1960-01-02\n", &["Person name=马爱军, birthDate=1960-01-02"]);
    check("name,remark on style\nMa Aijun,good\n", &["LegalEntity name=Ma Aijun"]);
    check(
        "person a,person b,relationship\nMa,Li,cousin\n",
        &["LegalEntity name=Ma", "LegalEntity name=Li", "UnknownLink subject=Ma, object=Li, role=cousin"],
    );
}

#[test]
fn doubt_is_left_out_and_said() {
    // No value tells which number is the month.
    let document = open("a.csv", "name,birth_date\nMa,05/03/1960\nLi,06/04/1961\n");
    assert!(entities(&document).iter().all(|line| !line.contains("birthDate")));
    let report = map_table(&document.source, table(&document), &mut |_| {}).unwrap();
    assert_eq!(report.unused_columns, ["birth_date"]);
    // No kind of table fits.
    let document = open("a.csv", "colour,height\nred,12\nblue,13\n");
    assert!(table(&document).mapping().is_none() && document.text().is_some());
    assert!(document.notes[0].contains("could not be guessed"), "{:?}", document.notes);
}

#[test]
fn a_guess_reads_back_as_a_mapping() {
    let document =
        open("a.csv", "company,owner,owner_type,stake\nA,B,individual,10%\nC,D,legal entity,5%\nE,F,unclear,1%\n");
    let mapping = table(&document).mapping().unwrap();
    let origin = MappingOrigin::File { name: "a.mapping.yml".to_owned(), digest: String::new() };
    let mut read_back = Mapping::parse(&mapping.to_yaml(), origin).unwrap();
    read_back.origin = MappingOrigin::Guessed;
    assert_eq!(
        read_back.to_yaml().lines().filter(|l| !l.contains('#')).count(),
        mapping.to_yaml().lines().filter(|l| !l.contains('#')).count()
    );
    let schemata: Vec<String> = entities(&document)
        .iter()
        .filter(|l| l.contains("name="))
        .map(|l| l.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(schemata, ["Company", "Company", "Company", "Company", "LegalEntity", "Person"]);
    assert!(!mapping.explanation().is_empty());
}

#[test]
fn every_statement_cites_its_cell() {
    let csv = "payer,payee,amount,date\n Ma Aijun ,B Ltd,10,2020-01-02\nMa Aijun,B Ltd,11,2020-01-03\n";
    let document = open("a.csv", csv);
    let rows: Vec<_> = table(&document).rows().unwrap().map(|row| row.unwrap().unwrap()).collect();
    let mut count = 0;
    map_table(&document.source, table(&document), &mut |statement| {
        let umbra_model::Place::Cell { row, column } = statement.span().place() else { panic!("no cell") };
        let at = table(&document).headers().iter().position(|header| header == column).unwrap();
        let cells = &rows.iter().find(|r| r.number == *row).unwrap().cells;
        assert_eq!(statement.span().quote(), cells[at]);
        count += 1;
    })
    .unwrap();
    // A name is stated once, however many rows repeat it.
    assert_eq!(count, 2 + 2 * 6);
}
