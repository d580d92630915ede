//! Encrypted content: CipherValue of EncryptedData.

use openssl::rand::rand_bytes;
use openssl::symm::{self, Cipher};

use super::{ContentCipher, Corruption, EncryptError};

/// Octets of the tag of AES-GCM (5.2.4).
const TAG: usize = 16;

impl ContentCipher {
    /// Its identifier.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Aes128Gcm => "http://www.w3.org/2009/xmlenc11#aes128-gcm",
            Self::Aes256Gcm => "http://www.w3.org/2009/xmlenc11#aes256-gcm",
            Self::Aes128Cbc => "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
            Self::Aes256Cbc => "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
            Self::TripleDesCbc => "http://www.w3.org/2001/04/xmlenc#tripledes-cbc",
        }
    }

    fn cipher(self) -> Cipher {
        match self {
            Self::Aes128Gcm => Cipher::aes_128_gcm(),
            Self::Aes256Gcm => Cipher::aes_256_gcm(),
            Self::Aes128Cbc => Cipher::aes_128_cbc(),
            Self::Aes256Cbc => Cipher::aes_256_cbc(),
            Self::TripleDesCbc => Cipher::des_ede3_cbc(),
        }
    }

    /// A fresh key.
    pub(super) fn new_key(self) -> Result<Vec<u8>, EncryptError> {
        random(self.cipher().key_len())
    }

    /// Initialization vector, content and, for GCM, the tag. The padding of PKCS #7 is one of those that XML
    /// Encryption 5.2 allows.
    pub(super) fn encrypt(
        self,
        key: &[u8],
        plain: &[u8],
        corruption: Option<Corruption>,
    ) -> Result<Vec<u8>, EncryptError> {
        let cipher = self.cipher();
        let iv = random(cipher.iv_len().expect("CBC and GCM have an initialization vector"))?;
        let mut octets = match self {
            Self::Aes128Gcm | Self::Aes256Gcm => {
                let mut tag = [0; TAG];
                let content = symm::encrypt_aead(cipher, key, Some(&iv), &[], plain, &mut tag)?;
                [&iv[..], &content, &tag].concat()
            }
            _ => [&iv[..], &symm::encrypt(cipher, key, Some(&iv), plain)?].concat(),
        };
        let (last, middle) = (octets.len() - 1, (iv.len() + octets.len()) / 2);
        match corruption {
            Some(Corruption::Tag) => octets[last] ^= 1,
            Some(Corruption::Iv) => octets[0] ^= 1,
            Some(Corruption::Body) => octets[middle] ^= 1,
            Some(Corruption::Key) | None => {}
        }
        Ok(octets)
    }
}

fn random(length: usize) -> Result<Vec<u8>, EncryptError> {
    let mut octets = vec![0; length];
    rand_bytes(&mut octets)?;
    Ok(octets)
}
