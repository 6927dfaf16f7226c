//! What an event of a proceeding holds besides who was accused: the charge to its end, the day, the length of a sentence.

use umbra_extract::{Event, Extractor};
use umbra_model::{Source, SourceId, Text};

/// The events of a text: kind, charges, length of the sentence, day.
fn events(words: &str) -> Vec<String> {
    let id = SourceId::of(words.as_bytes());
    let source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    let text = Text::new(id, words.to_owned(), Vec::new());
    let read = Extractor::english().extract(&text, &source);
    let tell = |event: &Event| {
        let charges: Vec<&str> = event.content.iter().map(|range| &text.as_str()[range.clone()]).collect();
        let length = event.properties.iter().find(|(property, _)| property == "sentenceLength");
        let length = length.map_or("", |(_, length)| length.as_str());
        let day = event.date.map_or("", |date| &text.as_str()[read.dates[date].range.clone()]);
        format!("{} | {} | {length} | {day}", event.kind, charges.join(", "))
    };
    read.events.iter().map(tell).collect()
}

#[test]
fn a_charge_goes_on_to_its_end() {
    for (words, expected) in [
        (
            "Brandt pleaded guilty to second-degree grand larceny on December 15, 2020.",
            "guilty_plea | second-degree grand larceny |  | December 15, 2020",
        ),
        (
            "Brandt was jailed for two months for attempting to bribe an officer.",
            "sentence | attempting to bribe an officer | P2M | ",
        ),
        (
            "Brandt was convicted of aggravated sexual assault of a child.",
            "conviction | aggravated sexual assault of a child |  | ",
        ),
    ] {
        assert_eq!(events(words), [expected], "{words}");
    }
}

#[test]
fn the_day_may_stand_behind_a_town_and_its_land() {
    assert_eq!(
        events("Brandt was arrested in Paris, France on October 18, 2018."),
        ["arrest |  |  | October 18, 2018"]
    );
}

#[test]
fn what_several_got_together_is_no_length_of_one() {
    assert_eq!(
        events("The two men - Erik Brandt and Jonas Pell - were jailed for a total of 40 years."),
        ["sentence |  |  | ", "sentence |  |  | "]
    );
}
