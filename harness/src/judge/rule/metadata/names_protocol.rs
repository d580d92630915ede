use super::evidence_view::{SAMLP, roles};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.4.1.
pub(super) const RULE: Rule = Rule {
    name: "metadata-names-protocol",
    demand: "An SPSSODescriptor supports the SAML 2.0 protocol.",
    rows: &["MD-03"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let named: Vec<&str> = roles(entity).filter_map(|role| role.attribute("protocolSupportEnumeration")).collect();
        let supported = named.iter().any(|list| list.split_whitespace().any(|protocol| protocol == SAMLP));
        (!supported).then(|| format!("protocolSupportEnumeration is `{}`", named.join("`, `")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn another_protocol_is_reported() {
        let found = metadata(RULE, "tc:SAML:2.0:protocol\"", "tc:SAML:1.1:protocol\"");
        assert_eq!(found, ["protocolSupportEnumeration is `urn:oasis:names:tc:SAML:1.1:protocol`"]);
    }
}
