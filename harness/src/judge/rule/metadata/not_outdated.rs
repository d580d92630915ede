use jiff::{Span, Timestamp};
use roxmltree::Node;

use super::evidence_view::roles;
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.3.2; SAML2Int (SDP-MD03).
pub(super) const RULE: Rule = Rule {
    name: "metadata-not-outdated",
    demand: "validUntil lies ahead and within ten years; cacheDuration is a duration.",
    rows: &["MD-19"],
    judge,
};

const CEILING: i64 = 10 * 366 * 24 * 3600;

/// Elements that may say how long they hold.
fn bearers<'x, 'a>(entity: Node<'x, 'a>) -> Vec<Node<'x, 'a>> {
    roles(entity).chain([entity]).collect()
}

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let now = view.evidence.sp_metadata.first().map(|fetch| fetch.at).unwrap_or_default();
    let limits = |node: &Node<'_, '_>| node.has_attribute("validUntil") || node.has_attribute("cacheDuration");
    if view.entity().is_some_and(|entity| !bearers(entity).iter().any(limits)) {
        return Err("neither validUntil nor cacheDuration is given".to_owned());
    }
    view.each_entity(|entity| {
        let mut found = Vec::new();
        for node in bearers(entity) {
            if let Some(until) = node.attribute("validUntil") {
                match until.parse::<Timestamp>().map(|time| time.as_second() - now.as_second()) {
                    Err(_) => found.push(format!("validUntil `{until}` names no time")),
                    Ok(..=0) => found.push(format!("validUntil `{until}` is over")),
                    Ok(left) if left > CEILING => {
                        found.push(format!("validUntil `{until}` is more than ten years ahead"))
                    }
                    Ok(_) => {}
                }
            }
            if let Some(duration) = node.attribute("cacheDuration").filter(|text| text.parse::<Span>().is_err()) {
                found.push(format!("cacheDuration `{duration}` is no duration"));
            }
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, in_metadata};
    use super::RULE;

    #[test]
    fn past_far_and_odd_ones_are_told() {
        let with = |attribute: &str| broken(RULE, &in_metadata(" entityID=", &format!(" {attribute} entityID=")));
        let past = with("validUntil=\"2020-01-01T00:00:00Z\" cacheDuration=\"a day\"");
        assert_eq!(past, ["validUntil `2020-01-01T00:00:00Z` is over", "cacheDuration `a day` is no duration"]);
        let far = with("validUntil=\"2999-01-01T00:00:00Z\" cacheDuration=\"P1D\"");
        assert_eq!(far, ["validUntil `2999-01-01T00:00:00Z` is more than ten years ahead"]);
        assert_eq!(with("cacheDuration=\"PT6H\""), [""; 0]);
        let mut evidence_then = in_metadata(" entityID=", " validUntil=\"2036-01-01T00:00:00Z\" entityID=");
        // Ten years of 366 days are from the 24th of December 2025 on.
        let instants = [
            ("2025-12-23T23:59:59Z", 1),
            ("2025-12-24T00:00:00Z", 0),
            ("2035-12-31T23:59:59Z", 0),
            ("2036-01-01T00:00:00Z", 1),
        ];
        for (fetched, told) in instants {
            evidence_then.sp_metadata[0].at = fetched.parse().unwrap();
            assert_eq!(broken(RULE, &evidence_then).len(), told, "fetched at {fetched}");
        }
        assert_eq!(idle(RULE, &evidence()), "neither validUntil nor cacheDuration is given");
    }
}
