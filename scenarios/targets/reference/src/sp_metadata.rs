//! This SP's own metadata (saml-metadata-2.0 2.4.4).

use crate::keys::{CERTIFICATE_PEM, base64_of};
use crate::request::escape;

/// The document for an entity ID and an ACS. Its key has no `use`: it signs requests and decrypts assertions.
pub fn document(entity_id: &str, acs_url: &str) -> String {
    let base_url = entity_id.trim_end_matches("/backoffice");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{entity_id}\">\n  \
         <md:Extensions xmlns:alg=\"urn:oasis:names:tc:SAML:metadata:algsupport\">{algorithms}{NEEDED}\n  </md:Extensions>\n  \
         <md:SPSSODescriptor cacheDuration=\"PT6H\" AuthnRequestsSigned=\"true\" WantAssertionsSigned=\"true\" \
         protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n    \
         <md:Extensions>{shown}</md:Extensions>\n    \
         {key}\n    \
         <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>\n    \
         <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
         Location=\"{acs_url}\" index=\"0\" isDefault=\"true\"/>\n    \
         <md:AttributeConsumingService index=\"0\"><md:ServiceName xml:lang=\"en\">Reference SP</md:ServiceName>\
         <md:RequestedAttribute Name=\"email\"/></md:AttributeConsumingService>\n  \
         </md:SPSSODescriptor>\n  {responsible}\n</md:EntityDescriptor>\n",
        entity_id = escape(entity_id),
        algorithms = algorithms(),
        shown = shown(&escape(base_url)),
        key = key_descriptor(None, CERTIFICATE_PEM),
        acs_url = escape(acs_url),
        responsible = responsible(&escape(base_url)),
    )
}

/// A key of the SP: its `use`, and its certificate, PEM.
pub fn key_descriptor(key_use: Option<&str>, certificate: &str) -> String {
    let key_use = key_use.map(|key_use| format!(" use=\"{key_use}\"")).unwrap_or_default();
    format!(
        "<md:KeyDescriptor{key_use}><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data>\
         <ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>",
        base64_of(certificate)
    )
}

/// The document with other keys in place of its own.
pub fn with_keys(document: &str, keys: &[String]) -> String {
    document.replace(&key_descriptor(None, CERTIFICATE_PEM), &keys.concat())
}

/// Which subject identifier is needed: none, for the NameID or the attribute `email` names the person (SAML v2.0 Subject
/// Identifier Attributes Profile 1.0).
const NEEDED: &str = "\n    <mdattr:EntityAttributes xmlns:mdattr=\"urn:oasis:names:tc:SAML:metadata:attribute\">\
    <saml:Attribute xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" \
    Name=\"urn:oasis:names:tc:SAML:profiles:subject-id:req\" \
    NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">\
    <saml:AttributeValue>none</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes>";

/// The algorithms that are understood (SAML v2.0 Metadata Profile for Algorithm Support 1.0).
fn algorithms() -> String {
    const DIGESTS: &[&str] = &[
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512",
    ];
    const SIGNATURES: &[&str] = &["rsa-sha256", "rsa-sha384", "rsa-sha512"];
    let digests = DIGESTS.iter().map(|digest| format!("\n    <alg:DigestMethod Algorithm=\"{digest}\"/>"));
    let more = "http://www.w3.org/2001/04/xmldsig-more#";
    let signatures = SIGNATURES.iter().map(|name| format!("\n    <alg:SigningMethod Algorithm=\"{more}{name}\"/>"));
    digests.chain(signatures).collect()
}

/// What people are shown (Metadata Extensions for Login and Discovery User Interface 1.0).
fn shown(base_url: &str) -> String {
    // One transparent point.
    const LOGO: &str = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    format!(
        "<mdui:UIInfo xmlns:mdui=\"urn:oasis:names:tc:SAML:metadata:ui\">\
         <mdui:DisplayName xml:lang=\"en\">Reference SP</mdui:DisplayName>\
         <mdui:Description xml:lang=\"en\">A service provider to test against</mdui:Description>\
         <mdui:InformationURL xml:lang=\"en\">{base_url}/</mdui:InformationURL>\
         <mdui:PrivacyStatementURL xml:lang=\"en\">{base_url}/privacy</mdui:PrivacyStatementURL>\
         <mdui:Logo height=\"1\" width=\"1\">{LOGO}</mdui:Logo></mdui:UIInfo>"
    )
}

/// Who is behind it.
fn responsible(base_url: &str) -> String {
    format!(
        "<md:Organization><md:OrganizationName xml:lang=\"en\">Reference SP</md:OrganizationName>\
         <md:OrganizationDisplayName xml:lang=\"en\">Reference SP</md:OrganizationDisplayName>\
         <md:OrganizationURL xml:lang=\"en\">{base_url}/</md:OrganizationURL></md:Organization>\n  \
         <md:ContactPerson contactType=\"technical\"><md:GivenName>Nobody</md:GivenName>\
         <md:EmailAddress>mailto:nobody@sp.test</md:EmailAddress></md:ContactPerson>"
    )
}
