//! Figures: "打掉涉黑组织64个", "同比下降13%", "查扣涉案资产46亿元".

use std::ops::Range;

use super::number::{Number, number_at};
use super::reading::Reading;
use super::tie::currency;
use crate::attribution::AttributionNote;
use crate::comparator::Comparator;
use crate::date::DateForm;
use crate::figure::{Direction, Figure, FigureKind, Period};
use crate::mention::{Mention, MentionKind};

const BEFORE: [(&str, Comparator); 23] = [
    ("超过", Comparator::MoreThan),
    ("多于", Comparator::MoreThan),
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
    ("约", Comparator::About),
    ("近", Comparator::About),
    ("达", Comparator::Exactly),
];

/// A number with its unit.
struct Quantity {
    number: Number,
    /// From the comparator to the end of the unit.
    range: Range<usize>,
    comparator: Comparator,
    unit: String,
    kind: QuantityKind,
}

enum QuantityKind {
    Percent,
    Points,
    Money(&'static str),
    Count,
}

/// What stands around a number: its clause, where the figure before it ended, the verb, whether it is a claim anyway.
struct Around<'a> {
    clause: &'a Range<usize>,
    done: usize,
    verb: Option<&'a Range<usize>>,
    stated: bool,
}

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
        // The period of the sentence before, for one that only says with what it compares.
        let mut last: Option<Period> = None;
        for sentence in &self.page.sentences {
            let mut period = None;
            for clause in &sentence.clauses {
                let mut at = clause.start;
                let mut done = clause.start;
                let mut verb: Option<Range<usize>> = None;
                while at < clause.end {
                    if let Some((_, length)) = self.page.longest(at, &self.words.figures.verbs)
                        && !self.is_in_name(at)
                        && verb.as_ref().is_none_or(|verb| verb.end <= at)
                    {
                        verb = Some(at..at + length);
                    }
                    let Some(quantity) = self.quantity(at, clause) else {
                        at += 1;
                        continue;
                    };
                    at = quantity.range.end.max(at + 1);
                    let own = self.period(&sentence.range, quantity.range.start);
                    let base = self.base(&sentence.range, quantity.range.start, own.as_ref());
                    if own.is_some() {
                        period.clone_from(&own);
                    }
                    let inherited = base.as_ref().and(last.clone()).map(|p| Period { is_inherited: true, ..p });
                    let when = own.or_else(|| period.clone()).or(inherited);
                    if let Some((to, direction)) = self.goes_to(&quantity, clause) {
                        at = to.range.end;
                        let made = self.figure(
                            &quantity,
                            &Around { clause, done, verb: None, stated: true },
                            (when, base),
                            notes,
                        );
                        found.extend(made.map(|figure| between(figure, &to, direction, self)));
                    } else {
                        found.extend(self.figure(
                            &quantity,
                            &Around { clause, done, verb: verb.as_ref(), stated: false },
                            (when, base),
                            notes,
                        ));
                    }
                    done = at;
                }
            }
            if period.is_some() {
                last = period;
            }
        }
        found
    }

    fn is_in_name(&self, at: usize) -> bool {
        let near = at.saturating_sub(24)..at + 25;
        self.within(&near).any(|(_, m)| m.kind == MentionKind::Organisation && m.tokens.contains(&at) && m.is_name())
    }

    fn quantity(&self, at: usize, clause: &Range<usize>) -> Option<Quantity> {
        let page = &self.page;
        let in_date = self
            .dates
            .get(self.dates.partition_point(|d| d.letters.end <= at))
            .is_some_and(|d| d.letters.contains(&at));
        let apart = at.checked_sub(1).is_none_or(|i| number_at(page, i).is_none());
        if in_date || !apart {
            return None;
        }
        let percent = ["百分之"].iter().find(|w| page.has(at, w)).map(|w| w.chars().count());
        let mut number = number_at(page, at + percent.unwrap_or(0))?;
        let mut end = number.end;
        // "四成": two fifths; "一个以…为首的": an article.
        let tenths = page.has(end, "成")
            && end == at + 1
            && number.value < 10.0
            && !page.letters.get(end + 1).is_some_and(|l| "员立为功果本都交长".contains(*l));
        if tenths {
            number.value *= 10.0;
        }
        let is_article = page.has(at, "一")
            && end == at + 1
            && ["个", "名", "家", "位", "批", "起", "件", "条"].iter().any(|word| page.has(end, word));
        if is_article {
            return None;
        }
        let (kind, unit) = if tenths {
            end += 1;
            (QuantityKind::Percent, "percent".to_owned())
        } else if percent.is_some() {
            (QuantityKind::Percent, "percent".to_owned())
        } else if matches!(page.letters.get(end), Some('%' | '％')) {
            end += 1;
            (QuantityKind::Percent, "percent".to_owned())
        } else if page.has(end, "个百分点") {
            end += 4;
            (QuantityKind::Points, "percentage points".to_owned())
        } else if let Some((code, after)) = currency(self, end) {
            let unit = page.words(&(end..after)).to_owned();
            end = after;
            (QuantityKind::Money(code), unit)
        } else {
            let (unit, length) = page.longest(end, &self.words.figures.units)?;
            end += length;
            (QuantityKind::Count, unit.to_owned())
        };
        let mut comparator = if number.is_more { Comparator::MoreThan } else { Comparator::Exactly };
        let mut start = at;
        if let Some((word, sign)) = BEFORE.iter().find(|(word, _)| page.ends(start, word)) {
            comparator = if *sign == Comparator::Exactly { comparator } else { *sign };
            start -= word.chars().count();
        }
        for (word, sign) in [
            ("以上", Comparator::AtLeast),
            ("左右", Comparator::About),
            ("上下", Comparator::About),
            ("以下", Comparator::AtMost),
            ("余", Comparator::MoreThan),
            ("多", Comparator::MoreThan),
        ] {
            if page.has(end, word) {
                comparator = sign;
                end += word.chars().count();
                break;
            }
        }
        number.end = end;
        (end <= clause.end).then_some(Quantity { number, range: start..end, comparator, unit, kind })
    }

    fn figure(
        &self,
        quantity: &Quantity,
        around: &Around,
        (period, base): (Option<Period>, Option<Period>),
        notes: &[AttributionNote],
    ) -> Option<Figure> {
        let page = &self.page;
        let Around { clause, done, verb, stated } = *around;
        let start = quantity.range.start;
        let before = done..start;
        let changes = |words: &[String]| {
            before.clone().rev().take(10).find(|at| words.iter().any(|w| page.has(*at, w)) && *at < start)
        };
        let (up, down) = (changes(&self.words.figures.up), changes(&self.words.figures.down));
        let change = match (up, down) {
            (Some(up), Some(down)) if up > down => Some((up, Direction::Increase)),
            (_, Some(down)) => Some((down, Direction::Decrease)),
            (Some(up), None) => Some((up, Direction::Increase)),
            (None, None) => None,
        };
        if self.is_silent(start)
            && !matches!(quantity.comparator, Comparator::LessThan | Comparator::AtLeast | Comparator::AtMost)
        {
            return None;
        }
        // What somebody paid or was fined belongs to the tie or the proceeding.
        let fined = ["罚金", "奖金", "年仅", "收受", "索取", "索要", "行贿", "贿赂", "送给"]
            .iter()
            .any(|word| page.find(&(clause.start..start), word).is_some());
        let sign = self.words.figures.signs.iter().any(|word| page.find(&(clause.start..start), word).is_some());
        let stated = stated || verb.is_some() || sign;
        let kind = match (&quantity.kind, change) {
            (QuantityKind::Percent, Some(_)) => FigureKind::RelativeChange,
            (QuantityKind::Percent, None) => FigureKind::Share,
            (QuantityKind::Points, _) => FigureKind::AbsoluteChange,
            (QuantityKind::Money(_), _) if stated && !fined => FigureKind::Amount,
            (QuantityKind::Count, Some(_)) if stated => FigureKind::AbsoluteChange,
            (QuantityKind::Count, None) if stated && !fined => FigureKind::Count,
            _ => return None,
        };
        // What is counted stands before the number, or after it up to the next mark.
        let trim = |range: Range<usize>| -> Range<usize> {
            let mut range = range;
            while range.start < range.end
                && matches!(
                    page.letters[range.start],
                    '、' | '，' | '和' | '及' | '与' | '了' | '共' | '其' | '中' | '还' | ' '
                )
            {
                range.start += 1;
            }
            while range.end > range.start
                && matches!(page.letters[range.end - 1], '了' | '共' | '达' | '为' | '由' | '从' | ' ' | '的')
            {
                range.end -= 1;
            }
            range
        };
        let head = change.map_or(start, |(at, _)| at);
        let verb = verb.filter(|v| v.end <= start);
        let noun_start = verb.map_or(done, |v| v.end.max(done));
        let mut noun = trim(noun_start..head.max(noun_start));
        let date_end = self.dates_within(&noun).last().map(|(_, d)| d.letters.end);
        if let Some(end) = date_end {
            noun = trim(end.min(noun.end)..noun.end);
        }
        for word in ["同比", "环比", "共计", "累计", "比上年", "较上年", "比去年", "较去年"] {
            if page.ends(noun.end, word) && noun.len() >= word.chars().count() {
                noun.end -= word.chars().count();
            }
        }
        if noun.is_empty() {
            let limit = clause.end.min(quantity.range.end + 20);
            let end = (quantity.range.end..limit)
                .find(|i| matches!(page.letters[*i], '、' | '，' | '。' | '；'))
                .unwrap_or(limit);
            noun = trim(quantity.range.end..end);
        }
        let counted = page.words(&noun).to_owned();
        let predicate = verb.map(|v| page.words(v).to_owned());
        let measure = match (&predicate, change) {
            (Some(verb), None) => format!("{verb}{counted}"),
            _ if counted.is_empty() => page.words(&quantity.range).to_owned(),
            _ => counted.clone(),
        };
        let direction = change.map(|(_, direction)| direction).filter(|_| kind.is_change());
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
        let evidence_start = verb.map_or(noun.start, |v| v.start).min(noun.start).min(quantity.range.start);
        let evidence = evidence_start..quantity.range.end.max(noun.end);
        Some(Figure {
            measure,
            kind,
            value,
            high: None,
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

    /// "由58起降至21起": the number that another comes to.
    fn goes_to(&self, from: &Quantity, clause: &Range<usize>) -> Option<(Quantity, Direction)> {
        let page = &self.page;
        if !(page.ends(from.range.start, "由") || page.ends(from.range.start, "从")) {
            return None;
        }
        let down = ["下降至", "下降到", "降至", "降到", "降为", "减少至", "减少到", "减至", "减为"];
        let up = ["上升至", "上升到", "升至", "升到", "升为", "增加至", "增加到", "增至", "增长到"];
        let word = |words: &[&str]| {
            let found = words.iter().filter(|word| page.has(from.range.end, word)).map(|word| word.chars().count());
            found.max()
        };
        let (length, direction) =
            word(&down).map(|l| (l, Direction::Decrease)).or_else(|| word(&up).map(|l| (l, Direction::Increase)))?;
        Some((self.quantity(from.range.end + length, clause)?, direction))
    }

    /// The nearest date before a figure in its sentence that says when it holds.
    fn period(&self, sentence: &Range<usize>, at: usize) -> Option<Period> {
        let page = &self.page;
        let (_, found) = self.dates_within(&(sentence.start..at)).rfind(|(_, d)| {
            let compared = ["与", "比", "较", "同"].iter().any(|word| page.ends(d.letters.start, word));
            let of_speech = d.date.form != DateForm::RelativePeriod
                && (page.longest(d.letters.end, &self.words.voices.says).is_some()
                    || page.has(d.letters.end, "在")
                    || page.has(d.letters.end, "的发布会"));
            !compared && !of_speech && d.date.is_point() && d.date.form != DateForm::Duration
        })?;
        let date = &found.date;
        Some(Period {
            words: page.words(&found.letters).to_owned(),
            range: date.range.clone(),
            start: date.start(),
            end: date.end(),
            is_inferred: date.from.is_none() && date.inferred.is_some(),
            is_inherited: false,
        })
    }

    /// What a change is compared with: "同比", "与去年相比", "较2019年".
    fn base(&self, sentence: &Range<usize>, at: usize, period: Option<&Period>) -> Option<Period> {
        let page = &self.page;
        let clause = page.clause_of(at);
        let near = clause.start..at;
        for word in ["同比", "比上年", "较上年", "比上年同期", "较上年同期"] {
            let Some(place) = page.find(&near, word) else { continue };
            let range = place..place + word.chars().count();
            let year = period.and_then(|p| p.start).filter(|_| {
                period.is_some_and(|p| {
                    p.start.map(umbra_model::PartialDate::year) == p.end.map(umbra_model::PartialDate::year)
                })
            });
            let before = year.and_then(|d| umbra_model::PartialDate::of_year(d.year() - 1).ok());
            let whole = period.and_then(|p| p.start).is_some_and(|d| d.month().is_none());
            let date = before.filter(|_| whole);
            return Some(Period {
                words: page.words(&range).to_owned(),
                range: page.bytes(&range),
                start: date,
                end: date,
                is_inferred: date.is_some(),
                is_inherited: false,
            });
        }
        let (_, found) = self
            .dates_within(&(sentence.start..at))
            .rfind(|(_, d)| ["与", "比", "较", "同"].iter().any(|word| page.ends(d.letters.start, word)))?;
        let compares = page.has(found.letters.end, "相比")
            || page.has(found.letters.end, "同期")
            || page.ends(found.letters.start, "比")
            || page.ends(found.letters.start, "较");
        compares.then(|| Period {
            words: page.words(&found.letters).to_owned(),
            range: found.date.range.clone(),
            start: found.date.start(),
            end: found.date.end(),
            is_inferred: found.date.from.is_none(),
            is_inherited: false,
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
