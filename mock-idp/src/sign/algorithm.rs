//! Signature and digest methods by the identifiers that messages use (RFC 9231).

use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::{HasPublic, Id, PKeyRef, Private};
use openssl::sign::{Signer, Verifier};
use serde::{Deserialize, Serialize};

use super::SignatureError;

macro_rules! methods {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal $uri:literal, $digest:ident;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum $name { $($variant,)* }

        impl $name {
            /// All methods.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The method called `uri`, if it is supported.
            pub fn from_uri(uri: &str) -> Option<Self> {
                match uri { $($uri => Some(Self::$variant),)* _ => None }
            }

            /// The method with this short name, if it is supported.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }

            /// Its identifier.
            pub fn uri(self) -> &'static str {
                match self { $(Self::$variant => $uri,)* }
            }

            /// Its short name, as scenario files write it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            pub(crate) fn message_digest(self) -> MessageDigest {
                match self { $(Self::$variant => MessageDigest::$digest(),)* }
            }
        }
    };
}

methods! {
    /// SignatureMethod: RSA with PKCS #1 v1.5 padding, HMAC, ECDSA.
    SignatureMethod {
        RsaSha1 = "rsa-sha1" "http://www.w3.org/2000/09/xmldsig#rsa-sha1", sha1;
        RsaSha256 = "rsa-sha256" "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", sha256;
        RsaSha384 = "rsa-sha384" "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", sha384;
        RsaSha512 = "rsa-sha512" "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", sha512;
        RsaMd5 = "rsa-md5" "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", md5;
        HmacSha1 = "hmac-sha1" "http://www.w3.org/2000/09/xmldsig#hmac-sha1", sha1;
        HmacSha256 = "hmac-sha256" "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", sha256;
        HmacSha384 = "hmac-sha384" "http://www.w3.org/2001/04/xmldsig-more#hmac-sha384", sha384;
        HmacSha512 = "hmac-sha512" "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512", sha512;
        EcdsaSha256 = "ecdsa-sha256" "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", sha256;
    }
}

methods! {
    /// DigestMethod of a Reference.
    DigestMethod {
        Sha1 = "sha1" "http://www.w3.org/2000/09/xmldsig#sha1", sha1;
        Sha256 = "sha256" "http://www.w3.org/2001/04/xmlenc#sha256", sha256;
        Sha384 = "sha384" "http://www.w3.org/2001/04/xmldsig-more#sha384", sha384;
        Sha512 = "sha512" "http://www.w3.org/2001/04/xmlenc#sha512", sha512;
        Md5 = "md5" "http://www.w3.org/2001/04/xmldsig-more#md5", md5;
    }
}

/// Octets of r and of s in an ECDSA signature over P-256.
const P256: i32 = 32;

impl SignatureMethod {
    /// The type of key that it takes.
    pub fn key_type(self) -> Id {
        match self {
            Self::RsaSha1 | Self::RsaSha256 | Self::RsaSha384 | Self::RsaSha512 | Self::RsaMd5 => Id::RSA,
            Self::HmacSha1 | Self::HmacSha256 | Self::HmacSha384 | Self::HmacSha512 => Id::HMAC,
            Self::EcdsaSha256 => Id::EC,
        }
    }

    /// The method called `uri`, if requests may be signed with it: RSA with SHA-1 or longer.
    pub(super) fn for_request(uri: &str) -> Option<Self> {
        Self::from_uri(uri).filter(|method| method.key_type() == Id::RSA && *method != Self::RsaMd5)
    }

    /// The method that `key` is used with when nothing else is asked for.
    pub fn usual_for(key: &PKeyRef<Private>) -> Self {
        match key.id() {
            Id::HMAC => Self::HmacSha256,
            Id::EC => Self::EcdsaSha256,
            _ => Self::RsaSha256,
        }
    }

    /// The signature over `octets`; that of ECDSA as r and s side by side (XML Signature 6.4.3).
    pub fn sign(self, key: &PKeyRef<Private>, octets: &[u8]) -> Result<Vec<u8>, SignatureError> {
        if key.id() != self.key_type() {
            return Err(SignatureError::OtherKey(self.name()));
        }
        if self == Self::EcdsaSha256 {
            let signature = EcdsaSig::sign(&hash(self.message_digest(), octets)?, &*key.ec_key()?)?;
            return Ok([signature.r().to_vec_padded(P256)?, signature.s().to_vec_padded(P256)?].concat());
        }
        Ok(Signer::new(self.message_digest(), key)?.sign_oneshot_to_vec(octets)?)
    }

    /// Whether `signature` over `octets` was made with `key`'s private half. An HMAC has no such halves: its key
    /// verifies nothing here.
    pub fn verify<K: HasPublic>(self, key: &PKeyRef<K>, octets: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        if key.id() != self.key_type() {
            return Err(SignatureError::KeyType);
        }
        let verified = match self {
            _ if self.key_type() == Id::HMAC => return Err(SignatureError::KeyType),
            Self::EcdsaSha256 => self.verify_ecdsa(key, octets, signature),
            _ => Verifier::new(self.message_digest(), key)?.verify_oneshot(signature, octets),
        };
        // A signature of the wrong length is an error of openssl's, and means the same.
        match verified {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(SignatureError::Value),
        }
    }

    fn verify_ecdsa<K: HasPublic>(self, key: &PKeyRef<K>, octets: &[u8], signature: &[u8]) -> Result<bool, ErrorStack> {
        let (r, s) = signature.split_at(signature.len() / 2);
        let signature = EcdsaSig::from_private_components(BigNum::from_slice(r)?, BigNum::from_slice(s)?)?;
        signature.verify(&hash(self.message_digest(), octets)?, &*key.ec_key()?)
    }
}

impl DigestMethod {
    /// The digest of `octets`.
    pub fn digest(self, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        // The usual one without OpenSSL's search for an algorithm of that name, which takes longer than the digest.
        if self == Self::Sha256 {
            return Ok(openssl::sha::sha256(octets).to_vec());
        }
        Ok(hash(self.message_digest(), octets)?.to_vec())
    }
}

/// "Signature Algorithm" of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SignatureAlgorithm {
    /// RSA with SHA-256, digests SHA-256.
    #[serde(rename = "RSA-SHA256")]
    RsaSha256,
    /// RSA with SHA-1, digests SHA-1.
    #[serde(rename = "RSA-SHA1")]
    RsaSha1,
}

impl SignatureAlgorithm {
    /// The signature and digest methods that this choice stands for.
    pub fn methods(self) -> (SignatureMethod, DigestMethod) {
        match self {
            Self::RsaSha256 => (SignatureMethod::RsaSha256, DigestMethod::Sha256),
            Self::RsaSha1 => (SignatureMethod::RsaSha1, DigestMethod::Sha1),
        }
    }
}
