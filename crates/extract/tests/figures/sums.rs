//! Sums without a currency, how often, parts of a whole, and lengths of time.

use super::check;

#[test]
fn a_number_is_money_where_the_words_around_it_make_it_so() {
    check("The clerk was paid 900 a month for copies of files.", &["=900 paid"]);
    check("He took a bribe of 40,000 from the gang.", &["=40000 bribe taken"]);
    check("Some 90 million was withdrawn in cash by the driver.", &["~90000000 withdrawn"]);
    check("She was fined 300.", &["=300 fined"]);
    check("They paid between 500 and 1,500 euros a month.", &["=500-1500 paid"]);
    // An age, and so many people.
    check("Brandt extorted the farmer, Pell Orrin, 71, whose barn burned.", &[]);
    check("A survey put the number of addicts at 1.8 million.", &["=1800000 addicts"]);
}

#[test]
fn bail_and_rewards_are_sums() {
    check("Brandt was released on bail of R5,000.", &["=5000 bail"]);
    check("The court granted Brandt R10,000 bail.", &["=10000 bail granted"]);
    check("A reward of $15 million was offered for information leading to his arrest.", &["=15000000 reward offered"]);
}

#[test]
fn how_often_is_told_from_ten_on() {
    check("Brandt rang the inspector 61 times before the raid.", &["=61 times rung"]);
    check("They met on sixteen occasions.", &["=16 occasions"]);
    check("He pleaded guilty to nine murders.", &["=9 murders"]);
    check("He bought the flat at fifty times the price.", &[]);
    check("Two bodyguards of Brandt were charged.", &[]);
}

#[test]
fn loose_halves_are_no_shares() {
    check("More than half of the money went to his firm.", &[">50 money gone"]);
    check("His family took a twentieth of the harvest.", &["=5 harvest taken"]);
    check("Half the county knew him.", &[]);
    check("He ran the gang for a quarter of a century.", &[]);
}

#[test]
fn what_is_denied_must_be_the_number() {
    check("The winner of the $58 million tender had no shipyard.", &["=58000000 tender"]);
    check("The office did not receive 200 complaints.", &[]);
}

#[test]
fn a_length_of_time_is_a_period_without_dates() {
    check("In six years they carried out 27 robberies.", &["=27 robberies carried [..]"]);
    check("The gang moved 900 people across the strait in a single summer.", &["=900 people moved [..]"]);
    check("In the first quarter the office opened 118 cases.", &["=118 cases opened [..]"]);
}
