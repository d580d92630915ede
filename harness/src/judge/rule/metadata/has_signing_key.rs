use super::super::keys::for_signing;
use super::evidence_view::{boolean, roles};
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.6: an SP that signs publishes the key that verifies.
pub(super) const RULE: Rule = Rule {
    name: "metadata-has-signing-key",
    demand: "Where requests are signed, or declared to be, a key that may be used for signing is published.",
    rows: &["MD-14"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let signs = view.requests().is_ok_and(|requests| requests.iter().any(|request| request.is_signed()));
    let declares = view
        .entity()
        .into_iter()
        .flat_map(roles)
        .any(|role| role.attribute("AuthnRequestsSigned").and_then(boolean) == Some(true));
    let certificates = for_signing(view)?;
    match (signs || declares, certificates.is_empty()) {
        (false, _) => Err("requests are not signed".to_owned()),
        (true, true) => Ok(vec!["requests are signed, and no key for signing is published".to_owned()]),
        (true, false) => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn a_missing_key_is_reported() {
        let found = metadata(RULE, "use=\"signing\"", "use=\"encryption\"");
        assert_eq!(found, ["requests are signed, and no key for signing is published"]);
    }
}
