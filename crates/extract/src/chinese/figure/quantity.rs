//! A number with its unit and what bounds it: "近400名", "六成以上", "3000至5000元".

use std::ops::Range;

use super::super::number::{Number, number_at};
use super::super::page::Page;
use super::super::reading::Reading;
use super::super::tie::currency;
use crate::comparator::Comparator;
use crate::figure::Direction;

const BEFORE: [(&str, Comparator); 28] = [
    ("约合", Comparator::About),
    ("折合约", Comparator::About),
    ("高达", Comparator::Exactly),
    ("超过", Comparator::MoreThan),
    ("多于", Comparator::MoreThan),
    ("高于", Comparator::MoreThan),
    ("突破", Comparator::MoreThan),
    ("逾", Comparator::MoreThan),
    ("超", Comparator::MoreThan),
    ("不少于", Comparator::AtLeast),
    ("不低于", Comparator::AtLeast),
    ("至少", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("至多", Comparator::AtMost),
    ("最多", Comparator::AtMost),
    ("不到", Comparator::LessThan),
    ("不足", Comparator::LessThan),
    ("不满", Comparator::LessThan),
    ("少于", Comparator::LessThan),
    ("低于", Comparator::LessThan),
    ("将近", Comparator::About),
    ("接近", Comparator::About),
    ("大约", Comparator::About),
    ("约为", Comparator::About),
    ("约", Comparator::About),
    ("近", Comparator::About),
    ("达", Comparator::Exactly),
];

const AFTER: [(&str, Comparator); 6] = [
    ("以上", Comparator::AtLeast),
    ("左右", Comparator::About),
    ("上下", Comparator::About),
    ("以下", Comparator::AtMost),
    ("余", Comparator::MoreThan),
    ("多", Comparator::MoreThan),
];

/// A number with its unit.
pub(super) struct Quantity {
    pub number: Number,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// From the comparator to the end of the unit.
    pub range: Range<usize>,
    pub comparator: Comparator,
    pub unit: String,
    pub kind: QuantityKind,
    /// Where its digits begin.
    pub digits: usize,
}

pub(super) enum QuantityKind {
    Percent,
    Points,
    Money(&'static str),
    Count,
}

impl Quantity {
    pub fn is_share(&self) -> bool {
        matches!(self.kind, QuantityKind::Percent | QuantityKind::Points)
    }

    /// Whether it is written in Arabic digits, or as a number of several characters, as reports count.
    pub fn is_in_digits(&self, page: &Page) -> bool {
        page.letters.get(self.digits).is_some_and(|l| l.is_ascii_digit() || ('０'..='９').contains(l))
            || self.number.value >= 20.0
    }
}

impl Reading<'_> {
    /// The number that begins at a place, if it has a unit and is none of a date, a list or an ordinal.
    pub(super) fn quantity(&self, at: usize, clause: &Range<usize>) -> Option<Quantity> {
        let page = &self.page;
        let in_date = self
            .dates
            .get(self.dates.partition_point(|d| d.letters.end <= at))
            .is_some_and(|d| d.letters.contains(&at));
        let apart = at.checked_sub(1).is_none_or(|i| number_at(page, i).is_none());
        // "第3名", "每10名", "8·15": no count of anything.
        // "第二百九十四条": the whole number is an ordinal.
        let ordinal = (1..=6)
            .filter_map(|back| at.checked_sub(back))
            .find(|i| !"零〇一二三四五六七八九十百千".contains(page.letters[*i]))
            .is_some_and(|i| page.letters[i] == '第');
        let marked = ordinal
            || at
                .checked_sub(1)
                .and_then(|i| page.letters.get(i))
                .is_some_and(|l| matches!(l, '第' | '每' | '·' | '.' | '-' | '—' | '－') || l.is_ascii_alphanumeric());
        // "数十亿元": how many is not said.
        let vague = page.has(at, "十") && (page.ends(at, "数") || page.ends(at, "几"));
        if in_date || !apart || marked || vague {
            return None;
        }
        let percent = page.has(at, "百分之").then_some(3);
        let digits = at + percent.unwrap_or(0);
        let mut number = number_at(page, digits)?;
        let mut end = number.end;
        let mut high = None;
        // "每10名被告人中就有7人": a ratio, not two counts.
        let ratio = (clause.start..at)
            .rev()
            .take(14)
            .any(|i| page.letters[i] == '每' && number_at(page, i + 1).is_some_and(|n| n.end < at));
        if ratio {
            return None;
        }
        // "3000至5000元", "20%-30%".
        let sign = usize::from(matches!(page.letters.get(end), Some('%' | '％')));
        if matches!(page.letters.get(end + sign), Some('至' | '到' | '-' | '—' | '－' | '～' | '~'))
            && let Some(second) = number_at(page, end + sign + 1).filter(|n| n.value > number.value && !number.is_more)
        {
            high = Some(second.value);
            end = second.end;
        }
        let (kind, unit) = if let Some(tenths) = self.tenths(at, &number, end) {
            number.value = tenths.0;
            end = tenths.1;
            (QuantityKind::Percent, "percent".to_owned())
        } else if self.is_article(at, end) {
            return None;
        } else if percent.is_some() {
            (QuantityKind::Percent, "percent".to_owned())
        } else if matches!(page.letters.get(end), Some('%' | '％')) {
            end += 1;
            (QuantityKind::Percent, "percent".to_owned())
        } else if page.has(end, "个百分点") {
            end += 4;
            (QuantityKind::Points, "percentage points".to_owned())
        } else if let Some((code, after)) = currency(self, end) {
            // "新台币1200万元": the word before the number says whose yuan.
            let code = ["新台币", "港币", "人民币", "美元", "澳门币", "日元"]
                .iter()
                .zip(["TWD", "HKD", "CNY", "USD", "MOP", "JPY"])
                .find(|(word, _)| page.ends(at, word) || page.ends(at.saturating_sub(1), word) && page.ends(at, "约"))
                .map_or(code, |(_, code)| code);
            let unit = page.words(&(end..after)).to_owned();
            end = after;
            // "10万元至48万元".
            if high.is_none()
                && matches!(page.letters.get(end), Some('至' | '到' | '-' | '—' | '－' | '～' | '~'))
                && let Some(second) = number_at(page, end + 1).filter(|n| n.value > number.value && !number.is_more)
                && let Some((_, after)) = currency(self, second.end)
                && !page.ends(at, "由")
                && !page.ends(at, "从")
            {
                high = Some(second.value);
                end = after;
            }
            (QuantityKind::Money(code), unit)
        } else if self.is_bare_sum(digits, end, clause) {
            (QuantityKind::Money("CNY"), page.words(&(end.saturating_sub(1)..end)).to_owned())
        } else {
            let (unit, length) = page.longest(end, &self.words.figures.units)?;
            // "3个月", "5个工作日", "2次元".
            let time = ["月", "多月", "工作日", "小时", "星期", "年", "半月"]
                .iter()
                .any(|word| unit == "个" && page.has(end + length, word));
            // "先后14次将多人押解回国": how often, not how many.
            let often = unit == "次" && (page.ends(at, "先后") || page.has(end + length, "将"));
            // "七人车".
            let seats = unit == "人" && page.has(end + length, "车");
            if time || often || seats {
                return None;
            }
            end += length;
            (QuantityKind::Count, unit.to_owned())
        };
        let mut comparator = if number.is_more { Comparator::MoreThan } else { Comparator::Exactly };
        let mut start = at;
        // "约合新台币1282万元".
        let money = ["新台币", "人民币", "港币", "美元"].iter().find(|word| page.ends(start, word));
        if let Some(before) = money.map(|word| start - word.chars().count())
            && BEFORE.iter().any(|(word, _)| page.ends(before, word))
        {
            start = before;
        }
        if let Some((word, sign)) = BEFORE.iter().find(|(word, _)| page.ends(start, word)) {
            comparator = if *sign == Comparator::Exactly { comparator } else { *sign };
            start -= word.chars().count();
        }
        if let Some((word, sign)) = AFTER.iter().find(|(word, _)| page.has(end, word)) {
            comparator = *sign;
            end += word.chars().count();
        }
        // "至少运送毒品30次": the bound stands before the verb.
        let near = clause.start.max(start.saturating_sub(8))..start;
        let bound = page.find(&near, "至少").filter(|at| (*at..start).all(|i| number_at(page, i).is_none()));
        if bound.is_some() && comparator == Comparator::Exactly {
            comparator = Comparator::AtLeast;
        }
        number.end = end;
        (end <= clause.end).then_some(Quantity { number, high, range: start..end, comparator, unit, kind, digits })
    }

    /// "涉及金额增加17.9亿，": money whose yuan goes without saying, in a clause or after one that speaks of sums.
    fn is_bare_sum(&self, start: usize, end: usize, clause: &Range<usize>) -> bool {
        let page = &self.page;
        let closes = page.letters.get(end).is_none_or(|l| matches!(l, '，' | '。' | '、' | '；' | '）' | ','));
        let large = end.checked_sub(1).and_then(|i| page.letters.get(i)).is_some_and(|l| matches!(l, '亿' | '万'));
        let near = clause.start.saturating_sub(24)..start;
        let told = ["金额", "损失", "案值", "涉款"].iter().any(|word| page.find(&near, word).is_some());
        closes && large && (told || ["现金", "赃款", "资金", "赌资"].iter().any(|word| page.ends(start, word)))
    }

    /// "四成", "一成五": so many per cent, and where the words end.
    fn tenths(&self, at: usize, number: &Number, end: usize) -> Option<(f64, usize)> {
        let page = &self.page;
        let fits = page.has(end, "成")
            && end == at + 1
            && number.value < 10.0
            && !page.letters.get(end + 1).is_some_and(|l| "员立为功果本都交长".contains(*l));
        if !fits {
            return None;
        }
        let half = page.has(end + 1, "半").then_some((5.0, end + 2));
        let part = number_at(page, end + 1).filter(|n| n.value < 10.0 && n.end == end + 2 && !n.is_more);
        let (part, end) = half.or(part.map(|n| (n.value, n.end))).unwrap_or((0.0, end + 1));
        Some((number.value * 10.0 + part, end))
    }

    /// "一个以…为首的", "一名": an article.
    fn is_article(&self, at: usize, end: usize) -> bool {
        self.page.has(at, "一")
            && end == at + 1
            && ["个", "名", "家", "位", "批", "起", "件", "条", "处", "套", "部", "项", "次", "所", "把"]
                .iter()
                .any(|word| self.page.has(end, word))
    }

    /// "由58起降至21起": the number that another comes to.
    pub(super) fn goes_to(&self, from: &Quantity, clause: &Range<usize>) -> Option<(Quantity, Direction)> {
        let page = &self.page;
        // "由2017年的91.2%上升至96.8%".
        let dated = self
            .dates_within(&(from.range.start.saturating_sub(12)..from.range.start))
            .find(|(_, d)| {
                d.letters.end == from.range.start
                    || d.letters.end + 1 == from.range.start && page.ends(from.range.start, "的")
            })
            .map(|(_, d)| d.letters.start);
        let start = dated.unwrap_or(from.range.start);
        // "从最高峰时期2015年的16万余起降至".
        let near = clause.start.max(start.saturating_sub(8))..start;
        let opens = |at: usize| page.ends(at, "由") || page.ends(at, "从");
        let far = dated.is_some() && near.clone().any(|at| opens(at) && page.find(&(at..start), "起").is_none());
        if !(opens(start) || far) {
            return None;
        }
        let down = ["下降至", "下降到", "降至", "降到", "降为", "减少至", "减少到", "减至", "减为"];
        let up = ["上升至", "上升到", "升至", "升到", "升为", "增加至", "增加到", "增至", "增长到", "增长至"];
        let word = |words: &[&str]| {
            let found = words.iter().filter(|word| page.has(from.range.end, word)).map(|word| word.chars().count());
            found.max()
        };
        let (length, direction) =
            word(&down).map(|l| (l, Direction::Decrease)).or_else(|| word(&up).map(|l| (l, Direction::Increase)))?;
        // "降至2022年的3.5万起".
        let end = from.range.end + length;
        let date = self.dates_within(&(end..end + 1)).next().map(|(_, d)| d.letters.end);
        let end = date.map_or(end, |at| at + usize::from(page.has(at, "的")));
        Some((self.quantity(end, clause)?, direction))
    }
}
