//! Response and Assertion (SAML core 3.3.3 and 2.3.3) in the shape that JumpCloud sends.

use std::fmt::Write;

use super::{ASSERTION, PROTOCOL, dialect};
use crate::directory::ApplicationSettings;
use crate::key::KeyPair;
use crate::sign::{SignatureError, Signing, sign_after_issuer};
use crate::xml::{Document, XmlError, escape_attribute, escape_text};

/// Everything a Response says. Times are xs:dateTime texts, so that any value can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// `ID` of the Response.
    pub id: String,
    /// `ID` of the Assertion.
    pub assertion_id: String,
    /// `Destination` and `Recipient`.
    pub acs_url: String,
    /// ID of the AuthnRequest; absent for an unsolicited response.
    pub in_response_to: Option<String>,
    /// IssueInstant of both, and AuthnInstant.
    pub issue_instant: String,
    /// Issuer of both.
    pub issuer: String,
    /// NameID.
    pub name_id: String,
    /// Format of the NameID.
    pub name_id_format: String,
    /// NotBefore of the Conditions.
    pub not_before: String,
    /// NotOnOrAfter of Conditions and SubjectConfirmationData.
    pub not_on_or_after: String,
    /// Audience.
    pub audience: String,
    /// SessionIndex.
    pub session_index: String,
    /// AuthnContextClassRef.
    pub authn_context_class: String,
    /// Attributes in order; no AttributeStatement is written when there are none.
    pub attributes: Vec<Attribute>,
}

/// One attribute with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// `Name`, as the SP knows it.
    pub name: String,
    /// One AttributeValue each.
    pub values: Vec<String>,
}

impl Response {
    /// The unsigned document, on one line.
    pub fn to_xml(&self) -> String {
        let e = escape_attribute;
        let in_response_to =
            self.in_response_to.as_ref().map(|id| format!(r#" InResponseTo="{}""#, e(id))).unwrap_or_default();
        let (acs_url, instant, issuer) = (e(&self.acs_url), e(&self.issue_instant), escape_text(&self.issuer));
        let mut xml = String::with_capacity(3000);
        // Writing to a String cannot fail.
        let _ = write!(
            xml,
            concat!(
                r#"<?xml version="1.0" encoding="UTF-8"?>"#,
                r#"<saml2p:Response Destination="{acs_url}" ID="{id}"{in_response_to} IssueInstant="{instant}" "#,
                r#"Version="2.0" xmlns:saml2p="{protocol}" xmlns:xsd="http://www.w3.org/2001/XMLSchema">"#,
                r#"<saml2:Issuer xmlns:saml2="{assertion}">{issuer}</saml2:Issuer>"#,
                r#"<saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>"#,
                "</saml2p:Status>",
                r#"<saml2:Assertion ID="{assertion_id}" IssueInstant="{instant}" Version="2.0" "#,
                r#"xmlns:saml2="{assertion}"><saml2:Issuer>{issuer}</saml2:Issuer>"#,
                r#"<saml2:Subject><saml2:NameID Format="{name_id_format}">{name_id}</saml2:NameID>"#,
                r#"<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">"#,
                r#"<saml2:SubjectConfirmationData{in_response_to} NotOnOrAfter="{not_on_or_after}" "#,
                r#"Recipient="{acs_url}"/></saml2:SubjectConfirmation></saml2:Subject>"#,
                r#"<saml2:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">"#,
                "<saml2:AudienceRestriction><saml2:Audience>{audience}</saml2:Audience>",
                "</saml2:AudienceRestriction></saml2:Conditions>",
                r#"<saml2:AuthnStatement AuthnInstant="{instant}" SessionIndex="{session_index}">"#,
                "<saml2:AuthnContext><saml2:AuthnContextClassRef>{class}</saml2:AuthnContextClassRef>",
                "</saml2:AuthnContext></saml2:AuthnStatement>",
            ),
            acs_url = acs_url,
            id = e(&self.id),
            in_response_to = in_response_to,
            instant = instant,
            protocol = PROTOCOL,
            assertion = ASSERTION,
            issuer = issuer,
            assertion_id = e(&self.assertion_id),
            name_id_format = e(&self.name_id_format),
            name_id = escape_text(&self.name_id),
            not_on_or_after = e(&self.not_on_or_after),
            not_before = e(&self.not_before),
            audience = escape_text(&self.audience),
            session_index = e(&self.session_index),
            class = escape_text(&self.authn_context_class),
        );
        self.write_attributes(&mut xml);
        xml.push_str("</saml2:Assertion></saml2p:Response>");
        xml
    }

    fn write_attributes(&self, xml: &mut String) {
        if self.attributes.is_empty() {
            return;
        }
        xml.push_str("<saml2:AttributeStatement>");
        for attribute in &self.attributes {
            let _ = write!(xml, r#"<saml2:Attribute Name="{}">"#, escape_attribute(&attribute.name));
            for value in &attribute.values {
                let _ = write!(
                    xml,
                    concat!(
                        r#"<saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" "#,
                        r#"xsi:type="xsd:string">{}</saml2:AttributeValue>"#
                    ),
                    escape_text(value)
                );
            }
            xml.push_str("</saml2:Attribute>");
        }
        xml.push_str("</saml2:AttributeStatement>");
    }

    /// The unsigned document as a tree, in the dialect of `settings`.
    pub fn to_document(&self, settings: &ApplicationSettings) -> Result<Document, XmlError> {
        let mut document = Document::parse(&self.to_xml())?;
        dialect::speak(settings, &mut document);
        Ok(document)
    }

    /// The document with the signatures that `settings` ask for, each directly after its Issuer; the Assertion's
    /// first, so that the Response's covers it.
    pub fn to_signed(&self, settings: &ApplicationSettings, key_pair: &KeyPair) -> Result<Document, SignatureError> {
        let mut document = self.to_document(settings)?;
        let signing = settings.signing(key_pair)?;
        if settings.sign.assertion() {
            let path = document.find(|e| e.local_name() == "Assertion").ok_or(SignatureError::NoElement)?;
            sign_after_issuer(&mut document, &path, &signing)?;
        }
        if settings.sign.response() {
            sign_after_issuer(&mut document, &[], &signing)?;
        }
        Ok(document)
    }
}

impl ApplicationSettings {
    /// How a plain message is signed with `key_pair`.
    pub(crate) fn signing<'a>(&self, key_pair: &'a KeyPair) -> Result<Signing<'a>, SignatureError> {
        Signing::plain(key_pair, self.signature_algorithm, self.prefix_list(), self.include_key_info)
    }
}
