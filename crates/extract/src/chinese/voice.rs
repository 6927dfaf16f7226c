//! Attribution: "据《海州日报》报道", "公安厅通报", "律师否认".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::{AttributionNote, Mode, Voice};
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionKind};

/// The most characters between a speaker and the verb of speech.
const REACH: usize = 16;

struct Speaker {
    range: Range<usize>,
    entity: Option<usize>,
}

impl Reading<'_> {
    /// Who says what, in the text's order.
    pub fn attributions(&self) -> Vec<AttributionNote> {
        let mut notes = Vec::new();
        for at in 0..self.page.sentences.len() {
            let sentence = self.page.sentences[at].range.clone();
            let mut from = sentence.start;
            if let Some((note, end)) = self.according(&sentence) {
                notes.push(note);
                from = end;
            }
            for clause in &self.page.sentences[at].clauses {
                let range = clause.start.max(from)..clause.end;
                if range.start < range.end
                    && let Some(note) = self.said(&range, &sentence, &notes)
                {
                    self.end_before(&mut notes, clause.start, &note);
                    notes.push(note);
                }
            }
        }
        self.go_on(&mut notes);
        notes
    }

    /// "检察院指控：…。…。": behind a colon an indictment or a judgment goes on to the end of its paragraph, or until
    /// somebody else speaks or the hearing is told of.
    fn go_on(&self, notes: &mut [AttributionNote]) {
        let page = &self.page;
        for at in 0..notes.len() {
            let Some(cue) = notes[at].cue_tokens.first().cloned() else { continue };
            let opens = matches!(page.letters.get(cue.end), Some('：' | '，'));
            if !opens || !matches!(notes[at].voice, Voice::Indictment | Voice::Court) {
                continue;
            }
            let number = page.sentence_of(cue.start);
            let mut end = page.sentences.get(number).map_or(cue.end, |s| s.range.end);
            for sentence in page.sentences.iter().skip(number + 1) {
                let range = &sentence.range;
                let apart = page.letters.get(end..range.start).is_some_and(|l| l.contains(&'\n'))
                    || page.letters.get(end.saturating_sub(1)) == Some(&'\n');
                let other = notes.iter().any(|n| n.cue_tokens.iter().any(|c| range.contains(&c.start)));
                let hearing = [
                    "庭审", "法庭", "本院", "宣判", "辩护", "据悉", "目前", "公诉", "另案", "已被", "日前", "近日",
                    "今年", "记者",
                ]
                .iter()
                .any(|word| page.find(&(range.start..range.end.min(range.start + 12)), word).is_some());
                if apart || other || hearing || sentence.is_heading {
                    break;
                }
                let contents = range.start..self.close(range);
                notes[at].contents.push(page.bytes(&contents));
                notes[at].contents_tokens.push(contents);
                end = range.end;
            }
        }
    }

    /// "检方指控，…；辩护人则称": what the first one says ends where a second one speaks up after a semicolon.
    fn end_before(&self, notes: &mut [AttributionNote], clause: usize, next: &AttributionNote) {
        let page = &self.page;
        let apart = clause.checked_sub(1).filter(|at| matches!(page.letters[*at], '；' | ';'));
        let (Some(end), Some(note)) = (apart, notes.last_mut()) else { return };
        if note.speaker_range == next.speaker_range {
            return;
        }
        for range in note.contents_tokens.iter_mut().filter(|range| range.start < end && end < range.end) {
            range.end = end;
        }
        note.contents = note.contents_tokens.iter().map(|range| page.bytes(range)).collect();
    }

    /// The notes whose words hold a place, the outermost first, as positions.
    pub fn voices(notes: &[AttributionNote], at: usize) -> Vec<usize> {
        // They stand in the order of their sentences, of which each has a few.
        let end = notes.partition_point(|note| note.cue_tokens.first().is_none_or(|cue| cue.start <= at + 400));
        let near = end.saturating_sub(40)..end;
        near.filter(|i| notes[*i].contents_tokens.iter().any(|c| c.contains(&at))).collect()
    }

    fn according(&self, sentence: &Range<usize>) -> Option<(AttributionNote, usize)> {
        let page = &self.page;
        // "记者4月6日从西陵省高级人民法院获悉".
        let from = page.find(sentence, "记者").and_then(|at| {
            let from = page.find(&(at..sentence.end.min(at + 14)), "从")?;
            self.dates_within(&(at..from)).next().map(|_| (from, 1))
        });
        let start = ["据", "记者从", "笔者从", "根据"]
            .iter()
            .filter_map(|word| Some((page.find(sentence, word)?, word.chars().count())))
            .chain(from)
            .min()?;
        let name = start.0 + start.1;
        // "据通报，": the report is the source.
        if page.has(start.0, "据")
            && let Some(word) = ["通报", "消息", "公告", "报道"].iter().find(|word| page.has(name, word))
            && matches!(page.letters.get(name + 2), Some('，' | '：'))
        {
            let speaker = Speaker { range: name..name + word.chars().count(), entity: None };
            let contents = name + 3..self.close(sentence);
            return (contents.len() > 3).then(|| (self.note(&speaker, start.0..name + 2, contents), name + 2));
        }
        let limit = sentence.end.min(name + 30);
        let (cue, length) = (name + 1..limit).find_map(|at| {
            let (_, length) = page.longest(at, &self.words.voices.according)?;
            Some((at, length))
        })?;
        let range = name..cue;
        if page.letters[range.clone()].iter().any(|l| matches!(l, '，' | '。')) {
            return None;
        }
        let speaks = |m: &Mention| !matches!(m.kind, MentionKind::Place | MentionKind::Campaign);
        // "据澎湃新闻此前报道".
        let mut range = range;
        for word in ["此前", "早前", "日前", "近日", "昨日", "今日", "当时", "最新", "公开"] {
            if page.ends(range.end, word) && range.len() > word.chars().count() + 1 {
                range.end -= word.chars().count();
            }
        }
        let entity = self.within(&range).rfind(|(_, m)| speaks(m));
        let range = entity.map_or(range, |(_, m)| m.tokens.clone());
        let speaker = Speaker { entity: entity.and_then(|(_, m)| m.entity), range };
        let mut content = cue + length;
        while content < sentence.end && matches!(page.letters[content], '，' | '：' | ',' | ':') {
            content += 1;
        }
        let contents = content..self.close(sentence);
        // "据何某介绍": both words say that it is his.
        let opens = start.0..start.0 + start.1;
        (contents.len() > 3).then(|| {
            let mut note = self.note(&speaker, cue..cue + length, contents);
            if page.has(start.0, "据") {
                note.cues.insert(0, page.bytes(&opens));
            }
            (note, cue + length)
        })
    }

    /// The end of a sentence without its closing mark.
    fn close(&self, sentence: &Range<usize>) -> usize {
        let mut end = sentence.end;
        while end > sentence.start && matches!(self.page.letters[end - 1], '。' | '！' | '？' | '”' | '」') {
            end -= 1;
        }
        end
    }

    /// "他还表示，": whoever spoke last.
    fn he_says(&self, from: usize, cue: usize, notes: &[AttributionNote]) -> Option<Speaker> {
        let page = &self.page;
        let at = (from..cue).find(|at| !matches!(page.letters[*at], ' ' | '　' | '“' | '「' | '，'))?;
        let between = page.simple(&(at + 1..cue));
        let is_he =
            matches!(page.letters[at], '他' | '她') && matches!(between.as_str(), "" | "还" | "又" | "并" | "也");
        let near = page.bytes(&(at.saturating_sub(300)..at)).start;
        let last = notes.last().filter(|n| n.speaker_range.as_ref().is_some_and(|r| near <= r.start));
        let person = |entity: &usize| self.entities[*entity].kind == MentionKind::Person;
        let entity = last.and_then(|n| n.entity).filter(person);
        (is_he && entity.is_some()).then(|| Speaker { range: at..at + 1, entity })
    }

    fn said(
        &self,
        clause: &Range<usize>,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
    ) -> Option<AttributionNote> {
        let page = &self.page;
        if let Some(note) =
            self.named_with_colon(clause, sentence).or_else(|| self.goes_on_saying(clause, sentence, notes))
        {
            return Some(note);
        }
        let mut at = clause.start + 1;
        while at < clause.end {
            let points = self.points(clause.start, at).then_some(("指", 1));
            let says = page.longest(at, &self.words.voices.says).or(points);
            let denies = page.longest(at, &self.words.voices.denies);
            let Some((_, length)) = says.or(denies).filter(|(word, length)| !self.is_no_speech(at, word, at + length))
            else {
                at += 1;
                continue;
            };
            let mut end = at + length;
            // "介绍说": of two words of speech the second says no more.
            let again = ["说，", "说：", "称，", "称：", "道：", "称", "说"].iter().find(|word| page.has(end, word));
            end += usize::from(again.is_some() && length > 1);
            // "…发布通告，指称…": the second verb says what.
            let announces = length > 3 && page.has(at, "发布");
            if announces && ["，指称", "，称", "，指出", "，表示"].iter().any(|word| page.has(at + length, word))
            {
                at = end;
                continue;
            }
            let speaker = self.speaker(clause.start, at).or_else(|| self.he_says(clause.start, at, notes));
            let Some(speaker) = speaker else {
                at = end;
                continue;
            };
            let mut content = end;
            // "会上通报了这一情况": what was said stands before.
            if page.has(content, "了")
                && let Some(before) = self.said_within(&speaker, sentence, 60)
            {
                return Some(self.note(&speaker, at..end, before));
            }
            // "告诉本刊记者，": to whom.
            if let Some(told) =
                ["本刊记者", "本报记者", "记者", "本刊", "本报", "我们"].iter().find(|told| page.has(content, told))
            {
                content += told.chars().count();
            }
            while content < sentence.end && matches!(page.letters[content], '，' | '：' | ',' | ':' | '“' | '「') {
                content += 1;
            }
            // "否认控罪，案件周四开审": only what stands in the clause is denied.
            let denied = denies.is_some() && content == end;
            let mut contents =
                content..if denied { clause.end.min(self.close(sentence)) } else { self.close(sentence) };
            if contents.len() <= 3 {
                contents = self.said_before(&speaker, sentence)?;
            }
            return Some(self.note(&speaker, at..end, contents));
        }
        None
    }

    /// "警司周某指，", "通报指何某涉嫌…": only of somebody who is named, or of a paper.
    fn points(&self, from: usize, at: usize) -> bool {
        let page = &self.page;
        if !page.has(at, "指")
            || ["出", "控", "使", "定", "导", "挥", "标", "责", "称", "派", "示", "认", "向", "证"]
                .iter()
                .any(|word| page.has(at + 1, word))
        {
            return false;
        }
        let title = page.longest_before(at, &self.words.offices).map_or(0, |(_, length)| length);
        let named = self
            .within(&(from..at))
            .any(|(_, m)| m.kind == MentionKind::Person && (m.tokens.end == at || m.tokens.end == at - title));
        let mark = matches!(page.letters.get(at + 1), Some('，' | '：'));
        let paper = [
            "通报",
            "起诉书",
            "控罪书",
            "判决书",
            "控罪",
            "报道",
            "声明",
            "公告",
            "控方",
            "检方",
            "警方",
            "廉署",
            "报告",
        ]
        .iter()
        .any(|word| page.ends(at, word));
        named && mark || paper
    }

    /// "海州市公安局副局长马国强：…": who is named before a colon at the head of a paragraph says what follows.
    fn named_with_colon(&self, clause: &Range<usize>, sentence: &Range<usize>) -> Option<AttributionNote> {
        let page = &self.page;
        let opens = clause.start == sentence.start
            && sentence.start.checked_sub(1).is_none_or(|at| matches!(page.letters[at], '\n' | '　'));
        if !opens || page.letters.get(clause.end) != Some(&'：') {
            return None;
        }
        let (_, named) =
            self.within(clause).rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == clause.end)?;
        let contents = clause.end + 1..self.close(sentence);
        let fits = self.phrase_start(named) <= clause.start && named.entity.is_some() && contents.len() > 6;
        let speaker = Speaker { range: named.tokens.clone(), entity: named.entity };
        fits.then(|| self.note(&speaker, clause.end..clause.end + 1, contents))
    }

    /// "何某受访时否认…，强调…", "局长马某震怒，认为…": a verb of speech at the head of a clause, of whoever acts before.
    fn goes_on_saying(
        &self,
        clause: &Range<usize>,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
    ) -> Option<AttributionNote> {
        let page = &self.page;
        let small = ["其中", "文中", "并", "还", "又", "也", "则", "但", "同时"]
            .iter()
            .find(|word| page.has(clause.start, word));
        let at = clause.start + small.map_or(0, |word| word.chars().count());
        let words = [
            "指称", "指出", "强调", "认为", "表示", "直言", "坦言", "透露", "宣称", "声称", "称", "呼吁", "重申",
            "质疑", "提到", "写道", "否认", "宣布", "承诺", "痛批", "批评", "指责", "斥责", "证实", "供称", "辩称",
            "反控", "揭露",
        ];
        let word = words.iter().find(|word| page.has(at, word))?;
        let end = at + word.chars().count();
        if clause.start == sentence.start
            || self.is_no_speech(at, word, end)
            || page.has(end, "为")
            || page.has(end, "的")
        {
            return None;
        }
        let here = |note: &&AttributionNote| note.cue_tokens.first().is_some_and(|cue| sentence.contains(&cue.start));
        let last = notes.last().filter(here).and_then(|note| {
            let range = note.speaker_range.clone()?;
            Some((note.speaker.clone()?, range, note.entity))
        });
        let contents = end..self.close(sentence);
        if contents.len() <= 3 {
            return None;
        }
        if let Some((words, range, entity)) = last {
            let near = sentence.clone();
            let place = near.clone().find(|i| page.bytes(&(*i..i + 1)).start == range.start)?;
            let speaker = Speaker { range: place..place + words.chars().count(), entity };
            return Some(self.note(&speaker, at..end, contents));
        }
        let speakers = ["person".to_owned(), "body".to_owned()];
        let paper = || {
            let before = sentence.start..clause.start;
            self.within(&before).rfind(|(_, m)| m.sort == Sort::Media && m.entity.is_some()).map(|(at, _)| at)
        };
        let bodies = || {
            let before = page.clause_of(clause.start.saturating_sub(1));
            let first =
                self.within(&before).find(|(_, m)| m.kind == MentionKind::Organisation && m.entity.is_some())?;
            let announces = ["发布", "通报", "公告"].iter().any(|word| page.find(&before, word).is_some());
            announces.then_some(first.0)
        };
        let subjects = || self.subjects(clause.start, &speakers).first().copied();
        let first = bodies().or_else(|| paper().filter(|_| matches!(*word, "提到" | "写道"))).or_else(subjects)?;
        let mention = &self.mentions[first];
        let near = mention.tokens.start >= sentence.start && clause.start - mention.tokens.end <= 40;
        let speaker = Speaker { range: mention.tokens.clone(), entity: mention.entity };
        near.then(|| self.note(&speaker, at..end, contents))
    }

    /// "“村里少了两百亩地。”村民吴春生说。": what was said stands before the one who says it.
    fn said_before(&self, speaker: &Speaker, sentence: &Range<usize>) -> Option<Range<usize>> {
        self.said_within(speaker, sentence, 24)
    }

    /// The same, of words that end so far before the speaker.
    fn said_within(&self, speaker: &Speaker, sentence: &Range<usize>, reach: usize) -> Option<Range<usize>> {
        let page = &self.page;
        let closes = |at: usize| matches!(page.letters.get(at), Some('”' | '」'));
        let opens = |at: usize| matches!(page.letters.get(at), Some('“' | '「'));
        let near = sentence.start.saturating_sub(400)..speaker.range.start;
        let end = near.clone().rev().take(reach).find(|at| closes(*at))?;
        // Only what describes the speaker may stand between.
        let clear =
            page.letters[end + 1..speaker.range.start].iter().all(|l| !matches!(l, '。' | '；' | '\n' | '！' | '？'));
        let start = near.start.max(end.saturating_sub(400));
        let open = (start..end).rev().find(|at| opens(*at) || closes(*at)).filter(|at| opens(*at))?;
        (clear && end > open + 4).then_some(open + 1..end)
    }

    /// Words of speech that are none here: 名称, 小说, 否认指控, 表示上诉.
    fn is_no_speech(&self, at: usize, word: &str, end: usize) -> bool {
        let page = &self.page;
        let before = at.checked_sub(1).and_then(|i| page.letters.get(i)).copied().unwrap_or(' ');
        match word {
            "称" => "名职号简自俗宣堪著".contains(before) || ["兄道弟", "霸", "为"].iter().any(|w| page.has(end, w)),
            "说" => "小据学传来".contains(before) || ["明", "服", "情"].iter().any(|w| page.has(end, w)),
            // "某网站消息，".
            "消息" => {
                let by_name = ["网站", "官网", "微博", "公众号"].iter().any(|word| page.ends(at, word))
                    || self
                        .within(&(at.saturating_sub(30)..at))
                        .any(|(_, m)| m.kind == MentionKind::Organisation && m.tokens.end == at);
                !page.letters.get(end).is_some_and(|l| matches!(l, '，' | '：')) || !by_name
            }
            // "判决结果公布，".
            "公布" if page.ends(at, "结果") => true,
            "调查" | "发现" | "查明" | "查出" | "表明" | "审理查明" => {
                !page.letters.get(end).is_some_and(|l| matches!(l, '，' | '：'))
                    || word == "调查" && !self.is_named_before(at)
            }
            "披露" if page.has(end, "的") => true,
            // "回应传媒查询时表示": what is said comes later.
            "回应" => {
                ["传媒", "媒体", "记者", "本报", "本刊", "查询", "采访", "了", "社会", "外界"]
                    .iter()
                    .any(|w| page.has(end, w))
                    || page.has(end, "的")
            }
            "交代" | "提出" | "承认" | "承诺" | "批评" | "指责" | "揭露" | "揭发" | "警告" | "讲述" | "描述"
            | "呼吁" | "控诉" => {
                [
                    "处分", "信", "的", "问题", "上诉", "抗诉", "教育", "了", "异议", "申诉", "申请", "公诉", "罪行",
                    "材料", "线索", "书",
                ]
                .iter()
                .any(|w| page.has(end, w))
                    || matches!(word, "交代" | "提出")
                        && !page.letters.get(end).is_some_and(|l| matches!(l, '，' | '：'))
            }
            "统计" | "公布" => !page.letters.get(end).is_some_and(|l| matches!(l, '，' | ',' | '：' | ':')),
            "表示" => ["上诉", "不服", "认罪", "异议", "感谢"].iter().any(|w| page.has(end, w)),
            "指控" | "通报" | "介绍" | "报道" => {
                ["事实", "罪名", "的", "会"].iter().any(|word| page.has(end, word))
                    || ["面对", "围绕", "针对"]
                        .iter()
                        .any(|word| page.find(&(page.clause_of(at).start..at), word).is_some())
                    || page.ends(at, "否认")
                    || page.ends(at, "的")
                    || page.ends(at, "据")
                    || page.has(end, "的")
                    || page.has(end, "指出")
                    || page.has(end, "称")
            }
            _ => false,
        }
    }

    /// "法院", "检方": the one court, or the one prosecution, that the text has named before.
    fn only_body_called(&self, class: &Range<usize>) -> Option<usize> {
        let sort = match self.page.simple(class).as_str() {
            "法院" | "法庭" => Sort::Court,
            "检方" | "检察院" | "检察机关" | "公诉机关" => Sort::Prosecution,
            _ => return None,
        };
        let before = self.mentions.partition_point(|m| m.tokens.start < class.start);
        let mut bodies = self.mentions[..before]
            .iter()
            .filter(|m| m.kind == MentionKind::Organisation && m.sort == sort)
            .filter_map(|m| m.entity);
        let one = bodies.next()?;
        bodies.all(|other| other == one).then_some(one)
    }

    /// Whether a body or a word for those who speak ends right before a place.
    fn is_named_before(&self, at: usize) -> bool {
        self.page.longest_before(at, &self.words.voices.words).is_some()
            || self
                .within(&(at.saturating_sub(30)..at))
                .any(|(_, m)| m.kind == MentionKind::Organisation && m.tokens.end == at)
    }

    fn speaker(&self, from: usize, cue: usize) -> Option<Speaker> {
        let page = &self.page;
        let floor = from.max(cue.saturating_sub(REACH + 14));
        let range = floor..cue;
        let named = self
            .within(&range)
            .rfind(|(_, m)| m.entity.is_some() && m.kind != MentionKind::Place && m.kind != MentionKind::Campaign);
        let class = (floor..cue).rev().find_map(|at| {
            let (_, length) = page.longest(at, &self.words.voices.words)?;
            // "向媒体否认", "面对公诉人指控": those to whom or against whom something is said.
            let told =
                ["向", "对", "给", "围绕", "接受", "回应", "回复", "告诉"].iter().any(|word| page.ends(at, word));
            // "在记者会上", "记者查询": those who ask.
            let asks = page.has(at, "记者")
                && ["会", "采访", "查询", "提问", "询问", "问"].iter().any(|word| page.has(at + length, word))
                || page.has(at, "媒体") && ["查询", "采访", "提问"].iter().any(|word| page.has(at + length, word));
            // "消息人士", not 人士 alone.
            let end = at + length;
            let longest = page.longest_before(end, &self.words.voices.words).map_or(length, |(_, longest)| longest);
            let start = (end - longest).max(floor);
            (end <= cue && !told && !asks).then_some(start..end)
        });
        // "周建平的律师": the lawyer speaks, not his client.
        // "东汊区人民检察院起诉书指控".
        let of_body = class.as_ref().filter(|class| {
            page.has(class.start, "统计")
                || page.has(class.start, "起诉书")
                || page.has(class.start, "判决书")
                || page.has(class.start, "一审判决")
                || page.has(class.start, "二审判决")
                || page.has(class.start, "判决")
                || page.has(class.start, "材料")
                || page.has(class.start, "发言人")
        });
        let of_body = of_body.and_then(|class| {
            self.within(&range).rfind(|(_, m)| {
                m.tokens.end == class.start && m.kind == MentionKind::Organisation && m.entity.is_some()
            })
        });
        if let Some((_, body)) = of_body {
            return Some(Speaker { range: body.tokens.clone(), entity: body.entity });
        }
        // "记者梳理…网站发现".
        let reporter = page.has(cue, "发现") && ["记者", "本报记者", "笔者"].iter().any(|word| page.has(from, word));
        if reporter {
            let length = if page.has(from, "本报记者") { 4 } else { 2 };
            return Some(Speaker { range: from..from + length, entity: None });
        }
        let named = named.map(|(_, m)| m).filter(|m| class.as_ref().is_none_or(|class| m.tokens.end > class.start));
        let found = if let Some(mention) = named {
            Speaker { range: mention.tokens.clone(), entity: mention.entity }
        } else {
            let class = class?;
            let owner = self
                .within(&range)
                .map(|(_, m)| m)
                .rfind(|m| page.has(m.tokens.end, "的") && m.tokens.end + 1 == class.start);
            let entity = self.only_body_called(&class);
            Speaker { range: owner.map_or(class.start, |m| m.tokens.start)..class.end, entity }
        };
        let between = found.range.end..cue;
        let quiet =
            between.len() <= REACH && !page.letters[between.clone()].iter().any(|l| matches!(l, '，' | '的' | '被'));
        let other_verb = ["因", "涉嫌", "收受", "包庇"].iter().any(|word| page.find(&between, word).is_some());
        (quiet && !other_verb).then_some(found)
    }

    fn note(&self, speaker: &Speaker, cue: Range<usize>, contents: Range<usize>) -> AttributionNote {
        let page = &self.page;
        let words = page.simple(&speaker.range);
        let sort = speaker.entity.map(|e| self.entities[e].sort);
        let verb = page.simple(&cue);
        let voice = match sort {
            Some(Sort::Media) => Voice::Report,
            Some(Sort::Court) if matches!(verb.as_str(), "认定" | "宣布" | "通报" | "查明" | "审理查明") => {
                Voice::Court
            }
            None if words.ends_with("法院") && matches!(verb.as_str(), "认定" | "查明" | "审理查明") => {
                Voice::Court
            }
            Some(Sort::Prosecution) if verb == "指控" => Voice::Indictment,
            None if words.contains("媒体") => Voice::Report,
            None if verb == "指控" && ["起诉书", "公诉机关", "检方", "检察机关"].iter().any(|w| words.contains(w)) => {
                Voice::Indictment
            }
            None if words.contains("判决") => Voice::Court,
            _ => Voice::Person,
        };
        let quoted = contents.start.checked_sub(1).is_some_and(|i| matches!(page.letters[i], '“' | '「'));
        AttributionNote {
            speaker: Some(page.words(&speaker.range).to_owned()),
            speaker_range: Some(page.bytes(&speaker.range)),
            entity: speaker.entity,
            cues: vec![page.bytes(&cue)],
            contents: vec![page.bytes(&contents)],
            mode: if quoted { Mode::Direct } else { Mode::Indirect },
            is_unsure: false,
            contents_tokens: vec![contents],
            cue_tokens: vec![cue],
            clause: None,
            voice,
        }
    }
}
