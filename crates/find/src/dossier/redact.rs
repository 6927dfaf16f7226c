//! Withholding the names of victims, witnesses and minors.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{Attribution, EntityId, PartialDate, PropertyType};

use super::veil::Veil;
use super::{Dossier, Stated};
use crate::{Citation, EntityRef, Facts, Network, Role};

/// Whose names are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// Who suffered an offence.
    Victims,
    /// Who testified or is called a witness.
    Witnesses,
    /// Who was under eighteen when a source told of them.
    Minors,
}

impl Withheld {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Victims, Self::Witnesses, Self::Minors];

    /// The name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Victims => "victims",
            Self::Witnesses => "witnesses",
            Self::Minors => "minors",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Victims => "victim",
            Self::Witnesses => "witness",
            Self::Minors => "minor",
        }
    }
}

/// The age at which somebody is of age.
const OF_AGE: i16 = 18;

const CAUTION: &str = "names were withheld; whatever else in a sentence points to who is meant stands there still: read all of it \
before you hand it on";

/// Who is withheld in a case, and under which word: "[victim 1]". Whoever is charged or convicted stays named, unless a minor.
pub(super) fn withheld(facts: &Facts, network: &Network, whose: &[Withheld]) -> BTreeMap<EntityId, String> {
    let mut numbers: BTreeMap<Withheld, usize> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for node in network.nodes().iter().filter(|node| node.entity.schema == "Person") {
        let has = |role: Role| node.roles.iter().any(|held| held.role == role);
        let is_accused = has(Role::Convicted) || has(Role::Accused);
        let is_of = |whose: Withheld| match whose {
            Withheld::Victims => has(Role::Victim) && !is_accused,
            Withheld::Witnesses => has(Role::Witness) && !is_accused,
            Withheld::Minors => is_minor(facts, &node.entity.id),
        };
        if let Some(kind) = Withheld::ALL.into_iter().filter(|kind| whose.contains(kind)).find(|kind| is_of(*kind)) {
            let number = numbers.entry(kind).or_default();
            *number += 1;
            found.insert(node.entity.id.clone(), format!("[{} {number}]", kind.label()));
        }
    }
    found
}

/// Whether a source tells of somebody that they were not yet of age, by the date of birth or in words.
fn is_minor(facts: &Facts, id: &EntityId) -> bool {
    let told = facts.of(id).filter_map(|fact| facts.source(fact.statement.span().source())?.published);
    let last = facts.sources().filter_map(|source| source.published).max();
    let then = told.min().or(last);
    let born = facts.values(id, "birthDate").into_iter().filter_map(|date| date.parse::<PartialDate>().ok());
    let is_young = |born: PartialDate| then.is_some_and(|then| is_under_age(born, then));
    let words = ["summary", "description", "position", "title", "notes", "keywords"];
    let says = |property: &&str| facts.values(id, property).iter().any(|words| tells_minor(words));
    born.into_iter().any(is_young) || words.iter().any(says)
}

/// Whether somebody born then may be under age on a day; a vague date is read as the latest that it can mean.
fn is_under_age(born: PartialDate, then: PartialDate) -> bool {
    let (born, then) = (born.latest(), then.earliest());
    let years = then.year().saturating_sub(born.year());
    years < OF_AGE || (years == OF_AGE && (then.month(), then.day()) < (born.month(), born.day()))
}

fn tells_minor(words: &str) -> bool {
    const CUES: [&str; 7] = ["juvenile", "underage", "schoolboy", "schoolgirl", "pupil", "未成年", "несовершеннолетн"];
    let lower = words.to_lowercase();
    let tokens: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_cue = |cue: &&str| if cue.is_ascii() { tokens.contains(cue) } else { lower.contains(*cue) };
    let is_young = |age: &str| age.parse::<i16>().is_ok_and(|age| age < OF_AGE);
    let is_aged = tokens
        .windows(2)
        .any(|pair| (pair[0] == "aged" && is_young(pair[1])) || (is_young(pair[0]) && pair[1] == "year"));
    // "A minor" is a child, "a minor official" is none.
    tokens.last() == Some(&"minor") || CUES.iter().any(is_cue) || is_aged
}

impl Dossier {
    /// The dossier without the names of victims, witnesses or minors, which are replaced by "[victim 1]" wherever they stand:
    /// in ties, quotes, attributions and the names of files. Where the dossier is about one of them, everything is left
    /// out that tells who it is. O(length of the text times names withheld).
    #[must_use]
    pub fn redacted(mut self, facts: &Facts, network: &Network, whose: &[Withheld]) -> Self {
        // Nobody can tell whom a note names.
        self.noted.clear();
        let withheld = withheld(facts, network, whose);
        let is_subject = withheld.contains_key(&self.entity.id);
        if is_subject {
            self.leave_out_who_it_is();
        }
        let veil = Veil::new(facts, withheld, (!is_subject).then_some(&self.entity.id));
        let texts = |veil: &Veil, of: &mut Vec<Stated>| of.iter_mut().for_each(|stated| veil.stated(stated));
        veil.entity(&mut self.entity);
        if is_subject {
            self.records = vec![self.entity.id.clone()];
        }
        texts(&veil, &mut self.names);
        self.facts.iter_mut().for_each(|fact| texts(&veil, &mut fact.values));
        for merge in &mut self.merges {
            veil.text(&mut merge.why);
        }
        for office in &mut self.offices {
            veil.text(&mut office.post);
        }
        for accusation in &mut self.accusations {
            veil.text(&mut accusation.says);
            accusation.details.iter_mut().for_each(|fact| texts(&veil, &mut fact.values));
        }
        for tie in &mut self.ties {
            veil.entity(&mut tie.other);
            veil.text(&mut tie.says);
        }
        for saying in self.said.iter_mut().chain(&mut self.said_about) {
            veil.text(&mut saying.words);
            veil.attribution(&mut saying.attribution);
        }
        self.timeline.iter_mut().for_each(|moment| veil.text(&mut moment.says));
        self.not_the_same.iter_mut().for_each(|other| veil.entity(&mut other.entity));
        self.caveats.iter_mut().for_each(|caveat| veil.text(caveat));
        self.caveats.push(CAUTION.to_owned());
        self.footnotes.iter_mut().for_each(|note| veil.citation(&mut note.citation));
        self
    }

    /// Leaves out names, facts, offices and namesakes, and the footnotes that nothing else rests on.
    fn leave_out_who_it_is(&mut self) {
        let labels: BTreeSet<&str> = self.facts.iter().map(|fact| fact.label).collect();
        self.timeline.retain(|moment| moment.standing.is_some() || !labels.contains(moment.says.as_str()));
        self.names.clear();
        self.facts.clear();
        self.offices.clear();
        self.not_the_same.clear();
        self.merges.clear();
        let accused = self.accusations.iter().flat_map(|accusation| {
            accusation.notes.iter().chain(accusation.details.iter().flat_map(|d| &d.values).flat_map(|v| &v.notes))
        });
        let told = self.said.iter().chain(&self.said_about).flat_map(|saying| &saying.notes);
        let ties = self.ties.iter().flat_map(|tie| &tie.notes);
        let moments = self.timeline.iter().flat_map(|moment| &moment.notes);
        let cited: BTreeSet<usize> = accused.chain(told).chain(ties).chain(moments).copied().collect();
        self.footnotes.retain(|note| cited.contains(&note.number));
    }
}

impl Veil {
    fn text(&self, text: &mut String) {
        *text = self.over(text);
    }

    fn entity(&self, entity: &mut EntityRef) {
        if let Some(label) = self.label(&entity.id) {
            label.clone_into(&mut entity.caption);
            let plain = label.trim_matches(['[', ']']).replace(' ', "-");
            if let Ok(id) = EntityId::new(format!("withheld-{plain}")) {
                entity.id = id;
            }
        } else {
            self.text(&mut entity.caption);
        }
    }

    fn stated(&self, stated: &mut Stated) {
        self.text(&mut stated.value);
        if let Some(entity) = &mut stated.entity {
            self.entity(entity);
            stated.value.clone_from(&entity.caption);
        }
    }

    fn attribution(&self, attribution: &mut Attribution) {
        let links = attribution.links().iter();
        *attribution = links.fold(Attribution::own_voice(), |chain, link| match &link.entity {
            Some(entity) if self.label(entity).is_some() => chain.citing(self.label(entity).unwrap_or_default(), None),
            entity => chain.citing(self.over(&link.name), entity.clone()),
        });
    }

    fn citation(&self, citation: &mut Citation) {
        self.text(&mut citation.quote);
        self.text(&mut citation.source_name);
        self.text(&mut citation.path);
        citation.publisher.iter_mut().for_each(|publisher| self.text(publisher));
        self.attribution(&mut citation.attribution);
    }
}

/// The names under which somebody is told of.
pub(super) fn names_of(facts: &Facts, id: &EntityId) -> BTreeSet<String> {
    let is_name = |kind: PropertyType| kind == PropertyType::Name;
    let named = facts.of(id).filter(|fact| is_name(fact.statement.property().kind()));
    let mut names: BTreeSet<String> = named
        .flat_map(|fact| [Some(fact.statement.value()), fact.statement.original()])
        .flatten()
        .map(str::to_owned)
        .collect();
    names.insert(facts.caption(id));
    names
}
