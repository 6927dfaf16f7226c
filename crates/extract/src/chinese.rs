//! Chinese, which writes no spaces and bends no word: a pipeline of its own with the same outcome as the English one.
//!
//! A text is read by its characters, traditional ones as their simplified forms. Names come from the ends of names of
//! bodies, from offices and titles before persons, from a list of places and from the trained model; ties and
//! proceedings from verbs with the mentions around them, told apart by order and by small words (为, 向, 对, 被); the
//! standing from the cues of the clause and of what governs it. All words are data, in `data/chinese.toml`.
//!
//! - `page`: characters, sentences, clauses; `number`, `date`: numbers and dates;
//! - `name`, `group`, `person`, `surname`: what names look like; `reading`: mentions and entities;
//! - `short`: names in short; `argument`, `list`, `spoken`: who stands where around a verb, and who is meant where no name stands;
//! - `status`: silence and standing; `voice`: attribution;
//! - `office`, `career`, `tie`, `harm`, `rank`, `gathered`, `umbrella`, `offence`, `family`, `company`, `dealing`, `proceeding`,
//!   `campaign`, `figure`: what is stated;
//! - `candidate`: what falls short of that.

mod argument;
mod campaign;
mod candidate;
mod career;
mod company;
mod date;
mod dealing;
mod family;
mod figure;
mod gathered;
mod ground;
mod group;
mod harm;
mod list;
mod name;
mod number;
mod offence;
mod office;
mod page;
mod person;
mod proceeding;
mod rank;
mod reading;
mod short;
mod spoken;
mod status;
mod surname;
mod tie;
mod umbrella;
mod voice;
mod words;

use umbra_model::PartialDate;

use crate::advice::Ground;
use crate::extraction::Extraction;
use crate::extractor::office_tie;
use crate::perceptron::NameModel;
use reading::Reading;

/// The sentences of a Chinese text, each as the bytes of its characters.
pub(crate) fn sentences(text: &str) -> Vec<Vec<std::ops::Range<usize>>> {
    let page = page::Page::read(text);
    page.sentences.iter().map(|s| s.range.clone().map(|at| page.bytes(&(at..at + 1))).collect()).collect()
}

/// All layers of a Chinese text but the statements; `look` is shown the text as it was read.
pub(crate) fn layers(
    text: &str,
    published: Option<PartialDate>,
    model: Option<&NameModel>,
    look: impl FnOnce(&dyn Ground),
) -> Extraction {
    let reading = Reading::of(text, published, model);
    let notes = reading.attributions();
    look(&ground::Read { reading: &reading, notes: &notes });
    let roles = reading.roles(&notes);
    let mut relations = reading.ties(&notes);
    let mut events = reading.proceedings(&notes, &relations);
    relations.extend(roles.iter().filter_map(office_tie));
    reading.directors(&roles, &mut relations);
    events.extend(reading.starts_of_offices(&notes));
    events.extend(reading.campaign_events(&notes));
    events.sort_by_key(|e| (e.evidence.start, e.trigger.start));
    let figures = reading.figures(&notes);
    let candidates = reading.candidates(&notes, &relations, &events);
    Extraction {
        mentions: reading.mentions,
        dates: reading.dates.into_iter().map(|found| found.date).collect(),
        entities: reading.entities,
        relations,
        roles,
        events,
        attributions: notes,
        figures,
        candidates,
        statements: Vec::new(),
        not_read: None,
    }
}
