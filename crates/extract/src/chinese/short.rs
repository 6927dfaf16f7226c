//! Who and what is named in short: "省公安厅" after "秦川省公安厅", "政法委" after "海州市委", "邹" after "邹诗建".

use std::collections::HashMap;

use super::name::{NameReader, is_place_end, is_small};
use super::reading::Reading;
use super::surname::is_surname;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};

/// Party committees, named by the level of their place alone.
const COMMITTEES: [&str; 7] = ["省委", "市委", "县委", "区委", "州委", "镇委", "自治区党委"];

/// Departments of a committee.
const DEPARTMENTS: [&str; 11] = [
    "政法委员会",
    "政法委",
    "纪律检查委员会",
    "纪委监委",
    "纪委",
    "监委",
    "监察委员会",
    "组织部",
    "宣传部",
    "统战部",
    "团委",
];

/// Organs of a place.
const ORGANS: [&str; 14] = [
    "人大常委会",
    "人大",
    "政协",
    "人民政府",
    "政府",
    "公安局",
    "公安厅",
    "公安分局",
    "人民检察院",
    "检察院",
    "人民法院",
    "法院",
    "司法局",
    "管委会",
];

/// Characters that are surnames, but mostly something else where they stand alone.
const COMMON: &str = "曾和于向任时应成从经常全关包安明连并同由已高方有原后年单能海水风山金白黑门东西南北左公里车";

/// Whether a word is the whole name of a body where an office follows: "原县委书记", "政法委书记", "公安局前局长".
pub(super) fn stands_alone(word: &str) -> bool {
    COMMITTEES.contains(&word) || DEPARTMENTS.contains(&word) || ORGANS.contains(&word)
}

impl NameReader<'_, '_> {
    /// Surnames alone, of persons who are named in full before: "邹被判囚六年", "送给杨两支手枪".
    pub fn surnames(&self, names: &[std::ops::Range<usize>], taken: &[bool]) -> Vec<Mention> {
        let page = self.page;
        let mut found = Vec::new();
        let mut first: HashMap<char, Option<String>> = HashMap::new();
        let mut named: Vec<_> = names.iter().filter(|name| name.len() >= 2).collect();
        named.sort_by_key(|name| name.start);
        let mut next = named.into_iter().peekable();
        for (at, is_taken) in taken.iter().enumerate().take(page.letters.len()) {
            while let Some(name) = next.next_if(|name| name.end <= at) {
                let text = page.simple(name);
                let letter = page.letters[name.start];
                // Of two who have one name it would not be said which.
                first
                    .entry(letter)
                    .and_modify(|known| {
                        if known.as_ref() != Some(&text) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(text));
            }
            let letter = page.letters[at];
            if *is_taken
                || COMMON.contains(letter)
                || !is_surname(letter)
                || !first.get(&letter).is_some_and(Option::is_some)
            {
                continue;
            }
            let opens = at.checked_sub(1).is_none_or(|i| {
                (!page.is_han(i) || is_small(page.letters[i]) || matches!(page.letters[i], '指'))
                    && !matches!(page.letters[i], '·' | '（')
            }) || ["送给", "送予", "包庇", "纵容", "贿赂"].iter().any(|word| page.ends(at, word));
            let goes_on = [
                "被", "遭", "则", "因", "曾", "已", "涉嫌", "还", "又", "也", "均", "与", "两", "数", "、", "“",
                "二人", "原", "等", "于", "表示", "称", "说", "在", "后",
            ]
            .iter()
            .any(|word| page.has(at + 1, word));
            if opens && goes_on {
                let form = MentionForm::SurnameOnly;
                found.push(Mention::new(MentionKind::Person, Sort::Unknown, form, at..at + 1));
            }
        }
        found
    }
}

impl Reading<'_> {
    /// Whom a surname alone, or "江嫌", means: the one known person who bears it.
    pub fn bearer(&self, at: usize) -> Option<usize> {
        let mention = &self.mentions[at];
        let letter = self.page.letters[mention.tokens.start];
        let suspect =
            mention.tokens.len() == 2 && matches!(self.page.letters[mention.tokens.end - 1], '嫌' | '男' | '女');
        if mention.kind != MentionKind::Person || mention.form != MentionForm::SurnameOnly && !suspect {
            return None;
        }
        // "姓郭男子…，郭男": he whose name is kept back.
        let kept_back = self.mentions[..at].iter().rev().find(|m| {
            m.kind == MentionKind::Person && {
                let name = &self.page.letters[m.tokens.clone()];
                name.starts_with(&['姓', letter]) || name.starts_with(&[letter, '姓'])
            }
        });
        if let Some(entity) = kept_back.filter(|_| suspect).and_then(|m| m.entity) {
            return Some(entity);
        }
        let mut bearers = self.mentions[..at]
            .iter()
            .filter(|m| {
                m.kind == MentionKind::Person && m.tokens.len() > 1 && self.page.letters[m.tokens.start] == letter
            })
            .filter_map(|m| m.entity);
        let one = bearers.next()?;
        bearers.all(|other| other == one).then_some(one)
    }

    /// "省公安厅" after "秦川省公安厅": the name by which a body is known, with the place that is meant, and the one known
    /// body whose name ends so. Where several places are named, it is the one named last, and only in the same paragraph.
    pub fn named_in_short(
        &self,
        at: usize,
        simple: &str,
        known: &HashMap<(MentionKind, String), usize>,
    ) -> (String, Option<usize>) {
        let mention = &self.mentions[at];
        // "“青狼帮”犯罪团伙": by what stands in the quotation marks.
        if mention.sort == Sort::Group
            && let Some((_, rest)) = simple.split_once('“')
            && let Some((inner, _)) = rest.split_once('”')
        {
            return (inner.to_owned(), known.get(&(mention.kind, inner.to_owned())).copied());
        }
        if mention.sort == Sort::Company {
            return self.firm_in_short(mention, simple, known);
        }
        let is_body = mention.kind == MentionKind::Organisation && mention.sort.is_public();
        // "中纪委" after "中央纪委国家监委", "最高检" after "最高人民检察院".
        let other = match simple {
            "中纪委" | "中央纪委" | "中纪委国家监委" => ["中央纪委", "中央纪律检查委员会"].as_slice(),
            "最高检" => &["最高人民检察院"],
            "最高法" => &["最高人民法院"],
            _ => &[],
        };
        let same = known.iter().find(|((kind, name), _)| {
            *kind == mention.kind && other.iter().any(|word| name.trim_start_matches("中共").starts_with(word))
        });
        if let Some(((_, name), entity)) = same.filter(|_| is_body) {
            return (name.clone(), Some(*entity));
        }
        if is_body && let Some(name) = self.whole_name(at, simple) {
            return (name, None);
        }
        // "市委" after "吴川市委", where no other is named.
        let in_row = mention.tokens.start > 0 && self.page.letters[mention.tokens.start - 1] == '、';
        if is_body && stands_alone(simple) && !in_row {
            let mut whole = known.iter().filter(|((kind, name), _)| {
                *kind == mention.kind && name.chars().count() > simple.chars().count() && name.ends_with(simple)
            });
            let one = whole.next().map(|(_, entity)| *entity).filter(|one| whole.all(|(_, other)| other == one));
            return (simple.to_owned(), one);
        }
        if let Some(whole) = self.same_body(simple, known).filter(|_| is_body) {
            return whole;
        }
        if let Some(whole) = self.end_of_body(simple, known).filter(|_| is_body) {
            return (simple.to_owned(), Some(whole));
        }
        let level = simple.chars().next().filter(|l| "省市县区州".contains(*l));
        let is_short = is_body && simple.chars().count() > 2;
        let Some(level) = level.filter(|_| is_short) else { return (simple.to_owned(), None) };
        let place = |m: &Mention| place_of_level(&self.page.simple(&m.tokens), level);
        let before = self.mentions[at.saturating_sub(200)..at].iter().rev();
        let mut places = before.filter_map(|m| Some((place(m)?, m.tokens.end)));
        let Some((last, end)) = places.next() else { return (simple.to_owned(), None) };
        let name = format!("{last}{}", &simple[level.len_utf8()..]);
        let mut whole = known.iter().filter(|((kind, known), _)| *kind == mention.kind && known.ends_with(&name));
        let one = whole.next().map(|(_, entity)| *entity).filter(|one| whole.all(|(_, other)| other == one));
        let apart = self.page.letters[end..mention.tokens.start].contains(&'\n');
        let others = places.any(|(other, _)| other != last);
        if apart && others { (format!("?{at}{simple}"), None) } else { (name, one) }
    }

    /// "金樽公司" after "金樽娱乐管理有限公司": the one known firm whose name holds what is short of it.
    fn firm_in_short(
        &self,
        mention: &Mention,
        simple: &str,
        known: &HashMap<(MentionKind, String), usize>,
    ) -> (String, Option<usize>) {
        let core = ["集团公司", "公司", "集团"].iter().find_map(|end| simple.strip_suffix(end));
        let Some(core) = core.filter(|core| (2..=4).contains(&core.chars().count())) else {
            return (simple.to_owned(), None);
        };
        let mut firms = known
            .iter()
            .filter(|((kind, name), entity)| {
                *kind == mention.kind
                    && name.chars().count() > simple.chars().count()
                    && self.entities[**entity].sort == Sort::Company
                    && name.find(core).is_some_and(|at| at <= 9)
            })
            .map(|(_, entity)| *entity);
        let one = firms.next().filter(|one| firms.all(|other| other == *one));
        (simple.to_owned(), one)
    }

    /// "城东派出所" after "曲塘区公安分局城东派出所", "澜西中院" after "澜西市中级人民法院": the one known body that is meant.
    fn end_of_body(&self, simple: &str, known: &HashMap<(MentionKind, String), usize>) -> Option<usize> {
        // "市公安局": of which place is for the text to say.
        if simple.starts_with(['省', '市', '县', '区', '州']) {
            return None;
        }
        let short = shortened(simple);
        let mut whole = known.iter().filter(|((kind, name), _)| {
            let longer = name.chars().count() > simple.chars().count();
            *kind == MentionKind::Organisation
                && (longer && simple.chars().count() > 3 && !stands_alone(simple) && name.ends_with(simple)
                    || short.chars().count() > 3 && shortened(name) == short)
        });
        let ((_, _), entity) = whole.next()?;
        whole.all(|(_, other)| other == entity).then_some(*entity)
    }

    /// "本溪市公安局" beside "辽宁省本溪市公安局": the one known body whose name only adds the province, or leaves it out.
    fn same_body(
        &self,
        simple: &str,
        known: &HashMap<(MentionKind, String), usize>,
    ) -> Option<(String, Option<usize>)> {
        let place = |name: &str| name.chars().skip(1).take(6).any(|l| matches!(l, '市' | '县' | '州' | '区'));
        let adds = |long: &str, short: &str| {
            long.len() > short.len()
                && long.strip_suffix(short).is_some_and(|more| more.ends_with('省') || more.ends_with("自治区"))
        };
        if !place(simple) {
            return None;
        }
        let mut same = known.iter().filter(|((kind, name), _)| {
            *kind == MentionKind::Organisation && (adds(name, simple) || adds(simple, name) && place(name))
        });
        let ((_, _), entity) = same.next()?;
        same.next().is_none().then(|| (simple.to_owned(), Some(*entity)))
    }

    /// The name of a committee or organ with its place: "市委" in "东莞前市委书记", "政法委" in "海州市委常委、政法委书记".
    fn whole_name(&self, at: usize, simple: &str) -> Option<String> {
        let page = &self.page;
        let start = self.mentions[at].tokens.start;
        if !stands_alone(simple) {
            // "中共临山县委", "高平市市委".
            let short = simple.strip_prefix("中共").unwrap_or(simple);
            let short = ["省", "市", "县"].iter().fold(short.to_owned(), |name, level| {
                name.replace(&format!("{level}{level}委"), &format!("{level}委"))
            });
            return (short != simple).then_some(short);
        }
        let with_place = |place: &str| {
            // "广东省东莞": the nearest place.
            let near = ["省", "自治区"]
                .iter()
                .filter_map(|end| place.rfind(end).map(|at| &place[at + end.len()..]))
                .next_back();
            let place = near.filter(|near| near.chars().count() > 1).unwrap_or(place);
            let level = simple.chars().next().filter(|l| is_place_end(*l));
            let rest = level.filter(|l| place.ends_with(*l)).map_or(simple, |l| &simple[l.len_utf8()..]);
            format!("{place}{rest}")
        };
        let mut end = start;
        while let Some(small) = ["中共", "时任", "现任", "原", "前", "的"].iter().find(|word| page.ends(end, word))
        {
            end -= small.chars().count();
        }
        let before = || self.mentions[at.saturating_sub(20)..at].iter().rev();
        {
            let place = before().find(|m| m.kind == MentionKind::Place && m.tokens.end == end);
            if let Some(place) = place {
                return Some(with_place(&page.simple(&place.tokens)));
            }
        }
        // In a row of offices: of the committee or the place that the row began with.
        let sentence = page.sentences.get(page.sentence_of(start))?.range.start;
        let row = || {
            before()
                .take_while(|m| m.tokens.start >= sentence && m.kind != MentionKind::Person)
                .filter(|m| start - m.tokens.end.min(start) <= 30)
        };
        let joined = start.checked_sub(1).is_some_and(|i| matches!(page.letters[i], '、' | '兼' | '，' | '和' | '任'));
        if !joined {
            return None;
        }
        let bodies = || row().filter(|m| m.kind == MentionKind::Organisation && m.sort.is_public());
        if let Some(same) = bodies().map(|m| page.simple(&m.tokens)).find(|name| name.ends_with(simple)) {
            return Some(same.strip_prefix("中共").unwrap_or(&same).to_owned());
        }
        if DEPARTMENTS.contains(&simple) {
            let names = bodies().map(|m| page.simple(&m.tokens));
            let mut committee = names.filter(|name| COMMITTEES.iter().any(|end| name.ends_with(end)));
            return committee.next().map(|name| format!("{name}{simple}"));
        }
        // "北京市顺义区委书记、市委常委": of the city.
        if let Some(level) = simple.chars().next().filter(|l| is_place_end(*l)) {
            let of_level = |m: &Mention| place_of_level(&page.simple(&m.tokens), level);
            let place = row().filter(|m| m.kind == MentionKind::Place).find_map(of_level)?;
            return Some(with_place(&place));
        }
        let place = row().find(|m| m.kind == MentionKind::Place)?;
        Some(with_place(&page.simple(&place.tokens)))
    }
}

/// A court or a prosecution as it is called in short: "澜西中院" of "澜西市中级人民法院".
fn shortened(name: &str) -> String {
    let short = [("中级人民法院", "中院"), ("高级人民法院", "高院"), ("人民检察院", "检察院"), ("人民法院", "法院")]
        .iter()
        .find_map(|(long, short)| Some(format!("{}{short}", name.strip_suffix(long)?)));
    let short = short.unwrap_or_else(|| name.to_owned());
    for end in ["中院", "高院", "检察院", "法院"] {
        if let Some(place) = short.strip_suffix(end) {
            let place = place.strip_suffix(['市', '省', '县', '区']).unwrap_or(place);
            return format!("{place}{end}");
        }
    }
    String::new()
}

/// The place of a level in a name: "海州市" of "秦川省海州市公安局" for 市.
fn place_of_level(name: &str, level: char) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let end = letters
        .iter()
        .rposition(|l| *l == level)
        .filter(|end| *end > 1 && !"全该本各我外跨两多".contains(letters[end - 1]))?;
    // "海州市": 州 ends no place here.
    let higher = letters[..end - 2].iter().rposition(|l| is_place_end(*l)).map_or(0, |at| at + 1);
    let place = &letters[higher..=end];
    (place.len() > 2 && place.len() <= 6).then(|| place.iter().collect())
}
