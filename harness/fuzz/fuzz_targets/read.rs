//! Any bytes as what a customer sends: kinds, encodings, mails with things pasted in, and personal data taken out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saml_artefact::{Options, Redactor, read};

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read("f", bytes, &Options::default()) else { return };
    let mut redactor = Redactor::default();
    redactor.learn(&reading);
    let once = redactor.text(&String::from_utf8_lossy(bytes));
    redactor.text(&once);
    redactor.receipt();
});
