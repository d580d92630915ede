use super::evidence_view::{boolean, roles};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.4.4: AuthnRequestsSigned says whether the SP signs its requests. An IdP that reads `false` need not look at
/// signatures, and whoever sends requests in the SP's name is believed.
pub(super) const RULE: Rule = Rule {
    name: "metadata-says-requests-signed",
    demand: "Where requests are signed, AuthnRequestsSigned is true.",
    rows: &["MD-13"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    if !view.requests()?.iter().all(|request| request.is_signed()) {
        return Err("requests are not signed".to_owned());
    }
    view.each_entity(|entity| {
        let said = roles(entity).any(|role| role.attribute("AuthnRequestsSigned").and_then(boolean) == Some(true));
        (!said).then(|| "requests are signed, AuthnRequestsSigned is not true".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn an_untold_signature_is_reported() {
        let told = ["requests are signed, AuthnRequestsSigned is not true"];
        assert_eq!(metadata(RULE, "AuthnRequestsSigned=\"true\"", "AuthnRequestsSigned=\"false\""), told);
        assert_eq!(metadata(RULE, "AuthnRequestsSigned=\"true\"", ""), told);
    }
}
