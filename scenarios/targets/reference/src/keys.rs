//! The SP's own key pair, a published test pair, and what is signed with it.

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;

/// Certificate as PEM; what Step 1 downloads.
pub const CERTIFICATE_PEM: &str = include_str!("../keys/sp.pem");
/// Private key as PEM.
pub const KEY_PEM: &str = include_str!("../keys/sp.key");

/// The private key, ready for use.
pub struct Keys {
    private: PKey<Private>,
}

impl Keys {
    /// The pair in `keys/`.
    pub fn preset() -> Result<Self, ErrorStack> {
        Ok(Keys { private: PKey::private_key_from_pem(KEY_PEM.as_bytes())? })
    }

    /// An RSA-SHA256 signature over the octets.
    pub fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mut signer = Signer::new(MessageDigest::sha256(), &self.private)?;
        signer.sign_oneshot_to_vec(octets)
    }
}

/// The certificate as it stands in `ds:X509Certificate`: base64 without head, foot and line breaks.
pub fn certificate_base64() -> String {
    CERTIFICATE_PEM.lines().filter(|line| !line.starts_with("-----")).collect()
}

/// Random bytes as hexadecimal digits: an ID that nobody guesses (saml-core-2.0 1.3.4).
pub fn random_hex(bytes: usize) -> Result<String, ErrorStack> {
    let mut random = vec![0; bytes];
    openssl::rand::rand_bytes(&mut random)?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}
