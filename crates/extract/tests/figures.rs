//! What is taken as a figure in English sentences, with its bounds, what it counts and when, and what is not.

#[path = "figures/bulletins.rs"]
mod bulletins;
#[path = "figures/reports.rs"]
mod reports;
#[path = "figures/sums.rs"]
mod sums;

use umbra_extract::{Extractor, Figure, Period};
use umbra_model::{Source, SourceId, Text};

/// Each figure of a text of some day as comparator, value, what it measures, its period and the one it is compared with.
fn figures_on(published: &str, words: &str) -> Vec<String> {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    source.published = published.parse().ok();
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

fn figures(words: &str) -> Vec<String> {
    figures_on("2023-07-15", words)
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
    check("Out of the 111 cases, 44 have been closed.", &["=111 cases", "=44 cases closed"]);
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
    check(
        "Assets worth 71.7 billion yuan (10.13 billion U.S. dollars) were frozen.",
        &["=71700000000 Assets frozen", "=10130000000 frozen"],
    );
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
    check("Some 25.5 per cent of the cases were related to Category 1 narcotics.", &["~25.5 cases"]);
    check("The force seized 88 guns since the start of 2022.", &["=88 guns seized [2022-01..]"]);
}

#[test]
fn days_are_no_figures() {
    check("Raids took place between 8 and 19 November.", &[]);
}

#[test]
fn the_period_of_a_paragraph_goes_on_for_counts() {
    check(
        "In 2021, 742 cases were registered. In all, 365 cases were resolved at once.",
        &["=742 cases registered [2021..2021]", "=365 cases resolved [2021..2021]"],
    );
    check(
        "The board opened 220 cases in 2021 and closed 40 of them.\n\nAt the end of the year, 99 cases were pending.",
        &["=220 cases opened [2021..2021]", "=40 cases closed [2021..2021]", "=99 cases [2021-12-31..2021-12-31]"],
    );
    // Not past the paragraph, not past a day, not to what somebody did or is.
    check(
        "In 2021, 742 cases were registered.\n\nIn all, 365 cases were resolved.",
        &["=742 cases registered [2021..2021]", "=365 cases resolved"],
    );
    check(
        "On 3 May 2021, 34 houses were searched. In all, 12 men were arrested.",
        &["=34 houses searched [2021-05-03..2021-05-03]", "=12 men arrested"],
    );
    check(
        "In 2021, 742 cases were registered. Daniel Brandt closed 12 cases. There are 30 gangs in town.",
        &["=742 cases registered [2021..2021]", "=12 cases closed", "=30 gangs"],
    );
    check(
        "In 2021, 742 cases were registered. Some 365 cases have been resolved.",
        &["=742 cases registered [2021..2021]", "~365 cases resolved"],
    );
}

#[test]
fn the_year_and_the_same_period_are_those_told_before() {
    check(
        "In 2021, 742 cases were registered. The board closed 220 cases during the year, while 86 were dropped.",
        &["=742 cases registered [2021..2021]", "=220 cases closed [2021..2021]", "=86 cases [2021..2021]"],
    );
    check(
        "Between 2012 and 2018, 63 murders were recorded. During the same period the number of taxis rose from 140 to 385.",
        &["=63 murders recorded [2012..2018]", "=140 taxis", "=385 taxis [2012..2018]"],
    );
    check(
        "Referrals rose by a quarter to 961 in 2020. Just 42 led to a charge.",
        &["=25 Referrals [2020..2020]", "=961 Referrals [2020..2020]", "=42 Referrals led [2020..2020]"],
    );
}

#[test]
fn when_it_was_published_is_no_period() {
    check(
        "Seizures have fallen by 20 per cent, according to figures published by the service in April.",
        &["=-20 Seizures"],
    );
    check(
        "Of 163 cases concluded last year, 71 ended in convictions.",
        &["=163 cases concluded [2022..2022]", "=71 cases ended [2022..2022]"],
    );
}

#[test]
fn days_of_one_month_make_a_span() {
    check(
        "Between 8 and 19 November 2022, 49 suspects were arrested.",
        &["=49 suspects arrested [2022-11-08..2022-11-19]"],
    );
    check("The police arrested 49 suspects on October 7-9, 2022.", &["=49 suspects arrested [2022-10-07..2022-10-09]"]);
}

#[test]
fn the_whole_clause_has_its_date() {
    check(
        "Some 420 officers searched 26 flats in May 2021.",
        &["~420 officers searched [2021-05..2021-05]", "=26 flats searched [2021-05..2021-05]"],
    );
    check(
        "They arrested 92 men in 2018 and 234 men in 2019.",
        &["=92 men arrested [2018..2018]", "=234 men [2019..2019]"],
    );
}

#[test]
fn weights_are_no_money_and_say_of_what() {
    check("Customs seized 9,652 pounds of cocaine.", &["=9652 pounds of cocaine seized"]);
    check("He stole 9,652 pounds of public money.", &["=9652 public money stolen"]);
    check(
        "Police found 87 kilogrammes of cannabis resin and 81 grammes of cocaine.",
        &["=87 kilogrammes of cannabis resin found", "=81 grammes of cocaine"],
    );
    check("Police seized one ton of cocaine.", &["=1 ton of cocaine seized"]);
}

#[test]
fn numbers_beside_their_share_or_their_past_are_read() {
    check(
        "Of the 996 people involved, 602 or 60 per cent were civilians.",
        &["=996 people involved", "=602 people", "=60 people"],
    );
    check(
        "In 2000, 61 persons (65 in 1999) were cleared.",
        &["=61 persons cleared [2000..2000]", "=65 persons cleared [1999..1999]"],
    );
    check("The office had 550 calls, of which 48 contained hints.", &["=550 calls", "=48 calls contained"]);
    check("The number of reported extortions was 8,042 in 2021.", &["=8042 reported extortions [2021..2021]"]);
    check(
        "Pending cases have come down from 663 in 2015 to 414 in 2017.",
        &["=663 Pending cases [2015..2015]", "=414 Pending cases [2017..2017]"],
    );
    check("In 2020 97 percent of extortions were not reported.", &["=97 extortions not reported [2020..2020]"]);
}

#[test]
fn numbers_are_written_in_many_ways() {
    check("More than 442 000 suspects were arrested.", &[">442000 suspects arrested"]);
    check("Thefts rose by 22.6pc.", &["=22.6 Thefts"]);
    check("Only MVR 200,000 was recovered.", &["=200000 recovered"]);
    check("The ministry released Rs.8.72 crores to the states.", &["=87200000 released"]);
    check("As many as 2,303 people were convicted.", &["=2303 people convicted"]);
    check("As many as 400 people were killed.", &["<=400 people killed"]);
    check("The country was ranked 133rd out of 174 countries for bribery.", &[]);
    check("In 2022 there were 162 fraud and deception offences.", &["=162 fraud and deception offences [2022..2022]"]);
    check("Norland saw a 3% rise from 281 to 308 seizures.", &["=3 seizures", "=281 seizures", "=308 seizures"]);
}

#[test]
fn known_ones_and_places_are_not_counted() {
    check("Police broke up the city's three main gangs.", &[]);
    check("In all, 270 people were arrested in eight provinces.", &["=270 people arrested"]);
}

#[test]
fn a_rise_to_so_many_is_a_count() {
    check("May saw a significant rise to 9 murders in 2024.", &["=9 murders [2024..2024]"]);
    check("May saw a rise to 9 metres.", &[]);
}

#[test]
fn what_stands_in_the_same_period_is_dated_by_it() {
    check(
        "In 2021, 742 cases were registered, and 86 dens were dismantled during the same period.",
        &["=742 cases registered [2021..2021]", "=86 dens dismantled [2021..2021]"],
    );
}

#[test]
fn figures_cut_off_anywhere_do_no_harm() {
    for text in [
        "In 2021, 442 000 cases (65 in 1999), of which 48 or 60 per cent (12 pc",
        "Between the end of 2006 and October 7-9, 2021, Rs.8.72 crores, MVR 200,000, 9,652 pounds or 4.8 tonnes of cocaine",
        "Norland saw a 3% rise from 33,281 to 34,308 seizures with 40 recorded during the same period",
        "比前年的4310宗和3265宗均減少百分之十三，分別增加2萬1244宗即1.8%，由2017年的91.2%上升至2018年的96.8%",
    ] {
        for (at, _) in text.char_indices() {
            figures(&text[..at]);
        }
    }
}
