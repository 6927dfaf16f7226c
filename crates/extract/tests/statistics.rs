//! Statistics as reports, releases and papers tell them: what is counted, when, compared with when, and who says so.

use umbra_extract::{Extractor, Figure, Period};
use umbra_model::{Source, SourceId, Text};

/// Each figure of a text as comparator, value, what it measures, its period, the one it is compared with, and its voice.
fn figures(words: &str) -> Vec<String> {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = "2023-07-15".parse().ok();
    let text = Text::new(id, words.to_owned(), Vec::new());
    let found = Extractor::english().extract(&text, &source);
    let dates = |p: &Period| {
        let date = |d: Option<umbra_model::PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
        format!("{}..{}", date(p.start), date(p.end))
    };
    let line = |f: &Figure| {
        assert!(words.get(f.range.clone()).is_some_and(|quote| !quote.is_empty()), "{words}");
        assert!(words.get(f.evidence.clone()).is_some_and(|quote| quote.contains(&words[f.range.clone()])), "{words}");
        let period = f.period.as_ref().map(|p| format!(" [{}]", dates(p))).unwrap_or_default();
        let base = f.base.as_ref().map(|p| format!(" / {}", dates(p))).unwrap_or_default();
        let voice = f.attribution.last().and_then(|a| found.attributions[*a].speaker.clone());
        let voice = voice.map(|v| format!(" ({v})")).unwrap_or_default();
        format!("{}{} {}{period}{base}{voice}", f.comparator.sign(), f.value, f.measure)
    };
    found.figures.iter().map(line).collect()
}

#[track_caller]
fn check(words: &str, expected: &[&str]) {
    assert_eq!(figures(words), expected, "{words}");
}

#[test]
fn digits_parted_as_in_india_are_one_number() {
    check(
        "Courts registered 3,59,849 cases in 2022, an increase of 4 per cent over 2021 (3,46,008 cases).",
        &[
            "=359849 cases registered [2022..2022]",
            "=4 cases registered [2022..2022] / 2021..2021",
            "=346008 cases [2021..2021]",
        ],
    );
    check("Officers searched 12,300 boats.", &["=12300 boats searched"]);
}

#[test]
fn changes_are_measured_by_what_follows_them() {
    check("Robberies rose by 3.7 per cent over the same period last year.", &["=3.7 Robberies / 2022..2022"]);
    check(
        "Courts tried 5,388 thefts in 2021, a 28 per cent rise on the previous year.",
        &["=5388 thefts tried [2021..2021]", "=28 thefts tried [2021..2021] / 2020..2020"],
    );
    check("Compared to 2021, burglaries fell by 9.5 per cent.", &["=-9.5 burglaries / 2021..2021"]);
    check("Compared to 2019 figures, thefts fell by 8 per cent.", &["=-8 thefts / 2019..2019"]);
    check(
        "The city counted a 62 per cent rise in referrals, from the 1,360 persons referred in 2011.",
        &["=62 referrals counted / 2011..2011", "=1360 persons referred [2011..2011]"],
    );
    check("Officers found 64 more guns than in 2019.", &["=64 guns found / 2019..2019"]);
    check("Murders are down 12 per cent, which means 141 less persons killed.", &["=-12 Murders", "=-141 persons"]);
}

#[test]
fn what_rises_or_falls_is_the_noun_on_which_the_subject_hangs() {
    check(
        "Complaints involving bureaus and departments went down by 17 per cent to 533.",
        &["=-17 Complaints", "=533 Complaints"],
    );
    check(
        "The number of reports that banks and other firms filed with the bureau rose from 4,300 to 4,600.",
        &["=4300 reports", "=4600 reports"],
    );
    check("SARs filed on doubtful transfers dropped from 2,100 to 1,800.", &["=2100 SARs", "=1800 SARs"]);
    check("Murder and manslaughter rose by 0.3 per cent.", &["=0.3 Murder and manslaughter"]);
    check(
        "The office cut the number of cases investigated by a third to 163 from 234.",
        &["=-33.3 cases investigated", "=163 cases investigated", "=234 cases investigated"],
    );
}

#[test]
fn numbers_alone_count_what_was_told() {
    check(
        "There were 500 cases in 2020. The comparative figure for 2018 was 1,444, while that for 2019 was 1,185.",
        &["=500 cases [2020..2020]", "=1444 cases [2018..2018]", "=1185 cases [2019..2019]"],
    );
    check(
        "The number of persons convicted increased from 2011 (464 persons) to 2019 (837 persons).",
        &["=464 persons [2011..2011]", "=837 persons [2019..2019]"],
    );
    check("The number of illegal guns seized (50) was the lowest in four years.", &["=50 illegal guns"]);
    check(
        "The district saw the most murder cases, totalling 206, followed by the port with 188.",
        &["=206 murder cases", "=188 murder cases"],
    );
    check("Prosecutors indicted 412 for serious crimes in 2022.", &["=412 people indicted [2022..2022]"]);
    check("The fire spread to the hall, leaving 306 dead.", &["=306 people"]);
    check("Of the 2,316 homicides, 1,889 remained unsolved.", &["=2316 homicides", "=1889 homicides"]);
    check("Half of the victims were young; nine were bystanders.", &["=50 victims", "=9 victims"]);
}

#[test]
fn shares_are_of_the_whole_at_the_head() {
    check(
        "Of the 1,169 defendants charged in 2022, 92 per cent were men and 66 per cent had no prior convictions.",
        &["=1169 defendants charged [2022..2022]", "=92 defendants [2022..2022]", "=66 defendants [2022..2022]"],
    );
    check("Around a fifth (19 per cent) of cases were open for a year.", &["=19 cases"]);
}

#[test]
fn a_date_goes_with_the_clause_that_it_opens() {
    check(
        "In 2020 courts recorded 312 convictions, in 2021 they recorded 1,280, and in 2022 they recorded 2,220.",
        &[
            "=312 convictions recorded [2020..2020]",
            "=1280 convictions recorded [2021..2021]",
            "=2220 convictions recorded [2022..2022]",
        ],
    );
    check("2021 saw 1,054 rhinos killed.", &["=1054 rhinos [2021..2021]"]);
    check(
        "A former minister of forests between 2016 and 2020, Ivo Petrov, signed 40 permits.",
        &["=40 permits signed"],
    );
    check("There were 5,388 cases as of the end of June 2022.", &["=5388 cases [..2022-06]"]);
    check(
        "The clerk, arraigned on Monday on a charge of laundering 6.7 billion crowns, pleaded guilty.",
        &["=6700000000 laundered"],
    );
}

#[test]
fn one_period_goes_for_what_is_told_as_one() {
    check(
        "The bureau sent 58 indictments against 147 persons to court in 2021.",
        &["=58 indictments sent [2021..2021]", "=147 persons [2021..2021]"],
    );
    check(
        "Customs seized 17,500 kilograms of drugs worth 110 million crowns between 2015 and October 2020.",
        &["=17500 kilograms of drugs seized [2015..2020-10]", "=110000000 drugs seized [2015..2020-10]"],
    );
    check(
        "The force reported a 12 per cent fall in murders and a 13 per cent decline in robberies for the quarter ending June 30, 2023.",
        &["=-12 murders [2023-04-01..2023-06-30] (The force)", "=-13 robberies [2023-04-01..2023-06-30] (The force)"],
    );
}

#[test]
fn periods_without_a_date_keep_their_words() {
    check("Seizures of cocaine fell by 12 per cent since the campaign began.", &["=-12 Seizures of cocaine [..]"]);
    check(
        "The contract, worth 188 million crowns over five years, was signed in secret.",
        &["=188000000 contract [..]"],
    );
    // A reason is no time.
    check("Police freed 12 men since they had no proof.", &["=12 men freed"]);
}

#[test]
fn offences_named_by_a_verb_are_no_orders() {
    check(
        "The offences were break and enter dwelling (up 1.3 per cent), steal from motor vehicle (up 11.8 per cent) and fraud (up 8.9 per cent).",
        &["=1.3 break and enter dwelling", "=11.8 steal from motor vehicle", "=8.9 fraud"],
    );
}

#[test]
fn sums_are_of_what_they_are_told_of() {
    check("Prosecutors froze assets worth 3.4 billion tal in 2022.", &["=3400000000 assets frozen [2022..2022]"]);
    check(
        "The agency traced Kshs 16 Billion in illegally acquired assets in 2021.",
        &["=16000000000 acquired assets traced [2021..2021]"],
    );
    check(
        "The amount lost to scams fell by 12.6 per cent, falling to 456 million crowns from about 522 million crowns.",
        &["=-12.6 amount lost", "=456000000 amount lost", "~522000000 amount lost"],
    );
}

#[test]
fn voices_of_reports_are_heard() {
    check("As per the report, 43 cases were opened in 2021.", &["=43 cases opened [2021..2021] (the report)"]);
    check(
        "According to the quarterly figures from the ministry, 400 cases were registered.",
        &["=400 cases registered (figures from the ministry)"],
    );
    check(
        "The rate fell to 25 per cent in 2022, as reported on Tuesday by the statistics office.",
        &["=25 rate [2022..2022] (the statistics office)"],
    );
    check(
        "“We seized 13 rifles last year,” stressed the director of the bureau.",
        &["=13 rifles seized [2022..2022] (the director of the bureau)"],
    );
    check(
        "The bureau published its review. It said 204 people were charged last year.",
        &["=204 people charged [2022..2022] (It)"],
    );
    check(
        "At least 81 suspects died, the police said Thursday, while 107 pistols were seized.",
        &[">=81 suspects died (the police)", "=107 pistols seized (the police)"],
    );
    check(
        "He said in the last five years, 844 cases were investigated.",
        &["=844 cases investigated [2018..2023-07-15] (He)"],
    );
}

#[test]
fn verbal_nouns_and_participles_belong_to_what_is_counted() {
    check("Shooting incidents were down nine per cent.", &["=-9 Shooting incidents"]);
    check("The table shows a jump of 9.9 per cent in kidnapping offences.", &["=9.9 kidnapping offences"]);
    check("There were 454 reported murders in 2022.", &["=454 reported murders [2022..2022]"]);
    check("Complaints involving fraud rose by 5 per cent.", &["=5 Complaints"]);
}

#[test]
fn the_date_at_the_end_of_a_chain_goes_for_all_of_it() {
    check(
        "The agency received 7,565 complaints, completed 392 inquiries and filed 95 cases in 2012.",
        &[
            "=7565 complaints received [2012..2012]",
            "=392 inquiries completed [2012..2012]",
            "=95 cases filed [2012..2012]",
        ],
    );
    check(
        "Prosecutors kept up the pressure last year, prosecuting 14,902 individuals.",
        &["=14902 individuals prosecuted [2022..2022]"],
    );
}

#[test]
fn who_is_named_between_commas_speaks() {
    check(
        "The chairman of the Harbour Commission (HC), Ola Brandt, has said the commission received over 5,000 petitions.",
        &[">5000 petitions received (Ola Brandt)"],
    );
}

#[test]
fn likenesses_samples_and_days_are_no_statistics() {
    for words in [
        "The load was as heavy as three buses.",
        "The survey interviewed 40,000 people.",
        "The list covers January-February 2, 2019.",
        "It is compared to 2003 figures.",
    ] {
        check(words, &[]);
    }
}
