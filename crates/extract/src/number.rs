//! Numbers as English writes them: digits, words, scales.

use crate::sentence::Document;
use crate::token::Kind;

/// A number read at some token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// How many tokens it takes.
    pub tokens: usize,
    pub value: f64,
    /// Whether digits were written, which makes it less likely to be a figure of speech.
    pub in_digits: bool,
}

fn small(word: &str) -> Option<f64> {
    Some(match word {
        "zero" => 0.0,
        "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    })
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "mln" | "mn" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "dozen" => 12.0,
        _ => return None,
    })
}

/// The value of a number word such as "twenty-one", without scales.
pub(crate) fn word_value(word: &str) -> Option<f64> {
    small(word).or_else(|| {
        let (tens, ones) = word.split_once('-')?;
        let (tens, ones) = (small(tens)?, small(ones)?);
        (tens >= 20.0 && ones < 10.0).then_some(tens + ones)
    })
}

/// The value of digits with separators and an ending such as `m` or `bn`; nothing for ordinals, decades and dates.
pub(crate) fn digits_value(word: &str) -> Option<f64> {
    let cut = word.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(word.len());
    let value: f64 = word[..cut].replace(',', "").parse().ok()?;
    // "360-million".
    let rest = &word[cut..];
    let factor = match rest.strip_prefix('-').filter(|scale| scale.len() > 5).unwrap_or(rest) {
        "" => 1.0,
        // "43.1pc": percent, as Irish papers write it.
        "pc" => 1.0,
        "k" => 1e3,
        "lakh" => 1e5,
        "m" | "mn" | "million" => 1e6,
        "crore" => 1e7,
        "bn" | "b" | "billion" => 1e9,
        "tn" | "tr" | "trn" | "trillion" => 1e12,
        _ => return None,
    };
    Some(value * factor)
}

/// "442 000", "1 250 300": thousands parted by single spaces. The token after the number, and its value.
fn spaced_digits(document: &Document, at: usize, limit: usize) -> Option<(usize, f64)> {
    let group = |i: usize| {
        let token = document.tokens.get(i).filter(|t| i < limit && t.kind == Kind::Number)?;
        token.lower.bytes().all(|b| b.is_ascii_digit()).then_some(&*token.lower)
    };
    let first = group(at).filter(|digits| (1..=3).contains(&digits.len()) && !digits.starts_with('0'))?;
    // "on May 12 300 men": a day.
    let before = at.checked_sub(1).map_or("", |i| document.lower(i));
    if crate::date::month(before).is_some() {
        return None;
    }
    let mut value: f64 = first.parse().ok()?;
    let mut end = at + 1;
    while let Some(digits) = group(end).filter(|digits| digits.len() == 3) {
        let apart = document.tokens[end].start.checked_sub(document.tokens[end - 1].end)?;
        // A space, or one that does not break.
        if !(1..=3).contains(&apart) {
            break;
        }
        value = value * 1000.0 + digits.parse::<f64>().ok()?;
        end += 1;
    }
    (end > at + 1).then_some((end, value))
}

/// "20,7%": a comma before the decimals, as some countries write it. The token after the number, and its value.
fn comma_decimal(document: &Document, at: usize, limit: usize) -> Option<(usize, f64)> {
    let tokens = document.tokens.get(at..limit.min(at + 4))?;
    let [whole, comma, decimals, sign] = tokens else { return None };
    let digits =
        |token: &crate::token::Token| token.kind == Kind::Number && token.lower.bytes().all(|b| b.is_ascii_digit());
    let close = whole.end == comma.start && comma.is_mark(',') && comma.end == decimals.start;
    let fits = close && digits(whole) && digits(decimals) && decimals.lower.len() < 3;
    let measured = matches!(&*sign.lower, "%" | "percent" | "per" | "million" | "billion" | "tonnes" | "tons" | "kg");
    (fits && measured)
        .then(|| format!("{}.{}", whole.lower, decimals.lower).parse().ok())
        .flatten()
        .map(|v| (at + 3, v))
}

/// ".8%": no digit before the point. The token after the number, and its value.
fn pointed(document: &Document, at: usize, limit: usize) -> Option<(usize, f64)> {
    let tokens = document.tokens.get(at..limit.min(at + 3))?;
    let [point, decimals, sign] = tokens else { return None };
    let apart = at.checked_sub(1).is_some_and(|i| document.tokens[i].end < point.start);
    let fits = apart
        && point.is_mark('.')
        && point.end == decimals.start
        && decimals.kind == Kind::Number
        && decimals.lower.bytes().all(|b| b.is_ascii_digit())
        && matches!(&*sign.lower, "%" | "percent" | "per");
    fits.then(|| format!("0.{}", decimals.lower).parse().ok()).flatten().map(|value| (at + 2, value))
}

/// "a quarter of a million", "three quarters of a billion": the token of the scale, and the part of it.
fn quarters_of(document: &Document, at: usize, limit: usize) -> Option<(usize, f64)> {
    let word = |i: usize| if i < limit { document.lower(i) } else { "" };
    let (end, parts) = match (word(at), word(at + 1)) {
        ("a" | "one", "quarter") => (at + 2, 1.0),
        ("three", "quarters") => (at + 2, 3.0),
        ("three-quarters", _) => (at + 1, 3.0),
        _ => return None,
    };
    let fits = word(end) == "of" && word(end + 1) == "a" && matches!(word(end + 2), "million" | "billion" | "trillion");
    fits.then_some((end + 2, parts / 4.0))
}

/// The number that begins at a token and ends before `limit`.
pub(crate) fn number_at(document: &Document, at: usize, limit: usize) -> Option<Number> {
    let token = document.tokens.get(at).filter(|_| at < limit)?;
    let word = |i: usize| if i < limit { document.lower(i) } else { "" };
    let in_digits = token.kind == Kind::Number;
    let (mut end, mut value) = if let Some(grouped) = spaced_digits(document, at, limit)
        .or_else(|| comma_decimal(document, at, limit))
        .or_else(|| pointed(document, at, limit))
    {
        grouped
    } else if in_digits {
        (at + 1, digits_value(&token.lower)?)
    } else if token.kind != Kind::Word {
        return None;
    } else if &*token.lower == "half" && word(at + 1) == "a" && scale(word(at + 2)).is_some() {
        // "half a million dollars".
        (at + 2, 0.5)
    } else if let Some(parts) = quarters_of(document, at, limit) {
        parts
    } else if let Some(value) = word_value(&token.lower) {
        (at + 1, value)
    } else if (&*token.lower == "a" || &*token.lower == "an") && scale(word(at + 1)).is_some() {
        (at + 1, 1.0)
    } else {
        return None;
    };
    // "two hundred and fifty thousand": each scale multiplies what was said since the last larger one.
    let mut total = 0.0;
    loop {
        let dash = usize::from(in_digits && end == at + 1 && matches!(word(end), "-" | "‑"));
        if let Some(factor) = scale(word(end + dash)) {
            value *= factor;
            end += 1 + dash;
        } else if !in_digits && value >= 100.0 {
            let skip = usize::from(word(end) == "and");
            let Some(next) = word_value(word(end + skip)) else { break };
            end += skip + 1;
            if value >= 1000.0 {
                total += value;
                value = next;
            } else {
                value += next;
            }
        } else {
            break;
        }
    }
    Some(Number { tokens: end - at, value: total + value, in_digits })
}

/// "a third", "half", "two thirds", "a quarter": the tokens and the share.
pub(crate) fn fraction_at(document: &Document, at: usize, limit: usize) -> Option<Number> {
    let word = |i: usize| if i < limit { document.lower(i) } else { "" };
    let part = |word: &str| match word {
        "half" | "halves" => Some(2.0),
        "third" | "thirds" => Some(3.0),
        "quarter" | "quarters" => Some(4.0),
        "fifth" | "fifths" => Some(5.0),
        "sixth" | "sixths" => Some(6.0),
        "seventh" | "sevenths" => Some(7.0),
        "eighth" | "eighths" => Some(8.0),
        "ninth" | "ninths" => Some(9.0),
        "twentieth" | "twentieths" => Some(20.0),
        "tenth" | "tenths" => Some(10.0),
        _ => None,
    };
    let (tokens, value) = match word(at) {
        "half" if !matches!(word(at + 1), "a" | "dozen") => (1, 0.5),
        "a" | "an" | "one" => (2, 1.0 / part(word(at + 1))?),
        "two-thirds" => (1, 2.0 / 3.0),
        "three-quarters" => (1, 0.75),
        // "one-fifth", "two-fifths".
        joined if joined.contains('-') => {
            let (count, whole) = joined.split_once('-')?;
            (1, word_value(count)? / part(whole)?)
        }
        count => (2, word_value(count).filter(|n| *n > 1.0)? / part(word(at + 1))?),
    };
    Some(Number { tokens, value: value * 100.0, in_digits: false })
}

/// "one in four", "nine out of ten": the tokens and the share.
pub(crate) fn ratio_at(document: &Document, at: usize, limit: usize) -> Option<Number> {
    let word = |i: usize| if i < limit { document.lower(i) } else { "" };
    // "one person in two".
    if word(at) == "one"
        && word(at + 2) == "in"
        && let Some(whole) = word_value(word(at + 3)).filter(|whole| (2.0..=100.0).contains(whole))
        && matches!(
            word(at + 1),
            "person"
                | "woman"
                | "man"
                | "child"
                | "adult"
                | "household"
                | "citizen"
                | "firm"
                | "company"
                | "business"
                | "prisoner"
                | "victim"
                | "girl"
                | "boy"
                | "respondent"
                | "inmate"
                | "officer"
                | "case"
                | "family"
                | "murder"
                | "crime"
                | "offence"
        )
    {
        return Some(Number { tokens: 4, value: 100.0 / whole, in_digits: false });
    }
    if !matches!(word(at + 1), "in" | "out") {
        return None;
    }
    let value = |i: usize| word_value(word(i)).or_else(|| word(i).parse::<u16>().ok().map(f64::from));
    let part = value(at)?;
    let second = match (word(at + 1), word(at + 2)) {
        ("out", "of") => at + if word(at + 3) == "every" { 4 } else { 3 },
        ("in", _) => at + if word(at + 2) == "every" { 3 } else { 2 },
        _ => return None,
    };
    let whole = value(second).filter(|whole| *whole > part && *whole <= 1000.0)?;
    let is_written = word_value(word(at)).is_some() == word_value(word(second)).is_some()
        || word(second - 1) == "every"
        || word(at + 1) == "out" && whole <= 100.0;
    is_written.then_some(Number { tokens: second + 1 - at, value: part / whole * 100.0, in_digits: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn value(text: &str) -> Option<(usize, f64)> {
        let document = Document::read(text, Lexicon::english());
        number_at(&document, 0, document.tokens.len()).map(|n| (n.tokens, n.value))
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(value("5,200 groups"), Some((1, 5200.0)));
        assert_eq!(value("2.1 million crowns"), Some((2, 2.1e6)));
        assert_eq!(value("10m yuan"), Some((1, 1e7)));
        assert_eq!(value("two hundred and fifty thousand men"), Some((5, 250_000.0)));
        assert_eq!(value("twenty-one men"), Some((1, 21.0)));
        assert_eq!(value("a dozen men"), Some((2, 12.0)));
        assert_eq!(value("half a million dollars"), Some((3, 500_000.0)));
        assert_eq!(value("half a dozen men"), Some((3, 6.0)));
        assert_eq!(value("a quarter of a million men"), Some((5, 250_000.0)));
        assert_eq!(value("a quarter of the men"), None);
        assert_eq!(value("20kg of it"), Some((1, 20.0)));
        assert_eq!(value("442 000 arrests"), Some((2, 442_000.0)));
        assert_eq!(value("1 250 300 pills"), Some((3, 1_250_300.0)));
        assert_eq!(value("2019 300 men"), Some((1, 2019.0)));
        assert_eq!(value("12 40 men"), Some((1, 12.0)));
        assert_eq!(value("a man"), None);
        assert_eq!(value("27th"), None);
        assert_eq!(value("1990s"), None);
    }

    #[test]
    fn ratios_are_shares() {
        let share = |text: &str| {
            let document = Document::read(text, Lexicon::english());
            ratio_at(&document, 0, document.tokens.len()).map(|n| (n.tokens, n.value))
        };
        assert_eq!(share("one in four networks"), Some((3, 25.0)));
        assert_eq!(share("nine out of ten firms"), Some((4, 90.0)));
        assert_eq!(share("seven out of every 10 gangs"), Some((5, 70.0)));
        assert_eq!(share("two out of 10 adults"), Some((4, 20.0)));
        assert_eq!(share("five in prison"), None);
        assert_eq!(share("three in 2019"), None);
    }

    #[test]
    fn fractions_are_shares() {
        let document = Document::read("two thirds of them", Lexicon::english());
        let share = fraction_at(&document, 0, 4).unwrap();
        assert_eq!(share.tokens, 2);
        assert!((share.value - 66.667).abs() < 0.01);
    }
}
