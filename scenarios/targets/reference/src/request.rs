//! The AuthnRequest, and the two ways it goes to the IdP (saml-profiles-2.0 4.1.4.1).
#![allow(clippy::type_complexity, reason = "a hook is named by its field")]

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bergshamra::{DsigContext, KeysManager};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::{Timestamp, Unit};
use openssl::hash::MessageDigest;
use url::form_urlencoded::byte_serialize;

use crate::app::App;
use crate::keys::{KEY_PEM, certificate_base64};

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
    pub fn to_xml(&self, signature: &str) -> String {
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
}

/// How a request is packed and signed.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing {
    /// The octets of the document packed, for HTTP-Redirect.
    pub pack: fn(&[u8]) -> std::io::Result<Vec<u8>>,
    /// The algorithm, and by it the digest; nothing: unsigned.
    pub signature: Option<(&'static str, fn() -> MessageDigest)>,
    /// Endpoint and query put together.
    pub address: fn(endpoint: &str, query: &str) -> String,
}

/// As the specification has it: raw DEFLATE (saml-bindings-2.0 3.4.4.1), RSA-SHA256, and an endpoint that keeps the
/// query that it has.
pub const OUTGOING: Outgoing =
    Outgoing { pack: deflate, signature: Some((RSA_SHA256, MessageDigest::sha256)), address };

const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

fn deflate(octets: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(octets)?;
    deflate.finish()
}

fn address(endpoint: &str, query: &str) -> String {
    let separator = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{separator}{query}")
}

/// The address that the browser is sent to (saml-bindings-2.0 3.4.4.1): deflated, and signed over the query string
/// as it stands there. `document` gives the request with a signature inside, here an empty one.
pub fn redirect_url(
    endpoint: &str,
    document: impl Fn(&str) -> String,
    relay_state: &str,
    app: &App,
) -> Result<String, Error> {
    let outgoing = app.hooks.outgoing;
    let packed = STANDARD.encode((outgoing.pack)(document("").as_bytes())?);
    let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let mut query = format!("SAMLRequest={}&RelayState={}", encode(&packed), encode(relay_state));
    if let Some((algorithm, digest)) = outgoing.signature {
        query.push_str(&format!("&SigAlg={}", encode(algorithm)));
        let signature = app.keys.sign(query.as_bytes(), digest())?;
        query.push_str(&format!("&Signature={}", encode(&STANDARD.encode(signature))));
    }
    Ok((outgoing.address)(endpoint, &query))
}

/// The form field `SAMLRequest` (saml-bindings-2.0 3.5.4): an enveloped signature, then base64.
pub fn post_field(id: &str, document: impl Fn(&str) -> String, app: &App) -> Result<String, Error> {
    let Some((algorithm, _)) = app.hooks.outgoing.signature else { return Ok(STANDARD.encode(document(""))) };
    let mut keys = KeysManager::new();
    keys.add_key(bergshamra::keys::loader::load_rsa_private_pem(KEY_PEM.as_bytes())?);
    let template = signature_template(id, &certificate_base64()).replace(RSA_SHA256, algorithm);
    Ok(STANDARD.encode(bergshamra::sign(&DsigContext::new(keys), &document(&template))?))
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
