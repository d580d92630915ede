//! What strangers send on purpose: it ends, it does not panic, and it says something.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use proptest::prelude::*;
use saml_lint::{Options, Report, lint, output};

fn linted(bytes: &[u8]) -> Report {
    let report = lint(bytes, &Options::default());
    for finding in &report.findings {
        assert!(finding.line >= 1 && finding.column >= 1 && finding.length >= 1, "{finding:?}");
        assert!(finding.span.start <= report.text.len() && finding.span.end <= report.text.len().max(1), "{finding:?}");
    }
    report
}

fn rules(bytes: &[u8]) -> Vec<&'static str> {
    linted(bytes).findings.iter().map(|finding| finding.rule).collect()
}

fn deflated(bytes: &[u8]) -> String {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    base64::engine::general_purpose::STANDARD.encode(encoder.finish().unwrap())
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"0123456789\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><a>&b;</a>";
    let report = linted(bomb.as_bytes());
    assert!(report.findings.iter().any(|finding| finding.rule == "doctype"));
    assert!(!report.findings.iter().any(|finding| finding.message.contains("0123456789")));
    let file = "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"&a;\"/>";
    let report = linted(file.as_bytes());
    assert_eq!(report.facts.entities[0].entity_id.as_deref(), Some("&a;"));
}

#[test]
fn what_is_too_much_is_said() {
    assert!(rules(&b"<a>".repeat(300_000)).contains(&"nested-too-deeply"));
    assert!(rules("<a/>".repeat(700_000).as_bytes()).contains(&"nested-too-deeply"));
    assert_eq!(rules(&vec![b' '; saml_lint::LARGEST + 1]), ["file-too-large"]);
    assert_eq!(rules(deflated(&vec![b'<'; 64 << 20]).as_bytes()), ["inflates-too-far"]);
    assert!(!rules(&b"<a b='".repeat(100_000)).is_empty());
    assert!(!rules("&lt;md:x&quot;".repeat(100_000).as_bytes()).is_empty());
    assert!(!rules("<a>&".repeat(50_000).as_bytes()).is_empty());
    assert!(
        !rules(format!("<a {}/>", (0..50_000).map(|n| format!("a{n}='' ")).collect::<String>()).as_bytes()).is_empty()
    );
    assert!(!rules(&b"-----BEGIN CERTIFICATE-----".repeat(50_000)).is_empty());
    assert!(!rules("“<a “".repeat(50_000).as_bytes()).is_empty());
}

#[test]
fn broken_bytes_are_said() {
    assert!(rules(b"<a>\xff\xfe\xfd</a>").contains(&"invalid-utf-8"));
    assert!(!rules(b"\xff\xfe\x3c").is_empty());
    assert!(!rules(b"%PDF-1.4 \x00\x01").is_empty());
    assert!(!rules(b"\x30\x82\xff\xff\x00").is_empty());
    assert!(!rules(b"PK\x03\x04").is_empty());
}

fn fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["fixtures", "healthy"].map(|name| fs::read_dir(folder.join(name)).unwrap());
    let paths = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
    paths.map(|path| fs::read(path).unwrap()).filter(|bytes| bytes.len() < 20_000).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        linted(&bytes);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(<|>|&|;|\"|'|=|/|!|-|\\[|\\]|md:|EntityDescriptor|entityID| |\\\\n|“|\u{a0}|x|é|&lt;|&quot;|=3D|\n|[0-9]|%){0,60}") {
        let report = linted(text.as_bytes());
        let files = [output::Linted { file: "f".to_owned(), report }];
        output::human(&files);
        output::json(&files);
        output::sarif(&files);
    }

    #[test]
    fn no_change_of_a_file_makes_it_panic(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..40,
        more in prop::sample::select(vec!["", "<", ">", "&", "\"", "“", "\u{a0}", "</md:x>", "\u{0}", "]]>", "<!--", "é", "-----", "\\n"]),
    ) {
        let files = fixtures();
        let mut bytes = which.get(&files).clone();
        let at = at.index(bytes.len().max(1)).min(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, more.bytes());
        let report = linted(&bytes);
        output::human(&[output::Linted { file: "f".to_owned(), report }]);
    }
}
