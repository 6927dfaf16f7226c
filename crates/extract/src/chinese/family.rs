//! Families: "陈建华的妻子林美玲", "林美玲系陈建华之妻", "其子麦小龙", "宋大海、宋小海兄弟".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::mention::MentionKind;

/// Words behind which kin without an owner are those of the one who acts.
const BARE: [&str; 13] = ["随", "从", "为", "由", "让", "向", "纠集", "伙同", "带着", "安排", "指使", "通过", "帮"];

impl Reading<'_> {
    /// Who is whose kin in a clause.
    pub fn kin(&self, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        self.kin_of_accused(clause, notes, found);
        for (at, relative) in self.within(clause).filter(|(_, m)| m.kind == MentionKind::Person) {
            let start = relative.tokens.start;
            if let Some((word, trigger)) =
                page.longest_before(start, &self.words.kin).map(|(word, length)| (word, start - length..start))
                && let Some(owner) = self.kin_owner(word, &trigger, clause)
            {
                self.relative(at, owner, trigger, notes, found);
            }
            // "杜某的舅舅、县一中校长黄某".
            let head = self.phrase_start(relative);
            // "其夫、县一中校长黄某", "其夫县一中校长黄某".
            let word_end = head - usize::from(page.ends(head, "、"));
            if head < start
                && let Some((word, trigger)) = page
                    .longest_before(word_end, &self.words.kin)
                    .map(|(word, length)| (word, word_end - length..word_end))
                && let Some(owner) = self.kin_owner(word, &trigger, clause)
            {
                self.relative(at, owner, trigger, notes, found);
            }
            self.said_to_be_kin(at, clause, notes, found);
            self.brothers(at, clause, notes, found);
        }
    }

    /// Whose kin a word before a name tells of.
    fn kin_owner(&self, word: &str, trigger: &Range<usize>, clause: &Range<usize>) -> Option<usize> {
        let page = &self.page;
        // "其妻弟": the one of whom the clause speaks.
        let own = page.ends(trigger.start, "其");
        if word.chars().count() == 1 && !own {
            return None;
        }
        let owner_end = if page.ends(trigger.start, "的") { trigger.start - 1 } else { trigger.start };
        let ending = |end: usize| {
            self.within(&(clause.start..end)).rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end)
        };
        // "何某的母亲孙某和继父李某": of one family.
        let joined = ["和", "及", "、", "与"].iter().any(|joint| page.ends(trigger.start, joint));
        if joined && let Some((_, sibling)) = ending(trigger.start - 1) {
            let (word, length) = page.longest_before(sibling.tokens.start, &self.words.kin)?;
            let trigger = sibling.tokens.start - length..sibling.tokens.start;
            return self.kin_owner(word, &trigger, clause);
        }
        let owner = ending(owner_end);
        owner.map(|(at, _)| at).or_else(|| {
            // "他的妻子": of the one whom the sentence before speaks of.
            if ["他", "她"].iter().any(|word| page.ends(owner_end, word)) {
                let spoken_of = self.spoken_of(page.sentence_of(trigger.start));
                let alone = !self.within(&(clause.start..owner_end)).any(|(_, m)| m.kind == MentionKind::Person);
                return spoken_of.last().copied().filter(|_| alone && spoken_of.len() == 1);
            }
            // "其子吴某、其妻李某": of one family.
            let sibling_end = trigger.start.checked_sub(2).filter(|_| own);
            let sibling =
                sibling_end.filter(|at| matches!(page.letters[*at], '、' | '和' | '及' | '与')).and_then(ending);
            if let Some((_, sibling)) = sibling
                && let Some((word, length)) = page.longest_before(sibling.tokens.start, &self.words.kin)
            {
                let first = sibling.tokens.start - length..sibling.tokens.start;
                return self.kin_owner(word, &first, clause);
            }
            let person = ["person".to_owned()];
            // "随父亲何某", "纠集儿子李某": kin of the one who acts.
            let acting = BARE.iter().any(|word| page.ends(trigger.start, word)) && word.chars().count() > 1;
            let own = own || acting;
            let found = own.then(|| self.subjects(trigger.start, &person))?;
            found.last().copied().filter(|_| found.len() == 1)
        })
    }

    /// "林美玲系陈建华之妻", "于小波则是于大海的姐姐".
    fn said_to_be_kin(&self, at: usize, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let end = self.mentions[at].tokens.end;
        // "黄某（杜某舅舅）".
        let copula = ["系", "是", "则是", "则系", "为", "（系", "（"].iter().find(|word| page.has(end, word));
        let Some(start) = copula.map(|word| end + word.chars().count()) else { return };
        let owner =
            self.within(&(start..clause.end)).find(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == start);
        let Some((owner, mention)) = owner else { return };
        let after = mention.tokens.end;
        let after = if page.has(after, "的") { after + 1 } else { after };
        let Some((word, length)) = page.longest(after, &self.words.kin) else { return };
        // "是张某妻弟李某": kin of somebody who is named next.
        let named = self.within(&(after..clause.end)).any(|(_, m)| m.tokens.start == after + length);
        // "何某为李某的女儿支付": for her.
        let is_for = page.has(end, "为") && after + length < clause.end;
        if word.chars().count() > 1 && !named && !is_for && !self.is_silent(start) {
            self.relative(at, owner, after..after + length, notes, found);
        }
    }

    /// "被告人何某，女，…，系李某之妻": the clause begins with the copula.
    fn kin_of_accused(&self, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        if !page.has(clause.start, "系") {
            return;
        }
        let start = clause.start + 1;
        let owner = self.within(&(start..clause.end)).find(|(_, m)| m.kind == MentionKind::Person);
        let Some((owner, mention)) = owner.filter(|(_, m)| self.phrase_start(m) <= start) else { return };
        let after = mention.tokens.end + usize::from(page.has(mention.tokens.end, "的"));
        let Some((word, length)) = page.longest(after, &self.words.kin) else { return };
        let ends = after + length >= clause.end;
        let subjects = self.subjects(clause.start, &["person".to_owned()]);
        if ends && word.chars().count() > 1 && subjects.len() == 1 {
            self.relative(subjects[0], owner, after..after + length, notes, found);
        }
    }

    /// "宋大海、宋小海兄弟".
    fn brothers(&self, at: usize, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let end = self.mentions[at].tokens.end;
        let word = ["兄弟", "父子", "夫妇", "夫妻", "姐弟", "兄妹", "姐妹", "父女", "母子"];
        let counted = ["", "三", "两", "二", "俩"].iter().find_map(|number| {
            let start = end + number.chars().count();
            word.iter().find(|word| page.has(end, number) && page.has(start, word)).map(|word| (start, *word))
        });
        let Some((start, word)) = counted else { return };
        let list = self.listed_with(at);
        // "兄弟公司": no kin.
        let after = start + word.chars().count();
        if list.len() < 2
            || after > clause.end
            || page.longest(after, &self.words.kin).is_some()
            || page.has(after, "公司")
        {
            return;
        }
        for (i, first) in list.iter().enumerate() {
            for second in &list[i + 1..] {
                self.relative(*second, *first, start..after, notes, found);
            }
        }
    }

    fn relative(
        &self,
        relative: usize,
        owner: usize,
        trigger: Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let (relative, owner) = (&self.mentions[relative], &self.mentions[owner]);
        let Some(ends) = relative.entity.zip(owner.entity).filter(|(a, b)| a != b) else { return };
        let word = self.page.simple(&trigger);
        let parts = [owner.tokens.clone(), relative.tokens.clone(), trigger.clone()];
        let mut relation = self.relation("family", "Family", ends, trigger, &parts, notes);
        relation.ends = ("person".to_owned(), "relative".to_owned());
        relation.rule = "zh.family".to_owned();
        relation.properties = vec![("relationship".to_owned(), word)];
        found.push(relation);
    }
}
