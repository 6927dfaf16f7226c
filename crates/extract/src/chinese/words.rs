//! The word lists of Chinese, read once from `data/chinese.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use umbra_model::Standing;

use crate::lexicon::Sort;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    bodies: BTreeMap<String, Vec<String>>,
    words: Inside,
    offices: Offices,
    titles: List,
    kin: List,
    groups: List,
    gangs: List,
    pub campaigns: Campaigns,
    voices: Voices,
    silence: Silence,
    cue: Vec<CueEntry>,
    tie: Vec<Tie>,
    proceeding: Vec<Proceeding>,
    figures: Figures,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<String>,
}

/// Words inside of names of bodies and at their left edge.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inside {
    pub inside: Vec<String>,
    pub borders: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    power: Vec<String>,
    work: Vec<String>,
}

/// Words of campaigns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Campaigns {
    pub ends: Vec<String>,
    pub begin: Vec<String>,
    pub finish: Vec<String>,
    pub extend: Vec<String>,
}

/// Words of voices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    pub words: Vec<String>,
    pub says: Vec<String>,
    pub according: Vec<String>,
    pub denies: Vec<String>,
}

/// Words that make a clause state nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Silence {
    pub negation: Vec<String>,
    pub modality: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    standing: String,
    words: Vec<String>,
}

/// A tie and its words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tie {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub schema: String,
    pub subject: String,
    pub object: String,
    #[serde(default)]
    pub accuses: bool,
    #[serde(default)]
    pub before: bool,
    #[serde(default)]
    pub swap: bool,
    pub verbs: Vec<String>,
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether all of a list after the verb are meant.
    #[serde(default)]
    pub list: bool,
    /// Whether 将 or 把 may put the object before the verb.
    #[serde(default)]
    pub take: bool,
    /// Whether 对 may put the object before the verb.
    #[serde(default)]
    pub towards: bool,
    /// Whether the object stands right beside the verb.
    #[serde(default)]
    pub tight: bool,
    pub from: Vec<String>,
    pub to: Vec<String>,
    #[serde(default)]
    pub set: BTreeMap<String, String>,
}

/// A proceeding and its words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proceeding {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub stage: Option<Standing>,
    pub words: Vec<String>,
    #[serde(default)]
    pub needs: Vec<String>,
}

/// Words around figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    pub up: Vec<String>,
    pub down: Vec<String>,
    pub verbs: Vec<String>,
    pub signs: Vec<String>,
    pub units: Vec<String>,
    /// Words by which a sentence speaks of crime or of what is done about it.
    pub crime: Vec<String>,
}

/// All lists.
pub(super) struct Words {
    /// Ends of names of bodies, the longest first.
    pub bodies: Vec<(String, Sort)>,
    pub names: Inside,
    pub offices: Vec<String>,
    pub titles: Vec<String>,
    pub kin: Vec<String>,
    pub groups: Vec<String>,
    /// Gangs known by name.
    pub gangs: Vec<String>,
    pub campaigns: Campaigns,
    pub voices: Voices,
    pub silence: Silence,
    pub cues: Vec<(Standing, Vec<String>)>,
    pub ties: Vec<Tie>,
    pub proceedings: Vec<Proceeding>,
    pub figures: Figures,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/chinese.toml")).expect("the crate's own data file, read by its tests");
    let mut bodies: Vec<(String, Sort)> = file
        .bodies
        .into_iter()
        .flat_map(|(sort, ends)| {
            let sort = Sort::parse(&sort).unwrap_or(Sort::Unknown);
            ends.into_iter().map(move |end| (end, sort))
        })
        .collect();
    bodies.sort_by_key(|(end, _)| std::cmp::Reverse(end.len()));
    let deputies: Vec<String> = file.offices.power.iter().map(|office| format!("副{office}")).collect();
    let offices = file.offices.power.into_iter().chain(deputies).chain(file.offices.work).collect();
    Words {
        bodies,
        names: file.words,
        offices,
        titles: file.titles.words,
        kin: file.kin.words,
        groups: file.groups.words,
        gangs: file.gangs.words,
        campaigns: file.campaigns,
        voices: file.voices,
        silence: file.silence,
        cues: file
            .cue
            .into_iter()
            .map(|cue| (cue.standing.parse().expect("the crate's own data file names known standings"), cue.words))
            .collect(),
        ties: file.tie,
        proceedings: file.proceeding,
        figures: file.figures,
    }
});

impl Words {
    /// The lists.
    pub fn get() -> &'static Self {
        &WORDS
    }
}
