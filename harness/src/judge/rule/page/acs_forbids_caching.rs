use super::evidence_view::{caching, each_once};
use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.5.5.1.
pub(super) const RULE: Rule =
    Rule { name: "acs-forbids-caching", demand: "Every answer of the ACS forbids caching.", rows: &["FLO-30"], judge };

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let answers: Vec<_> = view.documents().filter(|document| view.is_acs_post(document)).collect();
    if answers.is_empty() {
        return Err("nothing was posted to the ACS".to_owned());
    }
    caching(&answers).map(each_once)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    #[test]
    fn an_answer_that_may_be_kept_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let html = ("content-type".to_owned(), "text/html".to_owned());
        evidence.steps[2].documents[1].headers = [html].into();
        assert_eq!(broken(RULE, &evidence), ["POST http://127.0.0.1:34567/acs (HTTP 303) has no Cache-Control"]);
        evidence.steps[2].documents.truncate(1);
        assert_eq!(idle(RULE, &evidence), "nothing was posted to the ACS");
    }
}
