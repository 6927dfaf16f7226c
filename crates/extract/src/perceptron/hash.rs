//! Hashes of words and of what is told of them: the same on every machine and in every version.

/// A hash of bytes (FNV-1a, then spread).
pub(crate) fn of_bytes(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    hash ^ (hash >> 31)
}

/// A hash of a text.
pub(crate) fn of(text: &str) -> u64 {
    of_bytes(text.as_bytes())
}

/// Two hashes as one; the order counts.
pub(crate) fn pair(left: u64, right: u64) -> u64 {
    (left.rotate_left(23) ^ right).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
