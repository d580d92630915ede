//! The page at which the SP's admin pastes the IdP's metadata.

use scraper::ElementRef;

use super::dom::{Dom, form_of, name_of, path_of, wants};
use super::words::{self, SETTINGS, SIGN_OUT};
use crate::action::{Action, Step};

/// Where it is, where no link leads there.
pub(super) const PATHS: &[&str] = &[
    "/settings/sso",
    "/settings/saml",
    "/admin/sso",
    "/admin/saml",
    "/settings/security",
    "/sso/settings",
    "/settings",
];

/// Links of a page that may lead there, the likeliest first.
pub(crate) fn links(dom: &Dom) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for link in dom.all("a[href]") {
        let href = link.attr("href").unwrap_or_default();
        let said = format!("{} {href}", name_of(link));
        let Some(url) = dom.own_page(href) else { continue };
        let path = path_of(&url);
        let is_other = words::says(&said, SIGN_OUT) || said.to_lowercase().contains("metadata");
        // Where SSO is begun is no place to set it up.
        let is_set_up = words::says(&said, &["settings", "einstellungen", "admin", "setup", "set up", "configur"]);
        let rank = words::rank(&said, SETTINGS).filter(|_| is_set_up && !is_other);
        if let Some(rank) = rank.filter(|_| !found.iter().any(|(_, known)| *known == path)) {
            found.push((rank, path));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, path)| path).collect()
}

/// The steps that hand the metadata in on this page; none where no form of it takes any. `path` is where the page is.
pub(crate) fn steps(dom: &Dom, path: &str) -> Option<Vec<Step>> {
    let takes = |field: &ElementRef<'_>| {
        let wanted = wants(dom, *field);
        wanted.contains("metadata") || wanted.contains("saml") && wanted.contains("xml")
    };
    let pasted = dom.all("textarea").into_iter().find(takes);
    let uploaded = || dom.all("input[type=file]").into_iter().find(takes);
    let metadata = pasted.or_else(uploaded)?;
    let form = form_of(metadata);
    let of_form = |e: &ElementRef<'_>| form_of(*e).map(|f| f.id()) == form.map(|f| f.id());
    let issuer = dom.all("input").into_iter().filter(of_form).find(|field| {
        let wanted = wants(dom, *field);
        let is_theirs = ["issuer", "idp entity", "idp_entity", "provider entity"].iter().any(|w| wanted.contains(w));
        is_theirs && field.attr("readonly").is_none()
    });
    let submit = dom.all("button, input[type=submit]").into_iter().filter(of_form).find(|button| {
        !matches!(button.attr("type"), Some("button" | "reset"))
            && !words::says(&name_of(*button), &["delete", "remove"])
    })?;
    let step = |action, guide: &str| Step { action, guide: Some(guide.to_owned()) };
    let mut steps = vec![Step { action: Action::Open { url: path.to_owned() }, guide: None }];
    if let Some(issuer) = issuer {
        let (selector, text) = (dom.selector(issuer), "{idp.entity_id}".to_owned());
        steps.push(step(Action::Fill { selector, text }, "issuer"));
    }
    let selector = dom.selector(metadata);
    steps.push(match metadata.value().name() {
        "textarea" => step(Action::Fill { selector, text: "{idp.metadata_xml}".to_owned() }, "metadata"),
        _ => step(Action::Upload { selector, file: "{idp.metadata_file}".to_owned() }, "metadata"),
    });
    steps.push(step(Action::Click { selector: dom.click_selector(submit) }, "update"));
    Some(steps)
}

/// The path with the company's name where it stands for the company: as a part of the path, or as a value in the query.
pub(crate) fn for_any_company(path: &str, company: &str) -> String {
    let braced = path.replace('{', "{{").replace('}', "}}");
    let mut parts = braced.splitn(2, '?');
    let way = parts.next().unwrap_or_default();
    let way: Vec<&str> = way.split('/').map(|part| if part == company { "{company}" } else { part }).collect();
    let query = parts.next().map(|query| {
        let pairs: Vec<String> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, value)) if value == company => format!("{name}={{company}}"),
                _ => pair.to_owned(),
            })
            .collect();
        format!("?{}", pairs.join("&"))
    });
    format!("{}{}", way.join("/"), query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    #[test]
    fn a_form_that_takes_metadata_is_filled_in() {
        let page = dom(
            "<form method=post><label>Identity Provider Issuer <input name=issuer></label><label>Metadata <textarea name=m></textarea></label>
             <button id=update>Update</button></form>",
        );
        let steps = steps(&page, "/settings/sso").unwrap();
        let told: Vec<_> = steps.iter().map(|s| (s.action.selector().unwrap_or("/"), s.guide.as_deref())).collect();
        let wanted = [
            ("/", None),
            ("input[name=issuer]", Some("issuer")),
            ("textarea[name=m]", Some("metadata")),
            ("#update", Some("update")),
        ];
        assert_eq!(told, wanted);
        let upload = dom("<form><input type=file name=metadata_file><input type=submit></form>");
        assert!(matches!(super::steps(&upload, "/x").unwrap()[1].action, Action::Upload { .. }));
        assert!(
            super::steps(&dom("<form><textarea name=comment></textarea><button>Send</button></form>"), "/x").is_none()
        );
    }

    #[test]
    fn the_company_in_an_address_is_any_company() {
        assert_eq!(for_any_company("/settings/sso?company=acme&a=b", "acme"), "/settings/sso?company={company}&a=b");
        assert_eq!(for_any_company("/saml/acme/metadata", "acme"), "/saml/{company}/metadata");
        assert_eq!(for_any_company("/acme-app", "acme"), "/acme-app");
    }

    #[test]
    fn links_to_settings_are_found_and_those_to_a_login_are_not() {
        let page = dom(
            "<a href=/login/sso>SSO</a><a href='/settings/sso?company=acme'>SSO Settings</a><a href=/settings>Settings</a>",
        );
        assert_eq!(links(&page), ["/settings/sso?company=acme", "/settings"]);
    }
}
