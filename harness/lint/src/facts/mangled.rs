//! What copying and pasting does to a certificate, and reading it in spite of that.

use std::cell::RefCell;
use std::collections::HashMap;

use openssl::x509::X509;
use serde::Serialize;
use strum::Display;

use super::certificate::Details;
use crate::input::base64;

/// What happened to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Display)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Mangling {
    /// Nothing is there.
    Empty,
    /// `-----BEGIN CERTIFICATE-----` is part of it.
    Armour,
    /// The lines of armour have not five dashes.
    ArmourDamaged,
    /// A backslash and an `n` where a line should end.
    EscapedNewlines,
    /// `&#13;`, `&#xD;` or `&#10;` is written out.
    CharacterReferences,
    /// Blanks inside a line.
    Blanks,
    /// Blanks that were `+`.
    PlusLost,
    /// Several certificates in one.
    Chain,
    /// It is a private key.
    PrivateKey,
    /// It is a public key, a certificate request or a PKCS #7 bundle.
    OtherObject,
    /// `-` and `_` for `+` and `/`.
    UrlAlphabet,
    /// Percent-encoded.
    PercentEncoded,
    /// Base64 of PEM text or of base64.
    TwiceEncoded,
    /// The end is missing.
    Truncated,
    /// There are characters that base64 has not.
    NotBase64,
    /// It looks like a placeholder or a fingerprint.
    NoCertificate,
    /// It is base64 of something that is no certificate.
    Unreadable,
}

/// What was read before: metadata of many entities holds the same certificates again and again, and OpenSSL is slow.
pub(super) type Memory = RefCell<HashMap<String, (Vec<Mangling>, Option<Details>)>>;

/// The same as [`read`], once for each text.
pub(super) fn remembered(raw: &str, text: &str, memory: &Memory) -> (Vec<Mangling>, Option<Details>) {
    if let Some(known) = memory.borrow().get(raw) {
        return known.clone();
    }
    let found = read(raw, text);
    memory.borrow_mut().insert(raw.to_owned(), found.clone());
    found
}

/// What happened to a certificate and what it says. `raw` is what stands in the file, `text` the same with references
/// replaced.
pub(super) fn read(raw: &str, text: &str) -> (Vec<Mangling>, Option<Details>) {
    let mut found = Vec::new();
    if text.trim().is_empty() {
        return (vec![Mangling::Empty], None);
    }
    if raw.contains("&#") {
        found.push(Mangling::CharacterReferences);
    }
    let mut body = text.replace(['\u{a0}', '\u{200b}', '\u{feff}'], " ");
    if body.contains("\\n") || body.contains("\\r") {
        found.push(Mangling::EscapedNewlines);
        body = body.replace("\\r", "\n").replace("\\n", "\n");
    }
    if body.contains("PRIVATE KEY-----") {
        found.push(Mangling::PrivateKey);
        return (found, None);
    }
    if body.contains("-----BEGIN PUBLIC KEY")
        || body.contains("CERTIFICATE REQUEST-----")
        || body.contains("-----BEGIN PKCS7")
    {
        found.push(Mangling::OtherObject);
        return (found, None);
    }
    let blocks = body.matches("-----BEGIN").count();
    if body.contains("-----") || body.contains("BEGIN CERTIFICATE") || body.contains("END CERTIFICATE") {
        found.push(if blocks > 1 { Mangling::Chain } else { Mangling::Armour });
        body = first_block(&body);
    }
    if body.contains("%2B") || body.contains("%2F") || body.contains("%3D") || body.contains("%0A") {
        found.push(Mangling::PercentEncoded);
        body = percent_encoding::percent_decode_str(&body).decode_utf8_lossy().into_owned();
    }
    if body.contains(['-', '_']) && !body.contains(['+', '/']) {
        found.push(Mangling::UrlAlphabet);
        body = body.replace('-', "+").replace('_', "/");
    }
    let inside = body.lines().any(|line| line.trim().contains([' ', '\t']));
    let letters: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let strange = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='));
    if letters.contains(strange) {
        let is_fingerprint = letters.len() < 120;
        found.push(if is_fingerprint { Mangling::NoCertificate } else { Mangling::NotBase64 });
        let kept: String = letters.chars().filter(|c| !strange(*c)).collect();
        return (found, base64(&kept).and_then(|der| certificate(&der)));
    }
    let details = decode(&letters, &mut found);
    if !inside {
        return (found, details);
    }
    // Whether the blanks are too many, or were `+` before a URL decoder took them.
    let joined: Vec<String> = body.lines().map(|line| line.trim().replace([' ', '\t'], "+")).collect();
    let mut other = Vec::new();
    match (&details, decode(&joined.concat(), &mut other)) {
        (None, Some(details)) if other.is_empty() => (vec![Mangling::PlusLost], Some(details)),
        _ => {
            found.insert(0, Mangling::Blanks);
            (found, details)
        }
    }
}

/// What stands between the first two lines of armour, whatever the armour says.
fn first_block(text: &str) -> String {
    let mut result = String::new();
    for piece in text.replace("-----", "\n").lines() {
        let piece = piece.trim();
        let armour = piece.contains("BEGIN") && piece.contains("CERT") || piece.contains("END CERT");
        let ends = piece.contains("END") && armour;
        if ends && !result.is_empty() {
            break;
        }
        if !armour && !piece.is_empty() {
            result.push_str(piece);
            result.push('\n');
        }
    }
    result
}

fn decode(letters: &str, found: &mut Vec<Mangling>) -> Option<Details> {
    let body = letters.trim_end_matches('=');
    if body.contains('=') {
        // Each certificate was padded, and they stand one behind the other.
        found.push(Mangling::Chain);
        let first = body.split('=').next().unwrap_or_default();
        return base64(first).and_then(|der| certificate(&der));
    }
    let whole = if body.len() % 4 == 1 { &body[..body.len() - 1] } else { body };
    let Some(der) = base64(whole) else {
        found.push(Mangling::NotBase64);
        return None;
    };
    object(&der, found)
}

fn object(der: &[u8], found: &mut Vec<Mangling>) -> Option<Details> {
    let announced = length(der);
    if let Some(details) = certificate(der) {
        if announced.is_some_and(|announced| announced < der.len()) {
            let rest = &der[announced.unwrap_or(der.len())..];
            let more = certificate(rest).is_some();
            found.push(if more { Mangling::Chain } else { Mangling::Unreadable });
        }
        return Some(details);
    }
    if let Ok(inner) = std::str::from_utf8(der) {
        if inner.contains("PRIVATE KEY-----") {
            found.push(Mangling::PrivateKey);
            return None;
        }
        let body = if inner.contains("-----") { first_block(inner) } else { inner.to_owned() };
        if let Some(details) = base64(&body).and_then(|der| certificate(&der)) {
            found.push(Mangling::TwiceEncoded);
            return Some(details);
        }
    }
    if openssl::pkey::PKey::private_key_from_der(der).is_ok() {
        found.push(Mangling::PrivateKey);
    } else if openssl::pkey::PKey::public_key_from_der(der).is_ok()
        || openssl::x509::X509Req::from_der(der).is_ok()
        || openssl::pkcs7::Pkcs7::from_der(der).is_ok()
    {
        found.push(Mangling::OtherObject);
    } else if announced.is_some_and(|announced| announced > der.len()) {
        found.push(Mangling::Truncated);
    } else if der.len() < 90 {
        found.push(Mangling::NoCertificate);
    } else {
        found.push(Mangling::Unreadable);
    }
    None
}

/// How long the object says that it is, its head included (X.690, 8.1.3).
fn length(der: &[u8]) -> Option<usize> {
    match der {
        [0x30, 0x81, a, ..] => Some(usize::from(*a) + 3),
        [0x30, 0x82, a, b, ..] => Some((usize::from(*a) << 8 | usize::from(*b)) + 4),
        [0x30, 0x83, a, b, c, ..] => Some((usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c)) + 5),
        _ => None,
    }
}

fn certificate(der: &[u8]) -> Option<Details> {
    X509::from_der(der).ok().and_then(|certificate| Details::of(&certificate))
}
