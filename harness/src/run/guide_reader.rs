//! A customer who follows a guide: the IdP's pages as it says, the SP's as the target file does its steps.

use std::path::Path;

use mock_idp::organization::Organization;
use roxmltree::{Document, Node};

use super::RunError;
use super::person::Person;
use super::provisioned::write;
use crate::action::{Action, Step};
use crate::guide::{GuideStep, Place, Work};
use crate::placeholder::Values;
use crate::sp_metadata::{DS, MD, parse};
use crate::target::Target;

/// Follows steps of a guide in order.
pub(super) struct Reader<'a> {
    target: &'a Target,
    /// The target's steps for the guide that is read.
    steps: &'a [Step],
    organization: &'a Organization,
    /// Where files for the SP are put.
    files: &'a Path,
    /// What templates see; downloads are kept here.
    pub(super) values: Values,
    /// Whose pages the reader is at.
    at: Option<Place>,
    /// The page of the SP that the reader left.
    left: Option<String>,
}

impl<'a> Reader<'a> {
    /// A reader who has read nothing yet.
    pub(super) fn new(
        target: &'a Target,
        guide: &str,
        organization: &'a Organization,
        files: &'a Path,
        values: Values,
    ) -> Self {
        let steps = target.provision.steps_of_guide(guide).unwrap_or_default();
        Self { target, steps, organization, files, values, at: None, left: None }
    }

    /// Where the SP shows its addresses only on a page that the reader has made there, that comes first.
    pub(super) async fn begin(&mut self, person: &mut Person<'_>) -> Result<(), RunError> {
        let opening = self.opening();
        if !opening.iter().any(|action| matches!(action, Action::Read { .. })) {
            return Ok(());
        }
        self.at = Some(Place::Sp);
        self.act("the SP's settings page", None, &opening, person).await
    }

    /// Does one step.
    pub(super) async fn follow(&mut self, step: &GuideStep, person: &mut Person<'_>) -> Result<(), RunError> {
        match &step.work {
            Work::Actions(actions) => {
                self.at = Some(step.at);
                person.act(&step.text, Some(&step.id), actions, &mut self.values, &self.target.folder).await
            }
            Work::Target(id) => self.at_sp(step, id, person).await,
        }
    }

    /// The target's untagged first steps, which lead to the settings page.
    fn opening(&self) -> Vec<Action> {
        self.steps.iter().take_while(|step| step.guide.is_none()).map(|step| step.action.clone()).collect()
    }

    /// The target's steps for one step of the guide. Those that lead to the settings page are done whenever the reader
    /// comes from elsewhere; a page that they made is not made once more.
    async fn at_sp(&mut self, step: &GuideStep, id: &str, person: &mut Person<'_>) -> Result<(), RunError> {
        let arrived = self.at.replace(Place::Sp) == Some(Place::Sp);
        let opening = self.opening();
        let makes_a_page = opening.iter().any(|action| matches!(action, Action::Read { .. }));
        let mut actions = match &self.left {
            _ if arrived => Vec::new(),
            Some(url) if makes_a_page => vec![Action::Open { url: url.replace('{', "{{") }],
            _ => opening,
        };
        let own = self.steps.iter().filter(|own| own.guide.as_deref() == Some(id));
        actions.extend(own.map(|own| own.action.clone()));
        self.act(&step.text, Some(&step.id), &actions, person).await
    }

    /// The next login leads away from the settings page.
    pub(super) fn leave(&mut self) {
        self.at = None;
    }

    async fn act(
        &mut self,
        name: &str,
        guide: Option<&str>,
        actions: &[Action],
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let mut values = self.values.clone();
        self.take_along(&mut values)?;
        person.act(name, guide, actions, &mut values, &self.target.folder).await?;
        self.left = person.page().map(|page| page.url.clone());
        for action in actions {
            if let Action::Read { placeholder, .. } = action
                && let Some(text) = values.get(placeholder)
            {
                self.values.set(placeholder, text);
            }
        }
        Ok(())
    }

    /// What the reader has from the IdP so far. Before the export there is no metadata; a step that needs it says so itself.
    fn take_along(&self, values: &mut Values) -> Result<(), RunError> {
        let so_far = |name: &str| self.values.expand(&format!("{{guide.{name}}}")).ok();
        if let Some(issuer) = so_far("issuer") {
            values.set("idp.entity_id", issuer);
        }
        // What is copied by itself goes before what stands in the metadata.
        let metadata = so_far("metadata");
        let of_metadata = metadata.as_deref().and_then(certificate);
        for (name, file, text) in [
            ("idp.metadata", "guide-metadata.xml", metadata.clone()),
            ("idp.certificate", "guide-certificate.pem", so_far("certificate").or(of_metadata)),
        ] {
            let Some(text) = text else { continue };
            let path = write(self.files, file, &text)?;
            let whole = if name == "idp.metadata" { "idp.metadata_xml" } else { "idp.certificate_pem" };
            values.set(whole, text);
            values.set(&format!("{name}_file"), path.display().to_string());
        }
        if let Some(url) = so_far("idp_url").or_else(|| metadata.as_deref().and_then(sso_url)) {
            values.set("idp.metadata_url", self.organization.metadata_url(suffix(&url)));
            values.set("idp.sso_url", url);
        }
        Ok(())
    }
}

/// The IdP URL of exported metadata, as a customer copies it.
fn sso_url(metadata: &str) -> Option<String> {
    let document = parse(metadata).ok()?;
    let services: Vec<Node<'_, '_>> =
        document.descendants().filter(|node| node.has_tag_name((MD, "SingleSignOnService"))).collect();
    let redirect = |node: &&Node<'_, '_>| node.attribute("Binding").is_some_and(|uri| uri.ends_with("HTTP-Redirect"));
    let service = services.iter().find(redirect).or_else(|| services.first())?;
    service.attribute("Location").map(str::to_owned)
}

/// The last part of the path of an IdP URL.
fn suffix(sso_url: &str) -> &str {
    let path = sso_url.split(['?', '#']).next().unwrap_or(sso_url);
    path.rsplit('/').next().unwrap_or(path)
}

/// The certificate of exported metadata, as PEM.
fn certificate(metadata: &str) -> Option<String> {
    let document: Document<'_> = parse(metadata).ok()?;
    let certificate = document.descendants().find(|node| node.has_tag_name((DS, "X509Certificate")))?;
    let base64: String = certificate.text()?.split_whitespace().collect();
    let der = openssl::base64::decode_block(&base64).ok()?;
    String::from_utf8(openssl::x509::X509::from_der(&der).ok()?.to_pem().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_customer_copies_is_in_the_metadata() {
        let key = openssl::rsa::Rsa::generate(2048).and_then(openssl::pkey::PKey::from_rsa).unwrap();
        let pair = mock_idp::organization::KeyPair::self_signed(key, "acme").unwrap();
        let metadata = format!(
            r#"<md:EntityDescriptor xmlns:md="{MD}"><md:IDPSSODescriptor><md:KeyDescriptor><d:X509Certificate xmlns:d="{DS}">
            {}</d:X509Certificate></md:KeyDescriptor>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://p/saml2/a"/>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="http://r/saml2/b?x=1"/>
            </md:IDPSSODescriptor></md:EntityDescriptor>"#,
            pair.certificate_base64().unwrap()
        );
        assert_eq!(certificate(&metadata), Some(pair.certificate_pem().unwrap()));
        let url = sso_url(&metadata).unwrap();
        assert_eq!((url.as_str(), suffix(&url)), ("http://r/saml2/b?x=1", "b"));
        assert_eq!((certificate("<a/>"), sso_url("no XML")), (None, None));
    }
}
