//! X.509 certificates: what decides whether a signature is believed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::hash::MessageDigest;
use openssl::pkey::Id;
use openssl::x509::{X509, X509NameRef};
use serde::Serialize;

use crate::decode;

/// A certificate's facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// SHA-256 of the DER bytes, hex digits in lower case.
    pub fingerprint: String,
    /// As `CN=..., O=...`.
    pub subject: String,
    /// Valid from.
    pub not_before: Option<Timestamp>,
    /// Valid to.
    pub not_after: Option<Timestamp>,
    /// `RSA`, `EC` or another word.
    pub key: String,
    /// Bits of the key.
    pub bits: u32,
    /// As `sha256WithRSAEncryption`.
    pub signature_algorithm: String,
    /// Base64 of the DER bytes, without line breaks.
    pub base64: String,
    /// Whether it signed itself and does not hold under its own key: letters of it were changed.
    pub contradicts_itself: bool,
}

impl Certificate {
    /// Of DER bytes.
    pub fn of_der(der: &[u8]) -> Option<Self> {
        let parsed = X509::from_der(der).ok()?;
        let key = parsed.public_key().ok();
        let kind = match key.as_ref().map(|key| key.id()) {
            Some(Id::RSA) => "RSA",
            Some(Id::EC) => "EC",
            Some(Id::DSA) => "DSA",
            _ => "another kind of key",
        };
        let digest = parsed.digest(MessageDigest::sha256()).ok()?;
        Some(Self {
            fingerprint: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            subject: name(parsed.subject_name()),
            not_before: timestamp(parsed.not_before()),
            not_after: timestamp(parsed.not_after()),
            key: kind.to_owned(),
            bits: key.map_or(0, |key| key.bits()),
            signature_algorithm: parsed.signature_algorithm().object().to_string(),
            base64: STANDARD.encode(der),
            contradicts_itself: saml_signature::contradicts_itself(der),
        })
    }

    /// Of what stands in `X509Certificate`, or of PEM: base64 with whatever people put around it.
    pub fn of_text(text: &str) -> Option<Self> {
        let armour = text.find("-----BEGIN CERTIFICATE-----");
        let inner = armour.map_or(text, |at| &text[at + "-----BEGIN CERTIFICATE-----".len()..]);
        let inner = inner.split("-----END").next().unwrap_or(inner).replace("\\n", "");
        let bytes = decode::base64(&inner)?;
        // JumpCloud's API keeps base64 of the PEM text.
        match std::str::from_utf8(&bytes) {
            Ok(pem) if pem.contains("-----BEGIN CERTIFICATE-----") => Self::of_text(pem),
            _ => Self::of_der(&bytes),
        }
    }

    /// Whether it has run out at this time.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.not_after.is_some_and(|end| end < now)
    }
}

fn name(name: &X509NameRef) -> String {
    let entries = name.entries().filter_map(|entry| {
        let key = entry.object().nid().short_name().ok()?.to_owned();
        Some(format!("{key}={}", entry.data().to_string().ok()?))
    });
    entries.collect::<Vec<_>>().join(", ")
}

fn timestamp(time: &Asn1TimeRef) -> Option<Timestamp> {
    let since = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
    Timestamp::from_second(i64::from(since.days) * 86_400 + i64::from(since.secs)).ok()
}
