//! Who does what to whom: the mentions around a verb, by order and by the small words before them.

use std::ops::Range;

use super::office::PARTS;
use super::reading::Reading;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionKind};

/// Small words that hand a mention over to the verb as something else than its subject.
const GOVERNS: [&str; 20] = [
    "通过", "为", "向", "给", "对", "替", "由", "以", "把", "从", "被", "帮助", "帮", "收受", "送给", "针对", "与",
    "索取", "包庇", "行贿",
];

/// Verbs by which one makes another do something.
const LEADS_ON: [&str; 24] = [
    "吸收", "招收", "纠集", "指使", "伙同", "带领", "率领", "安排", "雇佣", "招募", "网罗", "笼络", "拉拢", "收买",
    "结交", "授意", "勾结", "唆使", "招揽", "豢养", "雇用", "贿赂", "抓获", "逮捕",
];

impl Reading<'_> {
    /// Where the words begin that belong to a mention: "时任海州市公安局副局长的" before a name.
    pub fn phrase_start(&self, mention: &Mention) -> usize {
        let page = &self.page;
        let mut floor = page.clause_of(mention.tokens.start).start;
        let mut at = mention.tokens.start;
        // "会长“疯狗”陈某".
        if page.ends(at, "”")
            && let Some(open) = (at.saturating_sub(8)..at).rev().find(|i| page.letters[*i] == '“')
        {
            at = open.max(floor);
        }
        // "翁大宝之妻柳春燕".
        if let Some((_, length)) = page.longest_before(at, &self.words.kin) {
            let end = at - length;
            let end = if page.ends(end, "的") { end - 1 } else { end };
            let owner = self.within(&(floor..end)).rfind(|(_, m)| m.tokens.end == end && m.kind == MentionKind::Person);
            at = owner.map_or(at, |(_, owner)| owner.tokens.start);
        }
        let office_before = |at: usize| page.longest_before(at, &self.words.offices).is_some();
        let word_at_floor = |at: usize| {
            self.within(&(at..mention.tokens.start)).any(|(_, m)| m.tokens.start == at && m.kind != MentionKind::Person)
        };
        loop {
            let word = page
                .longest_before(at, &self.words.offices)
                .into_iter()
                .chain(page.longest_before(at, &self.words.titles))
                .map(|(_, length)| length)
                .max();
            let small = [
                "原",
                "时任",
                "现任",
                "曾任",
                "前",
                "当地",
                "涉事",
                "涉案",
                "该",
                "其",
                "另案处理的",
                "常务",
                "代理",
                "兼任",
                "兼",
                "的",
                "、",
            ]
            .iter()
            .find(|word| page.ends(at, word));
            let part =
                PARTS.iter().find(|part| page.ends(at, part)).and_then(|part| at.checked_sub(part.chars().count()));
            let part = part.filter(|start| {
                self.within(&(floor..*start))
                    .any(|(_, m)| m.tokens.end == *start && m.kind == MentionKind::Organisation)
            });
            let before = if let Some(start) = part {
                Some(start)
            } else if let Some(length) = word {
                // "县公安局交警大队长": the last letters of the body are the first of the office.
                at.checked_sub(length).map(|start| {
                    let body = self.within(&(floor..(start + 2).min(at))).rfind(|(_, m)| {
                        m.kind == MentionKind::Organisation && m.tokens.start < start && start < m.tokens.end
                    });
                    body.map_or(start, |(_, m)| m.tokens.start)
                })
            } else if let Some(small) = small {
                let start = at.checked_sub(small.chars().count());
                // "副局长的马国强" and "常委、书记周建平", but not every 的 and 、.
                start.filter(|start| !matches!(*small, "的" | "、" | "兼" | "兼任") || office_before(*start))
            } else {
                self.within(&(floor..at))
                    .map(|(_, m)| m)
                    .rfind(|m| m.tokens.end == at && m.kind != MentionKind::Person)
                    .map(|m| m.tokens.start)
            };
            match before.filter(|before| *before >= floor && *before < at) {
                Some(before) => at = before,
                // "海州市原副市长，市公安局原局长某某".
                None if at == floor && page.ends(at, "，") && office_before(at - 1) && word_at_floor(at) => {
                    at -= 1;
                    floor = page.clause_of(at).start;
                }
                None => return at,
            }
        }
    }

    /// The small word that governs a mention, or the list that it belongs to, if one does.
    pub fn governor(&self, mention: &Mention) -> Option<&'static str> {
        let governs = |start: usize| {
            GOVERNS
                .iter()
                .find(|word| {
                    self.page.ends(start, word)
                        && !self.page.ends(start, "成为")
                        && !self.page.ends(start, "因为")
                        && !self.page.ends(start, "作为")
                })
                .copied()
        };
        governs(self.phrase_start(mention)).or_else(|| governs(self.list_start(mention)))
    }

    /// Whether a mention belongs to what follows it: "何志远的财物", "以刘大勇为首".
    fn is_inside_another(&self, mention: &Mention) -> bool {
        let after = mention.tokens.end;
        let near = after.saturating_sub(60)..after + 60;
        let within_group = self.within(&near).any(|(_, m)| {
            m.sort == Sort::Group
                && m.tokens.start <= mention.tokens.start
                && after <= m.tokens.end
                && m.tokens != mention.tokens
        });
        // "黄某为骨干成员的犯罪集团，敲诈…": the group acts.
        let at = self.within(&mention.tokens).find(|(_, m)| m.tokens == mention.tokens).map(|(at, _)| at);
        let last =
            at.and_then(|at| self.list_from(at).last().map(|last| self.mentions[*last].tokens.end)).unwrap_or(after);
        let ranked = self.page.has(last, "为") && super::rank::is_rank(&self.page, last + 1);
        within_group
            || ranked
            || ["的", "为首", "等人的", "领导的", "组织的", "控制的", "实际控制的", "名下", "经营的"]
                .iter()
                .any(|word| self.page.has(after, word))
    }

    /// Whether a mention speaks here: "高明远说".
    fn speaks(&self, mention: &Mention) -> bool {
        self.page.longest(mention.tokens.end, &self.words.voices.says).is_some()
            && self.page.letters.get(mention.tokens.end + 2).is_some_and(|l| matches!(l, '，' | '：'))
    }

    /// Whether what a mention says begins right after it: "李静指徐某".
    fn begins_speech(&self, mention: &Mention) -> bool {
        let after = mention.tokens.end;
        self.page.longest(after, &self.words.voices.says).is_some() || self.page.has(after, "指")
    }

    pub fn fits(&self, mention: &Mention, types: &[String]) -> bool {
        let sort = mention.entity.map_or(mention.sort, |e| self.entities[e].sort);
        types.iter().any(|kind| match kind.as_str() {
            "person" => mention.kind == MentionKind::Person,
            "group" => mention.kind == MentionKind::Organisation && sort == Sort::Group,
            "company" => mention.kind == MentionKind::Organisation && sort == Sort::Company,
            "body" => mention.kind == MentionKind::Organisation && sort.is_public(),
            _ => false,
        })
    }

    /// Those who do what the verb at a place says: nearest before it in its clause, or else the last of an earlier clause
    /// of the sentence; all of a list.
    pub fn subjects(&self, verb: usize, types: &[String]) -> Vec<usize> {
        let page = &self.page;
        let Some(sentence) = page.sentences.get(page.sentence_of(verb)) else { return Vec::new() };
        let clauses = sentence.clauses.iter().filter(|c| c.start <= verb).rev();
        // "周建平的律师否认其收受…": 其 takes up the one who owns what stands before.
        let taken_up = ["其", "他", "她"].iter().any(|word| page.ends(verb, word));
        for clause in clauses {
            let range = clause.start..clause.end.min(verb);
            let free = |m: &Mention| {
                // "杜某伙同罗某将邓某杀害": of those who act together the one who leads.
                let led = self.is_led(m) && (clause.end < verb || self.acts_with(m));
                !led && m.entity.is_some()
                    && !self.signs(m)
                    && self.fits(m, types)
                    && self.governor(m).is_none()
                    && (taken_up || !self.is_inside_another(m))
                    && !self.speaks(m)
            };
            // "徐某表示，…被判处": whoever only says it is not the one to whom it happened.
            if clause.end < verb && self.only_says(clause) {
                continue;
            }
            let persons = self.within(&range).rfind(|(_, m)| m.kind == MentionKind::Person && free(m));
            // "鲁大成收受砂石老板贺东来贿赂，并为…提供帮助": of an earlier clause the one it is about, not whom he met.
            let topic = persons.filter(|_| clause.end < verb).and_then(|(last, _)| {
                let first = self
                    .within(&range)
                    .find(|(_, m)| m.kind == MentionKind::Person && free(m) && !self.begins_speech(m))?
                    .0;
                let list = self.list_from(first);
                (!list.contains(&last)).then_some(list)
            });
            if let Some(list) = topic {
                return list;
            }
            let found = persons.or_else(|| {
                // A body does something only where it stands free, not as the office of a person.
                self.within(&range).rfind(|(_, m)| {
                    m.kind != MentionKind::Person
                        && free(m)
                        && page.longest(m.tokens.end, &self.words.offices).is_none()
                })
            });
            if let Some((at, _)) = found {
                return self.listed_with(at);
            }
        }
        self.taken_up(verb, types)
    }

    /// "（记者何某海州15日电）": who signs a report has no part in it.
    fn signs(&self, mention: &Mention) -> bool {
        let page = &self.page;
        let reporter = ["记者", "通讯员", "实习生"].iter().any(|word| page.ends(mention.tokens.start, word));
        let end = mention.tokens.end;
        let bracketed = page.ends(mention.tokens.start, "（记者") && page.has(end, "）");
        bracketed
            || reporter && ["日电", "电）", "报道", "讯"].iter().any(|word| page.find(&(end..end + 14), word).is_some())
    }

    /// Whether a clause ends with a word of speech: "徐某于5日表示".
    fn only_says(&self, clause: &Range<usize>) -> bool {
        let own = ["供述", "承认", "交代", "坦承", "供称", "坦言", "辩称", "辩解称", "供认"];
        !own.iter().any(|word| self.page.ends(clause.end, word))
            && self.page.longest_before(clause.end, &self.words.voices.says).is_some()
            && self.within(clause).any(|(_, m)| m.kind == MentionKind::Person)
    }

    /// "伙同罗某": whether a mention acts beside another who is named before it.
    fn acts_with(&self, mention: &Mention) -> bool {
        let start = self.list_start(mention);
        ["伙同", "纠集", "带领", "率领"].iter().any(|word| self.page.ends(start, word))
    }

    /// Whether somebody else makes him do it: "纠集瞿某、闵某某等人", "指使其妻弟".
    fn is_led(&self, mention: &Mention) -> bool {
        let page = &self.page;
        let start = self.list_start(mention);
        let leads = |start: usize| LEADS_ON.iter().any(|word| page.ends(start, word));
        // "纠集刑满释放人员黄某".
        let near = page.clause_of(start).start.max(start.saturating_sub(9));
        let described = (near..start).rev().find(|at| leads(*at)).is_some_and(|from| {
            page.letters[from..start].iter().all(|l| crate::token::is_unspaced(*l))
                && self.within(&(from..start)).next().is_none()
        });
        leads(start) || page.ends(start, "其") && leads(start - 1) || described
    }

    /// Whom the verb that ends at a place meets: the first mention after it, or the person whose office begins there.
    pub fn object_after(&self, end: usize, types: &[String]) -> Option<usize> {
        let clause = self.page.clause_of(end.saturating_sub(1));
        let after = end..clause.end;
        let (first_at, first) = self
            .within(&after)
            .find(|(_, m)| m.entity.is_some() && m.kind != MentionKind::Place || self.fits(m, types))?;
        if first.tokens.start > end + 12 {
            return None;
        }
        let person = self.within(&after).find(|(_, m)| {
            m.kind == MentionKind::Person
                && m.tokens.start > first.tokens.start
                && self.phrase_start(m) <= first.tokens.start
        });
        // "收受翁大宝之妻柳春燕": the wife, not the one whose wife she is.
        let relative = self.within(&after).find(|(_, m)| {
            let kin = self.page.longest_before(m.tokens.start, &self.words.kin);
            let owner_end = kin.map(|(_, length)| m.tokens.start - length);
            m.kind == MentionKind::Person
                && owner_end.is_some_and(|end| {
                    end == first.tokens.end || self.page.ends(end, "的") && end == first.tokens.end + 1
                })
        });
        // "包庇许金龙领导的黑社会性质组织": the group, not its leader.
        let head = self.within(&after).find(|(_, m)| {
            m.kind == MentionKind::Organisation
                && m.tokens.start >= first.tokens.end
                && m.tokens.start <= first.tokens.end + 5
                && ["领导的", "控制的", "实际控制的", "组织的", "名下的", "经营的"]
                    .iter()
                    .any(|w| self.page.has(first.tokens.end, w))
        });
        [head, relative, person, Some((first_at, first))]
            .into_iter()
            .flatten()
            .find(|(_, m)| m.entity.is_some() && self.fits(m, types))
            .map(|(at, _)| at)
    }

    /// Whom a verb meets right after its end: "贿赂时任副局长某某".
    pub fn object_beside(&self, end: usize, types: &[String]) -> Option<usize> {
        let end = end + usize::from(self.page.has(end, "了"));
        self.object_after(end, types).filter(|at| self.phrase_start(&self.mentions[*at]) <= end)
    }

    /// Whom 将 or 把 puts before a verb: "将采砂业主温某杀害".
    pub fn object_taken(&self, verb: usize, types: &[String]) -> Option<usize> {
        let clause = self.page.clause_of(verb);
        let found = self.within(&(clause.start..verb)).rfind(|(_, m)| {
            let start = self.phrase_start(m);
            m.entity.is_some()
                && self.fits(m, types)
                && m.tokens.end == verb
                && ["将", "把"].iter().any(|word| (0..=6).any(|back| self.page.ends(start.saturating_sub(back), word)))
        });
        found.map(|(at, _)| at)
    }

    /// Those to whom something happened: as [`Self::subjects`], but what stands after 因 or 涉嫌 tells why, not who.
    pub fn sufferers(&self, verb: usize, types: &[String]) -> Vec<usize> {
        let page = &self.page;
        let Some(sentence) = page.sentences.get(page.sentence_of(verb)) else { return Vec::new() };
        for clause in sentence.clauses.iter().filter(|c| c.start <= verb).rev() {
            let range = clause.start..clause.end.min(verb);
            let Some(why) = ["因", "涉嫌"].iter().filter_map(|word| page.find(&range, word)).min() else { continue };
            // "周某因受贿罪被判十年；何某因…被判": each of his own.
            let parted = page.letters.get(clause.end).is_some_and(|l| matches!(l, '；' | ';')) && clause.end < verb;
            if parted {
                break;
            }
            let before = clause.start..why;
            let found = self.within(&before).rfind(|(_, m)| {
                m.entity.is_some() && self.fits(m, types) && self.governor(m).is_none() && !self.is_inside_another(m)
            });
            let free = self.within(&(why..verb)).any(|(_, m)| m.kind == MentionKind::Person);
            // Only where somebody is named in the reason may the nearest name be the wrong one.
            if let Some((at, _)) = found.filter(|_| free) {
                return self.listed_with(at);
            }
        }
        let found = self.subjects(verb, types);
        if found.is_empty() { self.goes_on_about(verb) } else { found }
    }

    /// Whom 为, 向, 给 or 对 names before a verb.
    pub fn object_before(&self, verb: usize, types: &[String]) -> Option<usize> {
        let clause = self.page.clause_of(verb);
        let range = clause.start..verb;
        let governed = |m: &Mention| {
            let governor = self.governor(m);
            governor.is_some_and(|word| matches!(word, "为" | "向" | "给" | "替" | "对" | "帮" | "帮助"))
        };
        let (at, mention) =
            self.within(&range).rfind(|(_, m)| m.entity.is_some() && governed(m) && m.kind != MentionKind::Place)?;
        // "为曲卫东涉黑组织通风报信": the group, not its leader.
        let group = self.within(&range).find(|(_, m)| {
            m.sort == Sort::Group
                && m.entity.is_some()
                && m.tokens.start <= mention.tokens.start
                && mention.tokens.end <= m.tokens.end
        });
        let end = mention.tokens.end;
        let owned =
            ["控制的", "领导的", "实际控制的", "名下的", "经营的", "组织的"].iter().any(|w| self.page.has(end, w));
        let head = self
            .within(&(end..verb))
            .find(|(_, m)| owned && m.kind == MentionKind::Organisation && m.tokens.start <= end + 6);
        [head, group, Some((at, mention))].into_iter().flatten().find(|(_, m)| self.fits(m, types)).map(|(at, _)| at)
    }

    /// From the first to the last of some ranges, in one sentence.
    pub fn evidence(&self, parts: &[Range<usize>]) -> Range<usize> {
        let start = parts.iter().map(|p| p.start).min().unwrap_or(0);
        let end = parts.iter().map(|p| p.end).max().unwrap_or(start);
        self.page.bytes(&(start..end))
    }
}
