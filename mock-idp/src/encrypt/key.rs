//! The encrypted key: EncryptionMethod and CipherValue of EncryptedKey.

use openssl::encrypt::Encrypter;
use openssl::pkey::Id;
use openssl::rsa::Padding;
use openssl::x509::X509Ref;

use super::{Corruption, EncryptError, Encryption, KeyTransport, XENC11};
use crate::sign::{DSIG, DigestMethod};

impl KeyTransport {
    /// Its identifier.
    pub fn uri(self) -> &'static str {
        match self {
            Self::RsaOaepMgf1p => "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
            Self::RsaOaep => "http://www.w3.org/2009/xmlenc11#rsa-oaep",
            Self::Rsa15 => "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
        }
    }
}

impl Encryption<'_> {
    /// The EncryptionMethod of EncryptedKey (5.5).
    pub(super) fn key_method(&self) -> Result<String, EncryptError> {
        let (uri, digest) = (self.key_transport.uri(), self.digest.uri());
        let digest = format!(r#"<ds:DigestMethod xmlns:ds="{DSIG}" Algorithm="{digest}"/>"#);
        let content = match self.key_transport {
            KeyTransport::Rsa15 => return Ok(format!(r#"<xenc:EncryptionMethod Algorithm="{uri}"/>"#)),
            KeyTransport::RsaOaepMgf1p => digest,
            KeyTransport::RsaOaep => {
                let mgf = match self.mgf {
                    DigestMethod::Md5 => return Err(EncryptError::Mgf(self.mgf.name())),
                    mgf => mgf.name(),
                };
                format!(r#"{digest}<xenc11:MGF xmlns:xenc11="{XENC11}" Algorithm="{XENC11}mgf1{mgf}"/>"#)
            }
        };
        Ok(format!(r#"<xenc:EncryptionMethod Algorithm="{uri}">{content}</xenc:EncryptionMethod>"#))
    }

    /// `key` encrypted for the owner of `certificate`.
    pub(super) fn encrypted_key(&self, key: &[u8], certificate: &X509Ref) -> Result<Vec<u8>, EncryptError> {
        let public = certificate.public_key()?;
        if public.id() != Id::RSA {
            return Err(EncryptError::KeyType);
        }
        let mut encrypter = Encrypter::new(&public)?;
        match self.key_transport {
            KeyTransport::Rsa15 => encrypter.set_rsa_padding(Padding::PKCS1)?,
            KeyTransport::RsaOaep | KeyTransport::RsaOaepMgf1p => {
                let mgf = if self.key_transport == KeyTransport::RsaOaep { self.mgf } else { DigestMethod::Sha1 };
                encrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
                encrypter.set_rsa_oaep_md(self.digest.message_digest())?;
                encrypter.set_rsa_mgf1_md(mgf.message_digest())?;
            }
        }
        let mut octets = vec![0; encrypter.encrypt_len(key)?];
        let length = encrypter.encrypt(key, &mut octets)?;
        octets.truncate(length);
        if let (Some(Corruption::Key), Some(last)) = (self.corruption, octets.last_mut()) {
            *last ^= 1;
        }
        Ok(octets)
    }
}
