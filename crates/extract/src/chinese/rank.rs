//! Who leads a group and who belongs to it: "以刘大勇为首、钱小宝为骨干成员的黑社会性质组织", "该组织头目".

use std::ops::Range;

use super::group::LED;
use super::page::Page;
use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionKind};

/// What one is in a group, the longest words first, and the tie that it makes.
const RANKS: [(&str, &str); 52] = [
    ("龙头老大", "leads"),
    ("掌门人", "leads"),
    ("掌舵人", "leads"),
    ("头号人物", "leads"),
    ("话事人", "leads"),
    ("大佬", "leads"),
    ("打手", "member_of"),
    ("马仔", "member_of"),
    ("军师", "member_of"),
    ("账房", "member_of"),
    ("副堂主", "deputy_leader"),
    ("副帮主", "deputy_leader"),
    ("副坐馆", "deputy_leader"),
    ("二当家", "deputy_leader"),
    ("大当家", "leads"),
    ("龙头", "leads"),
    ("黑老大", "leads"),
    ("组织者、领导者", "leads"),
    ("组织、领导者", "leads"),
    ("组织领导者", "leads"),
    ("首要分子", "leads"),
    ("组织者", "leads"),
    ("领导者", "leads"),
    ("二号头目", "deputy_leader"),
    ("二号人物", "deputy_leader"),
    ("二把手", "deputy_leader"),
    ("副会长", "deputy_leader"),
    ("头目", "leads"),
    ("头子", "leads"),
    ("主脑", "leads"),
    ("首领", "leads"),
    ("首脑", "leads"),
    ("坐馆", "leads"),
    ("帮主", "leads"),
    ("会长", "leads"),
    ("老大", "leads"),
    ("核心骨干成员", "member_of"),
    ("骨干成员", "member_of"),
    ("主要成员", "member_of"),
    ("核心成员", "member_of"),
    ("重要成员", "member_of"),
    ("固定成员", "member_of"),
    ("一般成员", "member_of"),
    ("积极参加者", "member_of"),
    ("一般参加者", "member_of"),
    ("其他参加者", "member_of"),
    ("参加者", "member_of"),
    ("骨干分子", "member_of"),
    ("骨干", "member_of"),
    ("成员", "member_of"),
    ("堂主", "member_of"),
    ("红棍", "member_of"),
];

/// Ranks that only a criminal group has.
const STRONG: [&str; 13] = [
    "组织者、领导者",
    "组织、领导者",
    "组织领导者",
    "首要分子",
    "组织者",
    "领导者",
    "核心骨干成员",
    "骨干成员",
    "积极参加者",
    "一般参加者",
    "其他参加者",
    "参加者",
    "骨干分子",
];

/// Whether a word for a rank stands at a place.
pub(super) fn is_rank(page: &Page, at: usize) -> bool {
    page.has(at, "首") || RANKS.iter().any(|(word, _)| page.has(at, word))
}

/// What somebody is said to be in a group, and the words that say it.
struct Rank<'m> {
    group: &'m Mention,
    kind: &'static str,
    trigger: Range<usize>,
}

/// How far a group may stand behind the words that say who is what in it.
const REACH: usize = 90;

impl Reading<'_> {
    /// "以刘大勇为首的黑社会性质组织", "许金龙领导的黑社会性质组织", "该组织头目刘大勇".
    pub fn leaders(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for group in self.mentions.iter().filter(|m| m.sort == Sort::Group && m.entity.is_some()) {
            let is_head = |end: usize| {
                ["为首", "等为首", "等人为首", "二人为首", "领导的", "组织的"].iter().any(|word| page.has(end, word))
            };
            let leads = self
                .within(&group.tokens)
                .find(|(_, m)| m.kind == MentionKind::Person && is_head(m.tokens.end))
                .map(|(i, m)| (i, m.tokens.end));
            let before = || {
                let clause = page.clause_of(group.tokens.start);
                let start = group.tokens.start;
                let verb = LED.iter().any(|verb| !verb.contains('控') && page.has(start, verb));
                self.within(&(clause.start..start))
                    .rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == start)
                    .map(|(i, m)| (i, m.tokens.end))
                    .filter(|_| verb)
            };
            // "竹联帮月堂戴姓副堂主".
            let close = usize::from(page.has(group.tokens.end, "”"));
            let near = group.tokens.end..group.tokens.end + close + 8;
            let kept_back = self.within(&near).find(|(_, m)| {
                m.kind == MentionKind::Person
                    && m.tokens.start == group.tokens.end + close
                    && page.has(m.tokens.start + 1, "姓")
            });
            if let Some((at, m)) = kept_back
                && let Some((_, kind)) = RANKS.iter().find(|(word, _)| page.has(m.tokens.start + 2, word))
            {
                self.called(at, Rank { group, kind, trigger: m.tokens.start + 2..m.tokens.end }, notes, found);
                continue;
            }
            if let Some((at, end)) = leads.or_else(before) {
                for at in self.listed_with(at) {
                    self.rank(at, Rank { group, kind: "leads", trigger: end..end + 2 }, notes, found);
                }
            } else {
                self.named_after(group, notes, found);
            }
        }
    }

    /// "…组织头目刘大勇以及骨干成员钱小宝、赵铁柱", "翁大宝系“青狼帮”头目".
    fn named_after(&self, group: &Mention, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let clause = page.clause_of(group.tokens.start);
        let close = usize::from(page.letters.get(group.tokens.end) == Some(&'”'));
        let mut end = group.tokens.end + close;
        let opening = group.tokens.start.saturating_sub(close);
        let mut is_first = true;
        loop {
            let mut of = usize::from(page.has(end, "的") || page.has(end, "原") || page.has(end, "前"));
            of += usize::from(page.has(end + of, "“"));
            let Some((word, kind)) = RANKS.iter().find(|(word, _)| page.has(end + of, word)) else { return };
            let mut start = end + of + word.chars().count();
            let trigger = end..start;
            start += usize::from(page.has(start, "”"));
            // "该组织的“首脑”是外省籍的某某、某某".
            let copula = is_first && ["是", "系", "为"].iter().any(|word| page.has(start, word));
            if copula {
                let near = start + 1..clause.end.min(start + 14);
                // "是何某的表弟李某": not he whose cousin it is.
                let person = |m: &Mention| m.kind == MentionKind::Person;
                let first = self.within(&near).find(|(_, m)| person(m));
                let whole = self.within(&near).rfind(|(_, m)| person(m) && self.phrase_start(m) == start + 1);
                let first = whole.or(first);
                for at in first.map(|(at, _)| self.list_from(at)).unwrap_or_default() {
                    self.called(at, Rank { group, kind, trigger: trigger.clone() }, notes, found);
                }
                return;
            }
            // "会长“疯狗”陈某".
            if page.has(start, "“")
                && let Some(close) = (start + 2..start + 8).find(|at| page.letters.get(*at) == Some(&'”'))
            {
                start = close + 1;
            }
            let named = self.within(&(start..clause.end)).find(|(_, m)| {
                m.kind == MentionKind::Person && (m.tokens.start == start || self.phrase_start(m) == start)
            });
            if let Some((at, mention)) = named {
                // "组织成员文某侄子": of the one whose kin is meant, or of him?
                if page.longest(mention.tokens.end, &self.words.kin).is_some_and(|(word, _)| word.chars().count() > 1) {
                    return;
                }
                let list = self.list_from(at);
                // Of a leader only the one who is named with the word.
                let list = if *kind == "member_of" { list } else { vec![at] };
                let last = list.last().copied().unwrap_or(at);
                for at in list {
                    self.called(at, Rank { group, kind, trigger: trigger.clone() }, notes, found);
                }
                end = self.mentions[last].tokens.end;
                end += ["等人", "等"].iter().find(|word| page.has(end, word)).map_or(0, |word| word.chars().count());
                let Some(joint) = ["以及", "和", "及", "、", "与"].iter().find(|joint| page.has(end, joint))
                else {
                    return;
                };
                end += joint.chars().count();
                is_first = false;
                continue;
            }
            if is_first {
                for at in self.said_to_be(opening, &clause) {
                    self.called(at, Rank { group, kind, trigger: trigger.clone() }, notes, found);
                }
            }
            return;
        }
    }

    /// Of whom it is said that he is what follows: "翁大宝系…", "张某、杨某均为…", "何某曾任局长，也是…".
    fn said_to_be(&self, opening: usize, clause: &Range<usize>) -> Vec<usize> {
        let page = &self.page;
        // "郭男为黑帮和胜和成员": the group is named twice.
        let near = opening.saturating_sub(8)..opening;
        let twice = self.within(&near).rfind(|(_, m)| m.sort == Sort::Group && m.tokens.end == opening);
        let opening = twice.map_or(opening, |(_, m)| m.tokens.start);
        let Some(copula) = ["系", "是", "为"].iter().find(|word| page.ends(opening, word)) else {
            return Vec::new();
        };
        let said = opening - copula.chars().count();
        let mut end = said;
        if self.is_silent(end) {
            return Vec::new();
        }
        for small in ["也", "还", "又", "则", "均", "都", "二人", "两人", "被指", "据称", "被称"] {
            if page.ends(end, small) {
                end -= small.chars().count();
            }
        }
        // "为该组织成员提供帮助": for them.
        let is_for = *copula == "为" && end == said;
        if end <= clause.start && !is_for {
            return self.subjects(clause.start, &["person".to_owned()]);
        }
        let near = clause.start..end;
        let named = self.within(&near).rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end);
        named.map(|(at, _)| self.listed_with(at)).unwrap_or_default()
    }

    /// "以邱峰为组织者、领导者，何大年、尤小军为骨干成员的黑社会性质组织".
    pub fn ranks(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for sentence in page.sentences.iter().filter(|s| !s.is_question) {
            let mut at = sentence.range.start;
            while let Some(verb) = (at..sentence.range.end).find(|at| matches!(page.letters[*at], '为' | '系' | '是'))
            {
                at = verb + 1;
                let copula = page.letters[verb] != '为';
                let rank = if copula {
                    RANKS.iter().find(|(word, _)| STRONG.contains(word) && page.has(at, word)).copied()
                } else if page.has(at, "首")
                    || page.has(at, "主的") && page.find(&(sentence.range.start..verb), "以").is_some()
                {
                    Some(("首", "leads"))
                } else {
                    RANKS.iter().find(|(word, _)| page.has(at, word)).copied()
                };
                let Some((word, kind)) = rank else { continue };
                let end = at + word.chars().count();
                let group = self.group_of_ranks(end, &sentence.range).or_else(|| {
                    // "何某系组织者、领导者": of the one group that the text is about.
                    self.only_group().filter(|_| STRONG.contains(&word)).map(|at| &self.mentions[at])
                });
                let Some(group) = group else { continue };
                for holder in self.those_before(verb, &sentence.range) {
                    self.rank(holder, Rank { group, kind, trigger: verb..end }, notes, found);
                }
            }
        }
    }

    /// "在何某的纠集下，形成了…犯罪团伙".
    pub fn led_into(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for sentence in page.sentences.iter().filter(|s| !s.is_question) {
            for word in ["纠集下", "带领下", "领导下", "组织下", "指挥下", "操控下"] {
                let Some(at) = page.find(&sentence.range, word) else { continue };
                let end = at - usize::from(page.ends(at, "的"));
                let near = end.saturating_sub(6)..end;
                let leader = self.within(&near).rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end);
                let after = at..sentence.range.end.min(at + REACH);
                let group = self.within(&after).map(|(_, m)| m).find(|m| m.sort == Sort::Group && m.entity.is_some());
                if let (Some((leader, _)), Some(group)) = (leader, group) {
                    for leader in self.listed_with(leader) {
                        self.rank(leader, Rank { group, kind: "leads", trigger: at..at + 2 }, notes, found);
                    }
                }
            }
        }
    }

    /// "张某、杨某等人组成的犯罪集团".
    pub fn made_up_of(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for sentence in page.sentences.iter().filter(|s| !s.is_question) {
            let mut at = sentence.range.start;
            while let Some(verb) = page.find(&(at..sentence.range.end), "组成的") {
                at = verb + 3;
                let near = at..sentence.range.end.min(at + 16);
                let group = self.within(&near).map(|(_, m)| m).find(|m| m.sort == Sort::Group && m.entity.is_some());
                let Some(group) = group else { continue };
                for holder in self.those_before(verb, &sentence.range) {
                    self.rank(holder, Rank { group, kind: "member_of", trigger: verb..at }, notes, found);
                }
            }
        }
    }

    /// "对黄某黑恶犯罪团伙收网，抓获头目黄某、黄某明": a rank without its group beside it, in a sentence that names one.
    pub fn bare_ranks(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for sentence in page.sentences.iter().filter(|s| !s.is_question) {
            for word in ["头目", "首要分子", "骨干成员", "主要成员", "骨干分子", "会长", "堂主", "帮主", "坐馆"]
            {
                let mut at = sentence.range.start;
                while let Some(rank) = page.find(&(at..sentence.range.end), word) {
                    at = rank + word.chars().count();
                    let near = at..sentence.range.end.min(at + 6);
                    let named = self.within(&near).find(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == at);
                    let opens = ["抓获", "抓获了", "以及", "及", "和", "，", "捕", "其", "、", "将", "拘提", "起诉"]
                        .iter()
                        .any(|w| page.ends(rank, w));
                    let Some((holder, _)) = named.filter(|_| opens) else { continue };
                    let before = sentence.range.start..rank;
                    let group = self
                        .within(&before)
                        .map(|(_, m)| m)
                        .rfind(|m| m.sort == Sort::Group && m.entity.is_some() && m.kind == MentionKind::Organisation);
                    // What only gangs with a name of their own have: "“和义堂”会长".
                    let of_named = matches!(word, "会长" | "堂主" | "帮主" | "坐馆");
                    let Some(group) = group.filter(|group| !of_named || group.is_name()) else { continue };
                    let (kind, list) = if matches!(word, "头目" | "首要分子" | "会长" | "帮主" | "坐馆") {
                        ("leads", vec![holder])
                    } else {
                        ("member_of", self.list_from(holder))
                    };
                    for holder in list {
                        self.called(holder, Rank { group, kind, trigger: rank..at }, notes, found);
                    }
                }
            }
        }
    }

    /// The group in which somebody has a rank: what the words lead up to, or else the one that the sentence speaks of.
    fn group_of_ranks(&self, end: usize, sentence: &Range<usize>) -> Option<&Mention> {
        let is_group =
            |m: &&Mention| m.sort == Sort::Group && m.entity.is_some() && m.kind == MentionKind::Organisation;
        let after = end..sentence.end.min(end + REACH);
        let before = sentence.start..end;
        self.within(&after)
            .map(|(_, m)| m)
            .find(is_group)
            // "以其二人为首的黑社会性质组织": the words are a part of what names it.
            .or_else(|| {
                let near = sentence.start..(end + REACH).min(sentence.end);
                self.within(&near).map(|(_, m)| m).find(|m| is_group(m) && m.tokens.contains(&(end - 1)))
            })
            .or_else(|| self.within(&before).map(|(_, m)| m).rfind(is_group))
    }

    /// Those who are named right before 为: a list, with 等人 or a number of them, or 其 for the one who is spoken of.
    fn those_before(&self, verb: usize, sentence: &Range<usize>) -> Vec<usize> {
        let page = &self.page;
        let mut end = verb;
        for tail in ["各自", "分别", "等人", "等", "二人", "三人", "两人", "四人"] {
            if page.ends(end, tail) {
                end -= tail.chars().count();
                break;
            }
        }
        if page.ends(end, "其") {
            let person = ["person".to_owned()];
            let found = self.subjects(end - 1, &person);
            let count = match verb - end {
                0 => 1,
                _ if page.has(end, "三") => 3,
                _ => 2,
            };
            let found = if found.is_empty() { self.spoken_of(self.page.sentence_of(verb)) } else { found };
            return if found.len() == count { found } else { Vec::new() };
        }
        let near = sentence.start..end;
        let last = self.within(&near).rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end);
        last.map(|(at, _)| self.listed_with(at)).unwrap_or_default()
    }

    /// Somebody who is named with his rank: what becomes of him says nothing of the rank.
    fn called(&self, at: usize, rank: Rank<'_>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let count = found.len();
        let start = rank.trigger.start;
        let standing = self.standing_until(start, start, &self.notes_at(notes, start));
        self.rank(at, rank, notes, found);
        for relation in found.iter_mut().skip(count) {
            relation.standing = Some(standing);
        }
    }

    /// What somebody is in a group.
    pub(super) fn in_rank(
        &self,
        at: usize,
        group: &Mention,
        kind: &'static str,
        trigger: Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        self.rank(at, Rank { group, kind, trigger }, notes, found);
    }

    fn rank(&self, at: usize, rank: Rank<'_>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let Rank { group, kind, trigger } = rank;
        // The master of a lodge leads it: "“和义堂”堂主".
        let lodge = kind == "member_of"
            && self.page.ends(trigger.end, "堂主")
            && !self.page.ends(trigger.end, "副堂主")
            && self.page.ends(group.tokens.end, "堂");
        let kind = if lodge { "leads" } else { kind };
        let Some(ends) = self.mentions[at].entity.zip(group.entity) else { return };
        let here = self.page.bytes(&self.page.clause_of(trigger.start));
        let known = found.iter().rev().take(60).any(|r| {
            r.schema == "Membership"
                && (r.subject, r.object) == ends
                && r.kind == kind
                && here.start <= r.trigger.start
                && r.trigger.start < here.end
        });
        if known || self.is_silent(trigger.start) {
            return;
        }
        let parts = [self.mentions[at].tokens.clone(), group.tokens.clone()];
        let role = match kind {
            "leads" => "leader",
            "deputy_leader" => "deputy",
            _ => "member",
        };
        let mut relation = self.relation(kind, "Membership", ends, trigger.clone(), &parts, notes);
        relation.ends = ("member".to_owned(), "organization".to_owned());
        relation.rule = "zh.leader_noun".to_owned();
        relation.properties = vec![("role".to_owned(), role.to_owned())];
        // What only names the group carries the standing of what is said of it.
        relation.standing = Some(self.standing(trigger.start, &self.notes_at(notes, trigger.start)));
        found.push(relation);
    }
}
