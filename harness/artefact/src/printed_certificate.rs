//! A certificate as `openssl x509 -text` prints it, or as `keytool -printcert` does: its facts without its bytes.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;

use crate::certificate::Certificate;
use crate::pattern::pattern;
use crate::recognise::Content;

/// From its first line to what follows its last one: the lines of a certificate are indented.
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^[ \t]*Certificate:[ \t]*\r?\n(?:[ \t]+[^\r\n]*(?:\r?\n|\z)){6,400}(?:SHA256 Fingerprint=[0-9A-Fa-f:]+|sha256 Fingerprint=[0-9A-Fa-f:]+)?",
    )
});
static BEGIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"Not Before\s*:\s*(\w{3}\s+\d{1,2} \d\d:\d\d:\d\d \d{4}) GMT"));
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"Not After\s*:\s*(\w{3}\s+\d{1,2} \d\d:\d\d:\d\d \d{4}) GMT"));
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"Subject:[ \t]*([^\r\n]+)"));
static KEY: LazyLock<Regex> = LazyLock::new(|| pattern(r"Public Key Algorithm:\s*(\S+)"));
static BITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"Public-Key:\s*\((\d+) bit"));
static ALGORITHM: LazyLock<Regex> = LazyLock::new(|| pattern(r"Signature Algorithm:\s*(\S+)"));
static FINGERPRINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)sha256 Fingerprint=([0-9A-F:]{95})"));

/// Every certificate that was printed into this text, with its place.
pub(crate) fn all(text: &str) -> Vec<(Range<usize>, Vec<Content>)> {
    let found = PRINTED.find_iter(text).take(20);
    found.filter_map(|one| Some((one.range(), vec![Content::Certificate(read(one.as_str())?)]))).collect()
}

/// The facts; without the fingerprint, where it was not printed along, and without its bytes.
fn read(text: &str) -> Option<Certificate> {
    let first = |rule: &Regex| rule.captures(text).map(|found| found[1].trim().to_owned());
    let time = |rule: &Regex| first(rule).and_then(|text| timestamp(&text));
    let not_after = time(&END)?;
    let key = match first(&KEY).as_deref() {
        Some("rsaEncryption") => "RSA",
        Some("id-ecPublicKey") => "EC",
        _ => "another kind of key",
    };
    let digits = first(&FINGERPRINT).unwrap_or_default().replace(':', "");
    Some(Certificate {
        fingerprint: digits.to_lowercase(),
        subject: first(&SUBJECT).unwrap_or_default().replace(" = ", "="),
        not_before: time(&BEGIN),
        not_after: Some(not_after),
        key: key.to_owned(),
        bits: first(&BITS).and_then(|bits| bits.parse().ok()).unwrap_or_default(),
        signature_algorithm: first(&ALGORITHM).unwrap_or_default(),
        base64: String::new(),
        contradicts_itself: false,
    })
}

/// `Nov  1 09:00:00 2026`, as openssl writes it.
fn timestamp(text: &str) -> Option<Timestamp> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Timestamp::strptime("%b %d %H:%M:%S %Y %z", format!("{text} +0000")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openssl_prints_is_read() {
        let text = "$ openssl x509 -text\nCertificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number:\n            0a:1b\n        Signature Algorithm: sha256WithRSAEncryption\n        Issuer: C = US, CN = JumpCloudSAMLUser\n        Validity\n            Not Before: Nov  1 09:00:00 2021 GMT\n            Not After : Nov  1 09:00:00 2026 GMT\n        Subject: C = US, CN = JumpCloudSAMLUser\n        Subject Public Key Info:\n            Public Key Algorithm: rsaEncryption\n                Public-Key: (2048 bit)\nWhat now?\n";
        let found = all(text);
        let [(range, contents)] = found.as_slice() else { panic!("{found:?}") };
        let [Content::Certificate(one)] = contents.as_slice() else { panic!("{contents:?}") };
        assert_eq!(one.not_after.unwrap().to_string(), "2026-11-01T09:00:00Z");
        assert_eq!((one.subject.as_str(), one.bits), ("C=US, CN=JumpCloudSAMLUser", 2048));
        assert!(text[range.end..].starts_with("What now?"));
    }
}
