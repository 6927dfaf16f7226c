//! Numbers and codes whose form is known: separators are dropped and check digits checked.
//!
//! A number whose check digit is wrong is refused: it identifies nobody, or the wrong one.

use super::country;
use std::borrow::Cow;

/// The normal form of an identifier; one of no known form stays as it is.
pub(super) fn clean<'a>(text: &'a str, format: Option<&str>) -> Option<Cow<'a, str>> {
    let normal = match format {
        Some("bic" | "swift") => bic(text),
        Some("cnpj") => cnpj(text),
        Some("cpf") => cpf(text),
        Some("figi" | "openfigi") => figi(text),
        Some("iban") => iban(text),
        Some("imo") => imo(text),
        Some("inn") => inn(text),
        Some("isin") => isin(text),
        Some("lei") => lei(text),
        Some("npi") => npi(text),
        Some("ogrn") => ogrn(text),
        Some("ssn") => ssn(text),
        Some("strict") => strict(text),
        Some("uei") => uei(text),
        Some("uscc") => uscc(text),
        Some("wikidata" | "qid") => wikidata(text),
        _ => return Some(Cow::Borrowed(text)),
    }?;
    Some(if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal) })
}

/// In capitals and without separators; `None` when anything but letters and figures of ASCII is left.
fn compact(text: &str, separators: &str) -> Option<String> {
    let compact: String =
        text.chars().filter(|next| !separators.contains(*next)).map(|next| next.to_ascii_uppercase()).collect();
    compact.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(compact)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Figures at their value and letters from ten on.
fn value(byte: u8) -> u32 {
    if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte.to_ascii_uppercase() - b'A') + 10 }
}

fn weighted(number: &str, weights: &[u32]) -> u32 {
    number.bytes().zip(weights).map(|(byte, weight)| value(byte) * weight).sum()
}

/// Remainder by 97 of a text whose letters stand for two figures each (ISO 7064).
fn mod_97(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.map(value).fold(0, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97)
}

/// Luhn's check over a text whose letters stand for two figures each.
fn luhn(bytes: impl DoubleEndedIterator<Item = u8>) -> bool {
    let figures = bytes.rev().map(value).flat_map(|value| {
        let tens = (value > 9).then_some(value / 10);
        [Some(value % 10), tens].into_iter().flatten()
    });
    let sum: u32 = figures.zip(0..).map(|(figure, place)| doubled(figure, place % 2 == 1)).sum();
    sum.is_multiple_of(10)
}

fn doubled(figure: u32, double: bool) -> u32 {
    let figure = if double { figure * 2 } else { figure };
    figure / 10 + figure % 10
}

/// Runs of letters and figures that stand alone, of one of the lengths.
fn runs<'a>(text: &'a str, lengths: &'a [usize]) -> impl Iterator<Item = &'a str> {
    text.split(|next: char| !(next.is_alphanumeric() || next == '_')).filter(|run| lengths.contains(&run.len()))
}

/// ISO 9362: bank, country, place; the branch is dropped.
fn bic(text: &str) -> Option<String> {
    let code = compact(text, " -")?;
    let letters = code.get(..6)?.bytes().all(|byte| byte.is_ascii_alphabetic());
    let country = &code[4..6];
    let known = country == "XK" || country::is_iso(&country.to_ascii_lowercase());
    (matches!(code.len(), 8 | 11) && letters && known).then(|| code[..8].to_owned())
}

/// Brazilian companies: two check digits; letters are allowed since 2026.
fn cnpj(text: &str) -> Option<String> {
    let number = compact(text, " -./")?;
    if number.len() != 14 || number.starts_with("000000000000") {
        return None;
    }
    let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    // Here letters count by their place in ASCII after the figure zero.
    let sum = |length: usize, weights: &[u32]| -> u32 {
        number[..length].bytes().zip(weights).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum()
    };
    let check = |sum: u32| (11 - sum % 11) % 11 % 10;
    let right = check(sum(12, &weights[1..])) == value(number.as_bytes()[12])
        && check(sum(13, &weights)) == value(number.as_bytes()[13]);
    right.then_some(number)
}

/// Brazilian persons: two check digits.
fn cpf(text: &str) -> Option<String> {
    let number = compact(text, " -.")?;
    if number.len() != 11 || !all_digits(&number) || number.bytes().all(|byte| byte == b'0') {
        return None;
    }
    let weights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let check = |sum: u32| (11 - sum % 11) % 11 % 10;
    let right = check(weighted(&number[..9], &weights[1..])) == value(number.as_bytes()[9])
        && check(weighted(&number[..10], &weights)) == value(number.as_bytes()[10]);
    right.then_some(number)
}

/// Financial instruments: twelve characters without vowels, of which the third is a G.
fn figi(text: &str) -> Option<String> {
    let number = compact(text, " ")?;
    let bytes = number.as_bytes();
    if bytes.len() != 12 || bytes[2] != b'G' || bytes.iter().any(|byte| b"AEIOU".contains(byte)) {
        return None;
    }
    let reserved = ["BS", "BM", "GG", "GB", "VG"].contains(&&number[..2]);
    if reserved || bytes[..2].iter().any(u8::is_ascii_digit) || !bytes[11].is_ascii_digit() {
        return None;
    }
    // Unlike Luhn's check, a letter is doubled before its figures are added up.
    let sum: u32 = bytes[..11]
        .iter()
        .zip(0..)
        .map(|(&byte, place)| value(byte) * (1 + place % 2))
        .map(|value| value / 10 + value % 10)
        .sum();
    ((10 - sum % 10) % 10 == value(bytes[11])).then_some(number)
}

/// How account numbers are made up in each country of the IBAN register, after the check digits: so many figures (n),
/// letters (a) or either (c).
const IBAN_FORMS: &str = "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c \
    CH5n12c CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n \
    GE2a16n GI4a15c GL14n GR7n16c GT20c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c \
    KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c \
    MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c \
    SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n \
    YE4a4n18c";

/// ISO 13616: country, two check digits, and what the country's form asks for.
fn iban(text: &str) -> Option<String> {
    let number = compact(text, " -.")?;
    let form = IBAN_FORMS.split(' ').find_map(|form| form.strip_prefix(number.get(..2)?))?;
    let rest = has_form(number.get(2..)?, "2n").and_then(|rest| has_form(rest, form))?;
    let turned = number[4..].bytes().chain(number[..4].bytes());
    (rest.is_empty() && mod_97(turned) == 1).then_some(number)
}

/// What is left of a text after the part that has the form.
fn has_form<'a>(text: &'a str, form: &str) -> Option<&'a str> {
    let mut text = text;
    for part in form.split_inclusive(['n', 'a', 'c']) {
        let (length, kind) = part.split_at(part.len() - 1);
        let (head, rest) = text.split_at_checked(length.parse().ok()?)?;
        let fits = |byte: u8| match kind {
            "n" => byte.is_ascii_digit(),
            "a" => byte.is_ascii_uppercase(),
            _ => byte.is_ascii_alphanumeric(),
        };
        if !head.bytes().all(fits) {
            return None;
        }
        text = rest;
    }
    Some(text)
}

/// Ships and shipping companies: seven figures, with IMO before them, found in whatever stands around. Sources drop
/// leading zeroes, so five and six figures are read as well.
fn imo(text: &str) -> Option<String> {
    let mut candidates: Vec<(usize, bool, usize, &str)> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|next: char| next.is_ascii_digit()) {
        let place = text.len() - rest.len() + start;
        let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        if (5..=7).contains(&digits) {
            let before = text[..place].trim_end_matches(|next: char| next.is_whitespace() || ":.#-".contains(next));
            candidates.push((7 - digits, !before.ends_with("IMO"), place, &text[place..place + digits]));
        }
        rest = &rest[start + digits..];
    }
    candidates.sort_unstable();
    candidates.into_iter().map(|(_, _, _, digits)| format!("{digits:0>7}")).find_map(|number| {
        let check = value(number.as_bytes()[6]);
        let ship = weighted(&number[..6], &[7, 6, 5, 4, 3, 2]) % 10 == check;
        let company = (11 - weighted(&number[..6], &[8, 6, 4, 2, 9, 7]) % 11) % 10 == check;
        (number != "0000000" && (ship || company)).then(|| format!("IMO{number}"))
    })
}

/// Russian taxpayers: ten figures for a company, twelve for a person.
fn inn(text: &str) -> Option<String> {
    let number = compact(text, " ")?;
    if !all_digits(&number) {
        return None;
    }
    let weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let check = |length: usize, weights: &[u32]| {
        weighted(&number[..length], weights) % 11 % 10 == value(number.as_bytes()[length])
    };
    let right = match number.len() {
        10 => check(9, &weights[2..]),
        12 => check(10, &weights[1..]) && check(11, &weights),
        _ => false,
    };
    right.then_some(number)
}

/// ISO 6166: country, nine characters, a check digit.
fn isin(text: &str) -> Option<String> {
    let number = compact(text, " ")?;
    let prefix = number.get(..2)?;
    let known = ["AN", "EU", "XA", "XB", "XC", "XD", "XF", "XK", "XS"].contains(&prefix)
        || country::is_iso(&prefix.to_ascii_lowercase());
    (number.len() == 12 && known && number.as_bytes()[11].is_ascii_digit() && luhn(number.bytes())).then_some(number)
}

/// ISO 17442: twenty characters of which the last two check.
fn lei(text: &str) -> Option<String> {
    let number = compact(text, " -")?;
    (number.len() == 20 && all_digits(&number[18..]) && mod_97(number.bytes()) == 1).then_some(number)
}

/// Health services of the United States: ten figures, or fifteen with the prefix that Luhn's check runs over.
fn npi(text: &str) -> Option<String> {
    let number = runs(text, &[10, 15]).find(|run| all_digits(run))?;
    let prefix = if number.len() == 10 { "80840" } else { "" };
    let body = number.strip_prefix("80840").unwrap_or(number);
    let right = body.bytes().any(|byte| byte != b'0') && luhn(prefix.bytes().chain(number.bytes()));
    right.then(|| number.to_owned())
}

/// Russian register of companies (13 figures) and of entrepreneurs (15).
fn ogrn(text: &str) -> Option<String> {
    let number = runs(text, &[13, 15]).find(|run| all_digits(run))?;
    let (body, check) = number.split_at(number.len() - 1);
    let divisor = number.len() as u64 - 2;
    let rest = body.parse::<u64>().ok()? % divisor;
    // Of a remainder of two figures the register takes ten as zero.
    let expected = if rest == 10 { 0 } else { rest };
    (!number.starts_with('0') && check.parse() == Ok(expected)).then(|| number.to_owned())
}

/// Social insurance of the United States, with both hyphens in place or with none.
fn ssn(text: &str) -> Option<String> {
    let number = text.trim().replace('-', "");
    let hyphens = text.trim().match_indices('-').all(|(place, _)| matches!(place, 3 | 5 | 6));
    if number.len() != 9 || !all_digits(&number) || !hyphens {
        return None;
    }
    let (area, group, serial) = (&number[..3], &number[3..5], &number[5..]);
    let unused = matches!(area, "000" | "666") || area.starts_with('9') || group == "00" || serial == "0000";
    // Printed on sample cards and in advertisements.
    let sample = ["078051120", "457555462", "219099999"].contains(&number.as_str());
    (!unused && !sample).then_some(number)
}

/// Letters and figures only, in capitals.
fn strict(text: &str) -> Option<String> {
    let number: String = text.chars().filter(|next| next.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    (!number.is_empty()).then_some(number)
}

/// Contractors of the United States: twelve characters without I and O.
fn uei(text: &str) -> Option<String> {
    let letters = |run: &&str| {
        run.bytes().all(|byte| byte.is_ascii_alphanumeric() && !b"IOio".contains(&byte)) && !run.starts_with('0')
    };
    runs(text, &[12]).find(letters).map(str::to_ascii_uppercase)
}

/// Organizations in China: 17 characters and one that checks (GB 32100-2015).
fn uscc(text: &str) -> Option<String> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let number = compact(text, " -")?;
    if number.len() != 18 || !all_digits(&number[..8]) {
        return None;
    }
    let mut sum = 0;
    let mut weight = 1;
    for next in number[..17].chars() {
        sum += ALPHABET.find(next)? * weight;
        weight = weight * 3 % 31;
    }
    (sum + ALPHABET.find(&number[17..])?).is_multiple_of(31).then_some(number)
}

/// Items of Wikidata, also as the end of a web address.
fn wikidata(text: &str) -> Option<String> {
    let item = text.rsplit('/').next()?.trim().to_ascii_uppercase();
    let digits = item.strip_prefix('Q')?;
    (!digits.is_empty() && all_digits(digits)).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::clean;

    fn check(format: &str, good: &[(&str, &str)], bad: &[&str]) {
        for (raw, expected) in good {
            assert_eq!(clean(raw, Some(format)).as_deref(), Some(*expected), "{format} {raw}");
            assert_eq!(clean(expected, Some(format)).as_deref(), Some(*expected), "{format} {expected}");
        }
        for raw in bad {
            assert_eq!(clean(raw, Some(format)), None, "{format} {raw}");
        }
    }

    #[test]
    fn checks_banks_and_accounts() {
        check(
            "bic",
            &[("deutdeff500", "DEUTDEFF"), ("DEUT DE FF", "DEUTDEFF")],
            &["DEUTDEF", "DEUTQQFF", "DEUTZZFF", "1EUTDEFF"],
        );
        check(
            "iban",
            &[
                ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
                ("gb29nwbk60161331926819", "GB29NWBK60161331926819"),
            ],
            &[
                "DE89370400440532013001",
                "DE8937040044053201300",
                "ZZ89370400440532013000",
                "GB36725420775559883823",
                "DE",
            ],
        );
    }

    #[test]
    fn checks_instruments() {
        check(
            "isin",
            &[("US0378331005", "US0378331005"), ("DE000BAY0017", "DE000BAY0017")],
            &["US0378331006", "QQ0378331005"],
        );
        check("figi", &[("BBG000B9XRY4", "BBG000B9XRY4")], &["BBG000B9XRY5", "BBX000B9XRY4", "GBG000B9XRY4"]);
    }

    #[test]
    fn checks_companies() {
        check("lei", &[("hwupkr0mpou8fgxbt394", "HWUPKR0MPOU8FGXBT394")], &["HWUPKR0MPOU8FGXBT395", "98"]);
        check("inn", &[("7707083893", "7707083893"), ("500100732259", "500100732259")], &["7707083894", "123", ""]);
        check(
            "ogrn",
            &[("ОГРН 1027700132195", "1027700132195"), ("304500116000157", "304500116000157")],
            &["1027700132196"],
        );
        check("cnpj", &[("16.727.230/0001-97", "16727230000197")], &["16727230000198", "00000000000000"]);
        check("uscc", &[("91110000600037341L", "91110000600037341L")], &["91110000600037341M", "A1110000600037341L"]);
        check("uei", &[("zqgghjh74dw7", "ZQGGHJH74DW7")], &["ZQGGHJH74DWO", "0QGGHJH74DW7", "ZQGGHJH74DW"]);
    }

    #[test]
    fn checks_people() {
        check("cpf", &[("390.533.447-05", "39053344705")], &["39053344706", "00000000000"]);
        check("ssn", &[("536-90-4399", "536904399")], &["000-12-3456", "1112-23333", "078-05-1120", "900-12-3456"]);
        check("npi", &[("1234567893", "1234567893")], &["1234567890", "0000000000"]);
    }

    #[test]
    fn finds_ships_in_what_stands_around() {
        check(
            "imo",
            &[("IMO 9074729", "IMO9074729"), ("ex 1234567, IMO: 9811000", "IMO9811000")],
            &["9811001", "0000000", "123"],
        );
    }

    #[test]
    fn reads_items_and_strict_numbers() {
        check("wikidata", &[("http://www.wikidata.org/entity/q7747", "Q7747"), ("Q0", "Q0")], &["P31", "Q", ""]);
        check("strict", &[("ab.12/3", "AB123")], &["--"]);
        assert_eq!(clean("AB 12-3", None).as_deref(), Some("AB 12-3"));
    }
}
