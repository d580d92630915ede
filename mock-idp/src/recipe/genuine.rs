//! What else the organization's key signs, for recipes that take it.

use jiff::Timestamp;

use super::{Fault, Person, Scene};
use crate::clock::xs_date_time;
use crate::namespace::{ASSERTION, PROTOCOL};
use crate::random;
use crate::sign::sign_after_issuer;
use crate::xml::{Document, Node, escape_attribute, escape_text};

/// A Response for `person`, signed as the toggles say.
pub(super) fn response(scene: &Scene, person: &Person, now: Timestamp) -> Result<Document, Fault> {
    Ok(scene.response(person, now)?.to_signed(&scene.settings, &scene.key_pair)?)
}

/// A signed Response that says that the login failed (SAML core 3.2.2.2); it holds no Assertion.
pub(super) fn error_response(scene: &Scene, now: Timestamp) -> Result<Document, Fault> {
    let mut document = scene.response(&scene.person, now)?.to_document(&scene.settings)?;
    let named = |node: &Node, name: &str| node.as_element().is_some_and(|element| element.local_name() == name);
    document.root_mut().children.retain(|node| !named(node, "Assertion"));
    let code =
        document.find(|element| element.local_name() == "StatusCode").expect("a plain Response has a StatusCode");
    let code = document.element_mut(&code).expect("it was found in this document");
    code.set_attribute("Value", "urn:oasis:names:tc:SAML:2.0:status:Responder");
    sign_after_issuer(&mut document, &[], &scene.settings.signing(&scene.key_pair)?)?;
    Ok(document)
}

/// The application's IdP metadata, signed.
pub(super) fn metadata(scene: &Scene) -> Result<Document, Fault> {
    let mut document = Document::parse(&scene.metadata)?;
    document.root_mut().set_attribute("ID", &random::id()?);
    sign_after_issuer(&mut document, &[], &scene.settings.signing(&scene.key_pair)?)?;
    Ok(document)
}

/// A signed LogoutResponse (SAML core 3.7.2).
pub(super) fn logout_response(scene: &Scene, now: Timestamp) -> Result<Document, Fault> {
    let request = scene.in_response_to.as_ref();
    let xml = format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?><saml2p:LogoutResponse Destination="{acs_url}" ID="{id}" "#,
            r#"{request}IssueInstant="{now}" Version="2.0" xmlns:saml2p="{protocol}">"#,
            r#"<saml2:Issuer xmlns:saml2="{assertion}">{issuer}</saml2:Issuer><saml2p:Status>"#,
            r#"<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>"#,
            "</saml2p:LogoutResponse>"
        ),
        acs_url = escape_attribute(&scene.acs_url),
        id = random::id()?,
        request = request.map(|id| format!(r#"InResponseTo="{}" "#, escape_attribute(id))).unwrap_or_default(),
        now = xs_date_time(now),
        protocol = PROTOCOL,
        assertion = ASSERTION,
        issuer = escape_text(&scene.settings.idp_entity_id),
    );
    let mut document = Document::parse(&xml)?;
    sign_after_issuer(&mut document, &[], &scene.settings.signing(&scene.key_pair)?)?;
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::SettingsPatch;

    #[test]
    fn what_answers_no_request_names_none() {
        let mut scene = Scene::sample(&SettingsPatch::default()).unwrap();
        let answered = |scene: &Scene| logout_response(scene, scene.now).unwrap().root().attribute("InResponseTo");
        assert_eq!(answered(&scene), scene.in_response_to);
        scene.in_response_to = None;
        assert_eq!(answered(&scene), None);
    }

    #[test]
    fn an_error_response_says_that_the_idp_failed_and_holds_no_assertion() {
        let scene = Scene::sample(&SettingsPatch::default()).unwrap();
        let xml = error_response(&scene, scene.now).unwrap().to_string();
        assert!(xml.contains("<saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"/>"), "{xml}");
        assert!(!xml.contains("Assertion "), "{xml}");
    }
}
