//! Keys that come along in a signature.

use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::sha::sha256;
use openssl::x509::{X509, X509Ref};

use super::arithmetic::{octets, public_keys};
use crate::xml::{DS, Element};

/// XML Signature 1.1.
const DSIG11: &str = "http://www.w3.org/2009/xmldsig11#";

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

/// The keys in those certificates of a signature whose issuer is called as the subject of a stored one.
pub fn from_certificates_issued_by(stored: &[Vec<u8>], signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let issuers: Vec<_> =
        stored.iter().filter_map(|der| X509::from_der(der).ok()?.subject_name().to_der().ok()).collect();
    let issuer = |der: &Vec<u8>| X509::from_der(der).ok()?.issuer_name().to_der().ok();
    let issued =
        certificates(signature).into_iter().filter(|der| issuer(der).is_some_and(|name| issuers.contains(&name)));
    public_keys(&issued.collect::<Vec<_>>())
}

/// The keys in those certificates of a signature that are called as a stored one, and begin later.
pub fn from_later_certificates(stored: &[Vec<u8>], signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let read = |der: &Vec<u8>| X509::from_der(der).ok();
    let name = |certificate: &X509Ref| certificate.subject_name().to_der().ok();
    let stored: Vec<X509> = stored.iter().filter_map(read).collect();
    let later = |der: &Vec<u8>| {
        read(der)
            .is_some_and(|new| stored.iter().any(|old| name(old) == name(&new) && new.not_before() > old.not_before()))
    };
    public_keys(&certificates(signature).into_iter().filter(later).collect::<Vec<_>>())
}

/// Whether the KeyInfo of a signature gives the digest or the number of a stored certificate.
pub fn describes(stored: &[Vec<u8>], signature: Element<'_, '_>) -> bool {
    let text = |namespace, name| {
        let found = signature.descendants().into_iter().find(|element| element.is(namespace, name));
        found.map(|element| element.deep_text().trim().to_owned())
    };
    let (digest, number) = (text(DSIG11, "X509Digest"), text(DS, "X509SerialNumber"));
    stored.iter().any(|der| {
        let known = X509::from_der(der).ok().and_then(|one| one.serial_number().to_bn().ok()?.to_dec_str().ok());
        digest.as_deref().and_then(octets).is_some_and(|digest| digest == sha256(der))
            || number.as_deref().zip(known).is_some_and(|(number, known)| *number == *known.to_string())
    })
}

/// The keys in the values of a signature that give a point of P-256, or a key as DER.
pub fn from_newer_key_values(signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let point = |element: Element<'_, '_>| {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).ok()?;
        let octets = octets(&element.deep_text())?;
        let point = EcPoint::from_bytes(&group, &octets, &mut *BigNumContext::new().ok()?).ok()?;
        PKey::from_ec_key(EcKey::from_public_key(&group, &point).ok()?).ok()?.public_key_to_der().ok()
    };
    let key = |element: Element<'_, '_>| match element.name() {
        "PublicKey" => point(element),
        _ => octets(&element.deep_text()),
    };
    let is_value =
        |element: &Element<'_, '_>| element.is(DSIG11, "PublicKey") || element.is(DSIG11, "DEREncodedKeyValue");
    signature.descendants().into_iter().filter(is_value).filter_map(key).collect()
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

/// The certificates (DER) in a signature.
pub fn certificates(signature: Element<'_, '_>) -> Vec<Vec<u8>> {
    let all = signature.descendants().into_iter().filter(|element| element.is(DS, "X509Certificate"));
    all.filter_map(|element| octets(&element.deep_text())).collect()
}
