//! Names of bodies and places.

use std::ops::Range;

use super::page::Page;
use super::short::stands_alone;
use super::surname::is_surname;
use super::words::Words;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::perceptron::HanWords;

/// The most characters in a name of a body.
const LONGEST: usize = 24;

/// Verbs that no name of a body holds, and that the likeliest cut may take apart.
const BREAKS: [&str; 38] = [
    "担任过",
    "当选",
    "任命",
    "免去",
    "代持",
    "持有",
    "控制",
    "经营",
    "成立",
    "注册",
    "收购",
    "开办",
    "入股",
    "名下",
    "旗下",
    "担任",
    "利用",
    "通过",
    "指使",
    "收受",
    "伙同",
    "索要",
    "勾结",
    "敲诈",
    "勒索",
    "挂靠",
    "历任",
    "曾任",
    "出任",
    "调任",
    "转任",
    "升任",
    "接任",
    "兼任",
    "就任",
    "卸任",
    "时任",
    "先后任",
];

/// Reads names out of one text.
pub(super) struct NameReader<'a, 't> {
    pub page: &'a Page<'t>,
    pub words: &'static Words,
    /// Where words end, in the likeliest cut of each sentence: for each character the word it belongs to.
    cut: Vec<(usize, usize, &'static str)>,
}

impl<'a, 't> NameReader<'a, 't> {
    pub fn new(page: &'a Page<'t>) -> Self {
        let han = HanWords::get();
        let mut cut: Vec<(usize, usize, &'static str)> =
            (0..page.letters.len()).map(|at| (at, at + 1, "mark")).collect();
        for sentence in &page.sentences {
            let start = sentence.range.start;
            for (from, to, class) in han.cut(&page.letters[sentence.range.clone()]) {
                // "高新区" is no person, whatever the dictionary holds.
                let place = class == "nr" && to - from > 2 && is_place_end(page.letters[start + to - 1]);
                let class = if place { "ns" } else { class };
                cut[start + from..start + to].fill((start + from, start + to, class));
            }
        }
        Self { page, words: Words::get(), cut }
    }

    /// The word that a character belongs to: its first character, the one after its last, its class.
    pub fn word_at(&self, at: usize) -> Option<(usize, usize, &'static str)> {
        self.cut.get(at).copied()
    }

    /// Names of bodies by their ends.
    pub fn bodies(&self) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        for sentence in &self.page.sentences {
            let mut at = sentence.range.start;
            let mut floor = sentence.range.start;
            while at < sentence.range.end {
                let end_word = self.body_end(at);
                let end_word = end_word.map(|(word, sort)| (word.chars().count(), *sort));
                let Some((length, sort)) = end_word.or_else(|| self.unlisted_end(at)) else {
                    at += 1;
                    continue;
                };
                let mut end = at + length;
                // "房地产开发": a trade, not a firm.
                let trade = self.page.has(at, "地产") && self.page.ends(at, "房") && self.page.is_han(end);
                // "第一中级人民法院": no school.
                let trade =
                    trade || self.page.ends(end, "中") && (self.page.has(end, "级") || self.page.has(end, "学"));
                // "恶势力犯罪集团": a group, no firm.
                let group = self.page.longest_before(end, &self.words.groups).is_some();
                if end > sentence.range.end || self.is_part_of_office(at, end) || trade || group {
                    at += 1;
                    continue;
                }
                // "市公安局" inside "市公安局分局": the longest end counts.
                let mut sort = sort;
                while let Some((more, of)) = self.body_end(end) {
                    let next = end + more.chars().count();
                    if next > sentence.range.end || self.is_part_of_office(end, next) {
                        break;
                    }
                    end = next;
                    if *of != Sort::Body {
                        sort = *of;
                    }
                }
                let mut start = self.left_edge(at, floor.max(end.saturating_sub(LONGEST)));
                if sort == Sort::Company {
                    start = self.place_before(start, floor.max(end.saturating_sub(LONGEST)));
                }
                // "「金皇冠」夜总会": a name in quotation marks before its kind.
                if start == at && start > floor && self.page.letters[start - 1] == '”' {
                    let opening =
                        (floor.max(start.saturating_sub(10))..start - 1).rev().find(|i| self.page.letters[*i] == '“');
                    start = opening.unwrap_or(start);
                }
                let word = self.page.simple(&(at..at + length));
                let joined = end > at + length;
                let after = end + usize::from(self.page.has(end, "原") || self.page.has(end, "前"));
                let before_office = self.page.longest(after, &self.words.offices).is_some()
                    || self.page.ends(after, "人大") && self.page.has(after, "代表")
                    || ["党委", "党组", "常务副"].iter().any(|word| self.page.has(after, word));
                // "刑侦支队原支队长", "原县委书记", "政法委书记".
                let part_alone = before_office && (length > 2 && is_part(&word) || stands_alone(&word));
                if start < at || joined || is_whole(&word) || part_alone {
                    // "北京市公安局通州分局": a part of the body named right before.
                    let part = found.last_mut().filter(|last| {
                        last.tokens.end == start
                            && start == floor
                            && last.sort.is_public()
                            && self.is_part_of_body(start, end)
                    });
                    if let Some(whole) = part {
                        whole.tokens.end = end;
                    } else {
                        found.push(Mention::new(MentionKind::Organisation, sort, MentionForm::Name, start..end));
                    }
                    floor = end;
                }
                at = end;
            }
        }
        found
    }

    /// The longest end of a name of a body that stands at a place.
    fn body_end(&self, at: usize) -> Option<&'static (String, Sort)> {
        let ends = self.words.bodies_by_first.get(self.page.letters.get(at)?)?;
        ends.iter().find(|(end, _)| self.page.has(at, end))
    }

    /// "…公安局|通州分局", "公安部|刑侦局": what belongs to the body named right before.
    fn is_part_of_body(&self, start: usize, end: usize) -> bool {
        let kinds = ["刑侦", "经侦", "禁毒", "治安", "网安", "国保", "刑事", "交管", "反贪"];
        matches!(self.page.letters[end - 1], '室' | '科' | '股' | '队' | '组')
            || is_part(&self.page.simple(&(start..end)))
            || kinds.iter().any(|word| self.page.has(start, word))
    }

    /// "水务局局长", "审计厅原厅长", "评估中心主任": the end of a body that no list has, before an office.
    fn unlisted_end(&self, at: usize) -> Option<(usize, Sort)> {
        let page = self.page;
        let length = if page.has(at, "中心") { 2 } else { 1 };
        let fits = (length == 2 || "局厅委处部署站办室科股队组所院会社台馆".contains(page.letters[at]))
            && at > 1
            && page.is_han(at - 1)
            && (page.is_han(at - 2) || page.letters[at - 2].is_numeric());
        let after = at + length;
        let after = after + ["原", "前"].iter().find(|word| page.has(after, word)).map_or(0, |_| 1);
        let office = page.longest(after, &self.words.offices).is_some()
            || ["常务副", "党委", "党组", "党总支", "党支部", "代理"].iter().any(|word| page.has(after, word));
        // "党支部书记" is one office.
        let inside = (1..=3).any(|back| {
            at.checked_sub(back)
                .and_then(|from| page.longest(from, &self.words.offices))
                .is_some_and(|(_, length)| length > back + 1)
        });
        // "党委副书记": of the body that is named before.
        let of_party = at > 0 && page.letters[at - 1] == '党';
        (fits && office && !inside && !of_party).then_some((length, Sort::Body))
    }

    /// How far the name of a firm reaches back to the place that it begins with: "北京新月联合汽车有限公司".
    fn place_before(&self, start: usize, floor: usize) -> usize {
        let page = self.page;
        let mut from = start;
        let mut best = start;
        while from > floor && start - from < 14 && !BREAKS.iter().any(|word| page.ends(from, word)) {
            let Some((word, to, class)) = self.word_at(from - 1) else { break };
            let word = word.max(floor);
            let text = page.simple(&(word..to));
            if !(word..to).all(|i| page.is_han(i) && !is_small(page.letters[i]))
                || self.words.names.borders.contains(&text)
                || self.words.offices.contains(&text)
                || self.words.titles.contains(&text)
                || matches!(class, "uj" | "ul" | "p" | "c" | "r" | "num" | "mark")
            {
                break;
            }
            from = word;
            if class == "ns" {
                best = from;
            }
        }
        best
    }

    /// "董事长" is none of a 董事; but "县委书记" holds both a body and its office.
    fn is_part_of_office(&self, at: usize, end: usize) -> bool {
        let page = self.page;
        page.longest(at, &self.words.offices).is_some_and(|(_, length)| {
            let last = at + length;
            last > end
                && !(stands_alone(&page.simple(&(at..end)))
                    && (self.words.offices.contains(&page.simple(&(end..last)))
                        || page.ends(end, "人大") && page.has(end, "代表")))
        })
    }

    /// How far a name of a body reaches to the left of its end word.
    fn left_edge(&self, head: usize, floor: usize) -> usize {
        let mut start = head;
        while start > floor && !BREAKS.iter().any(|word| self.page.ends(start, word)) {
            let Some((from, to, class)) = self.word_at(start - 1) else { break };
            let (from, to) = (from.max(floor), to.min(head));
            let word = self.page.simple(&(from..to));
            let single = to - from == 1;
            // "祁某桥笼络": the last letter of a masked name.
            let masked =
                |at: usize| at > 1 && self.page.letters[at - 1] == '某' && is_surname(self.page.letters[at - 2]);
            if let Some(name_end) = (from..to).rev().find(|at| masked(*at)) {
                start = if name_end + 1 < to { name_end + 1 } else { start };
                break;
            }
            // "和县公安局": the small word is none of the name, whatever county is called so.
            if to - from == 2 && is_small(self.page.letters[from]) && is_place_end(self.page.letters[from + 1]) {
                start = from + 1;
                break;
            }
            // "东原省": a border only where no place word follows.
            let named = to < head && is_place_end(self.page.letters[to]);
            if self.words.names.borders.contains(&word) && !named
                // "秘书处": a part that is called like an office.
                || self.words.offices.contains(&word)
                    && !self.page.letters[to..head].iter().all(|l| "一二三四五六七八九十".contains(*l))
                || self.words.titles.contains(&word)
                || self.page.letters[from..to].iter().any(|l| !crate::token::is_unspaced(*l) && !l.is_alphanumeric())
            {
                break;
            }
            // A border at the end of a word that the cut took too far.
            let last = word.chars().next_back().unwrap_or(' ');
            let fits = match class {
                "v" | "vg" | "zg" if single => !is_small(last),
                "v" | "vi" | "vq" => self.words.names.inside.contains(&word),
                "p" | "c" | "uj" | "ul" | "uz" | "ud" | "d" | "r" | "y" | "mark" | "u" | "o" | "e" | "k" => {
                    single && class != "mark" && !is_small(last) && !matches!(class, "uj" | "ul" | "p" | "c" | "r")
                }
                "num" => false,
                "m" | "mq" | "t" => {
                    self.page.has(from, "第")
                        || single && "一二三".contains(last)
                        // "四室", "十二处": the number of a part.
                        || to == head && last != '两' && "处室科队组局".contains(self.page.letters[head])
                }
                // "…国土局龙岗分局": what stands between a body and its part.
                "nr" | "nx" if !single => {
                    // "包括陈某，花莲警分局": a place that is a name too, behind a mark.
                    let opens = from.checked_sub(1).is_none_or(|i| {
                        !self.page.is_han(i) || is_small(self.page.letters[i]) || self.page.letters[i] == '任'
                    });
                    self.is_firm_like(head) || from == floor || to == head && opens
                }
                // "案发后海州市警局": a time.
                _ => !is_small(last) && (to - from < 3 || !matches!(last, '后' | '时' | '前')),
            };
            if !fits {
                break;
            }
            start = from;
        }
        // "时任|丰溪区水利局", "时任丰|溪区": behind a verb that no name holds the cut may go wrong.
        let verb = (1..=4).filter_map(|back| start.checked_sub(back)).filter(|at| *at >= floor).find(|at| {
            BREAKS.iter().any(|word| self.page.ends(*at, word))
                && !BREAKS.iter().any(|word| self.page.ends(start, word))
        });
        let plain = |at: usize| self.page.is_han(at) && !is_small(self.page.letters[at]);
        verb.filter(|at| (*at..start).all(plain) && start < head && is_place_end(self.page.letters[start]))
            .unwrap_or(start)
    }

    fn is_firm_like(&self, head: usize) -> bool {
        self.words.bodies.iter().any(|(end, sort)| {
            self.page.has(head, end) && matches!(sort, Sort::Company | Sort::School | Sort::Media | Sort::Ngo)
        })
    }

    /// Places: listed ones, and what ends in a word for one.
    pub fn places(&self, taken: &[bool]) -> Vec<Mention> {
        let page = self.page;
        let mut found: Vec<Mention> = Vec::new();
        let mut push = |range: Range<usize>| {
            found.push(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, range));
        };
        for sentence in &page.sentences {
            let mut at = sentence.range.start;
            while at < sentence.range.end {
                if let Some(end) = self.place_at(at, sentence.range.end) {
                    if !taken[at..end].iter().any(|t| *t) {
                        push(at..end);
                    }
                    at = end;
                } else {
                    at += 1;
                }
            }
        }
        found
    }

    /// The end of a place's name that begins at a character.
    pub fn place_at(&self, at: usize, limit: usize) -> Option<usize> {
        let page = self.page;
        let (from, to, class) = self.word_at(at)?;
        // "曾任临山县": the likeliest cut takes the verb and the name apart elsewhere.
        let behind_verb = BREAKS.iter().any(|word| page.ends(at, word));
        if from != at && !behind_verb {
            return None;
        }
        let suffix = |end: usize| {
            end < limit
                && is_place_end(page.letters[end])
                && !page.has(end, "区别")
                && !page.has(end, "市场")
                && !page.has(end, "州长")
                && !page.has(end, "市民")
        };
        if class == "ns" && to - from >= 2 && to <= limit && !page.has(from, "治安") {
            let end = if suffix(to) && !is_place_end(page.letters[to - 1]) { to + 1 } else { to };
            return Some(end);
        }
        // "茂名市委书记", whatever sort of word the dictionary takes the place for.
        let committee = |end: usize| {
            let named =
                (at..end).all(|i| page.is_han(i) && !is_small(page.letters[i]) && !is_place_end(page.letters[i]));
            let office = page.longest(end, &self.words.offices).is_some_and(|(word, _)| {
                ["市委书记", "县委书记", "区委书记", "州委书记"].iter().any(|office| word.ends_with(office))
            });
            let verb = "任原前副兼个位名".chars().any(|l| page.letters[at..end].contains(&l));
            named
                && office
                && !verb
                && !page.has(at, "中共")
                && matches!(class, "n" | "a" | "nr" | "nz" | "f" | "s" | "d")
        };
        if let Some(end) = (2..=3).map(|length| at + length).find(|end| *end == to && *end < limit && committee(*end)) {
            return Some(end);
        }
        // Two or three unlisted characters and a place word: "临山县", "太阳镇".
        (2..=3).find_map(|length| {
            let end = at + length;
            let plain = (at..end)
                .all(|i| page.is_han(i) && !is_small(page.letters[i]) && !is_place_end(page.letters[i]))
                && !["原副", "副", "该", "前副", "常务", "代理", "治安", "辖", "使辖", "在辖"]
                    .iter()
                    .any(|word| page.has(at, word));
            let opens = at == 0
                || behind_verb
                || !page.is_han(at - 1)
                || is_small(page.letters[at - 1])
                || is_place_end(page.letters[at - 1])
                || page.ends(at, "街道")
                || self
                    .word_at(at - 1)
                    .is_some_and(|(_, _, class)| matches!(class, "p" | "v" | "c" | "uj" | "t" | "m" | "ns"));
            let noun = self.word_at(at).is_some_and(|(_, to, class)| {
                to >= end && matches!(class, "n" | "v" | "r" | "d" | "m" | "b" | "vn" | "a") && to > at + 1
            }) && !(length == 2
                && self.word_at(at).is_some_and(|(_, to, class)| to == end && matches!(class, "n" | "a" | "b")));
            (plain && opens && !noun && suffix(end) && end < limit).then_some(end + 1)
        })
    }
}

/// Body words that are a name by themselves.
fn is_whole(word: &str) -> bool {
    matches!(
        word,
        "公安部"
            | "司法部"
            | "最高人民法院"
            | "国务院"
            | "廉政公署"
            | "中央纪委"
            | "国家监委"
            | "中央纪委国家监委"
            | "人行"
            | "建行"
            | "工行"
            | "农行"
            | "扫黑办"
            | "打黑办"
            | "新华社"
            | "中新社"
            | "中新网"
            | "人民网"
            | "新华网"
            | "央视网"
            | "央视新闻"
            | "澎湃新闻"
            | "界面新闻"
            | "财新网"
            | "新京报"
            | "中纪委"
            | "中纪委国家监委"
            | "中央纪律检查委员会"
            | "刑事局"
            | "最高检"
            | "最高法"
            | "廉政署"
            | "廉政专员公署"
            | "警政署"
            | "共产党"
            | "国民党"
            | "民进党"
    )
}

/// Ends of names of parts: "…分局", "…派出所".
fn is_part(word: &str) -> bool {
    ["分局", "分院", "支队", "大队", "中队", "总队", "派出所", "警署", "办公室", "法庭", "监区"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// Small words that stand beside names, never in them.
pub(super) fn is_small(letter: char) -> bool {
    "的了在是和与及或被遭因向为以将已曾对从把由等称说也又均系至到于未否则并还，。、；：“”‘’（）《》「」！？ 　在经据该其此每各两仍就都让给".contains(letter)
}

pub(super) fn is_place_end(letter: char) -> bool {
    "省市县区镇乡村州旗".contains(letter)
}
