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
    let known = country::clean(&code[4..6].to_ascii_lowercase(), false).is_some();
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

/// Length of an account number in each country of the IBAN register.
const IBAN_LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 \
    DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 \
    JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 \
    PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 \
    XK20 YE30";

/// ISO 13616: country, two check digits, and as many characters as the country has.
fn iban(text: &str) -> Option<String> {
    let number = compact(text, " -.")?;
    let country = number.get(..2)?;
    let length = IBAN_LENGTHS.split(' ').find_map(|entry| entry.strip_prefix(country))?;
    if length.parse() != Ok(number.len()) || !all_digits(&number[2..4]) {
        return None;
    }
    let turned = number[4..].bytes().chain(number[..4].bytes());
    (mod_97(turned) == 1).then_some(number)
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
    let known = ["EU", "XA", "XB", "XC", "XD", "XF", "XK", "XS"].contains(&prefix)
        || country::clean(&prefix.to_ascii_lowercase(), false).is_some();
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
        check("bic", &[("deutdeff500", "DEUTDEFF"), ("DEUT DE FF", "DEUTDEFF")], &["DEUTDEF", "DEUTQQFF", "1EUTDEFF"]);
        check(
            "iban",
            &[
                ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
                ("gb29nwbk60161331926819", "GB29NWBK60161331926819"),
            ],
            &["DE89370400440532013001", "DE8937040044053201300", "ZZ89370400440532013000", "DE"],
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
