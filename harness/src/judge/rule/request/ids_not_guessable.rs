use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.4 and the practice of sessions: whoever sees one identifier must not know the next.
pub(super) const RULE: Rule = Rule {
    name: "request-ids-not-guessable",
    demand: "IDs of several requests differ in most of their characters: no counter, no clock.",
    rows: &["REQ-02"],
    judge,
};

/// So many characters at least differ between two random IDs.
const DIFFERENT: usize = 16;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let mut ids: Vec<&str> = view.requests()?.iter().filter_map(|request| request.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Err("only one AuthnRequest was sent".to_owned());
    }
    let alike = ids.iter().enumerate().find_map(|(index, id)| {
        let other = ids.iter().skip(index + 1).find(|other| differing(id, other) < DIFFERENT)?;
        Some(format!("the IDs `{id}` and `{other}` differ in {} characters only", differing(id, other)))
    });
    Ok(alike.into_iter().collect())
}

fn differing(one: &str, other: &str) -> usize {
    let changed = one.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    changed + one.chars().count().abs_diff(other.chars().count())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, two_requests};
    use super::RULE;

    #[test]
    fn a_counter_is_reported() {
        assert_eq!(broken(RULE, &two_requests("_e19d7c6b5a4f3e2d1c0b9a8f7e6d5c4b")), [""; 0]);
        let found = broken(RULE, &two_requests("_5f0c8a1b2c3d4e5f60718293a4b5c6d8"));
        assert!(found[0].ends_with("differ in 1 characters only"), "{found:?}");
        assert_eq!(idle(RULE, &evidence()), "only one AuthnRequest was sent");
    }

    #[test]
    fn ids_are_told_apart_by_sixteen_characters() {
        assert_eq!(broken(RULE, &two_requests("_xxxxxxxxxxxxxxxx60718293a4b5c6d7")), [""; 0]);
        assert_eq!(broken(RULE, &two_requests("_5xxxxxxxxxxxxxxx60718293a4b5c6d7")).len(), 1);
        for (one, other, apart) in [("_a1", "_a1", 0), ("_a1", "_b1", 1), ("_a1", "_a1ff", 2), ("_a1ff", "_b1", 3)] {
            assert_eq!(super::differing(one, other), apart, "{one} {other}");
        }
    }
}
