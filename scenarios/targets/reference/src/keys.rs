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

/// The private key, ready for use.
pub struct Keys {
    private: PKey<Private>,
    /// For what is encrypted to this SP.
    pub decryption: bergshamra::SoftwareKey,
}

impl Keys {
    /// The pair in `keys/`.
    pub fn preset() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let private = PKey::private_key_from_pem(KEY_PEM.as_bytes())?;
        let key = bergshamra::keys::loader::load_rsa_private_pem(KEY_PEM.as_bytes())?;
        let decryption = key.data.software_key()?.ok_or("the private key does not decrypt")?;
        Ok(Keys { private, decryption })
    }

    /// A secret key out of what RSA 1.5 encrypted, as text when it does not succeed. For a weakness.
    pub fn unwrap_1_5(&self, octets: &[u8]) -> Result<Vec<u8>, String> {
        let unwrap = || {
            let mut decrypter = Decrypter::new(&self.private)?;
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
        let mut signer = Signer::new(digest, &self.private)?;
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
