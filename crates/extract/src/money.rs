//! Amounts of money.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::number::number_at;
use crate::token::Kind;

/// An amount where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    pub tokens: Range<usize>,
    pub value: f64,
    /// The ISO 4217 code, `XXX` where the word has none.
    pub currency: &'static str,
    /// The currency as written.
    pub unit: Range<usize>,
}

/// The amount whose number or sign stands at a token.
pub(crate) fn amount_at(analysis: &Analysis, at: usize, limit: usize) -> Option<Amount> {
    let document = &analysis.document;
    if at >= limit.min(document.tokens.len()) {
        return None;
    }
    let currency = |i: usize| {
        let code = |text: &str| analysis.lexicon.currencies.get(text).copied();
        (i < limit).then(|| code(document.word(i)).or_else(|| code(document.lower(i)))).flatten()
    };
    // "$5 million", "US$ 5m", "€300,000".
    // "HK$80,000": letters and a sign make one.
    let joined = document.lower_at(at + 1).is_some_and(|sign| matches!(sign, "$" | "¢" | "₵"))
        && document.tokens[at].end == document.tokens[at + 1].start
        && matches!(
            document.word(at),
            "US" | "HK"
                | "NT"
                | "A"
                | "C"
                | "S"
                | "R"
                | "NZ"
                | "AU"
                | "CA"
                | "AUS"
                | "CAN"
                | "N"
                | "J"
                | "TT"
                | "GH"
                | "Z"
                | "EC"
        );
    // "Rs.8.72 crores".
    let dotted = matches!(document.word(at), "Rs" | "Ksh" | "KSh" | "Sh")
        && document.tokens.get(at + 1).is_some_and(|t| t.is_mark('.'))
        && at + 1 < limit;
    let sign_tokens = if joined { 2 } else { 1 };
    let code_of = |at: usize| {
        let pair = format!("{}{}", document.word(at), document.lower_at(at + 1).unwrap_or("$"));
        let known = joined.then(|| analysis.lexicon.currencies.get(&pair).copied()).flatten();
        known.or_else(|| currency(at + sign_tokens - 1))
    };
    let is_sign = document.tokens[at].kind != Kind::Number
        && code_of(at).is_some()
        && (matches!(document.tokens[at + sign_tokens - 1].kind, Kind::Mark(_))
            || document.word(at).chars().all(char::is_uppercase)
            || matches!(
                document.word(at),
                "Rs" | "Rs."
                    | "Tk"
                    | "Bt"
                    | "Sh"
                    | "Shs"
                    | "KSh"
                    | "Ksh"
                    | "KShs"
                    | "Kshs"
                    | "Kes"
                    | "USh"
                    | "TSh"
                    | "Rp"
            ));
    if is_sign {
        let digits = at + sign_tokens + usize::from(dotted);
        let number = number_at(document, digits, limit).filter(|n| n.in_digits)?;
        return Some(Amount {
            tokens: at..digits + number.tokens,
            value: number.value,
            currency: code_of(at)?,
            unit: at..at + sign_tokens,
        });
    }
    let number = number_at(document, at, limit)?;
    let end = at + number.tokens;
    let skip = usize::from(document.lower_at(end).is_some_and(|w| {
        analysis.lexicon.is_demonym(document.word(end)) || matches!(w, "us" | "u.s." | "hong" | "swiss")
    }));
    let code = currency(end + skip).or_else(|| currency(end))?;
    let unit_end = if currency(end + skip).is_some() { end + skip + 1 } else { end + 1 };
    // "two $25,000 checks": the sign belongs to what follows.
    let is_next = document.tokens.get(unit_end).is_some_and(|t| t.kind == Kind::Number)
        && matches!(document.tokens[unit_end - 1].kind, Kind::Mark(_))
        && document.tokens[unit_end - 1].end == document.tokens[unit_end].start;
    if is_next {
        return None;
    }
    // "9,652 pounds of cocaine", "1,200 pounds or 544 kilograms": a weight.
    let word = |i: usize| document.lower_at(i).unwrap_or("");
    if matches!(word(unit_end - 1), "pound" | "pounds") && unit_end < limit {
        let or_weight = word(unit_end) == "or" && (unit_end + 1..unit_end + 5).any(|i| is_weight(word(i)));
        let of_goods = word(unit_end) == "of" && (unit_end + 1..unit_end + 4).any(|i| is_weighed(word(i)));
        let hauled = matches!(word(unit_end), "seized" | "confiscated" | "intercepted");
        if hauled {
            return None;
        }
        // "with a total weight of 487 pounds", "weighing 12 pounds".
        let weighed = at.checked_sub(1).is_some_and(|i| {
            word(i) == "weighing" || word(i) == "of" && i > 0 && matches!(word(i - 1), "weight" | "weights")
        });
        if weighed {
            return None;
        }
        let in_brackets = word(unit_end) == "(" && (unit_end + 1..unit_end + 4).any(|i| is_weight(word(i)));
        if or_weight || of_goods || in_brackets {
            return None;
        }
    }
    // "7 won", "12 real cases": words that mean other things too.
    if matches!(
        document.lower(unit_end - 1),
        "won" | "real" | "lei" | "lev" | "crown" | "pound" | "mark" | "try" | "ron"
    ) && number.value < 100.0
    {
        return None;
    }
    Some(Amount { tokens: at..unit_end, value: number.value, currency: code, unit: end..unit_end })
}

/// The first amount in a range of tokens.
pub(crate) fn amount_in(analysis: &Analysis, range: &Range<usize>) -> Option<(f64, &'static str)> {
    range.clone().find_map(|at| amount_at(analysis, at, range.end)).map(|amount| (amount.value, amount.currency))
}

/// Words for weights but "pounds".
fn is_weight(word: &str) -> bool {
    matches!(
        word,
        "kilograms"
            | "kilogrammes"
            | "kilos"
            | "kg"
            | "kgs"
            | "tonnes"
            | "tons"
            | "ton"
            | "grams"
            | "grammes"
            | "ounces"
    )
}

/// What is weighed, and has no price by the pound: drugs and other goods of smugglers.
fn is_weighed(word: &str) -> bool {
    matches!(
        word,
        "cocaine"
            | "heroin"
            | "marijuana"
            | "cannabis"
            | "hashish"
            | "methamphetamine"
            | "methamphetamines"
            | "meth"
            | "fentanyl"
            | "opium"
            | "ecstasy"
            | "ketamine"
            | "amphetamine"
            | "amphetamines"
            | "narcotics"
            | "drugs"
            | "khat"
            | "ivory"
            | "gold"
            | "explosives"
            | "tobacco"
            | "meat"
            | "bushmeat"
            | "fish"
            | "shark"
            | "rhino"
            | "timber"
            | "copper"
            | "powder"
    )
}
