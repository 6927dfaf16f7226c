//! Words that say how a number bounds a claim: "more than", "nearly", "up to".

use crate::sentence::Document;

/// How a value bounds a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Comparator {
    /// The value itself.
    #[serde(rename = "=")]
    Exactly,
    /// More than the value.
    #[serde(rename = ">")]
    MoreThan,
    /// The value or more.
    #[serde(rename = ">=")]
    AtLeast,
    /// Less than the value.
    #[serde(rename = "<")]
    LessThan,
    /// The value or less.
    #[serde(rename = "<=")]
    AtMost,
    /// Near the value.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// Its sign, as stored.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exactly => "=",
            Self::MoreThan => ">",
            Self::AtLeast => ">=",
            Self::LessThan => "<",
            Self::AtMost => "<=",
            Self::About => "~",
        }
    }
}

const BEFORE: [(&[&str], Comparator); 58] = [
    (&["more", "than"], Comparator::MoreThan),
    (&["greater", "than"], Comparator::MoreThan),
    (&["over"], Comparator::MoreThan),
    (&["above"], Comparator::MoreThan),
    (&["exceeding"], Comparator::MoreThan),
    (&["upwards", "of"], Comparator::MoreThan),
    (&["well", "over"], Comparator::MoreThan),
    (&["at", "least"], Comparator::AtLeast),
    (&["no", "fewer", "than"], Comparator::AtLeast),
    (&["no", "less", "than"], Comparator::AtLeast),
    (&["not", "less", "than"], Comparator::AtLeast),
    (&["a", "minimum", "of"], Comparator::AtLeast),
    (&["less", "than"], Comparator::LessThan),
    (&["fewer", "than"], Comparator::LessThan),
    (&["under"], Comparator::LessThan),
    (&["below"], Comparator::LessThan),
    (&["up", "to"], Comparator::AtMost),
    (&["as", "many", "as"], Comparator::AtMost),
    (&["as", "much", "as"], Comparator::AtMost),
    (&["at", "most"], Comparator::AtMost),
    (&["no", "more", "than"], Comparator::AtMost),
    (&["not", "more", "than"], Comparator::AtMost),
    (&["a", "maximum", "of"], Comparator::AtMost),
    (&["nearly"], Comparator::About),
    (&["almost"], Comparator::About),
    (&["about"], Comparator::About),
    (&["around"], Comparator::About),
    (&["approximately"], Comparator::About),
    (&["roughly"], Comparator::About),
    (&["some"], Comparator::About),
    (&["close", "to"], Comparator::About),
    (&["an", "estimated"], Comparator::About),
    (&["estimated"], Comparator::About),
    (&["just", "over"], Comparator::MoreThan),
    (&["just", "under"], Comparator::LessThan),
    (&["in", "excess", "of"], Comparator::MoreThan),
    (&["north", "of"], Comparator::MoreThan),
    (&["upward", "of"], Comparator::MoreThan),
    (&["well", "above"], Comparator::MoreThan),
    (&["a", "little", "over"], Comparator::MoreThan),
    (&["slightly", "over"], Comparator::MoreThan),
    (&["slightly", "more", "than"], Comparator::MoreThan),
    (&["topping"], Comparator::MoreThan),
    (&["not", "fewer", "than"], Comparator::AtLeast),
    (&["as", "few", "as"], Comparator::AtLeast),
    (&["just", "short", "of"], Comparator::About),
    (&["close", "on"], Comparator::About),
    (&["approaching"], Comparator::About),
    (&["nearing"], Comparator::About),
    (&["just", "around"], Comparator::About),
    (&["just", "about"], Comparator::About),
    (&["somewhere", "around"], Comparator::About),
    (&["little", "over"], Comparator::MoreThan),
    (&["just", "above"], Comparator::MoreThan),
    (&["just", "below"], Comparator::LessThan),
    (&["exactly"], Comparator::Exactly),
    (&["a", "total", "of"], Comparator::Exactly),
    (&["only"], Comparator::Exactly),
];

/// The comparator that ends before token `number`: where its words begin, and what it is.
pub(crate) fn comparator_before(document: &Document, number: usize, start: usize) -> Option<(usize, Comparator)> {
    BEFORE
        .iter()
        .filter_map(|(words, comparator)| {
            // The last word tells most of them apart.
            let before = number.checked_sub(1).filter(|at| *at >= start)?;
            if words.last() != Some(&document.lower(before)) {
                return None;
            }
            let at = number.checked_sub(words.len()).filter(|at| *at >= start)?;
            words.iter().enumerate().all(|(i, word)| document.lower(at + i) == *word).then_some((at, *comparator))
        })
        .min_by_key(|(at, _)| *at)
}

/// A comparator after the number: "500 or more", "3,000-plus".
pub(crate) fn comparator_after(document: &Document, after: usize, limit: usize) -> Option<(usize, Comparator)> {
    let word = |i: usize| if i < limit { document.lower(i) } else { "" };
    match (word(after), word(after + 1)) {
        ("or", "more") => Some((after + 2, Comparator::AtLeast)),
        ("or", "less" | "fewer") => Some((after + 2, Comparator::AtMost)),
        ("or", "so") => Some((after + 2, Comparator::About)),
        ("plus", _) => Some((after + 1, Comparator::MoreThan)),
        _ => None,
    }
}
