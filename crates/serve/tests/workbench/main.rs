//! The workbench as its page sees it, and as those see it who are not its page.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

#[path = "../api/client.rs"]
#[expect(dead_code, reason = "the tests of the matching API use the rest of it")]
mod client;

mod bench;
mod hostile;
mod intruders;
mod large;
mod money_and_trades;
mod older;
mod page;
mod people;
mod places;
mod reading;
mod reports;
mod uploads;
mod views;
mod writing;
