//! Proceedings told by a noun: "following his arrest in May", "the conviction of Brandt for fraud drew applause".
//!
//! A noun tells an event as done only where the words around it do: after "after" and its like, as the subject of what
//! then happened, as the object of praise or blame. "A warrant for the arrest of" and "demanded the trial of" tell none.

use std::collections::HashSet;
use std::ops::Range;

use umbra_model::Standing;

use super::{Fill, Matcher};
use crate::chunk::{Opening, Shape};
use crate::clause::Clause;
use crate::extraction::Event;
use crate::mention::MentionKind;

/// The sort of event that a noun tells, and how far it takes an accusation.
fn kind_of(noun: &str) -> Option<(&'static str, Option<Standing>)> {
    Some(match noun {
        "arrest" | "capture" | "detention" => ("arrest", Some(Standing::Detained)),
        "indictment" | "arraignment" | "impeachment" | "prosecution" => ("charge", Some(Standing::Charged)),
        "investigation" | "probe" | "inquiry" | "enquiry" => ("investigation", Some(Standing::Investigated)),
        "sentencing" | "jailing" => ("sentence", Some(Standing::Convicted)),
        "plea" => ("guilty_plea", Some(Standing::Tried)),
        "appointment" | "reappointment" => ("takes_office", None),
        "trial" => ("trial", Some(Standing::Tried)),
        "conviction" => ("conviction", Some(Standing::Convicted)),
        "acquittal" => ("acquittal", Some(Standing::Acquitted)),
        "extradition" => ("extradition", Some(Standing::Detained)),
        "resignation" => ("resignation", None),
        "dismissal" | "sacking" | "suspension" | "expulsion" | "ouster" | "firing" => ("dismissal", None),
        _ => return None,
    })
}

impl Matcher<'_, '_> {
    /// The events that nouns tell and no verb of the document told already.
    pub(super) fn deverbal(&self, told: &[Event]) -> Vec<Event> {
        let mut found: Vec<Event> = Vec::new();
        let mut known: HashSet<(&str, usize)> =
            told.iter().filter_map(|event| Some((event.kind.as_str(), event.roles.first()?.1))).collect();
        for phrase in 0..self.analysis.chunks.phrases.len() {
            let head = self.analysis.chunks.phrases[phrase].head;
            let Some((kind, stage)) = kind_of(&crate::chunk::singular(self.lower(head))) else { continue };
            if kind == "guilty_plea" && head.checked_sub(1).is_none_or(|i| self.lower(i) != "guilty") {
                continue;
            }
            let done = self.is_told_as_done(phrase).or_else(|| self.is_under_way(phrase, kind));
            let Some(clause) = done else { continue };
            for who in self.undergoers(phrase, clause) {
                if known.insert((kind, who.entity)) {
                    found.push(self.event_of_noun(phrase, kind, stage, &who));
                }
            }
        }
        found
    }

    /// "were convicted following a 14-week trial", "At a trial in May Brandt was jailed": whoever is judged there stood it.
    pub(super) fn trials(&self, told: &[Event]) -> Vec<Event> {
        let analysis = self.analysis;
        let mut found: Vec<Event> = Vec::new();
        let mut stood: HashSet<usize> =
            told.iter().filter(|e| e.kind == "trial").flat_map(|e| e.roles.iter().map(|(_, who)| *who)).collect();
        let verdict = |e: &&Event| matches!(e.kind.as_str(), "conviction" | "sentence" | "acquittal");
        let verbs: HashSet<usize> = told
            .iter()
            .filter(verdict)
            .filter_map(|e| Some(analysis.chunks.groups[analysis.clauses[e.clause?].group].main))
            .collect();
        for event in told.iter().filter(verdict) {
            let (Some(index), Some((_, whom))) = (event.clause, event.roles.first()) else { continue };
            if stood.contains(whom) {
                continue;
            }
            let clause = &analysis.clauses[index];
            let group = &analysis.chunks.groups[clause.group].tokens;
            let sentence = &analysis.document.sentences[clause.sentence].tokens;
            let is_trial = |phrase: &usize| {
                let np = &analysis.chunks.phrases[*phrase];
                let before = np.tokens.start.checked_sub(1).filter(|i| *i >= sentence.start);
                let at =
                    before.is_some_and(|i| matches!(self.lower(i), "at" | "in" | "after" | "following" | "during"));
                let own = !(np.own.start..np.head)
                    .any(|i| is_doubtful(self.lower(i)) || matches!(self.lower(i), "another" | "separate" | "first"));
                let (from, to) =
                    if np.head < group.start { (np.head + 1, group.start) } else { (group.end, np.tokens.start) };
                let parted = (from..to).any(|i| {
                    matches!(
                        analysis.words[i].class,
                        crate::word::Class::Relative | crate::word::Class::Modal | crate::word::Class::Subordinator
                    ) || self.lower(i) == "who"
                        || matches!(analysis.words[i].class, crate::word::Class::Verb) && !verbs.contains(&i)
                });
                self.lower(np.head) == "trial"
                    && at
                    && own
                    && !parted
                    && np.opening != Opening::Negative
                    && np.owner.is_none()
                    && self.hanging(*phrase, "of").is_empty()
            };
            let phrases = analysis.phrases_within(sentence.clone()).map(|(_, p)| *p);
            let Some(phrase) = phrases.into_iter().find(is_trial) else { continue };
            let tokens = analysis.chunks.phrases[phrase].tokens.clone();
            let who = Fill { entity: *whom, tokens: group.clone(), unsure: false };
            let mut trial = self.event_of_noun(phrase, "trial", Some(Standing::Tried), &who);
            trial.evidence = self.evidence(&[tokens, group.clone()], clause.sentence);
            trial.evidence.start = trial.evidence.start.min(event.evidence.start);
            trial.evidence.end = trial.evidence.end.max(event.evidence.end);
            stood.insert(*whom);
            found.push(trial);
        }
        found
    }

    /// The clause around a phrase, where its words tell what the phrase says as done.
    fn is_told_as_done(&self, phrase: usize) -> Option<usize> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let opens = matches!(np.opening, Opening::Definite | Opening::Possessed | Opening::Pointing)
            || np.opening == Opening::Bare && np.owner.is_some();
        let doubted = (np.own.start..np.head).any(|i| is_doubtful(self.lower(i)));
        if !opens || doubted || np.mention.is_some() {
            return None;
        }
        let sentence = analysis.document.sentence_of(np.head);
        if analysis.document.sentences[sentence].is_question {
            return None;
        }
        let factual = |index: &usize| self.reader.of(*index).silence.is_none();
        let mut clauses = analysis.clauses_of(sentence);
        let as_argument = clauses.clone().find(|index| {
            let clause = &analysis.clauses[*index];
            clause.subjects.contains(&phrase) && self.goes_on_from(clause)
                || clause.objects.contains(&phrase)
                    && !clause.passive
                    && judges(analysis.chunks.groups[clause.group].lemma)
        });
        if let Some(index) = as_argument {
            return Some(index).filter(factual);
        }
        let before = np.tokens.start.checked_sub(1)?;
        let dated =
            !analysis.attached[phrase].dates.is_empty() || (np.own.start..np.head).any(|i| is_year(self.lower(i)));
        let noun = self.lower(np.head);
        let leads = match self.lower(before) {
            "after" | "following" | "since" | "despite" | "upon" => true,
            // "conceded in his guilty plea".
            "in" if noun == "plea" => true,
            "until" | "before" => dated,
            // "are expected to present at his trial": that is still to come.
            "at" | "during" | "in" if matches!(noun, "trial" | "sentencing" | "arraignment") => {
                let start = analysis.document.sentences[sentence].tokens.start;
                !(start..before)
                    .any(|i| matches!(self.lower(i), "expected" | "will" | "would" | "could" | "may" | "might"))
            }
            // "starting with the arrest of Brandt".
            "with" | "in" => before.checked_sub(1).is_some_and(|i| {
                matches!(
                    self.lower(i),
                    "starting"
                        | "beginning"
                        | "culminating"
                        | "culminated"
                        | "ended"
                        | "resulted"
                        | "resulting"
                        | "began"
                        | "started"
                )
            }),
            "of" => before.checked_sub(1).is_some_and(|i| {
                matches!(self.lower(i), "time" | "day" | "night" | "morning" | "moment" | "wake" | "aftermath")
                    || noun == "trial" && matches!(self.lower(i), "start" | "opening" | "beginning" | "end" | "outset")
            }),
            _ => false,
        };
        if !leads {
            return None;
        }
        // The clause that it hangs on: one that holds it, else the nearest of its sentence.
        let holds = |clause: &Clause| clause.extent.contains(&np.head);
        let at = clauses
            .clone()
            .rfind(|i| analysis.clauses[*i].shape == Shape::Finite && holds(&analysis.clauses[*i]))
            .or_else(|| clauses.find(|i| analysis.clauses[*i].shape == Shape::Finite))?;
        Some(at).filter(factual)
    }

    /// "the investigation into Brandt": who speaks of an inquiry into somebody says that there is one, unless it is asked for,
    /// refused or yet to come.
    fn is_under_way(&self, phrase: usize, kind: &str) -> Option<usize> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let into = analysis.attached[phrase].complements.iter().any(|c| self.lower(c.preposition) == "into");
        let doubted = (np.own.start..np.head).any(|i| is_doubtful(self.lower(i)));
        if kind != "investigation" || !into || doubted || np.opening == Opening::Negative || np.mention.is_some() {
            return None;
        }
        let sentence = analysis.document.sentence_of(np.head);
        let range = &analysis.document.sentences[sentence].tokens;
        let wanted = |i: usize| {
            analysis.words[i].class == crate::word::Class::Modal
                || matches!(
                    self.lower(i),
                    "call"
                        | "calls"
                        | "called"
                        | "calling"
                        | "demand"
                        | "demands"
                        | "demanded"
                        | "want"
                        | "wants"
                        | "wanted"
                        | "seek"
                        | "sought"
                        | "seeking"
                        | "urge"
                        | "urged"
                        | "request"
                        | "requested"
                        | "refuse"
                        | "refused"
                        | "block"
                        | "blocked"
                        | "need"
                        | "promised"
                        | "pledged"
                        | "if"
                        | "whether"
                        | "no"
                        | "not"
                        | "never"
                        | "without"
                        | "recommended"
                        | "propose"
                        | "proposed"
                        | "ask"
                        | "asked"
                        | "consider"
                        | "considering"
                        | "threatened"
                        | "possible"
                        | "reject"
                        | "rejected"
                )
        };
        let mut around = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]);
        let ends = |clause: &Clause| {
            let lemma = analysis.chunks.groups[clause.group].lemma;
            let ended = matches!(
                lemma,
                "shelve" | "close" | "drop" | "end" | "halt" | "suspend" | "stop" | "abandon" | "quash"
            );
            ended && clause.patients().contains(&phrase)
        };
        if analysis.document.sentences[sentence].is_question || range.clone().any(wanted) || around.any(ends) {
            return None;
        }
        let mut clauses = analysis.clauses_of(sentence);
        let holds = |clause: &Clause| clause.extent.contains(&np.head);
        let at = clauses.clone().rfind(|i| holds(&analysis.clauses[*i])).or_else(|| clauses.next())?;
        Some(at).filter(|index| self.reader.of(*index).silence.is_none())
    }

    /// "The arrest of Brandt shocked the town": a finite verb that takes its subject for a fact.
    fn goes_on_from(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let past = matches!(self.lower(group.tokens.start), "was" | "were" | "had" | "has" | "have")
            || self.lower(group.main) != group.lemma && !self.lower(group.main).ends_with("ing");
        let happens = matches!(
            group.lemma,
            "come"
                | "follow"
                | "shock"
                | "spark"
                | "trigger"
                | "prompt"
                | "lead"
                | "end"
                | "draw"
                | "mark"
                | "cause"
                | "bring"
                | "send"
                | "stun"
                | "anger"
                | "raise"
                | "highlight"
                | "occur"
                | "happen"
                | "take"
                | "make"
                | "represent"
                | "deal"
                | "provoke"
                | "result"
                | "set"
                | "leave"
                | "sparked"
                | "fuel"
                | "open"
                | "surprise"
                | "hear"
                | "last"
                | "conclude"
        );
        // "Brandt's conviction was the first of its kind".
        let was = matches!(self.lower(group.main), "was" | "were" | "been") && !clause.objects.is_empty();
        clause.shape == Shape::Finite && past && (happens || was) && !clause.passive
    }

    /// Whom the noun speaks of: "of Brandt", "Brandt's", and "his" where he is who the clause is about.
    fn undergoers(&self, phrase: usize, clause: usize) -> Vec<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        let mut fills = self.hanging(phrase, "of");
        let noun = crate::chunk::singular(self.lower(np.head));
        let inquires = kind_of(&noun).is_some_and(|(kind, _)| kind == "investigation");
        if inquires {
            fills.extend(self.hanging(phrase, "into"));
        }
        // "the arrest and arraignment of Brandt".
        let joined = self.analysis.document.lower_at(np.tokens.end) == Some("and");
        if let Some(next) = self.analysis.phrase_at.get(&(np.tokens.end + 1)).filter(|_| joined && fills.is_empty()) {
            let told = kind_of(self.lower(self.analysis.chunks.phrases[*next].head)).is_some();
            fills.extend(told.then(|| self.hanging(*next, "of")).into_iter().flatten());
        }
        if let Some(pronoun) = np.owner_pronoun {
            let about = &self.analysis.clauses[clause];
            let is_person = |fill: &Fill| self.referents.entities[fill.entity].kind == MentionKind::Person;
            let beside = about.objects.iter().chain(about.complements.iter().flat_map(|c| c.phrases.iter()));
            let other = beside.filter(|p| **p != phrase).flat_map(|p| self.fills(*p)).any(|fill| is_person(&fill));
            let subject = about.subjects.iter().flat_map(|p| self.fills(*p)).filter(|fill| !fill.unsure);
            let entities: Vec<usize> = subject.map(|fill| fill.entity).collect();
            // "which were active after her appointment": the only person of the sentence.
            let sentence = self.analysis.document.sentence_of(np.head);
            let named = self.analysis.mentions_in(&self.analysis.document.sentences[sentence].tokens);
            let mut persons: Vec<usize> = named
                .into_iter()
                .map(|m| &self.analysis.mentions[m])
                .filter(|m| m.kind == MentionKind::Person)
                .filter_map(|m| m.entity)
                .collect();
            persons.sort_unstable();
            persons.dedup();
            // "Following his arrest, Brandt resigned": a pronoun before whom it stands for.
            let ahead = about.subjects.first().is_some_and(|p| self.analysis.chunks.phrases[*p].tokens.start > np.head);
            let meant = match self.pronouns.get(&pronoun) {
                Some(entity) => entities == [*entity] || entities.is_empty() && persons == [*entity],
                None => ahead && entities.len() == 1,
            };
            let meant = entities.first().or_else(|| self.pronouns.get(&pronoun)).filter(|_| meant && !other);
            fills.extend(meant.map(|entity| Fill { entity: *entity, tokens: pronoun..pronoun + 1, unsure: false }));
        } else if !inquires {
            // "the government's indictment of Brandt": whose it is, where nobody hangs on it.
            fills.extend(self.owner(phrase).filter(|_| fills.is_empty()));
        }
        fills.retain(|fill| {
            let entity = &self.referents.entities[fill.entity];
            let firm = inquires && (entity.is_group() || entity.sort == crate::lexicon::Sort::Company);
            (entity.kind == MentionKind::Person || firm)
                && !fill.unsure
                && !self.referents.accusers.contains(&fill.entity)
        });
        fills
    }

    fn event_of_noun(&self, phrase: usize, kind: &str, stage: Option<Standing>, who: &Fill) -> Event {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let attached = &analysis.attached[phrase];
        let end = analysis.chunks.chunks[attached.last].tokens.end;
        let whole = np.tokens.start..end.max(np.tokens.end);
        let content: Vec<Range<usize>> = attached
            .complements
            .iter()
            .filter(|c| self.lower(c.preposition) == "for")
            .filter_map(|c| {
                let (first, last) = (*c.phrases.first()?, *c.phrases.last()?);
                let end = analysis.chunks.chunks[analysis.attached[last].last].tokens.end;
                Some(analysis.chunks.phrases[first].tokens.start..end)
            })
            .collect();
        let date = attached
            .dates
            .iter()
            .filter_map(|(_, tokens)| self.date_at(tokens))
            .chain(self.dates_in(&np.tokens))
            .find(|d| analysis.dates[*d].is_point());
        let sentence = analysis.document.sentence_of(np.head);
        let (schema, role) = match kind {
            "resignation" => ("Event", "involved"),
            "takes_office" => ("", "holder"),
            _ => ("Proceeding", "defendant"),
        };
        Event {
            kind: kind.to_owned(),
            schema: schema.to_owned(),
            roles: vec![(role.to_owned(), who.entity)],
            stage,
            content: content.iter().map(|c| analysis.document.bytes(c)).collect(),
            trigger: analysis.document.bytes(&(np.head - usize::from(kind == "guilty_plea")..np.head + 1)),
            evidence: self.evidence(&[whole, who.tokens.clone()], sentence),
            date,
            properties: Vec::new(),
            concerns: Vec::new(),
            attribution: self.reader.voices_at(np.head),
            rule: format!("{kind}.noun"),
            clause: None,
        }
    }
}

/// Verbs of those who speak of what has happened.
fn judges(lemma: &str) -> bool {
    matches!(
        lemma,
        "welcome"
            | "hail"
            | "praise"
            | "condemn"
            | "criticise"
            | "criticize"
            | "denounce"
            | "decry"
            | "deplore"
            | "applaud"
            | "celebrate"
            | "blame"
            | "mourn"
            | "protest"
            | "regret"
    )
}

/// Words before a noun that leave open whether it came to that.
fn is_doubtful(word: &str) -> bool {
    matches!(
        word,
        "alleged"
            | "possible"
            | "potential"
            | "planned"
            | "attempted"
            | "expected"
            | "imminent"
            | "reported"
            | "rumoured"
            | "rumored"
            | "upcoming"
            | "future"
            | "eventual"
            | "any"
            | "cardiac"
            | "forthcoming"
            | "retrial"
            | "likely"
            | "mock"
            | "clinical"
            | "medical"
            | "drug"
    )
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}
