use umbra_model::Standing;

use super::*;
use crate::fixture::{Story, company, group, id, job, member, owns, person, say, shelters};
use crate::{Role, TieKind, umbrellas};

fn erlingworth() -> Facts {
    Story::new()
        .source("register", "2022")
        .tell([
            person("t", "Tomas Erlingworth").with("birthDate", "1968-04-22"),
            say("b", "PublicBody", &[("name", "Bureau")]),
        ])
        .tell([job("j", "t", "b", "head", "2016-03-01", "2021-09-20")])
        .source("courier", "2023-10-28")
        .tell([person("t2", "Tomas Erlingworth"), group("crew", "Lantern Crew"), person("n", "Nadia Erlingworth")])
        .tell([shelters("p", "t2", "crew").at(Standing::Convicted).quoted("was convicted of sheltering the crew")])
        .tell([shelters("p", "t2", "crew")
            .at(Standing::Denied)
            .by("Lucan Freyberghe")
            .quoted("had denied the charges")])
        .tell([say(
            "r",
            "Proceeding",
            &[
                ("defendant", "t2"),
                ("concerns", "p"),
                ("stage", "convicted"),
                ("sentence", "seven years"),
                ("date", "2023-10-27"),
            ],
        )])
        .tell([say("f", "Family", &[("person", "n"), ("relative", "t2"), ("relationship", "wife")])])
        .tell([say(
            "e",
            "Event",
            &[("name", "statement"), ("involved", "t2"), ("summary", "I shall appeal"), ("date", "2023-10-27")],
        )])
        .source("parish", "2023-12")
        .tell([person("o", "Tomas  ERLINGWORTH").with("birthDate", "1952")])
        .same("t2", "t")
        .facts()
}

#[test]
fn everything_is_gathered_with_its_footnotes() {
    let facts = erlingworth();
    let dossier = Dossier::of(&facts, &id("t2")).unwrap();
    assert_eq!(dossier.entity.id, id("t"));
    assert_eq!(dossier.records, [id("t"), id("t2")]);
    let roles: Vec<Role> = dossier.roles.iter().map(|role| role.role).collect();
    assert_eq!(roles, [Role::Convicted, Role::Official]);
    assert_eq!(dossier.offices[0].title(), "former head, Bureau");
    assert!(!dossier.notes_of(&dossier.offices[0].evidence).is_empty());
    assert_eq!(dossier.accusations.len(), 1);
    let accusation = &dossier.accusations[0];
    assert_eq!(accusation.standing, Some(Standing::Convicted));
    assert!(accusation.details.iter().any(|fact| fact.property == "sentence" && fact.values[0].value == "seven years"));
    assert!(dossier.ties.iter().any(|tie| tie.kind == TieKind::Family && tie.other.caption == "Nadia Erlingworth"));
    assert_eq!(dossier.said[0].words, "I shall appeal");
    assert!(dossier.said_about.iter().any(|saying| saying.attribution.to_string() == "Lucan Freyberghe"));
    assert_eq!(dossier.not_the_same.len(), 1);
    assert!(!dossier.not_the_same[0].is_judged_different);
    let dates: Vec<String> = dossier.timeline.iter().map(|moment| moment.date.to_string()).collect();
    assert_eq!(
        dates,
        ["1968-04-22", "2016-03-01", "2021-09-20", "2023-10-27", "2023-10-27", "2023-10-28", "2023-10-28"]
    );
    assert!(dossier.caveats.iter().any(|caveat| caveat.contains("conviction is final")));
}

#[test]
fn footnotes_are_numbered_from_one_and_each_is_called_for() {
    let facts = erlingworth();
    let dossier = Dossier::of(&facts, &id("t")).unwrap();
    let numbers: Vec<usize> = dossier.footnotes.iter().map(|note| note.number).collect();
    assert_eq!(numbers, (1..=dossier.footnotes.len()).collect::<Vec<_>>());
    let mut called: Vec<usize> = Vec::new();
    called.extend(dossier.facts.iter().flat_map(|fact| &fact.values).flat_map(|value| value.notes.clone()));
    called.extend(dossier.offices.iter().flat_map(|office| dossier.notes_of(&office.evidence)));
    called.extend(dossier.accusations.iter().flat_map(|accusation| accusation.notes.clone()));
    called.extend(dossier.ties.iter().flat_map(|tie| tie.notes.clone()));
    called.extend(dossier.said.iter().chain(&dossier.said_about).flat_map(|saying| saying.notes.clone()));
    called.extend(dossier.timeline.iter().flat_map(|moment| moment.notes.clone()));
    called.sort_unstable();
    called.dedup();
    assert_eq!(called, numbers);
    assert!(dossier.footnotes.iter().all(|note| !note.citation.quote.is_empty() && !note.statements.is_empty()));
}

#[test]
fn contradictions_are_marked_and_vague_dates_are_none() {
    let born = |first: &str, second: &str| {
        let story = Story::new()
            .tell([person("p", "P").with("birthDate", first)])
            .source("b", "")
            .tell([person("p", "P").with("birthDate", second)]);
        Dossier::of(&story.facts(), &id("p")).unwrap()
    };
    let apart = born("1968-04-22", "1969");
    assert!(apart.facts[0].is_contradicted);
    assert!(apart.caveats[0].contains("1968-04-22") && apart.caveats[0].contains("1969"));
    assert!(!born("1968-04-22", "1968").facts[0].is_contradicted);
}

#[test]
fn who_was_acquitted_is_shown_so_and_an_unknown_id_is_refused() {
    let facts = Story::new()
        .source("a", "2022")
        .tell([
            person("k", "K"),
            say("r1", "Proceeding", &[("defendant", "k"), ("charge", "accepting a bribe"), ("stage", "charged")]),
        ])
        .source("b", "2024")
        .tell([say("r2", "Proceeding", &[("defendant", "k"), ("charge", "bribery"), ("stage", "acquitted")])])
        .facts();
    let dossier = Dossier::of(&facts, &id("k")).unwrap();
    assert_eq!(dossier.accusations.len(), 1);
    assert_eq!(dossier.accusations[0].standing, Some(Standing::Acquitted));
    assert_eq!(dossier.accusations[0].standings.entries().len(), 2);
    assert!(matches!(Dossier::of(&facts, &id("nobody")), Err(FindError::UnknownEntity(_))));
}

#[test]
fn judged_others_are_told_and_companies_have_dossiers_too() {
    let facts = Story::new()
        .tell([person("a", "Li"), person("b", "Wang"), company("c", "Halvane"), owns("o", "a", "c", "2017", "2020")])
        .tell([group("g", "G"), member("m", "a", "g")])
        .different("a", "b")
        .facts();
    let li = Dossier::of(&facts, &id("a")).unwrap();
    assert!(li.not_the_same[0].is_judged_different);
    let halvane = Dossier::of(&facts, &id("c")).unwrap();
    assert_eq!(halvane.ties[0].says, "Li owns Halvane");
    assert_eq!(halvane.timeline.len(), 2);
}

fn victims() -> Story {
    Story::new()
        .source("courier", "2021-05-01")
        .tell([person("p", "Pell Grady"), person("v", "Ann Sorrel").with("birthDate", "2006-03-01")])
        .tell([person("w", "Bo Tarn").with("position", "bookkeeper at the Tarn yard")])
        .tell([say("o", "Offence", &[("name", "assault on Ann Sorrel"), ("date", "2020-02")])
            .with("perpetrator", "p")
            .with("victim", "v")
            .quoted("Grady beat Ann Sorrel, Bo Tarn said")])
        .tell([say("e", "Event", &[("name", "witness Bo Tarn testified"), ("involved", "w"), ("date", "2021-02-03")])])
        .tell([say("k", "UnknownLink", &[("subject", "p"), ("object", "v"), ("role", "beat")])
            .quoted("Sorrel was beaten by Grady")
            .by("Bo Tarn")])
}

#[test]
fn whoever_is_withheld_is_named_nowhere() {
    let facts = victims().facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let json = |who: &str, whose: &[Withheld]| {
        let dossier = Dossier::within(&facts, &network, &id(who)).unwrap().redacted(&facts, &network, whose);
        serde_json::to_string(&dossier).unwrap()
    };
    assert!(json("p", &[]).contains("Sorrel"));
    let hidden = json("p", &[Withheld::Victims]);
    assert!(!hidden.contains("Sorrel") && hidden.contains("[victim 1]") && hidden.contains("Bo Tarn"), "{hidden}");
    let all = json("p", &Withheld::ALL);
    assert!(!all.contains("Sorrel") && !all.contains("Tarn") && all.contains("[witness 1]"), "{all}");
    assert!(all.contains("Pell Grady"));
    // Of whom the dossier is about nothing is left that tells who it is.
    let own = json("v", &[Withheld::Minors]);
    assert!(own.contains("[minor 1]") && !own.contains("Sorrel") && !own.contains("2006-03-01"), "{own}");
    let own = json("w", &[Withheld::Witnesses]);
    assert!(!own.contains("Tarn") && !own.contains("bookkeeper"), "{own}");
}

#[test]
fn who_is_charged_stays_named_unless_a_minor() {
    let facts = victims()
        .tell([person("x", "Cal Dorn").with("birthDate", "1990"), group("g", "Gang")])
        .tell([shelters("s", "x", "g").at(Standing::Charged)])
        .tell([say("f", "Event", &[("name", "testimony"), ("involved", "x")])])
        .facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let named = redact::withheld(&facts, &network, &Withheld::ALL);
    assert_eq!(named.keys().map(EntityId::as_str).collect::<Vec<_>>(), ["v", "w"]);
}

#[test]
fn a_trade_and_a_place_have_a_dossier() {
    let facts = Story::new()
        .source("courier", "2021-05-01")
        .tell([
            person("p", "Pell Grady"),
            group("g", "Quay Lads").with("trades", "gravel").with("territory", "Saltmarsh"),
            company("f", "Grady Gravel").with("sector", "gravel").with("address", "Saltmarsh"),
            shelters("s", "p", "g").at(Standing::Charged),
        ])
        .tell([member("m", "x", "g"), person("x", "X"), owns("h", "x", "f", "2018", "")])
        .tell([
            say(
                "o",
                "Offence",
                &[("name", "arson"), ("perpetrator", "g"), ("date", "2020-02"), ("place", "Saltmarsh")],
            ),
            say("o2", "Offence", &[("name", "threats"), ("trade", "gravel"), ("place", "Old Lime")]),
            say("n", "Figure", &[("measure", "gangs dismantled"), ("value", "3"), ("territory", "Saltmarsh")]),
        ])
        .facts();
    let network = Network::of(&facts, &View::default()).unwrap();
    let umbrellas = umbrellas(&facts, &network).unwrap();
    let options = crate::InspectOptions::default();
    let told = |dossier: &Dossier, property: &str| -> Vec<String> {
        let of = dossier.facts.iter().filter(|fact| fact.property == property).flat_map(|fact| &fact.values);
        of.map(|stated| stated.value.clone()).collect()
    };
    let trade = Dossier::of_trade(&facts, &network, &umbrellas, "Gravel", &options).unwrap();
    assert_eq!(told(&trade, "groups"), ["Quay Lads"]);
    assert_eq!(told(&trade, "protectors"), ["Pell Grady over Quay Lads, charged"]);
    assert_eq!(told(&trade, "offences"), ["arson", "threats"]);
    assert_eq!(told(&trade, "places").len(), 2);
    assert!(told(&trade, "firms")[0].contains("Grady Gravel, held by"), "{trade:#?}");
    assert_eq!(trade.timeline.len(), 1);
    assert!(
        trade.caveats.iter().any(|caveat| caveat.contains("the dates of 1 of the offences")),
        "{:?}",
        trade.caveats
    );
    let all = trade.facts.iter().flat_map(|fact| &fact.values);
    assert!(all.clone().count() > 5 && all.clone().all(|stated| !stated.notes.is_empty()), "each with its source");
    let place = Dossier::of_place(&facts, &network, &umbrellas, "saltmarsh", &options).unwrap();
    assert_eq!(told(&place, "offences"), ["arson"]);
    assert_eq!(told(&place, "figures").len(), 1);
    assert!(Dossier::of_place(&facts, &network, &umbrellas, "Nowhere", &options).is_err());
    assert!(Dossier::of_trade(&facts, &network, &umbrellas, "", &options).is_err());
}
