//! The grammar of figures: numbers in a sentence, and what they count, when, where, compared with what.

mod amount;
mod aside;
mod base;
mod carried;
mod change;
mod changed;
mod countable;
mod counted;
mod dated;
mod elliptical;
mod excluded;
mod lasting;
mod leading;
mod noun;
mod parallel;
mod part;
mod period;
mod predicate;
mod quantity;
mod reported;
mod resolved;
mod share;
mod shared;
mod silence;
mod since;
mod single;
mod stretch;
mod subject;
mod sum;
mod territory;
mod told;
mod unsaid;
mod voiced;
mod year_before;

use std::ops::Range;

use carried::Carried;

use crate::analysis::Analysis;
use crate::clause::Clause;
use crate::comparator::Comparator;
use crate::coreference::Referents;
use crate::figure::{Direction, Figure, FigureKind, Period};
use crate::status::StatusReader;

pub(crate) struct FigureReader<'a, 't> {
    analysis: &'a Analysis<'t>,
    referents: &'a Referents,
    reader: &'a StatusReader<'a, 't>,
    /// The dates, with those that make one stretch of time put together.
    dates: Vec<crate::date::Date>,
    /// The year of which the document is the report.
    report_of: Option<Period>,
}

/// A number with what stands directly around it.
#[derive(Debug, Clone)]
struct Quantity {
    /// Comparator, number and unit sign.
    tokens: Range<usize>,
    number: Range<usize>,
    value: f64,
    high: Option<f64>,
    comparator: Comparator,
    kind: FigureKind,
    direction: Option<Direction>,
    currency: Option<(&'static str, Range<usize>)>,
}

/// What stands around a number and tells what it counts.
#[derive(Debug, Clone, Copy)]
struct Beside<'f> {
    /// The noun phrase that the number opens or is.
    phrase: Option<usize>,
    clause: Option<usize>,
    /// The tokens of the sentence.
    limits: &'f Range<usize>,
    /// The figure before it in the sentence.
    last: Option<&'f Figure>,
    /// The last figure of the sentence before.
    earlier: Option<&'f Figure>,
    /// The last figure of the sentence that is no comparison.
    told: Option<&'f Figure>,
}

/// What stands around a number and tells its period.
#[derive(Debug, Clone, Copy)]
struct Around<'f> {
    sentence: usize,
    clause: Option<usize>,
    /// The last figure of the sentence that is no comparison.
    told: Option<&'f Figure>,
    /// Whether the number is what another one is compared with.
    is_base: bool,
    /// The figures of the sentence so far.
    own: &'f [Figure],
    /// The last figure of the sentence before, and the one before that.
    earlier: Option<&'f Figure>,
    before_last: Option<&'f Figure>,
    /// The period of the paragraph so far.
    carried: Option<&'f Period>,
    /// The last year that the text told figures of.
    year: Option<&'f Period>,
}

impl<'a, 't> FigureReader<'a, 't> {
    pub fn new(analysis: &'a Analysis<'t>, referents: &'a Referents, reader: &'a StatusReader<'a, 't>) -> Self {
        let dates = stretch::stretches(analysis);
        Self { analysis, referents, reader, dates, report_of: Self::report_period(analysis) }
    }

    pub fn figures(&self) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        let mut carried = Carried::default();
        for index in 0..self.analysis.document.sentences.len() {
            let sentence = &self.analysis.document.sentences[index];
            let table = sentence.tokens.clone().filter(|i| self.analysis.document.tokens[*i].is_mark('|')).count() > 1;
            if sentence.is_question || table || sentence.is_heading && sentence.tokens.len() < 4 {
                continue;
            }
            let before = figures.len();
            for quantity in self.quantities(sentence.tokens.clone()) {
                if let Some(figure) = self.figure(index, quantity, &figures, before, &carried) {
                    figures.push(figure);
                }
            }
            self.share_period(&mut figures[before..]);
            let at = self.analysis.dates.partition_point(|d| d.tokens.end <= sentence.tokens.start);
            let mut dates = self.analysis.dates[at..]
                .iter()
                .take_while(|d| d.tokens.start < sentence.tokens.end)
                .filter(|d| d.is_point() && !self.is_when_said(&d.tokens));
            let is_dated = dates.next().is_some();
            carried.end(sentence.block, &figures[before..], is_dated, self.years_told(index));
        }
        self.without_repeated_title(&mut figures);
        figures
    }

    /// A title tells what the text tells again: its figures go where the text has them too.
    fn without_repeated_title(&self, figures: &mut Vec<Figure>) {
        let document = &self.analysis.document;
        let Some(title) = document.sentences.first().filter(|s| s.is_heading).map(|s| s.tokens.end) else { return };
        let own = figures.iter().take_while(|f| f.tokens.start < title).count();
        let repeated: Vec<bool> = figures[..own]
            .iter()
            .map(|f| {
                figures[own..].iter().any(|o| o.kind == f.kind && (o.value - f.value).abs() < f.value.abs() * 1e-6)
            })
            .collect();
        let mut repeated = repeated.into_iter();
        figures.retain(|_| !repeated.next().unwrap_or(false));
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn at(&self, token: usize, limit: usize) -> &str {
        if token < limit { self.analysis.document.lower(token) } else { "" }
    }

    fn figure(
        &self,
        sentence: usize,
        mut quantity: Quantity,
        figures: &[Figure],
        first: usize,
        carried: &Carried,
    ) -> Option<Figure> {
        let analysis = self.analysis;
        let limits = analysis.document.sentences[sentence].tokens.clone();
        let own = figures.len() > first;
        let last = figures.last().filter(|_| own);
        let earlier = figures[..first].last().filter(|f| analysis.document.sentence_of(f.tokens.start) + 1 == sentence);
        self.change(&mut quantity, &limits);
        // "fell by 6.3 per cent and 29.1 per cent respectively".
        if quantity.kind == FigureKind::Share
            && self.follows_change(&quantity, last)
            && self.is_respective(&quantity, &limits)
        {
            quantity.kind = FigureKind::RelativeChange;
            quantity.direction = last.and_then(|f| f.direction);
        }
        if quantity.kind == FigureKind::Share && self.follows_brackets(&quantity, &limits, last) {
            quantity.kind = FigureKind::RelativeChange;
            quantity.direction = last.and_then(|f| f.direction);
        }
        // "murder fell by 5.8 per cent, sexual offences by 2.5 per cent".
        if matches!(quantity.kind, FigureKind::Share | FigureKind::Count)
            && let Some(first) = last.filter(|f| self.gapped(&quantity, Some(*f)).is_some())
            && (quantity.kind == FigureKind::Share) == (first.kind == FigureKind::RelativeChange)
        {
            quantity.kind = first.kind;
            quantity.direction = first.direction;
        }
        // "They increased 64.1 per cent in one state, 61.3 per cent in another".
        if quantity.kind == FigureKind::Share
            && let Some(first) = last.filter(|_| self.goes_on_changing(&quantity, &limits, last))
        {
            quantity.kind = first.kind;
            quantity.direction = first.direction;
        }
        // "There were 450 more cases in July, 385 in August and 221 in September".
        if quantity.kind == FigureKind::Count
            && let Some(first) = last.filter(|f| f.kind == FigureKind::AbsoluteChange)
            && matches!(self.at(quantity.tokens.end, limits.end), "in" | "during" | "for" | "at")
            && quantity.tokens.start > limits.start
            && matches!(self.lower(quantity.tokens.start - 1), "," | "and")
            && quantity.tokens.start - first.tokens.end < 12
        {
            quantity.kind = FigureKind::AbsoluteChange;
            quantity.direction = first.direction;
        }
        let others = || {
            let at = quantity.tokens.end;
            (self.at(at, limits.end) == "others").then(|| analysis.phrase_at.get(&at).copied()).flatten()
        };
        let phrase = self.phrase_of(&quantity, &limits).map(|p| self.whole_of(p)).or_else(others);
        let clause = self.clause_of(sentence, &quantity, phrase);
        if clause.is_some_and(|c| self.is_silent(c, &quantity, phrase, &limits, last)) {
            return None;
        }
        // "the death toll exceeds 12,000".
        let lemma = clause.map_or("", |c| analysis.chunks.groups[analysis.clauses[c].group].lemma);
        let is_object = clause.is_some_and(|c| phrase.is_some_and(|p| analysis.clauses[c].objects.contains(&p)));
        if is_object && quantity.comparator == Comparator::Exactly && matches!(lemma, "exceed" | "top" | "surpass") {
            quantity.comparator = Comparator::MoreThan;
        }
        let mut anaphor = None;
        let told = figures[first..].iter().rev().find(|f| !f.is_base);
        let beside = Beside { phrase, clause, limits: &limits, last, earlier, told };
        let counted = self.counted(&quantity, &beside, &mut anaphor).or_else(|| self.unsaid(&quantity, &beside))?;
        // "agreed to pay 28 million", "to halt a 6.75 billion buyout": not paid yet, nor halted.
        let done = !matches!(quantity.kind, FigureKind::Amount)
            || clause.is_none_or(|c| self.reader.of(c).silence.is_none() || self.only_describes(c, &quantity));
        let predicate = self.predicate(&quantity, phrase, clause, last).filter(|_| done);
        if !self.is_statistical(&quantity, &counted, phrase, clause, last.map(|f| f.kind)) {
            return None;
        }
        let before_last = earlier
            .and(figures[..first].len().checked_sub(2))
            .map(|i| &figures[i])
            .filter(|f| analysis.document.sentence_of(f.tokens.start) + 1 == sentence);
        // "dropped from 10,276 cases worth 808 million to": of what it is compared with.
        let worth = quantity.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == "worth");
        let is_base = self.is_compared_with(&quantity, limits.start, last)
            || worth && last.is_some_and(|f| f.is_base && f.kind == FigureKind::Count);
        let year = carried.year();
        let carried = carried.of_block(analysis.document.sentences[sentence].block);
        let around =
            Around { sentence, clause, told, is_base, own: &figures[first..], earlier, before_last, carried, year };
        let (period, base) = self.periods(&quantity, &around);
        let territory = self.territory(&quantity, clause, &limits);
        let mut end = quantity.tokens.end.max(phrase.map_or(0, |p| analysis.chunks.phrases[p].tokens.end));
        if let Some(clause) = clause.map(|c| &analysis.clauses[c]) {
            let group = &analysis.chunks.groups[clause.group];
            if !is_base && group.tokens.end > end && group.tokens.start >= quantity.tokens.start {
                end = group.tokens.end;
            }
        }
        for range in [&period, &base].into_iter().flatten().filter(|p| !p.is_inherited).map(|p| &p.range) {
            let token = analysis.document.tokens.partition_point(|t| t.end < range.end);
            if limits.contains(&token) && token + 1 > end && token > quantity.tokens.start {
                end = token + 1;
            }
        }
        let mut start = quantity.tokens.start;
        // "a decline in filings of 10 per cent": from the change's noun on.
        if quantity.kind.is_change()
            && let Some(noun) = self.change_noun_before(&quantity, &limits)
        {
            let np = analysis.phrase_at.get(&noun).map(|p| analysis.chunks.phrases[*p].tokens.start);
            start = start.min(np.unwrap_or(noun));
        }
        let sign = if quantity.direction == Some(Direction::Decrease) { -1.0 } else { 1.0 };
        let unit = match (&quantity.currency, quantity.kind) {
            (Some((_, unit)), _) => analysis.document.words(unit).to_owned(),
            (None, FigureKind::Share | FigureKind::RelativeChange) => "percent".to_owned(),
            // "a bribe of 40,000": of what money is not said.
            (None, FigureKind::Amount) => "money".to_owned(),
            _ => counted.clone(),
        };
        // "froze 359 million, compared to 147 million in 2021": the same befell both.
        let predicate = predicate.or_else(|| {
            let same = last.filter(|f| is_base && f.kind == quantity.kind && counted.is_empty());
            same.and_then(|f| f.predicate.clone())
        });
        // "the amount lost": the noun holds it already.
        let predicate = predicate.filter(|p| counted.is_empty() || !counted.ends_with(p.as_str()));
        let measure = match &predicate {
            Some(predicate) if !counted.is_empty() => format!("{counted} {predicate}"),
            // "bought for 1.9 million": of money nothing need be said but that it is money.
            _ if counted.is_empty() && quantity.kind == FigureKind::Amount => {
                predicate.clone().unwrap_or_else(|| self.money_unsaid(&quantity, &limits))
            }
            _ if counted.is_empty() => predicate.clone().unwrap_or_default(),
            _ => counted.clone(),
        };
        if measure.is_empty() {
            return None;
        }
        let change = quantity.kind.is_change();
        Some(Figure {
            measure,
            kind: quantity.kind,
            value: if change { sign * quantity.value } else { quantity.value },
            high: quantity.high,
            comparator: quantity.comparator,
            direction: quantity.direction.filter(|_| change),
            unit,
            currency: quantity.currency.as_ref().map(|(code, _)| (*code).to_owned()).filter(|code| code != "XXX"),
            predicate,
            period,
            base,
            territory,
            attribution: self.voices_of(&quantity, sentence),
            range: analysis.document.bytes(&(quantity.number.start..quantity.tokens.end.max(quantity.number.end))),
            evidence: analysis.document.bytes(&(start..end.min(limits.end))),
            anaphor: anaphor.map(|t| analysis.document.bytes(&t)),
            tokens: quantity.tokens.clone(),
            clause,
            is_base,
        })
    }

    /// The noun after a participle that stands right before it: "murders" of "454 reported murders".
    fn after_participle(&self, quantity: &Quantity) -> Option<usize> {
        let at = quantity.tokens.end;
        let participle = matches!(
            self.analysis.document.lower_at(at),
            Some("reported" | "recorded" | "registered" | "attempted" | "confirmed" | "suspected" | "alleged")
        );
        let noun = self.phrase_from(at + 1).filter(|_| participle)?;
        subject::is_event(self.lower(self.analysis.chunks.phrases[noun].head)).then_some(noun)
    }

    /// The noun phrase that the number opens or is.
    fn phrase_of(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        if let Some(noun) = self.after_participle(quantity) {
            return Some(noun);
        }
        (quantity.number.end - 1..limits.end.min(quantity.tokens.end + 12)).find_map(|token| {
            let phrase = *analysis.phrase_at.get(&token)?;
            let np = &analysis.chunks.phrases[phrase];
            // "MVR 200,000": the letters may stand before the phrase.
            let sign = quantity.currency.as_ref().map(|(_, unit)| unit).filter(|u| u.start == quantity.number.start);
            let start = sign.map_or(quantity.number.start, |unit| unit.end);
            // "Two hundred and three tons": words that look like two phrases.
            let opens = np.tokens.start <= start
                || quantity.kind == FigureKind::Count
                    && quantity.number.len() > 2
                    && np.tokens.start < quantity.number.end
                    && np.head >= quantity.number.end;
            (opens && quantity.number.end <= np.tokens.end).then_some(phrase)
        })
    }

    /// "1,082 mafia-style criminal gangs": a compound that ends a phrase describes the one right after it.
    fn whole_of(&self, phrase: usize) -> usize {
        let np = &self.analysis.chunks.phrases[phrase];
        // "46,328 intentional violent deaths": an adjective taken for a noun.
        let next = self.phrase_from(np.tokens.end).filter(|next| {
            let adjective = ["al", "ive", "ous", "ful", "ary"].iter().any(|end| self.lower(np.head).ends_with(end));
            adjective
                && np.head + 1 == np.tokens.end
                && subject::is_event(self.lower(self.analysis.chunks.phrases[*next].head))
        });
        if let Some(next) = next {
            return next;
        }
        let describes = ["-style", "-related", "-type", "-linked", "-based", "-led", "-grade", "-level", "-backed"]
            .iter()
            .any(|end| self.lower(np.head).ends_with(end));
        let next = self.phrase_from(np.tokens.end).filter(|_| describes && np.head + 1 == np.tokens.end);
        next.unwrap_or(phrase)
    }

    /// The noun phrase that begins at a token.
    fn phrase_from(&self, token: usize) -> Option<usize> {
        let (_, phrase) = self.analysis.phrase_at.range(token..).next()?;
        (self.analysis.chunks.phrases[*phrase].tokens.start == token).then_some(*phrase)
    }

    /// The noun phrase that begins at a token or after the adverbs and participles there: "corruptly acquired assets".
    fn described_from(&self, token: usize, limit: usize) -> Option<usize> {
        use crate::word::Class;
        let describes = |i: &usize| {
            matches!(self.analysis.words[*i].class, Class::Adverb | Class::Verb | Class::Adjective)
                && (self.lower(*i).ends_with("ed") || self.lower(*i).ends_with("ly") || self.lower(*i).ends_with("en"))
                || self.lower(*i) == "and"
        };
        let skip = (token..limit.min(token + 4)).take_while(describes).count();
        let offsets = if skip > 0 && self.lower(token) == "and" { 0..1 } else { 0..skip + 1 };
        offsets.into_iter().find_map(|i| self.phrase_from(token + i))
    }

    /// The clause in which the number's phrase plays a part; else the clause around it.
    fn clause_of(&self, sentence: usize, quantity: &Quantity, phrase: Option<usize>) -> Option<usize> {
        let analysis = self.analysis;
        // "fell by 20 per cent compared with 2023": what it is compared with is no deed.
        let told = |i: &usize| {
            let group = &analysis.chunks.groups[analysis.clauses[*i].group];
            // "the number of kidnapping incidents": a noun in front of another.
            let describes = analysis.clauses[*i].shape == crate::chunk::Shape::Gerund
                && group.tokens.len() == 1
                && analysis.document.lower_at(group.tokens.end).is_some_and(subject::is_event);
            let participle = group.tokens.start == quantity.tokens.end && self.after_participle(quantity).is_some();
            group.lemma != "compare" && !describes && !participle
        };
        let range = analysis.clauses_of(sentence).filter(told);
        let direct = phrase.and_then(|phrase| {
            let top = {
                let mut top = phrase;
                for _ in 0..4 {
                    match analysis.attached[top].governor {
                        Some((governor, _)) => top = governor,
                        None => break,
                    }
                }
                top
            };
            let holds = |clause: &Clause, p: usize| {
                clause.subjects.contains(&p) || clause.objects.contains(&p) || clause.receivers.contains(&p)
            };
            // "fell by 14 per cent, signalling a return", "stands at 67,573, which is a record": the verb before the bare number.
            let np = &analysis.chunks.phrases[phrase];
            let bare = analysis.words[np.head].class == crate::word::Class::Number
                || matches!(self.lower(np.head), "cent" | "percent" | "%");
            let before = |i: &usize| {
                let clause = &analysis.clauses[*i];
                let reached = clause.complements.iter().any(|c| {
                    c.phrases.contains(&phrase) && matches!(self.lower(c.preposition), "by" | "at" | "to" | "from")
                });
                reached && analysis.chunks.groups[clause.group].tokens.end <= np.tokens.start
            };
            if let Some(verb) = range.clone().find(|i| bare && before(i)) {
                return Some(verb);
            }
            range
                .clone()
                .find(|i| holds(&analysis.clauses[*i], phrase))
                .or_else(|| range.clone().find(|i| holds(&analysis.clauses[*i], top)))
                .or_else(|| {
                    range.clone().find(|i| {
                        analysis.clauses[*i]
                            .complements
                            .iter()
                            .any(|c| c.phrases.contains(&phrase) || c.phrases.contains(&top))
                    })
                })
        });
        direct
            .or_else(|| {
                range
                    .clone()
                    .filter(|i| analysis.clauses[*i].extent.contains(&quantity.number.start))
                    .min_by_key(|i| analysis.clauses[*i].extent.len())
            })
            .or_else(|| {
                // ", a decrease of 2.5 per cent": the clause before the comma.
                range.rev().find(|i| analysis.clauses[*i].extent.start <= quantity.number.start)
            })
    }

    /// The "of" or "among" that tells of what a number after it is a part: at the head of the sentence or of what somebody
    /// says, "figures showed that of the 694 victims, 88 were women".
    fn among(&self, number: usize, limits: &Range<usize>) -> Option<usize> {
        let opens = |i: usize| {
            i == limits.start
                || matches!(self.lower(i - 1), "that" | ";" | ":" | "said")
                || self.lower(i - 1) == "and" && i > limits.start + 1 && self.lower(i - 2) == ","
        };
        let at =
            (limits.start..number).rev().find(|i| matches!(self.lower(*i), "of" | "among" | "amongst") && opens(*i))?;
        (at == limits.start || (at..number).any(|i| self.lower(i) == ",")).then_some(at)
    }

    fn text(&self, tokens: &Range<usize>) -> String {
        self.analysis.document.words(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
