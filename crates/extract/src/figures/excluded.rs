//! Numbers that are no figures: ages, labels, times, parts of addresses, those that only point back.

use super::change::is_change_verb;
use super::reported::is_weight;
use super::*;
use crate::token::Kind;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// Whether a clause or sentence ends at a token.
    fn is_end(&self, at: usize, limit: usize) -> bool {
        at >= limit || matches!(self.lower(at), "," | "." | ";" | ":" | "and" | "but" | "–" | "—")
    }

    /// Ages, labels, times, parts of addresses.
    pub(super) fn is_excluded(
        &self,
        number: &Range<usize>,
        end: usize,
        sentence: &Range<usize>,
        has_unit: bool,
    ) -> bool {
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
                | "mph"
                | "kph"
                | "feet"
                | "blocks"
                | "foot"
                | "inches"
                | "yards"
                | "caliber"
                | "calibre"
        ) || next.ends_with("-year-old")
        {
            return !has_unit && !self.is_often(number, end, limit);
        }
        // "a blood alcohol level of .08 per cent", "$20, 000": a part of a number.
        let joins = |i: usize| document.tokens[i].end == document.tokens[i + 1].start;
        let part = before == "." && joins(number.start - 1)
            || next == "," && self.at(end + 1, limit) == "000"
            || before == "," && self.lower(number.start) == "000";
        if part {
            return true;
        }
        if has_unit {
            return false;
        }
        // "between 8 and 19 November": a day.
        let is_day = matches!(next, "and" | "to" | "-" | "–" | "or" | "until")
            && end + 1 < limit
            && self.analysis.words[end + 1].class == Class::Date
            && document.tokens[number.start].lower.len() <= 2
            && document.tokens[number.start].kind == Kind::Number
            && matches!(before, "between" | "from" | "on" | "of" | "the");
        if is_day {
            return true;
        }
        // "8:30", "el 26 de enero": a time, a date in another language.
        let after_colon = before == ":"
            && number.start > sentence.start + 1
            && document.tokens[number.start - 2].kind == Kind::Number
            && document.tokens[number.start - 1].end == document.tokens[number.start].start;
        // "2019/20", "2021-22": the second year of a season.
        let season = matches!(before, "/" | "-" | "–")
            && number.start > sentence.start + 1
            && document.tokens[number.start - 2].lower.len() == 4
            && document.tokens[number.start - 2].kind == Kind::Number
            && document.tokens[number.start].lower.len() <= 2
            && document.tokens[number.start - 2].end == document.tokens[number.start - 1].start;
        // "18WF 0980": a mark, not a number.
        let marked = digits_of(self, number).starts_with('0') && digits_of(self, number).len() > 1;
        if after_colon
            || season
            || marked && !digits_of(self, number).contains('.')
            || matches!(next, ":" | "de" | "del") && document.tokens[number.start].kind == Kind::Number
        {
            return true;
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
                    | "category"
                    | "tier"
                    | "grade"
                    | "schedule"
                    | "level"
                    | "vol."
                    | "act"
                    | "route"
                    | "highway"
                    | "per"
                    | "#"
                    | "/"
            )
        {
            return true;
        }
        // "a 2019 study", "compared to 2003 figures": a year.
        let digits = &*document.tokens[number.start].lower;
        let is_year = digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
        if is_year
            && matches!(
                next,
                "figures" | "levels" | "data" | "statistics" | "totals" | "numbers" | "report" | "election"
            )
        {
            return true;
        }
        // "the Opium Survey 2018 released today".
        let of_title = number.start > sentence.start
            && document.is_capitalised(number.start - 1)
            && matches!(
                before,
                "survey"
                    | "report"
                    | "index"
                    | "census"
                    | "barometer"
                    | "review"
                    | "outlook"
                    | "yearbook"
                    | "statistics"
                    | "bulletin"
            );
        // "children aged between seven and 42".
        let aged = matches!(before, "between" | "from") && number.start > sentence.start + 1 && {
            matches!(self.lower(number.start - 2), "aged" | "ages")
        };
        if aged {
            return true;
        }
        if is_year && of_title {
            return true;
        }
        if is_year && matches!(before, "a" | "an" | "the" | "its" | "his" | "their" | "this" | "that") {
            return true;
        }
        // "2015 Training Performance Report", "his 2008 conviction": of so many things there are more than one.
        let noun = (end..limit.min(end + 4))
            .take_while(|i| !matches!(self.analysis.words[*i].class, Class::Verb | Class::Be | Class::Have))
            .find(|i| self.analysis.words[*i].class == Class::Noun);
        if is_year
            && (end < limit && self.analysis.words[end].class == Class::Name
                || noun.is_some_and(|i| !self.lower(i).ends_with('s')))
        {
            return true;
        }
        // "were under 25", "men over 60": ages.
        let is_age = matches!(before, "under" | "over")
            && digits.len() <= 2
            && (self.is_end(end, limit) || matches!(next, "when" | "at"))
            && number.start > sentence.start + 1
            && matches!(
                self.lower(number.start - 2),
                "were"
                    | "was"
                    | "are"
                    | "is"
                    | "those"
                    | "people"
                    | "men"
                    | "women"
                    | "children"
                    | "anyone"
                    | "girls"
                    | "boys"
                    | "girl"
                    | "boy"
                    | "minors"
                    | "minor"
                    | "child"
                    | "kids"
                    | "persons"
                    | "person"
                    | "victims"
            );
        if is_age {
            return true;
        }
        // "133rd out of 174 countries": a rank.
        let ranked = before == "of" && {
            let out = number.start.checked_sub(2).is_some_and(|i| i >= sentence.start && self.lower(i) == "out");
            let rank = number.start.checked_sub(2 + usize::from(out)).filter(|i| *i >= sentence.start);
            rank.is_some_and(|i| is_rank(self.lower(i)))
        };
        if ranked {
            return true;
        }
        // "Of the 210 suspects identified": the whole of which a part is told.
        let of_whole = before == "the"
            && number.start > sentence.start + 1
            && matches!(self.lower(number.start - 2), "of" | "among")
            && (number.start == sentence.start + 2 || self.lower(number.start - 3) == ",")
            && document.tokens[number.start].kind == Kind::Number
            && digits.len() > 1;
        // "an increase from the 1,360 persons referred in 2011".
        let of_base = before == "the"
            && number.start > sentence.start + 2
            && matches!(self.lower(number.start - 2), "from" | "than" | "with" | "to" | "on" | "over" | "against")
            && document.tokens[number.start].kind == Kind::Number
            && digits.len() > 1
            && (sentence.start.max(number.start.saturating_sub(7))..number.start - 2).any(|i| {
                change::is_change_noun(self.lower(i))
                    || matches!(
                        self.lower(i),
                        "compared" | "up" | "down" | "fewer" | "more" | "higher" | "lower" | "less"
                    )
                    || is_change_verb(self.analysis.words[i].lemma)
            });
        if of_whole || of_base || before == "the" && self.is_first_told(number, sentence) {
            return false;
        }
        // "January-February 2, 2019": a day.
        let year_after = next == "," && {
            let year = self.at(end + 1, limit);
            year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
        };
        if year_after && digits.len() <= 2 && document.tokens[number.start].kind == Kind::Number {
            return true;
        }
        // "its 200 men", "gave her 50,000 dalar": so many somebody has or gets.
        let held = matches!(before, "its" | "his" | "her" | "their") && digits.len() > 1 && !is_year && {
            let plain = document.tokens[number.start].kind == Kind::Number || number.len() > 1;
            plain && end < limit && countable::is_plural(self.lower(end)) || before == "her" && digits.len() > 3
        };
        if held {
            return false;
        }
        // "the two men", "the 17 accused": known ones, not counted anew.
        if matches!(
            before,
            "the" | "these" | "those" | "his" | "her" | "their" | "its" | "both" | "other" | "first" | "final"
        ) {
            return true;
        }
        // "590 Tallow Avenue": a house.
        let street = (end..limit.min(end + 4)).take_while(|i| document.is_capitalised(*i)).find(|i| {
            matches!(
                self.lower(*i),
                "avenue"
                    | "street"
                    | "road"
                    | "drive"
                    | "lane"
                    | "boulevard"
                    | "square"
                    | "place"
                    | "court"
                    | "way"
                    | "terrace"
            )
        });
        if street.is_some_and(|i| i > end) {
            return true;
        }
        // "one of the top ten banks", "12 strokes of the cane".
        if before == "top" || matches!(next, "strokes" | "lashes") {
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
        // "Italy's three main mafias": all that there are.
        let parts = (end..limit.min(end + 3)).any(|i| {
            matches!(
                self.lower(i),
                "states"
                    | "provinces"
                    | "municipalities"
                    | "districts"
                    | "counties"
                    | "regions"
                    | "cities"
                    | "countries"
            )
        });
        let owned = number.start > sentence.start
            && self.analysis.words[number.start - 1].class == Class::Genitive
            && (document.tokens[number.start].kind == Kind::Word || parts);
        if owned {
            return true;
        }
        let word = self.lower(number.start);
        let in_words = document.tokens[number.start].kind == Kind::Word;
        // "one" is an article or a pronoun more often than a count.
        in_words && word == "one" && number.len() == 1 && !is_weight(next)
            || document.tokens[number.start].lower.contains('/')
    }

    /// "rang him 61 times last year": how often somebody did something, and not "fifty times the price".
    fn is_often(&self, number: &Range<usize>, end: usize, limit: usize) -> bool {
        let many =
            crate::number::number_at(&self.analysis.document, number.start, limit).is_some_and(|n| n.value >= 10.0);
        many && self.at(end, limit) == "times"
            && !matches!(
                self.at(end + 1, limit),
                "the"
                    | "that"
                    | "what"
                    | "its"
                    | "his"
                    | "her"
                    | "their"
                    | "this"
                    | "as"
                    | "more"
                    | "higher"
                    | "larger"
                    | "bigger"
                    | "over"
                    | "\""
                    | "”"
                    | "'"
                    | "’"
            )
    }

    /// "the 635,173 reports it had", "the 127,271 seized coins": so many of which the text has not told before.
    fn is_first_told(&self, number: &Range<usize>, sentence: &Range<usize>) -> bool {
        let document = &self.analysis.document;
        let digits = self.lower(number.start);
        let is_year = digits.len() == 4 && digits < "2100";
        let is_large =
            digits.len() > 2 && !is_year || number.len() > 1 && document.tokens[number.start].kind == Kind::Number;
        // "The 11 tonnes have not been found".
        let weighed = digits.len() > 1 && is_weight(self.at(number.end, sentence.end));
        let plural = (number.end..sentence.end.min(number.end + 4))
            .find(|i| self.analysis.words[*i].class == Class::Noun && countable::is_plural(self.lower(*i)));
        let describes = |i: usize| {
            matches!(self.analysis.words[i].class, Class::Noun | Class::Adjective | Class::Verb | Class::Name)
        };
        // "the 19 children": of people even so few, but not "three of the 14 officers".
        let of = number.start.checked_sub(2).is_some_and(|i| i >= sentence.start && self.lower(i) == "of");
        let few = digits.len() == 2 && !of && plural.is_some_and(|noun| countable::is_person(self.lower(noun)));
        let named = (document.tokens[number.start].kind == Kind::Number && (is_large || few || weighed))
            && (plural.is_some_and(|noun| (number.end..noun).all(describes))
                || self.at(number.end, sentence.end) == "people");
        named && !(0..number.start).any(|i| document.lower(i) == digits)
    }
}

fn digits_of<'w>(reader: &'w FigureReader, number: &Range<usize>) -> &'w str {
    reader.lower(number.start)
}

/// "133rd", "2nd".
fn is_rank(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .filter_map(|end| word.strip_suffix(*end))
        .any(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
