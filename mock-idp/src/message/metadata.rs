//! IdP metadata of one application, in JumpCloud's byte layout.

use std::fmt::Write;

use crate::directory::ApplicationSettings;
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
            r#"<md:KeyDescriptor{key_use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">"#,
            r#"<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"#,
            r#"</md:KeyDescriptor><md:NameIDFormat>{name_id_format}</md:NameIDFormat>"#,
        ),
        // Without `use` a key is for signing and for encryption (SAML metadata 2.4.1.1).
        key_use = if settings.declare_key_use { r#" use="signing""# } else { "" },
        certificate = certificate,
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
