//! The hash under which names of schemata and properties are filed.
//!
//! The build script lays out the tables with it and lookups read them, so both share this file. It looks at the
//! length, the first eight and the last eight bytes: enough to spread the few hundred names of the model, and a
//! collision only costs a second comparison.

/// Hash of a name; the low bits are the well-mixed ones.
pub(crate) fn name_hash(name: &[u8]) -> usize {
    let length = name.len();
    let (head, tail) = match length {
        0 => (0, 0),
        1..4 => (u64::from(name[0]) << 8 | u64::from(name[length / 2]), u64::from(name[length - 1])),
        4..8 => (word::<4>(name), word::<4>(&name[length - 4..])),
        _ => (word::<8>(name), word::<8>(&name[length - 8..])),
    };
    let mixed = (head ^ tail.rotate_left(29) ^ length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as usize
}

fn word<const N: usize>(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..N].copy_from_slice(&bytes[..N]);
    u64::from_le_bytes(word)
}
