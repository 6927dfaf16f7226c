//! Numbers as sources print them.

/// A printed number: its value, and the step of its last printed place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    /// 0.1 for "2.1", 100,000 for "2.1 million", 1 for "5,200".
    pub(crate) step: f64,
}

const SMALL: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const SCALES: [(&str, f64); 9] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("bn", 1e9),
    ("billion", 1e9),
    ("m", 1e6),
    ("k", 1e3),
    ("万", 1e4),
    ("亿", 1e8),
    ("千", 1e3),
];

impl Number {
    /// Reads `5,200`, `-13`, `2.1 million`, `1.2万`, `nine`, `13 per cent`. A comma that is not before three digits is a
    /// decimal comma. `None` where no number stands at the beginning.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ").replace('−', "-");
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1.0, rest.trim_start()),
            None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
        };
        let end = rest.find(|c: char| !c.is_ascii_digit() && !",.' ".contains(c)).unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(end);
        let digits = digits.trim();
        let (value, step) = if digits.is_empty() {
            let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
            (SMALL.iter().position(|small| *small == word)? as f64, 1.0)
        } else {
            decimal(digits)?
        };
        let tail = if digits.is_empty() { rest.trim_start_matches(char::is_alphabetic) } else { tail };
        let scale = scale(tail.trim_start());
        Some(Self { value: sign * value * scale, step: step * scale })
    }

    /// Half the step to which the number is rounded, as far as it shows: a count that ends in two zeros or more, and
    /// has four digits or more, is taken as rounded to its last digit that is not zero.
    pub(crate) fn rounding(self) -> f64 {
        if self.step != 1.0 {
            return self.step / 2.0;
        }
        let mut step = 1.0;
        let value = self.value.abs();
        while value >= 1000.0 && value % (step * 10.0) == 0.0 {
            step *= 10.0;
        }
        if step >= 100.0 { step / 2.0 } else { 0.0 }
    }
}

fn scale(tail: &str) -> f64 {
    let is_word =
        |name: &&str| tail.strip_prefix(*name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    SCALES.iter().filter(|(name, _)| is_word(name)).map(|(_, scale)| *scale).next().unwrap_or(1.0)
}

fn decimal(digits: &str) -> Option<(f64, f64)> {
    let digits: String = digits.chars().filter(|c| !" '".contains(*c)).collect();
    let digits = digits.trim_end_matches(['.', ',']);
    let groups: Vec<&str> = digits.split(',').collect();
    let is_grouped =
        groups.len() > 1 && groups[1..].iter().all(|group| group.split('.').next().map(str::len) == Some(3));
    let plain = if is_grouped { digits.replace(',', "") } else { digits.replace(',', ".") };
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite())?;
    let places = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Some((value, 10f64.powi(-i32::try_from(places).ok()?)))
}

/// A number for people: thousands apart, two decimals at most and none that say nothing.
pub(crate) fn show(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let text = format!("{:.2}", rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    let sign = if rounded < 0.0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_printed() {
        let cases = [
            ("5,200", 5200.0, 1.0),
            ("5200", 5200.0, 1.0),
            ("27 000", 27000.0, 1.0),
            ("-13", -13.0, 1.0),
            ("−2.5", -2.5, 0.1),
            ("2,5", 2.5, 0.1),
            ("2.1 million", 2_100_000.0, 100_000.0),
            ("1,234,567.5", 1_234_567.5, 0.1),
            ("13 per cent", 13.0, 1.0),
            ("30 men", 30.0, 1.0),
            ("nine", 9.0, 1.0),
            ("1.2万", 12000.0, 1000.0),
            ("12.", 12.0, 1.0),
        ];
        for (text, value, step) in cases {
            let number = Number::read(text).unwrap();
            assert!(
                (number.value - value).abs() < 1e-6 && (number.step / step - 1.0).abs() < 1e-9,
                "{text}: {number:?}"
            );
        }
        for text in ["", "-", "many", "per cent", ",", "some 5"] {
            assert_eq!(Number::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn rounding_shows_in_zeros_and_decimals() {
        let rounding = |text: &str| Number::read(text).unwrap().rounding();
        assert_eq!(rounding("318"), 0.0);
        assert_eq!(rounding("4,390"), 0.0);
        assert_eq!(rounding("500"), 0.0);
        assert_eq!(rounding("5,200"), 50.0);
        assert_eq!(rounding("27,000"), 500.0);
        assert_eq!(rounding("2.1 million"), 50_000.0);
        assert!((rounding("2.5") - 0.05).abs() < 1e-12);
    }

    #[test]
    fn numbers_are_shown_for_people() {
        for (value, text) in [
            (4812.0, "4,812"),
            (-11.243, "-11.24"),
            (1_000_000.0, "1,000,000"),
            (0.5, "0.5"),
            (-0.001, "0"),
            (62.0, "62"),
        ] {
            assert_eq!(show(value), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(value in -10_000_000i64..10_000_000) {
            let number = Number::read(&show(value as f64)).unwrap();
            prop_assert_eq!(number.value, value as f64);
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = Number::read(&text);
        }
    }
}
