//! Randomness as text.

use openssl::error::ErrorStack;

/// `bytes` random octets as hexadecimal digits.
pub(crate) fn hex(bytes: usize) -> Result<String, ErrorStack> {
    let mut octets = vec![0; bytes];
    openssl::rand::rand_bytes(&mut octets)?;
    Ok(octets.iter().map(|octet| format!("{octet:02x}")).collect())
}

/// A fresh ID (SAML core 1.3.4): an underscore and 128 random bits.
pub(crate) fn id() -> Result<String, ErrorStack> {
    Ok(format!("_{}", hex(16)?))
}
