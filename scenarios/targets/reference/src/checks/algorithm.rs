//! RSA with SHA-2; with SHA-1 only where the settings allow it.

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

const SIGNATURES: &[&str] = &[
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
];
const DIGESTS: &[&str] = &[
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
];
const RSA_SHA1: &str = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    for signature in &response.signatures {
        let method = signature.signature_method.as_str();
        let digest = signature.digest_method.as_str();
        for (used, known, sha1) in [(method, SIGNATURES, RSA_SHA1), (digest, DIGESTS, SHA1)] {
            let allowed = known.contains(&used) || (expected.allow_sha1 && used == sha1);
            if !allowed {
                return Err(Refusal::new("algorithm", format!("`{used}` is not allowed")));
            }
        }
    }
    Ok(())
}
