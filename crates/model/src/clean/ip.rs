//! Internet addresses.

use std::borrow::Cow;
use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The normal form of an address: version 6 in lower case with the longest run of zeroes left out.
pub(super) fn clean(text: &str) -> Option<Cow<'_, str>> {
    if text.parse::<Ipv4Addr>().is_ok() {
        return Some(Cow::Borrowed(text));
    }
    let (address, zone) = text.split_at(text.find('%').unwrap_or(text.len()));
    if zone.len() == 1 || zone[zone.len().min(1)..].contains('%') {
        return None;
    }
    let normal = write(address.parse().ok()?) + zone;
    Some(if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal) })
}

/// All eight groups in hexadecimal: the standard library would write mapped addresses with dots.
fn write(address: Ipv6Addr) -> String {
    let groups = address.segments();
    let mut gap = 0..0;
    for start in 0..groups.len() {
        let end = start + groups[start..].iter().take_while(|group| **group == 0).count();
        if end - start > gap.len().max(1) {
            gap = start..end;
        }
    }
    let mut text = String::new();
    for (place, group) in groups.iter().enumerate() {
        if gap.contains(&place) {
            if place == gap.start {
                text.push_str("::");
            }
            continue;
        }
        if place > 0 && place != gap.end {
            text.push(':');
        }
        write!(text, "{group:x}").expect("writing to a string can't fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn writes_one_form() {
        for (raw, expected) in [
            ("192.168.1.143", Some("192.168.1.143")),
            ("0:0:0:0:0:ffff:c0a8:18f", Some("::ffff:c0a8:18f")),
            ("2001:DB8::0001", Some("2001:db8::1")),
            ("1:0:0:2:0:0:0:3", Some("1:0:0:2::3")),
            ("1:0:2:3:4:5:6:7", Some("1:0:2:3:4:5:6:7")),
            ("::", Some("::")),
            ("1::", Some("1::")),
            ("fe80::1%eth0", Some("fe80::1%eth0")),
            ("fe80::1%", None),
            ("fe80::1%a%b", None),
            ("192.168.1.256", None),
            ("192.168.001.001", None),
            ("10.0.0.0/8", None),
            ("1.2.3", None),
            ("", None),
        ] {
            assert_eq!(clean(raw).as_deref(), expected, "{raw}");
        }
    }
}
