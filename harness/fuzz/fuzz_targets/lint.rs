//! Any bytes as a file: kinds, wrapping, encodings, XML, certificates, every rule, and every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saml_lint::output::{self, Linted};
use saml_lint::{Options, lint};

fuzz_target!(|bytes: &[u8]| {
    let report = lint(bytes, &Options::default());
    let files = [Linted { file: "f".to_owned(), report }];
    output::human(&files);
    output::json(&files);
    output::sarif(&files);
});
