//! Sentences told with the verb left out: "Brandt got ten years and Ostrow six".

use super::Matcher;
use crate::extraction::Event;
use crate::mention::{MentionForm, MentionKind};
use crate::number::number_at;
use crate::word::Class;

impl Matcher<'_, '_> {
    /// The sentences of those who follow in the same breath: "jailed Brandt for 12 years, Ostrow for six years and Pell
    /// for four". `from` is the token after the term of the first.
    pub(super) fn gapped(&self, event: &Event, from: usize, sentence: usize) -> Vec<Event> {
        let analysis = self.analysis;
        let limit = analysis.document.sentences[sentence].tokens.end;
        let word = |at: usize| if at < limit { self.lower(at) } else { "" };
        let length = event.properties.iter().find(|(property, _)| property == "sentenceLength");
        let Some(mut unit) = length.and_then(|(_, iso)| iso.chars().last()).filter(|unit| matches!(unit, 'Y' | 'M'))
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut at = from;
        while matches!(word(at), "imprisonment" | "in" | "prison" | "jail") {
            at += 1;
        }
        loop {
            let joined = at;
            while matches!(word(at), "," | "and" | "while" | "with") {
                at += 1;
            }
            if at == joined {
                return found;
            }
            // "and enforcer Wayne Lomas 12".
            let titled = (at..limit.min(at + 4))
                .take_while(|i| matches!(analysis.words[*i].class, Class::Noun | Class::Adjective | Class::Possessive));
            at += titled.count();
            let named = analysis
                .mentions_in(&(at..limit))
                .into_iter()
                .map(|m| &analysis.mentions[m])
                .find(|m| m.tokens.start == at && m.kind == MentionKind::Person && m.form != MentionForm::Pronoun);
            let Some((name, entity)) = named.and_then(|m| m.entity.map(|entity| (m, entity))) else { return found };
            at = self.past_description(name.tokens.end, limit);
            while matches!(word(at), "for" | "to" | "given" | "handed" | "receiving" | "getting" | "got") {
                at += 1;
            }
            let Some(number) = number_at(&analysis.document, at, limit).filter(|n| n.value > 0.0 && n.value < 100.0)
            else {
                return found;
            };
            let start = at;
            at += number.tokens;
            match word(at) {
                "year" | "years" => unit = 'Y',
                "month" | "months" => unit = 'M',
                _ => at -= 1,
            }
            at += 1;
            // "and Ostrow six years ago": no penalty.
            if !matches!(word(at), "" | "," | "." | ";" | "and" | "in" | ")") {
                return found;
            }
            let name_of_unit = if unit == 'Y' { "years" } else { "months" };
            let words = analysis.document.words(&(start..start + number.tokens));
            let mut other = event.clone();
            for (property, whom) in &mut other.roles {
                if property == "defendant" {
                    *whom = entity;
                }
            }
            other.properties.retain(|(property, _)| !matches!(property.as_str(), "sentence" | "sentenceLength"));
            other.properties.push(("sentenceLength".to_owned(), format!("P{}{unit}", number.value)));
            other.properties.push(("sentence".to_owned(), format!("{words} {name_of_unit}")));
            let end = analysis.document.tokens[at - 1].end;
            other.evidence.end = other.evidence.end.max(end);
            other.trigger = analysis.document.tokens[name.tokens.start].start..end;
            found.push(other);
        }
    }

    /// "Ostrow, 44, from Kestmoor in Arden, to six years": where the description of a name ends.
    fn past_description(&self, from: usize, limit: usize) -> usize {
        if self.analysis.document.lower_at(from) != Some(",") {
            return from;
        }
        let is_verb = |i: usize| {
            matches!(self.analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal)
                && !matches!(self.lower(i), "given" | "handed" | "aged")
        };
        let end = (from..limit.min(from + 16)).take_while(|i| !is_verb(*i)).find(|i| {
            *i > from
                && self.lower(*i - 1) == ","
                && matches!(self.lower(*i), "for" | "to" | "given" | "handed")
                && number_at(&self.analysis.document, *i + 1, limit).is_some()
        });
        end.unwrap_or(from)
    }
}
