use super::evidence_view::each_once;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD04): what is published works. An ACS may answer a GET without a message as it likes; other services that
/// are not found are not there.
pub(super) const RULE: Rule = Rule {
    name: "metadata-endpoints-answer",
    demand: "Every address that the metadata names answers, and no service but an ACS says that it is not there.",
    rows: &["MD-24"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let endpoints = &view.evidence.sp_endpoints;
    if endpoints.is_empty() {
        return Err("the metadata names no address that could be asked".to_owned());
    }
    let dead = endpoints.iter().filter_map(|endpoint| {
        let (element, url) = (&endpoint.element, &endpoint.url);
        match endpoint.status {
            None => Some(format!("{element} {url} does not answer")),
            Some(status @ (404 | 410)) if element != "AssertionConsumerService" => {
                Some(format!("{element} {url} answers HTTP {status}"))
            }
            Some(_) => None,
        }
    });
    Ok(each_once(dead.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;
    use crate::evidence::SpEndpoint;

    #[test]
    fn what_does_not_answer_is_reported() {
        let mut evidence = evidence();
        assert!(idle(RULE, &evidence).contains("names no address"));
        let endpoint = |element: &str, status| SpEndpoint {
            element: element.to_owned(),
            url: "http://sp/x".to_owned(),
            status,
            error: None,
        };
        evidence.sp_endpoints =
            vec![endpoint("AssertionConsumerService", Some(404)), endpoint("SingleLogoutService", Some(302))];
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.sp_endpoints =
            vec![endpoint("AssertionConsumerService", None), endpoint("SingleLogoutService", Some(404))];
        assert_eq!(
            broken(RULE, &evidence),
            [
                "AssertionConsumerService http://sp/x does not answer",
                "SingleLogoutService http://sp/x answers HTTP 404",
            ]
        );
    }
}
