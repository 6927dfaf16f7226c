//! The fast way over lines that are nothing but numbers: most large edge lists are.

use super::fields::Separator;

/// An edge between numbered nodes, and how many bytes its line takes with its end.
pub(crate) struct PlainEdge {
    pub(crate) source: u64,
    pub(crate) target: u64,
    pub(crate) weight: f64,
    pub(crate) length: usize,
}

/// Reads a line `number SEPARATOR number [SEPARATOR weight] NEWLINE` from the front of `bytes`. `None` when it is anything
/// else, which is for the general way to judge: nothing is refused here.
#[inline]
pub(crate) fn plain_edge(bytes: &[u8], separator: Separator, is_weighted: bool) -> Option<PlainEdge> {
    let mut at = 0;
    let source = digits(bytes, &mut at)?;
    step(bytes, &mut at, separator)?;
    let target = digits(bytes, &mut at)?;
    let mut weight = 1.0;
    if is_weighted {
        step(bytes, &mut at, separator)?;
        let whole = digits(bytes, &mut at)?;
        // Beyond 2^53, and with decimals of more digits, rounding is for the general way.
        if whole > 1 << 53 {
            return None;
        }
        weight = whole as f64;
        if bytes.get(at) == Some(&b'.') {
            let start = at + 1;
            at = start;
            let mut parts = whole;
            while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
                parts = parts.checked_mul(10)?.checked_add(u64::from(digit))?;
                at += 1;
            }
            let decimals = at - start;
            // A quotient of two integers that doubles hold exactly is the nearest double to the decimal number.
            if decimals == 0 || decimals > 15 || parts > 1 << 53 {
                return None;
            }
            weight = parts as f64 / POWERS[decimals];
        }
    }
    if bytes.get(at) == Some(&b'\r') {
        at += 1;
    }
    (bytes.get(at) == Some(&b'\n')).then_some(PlainEdge { source, target, weight, length: at + 1 })
}

const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A whole number in its plain form: no sign, no leading zero, at most 18 digits.
#[inline]
fn digits(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let start = *at;
    let mut value = 0u64;
    while let Some(digit) = bytes.get(*at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        *at += 1;
    }
    let count = *at - start;
    (count > 0 && count < 19 && (count == 1 || bytes[start] != b'0')).then_some(value)
}

#[inline]
fn step(bytes: &[u8], at: &mut usize, separator: Separator) -> Option<()> {
    match separator.byte() {
        Some(byte) => {
            (bytes.get(*at) == Some(&byte)).then(|| *at += 1)?;
        }
        None => {
            let start = *at;
            while matches!(bytes.get(*at), Some(b' ' | b'\t')) {
                *at += 1;
            }
            (*at > start).then_some(())?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, is_weighted: bool) -> Option<(u64, u64, f64, usize)> {
        plain_edge(line.as_bytes(), Separator::Blanks, is_weighted).map(|e| (e.source, e.target, e.weight, e.length))
    }

    #[test]
    fn plain_lines_are_read_and_all_others_left() {
        assert_eq!(read("0 12\nrest", false), Some((0, 12, 1.0, 5)));
        assert_eq!(read("7  \t8\r\n", false), Some((7, 8, 1.0, 7)));
        assert_eq!(read("7 8 2.5\n", true), Some((7, 8, 2.5, 8)));
        assert_eq!(read("7 8 3\n", true), Some((7, 8, 3.0, 6)));
        for other in ["", "1 2", "01 2\n", "1 -2\n", "1 2 \n", "1,2\n", "a b\n", "# 1 2\n", "1 99999999999999999999\n"]
        {
            assert_eq!(read(other, false), None, "{other:?}");
        }
        for other in ["1 2\n", "1 2 x\n", "1 2 1e3\n", "1 2 .5\n", "1 2 1.\n", "1 2 -1\n", "1 2 0.12345678901234567\n"]
        {
            assert_eq!(read(other, true), None, "{other:?}");
        }
    }

    #[test]
    fn decimals_are_rounded_as_the_general_way_rounds() {
        for text in ["0.1", "0.3", "123.456", "9007199254.740992", "0.000000000000001", "4.35"] {
            assert_eq!(read(&format!("1 2 {text}\n"), true).unwrap().2, text.parse::<f64>().unwrap());
        }
    }
}
