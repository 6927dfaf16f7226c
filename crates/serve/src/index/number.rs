//! Texts as numbers, so that an index can hold them small and compare them fast.

/// A number that stands for a few texts in order. Two differ by all odds where the texts do.
pub(crate) fn hash(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let bytes = hasher.finalize();
    u64::from_le_bytes(bytes.as_bytes()[..8].try_into().expect("a digest has 32 bytes"))
}

/// The number under which a matcher's key is kept. 40 bits: one that meets another by chance only adds an entity to be
/// compared.
pub(crate) fn key(number: u64) -> u64 {
    number >> 24
}

/// A moment, as the digits of its year, month, day, hour, minute and second: `2021-02-16T21:48` is 20210216214800. `None` for
/// what is no date.
pub(crate) fn moment(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ':' | 'T' | ' ')).take(14).collect();
    let digits = digits.split(['.', '+', 'Z']).next().filter(|digits| digits.len() >= 4)?;
    format!("{digits:0<14}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_in_order() {
        for (text, expected) in [
            ("2021", Some(20_210_000_000_000)),
            ("2021-02-16T21:48:52", Some(20_210_216_214_852)),
            ("2021-02-16T21:48:52.123+00:00", Some(20_210_216_214_852)),
            ("2021-02-16T21:48Z", Some(20_210_216_214_800)),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
    }

    #[test]
    fn where_texts_are_parted_counts() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert!(key(u64::MAX) < 1 << 40);
    }
}
