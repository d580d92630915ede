//! IdP metadata as pasted or uploaded in Step 4 (saml-metadata-2.0).

#[cfg(test)]
pub(crate) mod tests;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use openssl::x509::X509;
use url::Url;

use crate::checks::instant;
use crate::xml::{self, DS, Element, MD, SAMLP, Unreadable};

const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/// What this SP keeps of IdP metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdpMetadata {
    /// `entityID`.
    pub entity_id: String,
    /// Signing certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Why they verify nothing, or not all, if it is so.
    pub without_certificate: Option<&'static str>,
    /// Whether a key says that it is for signing; one that says nothing is for signing, too.
    pub says_what_signs: bool,
    /// Where requests go by HTTP-Redirect, if it says so.
    pub redirect_url: Option<String>,
    /// Where requests go by HTTP-POST, if it says so.
    pub post_url: Option<String>,
}

/// Reads metadata, or tells the admin what is wrong with it. Metadata with an HTTP-POST endpoint alone is taken:
/// that it lacks the other one shows at Company Login. Whether metadata without a certificate is, is for the SP's hooks to say.
pub fn read(text: &str) -> Result<IdpMetadata, String> {
    let document = xml::parse(text.trim()).map_err(|error| match error {
        Unreadable::Doctype => "The metadata has a DOCTYPE, which is not accepted.".to_owned(),
        Unreadable::Malformed(_) => "The metadata does not parse as XML.".to_owned(),
    })?;
    let root = Element::root(&document).filter(|root| root.is(MD, "EntityDescriptor"));
    let root = root.ok_or("The metadata is not an EntityDescriptor.")?;
    let entity_id = root.attribute("entityID").filter(|id| !id.trim().is_empty());
    let entity_id = entity_id.ok_or("The metadata has no entityID.")?;
    let descriptors = root.all(MD, "IDPSSODescriptor").into_iter();
    let speaks_saml2 = |element: &Element<'_, '_>| {
        let protocols = element.attribute("protocolSupportEnumeration").unwrap_or_default();
        protocols.split_ascii_whitespace().any(|protocol| protocol == SAMLP)
    };
    let mut descriptors = descriptors.filter(speaks_saml2);
    let idp = descriptors.next().ok_or("The metadata has no IDPSSODescriptor for SAML 2.0.")?;
    for element in [root, idp] {
        if element.attribute("validUntil").is_some_and(|end| instant(end).is_none_or(|end| end <= Timestamp::now())) {
            return Err("The metadata is no longer valid.".to_owned());
        }
    }
    let (certificates, without_certificate) = certificates(idp);
    let says_what_signs = idp.all(MD, "KeyDescriptor").iter().any(|key| key.attribute("use") == Some("signing"));
    let redirect_url = endpoint(idp, REDIRECT)?;
    let post_url = endpoint(idp, POST)?;
    if redirect_url.is_none() && post_url.is_none() {
        return Err("The metadata has no SingleSignOnService by HTTP-Redirect or HTTP-POST.".to_owned());
    }
    let entity_id = entity_id.to_owned();
    Ok(IdpMetadata { entity_id, certificates, without_certificate, says_what_signs, redirect_url, post_url })
}

/// What the page for a pasted certificate and IdP URL gives: the same without metadata. The URL takes requests by either
/// binding, as JumpCloud's does whatever it declares.
pub fn of_parts(issuer: &str, url: &str, certificate: &str) -> Result<IdpMetadata, String> {
    let url = url.trim();
    if !Url::parse(url).is_ok_and(|parsed| ["http", "https"].contains(&parsed.scheme())) {
        return Err("IdP URL is not a web address.".to_owned());
    }
    let read = X509::from_pem(certificate.as_bytes()).ok();
    let read = read.filter(|certificate| certificate.public_key().is_ok_and(|key| key.rsa().is_ok()));
    let der = read.and_then(|certificate| certificate.to_der().ok());
    let der = der.ok_or("The certificate cannot be read: paste it whole, with its BEGIN and END lines.")?;
    Ok(IdpMetadata {
        entity_id: issuer.to_owned(),
        certificates: vec![der],
        without_certificate: None,
        says_what_signs: true,
        redirect_url: Some(url.to_owned()),
        post_url: Some(url.to_owned()),
    })
}

/// The signing certificates that can be read, DER; and what is wrong where one cannot, or there is none.
fn certificates(idp: Element<'_, '_>) -> (Vec<Vec<u8>>, Option<&'static str>) {
    let keys = idp.all(MD, "KeyDescriptor").into_iter();
    let signing = keys.filter(|key| key.attribute("use").is_none_or(|usage| usage == "signing"));
    let (mut certificates, mut trouble) = (Vec::new(), None);
    for element in signing.flat_map(Element::descendants).filter(|element| element.is(DS, "X509Certificate")) {
        let packed: String = element.deep_text().chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(packed).ok().filter(|der| {
            X509::from_der(der).is_ok_and(|certificate| certificate.public_key().is_ok_and(|key| key.rsa().is_ok()))
        });
        match der {
            Some(der) => certificates.push(der),
            None => trouble = Some("The metadata has a signing certificate that cannot be read as RSA."),
        }
    }
    if certificates.is_empty() {
        trouble = trouble.or(Some("The metadata has no signing certificate."));
    }
    (certificates, trouble)
}

/// The Location of the binding. Only web addresses: a browser is sent there.
fn endpoint(idp: Element<'_, '_>, binding: &str) -> Result<Option<String>, String> {
    let services = idp.all(MD, "SingleSignOnService").into_iter();
    let mut services = services.filter(|service| service.attribute("Binding") == Some(binding));
    let Some(location) = services.next().map(|service| service.attribute("Location").unwrap_or_default()) else {
        return Ok(None);
    };
    match Url::parse(location) {
        Ok(url) if ["http", "https"].contains(&url.scheme()) => Ok(Some(location.to_owned())),
        _ => Err("The metadata has a SingleSignOnService whose Location is not a web address.".to_owned()),
    }
}
