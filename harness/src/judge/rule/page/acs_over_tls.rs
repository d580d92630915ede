use super::evidence_view::{each_once, without_query};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP09).
pub(super) const RULE: Rule = Rule {
    name: "acs-over-tls",
    demand: "Where the SP is https: the ACS is too, nothing goes back to http, and HSTS is sent.",
    rows: &["FLO-29"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let surroundings = view.surroundings();
    if !surroundings.sp_base_url.starts_with("https://") {
        return Err("the SP is not https here".to_owned());
    }
    let mut found = Vec::new();
    if !surroundings.acs_url.starts_with("https://") {
        found.push(format!("the ACS is {}", surroundings.acs_url));
    }
    let plain = view.documents_beyond_idp().filter(|document| document.url.starts_with("http://"));
    found.extend(plain.map(|document| format!("{} was asked for", without_query(&document.url))));
    let mut answers = view.documents().filter(|document| view.is_acs_post(document)).peekable();
    let recorded = view.documents_beyond_idp().any(|document| !document.headers.is_empty());
    if recorded
        && answers.peek().is_some()
        && answers.all(|answer| !answer.headers.contains_key("strict-transport-security"))
    {
        found.push("the ACS sends no Strict-Transport-Security".to_owned());
    }
    Ok(each_once(found))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;
    use crate::evidence::{CaseEvidence, Document};

    #[test]
    fn what_goes_back_to_http_is_reported() {
        let mut evidence = evidence();
        assert_eq!(idle(RULE, &evidence), "the SP is not https here");
        evidence.surroundings.sp_base_url = "https://acme.test".to_owned();
        assert_eq!(
            broken(RULE, &evidence),
            [
                "the ACS is http://127.0.0.1:34567/acs",
                "http://127.0.0.1:34567/company-login was asked for",
                "http://127.0.0.1:34567/acs was asked for",
                "the ACS sends no Strict-Transport-Security",
            ]
        );
    }

    #[test]
    fn only_an_answer_that_was_recorded_can_lack_a_header() {
        let with = |change: fn(&mut CaseEvidence)| {
            let mut evidence = evidence();
            evidence.surroundings.sp_base_url = "https://acme.test".to_owned();
            change(&mut evidence);
            broken(RULE, &evidence).contains(&"the ACS sends no Strict-Transport-Security".to_owned())
        };
        fn acs(evidence: &mut CaseEvidence) -> &mut Document {
            &mut evidence.steps[2].documents[1]
        }
        assert!(with(|_| {}));
        assert!(!with(|evidence| {
            acs(evidence).headers.insert("strict-transport-security".to_owned(), "max-age=31536000".to_owned());
        }));
        assert!(!with(|evidence| acs(evidence).url = "https://acme.test/other".to_owned()));
        assert!(!with(|evidence| {
            evidence
                .steps
                .iter_mut()
                .flat_map(|step| &mut step.documents)
                .for_each(|document| document.headers.clear());
        }));
    }
}
