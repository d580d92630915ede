//! HMAC keys that are no secret: what an SP that takes an IdP's public key for a shared one would use.

use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::x509::X509Ref;
use serde::{Deserialize, Serialize};

use super::SignatureError;

/// What of a certificate is the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HmacKey {
    /// Its PEM text with the line end at its end.
    CertificatePem,
    /// Its PEM text without that.
    CertificatePemTrimmed,
    /// Base64 of its DER form on one line.
    CertificateBase64,
    /// Its DER form.
    CertificateDer,
    /// The PEM text of its public key (SubjectPublicKeyInfo).
    PublicKeyPem,
    /// The DER form of its public key (SubjectPublicKeyInfo).
    PublicKeyDer,
    /// The modulus of its RSA key.
    Modulus,
    /// Its SHA-1 fingerprint in hexadecimal digits, in small letters, as settings pages ask for it.
    FingerprintSha1,
    /// The same in capitals with a colon between two octets, as `openssl x509 -fingerprint` prints it.
    FingerprintSha1Colons,
    /// Its SHA-256 fingerprint in hexadecimal digits, in small letters.
    FingerprintSha256,
    /// No octets at all.
    Empty,
}

impl HmacKey {
    /// The key made of `certificate`.
    pub fn of(self, certificate: &X509Ref) -> Result<PKey<Private>, SignatureError> {
        let octets = match self {
            Self::CertificatePem => certificate.to_pem()?,
            Self::CertificatePemTrimmed => certificate.to_pem()?.trim_ascii_end().to_vec(),
            Self::CertificateBase64 => openssl::base64::encode_block(&certificate.to_der()?).into_bytes(),
            Self::CertificateDer => certificate.to_der()?,
            Self::PublicKeyPem => certificate.public_key()?.public_key_to_pem()?,
            Self::PublicKeyDer => certificate.public_key()?.public_key_to_der()?,
            Self::Modulus => certificate.public_key()?.rsa()?.n().to_vec(),
            Self::FingerprintSha1 => fingerprint(certificate, MessageDigest::sha1(), "")?.into_bytes(),
            Self::FingerprintSha1Colons => {
                fingerprint(certificate, MessageDigest::sha1(), ":")?.to_uppercase().into_bytes()
            }
            Self::FingerprintSha256 => fingerprint(certificate, MessageDigest::sha256(), "")?.into_bytes(),
            // Keys are filled up with zeros (RFC 2104, 2), so one zero is the same key; openssl takes no empty one.
            Self::Empty => vec![0],
        };
        Ok(PKey::hmac(&octets)?)
    }
}

/// Hexadecimal digits of a digest of the certificate, two by two.
fn fingerprint(certificate: &X509Ref, digest: MessageDigest, between: &str) -> Result<String, SignatureError> {
    let octets: Vec<String> = certificate.digest(digest)?.iter().map(|octet| format!("{octet:02x}")).collect();
    Ok(octets.join(between))
}
