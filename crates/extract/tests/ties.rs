//! Ties told across clauses and sentences, by descriptions, in lists and beside others.

use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Standing, Text};

/// What ties a text states, as "subject kind object", with the standing of those that accuse.
fn ties(text: &str) -> Vec<String> {
    let id = SourceId::of(text.as_bytes());
    let source = Source::new(id, "a.txt", "text/plain", text.len() as u64);
    let extraction = Extractor::english().extract(&Text::new(id, text.to_owned(), Vec::new()), &source);
    let label = |e: usize| extraction.entities[e].label().to_owned();
    let mut found: Vec<String> = extraction
        .relations
        .iter()
        .map(|r| {
            let standing = r.standing.map(|s| format!(" ({s:?})").to_lowercase()).unwrap_or_default();
            format!("{} {} {}{standing}", label(r.subject), r.kind, label(r.object))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn states(text: &str, expected: &[&str]) {
    assert_eq!(ties(text), expected, "{text}");
}

fn states_among(text: &str, expected: &[&str]) {
    let found = ties(text);
    for tie in expected {
        assert!(found.iter().any(|f| f == tie), "{text}\n  lacks {tie}\n  has {found:?}");
    }
}

fn lacks(text: &str, word: &str) {
    let found = ties(text);
    assert!(found.iter().all(|tie| !tie.contains(word)), "{text}\n  has {found:?}");
}

#[test]
fn joined_verbs_share_their_object() {
    states("Yang Bo owns and runs Halvane Ltd.", &["Yang Bo directs Halvane Ltd", "Yang Bo owns Halvane Ltd"]);
    states("Yang Bo founded and led Halvane Ltd.", &["Yang Bo directs Halvane Ltd", "Yang Bo founded Halvane Ltd"]);
}

#[test]
fn joined_passives_share_the_one_by_whom() {
    states(
        "Halvane Ltd, which is owned and run by Yang Bo, won the tender.",
        &["Yang Bo directs Halvane Ltd", "Yang Bo owns Halvane Ltd"],
    );
}

#[test]
fn whoever_is_shot_and_wounded_lives() {
    lacks("Erik Brandt shot and wounded Jonas Pell.", "killed");
}

#[test]
fn those_who_go_along_in_a_relative_clause_act_too() {
    states_among(
        "Nadia Petrova, who with her husband, Jonas Pell, ran Halvane Ltd, fled.",
        &["Nadia Petrova directs Halvane Ltd", "Jonas Pell directs Halvane Ltd"],
    );
}

#[test]
fn those_with_whom_somebody_founds_a_body_found_it() {
    states_among(
        "Erik Brandt founded the Rook gang with his cousin Milo Pell.",
        &["Erik Brandt founded Rook gang (reported)", "Milo Pell founded Rook gang (reported)"],
    );
    lacks("Erik Brandt ran the Rook gang with the blessing of Milo Pell.", "Milo Pell leads");
}

#[test]
fn respectively_pairs_two_lists() {
    states(
        "Erik Brandt and Milo Pell own Halvane Ltd and Rook Holdings respectively.",
        &["Erik Brandt owns Halvane Ltd", "Milo Pell owns Rook Holdings"],
    );
    lacks("Erik Brandt and Milo Pell are the leader and the treasurer of the Rook gang respectively.", "Brandt");
}

#[test]
fn both_of_a_pair_are_what_is_said_of_both() {
    let expected = ["Erik Brandt member_of Rook gang (reported)", "Milo Pell member_of Rook gang (reported)"];
    states("Milo Pell and Erik Brandt were both members of the Rook gang.", &expected);
    states("Milo Pell and Erik Brandt were arrested. Both were members of the Rook gang.", &expected);
    states("Milo Pell and Erik Brandt were arrested. The two men are members of the Rook gang.", &expected);
}

#[test]
fn a_couple_is_the_pair_of_the_sentence_before() {
    states_among(
        "Milo Pell and Nadia Petrova were arrested. The couple owned Halvane Ltd.",
        &["Milo Pell owns Halvane Ltd", "Nadia Petrova owns Halvane Ltd"],
    );
    lacks("Milo Pell, Erik Brandt and Nadia Petrova were arrested. The couple owned Halvane Ltd.", "owns");
}

#[test]
fn they_go_on_only_where_no_others_are_told() {
    states_among("Milo Pell and Erik Brandt were arrested. They own Halvane Ltd.", &["Milo Pell owns Halvane Ltd"]);
    lacks("Milo Pell and Erik Brandt were arrested by officers. They own Halvane Ltd.", "owns");
}

#[test]
fn a_variation_of_the_name_means_the_one_in_focus() {
    states_among(
        "Dragan Velkoran was jailed on Monday. The businessman owns Halvane Ltd.",
        &["Dragan Velkoran owns Halvane Ltd"],
    );
    states_among(
        "Dragan Velkoran was jailed on Monday. The 45-year-old owns Halvane Ltd.",
        &["Dragan Velkoran owns Halvane Ltd"],
    );
}

#[test]
fn a_variation_means_nobody_where_two_may_be_meant() {
    lacks("Dragan Velkoran and Milo Pell were jailed on Monday. The businessman owns Halvane Ltd.", "owns");
    lacks("Judge Anna Rusk was praised on Monday. The businessman owns Halvane Ltd.", "owns");
    lacks("Nadia Petrova was jailed on Monday. The businessman owns Halvane Ltd.", "owns");
}

#[test]
fn a_wife_is_no_brother_of_the_next_in_the_list() {
    states_among(
        "Erik Brandt’s wife, Mara, and his brother, Milo, own Halvane Ltd.",
        &["Mara family Erik Brandt", "Milo family Erik Brandt"],
    );
    lacks("Erik Brandt’s wife, Mara, and his brother, Milo, own Halvane Ltd.", "Milo family Mara");
}

#[test]
fn a_word_of_kinship_fits_the_gender() {
    lacks("Dragan Velkoran fled. He left his wife, Kate, his son, Jamie and his daughter, Sophie.", "family Jamie");
}

#[test]
fn sons_are_read_like_brothers() {
    let expected = ["Milo family Erik Brandt", "Pavel family Erik Brandt"];
    states("Erik Brandt and his two sons, Milo and Pavel, were held.", &expected);
    states("Erik Brandt and his two sons, Milo (47) and Pavel (44), were held.", &expected);
}

#[test]
fn a_relative_without_a_name_is_the_one_who_was_called_so() {
    states_among(
        "Nadia Petrova is the wife of Dragan Velkoran. Dragan Velkoran’s wife owns Halvane Ltd.",
        &["Nadia Petrova owns Halvane Ltd"],
    );
    lacks(
        "Milo Velkoran, the brother of Dragan Velkoran, fled. Dragan Velkoran’s brother runs the Rook gang.",
        "Milo Velkoran leads",
    );
}

#[test]
fn their_father_is_the_father_of_both() {
    states_among(
        "Nico Brandt and Milo Brandt were held. Their father, Zoran Brandt, fled.",
        &["Zoran Brandt family Milo Brandt", "Zoran Brandt family Nico Brandt"],
    );
}

#[test]
fn a_bare_wife_beside_a_name_is_his() {
    states("Erik Brandt and wife Mara Brandt were jailed.", &["Mara Brandt family Erik Brandt"]);
}

#[test]
fn those_who_are_cousins_are_told_once() {
    states("Erik Brandt and Milo Pell are cousins.", &["Erik Brandt family Milo Pell"]);
    states("Erik Brandt and Milo Pell are not cousins.", &[]);
    states("Erik Brandt and Nadia Petrova are married.", &["Erik Brandt family Nadia Petrova"]);
}

#[test]
fn a_partner_is_family_of_a_couple_and_else_nothing_for_certain() {
    lacks("Erik Brandt set up Halvane Ltd with his partner, Milo Pell.", "associate_of");
    lacks("Erik Brandt set up Halvane Ltd with his partner, Milo Pell.", "family");
    let couple = "Mrs Nadia Petrova was held. The money went to Nadia Petrova’s partner, Mr Jonas Pell.";
    states(couple, &["Jonas Pell family Nadia Petrova"]);
}

#[test]
fn links_belong_to_whoever_has_them() {
    states(
        "Erik Brandt, a businessman with links to the Rook gang, was fined for speeding.",
        &["Erik Brandt associated_with Rook gang (reported)"],
    );
    states(
        "Erik Brandt, a businessman with alleged links to the Rook gang, was fined.",
        &["Erik Brandt associated_with Rook gang (alleged)"],
    );
    states("Erik Brandt is not a businessman with links to the Rook gang.", &[]);
}

#[test]
fn what_other_members_are_those_named_are() {
    states(
        "Erik Brandt and ten other members of the Rook gang were held.",
        &["Erik Brandt member_of Rook gang (reported)"],
    );
    states(
        "Erik Brandt was arrested along with two other Rook gang members.",
        &["Erik Brandt member_of Rook gang (reported)"],
    );
}

#[test]
fn what_a_list_includes_is_what_its_noun_says() {
    states(
        "Halvane Ltd’s shareholders include Erik Brandt and Milo Pell.",
        &["Erik Brandt owns Halvane Ltd", "Milo Pell owns Halvane Ltd"],
    );
}

#[test]
fn whoever_is_named_as_the_leader_leads() {
    states("The leader of the Rook gang was named as Erik Brandt.", &["Erik Brandt leads Rook gang (alleged)"]);
    states(
        "Police arrested the leader of the Rook gang, identified as Erik Brandt.",
        &["Erik Brandt leads Rook gang (alleged)"],
    );
}

#[test]
fn suspected_stays_with_the_member_at_the_head_of_a_sentence() {
    states("Suspected Rook gang member Erik Brandt was held.", &["Erik Brandt member_of Rook gang (alleged)"]);
}

#[test]
fn at_the_head_stands_the_leader() {
    states(
        "The Brasken clan smuggled heroin. At its head stood Dragan Velkoran.",
        &["Dragan Velkoran leads Brasken clan (reported)"],
    );
    states(
        "Lars Rennick stood at the head of a group known as the Gallowgate Mob.",
        &["Lars Rennick leads Gallowgate Mob (reported)"],
    );
}

#[test]
fn a_soldier_belongs_to_his_family() {
    states(
        "Erik Brandt, a soldier in the Rook crime family, was held.",
        &["Erik Brandt member_of Rook crime family (reported)"],
    );
    states(
        "Erik Brandt, the second-in-command of the Rook gang, was held.",
        &["Erik Brandt deputy_leader Rook gang (reported)"],
    );
}

#[test]
fn a_noun_behind_a_name_makes_it_a_gang() {
    states(
        "Erik Brandt, a member of the Solntse, a criminal gang, was held.",
        &["Erik Brandt member_of Solntse (reported)"],
    );
    states(
        "Police arrested Erik Brandt, an enforcer for the Vasuki-gumi, over heroin.",
        &["Erik Brandt member_of Vasuki-gumi (reported)"],
    );
}

#[test]
fn what_is_owned_is_no_person() {
    states("Halvane, owned by Erik Brandt, won the tender.", &["Erik Brandt owns Halvane"]);
    states("Erik Brandt owns Velkoran and Sons.", &["Erik Brandt owns Velkoran and Sons"]);
    states("Erik Brandt, the founder of shipping firm Halvane, fled.", &["Erik Brandt founded Halvane"]);
}

#[test]
fn a_council_is_told_by_its_place() {
    states(
        "The Tolmere city council awarded the contract to Halvane Ltd.",
        &["Tolmere city council contract_awarded Halvane Ltd"],
    );
}

#[test]
fn a_bank_with_a_small_letter_is_a_firm() {
    states_among(
        "Erik Brandt, the longtime head of the state-owned VTK bank, was held.",
        &["Erik Brandt directs VTK bank"],
    );
}

#[test]
fn an_aside_to_a_firm_goes_on_about_it() {
    states_among(
        "The yacht was bought from Costal Holdings, a firm belonging to Erik Brandt’s son-in-law, Jonas Pell.",
        &["Jonas Pell owns Costal Holdings"],
    );
    states_among(
        "The contract went to Halvane Ltd, a company associated with Erik Brandt, although its bid was the third.",
        &["Erik Brandt associated_with Halvane Ltd"],
    );
}

#[test]
fn leading_a_party_is_an_office() {
    states("Erik Brandt, leader of the Civic Party, resigned.", &["Erik Brandt holds_office Civic Party"]);
    states("Erik Brandt, leader of the pack, resigned.", &[]);
}

#[test]
fn the_short_name_in_brackets_does_not_cut_the_office_off() {
    states(
        "National Drug Agency (NDA) chief Erik Brandt resigned.",
        &["Erik Brandt holds_office National Drug Agency"],
    );
}

#[test]
fn a_nickname_alone_means_who_bears_it() {
    states_among(
        "Joaquín “El Gordo” Velkoran led the cartel. Police are looking for El Gordo’s sons Iván and Oscar.",
        &["Iván family Joaquín “El Gordo” Velkoran", "Oscar family Joaquín “El Gordo” Velkoran"],
    );
}

#[test]
fn two_of_one_list_are_two() {
    states_among(
        "Police held Jack Tocco, the boss of the Rook gang, along with his brother Anthony and Anthony Zerilli.",
        &["Anthony family Jack Tocco"],
    );
    lacks(
        "Police held Jack Tocco, the boss of the Rook gang, along with his brother Anthony and Anthony Zerilli.",
        "Zerilli family",
    );
}

#[test]
fn what_an_official_is_paid_to_do_makes_it_a_bribe() {
    states(
        "Police chief Erik Brandt received 20,000 crowns from Milo Pell for tipping off the Rook gang.",
        &["Milo Pell bribed Erik Brandt (reported)"],
    );
    // What an official got may be a bribe or a price: a candidate.
    states("Police chief Erik Brandt received 20,000 crowns from Milo Pell for the old boat.", &[]);
}

#[test]
fn a_namesake_leads_the_group_of_his_name() {
    states(
        "The Velkoran clan smuggled heroin. Drug lord Dragan Velkoran fled.",
        &["Dragan Velkoran leads Velkoran clan (reported)"],
    );
    states("The Velkoran clan smuggled heroin. Drug lord Milo Pell fled.", &[]);
}

#[test]
fn the_gang_is_the_body_that_was_led_before() {
    states_among(
        "Erik Brandt led the Black Hand. The gang smuggled cocaine. Milo Pell is a member of the gang.",
        &["Erik Brandt leads Black Hand (reported)", "Milo Pell member_of Black Hand (reported)"],
    );
}

#[test]
fn a_ministry_with_a_small_letter_is_a_body() {
    states(
        "Erik Brandt, head of the municipality of Santa Doria, was held.",
        &["Erik Brandt holds_office municipality of Santa Doria"],
    );
    states("Erik Brandt, head of the department of his own shop, was held.", &[]);
}

#[test]
fn a_spanish_clan_keeps_its_article() {
    states("Erik Brandt, the head of the Clan del Norte, was held.", &["Erik Brandt leads Clan del Norte (reported)"]);
}

#[test]
fn a_gang_that_pays_an_official_bribes_him() {
    states(
        "The Rook gang paid police chief Erik Brandt 2,000 crowns a month.",
        &["Rook gang bribed Erik Brandt (reported)"],
    );
    lacks("The Rook gang paid the haulier Erik Brandt 2,000 crowns a month.", "bribed");
}

#[test]
fn to_hangs_on_the_verb_past_the_one_by_whom() {
    states("The bribe was paid by Halvane Ltd to Erik Brandt in 2010.", &["Halvane Ltd bribed Erik Brandt (reported)"]);
}

#[test]
fn its_head_is_the_head_of_the_gang() {
    states_among(
        "The Brasken clan bribed the Tolmere city council. At its top was Dragan Velkoran.",
        &["Dragan Velkoran leads Brasken clan (reported)"],
    );
}

#[test]
fn a_party_is_not_where_a_lawmaker_holds_office() {
    states("Opposition lawmaker Jasna Petrova, of the Civic Platform, resigned.", &[]);
}

#[test]
fn whoever_warns_of_a_raid_is_found_behind_it() {
    states(
        "Milo Pell was warned about the raid by Inspector Erik Brandt.",
        &["Erik Brandt tipped_off Milo Pell (reported)"],
    );
}

#[test]
fn a_leader_and_financier_is_both() {
    states(
        "The Rook gang’s alleged leader and main financier, Erik Brandt, fled.",
        &["Erik Brandt leads Rook gang (alleged)", "Erik Brandt member_of Rook gang (alleged)"],
    );
}

#[test]
fn a_list_of_relatives_has_one_owner() {
    states_among(
        "Erik Brandt, his mother Ida Marsh, brother Jonas Green and other relatives were held.",
        &["Ida Marsh family Erik Brandt", "Jonas Green family Erik Brandt"],
    );
}

#[test]
fn a_mining_syndicate_is_a_firm() {
    states(
        "Erik Brandt, head of the Halvane Mining Syndicate, was held.",
        &["Erik Brandt directs Halvane Mining Syndicate"],
    );
    states(
        "Erik Brandt, head of the Halvane Syndicate, was held over heroin.",
        &["Erik Brandt leads Halvane Syndicate (reported)"],
    );
}

/// A tie that no rule has words for, and what nothing but the classifier offers.
#[test]
fn what_no_rule_has_words_for_the_classifier_ties_or_offers() {
    let words = "Warehouse foreman Jonas Pell whispered the hour of the raid to Erik Brandt of the Rook gang.";
    let id = SourceId::of(words.as_bytes());
    let source = Source::new(id, "report.txt", "text/plain", words.len() as u64);
    let text = Text::new(id, words.to_owned(), Vec::new());
    let found = Extractor::english().extract(&text, &source);
    let tie = found.relations.iter().find(|r| r.kind == "tipped_off").unwrap();
    assert_eq!(
        (found.entities[tie.subject].label(), found.entities[tie.object].label()),
        ("Jonas Pell", "Erik Brandt")
    );
    assert_eq!((tie.rule.as_str(), tie.standing), ("classifier", Some(Standing::Reported)));
    assert_eq!(&words[tie.evidence.clone()], "Jonas Pell whispered the hour of the raid to Erik Brandt");
    assert!(found.candidates.iter().any(|c| c.rule.is_empty() && c.likely.is_some_and(|likely| likely > 0.0)));
    let alone = Extractor::english().with_rules_alone().extract(&text, &source);
    assert!(alone.relations.iter().all(|r| r.kind != "tipped_off"));
    assert!(alone.candidates.iter().all(|c| c.likely.is_none()));
}

/// A tie that is the same from either end is not offered turned round where it is known.
#[test]
fn what_is_known_is_not_offered_from_the_other_end() {
    let words = "Jonas Pell leads the Rook gang. Pell's wife, Ada Korr, owns a bar that police searched for heroin.";
    let id = SourceId::of(words.as_bytes());
    let source = Source::new(id, "report.txt", "text/plain", words.len() as u64);
    let found = Extractor::english().extract(&Text::new(id, words.to_owned(), Vec::new()), &source);
    assert!(found.relations.iter().any(|r| r.kind == "family"));
    let again: Vec<_> = found.candidates.iter().filter(|c| c.kind == "family").collect();
    assert!(again.is_empty(), "{again:?}");
}

/// What the words leave open or deny the classifier makes nothing of.
#[test]
fn the_classifier_states_nothing_that_is_denied_or_possible() {
    for words in [
        "Warehouse foreman Jonas Pell never whispered the hour of the raid to Erik Brandt of the Rook gang.",
        "Warehouse foreman Jonas Pell may have whispered the hour of the raid to Erik Brandt of the Rook gang.",
    ] {
        lacks(words, "tipped_off");
    }
}
