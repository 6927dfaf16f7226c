//! Rule files: whatever they hold, they are read or refused with a place in them, and read texts without a fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use umbra_extract::fuzzing;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        fuzzing::rules(text);
    }
});
