//! Offices: "海州市公安局原副局长马国强", "远大矿业有限公司董事长", "曾任…局长、…主任".

use std::collections::BTreeMap;
use std::ops::Range;

use umbra_model::PartialDate;

use super::page::Page;
use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Role;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionKind};

const PAST: [&str; 9] = ["前后两任", "先后两任", "原", "时任", "前任", "前", "曾任", "两任", "历任"];

/// What narrows an office and belongs to it: "常务副市长", "代理所长".
const NARROWS: [&str; 19] = [
    "副县级",
    "正县级",
    "副处级",
    "正处级",
    "副厅级",
    "正厅级",
    "副科级",
    "正科级",
    "常务",
    "代理",
    "第一",
    "执行",
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "自治区",
    "代",
];

/// Party committees: an office of theirs belongs to no other body that is named before.
const COMMITTEES: [&str; 6] = ["省委", "市委", "县委", "区委", "州委", "自治区"];

/// Words that say of a whole row of offices that it is over: "时任海州市委常委、临山县委书记".
const ROW_PAST: [&str; 4] = ["时任", "曾任", "历任", "前任"];

/// Parts of a body that stand between its name and an office of theirs: "县公安局交警大队长".
pub(super) const PARTS: [&str; 30] = [
    "交警",
    "刑警",
    "刑侦",
    "治安",
    "禁毒",
    "经侦",
    "特警",
    "巡警",
    "国保",
    "法制",
    "政治部",
    "政治处",
    "办公室",
    "指挥中心",
    "督察",
    "机关",
    "刑事",
    "民事",
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "纪委",
    "办公厅",
    "党校",
    "党委",
    "党组",
    "党支部",
    "扫黑除恶",
    "扫黑",
];

/// An office in words.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub words: Range<usize>,
    pub body: Option<usize>,
    pub place: Option<usize>,
    pub is_past: bool,
    pub start: usize,
    /// What it is called, without what narrows it.
    pub bare: Range<usize>,
    /// Whether all of a list share it: "前后两任所长何某、李某".
    pub is_shared: bool,
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
}

impl Reading<'_> {
    /// The offices that persons are named with.
    pub fn roles(&self, notes: &[AttributionNote]) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        let mut by_holder: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let careers = self.careers();
        // A title tells in short what the text tells in full.
        let persons = || self.mentions.iter().enumerate().filter(|(_, m)| m.kind == MentionKind::Person);
        let in_title = |(_, m): &(usize, &Mention)| {
            self.page.sentences.get(self.page.sentence_of(m.tokens.start)).is_some_and(|s| s.is_heading)
        };
        let told = persons().filter(|m| !in_title(m)).chain(persons().filter(in_title));
        for (at, holder) in told {
            if holder.entity.is_none() {
                continue;
            }
            let offices = self.offices_before(holder).into_iter().chain(self.office_taken(holder));
            let later =
                careers.iter().filter(|career| career.holder == at).flat_map(|career| career.offices.iter().cloned());
            for (entity, office) in offices.chain(later).flat_map(|office| self.holders(at, &office)) {
                let evidence = office.start.min(holder.tokens.start)..office.words.end.max(holder.tokens.end);
                let words = self.page.words(&office.words).to_owned();
                let body = office.body.and_then(|m| self.mentions[m].entity);
                let place = office.place.filter(|_| body.is_none()).and_then(|m| self.mentions[m].entity);
                let simple = self.page.simple(&office.words);
                let same = |r: &Role| Page::read(&r.office).letters.iter().collect::<String>() == simple;
                let held = by_holder.entry(entity).or_default();
                let bodies = |r: &Role| r.organisation == body || body.is_none() || r.organisation.is_none();
                // "团结乡", "关坪乡": of another place; but "云龙县关坪乡" is 关坪乡.
                let places = |r: &Role| {
                    let name = |entity: usize| self.entities[entity].label();
                    r.place
                        .zip(place)
                        .is_none_or(|(a, b)| a == b || name(a).ends_with(name(b)) || name(b).ends_with(name(a)))
                };
                // "“和义堂”会长": a rank of a gang.
                if body.is_none() && place.is_none() && self.is_rank_of_gang(&simple) {
                    continue;
                }
                let fits = |r: &Role| same(r) && bodies(r) && places(r);
                let known = held.iter().copied().find(|at| fits(&roles[*at]));
                if let Some(known) = known.and_then(|at| roles.get_mut(at)) {
                    // What is told again more fully.
                    known.organisation = known.organisation.or(body);
                    known.place = known.place.or(place).filter(|_| known.organisation.is_none());
                    known.is_past |= office.is_past;
                    known.start = known.start.or(office.from);
                    known.end = known.end.or(office.to);
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
                    start: office.from,
                    end: office.to,
                    trigger: self.page.bytes(&office.words),
                    attribution: Self::voices(notes, holder.tokens.start),
                    evidence: self.page.bytes(&evidence),
                    clause: None,
                });
            }
        }
        roles
    }

    /// Whether a word is what gangs with a name of their own call their heads, in a text that speaks of one.
    fn is_rank_of_gang(&self, word: &str) -> bool {
        matches!(word, "会长" | "副会长" | "堂主" | "社长")
            && self.mentions.iter().any(|m| {
                m.sort == Sort::Group
                    && m.kind == MentionKind::Organisation
                    && m.tokens.end.checked_sub(1).is_some_and(|at| matches!(self.page.letters[at], '会' | '帮' | '堂'))
            })
    }

    /// Those who hold an office that a mention is named with.
    fn holders(&self, at: usize, office: &Office) -> Vec<(usize, Office)> {
        let list = if office.is_shared { self.list_from(at) } else { vec![at] };
        list.into_iter().filter_map(|at| Some((self.mentions[at].entity?, office.clone()))).collect()
    }

    /// The offices right before a name, the furthest first.
    fn offices_before(&self, holder: &Mention) -> Vec<Office> {
        self.offices_up_to(holder.tokens.start)
    }

    /// The offices that end right before a place, the furthest first.
    pub fn offices_up_to(&self, end: usize) -> Vec<Office> {
        let page = &self.page;
        let sentence = page.sentences.get(page.sentence_of(end));
        let floor = sentence.map_or(end, |s| s.range.start);
        let mut found = Vec::new();
        let mut at = end;
        // "副局长马某", "副局长的马某", "局长、书记等职的马某".
        if let Some(tail) = ["等职务的", "等职的", "一职的", "的", " ", "　"].iter().find(|word| page.ends(at, word))
        {
            at -= tail.chars().count();
        }
        while let Some((_, length)) = page.longest_before(at, &self.words.offices) {
            if at - length < floor {
                break;
            }
            let office = self.office_ending(at - length..at, floor);
            let start = office.start;
            found.push(office);
            let Some(joint) = ["、", "兼任", "兼", "，"].iter().find(|joint| page.ends(start, joint)) else {
                break;
            };
            // "副市长，市公安局原局长", but "…警员，所长某某" are two people.
            let own = found.last().is_some_and(|office: &Office| office.body.is_some() || office.place.is_some());
            if *joint == "，" && !own {
                break;
            }
            at = start - joint.chars().count();
        }
        found.reverse();
        self.share_body(&mut found);
        self.inherit(&mut found);
        // "原海州市政协委员、远大公司董事长": what has 原 before its body is past with all that follows.
        let opened = found.first().is_some_and(|first| {
            first.is_past && page.has(first.start, "原") && !found.iter().skip(1).any(|o| page.has(o.start, "现"))
        });
        if opened {
            found.iter_mut().for_each(|office| office.is_past = true);
        }
        // "时任海州市委常委、临山县委书记": of both.
        if found.first().is_some_and(|first| self.is_of_then(first.start)) {
            found.iter_mut().for_each(|office| office.is_past = true);
        }
        found
    }

    /// "时任局长何某、所长李某": whether all offices of a list of people are of the time that is told of.
    fn is_of_then(&self, start: usize) -> bool {
        let page = &self.page;
        if ROW_PAST.iter().any(|word| page.has(start, word)) {
            return true;
        }
        let Some(joint) = start.checked_sub(1).filter(|at| matches!(page.letters[*at], '、' | '和' | '及')) else {
            return false;
        };
        let near = joint.saturating_sub(6)..joint;
        let before = self.within(&near).find(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == joint);
        before.is_some_and(|(_, m)| {
            let first = self.phrase_start(m);
            first < m.tokens.start && (page.ends(first, "时任") || self.is_of_then(first))
        })
    }

    /// "某公安局局长何某、民警李某": the second one's office is at the body of the first one's.
    fn share_body(&self, offices: &mut [Office]) {
        let page = &self.page;
        let Some(first) = offices.first_mut().filter(|o| o.body.is_none() && o.place.is_none()) else { return };
        let word = page.simple(&first.words);
        let apart = [
            "书记",
            "市长",
            "县长",
            "区长",
            "镇长",
            "乡长",
            "省长",
            "董事",
            "经理",
            "总裁",
            "法定代表人",
            "议员",
            "代表",
            "委员",
            "常委",
            "主席",
        ];
        let Some(joint) = first.start.checked_sub(1).filter(|at| matches!(page.letters[*at], '、' | '和' | '及'))
        else {
            return;
        };
        if apart.iter().any(|end| word.contains(end)) {
            return;
        }
        let near = joint.saturating_sub(6)..joint;
        let before = self.within(&near).find(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == joint);
        let body = before.and_then(|(_, m)| self.offices_before(m).last().and_then(|office| office.body));
        first.body = body.filter(|at| self.mentions[*at].sort.is_public());
    }

    /// The office whose words stand in a range, with what belongs to it on its left.
    pub fn office_ending(&self, words: Range<usize>, floor: usize) -> Office {
        let page = &self.page;
        // "临山|县委书记": the body keeps its committee.
        let mut words = self.behind_body(words);
        let bare = words.clone();
        // "第一副厅长", but "第一组长" is one of a first part.
        let first = |word: &str| word != "第一" || page.has(words.start, "副") || page.has(words.start, "书记");
        if let Some(narrow) = NARROWS.iter().find(|word| page.ends(words.start, word) && first(word))
            && self.body_ending(words.start, floor).is_none()
        {
            words.start -= narrow.chars().count();
        }
        let mut start = words.start;
        let mut is_past = false;
        let past = |start: usize| PAST.iter().find(|word| page.ends(start, word)).map(|word| word.chars().count());
        if let Some(length) = past(start) {
            is_past = true;
            start -= length;
        }
        // "多名前副主席何某、李某".
        let several = ["多名", "两名", "三名", "数名", "几名"].iter().find(|word| page.ends(start, word));
        start -= several.map_or(0, |word| word.chars().count());
        let is_shared = several.is_some() || page.has(start, "前后两任") || page.has(start, "先后两任");
        // "第一组组长", "某分局第一组长": the number belongs to the part.
        if start > floor + 2
            && page.letters[start - 2] == '第'
            && "一二三四五六七八九十".contains(page.letters[start - 1])
        {
            start -= 2;
        }
        // "“打黑办”主任".
        let quoted = start - usize::from(page.ends(start, "”"));
        let mut outer = self.body_ending(start, floor).or_else(|| self.body_ending(quoted, floor));
        if outer.is_none()
            && let Some(part) = PARTS.iter().find(|part| page.ends(start, part))
        {
            start -= part.chars().count();
            outer = self.body_ending(start, floor);
        }
        // "交警大队长": the last letters of the body are the first of the office.
        let within = |at: &usize| {
            self.mentions[*at].kind == MentionKind::Organisation && self.mentions[*at].tokens.start < words.start
        };
        if outer.is_none() && words.len() > 2 {
            outer = self.body_ending(words.start + 2, floor).filter(within);
        }
        if outer.is_none() {
            outer = self.body_ending(words.start + 1, floor).filter(within);
        }
        // "市委政法委分管日常工作的副书记".
        if outer.is_none() && page.ends(start, "的") {
            let clause = page.clause_of(start.saturating_sub(1)).start.max(floor);
            let task = ["分管", "主管", "负责"].iter().filter_map(|word| page.find(&(clause..start), word)).max();
            outer = task.and_then(|task| self.body_ending(task, floor));
        }
        // "龙岗区" ends in the first letter of 区委书记.
        if outer.is_none() && page.letters.get(start).is_some_and(|l| super::name::is_place_end(*l)) {
            outer = self
                .body_ending(start + 1, floor)
                .filter(|at| self.mentions[*at].kind == MentionKind::Place && self.mentions[*at].tokens.len() > 1);
        }
        let (mut body, mut place) = (None, None);
        if let Some(at) = outer {
            let mention = &self.mentions[at];
            match mention.kind {
                MentionKind::Organisation => body = Some(at),
                _ => place = Some(at),
            }
            start = mention.tokens.start;
            if let Some(length) = past(start) {
                is_past = true;
                start -= length;
            }
        }
        Office { words, body, place, is_past, start, bare, is_shared, from: None, to: None }
    }

    /// What of an office's words stands behind the body that they begin with: "书记" of "县委书记".
    fn behind_body(&self, words: Range<usize>) -> Range<usize> {
        let near = words.start.saturating_sub(40)..words.end;
        let body = self.within(&near).find(|(_, m)| {
            m.kind == MentionKind::Organisation
                && m.tokens.end > words.start
                && m.tokens.end < words.end
                && (self.words.offices.contains(&self.page.simple(&(m.tokens.end..words.end)))
                    || self.page.ends(m.tokens.end, "人大") && self.page.has(m.tokens.end, "代表"))
        });
        body.map_or(words.clone(), |(_, m)| m.tokens.end..words.end)
    }

    /// The body, or else the place, whose name ends at a place: the whole one, not the place in its name.
    fn body_ending(&self, end: usize, floor: usize) -> Option<usize> {
        let near = floor.max(end.saturating_sub(40))..end;
        let ending = |m: &Mention| m.tokens.end == end && m.sort != Sort::Group;
        self.within(&near)
            .find(|(_, m)| ending(m) && m.kind == MentionKind::Organisation)
            .or_else(|| self.within(&near).find(|(_, m)| ending(m) && m.kind == MentionKind::Place))
            .map(|(at, _)| at)
    }

    /// Whether a name begins at a place.
    fn mentions_begin(&self, at: usize) -> bool {
        self.within(&(at..at + 40)).any(|(_, m)| m.tokens.start == at)
    }

    /// The word for an office that begins at a place, and its length: "秘书一处" is none.
    fn office_word(&self, at: usize) -> Option<(&str, usize)> {
        let page = &self.page;
        if page.ends(at, "人大") && page.has(at, "代表") {
            return Some(("代表", 2));
        }
        let (word, length) = page.longest(at, &self.words.offices)?;
        let end = at + length;
        let numbered = page.letters.get(end).is_some_and(|l| "一二三四五六七八九十".contains(*l));
        let part = matches!(page.letters.get(end + usize::from(numbered)), Some('处' | '科' | '室'));
        (!(word == "秘书" && part)).then_some((word, length))
    }

    /// "系鼎盛矿业集团有限公司原董事长", "是海州市公安局副局长": said of the name right before.
    fn office_taken(&self, holder: &Mention) -> Option<Office> {
        let page = &self.page;
        let mut after = holder.tokens.end;
        // "为首的于某，是海州市公安局原副局长".
        after += usize::from(page.has(after, "，是") || page.has(after, "，系"));
        let small = ["竟然", "竟", "也", "还", "则", "原"].iter().find(|word| page.has(after, word));
        after += small.map_or(0, |word| word.chars().count());
        let verb = ["系", "是", "为"].iter().find(|verb| page.has(after, verb))?;
        // "提名何某为局长": not said of him as a fact.
        if *verb == "为" && self.phrase_start(holder) > page.clause_of(holder.tokens.start).start {
            return None;
        }
        let start = after + verb.chars().count();
        let clause = page.clause_of(after);
        let office = self.office_at(start, clause.end)?;
        // Silent where it is denied or only possible.
        (!self.is_silent(office.words.start)).then_some(Office { start: holder.tokens.start, ..office })
    }

    /// The office that begins at a place, with the body before it: "海州市公安局原副局长".
    pub fn office_at(&self, at: usize, limit: usize) -> Option<Office> {
        let page = &self.page;
        let mut is_past = false;
        let mut next = at;
        let skip_past = |next: &mut usize| {
            let word = PAST.iter().find(|word| page.has(*next, word));
            *next += word.map_or(0, |word| word.chars().count());
            word.is_some()
        };
        is_past |= skip_past(&mut next);
        let (mut body, mut place) = (None, None);
        // "第十二届沈阳市人大代表".
        if page.has(next, "第")
            && let Some(session) = (next + 2..next + 6).find(|at| page.letters.get(*at) == Some(&'届'))
        {
            next = session + 1;
        }
        if !self.mentions_begin(next) {
            let small = ["该", "当地", "中共", "一家", "一间", "在职", "现职"].iter().find(|word| page.has(next, word));
            next += small.map_or(0, |word| word.chars().count());
        }
        loop {
            // "海州市|临山|大工业区管委会": what is no name by itself may stand between.
            let near = next..limit.min(next + 30);
            let fits = |m: &Mention| {
                m.sort != Sort::Group
                    && (m.tokens.start == next && matches!(m.kind, MentionKind::Organisation | MentionKind::Place)
                        || (place.is_some() || body.is_some())
                            && m.kind == MentionKind::Organisation
                            && m.tokens.start <= next + 4
                            && page.longest(next, &self.words.offices).is_none()
                            && (next..m.tokens.start).all(|i| page.is_han(i)))
            };
            let Some((i, mention)) = self.within(&near).find(|(_, m)| fits(m)) else { break };
            match mention.kind {
                MentionKind::Organisation => body = Some(i),
                _ => place = Some(i),
            }
            next = mention.tokens.end;
        }
        is_past |= skip_past(&mut next);
        // "分管日常工作的副部长".
        if let Some(task) = ["分管", "主管", "负责"].iter().find(|word| page.has(next, word)) {
            let from = next + task.chars().count();
            let end = (from..limit.min(from + 12)).take_while(|i| page.is_han(*i)).find(|i| page.letters[*i] == '的');
            next = end.map_or(next, |end| end + 1);
        }
        // "交警大队的在职民警".
        if let Some(small) = ["的在职", "的现职", "在职", "现职"].iter().find(|word| page.has(next, word)) {
            next += small.chars().count();
        }
        // "丹东市的政协委员".
        if (body.is_some() || place.is_some())
            && page.has(next, "的")
            && page.longest(next + 1, &self.words.offices).is_some()
        {
            next += 1;
        }
        let office = |next: usize| {
            // "代表" is no office of one who stands in.
            let deputy = page.ends(next, "人大") && page.has(next, "代表");
            let narrow = NARROWS.iter().find(|word| page.has(next, word) && !deputy);
            let narrow = narrow.map_or(0, |word| word.chars().count());
            let (_, length) = self.office_word(next + narrow)?;
            let bare = next + narrow..next + narrow + length;
            (bare.end <= limit).then_some((next..bare.end, bare))
        };
        let part = || {
            let part = PARTS.iter().find(|part| page.has(next, part))?;
            // "宣传部部长", "组织部部长": 部 may be a part of the office's name or of the body's.
            office(next + part.chars().count())
        };
        // "龙岗区" ends in the first letter of 区委书记.
        let shared = || office(next.checked_sub(1).filter(|at| body.is_none() && place.is_some() && page.is_han(*at))?);
        // "海州市|临山|区委书记".
        let beyond = || {
            let near = (next + 1..=next + 3).filter(|_| place.is_some() && body.is_none());
            near.filter(|at| page.letters.get(*at).is_some_and(|l| "区县镇乡".contains(*l)))
                .find_map(|at| (next..at).all(|i| page.is_han(i)).then(|| office(at)).flatten())
        };
        let (words, bare) = office(next).or_else(part).or_else(shared).or_else(beyond)?;
        let place = place.filter(|_| body.is_none());
        Some(Office { words, body, place, is_past, start: at, bare, is_shared: false, from: None, to: None })
    }

    /// An office without a body of its own is one of the body named before it.
    pub fn inherit(&self, offices: &mut [Office]) {
        let page = &self.page;
        let mut last: Option<(Option<usize>, Option<usize>, bool)> = None;
        for office in offices {
            // "原市委常委、纪委书记": the second one's body is of the same place.
            let same_place =
                office.body.is_some_and(|at| super::short::stands_alone(&page.simple(&self.mentions[at].tokens)))
                    && office.start.checked_sub(1).is_some_and(|at| page.letters[at] == '、');
            if let Some((_, _, true)) = last.filter(|_| same_place) {
                office.is_past = true;
            }
            if office.body.is_some() || office.place.is_some() {
                last = Some((office.body, office.place, office.is_past));
            } else if let Some((body, place, is_past)) = last {
                office.is_past |= is_past;
                office.place = place;
                // "市水务局局长、市委常委": of another body; "县委副书记、县长": the mayor is none of the party's.
                let of_committee = COMMITTEES.iter().any(|word| page.has(office.words.start, word));
                let party = body.is_some_and(|at| {
                    let end = self.mentions[at].tokens.end;
                    page.ends(end, "委") || page.ends(end, "政府")
                });
                let governs = ["省长", "市长", "县长", "区长", "镇长", "乡长", "州长"]
                    .iter()
                    .any(|word| page.find(&office.bare, word).is_some());
                office.body = body.filter(|_| !(of_committee || party && governs));
            }
        }
    }
}
