//! What a number counts: the words before it, or after it up to the next mark.

use std::ops::Range;

use super::super::page::Page;
use super::super::reading::Reading;
use super::Around;
use super::quantity::{Quantity, QuantityKind};
use crate::figure::{Figure, FigureKind};
use crate::perceptron::HanWords;

/// Words that end before a number and are no part of what it counts.
const BETWEEN: [&str; 25] = [
    "即",
    "均",
    "高达",
    "按年",
    "按月",
    "按季",
    "分别按年",
    "同比分别",
    "分别同比",
    "同比",
    "环比",
    "共计",
    "累计",
    "总计",
    "合计",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "分别为",
    "分别",
    "先后",
    "总共",
    "价值",
    "金额",
];

/// Words before which what is counted ends.
const ENDS: [&str; 23] = [
    "即",
    "因",
    "被",
    "从",
    "已",
    "在",
    "有期徒刑",
    "无期徒刑",
    "开展",
    "发布",
    "进行",
    "全部",
    "，",
    "约",
    "近",
    "受",
    "落马",
    "到案",
    "同比",
    "比",
    "较",
    "占",
    "是",
];

impl Reading<'_> {
    /// The words that say what a number counts; empty where none do.
    pub(super) fn counted(&self, quantity: &Quantity, around: &Around, change: Option<usize>) -> Range<usize> {
        let page = &self.page;
        let start = quantity.range.start;
        if let Some(named) = &around.named {
            return named.clone();
        }
        let head = change.filter(|at| *at < start && *at >= around.done).unwrap_or(start);
        let verb = around.verb.filter(|v| v.end <= start);
        let noun_start = verb.map_or(around.done, |v| v.end.max(around.done));
        let mut noun = trim(page, noun_start..head.max(noun_start));
        // "立案数较2019年下降": the base stands between.
        if let Some(base) = self.dates_within(&noun).last().map(|(_, d)| d.letters.start)
            && let Some(word) = ["较", "比", "与", "同"].iter().find(|word| page.ends(base, word))
            && base - word.chars().count() > noun.start
        {
            noun = trim(page, noun.start..base - word.chars().count());
        }
        if let Some(end) = self.dates_within(&noun).last().map(|(_, d)| d.letters.end) {
            noun = trim(page, end.min(noun.end)..noun.end);
            // "较2020年下降": nothing but the base.
            if page.ends(noun.start, "相比") || page.has(noun.start, "同期") {
                noun.start = noun.end;
            }
        }
        while let Some(word) =
            BETWEEN.iter().find(|word| page.ends(noun.end, word) && noun.len() >= word.chars().count())
        {
            noun = trim(page, noun.start..noun.end - word.chars().count());
        }
        // "刑事立案数", "破案率": the verb is a part of the noun.
        if ["数", "率", "量"].contains(&page.words(&noun)) {
            let whole = around.clause.start.max(around.done)..noun.end;
            let after = self.dates_within(&whole).rfind(|(_, d)| d.letters.end < noun.start);
            let from = after.map_or(whole.start, |(_, d)| d.letters.end);
            noun = trim(page, from.min(noun.end)..noun.end);
        }
        // "处分27.3万人（其中党纪处分22.7万人）": what stands before a bracket is told already.
        if let Some(open) = noun.clone().rev().find(|at| matches!(page.letters[*at], '（' | '）')) {
            noun = trim(page, open + 1..noun.end);
        }
        for word in ["其中", "当中", "另有", "另", "含", "包括"] {
            if page.has(noun.start, word) && noun.len() >= word.chars().count() {
                noun = trim(page, noun.start + word.chars().count()..noun.end);
            }
        }
        // "该县共有43名干部", "专案组共抓获": what stands before such a word is the one who counts.
        if verb.is_none()
            && let Some((at, word)) = ["共有", "共", "累计", "总计"]
                .iter()
                .filter_map(|word| Some((noun.clone().rev().find(|at| page.has(*at, word))?, *word)))
                .max_by_key(|(at, word)| (*at, word.chars().count()))
        {
            noun = trim(page, (at + word.chars().count()).min(noun.end)..noun.end);
        }
        // "对299名逃犯", "骗取1100多名被害人": the noun follows.
        let follows = matches!(quantity.kind, QuantityKind::Count) && self.is_noun_after(quantity, around.clause);
        // "致二人死亡、十一人轻伤": what became of them stands after.
        let harmed = matches!(quantity.kind, QuantityKind::Count)
            && page
                .find(&(around.clause.start..start), "致")
                .or(page.find(&(around.clause.start..start), "造成"))
                .is_some();
        if harmed || follows {
            noun.end = noun.start;
        }
        // "破案5155起": the verb says all.
        let alone = verb.is_some_and(|v| v.end == start) && !harmed && !follows;
        let shared = around.earlier.last().is_some() && around.done == start;
        if noun.is_empty() && !shared && (!alone || matches!(quantity.kind, QuantityKind::Count)) {
            let limit = around.clause.end.min(quantity.range.end + 20);
            let end = (quantity.range.end..limit)
                .find(|i| {
                    matches!(page.letters[*i], '、' | '，' | '。' | '；' | '（' | '）')
                        || ENDS.iter().any(|word| page.has(*i, word))
                        || page.longest(*i, &self.words.figures.verbs).is_some_and(|(_, length)| length > 1)
                        || self.quantity(*i, around.clause).is_some()
                })
                .unwrap_or(limit);
            noun = trim(page, quantity.range.end..end);
        }
        noun
    }

    /// The words of what the figure at a position among the counts of a sentence counts.
    pub(super) fn counted_before(&self, position: usize, earlier: &[Figure]) -> Option<Range<usize>> {
        let page = &self.page;
        let figure = earlier.iter().filter(|f| f.kind == FigureKind::Count).nth(position)?;
        let place = |bytes: usize| page.text.get(..bytes).map_or(0, |text| text.chars().count());
        let range = place(figure.evidence.start)..place(figure.evidence.end);
        let words = HanWords::get();
        let unit: String = figure.unit.chars().map(|letter| words.simplify(letter)).collect();
        let at = page.find(&range, &unit)?;
        Some(at..at + figure.unit.chars().count())
    }

    /// Whether what is counted stands after the number: "1100多名被害人", but not "犯罪嫌疑人127人，".
    fn is_noun_after(&self, quantity: &Quantity, clause: &Range<usize>) -> bool {
        let page = &self.page;
        let end = quantity.range.end;
        end < clause.end
            && page.is_han(end)
            && !matches!(
                page.letters[end],
                '等' | '并'
                    | '和'
                    | '及'
                    | '与'
                    | '的'
                    | '次'
                    | '左'
                    | '以'
                    | '即'
                    | '都'
                    | '均'
                    | '、'
                    | '，'
                    | '。'
                    | '；'
                    | '：'
                    | '（'
                    | '）'
            )
            && !ENDS.iter().any(|word| page.has(end, word))
            && page.longest(end, &self.words.figures.verbs).is_none()
            && self.change_before(end, end + 4).is_none()
            && self.quantity(end, clause).is_none()
    }

    /// The words of which a list of percentages tells one after the other: "批捕、起诉人数分别下降11.7%和13.9%", or the
    /// figures before it, if there are as many.
    pub(super) fn distributed(
        &self,
        quantity: &Quantity,
        clause: &Range<usize>,
        earlier: &[Figure],
    ) -> Vec<Range<usize>> {
        let page = &self.page;
        let Some(apart) = page.find(&(clause.start..quantity.range.start), "分别") else { return Vec::new() };
        let mut count = 1;
        let mut end = quantity.range.end;
        while let Some(next) = (end..clause.end.min(end + 3))
            .find(|i| self.quantity(*i, clause).is_some_and(|q| q.is_share() && self.is_joined(end, q.range.start)))
        {
            let Some(item) = self.quantity(next, clause) else { break };
            count += 1;
            end = item.range.end;
        }
        let mut head = clause.start..apart;
        for word in ["同比", "环比"] {
            if page.ends(head.end, word) {
                head.end -= word.chars().count();
            }
        }
        // "立案数、查处数较2019年分别下降": the base stands between.
        if let Some(base) = self.dates_within(&head).last().map(|(_, d)| d.letters.start)
            && let Some(word) = ["较", "比", "与", "同"].iter().find(|word| page.ends(base, word))
            && base - word.chars().count() > head.start
        {
            head.end = base - word.chars().count();
        }
        if let Some(date) = self.dates_within(&head).last().map(|(_, d)| d.letters.end) {
            head.start = date.min(head.end);
        }
        let mut nouns = Vec::new();
        let mut from = head.start;
        for at in head.clone() {
            if matches!(page.letters[at], '、' | '和' | '与' | '及') {
                nouns.push(trim(page, from..at));
                from = at + 1;
            }
        }
        nouns.push(trim(page, from..head.end));
        nouns.retain(|n| !n.is_empty());
        if count > 1 && nouns.len() == count {
            return nouns;
        }
        // What the last figures counted, in their order.
        let counts: Vec<&Figure> =
            earlier.iter().filter(|f| !matches!(f.kind, FigureKind::Share) && !f.kind.is_change()).collect();
        if nouns.is_empty() && counts.len() == count {
            let place = |bytes: usize| page.text.get(..bytes).map_or(0, |text| text.chars().count());
            return counts.iter().map(|f| place(f.evidence.start)..place(f.range.start)).collect();
        }
        Vec::new()
    }
}

/// A range without small words at its ends.
fn trim(page: &Page, range: Range<usize>) -> Range<usize> {
    let mut range = range;
    while range.start < range.end
        && matches!(
            page.letters[range.start],
            '、' | '，' | '和' | '及' | '与' | '了' | '共' | '其' | '中' | '还' | ' ' | '●' | '·' | '的' | '并'
        )
        && !["共计", "其他", "其余", "中国"].iter().any(|word| page.has(range.start, word))
    {
        range.start += 1;
    }
    while range.end > range.start
        && matches!(
            page.letters[range.end - 1],
            '了' | '共' | '达' | '为' | '由' | '从' | ' ' | '的' | '占' | '已' | '有'
        )
    {
        range.end -= 1;
    }
    range
}
