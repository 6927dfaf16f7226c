//! Names of persons: after offices and titles, in lists, by the model, and wherever a full name stands again.

use std::collections::HashMap;
use std::ops::Range;

use super::career::takes_office;
use super::name::{NameReader, is_place_end, is_small};
use super::surname::{AFTER, DOUBLE, is_other_word, is_surname};
use crate::lexicon::{Gender, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::perceptron::HanWords;

/// What follows a surname whose bearer's name is kept back: "郭姓男子", "戴姓副堂主".
const KEPT_BACK: [&str; 22] = [
    "男子",
    "女子",
    "嫌犯",
    "主嫌",
    "犯嫌",
    "嫌疑人",
    "少年",
    "副堂主",
    "堂主",
    "副会长",
    "会长",
    "分会长",
    "干部",
    "副主席",
    "主席",
    "负责人",
    "老板",
    "员警",
    "警员",
    "商人",
    "男",
    "女",
];

impl NameReader<'_, '_> {
    /// The end of a person's name that begins at a character, if one can.
    pub fn person_at(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let surname = if DOUBLE.iter().any(|word| page.has(at, word)) {
            2
        } else if page.letters.get(at).is_some_and(|l| is_surname(*l)) {
            1
        } else {
            return None;
        };
        // "向检察机关", "于会议": small words that are family names too.
        // "局长向立新涉嫌", "向立新，".
        let goes_on = at + 3 < page.letters.len()
            && (!page.is_han(at + 3)
                || is_small(page.letters[at + 3])
                || AFTER.iter().any(|word| word.chars().count() > 1 && page.has(at + 3, word)))
            && !is_surname(page.letters[at + 1])
            && (1..3).all(|i| page.is_han(at + i) && !is_small(page.letters[at + i]))
            && HanWords::get()
                .class(&page.simple(&(at + 1..at + 3)))
                .is_none_or(|class| matches!(class, "nr" | "nz" | "v" | "vd" | "a" | "z"));
        let small = !goes_on
            && self.word_at(at).is_some_and(|(from, to, class)| {
                from == at && to == at + 1 && matches!(class, "p" | "c" | "d" | "u") && {
                    let next = self.word_at(to);
                    next.is_some_and(|(_, to, class)| to > at + 2 && !matches!(class, "nr" | "nx" | "nz"))
                }
            });
        if small {
            return None;
        }
        if is_other_word(page, at) {
            return None;
        }
        // "和次被告": the small word.
        if page.letters[at] == '和' && page.letters.get(at + 1) != Some(&'某') {
            return None;
        }
        let given = at + surname;
        // "宋姓男子": a name kept back.
        let kept_back = matches!(page.letters.get(given), Some('姓' | '氏'));
        let former = page.letters[at] == '原' && page.letters.get(given) != Some(&'某');
        if kept_back || former {
            return None;
        }
        let fits = |i: usize| page.is_han(i) && !is_small(page.letters[i]);
        let breaks = |i: usize| AFTER.iter().any(|word| page.has(i, word));
        if !fits(given) || breaks(given) {
            return None;
        }
        let second = given + 1;
        // "王刚涉嫌": the second character begins the next word.
        let next_word = self.word_at(second).is_some_and(|(from, to, class)| {
            from == second && to - from >= 2 && matches!(class, "v" | "d" | "p" | "c" | "vn" | "t" | "r")
        });
        if !fits(second) || breaks(second) || next_word {
            return Some(second);
        }
        Some(second + 1)
    }

    /// Where the name begins that stands right before a word for a group: "曲卫东涉黑组织".
    pub fn leader_before(&self, group: usize) -> Option<usize> {
        let page = self.page;
        [3, 2].iter().filter_map(|length| group.checked_sub(*length)).find(|start| {
            let opens = start.checked_sub(1).is_none_or(|i| !page.is_han(i) || is_small(page.letters[i]));
            opens && self.person_at(*start) == Some(group) && !self.begins_with_verb(*start)
        })
    }

    /// Whether a verb or small word of two characters or more begins at a character: 利用, 向着.
    pub fn begins_with_verb(&self, at: usize) -> bool {
        self.word_at(at).is_some_and(|(from, to, class)| {
            from == at && to > at + 1 && matches!(class, "v" | "vn" | "d" | "p" | "c" | "r")
        })
    }

    /// Persons that offices and titles announce, and those listed after them.
    pub fn announced(&self, taken: &[bool]) -> Vec<Mention> {
        let page = self.page;
        let mut found = Vec::new();
        let mut at = 0;
        while at < page.letters.len() {
            // "其子麦小龙", but not "其妻弟罗振海".
            if page.letters[at] == '其'
                && page.letters.get(at + 1).is_some_and(|l| "妻子女弟兄夫父母姐妹".contains(*l))
                && page.longest(at + 1, &self.words.titles).is_none()
                && let Some(end) = self.person_at(at + 2)
                && taken.get(at + 2..end).is_some_and(|t| t.iter().all(|t| !t))
            {
                found.push(person(at + 2..end));
                at = end;
                continue;
            }
            let announces = page
                .longest(at, &self.words.offices)
                .into_iter()
                .chain(page.longest(at, &self.words.titles))
                .map(|(_, length)| length)
                .max();
            let Some(length) = announces else {
                at += 1;
                continue;
            };
            let mut start = at + length;
            at = start;
            // "“黑老大”何志远".
            if page.letters.get(start) == Some(&'”') && page.is_han(start + 1) {
                start += 1;
            }
            // "检察长 褚明远": under the head of a report.
            if matches!(page.letters.get(start), Some(' ' | '　')) {
                start += 1;
            }
            // "会长“疯狗”陈某": a nickname before the name.
            if page.letters.get(start) == Some(&'“')
                && let Some(close) = (start + 2..start + 8).find(|i| page.letters.get(*i) == Some(&'”'))
            {
                start = close + 1;
            }
            // "女儿支付了首付款": a verb.
            while let Some(end) = self
                .person_at(start)
                .filter(|_| !self.begins_with_verb(start))
                .filter(|end| taken.get(start..*end).is_some_and(|t| t.iter().all(|t| !t)))
            {
                found.push(person(start..end));
                at = end;
                if !matches!(page.letters.get(end), Some('、' | '和' | '与' | '及')) {
                    break;
                }
                start = end + 1;
            }
        }
        found
    }

    /// "以刘大勇为首", "张某某": names that their own form gives away.
    pub fn by_form(&self, taken: &[bool]) -> Vec<Mention> {
        let page = self.page;
        let mut found = Vec::new();
        for at in 0..page.letters.len() {
            let free = |range: &Range<usize>| taken.get(range.clone()).is_some_and(|t| t.iter().all(|t| !t));
            if page.letters[at] == '以'
                && let Some(end) = self.person_at(at + 1).filter(|end| (2..=4).any(|l| at + 1 + l == *end))
                && (page.has(end, "为首")
                    || page.has(end, "、") && page.find(&(end..(end + 60).min(page.letters.len())), "为首").is_some()
                    || page.has(end, "、")
                        && page
                            .find(&(end..(end + 60).min(page.letters.len())), "为")
                            .is_some_and(|at| super::rank::is_rank(page, at + 1)))
                && free(&(at + 1..end))
            {
                found.push(person(at + 1..end));
            }
            // "何远（48岁）", "何远（男，": what stands in the bracket is said of a person.
            if page.letters[at] == '（' && (page.has(at + 1, "男") || page.has(at + 1, "女") || page.has(at + 3, "岁"))
            {
                found.extend(self.names_before(at, &free).into_iter().map(person));
            }
            // "何远，男，汉族，": the head of a curriculum vitae.
            if page.letters[at] == '，' && ["男，", "女，"].iter().any(|word| page.has(at + 1, word)) {
                found.extend(self.names_before(at, &free).into_iter().take(1).map(person));
            }
            // "姓郭（四十岁）男子", "郭姓男子": names kept back.
            if page.letters[at] == '姓' {
                let behind = page.letters.get(at + 1).is_some_and(|l| is_surname(*l))
                    && ["（", "男", "女", "的", "，"].iter().any(|word| page.has(at + 2, word));
                let before =
                    at > 0 && is_surname(page.letters[at - 1]) && KEPT_BACK.iter().any(|word| page.has(at + 1, word));
                let title = KEPT_BACK.iter().find(|word| page.has(at + 1, word));
                let length = title.map_or(0, |word| word.chars().count());
                let range = if behind { at..at + 2 } else { at.saturating_sub(1)..at + 1 + length };
                if (behind || before) && free(&range) {
                    found.push(person(range));
                }
            }
            // "宋大海、宋小海兄弟".
            if ["兄弟", "三兄弟", "父子", "夫妇", "姐弟"].iter().any(|word| page.has(at, word)) {
                let names = self.names_before(at, &free);
                if names.len() > 1 {
                    found.extend(names.into_iter().map(person));
                }
            }
            // "何大年、尤小军为骨干成员".
            let made_up = ["等人组成的", "等组成的", "组成的"].iter().any(|word| page.has(at, word));
            if made_up || page.letters[at] == '为' && self.words.titles.iter().any(|word| page.has(at + 1, word)) {
                found.extend(self.names_before(at, &free).into_iter().map(person));
            }
            // "邬霞是卓海涛的妻子".
            if page.letters[at] == '的' && page.longest(at + 1, &self.words.kin).is_some_and(|(_, length)| length > 1)
            {
                let clause = page.clause_of(at);
                let owner = self.names_before(at, &free);
                if let Some(first) = owner.first() {
                    let copula = ["则是", "则系", "是", "系"].iter().find(|word| page.ends(first.start, word));
                    let name = copula.map(|word| clause.start..first.start - word.chars().count());
                    if let Some(name) = name.filter(|name| self.person_at(name.start) == Some(name.end) && free(name)) {
                        found.push(person(name));
                        found.extend(owner.into_iter().map(person));
                    }
                }
            }
            // "邱斌为首的".
            if page.has(at, "为首") || page.has(at, "等人为首") {
                let from = [4, 3, 2].iter().filter_map(|length| at.checked_sub(*length));
                let name = from.clone().find(|from| {
                    // "以海丰县邱斌为首".
                    let opens = from
                        .checked_sub(1)
                        .is_none_or(|i| !page.is_han(i) || is_small(page.letters[i]) || is_place_end(page.letters[i]));
                    opens && self.person_at(*from) == Some(at) && !self.begins_with_verb(*from) && free(&(*from..at))
                });
                if let Some(from) = name {
                    found.push(person(from..at));
                }
            }
            // "尚志刚黑社会性质组织", "曲卫东涉黑组织": a group by its leader's name.
            if let Some((_, length)) = page.longest(at, &self.words.groups)
                && length > 2
                && let Some(start) = self.leader_before(at)
                && free(&(start..at))
            {
                found.push(person(start..at));
            }
            let kept_back = |l: &char| matches!(l, '某' | '×' | '○' | '〇' | '＊');
            let anonymous = page.letters.get(at + 1).is_some_and(kept_back) && is_surname(page.letters[at]);
            if anonymous && !(at > 0 && page.letters[at - 1] == '某') {
                let given = page.letters.get(at + 2).copied().unwrap_or(' ');
                let next_word = self.word_at(at + 2).is_some_and(|(from, to, class)| {
                    from == at + 2 && to - from >= 2 && matches!(class, "v" | "d" | "p" | "c" | "vn" | "t" | "r" | "n")
                });
                // "何某任局长": the verb.
                let longer = given == '某'
                    || !next_word
                        && given != '任'
                        && page.is_han(at + 2)
                        && !is_small(given)
                        && !AFTER.iter().any(|w| page.has(at + 2, w));
                let end = at + 2 + usize::from(longer);
                if free(&(at..end)) {
                    found.push(person(at..end));
                }
            }
        }
        found
    }

    /// "将喻丰、邹裕隆、鲍金水、贺立群等8名": names between the marks of a list, where at least two stand side by side.
    pub fn in_rows(&self, taken: &[bool]) -> Vec<Mention> {
        let page = &self.page;
        let mut found: Vec<Mention> = Vec::new();
        for sentence in &page.sentences {
            let marks: Vec<usize> = sentence.range.clone().filter(|at| page.letters[*at] == '、').collect();
            let is_name = |range: &Range<usize>| {
                (2..=3).contains(&range.len())
                    && taken.get(range.clone()).is_some_and(|t| t.iter().all(|t| !t))
                    && self.person_at(range.start) == Some(range.end)
                    && HanWords::get().class(&page.simple(range)).is_none_or(|class| matches!(class, "nr" | "nx"))
                    && !self.begins_with_verb(range.start)
            };
            let between: Vec<Option<Range<usize>>> =
                marks.windows(2).map(|pair| Some(pair[0] + 1..pair[1]).filter(is_name)).collect();
            for pair in between.windows(2) {
                if let [Some(first), Some(second)] = pair {
                    found.push(person(first.clone()));
                    found.push(person(second.clone()));
                }
            }
        }
        found.dedup_by(|a, b| a.tokens == b.tokens);
        found
    }

    /// "周建平收受何志远贿赂": names at the head of a clause before a verb, and between a verb and what it was about.
    pub fn around_verbs(&self, taken: &[bool]) -> Vec<Mention> {
        let page = self.page;
        let free = |range: &Range<usize>| taken.get(range.clone()).is_some_and(|t| t.iter().all(|t| !t));
        let is_name = |range: &Range<usize>| {
            let listed = HanWords::get().class(&page.simple(range));
            !self.begins_with_verb(range.start)
                && free(range)
                && range.len() >= 2
                && listed.is_none_or(|class| matches!(class, "nr" | "nx"))
        };
        let is_verb = |at: usize| {
            let small = [
                "以", "则", "均", "也", "遭", "被", "因", "涉嫌", "曾", "向", "为", "于", "没有", "可能", "是否",
                "尚未", "未",
            ];
            small.iter().any(|word| page.has(at, word))
                || AFTER.iter().any(|word| word.chars().count() > 1 && page.has(at, word))
                || takes_office(page, at)
                || self.words.proceedings.iter().any(|p| page.longest(at, &p.words).is_some())
                || self.words.ties.iter().any(|tie| page.longest(at, &tie.verbs).is_some())
        };
        let mut found = Vec::new();
        for clause in page.sentences.iter().flat_map(|s| &s.clauses) {
            let mut at = clause.start;
            for small in ["因", "但", "而", "其中", "此前", "随后", "对", "如果"] {
                if page.has(at, small) {
                    at += small.chars().count();
                }
            }
            if let Some(end) = self.person_at(at).filter(|end| is_name(&(at..*end)) && is_verb(*end)) {
                found.push(person(at..end));
            }
            for verb in clause.clone() {
                // "任命何远为局长", "免去何远的局长职务", "判处何远有期徒刑".
                if let Some(word) = ["任命", "免去", "判处"].iter().find(|word| page.has(verb, word)) {
                    let start = verb + word.chars().count();
                    let told = |end: &usize| {
                        ["为", "的", "有期徒刑", "无期徒刑", "死刑"].iter().any(|word| page.has(*end, word))
                    };
                    if let Some(end) = self.person_at(start).filter(told).filter(|end| is_name(&(start..*end))) {
                        found.push(person(start..end));
                    }
                }
                // "拘捕何远、林敏及钟国": a list right behind an arrest.
                let caught = ["拘捕", "逮捕", "抓获", "起诉", "判处"].iter().find(|word| page.has(verb, word));
                if let Some(word) = caught {
                    let start = verb + word.chars().count();
                    let first = self.person_at(start).filter(|end| {
                        is_name(&(start..*end)) && matches!(page.letters.get(*end), Some('、' | '及' | '和'))
                    });
                    let second =
                        first.and_then(|end| self.person_at(end + 1).filter(|next| is_name(&(end + 1..*next))));
                    if let (Some(end), Some(_)) = (first, second) {
                        let mut from = start;
                        let mut to = end;
                        loop {
                            found.push(person(from..to));
                            if !matches!(page.letters.get(to), Some('、' | '及' | '和')) {
                                break;
                            }
                            from = to + 1;
                            let Some(next) = self.person_at(from).filter(|next| is_name(&(from..*next))) else { break };
                            to = next;
                        }
                    }
                }
                for tie in self.words.ties.iter().filter(|tie| tie.accuses) {
                    let Some((_, length)) = page.longest(verb, &tie.verbs) else { continue };
                    let start = verb + length;
                    let told = |end: usize| {
                        end >= clause.end
                            || matches!(page.letters[end], '等' | '的' | '、' | '和' | '。' | '？' | '！' | '被')
                            || tie.needs.iter().any(|word| page.has(end, word))
                            || page.has(end, "领导的")
                            || self.words.groups.iter().any(|word| page.has(end, word))
                    };
                    // "收受穆林好处费": the third letter may begin the next word.
                    let ends = self.person_at(start).into_iter().flat_map(|end| [end, start + 2]);
                    if let Some(end) = ends.filter(|end| is_name(&(start..*end))).find(|end| told(*end)) {
                        found.push(person(start..end));
                    }
                }
            }
        }
        found
    }

    /// The names that end right before a place, all of one list; of each what precedes it must open one.
    fn names_before(&self, end: usize, free: &dyn Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
        let page = &self.page;
        let mut found = Vec::new();
        let mut end = end;
        loop {
            let opens = |from: usize| {
                from.checked_sub(1).is_none_or(|i| {
                    !page.is_han(i)
                        || is_small(page.letters[i])
                        || page.longest_before(from, &self.words.titles).is_some()
                })
            };
            let name = [3, 2, 4].iter().filter_map(|length| end.checked_sub(*length)).find(|from| {
                let range = *from..end;
                opens(*from)
                    && self.person_at(*from) == Some(end)
                    && free(&range)
                    && HanWords::get().class(&page.simple(&range)).is_none_or(|class| matches!(class, "nr" | "nx"))
                    && !self.begins_with_verb(*from)
            });
            let Some(from) = name else { break };
            found.push(from..end);
            if !matches!(from.checked_sub(1).and_then(|i| page.letters.get(i)), Some('、' | '和' | '及')) {
                break;
            }
            end = from - 1;
        }
        found
    }

    /// Names in one list with those that are known: "曹宁、陈柏、白水平".
    pub fn listed(&self, names: &[Range<usize>], taken: &[bool]) -> Vec<Mention> {
        let page = &self.page;
        let free = |range: &Range<usize>| taken.get(range.clone()).is_some_and(|t| t.iter().all(|t| !t));
        let is_name = |range: &Range<usize>| {
            let listed = HanWords::get().class(&page.simple(range));
            free(range) && range.len() >= 2 && listed.is_none_or(|class| matches!(class, "nr" | "nx"))
        };
        let joins = |at: usize| matches!(page.letters.get(at), Some('、'));
        let mut found: Vec<Range<usize>> = Vec::new();
        for name in names {
            let mut end = name.end;
            while joins(end)
                && let Some(next) = self.person_at(end + 1).filter(|next| is_name(&(end + 1..*next)))
                && page.letters.get(next).is_none_or(|l| is_small(*l) || matches!(l, '等' | '、'))
            {
                found.push(end + 1..next);
                end = next;
            }
            let mut start = name.start;
            while let Some(joint) = start.checked_sub(1).filter(|at| joins(*at)) {
                let opens =
                    |from: usize| from.checked_sub(1).is_none_or(|i| !page.is_han(i) || is_small(page.letters[i]));
                let before = [3, 2, 4]
                    .iter()
                    .filter_map(|length| joint.checked_sub(*length))
                    .find(|from| opens(*from) && self.person_at(*from) == Some(joint) && is_name(&(*from..joint)));
                let Some(from) = before else { break };
                found.push(from..joint);
                start = from;
            }
        }
        found.sort_by_key(|range| range.start);
        found.dedup();
        found.into_iter().map(person).collect()
    }

    /// Wherever a name that is known stands again.
    pub fn again(&self, names: &[Range<usize>], taken: &[bool]) -> Vec<Mention> {
        let page = self.page;
        let mut by_start: HashMap<(char, char), Vec<String>> = HashMap::new();
        for name in names.iter().filter(|name| name.len() >= 2) {
            let key = (page.letters[name.start], page.letters[name.start + 1]);
            let text = page.simple(name);
            let known = by_start.entry(key).or_default();
            if !known.contains(&text) {
                known.push(text);
            }
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at + 1 < page.letters.len() {
            let known = by_start.get(&(page.letters[at], page.letters[at + 1]));
            let longest = known.and_then(|known| page.longest_of(at, known));
            match longest {
                Some((_, length)) if taken[at..at + length].iter().all(|t| !t) => {
                    found.push(person(at..at + length));
                    at += length;
                }
                _ => at += 1,
            }
        }
        found
    }
}

fn person(range: Range<usize>) -> Mention {
    Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::FullName, range)
}

/// The gender that a word of kinship gives its bearer.
pub(super) fn gender_of(word: &str) -> Option<Gender> {
    match word {
        "妻子" | "女儿" | "母亲" | "姐姐" | "妹妹" | "情妇" | "女子" | "女士" | "之妻" => {
            Some(Gender::Female)
        }
        "丈夫" | "儿子" | "父亲" | "哥哥" | "弟弟" | "堂弟" | "堂兄" | "表弟" | "表哥" | "侄子" | "岳父" | "女婿"
        | "男子" | "先生" | "之子" | "之弟" | "胞弟" | "胞兄" => Some(Gender::Male),
        _ => None,
    }
}
