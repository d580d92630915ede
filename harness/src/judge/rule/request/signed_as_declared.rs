use super::evidence_view::{boolean, each_once, roles};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.4.4: AuthnRequestsSigned says that the SP will sign its requests.
pub(super) const RULE: Rule = Rule {
    name: "request-signed-as-declared",
    demand: "Where the SP's metadata says AuthnRequestsSigned, every request is signed.",
    rows: &["MD-13"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let declared = view
        .entity()
        .into_iter()
        .flat_map(roles)
        .any(|role| role.attribute("AuthnRequestsSigned").and_then(boolean) == Some(true));
    if !declared {
        return Err("the SP's metadata does not say AuthnRequestsSigned".to_owned());
    }
    let unsigned = view.requests()?.iter().filter(|request| !request.is_signed());
    Ok(each_once(unsigned.map(|_| "a request is not signed, AuthnRequestsSigned is true".to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, in_metadata};
    use super::RULE;

    #[test]
    fn an_unsigned_request_is_reported_when_signing_was_declared() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.messages[0].url = evidence.messages[0].url.split("&SigAlg").next().unwrap_or_default().to_owned();
        assert_eq!(broken(RULE, &evidence), ["a request is not signed, AuthnRequestsSigned is true"]);
        let undeclared = in_metadata("AuthnRequestsSigned=\"true\" ", "");
        assert_eq!(idle(RULE, &undeclared), "the SP's metadata does not say AuthnRequestsSigned");
    }
}
