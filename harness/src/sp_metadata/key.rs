//! The keys of an SP's role.

use openssl::nid::Nid;
use openssl::pkey::Id;
use openssl::x509::X509;
use roxmltree::Node;

use super::{DS, MD, children};

/// The key that assertions are to be encrypted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptionKey {
    /// Its certificate as PEM.
    pub pem: String,
    /// Why it is this one.
    pub source: Source,
}

/// What a KeyDescriptor says that its key is for (metadata 2.4.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Encryption.
    Encryption,
    /// Nothing, so anything.
    Unmarked,
    /// Signing; there is no other.
    Signing,
}

impl EncryptionKey {
    /// Which key it is, in words.
    pub fn in_words(&self) -> String {
        let source = match self.source {
            Source::Encryption => "the key that the SP's metadata has for encryption",
            Source::Unmarked => "the key that the SP's metadata has for any use",
            Source::Signing => "the SP's key for signing, as its metadata has none for encryption",
        };
        format!("{source} ({})", certificate_in_words(&self.pem))
    }
}

/// Subject and start of the SHA-256 fingerprint of a certificate, by which people find it.
pub fn certificate_in_words(pem: &str) -> String {
    let read = || -> Option<String> {
        let certificate = X509::from_pem(pem.as_bytes()).ok()?;
        let digest = certificate.digest(openssl::hash::MessageDigest::sha256()).ok()?;
        let fingerprint: Vec<String> = digest.iter().take(4).map(|octet| format!("{octet:02X}")).collect();
        let name = certificate.subject_name().entries_by_nid(Nid::COMMONNAME).next();
        let name = name.and_then(|entry| entry.data().to_string().ok()).map(|name| format!("CN={name}, "));
        Some(format!("{}SHA-256 {}…", name.unwrap_or_default(), fingerprint.join(":")))
    };
    read().unwrap_or_else(|| "a certificate that cannot be read".to_owned())
}

/// Every certificate that is not for encryption alone. One that cannot be read verifies nothing; the rule
/// `metadata-certificates-parse` tells of it.
pub(super) fn for_signing(role: Node<'_, '_>) -> String {
    let descriptors = children(role, MD, "KeyDescriptor").filter(|node| purpose(*node) != Some("encryption"));
    descriptors.flat_map(certificates).filter_map(|certificate| pem(&certificate)).collect()
}

/// The first RSA key for encryption, else for any use, else for signing.
pub(super) fn for_encryption(role: Node<'_, '_>) -> Option<EncryptionKey> {
    let marked =
        [(Some("encryption"), Source::Encryption), (None, Source::Unmarked), (Some("signing"), Source::Signing)];
    marked.into_iter().find_map(|(wanted, source)| {
        let descriptors = children(role, MD, "KeyDescriptor").filter(|node| purpose(*node) == wanted);
        let mut rsa = descriptors.flat_map(certificates).filter(is_rsa);
        rsa.find_map(|certificate| Some(EncryptionKey { pem: pem(&certificate)?, source }))
    })
}

fn purpose<'a>(descriptor: Node<'a, '_>) -> Option<&'a str> {
    descriptor.attribute("use").map(str::trim)
}

fn is_rsa(certificate: &X509) -> bool {
    certificate.public_key().is_ok_and(|key| key.id() == Id::RSA)
}

/// Certificates of a KeyDescriptor's own KeyInfo.
fn certificates(descriptor: Node<'_, '_>) -> Vec<X509> {
    let infos = children(descriptor, DS, "KeyInfo");
    let texts = infos.flat_map(|info| info.descendants()).filter(|node| node.has_tag_name((DS, "X509Certificate")));
    texts.filter_map(certificate).collect()
}

/// Base64 of DER; SPs are met that leave the armour of PEM around it.
fn certificate(node: Node<'_, '_>) -> Option<X509> {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    let text = text.replace("-----BEGIN CERTIFICATE-----", "").replace("-----END CERTIFICATE-----", "");
    let text: String = text.split_whitespace().collect();
    X509::from_der(&openssl::base64::decode_block(&text).ok()?).ok()
}

fn pem(certificate: &X509) -> Option<String> {
    String::from_utf8(certificate.to_pem().ok()?).ok()
}
