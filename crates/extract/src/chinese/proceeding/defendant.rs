//! To whom a proceeding happened.

use std::ops::Range;

use super::super::number::number_at;
use super::super::reading::Reading;
use super::super::words::Proceeding;
use crate::mention::MentionKind;

impl Reading<'_> {
    pub(super) fn defendants(&self, proceeding: &Proceeding, verb: &Range<usize>) -> Vec<usize> {
        let page = &self.page;
        let clause = page.clause_of(verb.start);
        let person = ["person".to_owned(), "company".to_owned()];
        let sentence = page.sentences.get(page.sentence_of(verb.start)).map_or(clause.clone(), |s| s.range.clone());
        // "对吴海涛决定逮捕".
        let towards = |range: Range<usize>| {
            self.within(&range).rfind(|(_, m)| self.fits(m, &person) && self.governor(m) == Some("对")).map(|(i, _)| i)
        };
        if let Some(at) = towards(clause.start..verb.start) {
            return self.listed_with(at);
        }
        let word = page.simple(verb);
        let before = clause.start..verb.start;
        if let Some(counted) = self.counted_ones(&before, &sentence) {
            return counted;
        }
        if word.starts_with("构成") {
            return self.doers(verb.start, &before);
        }
        // "已对其展开调查": of the one of whom the clauses before speak.
        let pronoun = ["对其", "对他", "对她"].iter().find_map(|word| page.find(&before, word));
        if let Some(pronoun) = pronoun.filter(|at| verb.start - at <= 12) {
            let found = self.subjects(pronoun, &person);
            let found = if found.is_empty() { self.spoken_of(page.sentence_of(verb.start)) } else { found };
            return if found.len() == 1 { found } else { Vec::new() };
        }
        // "将骆某等18人起诉至法院".
        let taken = ["将", "把"].iter().filter_map(|word| page.find(&before, word)).max().and_then(|taken| {
            let near = taken..verb.start;
            self.within(&near)
                .find(|(_, m)| self.fits(m, &person) && self.phrase_start(m) <= taken + 1)
                // "将在逃5个多月的何某某抓获".
                .or_else(|| self.within(&near).find(|(_, m)| self.fits(m, &person) && m.tokens.end == verb.start))
        });
        if let Some((at, _)) = taken.filter(|_| matches!(proceeding.kind.as_str(), "charge" | "arrest" | "sentence")) {
            return self.list_from(at);
        }
        let passive = ["被", "遭", "获"].iter().any(|small| page.find(&before, small).is_some())
            || word.starts_with(['被', '遭', '获']);
        // "涉案人员均被判处": of people who are not named.
        let unnamed = ["人员", "被告", "嫌疑人", "成员", "官员", "干部", "民警", "公职人员", "其余", "其他", "多人"]
            .iter()
            .any(|word| page.find(&before, word).is_some());
        let named = self.within(&before).any(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some());
        if passive && unnamed && !named || self.is_counted(verb.start, clause.start) {
            return Vec::new();
        }
        let penalty = ["有期徒刑", "无期徒刑", "死刑", "拘役"].iter().any(|p| page.has(verb.end, p))
            || page.ends(verb.start, "罪")
            || page.ends(verb.start, "分别");
        // "逮捕何志远", "判处马国强有期徒刑", "宣告祁连生无罪", "抓获了涉黑组织头目某某".
        let told = verb.end + usize::from(page.has(verb.end, "了"));
        let after = self
            .within(&(told..clause.end))
            .find(|(_, m)| m.kind == MentionKind::Person && self.phrase_start(m) <= told + 1)
            // "抓获以曹某彪为首的团伙成员19人": of his people, whether of him too is not said.
            .filter(|(_, m)| !page.has(m.tokens.end, "为首"))
            .map(|(at, _)| at);
        // "逮捕何某旗下李某等人": the one who is his, not he; "逮捕正入境的何某".
        let after = after
            .map_or_else(
                || {
                    let near = told..clause.end.min(told + 12);
                    let caught = self.within(&near).find(|(_, m)| m.kind == MentionKind::Person)?;
                    let described = page.ends(self.phrase_start(caught.1), "的") && proceeding.kind == "arrest";
                    described.then_some(caught.0)
                },
                Some,
            )
            .and_then(|at| {
                let end = self.mentions[at].tokens.end;
                let small = ["旗下", "手下", "的手下", "之子", "的儿子", "的妻子", "的亲信", "亲信", "胞弟", "胞兄"];
                let Some(word) = small.iter().find(|word| page.has(end, word)) else { return Some(at) };
                let start = end + word.chars().count();
                let near = start..clause.end;
                self.within(&near)
                    .find(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == start)
                    .map(|(at, _)| at)
            });
        let own = matches!(
            proceeding.kind.as_str(),
            "appeal"
                | "conviction"
                | "trial"
                | "investigation"
                | "dismissal"
                | "expulsion"
                | "resignation"
                | "acquittal"
                | "guilty_plea"
        ) || word.contains("投案")
            || matches!(word.as_str(), "另案判处" | "另案判决" | "获刑" | "落网" | "被捕" | "归案" | "判刑" | "判囚")
            || word == "判处" && penalty && after.is_none()
            || matches!(word.as_str(), "各处" | "处" | "决定执行" | "合并执行");
        // "因涉嫌严重违纪受查的市委书记何某": of whom the words before tell.
        if page.has(verb.end, "的") && (passive || own) {
            let near = verb.end + 1..clause.end;
            let told_of =
                self.within(&near).find(|(_, m)| m.kind == MentionKind::Person && self.phrase_start(m) <= verb.end + 1);
            if let Some((at, _)) = told_of.filter(|_| !named) {
                return vec![at];
            }
        }
        // "被捕姓郭（40岁）男子及姓黄女子".
        if matches!(word.as_str(), "被捕" | "落网" | "被抓" | "被抓获")
            && !named
            && let Some(at) = after
        {
            return self.list_from(at);
        }
        // "自己真诚地认罪": of the one who says so.
        if proceeding.kind == "guilty_plea" && page.has(clause.start, "自己") {
            let before = sentence.start..clause.start;
            let first = self.within(&before).find(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some());
            return first.map(|(at, _)| at).into_iter().collect();
        }
        let heard = word.ends_with("审理");
        if let Some(at) = after.filter(|_| heard || word == "宣告") {
            return self.whole_list(at);
        }
        if heard {
            let named = self.of_case(verb.start, &sentence);
            // "法院开庭审理此案": of the one of whom the sentence before speaks.
            let this = ["此案", "该案", "本案", "这起案件", "这一案件"].iter().any(|word| page.has(verb.end, word));
            if named.is_empty() && this {
                let spoken_of = self.spoken_of(page.sentence_of(verb.start));
                return if spoken_of.len() == 1 { spoken_of } else { Vec::new() };
            }
            return named;
        }
        if passive || own {
            // "对蒋某受贿一案宣判，以受贿罪判处无期徒刑": the court speaks, he suffers.
            let tried = towards(sentence.start..verb.start).filter(|_| matches!(word.as_str(), "判处" | "决定执行"));
            return tried.map_or_else(|| self.sufferers(verb.start, &person), |at| self.listed_with(at));
        }
        // "检察院以涉嫌受贿罪，对刘某，向法院提起公诉".
        if proceeding.kind == "charge"
            && word != "起诉"
            && let Some(at) = towards(sentence.start..verb.start)
        {
            return self.listed_with(at);
        }
        if proceeding.kind == "upheld" || proceeding.kind == "overturned" {
            return towards(sentence.start..verb.start)
                .map_or_else(|| self.sufferers(verb.start, &person), |at| self.listed_with(at));
        }
        let bare = word == "起诉" || word == "判决";
        // "法院以受贿罪判处被告有期徒刑十年": of the one of whom the sentence before speaks.
        let accused = ["被告人", "被告"].iter().find(|word| page.has(told, word));
        if let Some(accused) = accused.filter(|_| proceeding.kind == "sentence" && after.is_none()) {
            let end = told + accused.chars().count();
            let spoken_of = self.spoken_of(page.sentence_of(verb.start));
            let one = spoken_of.len() == 1 && page.longest(end, &proceeding.needs).is_some();
            return if one { spoken_of } else { Vec::new() };
        }
        after.map_or_else(
            || {
                if proceeding.kind != "charge" || bare {
                    return Vec::new();
                }
                // "检察院以何某涉嫌受贿罪向法院提起公诉".
                let accused = self.within(&before).rfind(|(_, m)| {
                    m.kind == MentionKind::Person
                        && m.entity.is_some()
                        && ["涉嫌", "犯", "构成"].iter().any(|word| page.has(m.tokens.end, word))
                });
                accused.map_or_else(|| self.of_case(verb.start, &sentence), |(at, _)| self.listed_with(at))
            },
            |at| {
                let list = self.list_from(at);
                // "分别判处张某、杨某有期徒刑二十年、十九年".
                let last = list.last().map_or(at, |last| *last);
                let shared = page.longest(self.mentions[last].tokens.end, &proceeding.needs).is_some();
                if proceeding.kind == "arrest" || shared { list } else { vec![at] }
            },
        )
    }

    /// "何某领导的组织26名成员均被判刑": whether those to whom it happened are only counted.
    fn is_counted(&self, verb: usize, floor: usize) -> bool {
        let page = &self.page;
        let mut end = verb;
        while let Some(small) = ["均", "都", "全部", "分别", "也", "已", "先后", "被", "遭", "一并"]
            .iter()
            .find(|word| page.ends(end, word))
        {
            end -= small.chars().count();
        }
        let nouns =
            ["成员", "人", "人员", "被告", "被告人", "嫌疑人", "骨干成员", "组织成员", "团伙成员", "官员", "民警"];
        nouns.iter().filter(|noun| page.ends(end, noun)).any(|noun| {
            let noun = end - noun.chars().count();
            let number = noun - usize::from(["名", "余", "多"].iter().any(|word| page.ends(noun, word)));
            let counted =
                (number.saturating_sub(5)..number).any(|at| number_at(page, at).is_some_and(|n| n.end == number));
            // "何某、李某等4人": the number counts those who are named.
            let from = (number.saturating_sub(5)..number).find(|at| number_at(page, *at).is_some());
            let and_others = from.is_some_and(|from| page.ends(from, "等") || page.ends(from, "、"));
            let people = from.is_some_and(|from| {
                self.within(&(floor..from)).next_back().is_some_and(|(_, m)| {
                    m.tokens.end == from && (m.kind == MentionKind::Person || m.tokens.is_empty())
                })
            });
            counted && !and_others && !people
        })
    }

    /// Those whose case a sentence speaks of before a verb: "裴绍光涉嫌受贿一案，由检察院提起公诉".
    fn of_case(&self, verb: usize, sentence: &Range<usize>) -> Vec<usize> {
        let page = &self.page;
        let before = sentence.start..verb;
        let case = ["一案", "等罪案", "罪案", "等案"].iter().find_map(|word| page.find(&before, word));
        let Some(case) = case else { return Vec::new() };
        let clause = page.clause_of(case);
        let person = self.within(&(clause.start..case)).find(|(_, m)| {
            m.kind == MentionKind::Person
                && m.entity.is_some()
                && !matches!(self.governor(m), Some("由" | "被" | "向" | "为"))
                && ["涉嫌", "受贿", "贪污", "行贿", "犯", "等", "、"].iter().any(|word| page.has(m.tokens.end, word))
        });
        person.map(|(at, _)| self.list_from(at)).unwrap_or_default()
    }

    /// "给予4人开除党籍处分": those of whom the sentence has named so many.
    fn counted_ones(&self, before: &Range<usize>, sentence: &Range<usize>) -> Option<Vec<usize>> {
        let page = &self.page;
        let given = ["给予", "对"].iter().find_map(|word| Some(page.find(before, word)? + word.chars().count()))?;
        let number = number_at(page, given)?;
        let people = ["人", "名干部", "名官员"].iter().any(|word| page.has(number.end, word));
        if !people || number.is_more {
            return None;
        }
        let mut named: Vec<usize> = Vec::new();
        for (at, m) in self.within(&(sentence.start..given)) {
            let known = named.iter().any(|other| self.mentions[*other].entity == m.entity);
            if m.kind == MentionKind::Person && m.entity.is_some() && !known {
                named.push(at);
            }
        }
        let all = u32::try_from(named.len()).is_ok_and(|count| (f64::from(count) - number.value).abs() < 0.5);
        Some(if all { named } else { Vec::new() })
    }

    /// "何某的上述行为已构成受贿罪", "何某、李某二人的行为构成…罪", "其行为构成…罪".
    fn doers(&self, verb: usize, before: &Range<usize>) -> Vec<usize> {
        let page = &self.page;
        let person = ["person".to_owned(), "company".to_owned()];
        let Some(act) = page.find(before, "行为") else { return self.sufferers(verb, &person) };
        let mut end = act;
        while let Some(small) =
            ["上述", "的", "二人", "两人", "三人", "等人", "等"].iter().find(|small| page.ends(end, small))
        {
            end -= small.chars().count();
        }
        if page.ends(end, "其") {
            let found = self.subjects(end - 1, &person);
            return if found.is_empty() { self.goes_on_about(verb) } else { found };
        }
        let near = before.start..end;
        let named = self.within(&near).rfind(|(_, m)| self.fits(m, &person) && m.tokens.end == end);
        named.map(|(at, _)| self.listed_with(at)).unwrap_or_default()
    }
}
