//! Figures of newspapers' reports: sums in any construction, shares and counts that stand alone, times without a date.

use super::check;

#[test]
fn sums_agreed_offered_or_set_beside_something_are_told() {
    check("The firm agreed to pay $28.5m after it admitted bribery.", &["=28500000 money"]);
    check("He was offering to funnel the gang $100,000.", &["=100000 money"]);
    check("The company paid bribes to win a $340 million tender.", &["=340000000 tender"]);
    check("The company was used to buy a house in Ostwick worth nearly £8 million.", &["~8000000 house"]);
    check("Brandt also received an additional $50,000.", &["=50000 money"]);
    check("He bought a house for £1.9 million.", &["=1900000 bought"]);
    // What is only planned, forecast or threatened is none.
    check("The ministry plans to spend $5 million on cameras.", &[]);
    check("The firm could be fined $14 million.", &[]);
    check("Sellers are jailed for six months and fined up to £5,000.", &[]);
}

#[test]
fn shares_that_stand_alone_are_told() {
    check(
        "Of the 1,000 people interviewed, 65% were afraid. Of these, 83% had paid.",
        &["=1000 people interviewed", "=65 people", "=83 people paid"],
    );
    check("The bank is owned by the Brandt family (92.3%) and Hollin Limited (7.7%).", &["=92.3 bank", "=7.7 bank"]);
    check("Robberies fell by almost a fifth (17%).", &["~-20 Robberies"]);
    check("He was 100 per cent sure.", &[]);
}

#[test]
fn counts_are_told_by_what_stands_near() {
    check(
        "The city saw 106 murders in January and a further 55 by mid-February.",
        &["=106 murders [..]", "=55 murders [..]"],
    );
    check("A quarter of a million consumers complained.", &["=250000 consumers"]);
    check("The shooting left six dead.", &["=6 people"]);
    check("Ten musicians were attacked and killed.", &["=10 musicians attacked"]);
    check("The bureau lost the 127,271 coins.", &["=127271 coins lost"]);
    // A house, a rank, a penalty of the body.
    check("The shots were fired in front of 590 Tallow Avenue.", &[]);
    check("It is one of the top ten banks of the country.", &[]);
    check("He was sentenced to five years and 12 strokes of the cane.", &[]);
}

#[test]
fn changes_and_scales_are_read_as_newspapers_put_them() {
    check("Card fraud rose an annual 6%.", &["=6 Card fraud"]);
    check("We have seen a 22% uplift in fraud.", &["=22 fraud"]);
    check("The firm won a R360-million contract.", &["=360000000 contract"]);
}
