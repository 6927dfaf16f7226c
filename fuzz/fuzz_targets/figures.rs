//! Figures: each value is a number, and stands where it says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use umbra_extract::fuzzing;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        fuzzing::figures(text);
    }
});
