//! What the page calls things.

use umbra_find::{Comparator, Figure, FigureKind, NodeKind, Office, OfficeStatus, Tie, TieKind};
use umbra_model::{PartialDate, PropertyRef, Standing, Validity};

/// What a standing means, in one sentence.
pub(crate) fn meaning(standing: Standing) -> &'static str {
    match standing {
        Standing::Reported => "A source tells it as something that happened, without more.",
        Standing::Alleged => "Somebody claims it; the source does not make the claim its own.",
        Standing::Investigated => "An authority looks into it.",
        Standing::Detained => "Somebody was arrested or detained over it.",
        Standing::Charged => "A prosecutor has charged it.",
        Standing::Tried => "It is before a court.",
        Standing::Convicted => "A court has found it proven; an appeal may still be open.",
        Standing::Final => "A court has found it proven and no appeal is left.",
        Standing::Denied => "The accused, or somebody for them, contradicts it.",
        Standing::Dropped => "The authority gave it up.",
        Standing::Acquitted => "A court has found it not proven.",
        Standing::Overturned => "A higher court has set a conviction aside.",
    }
}

/// What a standing is called where it stands alone: "final" says nothing without its noun.
pub(crate) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Final => "convicted, final",
        other => other.name(),
    }
}

/// The class of a tie's line in the style sheet: four widths and dashes on the ladder, two against it, one for facts.
pub(crate) fn line(standing: Option<Standing>) -> &'static str {
    match standing {
        None => "l-fact",
        Some(Standing::Reported | Standing::Alleged) => "l-said",
        Some(Standing::Investigated | Standing::Detained) => "l-looked",
        Some(Standing::Charged | Standing::Tried) => "l-charged",
        Some(Standing::Convicted | Standing::Final) => "l-court",
        Some(Standing::Denied) => "l-denied",
        Some(Standing::Dropped | Standing::Acquitted | Standing::Overturned) => "l-cleared",
    }
}

/// What a kind of node is called.
pub(crate) fn node_kind(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "person",
        NodeKind::CriminalGroup => "criminal group",
        NodeKind::PublicBody => "public body",
        NodeKind::Company => "company",
        NodeKind::Organisation => "organisation",
        NodeKind::Post => "post",
        NodeKind::Place => "place",
        NodeKind::Asset => "asset",
        NodeKind::Event => "event",
        NodeKind::Other => "other",
    }
}

/// What ties of a kind are called, in the plural.
pub(crate) fn tie_kind(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Protection => "protection",
        TieKind::Membership => "membership",
        TieKind::Directorship => "management",
        TieKind::Employment => "employment and office",
        TieKind::Occupancy => "posts held",
        TieKind::Ownership => "ownership",
        TieKind::Control => "control",
        TieKind::Payment => "payments",
        TieKind::Debt => "debts",
        TieKind::Family => "family",
        TieKind::Associate => "acquaintance",
        TieKind::Representation => "representation",
        TieKind::Link => "other links",
        TieKind::Structure => "structure",
        TieKind::Proceeding => "proceedings",
        TieKind::Other => "other",
    }
}

/// A period in words; empty where neither end is known.
pub(crate) fn period(validity: Validity) -> String {
    match (validity.from, validity.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
    }
}

/// What the sources call a tie, without what its period says already.
pub(crate) fn beside_dates(tie: &Tie) -> Vec<&str> {
    let dates: Vec<String> =
        [tie.validity.from, tie.validity.to].into_iter().flatten().map(|date| date.to_string()).collect();
    tie.words.iter().map(String::as_str).filter(|words| !dates.iter().any(|date| date == words)).collect()
}

/// What a property is called. The schema's own label, except where only those who know the schema understand it.
pub(crate) fn property(property: PropertyRef) -> &'static str {
    match property.name() {
        "alias" => "Also called",
        "weakAlias" => "In short",
        _ => property.label(),
    }
}

/// The earliest and the latest of some dates in words.
pub(crate) fn date_range(dates: impl Iterator<Item = PartialDate>) -> Option<String> {
    let mut all: Vec<_> = dates.collect();
    all.sort_unstable();
    match (all.first(), all.last()) {
        (Some(first), Some(last)) if first == last => Some(first.to_string()),
        (Some(first), Some(last)) => Some(format!("{first} to {last}")),
        _ => None,
    }
}

/// An office with its body, its area and its time: "former head, Quayside branch (2016 to 2021)", "superintendent (held
/// as of 2021-09-21)". What was so when a source was written may have ended since, so nothing is called present.
pub(crate) fn office(office: &Office) -> String {
    let former = if office.status == OfficeStatus::Past { "former " } else { "" };
    let body = office.body.as_ref().map(|body| format!(", {}", body.caption)).unwrap_or_default();
    let area = office.area.as_ref().filter(|area| !body.contains(area.as_str()));
    let area = area.map(|area| format!(", {area}")).unwrap_or_default();
    let held = office.as_of.map(|date| format!("held as of {date}")).unwrap_or_default();
    let times: Vec<String> = [period(office.validity), held].into_iter().filter(|time| !time.is_empty()).collect();
    let times = if times.is_empty() { String::new() } else { format!(" ({})", times.join("; ")) };
    format!("{former}{}{body}{area}{times}", office.post)
}

/// A number with commas between its thousands, at most two decimals, and a real minus sign.
pub(crate) fn number(value: f64) -> String {
    let rounded = (value.abs() * 100.0).round() / 100.0;
    let plain = rounded.to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 && rounded != 0.0 { "\u{2212}" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{decimals}")
}

/// A figure's value with its comparator and its unit: "more than 1,900 criminal organisations", "13 % fewer".
pub(crate) fn figure(figure: &Figure) -> String {
    let Some(value) = figure.value else {
        return format!("{}{}", figure.comparator.words(), figure.printed);
    };
    let words = figure.comparator.words();
    let signed = |value: f64| if value > 0.0 { format!("+{}", number(value)) } else { number(value) };
    match figure.kind {
        FigureKind::RelativeChange => format!("{words}{} %", signed(value)),
        FigureKind::Share => format!("{words}{} %", number(value)),
        FigureKind::AbsoluteChange => with_unit(format!("{words}{}", signed(value)), figure.unit.as_deref()),
        FigureKind::Amount => {
            with_unit(format!("{words}{}", number(value)), figure.currency.as_deref().or(figure.unit.as_deref()))
        }
        FigureKind::Range => {
            let high = figure.range.and_then(|range| range.high).map(|high| format!(" to {}", number(high)));
            with_unit(format!("{words}{}{}", number(value), high.unwrap_or_default()), figure.unit.as_deref())
        }
        FigureKind::Count | FigureKind::Duration | FigureKind::Other => {
            with_unit(format!("{words}{}", number(value)), figure.unit.as_deref())
        }
    }
}

fn with_unit(number: String, unit: Option<&str>) -> String {
    match unit {
        Some(unit) if !unit.is_empty() => format!("{number} {unit}"),
        _ => number,
    }
}

/// The sign of a comparator where space is short.
pub(crate) fn comparator_sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "",
        Comparator::Above => ">",
        Comparator::AtLeast => "≥",
        Comparator::Below => "<",
        Comparator::AtMost => "≤",
        Comparator::About => "≈",
    }
}

/// "1 source", "3 sources".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts of things in a report stay far below 2^52")]
    let shown = self::number(number as f64);
    format!("{shown} {}", if number == 1 { one } else { many })
}

/// The first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The name of a language, for those that are most likely met; the code for the others.
pub(crate) fn language(code: &str) -> &str {
    const NAMES: [(&str, &str); 14] = [
        ("ara", "Arabic"),
        ("cmn", "Chinese"),
        ("deu", "German"),
        ("eng", "English"),
        ("fra", "French"),
        ("ita", "Italian"),
        ("jpn", "Japanese"),
        ("kor", "Korean"),
        ("por", "Portuguese"),
        ("rus", "Russian"),
        ("spa", "Spanish"),
        ("tur", "Turkish"),
        ("ukr", "Ukrainian"),
        ("zho", "Chinese"),
    ];
    NAMES.binary_search_by_key(&code, |(long, _)| long).map_or(code, |at| NAMES[at].1)
}

/// The tag of a language for browsers: the two-letter code where there is one.
pub(crate) fn language_tag(code: &str) -> &str {
    const SHORT: [(&str, &str); 38] = [
        ("ara", "ar"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("ces", "cs"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("est", "et"),
        ("fas", "fa"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kat", "ka"),
        ("kor", "ko"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("nld", "nl"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("slk", "sk"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tha", "th"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("vie", "vi"),
    ];
    // Mandarin and Chinese share a tag, and browsers choose a font by it.
    if code == "zho" || code == "cmn" {
        return "zh";
    }
    SHORT.binary_search_by_key(&code, |(long, _)| long).map_or(code, |at| SHORT[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, text) in
            [(900.0, "900"), (27000.0, "27,000"), (-13.0, "\u{2212}13"), (0.125, "0.13"), (-0.001, "0")]
        {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn languages_have_the_shortest_tag() {
        for (code, tag) in [("eng", "en"), ("zho", "zh"), ("cmn", "zh"), ("vie", "vi"), ("ara", "ar"), ("tpi", "tpi")] {
            assert_eq!(language_tag(code), tag);
        }
    }
}
