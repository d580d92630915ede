use mock_idp::journal::Direction;

use super::evidence_view::{each_once, without_query};
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.2 and privacy: addresses are kept in histories and logs, and sent along as Referer.
pub(super) const RULE: Rule = Rule {
    name: "response-not-in-url",
    demand: "No address, redirect or Referer beyond the IdP holds a SAMLResponse.",
    rows: &["FLO-31"],
    judge,
};

/// So much of an encoded response tells it from any other text.
const TELLING: usize = 40;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let sent = view.evidence.messages.iter().filter(|message| message.direction == Direction::Out);
    let starts: Vec<String> = sent.map(|message| message.raw.chars().take(TELLING).collect()).collect();
    let holds = |text: &str| {
        text.contains("SAMLResponse=")
            || starts.iter().any(|start| start.len() == TELLING && text.contains(start.as_str()))
    };
    let mut found = Vec::new();
    for document in view.documents_beyond_idp() {
        let places = [
            ("the address", Some(document.url.as_str())),
            ("the redirect", document.location.as_deref()),
            ("the Referer", document.referer.as_deref()),
        ];
        let holding = places.into_iter().filter(|(_, text)| text.is_some_and(holds));
        found.extend(holding.map(|(place, _)| {
            format!("{place} of {} {} holds a SAMLResponse", document.method, without_query(&document.url))
        }));
    }
    Ok(each_once(found))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn each_place_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.steps[2].documents[1].location = Some("/landing?SAMLResponse=PHNhbWxwOlJlc3BvbnNlPg".to_owned());
        let told = "the redirect of POST http://127.0.0.1:34567/acs holds a SAMLResponse";
        assert_eq!(broken(RULE, &evidence), [told]);
    }

    #[test]
    fn a_response_under_another_name_is_told_by_its_beginning() {
        let raw = "PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6cHJvdG9jb2wi";
        let with = |sent: &str, referer: &str| {
            let mut evidence = evidence();
            evidence.messages[1].raw = sent.to_owned();
            evidence.steps[2].documents[1].referer = Some(format!("http://127.0.0.1:34567/landing?{referer}"));
            broken(RULE, &evidence)
        };
        assert_eq!(
            with(raw, &format!("r={raw}")),
            ["the Referer of POST http://127.0.0.1:34567/acs holds a SAMLResponse"]
        );
        assert_eq!(with(raw, "r=PHNhbWxw"), [""; 0]);
        assert_eq!(with("PHNhbWxw", "r=PHNhbWxw"), [""; 0], "a beginning that short may be anything's");
    }
}
