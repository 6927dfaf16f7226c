use super::*;
use crate::fixture::{Clause, Story, id, say};

/// A count: `figure("f1", "suspects arrested", "suspects", "arrested", "318", "2022")`.
fn count(id: &str, unit: &str, predicate: &str, value: &str, period: &str) -> Clause {
    let measure = format!("{unit} {predicate}");
    let clause = say(
        id,
        "Figure",
        &[("measure", &measure), ("unit", unit), ("predicate", predicate), ("kind", "count"), ("value", value)],
    );
    when(clause, period)
}

fn when(clause: Clause, period: &str) -> Clause {
    match period.split_once('/') {
        Some((from, to)) => clause.with("startDate", from).with("endDate", to),
        None if period.is_empty() => clause,
        None if period.starts_with(|c: char| c.is_ascii_digit()) => {
            clause.with("startDate", period).with("endDate", period)
        }
        None => clause.with("period", period),
    }
}

fn change(id: &str, measure: &str, value: &str, period: &str, base: &str) -> Clause {
    let clause =
        say(id, "Figure", &[("measure", measure), ("unit", "percent"), ("kind", "relative_change"), ("value", value)]);
    when(clause, period).with("baseStart", base).with("baseEnd", base)
}

fn ledger(story: Story) -> Ledger {
    figures(&story.facts())
}

fn only(ledger: &Ledger) -> &Check {
    assert_eq!(ledger.checks.len(), 1, "{:#?}", ledger.checks);
    &ledger.checks[0]
}

fn differs_by(check: &Check) -> &str {
    match &check.verdict {
        Verdict::Disagree { by } => by,
        other => panic!("{other:?}: {}", check.says),
    }
}

fn two(one: Clause, other: Clause) -> Ledger {
    ledger(Story::new().source("courier", "2024").tell([one]).source("herald", "2024").tell([other]))
}

#[test]
fn one_measure_of_two_sources_agrees_or_differs_by_so_much() {
    let two = |a: &str, b: &str| {
        two(count("a", "suspects", "arrested", a, "2022"), count("b", "suspects", "arrested", b, "2022"))
    };
    assert_eq!(differs_by(only(&two("318", "381"))), "63 (19.8 %)");
    assert_eq!(only(&two("318", "318")).verdict, Verdict::Agree);
    // Each printed number is held to its rounding only.
    assert_eq!(only(&two("27,000", "27,312")).verdict, Verdict::Agree);
    assert_eq!(differs_by(only(&two("27,000", "28,312"))), "1,312 (4.9 %)");
}

#[test]
fn comparators_bound_the_claim() {
    let pair = |comparator: &str, value: &str| {
        let bounded = count("a", "suspects", "arrested", value, "2023").with("comparator", comparator);
        only(&two(bounded, count("b", "suspects", "arrested", "287", "2023"))).verdict.clone()
    };
    assert_eq!(pair(">", "280"), Verdict::Agree);
    assert!(matches!(pair(">", "290"), Verdict::Disagree { .. }));
    assert_eq!(pair("<=", "287"), Verdict::Agree);
    assert!(matches!(pair("<", "280"), Verdict::Disagree { .. }));
    assert_eq!(pair("~", "300"), Verdict::Agree);
    assert!(matches!(pair("~", "330"), Verdict::Disagree { .. }));
}

#[test]
fn smashed_and_dismantled_are_one_event() {
    let one = count("a", "organised crime groups", "smashed", "70", "2019/2023").with("comparator", ">");
    let other = count("b", "organized crime groups", "dismantled", "71", "2019/2023");
    assert_eq!(only(&two(one, other)).verdict, Verdict::Agree);
}

#[test]
fn groups_and_organisations_may_differ_without_contradiction() {
    let pair = |b: &str| {
        two(
            count("a", "organised crime groups", "dismantled", "9", "2023"),
            count("b", "criminal organisations", "dismantled", b, "2023"),
        )
    };
    let differ = pair("12");
    let Verdict::CannotCompare { why } = &only(&differ).verdict else { panic!("{:?}", differ.checks) };
    assert!(why.contains("are not") && why.contains("criminal organisations") && why.contains("differ by 3"), "{why}");
    let agree = pair("9");
    assert_eq!(only(&agree).verdict, Verdict::Agree);
    assert!(only(&agree).finding.caveats()[0].contains("under another name"));
}

#[test]
fn filed_is_not_convicted() {
    let both = two(
        count("a", "criminal cases", "filed", "4,271", "2023"),
        count("b", "criminal cases", "convicted", "900", "2023"),
    );
    let Verdict::CannotCompare { why } = &only(&both).verdict else { panic!("{:?}", both.checks) };
    assert_eq!(why, "convicted is not filed");
}

#[test]
fn what_has_nothing_to_do_with_each_other_is_not_compared() {
    for other in [
        count("b", "lorries", "seized", "14", "2023"),
        count("b", "suspects", "arrested", "300", "2022"),
        count("b", "suspects", "arrested", "300", "2023").with("territory", "elsewhere"),
        count("b", "suspects", "arrested", "300", "last year"),
    ] {
        let one = count("a", "suspects", "arrested", "287", "2023").with("territory", "Ostrand");
        assert!(two(one, other).checks.is_empty());
    }
}

#[test]
fn a_narrower_measure_is_no_contradiction() {
    let narrow = count("b", "suspects", "arrested", "50", "2023").with("about", "x");
    let wide = count("a", "suspects", "arrested", "287", "2023");
    let narrow_words = say(
        "c",
        "Figure",
        &[
            ("measure", "suspects younger than 21 arrested"),
            ("unit", "suspects"),
            ("predicate", "arrested"),
            ("value", "50"),
        ],
    );
    let both = two(wide, when(narrow_words, "2023"));
    assert!(
        matches!(&only(&both).verdict, Verdict::CannotCompare { why } if why.contains("younger")),
        "{:?}",
        both.checks
    );
    let yard = count("d", "suspects", "arrested", "23", "2023").with("about", "y");
    assert!(two(narrow, yard).checks.is_empty(), "about different things");
}

#[test]
fn papers_may_give_one_raid_two_days() {
    let raid =
        two(count("a", "people", "arrested", "23", "2021-03-14"), count("b", "people", "arrested", "19", "2021-03-15"));
    let check = only(&raid);
    assert_eq!(differs_by(check), "4 (21.1 %)");
    assert!(check.finding.caveats().iter().any(|caveat| caveat.contains("different days")));
}

#[test]
fn two_voices_in_one_article_are_compared_and_one_voice_is_not() {
    let bribe = |id: &str, value: &str| {
        say(id, "Figure", &[("measure", "bribes taken"), ("kind", "amount"), ("value", value), ("currency", "crowns")])
    };
    let story = |second: Clause| ledger(Story::new().tell([bribe("a", "180,000").by("the court"), second]));
    let differ = story(bribe("b", "200,000").with("comparator", ">").by("prosecutors"));
    assert_eq!(differs_by(only(&differ)), "20,000 (11.1 %)");
    assert!(story(bribe("b", "200,000").by("the court")).checks.is_empty());
}

#[test]
fn years_are_added_up_to_their_total() {
    let years = |last: &str, total: &str| {
        let year = |id: &str, value: &str, year: &str| count(id, "organised crime groups", "dismantled", value, year);
        let parts = [
            year("a", "14", "2019"),
            year("b", "11", "2020"),
            year("c", "16", "2021"),
            year("d", "12", "2022"),
            year("e", last, "2023"),
        ];
        ledger(Story::new().tell(parts).source("bulletin", "2024").tell([count(
            "w",
            "organised crime groups",
            "dismantled",
            total,
            "2019/2023",
        )]))
    };
    let off = years("9", "71");
    let check = only(&off);
    assert_eq!(differs_by(check), "9 (12.7 %)");
    assert!(check.says.contains("14 + 11 + 16 + 12 + 9 in 2019, 2020, 2021, 2022, 2023 make 62"), "{}", check.says);
    assert_eq!(check.figures.len(), 6);
    assert_eq!(only(&years("18", "71")).verdict, Verdict::Agree);
}

#[test]
fn some_years_must_not_exceed_the_total() {
    let partly = |total: &str| {
        ledger(
            Story::new()
                .tell([
                    count("a", "gangs", "dismantled", "40", "2019"),
                    count("b", "gangs", "dismantled", "30", "2020"),
                ])
                .tell([count("w", "gangs", "dismantled", total, "2019/2021")]),
        )
    };
    assert_eq!(only(&partly("71")).verdict, Verdict::Agree);
    assert!(only(&partly("71")).says.contains("1 of 3 years being unknown"));
    assert_eq!(differs_by(only(&partly("65"))), "5 (7.7 %)");
}

#[test]
fn the_seed_year_is_over_a_third_of_the_five_under_another_name() {
    let five = count("w", "organised crime groups", "smashed", "5,200", "over the past five years")
        .with("comparator", ">")
        .by("Xinhua");
    let one = count("a", "criminal organisations", "dismantled", "1,900", "2023").with("comparator", ">").by("CCTV");
    let ledger = ledger(Story::new().tell([five, one]));
    let check = only(&ledger);
    assert_eq!(check.verdict, Verdict::Agree);
    assert!(check.says.contains("36.5 %") && check.says.contains("20 %"), "{}", check.says);
    let caveats = check.finding.caveats().join("; ");
    assert!(caveats.contains("under another name") && caveats.contains("does not tell which years"), "{caveats}");
}

#[test]
fn named_parts_make_their_whole() {
    let parts = |released: &str| {
        ledger(Story::new().tell([count("w", "persons", "arrested", "21", "2021-03-14")]).tell([
            count("a", "persons", "released", released, "").with("whole", "w"),
            count("b", "persons", "charged", "17", "").with("whole", "w"),
        ]))
    };
    assert_eq!(only(&parts("4")).verdict, Verdict::Agree);
    assert_eq!(differs_by(only(&parts("6"))), "2 (9.5 %)");
    assert!(only(&parts("2")).says.contains("leaves 2"));
}

#[test]
fn districts_beside_their_province_make_its_sum() {
    let places = |third: &str| {
        let area =
            |id: &str, value: &str, area: &str| count(id, "gangs", "dismantled", value, "2022").with("territory", area);
        // The fixture puts statements a thousand characters apart, so that near ones have to share one.
        let story = Story::new().tell_near([
            area("w", "12", "Ostrand"),
            area("a", "5", "Quayside"),
            area("b", "4", "Saltmarsh"),
            area("c", third, "Old Lime"),
        ]);
        ledger(story)
    };
    assert_eq!(only(&places("3")).verdict, Verdict::Agree);
    assert!(places("1").checks.is_empty(), "fewer may be a choice of districts");
    assert!(matches!(only(&places("9")).verdict, Verdict::Disagree { .. }));
}

#[test]
fn a_change_is_recomputed_from_its_counts() {
    let changed = |now: &str, then: &str, percent: &str| {
        ledger(Story::new().tell([
            count("n", "criminal cases", "filed", now, "2023"),
            count("t", "criminal cases", "filed", then, "2019"),
            change("c", "criminal cases filed", percent, "2023", "2019"),
        ]))
    };
    let off = changed("4,271", "4,812", "-13");
    let check = only(&off);
    assert_eq!(differs_by(check), "1.8 points");
    assert!(check.says.contains("-11.2 %") && check.says.contains("13 % fewer"), "{}", check.says);
    assert_eq!(only(&changed("4,390", "4,503", "-2.5")).verdict, Verdict::Agree);
    assert_eq!(only(&changed("287", "381", "-25")).verdict, Verdict::Agree);
    assert_eq!(differs_by(only(&changed("287", "318", "-25"))), "15.3 points");
}

#[test]
fn an_absolute_change_is_recomputed_too() {
    let fewer = say(
        "c",
        "Figure",
        &[
            ("measure", "suspects arrested"),
            ("unit", "suspects"),
            ("predicate", "arrested"),
            ("kind", "absolute_change"),
            ("value", "24"),
            ("direction", "decrease"),
        ],
    );
    let fewer = when(fewer, "2022").with("baseStart", "2021").with("baseEnd", "2021");
    let ledger = ledger(Story::new().tell([
        count("n", "suspects", "arrested", "318", "2022"),
        count("t", "suspects", "arrested", "342", "2021"),
        fewer,
    ]));
    assert_eq!(only(&ledger).verdict, Verdict::Agree);
}

#[test]
fn with_one_count_the_change_gives_the_other() {
    let story =
        |known: Clause| ledger(Story::new().tell([known, change("c", "criminal cases filed", "-13", "2023", "2019")]));
    let base = story(count("n", "criminal cases", "filed", "4,271", "2023"));
    assert_eq!(only(&base).kind, CheckKind::ImpliedBase);
    assert!(only(&base).says.contains("give 4,881 to 4,938 in 2019"), "{}", only(&base).says);
    let now = story(count("t", "criminal cases", "filed", "4,812", "2019"));
    assert!(only(&now).says.contains("give 4,162 to 4,211 in 2023"), "{}", only(&now).says);
    assert!(matches!(only(&now).verdict, Verdict::CannotCompare { .. }));
}

#[test]
fn a_change_told_by_two_sources_is_compared() {
    let pair = |b: &str| {
        two(
            change("a", "criminal cases filed", "-13", "2023", "2019"),
            change("b", "criminal cases filed", b, "2023", "2019"),
        )
    };
    assert_eq!(only(&pair("-13.2")).verdict, Verdict::Agree);
    assert_eq!(differs_by(only(&pair("-11.2"))), "1.8 points");
}

#[test]
fn what_cant_be_is_told() {
    let share = say(
        "s",
        "Figure",
        &[("measure", "complaints from hauliers"), ("kind", "share"), ("value", "120"), ("unit", "percent")],
    );
    let ledger = ledger(Story::new().tell([
        share,
        count("n", "gangs", "dismantled", "-4", "2020"),
        change("c", "gangs dismantled", "-140", "2023", "2019"),
    ]));
    assert_eq!(ledger.checks.iter().filter(|check| check.kind == CheckKind::Impossible).count(), 3);
}

#[test]
fn figures_keep_their_words_and_bad_numbers_break_nothing() {
    let ledger = ledger(Story::new().source("bulletin", "2024").tell([
        count("a", "suspects", "arrested", "many", "2023"),
        count("b", "suspects", "arrested", "287", "2023").by("the police").with("territory", "Ostrand"),
    ]));
    let b = ledger.figure(&id("b")).unwrap();
    assert_eq!(b.says(), "287 suspects arrested, 2023 (the police)");
    assert_eq!(b.territory.as_deref(), Some("Ostrand"));
    assert_eq!(ledger.figure(&id("a")).unwrap().range, None);
    assert!(ledger.checks.is_empty());
}

#[test]
fn districts_without_a_name_are_known_by_their_sum_and_compared_with_nothing_else() {
    let gangs = |id: &str, value: &str| count(id, "gangs", "dismantled", value, "2022");
    let story = Story::new()
        .source("bulletin", "2023")
        .tell_near([gangs("w", "12").with("territory", "Ostrand"), gangs("a", "5"), gangs("b", "4"), gangs("c", "3")])
        .source("next bulletin", "2024-05")
        .tell([gangs("n", "12")]);
    let ledger = ledger(story);
    let verdicts: Vec<_> = ledger.checks.iter().map(|check| (check.kind, check.verdict.clone())).collect();
    assert_eq!(verdicts, [(CheckKind::SameMeasure, Verdict::Agree), (CheckKind::PartsAndWhole, Verdict::Agree)]);
}

#[test]
fn a_change_within_one_period_is_a_misreading_and_not_checked() {
    let story = Story::new().tell([
        count("n", "suspects", "arrested", "318", "2021"),
        change("c", "suspects arrested", "-7", "2021", "2021"),
    ]);
    assert!(ledger(story).checks.is_empty());
}

#[test]
fn years_counted_from_the_document_are_taken_as_those_that_are_named() {
    let counted = say(
        "a",
        "Figure",
        &[
            ("measure", "gangs smashed"),
            ("unit", "gangs"),
            ("predicate", "smashed"),
            ("value", "70"),
            ("comparator", ">"),
            ("period", "over the past five years"),
            ("startDate", "2019"),
            ("endDate", "2024-05-22"),
        ],
    );
    let ledger = two(counted.inferred(), count("b", "gangs", "dismantled", "71", "2019/2023"));
    let check = only(&ledger);
    assert_eq!(check.verdict, Verdict::Agree);
    let caveats = check.finding.caveats().join("; ");
    assert!(caveats.contains("taken as the same years") && caveats.contains("counted from the date of"), "{caveats}");
}

#[test]
fn the_same_number_within_a_month_may_be_no_second_origin() {
    let pair = |second: &str| {
        let of = |id: &str| change(id, "criminal cases filed", "-13", "2023", "2019");
        ledger(Story::new().source("bulletin", "2024-05-06").tell([of("a")]).source("paper", second).tell([of("b")]))
    };
    assert_eq!(only(&pair("2024-05-22")).finding.caveats().len(), 1);
    assert!(only(&pair("2024-09-22")).finding.caveats().is_empty());
}

#[test]
fn a_change_that_leaves_unsaid_of_what_is_one_of_the_count_beside_it() {
    let story = |measure: &str| {
        ledger(
            Story::new()
                .tell_near([
                    count("a", "suspects", "arrested", "287", "2023"),
                    count("b", "suspects", "arrested", "381", "2022"),
                    change("c", measure, "-25", "2023", "2022"),
                ])
                .source("bulletin", "2023")
                .tell([count("d", "suspects", "arrested", "318", "2022")]),
        )
    };
    let told = story("suspects");
    let changes: Vec<_> = told.checks.iter().filter(|check| check.kind == CheckKind::ChangeAndCounts).collect();
    assert_eq!(changes.len(), 2, "{:#?}", told.checks);
    assert!(changes.iter().any(|check| check.verdict == Verdict::Agree));
    assert!(changes.iter().any(|check| matches!(check.verdict, Verdict::Disagree { .. })));
    for check in changes {
        assert!(check.finding.caveats().iter().any(|caveat| caveat.contains("suspects arrested")), "{check:?}");
    }
    // What it is of is said, and is another thing.
    assert!(story("licences").checks.iter().all(|check| check.kind != CheckKind::ChangeAndCounts));
}

#[test]
fn a_year_told_twice_counts_as_the_source_of_the_total_tells_it() {
    let years = ["14", "11", "16", "12"]
        .iter()
        .zip(2019..)
        .map(|(value, year)| count(&format!("y{year}"), "groups", "dismantled", value, &year.to_string()));
    let ledger = ledger(Story::new().source("old", "2023").tell(years).source("new", "2024").tell([
        count("again", "groups", "dismantled", "12", "2022"),
        count("last", "groups", "dismantled", "9", "2023"),
        count("total", "groups", "dismantled", "71", "2019/2023"),
    ]));
    let whole = ledger.checks.iter().find(|check| check.kind == CheckKind::PartsAndWhole).unwrap();
    assert!(whole.figures.contains(&id("again")) && !whole.figures.contains(&id("y2022")), "{whole:?}");
}

#[test]
fn a_time_within_another_counts_no_more_than_it() {
    let half = |value: &str| {
        two(
            count("a", "criminal cases", "filed", value, "2023-01/2023-06"),
            count("b", "criminal cases", "filed", "4,271", "2023"),
        )
    };
    let fits = half("2,105");
    assert_eq!((only(&fits).kind, &only(&fits).verdict), (CheckKind::OverlappingPeriods, &Verdict::Agree));
    assert!(only(&fits).says.contains("2023-01 to 2023-06 lies within 2023"), "{}", only(&fits).says);
    assert_eq!(differs_by(only(&half("4,401"))), "130 (3 %)");
}

#[test]
fn times_that_only_share_some_days_are_not_compared() {
    let pair = |other: &str| {
        two(count("a", "gangs", "dismantled", "40", "2019/2021"), count("b", "gangs", "dismantled", "45", other))
    };
    let Verdict::CannotCompare { why } = &only(&pair("2020/2022")).verdict.clone() else { panic!("compared") };
    assert!(why.contains("2020-01-01 to 2021-12-31"), "{why}");
    assert!(pair("2022/2024").checks.is_empty(), "no day in common");
    let elsewhere = two(
        count("a", "gangs", "dismantled", "40", "2019/2021").with("territory", "Quayside"),
        count("b", "gangs", "dismantled", "45", "2020/2022"),
    );
    assert!(elsewhere.checks.is_empty(), "{:?}", elsewhere.checks);
}

#[test]
fn periods_and_parts_that_cant_be_are_told() {
    let impossible = |clause: Clause| {
        let ledger = ledger(Story::new().source("bulletin", "2022-06-01").tell([clause]));
        ledger.checks.iter().map(|check| (check.kind, check.says.clone())).collect::<Vec<_>>()
    };
    for (clause, why) in [
        (count("a", "suspects", "arrested", "12", "2021/2019"), "ends (2019) before it begins (2021)"),
        (count("b", "suspects", "arrested", "12", "2023"), "published (2022-06-01) before"),
        (count("c", "suspects", "arrested", "12.5", "2021"), "in parts"),
    ] {
        let found = impossible(clause);
        assert!(matches!(&found[..], [(CheckKind::Impossible, says)] if says.contains(why)), "{why}: {found:?}");
    }
    assert!(impossible(count("d", "suspects", "arrested on average", "12.5", "2021")).is_empty());
    assert!(impossible(count("e", "suspects", "arrested", "12", "2022")).is_empty(), "the year is not over");
}

#[test]
fn what_keeps_a_figure_from_being_compared_is_told() {
    let bribe = say("b", "Figure", &[("measure", "bribes taken"), ("kind", "amount"), ("value", "much")]);
    let ledger = ledger(Story::new().tell([count("a", "gangs", "dismantled", "4", ""), bribe]));
    let warnings = |name: &str| ledger.figure(&id(name)).unwrap().warnings.join("; ");
    assert!(warnings("a").contains("no period") && !warnings("a").contains("number"), "{}", warnings("a"));
    assert!(warnings("b").contains("number") && warnings("b").contains("no currency"), "{}", warnings("b"));
}
