//! IdP metadata of one application, in JumpCloud's byte layout.

use std::fmt::Write;

use crate::directory::{ApplicationSettings, DeclaredCertificate};
use crate::key::KeyPair;
use crate::xml::escape_attribute as escape;

const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/// The metadata of an application with these settings whose IdP URL is `location`: one line, unsigned, POST endpoint
/// first and the HTTP-Redirect one only when declared (SAML metadata 2.4.3).
pub fn write(settings: &ApplicationSettings, key_pair: &KeyPair, location: &str) -> String {
    let location = escape(location);
    let certificate = key_pair.certificate_base64().expect("a certificate that was read or made can be written");
    let mut xml = format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?>"#,
            r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}">"#,
            r#"<md:IDPSSODescriptor WantAuthnRequestsSigned="false" "#,
            r#"protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">"#,
            r#"{key}<md:NameIDFormat>{name_id_format}</md:NameIDFormat>"#,
        ),
        key = key_descriptors(settings, &certificate),
        entity_id = escape(&settings.idp_entity_id),
        name_id_format = escape(&settings.name_id_format),
    );
    let declared: &[&str] = if settings.declare_redirect_endpoint { &[POST, REDIRECT] } else { &[POST] };
    for binding in declared {
        let _ = write!(xml, r#"<md:SingleSignOnService Binding="{binding}" Location="{location}"/>"#);
    }
    xml.push_str("</md:IDPSSODescriptor></md:EntityDescriptor>");
    xml
}

/// The key that verifies responses, as far as it is declared, with another one where two are.
fn key_descriptors(settings: &ApplicationSettings, certificate: &str) -> String {
    // Without `use` a key is for signing and for encryption (SAML metadata 2.4.1.1).
    let signing = if settings.declare_key_use { r#" use="signing""# } else { "" };
    let other = || {
        let other = KeyPair::other_of_idp().and_then(|key_pair| key_pair.certificate_base64());
        key_descriptor(signing, &other.expect("OpenSSL, which has made the application's key, makes another one"))
    };
    match settings.declared_certificate {
        DeclaredCertificate::Whole => key_descriptor(signing, certificate),
        DeclaredCertificate::AfterAnother => other() + &key_descriptor(signing, certificate),
        DeclaredCertificate::BeforeAnother => key_descriptor(signing, certificate) + &other(),
        DeclaredCertificate::Empty => key_descriptor(signing, ""),
        DeclaredCertificate::ForEncryption => key_descriptor(r#" use="encryption""#, certificate),
        DeclaredCertificate::Missing => String::new(),
    }
}

fn key_descriptor(key_use: &str, certificate: &str) -> String {
    format!(
        concat!(
            r#"<md:KeyDescriptor{}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>"#,
            r#"<ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"#,
        ),
        key_use, certificate
    )
}
