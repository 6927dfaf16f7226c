//! Proceedings: investigated, detained, charged, tried, sentenced, acquitted, dismissed.

use std::ops::Range;

use umbra_model::Standing;

use super::date::duration;
use super::reading::Reading;
use super::tie::concerned;
use super::words::Proceeding;
use crate::attribution::AttributionNote;
use crate::extraction::{Event, Relation};
use crate::mention::MentionKind;

impl Reading<'_> {
    /// What authorities did, in the text's order.
    pub fn proceedings(&self, notes: &[AttributionNote], relations: &[Relation]) -> Vec<Event> {
        let mut found: Vec<Event> = Vec::new();
        // A title only repeats what the text tells.
        for sentence in self.page.sentences.iter().filter(|s| !s.is_heading) {
            for clause in &sentence.clauses {
                let mut at = clause.start;
                while at < clause.end {
                    let best = self
                        .words
                        .proceedings
                        .iter()
                        .filter_map(|p| Some((p, self.page.longest(at, &p.words)?.1)))
                        .max_by_key(|(_, length)| *length);
                    let Some((proceeding, length)) = best.filter(|(_, length)| at + length <= clause.end) else {
                        at += 1;
                        continue;
                    };
                    self.proceeding(proceeding, &(at..at + length), &sentence.range, notes, relations, &mut found);
                    at += length;
                }
                self.next_sentenced(clause, &sentence.range, notes, relations, &mut found);
            }
        }
        found
    }

    fn proceeding(
        &self,
        proceeding: &Proceeding,
        verb: &Range<usize>,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
        relations: &[Relation],
        found: &mut Vec<Event>,
    ) {
        let page = &self.page;
        let rest = verb.end..sentence.end.min(verb.end + 60);
        let clause = page.clause_of(verb.start);
        let needed = proceeding.needs.is_empty()
            || proceeding.needs.iter().any(|word| page.find(&(verb.end..clause.end.max(rest.start)), word).is_some());
        if !needed
            || self.is_silent(verb.start)
            || self.is_denied(verb.start)
            || self.is_other_word(proceeding, verb, sentence)
        {
            return;
        }
        // "检察机关指控…": what is told of as charged is no judgment.
        let defendants = self.defendants(proceeding, verb);
        let shares = self.shares_of_penalty(&rest, defendants.len());
        for (number, at) in defendants.into_iter().enumerate() {
            let Some(entity) = self.mentions[at].entity else { continue };
            let same = |e: &Event| e.kind == proceeding.kind && e.roles.first().is_some_and(|r| r.1 == entity);
            let here = page.bytes(sentence);
            if found
                .iter()
                .rev()
                .take(40)
                .any(|e| same(e) && here.start <= e.trigger.start && e.trigger.start < here.end)
            {
                continue;
            }
            let mut roles = vec![("defendant".to_owned(), entity)];
            if let Some(authority) = self.authority(verb).filter(|a| *a != entity) {
                roles.push(("authority".to_owned(), authority));
            }
            let charge = self.charge(verb, sentence);
            let final_word = ["终审裁定", "终审判决"].iter().any(|word| page.find(sentence, word).is_some());
            let stage =
                if proceeding.kind == "upheld" && final_word { Some(Standing::Final) } else { proceeding.stage };
            let mut properties = Vec::new();
            if proceeding.kind == "sentence" {
                // Of whom it is not said which part is his, nothing is said.
                if let Some(share) = shares.get(number) {
                    self.penalty(share, &mut properties);
                }
            }
            if proceeding.kind == "dismissal" {
                properties.push(("proceedingType".to_owned(), "disciplinary".to_owned()));
                properties.push(("outcome".to_owned(), page.words(verb).to_owned()));
            }
            let date = self
                .dates_within(&(sentence.start..verb.start))
                .filter(|(_, d)| d.date.is_point())
                .map(|(i, _)| i)
                .next_back();
            let parts = [self.mentions[at].tokens.clone(), verb.clone(), charge.clone().unwrap_or(verb.clone())];
            found.push(Event {
                kind: proceeding.kind.clone(),
                schema: "Proceeding".to_owned(),
                roles,
                stage,
                content: charge.map(|c| page.bytes(&c)).into_iter().collect(),
                trigger: page.bytes(verb),
                evidence: self.evidence(&parts),
                date,
                properties,
                concerns: concerned(relations, entity, &here),
                attribution: Self::voices(notes, verb.start),
                rule: format!("zh.{}", proceeding.kind),
                clause: None,
            });
        }
    }

    /// "判处何某有期徒刑十年，李某有期徒刑三年": the verb is not said again.
    fn next_sentenced(
        &self,
        clause: &Range<usize>,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
        relations: &[Relation],
        found: &mut Vec<Event>,
    ) {
        let page = &self.page;
        let Some((_, next)) = self.within(clause).find(|(_, m)| m.kind == MentionKind::Person) else { return };
        let end = next.tokens.end;
        let penalty = ["有期徒刑", "无期徒刑", "死刑"].iter().any(|word| page.has(end, word));
        let first =
            found.iter().rev().find(|e| e.kind == "sentence" && page.bytes(sentence).contains(&e.trigger.start));
        let Some(first) = first.filter(|_| penalty && next.tokens.start == clause.start) else { return };
        let Some(entity) = next.entity.filter(|entity| !first.roles.iter().any(|(_, other)| other == entity)) else {
            return;
        };
        let mut roles = vec![("defendant".to_owned(), entity)];
        roles.extend(first.roles.iter().filter(|(role, _)| role == "authority").cloned());
        let mut properties = Vec::new();
        self.penalty(&(end..clause.end), &mut properties);
        found.push(Event {
            roles,
            properties,
            trigger: page.bytes(&(end..end + 2)),
            evidence: self.evidence(&[next.tokens.clone(), end..clause.end]),
            content: Vec::new(),
            concerns: concerned(relations, entity, &page.bytes(sentence)),
            attribution: Self::voices(notes, end),
            ..first.clone()
        });
    }

    /// The parts of a penalty that several got, each his own: "分别被判处有期徒刑九年、七年". Of one that is all of it; none
    /// where the words do not tell whose is whose.
    fn shares_of_penalty(&self, rest: &Range<usize>, count: usize) -> Vec<Range<usize>> {
        let page = &self.page;
        if count < 2 {
            return vec![rest.clone()];
        }
        let words = ["有期徒刑", "无期徒刑", "死刑"];
        let starts: Vec<usize> =
            rest.clone().filter(|at| words.iter().any(|word| page.has(*at, word))).take(count + 1).collect();
        if starts.len() == count {
            let ends = starts.iter().skip(1).copied().chain([rest.end]);
            return starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
        }
        let Some(start) = starts.first().filter(|at| starts.len() == 1 && page.has(**at, "有期徒刑")) else {
            return if starts.len() == 1 { vec![rest.clone(); count] } else { Vec::new() };
        };
        let mut terms = Vec::new();
        let mut at = start + 4;
        while let Some((end, _)) = duration(page, at).filter(|(end, _)| *end <= rest.end) {
            terms.push(at..end);
            if !["、", "和", "及", "，"].iter().any(|joint| page.has(end, joint)) {
                break;
            }
            at = end + 1;
        }
        match terms.len() {
            // "均被判处有期徒刑二十年": each of them.
            1 => vec![rest.clone(); count],
            found if found == count => terms,
            _ => Vec::new(),
        }
    }

    /// Words that look like a proceeding and are none: 上诉人, 犯罪, 驳回上诉.
    fn is_other_word(&self, proceeding: &Proceeding, verb: &Range<usize>, sentence: &Range<usize>) -> bool {
        let page = &self.page;
        let before = verb.start.checked_sub(1).map_or(' ', |i| page.letters[i]);
        match proceeding.kind.as_str() {
            "conviction" => {
                let judged = ["判", "裁定", "认定"].iter().any(|word| page.find(sentence, word).is_some());
                let only_said =
                    ["指控", "涉嫌"].iter().any(|word| page.find(&(sentence.start..verb.start), word).is_some());
                page.has(verb.end, "罪") || "罪嫌主从逃侵触共".contains(before) || !judged || only_said
            }
            "appeal" => {
                page.has(verb.end, "人")
                    || ["期", "意见", "理由", "请求", "状"].iter().any(|word| page.has(verb.end, word))
                    || page.find(&(page.clause_of(verb.start).start..verb.start), "驳回").is_some()
                    || page.ends(verb.start, "可")
            }
            "sentence" if page.simple(verb) == "处" => {
                let penalty = ["有期徒刑", "无期徒刑", "死刑"].iter().find(|word| page.has(verb.end, word));
                let number = penalty
                    .is_some_and(|word| *word != "有期徒刑" || super::number::number_at(page, verb.end + 4).is_some());
                !number || "判惩并各单依".contains(before)
            }
            "sentence" => {
                // "判决书", "一审判决认定": the judgment, not what it says.
                page.has(verb.end, "无罪")
                    || page.has(verb.end, "有罪")
                    || page.ends(verb.start, "可")
                    || page.ends(verb.start, "最高")
                    || ["书", "认定", "结果", "生效"].iter().any(|word| page.has(verb.end, word))
                    || page.simple(verb) == "判决" && page.ends(verb.start, "作出")
            }
            "charge" => {
                let bare = page.simple(verb) == "起诉";
                let number = super::number::number_at(page, verb.end).is_some();
                page.has(verb.end, "的") && !page.has(verb.end, "的罪名")
                    || bare
                        && (["审查", "不", "移送", "批捕", "免予", "另行"]
                            .iter()
                            .any(|word| page.ends(verb.start, word))
                            || ["书", "指控", "意见", "人数", "涉", "率", "阶段", "状"]
                                .iter()
                                .any(|word| page.has(verb.end, word))
                            || number)
            }
            // "被抓拍", "被抓住".
            // "提请检察院批准逮捕": asked for.
            "arrest"
                if page.ends(verb.end, "逮捕")
                    && page.find(&(page.clause_of(verb.start).start..verb.start), "提请").is_some() =>
            {
                true
            }
            "arrest" => {
                page.ends(verb.end, "被抓") && ["拍", "住", "伤", "走", "到"].iter().any(|w| page.has(verb.end, w))
            }
            // "认罪认罚从宽制度".
            "guilty_plea" => page.has(verb.end, "从宽") || page.has(verb.end, "制度"),
            _ => false,
        }
    }

    fn defendants(&self, proceeding: &Proceeding, verb: &Range<usize>) -> Vec<usize> {
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
        let own = matches!(
            proceeding.kind.as_str(),
            "appeal" | "conviction" | "trial" | "investigation" | "dismissal" | "acquittal" | "guilty_plea"
        ) || matches!(word.as_str(), "获刑" | "落网" | "被捕" | "归案" | "判刑" | "判囚")
            || word == "判处" && penalty && after.is_none()
            || matches!(word.as_str(), "各处" | "处" | "决定执行" | "合并执行");
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
                .map_or_else(|| self.sufferers(verb.start, &person), |at| vec![at]);
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
            let counted = (number.saturating_sub(5)..number)
                .any(|at| super::number::number_at(page, at).is_some_and(|n| n.end == number));
            // "何某、李某等4人": the number counts those who are named.
            let from = (number.saturating_sub(5)..number).find(|at| super::number::number_at(page, *at).is_some());
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

    /// The body in the clause that acts: "被临山县公安局刑事拘留", "检察院对…提起公诉".
    fn authority(&self, verb: &Range<usize>) -> Option<usize> {
        let clause = self.page.clause_of(verb.start);
        let found = self.within(&(clause.start..verb.start)).map(|(_, m)| m).rfind(|m| {
            m.kind == MentionKind::Organisation
                && m.sort.is_public()
                && (0..=2).all(|back| self.page.longest(m.tokens.end - back, &self.words.offices).is_none())
                && !self.page.has(m.tokens.end, "原")
        });
        found.and_then(|m| m.entity)
    }

    /// What the charge is: "涉嫌受贿罪", "犯包庇、纵容黑社会性质组织罪", "因…".
    fn charge(&self, verb: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let page = &self.page;
        let before = sentence.start..verb.end;
        let (at, length) = before.clone().rev().find_map(|at| {
            let word = ["涉嫌", "犯", "因", "以"].iter().find(|word| page.has(at, word))?;
            let plain = *word != "犯"
                || !page.has(at + 1, "罪")
                    && !at.checked_sub(1).is_some_and(|i| "罪嫌主从逃".contains(page.letters[i]));
            plain.then_some((at, word.chars().count()))
        })?;
        let start = at + length;
        let start = if page.has(start, "涉嫌") { start + 2 } else { start };
        let limit = sentence.end.min(start + 60);
        // The last 罪 before a verb: several offences in a row belong together.
        let end = (start..limit)
            .take_while(|i| !matches!(page.letters[*i], '，' | '。' | '；') && !page.has(*i, "被"))
            .filter(|i| page.letters[*i] == '罪')
            .last()
            .map(|i| i + 1)
            .or_else(|| page.has(start, "严重违纪违法").then_some(start + 6))?;
        (end > start && end - start <= 60).then_some(start..end)
    }

    fn penalty(&self, rest: &Range<usize>, properties: &mut Vec<(String, String)>) {
        let page = &self.page;
        let mut push = |name: &str, value: String| properties.push((name.to_owned(), value));
        if let Some(at) = page.find(rest, "有期徒刑")
            && let Some((end, length)) = duration(page, at + 4)
        {
            let suspended = page
                .find(&(end..rest.end.min(end + 8)), "缓刑")
                .and_then(|at| duration(page, at + 2))
                .map(|(end, _)| end);
            push("sentenceLength", length);
            push("sentence", page.words(&(at..suspended.unwrap_or(end))).to_owned());
        } else if let Some((word, name)) =
            [("死刑", "death"), ("无期徒刑", "life")].iter().find(|(word, _)| page.find(rest, word).is_some())
        {
            let at = page.find(rest, word).unwrap_or(rest.start);
            let end = at + word.chars().count();
            let deferred = ["，缓期二年执行", "缓期二年执行", "缓期两年执行"]
                .iter()
                .find(|w| page.has(end, w))
                .map_or(0, |w| w.chars().count());
            push("sentenceLength", (*name).to_owned());
            push("sentence", page.words(&(at..end + deferred)).to_owned());
        } else if let Some((end, length)) = duration(page, rest.start).filter(|(end, _)| *end <= rest.end) {
            // "判囚十年", and one's own term in a list of them.
            push("sentenceLength", length);
            push("sentence", page.words(&(rest.start..end)).to_owned());
        }
        if let Some(at) = page.find(rest, "罚金")
            && let Some((value, currency)) = self.money_in(&(at..rest.end))
        {
            push("fine", value.to_string());
            push("currency", currency.to_owned());
        }
        if let Some(at) = page.find(rest, "没收") {
            let end = (at..rest.end).find(|i| matches!(page.letters[*i], '，' | '。' | '；')).unwrap_or(rest.end);
            push("confiscation", page.words(&(at..end)).to_owned());
        }
    }
}
