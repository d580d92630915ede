//! Any document, with the signatures in it looked at.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &str| {
    for signature in saml_signature::read(xml) {
        let _ = signature.own_verdict();
        for der in &signature.certificates {
            let _ = saml_signature::contradicts_itself(der);
        }
    }
});
