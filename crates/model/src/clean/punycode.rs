//! Punycode (RFC 3492), by which domain names outside ASCII are written inside it.

const BASE: u32 = 36;
const LOWEST: u32 = 1;
const HIGHEST: u32 = 26;

fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = delta / if first { 700 } else { 2 };
    delta += delta / length;
    let mut steps = 0;
    while delta > (BASE - LOWEST) * HIGHEST / 2 {
        delta /= BASE - LOWEST;
        steps += BASE;
    }
    steps + (BASE - LOWEST + 1) * delta / (delta + 38)
}

fn threshold(place: u32, bias: u32) -> u32 {
    place.saturating_sub(bias).clamp(LOWEST, HIGHEST)
}

/// The label in its own script, given what follows `xn--` in lower case; `None` when that is no Punycode.
pub(super) fn decode(text: &str) -> Option<String> {
    let (plain, coded) = text.rsplit_once('-').unwrap_or(("", text));
    if !text.is_ascii() || coded.is_empty() {
        return None;
    }
    let mut out: Vec<char> = plain.chars().collect();
    let (mut code, mut index, mut bias) = (128u32, 0u32, 72);
    let mut digits = coded.bytes();
    while digits.len() > 0 {
        let before = index;
        let mut weight = 1u32;
        let mut place = BASE;
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold(place, bias);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            place += BASE;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        bias = adapt(index - before, length, before == 0);
        code = code.checked_add(index / length)?;
        index %= length;
        out.insert(index as usize, char::from_u32(code).filter(|character| !character.is_ascii())?);
        index += 1;
    }
    Some(out.into_iter().collect())
}

/// What follows `xn--` for a label; `None` when the label is too long for any domain.
pub(super) fn encode(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let mut done = u32::try_from(out.len()).ok()?;
    let plain = done;
    if plain > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias) = (128u32, 0u32, 72);
    let total = u32::try_from(label.chars().count()).ok()?;
    while done < total {
        let next = label.chars().map(u32::from).filter(|&character| character >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(done + 1)?)?;
        code = next;
        for character in label.chars().map(u32::from) {
            if character < code {
                delta = delta.checked_add(1)?;
            } else if character == code {
                push_number(&mut out, delta, bias);
                bias = adapt(delta, done + 1, done == plain);
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        code += 1;
    }
    Some(out)
}

fn push_number(out: &mut String, mut number: u32, bias: u32) {
    let mut place = BASE;
    loop {
        let threshold = threshold(place, bias);
        if number < threshold {
            out.push(digit(number));
            return;
        }
        out.push(digit(threshold + (number - threshold) % (BASE - threshold)));
        number = (number - threshold) / (BASE - threshold);
        place += BASE;
    }
}

fn digit(number: u32) -> char {
    char::from_digit((number + 10) % 36, 36).expect("below the base")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_the_examples_of_the_standard() {
        for (label, coded) in [
            ("bücher", "bcher-kva"),
            ("münchen", "mnchen-3ya"),
            ("пример", "e1afmkfd"),
            ("рф", "p1ai"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ] {
            assert_eq!(encode(label).as_deref(), Some(coded));
            assert_eq!(decode(coded).as_deref(), Some(label));
        }
    }

    #[test]
    fn refuses_what_encodes_nothing() {
        for text in ["", "a-", "-", "é", "99999999", "a_b", "abc-"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn decodes_what_it_encodes(label in "[a-z0-9а-яü-ž一-龥]{0,20}[а-яü-ž一-龥]") {
            let coded = encode(&label).expect("short");
            prop_assert_eq!(decode(&coded), Some(label));
        }
    }
}
