//! The grammar of figures: numbers in a sentence, and what they count, when, where, compared with what.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::chunk::Shape;
use crate::clause::Clause;
use crate::comparator::{Comparator, comparator_after, comparator_before};
use crate::coreference::Referents;
use crate::date::Date;
use crate::figure::{Direction, Figure, FigureKind, Period};
use crate::mention::MentionKind;
use crate::money::amount_at;
use crate::number::{fraction_at, number_at};
use crate::status::StatusReader;
use crate::token::Kind;
use crate::word::Class;

pub(crate) struct FigureReader<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
    pub reader: &'a StatusReader<'a, 't>,
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

/// Words that say up or down.
fn direction(word: &str) -> Option<Direction> {
    Some(match word {
        "fewer" | "less" | "lower" | "down" | "decrease" | "decreased" | "decline" | "declined" | "drop"
        | "dropped" | "fall" | "fell" | "fallen" | "falling" | "reduction" | "reduced" | "shrank" | "shrunk"
        | "plunged" | "slump" | "slumped" | "decreases" | "falls" | "drops" | "declines" | "dip" | "dipped" | "cut" => {
            Direction::Decrease
        }
        "more" | "higher" | "up" | "increase" | "increased" | "rise" | "rose" | "risen" | "rising" | "growth"
        | "grew" | "grown" | "jump" | "jumped" | "surge" | "surged" | "climbed" | "climb" | "gain" | "increases"
        | "rises" | "soared" | "spike" | "spiked" => Direction::Increase,
        _ => return None,
    })
}

fn is_change_noun(word: &str) -> bool {
    matches!(
        word,
        "decrease"
            | "decline"
            | "drop"
            | "fall"
            | "reduction"
            | "slump"
            | "increase"
            | "rise"
            | "growth"
            | "jump"
            | "surge"
            | "gain"
            | "dip"
            | "spike"
            | "climb"
            | "change"
            | "cut"
    )
}

fn is_change_verb(lemma: &str) -> bool {
    matches!(
        lemma,
        "fall"
            | "drop"
            | "decline"
            | "decrease"
            | "shrink"
            | "plunge"
            | "slump"
            | "rise"
            | "increase"
            | "grow"
            | "jump"
            | "surge"
            | "climb"
            | "soar"
            | "reduce"
            | "dip"
            | "spike"
            | "cut"
    )
}

/// Verbs by which reports count.
fn counts(lemma: &str) -> bool {
    matches!(
        lemma,
        "arrest"
            | "detain"
            | "charge"
            | "indict"
            | "convict"
            | "sentence"
            | "jail"
            | "imprison"
            | "prosecute"
            | "try"
            | "acquit"
            | "punish"
            | "investigate"
            | "question"
            | "dismantle"
            | "smash"
            | "bust"
            | "crack"
            | "solve"
            | "file"
            | "register"
            | "record"
            | "report"
            | "seize"
            | "confiscate"
            | "freeze"
            | "recover"
            | "kill"
            | "murder"
            | "injure"
            | "wound"
            | "rescue"
            | "deport"
            | "expel"
            | "dismiss"
            | "suspend"
            | "release"
            | "hold"
            | "raid"
            | "search"
            | "close"
            | "open"
            | "receive"
            | "handle"
            | "identify"
            | "find"
            | "destroy"
            | "uncover"
            | "break"
            | "execute"
            | "extradite"
            | "discipline"
            | "fine"
            | "die"
            | "involve"
            | "inspect"
            | "transfer"
            | "launder"
            | "extort"
            | "steal"
            | "pay"
            | "take"
            | "earn"
            | "lose"
            | "count"
            | "launch"
            | "bring"
            | "issue"
            | "sign"
            | "employ"
            | "total"
            | "number"
            | "apprehend"
            | "capture"
            | "resign"
            | "dissolve"
            | "shut"
            | "hear"
            | "run"
            | "intercept"
            | "eliminate"
            | "neutralise"
            | "discover"
            | "surrender"
            | "implicate"
            | "own"
            | "control"
            | "complete"
            | "visit"
            | "conclude"
            | "accept"
            | "sever"
    )
}

/// Nouns that reports count.
fn is_counted(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "persons"
            | "suspects"
            | "cases"
            | "groups"
            | "gangs"
            | "officials"
            | "officers"
            | "members"
            | "arrests"
            | "complaints"
            | "crimes"
            | "offences"
            | "offenses"
            | "murders"
            | "homicides"
            | "killings"
            | "victims"
            | "convictions"
            | "organisations"
            | "organizations"
            | "cadres"
            | "policemen"
            | "networks"
            | "criminals"
            | "defendants"
            | "fugitives"
            | "migrants"
            | "weapons"
            | "guns"
            | "firearms"
            | "raids"
            | "searches"
            | "inspections"
            | "companies"
            | "firms"
            | "licences"
            | "contracts"
            | "judges"
            | "prosecutors"
            | "politicians"
            | "mayors"
            | "trials"
            | "verdicts"
            | "sentences"
            | "deaths"
            | "incidents"
            | "attacks"
            | "shootings"
            | "robberies"
            | "calls"
            | "witnesses"
            | "tonnes"
            | "tons"
            | "kilograms"
            | "kilos"
            | "kg"
            | "properties"
            | "accounts"
            | "vehicles"
            | "pistols"
            | "lorries"
            | "investigations"
            | "proceedings"
            | "clues"
            | "tips"
            | "reports"
            | "clans"
            | "households"
            | "men"
            | "women"
            | "others"
    )
}

impl FigureReader<'_, '_> {
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        for index in 0..self.analysis.document.sentences.len() {
            let sentence = &self.analysis.document.sentences[index];
            let table = sentence.tokens.clone().filter(|i| self.analysis.document.tokens[*i].is_mark('|')).count() > 1;
            if sentence.is_question || table || sentence.is_heading && sentence.tokens.len() < 4 {
                continue;
            }
            let before = figures.len();
            for quantity in self.quantities(sentence.tokens.clone()) {
                if let Some(figure) = self.figure(index, quantity, &figures, before) {
                    figures.push(figure);
                }
            }
        }
        figures
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn at(&self, token: usize, limit: usize) -> &str {
        if token < limit { self.analysis.document.lower(token) } else { "" }
    }

    /// The numbers of a sentence that could be figures.
    fn quantities(&self, sentence: Range<usize>) -> Vec<Quantity> {
        let document = &self.analysis.document;
        let limit = sentence.end;
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < limit {
            if matches!(self.analysis.words[at].class, Class::Date | Class::Name) {
                at += 1;
                continue;
            }
            let amount = amount_at(self.analysis, at, limit);
            let fraction = if amount.is_none() { fraction_at(document, at, limit) } else { None };
            let fraction = fraction
                .filter(|f| matches!(self.at(at + f.tokens, limit), "of") || self.is_after_change(at, sentence.start));
            let number = if amount.is_none() && fraction.is_none() { number_at(document, at, limit) } else { None };
            let (number_tokens, value) = match (&amount, fraction, number) {
                (Some(amount), ..) => (amount.tokens.clone(), amount.value),
                (_, Some(fraction), _) => (at..at + fraction.tokens, (fraction.value * 10.0).round() / 10.0),
                (_, _, Some(number)) => (at..at + number.tokens, number.value),
                _ => {
                    at += 1;
                    continue;
                }
            };
            let mut end = number_tokens.end;
            let mut high = None;
            // "between 10 and 20", "10 to 20", "10-20".
            let joiner = self.at(end, limit);
            let between = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "between";
            if amount.is_none()
                && (matches!(joiner, "-" | "–")
                    || joiner == "to" && self.analysis.words[end].class != Class::Verb
                    || joiner == "and" && between)
            {
                if let Some(second) = number_at(document, end + 1, limit)
                    .filter(|n| n.value > value && !matches!(self.analysis.words[end + 1].class, Class::Date))
                {
                    let from = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "from";
                    if !from {
                        high = Some(second.value);
                        end += 1 + second.tokens;
                    }
                }
            }
            let percent = match self.at(end, limit) {
                "per" if self.at(end + 1, limit) == "cent" => 2,
                "percent" | "%" | "per-cent" => 1,
                _ => 0,
            };
            let is_percent = percent > 0 || fraction.is_some();
            end += percent;
            if self.is_excluded(&number_tokens, end, &sentence, is_percent || amount.is_some()) {
                at = end.max(at + 1);
                continue;
            }
            let mut start = number_tokens.start;
            let mut comparator = Comparator::Exactly;
            if between && high.is_some() {
                start -= 1;
            } else if let Some((from, sign)) = comparator_before(document, number_tokens.start, sentence.start) {
                start = from;
                comparator = sign;
            } else if let Some((to, sign)) = comparator_after(document, end, limit) {
                end = to;
                comparator = sign;
            }
            let kind = if amount.is_some() {
                FigureKind::Amount
            } else if is_percent {
                FigureKind::Share
            } else if high.is_some() {
                FigureKind::Range
            } else {
                FigureKind::Count
            };
            found.push(Quantity {
                tokens: start..end,
                number: number_tokens,
                value,
                high,
                comparator,
                kind,
                direction: None,
                currency: amount.map(|a| (a.currency, a.unit)),
            });
            at = end;
        }
        found
    }

    /// "fallen by about a third".
    fn is_after_change(&self, at: usize, start: usize) -> bool {
        (start.max(at.saturating_sub(4))..at).any(|i| is_change_verb(self.analysis.words[i].lemma))
    }

    /// Ages, labels, times, parts of addresses.
    fn is_excluded(&self, number: &Range<usize>, end: usize, sentence: &Range<usize>, has_unit: bool) -> bool {
        let document = &self.analysis.document;
        let limit = sentence.end;
        let next = self.at(end, limit);
        let before = if number.start > sentence.start { self.lower(number.start - 1) } else { "" };
        if matches!(
            next,
            "years"
                | "year"
                | "months"
                | "days"
                | "pm"
                | "am"
                | "p.m."
                | "a.m."
                | "o'clock"
                | "hours"
                | "minutes"
                | "times"
                | "metres"
                | "meters"
                | "km"
                | "kilometres"
                | "miles"
                | "degrees"
                | "old"
        ) || next.ends_with("-year-old")
        {
            return true;
        }
        if has_unit {
            return false;
        }
        // ", 46," is an age; "aged 91".
        let comma_age =
            before == "," && matches!(next, "," | ")" | ".") && document.tokens[number.start].lower.len() <= 2;
        if comma_age
            || matches!(
                before,
                "aged"
                    | "age"
                    | "no."
                    | "nos."
                    | "number"
                    | "section"
                    | "article"
                    | "room"
                    | "page"
                    | "chapter"
                    | "berth"
                    | "table"
                    | "class"
                    | "paragraph"
                    | "part"
                    | "case"
                    | "war"
                    | "phase"
                    | "level"
                    | "vol."
                    | "act"
                    | "route"
                    | "highway"
                    | "#"
                    | "/"
            )
        {
            return true;
        }
        // "the two men", "the 17 accused": known ones, not counted anew.
        if matches!(before, "the" | "these" | "those" | "his" | "her" | "their" | "its" | "both" | "other") {
            return true;
        }
        // A name before it, nothing after: "Assize Square 1", "Tallow Street 9".
        let after_name = number.start > sentence.start
            && self.analysis.words[number.start - 1].class == Class::Name
            && document.tokens[number.start].kind == Kind::Number;
        if after_name
            && (matches!(next, "," | "." | "" | ")") || end < limit && self.analysis.words[end].class == Class::Name)
        {
            return true;
        }
        // "1. Dragan Velkoran": the number of an item.
        if number.start == sentence.start && matches!(next, "." | ")") {
            return true;
        }
        let word = self.lower(number.start);
        let in_words = document.tokens[number.start].kind == Kind::Word;
        // "one" is an article or a pronoun more often than a count.
        in_words && word == "one" || document.tokens[number.start].lower.contains('/')
    }

    fn figure(&self, sentence: usize, mut quantity: Quantity, figures: &[Figure], first: usize) -> Option<Figure> {
        let analysis = self.analysis;
        let limits = analysis.document.sentences[sentence].tokens.clone();
        let own = figures.len() > first;
        let last = figures.last().filter(|_| own);
        let earlier = figures[..first].last().filter(|f| analysis.document.sentence_of(f.tokens.start) + 1 == sentence);
        self.change(&mut quantity, &limits);
        let phrase = self.phrase_of(&quantity, &limits);
        let clause = self.clause_of(sentence, &quantity, phrase);
        if let Some(clause) = clause {
            if self.reader.of(clause).silence.is_some() {
                return None;
            }
        }
        let mut anaphor = None;
        let counted = self.counted(&quantity, phrase, clause, &limits, last, earlier, &mut anaphor)?;
        let predicate = self.predicate(&quantity, phrase, clause, last);
        if !self.is_statistical(&quantity, &counted, phrase, clause, last.is_some()) {
            return None;
        }
        let before_last = earlier
            .and(figures[..first].len().checked_sub(2))
            .map(|i| &figures[i])
            .filter(|f| analysis.document.sentence_of(f.tokens.start) + 1 == sentence);
        let (period, base) = self.periods(sentence, &quantity, clause, last, earlier, before_last);
        let territory = self.territory(&quantity, clause, &limits);
        let mut end = quantity.tokens.end.max(phrase.map_or(0, |p| analysis.chunks.phrases[p].tokens.end));
        if let Some(clause) = clause.map(|c| &analysis.clauses[c]) {
            let group = &analysis.chunks.groups[clause.group];
            if group.tokens.end > end && group.tokens.start >= quantity.tokens.start {
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
        if quantity.kind.is_change() {
            if let Some(noun) = self.change_noun_before(&quantity, &limits) {
                let np = analysis.phrase_at.get(&noun).map(|p| analysis.chunks.phrases[*p].tokens.start);
                start = start.min(np.unwrap_or(noun));
            }
        }
        let sign = if quantity.direction == Some(Direction::Decrease) { -1.0 } else { 1.0 };
        let unit = match (&quantity.currency, quantity.kind) {
            (Some((_, unit)), _) => analysis.document.words(unit).to_owned(),
            (None, FigureKind::Share | FigureKind::RelativeChange) => "percent".to_owned(),
            _ => counted.clone(),
        };
        let measure = match &predicate {
            Some(predicate) if !counted.is_empty() => format!("{counted} {predicate}"),
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
            attribution: self.reader.voices_at(quantity.number.start),
            range: analysis.document.bytes(&(quantity.number.start..quantity.tokens.end.max(quantity.number.end))),
            evidence: analysis.document.bytes(&(start..end.min(limits.end))),
            anaphor: anaphor.map(|t| analysis.document.bytes(&t)),
            tokens: quantity.tokens.clone(),
            clause,
        })
    }

    /// Whether the number is a change, and which way.
    fn change(&self, quantity: &mut Quantity, limits: &Range<usize>) {
        let percent = quantity.kind == FigureKind::Share;
        if let Some(direction) = self.change_of(quantity, percent, limits) {
            quantity.kind = if percent { FigureKind::RelativeChange } else { FigureKind::AbsoluteChange };
            quantity.direction = Some(direction);
        }
    }

    fn change_of(&self, quantity: &Quantity, percent: bool, limits: &Range<usize>) -> Option<Direction> {
        let after = self.at(quantity.tokens.end, limits.end);
        // "13 per cent fewer", "24 more than".
        if matches!(after, "fewer" | "less" | "more" | "higher" | "lower")
            && !matches!(quantity.currency, Some(_) if after == "more")
        {
            let than = self.at(quantity.tokens.end + 1, limits.end) == "than";
            if percent || than || matches!(after, "fewer") {
                if let Some(direction) = direction(after) {
                    return Some(direction);
                }
            }
        }
        // "a 10 per cent decline".
        let next_noun =
            (quantity.tokens.end..(quantity.tokens.end + 3).min(limits.end)).find(|i| is_change_noun(self.lower(*i)));
        if let Some(noun) = next_noun.filter(|i| {
            (quantity.tokens.end..*i).all(|t| matches!(self.analysis.words[t].class, Class::Adjective | Class::Noun))
        }) {
            if let Some(direction) = direction(self.lower(noun)) {
                return Some(direction);
            }
        }
        // "a decline of 10 per cent", "a decline in filings for this category of 10 per cent".
        if let Some(noun) = self.change_noun_before(quantity, limits) {
            if let Some(direction) = direction(self.lower(noun)) {
                return Some(direction);
            }
        }
        // "fell by 15 per cent", "rose 3%", "was down 4 per cent".
        let from = limits.start.max(quantity.tokens.start.saturating_sub(3));
        let verb = (from..quantity.tokens.start).rev().find(|i| {
            is_change_verb(self.analysis.words[*i].lemma) && matches!(self.analysis.words[*i].class, Class::Verb)
        });
        if let Some(verb) = verb {
            let by = (verb + 1..quantity.tokens.start).all(|i| {
                matches!(self.lower(i), "by" | "about" | "some" | "around" | "nearly" | "almost" | "a" | "further")
                    || self.analysis.words[i].class == Class::Adverb
            });
            if by && (percent || (verb + 1..quantity.tokens.start).any(|i| self.lower(i) == "by")) {
                if let Some(direction) = direction(self.lower(verb)) {
                    return Some(direction);
                }
            }
        }
        let before = if quantity.tokens.start > limits.start { self.lower(quantity.tokens.start - 1) } else { "" };
        if percent && matches!(before, "up" | "down") {
            if let Some(direction) = direction(before) {
                return Some(direction);
            }
        }
        None
    }

    /// The noun of a change whose "of" or "by" leads to the number.
    fn change_noun_before(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let start = quantity.tokens.start;
        if start == limits.start || !matches!(self.lower(start - 1), "of" | "by") {
            return None;
        }
        let floor = limits.start.max(start.saturating_sub(12));
        let noun = (floor..start - 1).rev().find(|i| is_change_noun(self.lower(*i)))?;
        // Nothing but a complement of the noun may stand between.
        let clear = (noun + 1..start - 1).all(|i| {
            !matches!(
                self.analysis.words[i].class,
                Class::Verb
                    | Class::Be
                    | Class::Comma
                    | Class::Subordinator
                    | Class::Relative
                    | Class::Modal
                    | Class::Have
            )
        });
        (clear && direction(self.lower(noun)).is_some()).then_some(noun)
    }

    /// The noun phrase that the number opens or is.
    fn phrase_of(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        (quantity.number.end - 1..limits.end.min(quantity.tokens.end + 12)).find_map(|token| {
            let phrase = *analysis.phrase_at.get(&token)?;
            let np = &analysis.chunks.phrases[phrase];
            (np.tokens.start <= quantity.number.start && quantity.number.end <= np.tokens.end).then_some(phrase)
        })
    }

    /// The clause in which the number's phrase plays a part; else the clause around it.
    fn clause_of(&self, sentence: usize, quantity: &Quantity, phrase: Option<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let range = analysis.clauses_of(sentence);
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

    fn text(&self, tokens: &Range<usize>) -> String {
        self.analysis.document.words(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What is counted.
    #[expect(clippy::too_many_arguments, reason = "everything that an elliptical number can refer to")]
    fn counted(
        &self,
        quantity: &Quantity,
        phrase: Option<usize>,
        clause: Option<usize>,
        limits: &Range<usize>,
        last: Option<&Figure>,
        earlier: Option<&Figure>,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        let analysis = self.analysis;
        let np = phrase.map(|p| &analysis.chunks.phrases[p]);
        match quantity.kind {
            FigureKind::Amount => {
                // "a bribe of 40,000 crowns", "assets worth 2.1 million".
                let governor = phrase.and_then(|p| analysis.attached[p].governor).map(|(g, _)| g);
                let before = quantity.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                let worth = if before == "worth" || before == "totalling" || before == "totaling" {
                    analysis.phrase_at.range(..quantity.tokens.start - 1).next_back().map(|(_, p)| *p)
                } else {
                    None
                };
                let noun = governor.filter(|_| before == "of").or(worth);
                let inner = np.filter(|np| np.head >= quantity.tokens.end).map(|np| quantity.tokens.end..np.head + 1);
                let kind = noun
                    .map(|n| self.text(&(analysis.chunks.phrases[n].own.start..analysis.chunks.phrases[n].head + 1)))
                    .or_else(|| inner.map(|i| self.text(&i)));
                let in_cash = (self.at(quantity.tokens.end, limits.end) == "in"
                    && self.at(quantity.tokens.end + 1, limits.end) == "cash")
                    .then(|| "cash".to_owned());
                Some(strip_article(&in_cash.or(kind).unwrap_or_default()))
            }
            FigureKind::Share => {
                if self.at(quantity.tokens.end, limits.end) == "of" {
                    let governed = phrase
                        .and_then(|p| {
                            analysis.attached[p].complements.iter().find(|c| self.lower(c.preposition) == "of")
                        })
                        .and_then(|c| c.phrases.first().copied());
                    let whole = governed.or_else(|| {
                        analysis.phrase_at.range(quantity.tokens.end + 1..limits.end).next().map(|(_, p)| *p)
                    })?;
                    let whole_np = &analysis.chunks.phrases[whole];
                    if matches!(self.lower(whole_np.head), "them" | "these" | "those" | "whom" | "which") {
                        *anaphor = Some(whole_np.tokens.clone());
                        return last.or(earlier).map(|f| f.unit.clone());
                    }
                    // Shares in firms are ties, not statistics.
                    if self.referents.of_phrase[whole]
                        .is_some_and(|e| self.referents.entities[e].kind == MentionKind::Organisation)
                    {
                        return None;
                    }
                    return Some(strip_article(&self.text(&(whole_np.own.start..whole_np.head + 1))));
                }
                let np = np.filter(|np| np.head >= quantity.tokens.end)?;
                Some(self.text(&(quantity.tokens.end..np.head + 1)))
            }
            FigureKind::RelativeChange | FigureKind::AbsoluteChange => {
                // "13 per cent fewer criminal cases".
                let skip = usize::from(direction(self.at(quantity.tokens.end, limits.end)).is_some());
                if let Some(np) = np.filter(|np| {
                    np.head >= quantity.tokens.end + skip
                        && !is_change_noun(self.lower(np.head))
                        && analysis.words[np.head].class != Class::Number
                        && direction(self.lower(np.head)).is_none()
                }) {
                    return Some(self.text(&(quantity.tokens.end + skip..np.head + 1)));
                }
                // "a decline in filings for this category of 10 per cent", "a 10 per cent decline in murders".
                let noun = self.change_noun_before(quantity, limits).or_else(|| {
                    (quantity.tokens.end..(quantity.tokens.end + 3).min(limits.end))
                        .find(|i| is_change_noun(self.lower(*i)))
                });
                if let Some(noun) = noun {
                    let complements = analysis.phrase_at.get(&noun).map(|p| &analysis.attached[*p].complements);
                    let what = complements
                        .and_then(|c| {
                            c.iter().find(|c| {
                                matches!(self.lower(c.preposition), "in" | "of")
                                    && c.phrases.iter().all(|p| {
                                        analysis.words[analysis.chunks.phrases[*p].head].class != Class::Number
                                    })
                            })
                        })
                        .and_then(|c| c.phrases.first().copied());
                    if let Some(what) = what {
                        return Some(self.resolved(what, limits, last, anaphor));
                    }
                    return last.or(earlier).map(|f| counted_of(f));
                }
                // "Extortion complaints fell by 15 per cent".
                if let Some(clause) = clause.map(|c| &analysis.clauses[c]) {
                    if is_change_verb(analysis.chunks.groups[clause.group].lemma) {
                        let subject = clause.subjects.first().copied()?;
                        return Some(self.resolved(subject, limits, last, anaphor));
                    }
                }
                last.or(earlier).map(counted_of)
            }
            FigureKind::Count | FigureKind::Range => {
                if let Some(np) =
                    np.filter(|np| np.head >= quantity.tokens.end && analysis.words[np.head].class != Class::Number)
                {
                    let words = self.text(&(quantity.tokens.end..np.head + 1));
                    let of = phrase.and_then(|p| analysis.attached[p].complements.first()).filter(|c| {
                        self.lower(c.preposition) == "of"
                            && matches!(
                                self.lower(np.head),
                                "members"
                                    | "kilograms"
                                    | "kilos"
                                    | "kg"
                                    | "tonnes"
                                    | "tons"
                                    | "cases"
                                    | "counts"
                                    | "grams"
                                    | "litres"
                                    | "pieces"
                            )
                    });
                    return Some(match of.and_then(|c| c.phrases.first()) {
                        Some(more) if analysis.words[analysis.chunks.phrases[*more].head].class == Class::Noun => {
                            format!("{words} of {}", self.text(&analysis.chunks.phrases[*more].tokens))
                        }
                        _ => words,
                    });
                }
                self.elliptical(quantity, clause, limits, last, earlier, anaphor)
            }
        }
    }

    /// A number alone: "four were released", "11 in 2020", "96 of them".
    fn elliptical(
        &self,
        quantity: &Quantity,
        clause: Option<usize>,
        limits: &Range<usize>,
        last: Option<&Figure>,
        earlier: Option<&Figure>,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        let analysis = self.analysis;
        let end = quantity.tokens.end;
        let next = self.at(end, limits.end);
        let of_them =
            next == "of" && matches!(self.at(end + 1, limits.end), "them" | "whom" | "these" | "those" | "the");
        if of_them {
            let word = self.at(end + 1, limits.end);
            if word == "the" || word == "these" {
                let whole =
                    analysis.phrase_at.range(end + 1..limits.end).next().map(|(_, p)| &analysis.chunks.phrases[*p])?;
                return Some(strip_article(&self.text(&(whole.own.start..whole.head + 1))));
            }
            *anaphor = Some(end + 1..end + 2);
            return last.or(earlier).filter(|f| f.kind == FigureKind::Count).map(counted_of);
        }
        let verb_next = analysis
            .words
            .get(end)
            .is_some_and(|w| end < limits.end && matches!(w.class, Class::Be | Class::Verb | Class::Have));
        // "Of the people arrested, four were released".
        if verb_next && self.lower(limits.start) == "of" {
            let whole =
                analysis.phrase_at.range(limits.start..limits.end).next().map(|(_, p)| &analysis.chunks.phrases[*p])?;
            if whole.head < quantity.tokens.start {
                return Some(strip_article(&self.text(&(whole.own.start..whole.head + 1))));
            }
        }
        let dated = matches!(next, "in" | "last" | "this") || next == "the" && self.at(end + 1, limits.end) == "year";
        let listed = last.is_some_and(|f| matches!(f.kind, FigureKind::Count | FigureKind::RelativeChange))
            && (dated || verb_next || matches!(next, "," | "and" | "." | ""));
        if listed {
            // "from 240 in 2019 to 204": what the change counts.
            return last.map(counted_of);
        }
        if verb_next || dated {
            // "Nineteen were arrested": persons, if people do what the verb says.
            let _ = clause;
            let verb = analysis.clauses.get(clause?).map(|c| analysis.chunks.groups[c.group].lemma)?;
            let human = matches!(
                verb,
                "arrest"
                    | "detain"
                    | "charge"
                    | "convict"
                    | "sentence"
                    | "jail"
                    | "indict"
                    | "acquit"
                    | "release"
                    | "kill"
                    | "injure"
                    | "hold"
            );
            return (human && verb_next).then(|| "people".to_owned());
        }
        None
    }

    /// A phrase as something counted; "this category" goes back to what was counted before.
    fn resolved(
        &self,
        phrase: usize,
        limits: &Range<usize>,
        last: Option<&Figure>,
        anaphor: &mut Option<Range<usize>>,
    ) -> String {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let mut words = strip_article(&self.text(&(np.own.start..np.head + 1)));
        let inner: Vec<usize> =
            analysis.attached[phrase].complements.iter().flat_map(|c| c.phrases.iter().copied()).collect();
        for candidate in std::iter::once(phrase).chain(inner) {
            let candidate_np = &analysis.chunks.phrases[candidate];
            let head = self.lower(candidate_np.head);
            let points = candidate_np.opening == crate::chunk::Opening::Pointing
                && matches!(
                    head,
                    "category"
                        | "type"
                        | "kind"
                        | "number"
                        | "figure"
                        | "group"
                        | "class"
                        | "crime"
                        | "offence"
                        | "cases"
                );
            if points || head == "number" && candidate == phrase {
                if points {
                    *anaphor = Some(candidate_np.tokens.clone());
                }
                let of = analysis.attached[candidate]
                    .complements
                    .iter()
                    .find(|c| self.lower(c.preposition) == "of")
                    .and_then(|c| c.phrases.first());
                if let Some(of) = of.filter(|_| !points) {
                    return strip_article(
                        &self.text(&(analysis.chunks.phrases[*of].own.start..analysis.chunks.phrases[*of].head + 1)),
                    );
                }
                // "the number of public security cases" earlier in the sentence.
                let before = analysis.phrase_at.range(limits.start..candidate_np.tokens.start).rev().map(|(_, p)| *p);
                let numbered = before
                    .filter(|p| {
                        analysis.attached[*p].governor.is_some_and(|(g, _)| {
                            matches!(self.lower(analysis.chunks.phrases[g].head), "number" | "total" | "count")
                        })
                    })
                    .map(|p| {
                        let np = &analysis.chunks.phrases[p];
                        strip_article(&self.text(&(np.own.start..np.head + 1)))
                    });
                if let Some(found) = numbered.into_iter().next() {
                    return found;
                }
                if let Some(last) = last {
                    return counted_of(last);
                }
            }
        }
        if matches!(words.as_str(), "this" | "that" | "it" | "these" | "they") {
            if let Some(last) = last {
                words = counted_of(last);
            }
        }
        words
    }

    /// What happened to the things counted: a participle or verb of the clause, or one that describes them.
    fn predicate(
        &self,
        quantity: &Quantity,
        phrase: Option<usize>,
        clause: Option<usize>,
        last: Option<&Figure>,
    ) -> Option<String> {
        let analysis = self.analysis;
        let clause_index = clause?;
        let clause = &analysis.clauses[clause_index];
        let group = &analysis.chunks.groups[clause.group];
        if quantity.kind.is_change() {
            // "cases were filed" or, under a noun of change, the participle of what is counted.
            if !is_change_verb(group.lemma)
                && phrase.is_some_and(|p| clause.patients().contains(&p))
                && group.lemma != "be"
            {
                return Some(analysis.document.lower(group.main).to_owned());
            }
            let described = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).find(|c| {
                c.shape == Shape::Participle
                    && matches!(c.link, crate::clause::Link::Relative(_))
                    && analysis.chunks.groups[c.group].main < quantity.tokens.start
                    && counts(analysis.chunks.groups[c.group].lemma)
            });
            let inherited = last.and_then(|f| f.predicate.clone());
            return described
                .map(|c| analysis.document.word(analysis.chunks.groups[c.group].main).to_lowercase())
                .or(inherited);
        }
        if matches!(group.lemma, "be" | "have" | "say" | "become")
            || analysis.reporting.says(group.lemma) && !counts(group.lemma)
        {
            return None;
        }
        let argument = |p: usize| clause.subjects.contains(&p) || clause.objects.contains(&p);
        let direct = phrase.is_some_and(argument);
        // "a bribe of 40,000 crowns": what happened to the bribe.
        let governed = phrase.and_then(|p| analysis.attached[p].governor).is_some_and(|(g, _)| argument(g));
        if is_change_verb(group.lemma) || matches!(group.lemma, "compare" | "order" | "total" | "number") {
            return last.and_then(|f| f.predicate.clone()).filter(|_| group.lemma == "compare");
        }
        let worth = quantity.kind == FigureKind::Amount && (governed || clause.extent.contains(&quantity.number.start));
        if !direct && !worth {
            return last
                .filter(|_| {
                    phrase.is_none_or(|p| analysis.words[analysis.chunks.phrases[p].head].class == Class::Number)
                })
                .and_then(|f| f.predicate.clone());
        }
        let word = analysis.document.lower(group.main);
        Some(
            analysis
                .lexicon
                .verbs
                .participle(group.lemma)
                .filter(|_| !clause.passive)
                .map_or_else(|| word.to_owned(), str::to_owned),
        )
    }

    fn is_statistical(
        &self,
        quantity: &Quantity,
        counted: &str,
        phrase: Option<usize>,
        clause: Option<usize>,
        continues: bool,
    ) -> bool {
        let analysis = self.analysis;
        if quantity.kind != FigureKind::Count && quantity.kind != FigureKind::Range {
            return true;
        }
        let head = counted.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let clause = clause.map(|c| &analysis.clauses[c]);
        let lemma = clause.map_or("", |c| analysis.chunks.groups[c.group].lemma);
        let patient =
            phrase.is_some_and(|p| clause.is_some_and(|c| c.patients().contains(&p) || c.objects.contains(&p)));
        let agent = phrase.is_some_and(|p| clause.is_some_and(|c| !c.passive && c.subjects.contains(&p)));
        if agent && (analysis.reporting.takes_content(lemma) || quantity.value < 10.0 && !counts(lemma)) {
            return false;
        }
        if continues {
            return true;
        }
        let bounded = quantity.comparator != Comparator::Exactly;
        let there =
            clause.is_some_and(|c| c.subjects.iter().any(|s| self.lower(analysis.chunks.phrases[*s].head) == "there"));
        if there || patient && counts(lemma) {
            return quantity.value >= 2.0;
        }
        let says_so = patient && (is_counted(&head) || quantity.value >= 10.0);
        let plain = (agent || clause.is_some_and(|c| c.passive && phrase.is_some_and(|p| c.subjects.contains(&p))))
            && (is_counted(&head) || quantity.value >= 100.0);
        let grown = is_change_verb(lemma)
            && clause.is_some_and(|c| {
                c.complements.iter().any(|c| {
                    matches!(self.lower(c.preposition), "from" | "to") && phrase.is_some_and(|p| c.phrases.contains(&p))
                })
            });
        // Of those that only hang on another noun the ones with a bound, or a large number of what is counted.
        let hanging = !patient && !agent && is_counted(&head) && (bounded || quantity.value >= 10.0);
        says_so || plain || grown || hanging || bounded && quantity.value >= 100.0
    }

    /// The period of a figure and the one compared with.
    #[expect(clippy::too_many_arguments, reason = "everything that an unsaid period can come from")]
    fn periods(
        &self,
        sentence: usize,
        quantity: &Quantity,
        clause: Option<usize>,
        last: Option<&Figure>,
        earlier: Option<&Figure>,
        before_last: Option<&Figure>,
    ) -> (Option<Period>, Option<Period>) {
        let analysis = self.analysis;
        let limits = analysis.document.sentences[sentence].tokens.clone();
        let from = analysis.dates.partition_point(|d| d.tokens.end <= limits.start);
        let dates: Vec<&Date> = analysis.dates[from..]
            .iter()
            .take_while(|d| d.tokens.start < limits.end)
            .filter(|d| d.is_point())
            .collect();
        let next_number = self.next_number(quantity, &limits);
        let mut period: Option<Period> = None;
        let mut base: Option<Period> = None;
        let change = quantity.kind.is_change();
        let mut from_to = (None, None);
        for date in &dates {
            let is_base = self.is_base(date, limits.start);
            let after = date.tokens.start >= quantity.number.end;
            let mine =
                after && (date.tokens.start < next_number || change && self.change_reaches(quantity, date, &limits));
            if !mine {
                continue;
            }
            // "from 240 in 2019 to 204 in 2023" after a change.
            if change && next_number < date.tokens.start {
                let side =
                    (quantity.tokens.end..date.tokens.start).rev().find(|i| matches!(self.lower(*i), "from" | "to"));
                match side.map(|i| self.lower(i)) {
                    Some("from") => from_to.0 = Some(self.period(date, false)),
                    Some("to") => from_to.1 = Some(self.period(date, false)),
                    _ => {}
                }
                continue;
            }
            if is_base && (change || quantity.kind == FigureKind::Count) {
                if change {
                    base = base.or_else(|| Some(self.period(date, false)));
                }
            } else if period.is_none() {
                period = Some(self.period(date, false));
            } else if let Some(known) = &mut period {
                // "from 2019 to 2023", "between 2019 and 2023".
                let joins = date.tokens.start > 0
                    && matches!(
                        self.lower(date.tokens.start - 1),
                        "to" | "and" | "until" | "till" | "through" | "–" | "-"
                    );
                if joins && known.end <= date.start() {
                    known.end = date.end();
                    known.range.end = date.range.end;
                    known.words =
                        analysis.document.text[known.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
        }
        base = base.or(from_to.0);
        period = period.or(from_to.1);
        // "In 2023, nine groups ...", "Over the five years from 2019 to 2023, ...": a date before it that nothing else took.
        if period.is_none() {
            let fronted: Vec<&&Date> = dates
                .iter()
                .filter(|d| {
                    d.tokens.end <= quantity.tokens.start
                        && !self.is_base(d, limits.start)
                        && self.is_fronted(d, &limits)
                })
                .collect();
            if let Some(first) = fronted.first() {
                let mut found = self.period(first, false);
                if let Some(second) = fronted
                    .get(1)
                    .filter(|d| matches!(self.lower(d.tokens.start - 1), "to" | "and" | "until" | "–" | "-"))
                {
                    found.end = second.end();
                    found.range.end = second.range.end;
                    found.words =
                        analysis.document.text[found.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                }
                period = Some(found);
            }
        }
        let own_clause_date = || {
            let clause = &analysis.clauses[clause?];
            let (_, tokens) = clause.dates.iter().find(|(_, d)| d.end <= quantity.tokens.start)?;
            dates
                .iter()
                .find(|d| d.tokens.start < tokens.end && tokens.start < d.tokens.end && !self.is_base(d, limits.start))
                .map(|d| self.period(d, false))
        };
        period = period.or_else(own_clause_date);
        // The first conjunct's period goes for the second.
        if period.is_none() {
            period = last.and_then(|f| f.period.clone()).map(|p| Period { is_inherited: true, ..p });
        }
        // "cases brought last year, with a decline of": a date before it in the sentence.
        if period.is_none() && change {
            period = dates
                .iter()
                .rev()
                .find(|d| d.tokens.end <= quantity.tokens.start && !self.is_base(d, limits.start))
                .map(|d| self.period(d, true));
        }
        // "In these cases", "of them", "This is a decrease".
        let points_back = limits.clone().any(|i| {
            i < quantity.tokens.end + 4 && matches!(self.lower(i), "these" | "them" | "this" | "they" | "that")
        });
        if points_back {
            // "287 were arrested, down from 381 in 2022. This is a decrease of 25 per cent."
            let two = change && earlier.is_some_and(|f| f.kind == FigureKind::Count);
            if let Some((from, to)) = before_last
                .zip(earlier)
                .filter(|(a, b)| two && a.unit == b.unit && a.kind == b.kind && a.period != b.period)
            {
                period = period.or_else(|| from.period.clone().map(|p| Period { is_inherited: true, ..p }));
                base = base.or_else(|| to.period.clone().map(|p| Period { is_inherited: true, ..p }));
            } else if let Some(earlier) = earlier.filter(|e| before_last.is_none_or(|b| b.period == e.period)) {
                period = period.or_else(|| earlier.period.clone().map(|p| Period { is_inherited: true, ..p }));
                if change && base.is_none() && earlier.base.is_some() {
                    base = earlier.base.clone().map(|p| Period { is_inherited: true, ..p });
                }
            }
        }
        (period, base)
    }

    /// A date at the head of the sentence, before its first verb.
    fn is_fronted(&self, date: &Date, limits: &Range<usize>) -> bool {
        (limits.start..date.tokens.start)
            .all(|i| !matches!(self.analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal))
    }

    /// A change takes the dates of the numbers from which and to which it goes.
    fn change_reaches(&self, quantity: &Quantity, date: &Date, limits: &Range<usize>) -> bool {
        let between = quantity.tokens.end..date.tokens.start;
        let steps = between.clone().filter(|i| matches!(self.lower(*i), "from" | "to")).count();
        steps > 0
            && between.end <= limits.end
            && between.clone().all(|i| !matches!(self.analysis.words[i].class, Class::Verb | Class::Be))
    }

    fn next_number(&self, quantity: &Quantity, limits: &Range<usize>) -> usize {
        let document = &self.analysis.document;
        (quantity.tokens.end..limits.end)
            .find(|i| {
                !matches!(self.analysis.words[*i].class, Class::Date | Class::Name)
                    && number_at(document, *i, limits.end).is_some_and(|n| n.in_digits || n.value > 1.0)
            })
            .map_or(limits.end, |at| comparator_before(document, at, limits.start).map_or(at, |(from, _)| from))
    }

    /// "compared to 2019", "than in 2021", "from a year earlier".
    fn is_base(&self, date: &Date, start: usize) -> bool {
        let mut at = date.tokens.start;
        while at > start {
            at -= 1;
            match self.lower(at) {
                "in" | "the" | "of" | "to" | "with" | "and" | "that" | "same" | "period" | "year" | "month"
                | "during" | "levels" | "figure" | "figures" | "from" => {}
                "compared" | "comparison" | "versus" | "relative" | "than" | "against" => return true,
                _ => return false,
            }
        }
        false
    }

    fn period(&self, date: &Date, is_inherited: bool) -> Period {
        let analysis = self.analysis;
        let before = date.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
        let mut tokens = date.tokens.clone();
        if matches!(before, "in" | "on" | "during" | "since" | "by" | "until" | "from" | "between" | "over" | "of") {
            tokens.start -= 1;
        }
        if analysis.document.lower_at(tokens.end) == Some("alone") {
            tokens.end += 1;
        }
        let range = analysis.document.bytes(&tokens);
        let open_end = before == "since";
        let open_start = matches!(before, "by" | "until");
        Period {
            words: self.text(&tokens),
            range,
            start: date.start().filter(|_| !open_start),
            end: date.end().filter(|_| !open_end),
            is_inferred: date.from.is_none() && date.inferred.is_some(),
            is_inherited,
        }
    }

    fn territory(&self, quantity: &Quantity, clause: Option<usize>, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let next = self.next_number(quantity, limits);
        let after = quantity.tokens.start
            ..clause.map_or(next, |c| analysis.clauses[c].extent.end.max(quantity.tokens.end).min(next));
        let place = |range: &Range<usize>| {
            analysis
                .mentions_in(range)
                .into_iter()
                .map(|m| &analysis.mentions[m])
                .filter(|m| m.kind == MentionKind::Place && m.entity.is_some())
                .find(|m| {
                    let before = m.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                    matches!(before, "in" | "across" | "throughout" | "within")
                })
        };
        place(&after)
            .or_else(|| place(&(limits.start..quantity.tokens.start)).filter(|m| m.tokens.start < limits.start + 6))
            .and_then(|m| m.entity)
    }
}

/// What a figure counts, whatever its unit.
fn counted_of(figure: &Figure) -> String {
    if figure.unit != "percent" && figure.currency.is_none() && figure.kind != FigureKind::Amount {
        return figure.unit.clone();
    }
    match &figure.predicate {
        Some(predicate) => {
            figure.measure.strip_suffix(predicate.as_str()).unwrap_or(&figure.measure).trim_end().to_owned()
        }
        None => figure.measure.clone(),
    }
}

fn strip_article(words: &str) -> String {
    let lower = words.to_lowercase();
    let skip = ["the ", "a ", "an ", "this ", "these ", "those ", "all "]
        .iter()
        .find(|article| lower.starts_with(*article))
        .map_or(0, |article| article.len());
    words.get(skip..).unwrap_or(words).to_owned()
}
