//! What is taken as a figure in English sentences, with its bounds, what it counts and when, and what is not.

use umbra_extract::{Extractor, Figure, Period};
use umbra_model::{Source, SourceId, Text};

/// Each figure of a text as comparator, value, what it measures, its period and the one it is compared with.
fn figures(words: &str) -> Vec<String> {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = "2023-07-15".parse().ok();
    let text = Text::new(id, words.to_owned(), Vec::new());
    let dates = |p: &Period| {
        let date = |d: Option<umbra_model::PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
        format!("{}..{}", date(p.start), date(p.end))
    };
    let line = |f: &Figure| {
        let high = f.high.map(|high| format!("-{high}")).unwrap_or_default();
        let period = f.period.as_ref().map(|p| format!(" [{}]", dates(p))).unwrap_or_default();
        let base = f.base.as_ref().map(|p| format!(" / {}", dates(p))).unwrap_or_default();
        format!("{}{}{high} {}{period}{base}", f.comparator.sign(), f.value, f.measure)
    };
    Extractor::english().extract(&text, &source).figures.iter().map(line).collect()
}

#[track_caller]
fn check(words: &str, expected: &[&str]) {
    assert_eq!(figures(words), expected, "{words}");
}

#[test]
fn handfuls_that_something_befell_are_counted() {
    check("Six suspects were arrested in the raid.", &["=6 suspects arrested"]);
    check("The court froze the accounts of nine companies.", &["=9 companies"]);
    // Beside somebody with a name they are told, not counted.
    check("Police arrested Daniel Brandt and two directors of his firm.", &[]);
    check("He had met two officers at the club.", &[]);
    check("The final two defendants were charged.", &[]);
}

#[test]
fn numbers_are_read_as_they_are_put() {
    check("Nearly half a million dollars was stolen from the fund.", &["~500000 stolen"]);
    check("Officers seized 20kg of cocaine.", &["=20 kg of cocaine seized"]);
    check("Officers seized half a dozen rifles.", &["=6 rifles seized"]);
    check("Seven out of every 10 gangs were run by families.", &["=70 gangs"]);
    check("Cigarettes worth £4m-£6m were seized.", &["=4000000-6000000 Cigarettes"]);
    check("£21m worth of drugs was seized by police.", &["=21000000 drugs"]);
    check("The scheme led to $60 million in insurance losses.", &["=60000000 insurance losses"]);
    check("Police raided 1,082 mafia-style criminal gangs.", &["=1082 mafia-style criminal gangs raided"]);
    check("Of the total arrested, 187 were in Brenna.", &[]);
    check(
        "In all, 640 people were arrested. Of the total, 187 were in Brenna.",
        &["=640 people arrested", "=187 people"],
    );
    check("Out of the 111 cases, 44 have been closed.", &["=44 cases closed"]);
}

#[test]
fn changes_are_of_what_they_tell_of() {
    check("Killings were down 14% from 638 in 2010.", &["=-14 Killings / 2010..2010", "=638 Killings [2010..2010]"]);
    check("Violent crime was down by seven per cent.", &["=-7 Violent crime"]);
    check("Gun crime has seen a 17% fall.", &["=-17 Gun crime"]);
    check("Brenna has seen a 17% fall.", &[]);
    check(
        "Murders and robberies fell by 6.3 percent and 29.1 percent respectively.",
        &["=-6.3 Murders", "=-29.1 robberies"],
    );
}

#[test]
fn periods_reach_as_far_as_the_words_say() {
    check("From 2010 through 2014, the clan extorted 23 shopkeepers.", &["=23 shopkeepers extorted [2010..2014]"]);
    check("Between January and May 2010, police checked 152 garages.", &["=152 garages checked [2010-01..2010-05]"]);
    check("In 2019/20, 34 officers were dismissed.", &["=34 officers dismissed [2019..2020]"]);
    check(
        "Some 900 suspects were arrested between April 2009 and March this year.",
        &["~900 suspects arrested [2009-04..2023-03]"],
    );
    check(
        "The campaign has busted 3,291 gangs and 10,418 other groups as of July 31, 2020.",
        &["=3291 gangs busted [..2020-07-31]", "=10418 other groups busted [..2020-07-31]"],
    );
    check("By the end of July 2020 courts had concluded 26,496 cases.", &["=26496 cases concluded [..2020-07]"]);
    check("Robberies fell by almost a fifth (17%) over the last two years.", &["~-20 Robberies [2021..2023-07-15]"]);
}

#[test]
fn no_period_is_borrowed_from_something_else() {
    check("Police recorded 515 homicides, the smallest number since 1977.", &["=515 homicides recorded"]);
    check("Orm pleaded guilty to 14 counts and is scheduled to be sentenced September 19, 2007.", &["=14 counts"]);
    check("The prosecutor today announced that 11 men have been indicted.", &["=11 men indicted"]);
    check("Forty people were arrested, suspected of offences over the past 18 years.", &["=40 people arrested"]);
    check(
        "In 2019, 12 men were jailed. Brandt said that 40 people were arrested.",
        &["=12 men jailed [2019..2019]", "=40 people arrested"],
    );
}

#[test]
fn thresholds_prices_speeds_times_and_marks_are_no_figures() {
    for words in [
        "He was charged with theft with sentencing enhancements for loss over $100,000 and property loss over $200,000.",
        "She made incremental $45 purchases.",
        "He cashed two $25,000 checks.",
        "He drove at over 100 mph and dragged the victim for 500 feet.",
        "Será instruido de cargos a las 8:30 de la mañana.",
        "The list is in a report titled 2015 Training Performance Report.",
        "Case # 18WF0980",
        "He drove with a blood alcohol level of .08 percent.",
        "It is a crime punishable by a $500 fine.",
        "The court overturned the defendant's 2008 conviction.",
        "He was charged with assaults on two girls under 14.",
        "It was put to a survey of more than 40,000 households.",
    ] {
        check(words, &[]);
    }
    check("Assets worth 71.7 billion yuan (10.13 billion U.S. dollars) were frozen.", &["=71700000000 Assets frozen"]);
}

#[test]
fn statistics_are_read_in_the_shapes_of_releases() {
    check(
        "Thefts rose by 14 per cent in the year to June 2018, from 630 to 719.",
        &["=14 Thefts [2017-07..2018-06]", "=630 Thefts", "=719 Thefts [2017-07..2018-06]"],
    );
    check(
        "There were rises in robberies (up 22%), fraud (up 7%) and burglaries (2%).",
        &["=22 robberies", "=7 fraud", "=2 burglaries"],
    );
    check("The number of cases filed in 2017 rose to 274.", &["=274 cases [2017..2017]"]);
    check(
        "The office handled 40,326 cases. Among these, 16,092 were moved in 2018 and 24,234 in 2019, up by 50.6 percent.",
        &[
            "=40326 cases handled",
            "=16092 cases moved [2018..2018]",
            "=24234 cases moved [2019..2019]",
            "=50.6 cases moved [2019..2019]",
        ],
    );
    check("In 2020, 74 people were not arrested.", &["=74 people not arrested [2020..2020]"]);
    check(
        "Police arrested 147 people, an increase of 10.8% from the previous quarter.",
        &["=147 people arrested", "=10.8 people arrested / .."],
    );
    check(
        "The conviction rate was 12.8%, up 4.6 percentage points.",
        &["=12.8 conviction rate", "=4.6 conviction rate"],
    );
    check("Officers were able to arrest 6 suspects.", &["=6 suspects arrested"]);
    check(
        "Of 163 cases concluded in 2022, 71 ended in convictions and only 12 in acquittals.",
        &["=163 cases concluded [2022..2022]", "=71 cases ended [2022..2022]", "=12 cases ended [2022..2022]"],
    );
    check("Courts heard 119 corruption, bribery and other cases.", &["=119 corruption, bribery and other cases heard"]);
    check(
        "The share of victims rose from about 5 per cent in 2003 to more than 10 per cent in 2008.",
        &["~5 share [2003..2003]", ">10 share [2008..2008]"],
    );
    check(
        "32 percent of victims came from the north, 19 percent from the south and 7 percent from abroad.",
        &["=32 victims come", "=19 victims come", "=7 victims come"],
    );
    check("Thefts made up the most, making up 79 percent of all recorded cases.", &["=79 recorded cases made"]);
    check("Police data show that 34 people were arrested in 2019.", &["=34 people arrested [2019..2019]"]);
    check(
        "Officers seized 832 kg of heroin, 59 kg of cannabis and 64 kg of opium in 2022.",
        &["=832 kg of heroin seized [2022..2022]", "=59 kg of cannabis [2022..2022]", "=64 kg of opium [2022..2022]"],
    );
    check("In the first six months this year, 817 people were arrested.", &["=817 people arrested [2023-01..2023-06]"]);
    check("Some 25.5 per cent of the cases were related to Category 1 narcotics.", &["~25.5 cases related"]);
    check("The force seized 88 guns since the start of 2022.", &["=88 guns seized [2022-01..]"]);
}

#[test]
fn sums_set_for_one_and_days_are_no_figures() {
    for words in [
        "Brandt was released on bail of R5,000.",
        "The court granted Brandt R10,000 bail.",
        "A reward of $15 million was offered for information leading to his arrest.",
        "Raids took place between 8 and 19 November.",
    ] {
        check(words, &[]);
    }
}
