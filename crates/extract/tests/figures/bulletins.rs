//! The figures of statistical bulletins: what shares a verb, a period or a unit, and with what a change is compared.

use super::figures_on;

#[track_caller]
fn check(words: &str, expected: &[&str]) {
    assert_eq!(figures_on("2023-11-20", words), expected, "{words}");
}

#[test]
fn two_dates_make_one_stretch() {
    check("Robberies fell by 4 per cent between July and September this year.", &["=-4 Robberies [2023-07..2023-09]"]);
    check(
        "Marland registered 312 thefts from April 2021 to March 2022.",
        &["=312 thefts registered [2021-04..2022-03]"],
    );
    check(
        "Marland registered 312 thefts from 1 April last year to 31 May this year.",
        &["=312 thefts registered [2022-04-01..2023-05-31]"],
    );
    check("Thefts fell between 2012/13 and 2019/20 by 39 per cent.", &["=-39 Thefts [2012..2020]"]);
    check("Seizures of heroin rose by 5 per cent from 2015 to 2016.", &["=5 Seizures of heroin [2015..2016]"]);
    check("In Q3 2020 there were 654 trials listed.", &["=654 trials [2020-07..2020-09]"]);
}

#[test]
fn changes_share_a_verb() {
    check(
        "Murder fell by 3 per cent, assault by 2.5 per cent and robbery by 8 per cent.",
        &["=-3 Murder", "=-2.5 assault", "=-8 robbery"],
    );
    check(
        "Murder, assault and fraud rose by 2 per cent, 1 per cent and 18 per cent, respectively.",
        &["=2 Murder", "=1 assault", "=18 fraud"],
    );
    check(
        "There was a decrease of 13 per cent and 11 per cent respectively in murders.",
        &["=-13 murders", "=-11 murders"],
    );
    check(
        "Killings rose 64 per cent in Brenna, 61 per cent in Ostwick and 50 per cent in Lissow.",
        &["=64 Killings", "=61 Killings", "=50 Killings"],
    );
    check(
        "There were 450 more murder cases in July, 385 in August and 221 in September.",
        &["=450 murder cases [..]", "=385 murder cases [..]", "=221 murder cases [..]"],
    );
    check("The decline in murders was 26 per cent.", &["=-26 murders"]);
    check(
        "Overall crime went up in the first half of this year by 11 per cent.",
        &["=11 Overall crime [2023-01..2023-06]"],
    );
    check("Attempted murder rose by 2 per cent, an increase of 85 cases.", &["=2 Attempted murder", "=85 cases"]);
    check("Marland saw a decrease in murder, with a 21 per cent decline in the north.", &["=-21 murder"]);
}

#[test]
fn a_base_is_no_period() {
    check(
        "There were 8,403 scams in 2021, up 16 per cent from the 7,247 scams of 2020.",
        &["=8403 scams [2021..2021]", "=16 scams [2021..2021] / 2020..2020", "=7247 scams [2020..2020]"],
    );
    check(
        "Receipts in 2010 were down by 27 per cent on the corresponding figure of 2,689 in 2009.",
        &["=-27 Receipts [2010..2010] / 2009..2009", "=2689 Receipts [2009..2009]"],
    );
    check("Seizures rose by 45 per cent on quantities seized in 2004.", &["=45 Seizures / 2004..2004"]);
    check("The rate was 65 per cent, unchanged on the previous quarter.", &["=65 rate"]);
}

#[test]
fn numbers_stand_for_what_was_counted() {
    check(
        "There were 82 more murder cases, bringing the number to 1,155.",
        &["=82 murder cases", "=1155 murder cases"],
    );
    check("There were 11,135 prisoners in Marland. 3,342 were foreigners.", &["=11135 prisoners", "=3342 prisoners"]);
    check(
        "The latest statistics showed that of the 694 people murdered, 81 were women.",
        &["=694 people murdered", "=81 people"],
    );
    check("Of the total murders, 1922 took place in public spaces.", &["=1922 murders"]);
    check(
        "Brenna recorded 1,294 murders, Ostwick ranked second, with 946.",
        &["=1294 murders recorded", "=946 murders recorded"],
    );
    check(
        "The court recorded the most convictions - 765, followed by Brenna with 573 convictions.",
        &["=765 convictions", "=573 convictions"],
    );
    check("The average inmate population during 1996 was 55,300.", &["=55300 average inmate population [1996..1996]"]);
    check("These offences accounted for 4.3 million or 84 per cent of all crime.", &["=84 crime"]);
    check(
        "Violent crimes made up 12 per cent (605,800) of all offences.",
        &["=12 offences made", "=605800 offences made"],
    );
    check(
        "Killings reached 27,000 last year, at a rate of 45 per 100,000 people.",
        &["=27000 Killings reached [2022..2022]", "=45 Killings per 100,000 people reached [2022..2022]"],
    );
    check(
        "Police seized 203 tons. Two hundred and three tons of cocaine were burnt.",
        &["=203 tons seized", "=203 tons of cocaine burnt"],
    );
}

#[test]
fn shares_are_of_those_asked() {
    check("One person in two thinks that corruption has worsened.", &["=50 person"]);
    check(
        "In Marland 65 per cent of those surveyed said so, with 28 per cent saying the opposite.",
        &["=65 those surveyed", "=28 those surveyed"],
    );
    check(
        "The survey found that of 114,000 people in 107 countries, 34 per cent had paid a bribe.",
        &["=114000 people", "=107 countries", "=34 people paid"],
    );
    check("Half the victims were children.", &["=50 victims"]);
    check("The share fell by .8 per cent.", &["=-0.8 share"]);
    check("The rate of murders rose by 20,7% last year.", &["=20.7 rate of murders [2022..2022]"]);
}

#[test]
fn sums_are_told_of_what_they_come_to() {
    check("The auditor found irregularities to the tune of GH¢11.32 billion.", &["=11320000000 irregularities found"]);
    check(
        "The report tells of a reduction in irregularities from K103,519,546 in 2022 to K81,460,265 in 2023.",
        &["=103519546 irregularities [2022..2022]", "=81460265 irregularities [2023..2023]"],
    );
    check("The drugs have an estimated street value of $600,000.", &["~600000 estimated street value"]);
    check(
        "Officers found 149 packages of cocaine with a total weight of 487 pounds.",
        &["=149 packages of cocaine found", "=487 pounds"],
    );
    check(
        "Officers seized the following drugs: 131 pounds of cocaine and 11 pounds of heroin.",
        &["=131 pounds of cocaine", "=11 pounds of heroin"],
    );
    check("Savers lost AUS$3.1 billion in 2022.", &["=3100000000 lost [2022..2022]"]);
    check("The ministry's unsettled accounts totalled Rs3.87 billion.", &["=3870000000 unsettled accounts"]);
}

#[test]
fn what_only_looks_like_a_figure_is_none() {
    check("The Marland Opium Survey 2018 released today tells why.", &[]);
    check("Half of all the murders occurred in just six states.", &["=50 murders occurred"]);
    check("Crime is worst in Marland's 50 priority municipalities.", &[]);
}
