use super::evidence_view::{each_once, relay_states};
use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.4.3 and 3.5.3.
pub(super) const RULE: Rule = Rule {
    name: "relay-state-at-most-80-bytes",
    demand: "RelayState of a request has at most 80 bytes.",
    rows: &["FLO-05"],
    judge,
};

const LIMIT: usize = 80;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let long = relay_states(view)?.into_iter().filter(|relay_state| relay_state.len() > LIMIT);
    Ok(each_once(
        long.map(|relay_state| format!("RelayState has {} bytes: `{relay_state}`", relay_state.len())).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    #[test]
    fn bytes_are_counted_not_characters() {
        let mut evidence = evidence();
        evidence.messages[0].relay_state = Some("ä".repeat(40));
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.messages[0].relay_state = Some("ä".repeat(41));
        assert!(broken(RULE, &evidence)[0].starts_with("RelayState has 82 bytes: `ää"));
        evidence.messages[0].relay_state = None;
        assert_eq!(idle(RULE, &evidence), "no AuthnRequest came with a RelayState");
    }
}
