//! The AuthnRequest, and the two ways it goes to the IdP (saml-profiles-2.0 4.1.4.1).

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bergshamra::{DsigContext, KeysManager};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::{Timestamp, Unit};
use url::form_urlencoded::byte_serialize;

use crate::keys::{KEY_PEM, Keys, certificate_base64};

/// Any failure to make a request.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// What an AuthnRequest says.
#[derive(Clone, Debug)]
pub struct AuthnRequest {
    /// `ID`.
    pub id: String,
    /// `IssueInstant`.
    pub issue_instant: Timestamp,
    /// `Destination`: the endpoint of the IdP.
    pub destination: String,
    /// `Issuer`: this SP.
    pub issuer: String,
    /// Where the response is wanted.
    pub acs_url: String,
}

impl AuthnRequest {
    /// The document, with `signature` after the Issuer, where the schema has it.
    fn to_xml(&self, signature: &str) -> String {
        let instant = self.issue_instant.round(Unit::Second).unwrap_or(self.issue_instant);
        format!(
            "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"{id}\" Version=\"2.0\" \
             IssueInstant=\"{instant}\" Destination=\"{destination}\" AssertionConsumerServiceURL=\"{acs_url}\" \
             ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\">\
             <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{issuer}</saml:Issuer>{signature}\
             <samlp:NameIDPolicy AllowCreate=\"true\"/></samlp:AuthnRequest>",
            id = self.id,
            destination = escape(&self.destination),
            acs_url = escape(&self.acs_url),
            issuer = escape(&self.issuer),
        )
    }

    /// The address that the browser is sent to (saml-bindings-2.0 3.4.4.1): deflated, and signed over the query
    /// string as it stands there.
    pub fn redirect_url(&self, relay_state: &str, keys: &Keys) -> Result<String, Error> {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(self.to_xml("").as_bytes())?;
        let packed = STANDARD.encode(deflate.finish()?);
        let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let query = format!(
            "SAMLRequest={}&RelayState={}&SigAlg={}",
            encode(&packed),
            encode(relay_state),
            encode("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        );
        let signature = encode(&STANDARD.encode(keys.sign(query.as_bytes())?));
        let separator = if self.destination.contains('?') { '&' } else { '?' };
        Ok(format!("{}{separator}{query}&Signature={signature}", self.destination))
    }

    /// The form field `SAMLRequest` (saml-bindings-2.0 3.5.4): an enveloped signature, then base64.
    pub fn post_field(&self) -> Result<String, Error> {
        let mut keys = KeysManager::new();
        keys.add_key(bergshamra::keys::loader::load_rsa_private_pem(KEY_PEM.as_bytes())?);
        let template = self.to_xml(&signature_template(&self.id, &certificate_base64()));
        Ok(STANDARD.encode(bergshamra::sign(&DsigContext::new(keys), &template)?))
    }
}

/// An empty signature by RSA-SHA256 of the element with the ID, which it stands in.
pub fn signature_template(id: &str, certificate: &str) -> String {
    format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <ds:Reference URI=\"#{id}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>\
         <ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue></ds:DigestValue>\
         </ds:Reference></ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>\
         <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
         </ds:Signature>"
    )
}

/// For text and for attributes in double quotes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
