//! Keys that come along in a signature.

use openssl::bn::BigNum;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::{X509, X509Ref};

use super::arithmetic::{octets, public_keys};
use crate::xml::{DS, Element};

/// The keys in certificates (DER).
pub fn of(certificates: &[Vec<u8>]) -> Vec<Vec<u8>> {
    public_keys(certificates)
}

/// The keys in the certificates of a signature.
pub fn from_certificates(signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    public_keys(&certificates(signature))
}

/// The keys in those certificates of a signature that have the names and the number of a stored one.
pub fn from_certificates_like(stored: &[Vec<u8>], signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let names = |certificate: &X509Ref| {
        let names = [certificate.subject_name().to_der().ok()?, certificate.issuer_name().to_der().ok()?];
        Some((names, certificate.serial_number().to_bn().ok()?.to_vec()))
    };
    let of = |der: &Vec<u8>| X509::from_der(der).ok().and_then(|certificate| names(&certificate));
    let stored: Vec<_> = stored.iter().filter_map(of).collect();
    let alike = certificates(signature).into_iter().filter(|der| of(der).is_some_and(|names| stored.contains(&names)));
    public_keys(&alike.collect::<Vec<_>>())
}

/// The keys in the RSA key values of a signature.
pub fn from_key_value(signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let values = signature.descendants().into_iter().filter(|element| element.is(DS, "RSAKeyValue"));
    let number = |value: Element<'_, '_>, name| BigNum::from_slice(&octets(&value.first(DS, name)?.deep_text())?).ok();
    let key = |value| {
        let key = Rsa::from_public_components(number(value, "Modulus")?, number(value, "Exponent")?).ok()?;
        PKey::from_rsa(key).ok()?.public_key_to_der().ok()
    };
    values.filter_map(key).collect()
}

fn certificates(signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let all = signature.descendants().into_iter().filter(|element| element.is(DS, "X509Certificate"));
    all.filter_map(|element| octets(&element.deep_text())).collect()
}
