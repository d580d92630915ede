//! One certificate as it stands in a file.

use jiff::Timestamp;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::Id;
use openssl::x509::{X509, X509NameRef};
use serde::Serialize;

use super::Value;
use super::mangled::{self, Mangling, Memory};
use crate::finding::Span;
use crate::xml::Handle;

/// A certificate, or what stands where one should be.
#[derive(Clone, Debug, Serialize)]
pub struct Certificate {
    /// `use` of its KeyDescriptor.
    pub usage: Option<Value>,
    /// Whether it stands in a KeyDescriptor, where `use` could be said.
    pub in_key_descriptor: bool,
    /// What is written, with its place.
    #[serde(skip)]
    pub written: Value,
    /// The KeyDescriptor or the element itself: where to point when something is said of the key as a whole.
    #[serde(skip)]
    pub place: Span,
    /// What happened to it.
    pub manglings: Vec<Mangling>,
    /// What it says, where it could be read in spite of that.
    pub details: Option<Details>,
}

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Details {
    /// As `CN=JumpCloudSAMLUser, O=Acme`.
    pub subject: String,
    /// The same of who signed it.
    pub issuer: String,
    /// In hexadecimal.
    pub serial: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// `RSA`, `EC`, `DSA` or a number.
    pub key_algorithm: String,
    /// Size of the key.
    pub bits: u32,
    /// As `sha256WithRSAEncryption`.
    pub signature_algorithm: String,
    /// SHA-256 of the DER form, in hexadecimal with colons.
    pub sha256: String,
    /// The certificate as PEM.
    #[serde(skip)]
    pub pem: String,
    /// Whether it signed itself and does not hold under its own key: letters of it were changed.
    #[serde(skip)]
    pub contradicts_itself: bool,
}

impl Certificate {
    /// Reads an X509Certificate element, or one of that role.
    pub(super) fn of_element(element: Handle<'_>, descriptor: Option<Handle<'_>>, memory: &Memory) -> Self {
        let written = Value::text(element);
        let raw = element.document.written(inner(element));
        let (manglings, details) = mangled::remembered(raw, &written.text, memory);
        Self {
            usage: descriptor.and_then(|descriptor| Value::attribute(descriptor, "use")),
            in_key_descriptor: descriptor.is_some(),
            written,
            place: descriptor.unwrap_or(element).element().tag,
            manglings,
            details,
        }
    }

    /// A file in DER.
    pub(super) fn of_der(der: &[u8]) -> Self {
        let details = X509::from_der(der).ok().and_then(|certificate| Details::of(&certificate));
        let manglings = if details.is_some() { Vec::new() } else { vec![Mangling::Unreadable] };
        let (written, place) = (Value::default(), Span::default());
        Self { usage: None, in_key_descriptor: false, written, place, manglings, details }
    }

    /// Every certificate of a PEM file.
    pub(super) fn of_pem(text: &str) -> Vec<Self> {
        const BEGIN: &str = "BEGIN CERTIFICATE";
        const LONGEST: usize = 1 << 16;
        const END: &str = "END CERTIFICATE";
        let blocks = text.match_indices(BEGIN).take(100).map(|(start, _)| {
            let rest = &text[start + BEGIN.len()..];
            let end = rest.find(END).unwrap_or(rest.len());
            let body = &rest[..crate::lines::floor(rest, end.min(LONGEST))];
            // Word processors make one dash of two.
            let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
            let whole = text[..start].ends_with("-----") && rest.starts_with("-----");
            let body = body.trim_matches(dash);
            let (mut manglings, details) = mangled::read(body, body);
            if end == rest.len() {
                manglings.push(Mangling::Truncated);
            } else if !whole || !rest[..end].ends_with("-----") {
                manglings.push(Mangling::ArmourDamaged);
            }
            manglings.dedup();
            let span = Span::new(start, start + BEGIN.len());
            let written = Value { text: body.to_owned(), span };
            Self { usage: None, in_key_descriptor: false, written, place: span, manglings, details }
        });
        blocks.collect()
    }

    /// Whether signatures may be verified with it (SAML metadata 2.4.1.1: without `use`, for both).
    pub fn may_sign(&self) -> bool {
        self.usage.as_deref().is_none_or(|usage| usage.trim() != "encryption")
    }
}

/// What stands between the tags.
fn inner(element: Handle<'_>) -> Span {
    let found = element.element();
    let end = element.document.written(found.span).rfind("</").map_or(found.span.end, |at| found.span.start + at);
    Span::new(found.tag.end, end)
}

impl Details {
    pub(super) fn of(certificate: &X509) -> Option<Self> {
        let key = certificate.public_key().ok();
        let key_algorithm = match key.as_ref().map(|key| key.id()) {
            Some(Id::RSA | Id::RSA_PSS) => "RSA".to_owned(),
            Some(Id::EC) => "EC".to_owned(),
            Some(Id::DSA) => "DSA".to_owned(),
            Some(id) => Nid::from_raw(id.as_raw()).long_name().unwrap_or("unknown").to_owned(),
            None => "unknown".to_owned(),
        };
        let digest = certificate.digest(MessageDigest::sha256()).ok()?;
        let hexadecimal: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        let algorithm = certificate.signature_algorithm().object();
        let named = algorithm.nid().long_name().map(str::to_owned);
        Some(Self {
            subject: name(certificate.subject_name()),
            issuer: name(certificate.issuer_name()),
            serial: certificate.serial_number().to_bn().ok()?.to_hex_str().ok()?.to_string(),
            not_before: time(certificate.not_before())?,
            not_after: time(certificate.not_after())?,
            key_algorithm,
            bits: key.map_or(0, |key| key.bits()),
            signature_algorithm: named.unwrap_or_else(|_| algorithm.to_string()),
            sha256: hexadecimal.join(":"),
            pem: String::from_utf8(certificate.to_pem().ok()?).ok()?,
            contradicts_itself: saml_signature::contradicts_itself(&certificate.to_der().ok()?),
        })
    }
}

fn name(name: &X509NameRef) -> String {
    let entries = name.entries().map(|entry| {
        let short = entry.object().nid().short_name().unwrap_or("?");
        format!("{short}={}", String::from_utf8_lossy(entry.data().as_slice()))
    });
    entries.collect::<Vec<_>>().join(", ")
}

fn time(time: &openssl::asn1::Asn1TimeRef) -> Option<Timestamp> {
    let epoch = openssl::asn1::Asn1Time::from_unix(0).ok()?;
    let since = epoch.diff(time).ok()?;
    Timestamp::from_second(i64::from(since.days) * 86_400 + i64::from(since.secs)).ok()
}
