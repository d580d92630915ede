//! Signature and digest methods by their identifiers (RFC 9231).

use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::{Id, PKeyRef, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};

/// How a SignatureValue is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Method {
    kind: Kind,
    digest: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Rsa,
    RsaPss,
    Ecdsa,
}

impl Method {
    /// The method of that identifier, where it is done here.
    pub(crate) fn of(uri: &str) -> Option<Self> {
        let name = uri.rsplit(['#', '/']).next()?;
        let known = |kind, digest: &str| Some(Self { kind, digest: digest_name(digest)? });
        if let Some(digest) = name.strip_suffix("-rsa-MGF1") {
            return known(Kind::RsaPss, digest);
        }
        match name.split_once('-')? {
            ("rsa", digest) => known(Kind::Rsa, digest),
            ("ecdsa", digest) => known(Kind::Ecdsa, digest),
            _ => None,
        }
    }

    /// Whether a value has a length that keys of this kind make.
    pub(crate) fn may_be(self, value: &[u8]) -> bool {
        match self.kind {
            Kind::Rsa | Kind::RsaPss => (64..=2048).contains(&value.len()) && value.len().is_multiple_of(8),
            Kind::Ecdsa => (40..=132).contains(&value.len()) && value.len().is_multiple_of(2),
        }
    }

    /// Whether `value` over `octets` was made with the private half of this key.
    pub(crate) fn verify(self, key: &PKeyRef<Public>, octets: &[u8], value: &[u8]) -> bool {
        let expected = if self.kind == Kind::Ecdsa { Id::EC } else { Id::RSA };
        // A value of a wrong length is an error of OpenSSL's, and means the same.
        key.id() == expected && self.verified(key, octets, value).unwrap_or(false)
    }

    fn verified(self, key: &PKeyRef<Public>, octets: &[u8], value: &[u8]) -> Result<bool, ErrorStack> {
        let digest = message_digest(self.digest);
        if self.kind == Kind::Ecdsa {
            // r and s side by side (XML Signature 6.4.3).
            let (r, s) = value.split_at(value.len() / 2);
            let signature = EcdsaSig::from_private_components(BigNum::from_slice(r)?, BigNum::from_slice(s)?)?;
            return signature.verify(&hash(digest, octets)?, &*key.ec_key()?);
        }
        let mut verifier = Verifier::new(digest, key)?;
        if self.kind == Kind::RsaPss {
            verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
            verifier.set_rsa_pss_saltlen(RsaPssSaltlen::custom(-2))?;
        }
        verifier.verify_oneshot(value, octets)
    }
}

/// The digest of `octets` by the DigestMethod of that identifier, where it is done here.
pub(crate) fn digest(uri: &str, octets: &[u8]) -> Option<Vec<u8>> {
    let name = digest_name(uri.rsplit(['#', '/']).next()?)?;
    Some(hash(message_digest(name), octets).ok()?.to_vec())
}

fn digest_name(name: &str) -> Option<&'static str> {
    ["sha1", "sha224", "sha256", "sha384", "sha512"].into_iter().find(|known| *known == name)
}

fn message_digest(name: &str) -> MessageDigest {
    match name {
        "sha1" => MessageDigest::sha1(),
        "sha224" => MessageDigest::sha224(),
        "sha384" => MessageDigest::sha384(),
        "sha512" => MessageDigest::sha512(),
        _ => MessageDigest::sha256(),
    }
}
