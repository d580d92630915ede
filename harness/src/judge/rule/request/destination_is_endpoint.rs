use super::{EvidenceView, Judgement, Rule};

/// Core 3.2.1; bindings 3.4.5.2 and 3.5.5.2 demand it of signed messages.
pub(super) const RULE: Rule = Rule {
    name: "request-destination-is-endpoint",
    demand: "Destination is the URL that received the request; a signed request has one.",
    rows: &["REQ-07"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|request, root| {
        let endpoint = endpoint(&request.message.url);
        match root.attribute("Destination") {
            Some(destination) if destination == endpoint => None,
            Some(destination) => Some(format!("Destination is `{destination}`, it was sent to `{endpoint}`")),
            None if request.is_signed() => Some("the request is signed and has no Destination".to_owned()),
            None => None,
        }
    })
}

/// The address without what the binding adds to its query.
fn endpoint(url: &str) -> String {
    const ADDED: [&str; 5] = ["SAMLRequest", "RelayState", "SigAlg", "Signature", "SAMLEncoding"];
    let Some((address, query)) = url.split_once('?') else { return url.to_owned() };
    let own = query.split('&').filter(|pair| !ADDED.contains(&pair.split('=').next().unwrap_or_default()));
    let own = own.collect::<Vec<_>>().join("&");
    if own.is_empty() { address.to_owned() } else { format!("{address}?{own}") }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, posted, request};
    use super::RULE;

    #[test]
    fn another_destination_is_reported() {
        let idp = "http://org-k3f9x2ab.idp.localhost:45678/saml2/acme-app";
        let told = format!("Destination is `{idp}/`, it was sent to `{idp}`");
        assert_eq!(request(RULE, "/saml2/acme-app\"", "/saml2/acme-app/\""), [told]);
        let without = request(RULE, &format!("Destination=\"{idp}\""), "");
        assert_eq!(without, ["the request is signed and has no Destination"]);
        let mut unsigned = posted("");
        unsigned.messages[0].xml = unsigned.messages[0].xml.replace(&format!("Destination=\"{idp}\""), "");
        assert_eq!(broken(RULE, &unsigned), [""; 0]);
    }

    #[test]
    fn the_endpoints_own_query_is_part_of_it() {
        assert_eq!(super::endpoint("http://idp/sso?tenant=x&SAMLRequest=a&SigAlg=b"), "http://idp/sso?tenant=x");
    }
}
