//! Who holds what office where, as reports and courts word it.

use umbra_extract::{Extraction, Extractor};
use umbra_model::{Source, SourceId, Text};

fn read(text: &str) -> Extraction {
    let id = SourceId::of(text.as_bytes());
    let source = Source::new(id, "text.txt", "text/plain", text.len() as u64);
    Extractor::english().extract(&Text::new(id, text.to_owned(), Vec::new()), &source)
}

/// The offices of a text: holder, office, body, and whether it is over.
fn offices(text: &str) -> Vec<String> {
    let read = read(text);
    let label = |entity: usize| read.entities[entity].label().to_owned();
    let mut offices: Vec<String> = read
        .roles
        .iter()
        .map(|r| {
            let body = r.organisation.map(|b| format!(" at {}", label(b))).unwrap_or_default();
            format!("{}: {}{body}{}", label(r.holder), r.office, if r.is_past { " (past)" } else { "" })
        })
        .collect();
    offices.sort();
    offices
}

#[test]
fn a_body_may_follow_after_a_comma() {
    assert_eq!(
        offices("Captain Thandeka Mabuza, formerly of the Organised Crime Unit, told the court of the raid."),
        ["Thandeka Mabuza: Captain at Organised Crime Unit (past)"]
    );
    assert_eq!(
        offices("Detective Inspector Leah Whitby, from the Prison Intelligence Unit, said that the gang was broken."),
        ["Leah Whitby: Detective Inspector at Prison Intelligence Unit"]
    );
}

#[test]
fn what_follows_whose_belongs_to_the_body_before_it() {
    let found =
        read("The arcades belong to Halvane Freizeit GmbH, whose managing director, Stefan Lohr, was arrested.");
    let label = |entity: usize| found.entities[entity].label();
    assert!(found.relations.iter().any(|r| r.kind == "directs"
        && label(r.subject) == "Stefan Lohr"
        && label(r.object) == "Halvane Freizeit GmbH"));
}

#[test]
fn an_office_that_ended_or_was_followed_by_another_is_past() {
    assert_eq!(
        offices("The permits bear the name of Augustin Nkoulou, minister of forests between 2016 and 2020."),
        ["Augustin Nkoulou: minister of forests (past)"]
    );
    assert_eq!(
        offices("Vuk Perunovic, who was deputy director of police before joining the ministry, resigned."),
        ["Vuk Perunovic: deputy director of police (past)"]
    );
}

#[test]
fn counsel_speak_for_their_clients() {
    let found = read("Mr Innes Guthrie KC, for Fergus Tolloch, argued that the judge had misdirected the jury.");
    let label = |entity: usize| found.entities[entity].label();
    assert!(
        found.relations.iter().any(|r| r.kind == "represents"
            && label(r.subject) == "Innes Guthrie"
            && label(r.object) == "Fergus Tolloch")
    );
    let other = read("Innes Guthrie, for Fergus Tolloch, was a friend.");
    assert!(other.relations.iter().all(|r| r.kind != "represents"));
}

#[test]
fn a_loose_word_proposes_and_ties_nobody() {
    let found = read(
        "The Rook gang smuggled tobacco. Erik Brandt drove Jonas Pell to the airport before the raid on the gang.",
    );
    let label = |entity: usize| found.entities[entity].label();
    let pair = |subject: usize, object: usize| {
        let pair = [label(subject), label(object)];
        pair.contains(&"Erik Brandt") && pair.contains(&"Jonas Pell")
    };
    assert!(found.candidates.iter().any(|c| c.object.is_some_and(|o| pair(c.subject, o))));
    assert!(found.relations.iter().all(|r| !pair(r.subject, r.object)));
}

#[test]
fn formerly_and_at_the_material_time_say_that_it_is_over() {
    assert_eq!(
        offices("Hanno Tee was formerly the Senior Director of Logistics at Halvane Ltd."),
        ["Hanno Tee: Senior Director at Halvane Ltd (past)"]
    );
    assert_eq!(
        offices("Hanno Tee, who was the manager of Halvane Ltd at the material time, took the money."),
        ["Hanno Tee: manager at Halvane Ltd (past)"]
    );
}

#[test]
fn whoever_is_cited_is_not_whom_the_sentence_tells_of() {
    assert_eq!(offices("According to the Marenport prosecutor, Ostrow was strangled."), Vec::<String>::new());
}

#[test]
fn of_an_office_in_capitals_all_its_words_count() {
    assert_eq!(
        offices("Hanno Tee, an Environmental Health Officer with the National Food Agency, took the money."),
        ["Hanno Tee: Environmental Health Officer at National Food Agency"]
    );
}

#[test]
fn what_is_told_of_then_is_past() {
    assert_eq!(
        offices("Bruno Tolmi was head of the Harbour Transport Authority when the scandal broke."),
        ["Bruno Tolmi: head at Harbour Transport Authority (past)"]
    );
    assert_eq!(
        offices("The ferry was seized with Ugo Fenn, ex-president of the Harbour Transport Authority, on board."),
        ["Ugo Fenn: president at Harbour Transport Authority (past)"]
    );
    assert_eq!(
        offices("The daily accused then-Police Minister Oto Kern of lying."),
        ["Oto Kern: Police Minister (past)"]
    );
    // What others say may be so still.
    assert_eq!(
        offices("Officials said that Bruno Tolmi was head of the Harbour Transport Authority."),
        ["Bruno Tolmi: head at Harbour Transport Authority"]
    );
}

#[test]
fn brackets_give_the_years_of_an_office() {
    let found = read("The gangs met Aldo Bukel, the mayor of Marenport (2015-2018), at his house.");
    let [office] = found.roles.as_slice() else { panic!("{:?}", found.roles) };
    let year = |date: &Option<umbra_model::PartialDate>| date.as_ref().map(ToString::to_string);
    assert_eq!((year(&office.start).as_deref(), year(&office.end).as_deref()), (Some("2015"), Some("2018")));
    assert!(office.is_past);
}

#[test]
fn a_body_goes_for_what_is_joined_and_for_its_own_office_only() {
    assert_eq!(
        offices("Ines Rowal is the director and secretary of Montara Estates Limited."),
        ["Ines Rowal: director at Montara Estates Limited", "Ines Rowal: secretary at Montara Estates Limited"]
    );
    assert_eq!(
        offices("Harbour Appeal Court president Justice Andrew Belling upheld the sentences."),
        ["Andrew Belling: Justice", "Andrew Belling: president at Harbour Appeal Court"]
    );
}

#[test]
fn ranks_belong_to_the_office_and_short_forms_do_not() {
    assert_eq!(
        offices("Bruno Tolmi, a former Deputy Group Director of the Harbour Transport Authority, was charged."),
        ["Bruno Tolmi: Deputy Group Director at Harbour Transport Authority (past)"]
    );
    assert_eq!(
        offices("The court heard a dismissed Assistant Superintendent of Police (ASP), Ugo Vandel, yesterday."),
        ["Ugo Vandel: Assistant Superintendent of Police (past)"]
    );
}

#[test]
fn a_plural_goes_for_each_of_the_names_behind_it() {
    assert_eq!(
        offices("Harbour Police detective constables Thomas Kington, 42, and Lars Reynold, 39, were found guilty."),
        [
            "Lars Reynold: detective constable at Harbour Police",
            "Thomas Kington: detective constable at Harbour Police"
        ]
    );
    assert_eq!(
        offices("The minister told the council that MPs Ali Jobo, William Kabo and Gideon Mbuve had fled."),
        ["Ali Jobo: MP", "Gideon Mbuve: MP", "William Kabo: MP"]
    );
}

#[test]
fn whoever_died_holds_it_no_more() {
    assert_eq!(
        offices("Judge Ilse Tarrow was murdered in March. Two men were arrested."),
        ["Ilse Tarrow: Judge (past)"]
    );
    assert_eq!(offices("He denied the murder of the prosecutor Marek Solt."), ["Marek Solt: prosecutor (past)"]);
    assert_eq!(
        offices("He was convicted of a plot for the murder of the prosecutor Marek Solt."),
        ["Marek Solt: prosecutor"]
    );
    assert_eq!(offices("The governor of the day, Marek Solt, refused to sign."), ["Marek Solt: governor (past)"]);
    assert_eq!(
        offices("Marek Solt, treasurer of the Harbour Workers' Union until last month, fled."),
        ["Marek Solt: treasurer at Harbour Workers' Union (past)"]
    );
}

#[test]
fn the_words_of_an_office_go_on_to_the_left() {
    assert_eq!(offices("The sum was small, said presiding judge Ilse Tarrow."), ["Ilse Tarrow: presiding judge"]);
    assert_eq!(
        offices("The pass was signed by regional forest director Marek Solt."),
        ["Marek Solt: regional forest director"]
    );
    assert_eq!(
        offices("Superintendent of police Marek Solt said that two men were held."),
        ["Marek Solt: Superintendent of police"]
    );
    assert_eq!(offices("Did Finance Minister Ilse Tarrow know of it?"), ["Ilse Tarrow: Finance Minister"]);
}

#[test]
fn a_gangs_treasurer_holds_no_office() {
    assert!(offices("Police arrested gang treasurer Marek Solt in May.").is_empty());
    assert!(offices("Marek Solt, a longtime lieutenant, fled.").is_empty());
}

#[test]
fn offices_are_held_at_bodies_without_a_name() {
    assert_eq!(
        offices("A congressional commission heard them. The commission's chairwoman, Ilse Tarrow, wants more."),
        ["Ilse Tarrow: chairwoman at congressional commission"]
    );
    assert_eq!(
        offices("They looked to the porters' cooperative, whose director, Marek Solt, fled."),
        ["Marek Solt: director at porters' cooperative"]
    );
    assert_eq!(
        offices("They met the chairman of the regional development bank, Marek Solt."),
        ["Marek Solt: chairman at regional development bank"]
    );
    assert_eq!(
        offices("The Tolmere Commission, headed by Ilse Tarrow, sat for a year."),
        ["Ilse Tarrow: head at Tolmere Commission"]
    );
}

#[test]
fn a_firm_is_told_by_its_managing_director() {
    assert_eq!(
        offices("Vessin Grid's managing director, Ilse Tarrow, denied it."),
        ["Ilse Tarrow: managing director at Vessin Grid"]
    );
}

#[test]
fn a_time_may_stand_before_the_office() {
    let found = read("Rafael Zamudio, since 2021 a senator, enjoys immunity.");
    let [role] = found.roles.as_slice() else { panic!("one office was expected: {:?}", found.roles) };
    assert_eq!((role.office.as_str(), role.is_past), ("senator", false));
    assert_eq!(role.start.map(|date| date.to_string()).as_deref(), Some("2021"));
    assert_eq!(
        offices("The money went to Arturo Vismara, until 2018 president of the Halvane Foundation, and to a driver."),
        ["Arturo Vismara: president at Halvane Foundation (past)"]
    );
}

#[test]
fn verbs_tell_offices_at_bodies_without_a_name_too() {
    assert_eq!(
        offices("Lidia Kern chairs the provincial planning committee, and Jonas Pell commanded the Harbour Brigade."),
        ["Jonas Pell: commander at Harbour Brigade (past)", "Lidia Kern: chair at provincial planning committee"]
    );
}

#[test]
fn its_and_the_union_go_for_the_body_that_was_named() {
    assert_eq!(
        offices(
            "Members of the Dockworkers' Federation struck on Monday. The union's president, Sotiria Bakali, was beaten."
        ),
        ["Sotiria Bakali: president at Dockworkers' Federation"]
    );
    assert_eq!(
        offices(
            "The Prison Service signed a contract with Halvane Ltd on Monday. Its director, Budimir Orah, said nothing."
        ),
        ["Budimir Orah: director at Prison Service"]
    );
}
