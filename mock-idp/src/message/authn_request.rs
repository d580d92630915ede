//! AuthnRequest (SAML core 3.4.1), read from bytes that anybody may have sent.

use std::io::Read;

use flate2::read::DeflateDecoder;
use jiff::Timestamp;
use thiserror::Error;

use super::{ASSERTION, PROTOCOL, RequestFault};
use crate::xml::{Document, Element, Scope, XmlError};

/// Attributes that the schema knows.
const ATTRIBUTES: &[&str] = &[
    "ID",
    "Version",
    "IssueInstant",
    "Destination",
    "Consent",
    "ForceAuthn",
    "IsPassive",
    "AssertionConsumerServiceIndex",
    "AssertionConsumerServiceURL",
    "ProtocolBinding",
    "AttributeConsumingServiceIndex",
    "ProviderName",
];

/// Child elements that the schema knows; those of other namespaces stand in `Extensions`.
const ELEMENTS: &[&str] =
    &["Issuer", "Signature", "Extensions", "Subject", "NameIDPolicy", "Conditions", "RequestedAuthnContext", "Scoping"];

/// Formats of SAML core 8.3, and those of NameIDPolicy (3.4.1.1). JumpCloud's own, the first, is older than SAML 2.0.
const NAME_ID_FORMATS: &[&str] = &[
    "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:entity",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted",
];

/// What the IdP looks at in an AuthnRequest. ForceAuthn, IsPassive, RequestedAuthnContext and NameIDPolicy
/// change nothing, as at JumpCloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthnRequest {
    /// `ID`, which the Response's InResponseTo repeats, whatever it is.
    pub id: Option<String>,
    /// Content of `Issuer`; absent or empty: none.
    pub issuer: Option<String>,
    /// `AssertionConsumerServiceURL`.
    pub acs_url: Option<String>,
    /// `AssertionConsumerServiceIndex`, if it is a number.
    pub acs_index: Option<usize>,
    /// `Destination`.
    pub destination: Option<String>,
    /// What is wrong with it, besides its Destination.
    faults: Vec<RequestFault>,
}

/// Something that cannot be answered: it is no AuthnRequest.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum RequestError {
    #[error("the request is not UTF-8 text")]
    Encoding,
    #[error(
        "the request is compressed with DEFLATE, which HTTP-Redirect alone has: by HTTP-POST it is sent as it is, in base64 \
         (saml-bindings-2.0 3.5.4)"
    )]
    Compressed,
    #[error("the request is not XML: {0}")]
    Xml(#[from] XmlError),
    #[error("the message is a `{0}`, not a SAML 2.0 AuthnRequest")]
    NotARequest(String),
}

impl AuthnRequest {
    /// Reads the decoded message; also gives its tree, which a signature is checked on.
    pub fn parse(xml: &[u8]) -> Result<(Self, Document), RequestError> {
        let not_text = || if is_compressed(xml) { RequestError::Compressed } else { RequestError::Encoding };
        let xml = std::str::from_utf8(xml).map_err(|_| not_text())?;
        let document = Document::parse(xml)?;
        Ok((Self::read(&document)?, document))
    }

    /// All that is wrong with it, when it was received at the URL `endpoint`.
    pub fn faults(&self, endpoint: &str) -> Vec<RequestFault> {
        let elsewhere = self.destination.as_ref().filter(|destination| *destination != endpoint);
        let elsewhere =
            elsewhere.map(|value| RequestFault::Destination { value: value.clone(), endpoint: endpoint.to_owned() });
        self.faults.iter().cloned().chain(elsewhere).collect()
    }

    fn read(document: &Document) -> Result<Self, RequestError> {
        let root = document.root();
        let mut scope = Scope::default();
        scope.enter(root);
        if !scope.is(root, PROTOCOL, "AuthnRequest") {
            return Err(RequestError::NotARequest(root.name.chars().take(80).collect()));
        }
        let issuer = root.elements().find_map(|child| {
            let mark = scope.enter(child);
            let found = scope.is(child, ASSERTION, "Issuer");
            scope.leave(mark);
            found.then(|| child.text())
        });
        let mut faults: Vec<_> = document.has_doctype().then_some(RequestFault::DocType).into_iter().collect();
        faults.extend(faults_of_attributes(root));
        faults.extend(faults_of_elements(root));
        let acs_index = root.attribute("AssertionConsumerServiceIndex");
        Ok(Self {
            id: root.attribute("ID").filter(|id| !id.is_empty()),
            issuer: issuer.filter(|text| !text.is_empty()),
            acs_url: root.attribute("AssertionConsumerServiceURL").filter(|url| !url.is_empty()),
            // What is no number is among the faults; the answer goes to the default then.
            acs_index: acs_index.and_then(|text| text.trim().parse().ok()),
            destination: root.attribute("Destination"),
            faults,
        })
    }
}

fn faults_of_attributes(root: &Element) -> Vec<RequestFault> {
    let mut faults = Vec::new();
    for attribute in ["ID", "Version", "IssueInstant"] {
        if root.attribute(attribute).is_none() {
            faults.push(RequestFault::Missing { attribute: attribute.to_owned() });
        }
    }
    let value = |name: &str, valid: fn(&str) -> bool| root.attribute(name).filter(|value| !valid(value));
    faults.extend(value("Version", |value| value == "2.0").map(|value| RequestFault::Version { value }));
    faults.extend(value("ID", is_nc_name).map(|value| RequestFault::Id { value }));
    faults.extend(value("IssueInstant", is_utc).map(|value| RequestFault::IssueInstant { value }));
    let index = value("AssertionConsumerServiceIndex", |value| value.trim().parse::<u16>().is_ok());
    faults.extend(index.map(|value| RequestFault::AcsIndex { value }));
    for attribute in ["ForceAuthn", "IsPassive"] {
        let wrong = value(attribute, |value| matches!(value.trim(), "true" | "false" | "1" | "0"));
        faults.extend(wrong.map(|value| RequestFault::Boolean { attribute: attribute.to_owned(), value }));
    }
    let own = root.attributes.iter().map(|attribute| attribute.name.as_str());
    let unknown = own.filter(|name| !name.contains(':') && *name != "xmlns" && !ATTRIBUTES.contains(name));
    faults.extend(unknown.map(|name| RequestFault::UnknownAttribute { name: name.to_owned() }));
    faults
}

fn faults_of_elements(root: &Element) -> Vec<RequestFault> {
    let unknown = root.elements().filter(|child| !ELEMENTS.contains(&child.local_name()));
    let unknown = unknown.map(|child| RequestFault::UnknownElement { name: child.name.clone() });
    let policies = root.elements().filter(|child| child.local_name() == "NameIDPolicy");
    let formats = policies.filter_map(|policy| policy.attribute("Format"));
    let strange = formats.filter(|format| !NAME_ID_FORMATS.contains(&format.as_str()));
    unknown.chain(strange.map(|value| RequestFault::NameIdFormat { value })).collect()
}

/// xs:NCName, which xs:ID is: InResponseTo must be one as well.
fn is_nc_name(text: &str) -> bool {
    crate::xml::is_name(text) && !text.contains(':')
}

fn is_utc(text: &str) -> bool {
    text.ends_with('Z') && text.parse::<Timestamp>().is_ok()
}

/// Whether `octets` are a document in the encoding of HTTP-Redirect (saml-bindings-2.0 3.4.4.1).
fn is_compressed(octets: &[u8]) -> bool {
    let mut start = [0];
    DeflateDecoder::new(octets).read_exact(&mut start).is_ok() && start == *b"<"
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_request_that_is_compressed_is_told_from_one_that_is_no_text() {
        let mut compressed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        compressed.write_all(REQUEST.as_bytes()).unwrap();
        assert_eq!(AuthnRequest::parse(&compressed.finish().unwrap()), Err(RequestError::Compressed));
        assert_eq!(AuthnRequest::parse(&[0xff, 0xfe, 0xfd]), Err(RequestError::Encoding));
    }

    const REQUEST: &str = r#"<q:AuthnRequest xmlns:q="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">sp</Issuer></q:AuthnRequest>"#;

    #[test]
    fn names_are_read_by_namespace_and_not_by_prefix() {
        let (request, _) = AuthnRequest::parse(REQUEST.as_bytes()).unwrap();
        assert_eq!((request.id.as_deref(), request.issuer.as_deref()), (Some("_1"), Some("sp")));
        let other = REQUEST.replace("SAML:2.0:protocol", "SAML:1.1:protocol");
        assert!(matches!(AuthnRequest::parse(other.as_bytes()), Err(RequestError::NotARequest(_))));
        let other = REQUEST.replace("SAML:2.0:assertion", "elsewhere");
        assert_eq!(AuthnRequest::parse(other.as_bytes()).unwrap().0.issuer, None);
    }

    fn faults(request: &str) -> Vec<RequestFault> {
        AuthnRequest::parse(request.as_bytes()).unwrap().0.faults("http://idp.test/saml2/app")
    }

    #[rstest::rstest]
    #[case(r#"ID="_1""#, "", "the request lacks the attribute `ID`")]
    #[case(r#"ID="_1""#, r#"ID="1 2""#, "the request's ID `1 2` is not an XML name")]
    #[case(r#"ID="_1""#, r#"ID="15f0c8a1-b2c3""#, "the request's ID `15f0c8a1-b2c3` is not an XML name")]
    #[case(r#"ID="_1""#, r#"ID="a:1""#, "the request's ID `a:1` is not an XML name")]
    #[case(r#"Version="2.0""#, "", "the request lacks the attribute `Version`")]
    #[case(r#"Version="2.0""#, r#"Version="1.1""#, "the request's Version is `1.1`, not 2.0")]
    #[case(r#" IssueInstant="2026-01-01T00:00:00Z""#, "", "the request lacks the attribute `IssueInstant`")]
    #[case("00:00:00Z", "00:00:00", "the request's IssueInstant `2026-01-01T00:00:00` is no time in UTC")]
    #[case(" ID=", r#" ForceAuthn="True" ID="#, "the request's ForceAuthn `True` is no xs:boolean")]
    #[case(
        " ID=",
        r#" AssertionConsumerServiceIndex="one" ID="#,
        "the request's AssertionConsumerServiceIndex `one` is not a number"
    )]
    #[case(
        " ID=",
        r#" Destination="https://idp.test/saml2/app" ID="#,
        "the request's Destination is `https://idp.test/saml2/app`, it was received at `http://idp.test/saml2/app`"
    )]
    #[case(" ID=", r#" Id="x" ID="#, "the request has the attribute `Id`, which the schema does not know")]
    #[case("</q:", "<q:Odd/></q:", "the request holds the element `q:Odd`, which the schema does not know")]
    #[case(
        "</q:",
        r#"<q:NameIDPolicy Format="urn:x"/></q:"#,
        "the request asks for the NameID format `urn:x`, which SAML does not define"
    )]
    #[case("<q:Auth", "<!DOCTYPE r><q:Auth", "the request has a document type declaration")]
    fn a_fault_is_found_and_the_request_is_read(#[case] from: &str, #[case] to: &str, #[case] message: &str) {
        assert_eq!(faults(REQUEST), []);
        let found = faults(&REQUEST.replacen(from, to, 1));
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
    }

    #[test]
    fn what_the_schema_leaves_open_is_no_fault() {
        let extension = r#"<q:Extensions><x:any xmlns:x="urn:x"/></q:Extensions></q:"#;
        let known = r#"<q:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"/></q:"#;
        let attributes = r#" ForceAuthn="1" IsPassive="false" Destination="http://idp.test/saml2/app" ID="#;
        for (from, to) in [("</q:", extension), ("</q:", known), (" ID=", attributes)] {
            assert_eq!(faults(&REQUEST.replacen(from, to, 1)), []);
        }
    }

    #[test]
    fn no_entity_is_ever_expanded() {
        let bomb = format!(r#"<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{REQUEST}"#);
        assert_eq!(faults(&bomb), [RequestFault::DocType]);
        let used = bomb.replace(">sp<", ">&b;<");
        assert!(matches!(AuthnRequest::parse(used.as_bytes()), Err(RequestError::Xml(XmlError::Reference(_)))));
    }
}
