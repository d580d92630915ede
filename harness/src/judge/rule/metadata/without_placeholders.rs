use roxmltree::Node;
use url::{Host, Url};

use super::evidence_view::shortened;
use super::{EvidenceView, Judgement, Rule};

/// Practice: what was left in from an example or a workshop.
pub(super) const RULE: Rule = Rule {
    name: "metadata-without-placeholders",
    demand: "There is no example domain, no wildcard, no foreign internal host and no debugging comment.",
    rows: &["MD-32"],
    judge,
};

const EXAMPLES: [&str; 6] = ["example.com", "example.org", "example.net", "your-", "changeme", "localhost.localdomain"];
const REMARKS: [&str; 5] = ["todo", "fixme", "xxx", "debug", "hack"];

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let base = Url::parse(&view.surroundings().sp_base_url).ok();
    let at_home = base.as_ref().and_then(Url::host).is_some_and(|host| is_internal(&host));
    view.each_entity(|entity| {
        let addresses = entity.descendants().flat_map(|node| {
            ["entityID", "Location", "ResponseLocation"].into_iter().filter_map(move |name| node.attribute(name))
        });
        let odd = addresses.filter(|address| is_placeholder(address, at_home));
        let odd = odd.map(|address| format!("`{address}` looks like a placeholder or an internal address"));
        let comments = entity.document().descendants().filter(Node::is_comment).filter_map(|node| node.text());
        let remarks = comments.filter(|comment| {
            let comment = comment.to_lowercase();
            comment.split(|c: char| !c.is_alphanumeric()).any(|word| REMARKS.contains(&word))
        });
        odd.chain(remarks.map(|remark| format!("the comment `{}` is published", shortened(remark.trim()))))
            .collect::<Vec<_>>()
    })
}

fn is_placeholder(address: &str, at_home: bool) -> bool {
    let lower = address.to_lowercase();
    let named = EXAMPLES.iter().any(|example| lower.contains(example)) || lower.contains(['*', '{', '<', '$']);
    let internal = Url::parse(address).ok().and_then(|url| url.host().map(|host| is_internal(&host)));
    named || !at_home && internal == Some(true)
}

/// Hosts that mean something else on every network.
fn is_internal(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        Host::Ipv6(address) => address.is_loopback() || address.is_unique_local(),
        Host::Domain(name) => {
            !name.contains('.') || [".local", ".internal", ".localhost"].iter().any(|end| name.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, metadata};
    use super::RULE;

    #[test]
    fn examples_wildcards_and_remarks_are_told() {
        let of = |location: &str| {
            metadata(RULE, "Location=\"http://127.0.0.1:34567/acs\"", &format!("Location=\"{location}\""))
        };
        for location in ["https://sp.example.com/acs", "https://*.acme.test/acs", "https://{host}/acs"] {
            assert_eq!(of(location), [format!("`{location}` looks like a placeholder or an internal address")]);
        }
        let found = metadata(RULE, "<md:Organization>", "<!-- TODO: ask Bob --><md:Organization>");
        assert_eq!(found, ["the comment `TODO: ask Bob` is published"]);
    }

    #[rstest::rstest]
    #[case("10.0.0.1", true)]
    #[case("127.0.0.1", true)]
    #[case("169.254.1.1", true)]
    #[case("93.184.216.34", false)]
    #[case("[::1]", true)]
    #[case("[fc00::1]", true)]
    #[case("[2001:db8::1]", false)]
    #[case("intranet", true)]
    #[case("printer.local", true)]
    #[case("acme.test", false)]
    fn an_internal_host_means_something_else_elsewhere(#[case] host: &str, #[case] is_internal: bool) {
        let host = url::Host::parse(host).unwrap();
        let host = match &host {
            url::Host::Domain(name) => url::Host::Domain(name.as_str()),
            url::Host::Ipv4(address) => url::Host::Ipv4(*address),
            url::Host::Ipv6(address) => url::Host::Ipv6(*address),
        };
        assert_eq!(super::is_internal(&host), is_internal);
    }

    #[test]
    fn an_internal_host_is_reported_of_a_public_sp_only() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.surroundings.sp_base_url = "https://acme.test".to_owned();
        assert_eq!(broken(RULE, &evidence).len(), 2);
    }
}
