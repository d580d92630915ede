//! SAML 2.0 Web Browser SSO, as a service provider has to do it: everything that is not plainly right is refused.

use std::collections::HashSet;
use std::io::Write;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bergshamra::dsig::verify::verify_all_document;
use bergshamra::{DsigContext, KeysManager, VerifyResult};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::{SignedDuration, Timestamp};
use openssl::x509::X509;
use uppsala::{Document, NodeId, NodeKind, Parser};
use url::Url;

const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
const SAMLP: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
/// What JumpCloud signs with; anything weaker is refused.
const ALGORITHMS: [&str; 5] = [
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
];
/// How far the two clocks may be apart.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// The service provider and its one customer's IdP.
pub struct ServiceProvider {
    entity_id: String,
    acs_url: String,
    idp_entity_id: String,
    sso_url: Url,
    /// Public keys, DER.
    keys: Vec<Vec<u8>>,
    /// Requests that wait for their response.
    open: Mutex<HashSet<String>>,
    /// Assertions that were used.
    used: Mutex<HashSet<String>>,
}

impl ServiceProvider {
    /// From the IdP's metadata.
    pub fn new(metadata: &str, base_url: &str) -> Result<Self, String> {
        let document = parse(metadata)?;
        let root = root(&document, MD, "EntityDescriptor")?;
        let idp = root.only(MD, "IDPSSODescriptor")?;
        let services = idp.all(MD, "SingleSignOnService");
        let redirect = services.into_iter().find(|service| service.attribute("Binding") == Some(REDIRECT));
        let sso_url = redirect.and_then(|service| service.attribute("Location")).ok_or("no redirect endpoint")?;
        let mut keys = Vec::new();
        for descriptor in idp.all(MD, "KeyDescriptor").iter().filter(|key| key.attribute("use") != Some("encryption")) {
            for certificate in descriptor.below().into_iter().filter(|one| one.is(DS, "X509Certificate")) {
                let packed: String = certificate.text()?.split_whitespace().collect();
                let der = STANDARD.decode(packed).map_err(|error| error.to_string())?;
                let key = X509::from_der(&der).and_then(|certificate| certificate.public_key()?.public_key_to_der());
                keys.push(key.map_err(|error| error.to_string())?);
            }
        }
        Ok(Self {
            entity_id: format!("{base_url}/metadata"),
            acs_url: format!("{base_url}/acs"),
            idp_entity_id: root.attribute("entityID").unwrap_or_default().to_owned(),
            sso_url: sso_url.parse().map_err(|error| format!("{sso_url}: {error}"))?,
            keys,
            open: Mutex::default(),
            used: Mutex::default(),
        })
    }

    /// A new request: its ID, and where the browser takes it.
    pub fn request(&self) -> Result<(String, String), String> {
        let id = random_id();
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
        let xml = format!(
            "<samlp:AuthnRequest xmlns:samlp=\"{SAMLP}\" ID=\"{id}\" Version=\"2.0\" IssueInstant=\"{now}\" \
             Destination=\"{}\" AssertionConsumerServiceURL=\"{}\"><saml:Issuer xmlns:saml=\"{SAML}\">{}</saml:Issuer>\
             </samlp:AuthnRequest>",
            self.sso_url, self.acs_url, self.entity_id
        );
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        let packed = deflate.write_all(xml.as_bytes()).and_then(|()| deflate.finish()).map_err(|e| e.to_string())?;
        let mut url = self.sso_url.clone();
        url.query_pairs_mut().append_pair("SAMLRequest", &STANDARD.encode(packed));
        self.open.lock().unwrap().insert(id.clone());
        Ok((id, url.into()))
    }

    /// Who the response vouches for, by e-mail address. `asked` is the request that this browser was sent away with.
    pub fn accept(&self, response: &str, asked: Option<&str>) -> Result<String, String> {
        let octets = STANDARD.decode(response.split_whitespace().collect::<String>()).map_err(|e| e.to_string())?;
        let xml = String::from_utf8(octets).map_err(|error| error.to_string())?;
        let document = parse(&xml)?;
        let response = root(&document, SAMLP, "Response")?;
        unambiguous(response)?;
        let assertion = response.only(SAML, "Assertion")?;
        self.verify(&document, response, assertion)?;

        equal("Version", response.attribute("Version"), "2.0")?;
        equal("Version", assertion.attribute("Version"), "2.0")?;
        let code = response.only(SAMLP, "Status")?.only(SAMLP, "StatusCode")?;
        equal("Status", code.attribute("Value"), SUCCESS)?;
        equal("Destination", Some(response.attribute("Destination").unwrap_or(&self.acs_url)), &self.acs_url)?;
        for issuer in response.all(SAML, "Issuer") {
            equal("Issuer", Some(&issuer.text()?), &self.idp_entity_id)?;
        }
        equal("Issuer", Some(&assertion.only(SAML, "Issuer")?.text()?), &self.idp_entity_id)?;
        self.conditions(assertion)?;
        if assertion.all(SAML, "AuthnStatement").is_empty() {
            return Err("no AuthnStatement".to_owned());
        }
        let subject = assertion.only(SAML, "Subject")?;
        let data = self.confirmation(subject)?;
        if response.attribute("InResponseTo") != data.attribute("InResponseTo") {
            return Err("two different InResponseTo".to_owned());
        }
        let answered = data.attribute("InResponseTo");
        // A response without one was not asked for: it comes from the tile in the User Portal.
        if let Some(id) = answered
            && (asked != Some(id) || !self.open.lock().unwrap().remove(id))
        {
            return Err(format!("InResponseTo `{id}`, which this browser did not ask"));
        }
        let id = assertion.attribute("ID").unwrap_or_default();
        if !self.used.lock().unwrap().insert(id.to_owned()) {
            return Err("the assertion was used before".to_owned());
        }
        let name = subject.only(SAML, "NameID")?.text()?;
        if name.is_empty() || name.trim() != name {
            return Err(format!("the name `{name}`"));
        }
        Ok(name)
    }

    /// Every signature must be valid, stand in the element that it covers, and cover all of it; one must cover the assertion.
    fn verify(&self, document: &Document<'_>, response: Element<'_>, assertion: Element<'_>) -> Result<(), String> {
        let signatures: Vec<_> = response.below().into_iter().filter(|element| element.is(DS, "Signature")).collect();
        if signatures.is_empty() {
            return Err("no signature".to_owned());
        }
        let mut keys = KeysManager::new();
        for key in &self.keys {
            keys.add_key(bergshamra::keys::loader::load_spki_der(key).map_err(|error| error.to_string())?);
        }
        let results = verify_all_document(&DsigContext::new(keys), document).map_err(|error| error.to_string())?;
        for signature in signatures {
            let covered = [response, assertion].into_iter().find(|part| signature.parent() == Some(part.id));
            let covered = covered.ok_or("a signature in neither the response nor the assertion")?;
            if covered.all(DS, "Signature").len() != 1 || !signature.all(DS, "Object").is_empty() {
                return Err("more than one signature in an element, or an object in one".to_owned());
            }
            let info = signature.only(DS, "SignedInfo")?;
            for element in info.below().iter().filter(|element| element.attribute("Algorithm").is_some()) {
                let algorithm = element.attribute("Algorithm").unwrap_or_default();
                if !ALGORITHMS.contains(&algorithm) {
                    return Err(format!("the algorithm {algorithm}"));
                }
            }
            let reference = info.only(DS, "Reference")?;
            let id = covered.attribute("ID").filter(|id| !id.is_empty()).ok_or("a signed element without ID")?;
            equal("Reference", reference.attribute("URI"), &format!("#{id}"))?;
            let valid = results.iter().any(|result| match result {
                VerifyResult::Valid { signature_node, references, .. } => {
                    *signature_node == signature.id
                        && references.len() == 1
                        && references[0].resolved_node == Some(covered.id)
                }
                VerifyResult::Invalid { .. } => false,
            });
            if !valid {
                return Err("a signature that does not verify".to_owned());
            }
        }
        Ok(())
    }

    fn conditions(&self, assertion: Element<'_>) -> Result<(), String> {
        let conditions = assertion.only(SAML, "Conditions")?;
        in_time(conditions)?;
        let known = ["AudienceRestriction", "OneTimeUse", "ProxyRestriction"];
        if let Some(other) = conditions.children().iter().find(|one| !known.iter().any(|name| one.is(SAML, name))) {
            return Err(format!("the condition {}", other.name()));
        }
        let restrictions = conditions.all(SAML, "AudienceRestriction");
        if restrictions.is_empty() {
            return Err("no audience".to_owned());
        }
        for restriction in restrictions {
            let mut audiences = restriction.all(SAML, "Audience").into_iter().map(Element::text);
            if !audiences.any(|audience| audience.is_ok_and(|audience| audience == self.entity_id)) {
                return Err("another audience".to_owned());
            }
        }
        Ok(())
    }

    /// The data of the one bearer confirmation.
    fn confirmation<'d>(&self, subject: Element<'d>) -> Result<Element<'d>, String> {
        let confirmation = subject.only(SAML, "SubjectConfirmation")?;
        equal("Method", confirmation.attribute("Method"), BEARER)?;
        let data = confirmation.only(SAML, "SubjectConfirmationData")?;
        equal("Recipient", data.attribute("Recipient"), &self.acs_url)?;
        if data.attribute("NotBefore").is_some() || data.attribute("NotOnOrAfter").is_none() {
            return Err("the times of the confirmation".to_owned());
        }
        in_time(data)?;
        Ok(data)
    }
}

/// 128 bits nobody can guess, as an XML ID.
pub fn random_id() -> String {
    let mut octets = [0; 16];
    openssl::rand::rand_bytes(&mut octets).expect("the system has randomness");
    octets.iter().fold("_".to_owned(), |id, octet| format!("{id}{octet:02x}"))
}

fn parse(xml: &str) -> Result<Document<'_>, String> {
    if xml.contains("<!DOCTYPE") {
        return Err("a DOCTYPE".to_owned());
    }
    Parser::new().with_forbid_dtd(true).parse(xml).map_err(|error| error.to_string())
}

fn root<'d>(document: &'d Document<'d>, namespace: &str, name: &str) -> Result<Element<'d>, String> {
    let root = document.document_element().map(|id| Element { document, id });
    root.filter(|root| root.is(namespace, name)).ok_or_else(|| format!("no {name}"))
}

/// One assertion, and no ID twice: what is verified must be what is read.
fn unambiguous(response: Element<'_>) -> Result<(), String> {
    let all = response.below();
    let assertions = all.iter().filter(|one| ["Assertion", "EncryptedAssertion"].contains(&one.name())).count();
    if assertions != 1 {
        return Err(format!("{assertions} assertions"));
    }
    let mut ids = HashSet::new();
    for element in all.iter().chain([&response]) {
        for id in ["ID", "Id", "id"].iter().filter_map(|name| element.attribute(name)) {
            if !ids.insert(id) {
                return Err(format!("the ID {id} twice"));
            }
        }
    }
    Ok(())
}

fn in_time(element: Element<'_>) -> Result<(), String> {
    let now = Timestamp::now();
    let time = |name: &str| {
        let text = element.attribute(name);
        text.map(|text| text.parse::<Timestamp>().map_err(|error| format!("{name} `{text}`: {error}"))).transpose()
    };
    if time("NotBefore")?.is_some_and(|begin| now + SKEW < begin) {
        return Err("not valid yet".to_owned());
    }
    if time("NotOnOrAfter")?.is_some_and(|end| now - SKEW >= end) {
        return Err("not valid any more".to_owned());
    }
    Ok(())
}

fn equal(what: &str, found: Option<&str>, expected: &str) -> Result<(), String> {
    if found == Some(expected) { Ok(()) } else { Err(format!("{what} `{}`", found.unwrap_or_default())) }
}

#[derive(Clone, Copy)]
struct Element<'d> {
    document: &'d Document<'d>,
    id: NodeId,
}

impl<'d> Element<'d> {
    fn is(self, namespace: &str, name: &str) -> bool {
        self.document.element(self.id).is_some_and(|element| element.matches_name_ns(namespace, name))
    }

    fn name(self) -> &'d str {
        self.document.element(self.id).map_or("", |element| &element.name.local_name)
    }

    fn attribute(self, name: &str) -> Option<&'d str> {
        let element = self.document.element(self.id)?;
        element.attributes.iter().find(|one| one.name.matches(None, name)).map(|one| &*one.value)
    }

    fn parent(self) -> Option<NodeId> {
        self.document.parent(self.id)
    }

    fn children(self) -> Vec<Self> {
        self.elements(self.document.children(self.id))
    }

    fn below(self) -> Vec<Self> {
        self.elements(self.document.descendants(self.id)).into_iter().filter(|one| one.id != self.id).collect()
    }

    fn elements(self, ids: Vec<NodeId>) -> Vec<Self> {
        let elements = ids.into_iter().filter(|id| self.document.element(*id).is_some());
        elements.map(|id| Self { document: self.document, id }).collect()
    }

    fn all(self, namespace: &str, name: &str) -> Vec<Self> {
        self.children().into_iter().filter(|one| one.is(namespace, name)).collect()
    }

    fn only(self, namespace: &str, name: &str) -> Result<Self, String> {
        match self.all(namespace, name).as_slice() {
            [one] => Ok(*one),
            others => Err(format!("{} {name} in {}", others.len(), self.name())),
        }
    }

    /// All of its text; a comment in it would make two readers read two texts.
    fn text(self) -> Result<String, String> {
        let pieces = self.document.children(self.id).into_iter().map(|id| match self.document.node_kind(id) {
            Some(NodeKind::Text(piece) | NodeKind::CData(piece)) => Ok(piece.to_string()),
            _ => Err(format!("{} holds more than text", self.name())),
        });
        pieces.collect()
    }
}
