//! Proceedings: investigated, detained, charged, tried, sentenced, acquitted, dismissed.

mod defendant;

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
                    let here = |p: &Proceeding| self.page.longest(at, &p.words).map(|(_, length)| length);
                    let longest = self.words.proceedings.iter().filter_map(here).max();
                    let Some(length) = longest.filter(|length| at + length <= clause.end) else {
                        at += 1;
                        continue;
                    };
                    // "被双开": out of the party and out of office.
                    for proceeding in self.words.proceedings.iter().filter(|p| here(p) == Some(length)) {
                        self.proceeding(proceeding, &(at..at + length), &sentence.range, notes, relations, &mut found);
                    }
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
        let semicolon = rest.clone().find(|at| matches!(page.letters[*at], '；' | ';'));
        let rest = rest.start..semicolon.unwrap_or(rest.end);
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
        // "被判处罚金…": no term beside it.
        let only_fined = proceeding.kind == "sentence"
            && page.find(&rest, "罚金").is_some()
            && !["徒刑", "死刑", "拘役", "管制", "死缓"].iter().any(|word| page.find(&rest, word).is_some());
        let kind = if only_fined { "fine" } else { proceeding.kind.as_str() };
        let defendants = self.defendants(proceeding, verb);
        let shares = self.shares_of_penalty(&rest, defendants.len());
        for (number, at) in defendants.into_iter().enumerate() {
            let Some(entity) = self.mentions[at].entity else { continue };
            let same = |e: &Event| e.kind == kind && e.roles.first().is_some_and(|r| r.1 == entity);
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
            if matches!(kind, "dismissal" | "expulsion") {
                properties.push(("proceedingType".to_owned(), "disciplinary".to_owned()));
                properties.push(("outcome".to_owned(), page.words(verb).to_owned()));
            }
            let date = self
                .dates_within(&(sentence.start..verb.start))
                .filter(|(_, d)| d.date.is_point())
                .map(|(i, _)| i)
                .next_back();
            let parts = [self.mentions[at].tokens.clone(), verb.clone(), charge.clone().unwrap_or(verb.clone())];
            let fine = page.find(&rest, "罚金").filter(|_| only_fined);
            let verb = fine.map_or(verb.clone(), |at| verb.start..at + 2);
            found.push(Event {
                kind: kind.to_owned(),
                schema: "Proceeding".to_owned(),
                roles,
                stage,
                content: charge.map(|c| page.bytes(&c)).into_iter().collect(),
                trigger: page.bytes(&verb),
                evidence: self.evidence(&parts),
                date,
                properties,
                concerns: concerned(relations, entity, &here),
                attribution: Self::voices(notes, verb.start),
                rule: format!("zh.{kind}"),
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
                let earlier = sentence.start..verb.start;
                let court = ["法院", "法庭", "合议庭"].iter().any(|word| page.find(&earlier, word).is_some());
                let judged = ["判", "裁定", "认定"].iter().any(|word| page.find(sentence, word).is_some())
                    || court && ["认为", "审理查明"].iter().any(|word| page.find(&earlier, word).is_some());
                let only_said = ["指控", "检察院认为", "检察机关认为", "公诉机关认为", "辩护"]
                    .iter()
                    .any(|word| page.find(&earlier, word).is_some())
                    || page.find(&(page.clause_of(verb.start).start..verb.start), "涉嫌").is_some();
                page.has(verb.end, "罪") || "罪嫌主从逃侵触共涉".contains(before) || !judged || only_said
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
            // "被省纪委带走": only by whom it is told, or of one who is named right before.
            "arrest" if ["带走", "被带走", "制服", "截获"].iter().any(|word| page.simple(verb) == *word) => {
                let clause = page.clause_of(verb.start);
                let before = clause.start..verb.end;
                let passive = ["被", "遭"].iter().any(|word| page.find(&before, word).is_some());
                let police =
                    ["警", "公安", "纪委", "监委", "检察", "专案", "办案", "调查", "边检", "廉署", "当场", "同日"]
                        .iter()
                        .any(|word| page.find(&before, word).is_some());
                !passive || !police && page.simple(verb) != "被带走"
            }
            // "留置期间", "留置点".
            "arrest" if page.ends(verb.end, "留置") => {
                ["期间", "点", "室", "场所", "时间", "期限", "后"].iter().any(|word| page.has(verb.end, word))
                    || ["解除", "撤销", "的"].iter().any(|word| page.ends(verb.start, word))
            }
            // "批捕率", "批捕了3人".
            "arrest" if page.simple(verb) == "批捕" && page.has(verb.end, "率") => true,
            // "流出落网传闻", "投案自首级别最高的官员".
            "arrest" if ["传闻", "消息", "风声", "级别", "申请", "令"].iter().any(|word| page.has(verb.end, word)) => {
                true
            }
            "arrest" if page.find(verb, "投案").is_some() => {
                ["规劝", "敦促", "劝", "动员", "督促"]
                    .iter()
                    .any(|word| page.find(&(page.clause_of(verb.start).start..verb.start), word).is_some())
                    || ["情节", "的", "人员"].iter().any(|word| page.has(verb.end, word))
            }
            "arrest" => {
                page.ends(verb.end, "被抓") && ["拍", "住", "伤", "走", "到"].iter().any(|w| page.has(verb.end, w))
            }
            // "主动投案情节", "规劝投案自首".
            "investigation" => page.has(verb.end, "人员") || page.ends(verb.start, "不"),
            // "认罪认罚从宽制度".
            "guilty_plea" => page.has(verb.end, "从宽") || page.has(verb.end, "制度"),
            _ => false,
        }
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
