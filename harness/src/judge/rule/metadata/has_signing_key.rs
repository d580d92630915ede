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
    use super::super::sample::{broken, idle, in_metadata, metadata, posted};
    use super::RULE;

    #[test]
    fn a_missing_key_is_reported() {
        let found = metadata(RULE, "use=\"signing\"", "use=\"encryption\"");
        assert_eq!(found, ["requests are signed, and no key for signing is published"]);
    }

    #[rstest::rstest]
    #[case::neither("", "false", "signing", None)]
    #[case::declared("", "true", "signing", Some(0))]
    #[case::declared_without_key("", "true", "encryption", Some(1))]
    #[case::done("signed", "false", "signing", Some(0))]
    #[case::done_without_key("signed", "false", "encryption", Some(1))]
    fn a_key_is_needed_where_requests_are_signed_or_declared_to_be(
        #[case] reference: &str,
        #[case] declared: &str,
        #[case] purpose: &str,
        #[case] told: Option<usize>,
    ) {
        let mut evidence = in_metadata("AuthnRequestsSigned=\"true\"", &format!("AuthnRequestsSigned=\"{declared}\""));
        for fetch in &mut evidence.sp_metadata {
            fetch.text = fetch.text.replace("use=\"signing\"", &format!("use=\"{purpose}\""));
        }
        evidence.messages = posted(reference).messages;
        match told {
            Some(told) => assert_eq!(broken(RULE, &evidence).len(), told),
            None => assert_eq!(idle(RULE, &evidence), "requests are not signed"),
        }
    }
}
