//! Bodies that a text calls by a noun: public bodies, firms, groups, and names that a noun beside them explains.

use umbra_extract::{Extraction, Extractor, MentionKind, Sort};
use umbra_model::{Source, SourceId, Text};

fn read(text: &str) -> Extraction {
    let id = SourceId::of(text.as_bytes());
    let source = Source::new(id, "a.txt", "text/plain", text.len() as u64);
    Extractor::english().extract(&Text::new(id, text.to_owned(), Vec::new()), &source)
}

/// What the bodies of a text are called, in its order.
fn bodies(text: &str) -> Vec<String> {
    let extraction = read(text);
    let is_body = |e: &&umbra_extract::Entity| e.kind == MentionKind::Organisation && !e.mentions.is_empty();
    extraction.entities.iter().filter(is_body).map(|e| e.label().to_owned()).collect()
}

/// The tie of a kind that a text states, by the labels of its ends.
fn ties(text: &str, kind: &str) -> Vec<(String, String)> {
    let extraction = read(text);
    let label = |e: usize| extraction.entities[e].label().to_owned();
    extraction.relations.iter().filter(|r| r.kind == kind).map(|r| (label(r.subject), label(r.object))).collect()
}

#[test]
fn a_public_body_is_known_by_what_it_is_for() {
    assert_eq!(bodies("The narcotics agency arrested Ivo Petrov."), ["narcotics agency"]);
    assert_eq!(bodies("Velkora's top court sentenced Ivo Petrov."), ["Velkora's top court"]);
    assert_eq!(bodies("The commander of the municipal police, Ugo Bellan, resigned."), ["municipal police"]);
    assert_eq!(bodies("Officials of the forestry ministry were paid. The ministry denied it."), ["forestry ministry"]);
}

#[test]
fn nothing_tells_an_office_from_any_other() {
    assert!(bodies("Ivo Petrov walked into the office and called a local court.").is_empty());
    assert!(bodies("Ivo Petrov said that the same tax office had been closed.").is_empty());
    assert!(bodies("A customs service needs money, Ivo Petrov said.").is_empty());
}

#[test]
fn the_same_words_mean_the_same_body() {
    let extraction =
        read("The interior ministry fired Ivo Petrov. Anna Dol left the Velkoran interior ministry in May.");
    let found = extraction.entities.iter().filter(|e| e.kind == MentionKind::Organisation).count();
    assert_eq!(found, 1);
    assert_eq!(
        bodies("The Interior Ministry fired Ivo Petrov. The interior ministry said no more."),
        ["Interior Ministry"]
    );
}

#[test]
fn a_nameless_group_is_known_by_its_owner() {
    let text = "Anna Dol took money from Ivo Petrov's network for cocaine. Petrov's network paid Jan Rot too.";
    assert_eq!(bodies(text), ["Ivo Petrov's network"]);
    // Where nothing speaks of crime a network may be of anything.
    assert!(bodies("Ivo Petrov's network of friends helped him find a flat.").is_empty());
    // It is not the gang of the sentence before.
    let text = "The Rook gang sold heroin. The network of Ivo Petrov smuggled heroin through the port.";
    assert_eq!(bodies(text), ["Rook gang", "The network of Ivo Petrov"]);
}

#[test]
fn a_smugglers_operation_is_no_campaign() {
    let is_campaign = |text: &str| read(text).entities.iter().any(|e| e.kind == MentionKind::Campaign);
    assert!(!is_campaign("Police say the smuggling operation was run by Ana Kos."));
    assert!(is_campaign("The anti-smuggling operation was launched in May by Ana Kos, the minister."));
}

#[test]
fn a_firm_is_known_by_whose_it_is() {
    assert_eq!(
        ties("Jan Kos owned a trucking company.", "owns"),
        [("Jan Kos".to_owned(), "a trucking company".to_owned())]
    );
    assert_eq!(
        bodies("Jan Kos's company won a contract. Jan Kos's company then went bankrupt."),
        ["Jan Kos's company"]
    );
    assert!(bodies("Jan Kos said that a company needs customers.").is_empty());
}

#[test]
fn a_noun_beside_a_name_says_what_it_is() {
    let sort = |text: &str, name: &str| {
        let extraction = read(text);
        let found = extraction.entities.iter().find(|e| e.names.iter().any(|n| n == name));
        found.map(|e| (e.kind, e.sort))
    };
    let ngo = Some((MentionKind::Organisation, Sort::Ngo));
    assert_eq!(sort("A report by Forêt Claire, an environmental watchdog, names Jan Kos.", "Forêt Claire"), ngo);
    assert_eq!(sort("The watchdog Forêt Vive reported it.", "Forêt Vive"), ngo);
    assert_eq!(sort("The anti-corruption group Clean Hands said so.", "Clean Hands"), ngo);
    let media = Some((MentionKind::Organisation, Sort::Media));
    assert_eq!(sort("Journalists at Crna Stvar, an investigative outlet, found it.", "Crna Stvar"), media);
    // A person behind the noun, or before it, stays one.
    let person = Some(MentionKind::Person);
    let kind = |text: &str, name: &str| sort(text, name).map(|(kind, _)| kind);
    assert_eq!(kind("Prosecutors raided the company Anna Kos founded.", "Anna Kos"), person);
    assert_eq!(kind("Rocco Lanza, the clan's boss, was sentenced to 20 years.", "Rocco Lanza"), person);
}
