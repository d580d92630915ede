use super::evidence_view::{ENTITY, SAML, children};
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.4.1 and core 8.3.6.
pub(super) const RULE: Rule = Rule {
    name: "request-issuer-format-is-entity",
    demand: "Issuer has no Format or the entity format, and no qualifiers.",
    rows: &["REQ-06"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let issuers = children(root, SAML, "Issuer").flat_map(|issuer| {
            let format = issuer.attribute("Format").filter(|format| *format != ENTITY);
            let format = format.map(|format| format!("Issuer has the Format `{format}`"));
            let qualifiers = ["NameQualifier", "SPNameQualifier", "SPProvidedID"].into_iter();
            let qualifiers = qualifiers.filter_map(move |name| Some((name, issuer.attribute(name)?)));
            format.into_iter().chain(qualifiers.map(|(name, value)| format!("Issuer has the {name} `{value}`")))
        });
        issuers.collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn another_format_and_qualifiers_are_told() {
        let found = request(RULE, "<saml:Issuer", "<saml:Issuer Format=\"urn:x\" NameQualifier=\"q\"");
        assert_eq!(found, ["Issuer has the Format `urn:x`", "Issuer has the NameQualifier `q`"]);
        let entity = "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\"";
        assert_eq!(request(RULE, "<saml:Issuer", entity), [""; 0]);
    }
}
