//! Dates, absolute and relative, beside a date of publication: none begins after it ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use umbra_extract::fuzzing;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        fuzzing::dates(text);
    }
});
