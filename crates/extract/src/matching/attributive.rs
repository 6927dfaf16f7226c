//! Proceedings that a participle before a noun or a name tells: "the convicted fraudster Brandt", "a dismissed inspector,
//! Jonas Pell,".

use std::collections::HashSet;

use umbra_model::Standing;

use super::{Fill, Matcher};
use crate::extraction::Event;
use crate::mention::MentionKind;

/// The sort of event that a participle tells of whom it describes, and how far it takes an accusation.
fn kind_of(word: &str) -> Option<(&'static str, Option<Standing>)> {
    Some(match word {
        "convicted" => ("conviction", Some(Standing::Convicted)),
        "jailed" | "imprisoned" | "incarcerated" => ("sentence", Some(Standing::Convicted)),
        "indicted" | "impeached" => ("charge", Some(Standing::Charged)),
        "arrested" | "detained" => ("arrest", Some(Standing::Detained)),
        "acquitted" | "exonerated" => ("acquittal", Some(Standing::Acquitted)),
        "dismissed" | "sacked" | "ousted" | "deposed" | "fired" | "suspended" | "expelled" => ("dismissal", None),
        _ => return None,
    })
}

impl Matcher<'_, '_> {
    /// The events that participles tell of a person and nothing else of the document told already.
    pub(super) fn attributive(&self, told: &[Event]) -> Vec<Event> {
        let mut found: Vec<Event> = Vec::new();
        let analysis = self.analysis;
        let mut known: HashSet<(&str, usize)> =
            told.iter().flat_map(|e| e.roles.iter().map(|(_, who)| (e.kind.as_str(), *who))).collect();
        for phrase in 0..analysis.chunks.phrases.len() {
            let np = &analysis.chunks.phrases[phrase];
            let end = np.mention.map_or(np.head, |m| analysis.mentions[m].tokens.start);
            if np.is_plural || np.is_pronoun || np.opening == crate::chunk::Opening::Negative {
                continue;
            }
            let Some((at, kind, stage)) =
                (np.tokens.start..end).find_map(|i| kind_of(self.lower(i)).map(|(kind, stage)| (i, kind, stage)))
            else {
                continue;
            };
            let fills = self.fills(phrase);
            let [who] = fills.as_slice() else { continue };
            if who.unsure || self.is_open(at, kind, who) {
                continue;
            }
            if !known.insert((kind, who.entity)) {
                continue;
            }
            let sentence = analysis.document.sentence_of(at);
            found.push(Event {
                kind: kind.to_owned(),
                schema: "Proceeding".to_owned(),
                roles: vec![("defendant".to_owned(), who.entity)],
                stage,
                content: Vec::new(),
                trigger: analysis.document.tokens[at].range(),
                evidence: self.evidence(&[np.tokens.clone(), who.tokens.clone()], sentence),
                date: None,
                properties: Vec::new(),
                concerns: Vec::new(),
                attribution: self.reader.voices_at(at),
                rule: format!("{kind}.attributive"),
                clause: None,
            });
        }
        found
    }

    /// Whether a participle leaves open what became of somebody: doubted or to come, or locked up before any verdict.
    fn is_open(&self, at: usize, kind: &str, who: &Fill) -> bool {
        let analysis = self.analysis;
        let sentence = &analysis.document.sentences[analysis.document.sentence_of(at)];
        let doubted = at.checked_sub(1).is_some_and(|i| {
            matches!(
                self.lower(i),
                "not"
                    | "never"
                    | "allegedly"
                    | "reportedly"
                    | "possibly"
                    | "soon-to-be"
                    | "any"
                    | "falsely"
                    | "and"
                    | "or"
            )
        });
        doubted
            || sentence.is_question
            || self.referents.entities[who.entity].kind != MentionKind::Person
            || self.referents.accusers.contains(&who.entity)
            || kind == "sentence" && !self.judged.contains(&who.entity)
            || kind == "dismissal"
                && !self.officials.contains(&who.entity)
                && !self.speaks_of_crime(analysis.document.sentence_of(at))
    }
}
