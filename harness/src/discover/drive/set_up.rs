//! The SP's metadata and name, and how it is given the IdP's.

use super::Around;
use crate::discover::dom::Dom;
use crate::discover::{metadata, settings_page};
use crate::run::RunError;
use crate::target::Procedure;

impl Around<'_> {
    /// Finds the SP's metadata, and introduces the SP to the IdP. `home_url` is where the first page led.
    pub(super) async fn metadata(&mut self, home: Option<&Dom>, home_url: &str) -> Result<(), RunError> {
        if self.known.names {
            return Ok(());
        }
        let way = url::Url::parse(home_url).map(|url| url.path().to_owned()).unwrap_or_default();
        let mut places: Vec<String> = self.known.metadata_url.iter().cloned().collect();
        if places.is_empty() {
            places.extend(home.map(metadata::linked).unwrap_or_default().iter().map(|path| self.any_company(path)));
            places.extend(metadata::below(&way));
            places.extend(metadata::PATHS.iter().map(|path| (*path).to_owned()));
        }
        for place in places {
            if self.is_metadata(&place).await? {
                return Ok(());
            }
        }
        if self.found.provision.is_none() && !self.known.provision {
            return Ok(());
        }
        let Some(place) = self.ask.ask("Where is the SP's SAML metadata (a URL or a path; empty: there is none)?")
        else {
            return Ok(());
        };
        self.is_metadata(&place).await.map(|_| ())
    }

    /// Whether the SP's metadata is at `place`; if so, that is kept.
    async fn is_metadata(&mut self, place: &str) -> Result<bool, RunError> {
        let Some(read) = self.visit.metadata_at(place).await else { return Ok(false) };
        let Some(consumer) = read.consumers.first() else { return Ok(false) };
        let whole = if place.contains("://") || place.starts_with('{') {
            place.to_owned()
        } else {
            format!("{{sp.base_url}}{place}")
        };
        self.visit.introduce(&read.entity_id, &consumer.url, Some(&whole)).await?;
        self.ask.tell(&format!("metadata: {place} (entity ID {})", read.entity_id));
        self.found.metadata_url = Some(whole);
        Ok(true)
    }

    /// Gives the SP the IdP's metadata: as the file says, else at the settings page that it may have.
    pub(super) async fn set_up(&mut self, home: Option<&Dom>) -> Result<(), RunError> {
        if !self.known.provision {
            let mut places = home.map(settings_page::links).unwrap_or_default();
            places.extend(settings_page::PATHS.iter().map(|path| (*path).to_owned()));
            for place in places {
                let Some(sight) = self.open(&place).await? else { continue };
                let Some(page) = self.page(&sight).filter(|_| sight.status.is_none_or(|status| status < 400)) else {
                    continue;
                };
                let path = self.path(page.url());
                let Some(steps) = settings_page::steps(&page, &path) else { continue };
                self.ask.tell(&format!("the IdP's metadata are given to the SP at {path}"));
                self.visit.set_procedure(Procedure::Browser(steps.clone()));
                self.found.provision = Some(steps);
                break;
            }
        }
        self.visit.provision().await
    }

    /// What the AuthnRequest says of the SP, where no metadata does.
    pub(super) async fn names_of_request(&mut self) -> Result<(), RunError> {
        let Some(xml) = self.visit.last_request() else { return Ok(()) };
        let Some((issuer, acs)) = said_by_request(&xml) else { return Ok(()) };
        // Many an SP is called as its metadata's address.
        let base = self.base_url.as_str().trim_end_matches('/').to_owned();
        if let Some(path) = issuer.strip_prefix(&base) {
            let path = self.any_company(path);
            if self.is_metadata(&path).await? {
                return Ok(());
            }
        }
        let Some(acs) = acs else { return Ok(()) };
        self.visit.introduce(&issuer, &acs, None).await?;
        self.ask.tell(&format!("no metadata; the AuthnRequest says: entity ID {issuer}, ACS {acs}"));
        let template = |text: &str| text.replace('{', "{{").replace('}', "}}").replace(&base, "{sp.base_url}");
        self.found.names = Some((template(&issuer), template(&acs)));
        Ok(())
    }
}

/// Issuer and ACS URL of an AuthnRequest.
fn said_by_request(xml: &str) -> Option<(String, Option<String>)> {
    let document = crate::sp_metadata::parse(xml).ok()?;
    let root = document.root_element();
    let issuer = root.children().find(|node| node.tag_name().name() == "Issuer")?.text()?.trim().to_owned();
    Some((issuer, root.attribute("AssertionConsumerServiceURL").map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_says_what_the_sp_is_called() {
        let xml = r#"<p:AuthnRequest xmlns:p="p" AssertionConsumerServiceURL="http://sp/acs"><i:Issuer xmlns:i="i"> sp </i:Issuer></p:AuthnRequest>"#;
        assert_eq!(said_by_request(xml), Some(("sp".to_owned(), Some("http://sp/acs".to_owned()))));
        assert_eq!(said_by_request("<AuthnRequest/>"), None);
    }
}
