//! Encrypts the assertion of a sample, with OpenSSL: not the library that decrypts it.

use openssl::encrypt::Encrypter;
use openssl::hash::MessageDigest;
use openssl::rsa::Padding;
use openssl::symm::{Cipher, encrypt, encrypt_aead};
use openssl::x509::X509;

use super::sample::Sample;
use crate::keys::CERTIFICATE_PEM;

/// How an assertion is encrypted.
#[derive(Clone, Copy)]
pub struct Seal {
    /// `http://www.w3.org/2009/xmlenc11#aes256-gcm`, say.
    pub cipher: &'static str,
    /// Key transport.
    pub transport: &'static str,
    /// What is said of digest and mask, as XML.
    pub settings: &'static str,
    pub digest: fn() -> MessageDigest,
    pub mask: fn() -> MessageDigest,
    /// Whether the key stands beside the data, and not inside.
    pub beside: bool,
    /// Whether a key for somebody else comes first.
    pub strange_key_first: bool,
}

/// What most identity providers do.
pub const SEAL: Seal = Seal {
    cipher: "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    transport: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    settings: "<ds:DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"/>",
    digest: MessageDigest::sha1,
    mask: MessageDigest::sha1,
    beside: false,
    strange_key_first: false,
};

impl Sample {
    /// With its assertion encrypted to this SP.
    pub fn sealed(self, seal: &Seal) -> Self {
        let start = self.xml.find("<saml:Assertion").unwrap();
        let end = self.xml.rfind("</saml:Assertion>").unwrap() + "</saml:Assertion>".len();
        let sealed = sealed(&self.xml[start..end], seal);
        Sample { xml: format!("{}{sealed}{}", &self.xml[..start], &self.xml[end..]) }
    }
}

/// An `EncryptedAssertion` with that plain text.
pub fn sealed(plain: &str, seal: &Seal) -> String {
    let (cipher, authenticated) = match seal.cipher.rsplit_once('#').unwrap().1 {
        "aes128-gcm" => (Cipher::aes_128_gcm(), true),
        "aes256-gcm" => (Cipher::aes_256_gcm(), true),
        "aes128-cbc" => (Cipher::aes_128_cbc(), false),
        "aes256-cbc" => (Cipher::aes_256_cbc(), false),
        other => panic!("no cipher {other}"),
    };
    let mut key = vec![0; cipher.key_len()];
    let mut iv = vec![0; cipher.iv_len().unwrap()];
    openssl::rand::rand_bytes(&mut key).unwrap();
    openssl::rand::rand_bytes(&mut iv).unwrap();
    let octets = if authenticated {
        let mut tag = [0; 16];
        let body = encrypt_aead(cipher, &key, Some(&iv), &[], plain.as_bytes(), &mut tag).unwrap();
        [iv, body, tag.to_vec()].concat()
    } else {
        [iv.clone(), encrypt(cipher, &key, Some(&iv), plain.as_bytes()).unwrap()].concat()
    };

    let public = X509::from_pem(CERTIFICATE_PEM.as_bytes()).unwrap().public_key().unwrap();
    let mut encrypter = Encrypter::new(&public).unwrap();
    if seal.transport.ends_with("#rsa-1_5") {
        encrypter.set_rsa_padding(Padding::PKCS1).unwrap();
    } else {
        encrypter.set_rsa_padding(Padding::PKCS1_OAEP).unwrap();
        encrypter.set_rsa_oaep_md((seal.digest)()).unwrap();
        encrypter.set_rsa_mgf1_md((seal.mask)()).unwrap();
    }
    let mut wrapped = vec![0; encrypter.encrypt_len(&key).unwrap()];
    let length = encrypter.encrypt(&key, &mut wrapped).unwrap();
    wrapped.truncate(length);

    let encrypted_key = |octets: &[u8]| {
        format!(
            "<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm=\"{}\">{}</xenc:EncryptionMethod><xenc:CipherData>\
             <xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>",
            seal.transport,
            seal.settings,
            openssl::base64::encode_block(octets)
        )
    };
    let mut keys = encrypted_key(&wrapped);
    if seal.strange_key_first {
        keys.insert_str(0, &encrypted_key(&vec![1; wrapped.len()]));
    }
    let (inside, beside) =
        if seal.beside { (String::new(), keys) } else { (format!("<ds:KeyInfo>{keys}</ds:KeyInfo>"), String::new()) };
    format!(
        "<saml:EncryptedAssertion xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" \
         xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <xenc:EncryptedData Type=\"http://www.w3.org/2001/04/xmlenc#Element\">\
         <xenc:EncryptionMethod Algorithm=\"{}\"/>{inside}<xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue>\
         </xenc:CipherData></xenc:EncryptedData>{beside}</saml:EncryptedAssertion>",
        seal.cipher,
        openssl::base64::encode_block(&octets)
    )
}
