//! Signatures of the HTTP-Redirect binding (SAML bindings 3.4.4.1).

use openssl::x509::X509Ref;

use super::{SignatureError, SignatureMethod};

/// Checks `signature` over `octets`, the query's `SAMLRequest`, `RelayState` and `SigAlg` parameters exactly
/// as they were percent-encoded by the sender, against the key of `certificate`.
pub fn verify_redirect(
    octets: &str,
    algorithm: &str,
    signature: &[u8],
    certificate: &X509Ref,
) -> Result<(), SignatureError> {
    let method = SignatureMethod::for_request(algorithm)
        .ok_or_else(|| SignatureError::Unsupported("SigAlg", algorithm.to_owned()))?;
    method.verify(&*certificate.public_key()?, octets.as_bytes(), signature)
}
