//! Contents of ds:KeyInfo (XML Signature 4.5).

use openssl::base64::encode_block;
use openssl::bn::BigNumContext;
use openssl::ec::PointConversionForm;
use openssl::nid::Nid;
use openssl::pkey::Id;
use openssl::x509::X509NameRef;

use super::SignatureError;
use crate::key::KeyPair;
use crate::xml::escape_text;

/// X509Data with the certificate of `key_pair` (4.5.4).
pub fn x509_data(key_pair: &KeyPair) -> Result<String, SignatureError> {
    let certificate = key_pair.certificate_base64().map_err(|_| SignatureError::Missing("a certificate"))?;
    Ok(format!("<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>"))
}

/// KeyValue with the public key of `key_pair`'s certificate (4.5.2): RSA, or an elliptic curve's point.
pub fn key_value(key_pair: &KeyPair) -> Result<String, SignatureError> {
    let key = key_pair.certificate.public_key()?;
    if key.id() == Id::EC {
        let key = key.ec_key()?;
        let form = PointConversionForm::UNCOMPRESSED;
        let point = key.public_key().to_bytes(key.group(), form, &mut *BigNumContext::new()?)?;
        return Ok(format!(
            concat!(
                r#"<ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11="http://www.w3.org/2009/xmldsig11#">"#,
                r#"<dsig11:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/>"#,
                "<dsig11:PublicKey>{}</dsig11:PublicKey></dsig11:ECKeyValue></ds:KeyValue>"
            ),
            encode_block(&point)
        ));
    }
    let key = key.rsa()?;
    Ok(format!(
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{}</ds:Modulus><ds:Exponent>{}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>",
        encode_block(&key.n().to_vec()),
        encode_block(&key.e().to_vec())
    ))
}

/// DEREncodedKeyValue with the public key of `key_pair`'s certificate (XML Signature 1.1, 4.5.9).
pub fn der_key_value(key_pair: &KeyPair) -> Result<String, SignatureError> {
    let key = encode_block(&key_pair.certificate.public_key()?.public_key_to_der()?);
    let namespace = r#"xmlns:dsig11="http://www.w3.org/2009/xmldsig11#""#;
    Ok(format!("<dsig11:DEREncodedKeyValue {namespace}>{key}</dsig11:DEREncodedKeyValue>"))
}

/// A name of a certificate as X509SubjectName and X509IssuerName write it (4.5.4.1, RFC 4514), not escaped for XML.
pub fn distinguished_name(name: &X509NameRef) -> Result<String, SignatureError> {
    let mut parts = Vec::new();
    for entry in name.entries() {
        let mut value = String::new();
        for letter in entry.data().to_string()?.chars() {
            if r#",+"\<>;="#.contains(letter) {
                value.push('\\');
            }
            value.push(letter);
        }
        parts.push(format!("{}={value}", entry.object().nid().short_name()?));
    }
    parts.reverse();
    Ok(parts.join(","))
}

/// KeyName with the common name of `key_pair`'s certificate (4.5.1).
pub fn key_name(key_pair: &KeyPair) -> Result<String, SignatureError> {
    let mut names = key_pair.certificate.subject_name().entries_by_nid(Nid::COMMONNAME);
    let name = names.next().ok_or(SignatureError::Missing("a certificate with a common name"))?;
    Ok(format!("<ds:KeyName>{}</ds:KeyName>", escape_text(&name.data().to_string()?)))
}
