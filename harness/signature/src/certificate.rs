//! Certificates: their keys, and whether they hold themselves.

use openssl::pkey::{PKey, Public};
use openssl::x509::X509;

/// The keys of those that can be read.
pub(crate) fn keys<C: AsRef<[u8]>>(certificates: &[C]) -> Vec<PKey<Public>> {
    certificates.iter().filter_map(|der| X509::from_der(der.as_ref()).ok()?.public_key().ok()).collect()
}

/// Whether a certificate (DER) that signed itself does not hold under its own key: letters of it were changed. Of one that
/// another key signed this cannot be told, and it is false.
pub fn contradicts_itself(der: &[u8]) -> bool {
    let Ok(certificate) = X509::from_der(der) else { return false };
    let of_subject = certificate.subject_key_id().map(|id| id.as_slice().to_vec());
    let of_issuer = certificate.authority_key_id().map(|id| id.as_slice().to_vec());
    let is_own = match (of_subject, of_issuer) {
        (Some(subject), Some(issuer)) => subject == issuer,
        _ => {
            let name = |name: &openssl::x509::X509NameRef| name.to_der().ok();
            name(certificate.subject_name()) == name(certificate.issuer_name())
        }
    };
    is_own && certificate.public_key().map_or(true, |key| matches!(certificate.verify(&key), Ok(false)))
}
