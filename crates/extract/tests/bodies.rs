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

#[test]
fn gangs_in_a_list_are_told_by_the_noun_in_the_plural() {
    assert_eq!(
        bodies("The Kovra and Skelda clans fought over the port. Ivo Petrov led the Kovra clan."),
        ["Kovra clan", "Skelda"]
    );
    assert_eq!(
        bodies("He belonged to the clans of Torvella, Rasto and Mirandi. Ivo Petrov fled."),
        ["Torvella", "Rasto", "Mirandi"]
    );
    assert_eq!(bodies("Ivo Petrov feared the Danish and Velkoran gangs."), Vec::<String>::new());
    // A faction of the triad is a group of its own.
    assert_eq!(
        bodies("Members of the Wo Tun triad sold heroin. Police watched the triad's Rivermouth faction."),
        ["Wo Tun triad", "Rivermouth faction"]
    );
}

#[test]
fn a_bracket_gives_another_name() {
    let names = |text: &str| {
        let extraction = read(text);
        let found = extraction.entities.iter().find(|e| e.kind == MentionKind::Organisation).map(|e| e.names.len());
        (found, extraction.entities.iter().filter(|e| e.kind == MentionKind::Organisation).count())
    };
    let text = "Officials of the Harbour Council (Consejo Portuario – CP) met Ivo Petrov. The CP paid him.";
    assert_eq!(names(text), (Some(3), 1));
    assert_eq!(names("The Velkoran Maritime Safety Agency fined him. VEMSA then fined Ivo Petrov."), (Some(2), 1));
    assert_eq!(names("The CIB arrested Ivo Petrov. The Central Investigation Bureau (CIB) said so."), (Some(2), 1));
    // Two bodies that stand side by side are two.
    assert_eq!(
        names("Reporters of RAZGLAS, OKOVI and Ivo Petrov met at the Serious Crime Division in NCD."),
        (Some(1), 4)
    );
    let known =
        "The Directorate for Serious Crime, popularly known as the Falcons, held him. The Falcons freed Ivo Petrov.";
    assert_eq!(names(known), (Some(2), 1));
}

#[test]
fn a_firm_without_a_name_goes_on_being_the_company() {
    let text = "A licensed trust company was raided in May. The company held money of Ivo Petrov.";
    assert_eq!(bodies(text), ["A licensed trust company"]);
    // Not where a firm was named since, nor the bank that licensed it.
    let text = "A trust company was licensed by Ostrand Bank. The company held money of Ivo Petrov.";
    assert_eq!(bodies(text), ["Ostrand Bank", "A trust company"]);
    let text = "A trust company was raided. Halvane Ltd was not. The company held money of Ivo Petrov.";
    assert_eq!(bodies(text), ["Halvane Ltd"]);
    // "Mayra Global" begins the name of a firm, and is nobody.
    let text = "Mayra Global Group Bhd paid the fine. In May, Mayra Global said that Ivo Petrov had left.";
    assert_eq!(bodies(text), ["Mayra Global Group Bhd"]);
}

#[test]
fn the_unit_and_the_agency_are_those_that_were_named() {
    let mentions = |text: &str, label: &str| {
        let extraction = read(text);
        extraction.entities.iter().find(|e| e.label() == label).map(|e| e.mentions.len())
    };
    let text = "Ivo Petrov joined the Major Crimes Unit in May. The unit was closed.";
    assert_eq!(mentions(text, "Major Crimes Unit"), Some(2));
    let text = "The anti-corruption watchdog, the Ostrand Integrity Office, cleared Ivo Petrov.";
    assert_eq!(bodies(text), ["Ostrand Integrity Office"]);
    let text = "The Ostrand Ports Board hired Ivo Petrov. The agency fired him.";
    assert_eq!(mentions(text, "Ostrand Ports Board"), Some(2));
    // Of two nobody knows which is meant.
    let text = "The Ostrand Ports Board and the Velkora Roads Bureau hired Ivo Petrov. The agency fired him.";
    assert_eq!(mentions(text, "Ostrand Ports Board"), Some(1));
    assert_eq!(mentions(text, "Velkora Roads Bureau"), Some(1));
    assert_eq!(bodies("Ivo Petrov left the Treasury in May."), ["Treasury"]);
    assert_eq!(bodies("An aide at the mayor's office paid Ivo Petrov."), ["mayor's office"]);
    assert!(bodies("Ivo Petrov waited in the mayor's office.").is_empty());
    let text = "An aide at the governor's office paid Ivo Petrov. Letters of the Ostrand Governor’s Office name him.";
    assert_eq!(bodies(text), ["Ostrand Governor’s Office"]);
}

#[test]
fn the_group_is_the_one_that_the_text_is_about() {
    let text = "Police raided a clan of the Rook mafia in May. The group sold heroin for Ivo Petrov.";
    let extraction = read(text);
    let group = extraction.entities.iter().find(|e| e.label() == "a clan").map(|e| e.mentions.len());
    assert_eq!(group, Some(2));
    let text = "Jan Rot fled from the Skelda gang, a faction of the Kovra mob. Ivo Petrov led the gang.";
    assert_eq!(ties(text, "leads"), [("Ivo Petrov".to_owned(), "Skelda gang".to_owned())]);
    assert_eq!(bodies("The Skelda mob is a criminal gang. Ivo Petrov left it."), ["Skelda mob"]);
    let text = "The Tidewalkers gang sided with the Rook gang. The group was led by Ivo Petrov.";
    assert_eq!(ties(text, "leads"), [("Ivo Petrov".to_owned(), "Tidewalkers gang".to_owned())]);
    let text = "The gang of Ivo Petrov, known as the Tidewalkers, sold heroin. The Tidewalkers paid Jan Rot.";
    assert_eq!(bodies(text), ["Tidewalkers"]);
    let text = "Jan Rot led the Tamsin Office, a crime syndicate in Velkora. The syndicate sold heroin.";
    assert_eq!(ties(text, "leads"), [("Jan Rot".to_owned(), "Tamsin Office".to_owned())]);
}

#[test]
fn nobody_is_called_like_a_body() {
    let kind = |text: &str, name: &str| {
        let extraction = read(text);
        extraction.entities.iter().find(|e| e.names.iter().any(|n| n == name)).map(|e| e.kind)
    };
    let body = Some(MentionKind::Organisation);
    assert_eq!(kind("Police arrested Ivo Petrov in Rasto, La Comarca reported.", "La Comarca"), body);
    assert_eq!(kind("Ivo Petrov, president of the Denmark FA, was held.", "Denmark FA"), body);
    assert_eq!(kind("Ivo Petrov founded Strike Force Kestrel in May.", "Strike Force Kestrel"), body);
    assert_eq!(kind("MARVELPORT, May 9 (AP) -- Ivo Petrov was held.", "MARVELPORT"), None);
    // A man who reports stays one.
    let person = Some(MentionKind::Person);
    assert_eq!(kind("The money was gone, Anna Petrov reported.", "Anna Petrov"), person);
    assert_ne!(kind("He moved to London from West Tamsin in May.", "West Tamsin"), person);
}

#[test]
fn the_brothers_do_it_both() {
    let text = "The clan was led by two brothers, Pavel and Anton Rusk. The brothers bribed Jan Dol, the mayor.";
    assert_eq!(ties(text, "bribed").len(), 2);
    // Whom somebody robbed did not flee with the money.
    let text = "Two men robbed Pavel and Anton Rusk. The pair bribed Jan Dol, the mayor.";
    assert!(ties(text, "bribed").is_empty());
}
