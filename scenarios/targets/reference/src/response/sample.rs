//! Responses for tests: a good one as text, in which a test changes one thing, before or after it is signed.
//!
//! Signed by the library that also verifies; that foreign signatures verify too is shown by the scenarios.

use std::sync::OnceLock;

use bergshamra::{DsigContext, KeysManager};
use jiff::{SignedDuration, Timestamp};
use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::X509;

use super::Part;
use crate::request::signature_template;

/// Where the SP of the tests is.
pub const BASE_URL: &str = "http://sp.test";
pub const ENTITY_ID: &str = "http://sp.test/backoffice";
pub const ACS_URL: &str = "http://sp.test/saml/acs";
pub const ISSUER: &str = "https://idp.test/acme";
pub const REQUEST: &str = "_request";

/// An identity provider's key pair.
pub struct Idp {
    key: PKey<Private>,
    certificate: X509,
}

impl Idp {
    fn generate() -> Self {
        let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let mut builder = X509::builder().unwrap();
        builder.set_pubkey(&key).unwrap();
        builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
        builder.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        Idp { key, certificate: builder.build() }
    }

    /// The company's IdP.
    pub fn company() -> &'static Idp {
        static IDP: OnceLock<Idp> = OnceLock::new();
        IDP.get_or_init(Idp::generate)
    }

    /// Somebody else.
    pub fn stranger() -> &'static Idp {
        static IDP: OnceLock<Idp> = OnceLock::new();
        IDP.get_or_init(Idp::generate)
    }

    pub fn certificates(&self) -> Vec<Vec<u8>> {
        vec![self.certificate.to_der().unwrap()]
    }

    pub fn certificate_base64(&self) -> String {
        openssl::base64::encode_block(&self.certificate.to_der().unwrap())
    }

    pub fn key(&self) -> &PKey<Private> {
        &self.key
    }

    fn context(&self) -> DsigContext {
        let mut keys = KeysManager::new();
        let pem = self.key.private_key_to_pem_pkcs8().unwrap();
        keys.add_key(bergshamra::keys::loader::load_pem_auto(&pem, None).unwrap());
        DsigContext::new(keys)
    }
}

/// A response as text.
#[derive(Clone)]
pub struct Sample {
    pub xml: String,
}

impl Sample {
    /// A response of now that answers [`REQUEST`], unsigned.
    pub fn at(now: Timestamp) -> Self {
        let after = |seconds| now + SignedDuration::from_secs(seconds);
        let xml = format!(
            r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="{now}" Destination="{ACS_URL}" InResponseTo="{REQUEST}"><saml:Issuer>{ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_assertion" Version="2.0" IssueInstant="{now}"><saml:Issuer>{ISSUER}</saml:Issuer><saml:Subject><saml:NameID>employee@acme.test</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="{REQUEST}" NotOnOrAfter="{}" Recipient="{ACS_URL}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{}" NotOnOrAfter="{}"><saml:AudienceRestriction><saml:Audience>{ENTITY_ID}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>colleague@acme.test</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>"#,
            after(300),
            after(-300),
            after(600),
        );
        Sample { xml }
    }

    /// With `to` in the place of every `from`.
    pub fn with(mut self, from: &str, to: &str) -> Self {
        assert!(self.xml.contains(from), "`{from}` is not in the response");
        self.xml = self.xml.replace(from, to);
        self
    }

    /// With `to` in the place of the first `from`.
    pub fn with_first(mut self, from: &str, to: &str) -> Self {
        assert!(self.xml.contains(from), "`{from}` is not in the response");
        self.xml = self.xml.replacen(from, to, 1);
        self
    }

    /// With `to` in the place of the last `from`.
    pub fn with_last(mut self, from: &str, to: &str) -> Self {
        let place = self.xml.rfind(from).unwrap();
        self.xml.replace_range(place..place + from.len(), to);
        self
    }

    /// Unasked.
    pub fn unsolicited(self) -> Self {
        self.with(&format!(" InResponseTo=\"{REQUEST}\""), "")
    }

    /// With a signature of the part.
    pub fn signed(self, part: Part, idp: &Idp) -> Self {
        self.signed_by(part, idp, |template| template)
    }

    /// With a signature whose template is changed first.
    pub fn signed_by(mut self, part: Part, idp: &Idp, change: impl FnOnce(String) -> String) -> Self {
        let (id, start) = match part {
            Part::Response => ("_response", "<samlp:Response"),
            Part::Assertion => ("_assertion", "<saml:Assertion"),
        };
        let start = self.xml.find(start).unwrap();
        let end = "</saml:Issuer>";
        let place = start + self.xml[start..].find(end).unwrap() + end.len();
        self.xml.insert_str(place, &change(signature_template(id, &idp.certificate_base64())));
        self.sign_template(idp)
    }

    /// With the first signature template in it filled in.
    pub fn sign_template(mut self, idp: &Idp) -> Self {
        self.xml = bergshamra::sign(&idp.context(), &self.xml).unwrap();
        self
    }
}
