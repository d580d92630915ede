use url::{Origin, Url};

use super::evidence_view::{each_once, shortened};
use super::{EvidenceView, Judgement, Rule};
use crate::judge::at_idp;

/// SAML2 E90 and OWASP, Unvalidated Redirects: RelayState may hold anybody's text.
pub(super) const RULE: Rule = Rule {
    name: "stays-on-own-sites",
    demand: "The browser is never sent to a site that is neither the SP's nor the IdP's.",
    rows: &["FLO-08", "FLO-09", "ATK-42"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let surroundings = view.surroundings();
    let own = [&surroundings.sp_base_url, &surroundings.acs_url].into_iter().chain(&surroundings.second_sp_base_url);
    let own = own.map(String::as_str);
    let published = view
        .entity()
        .into_iter()
        .flat_map(|entity| entity.descendants().filter_map(|node| node.attribute("Location")).collect::<Vec<_>>());
    let start = view.documents().next().map(|document| document.url.as_str());
    let own: Vec<Origin> = own.chain(published).chain(start).filter_map(origin).collect();
    let mut asked: Vec<&str> = view.documents().map(|document| document.url.as_str()).collect();
    // The browser may not even begin to follow these.
    asked.extend(view.documents().filter_map(|document| document.location.as_deref()).filter(|to| is_script(to)));
    asked.extend(view.pages().into_iter().map(|page| page.url.as_str()));
    let away = asked.into_iter().filter(|url| {
        is_script(url) || origin(url).is_some_and(|origin| !own.contains(&origin)) && !at_idp(url, surroundings)
    });
    Ok(each_once(away.map(|url| format!("the browser was sent to {}", shortened(url))).collect()))
}

fn origin(url: &str) -> Option<Origin> {
    Url::parse(url).ok().map(|url| url.origin()).filter(Origin::is_tuple)
}

fn is_script(url: &str) -> bool {
    let url = url.trim_start().to_ascii_lowercase();
    url.starts_with("javascript:") || url.starts_with("data:")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;
    use crate::evidence::Document;

    #[test]
    fn a_third_site_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let away =
            Document { method: "GET".to_owned(), url: "https://mallory.example/".to_owned(), ..Document::default() };
        evidence.steps[2].documents.push(away);
        assert_eq!(broken(RULE, &evidence), ["the browser was sent to https://mallory.example/"]);
        // Each company may have a host of its own at the SP.
        evidence.surroundings.second_sp_base_url = Some("https://mallory.example/app".to_owned());
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }

    #[test]
    fn a_script_for_an_address_is_reported() {
        let mut evidence = evidence();
        evidence.steps[2].documents[1].location = Some("javascript:alert(1)".to_owned());
        assert_eq!(broken(RULE, &evidence), ["the browser was sent to javascript:alert(1)"]);
    }
}
