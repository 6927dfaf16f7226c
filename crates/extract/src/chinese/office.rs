//! Offices: "海州市公安局原副局长马国强", "远大矿业有限公司董事长".

use std::collections::BTreeMap;
use std::ops::Range;

use super::page::Page;
use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Role;
use crate::mention::{Mention, MentionKind};

const PAST: [&str; 4] = ["原", "时任", "前", "曾任"];

/// An office before a name.
struct Office {
    words: Range<usize>,
    body: Option<usize>,
    place: Option<usize>,
    is_past: bool,
    start: usize,
}

impl Reading<'_> {
    /// The offices that persons are named with.
    pub fn roles(&self, notes: &[AttributionNote]) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        let mut by_holder: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        // A title tells in short what the text tells in full.
        let persons = || self.mentions.iter().filter(|m| m.kind == MentionKind::Person);
        let in_title =
            |m: &&Mention| self.page.sentences.get(self.page.sentence_of(m.tokens.start)).is_some_and(|s| s.is_heading);
        let told = persons().filter(|m| !in_title(m)).chain(persons().filter(in_title));
        for holder in told {
            let Some(entity) = holder.entity else { continue };
            let mut offices = self.offices_before(holder);
            // The words furthest to the left say of which body and whether it is over.
            let (body, place, is_past) = offices
                .iter()
                .rev()
                .find(|o| o.body.is_some() || o.place.is_some())
                .map_or((None, None, false), |o| (o.body, o.place, o.is_past));
            for office in &mut offices {
                if office.body.is_none() && office.place.is_none() {
                    office.body = body;
                    office.place = place;
                    office.is_past |= is_past;
                }
            }
            offices.extend(self.office_taken(holder));
            for office in offices.into_iter().rev() {
                let evidence = office.start.min(holder.tokens.start)..office.words.end.max(holder.tokens.end);
                let words = self.page.words(&office.words).to_owned();
                let body = office.body.and_then(|m| self.mentions[m].entity);
                let place = office.place.filter(|_| body.is_none()).and_then(|m| self.mentions[m].entity);
                let simple = self.page.simple(&office.words);
                let same = |r: &Role| Page::read(&r.office).letters.iter().collect::<String>() == simple;
                let held = by_holder.entry(entity).or_default();
                let fits = |r: &Role| same(r) && (r.organisation == body || body.is_none() || r.organisation.is_none());
                let known = held.iter().copied().find(|at| fits(&roles[*at]));
                if let Some(known) = known.and_then(|at| roles.get_mut(at)) {
                    // What is told again more fully.
                    known.organisation = known.organisation.or(body);
                    known.place = known.place.or(place).filter(|_| known.organisation.is_none());
                    known.is_past |= office.is_past;
                    continue;
                }
                held.push(roles.len());
                roles.push(Role {
                    holder: entity,
                    office: words,
                    organisation: body,
                    place,
                    is_past: office.is_past,
                    is_current: false,
                    start: None,
                    end: None,
                    trigger: self.page.bytes(&office.words),
                    attribution: Self::voices(notes, holder.tokens.start),
                    evidence: self.page.bytes(&evidence),
                    clause: None,
                });
            }
        }
        roles
    }

    /// The offices right before a name, the nearest first.
    fn offices_before(&self, holder: &Mention) -> Vec<Office> {
        let page = &self.page;
        let floor = page.clause_of(holder.tokens.start).start;
        let mut found = Vec::new();
        let mut at = holder.tokens.start;
        if ["的", " ", "　"].iter().any(|word| page.ends(at, word)) {
            at -= 1;
        }
        while let Some((_, length)) = page.longest_before(at, &self.words.offices) {
            let words = at - length..at;
            let mut start = words.start;
            let mut is_past = false;
            let past = |start: usize| PAST.iter().find(|word| page.ends(start, word)).map(|word| word.chars().count());
            if let Some(length) = past(start) {
                is_past = true;
                start -= length;
            }
            let near = floor..start;
            let ending = |m: &Mention| m.tokens.end == start && m.kind != MentionKind::Person;
            // The whole body, not the place in its name.
            let outer = self
                .within(&near)
                .find(|(_, m)| ending(m) && m.kind == MentionKind::Organisation)
                .or_else(|| self.within(&near).find(|(_, m)| ending(m)));
            let (mut body, mut place) = (None, None);
            if let Some((i, mention)) = outer {
                match mention.kind {
                    MentionKind::Organisation => body = Some(i),
                    MentionKind::Place => place = Some(i),
                    _ => {}
                }
                start = mention.tokens.start;
                if let Some(length) = past(start) {
                    is_past = true;
                    start -= length;
                }
            }
            found.push(Office { words, body, place, is_past, start });
            if start.checked_sub(1).is_none_or(|i| page.letters[i] != '、') {
                break;
            }
            at = start - 1;
        }
        found
    }

    /// "马国强担任海州市公安局副局长", "曾任".
    fn office_taken(&self, holder: &Mention) -> Option<Office> {
        let page = &self.page;
        let after = holder.tokens.end;
        let (verb, is_past) = [
            ("曾任", true),
            ("曾担任", true),
            ("担任", false),
            ("出任", false),
            ("现任", false),
            ("任", false),
            ("系", false),
            ("是", false),
        ]
        .iter()
        .find(|(verb, _)| page.has(after, verb))?;
        let start = after + verb.chars().count();
        let clause = page.clause_of(after);
        let body = self
            .within(&(start..clause.end))
            .find(|(_, m)| m.tokens.start == start && matches!(m.kind, MentionKind::Organisation | MentionKind::Place));
        let office_at = body.map_or(start, |(_, m)| m.tokens.end);
        // "系鼎盛矿业集团有限公司原董事长".
        let former = ["原", "前"].iter().find(|word| page.has(office_at, word)).map_or(0, |word| word.chars().count());
        let office_at = office_at + former;
        let is_past = *is_past || former > 0;
        let (_, length) = page.longest(office_at, &self.words.offices)?;
        let is_body = body.is_some_and(|(_, m)| m.kind == MentionKind::Organisation);
        let at = body.map(|(i, _)| i);
        // Silent where it is denied or only possible.
        (!self.is_silent(office_at)).then(|| Office {
            words: office_at..office_at + length,
            body: at.filter(|_| is_body),
            place: at.filter(|_| !is_body),
            is_past,
            start: holder.tokens.start,
        })
    }
}
