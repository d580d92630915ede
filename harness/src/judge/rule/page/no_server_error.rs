use super::evidence_view::{each_once, without_query};
use super::{EvidenceView, Judgement, Rule};

/// Practice: 5xx says that the SP did not expect what anybody may send.
pub(super) const RULE: Rule = Rule {
    name: "no-server-error",
    demand: "No answer of the SP in the login is a 5xx.",
    rows: &["ERR-09", "RSP-04", "FLO-33"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let failed = view.documents_beyond_idp().filter_map(|document| {
        let status = document.status.filter(|status| *status >= 500)?;
        Some(format!("{} {} answered HTTP {status}", document.method, without_query(&document.url)))
    });
    Ok(each_once(failed.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn a_5xx_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.steps[2].documents[1].status = Some(502);
        assert_eq!(broken(RULE, &evidence), ["POST http://127.0.0.1:34567/acs answered HTTP 502"]);
    }
}
