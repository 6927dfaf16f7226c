//! Numbers: `1.2万`, `三百八十`, `十二`, `百分之五`.

use super::page::Page;

/// A number where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    /// The character after its last.
    pub end: usize,
    /// Whether 余 or 多 follows its digits: more than that.
    pub is_more: bool,
}

fn digit(letter: char) -> Option<f64> {
    Some(match letter {
        '零' | '〇' => 0.0,
        '一' | '壹' => 1.0,
        '二' | '两' | '贰' => 2.0,
        '三' | '叁' => 3.0,
        '四' | '肆' => 4.0,
        '五' | '伍' => 5.0,
        '六' | '陆' => 6.0,
        '七' | '柒' => 7.0,
        '八' | '捌' => 8.0,
        '九' | '玖' => 9.0,
        _ => return None,
    })
}

fn small_unit(letter: char) -> Option<f64> {
    Some(match letter {
        '十' | '拾' => 10.0,
        '百' | '佰' => 100.0,
        '千' | '仟' => 1_000.0,
        _ => return None,
    })
}

fn large_unit(letter: char) -> Option<f64> {
    Some(match letter {
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

/// The digit that a fullwidth or ASCII digit means.
fn arabic(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        _ => None,
    }
}

/// The number that begins at a character.
pub(super) fn number_at(page: &Page, at: usize) -> Option<Number> {
    let letter = |at: usize| page.letters.get(at).copied().unwrap_or(' ');
    let mut end = at;
    let mut value;
    let mut is_more = false;
    if arabic(letter(at)).is_some() {
        let mut digits = String::new();
        loop {
            if let Some(digit) = arabic(letter(end)) {
                digits.push(digit);
            } else if matches!(letter(end), '.' | '．') && arabic(letter(end + 1)).is_some() && !digits.contains('.') {
                digits.push('.');
            } else if matches!(letter(end), ',' | '，')
                && (1..=3).all(|i| arabic(letter(end + i)).is_some())
                && arabic(letter(end + 4)).is_none()
            {
            } else {
                break;
            }
            end += 1;
            if digits.len() > 18 {
                return None;
            }
        }
        value = digits.parse().ok()?;
    } else {
        digit(letter(at)).or_else(|| small_unit(letter(at)).filter(|u| *u == 10.0))?;
        let mut whole = 0.0;
        let mut section = 0.0;
        let mut last: Option<f64> = None;
        loop {
            let here = letter(end);
            if let Some(digit) = digit(here) {
                // "二〇二一": digits in a row.
                last = Some(last.map_or(digit, |before| before * 10.0 + digit));
            } else if let Some(unit) = small_unit(here) {
                section += last.take().unwrap_or(1.0) * unit;
            } else if let Some(unit) = large_unit(here).filter(|_| section > 0.0 || last.is_some()) {
                whole = (whole + section + last.take().unwrap_or(0.0)) * unit;
                section = 0.0;
            } else {
                break;
            }
            end += 1;
            if end - at > 20 {
                return None;
            }
        }
        value = whole + section + last.unwrap_or(0.0);
    }
    let more = |at: usize| matches!(letter(at), '余' | '多');
    if more(end) {
        is_more = true;
        end += 1;
    }
    let mut unit_value = 1.0;
    while let Some(unit) = large_unit(letter(end)).or_else(|| small_unit(letter(end)).filter(|u| *u > 10.0)) {
        value *= unit;
        unit_value *= unit;
        end += 1;
    }
    // "2万1244件", "12亿2447万元": what is less than the unit follows in digits of its own.
    if unit_value >= 1e4
        && !is_more
        && arabic(letter(end)).is_some()
        && let Some(rest) = number_at(page, end).filter(|rest| rest.value < unit_value && rest.value.fract() == 0.0)
    {
        value += rest.value;
        is_more = rest.is_more;
        end = rest.end;
    }
    if more(end) && !is_more {
        is_more = true;
        end += 1;
    }
    Some(Number { value, end, is_more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let read = |text: &str| number_at(&Page::read(text), 0).map(|n| (n.value, n.is_more));
        assert_eq!(read("1.2万余名"), Some((12_000.0, true)));
        assert_eq!(read("3600余名"), Some((3_600.0, true)));
        assert_eq!(read("十二年"), Some((12.0, false)));
        assert_eq!(read("三百八十万元"), Some((3_800_000.0, false)));
        assert_eq!(read("二〇二一年"), Some((2_021.0, false)));
        assert_eq!(read("1,234起"), Some((1_234.0, false)));
        assert_eq!(read("两亿元"), Some((200_000_000.0, false)));
        assert_eq!(read("2万1244件"), Some((21_244.0, false)));
        assert_eq!(read("12亿2447万余元"), Some((1_224_470_000.0, true)));
        assert_eq!(read("3万20000件"), Some((30_000.0, false)));
        assert_eq!(read("公元"), None);
        assert_eq!(read(&"9".repeat(40)), None);
    }
}
