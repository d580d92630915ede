//! The certificate in the metadata ran out years ago.
//!
//! The published certificate, of the key in use, was good until 2020.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::asn1::Asn1Time;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::x509::{X509Builder, X509NameBuilder};

use crate::hooks::Hooks;
use crate::keys::{KEY_PEM, certificate_base64};
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let old = old().map(|der| STANDARD.encode(der)).unwrap_or_default();
        document(entity_id, acs_url).replace(&certificate_base64(), &old)
    },
    ..Hooks::SOUND
};

fn old() -> Result<Vec<u8>, ErrorStack> {
    let key = PKey::private_key_from_pem(KEY_PEM.as_bytes())?;
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("CN", "reference-sp")?;
    let name = name.build();
    let mut certificate = X509Builder::new()?;
    certificate.set_version(2)?;
    certificate.set_subject_name(&name)?;
    certificate.set_issuer_name(&name)?;
    certificate.set_pubkey(&key)?;
    certificate.set_not_before(&*Asn1Time::from_str("20190101000000Z")?)?;
    certificate.set_not_after(&*Asn1Time::from_str("20200101000000Z")?)?;
    certificate.sign(&key, MessageDigest::sha256())?;
    certificate.build().to_der()
}
