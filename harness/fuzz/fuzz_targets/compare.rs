//! Any two files, parted by a zero byte, held against each other.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saml_lint::compare::{Source, compare};

fuzz_target!(|bytes: &[u8]| {
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (one, other) = (&bytes[..at], bytes.get(at + 1..).unwrap_or_default());
    if let (Ok(one), Ok(other)) = (Source::read("one.toml", one), Source::read("other", other)) {
        compare(&one, &other);
    }
});
