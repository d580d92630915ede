//! The SP's own key pair, a published test pair: it signs requests and decrypts assertions.

use openssl::encrypt::Decrypter;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Padding;
use openssl::sign::Signer;

/// Certificate as PEM; what Step 1 downloads.
pub const CERTIFICATE_PEM: &str = include_str!("../keys/sp.pem");
/// Private key as PEM.
pub const KEY_PEM: &str = include_str!("../keys/sp.key");
/// Certificate of the key that will sign some day, as PEM. For a manner.
pub const NEXT_CERTIFICATE_PEM: &str = include_str!("../keys/next.pem");
/// Certificate of a key that only decrypts, as PEM. For a manner.
pub const ENCRYPTION_CERTIFICATE_PEM: &str = include_str!("../keys/encryption.pem");
/// Private key that only decrypts, as PEM. For a manner.
pub const ENCRYPTION_KEY_PEM: &str = include_str!("../keys/encryption.key");

/// Certificate of an SP on https, as PEM: self-signed, for loopback. For a manner.
pub const TLS_CERTIFICATE_PEM: &str = include_str!("../keys/tls.pem");
/// Its private key, as PEM.
pub const TLS_KEY_PEM: &str = include_str!("../keys/tls.key");

/// The private key, ready for use.
pub struct Keys {
    signing: PKey<Private>,
    decrypting: PKey<Private>,
    /// For what is encrypted to this SP.
    pub decryption: bergshamra::SoftwareKey,
}

impl Keys {
    /// The pair in `keys/` signs; what is encrypted to this SP is opened by `decryption_key`, PEM.
    pub fn new(decryption_key: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let signing = PKey::private_key_from_pem(KEY_PEM.as_bytes())?;
        let decrypting = PKey::private_key_from_pem(decryption_key.as_bytes())?;
        let key = bergshamra::keys::loader::load_rsa_private_pem(decryption_key.as_bytes())?;
        let decryption = key.data.software_key()?.ok_or("the private key does not decrypt")?;
        Ok(Keys { signing, decrypting, decryption })
    }

    /// The pair in `keys/` does both.
    #[cfg(test)]
    pub fn preset() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Keys::new(KEY_PEM)
    }

    /// A secret key out of what RSA 1.5 encrypted, as text when it does not succeed. For a weakness.
    pub fn unwrap_1_5(&self, octets: &[u8]) -> Result<Vec<u8>, String> {
        let unwrap = || {
            let mut decrypter = Decrypter::new(&self.decrypting)?;
            decrypter.set_rsa_padding(Padding::PKCS1)?;
            let mut key = vec![0; decrypter.decrypt_len(octets)?];
            let length = decrypter.decrypt(octets, &mut key)?;
            key.truncate(length);
            Ok(key)
        };
        unwrap().map_err(|error: ErrorStack| error.to_string())
    }

    /// An RSA signature over the octets, digested so.
    pub fn sign(&self, octets: &[u8], digest: MessageDigest) -> Result<Vec<u8>, ErrorStack> {
        let mut signer = Signer::new(digest, &self.signing)?;
        signer.sign_oneshot_to_vec(octets)
    }
}

/// The certificate as it stands in `ds:X509Certificate`: base64 without head, foot and line breaks.
pub fn certificate_base64() -> String {
    base64_of(CERTIFICATE_PEM)
}

/// A certificate, PEM, as it stands in `ds:X509Certificate`.
pub fn base64_of(certificate: &str) -> String {
    certificate.lines().filter(|line| !line.starts_with("-----")).collect()
}

/// Random bytes as hexadecimal digits: an ID that nobody guesses (saml-core-2.0 1.3.4).
pub fn random_hex(bytes: usize) -> Result<String, ErrorStack> {
    let mut random = vec![0; bytes];
    openssl::rand::rand_bytes(&mut random)?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}
