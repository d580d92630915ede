//! Any text as a SAML message: it must be read as the same in every form that it has on the wire.
#![no_main]

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use libfuzzer_sys::fuzz_target;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use saml_artefact::{Content, Options, Response, read};

fn response(text: &str) -> Option<Response> {
    let reading = read("f", text.as_bytes(), &Options::default()).ok()?;
    let mut artefacts = reading.artefacts.into_iter();
    match (artefacts.next()?.content, artefacts.next()) {
        (Content::Response(response), None) => Some(Response { wrapping: Vec::new(), ..*response }),
        _ => None,
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(xml) = std::str::from_utf8(bytes) else { return };
    let xml = xml.trim();
    let plain = response(xml);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(xml.as_bytes()).expect("memory takes all");
    let deflated = STANDARD.encode(encoder.finish().expect("memory takes all"));
    let encoded = STANDARD.encode(xml);
    let escaped = utf8_percent_encode(&encoded, NON_ALPHANUMERIC).to_string();
    for wrapped in [encoded, deflated, escaped] {
        let unwrapped = response(&wrapped);
        // What is short is not looked for among words, and what is no XML may stand among words itself.
        let is_message = roxmltree::Document::parse(xml).is_ok() && wrapped.len() >= 120;
        if let Some(plain) = plain.as_ref().filter(|_| is_message) {
            assert_eq!(unwrapped.as_ref(), Some(plain), "{wrapped}");
        }
    }
});
