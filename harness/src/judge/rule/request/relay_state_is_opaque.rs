use super::evidence_view::{base64, each_once, relay_states};
use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.4.3: RelayState is opaque and its integrity protected; profiles 4.1.3.1: it tells as little as it can of the
/// person's use of the site.
pub(super) const RULE: Rule = Rule {
    name: "relay-state-is-opaque",
    demand: "RelayState of a request is no URL, no path and no readable data.",
    rows: &["FLO-06", "REQ-36"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let readable = relay_states(view)?.into_iter().filter(|relay_state| {
        // Random digits are base64, too, and one in eighty begins with a brace or a slash: only text is data.
        let unpacked = base64(relay_state).and_then(|octets| String::from_utf8(octets).ok());
        let unpacked = unpacked.filter(|text| !text.chars().any(char::is_control));
        is_readable(relay_state) || unpacked.is_some_and(|text| is_readable(&text))
    });
    Ok(each_once(readable.map(|relay_state| format!("RelayState is `{relay_state}`")).collect()))
}

fn is_readable(text: &str) -> bool {
    text.starts_with(['/', '{', '[']) || text.contains("://") || text.to_ascii_lowercase().contains("%3a%2f%2f")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[rstest::rstest]
    #[case("http://127.0.0.1/orders/42")]
    #[case("/orders/42")]
    #[case("{\"next\":\"x\"}")]
    #[case("L29yZGVycy80Mg==")]
    fn what_can_be_read_is_reported(#[case] relay_state: &str) {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.messages[0].relay_state = Some(relay_state.to_owned());
        assert_eq!(broken(RULE, &evidence), [format!("RelayState is `{relay_state}`")]);
    }

    #[test]
    fn random_digits_that_unpack_to_a_brace_are_opaque() {
        let mut evidence = evidence();
        evidence.messages[0].relay_state = Some("e2a9c3c1aa1ce30d80887ffb7f2e5425".to_owned());
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }
}
