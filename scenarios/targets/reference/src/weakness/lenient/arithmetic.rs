//! Digests and signature values.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::PKey;
use openssl::sha::sha256;
use openssl::sign::Verifier;
use openssl::x509::X509;

use crate::xml::Element;

/// A digest as stated, and what it is of.
pub struct Digest<'a> {
    /// Base64.
    pub stated: String,
    /// `DigestMethod`.
    pub method: &'a str,
    /// What is digested.
    pub octets: Vec<u8>,
}

/// A signature value, and what it is of.
pub struct Value<'a, 'd, 'x> {
    /// `ds:SignedInfo`.
    pub signed_info: Element<'d, 'x>,
    /// `SignatureMethod`.
    pub method: &'a str,
    /// What is signed.
    pub octets: Vec<u8>,
    /// The value; nothing when it is not base64.
    pub value: Option<Vec<u8>>,
    /// Public keys, DER.
    pub keys: Vec<Vec<u8>>,
    /// Certificates that the company stored, DER.
    pub certificates: &'a [Vec<u8>],
}

/// Whether the digest is what it is stated to be.
pub fn digest_holds(digest: &Digest<'_>) -> bool {
    self::digest(digest.method, &digest.octets).is_some_and(|found| octets(&digest.stated) == Some(found))
}

/// A digest by the algorithm of that URI.
pub fn digest(method: &str, octets: &[u8]) -> Option<Vec<u8>> {
    hash(by_name(method)?, octets).ok().map(|digest| digest.to_vec())
}

/// Whether one of the keys made the value, by RSA.
pub fn value_holds(value: &Value<'_, '_, '_>) -> bool {
    let Some((digest, bytes)) = rsa(value.method).zip(value.value.as_ref()) else { return false };
    value.keys.iter().any(|key| {
        let verified = PKey::public_key_from_der(key).and_then(|key| {
            let mut verifier = Verifier::new(digest, &key)?;
            verifier.verify_oneshot(bytes, &value.octets)
        });
        verified.unwrap_or(false)
    })
}

/// Whether one of the keys made the value, by ECDSA: r and s side by side.
pub fn ecdsa_holds(value: &Value<'_, '_, '_>) -> bool {
    let Some(bytes) = value.value.as_ref().filter(|_| value.method.ends_with("#ecdsa-sha256")) else { return false };
    let (r, s) = bytes.split_at(bytes.len() / 2);
    value.keys.iter().any(|key| {
        let verified = PKey::public_key_from_der(key).and_then(|key| {
            let signature = EcdsaSig::from_private_components(BigNum::from_slice(r)?, BigNum::from_slice(s)?)?;
            signature.verify(&sha256(&value.octets), &*key.ec_key()?)
        });
        verified.unwrap_or(false)
    })
}

/// The digest of an RSA signature method.
pub fn rsa(method: &str) -> Option<MessageDigest> {
    by_name(method.rsplit_once("#rsa-")?.1)
}

/// From the end of an algorithm's name.
pub fn by_name(method: &str) -> Option<MessageDigest> {
    let name = method.rsplit(['#', '-']).next().unwrap_or_default();
    match name {
        "md5" => Some(MessageDigest::md5()),
        "sha1" => Some(MessageDigest::sha1()),
        "sha256" => Some(MessageDigest::sha256()),
        "sha384" => Some(MessageDigest::sha384()),
        "sha512" => Some(MessageDigest::sha512()),
        _ => None,
    }
}

/// The keys in certificates.
pub fn public_keys(certificates: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let key = |der: &Vec<u8>| X509::from_der(der).ok()?.public_key().ok()?.public_key_to_der().ok();
    certificates.iter().filter_map(key).collect()
}

/// Base64 with blanks in it.
pub fn octets(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect::<String>()).ok()
}
