//! What is said, thought or claimed in the passive, with or without those who say it.

use super::*;

impl Attributor<'_, '_> {
    /// "was declared an “overwhelming victory”", "are regarded as threats": words without a speaker.
    pub(super) fn unspoken(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let end = self.content_end(clause.sentence);
        let by = clause
            .complements
            .iter()
            .find(|c| self.lower(c.preposition) == "by")
            .and_then(|c| c.phrases.first().copied());
        let quotes = self.quotes(&(group.tokens.end..end));
        let none = Speaker { phrase: None, tokens: None, entity: None, unsure: false };
        let speaker = by.map_or(none, |phrase| self.speaker(phrase));
        let mode = if by.is_some() { Mode::Indirect } else { Mode::NotGiven };
        match group.lemma {
            "call" if self.names_a_thing(clause) => {}
            "declare" | "describe" | "call" | "hail" if !quotes.is_empty() => {
                self.push(notes, &speaker, group.tokens.clone(), quotes, mode, Some(index));
            }
            "tell" if by.is_none() && clause.subjects.iter().any(|s| self.listens(*s)) => self.told(index, notes),
            "regard" | "see" | "view" | "consider" | "describe" => {
                let object = clause.complements.iter().find(|c| self.lower(c.preposition) == "as");
                // "described by Chief Daly as the boss".
                let from = speaker.tokens.as_ref().map_or(group.tokens.end, |tokens| tokens.end);
                let behind = (from..end.min(from + 2)).find(|i| self.lower(*i) == "as").filter(|_| by.is_some());
                if let Some(start) = behind.filter(|start| object.is_none() && start + 1 < end) {
                    let stop = (start + 1..end).find(|i| analysis.document.tokens[*i].is_mark(',')).unwrap_or(end);
                    self.push(notes, &speaker, group.tokens.clone(), vec![start + 1..stop], mode, Some(index));
                } else if let Some((complement, phrase)) = object.and_then(|c| c.phrases.first().map(|p| (c, *p))) {
                    let attached = &analysis.attached[phrase];
                    let last = analysis.chunks.chunks[attached.last].tokens.end;
                    let content = analysis.chunks.phrases[phrase].tokens.start..last;
                    self.push(
                        notes,
                        &speaker,
                        group.tokens.start..complement.preposition + 1,
                        vec![content],
                        mode,
                        Some(index),
                    );
                }
            }
            // "It was conceded by the advocate that".
            "concede" | "argue" | "submit" | "accept" | "contend" | "admit" | "state" | "confirm" | "announce"
            | "suggest" | "acknowledge"
                if by.is_some() && self.is_impersonal(clause) =>
            {
                let from = speaker.tokens.as_ref().map_or(group.tokens.end, |tokens| tokens.end);
                let that = (from..end).find(|i| self.lower(*i) == "that").filter(|that| *that <= from + 1);
                if let Some(that) = that.filter(|that| that + 1 < end) {
                    self.push(notes, &speaker, group.tokens.clone(), vec![that + 1..end], mode, Some(index));
                }
            }
            // "It was alleged in court that": by whom stays open.
            "allege" | "claim" | "say" | "argue" | "report" | "reveal" | "announce" | "suggest"
                if by.is_none() && self.lower(group.tokens.start) == "was" && self.is_impersonal(clause) =>
            {
                self.impersonal(index, notes);
            }
            // "was quoted as saying", "is reported as denying".
            "quote" | "cite" if by.is_none() => self.quoted(index, notes),
            // "His death was confirmed by the bureau", "The raid was blamed on the gang by the prosecutor's office".
            "confirm" | "announce" | "deny" | "blame" | "reveal" | "disclose" | "denounce" | "reject"
                if by.is_some() && !clause.subjects.is_empty() =>
            {
                let start = clause.subjects.iter().map(|s| analysis.chunks.phrases[*s].tokens.start).min();
                let content = start.unwrap_or(group.tokens.start)..group.tokens.start;
                let said = by.is_some_and(|phrase| self.can_speak(phrase, &speaker));
                if said && !content.is_empty() {
                    self.push(notes, &speaker, group.tokens.clone(), vec![content], mode, Some(index));
                }
            }
            // "was accused by the court of taking bribes".
            "accuse" if by.is_some() => {
                let from = speaker.tokens.as_ref().map_or(group.tokens.end, |tokens| tokens.end);
                let of = (from..end).find(|i| self.lower(*i) == "of").filter(|of| *of <= from + 2);
                let said = by.is_some_and(|phrase| self.can_speak(phrase, &speaker));
                if let Some(of) = of.filter(|of| said && of + 1 < end) {
                    self.push(notes, &speaker, group.tokens.clone(), vec![of + 1..end], mode, Some(index));
                }
            }
            // "was told by a clerk that", "is said by the newspaper to be".
            "tell" | "say" | "inform" | "warn" if by.is_some() => {
                let from = speaker.tokens.as_ref().map_or(group.tokens.end, |tokens| tokens.end);
                let opens = analysis
                    .document
                    .lower_at(from)
                    .is_some_and(|word| word == "that" || word == "to" && group.lemma == "say");
                let said = by.is_some_and(|phrase| self.can_speak(phrase, &speaker));
                if opens && said && from + 2 < end {
                    self.push(notes, &speaker, group.tokens.clone(), vec![from + 1..end], mode, Some(index));
                }
            }
            "report" | "allege" | "believe" | "claim" | "rumour" if by.is_some() => {
                let child = analysis.clauses_of(clause.sentence).find(|i| {
                    analysis.clauses[*i].parent == Some(index)
                        && matches!(analysis.clauses[*i].link, Link::Content | Link::Infinitive)
                });
                if let Some(child) = child {
                    let content = analysis.clauses[child].extent.clone();
                    self.push(notes, &speaker, group.tokens.clone(), vec![content], mode, Some(index));
                }
            }
            _ => {}
        }
    }

    fn is_impersonal(&self, clause: &Clause) -> bool {
        clause.subjects.iter().any(|s| self.lower(self.analysis.chunks.phrases[*s].head) == "it")
    }

    /// "It was alleged that the two had no intention of paying", "Sales were overstated, it was claimed in court".
    fn impersonal(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let sentence = self.sentence_range(clause.sentence);
        let Some(subject) = clause.subjects.first().copied() else { return };
        let start = self.analysis.chunks.phrases[subject].tokens.start;
        let child = self.analysis.clauses_of(clause.sentence).find(|i| {
            let other = &self.analysis.clauses[*i];
            other.parent == Some(index) && other.link == Link::Content && *i > index
        });
        let mut speaker = self.speaker(subject);
        speaker.entity = None;
        let content = match child {
            Some(child) => self.analysis.clauses[child].extent.start..self.content_end(clause.sentence),
            None if start > sentence.start + 2 && self.analysis.document.tokens[start - 1].is_mark(',') => {
                speaker.tokens = None;
                sentence.start..start - 1
            }
            None => return,
        };
        self.push(notes, &speaker, group.tokens.clone(), vec![content], Mode::NotGiven, Some(index));
    }

    /// "quoted the minister as saying that": whom the words are taken from.
    pub(super) fn quotes_somebody(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let end = self.content_end(clause.sentence);
        let Some(object) = clause.objects.first().copied() else { return };
        let speaker = self.speaker(object);
        let as_what = (group.tokens.end..end.min(group.tokens.end + 20)).find(|i| self.lower(*i) == "as");
        let Some(verb) = as_what.map(|i| i + 1).filter(|i| i + 1 < end) else { return };
        let lemma = self.analysis.lexicon.verbs.get(self.lower(verb)).map_or("", |(lemma, _)| lemma);
        let says = self.lower(verb).ends_with("ing")
            && self.analysis.reporting.says(lemma)
            && self.analysis.chunks.phrases[object].tokens.end < verb
            && self.can_speak(object, &speaker);
        let start = verb + 1 + usize::from(self.lower(verb + 1) == "that");
        if says && start < end {
            let mode = if self.quotes(&(start..end)).is_empty() { Mode::Indirect } else { Mode::Direct };
            self.push(notes, &speaker, verb..verb + 1, vec![start..end], mode, Some(index));
        }
    }

    /// "was quoted as saying that": the one quoted speaks.
    fn quoted(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let Some(subject) = clause.subjects.first().copied() else { return };
        let speaker = self.speaker(subject);
        let end = self.content_end(clause.sentence);
        let sentence = self.sentence_range(clause.sentence);
        let at = group.tokens.end;
        let says = self.analysis.document.lower_at(at) == Some("as")
            && at + 1 < end
            && self.lower(at + 1).ends_with("ing")
            && self.can_speak(subject, &speaker);
        if !says {
            return;
        }
        let before = self.quotes(&(sentence.start..self.analysis.chunks.phrases[subject].tokens.start));
        let that = usize::from(self.analysis.document.lower_at(at + 2) == Some("that"));
        let after = self.quotes(&(at + 2..end.max(at + 2)));
        let (contents, mode) = match (before.is_empty(), after.is_empty()) {
            (false, _) => (before, Mode::Direct),
            (true, false) => (after, Mode::Direct),
            _ => (vec![at + 2 + that..end.max(at + 2 + that)], Mode::Indirect),
        };
        self.push(notes, &speaker, group.tokens.start..at + 2, contents, mode, Some(index));
    }
}
