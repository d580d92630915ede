//! Randomness as text.

use openssl::error::ErrorStack;

/// `bytes` random octets as hexadecimal digits.
pub(crate) fn hex(bytes: usize) -> Result<String, ErrorStack> {
    let mut octets = vec![0; bytes];
    openssl::rand::rand_bytes(&mut octets)?;
    let digit = |number: u8| char::from(b"0123456789abcdef"[usize::from(number)]);
    Ok(octets.iter().flat_map(|octet| [digit(octet >> 4), digit(octet & 0xf)]).collect())
}

/// A fresh ID (SAML core 1.3.4): an underscore and 128 random bits.
pub(crate) fn id() -> Result<String, ErrorStack> {
    Ok(format!("_{}", hex(16)?))
}
