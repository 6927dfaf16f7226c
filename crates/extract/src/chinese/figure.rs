//! Figures: "打掉涉黑组织64个", "同比分别下降13%和9%", "查扣涉案资产46亿元".

mod carried;
mod measure;
mod period;
mod quantity;

use std::ops::Range;

use super::number::number_at;
use super::page::Page;
use super::reading::Reading;
use super::words::Words;
use crate::attribution::AttributionNote;
use crate::figure::{Direction, Figure, FigureKind, Period};
use crate::mention::{Mention, MentionKind};
use carried::Carried;
use quantity::{Quantity, QuantityKind};

/// What stands around a number: its clause, where the figure before it ended, the verb, whether it is a claim anyway.
struct Around<'a> {
    clause: &'a Range<usize>,
    done: usize,
    verb: Option<&'a Range<usize>>,
    stated: bool,
    /// The figures of the sentence so far.
    earlier: &'a [Figure],
    /// What the list says of which this is a later item: "上升18.4%、22.1%".
    listed: Option<Change>,
    /// What the number counts, where words before a list name it.
    named: Option<Range<usize>>,
}

/// A number of the time with which others are compared: where it ends, when it held, and how many there were before it.
struct Compared {
    end: usize,
    period: Period,
    count: usize,
}

/// Up or down, and the word that says so.
type Change = (usize, Direction);

/// A figure that goes from its value to another.
fn between(figure: Figure, to: &Quantity, direction: Direction, reading: &Reading) -> Figure {
    let (low, high) = (figure.value.min(to.number.value), figure.value.max(to.number.value));
    let end = reading.page.bytes(&to.range).end;
    Figure {
        kind: FigureKind::Range,
        value: low,
        high: Some(high),
        direction: Some(direction),
        range: figure.range.start..end,
        evidence: figure.evidence.start..figure.evidence.end.max(end),
        ..figure
    }
}

impl Reading<'_> {
    /// The statistical claims of a text, in its order.
    pub fn figures(&self, notes: &[AttributionNote]) -> Vec<Figure> {
        let mut found: Vec<Figure> = Vec::new();
        let mut carried = Carried::default();
        for sentence in &self.page.sentences {
            carried.begin(self, sentence);
            if sentence.is_question {
                continue;
            }
            let first = found.len();
            let mut period = None;
            // "同比下降8%，其中…下降13%": the same base.
            let mut compared_with: Option<Period> = None;
            // Where a list of percentages goes on: its end, and the change that all of it tells.
            let mut list: Option<(usize, Option<Change>)> = None;
            // The last of the numbers with which others are compared.
            let mut compared: Option<Compared> = None;
            for clause in &sentence.clauses {
                let mut at = clause.start;
                let mut done = clause.start;
                let mut verb: Option<Range<usize>> = None;
                let mut names: Vec<Range<usize>> = Vec::new();
                while at < clause.end {
                    // The first verb since the last number, or the last of a list: "查封、扣押、冻结涉案资产".
                    if let Some((_, length)) = self.page.longest(at, &self.words.figures.verbs)
                        && !self.is_in_name(at)
                        && verb.as_ref().is_none_or(|verb| {
                            verb.end <= at && (verb.start < done || verb.end == at || self.is_joined(verb.end, at))
                        })
                    {
                        verb = Some(at..at + length);
                    }
                    let Some(quantity) = self.quantity(at, clause) else {
                        at += 1;
                        continue;
                    };
                    at = quantity.range.end.max(at + 1);
                    // "比前年的4310宗和3265宗减少": those are of the year before.
                    let of_base = self.compared_number(&quantity, clause, compared.as_ref());
                    let own = of_base.clone().or_else(|| self.period(&sentence.range, quantity.range.start, notes));
                    if own.is_some() && of_base.is_none() {
                        period.clone_from(&own);
                    }
                    let base = self.base(&sentence.range, quantity.range.start, own.as_ref().or(period.as_ref()));
                    let goes_down_or_up = quantity.is_share() && self.change_of(&quantity, done).is_some();
                    if base.is_some() {
                        compared_with.clone_from(&base);
                    }
                    let base = base.or_else(|| compared_with.clone().filter(|_| goes_down_or_up));
                    let may_carry =
                        !self.has_date_of_its_own(&sentence.range) && !self.names_somebody(&sentence.range, notes);
                    let of_others = carried.period(base.is_some()).filter(|_| may_carry);
                    let when = own.or_else(|| period.clone()).or(of_others);
                    if let Some((to, direction)) = self.goes_to(&quantity, clause) {
                        at = to.range.end;
                        let around = Around {
                            clause,
                            done,
                            verb: None,
                            stated: true,
                            earlier: &found[first..],
                            listed: None,
                            named: None,
                        };
                        let made = self.figure(&quantity, &around, (when, base), notes);
                        found.extend(made.map(|figure| between(figure, &to, direction, self)));
                        done = at;
                        continue;
                    }
                    // "上升41.7%，逾七成与网上有关": what goes on with words is no item of a list.
                    let after = self.page.letters.get(at).copied().unwrap_or('。');
                    let joins = matches!(after, '和' | '及' | '与') && number_at(&self.page, at + 1).is_some();
                    let is_item = joins || after.is_ascii() || "、，。；（）：！？\n".contains(after);
                    let goes_on = list
                        .filter(|(end, _)| quantity.is_share() && is_item && self.is_joined(*end, quantity.range.start))
                        .and_then(|(_, change)| change);
                    // "分别增加122宗及493宗".
                    let goes_on = goes_on.or_else(|| {
                        let last = found[first..].last().filter(|f| f.kind == FigureKind::AbsoluteChange)?;
                        let apart = self.page.find(&(clause.start..quantity.range.start), "分别")?;
                        let fits = !quantity.is_share() && done > apart && self.is_joined(done, quantity.range.start);
                        fits.then_some((quantity.range.start, last.direction?))
                    });
                    // "增加563宗即1.8%": the same in other words.
                    let goes_on = goes_on.or_else(|| {
                        let same = quantity.is_share() && self.page.ends(quantity.range.start, "即");
                        let last = found[first..].last().filter(|f| same && f.kind.is_change())?;
                        Some((quantity.range.start, last.direction?))
                    });
                    if quantity.is_share() && names.is_empty() {
                        names = self.distributed(&quantity, clause, &found[first..]);
                    }
                    let mut named = (!names.is_empty() && quantity.is_share()).then(|| names.remove(0));
                    if let Some(of_base) = of_base {
                        let position = compared.as_ref().map_or(0, |c: &Compared| c.count);
                        named = self.counted_before(position, &found[first..]);
                        compared = Some(Compared { end: at, period: of_base, count: position + 1 });
                    }
                    let around = Around {
                        clause,
                        done,
                        verb: verb.as_ref(),
                        stated: false,
                        earlier: &found[first..],
                        listed: goes_on,
                        named,
                    };
                    let change = goes_on.or_else(|| self.change_of(&quantity, done));
                    found.extend(self.figure(&quantity, &around, (when, base), notes));
                    list = quantity.is_share().then_some((at, change));
                    done = at;
                }
            }
            let is_headed = self.is_headed(sentence.range.start, period.as_ref());
            carried.end(period, found.len() > first, is_headed);
        }
        found
    }

    /// Whether between two sentences a line ends.
    fn begins_line(&self, between: &Range<usize>) -> bool {
        self.page.letters.get(between.clone()).is_some_and(|l| l.iter().any(|l| matches!(l, '\n' | '\r')))
    }

    /// Whether only marks of a list stand between two numbers.
    fn is_joined(&self, end: usize, start: usize) -> bool {
        self.page
            .letters
            .get(end..start)
            .is_some_and(|l| !l.is_empty() && l.iter().all(|l| matches!(l, '、' | '和' | '及' | '与' | '，' | ' ')))
    }

    fn is_in_name(&self, at: usize) -> bool {
        let near = at.saturating_sub(24)..at + 25;
        self.within(&near).any(|(_, m)| m.kind == MentionKind::Organisation && m.tokens.contains(&at) && m.is_name())
    }

    /// The word of change that stands before a number, and which way it goes.
    fn change_before(&self, done: usize, start: usize) -> Option<Change> {
        let page = &self.page;
        let before = done.max(start.saturating_sub(10))..start;
        let changes =
            |words: &[String]| before.clone().rev().find(|at| words.iter().any(|w| page.has(*at, w)) && *at < start);
        match (changes(&self.words.figures.up), changes(&self.words.figures.down)) {
            (Some(up), Some(down)) if up > down => Some((up, Direction::Increase)),
            (_, Some(down)) => Some((down, Direction::Decrease)),
            (Some(up), None) => Some((up, Direction::Increase)),
            (None, None) => None,
        }
        // "上升至96人": how many there are now.
        .filter(|_| !["至", "到", "为"].iter().any(|word| page.ends(start, word)))
    }

    /// The change that a number tells, by a word before it or, of a percentage, by the letter right before it: "按年升3%".
    fn change_of(&self, quantity: &Quantity, done: usize) -> Option<Change> {
        let start = quantity.range.start;
        let letter = || {
            let at = start.checked_sub(1).filter(|at| *at >= done && quantity.is_share())?;
            match self.page.letters.get(at)? {
                '升' | '增' | '涨' => Some((at, Direction::Increase)),
                '跌' | '减' | '降' => Some((at, Direction::Decrease)),
                _ => None,
            }
        };
        self.change_before(done, start).or_else(letter)
    }

    /// "计划打掉20个", "力争追回3亿元": what is to come.
    fn is_planned(&self, at: usize) -> bool {
        let near = self.page.clause_of(at).start..at;
        ["计划", "力争", "争取", "目标", "预计", "有望", "确保"].iter().any(|word| {
            // "目标逃犯": those who are sought.
            self.page
                .find(&near, word)
                .is_some_and(|at| !["目标逃犯", "目标人", "目标案"].iter().any(|named| self.page.has(at, named)))
        })
    }

    /// Whether a number is no statistic but a plan, a rule or a thing that is denied.
    fn is_unsaid(&self, quantity: &Quantity) -> bool {
        let at = quantity.range.start;
        // "中央八项规定": a name.
        let in_name = matches!(quantity.unit.as_str(), "项" | "个")
            && ["规定", "纪律", "严禁", "必须"].iter().any(|word| self.page.has(quantity.range.end, word));
        in_name || self.is_planned(at) || self.is_open(at) || self.is_flatly_denied(at)
    }

    /// "通报五起典型问题": a handful in a title tells what follows.
    fn is_of_title(&self, quantity: &Quantity) -> bool {
        let page = &self.page;
        let heading = page.sentences.get(page.sentence_of(quantity.range.start)).is_some_and(|s| s.is_heading);
        heading && quantity.number.value < 20.0 && !quantity.is_in_digits(page)
    }

    /// What is said of one person, and no figure.
    fn is_of_one(&self, clause: &Range<usize>, quantity: &Quantity) -> bool {
        let page = &self.page;
        let start = quantity.range.start;
        // "林某、钟某三人": those who are named.
        let named = quantity.unit == "人"
            && self.within(&(clause.start..start)).any(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == start);
        named || ["奖金", "年仅"].iter().any(|word| page.find(&(clause.start..start), word).is_some())
    }

    /// Whether a sentence, the one before it or the one behind it speaks of crime.
    pub fn is_near_crime(&self, at: usize) -> bool {
        let page = &self.page;
        let number = page.sentence_of(at);
        let near = number.saturating_sub(1)..(number + 2).min(page.sentences.len());
        self.of_crime[near].iter().any(|of_crime| *of_crime)
    }

    /// Whether a sentence speaks of crime or of what authorities do about it.
    pub fn speaks_of_crime(page: &Page, words: &Words, sentence: &Range<usize>) -> bool {
        words.figures.crime.iter().any(|word| page.find(sentence, word).is_some())
    }

    fn figure(
        &self,
        quantity: &Quantity,
        around: &Around,
        (period, base): (Option<Period>, Option<Period>),
        notes: &[AttributionNote],
    ) -> Option<Figure> {
        let page = &self.page;
        let Around { clause, done, verb, stated, earlier, listed, .. } = *around;
        let start = quantity.range.start;
        let change = self.change_of(quantity, done);
        if self.is_unsaid(quantity) || self.is_of_title(quantity) {
            return None;
        }
        let fined = self.is_of_one(clause, quantity);
        let sign = self.words.figures.signs.iter().any(|word| page.find(&(clause.start..start), word).is_some());
        // What goes on after a figure is one; so is a number in digits where crime is spoken of.
        let goes_on = earlier.last().is_some_and(|f| f.kind != FigureKind::Share || f.predicate.is_some());
        let plain = quantity.is_in_digits(page) && quantity.number.value >= 2.0 && self.is_near_crime(start);
        let stated = stated || verb.is_some() || sign || goes_on || plain || change.is_some() && base.is_some();
        let kind = match (&quantity.kind, change.or(listed)) {
            (QuantityKind::Percent, Some(_)) => FigureKind::RelativeChange,
            (QuantityKind::Percent, None) => FigureKind::Share,
            (QuantityKind::Points, _) => FigureKind::AbsoluteChange,
            (QuantityKind::Money(_), Some(_)) if stated && base.is_some() => FigureKind::AbsoluteChange,
            (QuantityKind::Money(_), _) if stated && !fined => FigureKind::Amount,
            (QuantityKind::Count, Some(_)) if stated => FigureKind::AbsoluteChange,
            (QuantityKind::Count, None)
                if stated && ["克", "公斤", "千克", "吨", "毫克"].contains(&quantity.unit.as_str()) =>
            {
                FigureKind::Amount
            }
            (QuantityKind::Count, None) if stated && !fined => FigureKind::Count,
            _ => return None,
        };
        let base = base.filter(|_| kind.is_change());
        let change = change.or(listed).filter(|_| kind.is_change());
        let verb = verb.filter(|v| v.end <= start);
        let noun = self.counted(quantity, around, change.map(|(at, _)| at));
        // "20年以上18起": of the same as before.
        let words = page.words(&noun);
        let changes = self.words.figures.up.iter().chain(&self.words.figures.down).any(|word| word == words);
        let is_vague = changes || ["以上", "以下", "左右"].contains(&words);
        let noun = if is_vague { noun.start..noun.start } else { noun };
        // "不捕率": the verb is a part of the noun.
        let verb = verb.filter(|v| noun.is_empty() || noun.start > v.start);
        let counted = page.words(&noun).to_owned();
        let predicate = verb.map(|v| page.words(v).to_owned());
        // "处理21.7万人次，占25.4%".
        let goes_on_as_share = kind == FigureKind::Share && page.ends(start, "占");
        // "9件87人": the second number counts the people of what the first one counts.
        let same = counted
            .is_empty()
            .then(|| earlier.last().filter(|_| done == start || change.is_some() || goes_on_as_share))
            .flatten();
        let measure = match (&predicate, change, same) {
            (_, _, Some(first)) => first.measure.clone(),
            (Some(verb), None, _) if verb != "达" => format!("{verb}{counted}"),
            _ if counted.is_empty() => page.words(&quantity.range).to_owned(),
            _ => counted.clone(),
        };
        let direction = change.map(|(_, direction)| direction);
        let value = if direction == Some(Direction::Decrease) { -quantity.number.value } else { quantity.number.value };
        let code = match quantity.kind {
            QuantityKind::Money(code) => Some(code.to_owned()),
            _ => None,
        };
        let unit = if matches!(quantity.kind, QuantityKind::Count) && !counted.is_empty() {
            counted
        } else {
            quantity.unit.clone()
        };
        let head = if noun.is_empty() { start } else { noun.start };
        let evidence_start = verb.map_or(head, |v| v.start).min(head).min(start).max(clause.start);
        let evidence = evidence_start..quantity.range.end.max(if noun.end <= clause.end { noun.end } else { 0 });
        Some(Figure {
            measure,
            kind,
            value,
            high: quantity.high,
            comparator: quantity.comparator,
            direction,
            unit,
            currency: code,
            predicate,
            period,
            base,
            territory: self.territory(clause, start),
            attribution: Self::voices(notes, start),
            range: page.bytes(&quantity.range),
            evidence: page.bytes(&evidence),
            anaphor: None,
            tokens: 0..0,
            clause: None,
            is_base: false,
        })
    }

    /// "全省", "全市": the last province or city named; or a place in the clause.
    fn territory(&self, clause: &Range<usize>, at: usize) -> Option<usize> {
        let page = &self.page;
        for (word, end) in [("全省", '省'), ("全市", '市'), ("全县", '县'), ("全区", '区')] {
            if page.find(&(clause.start..at), word).is_some() {
                // Not further back than some paragraphs.
                let near = at.saturating_sub(3_000)..at;
                let place = self.within(&near).map(|(_, m)| m).rfind(|m| {
                    m.kind == MentionKind::Place
                        && m.tokens.end <= at
                        && m.tokens.end.checked_sub(1).and_then(|i| page.letters.get(i)) == Some(&end)
                });
                return place.and_then(|m| m.entity);
            }
        }
        let free = |m: &Mention| {
            m.kind == MentionKind::Place
                && !self.within(clause).any(|(_, o)| {
                    o.kind == MentionKind::Organisation
                        && o.tokens.start <= m.tokens.start
                        && m.tokens.end <= o.tokens.end
                })
        };
        self.within(&(clause.start..at)).map(|(_, m)| m).rfind(|m| free(m)).and_then(|m| m.entity)
    }
}
