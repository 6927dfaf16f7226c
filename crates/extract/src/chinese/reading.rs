//! A Chinese text with its names, and who and what they speak of.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use umbra_model::PartialDate;

use super::date::{Found, dates};
use super::name::{NameReader, is_place_end, is_small};
use super::page::Page;
use super::person::gender_of;
use super::surname::{AFTER, is_other_word, is_surname};
use super::words::Words;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::perceptron::NameModel;

/// A text with its names. The tokens of its mentions are characters.
pub(super) struct Reading<'t> {
    pub page: Page<'t>,
    pub words: &'static Words,
    pub dates: Vec<Found>,
    /// In the text's order, a longer one before those inside it.
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    /// Of each sentence, whether it speaks of crime or of what is done about it.
    pub of_crime: Vec<bool>,
}

impl<'t> Reading<'t> {
    pub fn of(text: &'t str, published: Option<PartialDate>, model: Option<&NameModel>) -> Self {
        let page = Page::read(text);
        let dates = dates(&page, published);
        let mentions = mentions(&page, &dates, model);
        let words = Words::get();
        let of_crime = page.sentences.iter().map(|s| Self::speaks_of_crime(&page, words, &s.range)).collect();
        let mut reading = Self { page, words, dates, mentions, entities: Vec::new(), of_crime };
        reading.join();
        reading
    }

    /// The name that a mention gives.
    pub fn text(&self, mention: &Mention) -> String {
        self.page.words(&mention.tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The mentions that lie within a range, as positions.
    pub fn within(&self, range: &Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Mention)> {
        let start = self.mentions.partition_point(|m| m.tokens.start < range.start);
        let end = self.mentions.partition_point(|m| m.tokens.start < range.end);
        let range = range.clone();
        (start..end.max(start)).map(|i| (i, &self.mentions[i])).filter(move |(_, m)| m.tokens.end <= range.end)
    }

    /// The dates that lie within a range, as positions.
    pub fn dates_within(&self, range: &Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Found)> {
        let start = self.dates.partition_point(|d| d.letters.start < range.start);
        let end = self.dates.partition_point(|d| d.letters.start < range.end);
        (start..end.max(start)).map(|i| (i, &self.dates[i]))
    }

    /// Mentions of one become one entity: the same name, the one group of a text, "该公司" after a firm.
    fn join(&mut self) {
        let mut by_name: HashMap<(MentionKind, String), usize> = HashMap::new();
        let mut by_leader: HashMap<String, usize> = HashMap::new();
        let mut led: HashSet<usize> = HashSet::new();
        let (mut groups, mut last_group): (Vec<usize>, Option<usize>) = (Vec::new(), None);
        for at in 0..self.mentions.len() {
            let mention = self.mentions[at].clone();
            let simple = self.page.simple(&mention.tokens);
            let group = mention.kind == MentionKind::Organisation && mention.sort == Sort::Group;
            let entity = if let Some(bearer) = self.bearer(at) {
                Some(bearer)
            } else if mention.form == MentionForm::Nominal && !group {
                // "该公司": the last one of its sort; "该集团" may be a gang.
                let gang = last_group.filter(|_| simple == "该集团" && self.is_gang_called_so(at));
                if gang.is_some() {
                    self.mentions[at].sort = Sort::Group;
                }
                self.last_of(at, &simple).or(gang)
            } else if group && mention.form == MentionForm::Nominal && self.is_general(at) {
                // "黑恶势力": no group in particular.
                let next = self.entities.len();
                let entity = *by_name.entry((mention.kind, simple.clone())).or_insert(next);
                if entity == next {
                    let mut general = Entity::new(mention.kind, mention.sort);
                    general.designation = Some(self.text(&mention));
                    self.entities.push(general);
                }
                self.mentions[at].entity = Some(entity);
                self.entities[entity].mentions.push(at);
                continue;
            } else if group && mention.form == MentionForm::Nominal {
                let leader = self.leader_of(&mention);
                let known = leader.as_ref().and_then(|leader| by_leader.get(leader).copied());
                let same = known.or_else(|| {
                    let one = (groups.len() == 1).then(|| groups[0]);
                    match (&leader, simple.starts_with(['该', '这'])) {
                        (None, true) => last_group,
                        (None, false) if simple.chars().count() == 2 => last_group,
                        (None, false) => one,
                        // A group that gets its leader only now.
                        (Some(_), _) => one.filter(|one| !led.contains(one)),
                    }
                });
                let entity = same.unwrap_or_else(|| {
                    let mut entity = Entity::new(mention.kind, mention.sort);
                    entity.designation = Some(self.text(&mention));
                    self.entities.push(entity);
                    self.entities.len() - 1
                });
                if let Some(leader) = leader {
                    by_leader.entry(leader).or_insert(entity);
                    led.insert(entity);
                }
                Some(entity)
            } else {
                let next = self.entities.len();
                let (name, short) = self.named_in_short(at, &simple, &by_name);
                let short = short.or_else(|| self.foreign_name(&mention, &simple, &by_name));
                let short = short.or_else(|| self.other_name(at).filter(|_| mention.kind == MentionKind::Person));
                let entity = *by_name.entry((mention.kind, name)).or_insert(short.unwrap_or(next));
                if entity == next {
                    self.entities.push(Entity::new(mention.kind, mention.sort));
                }
                let text = self.text(&mention);
                self.entities[entity].add_name(&text);
                if self.entities[entity].gender.is_none() {
                    self.entities[entity].gender = mention.gender;
                }
                Some(entity)
            };
            self.mentions[at].entity = entity;
            if let Some(entity) = entity.filter(|_| group) {
                last_group = Some(entity);
                if !groups.contains(&entity) && groups.len() < 2 {
                    groups.push(entity);
                }
            }
            if let Some(entity) = entity {
                self.entities[entity].mentions.push(at);
            }
        }
    }

    /// "祝鹤，原名祝梅": of whom a name is another one.
    fn other_name(&self, at: usize) -> Option<usize> {
        let page = &self.page;
        let start = self.mentions[at].tokens.start;
        let sentence = page.sentences.get(page.sentence_of(start))?.range.start..start;
        let before = || self.within(&sentence).rfind(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some());
        let open = start - usize::from(page.ends(start, "“"));
        let real = ["真名", "真名为", "真名叫", "本名", "原名", "原名为", "又名", "曾用名", "化名", "别名"];
        // Only of one who is named right before the word: others may stand in the sentence.
        let near = |words: &[&str], reach: usize| {
            let cue = words.iter().filter(|word| page.ends(open, word)).map(|word| word.chars().count()).max()?;
            before().filter(|(_, m)| m.tokens.end + reach >= open - cue).and_then(|(_, m)| m.entity)
        };
        // "这位绰号“大头”的商人": of whom the sentence before speaks.
        if ["这位绰号", "这名绰号", "这位外号", "这位人称"].iter().any(|word| page.ends(open, word)) {
            return self.mentions[..at].iter().rfind(|m| m.kind == MentionKind::Person).and_then(|m| m.entity);
        }
        if let Some(entity) = near(&real, 12).or_else(|| near(&NICKNAMED, 2).filter(|_| open < start)) {
            return Some(entity);
        }
        // "外号“阿龙”的男子何某": the name comes behind.
        let (_, last) = before()?;
        let close = last.tokens.end;
        let opening = last.tokens.start - usize::from(page.ends(last.tokens.start, "“"));
        let named = page.has(close, "”的") && start <= close + 10 && NICKNAMED.iter().any(|w| page.ends(opening, w));
        named.then_some(last.entity)?
    }

    /// "班德拉" after "何塞·班德拉": the one known person whose family name it is.
    fn foreign_name(
        &self,
        mention: &Mention,
        simple: &str,
        known: &HashMap<(MentionKind, String), usize>,
    ) -> Option<usize> {
        if mention.kind != MentionKind::Person || simple.contains('·') || simple.chars().count() < 2 {
            return None;
        }
        let mut whole = known.iter().filter(|((kind, name), _)| {
            *kind == MentionKind::Person && name.rsplit_once('·').is_some_and(|(_, last)| last == simple)
        });
        let (_, entity) = whole.next()?;
        whole.all(|(_, other)| other == entity).then_some(*entity)
    }

    fn last_of(&self, at: usize, simple: &str) -> Option<usize> {
        let fits = |m: &Mention| {
            m.kind == MentionKind::Organisation
                && m.form == MentionForm::Name
                && match simple {
                    "该公司" | "该集团" | "该企业" => m.sort == Sort::Company,
                    "该院" => matches!(m.sort, Sort::Court | Sort::Prosecution),
                    // "该局", "该中心": what is called so.
                    _ => simple.strip_prefix('该').is_some_and(|noun| self.page.simple(&m.tokens).ends_with(noun)),
                }
        };
        self.mentions[at.saturating_sub(200)..at].iter().rev().find(|m| fits(m)).and_then(|m| m.entity)
    }

    /// Whether the last group before "该集团" is one by its own words: "恶势力犯罪集团".
    fn is_gang_called_so(&self, at: usize) -> bool {
        let group = self.mentions[..at].iter().rev().find(|m| m.sort == Sort::Group && m.entity.is_some());
        group.is_some_and(|m| self.page.ends(m.tokens.end, "集团"))
    }

    /// Whom the words of a group name as its head: "以刘大勇为首的", "许金龙领导的".
    fn leader_of(&self, group: &Mention) -> Option<String> {
        let page = &self.page;
        let (start, clause) = (group.tokens.start, page.clause_of(group.tokens.start));
        let inside = self.within(&group.tokens).find(|(_, m)| m.kind == MentionKind::Person).map(|(_, m)| m);
        let before = || {
            self.within(&(clause.start..start))
                .map(|(_, m)| m)
                .rfind(|m| m.kind == MentionKind::Person && m.tokens.end == start)
        };
        let verb = ["领导的", "组织的", "操控的", "控制的"].iter().any(|verb| page.has(start, verb));
        // "恶势力团伙头目某某".
        let after = || {
            let end = group.tokens.end;
            let word =
                ["头目", "首要分子", "组织者", "头子", "首领", "老大"].iter().find(|word| page.has(end, word))?;
            let name = end + word.chars().count();
            self.within(&(name..clause.end))
                .map(|(_, m)| m)
                .find(|m| m.kind == MentionKind::Person && m.tokens.start == name)
        };
        inside.or_else(|| before().filter(|_| verb)).or_else(after).map(|m| page.simple(&m.tokens))
    }
}

/// Words before what somebody is called.
const NICKNAMED: [&str; 9] = ["绰号", "外号", "花名", "人称", "诨号", "诨名", "绰号为", "外号叫", "绰号叫"];

/// Nicknames in quotation marks, wherever they stand: "绰号“大头”", "“黑皮”真名".
fn nicknames(page: &Page) -> Vec<Mention> {
    let mut names: Vec<(String, usize)> = Vec::new();
    let mut found = Vec::new();
    let opens = (0..page.letters.len()).filter(|at| page.letters[*at] == '“');
    for open in opens.clone() {
        let Some(close) = (open + 2..(open + 7).min(page.letters.len())).find(|at| page.letters[*at] == '”') else {
            continue;
        };
        let inside = open + 1..close;
        let told = NICKNAMED.iter().any(|word| page.ends(open, word));
        let real = ["真名", "本名", "原名"].iter().any(|word| page.has(close + 1, word));
        let company = ["公司", "集团", "帮", "会", "党", "堂", "组织"].iter().any(|word| page.ends(close, word));
        let name = page.simple(&inside);
        if (told || real) && !company && !names.iter().any(|(known, _)| *known == name) {
            // Before it is told whose nickname it is, it is nobody's; but "“黑皮”真名李某" may be named before.
            names.push((name, if real { 0 } else { open }));
        }
    }
    for open in opens {
        let name = names.iter().find(|(name, from)| {
            let close = open + 1 + name.chars().count();
            open >= *from && page.has(open + 1, name) && page.letters.get(close) == Some(&'”')
        });
        if let Some((name, _)) = name {
            let range = open + 1..open + 1 + name.chars().count();
            found.push(Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::Name, range));
        }
    }
    found
}

fn mentions(page: &Page, dates: &[Found], model: Option<&NameModel>) -> Vec<Mention> {
    let reader = NameReader::new(page);
    let mut taken = vec![false; page.letters.len()];
    for date in dates {
        taken[date.letters.clone()].fill(true);
    }
    let mut found: Vec<Mention> = Vec::new();
    let take = |list: Vec<Mention>, taken: &mut Vec<bool>, found: &mut Vec<Mention>| {
        for mention in list {
            if mention.kind == MentionKind::Person && is_no_name(page, &mention.tokens) {
                continue;
            }
            if mention.tokens.end <= taken.len() && taken[mention.tokens.clone()].iter().all(|t| !t) {
                taken[mention.tokens.clone()].fill(true);
                found.push(mention);
            }
        }
    };
    take(nicknames(page), &mut taken, &mut found);
    take(reader.campaigns(), &mut taken, &mut found);
    take(reader.quoted(), &mut taken, &mut found);
    take(reader.gangs(), &mut taken, &mut found);
    take(reader.bodies(), &mut taken, &mut found);
    take(pointing(page), &mut taken, &mut found);
    // Of a group only the noun is taken: its words hold its leader's name.
    for group in reader.groups() {
        let noun =
            reader.words.groups.iter().filter(|w| page.ends(group.tokens.end, w)).map(|w| w.chars().count()).max();
        let noun = group.tokens.end - noun.unwrap_or(group.tokens.len())..group.tokens.end;
        if taken[noun.clone()].iter().all(|t| !t) {
            taken[noun].fill(true);
            found.push(group);
        }
    }
    let announced = reader.announced(&taken);
    take(announced, &mut taken, &mut found);
    let by_form = reader.by_form(&taken);
    take(by_form, &mut taken, &mut found);
    let rows = reader.in_rows(&taken);
    take(rows, &mut taken, &mut found);
    let around = reader.around_verbs(&taken);
    take(around, &mut taken, &mut found);
    let known = |found: &[Mention]| -> Vec<Range<usize>> {
        found.iter().filter(|m| m.kind == MentionKind::Person).map(|m| m.tokens.clone()).collect()
    };
    let listed = reader.listed(&known(&found), &taken);
    take(listed, &mut taken, &mut found);
    let again = reader.again(&known(&found), &taken);
    take(again, &mut taken, &mut found);
    if let Some(model) = model {
        take(learned(&reader, model), &mut taken, &mut found);
        let listed = reader.listed(&known(&found), &taken);
        take(listed, &mut taken, &mut found);
        let again = reader.again(&known(&found), &taken);
        take(again, &mut taken, &mut found);
    }
    let surnames = reader.surnames(&known(&found), &taken);
    take(surnames, &mut taken, &mut found);
    // "赵桂强辩称": the cut takes 强辩 for a word, but his name is known.
    let whole: HashSet<String> = found
        .iter()
        .filter(|m| m.kind == MentionKind::Person && m.tokens.len() == 3)
        .map(|m| page.simple(&m.tokens))
        .collect();
    for mention in found.iter_mut().filter(|m| m.kind == MentionKind::Person && m.tokens.len() == 2) {
        let longer = mention.tokens.start..mention.tokens.end + 1;
        if taken.get(longer.end - 1) == Some(&false) && whole.contains(&page.simple(&longer)) {
            taken[longer.end - 1] = true;
            mention.tokens = longer;
        }
    }
    // "原平岳银保监分局": it is called so no more.
    for body in found.iter_mut().filter(|m| m.kind == MentionKind::Organisation && m.sort.is_public()) {
        let former = page.letters[body.tokens.start] == '原' && body.tokens.len() > 4;
        if former && !page.letters.get(body.tokens.start + 1).is_some_and(|l| "平阳州子".contains(*l)) {
            body.tokens.start += 1;
        }
    }
    let places = reader.places(&taken);
    take(places, &mut taken, &mut found);
    // The place in the name of a public body.
    let nested: Vec<Mention> = found
        .iter()
        .filter(|m| m.kind == MentionKind::Organisation && m.sort != Sort::Group && m.tokens.len() > 2)
        .filter_map(|m| {
            let end = reader.place_at(m.tokens.start, m.tokens.end)?;
            (end < m.tokens.end)
                .then(|| Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, m.tokens.start..end))
        })
        .collect();
    found.extend(nested);
    for mention in &mut found {
        mention.range = page.bytes(&mention.tokens);
        if mention.kind == MentionKind::Person {
            let title = page.longest_before(mention.tokens.start, &reader.words.titles);
            mention.gender = title.and_then(|(word, _)| gender_of(word));
        }
    }
    found.sort_by_key(|m| (m.tokens.start, usize::MAX - m.tokens.end));
    found.dedup_by(|a, b| a.tokens == b.tokens);
    found
}

/// "萧姓", "黄赌毒", "耿镇" before 领导干部: what only looks like a name.
fn is_no_name(page: &Page, range: &Range<usize>) -> bool {
    let last = page.letters[range.end - 1];
    let of_place = is_place_end(last)
        && ["领导", "干部", "派出所", "党委", "政府", "村"].iter().any(|word| page.has(range.end, word));
    // "临山区委": the name of a place goes on.
    let of_body =
        ["区委", "县委", "市委", "镇党委", "区人民", "县人民", "市人民", "区政府", "县政府", "市政府", "村委", "村党"]
            .iter()
            .any(|word| page.has(range.end, word));
    // "张二人", "陈原为": a surname alone, and what is said of its bearer.
    let cut = range.len() > 1
        && (AFTER
            .iter()
            .any(|word| word.chars().count() > 1 && page.has(range.start + 1, word) && !word.ends_with("兄弟"))
            || ["原为", "原系", "原是"].iter().any(|word| page.has(range.start + 1, word)));
    of_body
        || cut
        || matches!(page.letters.get(range.start + 1), Some('姓' | '氏'))
            && range.len() == 2
            && !["男", "女"].iter().any(|word| page.has(range.end, word))
        || page.has(range.start, "黄赌毒")
        // "周四下令": a day of the week.
        || range.len() == 2 && ["周一", "周二", "周三", "周四", "周五", "周六", "周日"].iter().any(|d| page.has(range.start, d))
        || of_place
}

/// "该公司", "该院": bodies that are pointed at.
fn pointing(page: &Page) -> Vec<Mention> {
    let at = (0..page.letters.len()).filter(|at| page.letters[*at] == '该');
    at.filter_map(|at| {
        let nouns = [
            "公司",
            "集团",
            "企业",
            "中心",
            "派出所",
            "支队",
            "大队",
            "分局",
            "委员会",
            "银行",
            "学校",
            "院",
            "局",
            "所",
            "厅",
            "行",
        ];
        let noun = nouns.iter().find(|noun| page.has(at + 1, noun))?;
        let range = at..at + 1 + noun.chars().count();
        Some(Mention::new(MentionKind::Organisation, Sort::Unknown, MentionForm::Nominal, range))
    })
    .collect()
}

/// Names by the model, so far as their characters can be one.
fn learned(reader: &NameReader, model: &NameModel) -> Vec<Mention> {
    let page = reader.page;
    let sentences: Vec<Vec<String>> =
        page.sentences.iter().map(|s| page.letters[s.range.clone()].iter().map(char::to_string).collect()).collect();
    let slices: Vec<&[String]> = sentences.iter().map(Vec::as_slice).collect();
    let mut found = Vec::new();
    for (names, sentence) in model.names(&slices, None).into_iter().zip(&page.sentences) {
        for (span, kind) in names {
            let mut range = sentence.range.start + span.start..sentence.range.start + span.end;
            // "太阳镇原": the small word belongs to the office that follows.
            while range.len() > 2 && matches!(page.letters[range.end - 1], '原' | '前' | '后' | '时' | '副') {
                range.end -= 1;
            }
            // "任芜湖市": the verb is none of the name.
            let behind_mark =
                range.start.checked_sub(1).is_none_or(|at| !page.is_han(at) || is_small(page.letters[at]));
            if kind != MentionKind::Person && range.len() > 2 && page.has(range.start, "任") && behind_mark {
                range.start += 1;
            }
            let plain = range.clone().all(|i| {
                let letter = page.letters[i];
                matches!(letter, '·' | '‧' | '・' | '．') || page.is_han(i) && !is_small(letter)
            });
            if !plain || range.len() < 2 || range.len() > 16 {
                continue;
            }
            let first = page.letters[range.start];
            let foreign = page.letters[range.clone()].iter().any(|l| matches!(l, '·' | '‧' | '・' | '．'));
            let simple = page.simple(&range);
            let is_word = |text: &str| {
                crate::perceptron::HanWords::get()
                    .class(text)
                    .is_some_and(|class| !matches!(class, "nr" | "ns" | "nt" | "nz" | "nx"))
            };
            // "自治区党委常委", "砀山县委书记": an office at the end is no part of a name, nor is the first half of one.
            let is_office = (range.start + 1..range.end)
                .any(|at| page.longest(at, &reader.words.offices).is_some_and(|(_, length)| at + length >= range.end));
            // "通报全省", "芜湖市高新区管委".
            let is_half = kind == MentionKind::Place
                && (matches!(page.letters[range.end - 1], '委' | '党' | '会')
                    || page.letters[range.end - 2] == '全'
                    || page.ends(range.end, "治安"));
            if is_office && kind != MentionKind::Person || is_half {
                continue;
            }
            // "利用修": a verb at the head is no family name.
            if kind == MentionKind::Person
                && (reader.begins_with_verb(range.start) || is_other_word(page, range.start) && range.len() < 4)
            {
                continue;
            }
            let mention = match kind {
                MentionKind::Person if foreign || is_surname(first) && range.len() <= 4 || range.len() > 3 => {
                    if reader.words.offices.contains(&simple)
                        || reader.words.titles.contains(&simple)
                        || is_word(&simple)
                    {
                        continue;
                    }
                    Mention::new(kind, Sort::Unknown, MentionForm::FullName, range)
                }
                MentionKind::Place if !is_word(&simple) => Mention::new(kind, Sort::Place, MentionForm::Name, range),
                MentionKind::Organisation if range.len() >= 3 && !is_word(&simple) => {
                    Mention::new(kind, Sort::Unknown, MentionForm::Name, range)
                }
                _ => continue,
            };
            found.push(mention);
        }
    }
    found
}
