//! Sentence splitting: sentences come in order, do not overlap, and cut no character.
#![no_main]

use libfuzzer_sys::fuzz_target;
use umbra_extract::fuzzing;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        fuzzing::sentences(text);
    }
});
