//! Lists of mentions: "钱小宝、赵铁柱", "何某（48岁）和李某", "现任委员苏某，前委员徐某等人".

use super::reading::Reading;
use crate::mention::Mention;

impl Reading<'_> {
    /// Where the words of the first in a mention's list begin.
    pub fn list_start(&self, mention: &Mention) -> usize {
        let page = &self.page;
        let mut start = self.phrase_start(mention);
        let joins = |start: usize| start.checked_sub(1).filter(|i| matches!(page.letters[*i], '、' | '和' | '及'));
        while let Some(joined) = joins(start) {
            let floor = page.clause_of(start).start;
            let end = if page.ends(joined + 1, "以及") { joined - 1 } else { joined };
            let before = self.within(&(floor..end)).rfind(|(_, m)| m.tokens.end == end && m.kind == mention.kind);
            let Some((_, before)) = before else { break };
            start = self.phrase_start(before);
        }
        start
    }

    /// Where the words before a mention end that stand in a list with it, behind any bracket with its age.
    pub fn before_bracket(&self, end: usize) -> usize {
        let page = &self.page;
        if !page.ends(end, "）") {
            return end;
        }
        (end.saturating_sub(14)..end).rev().find(|at| page.letters[*at] == '（').unwrap_or(end)
    }

    /// Where the words behind a name end that stand in a bracket: "（48岁）".
    pub fn after_bracket(&self, start: usize) -> usize {
        let page = &self.page;
        if page.letters.get(start) != Some(&'（') {
            return start;
        }
        (start..start + 14).find(|at| page.letters.get(*at) == Some(&'）')).map_or(start, |at| at + 1)
    }

    /// A mention with those that stand before it in one list: "钱小宝、赵铁柱".
    pub fn listed_with(&self, at: usize) -> Vec<usize> {
        let mut list = vec![at];
        let mut first = &self.mentions[at];
        loop {
            let start = self.phrase_start(first);
            let joined = start.checked_sub(1).filter(|i| matches!(self.page.letters[*i], '、' | '和' | '与' | '及'));
            // "现任委员苏某、廖某，前委员徐某等12人".
            let apart = || {
                let comma = start.checked_sub(1).filter(|at| self.page.letters[*at] == '，')?;
                let other = ["前", "原", "现任", "时任"].iter().any(|word| self.page.has(start, word));
                // "甲市委原副书记何某，乙市原市长李某二人": both are named with their offices.
                let floor = self.page.clause_of(comma.saturating_sub(1)).start;
                let with_office = |m: &Mention| self.phrase_start(m) < m.tokens.start && self.has_office(m);
                let same = || {
                    self.within(&(floor..comma)).any(|(_, m)| {
                        m.tokens.end == comma
                            && m.kind == first.kind
                            && self.phrase_start(m) <= floor + 1
                            && with_office(m)
                    }) && with_office(first)
                };
                (other || same()).then_some(comma)
            };
            let Some(joined) = joined.or_else(apart) else { break };
            let joined =
                if self.page.ends(joined, "，") && self.page.has(joined, "和") { joined - 1 } else { joined };
            let floor = self.page.clause_of(joined.saturating_sub(1)).start;
            let joined = if self.page.ends(joined + 1, "以及") { joined - 1 } else { joined };
            let joined = self.before_bracket(joined);
            let before = self.within(&(floor..joined)).rfind(|(_, m)| m.tokens.end == joined && m.kind == first.kind);
            let Some((before, mention)) = before else { break };
            list.push(before);
            first = mention;
        }
        list.reverse();
        list
    }

    /// Whether the word for an office stands right before a name.
    fn has_office(&self, mention: &Mention) -> bool {
        self.page.longest_before(mention.tokens.start, &self.words.offices).is_some()
    }

    /// A mention with those that stand after it in one list: "瞿某、闵某某等人".
    pub fn list_from(&self, at: usize) -> Vec<usize> {
        let mut list = vec![at];
        let clause = self.page.clause_of(self.mentions[at].tokens.start);
        let mut end = self.after_bracket(self.mentions[at].tokens.end);
        while let Some(joint) =
            ["、", "和", "与", "及", "以及", "，以及", "及其"].iter().find(|joint| self.page.has(end, joint))
        {
            let start = end + joint.chars().count();
            let next = self
                .within(&(start..clause.end))
                .find(|(_, m)| m.kind == self.mentions[at].kind && self.phrase_start(m) <= start);
            let Some((next, mention)) = next else { break };
            list.push(next);
            end = self.after_bracket(mention.tokens.end);
        }
        list
    }

    /// All of the list that a mention belongs to.
    pub fn whole_list(&self, at: usize) -> Vec<usize> {
        let first = self.listed_with(at).first().copied().unwrap_or(at);
        self.list_from(first)
    }
}
