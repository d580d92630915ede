use super::evidence_view::{each_once, without_query};
use super::{EvidenceView, Judgement, Rule};
use crate::evidence::Document;

/// Practice: a failure ends somewhere.
pub(super) const RULE: Rule = Rule {
    name: "no-redirect-loop",
    demand: "No step of the login takes more than 10 documents, and none is asked for three times.",
    rows: &["FLO-34"],
    judge,
};

const LIMIT: usize = 10;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let mut found = Vec::new();
    for step in view.login() {
        if step.documents.len() > LIMIT {
            found.push(format!("`{}` took {} documents", step.name, step.documents.len()));
        }
        for document in &step.documents {
            let same = |other: &&Document| (&other.method, &other.url) == (&document.method, &document.url);
            if step.documents.iter().filter(same).count() > 2 {
                let times = step.documents.iter().filter(same).count();
                found.push(format!("{} was asked for {times} times in `{}`", without_query(&document.url), step.name));
            }
            if document.error.as_deref().is_some_and(|error| error.contains("TOO_MANY_REDIRECTS")) {
                found.push(format!("{} redirects without end", without_query(&document.url)));
            }
        }
    }
    Ok(each_once(found))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;
    use crate::evidence::Document;

    #[test]
    fn a_loop_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let acs = evidence.steps[2].documents[1].clone();
        let mut long = evidence.clone();
        long.steps[2].documents =
            (0..10).map(|n| Document { url: format!("{}/{n}", acs.url), ..acs.clone() }).collect();
        assert_eq!(broken(RULE, &long), [""; 0]);
        evidence.steps[2].documents.push(acs.clone());
        assert_eq!(broken(RULE, &evidence), [""; 0], "an address may be asked twice");
        evidence.steps[2].documents.extend(vec![acs; 9]);
        let name = "password at the IdP, Login";
        assert_eq!(
            broken(RULE, &evidence),
            [
                format!("`{name}` took 12 documents"),
                format!("http://127.0.0.1:34567/acs was asked for 11 times in `{name}`"),
            ]
        );
    }
}
