//! What a file is.

use serde::Serialize;
use strum::{Display, EnumString};

use crate::xml::Document;
use crate::xml::may_be_tag;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Display)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Metadata of an identity provider.
    #[strum(serialize = "IdP metadata")]
    IdpMetadata,
    /// Metadata of a service provider.
    #[strum(serialize = "SP metadata")]
    SpMetadata,
    /// Metadata with both roles.
    #[strum(serialize = "IdP and SP metadata")]
    BothMetadata,
    /// Metadata with neither role.
    #[strum(serialize = "metadata without an IdP or an SP")]
    OtherMetadata,
    /// An X.509 certificate, PEM or DER.
    #[strum(serialize = "certificate")]
    Certificate,
    /// An AuthnRequest.
    #[strum(serialize = "AuthnRequest")]
    AuthnRequest,
    /// A Response.
    #[strum(serialize = "Response")]
    Response,
    /// An Assertion alone.
    #[strum(serialize = "Assertion")]
    Assertion,
    /// XML that is none of these.
    #[strum(serialize = "other XML")]
    OtherXml,
    /// An HTML page.
    #[strum(serialize = "HTML page")]
    Html,
    /// JSON.
    #[strum(serialize = "JSON")]
    Json,
    /// A URL as text.
    #[strum(serialize = "URL")]
    Url,
    /// Nothing, or only blanks.
    #[strum(serialize = "empty file")]
    Empty,
    /// A private key.
    #[strum(serialize = "private key")]
    PrivateKey,
    /// PEM of something else: a public key, a certificate request.
    #[strum(serialize = "PEM file without a certificate")]
    OtherPem,
    /// PDF, picture, archive, document of a word processor.
    #[strum(serialize = "binary file")]
    Binary,
    /// More than is read.
    #[strum(serialize = "file that is too large")]
    TooLarge,
    /// Text that is none of these.
    #[strum(serialize = "text")]
    Unknown,
}

/// What the user says that the file should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Display, EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Metadata of the identity provider.
    Idp,
    /// Metadata of the service provider.
    Sp,
}

impl Kind {
    /// Whether it is SAML metadata.
    pub fn is_metadata(self) -> bool {
        matches!(self, Self::IdpMetadata | Self::SpMetadata | Self::BothMetadata | Self::OtherMetadata)
    }

    /// Whether it is a SAML message.
    pub fn is_message(self) -> bool {
        matches!(self, Self::AuthnRequest | Self::Response | Self::Assertion)
    }
}

/// What bytes are that are no text.
pub(super) fn binary(bytes: &[u8]) -> Option<Kind> {
    const BEGINNINGS: [&[u8]; 10] = [
        b"%PDF",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"\xd0\xcf\x11\xe0",
        b"RIFF",
        b"{\\rtf",
        b"7z\xbc",
    ];
    if BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Some(Kind::Binary);
    }
    if let [0x30, 0x80..=0x84, ..] = bytes {
        if openssl::x509::X509::from_der(bytes).is_ok() {
            return Some(Kind::Certificate);
        }
        if openssl::pkey::PKey::private_key_from_der(bytes).is_ok() || openssl::pkcs12::Pkcs12::from_der(bytes).is_ok()
        {
            return Some(Kind::PrivateKey);
        }
        let other = openssl::pkcs7::Pkcs7::from_der(bytes).is_ok() || openssl::x509::X509Req::from_der(bytes).is_ok();
        if other || openssl::pkey::PKey::public_key_from_der(bytes).is_ok() {
            return Some(Kind::OtherPem);
        }
    }
    let sixteen = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..]);
    let head = &bytes[..bytes.len().min(4096)];
    let strange = head.iter().filter(|byte| **byte < 9 || (14..32).contains(*byte)).count();
    (!sixteen && (strange * 20 > head.len() || (head.contains(&0) && strange > 3))).then_some(Kind::Binary)
}

/// What a text is that is no XML, by its beginning.
pub(super) fn plain(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Some(Kind::Empty);
    }
    let head = text[..crate::lines::floor(text, 4000)].to_ascii_lowercase();
    let first = &head[..crate::lines::floor(&head, 400)];
    if first.starts_with("<!doctype html") || first.starts_with("<html") || is_page(&head) {
        return Some(Kind::Html);
    }
    if text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return Some(Kind::Json);
    }
    if !head.contains("entitydescriptor") && (text.contains("-----BEGIN ") || text.contains("BEGIN CERTIFICATE")) {
        return Some(pem(text));
    }
    None
}

/// HTML that does not begin so: comments or a template's head before it.
fn is_page(head: &str) -> bool {
    let saml = head.contains("entitydescriptor") || head.contains("urn:oasis:names:tc:saml");
    !saml && head.starts_with('<') && ["<head>", "<body", "<script"].iter().any(|tag| head.contains(tag))
}

fn pem(text: &str) -> Kind {
    if text.contains("PRIVATE KEY-----") {
        Kind::PrivateKey
    } else if text.contains("BEGIN CERTIFICATE") && !text.contains("BEGIN CERTIFICATE REQUEST")
        || text.contains("-----BEGIN X509 CERTIFICATE-----")
    {
        Kind::Certificate
    } else {
        Kind::OtherPem
    }
}

/// Whether there is a tag in it, so that reading it as XML makes sense.
pub(super) fn looks_like_xml(text: &str) -> bool {
    let tag = |(at, _): (usize, &str)| {
        let inside = &text[at + 1..];
        inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '?' | '!' | '_')) && may_be_tag(inside)
    };
    text.match_indices('<').take(1000).any(tag)
}

/// What a text without any tag is.
pub(super) fn otherwise(text: &str) -> Kind {
    let text = text.trim();
    let is_url = !text.contains(char::is_whitespace)
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if is_url {
        Kind::Url
    } else if text.starts_with(['{', '[']) && text.contains("\":") {
        Kind::Json
    } else {
        Kind::Unknown
    }
}

/// What the elements say.
pub(super) fn of_document(document: &Document) -> Kind {
    let root = document.roots().find(|root| !matches!(root.local(), "html" | "body" | "p" | "div" | "span"));
    let Some(root) = root else { return Kind::Html };
    match root.local() {
        "EntityDescriptor" | "EntitiesDescriptor" | "IDPSSODescriptor" | "SPSSODescriptor" => {
            let idp = document.named("IDPSSODescriptor").next().is_some();
            let sp = document.named("SPSSODescriptor").next().is_some();
            match (idp, sp) {
                (true, true) => Kind::BothMetadata,
                (true, false) => Kind::IdpMetadata,
                (false, true) => Kind::SpMetadata,
                (false, false) => Kind::OtherMetadata,
            }
        }
        "AuthnRequest" => Kind::AuthnRequest,
        "Response" => Kind::Response,
        "Assertion" | "EncryptedAssertion" => Kind::Assertion,
        _ => Kind::OtherXml,
    }
}
