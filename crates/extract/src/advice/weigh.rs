//! What stays of an answer: the words that stand in the text.

use std::ops::Range;

use super::answer::{Answer, Value, reply};
use super::place::Plain;
use super::question::{Reading, Readings};
use super::{Ground, Stance};
use umbra_model::Statement;

/// Characters of a quote at most: a sentence or two.
const LONGEST_QUOTE: usize = 600;

/// Characters of a name at most.
const LONGEST_NAME: usize = 120;

/// Why an entry of an answer was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The answer is not in the form that was asked for.
    Form,
    /// The quote does not stand in the passage.
    Quote,
    /// The words that are said to state it are not in the quote.
    Trigger,
    /// A name does not stand in the passage, or the quote does not speak of whom it names.
    Name,
    /// A value does not stand in the quote, or is not what it is said to be.
    Value,
    /// No tie or event of the kind is known, or both ends are one.
    Kind,
    /// The clause is negated, possible, future, asked or general: it states nothing.
    Silent,
    /// The rules took it from the text already.
    Known,
}

impl Refused {
    /// It in words, after a number of entries.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Form => "not in the form that was asked for",
            Self::Quote => "the quote does not stand in the passage",
            Self::Trigger => "the words that should state it are not in the quote",
            Self::Name => "a name does not stand where it should",
            Self::Value => "a value does not stand in the quote",
            Self::Kind => "no such tie or event",
            Self::Silent => "negated, possible, future, asked or general",
            Self::Known => "taken by a rule already",
        }
    }
}

/// An entry that was dropped.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Refusal {
    /// Why.
    pub why: Refused,
    /// What the model wrote, shortened: nothing that the text says.
    pub entry: String,
}

/// What became of the answers about a text.
#[derive(Debug, Clone, Default)]
pub struct Weighed {
    /// The candidates, in the form of the case.
    pub statements: Vec<Statement>,
    /// How many candidates.
    pub proposed: usize,
    /// What was dropped, in the order of the answers.
    pub refused: Vec<Refusal>,
}

/// What an entry is about.
#[derive(Debug)]
pub(crate) enum What {
    Tie { kind: String, reading: Reading, subject: Name, object: Name },
    Event { kind: String, reading: Reading, about: Name },
    Office { person: Name, body: Name, office: (String, Range<usize>) },
    Figure { number: Range<usize>, measure: String, period: Option<String> },
}

/// A name as a model gave it, with its places in the passage.
#[derive(Debug)]
pub(crate) struct Name {
    pub words: String,
    pub places: Vec<Range<usize>>,
    /// Whether it is said to be a person's.
    pub is_person: bool,
    /// Whether it is said to be a criminal group's.
    pub is_group: bool,
}

/// An entry whose words stand in the text.
#[derive(Debug)]
pub(crate) struct Item {
    /// The answer, as a position.
    pub answer: usize,
    pub what: What,
    pub quote: Range<usize>,
    pub trigger: Range<usize>,
    values: Vec<(String, Range<usize>)>,
    /// The entry in short, for the list of what is dropped.
    pub entry: String,
}

/// What the text says where an entry stands.
#[derive(Debug)]
pub(crate) struct Grounded {
    pub stance: Stance,
    /// Properties with their values as the text's own readers understand the words, and where these stand.
    pub values: Vec<(String, String, Range<usize>)>,
}

/// The entries of all answers whose words stand in the text, and those dropped.
pub(crate) fn items(text: &str, answers: &[Answer], readings: &Readings) -> (Vec<Item>, Vec<Refusal>) {
    let (mut items, mut refused) = (Vec::new(), Vec::new());
    for (at, answer) in answers.iter().enumerate() {
        let reply = match reply(&answer.content) {
            Ok(reply) => reply,
            Err(error) => {
                refused.push(Refusal { why: Refused::Form, entry: error.to_string() });
                continue;
            }
        };
        let desk = Desk { text, passage: Plain::of(text, answer.passage.clone()), answer: at };
        let mut keep = |entry: String, item: Result<Item, Refused>| match item {
            Ok(item) => items.push(Item { entry: shortened(&entry), ..item }),
            Err(why) => refused.push(Refusal { why, entry: shortened(&entry) }),
        };
        for tie in reply.relations {
            let entry = format!("{} {} {}: {}", tie.subject, tie.kind, tie.object, tie.quote);
            let item = || {
                let reading = readings.ties.get(&tie.kind).cloned().ok_or(Refused::Kind)?;
                let item = desk.item(&tie.quote, &tie.trigger, &tie.values)?;
                let subject = desk.name(&tie.subject, &tie.subject_type)?;
                let object = desk.name(&tie.object, &tie.object_type)?;
                Ok(Item { what: What::Tie { kind: tie.kind.clone(), reading, subject, object }, ..item })
            };
            keep(entry, item());
        }
        for event in reply.events {
            let entry = format!("{} {}: {}", event.kind, event.about, event.quote);
            let item = || {
                let reading = readings.events.get(&event.kind).cloned().ok_or(Refused::Kind)?;
                let item = desk.item(&event.quote, &event.trigger, &event.values)?;
                let about = desk.name(&event.about, &event.about_type)?;
                Ok(Item { what: What::Event { kind: event.kind.clone(), reading, about }, ..item })
            };
            keep(entry, item());
        }
        for role in reply.roles {
            let entry = format!("{}, {} {}: {}", role.person, role.office, role.body, role.quote);
            let item = || {
                let item = desk.item(&role.quote, &role.office, &[])?;
                let (person, body) = (desk.name(&role.person, "person")?, desk.name(&role.body, "organisation")?);
                let office = (desk.words(&item.trigger), item.trigger.clone());
                Ok(Item { what: What::Office { person, body, office }, ..item })
            };
            keep(entry, item());
        }
        for figure in reply.figures {
            let entry = format!("{} {}: {}", figure.number, figure.measure, figure.quote);
            let item = || {
                let item = desk.item(&figure.quote, &figure.number, &[])?;
                let quote = Plain::of(text, item.quote.clone());
                let at = |words: &str| quote.places(words).into_iter().next().ok_or(Refused::Value);
                let measure = desk.words(&at(&figure.measure)?);
                let period = match figure.period.trim() {
                    "" => None,
                    period => Some(desk.words(&at(period)?)),
                };
                Ok(Item { what: What::Figure { number: item.trigger.clone(), measure, period }, ..item })
            };
            keep(entry, item());
        }
    }
    (items, refused)
}

fn shortened(entry: &str) -> String {
    let words = entry.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String = words.chars().filter(|l| !l.is_control()).take(160).collect();
    if clean.chars().count() < words.chars().count() { format!("{clean}…") } else { clean }
}

/// A passage with its answer.
struct Desk<'t> {
    text: &'t str,
    passage: Plain,
    answer: usize,
}

impl Desk<'_> {
    fn words(&self, range: &Range<usize>) -> String {
        let words = self.text.get(range.clone()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where an entry stands: the quote in the passage, the trigger and the values in the quote. Of several places the
    /// first that holds the trigger.
    fn item(&self, quote: &str, trigger: &str, values: &[Value]) -> Result<Item, Refused> {
        if quote.chars().count() > LONGEST_QUOTE {
            return Err(Refused::Quote);
        }
        let quote = self.passage.places(quote).into_iter().next().ok_or(Refused::Quote)?;
        let within = Plain::of(self.text, quote.clone());
        let trigger = within.places(trigger).into_iter().next().ok_or(Refused::Trigger)?;
        let mut placed = Vec::new();
        for value in values {
            let place = within.places(&value.words).into_iter().next().ok_or(Refused::Value)?;
            placed.push((value.property.clone(), place));
        }
        let what = What::Figure { number: trigger.clone(), measure: String::new(), period: None };
        Ok(Item { answer: self.answer, what, quote, trigger, values: placed, entry: String::new() })
    }

    /// A name that stands in the passage and looks like one.
    fn name(&self, words: &str, kind: &str) -> Result<Name, Refused> {
        let places = self.passage.places(words);
        let Some(first) = places.first() else { return Err(Refused::Name) };
        let words = self.words(first);
        let letter = words.chars().find(|l| l.is_alphabetic());
        let is_capital = letter.is_some_and(|l| l.is_uppercase() || !l.is_lowercase());
        if !is_capital || words.chars().count() > LONGEST_NAME {
            return Err(Refused::Name);
        }
        Ok(Name { words, places, is_person: kind == "person", is_group: kind == "group" })
    }
}

impl Item {
    /// What the text says where the entry stands.
    pub fn on(&self, ground: &dyn Ground) -> Result<Grounded, Refused> {
        let stance = ground.stance(&self.quote, &self.trigger).ok_or(Refused::Silent)?;
        let mut values = Vec::new();
        for (property, place) in &self.values {
            values.extend(understood(ground, property, place)?);
        }
        if let What::Figure { number, .. } = &self.what {
            let value = ground.number(number).ok_or(Refused::Value)?;
            values.push(("value".to_owned(), value.to_string(), number.clone()));
        }
        Ok(Grounded { stance, values })
    }
}

/// A value as the text's own readers understand its words; charges and sentences are words and stay so.
fn understood(
    ground: &dyn Ground,
    property: &str,
    place: &Range<usize>,
) -> Result<Vec<(String, String, Range<usize>)>, Refused> {
    let one = |value: String| vec![(property.to_owned(), value, place.clone())];
    match property {
        "amount" | "fine" => {
            let (value, currency) = ground.amount(place).ok_or(Refused::Value)?;
            let mut values = one(value.to_string());
            values.push(("currency".to_owned(), currency, place.clone()));
            Ok(values)
        }
        "percentage" => Ok(one(ground.number(place).ok_or(Refused::Value)?.to_string())),
        // A day that is only counted ("last Tuesday") is no word of the text.
        "date" => Ok(ground.date(place).map(|date| one(date.to_string())).unwrap_or_default()),
        "charge" | "sentence" => Ok(one(String::new())),
        _ => Err(Refused::Value),
    }
}
