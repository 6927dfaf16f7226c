//! Who is meant where no name stands: 他, 二人, 其, "上述人员", and sentences that go on about somebody.

use std::ops::Range;

use super::reading::Reading;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionKind};

impl Reading<'_> {
    /// Whom 他, 她 or 二人 before a verb take up: those of whom the paragraph spoke before.
    pub fn taken_up(&self, verb: usize, types: &[String]) -> Vec<usize> {
        let page = &self.page;
        let number = page.sentence_of(verb);
        let Some(sentence) = page.sentences.get(number) else { return Vec::new() };
        let start = sentence.range.start;
        let opens = |at: usize| {
            at == start
                || matches!(page.letters[at - 1], '，' | '此')
                || self.dates_within(&(start..at)).any(|(_, d)| d.letters.end == at)
        };
        let pronoun =
            (start..verb).find(|at| opens(*at) && matches!(page.letters[*at], '他' | '她') && !page.has(at + 1, "们"));
        let several = (start..verb).find(|at| opens(*at) && (page.has(*at, "二人") || page.has(*at, "两人")));
        let spoken_of = self.spoken_of(number);
        let fits = |list: Vec<usize>| -> Vec<usize> {
            if list.iter().all(|at| self.fits(&self.mentions[*at], types)) { list } else { Vec::new() }
        };
        if several.is_some() {
            let here: Vec<_> = self.within(&page.clause_of(verb)).filter_map(|(_, m)| m.entity).collect();
            let others =
                spoken_of.into_iter().filter(|at| self.mentions[*at].entity.is_some_and(|e| !here.contains(&e)));
            let others: Vec<usize> = others.collect();
            return if others.len() == 2 { fits(others) } else { Vec::new() };
        }
        if pronoun.is_some() && spoken_of.len() == 1 { fits(spoken_of) } else { Vec::new() }
    }

    /// "2015年1月任…", "同年6月，被判处…": of whom a sentence goes on that begins with nothing but a time. Nobody else may
    /// stand before the verb, and what follows the time must want a subject.
    pub fn goes_on_about(&self, verb: usize) -> Vec<usize> {
        let page = &self.page;
        let number = page.sentence_of(verb);
        let Some(sentence) = page.sentences.get(number) else { return Vec::new() };
        let start = sentence.range.start;
        let alone = !self
            .within(&(start..verb))
            .any(|(_, m)| matches!(m.kind, MentionKind::Person | MentionKind::Organisation) && m.entity.is_some());
        let since = start + usize::from(page.has(start, "自") || page.has(start, "至"));
        let dated = self.dates_within(&(start..since + 1)).find(|(_, d)| d.letters.start <= since);
        // "因涉嫌受贿罪于…被逮捕。", "曾任…局长。": a life that is told.
        let bare =
            ["因涉嫌", "现任", "曾任", "历任", "曾担任", "先后任", "先后担任"].iter().any(|word| page.has(start, word));
        let bare = bare || page.has(start, "任") && page.has(verb, "任") && start == verb;
        let later = ["同年", "次年", "当年", "随后", "此后", "同月", "最终", "次月", "其后", "之后", "后来"]
            .iter()
            .find(|word| page.has(start, word));
        // "39岁时，走上…岗位".
        let aged = super::number::number_at(page, start)
            .filter(|n| page.has(n.end, "岁时") || page.has(n.end, "岁那年"))
            .map(|n| n.end + page.letters[n.end..].iter().take_while(|l| **l != '，').take(4).count());
        let later = later.map(|word| start + word.chars().count()).or(aged);
        let end = dated.map(|(_, d)| d.letters.end).or(later);
        let end = end.or(bare.then_some(start));
        let Some(mut end) = end.filter(|_| alone) else { return Vec::new() };
        while page.letters.get(end).is_some_and(|l| matches!(l, '，' | '起' | '后' | '又' | '再')) && end < verb {
            end += 1;
        }
        let wants = end == verb
            || ["被", "因", "依法", "经", "一审", "二审", "获", "遭", "受"].iter().any(|word| page.has(end, word));
        let spoken_of = self.spoken_of(number);
        if wants && spoken_of.len() == 1 { spoken_of } else { Vec::new() }
    }

    /// The persons of the last sentence of the paragraph before one that names any, each once.
    pub fn spoken_of(&self, number: usize) -> Vec<usize> {
        let page = &self.page;
        let mut next = page.sentences.get(number).map_or(0, |s| s.range.start);
        for sentence in page.sentences[..number].iter().rev().take(4) {
            let apart = page.letters.get(sentence.range.end..next).is_some_and(|l| l.contains(&'\n'));
            let before_line = next.checked_sub(1).is_some_and(|at| page.letters[at] == '\n');
            if sentence.is_heading || apart && !before_line {
                return Vec::new();
            }
            let mut found: Vec<usize> = Vec::new();
            for (at, mention) in self.within(&sentence.range) {
                let known = found.iter().any(|other| self.mentions[*other].entity == mention.entity);
                if mention.kind == MentionKind::Person && mention.entity.is_some() && !known {
                    found.push(at);
                }
            }
            if !found.is_empty() {
                return found;
            }
            next = sentence.range.start;
        }
        Vec::new()
    }

    /// Whom "上述人员" or 其 after a verb takes up: those for whom the sentence did something before.
    pub fn those_named_before(&self, verb: &Range<usize>, types: &[String]) -> Vec<usize> {
        let page = &self.page;
        let many = ["上述人员", "上述单位和个人", "上述单位及个人", "上述个人", "上述单位", "上述人", "二人", "三人"];
        let one = ["其给予", "其送", "其所送", "其贿", "他给予", "他送", "对方", "该人"];
        let is_many = many.iter().any(|word| page.has(verb.end, word));
        if !is_many && !one.iter().any(|word| page.has(verb.end, word)) {
            return Vec::new();
        }
        let Some(sentence) = page.sentences.get(page.sentence_of(verb.start)) else { return Vec::new() };
        let helped = self.within(&(sentence.range.start..verb.start)).rfind(|(_, m)| {
            m.entity.is_some() && m.kind == MentionKind::Person && matches!(self.governor(m), Some("为" | "向" | "替"))
        });
        let list = helped.map(|(at, _)| self.whole_list(at)).unwrap_or_default();
        let fitting: Vec<usize> = list.into_iter().filter(|at| self.fits(&self.mentions[*at], types)).collect();
        if is_many || fitting.len() == 1 { fitting } else { Vec::new() }
    }

    /// Whom "为其", "向对方" before a verb take up: the one other that the sentence, or else the one before it, speaks of.
    pub fn object_taken_up(&self, verb: usize, types: &[String], subjects: &[usize]) -> Option<usize> {
        let page = &self.page;
        let clause = page.clause_of(verb);
        let pronoun = (clause.start..verb).find(|at| {
            ["为", "向", "给", "替", "帮助", "帮"].iter().any(|small| {
                let next = at + small.chars().count();
                page.has(*at, small)
                    && ["其", "他", "她", "对方"].iter().any(|word| page.has(next, word) && next < verb)
            })
        })?;
        let acting: Vec<usize> = subjects.iter().filter_map(|at| self.mentions[*at].entity).collect();
        let number = page.sentence_of(verb);
        let here = page.sentences.get(number)?.range.start..pronoun;
        let before = number.checked_sub(1).and_then(|at| page.sentences.get(at)).filter(|s| !s.is_heading);
        for range in [Some(here), before.map(|s| s.range.clone())].into_iter().flatten() {
            let others: Vec<(usize, &Mention)> = self
                .within(&range)
                .filter(|(_, m)| self.fits(m, types) && m.entity.is_some_and(|e| !acting.contains(&e)))
                .collect();
            let Some((at, first)) = others.last().copied() else { continue };
            if others.iter().all(|(_, m)| m.entity == first.entity) {
                return Some(at);
            }
            // "明知卢某领导黑社会性质组织，仍为其…": the group and its leader.
            let groups: Vec<usize> = others.iter().filter(|(_, m)| m.sort == Sort::Group).map(|(at, _)| *at).collect();
            let persons = others.iter().filter(|(_, m)| m.kind == MentionKind::Person);
            let leaders: Vec<usize> = persons.filter_map(|(_, m)| m.entity).collect();
            let one = leaders.iter().all(|e| Some(e) == leaders.first());
            return groups.last().copied().filter(|_| one);
        }
        None
    }
}
