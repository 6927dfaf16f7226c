//! Names of criminal groups, papers and campaigns.

use super::name::{NameReader, is_small};
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};

/// By whom a group is led: "许金龙领导的犯罪集团", the longest words first.
pub(super) const LED: [&str; 12] = [
    "所组织、领导的",
    "所组织领导的",
    "组织、领导的",
    "组织领导的",
    "所领导的",
    "所控制的",
    "领导的",
    "组织的",
    "操控的",
    "控制的",
    "纠集的",
    "组建的",
];

impl NameReader<'_, '_> {
    /// Names in title marks that are newspapers, and names in quotation marks that are gangs.
    pub fn quoted(&self) -> Vec<Mention> {
        let mut found = Vec::new();
        let letters = &self.page.letters;
        let pairs = [('《', '》'), ('“', '”'), ('「', '」'), ('"', '"')];
        let mut at = 0;
        while at < letters.len() {
            let Some((_, close)) = pairs.iter().find(|(open, _)| *open == letters[at]) else {
                at += 1;
                continue;
            };
            let end = (at + 1..letters.len().min(at + 16)).find(|i| letters[*i] == *close);
            let Some(end) = end else {
                at += 1;
                continue;
            };
            let inside = at + 1..end;
            let last = letters[end - 1];
            if letters[at] == '《' && matches!(last, '报' | '刊' | '网' | '社' | '志' | '闻') && inside.len() >= 2
            {
                found.push(Mention::new(MentionKind::Organisation, Sort::Media, MentionForm::Name, inside));
            } else if letters[at] != '《' && (2..=8).contains(&inside.len()) {
                let large = ["特大", "重大"].iter().find(|word| self.page.has(end + 1, word)).map_or(0, |_| 2);
                let group = self.page.longest(end + 1 + large, &self.words.groups).map(|(_, length)| length + large);
                let house = [
                    "饭堂", "食堂", "学堂", "天堂", "教堂", "礼堂", "课堂", "大会", "晚会", "酒会", "宴会", "机会",
                    "协会", "商会",
                ]
                .iter()
                .any(|word| self.page.ends(end, word));
                if matches!(last, '帮' | '会' | '堂') && !house || group.is_some() {
                    let range = if group.is_some() { at..end + 1 + group.unwrap_or(0) } else { inside };
                    found.push(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, range));
                }
            }
            at = end + 1;
        }
        // "“龙兴社”犯罪集团…，“龙兴社”": a gang wherever its name stands in quotation marks.
        let inner = |range: &std::ops::Range<usize>| {
            let text = self.page.simple(range);
            text.split_once('“').and_then(|(_, rest)| Some(rest.split_once('”')?.0.to_owned())).unwrap_or(text)
        };
        let groups = found.iter().filter(|m| m.sort == Sort::Group);
        let names: Vec<String> = groups.map(|m| inner(&m.tokens)).filter(|name| name.chars().count() > 2).collect();
        for name in names {
            let length = name.chars().count();
            let mut from = 0;
            while let Some(place) = self.page.find(&(from..letters.len()), &name) {
                from = place + length;
                if self.page.ends(place, "“") && self.page.has(from, "”") {
                    found.push(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, place..from));
                }
            }
        }
        found
    }

    /// Gangs that go by a name of their own: "竹联帮仁堂", "新义安".
    pub fn gangs(&self) -> Vec<Mention> {
        let page = self.page;
        let mut found = Vec::new();
        let mut at = 0;
        while at < page.letters.len() {
            let Some((_, length)) = page.longest(at, &self.words.gangs) else {
                at += 1;
                continue;
            };
            let mut end = at + length;
            // Its halls: "仁堂", "旭仁会".
            while let Some(next) = (end + 2..=end + 4).find(|next| {
                matches!(page.letters.get(next - 1), Some('堂' | '会'))
                    && (end..*next).all(|i| page.is_han(i) && !is_small(page.letters[i]))
                    && page.letters.get(*next) != Some(&'议')
                    && !(page.has(end, "副") || page.has(*next, "主"))
            }) {
                end = next;
            }
            found.push(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, at..end));
            at = end;
        }
        found
    }

    /// Groups without a name of their own: "以刘大勇为首的黑社会性质组织", "该组织".
    pub fn groups(&self) -> Vec<Mention> {
        let mut found = Vec::new();
        let page = self.page;
        let mut at = 0;
        while at < page.letters.len() {
            let pointing =
                ["该", "这个", "这一"].iter().find(|word| page.has(at, word)).map(|word| word.chars().count());
            let group = page.longest(at, &self.words.groups);
            let mut range = match (pointing, group) {
                (Some(length), _)
                    if ["组织", "团伙", "犯罪集团", "帮派"].iter().any(|w| page.has(at + length, w))
                        || page.longest(at + length, &self.words.groups).is_some() =>
                {
                    let noun = page.longest(at + length, &self.words.groups).map(|(_, n)| n).or_else(|| {
                        ["犯罪集团", "组织", "团伙", "帮派"]
                            .iter()
                            .find(|w| page.has(at + length, w))
                            .map(|w| w.chars().count())
                    });
                    at..at + length + noun.unwrap_or(0)
                }
                // "组织头目王某": the one that is spoken of.
                (None, None)
                    if ["组织", "团伙", "集团"].iter().any(|w| page.has(at, w))
                        && ["头目", "骨干", "首要分子", "头子", "老大", "二号人物"]
                            .iter()
                            .any(|w| page.has(at + 2, w)) =>
                {
                    at..at + 2
                }
                (None, Some((_, length))) => {
                    let mut end = at + length;
                    while let Some((_, more)) = page.longest(end, &self.words.groups) {
                        end += more;
                    }
                    at..end
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            let end = range.end;
            at = end;
            // "…组织罪" is an offence, "…组织案" a case, "…组织64个" a number of them.
            let after = page.letters.get(end).copied().unwrap_or(' ');
            let of_case = after == '案' && (page.ends(range.start, "领导") || page.ends(range.start, "参加"));
            // But "…组织26名成员" is of one.
            let people = ["名", "余名", "多名", "余人", "多人"];
            let counted =
                super::number::number_at(page, end).is_some_and(|n| !people.iter().any(|word| page.has(n.end, word)));
            let of_case = of_case || after == '案' && page.ends(range.start, "为首的");
            let offence = page.has(end, "性质");
            if matches!(after, '罪' | '案' | '犯') && !of_case || counted || offence {
                continue;
            }
            // "涉黑盗墓团伙", "特大诈骗集团".
            if pointing.is_none() {
                for word in ["涉黑", "涉恶", "特大", "重大", "跨境", "网络", "职业", "黑恶", "涉嫌黑恶违法"]
                {
                    if page.ends(range.start, word) {
                        range.start -= word.chars().count();
                    }
                }
            }
            // "以…为首的", "…领导的".
            let clause = page.clause_of(range.start);
            let mut start = range.start;
            // "曲卫东涉黑组织".
            if pointing.is_none() && range.len() > 2 {
                start = self.leader_before(start).unwrap_or(start);
            }
            if page.ends(start, "的") {
                let before = clause.start..start;
                if let Some(from) = page.find(&before, "以").filter(|_| page.ends(start, "为首的")) {
                    start = from;
                } else if page.ends(start, "为首的") {
                    // "邱斌为首的": the name alone.
                    let name = start - 3;
                    let name =
                        name - ["等人", "等"].iter().find(|w| page.ends(name, w)).map_or(0, |w| w.chars().count());
                    let from = [4, 3, 2].iter().filter_map(|length| name.checked_sub(*length));
                    start = from
                        .filter(|from| *from >= before.start)
                        .find(|from| self.person_at(*from) == Some(name) && !self.begins_with_verb(*from))
                        .unwrap_or(start);
                } else if let Some(verb) = LED.iter().find(|verb| page.ends(start, verb)) {
                    start -= verb.chars().count();
                }
            }
            // "与帮派勾结的官员": gangs in general.
            if pointing.is_none() && ["帮派", "帮会"].contains(&page.simple(&(start..end)).as_str()) {
                continue;
            }
            found.push(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Nominal, start..end));
        }
        found
    }

    /// Named campaigns.
    pub fn campaigns(&self) -> Vec<Mention> {
        let page = self.page;
        let mut found = Vec::new();
        let mut at = 0;
        while at < page.letters.len() {
            let Some((_, length)) = page.longest(at, &self.words.campaigns.ends) else {
                at += 1;
                continue;
            };
            let end = at + length;
            // "…专项斗争领导小组": a body.
            if ["领导小组", "领导组", "办公室"].iter().any(|word| page.has(end, word)) {
                at = end;
                continue;
            }
            let floor = page.clause_of(at).start.max(at.saturating_sub(12));
            let mut start = at;
            if page.ends(start, "”") || page.ends(start, "」") {
                start = (floor..start).rev().find(|i| matches!(page.letters[*i], '“' | '「')).unwrap_or(start);
            } else if let Some(known) =
                ["扫黑除恶", "打黑除恶", "打黑", "扫黑", "扫毒", "禁毒", "反腐"].iter().find(|w| page.ends(start, w))
            {
                start -= known.chars().count();
            } else {
                while start > floor {
                    let Some((from, _, class)) = self.word_at(start - 1) else { break };
                    if !matches!(class, "n" | "vn" | "j" | "nz" | "l" | "i" | "v")
                        || self.words.campaigns.begin.contains(&page.simple(&(from..start)))
                    {
                        break;
                    }
                    start = from.max(floor);
                }
            }
            found.push(Mention::new(MentionKind::Campaign, Sort::Unknown, MentionForm::Name, start..end));
            at = end;
        }
        found
    }
}
