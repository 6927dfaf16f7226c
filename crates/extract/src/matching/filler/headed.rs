//! Lists of those to whom a clause does something, where the order of the words hides them: before "each", before the verb
//! of a sentence that they head, and after the verb ("Also arrested were ...").

use super::*;

impl Matcher<'_, '_> {
    /// "Brandt (37), Pell (40) and Ostrow (35) were all jailed": all who head the sentence of a plural verb.
    pub(super) fn headed(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let start = analysis.document.sentences[clause.sentence].tokens.start;
        // "were all each jailed": the auxiliary may stand apart.
        let between =
            |i: &usize| matches!(self.lower(*i), "all" | "each" | "both" | "also" | "then" | "later" | "found");
        let apart = (start..group.tokens.start).rev().find(|i| !between(i));
        let apart = apart.filter(|i| matches!(self.lower(*i), "were" | "are" | "have") && clause.passive);
        let begins = apart.unwrap_or(group.tokens.start);
        let plural = (begins..group.tokens.end).any(|i| matches!(self.lower(i), "were" | "are" | "have"));
        let each = group.tokens.start.checked_sub(1).filter(|i| *i > start && self.lower(*i) == "each");
        let verb_ahead = |i: usize| {
            matches!(
                analysis.words[i].class,
                Class::Verb | Class::Be | Class::Have | Class::Modal | Class::Relative | Class::Subordinator
            )
        };
        let end = each.filter(|_| apart.is_none()).unwrap_or(begins);
        if !plural && each.is_none() || end <= start || (start..end).any(verb_ahead) {
            return Vec::new();
        }
        let found = self.persons_named(start..end);
        let heads = |fill: &Fill| {
            let phrase = analysis.phrase_at.get(&(fill.tokens.end - 1));
            phrase.is_some_and(|p| analysis.chunks.phrases[*p].tokens.start == start)
        };
        // "In a case with Korr, Brandt and Pell were jailed": who hangs on a preposition is told beside.
        let hangs = |fill: &Fill| {
            analysis.words[fill.tokens.start.saturating_sub(1)].class == Class::Preposition && fill.tokens.start > start
        };
        if found.len() > 1 && found.first().is_some_and(heads) && !found.iter().any(hangs) { found } else { Vec::new() }
    }

    /// "Among those arrested were a councillor, Erik Brandt of the Harbour party, and Jonas Pell", "Also arrested was the
    /// head of the park, Anna Korr", "Those convicted include Lars Ostrow": those who are named after the verb.
    pub(super) fn inverted(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let range = &analysis.document.sentences[clause.sentence].tokens;
        if group.main < range.start + 1 || group.main > range.start + 4 {
            return Vec::new();
        }
        let opens = matches!(self.lower(range.start), "among" | "also" | "those" | "others");
        let joins = |i: &usize| {
            let word = self.lower(*i);
            opens && matches!(word, "was" | "were" | "is" | "are")
                || matches!(word, "include" | "includes" | "included")
        };
        let after = (group.main + 1)..range.end.min(group.main + 10);
        let other = |i: &usize| {
            !joins(i)
                && matches!(
                    analysis.words[*i].class,
                    Class::Verb | Class::Be | Class::Have | Class::Modal | Class::Comma
                )
        };
        let Some(from) = after.clone().find(joins).filter(|to| !(after.start..*to).any(|i| other(&i))) else {
            return Vec::new();
        };
        let mut found: Vec<Fill> = Vec::new();
        let mut last = from + 1;
        let mut aside = false;
        let mentions = analysis.mentions_in(&(from + 1..range.end));
        for mention in mentions.into_iter().map(|m| &analysis.mentions[m]).filter(|m| m.is_name()) {
            let start = mention.title_tokens.clone().map_or(mention.tokens.start, |t| t.start);
            if start < last {
                continue;
            }
            let between = last..start;
            // What a relative clause tells ends with a semicolon.
            let relative = between.clone().any(|i| analysis.words[i].class == Class::Relative);
            let described = [start - 1, mention.tokens.end].iter().all(|i| analysis.document.lower_at(*i) == Some(","));
            aside = (aside || relative) && !between.clone().any(|i| self.lower(i) == ";") && !described;
            let person = mention.kind == MentionKind::Person;
            if person
                && !aside
                && self.is_item(between, mention.tokens.end)
                && let Some(entity) = mention.entity.filter(|e| found.iter().all(|f| f.entity != *e))
            {
                found.push(Fill { entity, tokens: mention.tokens.clone(), unsure: false });
            }
            if person {
                last = mention.tokens.end;
            }
        }
        found
    }

    /// Whether a name is an item of a list: no preposition before it, no owner of what follows, and the description before it
    /// speaks of nobody else ("the killer of the boss, Brandt").
    fn is_item(&self, before: Range<usize>, end: usize) -> bool {
        let analysis = self.analysis;
        let owns = analysis.words.get(end).is_some_and(|w| w.class == Class::Genitive);
        let hangs = before.end > before.start
            && matches!(analysis.words[before.end - 1].class, Class::Preposition | Class::Determiner);
        let relative = before.clone().find(|i| analysis.words[*i].class == Class::Relative).unwrap_or(before.end);
        let verbs =
            (before.start..relative).any(|i| matches!(analysis.words[i].class, Class::Verb | Class::Modal | Class::Be));
        let of = before.clone().find(|i| matches!(self.lower(*i), "of" | "for" | "to" | "by"));
        let other = of.is_some_and(|of| {
            (of..before.end).any(|i| {
                let word = crate::chunk::singular(self.lower(i));
                crate::chunk::is_person_noun(&word, analysis.lexicon) && analysis.words[i].class != Class::Name
                    || analysis.words[i].class == Class::Genitive
            }) && (of..before.end).filter(|i| self.lower(*i) == ",").count() < 2
        });
        !owns && !hangs && !verbs && !other
    }
}
