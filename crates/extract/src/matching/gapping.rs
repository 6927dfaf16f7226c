//! Sentences told with the verb left out: "Brandt got ten years and Ostrow six".

use super::{Fill, Matcher};
use crate::clause::Clause;
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
            while matches!(word(at), "," | ";" | "and" | "while" | "with") {
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
            // "Pell and Ostrow three each".
            let beside = (word(at) == "and")
                .then(|| {
                    let others = analysis.mentions_in(&(at + 1..limit)).into_iter().map(|m| &analysis.mentions[m]);
                    others
                        .filter(|m| m.kind == MentionKind::Person && m.form != MentionForm::Pronoun)
                        .find(|m| m.tokens.start == at + 1)
                })
                .flatten()
                .and_then(|m| Some((m.entity?, m.tokens.end)));
            if let Some((_, end)) = beside {
                at = end;
            }
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
            at += usize::from(beside.is_some() && word(at) == "each");
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
            other.trigger = event.trigger.start.min(analysis.document.tokens[name.tokens.start].start)..end;
            if let Some((second, _)) = beside {
                let mut twin = other.clone();
                twin.roles.iter_mut().filter(|(role, _)| role == "defendant").for_each(|(_, whom)| *whom = second);
                found.push(twin);
            }
            found.push(other);
        }
    }

    /// "Brandt and Pell were jailed for nine and seven years respectively": each has the length that stands in his place.
    pub(super) fn respectively(&self, clause: &Clause, fills: &[Fill], events: &mut [Event]) {
        let analysis = self.analysis;
        let limit = analysis.document.sentences[clause.sentence].tokens.end;
        // "sentenced Brandt and Pell to nine and seven years respectively": behind their names.
        let named = fills.iter().map(|fill| fill.tokens.end).max().unwrap_or_default();
        let from = analysis.chunks.groups[clause.group].tokens.end.max(named);
        let Some(end) = (from..limit).find(|i| self.lower(*i) == "respectively").filter(|_| fills.len() > 1) else {
            return;
        };
        let mut lengths: Vec<(f64, Option<char>)> = Vec::new();
        let mut at = from;
        while at < end {
            match self.lower(at) {
                "to" | "for" | "," | "and" | "in" | "prison" | "jail" | "imprisonment" | "sentences" | "terms"
                | "of" => {
                    at += 1;
                }
                "year" | "years" | "month" | "months" => {
                    let unit = if self.lower(at).starts_with('y') { 'Y' } else { 'M' };
                    // "nine and seven years": the unit goes for those before it.
                    for length in lengths.iter_mut().filter(|(_, known)| known.is_none()) {
                        length.1 = Some(unit);
                    }
                    at += 1;
                }
                _ => {
                    let Some(number) = number_at(&analysis.document, at, end).filter(|n| n.value < 100.0) else {
                        return;
                    };
                    lengths.push((number.value, None));
                    at += number.tokens;
                }
            }
        }
        let plural = |value: f64, unit: char| {
            let name = if unit == 'Y' { "year" } else { "month" };
            if (value - 1.0).abs() < f64::EPSILON { format!("{value} {name}") } else { format!("{value} {name}s") }
        };
        if lengths.len() != fills.len() || !lengths.iter().any(|(_, unit)| unit.is_some()) && !self.is_jailing(clause) {
            return;
        }
        let trigger = analysis.document.tokens[analysis.chunks.groups[clause.group].main].range();
        let holds = |told: &std::ops::Range<usize>| told.start <= trigger.start && trigger.end <= told.end;
        for event in events.iter_mut().filter(|e| e.kind == "sentence" && holds(&e.trigger)) {
            let whom = event.roles.first().map(|(_, entity)| *entity);
            let Some(at) = fills.iter().position(|fill| Some(fill.entity) == whom) else { continue };
            let (value, unit) = lengths[at];
            let unit = unit.unwrap_or('Y');
            event.properties.retain(|(property, _)| !matches!(property.as_str(), "sentence" | "sentenceLength"));
            event.properties.push(("sentenceLength".to_owned(), format!("P{value}{unit}")));
            event.properties.push(("sentence".to_owned(), plural(value, unit)));
            event.content.retain(|content| content.start >= analysis.document.tokens[end].start);
            event.evidence.end = event.evidence.end.max(analysis.document.tokens[end].end);
        }
    }

    /// "were sentenced to eight and 10 respectively": what is counted is years.
    fn is_jailing(&self, clause: &Clause) -> bool {
        matches!(self.analysis.chunks.groups[clause.group].lemma, "sentence" | "jail" | "imprison")
    }

    /// "convicted Brandt of fraud and Pell of perjury", "imposed 16 years on Brandt and one of five years on Pell": the
    /// verdict on whoever follows in the same breath. `from` is the token behind what is told of the first.
    pub(super) fn gapped_verdict(&self, event: &Event, from: usize, sentence: usize) -> Option<Event> {
        let analysis = self.analysis;
        let limit = analysis.document.sentences[sentence].tokens.end;
        let word = |at: usize| if at < limit { self.lower(at) } else { "" };
        let mut at = from + usize::from(word(from) == ",");
        if word(at) != "and" {
            return None;
        }
        at += 1;
        let person_from = |at: usize| {
            let found = analysis.mentions_in(&(at..limit.min(at + 8))).into_iter().map(|m| &analysis.mentions[m]);
            // "the second appellant, Pell": by the name.
            let named = found
                .filter(|m| m.kind == MentionKind::Person && m.form != MentionForm::Pronoun)
                .min_by_key(|m| (!m.is_name(), m.tokens.start))?;
            let plain = (at..named.tokens.start).all(|i| {
                matches!(
                    analysis.words[i].class,
                    Class::Noun
                        | Class::Adjective
                        | Class::Possessive
                        | Class::Determiner
                        | Class::Comma
                        | Class::Number
                )
            });
            named.entity.filter(|_| plain).map(|entity| (named.tokens.end, entity))
        };
        let mut other = event.clone();
        let end;
        if event.kind == "sentence" {
            at += usize::from(matches!(word(at), "one" | "a")) + usize::from(word(at + 1) == "sentence");
            at += usize::from(word(at) == "of");
            let number = number_at(&analysis.document, at, limit).filter(|n| n.value > 0.0 && n.value < 100.0)?;
            let start = at;
            at += number.tokens;
            let unit = match word(at) {
                "year" | "years" => 'Y',
                "month" | "months" => 'M',
                _ => return None,
            };
            if word(at + 1) != "on" {
                return None;
            }
            let (behind, entity) = person_from(at + 2)?;
            other.roles.iter_mut().filter(|(role, _)| role == "defendant").for_each(|(_, whom)| *whom = entity);
            other.properties.retain(|(property, _)| !matches!(property.as_str(), "sentence" | "sentenceLength"));
            other.properties.push(("sentenceLength".to_owned(), format!("P{}{unit}", number.value)));
            other.properties.push(("sentence".to_owned(), analysis.document.words(&(start..at + 1)).to_owned()));
            end = behind;
        } else {
            let (behind, entity) = person_from(at)?;
            let mut of = behind;
            // "Pell, 44, of perjury", "the second appellant, Pell, of perjury".
            while matches!(word(of), "," | "(" | ")") || word(of).parse::<u8>().is_ok() {
                of += 1;
            }
            if !matches!(word(of), "of") {
                return None;
            }
            let phrase = *analysis
                .phrase_at
                .get(&(of + 1))
                .or_else(|| analysis.phrases_within(of + 1..of + 5).next().map(|(_, p)| p))?;
            let np = &analysis.chunks.phrases[phrase];
            let gerund = np.tokens.start > of + 1;
            let last = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
            other.roles.iter_mut().filter(|(role, _)| role == "defendant").for_each(|(_, whom)| *whom = entity);
            let start = if gerund { of + 1 } else { np.tokens.start };
            other.content = vec![analysis.document.bytes(&(start..last))];
            other.properties.retain(|(property, _)| property == "authorityName");
            end = last;
        }
        if other.roles.first() == event.roles.first() {
            return None;
        }
        let start = analysis.document.tokens[from].start;
        other.trigger = start..analysis.document.tokens[end - 1].end;
        other.evidence.end = other.evidence.end.max(analysis.document.tokens[end - 1].end);
        Some(other)
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
