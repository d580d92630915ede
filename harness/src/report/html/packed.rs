//! Parts of the page that are unpacked when somebody opens them: deflated, in an attribute, so that the page stays one
//! file that opens offline.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use maud::{Markup, html};

/// `part`, to be unpacked by the page's script when its case is opened.
pub(super) fn packed(part: &Markup) -> Markup {
    html! {
        div.packed data-packed=(STANDARD.encode(deflated(part.0.as_bytes()))) {
            noscript { "What shows it needs scripts in the browser; `saml-harness show` prints it." }
        }
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

/// `page` with all that is packed in it in its place.
#[cfg(test)]
pub(in crate::report) fn unpacked(page: &str) -> String {
    use std::io::Read;

    use flate2::read::DeflateDecoder;

    let mut parts = page.split("data-packed=\"");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        let (packed, rest) = part.split_once('"').unwrap();
        let bytes = STANDARD.decode(packed).unwrap();
        DeflateDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        text += rest;
    }
    text
}
