use url::Url;

use super::evidence_view::{is_loopback, roles};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP09); profiles 4.1.3.5. Loopback is not another machine: no TLS is needed to get there.
pub(super) const RULE: Rule = Rule {
    name: "metadata-endpoints-over-tls",
    demand: "Every Location is an absolute URL, and https unless the host is loopback.",
    rows: &["MD-06"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let places = roles(entity).flat_map(|role| role.descendants()).flat_map(|node| {
            ["Location", "ResponseLocation"].into_iter().filter_map(move |name| Some((name, node.attribute(name)?)))
        });
        let wrong = places.filter(|(_, url)| !is_safe(url));
        wrong.map(|(name, url)| format!("a {name} is `{url}`")).collect::<Vec<_>>()
    })
}

fn is_safe(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    url.scheme() == "https" || url.scheme() == "http" && url.host().is_some_and(|host| is_loopback(&host))
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn http_and_paths_are_told() {
        let of = |location: &str| {
            metadata(RULE, "Location=\"http://127.0.0.1:34567/acs\"", &format!("Location=\"{location}\""))
        };
        assert_eq!(of("http://acme.test/acs"), ["a Location is `http://acme.test/acs`"]);
        assert_eq!(of("/acs"), ["a Location is `/acs`"]);
        assert_eq!(of("https://acme.test/acs"), [""; 0]);
        assert_eq!(of("http://[::1]:8080/acs"), [""; 0]);
    }
}
