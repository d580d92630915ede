//! Where an SP publishes its metadata.

use super::dom::Dom;
use crate::discover::dom::{name_of, path_of};

/// Where frameworks and products have it; `{company}` is one of the SP's customers.
pub(super) const PATHS: &[&str] = &[
    "/metadata",
    "/saml/metadata",
    "/saml2/metadata",
    "/saml2/metadata/",
    "/saml/metadata/",
    "/saml/metadata.xml",
    "/metadata.xml",
    "/sso/metadata",
    "/sso/saml/metadata",
    "/auth/saml/metadata",
    "/auth/saml2/metadata",
    "/api/saml/metadata",
    "/api/auth/saml/metadata",
    "/api/v1/saml/metadata",
    "/auth/login/saml/metadata",
    "/account/sso/saml/metadata/",
    "/accounts/saml/{company}/metadata/",
    "/accounts/saml/metadata/",
    "/saml/{company}/metadata",
    "/sso/{company}/metadata",
    "/auth/saml/{company}/metadata",
    "/users/saml/metadata",
    "/users/auth/saml/metadata",
    "/auth/metadata",
    "/saml/sp/metadata",
    "/saml/sp",
    "/sp/metadata",
    "/saml/service-provider-metadata",
    "/saml2/service-provider-metadata/default",
    "/Shibboleth.sso/Metadata",
    "/mellon/metadata",
    "/simplesaml/module.php/saml/sp/metadata.php/default-sp",
    "/saml/module.php/saml/sp/metadata.php/default-sp",
    "/login/saml/metadata",
    "/login/saml2/metadata",
    "/hub/metadata",
    "/wp-login.php?action=saml_metadata",
    "/realms/master/broker/saml/endpoint/descriptor",
];

/// What follows the first part of an address where the whole application is below one.
const BELOW: &[&str] = &["/metadata", "/saml/metadata", "/saml2/metadata/", "/sso/metadata"];

/// Where the page itself says that metadata is, the surest first.
pub(crate) fn linked(dom: &Dom) -> Vec<String> {
    let mut found = Vec::new();
    for link in dom.all("a[href]") {
        let href = link.attr("href").unwrap_or_default();
        let said = format!("{} {href}", name_of(link)).to_lowercase();
        let is_it = said.contains("metadata") || said.contains("saml") && said.contains(".xml");
        if let Some(url) = dom.own_page(href).filter(|_| is_it) {
            found.push(path_of(&url));
        }
    }
    found
}

/// Where it may be in an application that is all below the first part of `path`.
pub(crate) fn below(path: &str) -> Vec<String> {
    match path.split('/').nth(1) {
        Some(first) if !first.is_empty() => BELOW.iter().map(|rest| format!("/{first}{rest}")).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    #[test]
    fn links_to_metadata_are_found_by_text_and_address() {
        let page = dom("<a href=/x>Download SP metadata</a><a href='/saml/sp.xml'>XML</a><a href=/about>About</a>
             <a href=https://idp.test/metadata>IdP metadata</a>");
        assert_eq!(linked(&page), ["/x", "/saml/sp.xml"]);
    }

    #[test]
    fn an_application_below_a_path_has_it_there() {
        assert_eq!(below("/hub/login?next=/")[0], "/hub/metadata");
        assert!(below("/").is_empty());
    }
}
