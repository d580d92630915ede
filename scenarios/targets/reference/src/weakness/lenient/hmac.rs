//! HMAC keyed with what everybody knows.

use openssl::memcmp;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use openssl::x509::X509;

use super::Value;
use super::arithmetic::by_name;
use crate::xml::DS;

/// How long the message wants the HMAC to be, in bits.
pub fn length(value: &Value<'_, '_, '_>) -> Option<usize> {
    let method = value.signed_info.first(DS, "SignatureMethod")?;
    method.first(DS, "HMACOutputLength")?.deep_text().trim().parse().ok()
}

/// Whether the value is an HMAC with a stored certificate, in one of its forms, as the secret: all of it, or as many
/// bits.
pub fn holds(value: &Value<'_, '_, '_>, bits: Option<usize>) -> bool {
    holds_with(value, bits, secrets)
}

/// The same with what `secrets` makes of a certificate (DER).
pub fn holds_with(value: &Value<'_, '_, '_>, bits: Option<usize>, secrets: fn(&[u8]) -> Vec<Vec<u8>>) -> bool {
    let Some((digest, bytes)) = by_name(value.method).zip(value.value.as_ref()) else { return false };
    if !value.method.contains("#hmac-") {
        return false;
    }
    value.certificates.iter().flat_map(|der| secrets(der)).any(|secret| {
        let made = PKey::hmac(&secret).and_then(|key| Signer::new(digest, &key)?.sign_oneshot_to_vec(&value.octets));
        let Ok(mut made) = made else { return false };
        made.truncate(bits.map_or(made.len(), |bits| bits.div_ceil(8)));
        bytes.get(..made.len()).is_some_and(|start| memcmp::eq(&made, start))
            && (bits.is_some() || bytes.len() == made.len())
    })
}

/// Fingerprints of a certificate (DER) as people write them: hexadecimal digits, with colons and in capitals or without.
pub fn fingerprints(der: &[u8]) -> Vec<Vec<u8>> {
    let digests = [openssl::sha::sha1(der).to_vec(), openssl::sha::sha256(der).to_vec()];
    let written = digests.iter().flat_map(|digest| {
        let octets: Vec<String> = digest.iter().map(|octet| format!("{octet:02x}")).collect();
        [octets.concat(), octets.join(":").to_uppercase()]
    });
    written.map(String::into_bytes).collect()
}

/// Forms of a certificate (DER) that libraries have been known to take for a key.
fn secrets(der: &[u8]) -> Vec<Vec<u8>> {
    let base64 = openssl::base64::encode_block(der);
    let mut secrets = vec![der.to_vec(), base64.replace('\n', "").into_bytes(), Vec::new()];
    let Ok(certificate) = X509::from_der(der) else { return secrets };
    let key = certificate.public_key();
    let texts = [certificate.to_pem().ok(), key.as_ref().ok().and_then(|key| key.public_key_to_pem().ok())];
    for text in texts.into_iter().flatten() {
        secrets.push(text.trim_ascii_end().to_vec());
        secrets.push(text);
    }
    secrets.extend(key.as_ref().ok().and_then(|key| key.public_key_to_der().ok()));
    let modulus = key.and_then(|key| key.rsa()).map(|key| key.n().to_vec());
    secrets.extend(modulus);
    secrets
}
