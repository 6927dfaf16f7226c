//! Phone numbers in E.164 form: the country's calling code and the number within the country.
//!
//! A number is read as the numbering plans of libphonenumber have it, and refused when no plan assigns it. What is
//! dialled without a calling code can only be read when the country is known from which it is dialled.

use super::text::digit;
use super::vocabulary::rows;
use super::{CleanContext, country};
use regex::Regex;
use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

/// How numbers are made up in one country or area.
struct Plan {
    region: &'static str,
    calling_code: &'static str,
    /// First digits that tell this area from the others with the same calling code.
    leading: Pattern,
    /// What is dialled before a calling code.
    abroad: Pattern,
    /// What is dialled before a number within the country.
    home: Pattern,
    /// What the latter becomes, where it is not just dropped.
    becomes: &'static str,
    lengths: Vec<usize>,
    /// The shape of all numbers.
    general: Pattern,
    /// The shapes of those in use.
    assigned: Pattern,
}

/// A regular expression that is built when first needed: most cases have numbers of few countries.
struct Pattern {
    source: &'static str,
    whole: bool,
    built: OnceLock<Option<Regex>>,
}

impl Pattern {
    fn new(source: &'static str, whole: bool) -> Self {
        Self { source, whole, built: OnceLock::new() }
    }

    fn get(&self) -> Option<&Regex> {
        let build = || {
            let end = if self.whole { "$" } else { "" };
            let source = format!("^(?:{}){end}", self.source);
            (!self.source.is_empty()).then(|| Regex::new(&source).expect("the patterns of the table are well formed"))
        };
        self.built.get_or_init(build).as_ref()
    }

    fn matches(&self, text: &str) -> bool {
        self.get().is_some_and(|pattern| pattern.is_match(text))
    }
}

/// By calling code, the main plan of each first.
static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let mut plans: Vec<Plan> = rows(include_str!("../../vocabulary/phones.tsv"))
        .map(|row| Plan {
            region: row[0],
            calling_code: row[1],
            leading: Pattern::new(row[2], false),
            abroad: Pattern::new(row[3], false),
            home: Pattern::new(row[4], false),
            becomes: row[5],
            lengths: row[6].split(',').filter_map(|length| length.parse().ok()).collect(),
            general: Pattern::new(row[7], true),
            assigned: Pattern::new(row[8], true),
        })
        .collect();
    plans.sort_by_key(|plan| plan.calling_code);
    plans
});

static EXTENSION: LazyLock<Regex> = LazyLock::new(|| {
    let source =
        r"(?i)(?:;ext=|[ \u{a0}\t,]*(?:ext(?:ensi[oó]n?)?n?|xtn?|int|anexo|доб|x|#|~|,)[:.]?[ \u{a0}\t,-]*)\d{1,9}#?$";
    Regex::new(source).expect("well formed")
});

/// A number cut into calling code and the rest.
struct Number {
    calling_code: &'static str,
    national: String,
}

/// The E.164 form of a number in international form, or as dialled from the country that the context names.
pub(super) fn clean<'a>(text: &'a str, context: &CleanContext<'_>) -> Option<Cow<'a, str>> {
    let home = match context.format {
        Some(country) => Some(plan_of(country)?),
        None => None,
    };
    let normal = read(text, None).or_else(|| read(text, Some(home?))).or_else(|| {
        let homes = if context.fuzzy && home.is_none() { context.countries } else { &[] };
        only(homes.iter().filter_map(|country| read(text, Some(plan_of(country)?))))
    })?;
    Some(if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal) })
}

/// The one thing that all agree on.
fn only(mut candidates: impl Iterator<Item = String>) -> Option<String> {
    let first = candidates.next()?;
    candidates.all(|other| other == first).then_some(first)
}

/// The country, as a code, whose number an E.164 number is.
pub(super) fn country_of(number: &str) -> Option<String> {
    let digits = number.strip_prefix('+')?;
    let plan = main_plan(digits)?;
    let region = region_of(plan.calling_code, &digits[plan.calling_code.len()..])?.region;
    country::clean(region, false).map(str::to_owned)
}

fn plan_of(country: &str) -> Option<&'static Plan> {
    let code = country::clean(country, false)?;
    let find = |code: &str| PLANS.iter().find(|plan| plan.region.eq_ignore_ascii_case(code));
    find(code).or_else(|| find(code.split('-').next()?))
}

fn plans_with(calling_code: &str) -> &'static [Plan] {
    let start = PLANS.partition_point(|plan| plan.calling_code < calling_code);
    let end = PLANS.partition_point(|plan| plan.calling_code <= calling_code);
    &PLANS[start..end]
}

/// The main plan of the calling code that digits begin with. No calling code begins another.
fn main_plan(digits: &str) -> Option<&'static Plan> {
    (1..=digits.len().min(3)).find_map(|length| plans_with(&digits[..length]).first())
}

fn read(text: &str, home: Option<&'static Plan>) -> Option<String> {
    let candidate = candidate(text)?;
    let number = parse(candidate, home)?;
    region_of(number.calling_code, &number.national)
        .is_some_and(|plan| plan.general.matches(&number.national) && plan.assigned.matches(&number.national))
        .then(|| format!("+{}{}", number.calling_code, number.national))
}

/// The plan that a number belongs to, of those that share a calling code.
fn region_of(calling_code: &str, national: &str) -> Option<&'static Plan> {
    match plans_with(calling_code) {
        [plan] => Some(plan),
        plans => plans.iter().find(|plan| {
            if plan.leading.source.is_empty() {
                plan.general.matches(national) && plan.assigned.matches(national)
            } else {
                plan.leading.matches(national)
            }
        }),
    }
}

/// The part of a text that may be a number, without extension.
fn candidate(text: &str) -> Option<&str> {
    if text.len() > 250 {
        return None;
    }
    let text = text.split_once("tel:").map_or(text, |(_, rest)| rest);
    let start = text.find(|next| is_plus(next) || digit(next).is_some())?;
    let text = text[start..].trim_end_matches(|next: char| next != '#' && !next.is_alphanumeric());
    let text = match EXTENSION.find(text) {
        Some(extension) if is_viable(&text[..extension.start()]) => &text[..extension.start()],
        _ => text.split(';').next()?,
    };
    is_viable(text).then_some(text)
}

fn is_plus(next: char) -> bool {
    matches!(next, '+' | '＋')
}

/// Whether a text is made of what numbers are written with, and holds digits enough.
fn is_viable(text: &str) -> bool {
    let is_separator = |next: char| {
        matches!(next, '-' | '(' | ')' | '[' | ']' | '.' | '/' | '~' | '*' | 'x' | '\u{2010}'..='\u{2015}')
            || matches!(next, '−' | 'ー' | '－' | '／' | '．' | '（' | '）' | '［' | '］' | '⁓' | '∼' | '～')
            || next.is_whitespace()
    };
    let body = text.trim_start_matches(is_plus);
    let digits = body.chars().filter(|&next| digit(next).is_some()).count();
    let letters_may_stand =
        body.char_indices().filter(|&(_, next)| digit(next).is_some()).nth(2).map(|(place, _)| place);
    digits >= 2
        && body.char_indices().all(|(place, next)| {
            digit(next).is_some()
                || is_separator(next)
                || next.is_ascii_alphabetic() && letters_may_stand.is_some_and(|start| place > start)
        })
}

/// Digits only. Three letters or more are a word to be dialled on the keys, fewer are noise.
fn digits_of(text: &str) -> String {
    let is_word = text.chars().filter(char::is_ascii_alphabetic).count() >= 3;
    let key = |next: char| match next.to_ascii_lowercase() {
        letter @ 'a'..='o' if is_word => Some((letter as u32 - 'a' as u32) / 3 + 2),
        'p'..='s' if is_word => Some(7),
        't'..='v' if is_word => Some(8),
        'w'..='z' if is_word => Some(9),
        next => digit(next),
    };
    text.chars().filter_map(key).filter_map(|value| char::from_digit(value, 10)).collect()
}

fn parse(text: &str, home: Option<&'static Plan>) -> Option<Number> {
    let digits = digits_of(text);
    if text.starts_with(is_plus) {
        if let Some(plan) = main_plan(&digits) {
            return finish(plan, &digits[plan.calling_code.len()..]);
        }
        // Some write the prefix for calls abroad after the sign that stands for it.
        return after_prefix(&digits, home?);
    }
    let home = home?;
    after_prefix(&digits, home).or_else(|| {
        let without_code = digits.strip_prefix(home.calling_code).map(|rest| home.strip_prefix(rest));
        match without_code {
            Some(rest)
                if !home.general.matches(&digits) && home.general.matches(&rest)
                    || home.lengths.iter().all(|length| *length < digits.len()) =>
            {
                finish(home, &rest)
            }
            _ => finish(home, &digits),
        }
    })
}

/// Reads what follows the prefix for calls abroad.
fn after_prefix(digits: &str, home: &Plan) -> Option<Number> {
    let prefix = home.abroad.get()?.find(digits)?;
    let digits = &digits[prefix.end()..];
    let plan = if digits.starts_with('0') { None } else { main_plan(digits) }?;
    finish(plan, &digits[plan.calling_code.len()..])
}

fn finish(plan: &Plan, national: &str) -> Option<Number> {
    let stripped = plan.strip_prefix(national);
    let longest = plan.lengths.last().copied().unwrap_or(0);
    let possible = plan.lengths.contains(&stripped.len()) || stripped.len() > longest;
    let national = if possible { stripped } else { Cow::Borrowed(national) };
    (2..=17).contains(&national.len()).then(|| Number {
        calling_code: plans_with(plan.calling_code)[0].calling_code,
        national: national.into_owned(),
    })
}

impl Plan {
    /// The number without what is only dialled within the country, unless that makes a number of it that is none.
    fn strip_prefix<'a>(&self, number: &'a str) -> Cow<'a, str> {
        let Some(groups) = self.home.get().and_then(|pattern| pattern.captures(number)) else {
            return Cow::Borrowed(number);
        };
        let rest = &number[groups.get(0).map_or(0, |prefix| prefix.end())..];
        let last = groups.get(groups.len() - 1).filter(|_| groups.len() > 1);
        let stripped = if self.becomes.is_empty() || last.is_none() {
            Cow::Borrowed(rest)
        } else {
            let mut stripped = String::new();
            groups.expand(self.becomes, &mut stripped);
            stripped.push_str(rest);
            Cow::Owned(stripped)
        };
        if self.general.matches(number) && !self.general.matches(&stripped) { Cow::Borrowed(number) } else { stripped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, country: Option<&str>, expected: Option<&str>) {
        let context = CleanContext { format: country, ..CleanContext::default() };
        assert_eq!(clean(raw, &context).as_deref(), expected, "{raw:?} from {country:?}");
    }

    #[test]
    fn reads_international_numbers() {
        check("+49 30 1234567", None, Some("+49301234567"));
        check("tel:+49-30-1234567", None, Some("+49301234567"));
        check("＋４９ 30 1234567", None, Some("+49301234567"));
        check("+44 (0)20 7946 0958", None, Some("+442079460958"));
        check("+39 06 1234 5678", None, Some("+390612345678"));
        check("+1 (202) 456-1111 ext. 5", None, Some("+12024561111"));
        check("+49 30 1234567, 55", None, Some("+49301234567"));
        check("+1 800 FLOWERS", None, Some("+18003569377"));
    }

    #[test]
    fn reads_national_numbers_where_the_country_is_known() {
        check("030 1234567", None, None);
        check("030 1234567", Some("de"), Some("+49301234567"));
        check("0049 30 1234567", Some("de"), Some("+49301234567"));
        check("49 30 1234567", Some("de"), Some("+49301234567"));
        check("020 7946 0958", Some("gb-eng"), Some("+442079460958"));
        check("020 7946 0958", Some("gb-sct"), Some("+442079460958"));
        check("8 495 123 45 67", Some("ru"), Some("+74951234567"));
        check("030 1234567", Some("eu"), None);
        check("+49 30 1234567", Some("nowhere"), None);
    }

    #[test]
    fn refuses_what_no_plan_assigns() {
        for raw in ["", "+", "+1", "123", "+999 123 456789", "+38760183628", "call me", "+1 555"] {
            check(raw, None, None);
        }
    }

    #[test]
    fn guesses_from_the_entity_only_when_asked_and_of_one_mind() {
        let mut context = CleanContext { countries: &["de"], ..CleanContext::default() };
        assert_eq!(clean("030 1234567", &context), None);
        context.fuzzy = true;
        assert_eq!(clean("030 1234567", &context).as_deref(), Some("+49301234567"));
        context.countries = &["de", "it"];
        assert_eq!(clean("030 1234567", &context), None);
    }

    #[test]
    fn tells_the_country_of_a_number() {
        for (number, country) in
            [("+49301234567", "de"), ("+12024561111", "us"), ("+12684641234", "ag"), ("+77012345678", "kz")]
        {
            assert_eq!(country_of(number).as_deref(), Some(country));
        }
    }

    #[test]
    fn every_plan_is_well_formed() {
        for plan in PLANS.iter() {
            for pattern in [&plan.leading, &plan.abroad, &plan.home, &plan.general, &plan.assigned] {
                assert_eq!(pattern.get().is_some(), !pattern.source.is_empty(), "{}", plan.region);
            }
            assert!(!plan.lengths.is_empty() && plan.lengths.is_sorted(), "{}", plan.region);
        }
    }
}
