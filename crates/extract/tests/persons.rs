//! Persons who are not named where they act: addressed by a judge, described before they are named, told by a pronoun.

use umbra_extract::{Extraction, Extractor};
use umbra_model::{Source, SourceId, Text};

fn read(text: &str) -> Extraction {
    let id = SourceId::of(text.as_bytes());
    let source = Source::new(id, "a.txt", "text/plain", text.len() as u64);
    Extractor::english().extract(&Text::new(id, text.to_owned(), Vec::new()), &source)
}

/// The proceedings of a text, each with whom it befell.
fn proceedings(text: &str) -> Vec<(String, String)> {
    let extraction = read(text);
    let who = |event: &umbra_extract::Event| {
        event.roles.first().map_or_else(String::new, |(_, entity)| extraction.entities[*entity].label().to_owned())
    };
    extraction.events.iter().map(|event| (event.kind.clone(), who(event))).collect()
}

fn told(kind: &str, who: &str) -> (String, String) {
    (kind.to_owned(), who.to_owned())
}

#[test]
fn a_judge_addresses_the_accused() {
    let text = "Marcus Trew, you pleaded guilty to misconduct in public office. You were arrested in May.";
    assert_eq!(proceedings(text), [told("guilty_plea", "Marcus Trew"), told("arrest", "Marcus Trew")]);
    let text = "You, Marcus Trew, were convicted of bribery by the jury.";
    assert_eq!(proceedings(text), [told("conviction", "Marcus Trew")]);
    let text = "Lorna Pell, the jury acquitted you on count three.";
    assert_eq!(proceedings(text), [told("acquittal", "Lorna Pell")]);
    // Nobody is addressed by name, and in the next paragraph nobody is any more.
    assert!(proceedings("If you were arrested, ask for a lawyer.").is_empty());
    let text = "Marcus Trew, you pleaded guilty to bribery.\n\nCall a lawyer. You were arrested in May.";
    assert_eq!(proceedings(text), [told("guilty_plea", "Marcus Trew")]);
}

#[test]
fn who_is_described_first_is_named_later() {
    let text = "A senior customs official has been arrested on suspicion of bribery, prosecutors said.\n\n\
                Milan Petrov, head of the customs post at Sava, is accused of taking 5,000 euros.";
    assert!(proceedings(text).contains(&told("arrest", "Milan Petrov")), "{:?}", proceedings(text));
    let text = "A former mayor of Telmo was sentenced to nine years in prison on Monday.\n\n\
                Judge Anna Rusk said John Brasken, 62, had abused the trust of the town.";
    assert_eq!(proceedings(text), [told("sentence", "John Brasken")]);
    let text = "District Attorney Louisa Marchetti announced that a former inspector has been sentenced to six years in \
                prison.\n\nThe District Attorney identified the defendant as Dennis Quarrie, 52.";
    assert!(proceedings(text).contains(&told("sentence", "Dennis Quarrie")), "{:?}", proceedings(text));
    // Another calling, and another stage, are another's.
    let text = "A minister has been arrested in an inquiry into bribes.\n\n\
                Ivo Petrov, a hotel owner, was sentenced to two years in May.";
    assert!(!proceedings(text).contains(&told("arrest", "Ivo Petrov")), "{:?}", proceedings(text));
}

#[test]
fn he_is_the_brother_of_whom_the_text_speaks() {
    let text = "Melvin Odcho was killed in a shootout in July 2020. His brother Nilo took over the Odcho group and fled. He has \
                been charged with drug trafficking.";
    assert!(proceedings(text).contains(&told("charge", "Nilo")), "{:?}", proceedings(text));
}

/// He whom the text goes on about is told of sentences after his name; and where two may be meant, nobody is accused by a guess.
#[test]
fn a_pronoun_means_whom_the_text_goes_on_about() {
    let text = "Erik Brandt ran a betting shop in Harborough. Police searched three flats on Monday. He was arrested at the airport.";
    assert!(proceedings(text).contains(&told("arrest", "Erik Brandt")), "{:?}", proceedings(text));
    let text = "Erik Brandt chaired the council. His cousin Wade kept its books. He was arrested in May. His wife, Nina Korr, fled.";
    let found = read(text);
    let wife = found.relations.iter().find(|r| r.kind == "family" && found.entities[r.subject].label() == "Nina Korr");
    assert!(wife.is_some_and(|r| found.entities[r.object].label() != "Nina Korr"), "{:?}", found.relations);
    let text = "Erik Brandt met Jonas Pell. Lars Ostrow met Milo Dean. He was arrested.";
    assert!(proceedings(text).is_empty(), "{:?}", proceedings(text));
}

#[test]
fn a_given_name_that_is_an_office_too_stays_a_name() {
    let text = "Dean Pellow, 41, was jailed for ten years.";
    assert_eq!(proceedings(text), [told("sentence", "Dean Pellow")]);
}

#[test]
fn the_only_one_accused_is_told_by_what_he_was() {
    let text = "Samuel Adama was charged with fraud in May. The court convicted the ex-commissioner on all counts and sentenced \
                him to six years. The convict lost his appeal.";
    let found = proceedings(text);
    for kind in ["charge", "conviction", "sentence", "upheld"] {
        assert!(found.contains(&told(kind, "Samuel Adama")), "{kind}: {found:?}");
    }
    let text =
        "Kevin Duxbury took bribes. Duxbury was charged in May. Jurors found the dad-of-three guilty of bribery.";
    assert!(proceedings(text).contains(&told("conviction", "Kevin Duxbury")), "{:?}", proceedings(text));
    // Where two are accused, it may be either.
    let text = "Samuel Adama and Jonas Pell were charged with fraud. The court convicted the ex-commissioner.";
    assert!(!proceedings(text).iter().any(|(kind, _)| kind == "conviction"), "{:?}", proceedings(text));
}

#[test]
fn several_are_told_by_their_number_and_by_what_they_are() {
    let text = "Lewis Rask was jailed for four years. Jeffrey Boyd was jailed for three years. John Maddox was fined 5,000 crowns. \
                All three men are councillors who were indicted in May.";
    let charged: Vec<_> = proceedings(text).into_iter().filter(|(kind, _)| kind == "charge").collect();
    assert_eq!(charged, [told("charge", "Lewis Rask"), told("charge", "Jeffrey Boyd"), told("charge", "John Maddox")]);
    let text = "The appellants were indicted at Strathmoor. The jury convicted the first appellant, Alan Rennie, of fraud, and the \
                second appellant, Fergus Toll, of perjury.";
    let found = proceedings(text);
    for (kind, who) in [
        ("charge", "Alan Rennie"),
        ("charge", "Fergus Toll"),
        ("conviction", "Alan Rennie"),
        ("conviction", "Fergus Toll"),
    ] {
        assert!(found.contains(&told(kind, who)), "{kind} {who}: {found:?}");
    }
}

#[test]
fn each_has_the_sentence_that_stands_in_his_place() {
    let lengths = |text: &str| {
        let extraction = read(text);
        let length = |event: &umbra_extract::Event| {
            let whom = event.roles.first().map_or("", |(_, entity)| extraction.entities[*entity].label());
            let length = event.properties.iter().find(|(property, _)| property == "sentenceLength");
            format!("{whom} {}", length.map_or("", |(_, value)| value.as_str()))
        };
        extraction.events.iter().filter(|e| e.kind == "sentence").map(length).collect::<Vec<_>>()
    };
    let text = "Erik Brandt and Jonas Pell were jailed for nine and seven years respectively.";
    assert_eq!(lengths(text), ["Erik Brandt P9Y", "Jonas Pell P7Y"]);
    let text = "Erik Brandt and Jonas Pell stood trial. The judge imposed a sentence of 16 years on Brandt and one of five years on Pell.";
    assert_eq!(lengths(text), ["Erik Brandt P16Y", "Jonas Pell P5Y"]);
    let text = "Erik Brandt was jailed for life with a minimum term of 22 years.";
    assert_eq!(lengths(text), ["Erik Brandt life"]);
    let text = "Erik Brandt was sentenced to nearly four years in prison.";
    assert_eq!(lengths(text), ["Erik Brandt P4Y"]);
}

#[test]
fn a_victim_named_among_the_held_is_not_one_of_them() {
    let text = "Police detained 12 people, including the suspected killer of the gang's boss, Jovan Vuk.";
    assert!(proceedings(text).is_empty(), "{:?}", proceedings(text));
}

#[test]
fn a_trial_and_a_participle_tell_what_happened_before() {
    let text = "Erik Brandt and Jonas Pell were convicted of fraud following a 14-week trial.";
    for who in ["Erik Brandt", "Jonas Pell"] {
        assert!(proceedings(text).contains(&told("trial", who)), "{:?}", proceedings(text));
    }
    let text =
        "The firm belonged to the convicted smuggler Erik Brandt. A dismissed inspector, Lars Ostrow, ran its yard.";
    let found = proceedings(text);
    assert_eq!(found, [told("conviction", "Erik Brandt"), told("dismissal", "Lars Ostrow")]);
    // Locked up before any verdict, doubted, or another's.
    assert!(proceedings("The jailed activist Erik Brandt was moved to another cell.").is_empty());
    let text = "Erik Brandt was convicted of fraud. Jonas Pell told a friend about a trial in May.";
    assert!(!proceedings(text).contains(&told("trial", "Jonas Pell")), "{:?}", proceedings(text));
}

#[test]
fn an_inquiry_into_somebody_is_one_unless_it_is_only_wanted() {
    let text = "The investigation into Erik Brandt started in May.";
    assert_eq!(proceedings(text), [told("investigation", "Erik Brandt")]);
    assert!(proceedings("The council demanded an investigation into Erik Brandt.").is_empty());
    assert!(proceedings("Prosecutors shelved three investigations into Erik Brandt.").iter().all(|e| e.0 == "dropped"));
}

#[test]
fn those_counted_first_are_named_below() {
    let text = "Two officials have been jailed for fraud, the court said on Monday.\n\nErik Brandt was found guilty of fraud. \
                Jonas Pell was found guilty of theft.";
    let found = proceedings(text);
    for who in ["Erik Brandt", "Jonas Pell"] {
        assert!(found.contains(&told("sentence", who)), "{found:?}");
    }
    // One more than are named.
    let text = text.replace("Two officials", "Three officials");
    assert!(!proceedings(&text).iter().any(|e| e.0 == "sentence"), "{:?}", proceedings(&text));
    let text = "Two individuals were charged with fraud. They are:\n\na) Erik Brandt, director of Halvane Ltd; and b) Jonas Pell, \
                his clerk.";
    let found = proceedings(text);
    assert!(
        found.contains(&told("charge", "Erik Brandt")) && found.contains(&told("charge", "Jonas Pell")),
        "{found:?}"
    );
}

#[test]
fn a_name_heads_what_is_told_below_it() {
    let text = "Inquiries since May\n\nErik Brandt:\n\nThe former minister is being investigated for fraud.\n\nJonas Pell:\n\nThe \
                former director of the port has been charged with theft.";
    let found = proceedings(text);
    assert!(found.contains(&told("investigation", "Erik Brandt")), "{found:?}");
    assert!(found.contains(&told("charge", "Jonas Pell")), "{found:?}");
}
