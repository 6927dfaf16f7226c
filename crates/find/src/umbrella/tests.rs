use umbra_model::{Reliability, Standing};

use super::*;
use crate::fixture::{Clause, Story, company, group, id, job, member, owns, person, say, shelters};
use crate::{Facts, Network, View};

fn found(story: Story) -> Vec<Umbrella> {
    of(&story.facts())
}

fn of(facts: &Facts) -> Vec<Umbrella> {
    let network = Network::of(facts, &View::default()).unwrap();
    umbrellas(facts, &network).unwrap()
}

fn names(umbrella: &Umbrella, shelf: Shelf) -> Vec<&str> {
    umbrella.on(shelf).map(|protector| protector.person.caption.as_str()).collect()
}

/// The seed article's last sentence.
fn lubei() -> Story {
    let sentence = "Ma Aijun, former head of the Lubei district branch, was convicted and sentenced for sheltering the gang from justice";
    Story::new()
        .tell([person("ma", "Ma Aijun"), say("branch", "PublicBody", &[("name", "Lubei district branch")])])
        .tell([say("gang", "CriminalGroup", &[("designation", "the gang"), ("unnamed", "yes")])])
        .tell([job("job", "ma", "branch", "head", "", "").with("status", "former")])
        .tell([shelters("t", "ma", "gang").at(Standing::Convicted).quoted(sentence)])
}

/// A gang boss who owns a firm that owns most of another, in which a councillor holds a share.
fn quay() -> Story {
    Story::new()
        .source("register", "2024")
        .tell([
            person("boss", "Boss"),
            group("crew", "Crew"),
            company("halvane", "Halvane"),
            company("orle", "Orlewater"),
        ])
        .tell([member("m", "boss", "crew").at(Standing::Final)])
        .tell([owns("o1", "boss", "halvane", "2017", ""), owns("o2", "halvane", "orle", "2019-01-10", "")])
        .tell([say("council", "PublicBody", &[("name", "City Council")])])
}

#[test]
fn a_conviction_stands_on_the_courts_shelf_with_its_sentence() {
    let umbrellas = found(lubei());
    assert_eq!(umbrellas.len(), 1);
    let gang = &umbrellas[0];
    assert!(!gang.is_named);
    assert_eq!(names(gang, Shelf::Court), ["Ma Aijun"]);
    let ma = &gang.protectors[0];
    assert_eq!(ma.standing, Some(Standing::Convicted));
    assert!(!ma.is_assessment);
    assert_eq!(ma.offices[0].title(), "former head, Lubei district branch");
    assert!(ma.best.quote.starts_with("Ma Aijun, former head"));
    let caveats = ma.finding.caveats().join("; ");
    assert!(
        caveats.contains("no source names the group")
            && caveats.contains("no source says that the conviction is final")
    );
}

#[test]
fn each_standing_has_its_shelf() {
    use Standing::{Alleged, Charged, Convicted, Detained, Final, Investigated, Reported, Tried};
    let shelves = [
        (Reported, Shelf::Said),
        (Alleged, Shelf::Said),
        (Investigated, Shelf::Said),
        (Detained, Shelf::Said),
        (Charged, Shelf::Charged),
        (Tried, Shelf::Charged),
        (Convicted, Shelf::Court),
        (Final, Shelf::Court),
    ];
    for (standing, shelf) in shelves {
        let story = Story::new().tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g").at(standing)]);
        let umbrella = found(story).remove(0);
        assert_eq!(names(&umbrella, shelf), ["P"], "{standing}");
        assert_eq!(umbrella.protectors[0].standing, Some(standing));
    }
}

#[test]
fn plain_narrative_is_said_by_a_source() {
    let story = Story::new().tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g")]);
    let umbrella = found(story).remove(0);
    assert_eq!(names(&umbrella, Shelf::Said), ["P"]);
    assert_eq!(umbrella.protectors[0].standing, Some(Standing::Reported));
}

#[test]
fn a_denial_lowers_the_score_and_is_listed() {
    let accused = || {
        Story::new().tell([
            person("p", "P"),
            group("g", "G"),
            shelters("t", "p", "g").at(Standing::Alleged).by("residents"),
        ])
    };
    let denied = accused().tell([shelters("d", "p", "g").at(Standing::Denied).quoted("P denied it")]);
    let (plain, denied) = (found(accused()).remove(0), found(denied).remove(0));
    let (plain, denied) = (&plain.protectors[0], &denied.protectors[0]);
    assert_eq!((denied.shelf, denied.standing), (Shelf::Said, Some(Standing::Alleged)));
    assert!(denied.finding.score() < plain.finding.score());
    assert_eq!(denied.counter.len(), 1);
    assert_eq!(denied.counter[0].says, "P denied it");
    assert!(denied.finding.parts().iter().any(|part| part.name == "denied" && part.points < 0.0));
}

#[test]
fn who_was_acquitted_dropped_or_overturned_is_on_no_shelf() {
    for (before, end, words) in [
        (Standing::Charged, Standing::Acquitted, "acquitted"),
        (Standing::Alleged, Standing::Dropped, "the proceedings were dropped"),
        (Standing::Convicted, Standing::Overturned, "the conviction was overturned"),
    ] {
        let story = Story::new()
            .source("courier", "2022")
            .tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g").at(before)])
            .tell([say("body", "PublicBody", &[("name", "Police")]), job("j", "p", "body", "head", "2015", "")])
            .source("court", "2024-03-08")
            .tell([shelters("t2", "p", "g").at(end).quoted("the court's words")]);
        let umbrella = found(story).remove(0);
        assert!(umbrella.has_no_protector(), "{end}");
        assert_eq!(umbrella.cleared.len(), 1);
        let cleared = &umbrella.cleared[0];
        assert_eq!(cleared.by, end);
        assert!(cleared.says.contains(words) && cleared.says.contains(before.name()), "{}", cleared.says);
        assert_eq!(cleared.decision.quote, "the court's words");
        assert!(cleared.counter.iter().any(|counter| counter.standing == end));
    }
}

#[test]
fn an_acquittal_that_names_no_tie_answers_the_charge_in_another_paper() {
    let bribe = |id: &str| {
        say(id, "Protection", &[("protector", "k"), ("protected", "halvane"), ("conduct", "accepting a bribe")])
    };
    let story = quay()
        .source("herald", "2022-06-11")
        .tell([person("k", "Korrendijk"), bribe("t").at(Standing::Charged)])
        .tell([
            say("office", "PublicBody", &[("name", "Licensing Office")]),
            job("j", "k", "office", "director", "2013", "2022"),
        ])
        .source("herald 2", "2024-03-09")
        .tell([say("r", "Proceeding", &[("defendant", "k"), ("charge", "accepting a bribe"), ("stage", "acquitted")])]);
    let umbrella = found(story).remove(0);
    assert!(umbrella.has_no_protector());
    assert_eq!(umbrella.cleared[0].person.caption, "Korrendijk");
    assert!(umbrella.cleared[0].finding.caveats().iter().any(|caveat| caveat.contains("names no tie")));
}

#[test]
fn an_acquittal_of_one_accusation_leaves_the_other_and_lowers_it() {
    let bribe = say("b", "Payment", &[("payer", "g"), ("beneficiary", "p"), ("purpose", "bribe")]);
    let story =
        lubei_like().tell([shelters("t", "p", "g").at(Standing::Charged)]).tell([bribe.at(Standing::Acquitted)]);
    let umbrella = found(story).remove(0);
    assert_eq!(names(&umbrella, Shelf::Charged), ["P"]);
    assert!(umbrella.cleared.is_empty());
    let parts = umbrella.protectors[0].finding.parts();
    assert!(parts.iter().any(|part| part.name == "cleared of another accusation" && part.points < 0.0));
}

fn lubei_like() -> Story {
    Story::new()
        .tell([person("p", "P"), group("g", "G"), say("body", "PublicBody", &[("name", "Police Bureau")])])
        .tell([job("j", "p", "body", "head", "2015", "2020")])
}

#[test]
fn sheltering_a_boss_or_his_firm_is_sheltering_the_group_on_the_weaker_shelf() {
    let story = Story::new()
        .tell([person("p", "P"), person("boss", "Boss"), group("g", "G"), company("firm", "Firm")])
        .tell([member("m", "boss", "g").at(Standing::Charged), owns("o", "boss", "firm", "", "")])
        .tell([shelters("t", "p", "firm").at(Standing::Convicted)]);
    let umbrella = found(story).remove(0);
    assert_eq!(names(&umbrella, Shelf::Charged), ["P"]);
    let protector = &umbrella.protectors[0];
    assert_eq!(protector.chains[0].steps.len(), 3);
    let caveats = protector.finding.caveats().join("; ");
    assert!(caveats.contains("only charged") && caveats.contains("not the group itself"), "{caveats}");
}

#[test]
fn a_councillor_with_a_share_is_structure_only_and_marked() {
    let story = quay()
        .tell([
            person("o", "Okonjaard"),
            job("j", "o", "council", "Chair of the roads committee", "2018-06-01", "2022-12-31"),
        ])
        .tell([owns("s", "o", "orle", "2019-01-10", "")]);
    let umbrella = found(story).remove(0);
    assert_eq!(names(&umbrella, Shelf::Structure), ["Okonjaard"]);
    let okonjaard = &umbrella.protectors[0];
    assert!(okonjaard.is_assessment && okonjaard.standing.is_none());
    assert_eq!(okonjaard.chains[0].steps.len(), 4);
    assert_eq!(okonjaard.chains[0].validity.from, "2019-01-10".parse().ok());
    assert!(okonjaard.finding.caveats()[0].starts_with("assessment: no source says that Okonjaard"));
}

#[test]
fn a_share_bought_after_the_term_is_set_aside() {
    let story = quay()
        .tell([
            person("w", "Wrenfeld"),
            job("j", "w", "council", "Chair of the roads committee", "2012-06-01", "2018-05-31"),
        ])
        .tell([owns("s", "w", "orle", "2020-02-03", "")]);
    let umbrella = found(story).remove(0);
    assert!(umbrella.has_no_protector());
    assert_eq!(umbrella.set_aside.len(), 1);
    assert!(umbrella.set_aside[0].why.contains("2018-05-31"), "{}", umbrella.set_aside[0].why);
}

#[test]
fn ties_that_share_no_day_are_no_chain() {
    let story = quay().tell([person("o", "O"), job("j", "o", "council", "chair", "", "")]).tell([owns(
        "s",
        "o",
        "orle",
        "2015",
        "2018-12-31",
    )]);
    let umbrella = found(story).remove(0);
    assert!(umbrella.has_no_protector());
    assert!(umbrella.set_aside.is_empty());
}

#[test]
fn colleagues_lawyers_suppliers_and_five_ties_are_no_chain() {
    let payment = |id: &str, payer: &str, to: &str| {
        say(id, "Payment", &[("payer", payer), ("beneficiary", to), ("amount", "5"), ("date", "2020-01-02")])
    };
    let story = quay()
        .tell([say("bureau", "PublicBody", &[("name", "Police Bureau")]), person("t", "T"), person("c", "Colleague")])
        .tell([job("j1", "t", "bureau", "head", "", ""), job("j2", "c", "bureau", "head", "", "")])
        .tell([shelters("p", "t", "crew").at(Standing::Charged)])
        .tell([person("l", "Lawyer"), person("d", "Client"), job("j3", "d", "council", "chair", "", "")])
        .tell([say("r1", "Representation", &[("agent", "l"), ("client", "d"), ("role", "lawyer")])])
        .tell([say("r2", "Representation", &[("agent", "l"), ("client", "boss"), ("role", "lawyer")])])
        .tell([person("b", "Buyer"), job("j4", "b", "council", "member", "", ""), company("shop", "Shop")])
        .tell([payment("y1", "b", "shop"), payment("y2", "halvane", "shop")])
        .tell([person("f", "Far"), job("j5", "f", "council", "member", "", ""), company("sub", "Sub")])
        .tell([owns("o4", "orle", "sub", "", ""), owns("o5", "f", "sub", "", "")]);
    let umbrella = found(story).remove(0);
    let all: Vec<_> = umbrella.protectors.iter().map(|p| p.person.caption.as_str()).collect();
    assert_eq!(all, ["T"]);
}

fn paid(id: &str, payer: &str, to: &str, date: &str) -> Clause {
    say(
        id,
        "Payment",
        &[("payer", payer), ("beneficiary", to), ("amount", "30000"), ("date", date), ("purpose", "Loan")],
    )
}

#[test]
fn money_counts_where_it_comes_nearer_in_time() {
    let base = || {
        quay()
            .tell([person("e", "E"), job("j", "e", "council", "head", "2016", "2021"), company("front", "Perrinmoor")])
            .tell([paid("y1", "halvane", "front", "2019-04-03")])
    };
    let after = found(base().tell([paid("y2", "front", "e", "2019-04-08")])).remove(0);
    assert_eq!(names(&after, Shelf::Structure), ["E"]);
    assert!(
        after.protectors[0].finding.parts().iter().any(|part| part.name == "payments" && part.why.contains("Loan"))
    );
    let before = found(base().tell([paid("y2", "front", "e", "2018-04-08")])).remove(0);
    assert!(before.has_no_protector(), "money can't be passed on before it was paid in");
    let away = found(base().tell([paid("y2", "e", "front", "2019-04-08")])).remove(0);
    assert!(away.has_no_protector());
}

#[test]
fn two_groups_have_two_umbrellas_and_one_may_be_bare() {
    let story = Story::new()
        .tell([person("p", "P"), group("a", "A"), group("b", "B"), group("c", "C")])
        .tell([shelters("t1", "p", "a").at(Standing::Charged), shelters("t2", "p", "b").at(Standing::Alleged)]);
    let umbrellas = found(story);
    let shelves: Vec<_> =
        umbrellas.iter().map(|u| (u.group.caption.as_str(), u.protectors.first().map(|p| p.shelf))).collect();
    assert_eq!(shelves, [("A", Some(Shelf::Charged)), ("B", Some(Shelf::Said)), ("C", None)]);
    assert_eq!(sheltered_by(&umbrellas, &id("p")).len(), 2);
    assert_eq!(over_several(&umbrellas), [(id("p"), [(Shelf::Charged, 1), (Shelf::Said, 1)].into())]);
}

#[test]
fn who_is_sheltered_without_a_group_is_told_of_too() {
    let story = Story::new().tell([person("p", "P"), person("x", "X"), shelters("t", "p", "x").at(Standing::Alleged)]);
    let umbrella = found(story).remove(0);
    assert_eq!((umbrella.group.caption.as_str(), umbrella.protectors.len()), ("X", 1));
}

#[test]
fn one_voice_in_two_papers_is_one_origin() {
    let told = |second_voice: &'static str| {
        let story = Story::new()
            .source("courier", "2020")
            .tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g").at(Standing::Alleged).by("the agency")])
            .source("herald", "2020")
            .tell([shelters("u", "p", "g").at(Standing::Alleged).by(second_voice).quoted("in other words")]);
        found(story).remove(0).protectors.remove(0)
    };
    let origins =
        |protector: &Protector| protector.finding.parts().iter().any(|part| part.name == "independent origins");
    assert!(!origins(&told("The Agency")));
    assert!(origins(&told("residents")));
    assert!(told("The Agency").finding.caveats().iter().any(|caveat| caveat == "rests on one origin"));
}

#[test]
fn office_place_and_grade_are_parts_and_the_score_is_their_sum() {
    let story = Story::new()
        .graded("gazette", "2024", Reliability::A)
        .tell([
            person("p", "P"),
            group("g", "G").with("territory", "Quayside"),
            say("body", "PublicBody", &[("name", "Quayside district branch")]),
        ])
        .tell([job("j", "p", "body", "head", "2016", "2021")])
        .tell([shelters("t", "p", "g").at(Standing::Charged).with("startDate", "2019").with("endDate", "2020")]);
    let protector = found(story).remove(0).protectors.remove(0);
    let parts: Vec<&str> = protector.finding.parts().iter().map(|part| part.name).collect();
    assert_eq!(parts, ["accusation", "source reliability", "public office", "office over the place"]);
    let sum: f64 = protector.finding.parts().iter().map(|part| part.points).sum();
    assert_eq!(protector.finding.score(), sum);
    assert_eq!(sum, 28.0 + 5.0 + 6.0 + 5.0);
}

#[test]
fn a_namesake_who_was_cleared_is_told_of_beside_the_accusation() {
    let story = |second: &'static str| {
        Story::new()
            .source("herald", "2021")
            .tell([person("y", "Yusra Lindqvaal"), group("g", "G"), shelters("t", "y", "g").at(Standing::Alleged)])
            .source("prosecutor", "2022")
            .tell([
                person("z", second),
                say("r", "Proceeding", &[("defendant", "z"), ("stage", "dropped")]).quoted("were dropped"),
            ])
    };
    let protector = |story: Story| found(story).remove(0).protectors.remove(0);
    let warned = protector(story("Yusra  LINDQVAAL"));
    assert!(warned.counter[0].is_of_namesake && warned.counter[0].standing == Standing::Dropped);
    assert!(warned.finding.caveats().iter().any(|caveat| caveat.contains("nobody has judged whether the two are one")));
    assert!(warned.finding.parts().iter().any(|part| part.name == "namesake cleared" && part.points < 0.0));
    assert!(protector(story("Somebody Else")).counter.is_empty());
    assert!(protector(story("Yusra Lindqvaal").different("y", "z")).counter.is_empty());
    assert!(found(story("Yusra Lindqvaal").same("z", "y")).remove(0).has_no_protector());
}

#[test]
fn an_accusation_does_not_outlive_its_end_on_another_record_of_the_same_name_and_post() {
    let story = |post: &str, charge: &str, standing: Standing| {
        Story::new()
            .source("herald", "2021-03-17")
            .tell([person("y", "Yusra Lindqvaal").with("position", "clerk"), group("g", "G")])
            .tell([shelters("t", "y", "g").at(standing)])
            .source("prosecutor", "2022-02-15")
            .tell([
                person("z", "Yusra Lindqvaal").with("position", post),
                say("r", "Proceeding", &[("defendant", "z")]),
            ])
            .tell([say("r", "Proceeding", &[("stage", "dropped"), ("charge", charge)]).quoted("were dropped")])
    };
    let one = found(story("clerk", "sheltering", Standing::Alleged)).remove(0);
    assert!(one.protectors.is_empty());
    assert!(one.cleared[0].is_of_namesake && one.cleared[0].by == Standing::Dropped);
    assert!(one.cleared[0].finding.caveats()[0].contains("(clerk); nobody has judged"));
    // Another post, another charge or a conviction: the accusation stands, with the warning.
    for story in [
        story("teacher", "sheltering", Standing::Alleged),
        story("clerk", "money laundering", Standing::Alleged),
        story("clerk", "sheltering", Standing::Convicted),
    ] {
        let umbrella = found(story).remove(0);
        assert_eq!((umbrella.protectors.len(), umbrella.cleared.len()), (1, 0));
        assert!(umbrella.protectors[0].counter[0].is_of_namesake);
    }
    let two = found(story("clerk", "sheltering", Standing::Alleged).different("y", "z")).remove(0);
    assert_eq!(two.protectors.len(), 1);
}

#[test]
fn a_share_and_a_dividend_are_two_chains_and_the_share_comes_first() {
    let story = quay()
        .tell([person("o", "Okonjaard"), job("j", "o", "council", "chair", "2018-06-01", "2022-12-31")])
        .tell([owns("s", "o", "orle", "2019-01-10", ""), paid("y", "orle", "o", "2020-06-30")]);
    let okonjaard = found(story).remove(0).protectors.remove(0);
    let first: Vec<_> = okonjaard.chains.iter().map(|chain| chain.steps[0].kind.name()).collect();
    assert_eq!(first, ["ownership", "payment"]);
    assert_eq!(okonjaard.best.quote, "what is said of s");
}

#[test]
fn what_became_of_an_accusation_is_told_in_a_sentence() {
    let story = Story::new()
        .source("courier", "2022")
        .tell([person("k", "Korrendijk"), group("g", "G"), shelters("t", "k", "g").at(Standing::Charged)])
        .source("court", "2024-03-08")
        .tell([say(
            "r",
            "Proceeding",
            &[("defendant", "k"), ("concerns", "t"), ("stage", "acquitted"), ("date", "2024-03")],
        )]);
    assert_eq!(found(story).remove(0).cleared[0].says, "Korrendijk and G (sheltering), charged: acquitted in 2024-03");
}

#[test]
fn a_conviction_without_a_date_needs_no_excuse() {
    let ma = found(lubei()).remove(0).protectors.remove(0);
    assert!(ma.finding.caveats().iter().all(|caveat| !caveat.contains("bears")), "{:?}", ma.finding.caveats());
}

#[test]
fn a_case_that_an_official_dropped_leads_to_the_group() {
    let dropped = |authority: &str| {
        Story::new()
            .tell([
                person("ma", "Ma Aijun"),
                person("x", "X"),
                group("g", "Gang"),
                member("m", "x", "g").at(Standing::Alleged),
            ])
            .tell([say("b", "PublicBody", &[("name", "Branch")]), job("j", "ma", "b", "clerk", "2015", "2020")])
            .tell([say(
                "c",
                "Proceeding",
                &[
                    ("defendant", "x"),
                    ("authority", authority),
                    ("charge", "extortion"),
                    ("stage", "dropped"),
                    ("date", "2018-03-05"),
                ],
            )])
    };
    let umbrellas = found(dropped("ma"));
    let protector = umbrellas[0].on(Shelf::Structure).next().expect("named as the authority");
    assert!(protector.finding.parts().iter().any(|part| part.name == "cases dropped"), "{protector:?}");
    assert!(protector.is_assessment && protector.standing.is_none());
    // One case dropped at a body makes nobody of its staff suspicious.
    assert!(found(dropped("b"))[0].has_no_protector());
}

#[test]
fn a_call_just_before_a_raid_is_a_part() {
    let called = |day: &str| {
        let story = Story::new()
            .tell([
                person("ma", "Ma Aijun"),
                person("x", "X"),
                group("g", "Gang"),
                member("m", "x", "g").at(Standing::Alleged),
            ])
            .tell([say("b", "PublicBody", &[("name", "Branch")]), job("j", "ma", "b", "head", "2015", "2020")])
            .tell([say(
                "l",
                "UnknownLink",
                &[("subject", "ma"), ("object", "x"), ("role", "telephone call"), ("date", day)],
            )
            .during(day, day)])
            .tell([say("e", "Event", &[("name", "police raid"), ("involved", "x"), ("date", "2018-03-05")])]);
        found(story)[0].protectors[0].finding.parts().iter().any(|part| part.name == "contact before a raid")
    };
    assert!(called("2018-03-01"));
    assert!(!called("2018-03-09"), "after the raid");
    assert!(!called("2017-03-01"), "a year before");
}

#[test]
fn who_was_abroad_on_the_day_has_an_alibi_that_lowers_the_score() {
    let accused = |until: &str| {
        let story = Story::new()
            .tell([person("ma", "Ma Aijun"), group("g", "Gang")])
            .tell([shelters("t", "ma", "g")
                .at(Standing::Alleged)
                .with("date", "2018-03-05")
                .during("2018-03-05", "2018-03-05")])
            .tell([say(
                "e",
                "Event",
                &[("name", "trip abroad"), ("involved", "ma"), ("startDate", "2018-03-01"), ("endDate", until)],
            )]);
        found(story)[0].protectors[0].clone()
    };
    let (away, back) = (accused("2018-03-09"), accused("2018-03-02"));
    assert!(away.finding.score() < back.finding.score());
    assert!(away.finding.caveats().iter().any(|caveat| caveat.contains("trip abroad")), "{:?}", away.finding.caveats());
    assert_eq!(away.shelf, Shelf::Said, "an alibi is weighed and clears nobody by itself");
}

#[test]
fn officials_who_shelter_the_same_groups_are_a_ring() {
    let story = Story::new()
        .tell([person("a", "A"), person("b", "B"), person("c", "C"), group("g", "G"), group("h", "H"), group("i", "I")])
        .tell([
            shelters("1", "a", "g").at(Standing::Charged),
            shelters("2", "a", "h").at(Standing::Alleged),
            shelters("3", "b", "h").at(Standing::Charged),
            shelters("4", "c", "i").at(Standing::Charged),
        ]);
    let rings = rings(&found(story));
    assert_eq!(rings.len(), 1);
    let officials: Vec<_> = rings[0].officials.iter().map(|(who, shelf)| (who.caption.as_str(), *shelf)).collect();
    assert_eq!(officials, [("A", Shelf::Said), ("B", Shelf::Charged)]);
    assert_eq!(rings[0].groups.len(), 2);
}
