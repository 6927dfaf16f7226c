//! Careers: "曾任…局长、…主任", "2008年至2012年担任…", "任命…为…", "利用担任…的职务便利", "在任…期间".

use umbra_model::PartialDate;

use super::office::Office;
use super::page::Page;
use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Event;
use crate::mention::{Mention, MentionKind};

/// What a verb says of the office that it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// It was taken: a date is its beginning.
    Taken,
    /// It is held.
    Held,
    /// It is over.
    Over,
}

/// Verbs of taking or holding an office, the longest first.
const TAKES: [(&str, Told); 47] = [
    ("走上了", Told::Taken),
    ("走上", Told::Taken),
    ("当过", Told::Over),
    ("当了", Told::Over),
    ("原为", Told::Over),
    ("被任命为", Told::Taken),
    ("先后担任", Told::Over),
    ("先后出任", Told::Over),
    ("先后任", Told::Over),
    ("曾担任", Told::Over),
    ("曾身兼", Told::Over),
    ("担任过", Told::Over),
    ("提拔为", Told::Taken),
    ("提任为", Told::Taken),
    ("晋升为", Told::Taken),
    ("当选为", Told::Taken),
    ("当上了", Told::Taken),
    ("当时是", Told::Over),
    ("早先是", Told::Over),
    ("任过", Told::Over),
    ("曾任", Told::Over),
    ("历任", Told::Over),
    ("曾是", Told::Over),
    ("原是", Told::Over),
    ("原系", Told::Over),
    ("曾系", Told::Over),
    ("担任", Told::Taken),
    ("出任", Told::Taken),
    ("现任", Told::Held),
    ("兼任", Told::Taken),
    ("升任", Told::Taken),
    ("调任", Told::Taken),
    ("转任", Told::Taken),
    ("接任", Told::Taken),
    ("就任", Told::Taken),
    ("改任", Told::Taken),
    ("转调", Told::Taken),
    ("当选", Told::Taken),
    ("升为", Told::Taken),
    ("身为", Told::Held),
    ("成为", Told::Taken),
    ("作为", Told::Held),
    ("身兼", Told::Held),
    ("升至", Told::Taken),
    ("在", Told::Held),
    ("任", Told::Taken),
    ("以", Told::Held),
];

/// Whether a verb of two characters or more stands at a place that only gives or tells an office.
pub(super) fn takes_office(page: &Page, at: usize) -> bool {
    let plain = TAKES.iter().filter(|(verb, _)| verb.contains('任') && verb.chars().count() > 1);
    plain.chain([("当选", Told::Taken)].iter()).any(|(verb, _)| page.has(at, verb))
}

/// The most characters of an office that cannot be read, in a row of them.
const UNREAD: usize = 25;

/// Verbs by which an office is left for another.
const MOVES: [&str; 12] =
    ["提拔为", "提任为", "晋升为", "升任", "调任", "转任", "改任", "转调", "升为", "升至", "接任", "就任"];

/// Verbs that tell of the day on which an office was taken.
const STARTS: [&str; 17] = [
    "被任命为",
    "提拔为",
    "提任为",
    "晋升为",
    "当选为",
    "当上了",
    "升任",
    "调任",
    "转任",
    "接任",
    "就任",
    "改任",
    "出任",
    "当选",
    "升为",
    "升至",
    "任命",
];

/// What a verb says of somebody's offices.
pub(super) struct Career {
    /// The mention of the one who holds them.
    pub holder: usize,
    pub offices: Vec<Office>,
    pub verb: std::ops::Range<usize>,
}

impl Reading<'_> {
    /// Whether the verb of a career tells that an office was taken, and does not only tell what somebody was.
    fn is_start(&self, career: &Career) -> bool {
        let (page, verb) = (&self.page, career.verb.start);
        STARTS.iter().any(|word| page.has(verb, word)) && !page.ends(verb, "曾") && !page.ends(verb, "先后")
    }

    /// Events of taking an office: "当选市长", "就任…局长".
    pub fn starts_of_offices(&self, notes: &[AttributionNote]) -> Vec<Event> {
        let careers = self.careers();
        let starts = careers.iter().filter(|career| self.is_start(career));
        starts
            .filter_map(|career| {
                let holder = &self.mentions[career.holder];
                let last = career.offices.last()?.words.clone();
                let before = self.page.clause_of(career.verb.start).start..career.verb.start;
                let date = self.dates_within(&before).filter(|(_, d)| d.date.is_point()).map(|(i, _)| i).next_back();
                Some(Event {
                    kind: "takes_office".to_owned(),
                    schema: String::new(),
                    roles: vec![("holder".to_owned(), holder.entity?)],
                    stage: None,
                    content: Vec::new(),
                    trigger: self.page.bytes(&career.verb),
                    evidence: self.evidence(&[holder.tokens.clone(), career.verb.clone(), last]),
                    date,
                    properties: Vec::new(),
                    concerns: Vec::new(),
                    attribution: Self::voices(notes, career.verb.start),
                    rule: "zh.takes_office".to_owned(),
                    clause: None,
                })
            })
            .collect()
    }

    /// The offices that a text says somebody took or held, with the mention of the holder.
    pub fn careers(&self) -> Vec<Career> {
        let mut found = self.told_careers();
        self.end_by_moves(&mut found);
        found
    }

    /// "2006年就任…书记，2011年改任…书记，2016年4月卸任": an office is over where the sentence tells of the next one, or
    /// of its end.
    fn end_by_moves(&self, careers: &mut [Career]) {
        let page = &self.page;
        for at in 0..careers.len() {
            let (verb, holder) = (careers[at].verb.clone(), self.mentions[careers[at].holder].entity);
            let Some(sentence) = page.sentences.get(page.sentence_of(verb.start)) else { continue };
            let next = careers.get(at + 1).filter(|next| {
                sentence.range.contains(&next.verb.start)
                    && self.mentions[next.holder].entity == holder
                    && (MOVES.iter().any(|word| page.has(next.verb.start, word))
                        || self.is_next_term(&verb, &next.verb))
            });
            let moved = next.is_some();
            let last = careers[at].offices.last().map_or(verb.end, |office| office.words.end);
            let end = next.map_or(sentence.range.end, |next| next.verb.start);
            let left = ["卸任", "离任", "离职", "退休"].iter().filter_map(|word| page.find(&(last..end), word)).min();
            let alone =
                left.is_some_and(|left| !self.within(&(last..left)).any(|(_, m)| m.kind == MentionKind::Person));
            let left = left.filter(|_| alone);
            let until = left.and_then(|left| {
                let date = self.dates_within(&(last..left)).next_back()?.1;
                date.date.from.filter(|_| date.date.is_point())
            });
            for office in careers[at].offices.iter_mut().filter(|_| moved || left.is_some()) {
                office.is_past = true;
                office.to = office.to.or(until);
            }
        }
    }

    /// "1998年任…；2004年任…": of two terms in a row, each with its date and after a semicolon.
    fn is_next_term(&self, verb: &std::ops::Range<usize>, next: &std::ops::Range<usize>) -> bool {
        let page = &self.page;
        let clause = page.clause_of(next.start);
        let parted = clause.start.checked_sub(1).is_some_and(|at| matches!(page.letters[at], '；' | ';'));
        let dated = |range: std::ops::Range<usize>| self.dates_within(&range).next().is_some();
        parted && dated(page.clause_of(verb.start).start..verb.start) && dated(clause.start..next.start)
    }

    fn told_careers(&self) -> Vec<Career> {
        let page = &self.page;
        let mut found = Vec::new();
        for sentence in page.sentences.iter().filter(|s| !s.is_question) {
            for clause in &sentence.clauses {
                let mut at = clause.start;
                while at < clause.end {
                    if let Some((holder, office)) = self.named_to(at, clause.end) {
                        let verb = at..at + 2;
                        at = office.words.end;
                        found.push(Career { holder, offices: vec![office], verb });
                        continue;
                    }
                    let Some((verb, told)) = TAKES.iter().find(|(verb, _)| page.has(at, verb)) else {
                        at += 1;
                        continue;
                    };
                    let end = at + verb.chars().count();
                    let row = self.row_behind(at, verb, *told, sentence.range.end);
                    let Some(last) = row.last().map(|o| o.words.end).filter(|_| !self.is_silent(at)) else {
                        at = end;
                        continue;
                    };
                    let named = self.named_behind(last).or_else(|| self.named_later(last, clause.end));
                    // "1998年任…局长；2004年任…县长": the same one goes on.
                    let goes_on = || {
                        let before: &Career = found.last()?;
                        let last = before.offices.last()?.words.end;
                        let same = sentence.range.contains(&before.verb.start)
                            && !self.within(&(last..at)).any(|(_, m)| m.kind == MentionKind::Person);
                        let dated = self.dates_within(&(last..at)).any(|(_, d)| d.letters.end + 1 >= at);
                        (same && dated).then_some(before.holder)
                    };
                    let Some(holder) = named.or_else(|| self.holder(at)).or_else(goes_on) else {
                        at = end;
                        continue;
                    };
                    let over = *told == Told::Over
                        || page.ends(at, "曾")
                        || page.ends(at, "曾经")
                        || page.ends(at, "此前")
                        || page.ends(at, "之前")
                        || page.ends(at, "曾先后")
                        || self.is_told_as_past(clause.start..at, last, sentence.range.end);
                    // Of several offices one date tells nothing.
                    let one = row.iter().all(|o| (o.body, o.place) == (row[0].body, row[0].place));
                    let (from, to) = if one && (*told == Told::Taken || over) {
                        self.term(at, sentence.range.start, over)
                    } else {
                        (None, None)
                    };
                    let own = |mut office: Office| {
                        office.is_past |= over || to.is_some();
                        office.start = office.start.min(at);
                        (office.from, office.to) = (from, to);
                        office
                    };
                    // "由省政府秘书长升为副省长": what he was before.
                    if MOVES.contains(verb) && page.longest_before(at, &self.words.offices).is_some() {
                        let before = self.offices_up_to(at);
                        let first = before.first().map_or(at, |office| office.start);
                        if page.ends(first, "由") || page.ends(first, "从") {
                            let offices = before.into_iter().map(|office| Office { is_past: true, ..office }).collect();
                            found.push(Career { holder, offices, verb: first..at });
                        }
                    }
                    let offices = row.into_iter().map(own).collect();
                    found.push(Career { holder, offices, verb: at..end });
                    at = last;
                }
            }
        }
        found
    }

    /// The offices behind a verb.
    fn row_behind(&self, at: usize, verb: &str, told: Told, limit: usize) -> Vec<Office> {
        let page = &self.page;
        let end = at + verb.chars().count();
        let end = end + usize::from(["了", "过"].iter().any(|small| page.has(end, small)));
        let end = end + if page.has(end, "当时的") { 3 } else { 0 };
        // "当了3年团市委副书记", "担任了近5年的局长".
        let about = ["近", "约", "长达"].iter().find(|word| page.has(end, word)).map_or(0, |word| word.chars().count());
        let years = super::number::number_at(page, end + about).map(|n| n.end).filter(|end| page.has(*end, "年"));
        let end = years
            .filter(|_| verb.starts_with('当') || verb == "担任")
            .map_or(end, |years| years + 1 + usize::from(page.has(years + 1, "的")));
        let inside = verb == "任"
            && at.checked_sub(1).is_some_and(|i| {
                "主责担历现曾出兼升调转接就连离信时卸前两首新继委三四五六七八九十几多每本".contains(page.letters[i])
            });
        if inside {
            return Vec::new();
        }
        let row = self.office_row(end, limit, told == Told::Over);
        let last = row.last().map_or(end, |o| o.words.end);
        let fits = match verb {
            // "以市委常委的身份".
            "走上" | "走上了" => page.has(last, "岗位") || page.has(last, "的岗位"),
            "以" => page.has(last, "身份") || page.has(last, "的身份"),
            // "在海州市政协副主席任上被查".
            "在" => ["任上", "任内", "的任上", "一职任上"].iter().any(|word| page.has(last, word)),
            _ => true,
        };
        if fits { row } else { Vec::new() }
    }

    /// "任命何某为海州市副市长", "免去何某的海州市副市长职务".
    fn named_to(&self, at: usize, limit: usize) -> Option<(usize, Office)> {
        let page = &self.page;
        let verb = ["任命", "免去", "选举", "推选"].iter().find(|verb| page.has(at, verb))?;
        // "拟任命": not yet done.
        if ["拟", "将", "提请", "建议", "提名", "应"].iter().any(|word| page.ends(at, word)) {
            return None;
        }
        let name = at + 2;
        let person = |m: &Mention| m.kind == MentionKind::Person && m.entity.is_some() && m.tokens.start == name;
        let (holder, mention) = self.within(&(name..limit)).find(|(_, m)| person(m))?;
        let is_removed = *verb == "免去";
        let joint = if is_removed { "的" } else { "为" };
        let after = mention.tokens.end;
        let start = after + usize::from(page.has(after, joint));
        let office = self.office_at(start, limit).filter(|_| (start > after || is_removed) && !self.is_silent(at))?;
        let sentence = page.sentences.get(page.sentence_of(at))?.range.start;
        let (from, _) = if is_removed { (None, None) } else { self.term(at, sentence, false) };
        Some((holder, Office { start: at, from, is_past: office.is_past || is_removed, ..office }))
    }

    /// "担任县委书记的是陶某", "任局长的何某": who is named behind the office that he has.
    fn named_behind(&self, end: usize) -> Option<usize> {
        let name =
            ["的是", "的"].iter().find(|word| self.page.has(end, word)).map(|word| end + word.chars().count())?;
        let clause = self.page.clause_of(end);
        self.within(&(name..clause.end))
            .find(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == name && m.entity.is_some())
            .map(|(at, _)| at)
    }

    /// "2006年接任市长、2012年转任政协主席的李某": who is named behind the last of several terms.
    fn named_later(&self, end: usize, limit: usize) -> Option<usize> {
        let mut end = end;
        for _ in 0..4 {
            let (_, date) = self.dates_within(&(end..end + 2)).find(|(_, d)| d.letters.start == end + 1)?;
            let verb = date.letters.end;
            let (word, told) = TAKES.iter().find(|(word, _)| self.page.has(verb, word))?;
            if !self.page.has(end, "、") {
                return None;
            }
            end = self.row_behind(verb, word, *told, limit).last()?.words.end;
            if let Some(holder) = self.named_behind(end) {
                return Some(holder);
            }
        }
        None
    }

    /// "利用担任…职务上的便利", "在任…期间": whether a time is told of as past.
    fn is_told_as_past(&self, before: std::ops::Range<usize>, last: usize, limit: usize) -> bool {
        let page = &self.page;
        let after = last..(last + 8).min(limit);
        ["利用", "在"].iter().any(|word| page.find(&before, word).is_some())
            && ["期间", "职务", "的便利", "等职"].iter().any(|word| page.find(&after, word).is_some())
    }

    /// From when to when an office was held, by a date right before its verb: "2008年至2012年，何某任", "2015年3月起担任".
    fn term(&self, verb: usize, floor: usize, over: bool) -> (Option<PartialDate>, Option<PartialDate>) {
        let page = &self.page;
        let near = floor.max(verb.saturating_sub(30))..verb;
        let Some((_, found)) = self.dates_within(&near).next_back() else { return (None, None) };
        let mut at = found.letters.end;
        // Only the one who held it may stand between.
        while at < verb {
            let person = self
                .within(&(at..verb))
                .find(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == at)
                .map(|(_, m)| m.tokens.end);
            let small = [
                "期间", "，", "他", "她", "又", "起", "后", "再", "被", "始", "曾", "先后", "再次", "年底", "底", "初",
            ]
            .iter()
            .find(|word| page.has(at, word))
            .map(|word| at + word.chars().count());
            let Some(next) = person.or(small).filter(|next| *next <= verb) else { return (None, None) };
            at = next;
        }
        let date = &found.date;
        let is_span = date.form == crate::date::DateForm::RelativePeriod;
        if !date.is_point() || date.from.is_none() && is_span {
            return (None, None);
        }
        match (is_span, date.start(), date.end()) {
            (true, from, to) => (from, to),
            // A date beside what was held before is not its beginning.
            (false, from, _) => (from.filter(|_| !over), None),
        }
    }

    /// The offices in a row that begins at a place: "海州市水务局局长、市委常委". `several` says that the verb promises
    /// more than one, of which some may not be readable.
    fn office_row(&self, start: usize, limit: usize, several: bool) -> Vec<Office> {
        let page = &self.page;
        let mut found: Vec<Office> = Vec::new();
        let mut at = start;
        let mut may_skip = several;
        loop {
            let Some(office) = self.office_at(at, limit) else {
                // "团市委干事、办公室副主任": the next one of the row.
                let next = (at..limit.min(at + UNREAD)).take_while(|i| !"，。；”".contains(page.letters[*i]));
                let Some(mark) = next.into_iter().find(|i| page.letters[*i] == '、').filter(|_| may_skip) else {
                    break;
                };
                let other = self.within(&(at..mark)).any(|(_, m)| m.kind == MentionKind::Person)
                    || self.dates_within(&(at..mark)).next().is_some();
                if other || self.office_at(mark + 1, limit).is_none() {
                    break;
                }
                at = mark + 1;
                continue;
            };
            let end = self.after_bracket(office.words.end);
            // The next one is somebody's own: "任局长，副局长李某".
            let name = office.words.end + usize::from(page.has(office.words.end, "的"));
            let named = self
                .within(&(name..limit.min(name + 6)))
                .any(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == name);
            if named {
                if page.has(office.words.end, "的") && found.is_empty() {
                    found.push(office);
                } else {
                    found.clear();
                }
                break;
            }
            found.push(office);
            let Some(joint) = ["、", "，兼任", "，兼", "，", "兼任", "兼", "以及", "和", "及"]
                .iter()
                .find(|joint| page.has(end, joint))
            else {
                break;
            };
            may_skip = several || *joint == "、";
            at = end + joint.chars().count();
        }
        self.inherit(&mut found);
        found
    }

    /// "何某的仕途起点是…；随后当了3年…": the only one whom the sentence has named.
    fn only_one_before(&self, verb: usize) -> Vec<usize> {
        let page = &self.page;
        let Some(sentence) = page.sentences.get(page.sentence_of(verb)) else { return Vec::new() };
        let before = sentence.range.start..verb;
        let mut named = self.within(&before).filter(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some());
        let Some((first, mention)) = named.next() else { return Vec::new() };
        let alone = named.all(|(_, other)| other.entity == mention.entity) && !self.is_led_by(first);
        if alone && first < self.mentions.len() && mention.tokens.start <= sentence.range.start + 12 {
            vec![first]
        } else {
            Vec::new()
        }
    }

    /// Whether a mention stands there only for somebody else's sake: "何某的妻子".
    fn is_led_by(&self, mention: usize) -> bool {
        let end = self.mentions[mention].tokens.end;
        let end = end + usize::from(self.page.has(end, "的"));
        self.page.longest(end, &self.words.kin).is_some()
            || ["律师", "秘书", "司机", "手下", "公司"].iter().any(|word| self.page.has(end, word))
    }

    /// Who holds the office that a verb gives: the person right before, or else the one that the sentence speaks of.
    fn holder(&self, verb: usize) -> Option<usize> {
        let page = &self.page;
        let person = ["person".to_owned()];
        // "由李某担任会计": he who stands behind 由.
        let clause = page.clause_of(verb);
        let by = self.within(&(clause.start..verb)).rfind(|(_, m)| m.kind == MentionKind::Person);
        let by = by.filter(|(_, m)| m.tokens.end == verb && page.ends(self.phrase_start(m), "由"));
        if let Some((at, _)) = by {
            return Some(at);
        }
        // "帮助他当上了…": of the one who is helped.
        let of_another = ["他", "她", "其"].iter().any(|word| page.ends(verb, word))
            && ["帮助", "让", "使", "推荐", "扶持", "帮"].iter().any(|word| page.ends(verb - 1, word));
        if of_another {
            return None;
        }
        let found = self.subjects(verb, &person);
        let found = if found.is_empty() { self.goes_on_about(verb) } else { found };
        let found = if found.is_empty() { self.only_one_before(verb) } else { found };
        found.first().copied().filter(|_| found.len() == 1)
    }
}
